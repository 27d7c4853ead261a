"""Do the web addresses in the data answer? Asked only when someone wants to know, since it takes the network.

An address may have been written by anyone: only http and https are asked, only what lies on the public network, a few
redirects on, and nothing of any page is read.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from docgen.errors import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_ADDRESS = re.compile(r'https?://[^\s<>"”’\'`|]+', re.IGNORECASE)
_AFTER = '.,;:!?)]}”’'
"""What ends a sentence or a parenthesis, and no address."""
_COMMENT = re.compile(r'^\s*#')
_FOLDER = re.compile(r'^\s*web_folder\s*:')
"""The folder of the PDFs, whose listing most servers refuse; the files in it are asked for instead."""
_SIGNS = "/?%:@!$&'()*+,;=-._~[]"
"""What stands in an address as it is; other signs are sent as their bytes in UTF-8."""
MOST = 100
"""Addresses that are asked at once; what is more is told, not asked."""
_SECONDS = 8.0
_MOST_REDIRECTS = 5
_SIDE_BY_SIDE = 8
_GONE = frozenset((404, 410))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
_ASK_OTHERWISE = frozenset((400, 403, 405, 501))
"""How servers answer that know no HEAD."""


@dataclass(frozen=True)
class WrittenAddress:
    """An address, and where it is written."""

    address: str
    place: Place


def written_addresses(folder: Path) -> Iterator[WrittenAddress]:
    """Give each web address of the data files once, with the line where it stands first.

    Args:
        folder: the folder `data` of a workspace.
    """
    seen = set()
    for file in sorted([*folder.glob('*.y*ml'), *folder.glob('*/*.y*ml')]):
        for number, line in enumerate(file.read_text('utf-8-sig', 'replace').splitlines(), 1):
            if _COMMENT.match(line) or _FOLDER.match(line):
                continue
            for found in _ADDRESS.findall(line):
                address = found.rstrip(_AFTER)
                if address not in seen:
                    seen.add(address)
                    yield WrittenAddress(address, Place(file, number))


def address_findings(
    written: Iterable[WrittenAddress], may_ask: Callable[[str], bool] = lambda ip: ipaddress.ip_address(ip).is_global
) -> list[Finding]:
    """Ask every address, and give a warning for each that does not answer as a reader would wish.

    Args:
        written: the addresses; of more than MOST the rest is told.
        may_ask: whether an IP address may be asked; those of the public network without.
    """
    asked = list(written)
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
        found = workers.map(lambda each: _finding(each, may_ask), asked[:MOST])
        findings = [each for each in found if each]
    return [*findings, *([_not_asked(len(asked) - MOST)] if len(asked) > MOST else [])]


@dataclass(frozen=True)
class _Answer:
    status: int
    location: str = ''


class _OwnNetworkError(Exception):
    pass


def _finding(written: WrittenAddress, may_ask: Callable[[str], bool]) -> Finding | None:
    address, moved_to = written.address, ''
    for_good = True
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = _ask(address, may_ask)
            if answer.status not in _REDIRECTS or not answer.location:
                break
            address = urljoin(address, answer.location)
            for_good = for_good and answer.status in _FOR_GOOD
            moved_to = address if for_good else moved_to
        else:
            return _silent(written, "den leder vidare om och om igen")
    except _OwnNetworkError:
        return _own_network(written)
    except (OSError, HTTPException, ValueError) as error:
        return _silent(written, _why(error))
    if answer.status in _GONE:
        return _gone(written, answer.status)
    if answer.status >= 400 and answer.status not in (401, 403, 429):
        return _silent(written, f"servern svarar {answer.status}")
    return _moved(written, moved_to) if moved_to and _differs(written.address, moved_to) else None


def _ask(address: str, may_ask: Callable[[str], bool]) -> _Answer:
    parts = urlsplit(address)
    if parts.scheme not in ('http', 'https') or not parts.hostname or parts.username is not None:
        raise ValueError("den är ingen webbadress")
    path = quote((parts.path or '/') + (f'?{parts.query}' if parts.query else ''), safe=_SIGNS)
    port = parts.port or (443 if parts.scheme == 'https' else 80)
    host = parts.hostname.encode('idna').decode('ascii')
    ip = _public(host, port, may_ask)
    answer = _Answer(0)
    for method in ('HEAD', 'GET'):
        connection = HTTPConnection(host, port, timeout=_SECONDS)
        try:
            # The very address that was judged: a second look-up of the name might give another.
            plain = socket.create_connection((ip, port), _SECONDS)
            secure = ssl.create_default_context() if parts.scheme == 'https' else None
            connection.sock = secure.wrap_socket(plain, server_hostname=host) if secure else plain
            connection.request(method, path, headers={'User-Agent': 'docgen', 'Accept': '*/*', 'Connection': 'close'})
            told = connection.getresponse()
            answer = _Answer(told.status, told.getheader('Location') or '')
        finally:
            connection.close()
        if answer.status not in _ASK_OTHERWISE:
            break
    return answer


def _public(host: str, port: int, may_ask: Callable[[str], bool]) -> str:
    """The IP address of a host that may be asked; every address of its name must be such."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(may_ask(each) for each in found):
        raise _OwnNetworkError
    return found[0]


def _differs(one: str, other: str) -> bool:
    """Whether two addresses are more than a last stroke apart."""
    return one.rstrip('/') != other.rstrip('/')


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "dess certifikat håller inte"
    if isinstance(error, socket.gaierror):
        return "namnet finns inte"
    if isinstance(error, TimeoutError):
        return f"inget svar på {_SECONDS:.0f} sekunder"
    return str(error) if isinstance(error, ValueError) and str(error).startswith("den ") else "ingen tar emot"


def _gone(written: WrittenAddress, status: int) -> Finding:
    return _warning(
        written,
        'address-gone',
        f"Sidan {written.address} finns inte ({status}).",
        "Den som följer länken kommer ingenstans.",
        "Rätta adressen, eller lägg ut sidan.",
    )


def _moved(written: WrittenAddress, address: str) -> Finding:
    return _warning(
        written,
        'address-moved',
        f"Sidan {written.address} har flyttat till {address}.",
        "Länken fungerar nu, men kanske inte länge.",
        "Byt till den nya adressen.",
    )


def _silent(written: WrittenAddress, why: str) -> Finding:
    return _warning(
        written,
        'address-silent',
        f"Adressen {written.address} svarar inte: {why}.",
        "Den som följer länken kommer kanske ingenstans. Felet kan också vara tillfälligt, eller bero på nätet här.",
        "Öppna adressen i en webbläsare, och rätta den om den är fel.",
    )


def _own_network(written: WrittenAddress) -> Finding:
    return _warning(
        written,
        'address-own-network',
        f"Adressen {written.address} leder till ett eget nät eller den egna datorn. Den har inte frågats.",
        "Invånarna når den inte.",
        "Skriv en adress som alla kan nå.",
    )


def _warning(written: WrittenAddress, identity: str, what: str, why: str, advice: str) -> Finding:
    """What to tell of an address, and where it is written."""
    return Finding(identity, what, why, advice, written.place, severity=Severity.WARNING)


def _not_asked(count: int) -> Finding:
    return Finding(
        'address-not-asked',
        f"{count} adresser till är inte frågade.",
        f"Högst {MOST} frågas på en gång.",
        "Rätta de första och fråga igen.",
        severity=Severity.WARNING,
    )
