"""A Word file's text with all its tracked changes accepted, or all rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from pathlib import Path

_SIGNS = {qn('w:tab'): '\t', qn('w:br'): '\n', qn('w:noBreakHyphen'): '\u2011'}


def texts(docx: Path, *, accept: bool = True) -> list[str]:
    """Every paragraph that holds text, tables included."""
    gone, marks = ('w:del', 'w:ins') if accept else ('w:ins', 'w:del')
    body: Any = Document(str(docx)).element.body
    result, carried = [], ''
    for paragraph in body.iter(qn('w:p')):
        row = next((each for each in paragraph.iterancestors(qn('w:tr'))), None)
        if row is not None and row.find(f'{qn("w:trPr")}/{qn(gone)}') is not None:
            continue
        text = ''.join(
            (each.text or '') if each.tag in (qn('w:t'), qn('w:delText')) else _SIGNS[each.tag]
            for each in paragraph.iter(qn('w:t'), qn('w:delText'), *_SIGNS)
            if not any(True for _ in each.iterancestors(qn(gone)))
        )
        ends = paragraph.find(f'{qn("w:pPr")}/{qn("w:rPr")}/{qn(gone)}') is None
        carried += text
        if ends:
            if carried:
                result.append(carried)
            carried = ''
    assert marks
    return result
