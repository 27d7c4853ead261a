"""Opening a PDF for reading or rework, with every way it can be broken named in Swedish.

Message ids: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable`, `pdf-without-pages`, `pdf-untagged`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

from docgen.errors import Finding, JudgementError, Place, reason
from docgen.filesystem import read_file

if TYPE_CHECKING:
    from pathlib import Path


def open_pdf(path: Path) -> pikepdf.Pdf:
    """Open a tagged PDF wholly in memory, so that its own path may be written to while it is open.

    Raises:
        JudgementError: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable`, `pdf-without-pages` or `pdf-untagged`.
    """
    pdf = open_any_pdf(path)
    if not isinstance(pdf.Root.get('/StructTreeRoot'), pikepdf.Dictionary):
        raise _unfit(
            path,
            'pdf-untagged',
            "saknar taggar",
            "Utan taggar kan filen inte läsas upp och inte uppfylla PDF/UA.",
            "Skapa filen på nytt med en motor som skriver taggad PDF.",
        )
    return pdf


_DAMAGED = "Något i den är trasigt, eller så saknas slutet."


def open_any_pdf(path: Path) -> pikepdf.Pdf:
    """Open a PDF, tagged or not, wholly in memory.

    Raises:
        JudgementError: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable` or `pdf-without-pages`.
    """
    again = "Skapa filen på nytt; hjälper det inte är den skadad."
    try:
        pdf = pikepdf.open(io.BytesIO(read_file(path)), suppress_warnings=True)
    except OSError as error:
        raise _unfit(path, 'pdf-missing', "kan inte öppnas", f"Orsak: {reason(error)}.", again) from error
    except pikepdf.PasswordError as error:
        raise _unfit(
            path,
            'pdf-encrypted',
            "är krypterad",
            "En krypterad fil får inte arkiveras som PDF/A.",
            "Spara filen utan lösenord.",
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _unfit(path, 'pdf-unreadable', "är ingen hel PDF", _DAMAGED, again) from error
    if pdf.is_encrypted:
        raise _unfit(
            path,
            'pdf-encrypted',
            "är krypterad",
            "En krypterad fil får inte arkiveras som PDF/A.",
            "Spara filen utan lösenord.",
        )
    try:
        pages = len(pdf.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _unfit(path, 'pdf-unreadable', "är ingen hel PDF", _DAMAGED, again) from error
    if pages == 0:
        raise _unfit(path, 'pdf-without-pages', "har inga sidor", "Det finns inget att läsa.", again)
    return pdf


def save_pdf(pdf: pikepdf.Pdf, out: Path) -> None:
    """Write with the same bytes for the same content: the file's `/ID` is a digest of what it holds."""
    buffer = io.BytesIO()
    if '/ID' in pdf.trailer:
        del pdf.trailer['/ID']
    pdf.save(
        buffer,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    out.write_bytes(buffer.getbuffer())


def _unfit(path: Path, finding_id: str, what: str, why: str, todo: str) -> JudgementError:
    return JudgementError(
        Finding(id=finding_id, what=f"Filen {path.name} {what}.", why=why, do=todo, place=Place(file=path))
    )
