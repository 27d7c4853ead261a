"""`docgen sign` from a fixed document to one that all have signed, step by step, as other programs see the steps."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pki.authority import PERSONAL_NUMBER
from verapdf.verapdf import validate

from docgen.sign import changed_since_fixed

from ..conftest import copied
from ..signatories import DOCUMENT, NAME, by, events, signed_file, trusting

if TYPE_CHECKING:
    from pki.authority import Pki
    from workbench import Answer, Workbench

FIXED, SEALED, FIRST, LAST = 'fixed', 'sealed', 'first', 'last'


@dataclass(frozen=True)
class Way:
    """A workspace whose document has been sealed and then signed by both, and the file after each step."""

    workbench: Workbench
    files: dict[str, Path]
    answers: dict[str, Answer]


@pytest.fixture(scope='module')
def way(fixed: Workbench, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Way:
    folder = tmp_path_factory.mktemp('way')
    workbench = trusting(copied(fixed, folder / 'workspace'), pki)
    files = {FIXED: workbench.output / '2021/fixed' / NAME}
    answers = {}
    steps = (
        (SEALED, ('--seal', *by(pki.seal))),
        (FIRST, ('--as', 'kommunen', *by(pki.anna, '--tsa', pki.tsa_url, '--level', 't'))),
        (LAST, ('--as', 'polisen', *by(pki.erik, '--tsa', pki.tsa_url))),
    )
    for step, arguments in steps:
        answers[step] = workbench.run('sign', '2021', *arguments)
        assert answers[step].code == 0, answers[step].err
        files[step] = Path(shutil.copy(signed_file(workbench), folder / f'{step}.pdf'))
    return Way(workbench, files, answers)


def test_every_state_begins_with_the_one_before_byte_by_byte(way: Way) -> None:
    contents = [path.read_bytes() for path in way.files.values()]
    for before, after in pairwise(contents):
        assert after.startswith(before)
        assert len(after) > len(before)


def test_every_state_is_pdf_a_2a_and_pdf_ua_1(way: Way) -> None:
    reports = validate(way.files.values())
    assert {path.name: report.rules for path, report in reports.items() if not report.conforms} == {}


def test_pyhankos_own_command_finds_every_signature_sound(way: Way, pki: Pki) -> None:
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name('pyhanko'), 'sign', 'validate', '--pretty-print'),
            *('--trust', pki.root_der, '--trust-replace', way.files[LAST]),
        ],
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("The signature is judged VALID.") == 3


def test_pdfsig_finds_every_signature_sound(way: Way) -> None:
    done = subprocess.run(
        ['pdfsig', '-nocert', way.files[LAST]],
        cwd=way.workbench.root,  # it leaves a file of its library's there
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=300,
    )
    assert done.stdout.count('Signature is Valid.') == 3


def test_the_record_tells_who_signed_and_how(way: Way) -> None:
    told = [each for each in events(way.workbench) if each['document'] == DOCUMENT]
    assert [each['kind'] for each in told] == ['fixed', 'sealed', 'signed', 'signed']
    seal, first, last = (each['details'] for each in told[1:])
    assert (seal['signer'], seal['role'], seal['field'], seal['level']) == ("Strängnäs kommun", None, 'Sigill', 'B-B')
    assert (first['role'], first['field'], first['level']) == ('kommunen', 'Underskrift-kommunen', 'B-T')
    assert (last['role'], last['name'], last['signer']) == ('polisen', "Erik Provsson", "Erik Provsson")
    assert (last['level'], last['timestamped_by']) == ('B-LTA', "Testmyndigheten Tidsstämpling")
    assert last['issuer'] == "Testmyndigheten Personlig CA"
    assert re.fullmatch('[0-9a-f]+', last['serial'])
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00', last['time'])


def test_no_personal_identity_number_is_told_or_recorded(way: Way) -> None:
    told = ''.join(each.out + each.err for each in way.answers.values())
    told += (way.workbench.output / '2021/record.json').read_text('utf-8')
    assert PERSONAL_NUMBER not in told
    assert PERSONAL_NUMBER[2:] not in told


def test_the_answer_says_who_is_missing_and_what_to_do_next(way: Way) -> None:
    sealed, first, last = (way.answers[step].out for step in (SEALED, FIRST, LAST))
    assert sealed.startswith(f"Sigillet för Strängnäs kommun är satt på {DOCUMENT}, version 1.")
    assert first.startswith(f"Anna Exempel har skrivit under {DOCUMENT}, version 1.")
    assert "tidsstämplat av Testmyndigheten Tidsstämpling" in first
    assert "Saknas: Erik Provsson (polisen)." in first
    assert "Nästa steg: docgen sign 2021 --as polisen --p12 FIL" in first
    assert "Alla har skrivit under." in last
    assert "Nästa steg: docgen verify --period 2021 --save" in last


def test_what_is_seen_says_who_signed_and_when(way: Way) -> None:
    with pikepdf.open(way.files[LAST]) as pdf:
        seen = {}
        for field in pdf.Root.AcroForm.Fields:
            left, bottom, right, top = (float(each) for each in field.Rect)
            if right > left:
                seen[str(field.T)] = field
                box = sorted(float(each) for each in field.AP.N.BBox)
                assert box == pytest.approx([0, 0, top - bottom, right - left], abs=1)
        assert set(seen) == {'Underskrift-kommunen', 'Underskrift-polisen'}
        lone = pikepdf.new()
        lone.add_blank_page(page_size=(300, 100))
        lone.pages[0].obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Seen=lone.copy_foreign(seen['Underskrift-polisen'].AP.N))
        )
        lone.pages[0].obj.Contents = lone.make_stream(b'/Seen Do')
        lone.save(way.workbench.root / 'seen.pdf')
    text = subprocess.run(
        ['pdftotext', '-layout', way.workbench.root / 'seen.pdf', '-'],
        capture_output=True,
        encoding='utf-8',
        check=True,
        timeout=300,
    ).stdout
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[:2] == ["Undertecknad elektroniskt", "Erik Provsson"]
    assert re.fullmatch(r'\d{1,2}\s\w+ \d{4} kl\. \d\d\.\d\d \(UTC\+[12]\)', lines[2])
    assert lines[3] == "Certifikat från Testmyndigheten Personlig CA"


def test_title_dates_and_claims_stand_as_they_were_signed(way: Way) -> None:
    described = []
    for path in way.files.values():
        with pikepdf.open(path) as pdf:
            described.append((dict(pdf.trailer.Info.items()), pdf.Root.Metadata.read_bytes()))
    assert all(each == described[0] for each in described)


def test_the_last_signature_closes_the_document(way: Way) -> None:
    with pikepdf.open(way.files[LAST]) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        reference = fields['Underskrift-polisen'].V.Reference[0]
        assert reference.TransformMethod in ('/DocMDP', '/FieldMDP')
        assert int(fields['Underskrift-polisen'].Lock.P) == 1
        assert int(pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P) == 2
        assert [str(name) for name, field in fields.items() if '/V' in field] == [
            *('Underskrift-kommunen', 'Underskrift-polisen', 'Sigill', 'Tidsstampel-1')
        ]
        assert int(pdf.Root.AcroForm.SigFlags) == 3


def test_the_signed_file_is_write_protected(way: Way) -> None:
    assert signed_file(way.workbench).stat().st_mode & 0o222 == 0


def test_a_change_since_fixing_is_told_before_one_signs_or_prints(fixed_workspace: Workbench, pki: Pki) -> None:
    assert 'fixed-differs' not in fixed_workspace.run('print', '2021').ids
    fixed_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')
    printed = fixed_workspace.run('print', '2021')
    assert (printed.code, printed.ids) == (0, ['fixed-differs'])
    assert "kör docgen fix 2021 och skriv under version 2 i stället" in printed.err

    signed = fixed_workspace.run('sign', '2021', '--as', 'kommunen', *by(pki.anna, '--accept-untrusted'))
    assert signed.code == 0
    assert signed.ids.index('fixed-differs') < signed.ids.index('certificate-untrusted')

    fixed_workspace.replace('promises/2021.yaml', 'title:', 'titel:')
    assert 'fixed-differs' not in fixed_workspace.run('print', '2021').ids


def test_another_docgen_is_no_change_but_another_signatory_is(
    fixed_workspace: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed template, seen by a docgen whose own code is another than the one that fixed."""
    fixed_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')
    monkeypatch.setattr(changed_since_fixed, 'code_fingerprint', lambda: 'another')
    assert fixed_workspace.run('print', '2021').ids == []
    fixed_workspace.replace('promises/2021.yaml', 'Erik Provsson', 'Ebba Provsson')
    assert fixed_workspace.run('print', '2021').ids == ['fixed-differs']


def test_signing_again_is_refused_and_changes_nothing(way: Way, pki: Pki) -> None:
    before = way.workbench.snapshot()
    for arguments, told in (
        (('--as', 'kommunen', *by(pki.anna)), 'already-signed'),
        (('--as', 'polisen', *by(pki.erik)), 'already-signed'),
        (('--seal', *by(pki.seal)), 'already-sealed'),
    ):
        answer = way.workbench.run('sign', '2021', *arguments)
        assert (answer.code, answer.ids) == (7, [told])
    assert way.workbench.snapshot() == before
