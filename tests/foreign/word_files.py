"""Foreign Word files: made by LibreOffice, copied with our typeface, and read without docgen."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from .sources import FONT, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_FALLBACK = '{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback'
_TITLE = '{http://purl.org/dc/elements/1.1/}title'
_STORIES = re.compile(r'word/(document|footnotes|endnotes)\.xml')
_MARGINS = re.compile(r'word/(header|footer)\d*\.xml')
_VALUES = ('PAGE', 'NUMPAGES', 'TOC', 'DATE', 'PAGEREF')


def make_word_files(folder: Path) -> list[Path]:
    """Every source as a .docx, in one call of LibreOffice."""
    texts = folder / 'texts'
    texts.mkdir()
    for name, text in SOURCES.items():
        (texts / name).write_text(text, 'utf-8-sig' if name.endswith('.txt') else 'utf-8')
    subprocess.run(
        [
            'soffice',
            f'-env:UserInstallation={(folder / "profile").as_uri()}',
            '--headless',
            '--writer',
            '--convert-to',
            'docx:MS Word 2007 XML',
            '--outdir',
            str(folder),
            *map(str, sorted(texts.iterdir())),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, 'SAL_USE_VCLPLUGIN': 'svp'},
    )
    made = sorted(folder.glob('*.docx'))
    assert len(made) == len(SOURCES)
    return made


def in_our_typeface(docx: Path, copy: Path) -> Path:
    """The file as its owner would change it in Word to please us: one typeface, plain bullets, a title."""
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(copy, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith('.xml'):
                data = _changed(name, data)
            new.writestr(name, data)
    return copy


def _changed(name: str, data: bytes) -> bytes:
    root = etree.fromstring(data)
    for fonts in root.iter(f'{_W}rFonts'):
        fonts.attrib.clear()
        for slot in ('ascii', 'hAnsi', 'cs', 'eastAsia'):
            fonts.set(f'{_W}{slot}', FONT)
    for label in root.iter(f'{_W}lvlText'):
        text = label.get(f'{_W}val', '')
        if any('\ue000' <= each <= '\uf8ff' or each in '◦▪' for each in text):
            label.set(f'{_W}val', '•')
    if name == 'docProps/core.xml':
        title = root.find(_TITLE)
        title = etree.SubElement(root, _TITLE) if title is None else title
        title.text = title.text or 'Handling'
    return etree.tostring(root, xml_declaration=True, encoding='UTF-8', standalone=True)


def texts_of(docx: Path, *, small_capitals: bool = False) -> list[str]:
    """Every piece of text in the body and its notes, by no reader of ours.

    Capitals are upper case; so are small capitals where the engine paints them as smaller capital letters.
    Left out are values that the layout decides (page numbers, contents, the day), hidden text, and what a drawing says
    twice for older programs.
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
