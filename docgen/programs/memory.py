"""How much memory there is left, asked before any work: some libraries end the process where none is given them."""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path

from docgen.errors import Finding, ToolError

NEEDED = 400_000_000
"""Bytes of addresses that the libraries of a command take, and some more."""
_LEAST = 100_000_000
"""Bytes of memory that must be free in the whole computer, or in the part of it that a container has."""


def require_memory() -> None:
    """Refuse to begin where libraries would end the process in mid-work.

    Raises:
        ToolError: `memory-short`.
    """
    addresses, free = _addresses_left(), _free()
    if (addresses is not None and addresses < NEEDED) or (free is not None and free < _LEAST):
        raise ToolError(memory_short())


def memory_short() -> Finding:
    """What to say when memory is not enough."""
    return Finding(
        'memory-short',
        "Datorns minne räcker inte.",
        "Dokumenten görs i minnet, och andra program använder det mesta av det.",
        "Stäng andra program, eller kör kommandot på en dator med mer minne.",
    )


def _addresses_left() -> int | None:
    """Bytes of addresses up to the limit that this process has been given; None without limit."""
    if sys.platform == 'win32':
        return None
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return None
    with contextlib.suppress(OSError, ValueError, IndexError):
        taken = int(Path('/proc/self/statm').read_text('ascii').split()[0]) * resource.getpagesize()
        return limit - taken
    return None


def _free() -> int | None:
    """Bytes that can be had without anything being thrown out; None where the system does not say."""
    found = []
    with contextlib.suppress(OSError, ValueError):
        told = dict(re.findall(r'^(\w+):\s+(\d+) kB', Path('/proc/meminfo').read_text('ascii'), re.MULTILINE))
        found.append((int(told['MemAvailable']) + int(told['SwapFree'])) * 1024)
    with contextlib.suppress(OSError, ValueError, KeyError):
        folder = Path('/sys/fs/cgroup')
        most = (folder / 'memory.max').read_text('ascii').strip()
        if most != 'max':
            kept = dict(line.split() for line in (folder / 'memory.stat').read_text('ascii').splitlines())
            taken = int((folder / 'memory.current').read_text('ascii')) - int(kept['file'])
            found.append(int(most) - taken)
    return min(found, default=None)
