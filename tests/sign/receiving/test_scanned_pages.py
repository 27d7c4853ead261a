"""A scan's pages, whatever way they come: ordered, turned, backs left out; strangers, doubles and gaps are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from once import made_once
from PIL import Image, ImageOps

from docgen.sign.receiving.document_code import marks_on

from ..conftest import copied
from .test_scan import scanned

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Answer, Workbench

SIGNED = ('--signed-by', 'kommunen', '--date', '2024-01-15')
PAGES = 3


@pytest.fixture(scope='module')
def ready(smallest: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The smallest workspace with its promise fixed. Read only."""

    def fix(folder: Path) -> None:
        workbench = copied(smallest, folder / 'workspace')
        assert workbench.run('fix', '2024').code == 0
        assert workbench.run('print', '2024', '--out', str(folder / 'utskrift.pdf')).code == 0
        assert workbench.run('fix', '2024-2025').code == 0
        assert workbench.run('print', '2024-2025', '--out', str(folder / 'annan.pdf')).code == 0

    from workbench import Workbench as Bench

    return Bench(made_once(tmp_path_factory, 'fixed-smallest', fix) / 'workspace')


@pytest.fixture(scope='module')
def sheets(ready: Workbench) -> list[Image.Image]:
    return scanned(ready.root.parent / 'utskrift.pdf', dpi=150)


@pytest.fixture(scope='module')
def foreign(ready: Workbench) -> list[Image.Image]:
    """The pages of another document of ours."""
    return scanned(ready.root.parent / 'annan.pdf', dpi=150)


@pytest.fixture
def workbench(ready: Workbench, tmp_path: Path) -> Workbench:
    return copied(ready, tmp_path / 'workspace')


def received(workbench: Workbench, pages: list[Image.Image], *options: str) -> Answer:
    files = []
    for number, page in enumerate(pages):
        path = workbench.root / f'sida-{number:02}.png'
        page.save(path, dpi=(150, 150), compress_level=1)
        files.append(str(path))
    return workbench.run('receive', '2024', '--scan', *SIGNED, *options, '--json', *files)


def read_back(answer: Answer) -> list[int]:
    """The pages of the kept scan, each by its code, upright or not at all."""
    found = []
    document = pdfium.PdfDocument(answer.json['file'])
    for page in document:
        marks = marks_on(page.render(scale=150 / 72, grayscale=True).to_pil())
        assert [mark.turn for mark in marks] == [0]
        found.append(getattr(marks[0].code, 'page', PAGES))
    document.close()
    return found


def blank(like: Image.Image) -> Image.Image:
    noise = Image.effect_noise(like.size, 12)
    return ImageOps.invert(noise.point([level // 8 for level in range(256)]))


def test_every_page_of_the_printed_copy_has_its_code(sheets: list[Image.Image]) -> None:
    assert len(sheets) == PAGES
    assert all(len(marks_on(sheet)) == 1 for sheet in sheets)


def test_pages_in_any_order_are_put_in_the_documents(workbench: Workbench, sheets: list[Image.Image]) -> None:
    answer = received(workbench, sheets[::-1])
    assert answer.code == 0, answer.out
    assert answer.json['reordered'] is True
    assert answer.json['pages_checked'] is True
    assert sorted(read_back(answer)) == read_back(answer)


def test_pages_upside_down_and_sideways_are_turned(workbench: Workbench, sheets: list[Image.Image]) -> None:
    turned = [sheet.rotate(angle, expand=True) for sheet, angle in zip(sheets, (90, 180, 270), strict=True)]
    answer = received(workbench, turned)
    assert answer.code == 0, answer.out
    assert answer.json['turned_pages'] == PAGES
    read_back(answer)


def test_pages_askew_are_known_and_two_on_a_sheet_are_told(workbench: Workbench, sheets: list[Image.Image]) -> None:
    side_by_side = Image.new('L', (sheets[0].width * 2, sheets[0].height), 255)
    for number, sheet in enumerate(sheets[:2]):
        side_by_side.paste(sheet, (number * sheet.width, 0))
    answer = received(workbench, [side_by_side, sheets[2]])
    assert (answer.code, [each['id'] for each in answer.json['findings']]) == (6, ['scan-page-unknown'])
    assert "både sidan 1 och sidan 2" in answer.json['findings'][0]['what']
    askew = [sheet.rotate(angle, fillcolor=235) for sheet, angle in zip(sheets, (2, -3, 3), strict=True)]
    answer = received(workbench, askew)
    assert answer.code == 0, answer.out
    assert answer.json['pages_checked'] is True


def test_blank_backs_are_left_out_and_said(workbench: Workbench, sheets: list[Image.Image]) -> None:
    answer = received(workbench, [each for sheet in sheets for each in (sheet, blank(sheet))])
    assert answer.code == 0, answer.out
    assert (answer.json['pages'], answer.json['blank_pages']) == (PAGES, PAGES)
    assert len(read_back(answer)) == PAGES


def test_pages_of_something_else_are_not_taken_for_the_documents(
    workbench: Workbench, sheets: list[Image.Image], foreign: list[Image.Image]
) -> None:
    plain = Image.new('L', sheets[0].size, 245)
    for row in range(300, 1200, 40):
        plain.paste(40, (150, row, 900, row + 12))
    for pages, told in (
        ([plain, plain, sheets[2]], 'scan-page-unknown'),
        ([sheets[0], plain, sheets[2]], 'scan-page-unknown'),
        ([*sheets, plain], 'scan-page-unknown'),
        ([sheets[0], foreign[1], sheets[2]], 'scan-of-other'),
        ([sheets[0], sheets[0], sheets[2]], 'scan-page-twice'),
        ([sheets[0], sheets[2]], 'scan-pages-missing'),
        ([plain, plain, plain], 'scan-without-code'),
    ):
        answer = received(workbench, pages)
        assert (answer.code, [each['id'] for each in answer.json['findings']]) == (6, [told])
    assert not list(workbench.output.glob('2024/signed/*'))


def test_a_page_whose_code_is_spoiled_is_taken_on_a_persons_word(
    workbench: Workbench, sheets: list[Image.Image]
) -> None:
    spoiled = sheets[1].copy()
    height = spoiled.height
    spoiled.paste(200, (0, height * 3 // 4, spoiled.width, height))
    pages = [sheets[0], spoiled, sheets[2]]
    assert received(workbench, pages).code == 6
    assert received(workbench, pages, '--without-code').code == 0


def test_some_pages_may_be_missing_if_that_is_said(workbench: Workbench, sheets: list[Image.Image]) -> None:
    answer = received(workbench, [sheets[2], sheets[0]], '--pages-missing')
    assert answer.code == 0, answer.out
    assert (answer.json['pages'], answer.json['reordered']) == (2, True)


@pytest.mark.parametrize('turn', [0, 90])
def test_a_page_seen_as_in_a_mirror_is_refused(turn: int, workbench: Workbench, sheets: list[Image.Image]) -> None:
    before = workbench.snapshot()
    last = ImageOps.mirror(sheets[-1]).rotate(turn, expand=True)

    answer = received(workbench, [*sheets[:-1], last])

    assert answer.code == 6
    assert [each['id'] for each in answer.json['findings']] == ['scan-mirrored']
    assert f"Sidan {len(sheets)} i det skannade är spegelvänd" in answer.json['findings'][0]['what']
    assert {name for name in workbench.snapshot() if name.startswith('output')} == {
        name for name in before if name.startswith('output')
    }
