"""The faults that `make mutants` puts in: each is a module that runs and says something else, loaded or not."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from mutants.faults import sample_faults
from mutants.swapping import loaded_functions, same_code, swap

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '''
"""Text that is not changed."""
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from os import path
__all__ = ['counted', 'other']

def counted(numbers: list[int], least: int = 2) -> bool:
    """No fault stands in this line: 1 < 2."""
    found = [number for number in numbers if number > least]
    if not found and least != 3:
        raise ValueError('none')
    return len(found) >= least
'''


def test_every_fault_changes_what_runs() -> None:
    faults = sample_faults(SOURCE, seed=1, count=100)
    assert {fault.kind for fault in faults} == {
        'and, or', 'comparison', 'condition', 'constant', 'deleted',
        'filter dropped', 'not', 'returned', 'term dropped',
    }  # fmt: skip
    assert len({fault.source for fault in faults}) == len(faults)
    for fault in faults:
        compile(fault.source, 'changed', 'exec')
        assert "__all__ = ['counted', 'other']" in fault.source
        assert 'numbers: list[int]' in fault.source
        assert 'No fault stands in this line: 1 < 2.' in fault.source


@pytest.mark.parametrize('count', [0, 1, 4])
def test_a_seed_gives_the_same_faults_again(count: int) -> None:
    first = sample_faults(SOURCE, seed=5, count=count)
    assert len(first) == count
    assert sample_faults(SOURCE, seed=5, count=count) == first
    assert count == 0 or any(sample_faults(SOURCE, seed, count) != first for seed in range(10))


def test_a_loaded_function_gets_the_changed_code(tmp_path: Path) -> None:
    path = tmp_path / 'module.py'
    path.write_text(SOURCE, 'utf-8')
    spec = importlib.util.spec_from_file_location('module', path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    counted = module.counted
    loaded = loaded_functions()[str(path)]
    assert counted([3, 4])
    for unseen in (SOURCE, SOURCE.replace('least: int = 2', 'least: int = 3'), SOURCE.replace("'other'", "'more'")):
        assert same_code(SOURCE, unseen) is (unseen == SOURCE)
        assert not swap(SOURCE, unseen, loaded)
    assert swap(SOURCE, SOURCE.replace('>= least', '< least'), loaded)
    assert not counted([3, 4])
