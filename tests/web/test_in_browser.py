"""The page in a real browser: axe-core finds nothing, it reflows to 320 px, and the keyboard can see where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from docgen.context import follow_up_context, promise_context
from docgen.workspace import load

from . import contexts
from .browser import AXE, ask, browse, framed

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WORKSPACES = {
    'shipped': ROOT,
    'minimal': ROOT / 'tests' / 'workspaces' / 'minimal',
    'everything': ROOT / 'tests' / 'workspaces' / 'everything',
}


def pages(name: str) -> list[str]:
    """The pages of every promise in a workspace, each with the follow-up of the promise before; or that of a draft."""
    if name == 'draft':
        return [draft()]
    workspace = load(WORKSPACES[name])
    written = []
    for promise in workspace.promises.values():
        follow_up = next(iter(workspace.final_follow_ups(promise.previous)), None)
        files = contexts.web(
            promise_context(workspace, promise, full_file='medborgarlofte.pdf'),
            None if follow_up is None else follow_up_context(workspace, follow_up),
        )
        written.append(files['sida.html'])
    return written


def draft() -> str:
    context = contexts.promise_context()
    context['document']['draft'] = True
    return contexts.web(context, contexts.follow_up_context())['sida.html']


@pytest.mark.parametrize('name', [*WORKSPACES, 'draft'])
def test_axe_finds_no_fault_in_the_page(name: str, chromium: str, tmp_path: Path) -> None:
    for page in pages(name):
        report = ask(chromium, tmp_path, page, AXE)
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


_CUT_WORDS = """
    onload = () => {
        const cut = [];
        for (const frame of document.querySelectorAll('iframe')) {
            const page = frame.contentDocument, texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const node = texts.currentNode, range = page.createRange();
                for (const word of node.data.matchAll(/[\\p{L}\u00ad]{6,}/gu)) {
                    let above = null;
                    for (let at = word.index; at < word.index + word[0].length; at++) {
                        range.setStart(node, at);
                        range.setEnd(node, at + 1);
                        const box = [...range.getClientRects()].filter(each => each.width).pop();
                        if (!box) continue;
                        const below = above !== null && box.top > above + 5;
                        if (below && node.data[at - 1] !== '\u00ad') cut.push([word[0], at - word.index]);
                        above = box.top;
                    }
                }
            }
        }
        answer(cut);
    };
"""


def test_no_word_is_cut_without_a_hyphen_at_320_pixels(chromium: str, tmp_path: Path) -> None:
    """The browser of the tests has no Swedish patterns of its own, as most have none."""
    all_pages = [page for name in WORKSPACES for page in pages(name)]
    assert ask(chromium, tmp_path, framed(all_pages, 320), _CUT_WORDS) == []
    without = [page.replace('\u00ad', '') for page in all_pages]
    assert ask(chromium, tmp_path, framed(without, 320), _CUT_WORDS) != [], "the test is awake"


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
    browse(chromium, tmp_path, draft(), '--window-size=1280,1600', f'--screenshot={picture}')
    with Image.open(picture) as image:
        colours = image.convert('RGB')
        assert colours.size == (1280, 1600)
        assert colours.getpixel((1270, 5)) == (0x12, 0x39, 0x5F)
        assert colours.getpixel((1270, 1000)) == (255, 255, 255)
