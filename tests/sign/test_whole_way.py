"""The whole way as a user goes it, with the real command in a copied workspace: from data to the website, and back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from verapdf.verapdf import validate
from web.html_checks import elements, links
from workbench import snapshot

from docgen.swedish import file_size
from sign.conftest import shortened

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from pki.credential import Credential
    from workbench import Answer, Workbench

PROMISE = 'medborgarlofte-strangnas-2021.pdf'
FIXED = 'fixed/medborgarlofte-strangnas-2021-v1.pdf'
SIGNED = 'signed/medborgarlofte-strangnas-2021-v1.pdf'
PUBLIC = f'public/{PROMISE}'
SIGNING_PAGE = 6
KEPT = ('fixed', 'signed', 'public')


@pytest.fixture
def workspace(tmp_path: Path) -> Workbench:
    return shortened(tmp_path / 'workspace')


def _run(workbench: Workbench, *arguments: str) -> Answer:
    answer = workbench.run(*arguments)
    assert answer.code == 0, answer.err
    return answer


def _sign(workbench: Workbench, role: str, person: Credential, tsa: str) -> Answer:
    secret = ('--p12', str(person.p12), '--passphrase-file', str(person.passphrase_file), '--other-day')
    return _run(workbench, 'sign', '2021', '--as', role, *secret, '--level', 'lta', '--tsa', tsa)


def _state(workbench: Workbench) -> str:
    documents = _run(workbench, 'status', '2021', '--json').json['documents']
    return str([each['state'] for each in documents if each['document'] == PROMISE][-1])


def _kept(folder: Path) -> dict[str, str]:
    return {f'{name}/{file}': sha256 for name in KEPT for file, sha256 in snapshot(folder / name).items()}


def _told_size(folder: Path) -> str:
    """The size that the page's link to the promise tells."""
    page = elements((folder / 'webb/sida.html').read_text('utf-8'))
    (text,) = (text for text, address in links(page).items() if address.endswith(f'/{PROMISE}'))
    found = re.search(r'\(pdf, ([^,)]+)', text)
    assert found
    return found[1]


def test_from_data_to_the_website_with_electronic_signatures(workspace: Workbench, pki: Pki) -> None:
    folder = workspace.output / '2021'
    shutil.copytree(pki.roots, workspace.root / 'data/trust', dirs_exist_ok=True)

    _run(workspace, 'build')
    assert _state(workspace) == 'draft'
    _run(workspace, 'fix', '2021')
    assert _state(workspace) == 'fixed'
    assert "Erik Provsson" in _sign(workspace, 'kommunen', pki.anna, pki.tsa_url).out
    assert _state(workspace) == 'partly_signed'
    _sign(workspace, 'polisen', pki.erik, pki.tsa_url)
    assert _state(workspace) == 'signed'
    assert (folder / SIGNED).read_bytes().startswith((folder / FIXED).read_bytes())
    verified = _run(workspace, 'verify', str(folder / SIGNED))
    assert "Giltig: filen är oförändrad och alla underskrifter håller." in verified.out
    _run(workspace, 'verify', '--period', '2021', '--save')
    assert _run(workspace, 'publish', '2021').ids == []
    assert _state(workspace) == 'published'
    size = file_size((folder / PUBLIC).stat().st_size)
    assert _told_size(folder) == size

    # Building again changes nothing of what is fixed, signed and published, nor where the pages lead.
    before = workspace.snapshot()
    assert "Allt är oförändrat" in _run(workspace, 'build').out
    assert workspace.snapshot() == before
    kept = _kept(folder)

    # The data change: the build goes on, says what differs, and leaves the signed version and the links alone.
    workspace.replace(
        'promises/2021.yaml',
        'number: 4\n        unit: trygghetsvandringar',
        'number: 5\n        unit: trygghetsvandringar',
    )
    workspace.replace(
        'promises/2021.yaml',
        'minst fyra trygghetsvandringar tillsammans med Polisen.',
        'minst fem trygghetsvandringar tillsammans med Polisen.',
    )
    workspace.replace(
        'promises/2021.yaml',
        'minst fyra trygghetsvandringar tillsammans med Polisen under året.',
        'minst fem trygghetsvandringar tillsammans med Polisen under året.',
    )
    built = _run(workspace, 'build')
    assert 'fixed-differs' in built.ids
    assert "fem" in built.err
    assert _kept(folder) == kept
    assert _told_size(folder) == size

    # A new version leaves the signatures behind, so it has to be asked for.
    refused = workspace.run('fix', '2021')
    assert (refused.code, 'fixed-version-signed' in refused.ids) == (7, True)
    assert _kept(folder) == kept
    assert "version 2" in _run(workspace, 'fix', '2021', '--new-version').out
    assert _state(workspace) == 'fixed'
    assert kept.items() <= _kept(folder).items()
    assert workspace.run('publish', '2021').ids == ['publish-unsigned']
    assert _told_size(folder) == size
    assert _run(workspace, 'verify', str(folder / SIGNED)).code == 0

    reports = validate([*folder.glob('*.pdf'), *folder.glob('*/*.pdf')])
    assert {path.name: report.rules for path, report in reports.items() if not report.conforms} == {}
    events = json.loads((folder / 'record.json').read_text('utf-8'))['events']
    kinds = [each['kind'] for each in events if each['document'] == PROMISE]
    assert kinds == ['fixed', 'signed', 'signed', 'verified', 'published', 'fixed']


def test_from_data_to_the_website_with_a_pen(workspace: Workbench, tmp_path: Path) -> None:
    folder = workspace.output / '2021'
    _run(workspace, 'build')
    _run(workspace, 'fix', '2021')
    paper, scan = tmp_path / 'utskrift.pdf', tmp_path / 'skannat'
    _run(workspace, 'print', '2021', '--out', str(paper))
    subprocess.run(['pdftoppm', '-r', '150', '-gray', '-png', str(paper), str(scan)], check=True, timeout=300)
    pages = sorted(str(path) for path in tmp_path.glob('skannat-*.png'))
    signed = ('--signed-by', 'kommunen=2021-03-11', '--signed-by', 'polisen=2021-03-12')
    forgetful = _run(workspace, 'receive', '2021', '--other-day', '--scan', *signed[:2], *pages)
    assert "Ännu inte undertecknat av Erik Provsson" in forgetful.out
    received = _run(workspace, 'receive', '2021', '--other-day', '--scan', *signed, *pages)
    assert "En skannad underskrift är ingen elektronisk underskrift" in received.out
    assert "Redan mottagen" in _run(workspace, 'receive', '2021', '--other-day', '--scan', *signed, *pages).out
    assert _state(workspace) == 'signed'

    assert _run(workspace, 'publish', '2021', '--date', '2021-04-28').ids == []

    assert _state(workspace) == 'published'
    text = ' '.join(PdfReader(folder / PUBLIC).pages[SIGNING_PAGE - 1].extract_text().split())
    assert "Undertecknad för hand 2021-03-11" in text
    assert "Undertecknad för hand 2021-03-12" in text
    assert "elektroniskt" not in text
    scanned = snapshot(folder / 'signed')['medborgarlofte-strangnas-2021-v1-skannad-2.pdf']
    assert f"Undertecknat på papper, inskannat: SHA-256 {scanned}" in text
    assert _told_size(folder) == file_size((folder / PUBLIC).stat().st_size)
    before = workspace.snapshot()
    _run(workspace, 'build')
    assert workspace.snapshot() == before
    reports = validate(folder.glob('*/*.pdf'))
    assert {path.name: report.rules for path, report in reports.items() if not report.conforms} == {}
