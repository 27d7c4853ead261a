"""Passphrases and PINs: what cannot be one is refused, and none is ever seen in what docgen says."""

from __future__ import annotations

import logging
import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from docgen import errors
from docgen.cli import main
from docgen.sign.signing import credentials
from docgen.sign.signing.secrets import usable_secret

from ..conftest import copied
from ..signatories import trusting

if TYPE_CHECKING:
    from pki.authority import Pki
    from workbench import Workbench

SECRET = 'mycket-hemligt-ord'


@pytest.mark.parametrize(
    'content',
    [
        f'{SECRET}\0'.encode(),
        SECRET.encode('utf-16'),
        SECRET.encode('utf-16-le'),
        f'{SECRET}\x1b[2J'.encode(),
        b'\xff' + SECRET.encode(),
        SECRET.encode() * 400,
    ],
    ids=['NUL', 'UTF-16', 'UTF-16 without mark', 'control', 'no text', 'too long'],
)
def test_a_file_that_holds_no_passphrase_is_refused_and_not_shown(
    fixed: Workbench, pki: Pki, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / 'lösenord.txt'
    file.write_bytes(content)
    file.chmod(0o600)
    answer = fixed.process(
        'sign', '2021', '--as', 'kommunen', '--p12', str(pki.anna.p12), '--passphrase-file', str(file)
    )
    assert answer.code == 6, answer.err
    assert answer.ids == ['secret-unreadable']
    _holds_no_secret(answer.out + answer.err)
    assert 'Traceback' not in answer.err


def test_a_queue_is_no_passphrase_file_and_no_certificate_file(fixed: Workbench, pki: Pki, tmp_path: Path) -> None:
    queue = tmp_path / 'kö'
    os.mkfifo(queue)
    secret = ('--passphrase-file', str(pki.anna.passphrase_file))
    assert fixed.run('sign', '2021', '--as', 'kommunen', '--p12', str(queue), *secret).ids == ['credential-missing']
    p12 = ('--p12', str(pki.anna.p12))
    answer = fixed.run('sign', '2021', '--as', 'kommunen', *p12, '--passphrase-file', str(queue))
    assert answer.ids == ['secret-unreadable']
    assert "ingen vanlig fil" in answer.err


@pytest.mark.parametrize('kind', [RuntimeError, BaseException, ValueError])
def test_a_bug_while_signing_is_reported_without_the_secret(
    fixed: Workbench, pki: Pki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    """The secret stands in the error, in its cause and in variables, as a library's panic may have it."""
    workbench = trusting(copied(fixed, tmp_path / 'workspace'), pki)
    file = tmp_path / 'lösenord.txt'
    file.write_text(SECRET, 'utf-8')
    file.chmod(0o600)

    def broken(credential: object) -> object:
        secret = usable_secret(SECRET, file)
        raise kind(f'called with {secret}', list(secret.encode())) from ValueError(secret.encode())

    monkeypatch.setattr(credentials, '_load', broken)
    monkeypatch.setenv('DOCGEN_LOG', 'debug')
    words = ('sign', '2021', '--as', 'kommunen', '--p12', str(pki.anna.p12), '--passphrase-file', str(file))
    done = CliRunner().invoke(main, ['--workspace', str(workbench.root), '--verbose', *words])
    logging.getLogger('docgen').handlers = []
    assert done.exit_code == 1, done.output
    assert "fel i docgen" in done.output
    assert kind.__name__ in done.output
    _holds_no_secret(done.output)
    assert all(SECRET not in path.read_text('utf-8', errors='replace') for path in _written(workbench.output))


def test_a_refusal_of_a_secret_holds_it_nowhere() -> None:
    with pytest.raises(errors.SignatureError) as caught:
        usable_secret(f'{SECRET}\0', Path('anna.p12'))
    _holds_no_secret(''.join(traceback.format_exception(caught.value)))


def _holds_no_secret(text: str) -> None:
    for part in (SECRET, SECRET[:8], ', '.join(str(byte) for byte in SECRET.encode()[:6]), SECRET.encode().hex()):
        assert part not in text


def _written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob('*') if path.is_file() and path.suffix != '.pdf']
