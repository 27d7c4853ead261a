"""Passphrases and PINs: read from a file, held to what libraries take, and kept out of every output.

Message ids: `secret-unreadable`, `secret-open-to-others`.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from typing import TYPE_CHECKING, NoReturn

from docgen.errors import Finding, Place, Severity, SignatureError, reason, secret_was_read
from docgen.filesystem import read_file

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 100_000
_LONGEST = 1000


def read_secret(path: Path) -> str:
    """Read a passphrase or PIN from the first line of a file.

    Raises:
        SignatureError: `secret-unreadable`.
    """
    _leave_no_trace()
    try:
        text = read_file(path, _LARGEST).decode('utf-8-sig').partition('\n')[0].removesuffix('\r')
    except OSError as error:
        _refuse(path, f"Orsak: {reason(error)}.")
    except UnicodeDecodeError:
        text = None
    if text is None:  # outside the handler, for the error holds the bytes that were read
        _refuse(path, "Den är inte en textfil i UTF-8.")
    return usable_secret(text, path)


def usable_secret(text: str, file: Path) -> str:
    """Give a passphrase or PIN back if every library can take it.

    Args:
        text: the secret.
        file: the file that it stands in or opens.

    Raises:
        SignatureError: `secret-unreadable`, it holds characters that nobody types, or is longer than anybody's.
    """
    _leave_no_trace()
    if any(unicodedata.category(sign) in ('Cc', 'Cs') for sign in text):
        # Libraries written in C end a text at its NUL, others break off and show what they were given.
        _refuse(file, "Det har tecken som inte går att skriva, som i en fil i UTF-16 eller ett annat format.")
    if len(text) > _LONGEST:
        _refuse(file, f"Det är längre än {_LONGEST} tecken.")
    return text


def _refuse(path: Path, why: str) -> NoReturn:
    raise SignatureError(
        Finding(
            'secret-unreadable',
            f"Lösenordet eller pinkoden till eller i {path.name} går inte att använda.",
            why,
            "Skriv lösenordet eller pinkoden på filens första rad, i UTF-8, eller utelämna filen så frågar docgen.",
            Place(path),
        )
    ) from None


def _leave_no_trace() -> None:
    """Let a bug's report leave out what it cannot vouch for, and the system write no image of the memory."""
    secret_was_read()
    if sys.platform != 'win32':
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def secret_open_to_others(path: Path) -> Finding | None:
    """Warn of a file with a secret that others on the computer can read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if os.name == 'nt' or not mode & (stat.S_IRGRP | stat.S_IROTH):
        return None
    return Finding(
        'secret-open-to-others',
        f"Filen {path.name} kan läsas av andra än du.",
        "Den som kan läsa lösenordet eller pinkoden kan skriva under i ditt namn.",
        f"Kör chmod 600 {path.name}.",
        Place(path),
        Severity.WARNING,
    )
