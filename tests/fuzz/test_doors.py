"""A small share of the rounds of `python -m tests.fuzz`, the same in every run."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from once import made_once
from workbench import PROJECT

from .base import make_base
from .doors import DOORS

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki

QUICK = ('data', 'expression', 'table')


@pytest.fixture(scope='module')
def base(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, 'fuzz', lambda folder: make_base(folder, pki))


@pytest.mark.parametrize(
    ('doors', 'count'), [(QUICK, 15), (tuple(sorted({*DOORS} - {*QUICK})), 3)], ids=['quick doors', 'other doors']
)
def test_whatever_comes_in_is_answered(base: Path, doors: tuple[str, ...], count: int) -> None:
    command = [sys.executable, '-m', 'tests.fuzz', '--door', *doors, '--count', str(count), '--base', str(base)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding='utf-8', check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(' 0 faults') == len(doors), done.stdout
