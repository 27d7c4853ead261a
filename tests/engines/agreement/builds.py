"""The same workspaces built by both engines, and their documents in pairs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench import PROJECT, Workbench, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = {
    'shipped': PROJECT / 'data',
    'everything': PROJECT / 'tests/workspaces/everything/data',
    'minimal': PROJECT / 'tests/workspaces/minimal/data',
}


@dataclass(frozen=True)
class Pair:
    """One document as both engines made it."""

    workspace: str
    typst: Path
    libreoffice: Path

    @property
    def name(self) -> str:
        """The workspace and the document's file name."""
        return f'{self.workspace}/{self.typst.name}'

    def rooms(self) -> tuple[list[tuple[int, list[float]]], list[tuple[int, list[float]]]]:
        """Page and rectangle of every signature block, by engine, from the records."""
        return _rooms(self.typst), _rooms(self.libreoffice)


def built(name: str, engine: str, folder: Path) -> Workbench:
    """A workspace built by an engine in a folder of its own."""
    workbench = furnish(DATA[name], folder / f'{engine}-{name}')
    answer = workbench.run('build', '--engine', engine)
    assert answer.code == 0, answer.err
    return workbench


def pairs(name: str, typst: Workbench, libreoffice: Workbench) -> Iterator[Pair]:
    """Every document of a workspace that was built twice; both builds have the same files."""
    files = sorted(path.relative_to(typst.output) for path in typst.output.glob('*/*.pdf'))
    assert files
    assert files == sorted(path.relative_to(libreoffice.output) for path in libreoffice.output.glob('*/*.pdf'))
    for file in files:
        yield Pair(name, typst.output / file, libreoffice.output / file)


def _rooms(pdf: Path) -> list[tuple[int, list[float]]]:
    record = json.loads((pdf.parent / 'record.json').read_text('utf-8'))
    document = next(each for each in record['documents'] if each['file'] == pdf.name)
    return [(each['page'], each['rectangle']) for each in document['signatures']]
