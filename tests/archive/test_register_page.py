"""The register as a web page in a real browser: axe-core finds nothing, nothing is cut off, and what is wrong shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from sign.conftest import copied
from web.browser import AXE, ask, framed

from archive.delivery import run
from archive.kinds import archived
from docgen.archive.register import RegisterRow
from docgen.archive.register_page import as_html

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

pytestmark = pytest.mark.browser
WIDE = '--window-size=1280,900'
"""What has to be scrolled to, axe cannot judge."""


@pytest.fixture(scope='module')
def page(smallest: Workbench, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a folder with a good package and one that cannot be read, after a fixity run."""
    workbench = copied(smallest, tmp_path_factory.mktemp('register') / 'workspace')
    folder = archived(workbench, '2024', '--unsigned').parent
    (folder / 'trasig.zip').write_bytes(b'PK\x03\x04')
    file = workbench.root / 'lista.html'
    assert run('archive', 'list', str(folder), '--fixity', '--html', str(file)).code == 6
    return file.read_text('utf-8')


def thirty() -> str:
    """The page of an archive of ten years."""
    parties = ("Strängnäs kommun", "Polismyndigheten, Lokalpolisområde Södermanland norra")
    signatories = ("Anna Exempel (2021-03-11)", "Erik Provsson (inte undertecknat)")
    return as_html(
        (
            RegisterRow(
                f'strangnas-{year}-{year + 3}{ending}',
                f"Samverkansöverenskommelse {year}–{year + 3}",
                f'{year}-{year + 3}',
                parties,
                (f'KS/{year}:64-045', f'A098.765/{year}'),
                signatories,
                f'{year}-01-01',
                f'{year + 3}-12-31',
                f"{state} ({year}-12-01)",
            )
            for year in range(2020, 2030)
            for ending, state in (('', "stämmer"), ('.zip', "nytt, stämmer"), ('.tar', "skadat"))
        ),
        "Arkivpaket i arkiv",
    )


def test_axe_finds_no_fault_in_the_register(page: str, chromium: str, tmp_path: Path) -> None:
    for each in (page, thirty()):
        report = ask(chromium, tmp_path, each, AXE, WIDE)
        assert report['faults'] == []
        assert report['passed'] > 15


def test_axe_is_awake(page: str, chromium: str, tmp_path: Path) -> None:
    damaged = page.replace('<title>Arkivpaket i arkiv</title>', '').replace('tabindex="0"', '').replace('#fff', '#234')
    script = "axe.run().then(r => answer(r.violations.map(v => v.id)))"
    assert set(ask(chromium, tmp_path, damaged, script)) >= {'document-title', 'color-contrast'}


def test_every_column_is_seen_on_a_common_screen(page: str, chromium: str, tmp_path: Path) -> None:
    """And on a phone the table scrolls by itself, not the page (WCAG 2.1, 1.4.10)."""
    script = """
        onload = () => answer([...document.querySelectorAll('iframe')].map(({contentDocument: page}) => {
            const region = page.querySelector('[role=region]');
            return [page.documentElement.scrollWidth, region.scrollWidth - region.clientWidth];
        }));
    """
    assert ask(chromium, tmp_path, framed([page, thirty()], 1280), script) == [[1280, 0], [1280, 0]]
    for width, hidden in ask(chromium, tmp_path, framed([page, thirty()], 320), script):
        assert width == 320
        assert hidden > 0


def test_the_page_has_one_heading_that_is_its_title(page: str) -> None:
    tree = html.fromstring(page)
    assert [each.text for each in tree.iter('h1')] == [tree.findtext('.//title')]


def test_what_is_wrong_is_marked_and_counted(page: str) -> None:
    tree = html.document_fromstring(page)
    assert tree.findtext('.//caption') == (
        "Antal paket: 2, ett på varje rad. Att se över: 1, markerat i kolumnen Kontrollsummor"
    )
    (wrong,) = tree.findall('.//td[@class="state wrong"]')
    assert (wrong.text or '').startswith("går inte att läsa (")


def test_several_values_stand_each_on_its_own_line(page: str) -> None:
    parties = html.document_fromstring(page).findall('.//td[@class="parties"]/span')
    assert [each.text for each in parties] == ["Lillby kommun", "Polismyndigheten"]
