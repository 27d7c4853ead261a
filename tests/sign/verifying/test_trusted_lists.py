"""What the EU's trusted lists say of a signature is told with the list's day, and nothing is qualified without one."""

from __future__ import annotations

import datetime
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from pki import lists

from docgen.errors import UsageError
from docgen.sign.trust import load_trust
from docgen.sign.trusted_lists import load_trusted_lists
from docgen.sign.verifying.qualification import Qualified
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pki.authority import Pki

    from docgen.sign.verifying.verdicts import DocumentVerification
    from sign.verifying.conftest import Lab

NOW = datetime.datetime.now(datetime.UTC)


@pytest.fixture
def signer(pki: Pki) -> str:
    return str(pki.seal.certificate)


def found_with(lab: Lab, folder: Path, *, trusted: bool = True) -> DocumentVerification:
    file = folder / 'fil.pdf'
    file.write_bytes(lab.signed)
    given = load_trusted_lists(folder, load_trust([lab.pki.seal.certificate]))
    return verify(file, load_trust([lab.pki.roots]) if trusted else (), lists=given)


def kinds(found: DocumentVerification) -> list[Qualified]:
    return [each.qualification.kind for each in found.signatures if each.qualification is not None]


@pytest.mark.parametrize(
    ('said', 'kind'),
    [
        (lists.QUALIFIED, Qualified.SIGNATURE),
        (lists.qualifies('QCStatement', 'QCForESeal', 'QCWithQSCD'), Qualified.SEAL),
        (lists.qualifies('QCStatement', 'QCForESig', 'QCNoQSCD'), Qualified.CERTIFICATE),
        (lists.qualifies('NotQualified'), Qualified.NOT),
        (lists.qualifies('QCStatement', 'QCForWSA', 'QCWithQSCD'), Qualified.NOT),
        ('', Qualified.NOT),
    ],
)
def test_what_a_list_says_of_a_certificate_is_told(said: str, kind: Qualified, lab: Lab, tmp_path: Path) -> None:
    found = found_with(lab, lists.lay_lists(tmp_path, lab.pki, said=said))
    assert found.verdict is DocumentVerdict.VALID
    assert set(kinds(found)) == {kind, Qualified.TIMESTAMP}


def test_the_day_and_state_of_the_list_are_always_told(lab: Lab, tmp_path: Path, signer: str) -> None:
    lists.lay_lists(tmp_path, lab.pki)
    file = tmp_path / 'fil.pdf'
    file.write_bytes(lab.signed)
    how = ('verify', str(file), '--trusted-lists', str(tmp_path), '--list-signer', signer)
    told = lab.workbench.run(*how).out
    today = f'{NOW:%Y-%m-%d}'
    assert f"Kvalificerad:    kvalificerad underskrift enligt betrodda listan av {today} (SE, Testtillsynen)" in told
    assert f"kvalificerad tidsstämpel enligt betrodda listan av {today}" in told
    assert f"Betrodd lista: EU, Testkommissionen, nummer 42, av {today}." in told
    plain = json.loads(lab.workbench.run(*how, '--json').out)
    assert [each['territory'] for each in plain['trusted_lists']] == ['EU', 'SE']
    assert plain['signatures'][0]['qualification']['kind'] == 'qualified-signature'
    assert "valificerad" not in lab.workbench.run('verify', str(file)).out


def test_an_old_list_is_told_to_be_old(lab: Lab, tmp_path: Path) -> None:
    issued = NOW - datetime.timedelta(days=300)
    since = NOW - datetime.timedelta(days=900)
    folder = lists.lay_lists(tmp_path, lab.pki, issued=issued, since=since)
    found = load_trusted_lists(folder, load_trust([lab.pki.seal.certificate]))
    # Erik's certificate, which signed it, had not begun by then.
    assert found.states == ()
    assert "SE.xml" in found.refused[0]
    lists.lay_lists(tmp_path, lab.pki, issued=NOW - datetime.timedelta(days=50))
    ((state, _),) = load_trusted_lists(folder, load_trust([lab.pki.seal.certificate])).states
    assert not state.is_overdue(NOW)
    assert state.is_overdue(NOW + datetime.timedelta(days=200))


def test_an_issuer_of_the_list_is_trusted_for_qualified_certificates_alone(lab: Lab, tmp_path: Path) -> None:
    folder = lists.lay_lists(tmp_path, lab.pki)
    assert found_with(lab, folder, trusted=False).verdict is DocumentVerdict.VALID
    lists.lay_lists(tmp_path, lab.pki, said='')
    found = found_with(lab, folder, trusted=False)
    assert found.verdict is DocumentVerdict.VALID_BUT_UNTRUSTED
    assert Qualified.SIGNATURE not in kinds(found)


@pytest.mark.parametrize(
    'how',
    [
        {'status': 'withdrawn'},
        {'since': NOW + datetime.timedelta(days=1)},
        {'since': NOW - datetime.timedelta(days=10)},
    ],
)
def test_a_service_counts_for_the_time_that_its_status_holds(how: dict[str, Any], lab: Lab, tmp_path: Path) -> None:
    """When the certificate was issued and when it was used."""
    found = found_with(lab, lists.lay_lists(tmp_path, lab.pki, **how))
    assert set(kinds(found)) == {Qualified.NOT, Qualified.TIMESTAMP}


def test_a_list_that_nobody_known_has_signed_is_not_read(lab: Lab, tmp_path: Path) -> None:
    folder = lists.lay_lists(tmp_path, lab.pki, signer=lab.pki.untrusted)
    found = found_with(lab, folder)
    assert set(kinds(found)) == {Qualified.NOT}
    assert found.lists is not None
    assert "SE.xml användes inte" in found.lists.refused[0]


def test_a_list_that_was_changed_is_not_read(lab: Lab, tmp_path: Path) -> None:
    folder = lists.lay_lists(tmp_path, lab.pki, status='withdrawn')
    state = folder / 'SE.xml'
    state.write_bytes(state.read_bytes().replace(b'Svcstatus/withdrawn', b'Svcstatus/granted'))
    assert found_with(lab, folder).lists.states == ()  # type: ignore[union-attr]


def test_a_list_wrapped_in_another_is_not_read(lab: Lab, tmp_path: Path) -> None:
    """The signature holds for what lies within, and the reader would take what lies without."""
    folder = lists.lay_lists(tmp_path, lab.pki)
    state = folder / 'SE.xml'
    inner = state.read_bytes()
    head = re.sub(rb' Id="lista"', b'', inner[: inner.index(b'<ds:Signature')] if b'<ds:Signature' in inner else inner)
    state.write_bytes(head.replace(b'</TrustServiceStatusList>', b'') + inner + b'</TrustServiceStatusList>')
    assert load_trusted_lists(folder, load_trust([lab.pki.seal.certificate])).states == ()


@pytest.mark.parametrize(
    ('files', 'message'),
    [
        ({}, 'trusted-lists-missing'),
        ({'a.xml': b'<a/>'}, 'trusted-lists-missing'),
        ({'a.xml': b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}, 'trusted-lists-missing'),
    ],
)
def test_a_folder_without_lists_is_told(files: dict[str, bytes], message: str, tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load_trusted_lists(tmp_path)
    assert caught.value.findings[0].id == message


def test_the_list_of_the_lists_must_be_signed_by_someone_known(pki: Pki, tmp_path: Path) -> None:
    folder = lists.lay_lists(tmp_path, pki)
    with pytest.raises(UsageError) as caught:
        load_trusted_lists(folder)
    assert caught.value.findings[0].id == 'trusted-lists-unsigned'
    (folder / 'eu-lotl.xml').unlink()
    with pytest.raises(UsageError) as caught:
        load_trusted_lists(folder, load_trust([pki.seal.certificate]))
    assert caught.value.findings[0].id == 'trusted-lists-unsigned'


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A site on loopback and what it serves by path."""
    served: dict[str, bytes] = {}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = served.get(self.path)
            self.send_response(200 if content is not None else 404)
            self.send_header('Content-Type', 'text/xml')
            self.end_headers()
            self.wfile.write(content or b'')

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(('127.0.0.1', 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f'http://127.0.0.1:{server.server_address[1]}', served
    server.shutdown()
    server.server_close()


def test_lists_are_fetched_only_with_leave_and_kept_only_if_they_hold(
    site: tuple[str, dict[str, bytes]], lab: Lab, tmp_path: Path, signer: str
) -> None:
    address, served = site
    pki = lab.pki
    served['/lotl.xml'] = lists.list_of_lists(pki, address=f'{address}/SE.xml')
    served['/SE.xml'] = lists.state_list(pki, pki.erik)
    folder = tmp_path / 'listor'
    how = ('trust', 'update', str(folder), '--from', f'{address}/lotl.xml', '--list-signer', signer)
    assert lab.workbench.run(*how).ids == ['trust-update-network']
    answer = lab.workbench.run(*how, '--network')
    assert answer.code == 0, answer.err
    assert "SE: nummer 42" in answer.out
    assert load_trusted_lists(folder, load_trust([pki.seal.certificate])).states
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert sorted(before) == ['SE.xml', 'eu-lotl.xml']
    assert lab.workbench.run(*how, '--network', '--state', 'XX').ids == ['trusted-list-unknown']
    served['/SE.xml'] = lists.state_list(pki, pki.untrusted)
    assert lab.workbench.run(*how, '--network').ids == ['trusted-list-unsigned']
    del served['/SE.xml']
    assert lab.workbench.run(*how, '--network').ids == ['trusted-list-unfetched']
    served['/lotl.xml'] = lists.list_of_lists(pki, signer=pki.untrusted)
    assert lab.workbench.run(*how, '--network').ids == ['trusted-lists-unsigned']
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
