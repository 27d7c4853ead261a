"""What a listener gets from each engine's document, and how the two compare, in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

from docgen.pdf.inspect.screen_reader import read_aloud
from docgen.pdf.structure.page_text import read
from docgen.pdf.structure.tag_tree import Node, read_tree

from .pictures import distance, pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.pdf.inspect.screen_reader import Utterance

    from .builds import Pair
    from .pictures import Distance

_SIGNS = '✓▲→×•■§%&@#'


@dataclass(frozen=True)
class Said:
    """One thing said, without what depends on the engine: where lines break."""

    role: str
    text: str
    headers: tuple[str, ...]
    links: tuple[str, ...]
    items: int
    columns: int


@dataclass(frozen=True)
class Comparison:
    """A document by both engines; each tuple holds typst's figure and LibreOffice's."""

    name: str
    pages: tuple[int, int]
    words: tuple[int, int]
    structure: tuple[Counter[str], Counter[str]]
    distances: tuple[Distance, ...]
    same: bool
    """Whether a listener hears the same from first to last."""


def said(pdf: Path) -> list[Said]:
    """Everything in the document in reading order."""
    return [_said(each) for each in read_aloud(pdf)]


def compare(pair: Pair) -> Comparison:
    """Compare the two documents; pages that only one has are not looked at."""
    ours, theirs = said(pair.typst), said(pair.libreoffice)
    shown = pictures(pair.typst), pictures(pair.libreoffice)
    return Comparison(
        pair.name,
        (len(shown[0]), len(shown[1])),
        (_words(pair.typst), _words(pair.libreoffice)),
        (Counter(each.role for each in ours), Counter(each.role for each in theirs)),
        tuple(distance(one, other) for one, other in zip(*shown, strict=False)),
        ours == theirs,
    )


def letters(pdf: Path) -> list[Counter[str]]:
    """What is painted on each page, letter by letter, headers and footers too. Leaders' dots do not count."""
    reading = read(pdf)
    pages: list[Counter[str]] = [Counter() for _ in range(reading.pages)]
    for run in reading.runs:
        pages[run.page].update(each for each in run.text if each.isalnum() or each in _SIGNS)
    return pages


def outline(pdf: Path) -> list[str]:
    """Every element by its role, indented by its depth, labels of lists and parts of tables too; no inline `Span`."""
    with pikepdf.open(pdf) as opened:
        return [line for top in read_tree(opened) for line in _outline(top, 0)]


def _outline(node: Node, depth: int) -> Iterator[str]:
    if node.role != 'Span':
        yield '  ' * depth + node.role
        depth += 1
    for child in node.children:
        if isinstance(child, Node):
            yield from _outline(child, depth)


def _said(utterance: Utterance) -> Said:
    return Said(
        utterance.role,
        _unbroken(utterance.text),
        tuple(map(_unbroken, utterance.headers)),
        tuple(map(_unbroken, utterance.links)),
        utterance.items,
        utterance.columns,
    )


def _unbroken(text: str) -> str:
    """The text without spaces: where lines end, a reader of PDF can only guess whether there is one."""
    return ''.join(text.split())


def _words(pdf: Path) -> int:
    return sum(len(each.text.split()) for each in read_aloud(pdf))
