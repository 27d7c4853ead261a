"""The web addresses that links lead to.

Errors: an address that no link may lead to, and one that names a server but lacks https://, which a browser takes for
a file beside the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docgen.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.errors import Place
    from docgen.workspace import Workspace

_SERVER = re.compile(r'(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|$)', re.IGNORECASE)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """The website's folder and the parties' websites."""
    folder = workspace.settings.web_folder
    if folder is not None:
        yield from _address(folder, workspace.place('settings', '', 'web_folder'))
    for party in workspace.parties.values():
        if party.website is not None:
            yield from _address(party.website, workspace.place('party', party.id, 'website'))


def may_be_linked(address: str) -> bool:
    """Whether the address is http(s) with a server, or a file's beside the page; any other could run a script."""
    if any(sign.isspace() or not sign.isprintable() or sign == '\\' for sign in address):
        return False
    try:
        parts = urlsplit(address)
        if parts.scheme:
            return parts.scheme in ('http', 'https') and bool(parts.hostname) and parts.port != 0
        return not parts.netloc and not address.startswith('//')
    except ValueError:
        return False


def _address(address: str, place: Place) -> Iterator[Finding]:
    if _SERVER.match(address):
        yield Finding(
            id='web-address-incomplete',
            what=f"Webbadressen ”{address}” saknar https://.",
            why="Utan det leder länkarna till en fil bredvid sidan, som inte finns.",
            do=f"Skriv https://{address}",
            place=place,
        )
    elif not may_be_linked(address):
        yield Finding(
            id='web-address-unsafe',
            what=f"Webbadressen ”{address}” går inte att länka till.",
            why="Länkarna får bara leda till webbadresser och till filer bredvid sidan.",
            do="Skriv en adress som börjar med https://, eller ta bort raden.",
            place=place,
        )
