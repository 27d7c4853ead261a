"""The copy of a Word file that LibreOffice gets: what it would lay out otherwise than Word, written out in full."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from docgen.engines.libreoffice.word_differences import fit_tables, write_marks_once
from docgen.engines.libreoffice.word_lists import write_out_bullets
from docgen.engines.typst.read.pictures import upright
from docgen.engines.typst.read.wordml import attribute, child, local, w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.engines.libreoffice.accessibility import Readable
    from docgen.word import WordPackage

_AFTER_LEVEL = frozenset({'divId', 'cnfStyle', 'rPr', 'sectPr', 'pPrChange'})
_STYLE = 'DocgenLink'
"""A character style without properties: nothing looks different for it."""


def write_prepared(readable: Readable, target: Path) -> None:
    """Write the package's file with its changes, or as it is when there is nothing to change.

    The package's trees are changed and must not be used for anything else afterwards.
    """
    package = readable.package
    changed = style_links(package) | write_out_bullets(package) | _say_language(readable) | _move_headings(readable)
    changed |= fit_tables(package) | write_marks_once(package)
    # LibreOffice shows a photograph as its camera was held; Word and the embedded engine turn it.
    turned = {name: picture for name, data in package.parts.items() if (picture := upright(data)) is not None}
    if not changed and not turned:
        shutil.copyfile(package.path, target)
        return
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            written = (
                etree.tostring(package.trees[name], encoding='UTF-8', standalone=True)
                if name in changed
                else turned.get(name, data)
            )
            archive.writestr(name, written)


def _say_language(readable: Readable) -> set[str]:
    """Write the language that the text is told in where the file's default names none."""
    package, language = readable.package, readable.document.language if readable.document is not None else ''
    part = _styles_part(package)
    styles = package.trees.get(part)
    if styles is None or not language or readable.styles.default_run.get('language'):
        return set()
    place = styles
    for name in ('docDefaults', 'rPrDefault', 'rPr', 'lang'):
        found = child(place, name)
        if found is None:
            found = etree.Element(w(name))
            place.insert(len(place) if name == 'lang' else 0, found)
        place = found
    place.set(w('val'), language)
    return {part}


def _move_headings(readable: Readable) -> set[str]:
    """Give each heading the level at which it is told; its look stays."""
    for paragraph, level in readable.told_levels:
        properties = child(paragraph, 'pPr')
        if properties is None:
            properties = etree.Element(w('pPr'))
            paragraph.insert(0, properties)
        for old in properties.findall(w('outlineLvl')):
            properties.remove(old)
        after = [each for each in properties if local(each) in _AFTER_LEVEL]
        mark = etree.Element(w('outlineLvl'), {w('val'): str(level - 1)})
        properties.insert(properties.index(after[0]) if after else len(properties), mark)
    return {readable.package.main} if readable.told_levels else set()


def _styles_part(package: WordPackage) -> str:
    related = package.relationships(package.main)
    return next((each.target for each in related.values() if each.kind == 'styles'), '')


def style_links(package: WordPackage) -> set[str]:
    """Give every link in the package's trees a character style, and tell which parts were changed.

    LibreOffice 7.4 gives no link without one an address in the PDF.
    """
    styles_part = _styles_part(package)
    styles = package.trees.get(styles_part)
    if styles is None:
        return set()
    known = {attribute(style, 'styleId') for style in styles.iterfind(w('style'))}
    changed = set()
    for name, tree in package.stories():
        for run in _linked_runs(tree):
            if attribute(child(run, 'rPr', 'rStyle')) not in known:
                _style(run)
                changed.add(name)
    if changed:
        style = etree.SubElement(
            styles, w('style'), {w('type'): 'character', w('customStyle'): '1', w('styleId'): _STYLE}
        )
        etree.SubElement(style, w('name'), {w('val'): _STYLE})
        changed.add(styles_part)
    return changed


def _linked_runs(tree: etree._Element) -> Iterator[etree._Element]:
    """Runs in a w:hyperlink, and in the result of a HYPERLINK field."""
    for link in tree.iter(w('hyperlink')):
        yield from link.iter(w('r'))
    for paragraph in tree.iter(w('p')):
        instruction, result = '', False
        for node in paragraph.iter(w('fldChar'), w('instrText'), w('t')):
            run = node.getparent()
            if local(node) == 'instrText':
                instruction += node.text or ''
            elif local(node) == 'fldChar':
                kind = attribute(node, 'fldCharType')
                result = kind == 'separate' and instruction.split()[:1] == ['HYPERLINK']
                if kind in ('begin', 'end'):
                    instruction = ''
            elif result and run is not None:
                yield run


def _style(run: etree._Element) -> None:
    properties = child(run, 'rPr')
    if properties is None:
        properties = etree.Element(w('rPr'))
        run.insert(0, properties)
    old = child(properties, 'rStyle')
    if old is not None:
        properties.remove(old)
    properties.insert(0, etree.Element(w('rStyle'), {w('val'): _STYLE}))
