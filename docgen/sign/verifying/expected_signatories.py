"""Who should have signed, held against who did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docgen.sign.certificate import deceives, is_named, is_personal
from docgen.sign.levels import Level
from docgen.sign.verifying.verdicts import Missing, SignatureKind, SignatureVerification
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.records.event_details import SignatorySlot

_ORDER: dict[Level | None, int] = {None: -1, **{level: number for number, level in enumerate(Level)}}
_BEFORE_UNEXPECTED = frozenset(list(Verdict)[: list(Verdict).index(Verdict.UNEXPECTED_SIGNER)])
_BEFORE_MISSING_PROOF = frozenset(list(Verdict)[: list(Verdict).index(Verdict.TIMESTAMP_MISSING)])


@dataclass(frozen=True)
class Expected:
    """A signatory of a document; `field` is the one made for the signature."""

    field: str
    role: str
    party: str
    name: str
    title: str

    @classmethod
    def of(cls, slot: SignatorySlot) -> Expected:
        """Read one from a place of a fixed version."""
        return cls(slot.field, slot.role, slot.party, slot.name, slot.title)


def matched(
    found: Sequence[SignatureVerification], certificates: Sequence[Any], expected: Sequence[Expected] | None
) -> tuple[tuple[SignatureVerification, ...], tuple[Missing, ...]]:
    """Give each signature its signatory, or the verdict that nobody waited for it, and those who are missing.

    A portal may have signed in fields of its own, so a signature that lies in none of ours is known by its name.
    A certificate proves its holder's name only if its issuer is trusted, which the verdict says.

    Args:
        found: the file's signatures.
        certificates: the certificate of each; None where it cannot be read.
        expected: the signatories; None when anybody may sign.
    """
    if expected is None:
        return tuple(found), ()
    waiting = list(expected)
    told = []
    for each, certificate in zip(found, certificates, strict=True):
        if each.kind is not SignatureKind.SIGNATURE:
            personal = each.kind is SignatureKind.SEAL and certificate is not None and is_personal(certificate)
            told.append(_unexpected(each, certificate, None) if personal else each)
            continue
        of_field = next((one for one in expected if one.field == each.field), None)
        if of_field is not None:
            person = of_field if of_field in waiting and _is(certificate, of_field) else None
        else:
            person = next((one for one in waiting if _is(certificate, one)), None)
        if person is None:
            told.append(_unexpected(each, certificate, of_field))
        else:
            waiting.remove(person)
            told.append(replace(each, role=person.role, party=person.party, title=person.title))
    return tuple(told), tuple(Missing(one.role, one.party, one.name) for one in waiting)


def held_to(found: SignatureVerification, levels: Mapping[str, Level]) -> SignatureVerification:
    """Give a signature TIMESTAMP_MISSING if it lacks the level that it should have and nothing worse holds.

    Args:
        found: the signature.
        levels: the least level by role; '' is for everyone.
    """
    wanted = max((levels[key] for key in ('', found.role) if key in levels), key=_ORDER.__getitem__, default=None)
    if wanted is None or found.kind is not SignatureKind.SIGNATURE or found.verdict in _BEFORE_MISSING_PROOF:
        return found
    if _ORDER[found.level] >= _ORDER[wanted]:
        return found
    has = f"nivå {found.level}" if found.level else "ingen av nivåerna"
    return replace(
        found,
        verdict=Verdict.TIMESTAMP_MISSING,
        explanation=f"Underskriften ska ha minst nivå {wanted} men har {has}.",
    )


def _is(certificate: Any, person: Expected) -> bool:
    return certificate is not None and is_named(certificate, person.name)


def _unexpected(found: SignatureVerification, certificate: Any, owner: Expected | None) -> SignatureVerification:
    if found.verdict in _BEFORE_UNEXPECTED:
        return found
    if found.kind is SignatureKind.SEAL:
        why = f"Ett sigill är en organisations, och certifikatet är en persons: {found.signer}."
    elif owner is None:
        why = f"{found.signer} är inte någon av dem som ska skriva under."
    elif _is(certificate, owner):
        why = f"{owner.name} har skrivit under mer än en gång."
    else:
        why = f"Här ska {owner.name} skriva under, men {found.signer} har gjort det."
    looks = deceives(certificate) if certificate is not None else ''
    return replace(found, verdict=Verdict.UNEXPECTED_SIGNER, explanation=f'{why} {looks}'.strip())
