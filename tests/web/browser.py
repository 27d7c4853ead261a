"""A page in a real headless Chromium: what a script finds in it, and how it looks. axe-core is at hand."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html

QUIET = (
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--virtual-time-budget=10000',
)  # fmt: skip
ANSWER = """
    function answer(x) {
        document.documentElement.innerHTML = '<body><pre></pre></body>';
        document.querySelector('pre').textContent = JSON.stringify(x);
    }
"""
AXE = """
    axe.run({exclude: [['[aria-hidden=true]']]}).then(result => answer({
        passed: result.passes.length,
        faults: [...result.violations, ...result.incomplete].map(
            fault => fault.id + ': ' + fault.nodes.map(node => node.html).join(' | ')),
    }));
"""
"""The symbols beside the words are left out: axe cannot judge signs, and they have the colours of their words."""


@pytest.fixture(scope='session')
def chromium() -> str:
    """The browser's program."""
    program = shutil.which('chromium')
    if program is None:
        pytest.fail('chromium is not installed: make packages')
    return program


def browse(chromium: str, folder: Path, page: str, *options: str) -> str:
    """Open a page, and give what the browser prints."""
    (folder / 'page.html').write_text(page, encoding='utf-8')
    done = subprocess.run(
        [chromium, *QUIET, f'--user-data-dir={folder / "profile"}', *options, (folder / 'page.html').as_uri()],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout


def ask(chromium: str, folder: Path, page: str, script: str, *options: str) -> Any:
    """Run a script at the end of the page; it calls `answer` with what the test wants to know. axe-core is at hand."""
    shutil.copy(axe(), folder / 'axe.js')
    tree = html.document_fromstring(page)
    body = tree.find('body')
    assert body is not None
    body.append(html.Element('script', src='axe.js'))
    body.append(html.Element('script'))
    body[-1].text = ANSWER + script
    dumped = browse(
        chromium, folder, html.tostring(tree, encoding='unicode', doctype='<!DOCTYPE html>'), '--dump-dom', *options
    )
    (pre,) = html.document_fromstring(dumped).iter('pre')
    return json.loads(pre.text or '')


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
