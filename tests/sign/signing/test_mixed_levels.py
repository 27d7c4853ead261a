"""Signatories at different levels: whoever signs with proof in the file collects it for those before as well."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from verapdf.verapdf import validate

from ..conftest import copied
from ..signatories import by, signed_file, trusting

if TYPE_CHECKING:
    from pki.authority import Pki
    from workbench import Workbench


@dataclass(frozen=True)
class Mixed:
    """The seal and kommunen signed B-B, polisen B-LTA."""

    workbench: Workbench
    first: Path
    last: Path


@pytest.fixture(scope='module')
def mixed(fixed: Workbench, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    folder = tmp_path_factory.mktemp('mixed')
    workbench = trusting(copied(fixed, folder / 'workspace'), pki)
    _sign(workbench, '--seal', *by(pki.seal))
    _sign(workbench, '--as', 'kommunen', *by(pki.anna))
    first = Path(shutil.copy(signed_file(workbench), folder / 'first.pdf'))
    _sign(workbench, '--as', 'polisen', *by(pki.erik, '--tsa', pki.tsa_url))
    return Mixed(workbench, first, Path(shutil.copy(signed_file(workbench), folder / 'last.pdf')))


def _sign(workbench: Workbench, *arguments: str) -> None:
    answer = workbench.run('sign', '2021', *arguments)
    assert answer.code == 0, answer.err
    assert 'earlier-proof-missing' not in answer.ids


def test_all_are_valid_without_a_network(mixed: Mixed) -> None:
    answer = mixed.workbench.run('verify', str(signed_file(mixed.workbench)), '--json')
    assert answer.code == 0, answer.out
    assert answer.json['verdict'] == 'valid'
    told = {each['field']: (each['verdict'], each['level'], each['revocation']) for each in answer.json['signatures']}
    for field in ('Sigill', 'Underskrift-kommunen', 'Underskrift-polisen'):
        assert told[field][0] == 'valid', told
    assert "Giltig: filen är oförändrad och alla underskrifter håller." in (
        mixed.workbench.run('verify', str(signed_file(mixed.workbench))).out
    )


def test_the_file_before_stands_byte_by_byte_and_the_new_one_conforms(mixed: Mixed) -> None:
    assert mixed.last.read_bytes().startswith(mixed.first.read_bytes())
    reports = validate([mixed.first, mixed.last])
    assert {path.name: report.rules for path, report in reports.items() if not report.conforms} == {}


def test_pyhankos_own_command_finds_every_signature_sound(mixed: Mixed, pki: Pki) -> None:
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name('pyhanko'), 'sign', 'validate', '--pretty-print'),
            *('--trust', pki.root_der, '--trust-replace', mixed.last),
        ],
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("The signature is judged VALID.") == 3


def test_pdfsig_finds_every_signature_sound(mixed: Mixed) -> None:
    done = subprocess.run(
        ['pdfsig', '-nocert', mixed.last],
        cwd=mixed.workbench.root,
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=300,
    )
    assert done.stdout.count('Signature is Valid.') == 3


def test_an_authority_that_does_not_vouch_for_those_before_gives_a_warning(
    fixed_workspace: Workbench, pki: Pki
) -> None:
    """Kommunen signs with a certificate of an issuer that nobody here trusts: polisen's signature is still made."""
    workbench = trusting(fixed_workspace, pki)
    first = workbench.run('sign', '2021', '--as', 'kommunen', *by(pki.untrusted, '--accept-untrusted'))
    assert first.code == 0, first.err
    answer = workbench.run('sign', '2021', '--as', 'polisen', *by(pki.erik, '--tsa', pki.tsa_url))
    assert answer.code == 0, answer.err
    assert answer.ids[-1] == 'earlier-proof-missing'
    assert "Anna Exempel skrev under med" in answer.err
    told = workbench.run('verify', str(signed_file(workbench)), '--json').json['signatures']
    assert [each['verdict'] for each in told][:2] == ['valid-but-untrusted', 'valid']
