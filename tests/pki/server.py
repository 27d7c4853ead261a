"""The trust services on loopback: OCSP, CRL, certificates, timestamps; and some that hang, refuse, talk rubbish."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

from asn1crypto import tsp
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertomancerConfig
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

ARCHITECTURE = 'testare'


class _Quiet(WSGIRequestHandler):
    protocol_version = 'HTTP/1.0'  # one request a connection: no thread is left waiting for the next

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


class TrustServer:
    """Answers on a free port of 127.0.0.1 until closed.

    What it was asked for stands in `seen`, as paths: `/testare/ocsp/interm`, `/testare/tsa/tsa`.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._silent: tuple[str, ...] = ()
        self._closing = threading.Event()
        self._animator: Animator | None = None
        self._http = make_server('127.0.0.1', 0, self._answer, threaded=True, request_handler=_Quiet)
        self.url = f'http://127.0.0.1:{self._http.server_port}'
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def serve(self, config: dict[str, Any], keys: Path) -> CertomancerConfig:
        """Take up the services of a configuration, and give the configuration as certomancer understood it."""
        read = CertomancerConfig(config, key_search_dir=str(keys), external_url_prefix=self.url)
        self._animator = Animator(AnimatorArchStore(read.pki_archs), with_web_ui=False)
        return read

    def tsa(self, label: str) -> str:
        """The URL of a timestamp authority of `pki.yml`, or of `hangs`, `rubbish`, `refuses`."""
        return f'{self.url}/{ARCHITECTURE}/tsa/{label}'

    @contextlib.contextmanager
    def watch(self) -> Iterator[list[str]]:
        """Collect the paths asked for inside the block alone."""
        start, seen = len(self.seen), []  # type: tuple[int, list[str]]
        try:
            yield seen
        finally:
            seen.extend(self.seen[start:])

    @contextlib.contextmanager
    def down(self, *services: str) -> Iterator[None]:
        """Answer 503 for these services inside the block: `ocsp`, `crls`, `tsa`, `certs`; for all if none is named."""
        self._silent = services or ('ocsp', 'crls', 'tsa', 'certs')
        try:
            yield
        finally:
            self._silent = ()

    @contextlib.contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let every service believe inside the block that it is this moment (with time zone)."""
        assert self._animator is not None
        self._animator.fixed_time = moment
        try:
            yield
        finally:
            self._animator.fixed_time = None

    def close(self) -> None:
        """Stop; whoever waits at the authority that hangs gets 503."""
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = Request(environ).path
        self.seen.append(path)
        service, _, label = path.removeprefix(f'/{ARCHITECTURE}/').partition('/')
        if service in self._silent:
            return Response(status=503)(environ, start_response)
        if service == 'tsa' and label in _BAD:
            return _BAD[label](self._closing)(environ, start_response)
        assert self._animator is not None
        if service == 'tsa' and label == 'other-nonce':
            return self._answer_to_another(environ, start_response)
        return self._animator(environ, start_response)  # type: ignore[no-any-return]

    def _answer_to_another(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Give a whole answer to a request that differs in its nonce alone, as an old one that is sent again would."""
        assert self._animator is not None
        asked = tsp.TimeStampReq.load(Request(environ).get_data())
        asked['nonce'] = asked['nonce'].native ^ 1
        other = asked.dump(force=True)
        kind = 'application/timestamp-query'
        answer = Client(self._animator).post(f'/{ARCHITECTURE}/tsa/tsa', data=other, content_type=kind)
        return Response(answer.get_data(), mimetype='application/timestamp-reply')(environ, start_response)


def _hang(closing: threading.Event) -> Response:
    closing.wait()
    return Response(status=503)


_BAD: dict[str, Callable[[threading.Event], Response]] = {
    'hangs': _hang,
    'rubbish': lambda _: Response("<html>Välkommen</html>", mimetype='application/timestamp-reply'),
    'refuses': lambda _: Response("Tjänsten är stängd.", status=503),
}
