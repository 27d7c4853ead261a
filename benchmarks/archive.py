"""`python -m benchmarks.archive`: the register and the fixity run over many packages: packages per second, memory.

The packages are copies of the shipped period's, with its built documents, as tar files. A tenth as many are measured
too, so that it shows whether memory grows with their number.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.municipalities import SHIPPED
from benchmarks.timing import Series, run

_DOCGEN: list[str | Path] = [sys.executable, '-c', 'from docgen.cli import main; main()']
_PERIOD = '2021'
_SMALLEST = 10
_SEVERAL = 10
"""Packages that one command verifies."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.archive', description=__doc__)
    parser.add_argument('--packages', type=int, default=1000, help='packages in the large case; a tenth in the small')
    most = parser.parse_args().packages
    if most < _SMALLEST:
        parser.error('at least 10 packages are needed')
    print(*machine(None), sep='\n')
    with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as folder:
        space = Path(folder)
        package = _package(space)
        print(f'\nA package: {package.stat().st_size / 1000:.0f} kB in one tar.')
        print(f'{"":<35}{"seconds":>9}{"packages/s":>12}{"MB":>6}')
        for count in (most // 10, most):
            archive = space / f'archive-{count}'
            _copies(package, archive, count)
            listing = [*_DOCGEN, 'archive', 'list', archive, '--json']
            _measure(f'list, {count} packages', listing, space, count)
            _measure(f'fixity, first run, {count} packages', [*listing, '--fixity'], space, count)
            _measure(f'fixity, second run, {count} packages', [*listing, '--fixity'], space, count)
            shutil.rmtree(archive)
        several = space / 'several'
        _copies(package, several, _SEVERAL)
        command = [*_DOCGEN, 'archive', 'verify', *sorted(several.iterdir())]
        _measure(f'verify, {_SEVERAL} packages at once', command, space, _SEVERAL)
        _measure('verify, 1 package', [*_DOCGEN, 'archive', 'verify', package], space, 1)


def _package(space: Path) -> Path:
    root = space / 'workspace'
    for name in ('data', 'templates'):
        shutil.copytree(SHIPPED / name, root / name)
    docgen = [*_DOCGEN, '--workspace', root]
    run([*docgen, 'build', _PERIOD], root, Series())
    run([*docgen, 'archive', _PERIOD, '--unsigned', '--as', 'tar', '--to', space / 'made'], root, Series())
    return next((space / 'made').glob('*.tar'))


def _copies(package: Path, archive: Path, count: int) -> None:
    """Hard links where the disk has them: each is opened and read by itself all the same."""
    archive.mkdir()
    for number in range(count):
        target = archive / f'{package.stem}-{number:04}.tar'
        try:
            os.link(package, target)
        except OSError:
            shutil.copyfile(package, target)


def _measure(name: str, command: list[str | Path], space: Path, count: int) -> None:
    series = Series()
    run(command, space, series, watch=0.05)
    memory = f'{series.megabytes:.0f}' if series.megabytes else '?'
    print(f'{name:<35}{series.seconds:>9.2f}{count / series.seconds:>12.1f}{memory:>6}', flush=True)


if __name__ == '__main__':
    main()
