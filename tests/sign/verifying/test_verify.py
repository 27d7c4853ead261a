"""`docgen verify`: what a user is told of a signed file, in the workspace and outside it."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pki.authority import PERSONAL_NUMBER
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pypdf import PdfReader
from workbench import PROJECT, Workbench, snapshot

from docgen.sign.levels import Level
from docgen.sign.trust import load_trust
from docgen.sign.verifying.expected_signatories import held_to
from docgen.sign.verifying.time_limit import OverdueError, within
from docgen.sign.verifying.verdicts import DocumentVerdict, SignatureKind, SignatureVerdict
from docgen.sign.verifying.verify import verify
from sign import manipulations as made
from sign import portal
from sign.conftest import sign
from sign.signatories import trusting

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki

STEM = 'medborgarlofte-strangnas-2021-v1'
OURS = {'anna': 'Underskrift-kommunen', 'erik': 'Underskrift-polisen'}
EXACT = "Den undertecknade filen är exakt vad dagens data och mallar ger."


def signed_file(workbench: Workbench) -> Path:
    return workbench.output / f'2021/signed/{STEM}.pdf'


def in_years(years: float) -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=365 * years)


def test_a_document_that_both_have_signed_is_valid(signed: Workbench) -> None:
    answer = signed.run('verify', str(signed_file(signed)))
    assert answer.code == 0, answer.out
    assert answer.err == ''
    assert answer.out.startswith(f"{STEM}\nGiltig: filen är oförändrad och alla underskrifter håller.\n")
    assert "1. Underskrift: Anna Exempel\n" in answer.out
    assert "kommunen, Strängnäs kommun, kommundirektör" in answer.out
    assert "svensk tid, styrkt av tidsstämpel från Testmyndigheten Tidsstämpling" in answer.out
    assert "Underskrift: Erik Provsson\n" in answer.out
    assert answer.out.count("B-LTA") == 2


def test_it_asks_nobody_unless_told_to(signed: Workbench, pki: Pki) -> None:
    with pki.server.watch() as asked:
        signed.run('verify', str(signed_file(signed)))
    assert asked == []
    with pki.server.watch() as asked:
        assert signed.run('verify', str(signed_file(signed)), '--network').code == 0
    assert any('ocsp' in path for path in asked)


def test_json_holds_it_all(signed: Workbench) -> None:
    told = signed.run('verify', str(signed_file(signed)), '--json').json
    assert (told['verdict'], told['exit_code'], told['document']) == ('valid', 0, STEM)
    people = [each for each in told['signatures'] if each['kind'] == 'signature']
    assert [each['role'] for each in people] == ['kommunen', 'polisen']
    assert [each['level'] for each in people] == ['B-LTA', 'B-LTA']
    assert all(each['proven_at'] and each['anchor'] == "Testmyndigheten Rot CA" for each in people)
    assert told['trust'][0]['name'] == "Testmyndigheten Rot CA"
    assert (told['missing'], told['changes'], told['rebuild']) == ([], [], None)


def test_it_writes_nothing(signed: Workbench) -> None:
    before = snapshot(signed.root)
    signed.run('verify', '--period', '2021')
    assert snapshot(signed.root) == before


def test_no_personal_number_is_told(signed: Workbench, tmp_path: Path) -> None:
    report = tmp_path / 'rapport.pdf'
    for options in ((), ('--json',), ('--report', str(report))):
        answer = signed.run('verify', str(signed_file(signed)), *options)
        assert PERSONAL_NUMBER not in answer.out + answer.err
    assert PERSONAL_NUMBER.encode() not in report.read_bytes()


def test_a_copy_elsewhere_is_known_by_its_bytes(signed: Workbench, tmp_path: Path) -> None:
    copy = tmp_path / 'från-posten.pdf'
    shutil.copy(signed_file(signed), copy)
    answer = signed.run('verify', str(copy))
    assert (answer.code, answer.out.partition('\n')[0]) == (0, STEM)


def test_outside_a_workspace_trust_is_given_by_name(signed: Workbench, pki: Pki, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from docgen.cli import main

    copy = tmp_path / 'fil.pdf'
    shutil.copy(signed_file(signed), copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        untrusted = CliRunner().invoke(main, ['verify', 'fil.pdf'])
        trusted = CliRunner().invoke(main, ['verify', 'fil.pdf', '--trust', str(pki.roots / 'root.pem')])
        der = CliRunner().invoke(main, ['verify', 'fil.pdf', '--trust', str(pki.root_der)])
        period = CliRunner().invoke(main, ['verify', 'fil.pdf', '--period', '2021'])
    assert untrusted.exit_code == 6
    assert "inte betrodd här" in untrusted.stdout
    assert (trusted.exit_code, der.exit_code) == (0, 0)
    assert period.exit_code == 2
    assert '[verify-needs-workspace]' in period.stderr


def test_with_a_period_the_data_are_built_anew(signed: Workbench) -> None:
    answer = signed.run('verify', '--period', '2021')
    assert answer.code == 0, answer.err
    assert EXACT in answer.out


def test_changed_data_are_told_with_their_page(signed_workspace: Workbench) -> None:
    signed_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')
    told = signed_workspace.run('verify', '--period', '2021', '--json').json
    assert told['verdict'] == 'valid'
    assert told['rebuild']['match'] == 'different'
    assert any('Allt arbete' in each and each.startswith('sida ') for each in told['rebuild']['differs'])


def test_a_file_of_another_period_is_not_held_against_this_one(signed: Workbench) -> None:
    answer = signed.run('verify', str(signed_file(signed)), '--period', '2020')
    assert (answer.code, answer.ids) == (2, ['verify-other-period'])
    assert "docgen" not in answer.out


def test_a_file_that_is_no_version_of_the_period_is_not_its_document(
    signed: Workbench, pki: Pki, tmp_path: Path
) -> None:
    """Signed by the right people, valid in itself, and about something else."""
    file = tmp_path / 'annat.pdf'
    file.write_bytes(portal.signed(made.blank(), pki.anna, pki.erik))
    options = ('--network', '--trust', str(pki.roots))
    assert signed.run('verify', str(file), *options).code == 0
    told = signed.run('verify', str(file), *options, '--period', '2021', '--json').json
    assert (told['verdict'], told['exit_code'], told['document']) == ('other-document', 6, '')


def test_whoever_signed_by_pen_is_not_missed(fixed_workspace: Workbench, tmp_path: Path) -> None:
    from sign.receiving.test_scan import as_pdf, scanned

    copy = tmp_path / 'utskrift.pdf'
    assert fixed_workspace.run('print', '2021', '--out', str(copy)).code == 0
    paper = as_pdf(scanned(copy), tmp_path / 'skannad.pdf')
    both = ('--signed-by', 'kommunen=2021-03-11', '--signed-by', 'polisen=2021-03-11')
    answer = fixed_workspace.run('receive', '2021', '--scan', str(paper), *both)
    assert answer.code == 0, answer.err
    answer = fixed_workspace.run('verify', '--period', '2021')
    assert answer.code == 6
    assert "Filen har ingen elektronisk underskrift." in answer.out
    assert "Anna Exempel (kommunen) och Erik Provsson (polisen) skrivit under för hand" in answer.out
    assert "pappret är originalet, och det skannade är en kopia av det" in answer.out
    assert "Skulle den vara undertecknad" not in answer.out
    assert EXACT.replace("undertecknade", "fastställda") in answer.out
    assert "Saknas" not in answer.out
    scan = fixed_workspace.output / '2021/signed/medborgarlofte-strangnas-2021-v1-skannad.pdf'
    of_scan = fixed_workspace.run('verify', '--period', '2021', str(scan))
    assert of_scan.out.startswith('medborgarlofte-strangnas-2021-v1-skannad.pdf')
    assert EXACT.replace("undertecknade", "fastställda") in of_scan.out
    kept = fixed_workspace.run('verify', '--period', '2021', '--save')
    assert kept.code == 6
    report = ' '.join(
        ' '.join(page.extract_text() for page in PdfReader(scan.with_name(f'{STEM}-validering.pdf')).pages).split()
    )
    assert "pappret är originalet" in report
    assert "Den fastställda filen är exakt vad dagens data och mallar ger." in report


def test_data_that_cannot_be_built_do_not_stop_it(signed_workspace: Workbench) -> None:
    (signed_workspace.root / 'data/promises/2021.yaml').write_text('id: [', 'utf-8')
    told = signed_workspace.run('verify', '--period', '2021', '--json').json
    assert (told['verdict'], told['rebuild']['match']) == ('valid', 'not-possible')


def test_who_is_missing_is_named(fixed_workspace: Workbench, pki: Pki) -> None:
    trusting(fixed_workspace, pki)
    assert sign(fixed_workspace, 'kommunen', pki.anna, '--tsa', pki.tsa_url).code == 0
    answer = fixed_workspace.run('verify', str(signed_file(fixed_workspace)))
    assert answer.code == 6
    assert "Alla har inte skrivit under.\nSaknas: Erik Provsson, Polismyndigheten" in answer.out


def test_proof_that_was_recorded_must_still_be_there(signed: Workbench, pki: Pki, tmp_path: Path) -> None:
    fixed = (signed.output / f'2021/fixed/{STEM}.pdf').read_bytes()
    weaker = tmp_path / 'svagare.pdf'
    weaker.write_bytes(portal.signed(fixed, pki.anna, pki.erik, ours=OURS))
    answer = signed.run('verify', str(weaker), '--network')
    assert answer.code == 6
    assert "Underskriften ska ha minst nivå B-LTA men har nivå B-B." in answer.out


def test_signatures_outlive_their_certificates(signed: Workbench, pki: Pki) -> None:
    """Anna's and Erik's certificates end in a year, the timestamp authority's in five."""
    trust = load_trust([pki.roots])
    assert verify(signed_file(signed), trust, at=in_years(3)).ok
    after = verify(signed_file(signed), trust, at=in_years(6))
    assert after.verdict is DocumentVerdict.EXPIRED


def test_a_signature_before_revocation_stands_when_its_time_is_proven(pki: Pki, tmp_path: Path) -> None:
    """The certificate was revoked ten days ago."""
    trust = load_trust([pki.roots])
    file = tmp_path / 'fil.pdf'
    with pki.server.at(datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=20)):
        file.write_bytes(portal.signed(made.blank(), pki.revoked, tsa_url=pki.tsa_url))
    assert verify(file, trust, network=True).ok
    file.write_bytes(portal.signed(made.blank(), pki.revoked, tsa_url=pki.tsa_url))
    assert verify(file, trust, network=True).verdict is DocumentVerdict.REVOKED


def test_services_that_do_not_answer_leave_it_unknown(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(portal.signed(made.blank(), pki.anna))
    with pki.server.down('ocsp', 'crls', 'certs'):
        found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.REVOCATION_UNKNOWN


def test_signatures_in_fields_of_the_portals_own_count(fixed_workspace: Workbench, pki: Pki, tmp_path: Path) -> None:
    trusting(fixed_workspace, pki)
    file = tmp_path / 'portal.pdf'
    fixed = (fixed_workspace.output / f'2021/fixed/{STEM}.pdf').read_bytes()
    file.write_bytes(portal.signed(fixed, pki.erik, pki.anna))
    told = fixed_workspace.run('verify', str(file), '--network', '--json').json
    assert told['verdict'] == 'valid'
    assert [each['role'] for each in told['signatures']] == ['polisen', 'kommunen']


def test_the_same_person_twice_is_not_both(fixed_workspace: Workbench, pki: Pki, tmp_path: Path) -> None:
    trusting(fixed_workspace, pki)
    file = tmp_path / 'portal.pdf'
    fixed = (fixed_workspace.output / f'2021/fixed/{STEM}.pdf').read_bytes()
    file.write_bytes(portal.signed(fixed, pki.anna, pki.anna))
    told = fixed_workspace.run('verify', str(file), '--network', '--json').json
    assert told['verdict'] == 'unexpected-signer'
    assert [each['name'] for each in told['missing']] == ["Erik Provsson"]


def test_the_seal_is_told_apart_from_people(fixed_workspace: Workbench, pki: Pki) -> None:
    trusting(fixed_workspace, pki)
    secret = ('--passphrase-file', str(pki.seal.passphrase_file))
    assert fixed_workspace.run('sign', '2021', '--seal', '--p12', str(pki.seal.p12), *secret).code == 0
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        assert sign(fixed_workspace, role, person, '--tsa', pki.tsa_url).code == 0
    found = verify(signed_file(fixed_workspace), load_trust([pki.roots]), network=True)
    assert found.ok, found
    assert next(each.kind for each in found.signatures) is SignatureKind.SEAL


def test_a_level_can_be_demanded_of_anybodys_file(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(portal.signed(made.blank(), pki.anna, tsa_url=pki.tsa_url))
    trust = load_trust([pki.roots])
    assert verify(file, trust, network=True, levels={'': Level.T}).ok
    found = verify(file, trust, network=True, levels={'': Level.LT})
    (first,) = found.signatures
    assert first.verdict is SignatureVerdict.TIMESTAMP_MISSING
    in_order = list(SignatureVerdict)
    for at, verdict in enumerate(in_order):
        worse = at < in_order.index(SignatureVerdict.TIMESTAMP_MISSING)
        told = held_to(replace(first, verdict=verdict), {'': Level.LT}).verdict
        assert told is (verdict if worse else SignatureVerdict.TIMESTAMP_MISSING)


@pytest.mark.parametrize(
    ('arguments', 'code', 'finding'),
    [
        (('finns-inte.pdf',), 2, 'verify-file-missing'),
        (('.',), 2, 'verify-file-missing'),
        ((), 2, 'verify-needs-file'),
        (('README.md', '--trust', 'finns-inte.pem'), 2, 'trust-missing'),
        (('README.md', '--trust', 'README.md'), 3, 'trust-unreadable'),
        (('README.md', '--at', 'i går'), 2, 'verify-date'),
        (('README.md', '--at', '2021-03-11', '--network'), 2, 'verify-moment'),
        (('README.md', '--save'), 2, 'verify-save-needs-version'),
        (('--period', '1999'), 2, 'period-not-built'),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    arguments: tuple[str, ...], code: int, finding: str, signed: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    answer = signed.run('verify', *arguments)
    assert (answer.code, answer.ids) == (code, [finding])


def test_saving_keeps_the_report_and_the_verdict(signed_workspace: Workbench) -> None:
    answer = signed_workspace.run('verify', '--period', '2021', '--save')
    assert answer.code == 0, answer.err
    name = f'signed/{STEM}-validering.pdf'
    assert f'{STEM}-validering.pdf' in answer.out
    record = json.loads((signed_workspace.output / '2021/record.json').read_text('utf-8'))
    event = record['events'][-1]
    assert (event['kind'], event['file'], event['details']['verdict']) == ('verified', name, 'valid')
    assert (signed_workspace.output / '2021' / name).read_bytes().startswith(b'%PDF-')
    assert signed_workspace.run('status', '2021').code == 0
    assert signed_workspace.run('verify', '--period', '2021', '--save').code == 0


def test_work_without_end_is_stopped() -> None:
    def forever() -> None:
        while True:
            time.sleep(0.01)

    with pytest.raises(OverdueError):
        within(0.1, forever)
    assert not [each for each in threading.enumerate() if each.name == 'docgen bounded']


def signed_with(key: Path, certificate: Path, *chain: Path, algorithm: str = 'sha256') -> bytes:
    kind: Any = signers.SimpleSigner
    signer = kind.load(str(key), str(certificate), ca_chain_files=chain)
    out = io.BytesIO()
    metadata = PdfSignatureMetadata(field_name='A', md_algorithm=algorithm, signer_key_usage=set())
    signers.PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(made.blank())), output=out)
    return out.getvalue()


def test_an_algorithm_that_can_be_forged_is_named(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(signed_with(pki.anna.key, pki.anna.certificate, pki.intermediates, algorithm='sha1'))
    found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.WEAK_ALGORITHM


def test_a_certificate_that_is_not_for_signatures_is_named(pki: Pki, tmp_path: Path) -> None:
    """The intermediate's own, which may issue certificates and nothing else."""
    file = tmp_path / 'fil.pdf'
    file.write_bytes(signed_with(pki.folder / 'keys/interm.p-256.pem', pki.intermediates))
    found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.UNSUITABLE_CERTIFICATE
