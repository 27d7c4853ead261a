"""What a reader, a listener and a validator get from a produced PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
from pypdf import PdfReader

from docgen.pdf.structure.tag_tree import Mark, Node, read_tree

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path) -> Any:
    """The file as pypdf sees it; its objects have too many types to name each."""
    return PdfReader(path)


def assert_conforms(path: Path) -> None:
    """PDF/A-2a, PDF/UA-1 and our own audit find nothing but the false alarm that the audit disproves."""
    from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, believable, violations
    from docgen.pdf.judge.structure_audit import structure_audit

    assert structure_audit(path) == ()
    for profile in (PDF_A_2A, PDF_UA_1):
        assert believable(violations(path, profile), lengths_are_right=True) == ()


def page_text(path: Path, number: int) -> str:
    """The text of a page (from 0) as it is painted."""
    with pdfplumber.open(path) as pdf:
        return ' '.join((pdf.pages[number].extract_text() or '').split())


def spoken(path: Path) -> list[str]:
    """Tags in reading order with what a screen reader says: replacement text if there is one, else what is painted."""
    painted: dict[tuple[int, int], list[str]] = {}
    with pdfplumber.open(path) as plumbed:
        for index, each in enumerate(plumbed.pages):
            for char in each.chars:
                if char.get('mcid') is not None:
                    painted.setdefault((index, char['mcid']), []).append(char['text'])
    with pikepdf.open(path) as pdf:
        lines: list[str] = []
        for top in read_tree(pdf):
            _speak(top, painted, lines)
        return lines


def _speak(node: Node, painted: dict[tuple[int, int], list[str]], lines: list[str]) -> None:
    replaced = node.text('/ActualText') or node.text('/Alt')
    if replaced:
        lines.append(f'{node.kind}: {replaced}')
        return
    text = ''.join(
        ''.join(painted.get((child.page, child.number), ()))
        for child in node.children
        if isinstance(child, Mark) and child.page is not None
    )
    if text:
        lines.append(f'{node.kind}: {text}')
    elif not node.children or isinstance(node.children[0], Node):
        lines.append(node.kind + (f' "{node.text("/T")}"' if node.text('/T') else ''))
    for child in node.children:
        if isinstance(child, Node):
            _speak(child, painted, lines)
