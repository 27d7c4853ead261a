"""`docgen --verbose`: what the library tells through Python's logging, a line for each step on standard error."""

from __future__ import annotations

import logging
import os
import sys
from typing import Final

VARIABLE: Final = 'DOCGEN_LOG'
"""The environment variable that asks for the log without the option: info or debug."""
_LEVELS = {'info': logging.INFO, 'debug': logging.DEBUG}


class _MaskedLine(logging.Formatter):
    """A line with the seconds since docgen started, never a personal identity number or a control character."""

    def format(self, record: logging.LogRecord) -> str:
        from docgen.sign.certificate_names import masked, shown

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
