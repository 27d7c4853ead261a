"""The judge: re-opens a finished file with other libraries than its writer's and says whether it may be published."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from docgen.errors import JudgementError
from docgen.pdf.judge.clauses import departures
from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, believable, violations
from docgen.pdf.judge.defects import DefectKind
from docgen.pdf.judge.structure_audit import audit, read_tree_or_nothing
from docgen.pdf.judge.text_checks import Haystack, cut_off
from docgen.pdf.structure.page_text import Reading, read, texts_by_part
from docgen.pdf.structure.pdf_file import open_any_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docgen.pdf.judge.defects import Defect
    from docgen.pdf.structure.tag_tree import Node

_log = logging.getLogger(__name__)


LEFTOVERS = ('{{', '{%', '{#')
GAP = "[saknas"


class Check(StrEnum):
    """What is judged."""

    OPENS = 'opens'
    """The file opens, is whole and not encrypted."""
    PAGES = 'pages'
    """It has as many pages as it should."""
    EDGES = 'edges'
    """All text lies within what is seen of its page."""
    FONTS = 'fonts'
    """Every font is embedded and one that the template asks for."""
    TITLE = 'title'
    """Its title is the document's."""
    LANGUAGE = 'language'
    """Its language is the document's."""
    OUTLINE = 'outline'
    """Its bookmarks hold the headings that they should, in order."""
    TEXT = 'text'
    """Every text of the data is there, whole and in its part, as often and in the order that it should."""
    LEFTOVER = 'leftover'
    """No placeholder of the template and no marked gap is left."""
    PDF_A = 'pdf-a'
    """It is PDF/A-2a (ISO 19005-2, level A)."""
    PDF_UA = 'pdf-ua'
    """It is PDF/UA-1 (ISO 14289-1)."""
    STRUCTURE = 'structure'
    """Its tags, content and objects hold together, and nothing unseen is left in it."""


@dataclass(frozen=True)
class Expectations:
    """What a file must be.

    `texts` must be somewhere; `texts_by_part` in their part, named by `page_text.BODY`, `page_text.SIGNATURES` or an
    appendix's label prefix ('B1-'), those of each group one after the other as the file is read aloud. `fonts` are
    family names as PostScript writes them ('SourceSansPro'). `outline` holds titles that must come in this order,
    others may stand between. `literal_braces` is how many `{{`, `{%` and `{#` the data themselves hold. `gaps` allows
    "[saknas …]", as in a draft. `max_pages` None sets no limit.
    """

    title: str
    language: str
    texts: tuple[str, ...]
    fonts: frozenset[str]
    outline: tuple[str, ...]
    min_pages: int = 1
    max_pages: int | None = None
    literal_braces: int = 0
    texts_by_part: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    gaps: bool = False


@dataclass(frozen=True)
class Failure:
    """One reason why the file may not be published, in Swedish; page from 1 where one is known."""

    check: Check
    message: str
    page: int | None = None


@dataclass(frozen=True)
class Verdict:
    """The judgement: `bytes` is the file's size, `pages` 0 when it does not open."""

    passed: bool
    pages: int
    failures: tuple[Failure, ...]
    bytes: int


def judge(pdf: Path, expected: Expectations) -> Verdict:
    """Judge a file by all checks; a bad file gives a verdict that says why, never an exception."""
    size = pdf.stat().st_size if pdf.is_file() else 0
    with ThreadPoolExecutor(1) as beside:
        # The validator takes as long as everything else together and leaves Python free meanwhile.
        formal = {
            Check.PDF_A: beside.submit(violations, pdf, PDF_A_2A),
            Check.PDF_UA: beside.submit(violations, pdf, PDF_UA_1),
        }
        try:
            opened = open_any_pdf(pdf)
            reading = read(pdf, places=True)
        except JudgementError as error:
            failures = tuple(Failure(Check.OPENS, f"{finding.what} {finding.why}") for finding in error.findings)
            return Verdict(passed=False, pages=0, failures=failures, bytes=size)
        except (pypdfium2.PdfiumError, OSError, ValueError) as error:
            _log.info('%s: %s', pdf.name, error)
            failure = Failure(Check.OPENS, f"Filen {pdf.name} kan inte läsas: den är skadad.")
            return Verdict(passed=False, pages=0, failures=(failure,), bytes=size)
        tops = read_tree_or_nothing(opened)
        found = [*_visible(reading, expected), *_texts(reading, tops, expected)]
        defects = audit(opened, tops)
        sound = all(defect.kind is not DefectKind.DAMAGED for defect in defects)
        for check, future in formal.items():
            name = "PDF/A-2a" if check is Check.PDF_A else "PDF/UA-1"
            rules = [each.rule for each in believable(future.result(), lengths_are_right=sound)]
            found += [Failure(check, sentence) for sentence in departures(name, rules)]
        found += [Failure(Check.STRUCTURE, _sentence(defect), defect.page) for defect in defects]
    return Verdict(passed=not found, pages=reading.pages, failures=tuple(found), bytes=size)


def _visible(reading: Reading, expected: Expectations) -> Iterator[Failure]:
    if reading.pages < expected.min_pages:
        yield Failure(Check.PAGES, f"Filen har {reading.pages} sidor men ska ha minst {expected.min_pages}.")
    if expected.max_pages is not None and reading.pages > expected.max_pages:
        yield Failure(Check.PAGES, f"Filen har {reading.pages} sidor men får ha högst {expected.max_pages}.")
    for page, texts in cut_off(reading).items():
        words = f"Texten ”{_beginning(texts[0])}” ligger helt eller delvis utanför sidan"
        more = f", och så gör {len(texts) - 1} texter till" if len(texts) > 1 else ''
        yield Failure(Check.EDGES, f"{words}{more}.", page + 1)
    for name, embedded in sorted(reading.fonts):
        plain = name.partition('+')[2] or name
        if not embedded:
            yield Failure(Check.FONTS, f"Teckensnittet {plain} är inte inbäddat.")
        if plain.partition('-')[0] not in expected.fonts:
            yield Failure(Check.FONTS, f"Teckensnittet {plain} är inte något av mallens.")
    if reading.title != expected.title:
        yield Failure(Check.TITLE, f"Titeln är ”{reading.title}” men ska vara ”{expected.title}”.")
    if reading.language != expected.language:
        yield Failure(Check.LANGUAGE, f"Språket är ”{reading.language}” men ska vara ”{expected.language}”.")
    rest = iter(reading.outline)
    for title in expected.outline:
        if title not in rest:
            yield Failure(Check.OUTLINE, f"Bokmärket ”{title}” saknas eller står på fel plats.")
            return


def _texts(reading: Reading, tops: tuple[Node, ...], expected: Expectations) -> Iterator[Failure]:
    parts = texts_by_part(reading, tops)
    whole = cache(lambda: Haystack('\n'.join(parts.values())))
    for text in expected.texts:
        if not whole().holds(text):
            yield Failure(Check.TEXT, f"Texten ”{_beginning(text)}” saknas.")
    for part, groups in expected.texts_by_part.items():
        haystack = Haystack(parts.get(part, ''))
        astray = [found for group in groups if (found := haystack.first_astray(group))]
        missing = [text for group in groups for text in group if not haystack.holds(text)] if astray else []
        for text in missing:
            where = "finns men på fel plats i filen" if whole().holds(text) else "saknas"
            yield Failure(Check.TEXT, f"Texten ”{_beginning(text)}” {where}.")
        for text, before in astray:
            if text not in missing:
                where = f" efter ”{_beginning(before)}”, där den ska stå" if before else ""
                yield Failure(Check.TEXT, f"Texten ”{_beginning(text)}” finns inte som en egen text{where}.")
    everything = ''.join(run.text for run in reading.runs)
    braces = sum(everything.count(leftover) for leftover in LEFTOVERS)
    if braces > expected.literal_braces:
        for leftover in LEFTOVERS:
            at = everything.find(leftover)
            if at >= 0:
                yield Failure(Check.LEFTOVER, f"En platshållare är kvar: ”{_beginning(everything[at:])}”.")
    if not expected.gaps and GAP in everything:
        at = everything.find(GAP)
        yield Failure(Check.LEFTOVER, f"En lucka är kvar: ”{_beginning(everything[at:])}”.")


def _sentence(defect: Defect) -> str:
    return f"{defect.message.rstrip('.')} ({defect.detail.rstrip('.')})." if defect.detail else defect.message


def _beginning(text: str) -> str:
    flat = ' '.join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60].rstrip()} …"
