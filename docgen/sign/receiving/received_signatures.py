"""The signatures of a file that was signed elsewhere: they must hold, and be the signatories'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity, SignatureError
from docgen.records.event_details import ReceivedSignature
from docgen.records.signed_originals import Signing
from docgen.sign.certificate import folded
from docgen.sign.verifying.verdicts import SignatureKind
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict
from docgen.swedish import join_list

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.records.version_history import VersionHistory
    from docgen.sign.verifying.verdicts import DocumentVerification, SignatureVerification

_GOOD = frozenset((Verdict.VALID, Verdict.REVOCATION_UNKNOWN, Verdict.TIMESTAMP_MISSING))
_WHY = {
    Verdict.BROKEN: "Den undertecknade filen eller underskriften har ändrats.",
    Verdict.UNREADABLE: "Den är av ett slag som docgen inte kan pröva.",
    Verdict.CHANGED_AFTER_SIGNING: "Filen har ändrats efter att den undertecknades.",
    Verdict.WEAK_ALGORITHM: "Den är gjord på ett sätt som går att förfalska (MD5, SHA-1 eller för kort nyckel).",
    Verdict.REVOKED: "Certifikatet var spärrat.",
    Verdict.NOT_YET_VALID: "Certifikatet gällde inte än.",
    Verdict.EXPIRED: "Certifikatet har gått ut, och ingen tidsstämpel visar att underskriften är äldre.",
    Verdict.UNSUITABLE_CERTIFICATE: "Certifikatet är inte till för underskrifter.",
    Verdict.TIMESTAMP_INVALID: "Tidsstämpeln håller inte, eller kommer inte från en betrodd tjänst.",
}
_SEAL = (
    "Det är ett sigill (en certifierande underskrift) och inte någon av parternas. En undertecknare ska skriva under "
    "som vanligt."
)


def checked_signatures(
    verification: DocumentVerification,
    history: VersionHistory,
    *,
    file: Path,
    trusted: bool,
    accept_untrusted: bool,
) -> tuple[tuple[ReceivedSignature, ...], tuple[Finding, ...]]:
    """Give the signatures as an event holds them, and what should be known of them.

    Args:
        verification: of the file that came, with the version's slots expected.
        history: the version.
        file: as the user named it.
        trusted: whether the workspace trusts any issuer at all; without one, no signature can be held to it.
        accept_untrusted: accept certificates of other issuers.

    Raises:
        SignatureError: a signature does not hold, nobody waits for it, or one that was there is gone.
    """
    names = history.names
    parties = {folded(slot.party.partition(',')[0]) for slot in history.slots}
    faults: list[Finding] = []
    warnings: list[Finding] = []
    for each in verification.signatures:
        if each.kind is SignatureKind.SEAL and folded(each.signer) not in parties:
            faults.append(_unexpected(each, file, _SEAL))
        elif each.verdict is Verdict.UNEXPECTED_SIGNER:
            faults.append(_unexpected(each, file, each.explanation))
        elif each.verdict is Verdict.VALID_BUT_UNTRUSTED:
            accepted = accept_untrusted or not trusted
            (warnings if accepted else faults).append(_untrusted(each, file, accepted=accepted, trusted=trusted))
        elif each.verdict not in _GOOD:
            faults.append(_broken(each, file, verification.changes))
    signatures = tuple(_as_recorded(each, names) for each in verification.signatures if each.role)
    found = {each.role for each in signatures}
    lost = [slot.name for slot in history.electronic_slots if slot.role not in found]
    if lost and not faults:
        faults.append(_lost(file, lost))
    if faults:
        raise SignatureError(faults)
    if not signatures:
        raise SignatureError(_nobody(file, names))
    return signatures, tuple(warnings)


def _as_recorded(each: SignatureVerification, names: dict[str, str]) -> ReceivedSignature:
    time = each.proven_at or each.claimed_at
    return ReceivedSignature(
        role=each.role,
        field=each.field,
        name=names[each.role],
        signer=each.signer,
        issuer=each.issuer,
        serial=each.serial,
        time=time.isoformat(timespec='seconds') if time else '',
        level=each.level.value if each.level else '',
        timestamped_by=each.timestamped_by,
        place=each.place,
        verdict=each.verdict.value,
    )


def received_signing(each: ReceivedSignature) -> Signing:
    """Give a received signature as the history tells of it once it is kept."""
    return Signing(each.role, by_pen=False, at=each.time, level=each.level, place=each.place)


def _broken(each: SignatureVerification, file: Path, changes: tuple[str, ...]) -> Finding:
    why = each.explanation or _WHY.get(each.verdict, "Den håller inte.")
    if each.verdict is Verdict.CHANGED_AFTER_SIGNING and changes:
        why = f"{why} {' '.join(changes[:5])}"
    whose = "Tidsstämpeln" if each.kind is SignatureKind.TIMESTAMP else f"Underskriften av {each.signer or 'okänd'}"
    return Finding(
        'received-broken-signature',
        f"{whose} i {file.name} håller inte.",
        why,
        "Hämta filen från portalen på nytt. Är felet kvar behöver dokumentet undertecknas på nytt.",
        Place(file),
    )


def _unexpected(each: SignatureVerification, file: Path, why: str) -> Finding:
    return Finding(
        'signer-unexpected',
        f"{each.signer or 'Någon okänd'} har skrivit under {file.name}.",
        why,
        "Låt rätt person skriva under. Har undertecknaren bytts, ändra i data och kör docgen fix på nytt.",
        Place(file),
    )


def _untrusted(each: SignatureVerification, file: Path, *, accepted: bool, trusted: bool) -> Finding:
    who = f"{each.signer}s" if each.signer and each.signer[-1] not in 'sxz' else each.signer
    return Finding(
        'received-untrusted',
        f"{who} certifikat i {file.name} kommer från {each.issuer or 'okänd utgivare'}, som inte är betrodd här.",
        "Vem som helst kan göra ett certifikat i vilket namn som helst; utgivaren är den som går i god för namnet."
        + ("" if trusted else " Arbetsytan har inga betrodda utgivare i data/trust."),
        "Lägg utgivarens rotcertifikat i data/trust"
        + (" och kör docgen verify." if accepted else ", eller ange --accept-untrusted; det antecknas."),
        Place(file),
        Severity.WARNING if accepted else Severity.ERROR,
    )


def _lost(file: Path, names: list[str]) -> Finding:
    return Finding(
        'received-lost-signature',
        f"{file.name} saknar underskriften av {join_list(names)}, som redan finns.",
        "Den som tar emot filen skulle då förlora en underskrift.",
        "Skicka den fil som ligger i signed/ till portalen, så att nästa underskrift läggs till i den.",
        Place(file),
    )


def _nobody(file: Path, names: dict[str, str]) -> Finding:
    return Finding(
        'received-unsigned',
        f"{file.name} har ingen underskrift av dem som ska skriva under.",
        f"De är {join_list(list(names.values()))}.",
        "Hämta den undertecknade filen från portalen.",
        Place(file),
    )
