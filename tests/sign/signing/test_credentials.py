"""What one signs with, and everything that can be wrong with it: named, with nothing changed."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.sign.signing import timestamp_authority

from ..conftest import copied
from ..signatories import by, events, signed_file, trusting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pki.authority import Pki
    from pki.softtoken import SoftToken
    from workbench import Answer, Workbench


@pytest.fixture(scope='module')
def ready(fixed: Workbench, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A fixed workspace that trusts the test PKI. Only for what must change nothing."""
    return trusting(copied(fixed, tmp_path_factory.mktemp('ready') / 'workspace'), pki)


def refused(workbench: Workbench, *arguments: str) -> Answer:
    """Sign, in the belief that it fails and nothing changes."""
    before = workbench.snapshot()
    answer = workbench.run('sign', '2021', *arguments)
    assert answer.code != 0
    assert workbench.snapshot() == before
    return answer


def on(card: SoftToken, **other: str) -> tuple[str, ...]:
    options = {'pkcs11': str(card.library), 'token': card.label, 'pin-file': str(card.pin_file), **other}
    return ('--other-day', *(word for key, value in options.items() for word in (f'--{key}', value)))


@pytest.mark.parametrize(
    ('label', 'role', 'told'),
    [
        ('expired', 'kommunen', 'certificate-expired'),
        ('not_yet_valid', 'kommunen', 'certificate-not-yet-valid'),
        ('revoked', 'kommunen', 'certificate-revoked'),
        ('olle', 'kommunen', 'signer-unexpected'),
        ('erik', 'kommunen', 'signer-unexpected'),
        ('seal', 'kommunen', 'signer-unexpected'),
    ],
)
def test_a_certificate_that_may_not_sign_here_is_refused(
    ready: Workbench, pki: Pki, label: str, role: str, told: str
) -> None:
    answer = refused(ready, '--as', role, *by(getattr(pki, label)))
    assert (answer.code, answer.ids) == (6, [told])


def test_the_refusal_names_who_was_expected(ready: Workbench, pki: Pki) -> None:
    told = refused(ready, '--as', 'kommunen', *by(pki.olle)).err
    assert "Certifikatet tillhör Olle Obehörig." in told
    assert "Anna Exempel ska skriva under här." in told


def test_a_wrong_role_is_told_also_when_others_sign_first(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'polisen', *by(pki.anna))
    assert (answer.code, answer.ids) == (7, ['others-first'])
    assert "Är du själv Anna Exempel, ange --as kommunen." in answer.err


def test_a_certificate_file_has_no_pin(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'kommunen', *by(pki.anna), '--pin-file', str(pki.anna.passphrase_file))
    assert (answer.code, answer.ids) == (2, ['credential-unclear'])
    assert "--passphrase-file" in answer.err


def test_a_person_cannot_set_the_organisations_seal(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--seal', *by(pki.anna))
    assert (answer.code, answer.ids) == (6, ['signer-unexpected'])
    assert "Strängnäs kommun eller Polismyndigheten" in answer.err


@pytest.mark.parametrize(('label', 'told'), [('self_signed', 'self-signed'), ('untrusted', 'untrusted')])
def test_an_unknown_issuer_is_refused_unless_it_is_accepted_and_recorded(
    ready: Workbench, fixed: Workbench, pki: Pki, tmp_path: Path, label: str, told: str
) -> None:
    credential = getattr(pki, label)
    for options in (('--tsa', pki.tsa_url), ('--tsa', pki.tsa_url, '--accept-untrusted'), ()):
        answer = refused(ready, '--as', 'kommunen', *by(credential, *options))
        assert (answer.code, answer.ids) == (6, [f'certificate-{told}'])
        assert '--level' not in answer.err

    own = trusting(copied(fixed, tmp_path / 'own'), pki)
    answer = own.run('sign', '2021', '--as', 'kommunen', *by(credential, '--accept-untrusted'))
    assert (answer.code, [each for each in answer.ids if each != 'secret-open-to-others']) == (
        0,
        ['signature-day-differs', f'certificate-{told}'],
    )
    assert signed_file(own).is_file()
    assert events(own)[-1]['details']['accepted_untrusted'] is True


def test_without_roots_nobody_is_trusted_and_that_has_to_be_accepted(fixed_workspace: Workbench, pki: Pki) -> None:
    before = fixed_workspace.snapshot()
    for each, told in ((pki.anna, 'certificate-untrusted'), (pki.self_signed, 'certificate-self-signed')):
        refused_ = fixed_workspace.run('sign', '2021', '--as', 'kommunen', *by(each))
        assert (refused_.code, refused_.ids) == (6, [told])
        assert '--accept-untrusted' in refused_.err
    assert fixed_workspace.snapshot() == before
    answer = fixed_workspace.run('sign', '2021', '--as', 'kommunen', *by(pki.anna, '--accept-untrusted'))
    assert answer.code == 0
    assert 'certificate-untrusted' in answer.ids
    assert "Arbetsytan har inga rotcertifikat i data/trust" in answer.err


def test_a_revoked_certificate_is_found_out_without_any_root(fixed_workspace: Workbench, pki: Pki) -> None:
    answer = refused(fixed_workspace, '--as', 'kommunen', *by(pki.revoked))
    assert (answer.code, answer.ids) == (6, ['certificate-revoked'])


def test_a_silent_revocation_service_is_warned_of_but_stops_only_a_signature_that_is_to_last(
    ready: Workbench, fixed: Workbench, pki: Pki, tmp_path: Path
) -> None:
    own = trusting(copied(fixed, tmp_path / 'own'), pki)
    with pki.server.down('ocsp', 'crls'):
        answer = refused(ready, '--as', 'kommunen', *by(pki.anna, '--tsa', pki.tsa_url))
        assert (answer.code, answer.ids) == (6, ['revocation-unknown'])
        answer = own.run('sign', '2021', '--as', 'kommunen', *by(pki.anna))
    assert answer.code == 0
    assert 'revocation-unknown' in answer.ids


def test_a_wrong_passphrase_is_named_and_never_shown(ready: Workbench, pki: Pki) -> None:
    wrong = ('--p12', str(pki.anna.p12), '--passphrase-file', str(pki.wrong_passphrase_file))
    answer = refused(ready, '--as', 'kommunen', *wrong)
    assert (answer.code, answer.ids) == (6, ['passphrase-wrong'])
    assert pki.wrong_passphrase_file.read_text('utf-8').strip() not in answer.err
    assert 'Traceback' not in answer.err


def test_a_file_that_is_no_certificate_file_is_named(ready: Workbench, pki: Pki, tmp_path: Path) -> None:
    sound = pki.anna.p12.read_bytes()
    contents = {
        'empty.p12': (b'', 'credential-unreadable'),
        'text.p12': (b'hej', 'credential-unreadable'),
        'cut.p12': (sound[:200], 'credential-unreadable'),
        'certificate.p12': (pki.anna.certificate_der, 'credential-unreadable'),
    }
    for name, (content, told) in contents.items():
        (tmp_path / name).write_bytes(content)
        answer = refused(
            ready,
            *('--as', 'kommunen', '--p12', str(tmp_path / name)),
            *('--passphrase-file', str(pki.anna.passphrase_file)),
        )
        assert (answer.code, answer.ids) == (6, [told]), name


def test_a_damaged_certificate_file_never_ends_in_a_bug(ready: Workbench, pki: Pki, tmp_path: Path) -> None:
    sound = pki.anna.p12.read_bytes()
    for place in range(10, len(sound), len(sound) // 12):
        damaged = tmp_path / 'damaged.p12'
        damaged.write_bytes(sound[:place] + bytes([sound[place] ^ 0x55]) + sound[place + 1 :])
        # The first bytes are lengths, the rest is enciphered and under a checksum.
        answer = refused(
            ready,
            *('--as', 'kommunen', '--p12', str(damaged), '--passphrase-file', str(pki.anna.passphrase_file)),
        )
        assert answer.code == 6
        assert set(answer.ids) <= {'credential-unreadable', 'passphrase-wrong', 'credential-incomplete'}


def test_a_file_that_is_not_there_is_named(ready: Workbench, pki: Pki, tmp_path: Path) -> None:
    answer = refused(ready, '--as', 'kommunen', '--p12', str(tmp_path / 'saknas.p12'))
    assert (answer.code, answer.ids) == (6, ['credential-missing'])
    answer = refused(ready, '--as', 'kommunen', '--p12', str(tmp_path))
    assert (answer.code, answer.ids) == (6, ['credential-missing'])
    missing = ('--passphrase-file', str(tmp_path / 'saknas.txt'))
    answer = refused(ready, '--as', 'kommunen', '--p12', str(pki.anna.p12), *missing)
    assert (answer.code, answer.ids) == (6, ['secret-unreadable'])


def test_a_secret_that_others_can_read_is_warned_of(fixed_workspace: Workbench, pki: Pki, tmp_path: Path) -> None:
    mine = Path(shutil.copy(pki.anna.passphrase_file, tmp_path))
    arguments = ('sign', '2021', '--as', 'kommunen', '--p12', str(pki.anna.p12), '--passphrase-file', str(mine))
    trusting(fixed_workspace, pki)
    mine.chmod(0o600)
    answer = fixed_workspace.run(*arguments, '--other-day', '--document', 'medborgarlofte-strangnas-2021.pdf')
    assert 'secret-open-to-others' not in answer.ids
    mine.chmod(0o644)
    (fixed_workspace.root / 'data/trust').mkdir(exist_ok=True)
    assert 'secret-open-to-others' in fixed_workspace.run('sign', '2021', '--as', 'polisen', *by(pki.erik)).ids


@pytest.mark.parametrize(
    ('arguments', 'told'),
    [
        (('--as', 'kommunen'), 'credential-unclear'),
        (('--as', 'kommunen', '--p12', 'a.p12', '--pkcs11', 'b.so'), 'credential-unclear'),
        (('--as', 'kommunen', '--pkcs11', 'b.so'), 'credential-unclear'),
        (('--p12', 'a.p12'), 'signatory-unclear'),
        (('--as', 'kommunen', '--seal', '--p12', 'a.p12'), 'signatory-unclear'),
        (('--as', 'kommunen', '--p12', 'a.p12', '--level', 'lt'), 'timestamp-address-missing'),
        (('--as', 'kommun', '--p12', 'a.p12'), 'role-unknown'),
    ],
)
def test_what_is_asked_for_is_made_clear_before_any_secret_is(
    ready: Workbench, arguments: Sequence[str], told: str
) -> None:
    answer = refused(ready, *arguments)
    assert (answer.code, answer.ids) == (2, [told])


def test_an_unknown_role_is_answered_with_those_that_exist(ready: Workbench) -> None:
    told = refused(ready, '--as', 'rektorn', '--p12', 'a.p12').err
    assert "kommunen (Anna Exempel), polisen (Erik Provsson)" in told
    assert "Menade du kommunen?" in refused(ready, '--as', 'kommunnen', '--p12', 'a.p12').err


def test_without_a_terminal_a_secret_is_not_asked_for(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'kommunen', '--p12', str(pki.anna.p12))
    assert (answer.code, answer.ids) == (2, ['secret-not-asked'])


def test_a_secret_is_asked_for_without_echo_and_what_differs_before_it_is_kept(
    fixed_workspace: Workbench, pki: Pki
) -> None:
    trusting(fixed_workspace, pki)
    command = fixed_workspace.command('sign', '2021', '--as', 'kommunen', '--p12', str(pki.anna.p12))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=fixed_workspace.root, start_new_session=True
    )
    os.close(theirs)
    told, sent, answered = b'', False, False
    while True:  # until the terminal is closed at the other end
        try:
            told += os.read(ours, 4096)
        except OSError:
            break
        if b':' in told and not sent and "Lösenord".encode() in told:
            while termios.tcgetattr(ours)[3] & termios.ECHO:  # it is told not to echo after the question
                time.sleep(0.01)
            os.write(ours, f'{pki.anna.passphrase}\n'.encode())
            sent = True
        if not answered and b'[j/N]' in told:
            os.write(ours, b'j\n')
            answered = True
    os.close(ours)
    assert process.wait(300) == 0, told.decode()
    assert answered, "the day in print is another, and that is told before the signature is kept"
    assert told.index(b'signature-day-differs') < told.index(b'[j/N]')
    assert f"Lösenord för {pki.anna.p12.name}" in told.decode()
    assert pki.anna.passphrase not in told.decode()
    assert signed_file(fixed_workspace).is_file()


def test_a_card_signs_with_the_key_on_it(fixed_workspace: Workbench, pki: Pki) -> None:
    workbench = trusting(fixed_workspace, pki)
    answer = workbench.run('sign', '2021', '--as', 'kommunen', *on(pki.token), '--tsa', pki.tsa_url)
    assert answer.code == 0, answer.err
    details = events(workbench)[-1]['details']
    assert (details['signer'], details['level']) == ("Anna Exempel", 'B-LTA')


@pytest.mark.parametrize(
    ('other', 'told'),
    [
        ({'token': 'Fritidskort'}, 'token-missing'),
        ({'pkcs11': '/finns/inte.so'}, 'pkcs11-library-unusable'),
        ({'key-label': 'erik'}, 'key-missing'),
    ],
)
def test_what_is_wrong_with_a_card_is_named(ready: Workbench, pki: Pki, other: dict[str, str], told: str) -> None:
    answer = refused(ready, '--as', 'kommunen', *on(pki.token, **other))
    assert (answer.code, answer.ids) == (6, [told])


def test_the_labels_that_exist_are_told(ready: Workbench, pki: Pki) -> None:
    told = refused(ready, '--as', 'kommunen', *on(pki.token, token='Fritidskort')).err
    assert f"”{pki.token.label}”" in told
    told = refused(ready, '--as', 'kommunen', *on(pki.token, **{'key-label': 'erik'})).err
    assert f"”{pki.token.key_label}”" in told


def test_a_file_that_is_no_library_is_named(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'kommunen', *on(pki.token, pkcs11=str(pki.anna.p12)))
    assert (answer.code, answer.ids) == (6, ['pkcs11-library-unusable'])


def test_a_wrong_pin_is_named_and_never_shown(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'kommunen', *on(pki.token, **{'pin-file': str(pki.token.wrong_pin_file)}))
    assert (answer.code, answer.ids[-1]) == (6, 'pin-wrong')
    assert pki.token.wrong_pin_file.read_text('utf-8').strip() not in answer.err


@pytest.mark.parametrize('fault', ['tsa_with_rubbish', 'tsa_that_refuses', 'tsa_of_nobody', 'untrusted_tsa_url'])
@pytest.mark.parametrize('level', ['t', 'lta'])
def test_a_timestamp_authority_that_fails_is_named(ready: Workbench, pki: Pki, fault: str, level: str) -> None:
    answer = refused(ready, '--as', 'kommunen', *by(pki.anna, '--tsa', getattr(pki, fault), '--level', level))
    assert (answer.code, answer.ids) == (6, ['timestamp-failed'])


def test_an_answer_to_another_request_is_told_as_that(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'kommunen', *by(pki.anna, '--tsa', pki.tsa_of_another_nonce))
    assert (answer.code, answer.ids) == (6, ['timestamp-failed'])
    assert "nonce" in answer.err


def test_a_timestamp_authority_that_hangs_ends_in_time(
    ready: Workbench, pki: Pki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timestamp_authority, 'TIMEOUT', 1.0)
    answer = refused(ready, '--as', 'kommunen', *by(pki.anna, '--tsa', pki.tsa_that_hangs))
    assert (answer.code, answer.ids) == (6, ['timestamp-failed'])
    assert "svarade inte inom 1 sekunder" in answer.err


def test_an_address_that_is_none_is_named(ready: Workbench, pki: Pki) -> None:
    answer = refused(ready, '--as', 'kommunen', *by(pki.anna, '--tsa', 'tsa.exempel.se'))
    assert (answer.code, answer.ids) == (2, ['timestamp-address'])


def test_a_file_in_the_trust_folder_that_is_no_certificate_is_named(fixed_workspace: Workbench, pki: Pki) -> None:
    trusting(fixed_workspace, pki)
    (fixed_workspace.root / 'data/trust/fel.pem').write_text("hej", 'utf-8')
    answer = refused(fixed_workspace, '--as', 'kommunen', *by(pki.anna))
    assert (answer.code, answer.ids) == (3, ['trust-unreadable'])
