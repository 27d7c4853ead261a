"""A PDF inspected: what it is, which standards it follows, how it is tagged. For any PDF, also damaged ones.

Message ids: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable`, `pdf-without-pages`.
"""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from docgen.errors import Finding, FindingsError, Place, UsageError, reason
from docgen.filesystem import read_file
from docgen.pdf.inspect.conformity import Standing, read_claims, standings
from docgen.pdf.inspect.facts import (
    PageSize,
    SignatureField,
    attachments,
    made_with,
    page_sizes,
    signature_fields,
)
from docgen.pdf.inspect.not_a_pdf import identify_non_pdf
from docgen.pdf.inspect.screen_reader import utterances
from docgen.pdf.judge.defects import DefectKind
from docgen.pdf.judge.structure_audit import audit, read_tree_or_nothing
from docgen.pdf.judge.text_checks import cut_off
from docgen.pdf.structure.page_text import Reading, read
from docgen.pdf.structure.tag_tree import Mark, Node
from docgen.pdf.structure.unpacked_size import unpacks_to_too_much

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from docgen.pdf.inspect.screen_reader import Utterance
    from docgen.pdf.judge.defects import Defect

T = TypeVar('T')
MOST_BYTES = 300_000_000
"""A larger file is not inspected."""
_LONGEST = 60
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError)
"""What pikepdf raises on objects that are not what the standard says."""


@dataclass(frozen=True, order=True)
class Font:
    """A font that text is set in."""

    name: str
    embedded: bool


@dataclass(frozen=True)
class Outside:
    """Text of which a part lies outside what is seen of its page: the page from 1, and the text's beginning."""

    page: int
    text: str


@dataclass(frozen=True)
class Tag:
    """A line of the tag tree: level from 0, the tags from the outer to the inner, the beginning of their text."""

    level: int
    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Inspection:
    """What a file is. `fonts`, `title` and `language` are empty when a damaged file's pages cannot be read.

    `defects` are faults of the tags that the validator does not look for; none are sought in a file without tags.
    """

    path: Path
    bytes: int
    version: str
    encrypted: bool
    made_with: str
    title: str
    language: str
    pages: int
    sizes: tuple[PageSize, ...]
    outside: tuple[Outside, ...]
    fonts: tuple[Font, ...]
    standings: tuple[Standing, Standing]
    defects: tuple[Defect, ...]
    tags: tuple[Tag, ...]
    spoken: tuple[Utterance, ...]
    signatures: tuple[SignatureField, ...]
    attachments: tuple[str, ...]
    damage: tuple[str, ...]
    """What could not be read, or only after repair, in Swedish."""


def inspect(path: Path, *, tags: bool = True) -> Inspection:
    """Inspect any PDF; it is only read.

    Args:
        path: the file.
        tags: list its tags, line by line; they are judged and read aloud without that too.

    Raises:
        UsageError: `pdf-missing`, there is no such file.
        FindingsError: `pdf-encrypted`, a password is needed; `pdf-unreadable`; `pdf-without-pages`.
    """
    data = _bytes(path)
    pdf = _opened(path, data)
    damage: list[str] = []
    reading = _reading(path, damage)
    claims = read_claims(pdf)
    tops = read_tree_or_nothing(pdf)
    texts = _texts(reading) if tags else {}
    defects = audit(pdf, tops)
    damage += [each.message for each in defects if each.kind is DefectKind.DAMAGED]
    try:
        spoken = utterances(pdf, reading, tops or None)
    except _BROKEN:
        spoken = ()
        damage.append("Taggarna går inte att läsa i följd.")
    return Inspection(
        path=path,
        bytes=len(data),
        version=str(pdf.pdf_version),
        encrypted=pdf.is_encrypted,
        made_with=_or('', made_with, pdf, damage),
        title=(reading.title or claims.title).strip(),
        language=reading.language,
        pages=len(pdf.pages),
        sizes=_or((), page_sizes, pdf, damage),
        outside=tuple(
            Outside(page + 1, _beginning(text)) for page, parts in cut_off(reading).items() for text in parts
        ),
        fonts=tuple(sorted({Font(name.partition('+')[2] or name, held) for name, held in reading.fonts})),
        standings=standings(path, claims, lengths_are_right=not damage),
        defects=tuple(each for each in defects if each.kind is not DefectKind.DAMAGED) if tops else (),
        tags=tuple(line for top in tops for line in _lines(top, 0, texts)) if tags else (),
        spoken=spoken,
        signatures=_or((), signature_fields, pdf, damage),
        attachments=_or((), attachments, pdf, damage),
        damage=tuple(dict.fromkeys(damage)),
    )


def _bytes(path: Path) -> bytes:
    try:
        return read_file(path, MOST_BYTES)
    except OSError as error:
        raise UsageError(
            Finding(
                id='pdf-missing',
                what=f"Filen {path.name or path} kan inte öppnas.",
                why=f"Orsak: {reason(error)}.",
                do="Kontrollera namnet och mappen.",
                place=Place(file=path),
            )
        ) from error


def _opened(path: Path, data: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise _unfit(
            path,
            'pdf-encrypted',
            "är krypterad och går inte att öppna utan lösenord",
            "En sådan fil kan inte läsas av alla och får inte arkiveras.",
            "Spara den utan lösenord i det program som den kommer från.",
        ) from error
    except (*_BROKEN, RuntimeError) as error:
        found = identify_non_pdf(data)
        raise _unfit(path, 'pdf-unreadable', found.what, found.why, found.do) from error
    if unpacks_to_too_much(pdf):
        raise _unfit(
            path,
            'pdf-too-large',
            "packas upp till orimligt mycket, eller ritar orimligt mycket på en sida",
            "En liten fil kan vara gjord för att fylla datorns minne eller aldrig bli klar.",
            "Öppna den inte. Be den som skickade filen om en ny.",
        )
    if pages == 0:
        raise _unfit(path, 'pdf-without-pages', "har inga sidor", "Det finns inget att läsa.", "Skapa filen på nytt.")
    return pdf


def _reading(path: Path, damage: list[str]) -> Reading:
    try:
        return read(path, places=True)
    except (pypdfium2.PdfiumError, OSError, ValueError):
        damage.append("Sidornas text går inte att läsa.")
        return Reading('', '', (), (), frozenset(), ())


def _or(empty: T, look: Callable[[pikepdf.Pdf], T], pdf: pikepdf.Pdf, damage: list[str]) -> T:
    """What a look gives, or nothing where the file is too damaged for it."""
    try:
        return look(pdf)
    except _BROKEN:
        damage.append("En uppgift i filen är av fel slag och kan inte visas här.")
        return empty


def _texts(reading: Reading) -> dict[tuple[int, int], str]:
    texts: defaultdict[tuple[int, int], str] = defaultdict(str)
    for run in reading.runs:
        if run.mark is not None:
            texts[run.page, run.mark] += run.text
    return texts


def _lines(node: Node, level: int, texts: Mapping[tuple[int, int], str]) -> Iterator[Tag]:
    """The tree below an element; tags that hold one tag each share a line."""
    chain = [node.kind or '?']
    while len(node.children) == 1 and isinstance(node.children[0], Node):
        node = node.children[0]
        chain.append(node.kind or '?')
    words = node.text('/ActualText') or node.text('/Alt') or node.text('/T')
    painted = ''.join(
        texts.get((child.page, child.number), '')
        for child in node.children
        if isinstance(child, Mark) and child.page is not None
    )
    yield Tag(level, tuple(chain), _beginning(words or painted))
    for child in node.children:
        if isinstance(child, Node):
            yield from _lines(child, level + 1, texts)


def _beginning(text: str) -> str:
    flat = ' '.join(text.replace('\x02', '-').replace('\x00', '').split())
    return flat if len(flat) <= _LONGEST else f'{flat[:_LONGEST].rstrip()} …'


def _unfit(path: Path, finding_id: str, what: str, why: str, todo: str) -> FindingsError:
    return FindingsError(
        Finding(id=finding_id, what=f"Filen {path.name} {what}.", why=why, do=todo, place=Place(file=path))
    )
