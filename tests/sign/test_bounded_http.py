"""What is asked of the network: every answer that is out of bounds costs a sentence, not memory or time."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
from typing import TYPE_CHECKING

import aiohttp
import pytest

from docgen.sign import bounded_http
from docgen.sign.bounded_http import BoundedSession, Limit, RefusedAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.bounded_http import Answer

GOOD = b'HTTP/1.1 200 OK\r\nContent-Type: application/pkix-crl\r\nContent-Length: 3\r\n\r\nabc'
BOMB = gzip.compress(bytes(40_000_000))


class Hostile:
    """Answers on loopback as its paths say."""

    def __init__(self) -> None:
        self.sent = 0
        self._socket = socket.create_server(('127.0.0.1', 0))
        self.port = self._socket.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            path = connection.recv(65_536).split(b' ')[1].decode()
            head = b'HTTP/1.1 200 OK\r\nContent-Type: application/pkix-crl\r\nConnection: close\r\n'
            try:
                match path.strip('/').split('/')[0]:
                    case 'good':
                        connection.sendall(GOOD)
                    case 'endless':
                        connection.sendall(head + b'\r\n')
                        while True:
                            self.sent += connection.send(bytes(65_536))
                    case 'bomb':
                        connection.sendall(head + b'Content-Encoding: gzip\r\n\r\n' + BOMB)
                    case 'slow':
                        connection.sendall(head + b'\r\n')
                        connection.recv(1)
                    case 'page':
                        connection.sendall(GOOD.replace(b'application/pkix-crl', b'text/html'))
                    case 'brotli':
                        connection.sendall(head + b'Content-Encoding: br\r\n\r\nabc')
                    case 'to':
                        target = path.removeprefix('/to/')
                        connection.sendall(f'HTTP/1.1 302 Found\r\nLocation: {target}\r\n\r\n'.encode())
            except OSError:
                return  # whoever asked has had enough


@pytest.fixture(scope='module')
def hostile() -> Iterator[Hostile]:
    server = Hostile()
    yield server
    server.close()


async def _asked(url: str, times: int = 1, seconds: float | None = None) -> tuple[Answer | None, list[Limit]]:
    answer = None
    async with BoundedSession() as session:
        for _ in range(times):
            try:
                options = {'timeout': aiohttp.ClientTimeout(total=seconds)} if seconds else {}
                async with session.get(url, headers={'Accept': 'application/pkix-crl'}, **options) as answer:
                    pass
            except RefusedAnswerError:
                pass
        assert all(each.sentence.endswith('.') for each in session.refusals)
        return answer, [each.limit for each in session.refusals]


def test_an_answer_within_the_bounds_is_taken_also_where_the_first_address_points_on(hostile: Hostile) -> None:
    for path in ('good', 'to//good', f'to/http://localhost:{hostile.port}/good'):
        answer, refusals = asyncio.run(_asked(f'{hostile.url}/{path}'))
        assert (answer and answer.content, refusals) == (b'abc', [])


@pytest.mark.parametrize(
    ('path', 'limit'),
    [
        ('endless', Limit.SIZE),
        ('bomb', Limit.SIZE),
        ('page', Limit.TYPE),
        ('brotli', Limit.TYPE),
        ('to/file:///etc/passwd', Limit.REDIRECT),
        ('to/https://127.0.0.1/good', Limit.REDIRECT),
        ('to/ftp://127.0.0.1/good', Limit.REDIRECT),
    ],
)
def test_an_answer_out_of_bounds_is_refused(hostile: Hostile, path: str, limit: Limit) -> None:
    assert asyncio.run(_asked(f'{hostile.url}/{path}')) == (None, [limit])
    assert hostile.sent < 100_000_000


def test_an_address_that_points_to_itself_is_left_after_some_rounds(hostile: Hostile) -> None:
    assert asyncio.run(_asked(f'{hostile.url}/to/{"/to/" * 1}')) == (None, [Limit.REDIRECT])


@pytest.mark.parametrize('url', ['file:///etc/passwd', 'ldap://x.example/', 'ftp://x.example/', 'http://', 'x'])
def test_only_http_and_https_are_asked(url: str) -> None:
    assert asyncio.run(_asked(url)) == (None, [Limit.ADDRESS])


def test_slow_answers_end_each_by_itself_and_all_together(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(_asked(f'{hostile.url}/slow', seconds=0.1)) == (None, [Limit.TIME])
    monkeypatch.setattr(bounded_http, 'LONGEST_IN_ALL', 0.3)
    _, refusals = asyncio.run(_asked(f'{hostile.url}/slow', times=10, seconds=0.2))
    assert refusals[0] is Limit.TIME
    assert refusals[-1] is Limit.TIME_IN_ALL
    assert len(refusals) == 10


def test_a_public_address_may_not_point_into_a_private_network(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name stands for a public server here: only the number is private."""

    async def is_private(url: str) -> bool:
        return url.startswith('http://127.0.0.1')

    monkeypatch.setattr(bounded_http, '_is_private', is_private)
    public = f'http://localhost:{hostile.port}'
    assert asyncio.run(_asked(f'{public}/to/{hostile.url}/good')) == (None, [Limit.REDIRECT])


@pytest.mark.parametrize(
    ('address', 'public'),
    [
        ('127.0.0.1', False), ('10.0.0.1', False), ('192.168.1.1', False), ('169.254.169.254', False),
        ('0.0.0.0', False),
        ('::1', False), ('fe80::1%eth0', False), ('fd00::1', False), ('::ffff:127.0.0.1', False), ('224.0.0.1', False),
        ('8.8.8.8', True), ('2001:4860:4860::8888', True),
    ],
)  # fmt: skip
def test_what_is_a_public_address(address: str, *, public: bool) -> None:
    assert bounded_http._is_public(address) is public
