"""Each thing that can be wrong with a signed file has its own verdict.

Beside each stands what poppler's `pdfsig` finds: how many signatures of persons it calls valid. It is a good reader of
cryptography and is not asked for more: pages, attachments, comments and programs added after signing, people who should
not sign, revoked and expired certificates, and missing signatures all leave it at "Signature is Valid".
"""

from __future__ import annotations

import random
import resource
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from pikepdf import Array
from workbench import PROJECT

from docgen.records.record import read_record
from docgen.records.version_history import latest_versions
from docgen.sign.levels import Level
from docgen.sign.trust import load_trust
from docgen.sign.verifying.verdicts import DocumentVerdict as Verdict
from docgen.sign.verifying.verification_text import plain, tell
from docgen.sign.verifying.verify import verify
from docgen.sign.verifying.verify_request import VerifyRequest, verify_request
from sign import manipulations as made
from sign import portal
from sign.forgeries import field_with
from sign.raw_update import edited
from sign.verifying.conftest import OURS, Lab

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pki.authority import Pki


@dataclass(frozen=True)
class Row:
    """What is done, the verdict, words that are told, and how many persons' signatures pdfsig calls valid."""

    name: str
    make: Callable[[Lab], bytes]
    verdict: Verdict
    words: str
    pdfsig: int
    network: bool = False
    level: Level | None = None


def done(what: Callable[[bytes], bytes]) -> Callable[[Lab], bytes]:
    return lambda lab: what(lab.signed)


def theirs(lab: Lab) -> bytes:
    """Signed by Anna, rewritten before by her portal, which knows of no lock: nothing closes the file."""
    return portal.signed(portal.rewritten(lab.fixed), lab.pki.anna)


ASK = True
TABLE = (
    Row('as it was signed', lambda lab: lab.signed, Verdict.VALID, "alla underskrifter håller", 2),
    # The bytes.
    Row('a byte of the document flipped', done(made.text_flipped), Verdict.BROKEN, "har ändrats", 0),
    Row('a byte of a signature flipped', done(made.signature_flipped), Verdict.BROKEN, "bruten", 1),
    Row('hidden in the padding', done(made.padding_filled), Verdict.BROKEN, "dolda uppgifter", 1),
    Row('hidden in the gap', done(made.gap_filled), Verdict.BROKEN, "Luckan", 1),
    Row('signature of another file', lambda lab: made.signature_transplanted(
        portal.signed(lab.fixed, lab.pki.anna, ours=OURS),
        portal.signed(portal.rewritten(lab.fixed), lab.pki.anna, ours=OURS),
    ), Verdict.BROKEN, "har ändrats", 0),
    Row('rewritten by another program', done(made.rewritten), Verdict.BROKEN, "bruten", 0),
    Row('truncated', done(made.truncated), Verdict.CHANGED_AFTER_SIGNING, "går inte att öppna", 1),
    Row('bytes after the end', done(made.garbage_appended), Verdict.CHANGED_AFTER_SIGNING, "Efter filens slut", 2),
    Row('objects after the end', done(made.objects_after_the_end),
        Verdict.CHANGED_AFTER_SIGNING, "saknar slut eller register", 2),
    # Updates after signing.
    Row('page appended', done(made.page_appended), Verdict.CHANGED_AFTER_SIGNING, "En sida har lagts till", 2),
    Row('page painted over', done(made.page_painted_over), Verdict.CHANGED_AFTER_SIGNING, "Sidan 1", 2),
    Row('attachment added', done(made.attachment_added), Verdict.CHANGED_AFTER_SIGNING, "”tillagg.txt” har bilagts", 2),
    Row('comment added', done(made.comment_added), Verdict.CHANGED_AFTER_SIGNING, "fått en textruta", 2),
    Row('program added', done(made.javascript_added), Verdict.CHANGED_AFTER_SIGNING, "körs när filen öppnas", 2),
    Row('title changed', done(made.title_changed), Verdict.CHANGED_AFTER_SIGNING, "”Medborgarlöfte 1999”", 2),
    Row('title in XMP changed', done(made.metadata_changed), Verdict.CHANGED_AFTER_SIGNING, "”Helt annat”", 2),
    Row('node in XMP added', done(made.metadata_said_otherwise),
        Verdict.CHANGED_AFTER_SIGNING, "metadata (XMP) säger något annat", 2),
    Row('look of a signature replaced', done(made.look_replaced),
        Verdict.CHANGED_AFTER_SIGNING, "Det som syns i fältet ”Underskrift-kommunen” har bytts ut", 2),
    Row('proofs removed', done(made.proofs_removed), Verdict.CHANGED_AFTER_SIGNING, "styrker underskrifterna", 2),
    Row('hidden layer added', done(made.layer_added), Verdict.CHANGED_AFTER_SIGNING, "Lager som kan döljas", 2),
    Row('signature emptied', done(made.signature_removed), Verdict.CHANGED_AFTER_SIGNING, "har tagits bort", 1),
    Row('hidden content shown', lambda lab: made.hidden_content_shown(
        portal.signed(made.with_hidden_content(lab.fixed), lab.pki.anna, lab.pki.erik)
    ), Verdict.CHANGED_AFTER_SIGNING, "Sidan 1 har fått annat innehåll", 2, ASK),
    *(Row(f'text under a signature, {colour}', lambda lab, grey=grey: portal.signed(  # type: ignore[misc]
        portal.signed(lab.fixed, lab.pki.anna, ours=OURS), lab.pki.erik, box=(50, 300, 550, 800),
        paint=f'{grey} g 0 0 500 500 re f'
    ), Verdict.CHANGED_AFTER_SIGNING, "På sidan 1 döljer en senare underskrift", 2, ASK)
      for colour, grey in (('white', 1), ('grey', 0.7), ('black', 0))),
    Row('text under a field', lambda lab: made.field_over_text(theirs(lab)),
        Verdict.CHANGED_AFTER_SIGNING, "På sidan 1 döljer en senare underskrift eller ett nytt fält", 1, ASK),
    Row('text under a timestamp', lambda lab: made.timestamp_over_text(theirs(lab), lab.pki.tsa_url),
        Verdict.CHANGED_AFTER_SIGNING, "På sidan 1 döljer en senare underskrift eller ett nytt fält", 1, ASK),
    Row('program in a new field', lambda lab: made.field_over_text(theirs(lab), program=True),
        Verdict.CHANGED_AFTER_SIGNING, "Fältet ”Ny” har fått en åtgärd", 1, ASK),
    Row('fields drawn anew', lambda lab: made.fields_drawn_anew(theirs(lab)),
        Verdict.CHANGED_AFTER_SIGNING, "rita om det som syns i fälten", 1, ASK),
    Row('picture of a signature beside the text', lambda lab: portal.signed(
        portal.signed(lab.fixed, lab.pki.anna, ours=OURS), lab.pki.erik, box=(50, 10, 550, 40),
        paint='1 g 0 0 500 30 re f'
    ), Verdict.VALID, "alla underskrifter håller", 2, ASK),
    Row('form field changed', lambda lab: made.field_filled_in(
        portal.signed(made.with_text_field(made.blank()), lab.pki.anna)
    ), Verdict.CHANGED_AFTER_SIGNING, "från ”20” till ”25”", 1, ASK),
    Row('third signature after the lock', lambda lab: made.signed_once_more(lab.signed, lab.pki),
        Verdict.CHANGED_AFTER_SIGNING, "Någon har skrivit under i fältet ”Portal-1”", 3),
    Row('empty field after the lock', done(lambda content: edited(content, lambda pdf: field_with(
        pdf, Rect=Array([20, 20, 120, 60])
    ))), Verdict.CHANGED_AFTER_SIGNING, "Ett tomt underskriftsfält, ”Ny”, har lagts till", 2),
    # Who and how many.
    Row('not signed', lambda lab: lab.fixed, Verdict.UNSIGNED, "ingen elektronisk underskrift", 0),
    Row('cut back to the first signature', done(made.cut_to_first), Verdict.NOT_ALL_SIGNED, "Saknas: Erik Provsson", 1),
    Row('signed by someone else', lambda lab: lab.by('olle'), Verdict.UNEXPECTED_SIGNER,
        "Här ska Anna Exempel skriva under, men Olle Obehörig har gjort det", 2, ASK),
    Row("signed in the other's field", lambda lab: portal.signed(
        lab.fixed, lab.pki.erik, ours={'erik': 'Underskrift-kommunen'}
    ), Verdict.UNEXPECTED_SIGNER, "Här ska Anna Exempel", 1, ASK),
    # Certificates.
    Row('revoked', lambda lab: lab.by('revoked'), Verdict.REVOKED, "spärrat sedan", 2, ASK),
    Row('nobody asked whether revoked', lambda lab: lab.by('revoked'), Verdict.REVOCATION_UNKNOWN, "--network", 2),
    Row('expired', lambda lab: lab.by('expired'), Verdict.EXPIRED, "har gått ut", 2, ASK),
    Row('not yet valid', lambda lab: lab.by('not_yet_valid'), Verdict.NOT_YET_VALID, "inte börjat gälla", 2, ASK),
    Row('self-signed', lambda lab: lab.by('self_signed'), Verdict.VALID_BUT_UNTRUSTED, "data/trust", 2, ASK),
    Row('issuer not trusted', lambda lab: lab.by('untrusted'), Verdict.VALID_BUT_UNTRUSTED, "data/trust", 2, ASK),
    Row('timestamp not trusted', lambda lab: lab.by('anna', tsa_url=lab.pki.untrusted_tsa_url),
        Verdict.TIMESTAMP_INVALID, "inte är betrodd", 2, ASK),
    Row('timestamp missing', lambda lab: lab.by('anna'), Verdict.TIMESTAMP_MISSING,
        "ska ha minst nivå B-T men har nivå B-B", 2, ASK, Level.T),
    # Not what it should be at all.
    Row('old kind of signature', lambda _: made.unknown_format(made.blank()), Verdict.UNREADABLE, "Egen.form", 0),
    Row('encrypted', done(made.encrypted), Verdict.ENCRYPTED, "krypterad", 0),
    Row('empty', lambda _: b'', Verdict.NOT_A_PDF, "tom", 0),
    Row('only a header', lambda _: b'%PDF-1.7\n', Verdict.DAMAGED, "skadad", 0),
    Row('text', lambda _: b'Anna lovar.\n', Verdict.NOT_A_PDF, "ingen PDF", 0),
    Row('picture', lambda _: (PROJECT / 'templates/logotyp-kommun.png').read_bytes(), Verdict.NOT_A_PDF, "slag", 0),
    Row('Word file', lambda _: (PROJECT / 'templates/medborgarlofte.docx').read_bytes(), Verdict.NOT_A_PDF, "slag", 0),
)  # fmt: skip


@pytest.mark.parametrize('row', TABLE, ids=lambda row: row.name)
def test_verdict(row: Row, lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(row.make(lab))
    found = verify_request(VerifyRequest(file, lab.workbench.root, network=row.network, level=row.level)).verification
    assert plain(found)['verdict'] == row.verdict.value, [*tell(found)]
    assert found.ok is (row.verdict is Verdict.VALID)
    assert any(row.words in line for line in tell(found))
    assert pdfsig(file) == row.pdfsig


def test_the_command_ends_with_6_for_what_does_not_hold(lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(made.title_changed(lab.signed))
    answer = lab.workbench.run('verify', str(file), '--json')
    assert answer.code == answer.json['exit_code'] == 6
    assert answer.json['verdict'] == Verdict.CHANGED_AFTER_SIGNING.value


def test_every_verdict_has_its_row() -> None:
    elsewhere = {Verdict.WEAK_ALGORITHM, Verdict.UNSUITABLE_CERTIFICATE, Verdict.OTHER_DOCUMENT}  # in test_verify.py
    assert {row.verdict for row in TABLE} | elsewhere == set(Verdict)


def pdfsig(file: Path) -> int:
    """How many signatures other than timestamps pdfsig calls valid; a file that it cannot read has none."""
    told = subprocess.run(
        ['pdfsig', '-nocert', file],
        cwd=file.parent,  # where it leaves a file of its own
        capture_output=True,
        encoding='utf-8',
        errors='replace',
        check=False,
        timeout=300,
    )
    return told.stdout.count('Signature is Valid.')


@pytest.mark.parametrize('seed', range(4))
def test_no_flipped_byte_goes_unnoticed(seed: int, lab: Lab, tmp_path: Path) -> None:
    """Wherever it is up to the last timestamp's end: every byte lies in what one covers, or in a signature.

    What follows it, proofs for the timestamp itself, cannot be covered by anything; it is judged by what it may hold.
    """
    dice = random.Random(seed)
    signed = lab.signed
    covered = max(made.ends(signed))
    assert len(signed) - covered < 1000
    record = read_record(lab.workbench.output / '2024')
    assert record is not None
    slots = latest_versions(record)[0].slots
    trust = load_trust([lab.pki.roots])
    part = covered // 24
    for number in range(seed, 24, 4):  # one in each part of the file
        file = tmp_path / f'{number}.pdf'
        file.write_bytes(made.flip(signed, number * part + dice.randrange(part), 1 << dice.randrange(5)))
        assert not verify(file, trust, expected=slots).ok


@pytest.mark.parametrize('seed', range(4))
def test_hostile_files_give_a_verdict_within_bounds(seed: int, lab: Lab, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for number in range(6):
        data = bytearray(lab.signed)
        for _ in range(dice.choice((3, 30, 300))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        start = dice.randrange(len(data))
        del data[start : start + dice.choice((1, 100, 10_000))]
        file = tmp_path / f'{number}.pdf'
        file.write_bytes(data)
        assert not verify(file).ok


@pytest.mark.parametrize('hostile', made.HOSTILE, ids=lambda each: each.__name__)
def test_a_file_made_to_exhaust_the_computer(hostile: Callable[[], bytes], lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(hostile())
    answer = lab.workbench.run('verify', str(file))
    assert answer.code == 6
    assert answer.out


def test_what_cannot_be_compared_is_not_unpacked(pki: Pki, tmp_path: Path) -> None:
    """Drawn, this page would take some thirteen gigabytes of memory."""
    file = tmp_path / 'fil.pdf'
    file.write_bytes(made.page_unfolding(portal.signed(made.blank(), pki.anna)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = verify(file)
    assert found.verdict is Verdict.CHANGED_AFTER_SIGNING
    assert "orimligt stort" in found.changes[0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
