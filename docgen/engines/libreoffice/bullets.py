"""Bullets as characters of the text's own font: Word's stock bullets stand in symbol fonts that only Windows has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.libreoffice.accessibility import read_styles
from docgen.engines.typst.read.wordml import attribute, child, w
from docgen.word import DOCUMENT

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.read.numbering import Level
    from docgen.word import WordPackage

_LEVELS = range(9)


def write_out_bullets(package: WordPackage) -> set[str]:
    """Write each symbol bullet as the embedded engine does, and tell which parts were changed."""
    related = package.relationships(DOCUMENT)
    part = next((each.target for each in related.values() if each.kind == 'numbering'), '')
    tree = package.trees.get(part)
    if tree is None:
        return set()
    numbering = read_styles(package).numbering
    abstracts = {attribute(each, 'abstractNumId'): each for each in tree.iterfind(w('abstractNum'))}
    changed = False
    for listed in tree.iterfind(w('num')):
        ident = attribute(listed, 'numId') or ''
        abstract = abstracts.get(attribute(child(listed, 'abstractNumId')))
        for level in _LEVELS:
            meant = numbering.level(ident, level)
            for held in (listed, abstract) if meant is not None and meant.kind == 'bullet' else ():
                for each in () if held is None else held.iter(w('lvl')):
                    if attribute(each, 'ilvl') == str(level) and meant is not None:
                        changed |= _write_out(each, meant)
    return {part} if changed else set()


def _write_out(level: etree._Element, meant: Level) -> bool:
    text, looks = child(level, 'lvlText'), child(level, 'rPr')
    if text is None or (attribute(text) or '') == meant.text:
        return False
    text.set(w('val'), meant.text)
    fonts = child(looks, 'rFonts')
    if looks is not None and fonts is not None and 'font' not in meant.run:
        looks.remove(fonts)
    return True
