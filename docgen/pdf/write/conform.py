"""Metadata and marks that make a tagged PDF a PDF/A-2a and PDF/UA-1 file with the same bytes every time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary, Name, String

from docgen import __version__
from docgen.errors import Finding, FindingsError
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.xmp import packet

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

CREATOR = 'docgen'
PRODUCER = f'docgen {__version__}'


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says about itself. `date` stands as creation and change date, midnight UTC."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: datetime.date
    language: str = 'sv-SE'


def conform(pdf: Path, info: DocumentInfo, out: Path) -> None:
    """Give a tagged PDF its title, author, dates, language and conformance claim; nothing visible changes.

    Raises:
        JudgementError: the file cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
        FindingsError: `pdf-title-missing`; a title is never filled in for the author (ISO 14289-1, 7.1).
    """
    opened = open_pdf(pdf)
    describe(opened, info)
    save_pdf(opened, out)


def describe(pdf: pikepdf.Pdf, info: DocumentInfo) -> None:
    """Do what `conform` does to an opened file.

    Raises:
        FindingsError: `pdf-title-missing`.
    """
    title = _one_line(info.title)
    if not title:
        raise FindingsError(
            Finding(
                id='pdf-title-missing',
                what="Dokumentet saknar titel.",
                why="En tillgänglig PDF måste ha en titel som skärmläsaren kan säga.",
                do="Fyll i dokumentets titel i data.",
            )
        )
    author, subject = _one_line(info.author), _one_line(info.subject)
    keywords = tuple(filter(None, map(_one_line, info.keywords)))
    root = pdf.Root
    root.Metadata = pdf.make_stream(
        packet(
            title=title,
            author=author,
            subject=subject,
            keywords=keywords,
            language=info.language,
            moment=f'{info.date.isoformat()}T00:00:00Z',
            creator_tool=CREATOR,
            producer=PRODUCER,
        ),
        Type=Name.Metadata,
        Subtype=Name.XML,
    )
    pdf.trailer.Info = pdf.make_indirect(_info_dictionary(info.date, title, author, subject, keywords))
    root.Lang = String(info.language)
    root.MarkInfo = Dictionary(Marked=True)
    preferences = root.get('/ViewerPreferences', Dictionary())
    preferences.DisplayDocTitle = True
    root.ViewerPreferences = preferences
    for key in ('/Version', '/PieceInfo', '/OpenAction'):
        # The header's version governs; an opening action would fight the reader's own settings.
        if key in root:
            del root[key]
    for page in pdf.pages:
        page.obj.Tabs = Name.S
    _date_profiles(root, info.date)


def _info_dictionary(
    date: datetime.date, title: str, author: str, subject: str, keywords: tuple[str, ...]
) -> Dictionary:
    moment = f'D:{date:%Y%m%d}000000Z'
    info = Dictionary(
        Title=String(title),
        Author=String(author),
        Creator=String(CREATOR),
        Producer=String(PRODUCER),
        CreationDate=String(moment),
        ModDate=String(moment),
    )
    if subject:
        info.Subject = String(subject)
    if keywords:
        info.Keywords = String(', '.join(keywords))
    return info


def _date_profiles(root: pikepdf.Object, date: datetime.date) -> None:
    """Engines write the clock into the output intent's ICC profile (ISO 15076-1, 7.2.8: bytes 24–35)."""
    for intent in root.get('/OutputIntents', []):
        profile = intent.get('/DestOutputProfile')
        if not isinstance(profile, pikepdf.Stream):
            continue
        data = profile.read_bytes()
        fixed = b''.join(part.to_bytes(2, 'big') for part in (date.year, date.month, date.day, 0, 0, 0))
        if len(data) > 128 and data[24:36] != fixed:
            profile.write(data[:24] + fixed + data[36:84] + bytes(16) + data[100:])


def _one_line(text: str) -> str:
    """Composed characters, one space between words, nothing that XML cannot hold."""
    kept = ''.join(c for c in text if unicodedata.category(c) not in ('Cc', 'Cs', 'Cn') or c.isspace())
    return ' '.join(unicodedata.normalize('NFC', kept).split(None))
