"""The follow-up's chart: its parts as wide as their share, in the statuses' colours, readable on all of them."""

from __future__ import annotations

import hashlib
import io
import struct
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
import typst
from PIL import Image

from docgen import fonts
from docgen.context.status_chart import WIDTH_CM, status_chart
from docgen.context.words_for_choices import STATUSES
from docgen.model import Status

if TYPE_CHECKING:
    from docgen.context.vector_picture import VectorPicture

PIXELS_PER_CM = 100
SVG = 'c15e98881173d68c1f6f0096a9d8ed7b5b33e94addab8eac148d5736e67a4f1b'
EMF = '3fe7e63d703c21809e9d96c64c79679e98de100fc4d78cade188d5adbbcc24f6'


def _rows(**counts: int) -> list[dict[str, Any]]:
    return [{**STATUSES[Status(name)], 'count': count} for name, count in counts.items()]


def _draw(rows: list[dict[str, Any]]) -> VectorPicture:
    family = 'Source Sans Pro'
    return status_chart(rows, bold=fonts.ttf(family, bold=True), regular=fonts.ttf(family))


def _seen(rows: list[dict[str, Any]]) -> Image.Image:
    """The chart as a program shows it, each dot a tenth of a millimetre."""
    page = b'#set page(width: 16cm, height: auto, margin: 0pt)\n#image("chart.svg", width: 16cm)'
    files = {'main.typ': page, 'chart.svg': _draw(rows).svg()}
    shown: Any = typst.compile(files, format='png', ppi=PIXELS_PER_CM * 2.54)  # type: ignore[call-overload]
    return Image.open(io.BytesIO(shown)).convert('RGB')


def _colour(solid: str) -> tuple[int, int, int]:
    return int(solid[:2], 16), int(solid[2:4], 16), int(solid[4:], 16)


def _luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.1."""
    red, green, blue = (
        each / 255 / 12.92 if each / 255 <= 0.03928 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    'counts',
    [
        {'done': 4},
        {'done': 4, 'not_done': 4},
        {'done': 4, 'partly_done': 3, 'ongoing': 1, 'not_done': 1},
        {'done': 1, 'dropped': 39},
        dict.fromkeys(('done', 'partly_done', 'ongoing', 'not_started', 'not_done', 'dropped'), 2),
    ],
)
def test_each_status_takes_its_share_of_the_bar(counts: dict[str, int]) -> None:
    rows = _rows(**counts)
    image = _seen(rows)
    assert image.width == WIDTH_CM * PIXELS_PER_CM
    line = [image.getpixel((x, round(0.25 * PIXELS_PER_CM))) for x in range(image.width)]
    total = sum(counts.values())
    for row in rows:
        share = line.count(_colour(row['solid'])) / image.width
        assert share == pytest.approx(row['count'] / total, abs=0.006)


@pytest.mark.parametrize(('many', 'lines'), [(1, [1]), (4, [4]), (5, [3, 2]), (6, [3, 3])])
def test_the_legend_stands_in_a_row_or_with_none_alone(many: int, lines: list[int]) -> None:
    rows = _rows(**dict.fromkeys(('done', 'partly_done', 'ongoing', 'not_done', 'not_started', 'dropped')[:many], 1))
    image = _seen(rows)
    found = []
    for top in (2.05, 2.8)[: len(lines)]:
        edge = [image.getpixel((x, round((top + 0.03) * PIXELS_PER_CM))) for x in range(image.width)]
        found.append(sum(edge.count(_colour(row['solid'])) > 0.4 * PIXELS_PER_CM for row in rows))
    assert found == lines
    # Below the legend no room is left.
    assert image.height == pytest.approx((2.6 + 0.75 * (len(lines) - 1)) * PIXELS_PER_CM, abs=5)


def test_ink_on_every_colour_can_be_read() -> None:
    """Contrast of at least 4.5:1 for the figures in the bar (WCAG 1.4.3), in black or in white."""
    rows = _rows(done=1, partly_done=1, ongoing=1, not_started=1, not_done=1, dropped=1)
    image = _seen(rows)
    part = image.width // 6
    for number, row in enumerate(rows):
        box = (number * part + 10, round(0.4 * PIXELS_PER_CM), (number + 1) * part - 20, round(1.3 * PIXELS_PER_CM))
        found = {colour for _, colour in image.crop(box).getcolors(100_000) or ()}
        fill = _luminance(_colour(row['solid'])) + 0.05
        inks = [ink for ink in ((0, 0, 0), (255, 255, 255)) if ink in found]
        assert len(inks) == 1, row['word']
        ink = _luminance(inks[0]) + 0.05
        assert max(fill, ink) / min(fill, ink) >= 4.5, row['word']


def test_words_on_the_tables_tints_can_be_read() -> None:
    for look in STATUSES.values():
        text, fill = _luminance(_colour(look['text_colour'])) + 0.05, _luminance(_colour(look['fill'])) + 0.05
        assert max(text, fill) / min(text, fill) >= 7


def test_no_two_neighbours_share_a_colour() -> None:
    colours = [look['solid'] for look in STATUSES.values()]
    assert all(one != other for (i, one), (j, other) in product(enumerate(colours), repeat=2) if i != j)


def test_the_same_figures_give_the_same_bytes() -> None:
    """The files themselves are held: they are drawn without any library that another system may have another of."""
    chart = _draw(_rows(done=3, not_done=2))
    assert hashlib.sha256(chart.svg()).hexdigest() == SVG
    assert hashlib.sha256(chart.emf()).hexdigest() == EMF


def test_the_emf_has_the_shapes_of_the_svg() -> None:
    """MS-EMF: a header that counts bytes and records, then records of the length that each says."""
    chart = _draw(_rows(done=3, not_done=2))
    emf = chart.emf()
    assert struct.unpack_from('<2I', emf) == (1, 108)
    assert emf[40:44] == b' EMF'
    size, count = struct.unpack_from('<2I', emf, 48)
    assert size == len(emf)
    kinds, place, polygons = [], 0, []
    while place < len(emf):
        kind, length = struct.unpack_from('<2I', emf, place)
        kinds.append(kind)
        if kind == 8:
            polygons.append(struct.unpack_from('<2I', emf, place + 24))
        place += length
    assert place == size
    assert len(kinds) == count
    assert kinds[-1] == 14
    assert polygons == [(len(each.outlines), sum(map(len, each.outlines))) for each in chart.shapes]
