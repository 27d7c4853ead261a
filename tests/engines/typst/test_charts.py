"""Charts are drawn from the values that Word keeps in the file, and told with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import page
import pdfplumber
import pytest

from .builder import blank, laid_out, refused
from .chart_parts import NAMES, add_chart

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize('kind', ['columns', 'stacked', 'bars', 'lines', 'areas', 'pie', 'ring'])
def test_a_chart_is_a_figure_that_says_its_values(kind: str, tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Så här gick det.")
    add_chart(document, kind)
    made = laid_out(document, tmp_path)
    (figure,) = made.tags().all('Figure')
    before, after = "Före: Norr 12, Söder 7, Öster 4,5", "Efter: Norr 6, Söder 3, Öster 9"
    said = before if kind in ('pie', 'ring') else f"{before}; {after}"
    assert figure.alt == f"Brott före och efter. Axlar: Område, Antal. {said}."
    for word in (*NAMES, "Brott", "4,5", "Område", "Antal"):
        assert word in made.text
    assert page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_columns_are_as_high_as_their_values(tmp_path: Path) -> None:
    document = blank()
    add_chart(document, 'columns')
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        columns = [each for each in pdf.pages[0].rects if each['height'] > 8]
    highest = max(each['height'] for each in columns)
    assert sorted(each['height'] / highest * 12 for each in columns) == pytest.approx([3, 4.5, 6, 7, 9, 12], abs=0.05)


def test_a_chart_without_words_is_heard_by_its_kind_title_and_values(tmp_path: Path) -> None:
    document = blank()
    add_chart(document, 'columns', alt='')
    (figure,) = laid_out(document, tmp_path).tags().all('Figure')
    values = "Före: Norr 12, Söder 7, Öster 4,5; Efter: Norr 6, Söder 3, Öster 9"
    assert figure.alt == f"Stapeldiagram: Brott. Axlar: Område, Antal. {values}."


def test_a_chart_of_another_kind_is_named(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    add_chart(document, 'points')
    assert [each.id for each in refused(document, tmp_path)] == ['word-chart']


def test_a_chart_in_three_dimensions_is_drawn_flat_and_told(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    add_chart(document, 'columns', three=True)
    made = laid_out(document, tmp_path)
    with pdfplumber.open(made.path) as pdf:
        heights = [each['height'] for each in pdf.pages[0].rects if each['height'] > 8]
    assert sorted(each / max(heights) * 12 for each in heights) == pytest.approx([3, 4.5, 6, 7, 9, 12], abs=0.05)
    assert 'word-look-left-out' in [each.id for each in made.warnings]
