"""The title of a file whose properties name none, as it stands in the text: its title, first heading or first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.content import Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.engines.typst.content import Block
    from docgen.engines.typst.sections import Section

_TITLES = frozenset(('title', 'titel', 'rubrik'))
_LONGEST = 150


def own_title(sections: Sequence[Section]) -> str:
    """What the document calls itself: the paragraph in the style Title, else the first heading, else the first line."""
    paragraphs = [each for section in sections for each in _paragraphs(section.blocks) if each.text.strip()]
    titles = (each for each in paragraphs if each.format.style_name in _TITLES)
    headings = (each for each in paragraphs if each.format.outline_level is not None)
    found = next(titles, None) or next(headings, None) or next(iter(paragraphs), None)
    text = ' '.join(found.text.split()) if found is not None else ''
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(' ')[0] + '…'


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from _paragraphs(cell.blocks)
