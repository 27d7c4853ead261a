"""What is damaged: a workspace in every state, its documents, their scans, tables and packages; made once for a run."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from click.testing import CliRunner
from workbench import PROJECT, Workbench, furnish

from docgen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki

PERIOD = '2024'
DOCUMENT = 'medborgarlofte-lillby-2024'
PROFILES = ('fgs-2.0', 'fgs-1.2', 'bagit')


def make_base(folder: Path, pki: Pki) -> None:
    """Lay out a small period in the states that commands read: fixed, signed, published, printed, scanned, archived."""
    built = _small(folder / 'built')
    _run(built, 'build')
    bench = Workbench(_copied(built.root, folder / 'fixed'))
    _run(bench, 'fix', PERIOD)
    _run(bench, 'print', PERIOD, '--out', str(folder / 'utskrift.pdf'))
    _scan(folder)
    signed = Workbench(_copied(bench.root, folder / 'signed'))
    shutil.copytree(pki.roots, signed.root / 'data/trust', dirs_exist_ok=True)
    secret = ('--p12', str(pki.anna.p12), '--passphrase-file', str(pki.anna.passphrase_file), '--other-day')
    _run(signed, 'sign', PERIOD, '--as', 'kommunen', '--tsa', pki.tsa_url, *secret)
    shutil.copy(signed.output / PERIOD / 'signed' / f'{DOCUMENT}-v1.pdf', folder / 'signed.pdf')
    for each in (pki.anna.p12, pki.anna.passphrase_file, pki.anna.certificate, pki.root_der):
        shutil.copy(each, folder)
    published = Workbench(_copied(signed.root, folder / 'published'))
    _run(published, 'publish', PERIOD)
    for profile in PROFILES:
        target = folder / 'packages' / profile
        _run(published, 'archive', PERIOD, '--profile', profile, '--to', str(target))
    _run(published, 'archive', PERIOD, '--as', 'zip', '--to', str(folder / 'packages/zip'))
    _run(published, 'archive', PERIOD, '--as', 'tar', '--to', str(folder / 'packages/tar'))
    _run(published, 'commitments', PERIOD, '--excel', str(folder / 'tabell.xlsx'))
    _run(published, 'follow-up', PERIOD, '--excel', str(folder / 'uppfoljning.csv'))


def _small(root: Path) -> Workbench:
    bench = furnish(PROJECT / 'tests/workspaces/minimal/data', root)
    bench.replace('promises/2024.yaml', 'Maja Påhittad', 'Anna Exempel')
    with (root / 'data/workspace.yaml').open('a', encoding='utf-8') as file:
        file.write('archive:\n  agreement: Dnr 2024-17\n')
    return bench


def _scan(folder: Path) -> None:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    document = pdfium.PdfDocument(folder / 'utskrift.pdf')
    pages = [page.render(scale=100 / 72, grayscale=True).to_pil() for page in document]
    document.close()
    pages[0].save(folder / 'sidor.tif', save_all=True, append_images=pages[1:], compression='tiff_lzw')
    pages = [page.copy() for page in pages]  # a picture remembers what it was saved with
    pages[0].save(folder / 'skannat.pdf', save_all=True, append_images=pages[1:], resolution=100)
    pages[-1].save(folder / 'sida.png', dpi=(100, 100))
    pages[-1].save(folder / 'sida.jpg', dpi=(100, 100), quality=60)


def _copied(source: Path, target: Path) -> Path:
    return shutil.copytree(source, target, ignore=shutil.ignore_patterns('.docgen'))


def _run(bench: Workbench, *arguments: str) -> None:
    done = CliRunner().invoke(main, ['--workspace', str(bench.root), *arguments])
    assert done.exit_code == 0, f'{arguments}\n{done.output}'


def base_with_own_authority(folder: Path) -> None:
    """The same, with certificates made for it."""
    from pki.authority import make_pki
    from pki.server import TrustServer
    from pki.softtoken import configure

    server = TrustServer()
    try:
        (folder / 'pki').mkdir()
        os.environ['SOFTHSM2_CONF'] = str(configure(folder / 'pki/softhsm'))
        make_base(folder, make_pki(folder / 'pki', server))
    finally:
        server.close()
