"""The data files as they lie: also those that are half written, which the model would refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.app.data.saving import version
from docgen.errors import Finding, FindingsError
from docgen.model import Agreement, FollowUp, Promise, Settings, Wording
from docgen.workspace.loading import PartyList
from docgen.workspace.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.model import Record

FOLDERS = {'agreement': 'agreements', 'promise': 'promises', 'follow_up': 'follow-ups'}
SINGLE_FILES = {'settings': 'workspace.yaml', 'parties': 'parties.yaml', 'wording': 'wording.yaml'}
MODELS: dict[str, type[Record]] = {
    'agreement': Agreement,
    'promise': Promise,
    'follow_up': FollowUp,
    'settings': Settings,
    'parties': PartyList,
    'wording': Wording,
}
NAMES = {
    'agreement': "överenskommelsen",
    'promise': "medborgarlöftet",
    'follow_up': "uppföljningen",
    'settings': "inställningarna",
    'parties': "parterna",
    'wording': "formuleringarna",
}


@dataclass(frozen=True)
class RecordFile:
    """One data file."""

    kind: str
    """A key of MODELS."""
    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    """What it holds; empty if it cannot be read."""
    unreadable: tuple[Finding, ...] = ()

    @property
    def model(self) -> type[Record]:
        """What it is held against."""
        return MODELS[self.kind]

    @property
    def id(self) -> str:
        """The period that it belongs to; the file's own name where the data do not say."""
        named = self.data.get('promise' if self.kind == 'follow_up' else 'id')
        return str(named) if named not in (None, '') else self.path.stem

    @property
    def title(self) -> str:
        """The title, or the file's name."""
        return str(self.data.get('title') or self.path.name)

    @property
    def version(self) -> str:
        """The file's version, for saving."""
        return version(self.path)


def record_file(root: Path, kind: str) -> RecordFile:
    """Give the settings, the parties or the wording."""
    return _read(kind, root / 'data' / SINGLE_FILES[kind])


def record_files(root: Path, *kinds: str) -> list[RecordFile]:
    """Give the agreements, promises and follow-ups, or those of some kinds, by kind and file name."""
    return [each for kind in kinds or FOLDERS for each in _folder(root, kind)]


def _folder(root: Path, kind: str) -> Iterator[RecordFile]:
    for path in sorted((root / 'data' / FOLDERS[kind]).glob('*.y*ml')):
        yield _read(kind, path)


def _read(kind: str, path: Path) -> RecordFile:
    if kind == 'wording' and not path.exists():
        return RecordFile(kind, path)
    try:
        data = read_yaml(path).data
    except FindingsError as error:
        return RecordFile(kind, path, unreadable=error.findings)
    return RecordFile(kind, path, data if isinstance(data, dict) else {})
