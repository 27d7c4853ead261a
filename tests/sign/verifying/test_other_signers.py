"""Files that others signed honestly are not called broken or changed, however they are written."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from docgen.sign.trust import load_trust
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verification_text import tell
from docgen.sign.verifying.verify import verify
from sign import manipulations as made
from sign import other_signers

_EACH_AFTER_EACH = ['b', 'b', 't', 't', 'b', 'lt', 'b', 'lta', 't', 'lt', 't', 'lta', 'lt', 'lt', 'lta', 'lta', 'b']

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pki.authority import Pki


@pytest.mark.parametrize('way', other_signers.WAYS, ids=lambda each: each.__name__)
def test_what_another_program_signed_is_valid(way: Callable[[bytes, Pki], bytes], pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(way(made.blank(), pki))
    found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.VALID, (found.explanation, found.changes, found.signatures)


@pytest.mark.parametrize('kind', other_signers.FIELDS)
def test_what_a_field_said_while_it_was_empty_is_signed_by_who_signs_in_it(kind: str, pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(other_signers.an_open_field(made.blank(), pki, kind))
    found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.VALID, (found.explanation, found.changes, found.signatures)


def test_a_method_that_has_no_name_here_is_unreadable_and_not_broken(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(other_signers.with_method(other_signers.two_in_turn(made.blank(), pki), '1.2.752.999.7'))
    found = verify(file, load_trust([pki.roots]), network=True)
    assert [each.verdict.value for each in found.signatures] == ['valid', 'unreadable']
    assert "metod som docgen inte känner till" in found.signatures[1].explanation


def test_a_file_that_is_only_stamped_is_signed_by_nobody(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(other_signers.Signing(made.blank(), pki).stamp().content)
    found = verify(file, load_trust([pki.roots]))
    assert found.verdict is DocumentVerdict.UNSIGNED
    assert "bara en tidsstämpel" in found.explanation
    assert [each.verdict.value for each in found.signatures] == ['valid']


def test_what_a_signature_says_of_itself_is_told(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    signing = other_signers.Signing(made.blank(), pki)
    file.write_bytes(signing.sign(pki.anna, reason="Jag godkänner inte", name="Erik Provsson").content)
    told = '\n'.join(tell(verify(file, load_trust([pki.roots]))))
    assert "”Jag godkänner inte”, som det står i underskriften" in told
    assert "I underskriften står namnet ”Erik Provsson”; certifikatet är Anna Exempel" in told
    assert "Filen säger inte om certifikatet, eller någon utgivares, var spärrat" in told


def test_each_level_may_follow_each(pki: Pki, tmp_path: Path) -> None:
    """In one file that seventeen signed; `python -m tests.verdict honest` makes a file of each pair in many ways."""
    signing, file = other_signers.Signing(made.blank(), pki), tmp_path / 'fil.pdf'
    for number, level in enumerate(_EACH_AFTER_EACH):
        signing.sign((pki.anna, pki.erik)[number % 2], **other_signers.LEVELS[level](signing))
    file.write_bytes(signing.content)
    found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.VALID, (found.explanation, found.changes, found.signatures)
    assert len({*pairwise(_EACH_AFTER_EACH)}) == len(other_signers.LEVELS) ** 2
