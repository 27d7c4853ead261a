"""What the page and the lists for the web consist of: headings, paragraphs, lists, and links to published files.

The three formats of a list are written from the same blocks, so that they cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from docgen.checks.web_addresses import may_be_linked
from docgen.errors import Finding, FindingsError, Place
from docgen.swedish import file_size


def web_address(address: str, key: str) -> str:
    """Give the address back if a link may lead there: it is http(s) or relative.

    Raises FindingsError, naming the key in the data, for any other: such a link could run a script.
    """
    if not may_be_linked(address):
        raise FindingsError(
            Finding(
                id='web-address-unsafe',
                what=f"Webbadressen ”{address}” i {key} går inte att länka till.",
                why="Länkarna på webbsidan får bara leda till webbadresser och till filer bredvid sidan.",
                do="Skriv en adress som börjar med https:// eller ta bort den.",
                place=Place(key=key),
            )
        )
    return address


@dataclass(frozen=True)
class PublishedFile:
    """A PDF as the public finds it; `bytes` is its true size, `address` where it lies, relative to the page or in full.

    Without an address the file lies beside the page. Raises FindingsError for an address that no link may lead to.
    """

    title: str
    name: str
    bytes: int
    address: str = ''
    note: str = ''
    """Who has signed it, as far as the public file tells."""

    def __post_init__(self) -> None:
        web_address(self.href, 'web_folder')

    @property
    def href(self) -> str:
        """Where a link to the file leads."""
        return self.address or self.name

    @property
    def survives_pasting(self) -> bool:
        """Whether the link still leads there when the text stands on another page: not by way of our own folders."""
        return not self.href.startswith('../')

    @property
    def facts(self) -> tuple[str, str]:
        """Format and size, as law 2018:1937 and Digg's guidance want them told before the click: "pdf", "168 kB"."""
        return self.name.rpartition('.')[2].lower(), file_size(self.bytes)

    def link_text(self, new_window: str = '') -> str:
        """Give the link's text: "Medborgarlöfte 2021 (pdf, 168 kB, öppnas i nytt fönster)".

        Args:
            new_window: the words for what a click does, only where the link does open a new window.
        """
        return f'{self.title} ({", ".join(filter(None, (*self.facts, new_window)))})'


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
