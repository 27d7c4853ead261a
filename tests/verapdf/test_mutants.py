"""What veraPDF fails, the build's own judge fails: hundreds of damaged copies, each judged by both."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from docgen.errors import FindingsError
from docgen.pdf.inspect import inspect
from docgen.pdf.inspect import inspection_text as telling
from docgen.pdf.judge.clauses import UNKNOWN, clause
from docgen.pdf.judge.judge import Check, Expectations, judge
from docgen.pdf.structure.page_text import read

from .bases import assembled
from .damage import ByteDamages, Damages, Mutant, mutants, saved_again
from .damage_content import CONTENT
from .damage_file import BYTES, FILE
from .damage_tags import TAGS
from .verapdf import BROKE_OFF, PDF_A_2A, PDF_UA_1, validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbench import Workbench

    from docgen.pdf.judge.judge import Verdict

    from .verapdf import Report

DAMAGES = Damages({**TAGS, **FILE, **CONTENT})
COPIES, LEAST = 500, 200
"""How many damaged copies there are, and how many of them veraPDF fails."""


@dataclass(frozen=True)
class Trial:
    """All damaged copies, and what veraPDF and the judge said of each."""

    mutants: list[Mutant]
    reports: dict[Path, Report]
    verdicts: dict[Path, Verdict]

    def table(self) -> str:
        """Families with how many copies, how many veraPDF failed, how many the judge failed."""
        made = Counter(each.family for each in self.mutants)
        by_verapdf = Counter(each.family for each in self.mutants if not self.reports[each.path].conforms)
        by_judge = Counter(each.family for each in self.mutants if not self.verdicts[each.path].passed)
        rows = [(family, made[family], by_verapdf[family], by_judge[family]) for family in made]
        rows.append(('all', made.total(), by_verapdf.total(), by_judge.total()))
        head = f'{"family":<52} copies  veraPDF failed  judge failed\n'
        return head + '\n'.join(f'{name:<52} {copies:6}  {vera:14}  {own:12}' for name, copies, vera, own in rows)


@pytest.fixture(scope='session')
def bases(smallest: Workbench, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A document as built, of one page, and one of all kinds of tags: each more page is judged some hundred times."""
    (short,) = smallest.output.glob('2024/*-kort.pdf')
    return short, assembled(tmp_path_factory.mktemp('assembled'))


@pytest.fixture(scope='session')
def trial(bases: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Trial:
    built, manifold = bases
    made = mutants([built], tmp_path_factory.mktemp('mutants'), DAMAGES, BYTES)
    made += mutants([manifold], tmp_path_factory.mktemp('more-mutants'), DAMAGES, BYTES, copies=3)
    with ThreadPoolExecutor(1) as beside:
        reports = beside.submit(validate, [each.path for each in made])
        verdicts = _judged(made)
        return Trial(made, reports.result(), verdicts)


def test_what_verapdf_fails_the_judge_fails(trial: Trial) -> None:
    print(trial.table())  # shown by pytest -rP, and when something is missed

    missed = {
        each.path.name: trial.reports[each.path].rules
        for each in trial.mutants
        if trial.verdicts[each.path].passed and not trial.reports[each.path].conforms
    }
    assert missed == {}


def test_rule_by_rule_the_judge_fails_what_verapdf_names(trial: Trial) -> None:
    """Where veraPDF names a rule, the build's judge names a fault of the same standard, or of structure.

    Where veraPDF breaks off it names no rule, and any fault that the judge names will do.
    """
    named: Counter[str] = Counter()
    missed: dict[str, list[str]] = {}
    for each in trial.mutants:
        checks = {failure.check for failure in trial.verdicts[each.path].failures}
        for profile, check in ((PDF_A_2A, Check.PDF_A), (PDF_UA_1, Check.PDF_UA)):
            for rule in trial.reports[each.path].failed[profile]:
                named[f'{profile} {rule}'] += 1
                if not (checks if rule == BROKE_OFF else checks & {check, Check.STRUCTURE, Check.OPENS}):
                    missed.setdefault(f'{profile} {rule}', []).append(each.path.name)
    print('\n'.join(f'{rule:<20} {count:4}' for rule, count in sorted(named.items())))  # shown by pytest -rP
    assert len([rule for rule in named if not rule.endswith(BROKE_OFF)]) > 80
    assert missed == {}


def test_the_damage_is_manifold(trial: Trial) -> None:
    assert {each.family for each in trial.mutants} == {*DAMAGES, *BYTES}
    assert len(trial.mutants) >= COPIES
    assert sum(not report.conforms for report in trial.reports.values()) >= LEAST


def test_no_verdict_on_a_damaged_file_shows_the_inside_of_a_library(trial: Trial) -> None:
    for verdict in trial.verdicts.values():
        for failure in verdict.failures:
            assert ' at 0x' not in failure.message
            assert 'Traceback' not in failure.message


def test_docgen_inspect_tells_of_every_damaged_file(trial: Trial) -> None:
    for each in trial.mutants[::5]:
        try:
            found = inspect(each.path)
        except FindingsError as error:
            assert error.findings[0].id in ('pdf-encrypted', 'pdf-unreadable', 'pdf-without-pages')  # noqa: PT017
        else:
            assert list(telling.tell(found))
            assert list(telling.tell_aloud(found))


def test_docgen_inspect_names_the_clause_that_verapdf_names(trial: Trial) -> None:
    agreed, differing = 0, []
    for each in trial.mutants:
        for profile, check in ((PDF_A_2A, Check.PDF_A), (PDF_UA_1, Check.PDF_UA)):
            rules = _rules(trial.verdicts[each.path], check)
            theirs = {rule.rpartition('-')[0] for rule in trial.reports[each.path].failed[profile]} - {''}
            if len(theirs) == len(rules) == 1:
                (named,) = {clause(rule) for rule in rules}
                if theirs == {named.number}:
                    agreed += 1
                else:
                    differing.append((each.family, named, theirs))
    assert agreed > 200
    # Where one damage breaks two clauses, the two validators may name one each.
    assert len(differing) < agreed / 100, differing


def test_every_rule_that_damage_breaks_has_swedish_words(trial: Trial) -> None:
    found = {
        rule
        for verdict in trial.verdicts.values()
        for check in (Check.PDF_A, Check.PDF_UA)
        for rule in _rules(verdict, check)
    }

    assert len(found) > 100
    assert {rule for rule in found if clause(rule).meaning == UNKNOWN} == set()


def test_the_same_files_without_damage_pass_both(bases: tuple[Path, ...], tmp_path: Path) -> None:
    again = []
    for base in bases:
        path = tmp_path / base.name
        path.write_bytes(saved_again(base))
        again.append(Mutant('none', base, path))

    assert [report.rules for report in validate(each.path for each in again).values()] == [[]] * len(bases)
    assert [verdict.failures for verdict in _judged(again).values()] == [()] * len(bases)


def test_damage_is_the_same_in_every_run(bases: tuple[Path, ...], tmp_path: Path) -> None:
    some = Damages({'wrong /P': TAGS['wrong /P'], 'colour of a press': CONTENT['colour of a press']})
    for name in ('one', 'two'):
        (tmp_path / name).mkdir()
        mutants(bases, tmp_path / name, some, ByteDamages())

    one, two = (sorted((tmp_path / name).iterdir()) for name in ('one', 'two'))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def _rules(verdict: Verdict, check: Check) -> set[str]:
    """The validator's rules that the judge names, as a user reads them."""
    named = (re.search(r"\(regel (.+)\)\.$", each.message) for each in verdict.failures if each.check is check)
    return {rule for found in named if found for rule in found[1].split(', ') if rule.startswith('PDF')}


def _judged(made: Iterable[Mutant]) -> dict[Path, Verdict]:
    expected: dict[Path, Expectations] = {}
    verdicts = {}
    for each in made:
        if each.base not in expected:
            expected[each.base] = _as_it_is(each.base)
        verdicts[each.path] = judge(each.path, expected[each.base])
    return verdicts


def _as_it_is(base: Path) -> Expectations:
    """What a sound file is. No texts: a damage must be seen for what it is, not by the text that it hides."""
    reading = read(base)
    families = frozenset(name.partition('+')[2].partition('-')[0] for name, _ in reading.fonts)
    return Expectations(reading.title, reading.language, (), families, reading.outline)
