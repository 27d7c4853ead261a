"""`docgen --verbose` and DOCGEN_LOG: each step with its time on standard error, and never a secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pki.authority import PERSONAL_NUMBER

if TYPE_CHECKING:
    from pki.authority import Pki
    from workbench import Workbench

_LINE = re.compile(r'^ +\d+\.\d{3} s  (docgen\.[\w.]+): (.+)$', re.MULTILINE)


def test_a_build_tells_each_step_with_time_files_and_engine(minimal: Workbench) -> None:
    done = minimal.process('--verbose', 'build', '2024')
    assert done.code == 0, done.err
    told = _LINE.findall(done.err)
    assert {room.split('.')[1] for room, _ in told} >= {'workspace', 'pipeline', 'records'}
    steps = '\n'.join(text for _, text in told)
    for part in (str(minimal.root / 'data'), 'typst', 'medborgarlofte-lillby-2024-kort.docx', str(minimal.output)):
        assert part in steps
    for document in ('medborgarlofte-lillby-2024.pdf', 'medborgarlofte-lillby-2024-kort.pdf'):
        assert f'{document} är klar' in steps, 'the second process tells too'
    assert 'workspace' in minimal.process('check', DOCGEN_LOG='debug').err
    assert _LINE.search(minimal.process('check').err) is None


def test_signing_tells_its_steps_without_secret_or_personal_number(minimal: Workbench, pki: Pki) -> None:
    """The certificate holds a personal number and so does the file's name; pyHanko's own log would tell the first."""
    minimal.replace('promises/2024.yaml', 'Maja Påhittad', 'Anna Exempel')
    assert minimal.run('fix', '2024').code == 0
    key = minimal.root / 'anna-19121212-1212.p12'
    key.write_bytes(pki.anna.p12.read_bytes())
    secret = minimal.root / 'hemligt.txt'
    secret.write_text(pki.anna.passphrase, 'utf-8')
    secret.chmod(0o600)
    words = ('--p12', str(key), '--passphrase-file', str(secret), '--accept-untrusted', '--other-day')
    done = minimal.process('sign', '2024', '--as', 'kommunen', *words, DOCGEN_LOG='debug')
    assert done.code == 0, done.err
    assert 'skriver under' in done.err
    assert key.name not in done.err
    for hidden in (pki.anna.passphrase, PERSONAL_NUMBER, '19121212'):
        assert hidden not in done.out + done.err
