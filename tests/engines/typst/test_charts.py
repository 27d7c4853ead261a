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


@pytest.mark.parametrize('kind', ['columns', 'stacked', 'bars', 'lines', 'areas', 'net', 'pie', 'ring', 'several'])
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


def test_points_and_bubbles_stand_at_their_values(tmp_path: Path) -> None:
    document = blank()
    add_chart(document, 'points')
    add_chart(document, 'bubbles')
    made = laid_out(document, tmp_path)
    dots, bubbles = made.tags().all('Figure')
    before, after = "Före: 10 och 12, 20 och 7, 40 och 4,5", "Efter: 10 och 6, 20 och 3, 40 och 9"
    assert dots.alt == f"Brott före och efter. Axlar: Område, Antal. {before}; {after}."
    assert "Före: 10 och 12 med storleken 9, 20 och 7 med storleken 1" in bubbles.alt
    with pdfplumber.open(made.path) as pdf:
        round_ones = [each for each in pdf.pages[0].curves if each['fill'] and each['height'] > 2]
    places = [(each['x0'] + each['x1'], each['bottom'] + each['top']) for each in round_ones]
    # Three points of a row lie along the axis as 10, 20 and 40, and up it as 12, 7 and 4.5.
    for row in (places[:3], places[6:9]):
        assert (row[2][0] - row[0][0]) / (row[1][0] - row[0][0]) == pytest.approx(3, rel=0.02)
        assert (row[2][1] - row[0][1]) / (row[1][1] - row[0][1]) == pytest.approx(1.5, rel=0.02)
    assert [round(each['height'] / round_ones[7]['height']) for each in round_ones[6:9]] == [3, 1, 2]


def test_lines_with_an_axis_of_their_own_are_measured_by_it(tmp_path: Path) -> None:
    document = blank()
    add_chart(document, 'several')
    made = laid_out(document, tmp_path)
    with pdfplumber.open(made.path) as pdf:
        columns = [each for each in pdf.pages[0].rects if each['height'] > 8]
        ends = [each for each in pdf.pages[0].lines if each['linewidth'] > 2]
    foot = max(each['bottom'] for each in columns)
    least, most = (choose(each['height'] for each in columns) for choose in (min, max))
    assert most / 12 == pytest.approx(least / 4.5, rel=0.02)
    heights = [foot - each for line in ends for each in (line['pts'][0][1], line['pts'][1][1])]
    assert [each / heights[1] * 3 for each in heights] == pytest.approx([6, 3, 3, 9], rel=0.02)
    # The right axis ends at 10 where the left one ends at 14: the same height means less at the left.
    assert heights[3] / 9 > most / 12


def test_a_chart_without_words_is_heard_by_its_kind_title_and_values(tmp_path: Path) -> None:
    document = blank()
    add_chart(document, 'columns', alt='')
    (figure,) = laid_out(document, tmp_path).tags().all('Figure')
    values = "Före: Norr 12, Söder 7, Öster 4,5; Efter: Norr 6, Söder 3, Öster 9"
    assert figure.alt == f"Stapeldiagram: Brott. Axlar: Område, Antal. {values}."


def test_a_chart_of_another_kind_is_named(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    add_chart(document, 'stock')
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
