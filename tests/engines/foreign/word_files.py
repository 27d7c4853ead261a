"""What stands in a Word file, read without docgen."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_FALLBACK = '{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback'
_STORIES = re.compile(r'word/(document|footnotes|endnotes)\.xml')
_MARGINS = re.compile(r'word/(header|footer)\d*\.xml')
_VALUES = ('PAGE', 'NUMPAGES', 'TOC', 'DATE', 'PAGEREF', 'TITLE', 'SUBJECT')


def texts_of(docx: Path, *, small_capitals: bool = False) -> list[str]:
    """Every piece of text in the body and its notes, by no reader of ours.

    Capitals are upper case; so are small capitals where the engine paints them as smaller capital letters.
    Left out are values that are worked out anew (page numbers, contents, the day, the title), hidden text, and
    what a drawing says twice for older programs.
    """
    return list(_texts(docx, _STORIES, ('caps', 'smallCaps') if small_capitals else ('caps',)))


def margin_texts_of(docx: Path) -> list[str]:
    """Every piece of text in headers and footers."""
    return list(_texts(docx, _MARGINS, ('caps',)))


def _texts(docx: Path, stories: re.Pattern[str], capitals: tuple[str, ...]) -> Iterator[str]:
    with zipfile.ZipFile(docx) as package:
        for name in package.namelist():
            if stories.fullmatch(name):
                yield from _pieces(etree.fromstring(package.read(name)), capitals)


def _pieces(root: etree._Element, capitals: tuple[str, ...]) -> Iterator[str]:
    fields: list[str] = []
    for node in root.iter(f'{_W}t', f'{_W}fldChar', f'{_W}instrText'):
        if node.tag == f'{_W}fldChar':
            kind = node.get(f'{_W}fldCharType')
            if kind == 'begin':
                fields.append('')
            elif kind == 'end' and fields:
                fields.pop()
        elif node.tag == f'{_W}instrText':
            if fields:
                fields[-1] += node.text or ''
        elif not any(each.split()[:1] and each.split()[0] in _VALUES for each in fields) and _shown(node):
            text = node.text or ''
            yield from (text.upper() if _in_capitals(node, capitals) else text).split()


def _shown(node: etree._Element) -> bool:
    for above in node.iterancestors():
        if above.tag == _FALLBACK:
            return False
        if above.tag == f'{_W}r' and above.find(f'{_W}rPr/{_W}vanish') is not None:
            return False
        if above.tag == f'{_W}fldSimple' and above.get(f'{_W}instr', '').split()[0] in _VALUES:
            return False
    return True


def _in_capitals(text: etree._Element, capitals: tuple[str, ...]) -> bool:
    names = [f'{_W}{name}' for name in capitals]
    properties = [run.find(f'{_W}rPr') for run in text.iterancestors(f'{_W}r')]
    switches = [each for found in properties if found is not None for each in found.iter(*names)]
    return any(each.get(f'{_W}val') not in ('false', '0') for each in switches)
