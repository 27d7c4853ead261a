"""Starting and ending the page: a socket on loopback, the note of what runs, the browser."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import webbrowser
from typing import TYPE_CHECKING

from docgen.app.page_state import Desk
from docgen.app.server.running import Running, address_of_running, forget, note
from docgen.app.site import address, site
from docgen.errors import Finding, UsageError, reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import uvicorn

PORT = 8421
"""Where the page is served if nothing else runs there."""


def open_page(
    root: Path, port: int | None, *, browser: bool, say: Callable[[str], None], card_library: Path | None = None
) -> None:
    """Serve the page of a workspace until Ctrl-C; show the running one if there is one.

    Args:
        root: the workspace's folder.
        port: the port wished for; 8421 or any free one without.
        browser: whether to open a browser.
        say: told the address, and what happens, in Swedish.
        card_library: the PKCS #11 library of cards that may be signed with on the page. Whoever starts the page names
            it: neither a browser nor a workspace may say which code is loaded.

    Raises:
        UsageError: the wished port is taken.
    """
    running = address_of_running(root)
    if running is not None:
        say(f"Sidan är redan öppen: {running}")
        _show(running, browser=browser)
        return
    with _listening(port) as listening:
        desk = Desk(root, card_library)
        served_on: int = listening.getsockname()[1]
        desk.warm_up()
        note(root, Running(served_on, desk.keys.handover, os.getpid()))
        try:
            url = address(served_on, desk.keys.new_token())
            say(f"Sidan är öppen: {url}")
            say("Adressen gäller en gång. En ny får du med docgen open. Avsluta med Ctrl-C.")
            threading.Timer(0.3, _show, [url], {'browser': browser}).start()
            with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again when it has ended
                server(desk, served_on).run(sockets=[listening])
        finally:
            forget(root)
            desk.jobs.close()
    say("Sidan är stängd.")


def server(desk: Desk, port: int) -> uvicorn.Server:
    """Make the server that answers for a desk; `run` takes the listening socket."""
    import uvicorn

    config = uvicorn.Config(
        site(desk, port), log_config=None, access_log=False, server_header=False, lifespan='off',
        timeout_graceful_shutdown=5, proxy_headers=False, h11_max_incomplete_event_size=64_000, ws='none',
    )  # fmt: skip
    return uvicorn.Server(config)


def _listening(port: int | None) -> socket.socket:
    for wished in (PORT, 0) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != 'nt':  # on Windows it would let two share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(('127.0.0.1', wished))
            listening.listen()
        except OSError as error:
            listening.close()
            failed = error
        else:
            return listening
    raise UsageError(
        Finding(
            'port-taken',
            f"Porten {port} går inte att använda: {reason(failed)}.",
            "Sidan behöver en egen port på den här datorn.",
            "Ange en annan med --port, eller utelämna den så väljs en ledig.",
        )
    ) from failed


def _show(url: str, *, browser: bool) -> None:
    if browser:
        webbrowser.open(url)
