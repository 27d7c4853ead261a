"""Whether a certificate may be used to sign here and now, by the one who is expected.

Message ids: `certificate-expired`, `certificate-not-yet-valid`, `certificate-not-for-signing`,
`certificate-key-too-short`, `signer-unexpected`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, SignatureError
from docgen.sign.certificate import (
    SHORTEST_ON_A_CURVE,
    SHORTEST_RSA,
    Unfit,
    folded,
    is_named,
    organisation_names,
    subject_name,
    unfit_to_sign,
)
from docgen.swedish import long_date, number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from asn1crypto.x509 import Certificate


_REJECTED = "Underskriften skulle underkännas när den prövas."
_WHY_UNFIT = {
    Unfit.ISSUER: f"Det är en utgivares, för att ge ut certifikat med. {_REJECTED}",
    Unfit.NO_USAGE: f"Det säger inte vad det är till för (RFC 5280, 4.2.1.3: key usage saknas). {_REJECTED}",
    Unfit.OTHER_USAGE: (
        "Det säger certifikatet självt: varken digitalSignature eller nonRepudiation (RFC 5280, 4.2.1.3). " + _REJECTED
    ),
    Unfit.OTHER_PURPOSE: (
        f"Det är bara till för servrar, tidsstämplar, program eller spärrkontroll (RFC 5280, 4.2.1.12). {_REJECTED}"
    ),
}


def require_usable(certificate: Certificate, moment: datetime.datetime) -> None:
    """Refuse a certificate that is not valid at a moment, or was issued for something else than signatures.

    Raises:
        SignatureError: `certificate-expired`, `certificate-not-yet-valid`, `certificate-not-for-signing` or
            `certificate-key-too-short`.
    """
    who = subject_name(certificate)
    if moment > certificate.not_valid_after:
        raise SignatureError(
            Finding(
                'certificate-expired',
                f"Certifikatet för {who} gick ut den {long_date(certificate.not_valid_after.date())}.",
                "En underskrift med ett certifikat som har gått ut gäller inte.",
                "Skaffa ett nytt certifikat och skriv under med det.",
            )
        )
    if moment < certificate.not_valid_before:
        raise SignatureError(
            Finding(
                'certificate-not-yet-valid',
                f"Certifikatet för {who} gäller först från den {long_date(certificate.not_valid_before.date())}.",
                "En underskrift som görs tidigare gäller inte.",
                "Skriv under med ett certifikat som gäller. Är det datorns klocka som går fel, ställ den.",
            )
        )
    unfit = unfit_to_sign(certificate)
    if unfit is Unfit.SHORT_KEY:
        raise SignatureError(
            Finding(
                'certificate-key-too-short',
                f"Nyckeln till certifikatet för {who} är för kort: {certificate.public_key.bit_size} bitar.",
                f"En RSA-nyckel under {number(SHORTEST_RSA)} bitar går att knäcka, liksom en på en elliptisk kurva "
                f"under {SHORTEST_ON_A_CURVE}; underskriften skulle underkännas.",
                "Skaffa ett nytt certifikat och skriv under med det.",
            )
        )
    if unfit is not None:
        raise SignatureError(
            Finding(
                'certificate-not-for-signing',
                f"Certifikatet för {who} är inte till för att skriva under dokument med.",
                _WHY_UNFIT[unfit],
                "Välj certifikatet för underskrift. Ett kort har ofta också ett för legitimering.",
            )
        )


def require_person(certificate: Certificate, expected: str) -> None:
    """Refuse the certificate of somebody else than the expected person, by the names of `names.is_named`.

    Raises:
        SignatureError: `signer-unexpected`.
    """
    if not is_named(certificate, expected):
        raise SignatureError(_unexpected(certificate, f"{expected} ska skriva under här"))


def require_organisation(certificate: Certificate, parties: Iterable[str]) -> None:
    """Refuse a seal that is not one of the parties'.

    The subject's common name, or its organisation when it names no person, is compared with each party's name without
    its unit.

    Raises:
        SignatureError: `signer-unexpected`.
    """
    expected = list(dict.fromkeys(each.partition(',')[0] for each in parties))
    if organisation_names(certificate).isdisjoint(map(folded, expected)):
        raise SignatureError(_unexpected(certificate, f"Sigillet ska vara en parts: {' eller '.join(expected)}"))


def _unexpected(certificate: Certificate, rule: str) -> Finding:
    return Finding(
        'signer-unexpected',
        f"Certifikatet tillhör {subject_name(certificate)}.",
        f"{rule}.",
        "Skriv under med rätt certifikat. Har undertecknaren bytts, ändra i data och kör docgen fix på nytt.",
    )
