"""What LibreOffice lays out otherwise than Word, changed in the copy that it gets: wide tables, own marks of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import attribute, child, number, points, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from docgen.word import WordPackage

_HAIR = 5.0
_TWIPS = 20


def fit_tables(package: WordPackage) -> set[str]:
    """Narrow the tables that Word would fit into the text's width, which LibreOffice lets run off the paper.

    Args:
        package: whose trees are changed.

    Returns:
        The parts that were changed.
    """
    changed = False
    body = child(package.trees[package.main], 'body')
    waiting: list[etree._Element] = []
    for element in body if body is not None else ():
        if element.tag == w('tbl'):
            waiting.append(element)
        ended = element if element.tag == w('sectPr') else child(element, 'pPr', 'sectPr')
        if ended is not None:
            room = _room(ended)
            changed = sum(_fit(table, room) for table in waiting) > 0 or changed
            waiting = []
    return {package.main} if changed else set()


def _room(section: etree._Element) -> float:
    """The width of a section's text, in points."""
    size, margins = child(section, 'pgSz'), child(section, 'pgMar')
    width = points(size, 'w') or 595.3
    return width - sum(abs(points(margins, side) or 0.0) for side in ('left', 'right', 'gutter'))


def _fit(table: etree._Element, room: float) -> bool:
    layout = child(table, 'tblPr', 'tblLayout')
    columns = list(table.iterfind(f'{w("tblGrid")}/{w("gridCol")}'))
    wide = sum(points(each, 'w') or 0.0 for each in columns)
    if attribute(layout, 'type') == 'fixed' or wide <= room + _HAIR or not columns:
        return False
    for each in (*columns, *_widths(table)):
        width = number(attribute(each, 'w'))
        each.set(w('w'), str(round(width * room / wide)))
    return True


def _widths(table: etree._Element) -> Iterator[etree._Element]:
    """The widths in twips of a table and its cells, not of the tables within."""
    own = child(table, 'tblPr', 'tblW')
    cells = (child(cell, 'tcPr', 'tcW') for row in table.iterfind(w('tr')) for cell in row.iterfind(w('tc')))
    for each in (own, *cells):
        if each is not None and attribute(each, 'type') in ('dxa', None) and attribute(each, 'w') is not None:
            yield each


def write_marks_once(package: WordPackage) -> set[str]:
    """Take a note's own mark out of its text, where Word's users type it and LibreOffice sets it a second time.

    Args:
        package: whose trees are changed.

    Returns:
        The parts that were changed.
    """
    changed: set[str] = set()
    for related in package.relationships(package.main).values():
        kind = related.kind.removesuffix('s')
        tree = package.trees.get(related.target)
        if related.kind not in ('footnotes', 'endnotes') or tree is None:
            continue
        notes = {attribute(note, 'id'): note for note in tree.iterfind(w(kind))}
        for reference in package.trees[package.main].iter(w(f'{kind}Reference')):
            if attribute(reference, 'customMarkFollows') in ('1', 'true', 'on'):
                mark = ''.join(each.text or '' for each in reference.itersiblings(w('t')))
                note = notes.get(attribute(reference, 'id'))
                first = next(note.iter(w('t')), None) if note is not None else None
                if mark and first is not None and (first.text or '').lstrip().startswith(mark):
                    first.text = (first.text or '').lstrip()[len(mark) :]
                    changed.add(related.target)
    return changed
