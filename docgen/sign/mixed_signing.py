"""One way of signing for each version: all electronically in one file, or all by pen on one paper.

A signature on paper is not in the file, and one in the file is not on the paper. With some of each there is no original
that all have signed. Message id: `mixed-signing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError, Severity
from docgen.swedish import join_list

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.records.version_history import VersionHistory


def require_one_way(history: VersionHistory, period: str, file: Path, *, pen: bool) -> None:
    """Refuse to sign a version in one way once somebody has signed it in the other.

    Args:
        history: the version.
        period: its period, for the commands to run.
        file: the file as it now is, for messages.
        pen: whether it is now to be signed by pen; else electronically.

    Raises:
        RefusedError: `mixed-signing`.
    """
    if not history.signed_in(pen=not pen):
        return
    do = (
        f"Låt också de andra skriva under elektroniskt: docgen sign {period}, eller docgen receive {period} med filen "
        "från en tjänst."
        if pen
        else f"Låt också de andra skriva under pappret, och ta emot det med docgen receive {period} --scan och "
        "--signed-by för var och en."
    )
    raise RefusedError(
        Finding(
            'mixed-signing',
            f"{history.document} version {history.version} är redan undertecknad "
            f"{'elektroniskt' if pen else 'med penna'} av {_names(history, pen=not pen)}.",
            "Skriver någon under på ett annat sätt finns inget original som alla har skrivit under: det som är skrivet "
            "med penna finns inte i filen, och det elektroniska inte på pappret.",
            f"{do} Ska alla i stället skriva under på det andra sättet, gör en ny version: docgen fix {period} "
            "--new-version.",
            Place(file),
        )
    )


def told_of_mixed(history: VersionHistory, period: str, file: Path) -> Finding:
    """Warn of a version that an older docgen let be signed in both ways: what no original has.

    Args:
        history: the version.
        period: its period, for the command to run.
        file: the file as it now is, for messages.
    """
    missing = join_list([f"{slot.name} ({slot.role})" for slot in history.missing_slots])
    return Finding(
        'mixed-signing',
        f"{history.document} version {history.version} är undertecknad elektroniskt av {_names(history, pen=False)} "
        f"och med penna av {_names(history, pen=True)}. I det original som räknas saknas {missing}.",
        "Det finns inget original som alla har skrivit under, och dokumentet räknas inte som undertecknat.",
        f"Gör en ny version som alla skriver under på samma sätt: docgen fix {period} --new-version.",
        Place(file),
        Severity.WARNING,
    )


def _names(history: VersionHistory, *, pen: bool) -> str:
    signed = history.signed_in(pen=pen)
    return join_list([slot.name for slot in history.slots if slot.role in signed])
