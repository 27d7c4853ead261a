"""`python -m benchmarks`: our build and the plain way, alternating, with medians, ratios and the machine."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.four import write_content
from benchmarks.machine import machine
from benchmarks.municipalities import MOST, SHIPPED, make_workspaces
from benchmarks.timing import Series, run

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE, FOUR = 6, 4
"""Documents of the shipped workspace, and those that both ways make."""
_NO_OFFICE = """\
LibreOffice is missing, so the plain way is left out. It is needed for this comparison only:
  Debian, Ubuntu: apt-get install -y libreoffice-writer-nogui
  macOS: brew install --cask libreoffice        Windows: winget install TheDocumentFoundation.LibreOffice"""


@dataclass
class Case:
    """One thing to measure. `command` gives what to run and writes to the folder that it gets."""

    name: str
    command: Callable[[Path], list[str | Path]]
    documents: int = 0
    keep: bool = False
    """Let a run find what the one before wrote."""
    watch_always: float | None = None
    """Look at the memory in every run, so seldom that it does not matter; else in a run of its own."""
    series: Series = field(default_factory=Series)


def main() -> None:
    """Measure and print."""
    options = _options()
    soffice = shutil.which('soffice') or shutil.which('libreoffice')
    print(*machine(soffice), sep='\n')
    if soffice is None:
        print(_NO_OFFICE)
    with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as folder:
        space = Path(folder)
        roots = make_workspaces(space / 'workspaces', max(options.sets, options.sample))
        for root in roots[: options.sample]:
            write_content(root)
        single, sets = _cases(space, roots, options, soffice)
        for case in single:
            _once(case, space, Series())
            _once(case, space, case.series, watch=0.01)
            case.series.wall.clear()
            case.series.processor.clear()
        _rounds(single, space, options.runs)
        if soffice is not None:
            _compare("Four documents, a process each time", single[-3], single[-1], 1.0)
            _compare("Four documents with LibreOffice under both", single[-2], single[-1], 1.0)
        _rounds(sets, space, options.runs)
        if soffice is not None:
            _compare(f"{options.sets} municipalities", sets[0], sets[-1], options.sets / options.sample)
            print(f"The plain way was measured on {options.sample} sets and scaled to {options.sets}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='python -m benchmarks', description=__doc__)
    parser.add_argument('--runs', type=int, default=3, help='runs of each case; the median counts')
    parser.add_argument('--sets', type=int, default=100, help=f'municipalities in the large case, at most {MOST}')
    parser.add_argument('--sample', type=int, default=3, help='municipalities that the plain way is measured on')
    options = parser.parse_args()
    if not (options.runs > 0 and 0 < options.sample <= options.sets <= MOST):
        parser.error(f'runs must be 1 or more, and 1 <= sample <= sets <= {MOST}')
    return options


def _cases(
    space: Path, roots: list[Path], options: argparse.Namespace, soffice: str | None
) -> tuple[list[Case], list[Case]]:
    docgen: list[str | Path] = [sys.executable, '-c', 'from docgen.cli import main; main()']
    ours: list[str | Path] = [sys.executable, '-m', 'benchmarks.ours']
    single = [
        Case("docgen --help", lambda _: [*docgen, '--help']),
        Case("docgen build, nothing changed", lambda out: [*docgen, 'build', '--output', out], WHOLE, keep=True),
        Case("docgen build, whole workspace", lambda out: [*docgen, 'build', '--output', out], WHOLE),
        Case("four documents, ours", lambda out: [*ours, out, 'typst', roots[0]], FOUR),
    ]
    sets = [
        Case(
            f"{options.sets} sets, ours",
            lambda out: [*ours, out, 'typst', *roots[: options.sets]],
            FOUR * options.sets,
            watch_always=0.5,
        )
    ]
    if soffice is not None:
        plain: list[str | Path] = [sys.executable, '-m', 'benchmarks.plain']
        rest: list[str | Path] = [soffice, space / 'office-profile']
        office = "four documents, ours, LibreOffice"
        single.append(Case(office, lambda out: [*ours, out, 'libreoffice', roots[0]], FOUR))
        single.append(Case("four documents, the plain way", lambda out: [*plain, out, *rest, roots[0]], FOUR))
        sets.append(
            Case(
                f"{options.sample} sets, ours, LibreOffice",
                lambda out: [*ours, out, 'libreoffice', *roots[: options.sample]],
                FOUR * options.sample,
                watch_always=0.5,
            )
        )
        sets.append(
            Case(
                f"{options.sample} sets, the plain way",
                lambda out: [*plain, out, *rest, *roots[: options.sample]],
                FOUR * options.sample,
                watch_always=0.5,
            )
        )
    return single, sets


def _rounds(cases: list[Case], space: Path, runs: int) -> None:
    """Run the cases in turn, so that what else the machine does weighs on all alike."""
    for number in range(runs):
        _progress(f'round {number + 1} of {runs}')
        for case in cases:
            _once(case, space, case.series, watch=case.watch_always)
    _progress('')
    _tell(cases)


def _once(case: Case, space: Path, series: Series, *, watch: float | None = None) -> None:
    out = space / 'out' / case.name
    if not case.keep:
        shutil.rmtree(out, ignore_errors=True)
    run(case.command(out), SHIPPED, series, watch=watch)


def _tell(cases: list[Case]) -> None:
    print(f'\n{"median of the runs":<35}{"seconds":>9}{"min–max":>14}{"processor s":>13}{"docs/s":>8}{"MB":>6}')
    for case in cases:
        series = case.series
        spread = f'{min(series.wall):.2f}–{max(series.wall):.2f}'
        rate = f'{case.documents / series.seconds:.2f}' if case.documents else ''
        memory = f'{series.megabytes:.0f}' if series.megabytes else '?'
        print(
            f'{case.name:<35}{series.seconds:>9.2f}{spread:>14}{series.processor_seconds:>13.2f}{rate:>8}{memory:>6}',
            flush=True,
        )


def _compare(title: str, ours: Case, plain: Case, scale: float) -> None:
    wall = plain.series.seconds * scale / ours.series.seconds
    processor = plain.series.processor_seconds * scale / ours.series.processor_seconds
    print(
        f'\n{title}: ours {ours.series.seconds:.1f} s, plain {plain.series.seconds * scale:.1f} s: '
        f'{wall:.1f} times as fast, with {processor:.1f} times less processor time'
    )


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f'\r\x1b[K{text}', end='', file=sys.stderr, flush=True)


if __name__ == '__main__':
    main()
