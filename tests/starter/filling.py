"""A person who fills in a new workspace: does what `docgen check` says, line by line, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Sequence

ARGUMENTS = ('--municipality', 'Lillby kommun', '--police', 'Lokalpolisområde Lillby', '--year', '2027')
_TEXTS = {
    'name': 'Anna Exempel',
    'title': 'kommundirektör',
    'email': 'kansli@lillby.example',
    'short_text': 'Kommunen och Polisen bjuder in invånarna till ett möte om trygghet i biblioteket.',
    'text': 'Kommunen och Polisen bjuder in invånarna till ett möte om trygghet i biblioteket varje år.',
    'signed_on': '2026-12-14',
}


def begun(target: Path, *arguments: str) -> Workbench:
    """A new workspace, made by the command."""
    workbench = Workbench(target)
    answer = workbench.run('init', str(target), *(arguments or ARGUMENTS))
    assert answer.code == 0, answer.err
    return workbench


def fill_in(findings: Sequence[dict[str, Any]]) -> None:
    """Write something at every place that `docgen check --json` names."""
    for each in sorted(findings, key=lambda finding: -finding['line']):
        file = Path(each['file'])
        lines = file.read_text('utf-8').split('\n')
        line = lines[each['line'] - 1].rstrip()
        key = re.sub(r'\[\d+\]$', '', each['key']).rpartition('.')[2]
        text = _TEXTS.get(key, 'Det här har kommunen och Polisen skrivit tillsammans.')
        if line.endswith('|'):
            indent = len(line) - len(line.lstrip(' -'))
            lines.insert(each['line'], f'{" " * (indent + 2)}{text}')
        else:
            assert line.endswith((':', '-')), f'{file.name}:{each["line"]} is not empty: {line}'
            lines[each['line'] - 1] = f'{line} {text}'
        file.write_text('\n'.join(lines), 'utf-8')
