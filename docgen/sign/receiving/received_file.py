"""A file that came back, before it is compared: read within bounds, and refused where it is nothing to receive.

Message ids: `received-unreadable`, `received-not-pdf`, `received-encrypted`, `received-unsigned`,
`received-not-archivable`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity, SignatureError, UsageError, reason
from docgen.filesystem import read_file
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verify import LARGEST

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.sign.verifying.verdicts import DocumentVerification

_UNREADABLE = {
    DocumentVerdict.NOT_A_PDF: 'received-not-pdf',
    DocumentVerdict.DAMAGED: 'received-not-pdf',
    DocumentVerdict.ENCRYPTED: 'received-encrypted',
}


def read_received(path: Path) -> bytes:
    """Read a file that came.

    Raises:
        UsageError: `received-unreadable`.
        SignatureError: `received-not-pdf`, it is larger than any document of ours.
    """
    try:
        size = path.stat().st_size
        if size <= LARGEST:
            return read_file(path)
    except OSError as error:
        raise UsageError(
            Finding(
                'received-unreadable',
                f"{path.name or path} går inte att öppna: {reason(error)}.",
                "Utan filen finns inget att ta emot.",
                "Kontrollera filens namn och mapp.",
                Place(path),
            )
        ) from error
    raise SignatureError(
        Finding(
            'received-not-pdf',
            f"{path.name} är för stor för att vara dokumentet med underskrifter.",
            f"Den är {size // 1_000_000} MB.",
            "Hämta filen från portalen på nytt.",
            Place(path),
        )
    )


def require_readable(file: Path, verification: DocumentVerification) -> None:
    """Refuse what no verdict could be given on.

    Raises:
        SignatureError: `received-not-pdf`, `received-encrypted`.
    """
    known = _UNREADABLE.get(verification.verdict)
    if known is not None:
        what = "är krypterad" if known == 'received-encrypted' else "är ingen hel PDF"
        raise SignatureError(unfit(file, known, what, verification.explanation))
    if verification.verdict is DocumentVerdict.UNREADABLE and not verification.signatures:
        raise SignatureError(unfit(file, 'received-not-pdf', "går inte att pröva", verification.explanation))


def unfit(file: Path, identity: str, what: str, why: str) -> Finding:
    """What to say of a file that cannot be judged.

    Args:
        file: as the user named it.
        identity: the message's id.
        what: what it is or cannot, in Swedish, to follow its name.
        why: the reason, in Swedish.
    """
    return Finding(
        identity,
        f"{file.name} {what}.",
        why,
        "Hämta filen från portalen på nytt, som PDF utan lösenord.",
        Place(file),
    )


def unsigned(file: Path, period: str, why: str = "Den visar bara det som fastställdes.") -> Finding:
    """What to say of a file without electronic signatures.

    Args:
        file: as the user named it.
        period: the period's name.
        why: what it shows instead, in Swedish.
    """
    return Finding(
        'received-unsigned',
        f"{file.name} har ingen elektronisk underskrift.",
        why,
        f"Hämta den undertecknade filen från portalen. Är den undertecknad på papper: docgen receive {period} "
        "--scan, med --signed-by.",
        Place(file),
    )


def archival_warnings(file: Path, copy: Path) -> tuple[Finding, ...]:
    """Warn of a file that is no longer PDF/A-2a and PDF/UA-1; `file` is what the user named, `copy` what is kept."""
    from docgen.pdf.scan.archival_scan import conforms

    if conforms(copy):
        return ()
    return (
        Finding(
            'received-not-archivable',
            f"{file.name} är inte längre PDF/A-2a och PDF/UA-1.",
            "Portalen har lagt till något som inte följer standarderna; underskrifterna gäller ändå.",
            "Filen bevaras som den är. Kopian från docgen publish följer standarderna.",
            Place(file),
            Severity.WARNING,
        ),
    )
