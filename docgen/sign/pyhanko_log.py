"""Keeping pyHanko's own log off the terminal: it tells certificates' subjects, personal identity numbers among them."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TALKERS = ('pyhanko', 'pyhanko_certvalidator', 'asyncio', 'aiohttp')


@contextlib.contextmanager
def without_log() -> Iterator[None]:
    """Let the libraries say nothing; what goes wrong comes as exceptions, which docgen tells in its own words."""
    loggers = [logging.getLogger(name) for name in _TALKERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
