"""Data files changed at random, the same in every run: each is taken or answered with findings, never a traceback."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

ROUNDS = 12
"""Changes for each seed."""
_STRANGE = (
    'null', '[]', '{}', '-1', '1e999', '0x10', '2021-02-30', '!!binary aGVq', '&a x', '*a', '"\\0"', '"\\ud800"', '\t',
    '|', '>', ': :', '- - -', '"', "'", '%', '@', '`', '{{ x }}', '<b>', 'ÅÄÖ' * 500, '\u202e', '\x85', '9' * 400,
    'true', '~', '../..', 'javascript:x', '\r', '#',
)  # fmt: skip


def _changed(text: str, chance: random.Random) -> str:
    lines = text.split('\n')
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at : at + chance.randint(1, 3)]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))] if lines else '')
            case 2:
                key, colon, _ = lines[at].partition(':')
                lines[at] = f'{key}{colon} {chance.choice(_STRANGE)}'
            case 3:
                lines[at] = ' ' * chance.randint(1, 5) + lines[at]
            case _:
                place = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + chance.choice(_STRANGE) + lines[at][place:]
        if not lines:
            return ''
    return '\n'.join(lines)


@pytest.mark.parametrize('seed', range(4))
def test_changed_data_are_taken_or_told(seed: int, minimal: Workbench) -> None:
    chance = random.Random(seed)
    files: list[Path] = sorted((minimal.root / 'data').rglob('*.yaml'))
    whole = {file: file.read_bytes() for file in files}
    for _ in range(ROUNDS):
        file = chance.choice(files)
        changed = _changed(whole[file].decode(), chance)
        file.write_text(changed, 'utf-8', errors='surrogatepass', newline='')
        answer = minimal.run('check')
        assert answer.code in (0, 3), changed
        assert answer.code == 0 or answer.ids, changed
        file.write_bytes(whole[file])
