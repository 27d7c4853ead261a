"""What a list for the web consists of, before it is written as HTML, Markdown or plain text.

The three formats are written from the same blocks, so that they cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from docgen.web.published_file import PublishedFile

Inline: TypeAlias = str | PublishedFile
"""A piece of a line: text, or a link to a published file."""

Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3: the page that the list is pasted into has its own level 1."""

    level: int
    text: str

    @property
    def tag(self) -> str:
        """The HTML element: h2 or h3."""
        return f'h{self.level}'


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line
    tag: ClassVar[str] = 'p'


@dataclass(frozen=True)
class BulletList:
    """A list without order."""

    items: tuple[Line, ...]
    tag: ClassVar[str] = 'ul'


Block: TypeAlias = Heading | Paragraph | BulletList
