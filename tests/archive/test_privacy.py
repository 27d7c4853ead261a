"""No personal identity number where everyone may look; where one may be, the metadata say so."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from sign.conftest import copied

from docgen.archive.conformance import CONFORMANCE, conformance_reports, judge_pdf
from docgen.archive.privacy import require_private
from docgen.errors import FindingsError

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

    from archive.conftest import Package

NUMBER = '19811218-9876'
"""Skatteverket's own made-up number."""


def test_a_number_in_the_archive_settings_is_refused(smallest: Workbench, tmp_path: Path) -> None:
    workbench = copied(smallest, tmp_path / 'workspace')
    period = min(path.name for path in workbench.output.iterdir())
    settings = workbench.root / 'data/workspace.yaml'
    said = f'archive:\n  confidentiality: Rör {NUMBER}.\n  rights: Lämnas ut efter prövning.\n'
    settings.write_text(settings.read_text('utf-8') + said, 'utf-8')
    answer = workbench.run('archive', period, '--unsigned', '--to', str(tmp_path / 'arkiv'))
    assert answer.code == 3
    assert set(answer.ids) == {'archive-identity-number'}
    assert '9876' not in answer.err
    assert [path.name for path in (tmp_path / 'arkiv').iterdir()] == ['.docgen']


def test_secrecy_never_stands_beside_free_reading(smallest: Workbench, tmp_path: Path) -> None:
    workbench = copied(smallest, tmp_path / 'workspace')
    period = min(path.name for path in workbench.output.iterdir())
    settings = workbench.root / 'data/workspace.yaml'
    before = settings.read_text('utf-8')
    settings.write_text(f'{before}archive:\n  confidentiality: Rör {NUMBER}.\n', 'utf-8')
    answer = workbench.run('archive', period, '--unsigned', '--to', str(tmp_path))
    assert (answer.code, answer.ids) == (3, ['archive-rights-contradict'])
    assert '9876' not in answer.err
    settings.write_text(f'{before}archive:\n  confidentiality: Sekretess gäller.\n', 'utf-8')
    answer = workbench.run('check', '--archive')
    assert answer.code == 3
    assert 'archive-rights-contradict' in answer.ids


def _say(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    if path.suffix == '.pdf':
        canvas = Canvas(str(path))
        canvas.drawString(72, 720, text)
        canvas.save()
    else:
        path.write_text(text, 'utf-8')


@pytest.mark.parametrize(
    ('name', 'open_to_all'),
    [
        ('metadata/preservation/premis.xml', True),
        ('documentation/README.txt', True),
        ('data/reports/ett-lofte-v1-validering.json', True),
        ('data/reports/ett-lofte-v1-validering.pdf', True),
        ('data/public/ett-lofte.pdf', True),
        ('data/signed/ett-lofte-v1.pdf', False),
    ],
)
def test_a_number_is_found_where_everyone_may_look(name: str, open_to_all: bool, tmp_path: Path) -> None:
    _say(tmp_path / name, f'Anna Exempel {NUMBER}')
    if open_to_all:
        with pytest.raises(FindingsError, match=f'{name}.*19811218-XXXX'):
            require_private(tmp_path)
    else:
        require_private(tmp_path)


def test_a_digest_is_no_number_of_a_person(tmp_path: Path) -> None:
    _say(tmp_path / 'documentation/README.txt', hashlib.sha256(b'').hexdigest()[:40] + 'a198112189876a' + 'c' * 10)
    require_private(tmp_path)


def test_a_number_in_the_title_of_a_scan_stays_in_the_scan(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo['/Title'] = f'Skannat {NUMBER}'
        (tmp_path / 'signed').mkdir()
        pdf.save(tmp_path / 'signed/skannad.pdf')
    judged = judge_pdf(tmp_path / 'signed/skannad.pdf')
    report = conformance_reports({'signed/skannad.pdf': judged})[CONFORMANCE].decode()
    assert 'Skannat' in report
    assert '9876' not in report


def test_the_metadata_say_where_a_certificate_may_hold_one(package: Package) -> None:
    marked = [
        each.text
        for each in package.xml('metadata/descriptive/arende.xml').iter('{*}fil')
        if each.get('personuppgifter')
    ]
    assert marked == ['signed/medborgarlofte-strangnas-2021-v1.pdf']
    objects = package.xml('metadata/preservation/premis.xml').iter('{*}object')
    kinds = {
        each.findtext('{*}originalName'): [one.text for one in each.iter('{*}significantPropertiesType')]
        for each in objects
    }
    assert kinds[marked[0]] == ['variant', 'galler', 'personuppgifter']
    assert [name for name, found in kinds.items() if 'personuppgifter' in found] == marked
