"""Was the file finished: tracked changes and comments that someone left in it, and the paragraph they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.word.package_parts import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from docgen.word.package import WordPackage

_TRACKED = frozenset(
    {'ins', 'del', 'moveFrom', 'moveTo', 'cellIns', 'cellDel', 'cellMerge', 'numberingChange'}
    | {f'{part}PrChange' for part in ('r', 'p', 'sect', 'tbl', 'tr', 'tc', 'tblGrid', 'tblEx')}
    | {'tblGridChange'}
)
_COMMENTS = frozenset({'commentReference', 'commentRangeStart', 'commentRangeEnd'})


@dataclass(frozen=True)
class Leftover:
    """A tracked change or a comment that someone left in the file, and the paragraph it stands in."""

    kind: str
    """`'tracked-change'` or `'comment'`."""
    paragraph: str


def leftovers(package: WordPackage) -> tuple[Leftover, ...]:
    """Tracked changes and comments in the body, headers, footers and notes, in order.

    Both survive rendering: deleted text would be printed in the PDF.
    """
    return tuple(_leftovers(package))


def paragraph_text(element: etree._Element) -> str:
    """The text of the paragraph that the element is or stands in, deleted text included; '' outside any."""
    paragraph: etree._Element | None = element
    while paragraph is not None and paragraph.tag != f'{{{W}}}p':
        paragraph = paragraph.getparent()
    if paragraph is None:
        return ''
    return ''.join(
        (node.text or '') if node.tag in (f'{{{W}}}t', f'{{{W}}}delText') else ' '
        for node in paragraph.iter(f'{{{W}}}t', f'{{{W}}}delText', f'{{{W}}}tab', f'{{{W}}}br')
    ).strip()


def _leftovers(package: WordPackage) -> Iterator[Leftover]:
    for _, tree in package.stories():
        seen: set[tuple[str, str]] = set()
        for element in tree.iter(f'{{{W}}}*'):
            local = str(element.tag).rpartition('}')[2]
            kind = 'tracked-change' if local in _TRACKED else 'comment' if local in _COMMENTS else ''
            if kind and (kind, text := paragraph_text(element)) not in seen:
                seen.add((kind, text))
                yield Leftover(kind, text)
