"""The two engines agree on every document of every workspace: what is heard, how long it is, what it looks like."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageDraw
from rows_by_page import alone

from .comparison import letters, outline, said
from .pictures import distance, pictures, side_by_side

if TYPE_CHECKING:
    from pathlib import Path

    from .builds import Pair
    from .comparison import Comparison

MOST_INK = 2.0
"""Mean difference of grey, 0–255, at 50 dpi. Pages set alike differ by 0.05–1.7, pages of other text by 9–13."""
MOST_MOVED = 0.10
"""Share of lines that stand elsewhere; alike at most 0.07, other text 0.5–0.7."""
MOST_SHIFT = 3.0
"""Points between the engines' signature blocks."""


def test_every_document_is_heard_alike(both: tuple[Pair, ...]) -> None:
    """Text, headings with levels, lists with items, tables with cells and headers, figures, links, signatures."""
    for pair in both:
        for ours, theirs in zip_longest(said(pair.typst), said(pair.libreoffice)):
            assert ours == theirs, pair.name


def test_every_document_is_tagged_alike(both: tuple[Pair, ...]) -> None:
    """Element by element: headings, lists with labels and bodies, contents by level, tables with head and body."""
    for pair in both:
        ours, theirs = outline(pair.typst), outline(pair.libreoffice)
        assert sum(line.endswith('LBody') for line in ours) == sum(line.endswith('Lbl') for line in ours)
        assert ours == theirs, pair.name


def test_every_document_has_what_makes_a_comparison_worth_it(compared: dict[Pair, Comparison]) -> None:
    """An empty document agrees with any other."""
    for found in compared.values():
        ours, theirs = found.structure
        assert ours == theirs, found.name
        assert ours['H1'] >= 2
        assert found.words[0] > 100
    everything = sum((found.structure[0] for found in compared.values()), start=type(ours)())
    for role in ('H1', 'H2', 'H3', 'P', 'L', 'LI', 'Table', 'TH', 'TD', 'Figure', 'TOCI', 'Sect'):
        assert everything[role] > 10, role


def test_every_document_has_as_many_pages(compared: dict[Pair, Comparison]) -> None:
    assert [found.name for found in compared.values() if found.pages[0] != found.pages[1]] == []


def test_no_table_leaves_a_row_alone_on_a_page(both: tuple[Pair, ...]) -> None:
    for pair in both:
        assert (alone(pair.typst), alone(pair.libreoffice)) == ([], []), pair.name


def test_every_page_holds_the_same_text(both: tuple[Pair, ...]) -> None:
    """Pages end at the same line; a heading more or less is too little for the pictures to tell."""
    for pair in both:
        for number, (ours, theirs) in enumerate(zip(letters(pair.typst), letters(pair.libreoffice), strict=True), 1):
            assert ours == theirs, f'{pair.name} page {number}'


def test_every_signature_block_stands_in_the_same_place(both: tuple[Pair, ...]) -> None:
    for pair in both:
        for (page, ours), (other_page, theirs) in zip(*pair.rooms(), strict=True):
            assert page == other_page, pair.name
            assert ours == pytest.approx(theirs, abs=MOST_SHIFT), pair.name


def test_every_page_looks_alike(compared: dict[Pair, Comparison], tmp_path: Path) -> None:
    """A page that does not is named, with a picture of both side by side."""
    different = []
    for pair, found in compared.items():
        for number, apart in enumerate(found.distances, start=1):
            if apart.ink > MOST_INK or apart.moved > MOST_MOVED:
                index = number - 1
                picture = tmp_path / f'{pair.workspace}-{pair.typst.stem}-{number}.png'
                side_by_side(pictures(pair.typst)[index], pictures(pair.libreoffice)[index], picture)
                different.append(f'{pair.name} page {number}: {apart}, see {picture}')
    assert not different, '\n'.join(different)


@pytest.mark.parametrize('spoil', ['shift', 'drop', 'frame'])
def test_a_page_that_differs_is_noticed(both: tuple[Pair, ...], spoil: str) -> None:
    page = pictures(both[1].typst)[1]
    spoilt = page.copy()
    if spoil == 'shift':
        spoilt = ImageChops.offset(page, 0, 6)
    elif spoil == 'drop':
        spoilt.paste(255, (0, page.height // 2, page.width, page.height))
    else:
        ImageDraw.Draw(spoilt).rectangle((100, 100, page.width - 100, page.height - 100), fill=0)
    apart = distance(page, spoilt)
    assert apart.ink > MOST_INK or apart.moved > MOST_MOVED


def test_a_page_is_at_no_distance_from_itself(both: tuple[Pair, ...]) -> None:
    page: Image.Image = pictures(both[0].typst)[0]
    apart = distance(page, page)
    assert (apart.ink, apart.moved) == (0, 0)
