"""An HTTP client for answers of issuers and timestamp authorities: limits on size, time, redirects, types and schemes.

Addresses come from certificates, which whoever sends a file may have made: an answer without end, one that unpacks to
gigabytes, or a redirect into the local network must cost nothing but a sentence.
"""

from __future__ import annotations

import asyncio
import ipaddress
import zlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

import aiohttp
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from socket import AddressFamily
    from types import TracebackType
    from typing import Self

MOST_BYTES = 1_000_000
MOST_BYTES_OF_A_LIST = 20_000_000
"""For a list of revoked certificates, which for a whole country's issuer is large, or of trusted services."""
LONGEST = 20.0
"""Seconds for one answer, unless whoever asks has less patience."""
LONGEST_IN_ALL = 60.0
"""Seconds for all answers that one session asks for."""
MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PIECE = 65_536
_LARGE = frozenset(('application/pkix-crl', 'application/vnd.etsi.tsl+xml'))
"""Lists of revoked certificates, and trusted lists: what may have MOST_BYTES_OF_A_LIST."""
_TYPES = frozenset(('', 'text/plain', 'text/xml', 'binary/octet-stream'))
"""What is taken besides `application/…`: servers of authorities often do not know what they serve."""
_UNPACKED_BY = {'': None, 'identity': None, 'gzip': 16 + zlib.MAX_WBITS, 'deflate': 15}


class Limit(StrEnum):
    """Why an answer was not taken."""

    ADDRESS = 'address'
    """The address is neither http nor https, or none at all."""
    SIZE = 'size'
    """It is larger, packed or unpacked, than such answers are."""
    TIME = 'time'
    """It took too long."""
    TIME_IN_ALL = 'time-in-all'
    """All that was asked before took so long that nothing more is asked."""
    REDIRECT = 'redirect'
    """It pointed on to another scheme, to a private network, or on and on."""
    TYPE = 'type'
    """It is a web page, a picture or packed in a way that such services do not use."""


_SENTENCES = {
    Limit.ADDRESS: "Adressen {host} börjar varken med http:// eller https://.",
    Limit.SIZE: "{host} svarade med mer än {most} MB.",
    Limit.TIME: "{host} svarade inte inom {seconds} sekunder.",
    Limit.TIME_IN_ALL: "{host} frågades inte, för de andra tjänsterna tog längre tid än {all_seconds} sekunder.",
    Limit.REDIRECT: "{host} hänvisade vidare till en adress som inte får frågas.",
    Limit.TYPE: "{host} svarade med något av ett annat slag, till exempel en webbsida.",
}


class RefusedAnswerError(aiohttp.ClientError):
    """An answer that is out of bounds; `sentence` tells it in Swedish."""

    def __init__(self, limit: Limit, address: str, *, most: int = MOST_BYTES, seconds: float = LONGEST) -> None:
        super().__init__(limit.value)
        self.limit = limit
        self.sentence = _SENTENCES[limit].format(
            host=_host(address), most=most // 1_000_000, seconds=f'{seconds:.0f}', all_seconds=f'{LONGEST_IN_ALL:.0f}'
        )


@dataclass(frozen=True)
class Answer:
    """An answer that was taken in whole."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    request_info: Any = None
    history: tuple[Any, ...] = ()

    async def read(self) -> bytes:
        """Give the content, as aiohttp's own answers do."""
        return self.content


class BoundedSession:
    """Asks as aiohttp's session does, whose place it takes for pyHanko; every answer is held to the bounds above."""

    def __init__(self) -> None:
        self.refusals: list[RefusedAnswerError] = []
        """What was not taken, in order."""
        self._ends = 0.0
        self._session: aiohttp.ClientSession
        self._public: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        self._ends = asyncio.get_running_loop().time() + LONGEST_IN_ALL
        self._session = _session(aiohttp.TCPConnector())
        self._public = _session(aiohttp.TCPConnector(resolver=None if getproxies() else _PublicAddresses()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        await self._public.close()

    @asynccontextmanager
    async def get(self, url: str, **options: Any) -> AsyncIterator[Answer]:
        """Ask for what lies at an address.

        Raises:
            RefusedAnswerError: as it is one of aiohttp's own errors, pyHanko takes it for no answer.
        """
        yield await self._ask('GET', url, **options)

    @asynccontextmanager
    async def post(self, url: str, **options: Any) -> AsyncIterator[Answer]:
        """Send something to an address; see `get`."""
        yield await self._ask('POST', url, **options)

    async def _ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        timeout: aiohttp.ClientTimeout | None = None,
        data: bytes | None = None,
        raise_for_status: bool = False,
    ) -> Answer:
        patience = min((timeout.total if timeout else None) or LONGEST, LONGEST)
        left = self._ends - asyncio.get_running_loop().time()
        most = MOST_BYTES_OF_A_LIST if headers.get('Accept') in _LARGE else MOST_BYTES
        try:
            async with asyncio.timeout(max(0, min(patience, left))):
                answer = await self._followed(method, url, {**headers, 'Accept-Encoding': 'identity'}, data, most)
        except TimeoutError as error:
            limit = Limit.TIME if patience <= left else Limit.TIME_IN_ALL
            self.refusals.append(RefusedAnswerError(limit, url, seconds=patience))
            raise self.refusals[-1] from error
        except RefusedAnswerError as error:
            self.refusals.append(error)
            raise
        if raise_for_status and answer.status >= 400:
            raise aiohttp.ClientResponseError(answer.request_info, (), status=answer.status)
        return answer

    async def _followed(
        self, method: str, url: str, headers: Mapping[str, str], data: bytes | None, most: int
    ) -> Answer:
        """Ask, and follow where the answer points on."""
        place, session = url, self._session
        for _ in range(MOST_REDIRECTS + 1):
            if urlsplit(place).scheme not in ('http', 'https') or not urlsplit(place).hostname:
                raise RefusedAnswerError(Limit.ADDRESS, place)
            async with session.request(method, place, headers=headers, data=data, allow_redirects=False) as answer:
                if answer.status not in _REDIRECTS:
                    content = await _content(answer, url, most)
                    return Answer(answer.status, answer.headers, content, answer.request_info)
                target = urljoin(place, answer.headers.get('Location', ''))
            if urlsplit(target).scheme != urlsplit(url).scheme:
                break
            if not await _is_private(url):
                if await _is_private(target):
                    break
                session = self._public
            place = target
        raise RefusedAnswerError(Limit.REDIRECT, url)


def fetcher_backend(session: BoundedSession) -> AIOHttpFetcherBackend:
    """Let pyHanko ask for certificates, lists and answers in this session."""
    return AIOHttpFetcherBackend(cast('aiohttp.ClientSession', session), per_request_timeout=LONGEST)


class _PublicAddresses(aiohttp.ThreadedResolver):
    """Finds no address in a private network: a name may have another one now than when it was looked at."""

    async def resolve(self, host: str, port: int = 0, family: AddressFamily | int = 0) -> list[Any]:
        found = await super().resolve(host, port, family)  # type: ignore[arg-type]
        public = [each for each in found if _is_public(each['host'])]
        if not public:
            raise OSError(None, 'no public address')
        return public


def _session(connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        trust_env=True,
        auto_decompress=False,
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
    )


async def _content(answer: aiohttp.ClientResponse, url: str, most: int) -> bytes:
    """Read an answer to its end, or to the bound; what is packed is unpacked piece by piece."""
    packing = answer.headers.get('Content-Encoding', '').strip().lower()
    kind = answer.headers.get('Content-Type', '').partition(';')[0].strip().lower()
    if packing not in _UNPACKED_BY or not (kind in _TYPES or kind.startswith('application/')):
        raise RefusedAnswerError(Limit.TYPE, url)
    window = _UNPACKED_BY[packing]
    unpacking = zlib.decompressobj(window) if window is not None else None
    content = bytearray()
    async for piece in answer.content.iter_chunked(_PIECE):
        try:
            content += unpacking.decompress(piece, most + 1 - len(content)) if unpacking else piece
        except zlib.error as error:
            raise RefusedAnswerError(Limit.TYPE, url) from error
        if len(content) > most:
            raise RefusedAnswerError(Limit.SIZE, url, most=most)
    return bytes(content)


async def _is_private(url: str) -> bool:
    """Whether an address lies, or may lie, in a private network or on this computer."""
    host = urlsplit(url).hostname or ''
    try:
        found = [host] if _is_number(host) else [each[4][0] for each in await _looked_up(host)]
    except OSError:
        return False  # then nothing is asked there either
    return not all(_is_public(str(each)) for each in found)


async def _looked_up(host: str) -> list[tuple[Any, Any, Any, str, tuple[Any, ...]]]:
    return await asyncio.get_running_loop().getaddrinfo(host, None)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    number = ipaddress.ip_address(address.partition('%')[0])
    number = getattr(number, 'ipv4_mapped', None) or number
    return number.is_global and not number.is_multicast


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address[:80]
    except ValueError:
        return address[:80]
