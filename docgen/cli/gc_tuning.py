"""Python's cyclic garbage collector runs seldom during a command: what it makes is needed until the process ends."""

from __future__ import annotations

import atexit
import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_THRESHOLDS = 200_000, 10, 10
"""New objects before a look at the newest, and looks before one at the older and at the oldest; Python's own are
700 (2000 from 3.13), 10 and 10."""

atexit.register(gc.freeze)  # At its end Python looks several times through all that the operating system takes anyway.


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for garbage seldom, still often enough that memory stays bounded."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
