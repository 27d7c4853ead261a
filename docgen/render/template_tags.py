"""A template's paragraphs with the tags that stand in them: marks without a partner, text that a tag takes along.

docxtpl works on the XML as one text: from "{{" to the next "}}" it strips whatever lies between, also the end of a
paragraph, and nothing in the filled document tells that text is gone. A tag for a whole paragraph, row or cell it puts
in place of the element that holds it, and whatever else the element held is gone, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from docgen.errors import Finding, Place
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLOSING = {'{{': '}}', '{%': '%}', '{#': '#}'}
_MARK = re.compile(r'\{\{|\}\}|\{%|%\}|\{#|#\}')
_CONTROL = re.compile(r'(p|tr|tc) ')
_PARAGRAPH = f'{{{W}}}p'
_TEXT = frozenset(f'{{{W}}}{name}' for name in ('t', 'instrText', 'delText', 'delInstrText'))
_LONGEST = 60
_CONTAINERS = {'p': f'{{{W}}}p', 'tr': f'{{{W}}}tr', 'tc': f'{{{W}}}tc'}
_NAMES = {'p': "stycket", 'tr': "tabellraden", 'tc': "tabellcellen"}
_VISIBLE = frozenset(
    f'{{{W}}}{name}'
    for name in ('drawing', 'pict', 'object', 'sectPr', 'footnoteReference', 'endnoteReference', 'ptab', 'sym')
)


@dataclass(frozen=True)
class Tag:
    """One tag as it is written: `{%p if x %}` has the opening `{%` and the content `p if x `."""

    opening: str
    content: str

    @property
    def text(self) -> str:
        """The tag with its braces."""
        return f'{self.opening}{self.content}{CLOSING[self.opening]}'

    @property
    def control(self) -> str | None:
        """`p`, `tr` or `tc` when the tag takes that whole element with it."""
        found = _CONTROL.match(self.content)
        return found[1] if found else None


@dataclass(frozen=True)
class TaggedParagraph:
    """A paragraph's own text (not that of a text box in it) and the tags in it, as far as they are whole."""

    element: etree._Element
    text: str
    tags: tuple[Tag, ...]
    broken: str | None
    """The first mark that has no partner, as a piece of the text; None when all have."""


def tagged_paragraphs(story: etree._Element) -> list[TaggedParagraph]:
    """Give the paragraphs of a body, header, footer or footnotes part that hold any mark, in order."""
    found = []
    for element in story.iter(_PARAGRAPH):
        text = ''.join(own_text(element))
        tags, broken = _tags(text)
        broken = broken or _at_the_edge(text) or next(_broken_attributes(element), None)
        if tags or broken:
            found.append(TaggedParagraph(element, text, tuple(tags), broken))
    return found


def unbalanced_brace(path: Path, paragraph: TaggedParagraph) -> Finding | None:
    """Name the mark without a partner."""
    if paragraph.broken is None:
        return None
    return Finding(
        'template-brace-missing',
        f"Klammerparenteserna går inte ihop vid ”{paragraph.broken}”.",
        "Texten fram till nästa platshållare skulle försvinna ur dokumentet utan att det märks.",
        "Skriv båda tecknen i början och båda i slutet, i samma stycke: {{ … }}, {% … %} eller {# … #}.",
        Place(path, paragraph=paragraph.text),
    )


def blank_out(paragraph: TaggedParagraph) -> bool:
    """Empty a broken paragraph so that the rest can be checked; False when a loop's start or end would go with it."""
    if '{%' in paragraph.text or '%}' in paragraph.text:
        return False
    for node in paragraph.element.iter(etree.Element):
        if node.tag in _TEXT:
            node.text = ''
        for name, value in node.attrib.items():
            if '{' in value:
                node.set(name, '')
    return True


def own_text(paragraph: etree._Element) -> Iterator[str]:
    """Give the pieces of a paragraph's text, without those of a text box in it."""
    for node in paragraph.iter(*_TEXT):
        if node.text and next(up(node, _PARAGRAPH)) is paragraph:
            yield node.text


def up(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the elements of a name that hold this one, itself first, from the innermost outwards."""
    if element.tag == name:
        yield element
    yield from element.iterancestors(name)


def _tags(text: str) -> tuple[list[Tag], str | None]:
    tags: list[Tag] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opened is None:
            if mark[0] not in CLOSING:
                return tags, cut(text[: mark.end()], from_end=True)
            opened = mark
        elif mark[0] == CLOSING[opened[0]]:
            tags.append(Tag(opened[0], text[opened.end() : mark.start()]))
            opened = None
        elif opened[0] != '{#':
            break
    return tags, None if opened is None else cut(text[opened.start() :])


def _at_the_edge(text: str) -> str | None:
    """A brace at the end of a paragraph meets one at the start of the next, and they are taken for a mark."""
    if text.endswith('{'):
        return cut(text, from_end=True)
    return cut(text) if text.startswith('}') else None


def _broken_attributes(paragraph: etree._Element) -> Iterator[str]:
    """An alternative text may hold a placeholder too."""
    for node in paragraph.iter(etree.Element):
        for value in node.attrib.values():
            broken = _tags(str(value))[1] if '{' in value else None
            if broken and next(up(node, _PARAGRAPH)) is paragraph:
                yield broken


def cut(text: str, *, from_end: bool = False) -> str:
    """Shorten a text for a message."""
    if len(text) <= _LONGEST:
        return text
    return f"…{text[-_LONGEST:]}" if from_end else f"{text[:_LONGEST]}…"


def beside_control(path: Path, paragraph: TaggedParagraph) -> Finding | None:
    """Name what would disappear together with a tag that takes its whole paragraph, row or cell."""
    tag = next((each for each in paragraph.tags if each.control), None)
    if tag is None or tag.control is None:
        return None
    kind = tag.control
    container = next(up(paragraph.element, _CONTAINERS[kind]), None)
    if container is None:
        return Finding(
            'template-syntax',
            f"Styrraden ”{tag.text}” är felskriven: den står inte i en tabell.",
            "Dokumentet kan inte fyllas i.",
            f"Skriv ”{tag.text.replace(tag.opening + kind, tag.opening + 'p', 1)}”, eller flytta den till tabellen.",
            Place(path, paragraph=paragraph.text),
        )
    rest = _rest(container, paragraph, tag)
    if rest is None:
        return None
    what = "en bild, en not eller en brytning" if not rest else f"”{cut(rest)}”"
    return Finding(
        'template-text-beside-control',
        f"Bredvid ”{tag.text}” står {what} i {_NAMES[kind]}.",
        f"Allt som står i {_NAMES[kind]} försvinner tillsammans med styrraden.",
        "Låt styrraden stå ensam och flytta resten före eller efter den."
        + (" Inne i en text skriver du villkoret utan p: {% if … %}." if kind == 'p' else ''),
        Place(path, paragraph=paragraph.text),
    )


def _rest(container: etree._Element, paragraph: TaggedParagraph, tag: Tag) -> str | None:
    """Give the text beside the tag; '' when there is something that is no text, None when the tag stands alone."""
    if container is paragraph.element:
        text = paragraph.text
    else:
        text = ' '.join(''.join(own_text(each)) for each in container.iter(_CONTAINERS['p']))
    rest = text.replace(tag.text, '', 1).strip()
    if rest:
        return rest
    shown = any(
        each.tag in _VISIBLE or (each.tag == f'{{{W}}}br' and each.get(f'{{{W}}}type') in ('page', 'column'))
        for each in container.iter()
    )
    return '' if shown else None
