"""What the tests ask of HTML: that it is well formed, and which links it has."""

from __future__ import annotations

from html.parser import HTMLParser

from lxml import html

VOID = {'meta', 'br', 'link', 'img', 'hr', 'input'}


class _Balance(HTMLParser):
    """Follow the start and end tags; HTML's own leniency would hide an unclosed element."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f'{tag}: attribute twice')
        if self.open and self.open[-1] == 'p' and tag in ('p', 'ul', 'h2', 'h3', 'div', 'table', 'section', 'dl'):
            self.faults.append(f'{tag} in p')
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f'/{tag}')


def faults(text: str) -> list[str]:
    checker = _Balance()
    checker.feed(text)
    checker.close()
    return checker.faults + checker.open


def elements(text: str) -> html.HtmlElement:
    """The fragment's or page's tree, a fragment under a div, without the soft hyphens that no reader sees."""
    text = text.replace('\u00ad', '')
    if text.startswith('<!DOCTYPE'):
        return html.document_fromstring(text)
    return html.fragment_fromstring(text, create_parent='div')


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [' '.join(element.text_content().split(' ')).strip() for element in tree.iterfind(path)]


def links(tree: html.HtmlElement) -> dict[str, str]:
    """Each link's text and address, without those on the page itself."""
    return {a.text_content(): a.get('href', '') for a in tree.iter('a') if not a.get('href', '').startswith('#')}
