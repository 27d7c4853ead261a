"""The workspace as it is now, read again only when a file has changed: its records and what is wrong with them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import FindingsError, Severity
from docgen.pipeline.check_all import data_findings
from docgen.workspace import read

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.errors import Finding
    from docgen.workspace import Loaded, Workspace

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class State:
    """What was read."""

    workspace: Workspace | None
    """The records that are whole, with marks where texts are missing; None without settings."""
    findings: tuple[Finding, ...]
    """As `docgen check` tells them of the data."""
    draft_errors: tuple[Finding, ...] = ()
    """What stops even a draft."""

    def of_file(self, file: Path, prefix: str = '') -> list[Finding]:
        """Give the findings of a file, or of a part of it: `commitments[2]`."""
        return [
            each
            for each in self.findings
            if each.place.file == file and (not prefix or _inside(each.place.key or '', prefix))
        ]

    def errors(self) -> list[Finding]:
        """Give those that stop a build."""
        return [each for each in self.findings if each.severity is Severity.ERROR]


class Reader:
    """Reads a workspace, and remembers it as long as no file of the data changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._known: tuple[_Stamp, State] | None = None

    def state(self) -> State:
        """Give the workspace as it is now."""
        with self._lock:
            stamp = self._stamp()
            if self._known is None or self._known[0] != stamp:
                self._known = stamp, self._read()
            return self._known[1]

    def _stamp(self) -> _Stamp:
        files = [path for path in (self.root / 'data').rglob('*') if path.suffix in ('.yaml', '.yml')]
        stats = [(path, path.stat()) for path in sorted(files) if path.is_file()]
        return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)

    def _read(self) -> State:
        drafted = read(self.root, draft=True)
        findings = _findings(read(self.root), draft=False)
        stopping = [each for each in _findings(drafted, draft=True) if each.severity is Severity.ERROR]
        return State(drafted.workspace, tuple(dict.fromkeys(findings)), tuple(stopping))


def _findings(loaded: Loaded, *, draft: bool) -> list[Finding]:
    try:
        return data_findings(loaded, draft=draft, engine=None)
    except FindingsError as error:
        return list(error.findings)


def _inside(key: str, prefix: str) -> bool:
    return key == prefix or key.startswith((prefix + '.', prefix + '['))
