"""What is said of text that no longer shows: that a later field hides it only where one lies over it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from docgen.pdf.compare.difference import DifferenceKind
from docgen.pdf.compare.revision_views import compare_views

if TYPE_CHECKING:
    from collections.abc import Callable


def _turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


def _under_a_square(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b'1 g 0 0 300 60 re f', Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 60])
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[90, 680, 390, 740], F=4, AP=Dictionary(N=look))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(square)])


@pytest.mark.parametrize(
    ('change', 'kind'), [(_turned, DifferenceKind.HIDDEN), (_under_a_square, DifferenceKind.COVERED)]
)
def test_text_that_is_gone_is_covered_only_by_what_lies_over_it(
    change: Callable[[pikepdf.Pdf], None], kind: DifferenceKind
) -> None:
    before, after = io.BytesIO(), io.BytesIO()
    canvas = Canvas(before, pagesize=(595, 842))
    canvas.setFont('Helvetica', 24)
    canvas.drawString(100, 700, "Minst tre vandringar")
    canvas.save()
    with pikepdf.open(before) as pdf:
        change(pdf)
        pdf.save(after)
    found = compare_views(before.getvalue(), after.getvalue(), {}).differences
    gone = {DifferenceKind.HIDDEN, DifferenceKind.COVERED}
    assert {each.kind for each in found} & gone == {kind}
