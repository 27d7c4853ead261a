"""The validation report: what an archivist finds in it, and that it may lie in the archive."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pypdf
import pytest
from pki.authority import PERSONAL_NUMBER
from verapdf.verapdf import validate

from docgen.records.event_details import SignatorySlot
from docgen.sign.trust import load_trust
from docgen.sign.verifying.validation_report import report, write_report
from docgen.sign.verifying.verify import verify
from sign import manipulations as made
from sign import portal

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench

    from docgen.sign.verifying.verdicts import DocumentVerification

STEM = 'medborgarlofte-strangnas-2021-v1'
NASTY = '"#set $a$ @b \\ *d* _e_ `f` #panic() <g> // h 191212-1212 & Ǻ\u202e\x07.pdf'
"""A file name, and a title, that would do much if it were taken for Typst, HTML or a terminal's command."""


@pytest.fixture(scope='module')
def found(signed: Workbench, pki: Pki) -> DocumentVerification:
    at = datetime.datetime.now(datetime.UTC)
    return verify(signed.output / f'2021/signed/{STEM}.pdf', load_trust([pki.roots]), at=at)


def text(path: Path) -> str:
    """All text, its spaces made single; words that were hyphenated at a line's end whole again."""
    pages = '\n'.join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return ' '.join(pages.replace('\u200b', '').replace('-\n', '').split())


def test_it_tells_what_was_verified_by_whom_and_what_came_out(
    found: DocumentVerification, pki: Pki, tmp_path: Path
) -> None:
    out = tmp_path / 'rapport.pdf'
    write_report(found, out)
    told = text(out)
    assert pypdf.PdfReader(out).metadata.title == f"Valideringsrapport för {STEM}.pdf"  # type: ignore[union-attr]
    assert "Giltig: filen är oförändrad och alla underskrifter håller." in told
    assert found.sha256 in told
    assert "docgen 0.1.0" in told
    for name in ("Anna Exempel", "Erik Provsson", "Testmyndigheten Rot CA", "B-LTA", "inte spärrat"):
        assert name in told
    assert load_trust([pki.roots])[0].fingerprint in told
    assert PERSONAL_NUMBER not in told


def test_the_same_verification_gives_the_same_bytes(signed: Workbench, pki: Pki, tmp_path: Path) -> None:
    file = str(signed.output / f'2021/signed/{STEM}.pdf')
    for name in ('a.pdf', 'b.pdf'):
        answer = signed.run('verify', file, '--at', '2027-01-01', '--report', str(tmp_path / name))
        assert answer.code == 0, answer.out
    assert (tmp_path / 'a.pdf').read_bytes() == (tmp_path / 'b.pdf').read_bytes()


def test_every_report_may_be_archived(found: DocumentVerification, signed: Workbench, pki: Pki, tmp_path: Path) -> None:
    """Valid, with data compared, changed, unsigned, hostile in name and title, and without any trust."""
    trust = load_trust([pki.roots])
    signed_bytes = found.path.read_bytes()
    files = {
        'changed.pdf': made.comment_added(made.attachment_added(signed_bytes)),
        'cut.pdf': made.cut_to_first(signed_bytes),
        'text.pdf': b'text',
        NASTY.replace('/', ''): portal.signed(made.titled(NASTY), pki.anna, pki.self_signed),
    }
    out = [tmp_path / 'valid-rapport.pdf', tmp_path / 'period-rapport.pdf']
    write_report(found, out[0])
    signed.run('verify', '--period', '2021', '--report', str(out[1]))
    for number, (name, content) in enumerate(files.items()):
        file = tmp_path / name
        file.write_bytes(content)
        for trusted in (trust, ()):
            out.append(tmp_path / f'{number}-{len(trusted)}-rapport.pdf')
            slots = [SignatorySlot(field='x', role='kommunen', party=NASTY, name="Å" * 400, title='chef')]
            write_report(verify(file, trusted, expected=slots), out[-1])
    reports = validate(out)
    assert {path.name: each.rules for path, each in reports.items() if not each.conforms} == {}
    assert "Den undertecknade filen är exakt vad dagens data och mallar ger." in text(out[1])
    assert "#panic()" in text(tmp_path / '3-1-rapport.pdf')
    assert '191212-1212' not in text(tmp_path / '3-1-rapport.pdf')


def test_a_place_that_cannot_be_written_is_named(signed: Workbench, tmp_path: Path) -> None:
    (tmp_path / 'fil').write_text('')
    file = str(signed.output / f'2021/signed/{STEM}.pdf')
    for option, folder, words in (('--report', 'fil', "är en fil"), ('--report-xml', 'finns-ej', "finns inte. ")):
        answer = signed.run('verify', file, option, str(tmp_path / folder / 'rapport.pdf'))
        assert (answer.code, answer.ids) == (2, ['output-unwritable'])
        assert words.strip() in answer.err
        assert f"annan plats med {option}." in answer.err


def test_it_is_small_and_has_its_pages_numbered(found: DocumentVerification, tmp_path: Path) -> None:
    made_report = report(found)
    assert len(made_report) < 150_000
    out = tmp_path / 'rapport.pdf'
    out.write_bytes(made_report)
    assert "Sida 1 (2)" in text(out)
