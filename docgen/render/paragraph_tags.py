"""The tags that take a whole paragraph, row or cell with them, and what else would disappear with it.

docxtpl puts the bare tag in place of the element that holds it; whatever else the element held is gone, untold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place
from docgen.render.template_tags import cut, own_text, up
from docgen.word import W

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from docgen.render.template_tags import Tag, TaggedParagraph

_CONTAINERS = {'p': f'{{{W}}}p', 'tr': f'{{{W}}}tr', 'tc': f'{{{W}}}tc'}
_NAMES = {'p': "stycket", 'tr': "tabellraden", 'tc': "tabellcellen"}
_VISIBLE = frozenset(
    f'{{{W}}}{name}'
    for name in ('drawing', 'pict', 'object', 'sectPr', 'footnoteReference', 'endnoteReference', 'ptab', 'sym')
)


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
