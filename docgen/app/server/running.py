"""Which page runs for a workspace: noted in a file that only its owner reads, for a second start to find."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from docgen.app.data.saving import own_folder

if TYPE_CHECKING:
    from pathlib import Path

_NAME = 'open.json'
_SECONDS = 3


@dataclass(frozen=True)
class Running:
    """A page that was started."""

    port: int
    handover: str
    """The key with which to ask it for a new address."""
    pid: int


def note(root: Path, running: Running) -> None:
    """Write down which page runs."""
    file = own_folder(root) / _NAME
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, 'w', encoding='utf-8') as out:
        json.dump(asdict(running), out)


def forget(root: Path) -> None:
    """Take the note away when the page ends."""
    with contextlib.suppress(OSError):
        (own_folder(root) / _NAME).unlink()


def address_of_running(root: Path) -> str | None:
    """Ask the page that runs for this workspace for a new address; None if none answers."""
    try:
        noted = Running(**json.loads((own_folder(root) / _NAME).read_text('utf-8')))
        connection = http.client.HTTPConnection('127.0.0.1', noted.port, timeout=_SECONDS)
        with contextlib.closing(connection):
            connection.request('POST', '/ny-adress', headers={'X-Docgen-Key': noted.handover, 'Content-Length': '0'})
            answer = connection.getresponse()
            text = answer.read().decode('ascii')
    except (OSError, ValueError, TypeError, RecursionError, http.client.HTTPException):
        return None
    return text if answer.status == 200 else None
