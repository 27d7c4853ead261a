"""The fixed sentences of documents and pages: a workspace replaces any, and none loses what it is filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from workbench import PROJECT

from docgen.errors import FindingsError
from docgen.model import Wording
from docgen.pdf.inspect.screen_reader import read_aloud
from docgen.sign.verifying.verdicts import DocumentVerdict, SignatureVerdict
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


def test_every_sentence_is_used() -> None:
    """A sentence that no room shows would be replaced in vain."""
    files = [each for each in (PROJECT / 'docgen').rglob('*') if each.suffix in ('.py', '.jinja', '.typ')]
    code = '\n'.join(each.read_text('utf-8') for each in files if each.name != 'wording.py')
    groups = {name: field.annotation for name, field in Wording.model_fields.items()}
    by_verdict = {'verdicts', 'signature_verdicts'}
    unused = [
        f'{group}.{key}'
        for group, sentences in groups.items()
        if group not in by_verdict
        for key in getattr(sentences, 'model_fields', {})
        if f'.{key}' not in code
    ]
    assert unused == []


def test_every_verdict_has_its_sentence() -> None:
    wording = Wording()
    for verdicts, sentences in (
        (DocumentVerdict, wording.verdicts),
        (SignatureVerdict, wording.signature_verdicts),
    ):
        assert [each.value.replace('-', '_') for each in verdicts] == sorted(
            type(sentences).model_fields, key=[each.value.replace('-', '_') for each in verdicts].index
        )


def test_a_documents_signature_blocks_speak_the_workspaces_words(minimal: Workbench) -> None:
    _write(
        minimal,
        'signature_block:\n'
        '  place_and_date: Plats och dag\n'
        "  signature_of: 'Här skriver {party} under'\n"
        "  place_and_date_by_hand: 'Plats och dag skrivs med penna'\n"
        'draft:\n  mark: ARBETSMATERIAL\n',
    )
    assert minimal.run('build', '2024', '--draft').code == 0
    (file,) = minimal.output.rglob('medborgarlofte-lillby-2024.pdf')
    spoken = '\n'.join(each.text for each in read_aloud(file))
    assert 'Här skriver Lillby kommun under' in spoken
    assert 'Underskrift för' not in spoken
    text = ''.join(page.extract_text() for page in PdfReader(file).pages)
    assert 'Plats och dag' in text
    assert 'ARBETSMATERIAL' in text
    assert 'UTKAST' not in text
