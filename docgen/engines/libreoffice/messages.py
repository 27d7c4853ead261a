"""What can go wrong with LibreOffice, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.libreoffice.installation import install_command
from docgen.engines.libreoffice.process import End
from docgen.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.engines.libreoffice.process import Limits, Run
    from docgen.engines.protocol import Source

_AGAIN = "Öppna filen i Word och spara om den, eller sätt dokumentet med engine: typst."
_TWICE = "Två försök gjordes, vart och ett i en ny profil. Tidigare resultat är orört."


def not_starting(program: Path, reason: str) -> Finding:
    """The program could not be started at all."""
    return Finding(
        'libreoffice-not-starting',
        f"LibreOffice ({program.name}) går inte att starta: {reason}.",
        "Motorn libreoffice behöver programmet.",
        f"Installera om det: {install_command()}",
    )


def nothing_done(program: Path, done: Run, limits: Limits, files: Sequence[str]) -> Finding:
    """The program started and never came to the first file.

    Args:
        program: the program that was started.
        done: what its run came to.
        limits: the seconds that it was given.
        files: names of the Word files that it was to convert.
    """
    how = {
        End.START_TIMEOUT: f"kom inte i gång på {limits.start:g} sekunder och stoppades",
        End.CRASHED: "avbröts när det startade",
    }.get(done.end, "avslutades utan att göra någon PDF")
    said = f" Programmet skrev: {done.said}" if done.said else ""
    return Finding(
        'libreoffice-not-starting',
        f"LibreOffice ({program.name}) {how}. Det gällde {', '.join(files)}.{said}",
        _TWICE,
        f"Pröva programmet på egen hand, eller installera om det: {install_command()}",
    )


def stopped(source: Source, done: Run, limits: Limits) -> Finding:
    """The program hung or ended while it worked on the file.

    Args:
        source: the file that it stopped in.
        done: what its run came to.
        limits: the seconds that it was given.
    """
    if done.end is End.FILE_TIMEOUT:
        what = f"LibreOffice blev inte klart med {source.docx.name} på {limits.file:g} sekunder och stoppades."
        return Finding('libreoffice-timeout', what, _TWICE, _AGAIN, Place(file=source.docx))
    what = f"LibreOffice avbröts under arbetet med {source.docx.name}."
    return Finding('libreoffice-crashed', what, _TWICE, _AGAIN, Place(file=source.docx))


def no_pdf(source: Source, reason: str) -> Finding:
    """The program went on without a PDF of the file."""
    what = f"LibreOffice gjorde ingen PDF av {source.docx.name}" + (f" (fel {reason})." if reason else ".")
    return Finding('libreoffice-no-pdf', what, _TWICE, _AGAIN, Place(file=source.docx))


def unsound(source: Source, what: str) -> Finding:
    """The PDF is there and not fit for use."""
    return Finding(
        'libreoffice-pdf-unsound',
        f"LibreOffice gjorde en oduglig PDF av {source.docx.name}. {what}",
        "En sådan PDF får inte lämnas ut. Tidigare resultat är orört.",
        _AGAIN,
        Place(file=source.docx),
    )


def substituted(source: Source, font: str) -> Finding:
    """The PDF holds a font that nobody asked for."""
    return Finding(
        'font-substituted',
        f"LibreOffice satte text i {source.docx.name} med teckensnittet {font}, som inte är något av mallens.",
        "Ett ersatt teckensnitt ändrar rader och sidor. Det sker när ett tecken saknas i mallens teckensnitt, eller "
        "när LibreOffice inte hittar teckensnittet.",
        "Byt tecknet mot ett som finns i teckensnittet, till exempel • för listpunkter. I Windows och macOS ska "
        "teckensnitten vara installerade (se README).",
        Place(file=source.docx),
    )
