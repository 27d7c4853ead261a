"""What a command sets up in its process: streams alike on every system, a garbage collector that runs seldom, a log.

Standard input, output and errors are UTF-8 where no person looks. With `docgen --verbose` what the library tells
through Python's logging is a line for each step on standard error.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import logging
import os
import sys
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_THRESHOLDS = 200_000, 10, 10
"""New objects before a look at the newest, and looks before one at the older and at the oldest; Python's own are
700 (2000 from 3.13), 10 and 10."""
VARIABLE: Final = 'DOCGEN_LOG'
"""The environment variable that asks for the log without the option: info or debug."""
_LEVELS = {'info': logging.INFO, 'debug': logging.DEBUG}
# Whatever else is installed beside docgen has no say in how its data are read, and looking for it takes time.
os.environ.setdefault('PYDANTIC_DISABLE_PLUGINS', '__all__')


def use_utf8() -> None:
    """Write UTF-8 to files and pipes; Windows would take its old code page, which lacks many signs that we use.

    A stream that was closed leads nowhere from now on: the next file that is opened would else take its place, and what
    a library tells would be written into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
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


atexit.register(gc.freeze)  # At its end Python looks several times through all that the operating system takes anyway.


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for garbage seldom, still often enough that memory stays bounded."""
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        if not frozen:
            # Count anew: the usual threshold is long passed, and Python would look through everything at once.
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)


class _MaskedLine(logging.Formatter):
    """A line with the seconds since docgen started, never a personal identity number or a control character."""

    def format(self, record: logging.LogRecord) -> str:
        from docgen.sign.certificate import masked, shown

        seconds = record.relativeCreated / 1000
        text = masked(shown(record.getMessage(), most=1000))
        return f'{seconds:8.3f} s  {record.name}: {text}'


def start_log(*, verbose: bool) -> None:
    """Let docgen's own steps be told; other libraries' logs may hold names and certificates, and stay silent.

    Args:
        verbose: tell each step; what DOCGEN_LOG asks for goes before.
    """
    level = _LEVELS.get(os.environ.get(VARIABLE, '').lower(), logging.INFO if verbose else None)
    if level is None:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_MaskedLine())
    logger = logging.getLogger('docgen')
    logger.handlers = [handler]
    logger.setLevel(level)
    logger.propagate = False
