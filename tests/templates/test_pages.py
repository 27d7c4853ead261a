"""The shipped templates as pages of the embedded engine: lengths, the signature room, the table of contents."""

from __future__ import annotations

import datetime
import re
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader
from rows_by_page import alone, rows_by_page

from docgen.engines import Source, converter
from docgen.render import DocumentProperties, fill

from .shipped import NAMES, SIGNED, TEMPLATES, contexts

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.context import Context
    from docgen.engines import Converted

DATE = datetime.date(2021, 3, 11)
PROPERTIES = DocumentProperties("Titel", "Kommunen", "Ämne", DATE)


def room_for(context: Context) -> float:
    """Points that the signatures of a document need: two signatories in a row."""
    signatories = context['signatories']
    assert isinstance(signatories, list)
    return 170.0 * ((len(signatories) + 1) // 2)


def converted(name: str, contexts: tuple[Context, ...], folder: Path) -> list[Converted]:
    sources = []
    for number, context in enumerate(contexts):
        docx = folder / f'{number}.docx'
        fill(TEMPLATES / name, context, docx, PROPERTIES, rooms={'underskrifter': room_for(context)})
        sources.append(Source(docx=docx, pdf=docx.with_suffix('.pdf'), date=DATE))
    return converter('typst').convert(sources)


def page_text(pdf: Path, page: int) -> str:
    return ' '.join(PdfReader(pdf).pages[page].extract_text().split())


@pytest.mark.parametrize('name', NAMES)
def test_every_page_says_which_of_how_many_it_is(name: str, tmp_path: Path) -> None:
    for context, made in zip(contexts(name), converted(name, contexts(name), tmp_path), strict=True):
        document = context['document']
        assert isinstance(document, dict)
        prefix = document['page_prefix']
        for page in range(made.pages):
            assert f"Sida {prefix}{page + 1} av {prefix}{made.pages}" in page_text(made.pdf, page)


@pytest.mark.parametrize('name', SIGNED)
def test_the_last_page_reserves_what_the_signatures_need_under_their_heading(name: str, tmp_path: Path) -> None:
    for context, made in zip(contexts(name), converted(name, contexts(name), tmp_path), strict=True):
        (room,) = made.anchors
        assert room.page == made.pages - 1
        assert room.height == pytest.approx(min(17 / 2.54 * 72, room_for(context)), abs=1)
        assert room.width == pytest.approx(16 / 2.54 * 72, abs=1)
        assert "Underskrifter" in page_text(made.pdf, room.page)


def test_the_short_promise_takes_one_or_two_pages_even_with_twelve_commitments(tmp_path: Path) -> None:
    name = 'medborgarlofte-kort.docx'
    assert max(made.pages for made in converted(name, contexts(name), tmp_path)) <= 2


def test_the_agreement_lists_its_sections_with_page_numbers(tmp_path: Path) -> None:
    name = 'samverkansoverenskommelse.docx'
    (made,) = converted(name, contexts(name)[:1], tmp_path)
    contents = page_text(made.pdf, 1)
    assert "Innehåll" in contents
    assert "högerklicka" not in contents
    assert contents.index("Bakgrund") < contents.index("Prioriterade områden") < contents.index("Underskrifter")


def test_the_signatures_do_not_stand_alone_on_their_page(tmp_path: Path) -> None:
    for name, heading in (('samverkansoverenskommelse.docx', "Uppsägning"), ('medborgarlofte.docx', "Giltighet")):
        (made,) = converted(name, contexts(name)[:1], tmp_path)
        last = page_text(made.pdf, made.pages - 1)
        assert last.index(heading) < last.index("Underskrifter")


def test_a_title_too_long_for_the_foot_leaves_the_page_number_its_place(tmp_path: Path) -> None:
    name = 'medborgarlofte.docx'
    title = "Medborgarlöfte om trygghet, ordning och livskvalitet i alla tätorter" + ", byar och stadsdelar" * 2
    context = dict(contexts(name)[0])
    document = context['document']
    assert isinstance(document, dict)
    context['document'] = document | {'title': title}
    made = converted(name, (contexts(name)[0], context), tmp_path)
    usual, long = (_where(each.pdf, "Sida 2 av", 1)[0] for each in made)
    assert long == pytest.approx(usual, abs=1)


def test_a_table_leaves_no_row_alone_on_a_page(tmp_path: Path) -> None:
    """Short and long follow-ups, with the table of all commitments at every height of the page."""
    context = contexts('uppfoljning.docx')[0]
    whole: Any = context['follow_up']
    divided: set[tuple[int, ...]] = set()
    for outcomes in (3, 4, 5, 9):
        for lines in range(0, 20, 4):
            follow_up = whole | {'outcomes': whole['outcomes'][:outcomes], 'introduction': ["En rad."] * lines}
            (made,) = converted('uppfoljning.docx', ({**context, 'follow_up': follow_up},), tmp_path)
            assert alone(made.pdf) == []
            divided |= {tuple(pages) for pages in rows_by_page(made.pdf) if len(pages) > 1}
    assert len(divided) > 2
    assert all(sum(pages) > 4 for pages in divided)


def test_the_facts_of_a_commitment_begin_on_its_page(tmp_path: Path) -> None:
    name = 'medborgarlofte.docx'
    for context, made in zip(contexts(name), converted(name, contexts(name), tmp_path), strict=True):
        promise = context['promise']
        assert isinstance(promise, dict)
        assert alone(made.pdf) == []
        pages = [page_text(made.pdf, page) for page in range(made.pages)]
        for number in range(1, int(str(promise['count'])) + 1):
            first = next(page for page in pages if f"Uppgift Löfte {number} " in page)
            assert re.search(
                rf'Löfte {number}: (?!.*Löftena i sin helhet)', first.partition(f"Uppgift Löfte {number} ")[0]
            )


def test_what_was_done_stands_on_the_page_of_its_commitment(tmp_path: Path) -> None:
    name = 'uppfoljning.docx'
    found = 0
    for made in converted(name, contexts(name), tmp_path):
        for page in range(made.pages):
            parts = re.split(r'Löfte \d+: ', page_text(made.pdf, page))
            assert not re.search(r'Det här gjordes (?!i stället)', parts[0]), page
            found += sum("Det här gjordes " in part for part in parts[1:])
    assert found > 10


def _where(pdf: Path, wanted: str, page: int) -> tuple[float, float]:
    """Where the first letter of a text stands: points from the page's left and lower edges to its left and top."""
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[page].get_textpage()) as text:
        found = text.search(wanted).get_next()
        assert found, wanted
        left, _, _, top = text.get_charbox(found[0])
        return left, top
