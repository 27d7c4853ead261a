"""From a signatory's certificate to a trusted root, and whether anyone on the way has been revoked.

Message ids: `certificate-revoked`, `certificate-untrusted`, `certificate-self-signed`, `certificate-invalid`,
`revocation-unknown`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from docgen.errors import Finding, Severity, SignatureError
from docgen.sign.bounded_http import BoundedSession, fetcher_backend
from docgen.sign.certificate import issuer_name, masked, subject_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import Signer
    from pyhanko_certvalidator.path import ValidationPath


_log = logging.getLogger(__name__)

"""Seconds for each question to an issuer's services."""


@dataclass(frozen=True)
class Chain:
    """What was found out about a certificate."""

    context: ValidationContext
    """With the issuers' answers, for the signature to hold."""
    trusted: bool
    warnings: tuple[Finding, ...]


def asking_context(
    roots: Iterable[Certificate], others: Iterable[Certificate], session: BoundedSession, *, strict: bool
) -> ValidationContext:
    """Give a context that asks the issuers' services on the network.

    Args:
        roots: certificates that are trusted.
        others: certificates that may lie between.
        session: open as long as the context is used.
        strict: an issuer that names a service for revocation and does not answer there makes the certificate invalid.
    """
    rule = RevocationCheckingRule.CHECK_IF_DECLARED if strict else RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
    return ValidationContext(
        trust_roots=list(roots),
        other_certs=list(others),
        allow_fetching=True,
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
        fetcher_backend=fetcher_backend(session),
    )


async def check_chain(
    signer: Signer,
    roots: Sequence[Certificate],
    session: BoundedSession,
    *,
    strict: bool,
    accept_untrusted: bool = False,
) -> Chain:
    """Trace a signer's certificate to a root and ask whether it is revoked; its issuers are added to the signer.

    Args:
        signer: whoever signs.
        roots: the trusted roots; without any every certificate is untrusted.
        session: open as long as the result is used.
        strict: for a signature that is to hold the proof: the root must be trusted and every service must answer.
        accept_untrusted: let whoever is not strict sign with an issuer that is not among the roots.

    Raises:
        SignatureError: the ids of this module. Not strict, `revocation-unknown` is only a warning, and so is
            `certificate-untrusted` where it is accepted.
    """
    certificate: Certificate = signer.signing_cert
    _log.info("prövar certifikatet från %s och frågar utgivaren", issuer_name(certificate))
    context = asking_context(roots, signer.cert_registry, session, strict=strict)
    try:
        _require_an_issuer(certificate, roots)
        path = await _validated(certificate, signer, context, session)
    except PathBuildingError as error:
        refused = strict or not accept_untrusted
        finding = _untrusted(certificate, any_roots=bool(roots), strict=strict, refused=refused)
        if not strict:
            await _require_not_revoked(certificate, signer, session)
        if refused:
            raise SignatureError(finding) from error
        return Chain(context, trusted=False, warnings=(finding,))
    signer.cert_registry.register_multiple(_issuers(path))
    warnings = [] if _answered(certificate, context) else [_unknown(certificate, Severity.WARNING, session)]
    return Chain(context, trusted=True, warnings=tuple(warnings))


async def _validated(
    certificate: Certificate, signer: Signer, context: ValidationContext, session: BoundedSession
) -> ValidationPath:
    validator = CertificateValidator(certificate, intermediate_certs=signer.cert_registry, validation_context=context)
    try:
        return await validator.async_validate_usage(set())  # type: ignore[no-any-return,no-untyped-call]
    except RevokedError as error:
        raise SignatureError(_revoked(certificate)) from error
    except InsufficientRevinfoError as error:
        raise SignatureError(_unknown(certificate, Severity.ERROR, session)) from error
    except ValidationError as error:
        raise SignatureError(_invalid(certificate, error)) from error


async def _require_not_revoked(certificate: Certificate, signer: Signer, session: BoundedSession) -> None:
    """Ask an untrusted certificate's own issuers: even they may say that it is revoked."""
    issuers = [each for each in signer.cert_registry if each.ca]
    if not issuers:
        return
    context = asking_context(issuers, issuers, session, strict=False)
    try:
        await _validated(certificate, signer, context, session)
    except PathError:
        return
    except SignatureError as error:
        if error.findings[0].id == 'certificate-revoked':
            raise


def _issuers(path: ValidationPath) -> list[Certificate]:
    """All between the certificate and the root."""
    return [each for each in path if each.ca and not each.self_issued]


def _answered(certificate: Certificate, context: ValidationContext) -> bool:
    """Whether revocation was told for a certificate that says where to ask."""
    asks = certificate.ocsp_urls or certificate.crl_distribution_points
    return not asks or bool(context.ocsps or context.crls)


def _require_an_issuer(certificate: Certificate, roots: Sequence[Certificate]) -> None:
    """Sort out a certificate that only it itself stands for: the library has no word of its own for that."""
    if _own_issuer(certificate) and certificate.dump() not in [root.dump() for root in roots]:
        raise PathBuildingError('nobody but itself')


def _own_issuer(certificate: Certificate) -> bool:
    return certificate.self_signed in ('yes', 'maybe')


def _revoked(certificate: Certificate) -> Finding:
    return Finding(
        'certificate-revoked',
        f"Certifikatet för {subject_name(certificate)} är spärrat.",
        f"{issuer_name(certificate)} har spärrat det. En underskrift med det gäller inte.",
        "Skaffa ett nytt certifikat och skriv under med det.",
    )


def _untrusted(certificate: Certificate, *, any_roots: bool, strict: bool, refused: bool) -> Finding:
    itself = _own_issuer(certificate)
    who = subject_name(certificate)
    remedy = "Lägg utgivarens rotcertifikat i data/trust om du litar på den"
    if strict:
        remedy += "; en underskrift på nivå B-LT eller B-LTA kräver det. Annars skriv under med ett annat certifikat"
    elif refused:
        remedy += ", eller skriv under med ett annat certifikat. Ska det ändå godtas: --accept-untrusted; det antecknas"
    return Finding(
        'certificate-self-signed' if itself else 'certificate-untrusted',
        f"Certifikatet för {who} är utfärdat av {'ingen annan än sig självt' if itself else issuer_name(certificate)}.",
        "Utgivaren finns inte bland rotcertifikaten i data/trust, så ingen kan lita på vem som skrev under."
        if any_roots
        else "Arbetsytan har inga rotcertifikat i data/trust, så det går inte att avgöra om utgivaren är att lita på.",
        f"{remedy}.",
        severity=Severity.ERROR if refused else Severity.WARNING,
    )


def _unknown(certificate: Certificate, severity: Severity, session: BoundedSession) -> Finding:
    told = ' '.join(dict.fromkeys(each.sentence for each in session.refusals))
    return Finding(
        'revocation-unknown',
        f"Det gick inte att få veta om certifikatet för {subject_name(certificate)} är spärrat.",
        told or f"Spärrtjänsten hos {issuer_name(certificate)} svarade inte, eller med något som inte går att lita på.",
        "Kontrollera nätet och försök igen"
        + (", eller skriv under med --level t eller b." if severity is Severity.ERROR else " om du vill vara säker."),
        severity=severity,
    )


_WHY: dict[type[ValidationError], str] = {
    ExpiredError: "Det, eller ett av utgivarens certifikat, har gått ut.",
    NotYetValidError: "Det, eller ett av utgivarens certifikat, gäller inte än.",
    DisallowedAlgorithmError: "Det är gjort med en metod som inte längre är säker.",
    InvalidCertificateError: "Det är inte utfärdat för underskrifter.",
    PathValidationError: "Kedjan från utgivaren håller inte: något i den är ändrat eller får inte utfärda certifikat.",
    ValidationError: "Något i det är inte som det ska.",
}
"""By the library's kinds of errors, the narrower ones first."""


def _invalid(certificate: Certificate, error: ValidationError) -> Finding:
    _log.info('certificate: %s', masked(error.failure_msg))
    return Finding(
        'certificate-invalid',
        f"Certifikatet för {subject_name(certificate)} håller inte för en kontroll.",
        next(why for kind, why in _WHY.items() if isinstance(error, kind)),
        "Skriv under med ett annat certifikat, eller fråga den som utfärdat det.",
    )
