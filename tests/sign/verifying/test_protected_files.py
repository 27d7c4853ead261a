"""No option that names a file to write takes an original, evidence, data, or what the command reads itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

DOCUMENT = 'medborgarlofte-strangnas-2021'


def _contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob('*') if path.is_file() and '.docgen' not in path.parts}


def test_no_command_writes_over_what_cannot_be_made_again(fixed_workspace: Workbench, tmp_path: Path) -> None:
    bench, period = fixed_workspace, fixed_workspace.output / '2021'
    fixed = period / f'fixed/{DOCUMENT}-v1.pdf'
    outside = tmp_path / 'utanför'
    (outside / 'paket').mkdir(parents=True)
    (outside / 'paket/METS.xml').write_text('<mets/>')
    (outside / 'paket.zip').write_bytes(b'PK')
    (outside / 'signed.pdf').write_bytes(b'%PDF-1.7 /ByteRange docgen')
    (outside / 'kopia.pdf').write_bytes(fixed.read_bytes())
    (outside / 'länk.pdf').symlink_to(period / 'record.json')
    (outside / 'mapp').symlink_to(period)
    os.link(bench.root / 'data/promises/2021.yaml', outside / 'hård.pdf')
    (outside / 'skyddad.pdf').write_bytes(b'x')
    (outside / 'skyddad.pdf').chmod(0o444)
    read = str(outside / 'kopia.pdf')
    before = _contents(tmp_path)
    places = [
        fixed,
        period / 'fixed/ny.pdf',
        period / 'FIXED' / fixed.name,
        period / 'signed/ny.pdf',
        period / 'record.json',
        period / f'{DOCUMENT}.pdf',
        bench.root / 'data/../data/workspace.yaml',
        bench.root / 'templates/medborgarlofte.docx',
        outside / 'mapp/fixed' / fixed.name,
        *(outside / name for name in ('paket/rapport.pdf', 'paket.zip', 'signed.pdf', 'länk.pdf', 'hård.pdf')),
        *(outside / name for name in ('skyddad.pdf', 'kopia.pdf', '../utanför/kopia.pdf')),
    ]
    asked: list[tuple[str, ...]] = [('verify', read, '--report', str(path)) for path in places]
    record = str(period / 'record.json')
    asked += [
        *(('verify', read, option, record) for option in ('--report-xml', '--evidence')),
        ('verify', read, '--report', str(outside / 'a.pdf'), '--evidence', str(outside / 'a.pdf')),
        *(('diff', '2020', '2021', option, record) for option in ('--html', '--word')),
        ('commitments', '2021', '--excel', str(bench.root / 'data/workspace.yaml')),
        ('print', '2021', '--out', str(fixed)),
        *(('archive', 'list', str(outside), option, record) for option in ('--html', '--csv')),
        ('template', 'fix', str(bench.root / 'templates/medborgarlofte.docx'), '--output', record),
    ]
    for arguments in asked:
        answer = bench.run(*arguments, '--replace')
        assert (answer.code, answer.ids) == (ExitCode.REFUSED, ['output-protected']), arguments
    answer = bench.run('archive', '2021', '--to', str(period / 'signed'))
    assert (answer.code, answer.ids) == (ExitCode.REFUSED, ['output-protected'])
    assert _contents(tmp_path) == before
