"""Standard input, output and errors, the same on every system: UTF-8 where no person looks, and what is a terminal."""

from __future__ import annotations

import sys
from typing import IO, Any


def use_utf8() -> None:
    """Write UTF-8 to files and pipes; Windows would take its old code page, which lacks many signs that we use."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, 'reconfigure', None)
        if reconfigure is not None and not is_terminal(stream):
            reconfigure(encoding='utf-8')


def is_terminal(stream: IO[Any] | None) -> bool:
    """Whether a person is at the other end.

    Windows calls NUL, which is nobody, a terminal too; only a console has a mode.
    """
    try:
        if stream is None or not stream.isatty():
            return False
        return sys.platform != 'win32' or _has_console_mode(stream.fileno())
    except (OSError, ValueError):
        return False


def _has_console_mode(number: int) -> bool:
    if sys.platform != 'win32':
        return True
    import ctypes
    import msvcrt

    mode = ctypes.c_ulong()
    return bool(ctypes.windll.kernel32.GetConsoleMode(msvcrt.get_osfhandle(number), ctypes.byref(mode)))
