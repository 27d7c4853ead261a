"""A document that is too large is told where its data pass the bound, before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.record_texts import texts_of
from docgen.workspace import load

if TYPE_CHECKING:
    from .workspaces import Files


def test_the_text_that_is_too_much_is_named_in_its_own_record_alone(files: Files) -> None:
    """A record's texts, each of them one paragraph, and 6,000 paragraphs in all."""
    agreement = files['agreements/2020-2023']
    agreement['goals'] = [''.join(f'{word}\n\n' for word in ['Lugnt'] * 2_400) + 'Tryggt.'] * 2
    files.promise['purpose'] = '\n\n'.join(['Lugnt.'] * 2_400)
    files.write()
    known = len(list(texts_of(load(files.root).agreements['2020-2023'])))
    agreement['situation_picture'] = '\n\n'.join(['Lugnt.'] * (6_000 - 2 * 2_400 - known + 1))
    assert not [each for each in files.seen() if each.id == 'document-too-large']
    agreement['termination'] += '\n\nLugnt.'
    (told,) = [each for each in files.seen() if each.id == 'document-too-large']
    assert (told.severity, told.file, told.key) == ('error', '2020-2023.yaml', 'signatories[2].title')
    assert "6\N{NO-BREAK SPACE}000 stycken" in told.what
