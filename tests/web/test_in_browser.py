"""The page in a real browser: axe-core finds nothing, it reflows to 320 px, and the keyboard can see where it is."""

from __future__ import annotations

import datetime
import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from docgen.context import follow_up_context, promise_context
from docgen.web import web_files
from docgen.workspace import load

from . import contexts

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WORKSPACES = {
    'shipped': ROOT,
    'minimal': ROOT / 'tests' / 'workspaces' / 'minimal',
    'everything': ROOT / 'tests' / 'workspaces' / 'everything',
}
UPDATED = datetime.date(2021, 4, 28)
QUIET = (
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--virtual-time-budget=10000',
)  # fmt: skip


def pages(name: str) -> list[str]:
    """The pages of every promise in a workspace, each with the follow-up of the promise before; or that of a draft."""
    if name == 'draft':
        return [draft()]
    workspace = load(WORKSPACES[name])
    written = []
    for promise in workspace.promises.values():
        follow_up = workspace.follow_ups.get(promise.previous or '')
        files = web_files(
            promise_context(workspace, promise, full_file='medborgarlofte.pdf'),
            None if follow_up is None else follow_up_context(workspace, follow_up),
            contexts.FILES,
            UPDATED,
        )
        written.append(files['sida.html'])
    return written


def draft() -> str:
    context = contexts.promise_context()
    context['document']['draft'] = True
    return web_files(context, contexts.follow_up_context(), contexts.FILES, UPDATED)['sida.html']


@pytest.fixture(scope='module', name='chromium')
def _chromium() -> str:
    program = shutil.which('chromium')
    if program is None:
        pytest.fail('chromium is not installed: make packages')
    return program


def run(chromium: str, folder: Path, page: str, *options: str) -> str:
    (folder / 'page.html').write_text(page, encoding='utf-8')
    done = subprocess.run(
        [chromium, *QUIET, f'--user-data-dir={folder / "profile"}', *options, (folder / 'page.html').as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def ask(chromium: str, folder: Path, page: str, script: str) -> Any:
    """Run a script at the end of the page; it calls `answer` with what the test wants to know. axe-core is at hand."""
    shutil.copy(axe(), folder / 'axe.js')
    tree = html.document_fromstring(page)
    body = tree.find('body')
    assert body is not None
    body.append(html.Element('script', src='axe.js'))
    body.append(html.Element('script'))
    body[-1].text = ANSWER + script
    dumped = run(chromium, folder, html.tostring(tree, encoding='unicode', doctype='<!DOCTYPE html>'), '--dump-dom')
    (pre,) = html.document_fromstring(dumped).iter('pre')
    return json.loads(pre.text or '')


ANSWER = """
    function answer(x) {
        document.documentElement.innerHTML = '<body><pre></pre></body>';
        document.querySelector('pre').textContent = JSON.stringify(x);
    }
"""


def framed(pages: list[str], width: int) -> str:
    """Pages in frames of a given width: the browser's own window is never narrower than 500 px."""
    tree = html.document_fromstring('<!DOCTYPE html><body></body>')
    body = tree.find('body')
    assert body is not None
    for page in pages:
        body.append(html.Element('iframe', srcdoc=page, width=str(width), height='900', style='border: 0'))
    return str(html.tostring(tree, encoding='unicode', doctype='<!DOCTYPE html>'))


def axe() -> Path:
    """The script of axe-core, which the package for another driver carries."""
    found = importlib.util.find_spec('axe_playwright_python')
    if found is None or not found.submodule_search_locations:
        pytest.fail('axe-core is not installed; the package axe-playwright-python carries it')
    return Path(found.submodule_search_locations[0]) / 'axe.min.js'


@pytest.mark.parametrize('name', [*WORKSPACES, 'draft'])
def test_axe_finds_no_fault_in_the_page(name: str, chromium: str, tmp_path: Path) -> None:
    """The symbols beside the words are left out: axe cannot judge signs, and they have the colours of their words."""
    script = """
        axe.run({exclude: [['[aria-hidden=true]']]}).then(result => answer({
            passed: result.passes.length,
            faults: [...result.violations, ...result.incomplete].map(
                fault => fault.id + ': ' + fault.nodes.map(node => node.html).join(' | ')),
        }));
    """
    for page in pages(name):
        report = ask(chromium, tmp_path, page, script)
        assert report['faults'] == []
        assert report['passed'] > 20


def test_axe_is_awake(chromium: str, tmp_path: Path) -> None:
    page = draft().replace('lang="sv"', '').replace('#1d232b', '#c0c0c0')
    script = "axe.run().then(r => answer(r.violations.map(v => v.id)))"
    assert set(ask(chromium, tmp_path, page, script)) >= {'html-has-lang', 'color-contrast'}


@pytest.mark.parametrize('width', [320, 375, 1280])
def test_no_page_needs_sideways_scrolling(width: int, chromium: str, tmp_path: Path) -> None:
    """WCAG 2.1, 1.4.10: content reflows to 320 CSS pixels."""
    script = """
        onload = () => answer([...document.querySelectorAll('iframe')].map(
            frame => frame.contentDocument.documentElement.scrollWidth));
    """
    all_pages = [page for name in (*WORKSPACES, 'draft') for page in pages(name)]
    assert set(ask(chromium, tmp_path, framed(all_pages, width), script)) == {width}


def test_the_skip_link_is_hidden_until_the_keyboard_reaches_it(chromium: str, tmp_path: Path) -> None:
    script = """
        const skip = document.querySelector('.skip'), before = skip.getBoundingClientRect().right;
        skip.focus();
        const style = getComputedStyle(skip);
        answer([before < 0, skip.getBoundingClientRect().left, style.outlineStyle, parseFloat(style.outlineWidth) > 2]);
    """
    assert ask(chromium, tmp_path, draft(), script) == [True, 0, 'solid', True]


def test_the_style_sheet_is_applied_on_screen(chromium: str, tmp_path: Path) -> None:
    picture = tmp_path / 'page.png'
    run(chromium, tmp_path, draft(), '--window-size=1280,1600', f'--screenshot={picture}')
    with Image.open(picture) as image:
        colours = image.convert('RGB')
        assert colours.size == (1280, 1600)
        assert colours.getpixel((1270, 5)) == (0x12, 0x39, 0x5F)
        assert colours.getpixel((1270, 1000)) == (255, 255, 255)
