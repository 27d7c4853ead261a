"""`python -m benchmarks.sizes`: workspaces as large as people have them, and whether time grows in step.

Each kind is built in two sizes; the processor time for each commitment, event, focus area, page or period beyond those
of the shipped workspace may then grow by a tenth at most. What a build costs whatever its size (starting, loading, the
other documents) is taken off: the time of the shipped workspace's same periods.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.machine import machine
from benchmarks.municipalities import SHIPPED
from benchmarks.timing import Series, run

if TYPE_CHECKING:
    from collections.abc import Callable

_YEARS_OF_AN_AGREEMENT = 4
_SENTENCE = "Parterna beskriver här vad som har hänt, vad de har gjort tillsammans och vad invånarna har sagt om det. "


@dataclass(frozen=True)
class Size:
    """A kind of large workspace.

    `make` enlarges a workspace that lies in a folder to a number of things; `periods` are those that are built, all if
    there are none.
    """

    name: str
    make: Callable[[Path, int], None]
    numbers: tuple[int, int]
    periods: tuple[str, ...]
    shipped: int = 0
    """How many of them the shipped workspace holds."""


def make_workspace(folder: Path) -> Path:
    """Copy the shipped workspace's data and templates into a new folder."""
    for name in ('data', 'templates'):
        shutil.copytree(SHIPPED / name, folder / name)
    return folder


def with_commitments(root: Path, number: int) -> None:
    """Let the promise of 2021 hold so many commitments."""
    file = root / 'data/promises/2021.yaml'
    promise = _read(file)
    commitments = promise['commitments']
    more = [
        each | {'id': f'{each["id"]}-{index}', 'number': index, 'title': f'{each["title"]}, del {index}'}
        for index, each in _repeated(commitments, number)
    ]
    promise['commitments'] = [*commitments, *more[len(commitments) :]]
    _write(file, promise)


def with_events(root: Path, number: int) -> None:
    """Let one outcome of the follow-up of 2020 list so many events."""
    file = root / 'data/follow-ups/2020.yaml'
    follow_up = _read(file)
    outcome = next(each for each in follow_up['outcomes'] if each['commitment'] == 'trafikkontroller')
    outcome['counts'][0]['number'] = number
    outcome['comment'] = f'Polisen gjorde {number} trafikkontroller.'
    outcome['events'] = [
        {'place': place, 'count': 1, 'text': 'trafikkontroll'}
        for _, place in _repeated(['Strängnäs', 'Mariefred', 'Åkers styckebruk', 'Stallarholmen'], number)
    ]
    _write(file, follow_up)


def with_focus_areas(root: Path, number: int) -> None:
    """Let the agreement have so many focus areas."""
    file = root / 'data/agreements/2020-2023.yaml'
    agreement = _read(file)
    areas = agreement['focus_areas']
    more = [
        each | {'id': f'{each["id"]}-{index}', 'title': f'{each["title"]}, del {index}'}
        for index, each in _repeated(areas, number)
    ]
    agreement['focus_areas'] = [*areas, *more[len(areas) :]]
    _write(file, agreement)


def with_pages(root: Path, number: int) -> None:
    """Let the agreement have about so many pages, most of them of running text in its focus areas."""
    file = root / 'data/agreements/2020-2023.yaml'
    agreement = _read(file)
    areas = agreement['focus_areas']
    problem = '\n\n'.join([_SENTENCE * 5] * 30)
    more = [
        each | {'id': f'{each["id"]}-{index}', 'title': f'{each["title"]}, del {index}', 'problem': problem}
        for index, each in _repeated(areas, len(areas) + number * 10 // 54)
    ]
    agreement['focus_areas'] = [*areas, *more[len(areas) :]]
    _write(file, agreement)


def with_periods(root: Path, number: int) -> None:
    """Let the workspace hold so many periods: the shipped three, and the same for each four years before."""
    for file in sorted((root / 'data').glob('*/*.yaml')):
        text = file.read_text('utf-8')
        for back in range(1, -(-number // 3)):
            moved = _earlier(text, back)
            name = _earlier(file.name, back)
            if int(name[:4]) + (2 if 'promises' not in str(file) else 0) > 0:
                file.with_name(name).write_text(moved, 'utf-8', newline='\n')


def with_logo(root: Path, megabytes: int) -> None:
    """Give the municipality a logotype of so many megabytes: noise, which nothing makes smaller."""
    from PIL import Image

    side = int((megabytes * 1_000_000 / 3) ** 0.5)
    picture = Image.frombytes('RGB', (side, side), random.Random(1).randbytes(side * side * 3))
    picture.save(root / 'templates/logotyp-kommun.png')


SIZES = (
    Size('commitments', with_commitments, (50, 100), ('2021',), 7),
    Size('events', with_events, (800, 1600), ('2020',), 4),
    Size('focus areas', with_focus_areas, (150, 300), ('2020-2023',), 4),
    Size('pages', with_pages, (250, 500), ('2020-2023',), 9),
    Size('periods', with_periods, (9, 21), (), 3),
    Size('MB of a logotype', with_logo, (2, 5), ('2021',)),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.sizes', description=__doc__)
    parser.add_argument('--runs', type=int, default=3, help='runs of each size; the least counts')
    parser.add_argument('--only', help='the kind whose name begins so')
    options = parser.parse_args()
    print(*machine(None)[:2], sep='\n')
    print(f'\n{"size":<24}{"seconds":>9}{"processor s":>13}{"MB":>6}{"for each, ms":>14}{"growth":>8}')
    with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as folder:
        for size in SIZES:
            if size.name.startswith(options.only or ''):
                _measure(size, Path(folder), options.runs)


def _measure(size: Size, space: Path, runs: int) -> None:
    small = _built(make_workspace(space / f'{size.name} 0'), size.periods, runs, space)
    before = None
    for number in size.numbers:
        root = make_workspace(space / f'{size.name} {number}')
        size.make(root, number)
        series = _built(root, size.periods, runs, space)
        each = (min(series.processor) - min(small.processor)) / (number - size.shipped) * 1000
        growth = f'{each / before:.2f}' if before else ''
        print(
            f'{f"{number} {size.name}":<24}{min(series.wall):>9.2f}{min(series.processor):>13.2f}'
            f'{series.megabytes or 0:>6.0f}{each:>14.1f}{growth:>8}',
            flush=True,
        )
        before = each


def _built(root: Path, periods: tuple[str, ...], runs: int, space: Path) -> Series:
    series = Series()
    command: list[str | Path] = [sys.executable, '-c', 'from docgen.cli import main; main()', '--workspace', root]
    for _ in range(runs):
        shutil.rmtree(space / 'out', ignore_errors=True)
        run([*command, 'build', *periods, '--output', space / 'out'], SHIPPED, series, watch=0.25)
    return series


def _repeated(items: list[Any], number: int) -> list[tuple[int, Any]]:
    return [(index + 1, deepcopy(items[index % len(items)])) for index in range(number)]


def _earlier(text: str, agreements_back: int) -> str:
    return re.sub(
        r'(?<!\d)(?:19|20)\d\d(?!\d)', lambda found: str(int(found[0]) - _YEARS_OF_AN_AGREEMENT * agreements_back), text
    )


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text('utf-8'))


def _write(file: Path, data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
    file.write_text(text, 'utf-8', newline='\n')


if __name__ == '__main__':
    main()
