"""Every page opens, holds together as HTML, and axe-core finds nothing: light and dark, 320 and 1280 pixels wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from web.browser import axe
from web.html_checks import faults

if TYPE_CHECKING:
    from app.browser import Browser
    from app.person import Person

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
    '/finns/inte',
]
AXE = """
    (async () => {
        const found = await axe.run(document, {resultTypes: ['violations']});
        return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(' | '));
    })()
"""


@pytest.mark.parametrize('path', PAGES)
def test_a_page_is_whole_html(path: str, person: Person) -> None:
    seen = person.see(path)
    assert seen.status == (404 if path == '/finns/inte' else 200), seen.words[:500]
    assert faults(seen.text.replace('<!DOCTYPE html>\n', '')) == []
    ids = [each.get('id') for each in seen.tree.iter() if isinstance(each.tag, str) and each.get('id')]
    assert sorted(ids) == sorted(set(ids))
    assert len(list(seen.tree.iter('h1'))) == 1
    named = {each.get('for') for each in seen.tree.iter('label')}
    assert named <= set(ids)


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_scrolls_sideways(person: Person, browser: Browser) -> None:
    base = f'http://127.0.0.1:{person.port}'
    script = axe().read_text('utf-8')
    browser.call('Network.enable')
    browser.call('Network.setCookie', name=f'docgen-{person.port}', value=person.cookie, url=base)
    found = {}
    for path in PAGES:
        for width, dark in ((1280, False), (320, True)):
            browser.size(width, dark=dark)
            browser.go(base + path)
            browser.script(script + '; 0')
            told = browser.script(AXE)
            if browser.script('document.documentElement.scrollWidth') > width:
                told.append('scrolls sideways')
            if told:
                found[path, width] = told
    assert found == {}
