"""A published PDF, and the link text that tells a reader what a click gives."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.checks.addresses import may_be_linked
from docgen.errors import Finding, FindingsError, Place
from docgen.swedish import file_size

NEW_WINDOW = "öppnas i nytt fönster"
"""The end of the link text, only where the link does open a new window."""


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

    def link_text(self, *, new_window: bool) -> str:
        """Give the link's text: "Medborgarlöfte 2021 (pdf, 168 kB, öppnas i nytt fönster)"."""
        facts = (*self.facts, NEW_WINDOW) if new_window else self.facts
        return f'{self.title} ({", ".join(facts)})'
