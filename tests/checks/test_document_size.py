"""A document that is too large is told where its data pass the bound, before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workspaces import Files


def test_the_text_that_is_too_much_is_named_in_its_own_record_alone(files: Files) -> None:
    agreement = files['agreements/2020-2023']
    agreement['goals'] = ['Lugnt.', '\n\n'.join(['Lugnt.'] * 2_400), '\n\n'.join(['Tryggt.'] * 2_200)]
    files.promise['purpose'] = '\n\n'.join(['Lugnt.'] * 2_400)
    assert not [each for each in files.seen() if each.id == 'document-too-large']
    agreement['situation_picture'] = '\n\n'.join(['Lugnt.'] * 2_400)
    (told,) = [each for each in files.seen() if each.id == 'document-too-large']
    assert (told.severity, told.file, told.key) == ('error', '2020-2023.yaml', 'situation_picture')
    assert "6\N{NO-BREAK SPACE}000 stycken" in told.what
