"""The faults that once gave users something wrong unnoticed; see feared.toml."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from mutants.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND = 'feared'


def feared(project: Path) -> Iterator[tuple[str, Fault]]:
    """Give the file of each that has a place, and the fault; tell of those whose place has changed."""
    for entry in tomllib.loads(Path(__file__).with_name('feared.toml').read_text('utf-8'))['fault']:
        before, after = entry['before'], entry['after']
        path = project / entry['file']
        text = path.read_text('utf-8') if path.exists() else ''
        if text.count(before) != 1:
            print(f'feared.toml must be mended: {before!r} stands {text.count(before)} times in {entry["file"]}')
            continue
        line = text[: text.index(before)].count('\n') + 1
        source = ast.unparse(ast.parse(text.replace(before, after)))
        yield entry['file'], Fault(line, KIND, before, entry['wrong'], source)
