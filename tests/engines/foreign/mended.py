"""A Word file as its owner mends it in Word by docgen's advice: what each refusal says to do, done everywhere."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from .sources import FONT

if TYPE_CHECKING:
    from pathlib import Path

_W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_PROPERTIES = '{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr'
_TITLE = '{http://purl.org/dc/elements/1.1/}title'
_AFTER_HEADER = ('tblCellSpacing', 'jc', 'hidden', 'ins', 'del', 'trPrChange')


def mended(docx: Path, copy: Path) -> Path:
    """One typeface, plain bullets, a title, a language, a header row in each table, words for each picture."""
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
    for table in root.iter(f'{_W}tbl'):
        _mark_header(table)
    for picture in root.iter(_PROPERTIES):
        picture.set('descr', picture.get('descr') or 'Bilden')
    if name == 'word/styles.xml':
        _name_language(root)
    if name == 'docProps/core.xml':
        title = root.find(_TITLE)
        title = etree.SubElement(root, _TITLE) if title is None else title
        title.text = title.text or 'Handling'
    return etree.tostring(root, xml_declaration=True, encoding='UTF-8', standalone=True)


def _mark_header(table: etree._Element) -> None:
    """Say that the first row is repeated as header, unless the table says what its header is."""
    row = table.find(f'{_W}tr')
    if row is None or row.getnext() is None or table.find(f'{_W}tr/{_W}trPr/{_W}tblHeader') is not None:
        # A single row is no table but a box; its text belongs in a paragraph, and the tests leave it where it is.
        return
    properties = row.find(f'{_W}trPr')
    if properties is None:
        properties = etree.Element(f'{_W}trPr')
        exception = row.find(f'{_W}tblPrEx')
        row.insert(0 if exception is None else 1, properties)
    later = [each for each in properties if each.tag.rpartition('}')[2] in _AFTER_HEADER]
    header = etree.Element(f'{_W}tblHeader')
    if later:
        later[0].addprevious(header)
    else:
        properties.append(header)


def _name_language(styles: etree._Element) -> None:
    """Make Swedish the language where the file says none."""
    above = styles
    for name in ('docDefaults', 'rPrDefault', 'rPr', 'lang'):
        below = above.find(f'{_W}{name}')
        if below is None:
            below = etree.Element(f'{_W}{name}')
            above.insert(0, below) if name != 'lang' else above.append(below)
        above = below
    if not above.get(f'{_W}val'):
        above.set(f'{_W}val', 'sv-SE')
