"""What anybody can append to a signed file without a key never passes, whoever signed the file and however."""

from __future__ import annotations

import io
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pytest

from docgen.pdf.compare.revision_views import compare_views
from docgen.sign.trust import load_trust
from docgen.sign.verifying.appended.appended_check import account_for
from docgen.sign.verifying.verdicts import DocumentVerdict as Verdict
from docgen.sign.verifying.verify import verify
from sign import portal
from sign.forgeries import page
from sign.forgeries_of_signatures import FORGERIES
from sign.random_edits import random_edit, same_objects
from sign.raw_update import RawUpdate, body, file_size
from sign.verifying.conftest import OURS

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.sign.trust import TrustRoot
    from sign.verifying.conftest import Lab

_END = re.compile(rb'/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)')
BROKEN = frozenset((
    'a field with a signature that is none', 'a copy of a signature in a new field that shows',
    'a copy of a signature with a reason', 'a copy of a signature in a field without a look',
    'a field with a signature by its type alone', 'an empty field with the signature of another',
))  # fmt: skip
"""What brings a signature that is none: that it is broken is told first."""


@dataclass(frozen=True)
class Bases:
    """What is forged, and where what each signature covers ends in it."""

    files: dict[str, bytes]
    trust: list[TrustRoot]

    def ends(self, name: str) -> list[int]:
        return [int(found[1]) + int(found[2]) for found in _END.finditer(self.files[name])]


@pytest.fixture(scope='session')
def bases(lab: Lab) -> Bases:
    files = {'partly signed': lab.partly, 'fully signed': lab.signed, 'signed in a portal': lab.portal}
    return Bases(files, list(load_trust([lab.pki.roots])))


def test_the_bases_pass_as_they_are(bases: Bases, tmp_path: Path) -> None:
    for name, content in bases.files.items():
        file = tmp_path / 'fil.pdf'
        file.write_bytes(content)
        found = verify(file, bases.trust)
        assert found.verdict in (Verdict.VALID, Verdict.REVOCATION_UNKNOWN), (name, found.changes)
        assert account_for(content, bases.ends(name)).faults == ()


def test_there_are_enough_of_them() -> None:
    assert len(FORGERIES) > 480


@pytest.mark.parametrize('name', FORGERIES)
def test_a_forgery_is_no_part_of_what_may_follow_a_signature(name: str, bases: Bases) -> None:
    """On one of the bases, in turn; `python -m tests.verdict forged` tries each on all."""
    base = list(bases.files)[list(FORGERIES).index(name) % len(bases.files)]
    content, ends = bases.files[base], bases.ends(base)
    forged = FORGERIES[name](content)
    assert forged.startswith(content)
    assert account_for(forged, ends).after(max(ends)), base


@pytest.mark.parametrize('name', sorted({*list(FORGERIES)[::20], *BROKEN}))
def test_a_forgery_is_told_as_a_change(name: str, bases: Bases, tmp_path: Path) -> None:
    """Every twentieth, each on another base: the account above decides, and is the same for all."""
    content = list(bases.files.values())[len(name) % len(bases.files)]
    file = tmp_path / 'fil.pdf'
    file.write_bytes(FORGERIES[name](content))
    found = verify(file, bases.trust)
    assert found.verdict is (Verdict.BROKEN if name in BROKEN else Verdict.CHANGED_AFTER_SIGNING)
    assert found.changes or name in BROKEN
    assert not any("densamma" in each for each in found.changes)
    assert all(each.explanation for each in found.signatures if each.verdict.value in ('broken', 'unreadable'))


def test_an_object_that_the_signed_part_leads_to_but_lacks_cannot_come_later(bases: Bases, lab: Lab) -> None:
    """Not even in an update that writes anew what leads to it, just as it was."""
    with pikepdf.open(io.BytesIO(lab.fixed), inherit_page_attributes=False) as pdf:
        number, entries = page(pdf).objgen[0], body(page(pdf))
    missing = file_size(lab.fixed) + 100
    waiting = entries.rstrip()[:-2] + b'/PieceInfo %d 0 R >>' % missing
    prepared = RawUpdate(lab.fixed, {number: waiting}, size=missing + 1).written()
    signed = portal.signed(prepared, lab.pki.anna, ours=OURS)
    forged = RawUpdate(signed, {number: waiting, missing: b'<< /X (hej) >>'}).written()
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(signed)]
    assert account_for(RawUpdate(signed, {number: waiting}).written(), ends).faults == ()
    assert account_for(forged, ends).after(max(ends))


def test_blanks_that_push_the_tables_out_of_sight_do_not_bring_out_another_document(bases: Bases, lab: Lab) -> None:
    """A page that no table lists lies in what was signed; a reader that finds no table near the end would take it."""
    with pikepdf.open(io.BytesIO(lab.fixed), inherit_page_attributes=False) as pdf:
        number = page(pdf).objgen[0]
    hidden = RawUpdate(lab.fixed, {number: b'<< /Type /Page >>'}, unlisted=frozenset({number})).written()
    signed = portal.signed(hidden, lab.pki.anna, ours=OURS)
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(signed)]
    assert account_for(signed + bytes(500), ends).faults == ()
    assert account_for(signed + bytes(5000), ends).after(max(ends))
    honest = bases.files['fully signed']
    assert account_for(honest + bytes(5000), bases.ends('fully signed')).faults == ()


@pytest.mark.parametrize('seed', range(6))
def test_what_passes_after_random_edits_is_the_same_document(seed: int, bases: Bases, tmp_path: Path) -> None:
    dice = random.Random(seed)
    content = list(bases.files.values())[seed % len(bases.files)]
    file = tmp_path / 'fil.pdf'
    for _ in range(4):
        try:
            forged = random_edit(content, dice)
        except Exception:  # noqa: BLE001 - what pikepdf says of an edit that makes no sense; the next one does
            continue
        file.write_bytes(forged)
        if verify(file, bases.trust).verdict in (Verdict.VALID, Verdict.REVOCATION_UNKNOWN):
            cut_after_the_last_signature = content.startswith(forged.rstrip())
            assert cut_after_the_last_signature or same_objects(content, forged)
            assert compare_views(content, forged, {}).differences == ()


@pytest.mark.parametrize('name', ['a field that adds text', 'other information', 'an object that no table lists'])
def test_a_forged_file_is_not_received(name: str, lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / 'fran-portalen.pdf'
    file.write_bytes(FORGERIES[name](portal.signed(lab.fixed, lab.pki.anna, lab.pki.erik, ours=OURS)))
    for options in ((), ('--accept-rewritten', '--accept-untrusted')):
        answer = lab.workbench.run('receive', '2024', '--other-day', str(file), *options)
        assert answer.code == 6, answer.out
    assert not (lab.workbench.output / '2024/signed').exists()


def test_without_poppler_the_others_look_and_the_verdict_says_who(
    bases: Bases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(bases.files['fully signed'])
    assert verify(file, bases.trust).looked == ('pdfium', 'poppler', 'pypdf')
    monkeypatch.setenv('PATH', str(tmp_path))
    found = verify(file, bases.trust)
    assert (found.verdict, found.looked) == (Verdict.VALID, ('pdfium', 'pypdf'))
