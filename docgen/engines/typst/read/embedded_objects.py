"""What an embedded object shows, by the text in its picture: an Excel sheet, a Word document, the icon of a file."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import local

if TYPE_CHECKING:
    from lxml import etree

_KINDS = {'Excel': "Kalkylblad", 'Word': "Dokument", 'PowerPoint': "Bild ur en presentation", 'Package': "Bifogad fil"}
_TEXT = re.compile(rb'<text x="([^"]*)" y="([^"]*)" [^>]*font-size="([^"]*)"[^>]*>([^<]*)</text>')
_GAP = 0.9
"""Letters further apart than this part of the em stand in different columns."""


def said_by_object(pict: etree._Element, picture: bytes) -> str:
    """Words for the picture of an embedded object that only holds text and lines; '' for other pictures.

    Args:
        pict: the element that shows it.
        picture: its bytes as the typesetter takes them.
    """
    item = next((each for each in pict if local(each) == 'OLEObject'), None)
    kind = _KINDS.get(str(item.get('ProgID', '')).partition('.')[0], '') if item is not None else ''
    icon = item is not None and item.get('DrawAspect') == 'Icon'
    if not kind or (b'<image' in picture and not icon):
        return ''
    words: list[str] = []
    end, line = float('-inf'), float('nan')
    for x, y, size, text in _TEXT.findall(picture):
        across, down, em = float(x), float(y), float(size)
        joined = down == line and 0 <= across - end <= _GAP * em
        letters = html.unescape(text.decode('utf-8'))
        words = [*words[:-1], words[-1] + letters] if joined and words else [*words, letters]
        end, line = across, down
    said = ' '.join(' '.join(words).split())
    return f'{kind}: {said}' if said else ''
