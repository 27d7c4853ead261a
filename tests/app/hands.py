"""Ways to use a page: with the mouse, and with nothing but a keyboard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from app.browser import Browser

_MOST_STOPS = 400
_NAMED = "const named = e => (e.innerText || e.textContent).replace(/\\s+/g, ' ').replace(' (valfritt)', '').trim();"


class Mouse:
    """Whoever points and clicks."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def press(self, label: str) -> None:
        """Press the button or follow the link of the page's content that has a text."""
        self.browser.click(label, "document.querySelector('main')")

    def fill(self, label: str, value: str, *, nth: int = 0) -> None:
        """Fill in the field that has a label."""
        self.browser.fill(label, value, nth=nth)

    def choose_file(self, label: str, selector: str, file: Path) -> None:
        """Choose a file."""
        assert self.browser.script(f'document.querySelector({json.dumps(selector)}).labels[0].innerText') == label
        self.browser.choose_file(selector, file)


class Keyboard(Mouse):
    """Whoever has Tab, Enter, Space, arrows and letters. Every stop on the way has a ring that is seen."""

    def press(self, label: str) -> None:
        self._tab_to(f'named(e).startsWith({json.dumps(label)}) && e.matches("main :is(a, button, summary)")', label)
        self.browser.script('window.left = true')
        if self.browser.script("document.activeElement.tagName === 'SUMMARY'"):
            self.browser.press('Enter')
            self.browser.script('delete window.left')
            return
        if (self.browser.script("document.activeElement.getAttribute('href') || ''")).startswith('#'):
            self.browser.script('delete window.left')
        self.browser.press('Enter')
        self.browser.arrived()

    def fill(self, label: str, value: str, *, nth: int = 0) -> None:
        wanted = (
            f"[...document.querySelectorAll('label')].filter(l => named(l) === {json.dumps(label)})[{nth}]?.control"
        )
        folded = self.browser.script(
            f"{{ {_NAMED} {wanted}?.closest('details:not([open])')?.firstElementChild.innerText }}"
        )
        if folded:
            self._tab_to(f'named(e) === {json.dumps(" ".join(folded.split()))}', folded)
            self.browser.press('Enter')
        self._tab_to(f'e === ({wanted})', label)
        if self.browser.script("document.activeElement.tagName === 'SELECT'"):
            self._choose(value)
        elif self.browser.script("document.activeElement.type === 'checkbox'"):
            self.browser.press('Space')
        else:
            self.browser.select_all()
            self.browser.press('Delete')
            self.browser.type(value)

    def choose_file(self, label: str, selector: str, file: Path) -> None:
        """Come to the field by keyboard; the dialog that it opens is the system's, and is answered for it."""
        self._tab_to(f'e.labels?.[0] && named(e.labels[0]) === {json.dumps(label)}', label)
        self.browser.choose_file(selector, file)

    def reach(self, label: str) -> None:
        """Come to a button without pressing it."""
        self._tab_to(f'named(e).startsWith({json.dumps(label)})', label)

    def _choose(self, value: str) -> None:
        options = self.browser.script('[...document.activeElement.options].map(e => e.text)')
        assert value in options, options
        for _ in options:
            if self.browser.script('document.activeElement.selectedOptions[0].text') == value:
                return
            before = self.browser.script('document.activeElement.selectedIndex')
            self.browser.press('ArrowDown' if before < options.index(value) else 'ArrowUp')
        assert self.browser.script('document.activeElement.selectedOptions[0].text') == value

    def _tab_to(self, condition: str, label: str) -> None:
        """Press Tab until a condition on the element `e` holds."""
        for _ in range(_MOST_STOPS):
            found, ring, where = self.browser.script(
                f"""(() => {{ {_NAMED} const e = document.activeElement;
                    const ring = e === document.body || e.tagName === 'IFRAME' || e.tabIndex < 0
                        || getComputedStyle(e).outlineStyle !== 'none';
                    return [e !== document.body && Boolean({condition}), ring, e.outerHTML.slice(0, 200)]; }})()"""
            )
            assert ring, where
            if found:
                return
            self.browser.press('Tab')
        raise AssertionError(f'Tab never came to {label!r} at {self.browser.address}: {self.browser.text[:500]}')
