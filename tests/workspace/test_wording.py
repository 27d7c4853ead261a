"""The fixed sentences of documents and pages: a workspace replaces any, and none loses what it is filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.errors import FindingsError
from docgen.model import Wording
from docgen.workspace import load

if TYPE_CHECKING:
    from workbench import Workbench


def _write(bench: Workbench, text: str) -> None:
    (bench.root / 'data/wording.yaml').write_text(text, 'utf-8')


def test_a_workspace_without_its_own_sentences_has_those_of_docgen(minimal: Workbench) -> None:
    assert load(minimal.root).wording == Wording()


def test_a_sentence_is_replaced_and_the_others_stay(minimal: Workbench) -> None:
    _write(minimal, 'signature_block:\n  place_and_date: Plats och dag\n')
    wording = load(minimal.root).wording
    assert wording.signature_block.place_and_date == "Plats och dag"
    assert wording.signature_block.signature_of == "Underskrift för {party}"
    assert wording.public_copy == Wording().public_copy


WRONG = {
    'unknown key': (
        'place_and_dat: Plats',
        'data-unknown-key',
        'signature_block.place_and_dat',
        "”place_and_date”",
    ),
    'empty': ("place_and_date: ''", 'data-missing', 'signature_block.place_and_date', "är tom"),
    'placeholder left out': (
        'signature_of: Underskrift',
        'wording-placeholder-missing',
        'signature_block.signature_of',
        "Skriv in {party}",
    ),
    'placeholder misspelt': (
        'place_and_date: Ort {date}',
        'wording-placeholder-unknown',
        'signature_block.place_and_date',
        "utan klamrar",
    ),
    'one placeholder too many': (
        "signature_of: 'För {party}, {name}'",
        'wording-placeholder-unknown',
        'signature_block.signature_of',
        "De platser som finns här är {party}",
    ),
    'a way into the program': (
        "signature_of: 'För {party.__class__}'",
        'wording-placeholder-unknown',
        'signature_block.signature_of',
        "{party}",
    ),
    'a form for numbers': (
        "signature_of: 'För {party:>99999999}'",
        'wording-placeholder-unknown',
        'signature_block.signature_of',
        "{party}",
    ),
    'a lone brace': (
        "signature_of: 'För {party} }'",
        'wording-placeholder-unknown',
        'signature_block.signature_of',
        "{party}",
    ),
}


@pytest.mark.parametrize('draft', [False, True])
@pytest.mark.parametrize(('line', 'finding', 'key', 'advice'), WRONG.values(), ids=WRONG.keys())
def test_a_sentence_that_cannot_be_used_is_told_at_its_line(
    line: str, finding: str, key: str, advice: str, draft: bool, minimal: Workbench
) -> None:
    _write(minimal, f'signature_block:\n  {line}\n')
    with pytest.raises(FindingsError) as caught:
        load(minimal.root, draft=draft)
    (told,) = caught.value.findings
    assert (told.id, told.place.key, told.place.line) == (finding, key, 2)
    assert advice in told.what + told.do
