"""A published PDF, and the link text that tells a reader what a click gives."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from docgen.errors import Finding, FindingsError, Place
from docgen.swedish import file_size

NEW_WINDOW = "öppnas i nytt fönster"
"""The end of the link text, only where the link does open a new window."""


@dataclass(frozen=True)
class PublishedFile:
    """A PDF as the public finds it; `size` is the true number of bytes, `address` where it lies.

    Without an address the file lies beside the page. Raises FindingsError for an address that is neither a relative
    one nor http(s): a link to anything else could run a script.
    """

    title: str
    name: str
    bytes: int
    address: str = ''

    def __post_init__(self) -> None:
        if urlsplit(self.href).scheme not in ('', 'http', 'https'):
            raise FindingsError(
                Finding(
                    id='web-address-unsafe',
                    what=f"Webbadressen ”{self.href}” börjar inte med https://.",
                    why="Länkarna på webbsidan får bara leda till webbadresser eller till filer bredvid sidan.",
                    do="Skriv web_folder som https://… eller lämna den tom.",
                    place=Place(key='web_folder'),
                )
            )

    @property
    def href(self) -> str:
        """Where a link to the file leads."""
        return self.address or self.name

    @property
    def facts(self) -> tuple[str, str]:
        """Format and size, as law 2018:1937 and Digg's guidance want them told before the click: "pdf", "168 kB"."""
        return self.name.rpartition('.')[2].lower(), file_size(self.bytes)

    def link_text(self, *, new_window: bool) -> str:
        """Give the link's text: "Medborgarlöfte 2021 (pdf, 168 kB, öppnas i nytt fönster)"."""
        facts = (*self.facts, NEW_WINDOW) if new_window else self.facts
        return f'{self.title} ({", ".join(facts)})'
