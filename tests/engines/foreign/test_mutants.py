"""Our own templates, filled and then damaged: the embedded engine sets them soundly or refuses them by name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from .bounded import Outcome, all_by_typst
from .mutation import mutant

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

MUTANTS = 120


@pytest.fixture(scope='session')
def words(shipped: Workbench, smallest: Workbench) -> list[Path]:
    """A filled Word file of every template, short ones so that there is time for many mutants."""
    short = sorted(smallest.output.glob('*/word/*.docx'))
    return [*short, *sorted(shipped.output.glob('2021/word/*-kort.docx')), *shipped.output.glob('2020/word/uppf*.docx')]


@pytest.fixture(scope='session')
def outcomes(words: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What became of each mutant, by its seed and its file's name. Time and memory are bounded, see `bounded`."""
    folder = tmp_path_factory.mktemp('mutants')
    made = {
        mutant(words[seed % len(words)], folder / f'{seed}.docx', seed): f'{seed} {words[seed % len(words)].name}'
        for seed in range(MUTANTS)
    }
    found = all_by_typst([(path, ()) for path in made])
    return {made[path]: outcome for path, outcome in found.items()}


def test_no_mutant_makes_the_engine_crash_hang_or_fill_the_memory(outcomes: dict[str, Outcome]) -> None:
    assert {name: outcome.trouble for name, outcome in outcomes.items() if outcome.trouble} == {}


def test_every_refusal_says_what_why_and_what_to_do_in_which_file(outcomes: dict[str, Outcome]) -> None:
    assert {name: outcome.unexplained for name, outcome in outcomes.items() if outcome.unexplained} == {}


def test_every_pdf_of_a_mutant_passes_the_judge(outcomes: dict[str, Outcome]) -> None:
    rejected = {name: set(outcome.rejected) for name, outcome in outcomes.items()}
    assert {name: reasons for name, reasons in rejected.items() if reasons} == {}


def test_the_damage_is_neither_too_small_nor_too_large_to_try_anything(outcomes: dict[str, Outcome]) -> None:
    kinds = Counter('pdf' if outcome.pages else 'refused' for outcome in outcomes.values())
    assert sum(kinds.values()) == MUTANTS
    assert kinds['pdf'] > MUTANTS / 4
    assert kinds['refused'] > MUTANTS / 6
    assert len({ident for outcome in outcomes.values() for ident in outcome.ids}) >= 12


def test_the_same_seed_gives_the_same_mutant(words: list[Path], tmp_path: Path) -> None:
    one, other = (mutant(words[0], tmp_path / f'{name}.docx', 7) for name in 'ab')
    assert one.stat().st_size == other.stat().st_size
    assert mutant(words[0], tmp_path / 'c.docx', 8).stat().st_size != one.stat().st_size
