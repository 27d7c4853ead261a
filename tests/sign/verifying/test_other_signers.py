"""Files that others signed honestly are not called broken or changed, however they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.sign.trust import load_trust
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verify import verify
from sign import manipulations as made
from sign import other_signers

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


@pytest.mark.parametrize(
    ('first', 'second', 'stamped'), [('b', 'lta', False), ('lta', 'b', True), ('lt', 't', False), ('t', 'lt', True)]
)
def test_levels_in_any_order_are_valid(first: str, second: str, stamped: bool, pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(other_signers.at_levels(made.blank(), pki, first, second, stamped=stamped))
    found = verify(file, load_trust([pki.roots]), network=True)
    assert found.verdict is DocumentVerdict.VALID, (found.explanation, found.changes, found.signatures)
