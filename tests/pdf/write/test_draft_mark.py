from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import ImageChops

from ..sight import assert_conforms, page_text, spoken
from ..steps import mark_draft

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles

    from ..conftest import Typeset


def test_every_page_is_marked_and_still_conforms_and_is_read_as_before(
    typeset: Typeset, faces: FontFiles, tmp_path: Path
) -> None:
    source, out = typeset(), tmp_path / 'out.pdf'

    mark_draft(source, out, fonts=faces)

    assert_conforms(out)
    assert spoken(out) == spoken(source)
    with pypdfium2.PdfDocument(out) as pdf:
        for page in pdf:
            assert "UTKAST" in page.get_textpage().get_text_range().replace('\r\n', '')


@pytest.mark.parametrize('turn', [0, 90, 180, 270])
def test_the_word_runs_through_the_middle_of_upright_and_turned_pages(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, turn: int
) -> None:
    source, out = typeset("= Rubrik\nText."), tmp_path / 'out.pdf'
    with pikepdf.open(source, allow_overwriting_input=True) as opened:
        opened.pages[0].obj.Rotate = turn
        opened.save(source)

    mark_draft(source, out, fonts=faces)

    pictures = []
    for path in (source, out):
        with pypdfium2.PdfDocument(path) as pdf:
            pictures.append(pdf[0].render(scale=0.5).to_pil().convert('L'))
    box = ImageChops.difference(*pictures).getbbox()
    assert box is not None
    width, height = pictures[0].size
    assert (box[0] + box[2]) / 2 == pytest.approx(width / 2, abs=width * 0.03)
    assert (box[1] + box[3]) / 2 == pytest.approx(height / 2, abs=height * 0.03)
    assert box[2] - box[0] > width / 2
    assert box[3] - box[1] > height / 2
    # It rises: there is ink in the upper right, none in the upper left.
    change = ImageChops.difference(*pictures)
    assert change.crop((width // 2, 0, width, height // 2)).getbbox() is not None
    assert change.crop((0, 0, width // 4, height // 4)).getbbox() is None


def test_the_mark_is_light_enough_to_read_through(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    source, out = typeset("= Rubrik\nText."), tmp_path / 'out.pdf'

    mark_draft(source, out, fonts=faces)

    with pypdfium2.PdfDocument(out) as pdf:
        middle = pdf[0].render(scale=1).to_pil().convert('L').crop((100, 200, 500, 700))
    darkest, lightest = middle.getextrema()
    assert lightest == 255
    # Black text on it has a contrast above 12:1; WCAG asks 4.5:1.
    assert 200 <= darkest < 240
    assert "Rubrik" in page_text(out, 0)
