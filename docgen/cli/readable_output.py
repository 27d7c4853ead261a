"""What is printed holds text alone: nothing in a name or value that is quoted steers the terminal."""

from __future__ import annotations

import contextlib
import re
import sys
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEERS = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
"""Characters that move the cursor, colour, turn the direction of writing, or are none: a file's name may hold them."""
_OURS = re.compile(r'\x1b\[(?:0|1|3[123])m|^\r\x1b\[K')
"""What docgen itself writes to a terminal: bold, three colours, and a line of progress in place of the one before."""
_UNREADABLE = '\ufffd'


class _ReadableStream:
    """A text stream that shows a mark in place of what no person can read; everything else is the stream's own."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what can be read."""
        return self._stream.write(readable(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def readable(text: str) -> str:
    """Put a mark in place of every character that steers a terminal, but for what docgen itself uses."""
    if not _STEERS.search(text):
        return text
    others, ours = _OURS.split(text.replace('\r\n', '\n')), [*_OURS.findall(text), '']
    return ''.join(_STEERS.sub(_UNREADABLE, each) + sign for each, sign in zip(others, ours, strict=True))


def in_one_line(text: str) -> str:
    """Give a sentence that quotes anybody's values as one line of characters that can be read, without any colour."""
    return _STEERS.sub(_UNREADABLE, ' '.join(text.splitlines()))


@contextlib.contextmanager
def nothing_steers_the_terminal() -> Iterator[None]:
    """Let what is printed hold text alone, whatever names and values it quotes."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_kept_readable(each) for each in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _kept_readable(stream: Any) -> Any:
    return stream if stream is None or isinstance(stream, _ReadableStream) else _ReadableStream(stream)
