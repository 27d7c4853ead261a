"""A Word file's lists for LibreOffice: the labels that it writes, and symbol bullets written as plain characters.

Word's stock bullets stand in symbol fonts that only Windows has; the text's own font shows the same signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.libreoffice.accessibility import read_styles, visible
from docgen.engines.typst.read.wordml import attribute, child, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.read.numbering import Level
    from docgen.word import WordPackage

_LEVELS = range(9)


def write_out_bullets(package: WordPackage) -> set[str]:
    """Write each symbol bullet as the embedded engine does, and tell which parts were changed."""
    related = package.relationships(package.main)
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


def list_labels(package: WordPackage) -> frozenset[str]:
    """Every label of the body, such as "•" and "3.", without spaces."""
    styles = read_styles(package)
    found = set()
    for paragraph in visible(package.trees[package.main]):
        if paragraph.tag == w('p'):
            _, layer = styles.paragraph(child(paragraph, 'pPr'), {})
            counted = styles.numbering.count(layer.get('number', '0'), layer.get('number_level', 0))
            found.add(''.join(counted[0].split()) if counted else '')
    return frozenset(found - {''})
