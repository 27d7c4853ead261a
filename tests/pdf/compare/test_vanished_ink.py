"""What showed on a page and does not any more, and what has come: found the same by looking only where pages differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from docgen.pdf.compare.image_difference import _come, _lost, any_marked, come, lost

_SIZE = 48
_boxes = st.tuples(st.integers(0, _SIZE - 1), st.integers(0, _SIZE - 1), st.integers(0, 20), st.integers(0, 20))
_shapes = st.lists(st.tuples(_boxes, st.integers(0, 255)), max_size=4)


def _page(*shapes: tuple[tuple[int, int, int, int], int]) -> Image.Image:
    picture = Image.new('L', (_SIZE, _SIZE), 255)
    for (left, top, width, height), grey in shapes:
        ImageDraw.Draw(picture).rectangle((left, top, left + width, top + height), fill=grey)
    return picture


@given(st.lists(st.tuples(_boxes, st.integers(0, 255)), max_size=6), _shapes)
def test_it_finds_what_a_look_at_the_whole_page_finds(
    printed: list[tuple[tuple[int, int, int, int], int]], later: list[tuple[tuple[int, int, int, int], int]]
) -> None:
    was, now = _page(*printed), _page(*printed, *later)
    assert lost(was, now).tobytes() == _lost(was, now).tobytes()
    assert come(was, now).tobytes() == _come(was, now).tobytes()


def test_a_box_of_any_colour_over_a_letter_takes_it_away() -> None:
    letter = ((20, 20, 2, 8), 0)
    for grey in (0, 90, 180, 255):
        covered = _page(letter, ((10, 10, 25, 25), grey))
        assert any_marked(lost(_page(letter), covered)), grey
    assert not any_marked(lost(_page(letter), _page(letter, ((40, 40, 4, 4), 0))))


def test_the_same_page_has_lost_nothing_and_nothing_has_come() -> None:
    page = _page(((5, 5, 3, 20), 0), ((20, 5, 3, 20), 120))
    assert lost(page, page.copy()).getbbox() is None
    assert come(page, page.copy()).getbbox() is None
