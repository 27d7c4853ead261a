"""What a build would refuse of a text is refused by the check first, at the text's own line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .workspaces import Files


@pytest.mark.parametrize(
    ('title', 'finding_id'),
    [
        ('Medborgarlöfte\u00a02021', 'title-spaces'),
        ('Medborgarlöfte\u20092021', 'title-spaces'),
        ('Medborgarlöfte  2021', 'title-spaces'),
        ('Medborgarlöfte {{ 2021 }}', 'title-braces'),
        ('Medborgarlöfte 2021 🚗', 'text-character-missing'),
        ('Medborgarlöfte 2021 ' + 'lång ' * 60, 'name-too-long'),
    ],
)
def test_a_title_that_no_file_can_have(files: Files, title: str, finding_id: str) -> None:
    files.promise['title'] = title
    seen = [each for each in files.seen() if each.id == finding_id]
    assert [(each.severity, each.key) for each in seen] == [('error', 'title')]


@pytest.mark.parametrize('sign', ['🚗', '\u202e', '漢', 'م', '★', '\ue000', 'Ŋ', '↖'])
def test_a_sign_that_not_both_typefaces_have(files: Files, sign: str) -> None:
    files.commitment['text'] += f' Det är {sign}.'
    assert 'text-character-missing' in [each.id for each in files.seen()]


def test_signs_that_the_fonts_have_may_be_used(files: Files) -> None:
    files.promise['introduction'] = 'Åsa, Łukasz och Ђорђе: αβγ – ”så” … ½ € § & <b> {x} %.'
    assert 'text-character-missing' not in [each.id for each in files.seen()]


def test_a_name_of_three_hundred_signs(files: Files) -> None:
    files.promise['signatories'][0]['name'] = 'Anna Exempel' * 25
    files['parties']['parties'][1]['name'] = 'Polismyndigheten' * 20
    seen = [(each.file, each.key) for each in files.seen() if each.id == 'name-too-long']
    assert seen == [('parties.yaml', 'parties[2].name'), ('2021.yaml', 'signatories[1].name')]


def test_a_text_within_printed_quotation_marks(files: Files) -> None:
    files.commitment['title'] = '”Trygghetsvandringar”'
    assert files.only('text-wrapped').severity == 'warning'
