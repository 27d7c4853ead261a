"""What a loop in a template does to the pages that nobody sees in the template: blank pages, numbers that run on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Mark, PageBreak, Paragraph, Text, opened
from docgen.errors import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.engines.typst.content import Block
    from docgen.engines.typst.sections import Document

_TAG = re.compile(r'\{%\s*p?\s*(for|endfor|if|elif|else|endif)\b')


@dataclass
class _Loop:
    tag: str
    """Its first tag as it is written."""
    own: list[Block] = field(default_factory=list)
    """What stands in it, but for the loops in it."""
    inner: list[Paragraph] = field(default_factory=list)
    """The paragraphs of the loops in it."""
    last: Block | None = None
    """What stands last in it, None for a tag."""


def loop_findings(document: Document, template: Path) -> Iterator[Finding]:
    """Page breaks that stand last in a loop, and numbered lists that go on counting from one round to the next.

    Args:
        document: the template as it is, read by the embedded engine.
        template: the Word file.
    """
    for section in document.sections:
        open_loops: list[_Loop] = []
        for block in opened(section.blocks):
            words = _TAG.findall(block.text) if isinstance(block, Paragraph) else []
            if not words:
                for loop in open_loops:
                    loop.last = block
                for loop in open_loops[:-1]:
                    loop.inner += [block] if isinstance(block, Paragraph) else []
                if open_loops:
                    open_loops[-1].own.append(block)
                continue
            for word in words:
                if word == 'endfor' and open_loops:
                    yield from _told(open_loops.pop(), template)
                for loop in open_loops:
                    loop.last = None
                if word == 'for':
                    open_loops.append(_Loop(block.text if isinstance(block, Paragraph) else ''))


def _told(loop: _Loop, template: Path) -> Iterator[Finding]:
    if isinstance(loop.last, Paragraph) and _ends_with_break(loop.last):
        yield Finding(
            'template-page-break-last-in-loop',
            f"Sidbrytningen står sist i slingan ”{loop.tag}”.",
            "Efter det sista varvet följer en sidbrytning till, som kan ge en tom sida.",
            "Ställ den först i slingan, mellan {%p if not loop.first %} och {%p endif %}.",
            Place(template, paragraph=loop.last.text or loop.tag),
            Severity.WARNING,
        )
    for paragraph in _running_on(loop):
        yield Finding(
            'template-list-runs-on',
            f"Den numrerade listan med ”{paragraph.text}” räknar vidare från varv till varv i slingan ”{loop.tag}”.",
            "Word börjar inte om på 1 av sig självt när listan upprepas.",
            "Gör rubriken före listan till nivå 1 i samma flernivålista, eller skriv numret med {{ loop.index }}.",
            Place(template, paragraph=paragraph.text),
            Severity.WARNING,
        )


def _ends_with_break(paragraph: Paragraph) -> bool:
    shown = [
        each
        for each in paragraph.inlines
        if not isinstance(each, Mark) and not (isinstance(each, Text) and not each.text.strip())
    ]
    return bool(shown) and isinstance(shown[-1], PageBreak)


def _running_on(loop: _Loop) -> Iterator[Paragraph]:
    """The first paragraph of each list that has several items in a round, with other text between the rounds."""
    if not any(isinstance(each, Paragraph) and each.label is None and each.text.strip() for each in loop.own):
        return
    own = [each for each in loop.own if isinstance(each, Paragraph)]
    several = Counter(_list(each) for each in own)
    told: set[str] = set()
    for paragraph in (*own, *loop.inner):
        name, label = _list(paragraph), paragraph.label
        if not name or label is None or name in told:
            continue
        restarted = any(
            each.label is not None and each.label.numbering == label.numbering and each.label.level < label.level
            for each in (*own, *loop.inner)
        )
        if not restarted and (paragraph in loop.inner or several[name] > 1):
            told.add(name)
            yield paragraph


def _list(paragraph: Paragraph) -> str:
    """Which list and level a numbered paragraph belongs to; '' for bullets, headings and other text."""
    label = paragraph.label
    if label is None or label.bullet or not label.text or paragraph.format.outline_level is not None:
        return ''
    return f'{label.numbering} {label.level}'
