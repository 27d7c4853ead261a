"""What every request must pass before it reaches a page: host, origin, size, cookie; and what every answer says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from docgen.app.server.secrets import Keys

MOST_BYTES = 80_000_000
"""Of one request. A scan of a long document in colour fits; a film does not."""

_HEADERS = {
    'Content-Security-Policy': (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    ),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
}
OPEN_PATHS = ('/static/', '/oppna', '/ny-adress')
"""What is answered without a cookie: the style sheet, the exchange of a token, and a second `docgen open`."""

REFUSED_HOST = "Sidan svarar bara på den adress som docgen open visar."
REFUSED_ORIGIN = "Formuläret kom från en annan webbplats och togs inte emot."
TOO_LARGE = "Filen är för stor: högst 80 MB tas emot. Inget är sparat. Gå tillbaka i webbläsaren."


class _TooLargeError(Exception):
    pass


class Guard:
    """ASGI middleware. What it refuses never reaches a page.

    Args:
        app: the pages.
        keys: tokens and sessions.
        hosts: the values of Host that are ours, `127.0.0.1:8421` for example.
        cookie: the name of the cookie that holds the session.
        locked: makes the answer to who has no cookie.
    """

    def __init__(self, app: ASGIApp, keys: Keys, hosts: frozenset[str], cookie: str, locked: Callable[[], Any]) -> None:
        self.app = app
        self.cookie = cookie
        self.keys = keys
        self.hosts = hosts
        self.locked = locked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope['type'] == 'lifespan':
            await self.app(scope, receive, send)
            return
        if scope['type'] != 'http':
            return
        answer = self._refusal(scope)
        started = False

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message['type'] == 'http.response.start':
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if answer is not None:
            await answer(scope, receive, guarded_send)
            return
        try:
            await self.app(scope, _bounded(receive), guarded_send)
        except _TooLargeError:
            if not started:
                await PlainTextResponse(TOO_LARGE, 413, {'Connection': 'close'})(scope, receive, guarded_send)

    def _refusal(self, scope: Scope) -> Any:
        headers = Headers(scope=scope)
        if headers.get('host', '').lower() not in self.hosts:
            return PlainTextResponse(REFUSED_HOST, 421)
        writing = scope['method'] not in ('GET', 'HEAD')
        if writing and not self._own_origin(headers, scope):
            return PlainTextResponse(REFUSED_ORIGIN, 403)
        if _declared(headers) > MOST_BYTES:
            return PlainTextResponse(TOO_LARGE, 413, {'Connection': 'close'})
        session = next(filter(self.keys.knows, cookies_of(headers.getlist('cookie'), self.cookie)), '')
        scope.setdefault('state', {})['session'] = session
        if not session and not scope['path'].startswith(OPEN_PATHS):
            return self.locked()
        return None

    def _own_origin(self, headers: Headers, scope: Scope) -> bool:
        if scope['path'] == '/ny-adress':
            return 'origin' not in headers  # no browser asks for it
        origin = headers.get('origin', '')
        return origin.removeprefix('http://').lower() in self.hosts and origin.startswith('http://')


def cookies_of(headers: list[str], name: str) -> list[str]:
    """Give every value of a cookie: another service of this machine may have set one of the same name beside ours."""
    pairs = [each.strip().partition('=') for header in headers for each in header.split(';')]
    return [value for key, _, value in pairs if key == name]


def _declared(headers: Headers) -> int:
    try:
        return int(headers.get('content-length') or 0)
    except ValueError:
        return MOST_BYTES + 1


def _bounded(receive: Receive) -> Receive:
    received = 0

    async def bounded() -> Message:
        nonlocal received
        message = await receive()
        if message['type'] == 'http.request':
            received += len(message.get('body', b''))
            if received > MOST_BYTES:
                raise _TooLargeError
        return message

    return bounded
