"""`python -m benchmarks.signing`: how long one signature on the shipped promise takes.

The certificates, the timestamps and the card are the test PKI's, on loopback; nothing else is asked of any network.
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.signing', description=__doc__)
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
        keys = space / 'pki'
        keys.mkdir()
        os.environ['SOFTHSM2_CONF'] = str(configure(keys / 'softhsm'))
        try:
            pki = make_pki(keys, server)
            root = space / 'workspace'
            for name in ('data', 'templates'):
                shutil.copytree(SHIPPED / name, root / name)
            (root / 'data/trust').mkdir(exist_ok=True)
            shutil.copy(pki.roots / 'root.pem', root / 'data/trust')
            docgen = [*_DOCGEN, '--workspace', root]
            run([*docgen, 'fix', '2021'], root, Series())
            anna: list[str | Path] = ['--p12', pki.anna.p12, '--passphrase-file', pki.anna.passphrase_file]
            erik: list[str | Path] = ['--p12', pki.erik.p12, '--passphrase-file', pki.erik.passphrase_file]
            card: list[str | Path] = ['--pkcs11', pki.token.library, '--token', pki.token.label]
            card += ['--pin-file', pki.token.pin_file]
            first: list[str | Path] = [*docgen, 'sign', '2021', '--other-day', '--as', 'kommunen']
            cases: dict[str, list[str | Path]] = {
                'first, B-B': [*first, *anna],
                'first, B-T': [*first, *anna, '--tsa', pki.tsa_url, '--level', 't'],
                'first, B-LT': [*first, *anna, '--tsa', pki.tsa_url, '--level', 'lt'],
                'first, B-LTA': [*first, *anna, '--tsa', pki.tsa_url],
                'first, B-LTA, with a card': [*first, *card, '--tsa', pki.tsa_url],
            }
            last: list[str | Path] = [*docgen, 'sign', '2021', '--other-day', '--as', 'polisen', *erik]
            last += ['--tsa', pki.tsa_url]
            _measure(cases, last, root / 'output', runs)
        finally:
            server.close()


def _measure(cases: dict[str, list[str | Path]], last: list[str | Path], output: Path, runs: int) -> None:
    fixed = output.with_name('fixed')
    output.rename(fixed)
    measured = {name: Series() for name in (*cases, 'last, B-LTA on B-LTA')}
    for _ in range(runs):
        for name, command in cases.items():
            shutil.rmtree(output, ignore_errors=True)
            shutil.copytree(fixed, output)
            run(command, output, measured[name])
        run(last, output, measured['last, B-LTA on B-LTA'])
    print(f'\n{"median of the runs":<30}{"seconds":>9}{"min–max":>14}{"processor s":>13}')
    for name, series in measured.items():
        spread = f'{min(series.wall):.2f}–{max(series.wall):.2f}'
        print(f'{name:<30}{series.seconds:>9.2f}{spread:>14}{series.processor_seconds:>13.2f}')


if __name__ == '__main__':
    main()
