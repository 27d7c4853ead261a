"""The newer of two Word files with its differences from the older one as tracked changes (w:ins, w:del).

Whoever accepts all of them in Word has the newer file, whoever rejects them the older one's text. Text is compared word
by word, paragraphs by how alike they are, tables row by row. Headers, footers and notes stay as in the newer file.
(ECMA-376 part 1, 17.13.5.)
"""

from __future__ import annotations

import copy
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from docgen.changes.pairing import paired
from docgen.changes.word_pieces import PieceKind, word_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


Element: TypeAlias = Any
"""An XML element of python-docx, whose own classes lxml's types do not know."""

_AUTHOR = 'docgen'
_P, _TBL, _TR, _TC, _R, _T = (qn(f'w:{name}') for name in ('p', 'tbl', 'tr', 'tc', 'r', 't'))
_TEXT = frozenset((_T, qn('w:tab'), qn('w:br'), qn('w:noBreakHyphen')))
_SIMPLE = frozenset((qn('w:rPr'), *_TEXT))


def write_redline(old: Path, new: Path, out: Path) -> int:
    """Write the newer file with tracked changes.

    Args:
        old: the older Word file.
        new: the newer one.
        out: where to write.

    Returns:
        How many tracked changes there are.
    """
    document = Document(str(new))
    redline = _Redline()
    redline.blocks(document.element.body, list(Document(str(old)).element.body), list(document.element.body))
    document.save(str(out))
    return redline.made


class _Redline:
    def __init__(self) -> None:
        self._ids = count(1)
        self.made = 0

    def blocks(self, parent: Element, old: Sequence[Element], new: Sequence[Element]) -> None:
        """Mark what differs between the paragraphs and tables of a body or a cell; the new ones stand in `parent`."""
        old = [each for each in old if each.tag in (_P, _TBL)]
        new = [each for each in new if each.tag in (_P, _TBL)]
        anchor: Element | None = None
        for before, after in _paired(old, new):
            if after is None and before is not None:
                gone = self._gone(before)
                if anchor is None:
                    parent.insert(_first_place(parent), gone)
                else:
                    anchor.addnext(gone)
                anchor = gone
                continue
            if before is None and after is not None:
                self._added(after)
            elif before is not None and after is not None and _text(before) != _text(after):
                if after.tag == _P:
                    self._paragraph(before, after)
                else:
                    self._table(before, after)
            anchor = after

    def _paragraph(self, old: Element, new: Element) -> None:
        runs = [each for each in new if each.tag == _R]
        simple = all(each.tag in (_R, qn('w:pPr')) for each in new) and all(
            part.tag in _SIMPLE for run in runs for part in run
        )
        if simple and runs:
            self._words(old, new, runs)
            return
        # Fields, links and pictures are not taken apart: the old text goes before them, and what stands there is new.
        first = next((each for each in new if each.tag != qn('w:pPr')), None)
        deleted = self._change('w:del', [_run(_text(old), None, deleted=True)])
        if first is None:
            new.append(deleted)
            return
        first.addprevious(deleted)
        self._wrap_runs(new, 'w:ins')

    def _words(self, old: Element, new: Element, runs: Sequence[Element]) -> None:
        """Write the paragraph's runs anew, piece by piece, each letter with the looks it has."""
        looks = [(sign, run.find(qn('w:rPr'))) for run in runs for sign in _text(run)]
        for run in runs:
            new.remove(run)
        position = 0
        for piece in word_pieces(_text(old), ''.join(sign for sign, _ in looks)):
            if piece.kind is PieceKind.OLD:
                near = looks[min(position, len(looks) - 1)][1] if looks else None
                new.append(self._change('w:del', [_run(piece.text, near, deleted=True)]))
                continue
            made = list(_runs(looks[position : position + len(piece.text)]))
            position += len(piece.text)
            if piece.kind is PieceKind.NEW:
                new.append(self._change('w:ins', made))
            else:
                new.extend(made)

    def _table(self, old: Element, new: Element) -> None:
        anchor: Element | None = None
        for before, after in _paired(old.findall(_TR), new.findall(_TR)):
            if after is None and before is not None:
                gone = self._gone(before)
                if anchor is None:
                    new.findall(_TR)[0].addprevious(gone)
                else:
                    anchor.addnext(gone)
                anchor = gone
                continue
            if before is None and after is not None:
                self._added(after)
            elif before is not None and after is not None and _text(before) != _text(after):
                cells, others = after.findall(_TC), before.findall(_TC)
                if len(cells) == len(others):
                    for cell, other in zip(cells, others, strict=True):
                        self.blocks(cell, list(other), list(cell))
                else:
                    self._added(after)
                    after.addprevious(self._gone(before))
            anchor = after

    def _added(self, element: Element) -> None:
        for row in [element] if element.tag == _TR else element.iter(_TR):
            _properties(row, 'w:trPr').append(self._mark('w:ins'))
        for paragraph in [element] if element.tag == _P else list(element.iter(_P)):
            self._mark_end(paragraph, 'w:ins')
            self._wrap_runs(paragraph, 'w:ins')

    def _gone(self, element: Element) -> Element:
        """Give a copy that is marked as deleted: text and looks, without pictures, links and fields."""
        gone = copy.deepcopy(element)
        for row in [gone] if gone.tag == _TR else gone.iter(_TR):
            _properties(row, 'w:trPr').append(self._mark('w:del'))
        for paragraph in [gone] if gone.tag == _P else list(gone.iter(_P)):
            text = _text(paragraph)
            looks = next((run.find(qn('w:rPr')) for run in paragraph.iter(_R)), None)
            for child in list(paragraph):
                if child.tag != qn('w:pPr'):
                    paragraph.remove(child)
            for section in list(paragraph.iter(qn('w:sectPr'))):
                section.getparent().remove(section)
            self._mark_end(paragraph, 'w:del')
            if text:
                paragraph.append(self._change('w:del', [_run(text, looks, deleted=True)]))
        return gone

    def _wrap_runs(self, paragraph: Element, tag: str) -> None:
        for run in [each for each in paragraph.iter(_R) if each.getparent().tag not in (qn('w:del'), qn('w:ins'))]:
            change = self._mark(tag)
            run.addprevious(change)
            change.append(run)

    def _mark_end(self, paragraph: Element, tag: str) -> None:
        """Mark the end of a paragraph, which is what makes it one."""
        looks = _properties(_properties(paragraph, 'w:pPr'), 'w:rPr', before=('w:sectPr', 'w:pPrChange'))
        looks.insert(0, self._mark(tag))

    def _change(self, tag: str, runs: Sequence[Element]) -> Element:
        change = self._mark(tag)
        change.extend(runs)
        return change

    def _mark(self, tag: str) -> Element:
        self.made += 1
        mark = OxmlElement(tag)
        mark.set(qn('w:id'), str(9000 + next(self._ids)))
        mark.set(qn('w:author'), _AUTHOR)
        return mark


def _paired(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element | None, Element | None]]:
    return paired(old, new, _text, lambda each: str(each.tag))


def _text(element: Element) -> str:
    signs = {qn('w:tab'): '\t', qn('w:br'): '\n', qn('w:noBreakHyphen'): '\u2011'}
    return ''.join((each.text or '') if each.tag == _T else signs[each.tag] for each in element.iter(*_TEXT))


def _runs(looks: Sequence[tuple[str, Element | None]]) -> Iterator[Element]:
    start = 0
    for index in range(1, len(looks) + 1):
        if index == len(looks) or looks[index][1] is not looks[start][1]:
            yield _run(''.join(sign for sign, _ in looks[start:index]), looks[start][1])
            start = index


def _run(text: str, looks: Element | None, *, deleted: bool = False) -> Element:
    run = OxmlElement('w:r')
    if looks is not None:
        run.append(copy.deepcopy(looks))
    for number, line in enumerate(text.split('\n')):
        if number:
            run.append(OxmlElement('w:br'))
        for place, part in enumerate(line.split('\t')):
            if place:
                run.append(OxmlElement('w:tab'))
            if part:
                written = OxmlElement('w:delText' if deleted else 'w:t')
                written.text = part
                written.set('{http://www.w3.org/XML/1998/namespace}space', 'preserve')
                run.append(written)
    return run


def _properties(parent: Element, tag: str, before: Sequence[str] = ()) -> Element:
    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        later = next((each for each in parent if each.tag in {qn(name) for name in before}), None)
        if later is not None:
            later.addprevious(found)
        elif before:
            parent.append(found)
        else:
            parent.insert(1 if tag == 'w:trPr' and parent.find(qn('w:tblPrEx')) is not None else 0, found)
    return found


def _first_place(parent: Element) -> int:
    return 1 if len(parent) and parent[0].tag == qn('w:tcPr') else 0
