"""What a document's links and references lead to: only these bookmarks need a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.engines.typst.sections import Document


def link_targets(document: Document) -> Iterator[str]:
    """The bookmarks that links and fields of a document lead to, also in headers, footers and notes."""
    for section in document.sections:
        even = (section.even_header or (), section.even_footer or ())
        own = (section.blocks, section.header, section.footer, section.first_header, section.first_footer)
        for blocks in (*own, *even):
            yield from _targets_in(blocks)


def _targets_in(blocks: Iterable[content.Block]) -> Iterator[str]:
    for block in content.opened(blocks):
        if isinstance(block, content.Table):
            for cell in block.cells:
                yield from _targets_in(cell.blocks)
        elif isinstance(block, content.Paragraph):
            yield from _inline_targets(block.inlines)


def _inline_targets(inlines: Iterable[content.Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, content.Link):
            if inline.internal:
                yield inline.target
            yield from _inline_targets(inline.inlines)
        elif isinstance(inline, content.Field) and inline.target:
            yield inline.target
        elif isinstance(inline, content.Footnote):
            yield from _targets_in(inline.blocks)
        elif isinstance(inline, content.Floating):
            yield from _drawn_targets(inline.shown)
        else:
            yield from _drawn_targets(inline)


def _drawn_targets(shown: object) -> Iterator[str]:
    if isinstance(shown, content.TextBox):
        yield from _targets_in(shown.blocks)
    elif isinstance(shown, content.Group):
        for _, _, member in shown.members:
            yield from _drawn_targets(member)
