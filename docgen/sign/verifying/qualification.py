"""Whether a signature, a seal or a timestamp is qualified (eIDAS, articles 3 and 32), by trusted lists alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from asn1crypto.x509 import Certificate
from pyhanko.sign.validation.qualified.assess import QualificationAssessor
from pyhanko.sign.validation.qualified.tsp import CAServiceInformation, QcCertType, QTSTServiceInformation
from pyhanko_certvalidator.authority import AuthorityWithCert

if TYPE_CHECKING:
    import datetime

    from pyhanko.sign.validation.qualified.q_status import QualificationResult
    from pyhanko.sign.validation.qualified.tsp import TSPRegistry
    from pyhanko_certvalidator.path import ValidationPath

    from docgen.sign.trusted_lists import TrustedList, TrustedLists


class Qualified(StrEnum):
    """What trusted lists say of a signature; the words stand in verdict_sentences."""

    SIGNATURE = 'qualified-signature'
    """A person's, with a qualified certificate and a key in a qualified device (article 3.12)."""
    SEAL = 'qualified-seal'
    """An organisation's, likewise (article 3.27)."""
    CERTIFICATE = 'qualified-certificate'
    """The certificate is qualified; whether the key lies in a qualified device is not said."""
    TIMESTAMP = 'qualified-timestamp'
    """From a service that the list says makes qualified timestamps (article 3.34)."""
    NOT = 'not-qualified'
    """No list that was read says so."""
    UNDECIDED = 'undecided'
    """The certificate says of itself what cannot be judged here, such as several types at once."""


@dataclass(frozen=True)
class Qualification:
    """What was found, and in which list; `list` is None where none says it is qualified."""

    kind: Qualified
    service: str = ''
    list: TrustedList | None = None


def qualification_of(
    lists: TrustedLists, path: ValidationPath | None, moment: datetime.datetime, *, stamp: bool = False
) -> Qualification:
    """Say what the lists say of a certificate that was traced to a trusted root.

    Args:
        lists: the lists.
        path: from the root to the certificate.
        moment: when the signature was made, as far as that is proven.
        stamp: it is a timestamp authority's.
    """
    if path is None:
        return Qualification(Qualified.NOT)
    undecided = False
    for one, services in lists.states:
        try:
            found = _stamp(services, path, moment) if stamp else _signer(services, path, moment)
        except NotImplementedError:  # pyHanko's own, for a certificate of not exactly one type
            undecided = True
            continue
        if found is not None:
            kind, service = found
            return Qualification(kind, service, one)
    return Qualification(Qualified.UNDECIDED if undecided else Qualified.NOT)


def anchors(lists: TrustedLists | None, *, stamps: bool) -> list[Certificate]:
    """Give the certificates of the services in the lists, of timestamp authorities or of issuers.

    Args:
        lists: the lists; None gives none.
        stamps: timestamp authorities.
    """
    found: list[Certificate] = []
    for _, services in lists.states if lists is not None else ():
        known = services.known_timestamp_authorities if stamps else services.known_certificate_authorities
        found += [each.certificate for each in known if hasattr(each, 'certificate')]
    return found


def _signer(services: TSPRegistry, path: ValidationPath, moment: datetime.datetime) -> tuple[Qualified, str] | None:
    """A qualified certificate is so when it was issued and when it was used (ETSI TS 119 615, 4.4)."""
    assessor = QualificationAssessor(services)
    leaf = path.leaf
    if leaf is None:
        return None
    used = assessor.check_entity_cert_qualified(path, moment)
    issued = assessor.check_entity_cert_qualified(path, leaf.not_valid_before)
    if not (_is_of_issuer(used) and _is_of_issuer(issued)) or used.service_definition is None:
        return None
    kinds = {each.status.qc_type for each in (used, issued)}
    secure = all(each.status.qc_key_security.is_qscd for each in (used, issued))
    kind = Qualified.CERTIFICATE
    if secure and kinds == {QcCertType.QC_ESIGN}:
        kind = Qualified.SIGNATURE
    elif secure and kinds == {QcCertType.QC_ESEAL}:
        kind = Qualified.SEAL
    elif QcCertType.QC_WEB in kinds:
        return None
    return kind, used.service_definition.base_info.service_name


def _is_of_issuer(found: QualificationResult) -> bool:
    return found.status.qualified and isinstance(found.service_definition, CAServiceInformation)


def _stamp(services: TSPRegistry, path: ValidationPath, moment: datetime.datetime) -> tuple[Qualified, str] | None:
    own = [AuthorityWithCert(path.leaf)] if isinstance(path.leaf, Certificate) else []
    found = [one for each in own for one in services.applicable_service_definitions(each, moment)]
    for each in (*found, *services.applicable_tsps_on_path(path, moment)):
        if isinstance(each, QTSTServiceInformation):
            return Qualified.TIMESTAMP, each.base_info.service_name
    return None
