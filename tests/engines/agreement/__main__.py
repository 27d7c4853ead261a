"""`python -m engines.agreement` from tests/: the table of the two engines' agreement, per document, as Markdown."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from .builds import DATA, built, pairs
from .comparison import Comparison, compare

_SHOWN = ('H1', 'H2', 'H3', 'P', 'L', 'LI', 'Table', 'TH', 'TD', 'Figure', 'TOCI', 'Note')


def main() -> None:
    """Build all workspaces by both engines and print the table."""
    out = sys.stdout.write
    out('| document | pages | words | structure | heard the same | ink, mean (worst) | lines moved (worst page) |\n')
    out('|---|---|---|---|---|---|---|\n')
    with tempfile.TemporaryDirectory(prefix='docgen-agreement-') as folder:
        for name in DATA:
            ours, theirs = (built(name, engine, Path(folder)) for engine in ('typst', 'libreoffice'))
            for pair in pairs(name, ours, theirs):
                out(_row(compare(pair)) + '\n')


def _row(found: Comparison) -> str:
    inks = [each.ink for each in found.distances]
    moved = [each.moved for each in found.distances]
    ours, theirs = found.structure
    structure = ', '.join(f'{role} {_both(ours[role], theirs[role])}' for role in _SHOWN if ours[role] or theirs[role])
    return (
        f'| {found.name} | {_both(*found.pages)} | {_both(*found.words)} | {structure} | '
        f'{"yes" if found.same else "no"} | {sum(inks) / len(inks):.2f} ({max(inks):.2f}) | '
        f'{sum(moved) / len(moved):.0%} ({max(moved):.0%}) |'
    )


def _both(one: int, other: int) -> str:
    return str(one) if one == other else f'{one} / {other}'


if __name__ == '__main__':
    main()
