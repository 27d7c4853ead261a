"""Day and place of a signature, held against those that the document has in print: told before anything is kept.

Message ids: `signature-day-differs`, `signature-place-differs`, `signing-stopped`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from docgen.errors import Finding, Place, RefusedError, Severity
from docgen.swedish import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.records.signed_originals import Signing
    from docgen.records.version_history import VersionHistory

_FIRST = "Har undertecknandet flyttats: ändra signed_on och date i data och kör docgen fix innan någon skriver under."
_ANEW = (
    "Har undertecknandet flyttats: ändra signed_on och date i data och kör docgen fix --new-version; "
    "alla skriver då under på nytt."
)
BeforeKeeping: TypeAlias = Callable[['Sequence[Finding]'], bool]
"""Is told what differs before a signature is kept, and says whether to keep it."""


def differences(history: VersionHistory, noted: Iterable[Signing], file: Path, *, made: bool = False) -> list[Finding]:
    """Warn of each signature that is made another day, or in another place, than the document has in print.

    Args:
        history: the version, which knows what is printed in it; where it does not, nothing is said.
        noted: how and when each signs.
        file: the document, for messages.
        made: the signatures are made already, elsewhere.
    """
    found = []
    signs, anew = "skrev under" if made else "skriver under", _ANEW if made or history.bears_signatures else _FIRST
    signings = {each.role: each for each in noted}
    after = replace(history, known=history.signings | signings)
    for slot in history.slots:
        if slot.role not in signings:
            continue
        signing = signings[slot.role]
        printed = after.other_day(slot.role)
        if printed is not None and signing.day is not None:
            found.append(
                _warning(
                    'signature-day-differs',
                    f"{slot.name} {signs} den {long_date(signing.day)}, men i dokumentet står {long_date(printed)}.",
                    "Den som läser dokumentet ser en annan dag än underskriftens. Den publika filen, webbsidan och "
                    "registret visar båda.",
                    anew,
                    file,
                )
            )
        place = after.other_place(slot.role)
        if place:
            found.append(
                _warning(
                    'signature-place-differs',
                    f"{slot.name} {signs} i {signing.place}, men i dokumentet står {place}.",
                    "Den som läser dokumentet ser en annan ort än underskriftens. Den publika filen visar båda.",
                    anew,
                    file,
                )
            )
    return found


def require_kept(found: Sequence[Finding], before_keeping: BeforeKeeping | None) -> None:
    """Tell what differs, and stop if whoever is told says so.

    Raises:
        RefusedError: `signing-stopped`.
    """
    if found and before_keeping is not None and not before_keeping(found):
        raise RefusedError(stopped(found[0].do))


def stopped(action: str) -> Finding:
    """Say that a person stopped before anything was kept.

    Args:
        action: what to do where the day in print is the wrong one.
    """
    return Finding(
        'signing-stopped',
        "Underskriften är inte sparad: du svarade nej.",
        "Dagen eller orten stämmer inte med det som står i dokumentet.",
        f"{action} Svara då ja; med --other-day frågar docgen inte.",
    )


def _warning(finding_id: str, what: str, why: str, anew: str, file: Path) -> Finding:
    return Finding(
        finding_id,
        what,
        why,
        f"{anew} Ska den tryckta dagen stå kvar behöver inget göras.",
        Place(file),
        Severity.WARNING,
    )
