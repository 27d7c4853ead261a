"""`python -m benchmarks.verification`: how long it takes to verify the shipped promise, signed by two.

The certificates and timestamps are the test PKI's, on loopback; nothing else is asked of any network.
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
_FILE = 'medborgarlofte-strangnas-2021-v1.pdf'


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.verification', description=__doc__)
    parser.add_argument('--runs', type=int, default=5, help='runs of each case; the median counts')
    runs = parser.parse_args().runs
    sys.path.insert(0, str(SHIPPED / 'tests'))
    from pki.authority import make_pki
    from pki.server import TrustServer
    from pki.softtoken import configure

    print(*machine(None), sep='\n')
    server = TrustServer()
    with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as folder:
        space = Path(folder)
        os.environ['SOFTHSM2_CONF'] = str(configure(space / 'softhsm'))
        try:
            pki = make_pki(_made(space / 'pki'), server)
            root = space / 'workspace'
            for name in ('data', 'templates'):
                shutil.copytree(SHIPPED / name, root / name)
            (root / 'data/trust').mkdir(exist_ok=True)
            shutil.copy(pki.roots / 'root.pem', root / 'data/trust')
            docgen = [*_DOCGEN, '--workspace', root]
            run([*docgen, 'fix', '2021'], root, Series())
            signed = root / 'output/2021/signed' / _FILE
            one = space / 'one.pdf'
            for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
                secret: list[str | Path] = ['--p12', person.p12, '--passphrase-file', person.passphrase_file]
                more = ('--tsa', pki.tsa_url, '--other-day')
                run([*docgen, 'sign', '2021', '--as', role, *secret, *more], root, Series())
                if not one.exists():
                    shutil.copy(signed, one)
            print(f'\nThe file: {signed.stat().st_size / 1000:.0f} kB, two signatures and two timestamps (B-LTA).')
            _measure(docgen, space, signed, one, pki.roots / 'root.pem', space / 'report.pdf', runs)
        finally:
            server.close()


def _measure(
    docgen: list[str | Path], space: Path, signed: Path, one: Path, trusted: Path, report: Path, runs: int
) -> None:
    outside = [*_DOCGEN, 'verify', '--trust', trusted]
    cases: dict[str, list[str | Path]] = {
        'docgen verify, two signatures': [*docgen, 'verify', signed],
        'the same, outside a workspace': [*outside, signed],
        'the same, with a report': [*docgen, 'verify', signed, '--report', report],
        'the same, the data built anew': [*docgen, 'verify', '--period', '2021'],
        'docgen verify, network asked': [*docgen, 'verify', signed, '--network'],
        'docgen verify, one signature': [*outside, one],
    }
    pdfsig = shutil.which('pdfsig')
    if pdfsig is not None:
        cases['pdfsig, two signatures'] = [pdfsig, '-nocert', signed]
    print(f'\n{"median of the runs":<35}{"seconds":>9}{"min–max":>14}{"processor s":>13}')
    measured = {name: Series() for name in cases}
    for _ in range(runs):
        for name, command in cases.items():
            run(command, space, measured[name])
    for name, series in measured.items():
        spread = f'{min(series.wall):.2f}–{max(series.wall):.2f}'
        print(f'{name:<35}{series.seconds:>9.2f}{spread:>14}{series.processor_seconds:>13.2f}')


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == '__main__':
    main()
