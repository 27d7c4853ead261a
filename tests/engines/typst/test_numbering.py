"""How numbers of lists are spelled and counted, level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.engines.typst.read.numbering import Numbering, spelled
from docgen.engines.typst.read.refusals import Refusals

from .builder import element

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ('kind', 'spellings'),
    [
        ('decimal', {0: '0', 1: '1', 10: '10', 5000: '5000', 5001: '5000'}),
        ('decimalZero', {1: '01', 9: '09', 10: '10', 100: '100'}),
        ('lowerLetter', {0: '', 1: 'a', 26: 'z', 27: 'aa', 28: 'bb', 52: 'zz', 53: 'aaa'}),
        ('upperLetter', {1: 'A', 27: 'AA'}),
        ('lowerRoman', {1: 'i', 3: 'iii', 4: 'iv', 5: 'v', 6: 'vi', 9: 'ix', 10: 'x', 14: 'xiv', 44: 'xliv', 50: 'l'}),
        (
            'upperRoman',
            {90: 'XC', 100: 'C', 400: 'CD', 500: 'D', 900: 'CM', 1000: 'M', 1994: 'MCMXCIV', 2026: 'MMXXVI'},
        ),
        ('none', {1: ''}),
        ('hebrew1', {1: ''}),
    ],
)
def test_numbers_are_spelled_as_word_spells_them(kind: str, spellings: dict[int, str]) -> None:
    assert {value: spelled(value, kind) for value in spellings} == spellings


def numbering(folder: Path, levels: str, lists: str = '') -> Numbering:
    plain = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    tree = element(
        f'<w:numbering><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{plain}{lists}</w:numbering>'
    )
    return Numbering(tree, {}, Refusals(folder))


def level(at: int, text: str, kind: str = 'decimal', *, start: int = 1, more: str = '') -> str:
    first = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
    return f'<w:lvl w:ilvl="{at}">{first}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def counted(lists: Numbering, *steps: int, ident: str = '1') -> list[str]:
    return [found[0] for at in steps if (found := lists.count(ident, at)) is not None]


def test_levels_below_begin_anew_and_levels_above_are_counted(tmp_path: Path) -> None:
    three = level(0, '%1.') + level(1, '%1.%2', 'upperLetter', start=3) + level(2, '%1.%2.%3', 'lowerRoman')
    assert counted(numbering(tmp_path, three), 0, 1, 1, 2, 2, 0, 1, 2) == [
        '1.', '1.C', '1.D', '1.D.i', '1.D.ii', '2.', '2.C', '2.C.i',
    ]  # fmt: skip
    assert counted(numbering(tmp_path, three), 2, 0) == ['1.C.i', '2.'], "what is skipped counts as its first"


def test_a_level_may_go_on_or_follow_one_above_it_alone(tmp_path: Path) -> None:
    going_on = level(0, '%1') + level(1, '%2', more='<w:lvlRestart w:val="0"/>')
    assert counted(numbering(tmp_path, going_on), 0, 1, 0, 1) == ['1', '1', '2', '2']
    above = level(0, '%1') + level(1, '%2') + level(2, '%3', more='<w:lvlRestart w:val="1"/>')
    assert counted(numbering(tmp_path, above), 0, 1, 2, 1, 2, 0, 2) == ['1', '1', '1', '2', '2', '2', '1']


def test_legal_numbers_are_all_digits(tmp_path: Path) -> None:
    legal = level(0, '%1', 'upperRoman') + level(1, '%1.%2', more='<w:isLgl/>') + level(2, '%1.%2.%3')
    assert counted(numbering(tmp_path, legal), 0, 1, 2) == ['I', '1.1', 'I.1.1']


def test_a_list_of_its_own_start_counts_with_the_others(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    other = f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    lists = numbering(tmp_path, level(0, '%1'), other)
    assert counted(lists, 0, 0) == ['1', '2']
    assert counted(lists, 0, 0, ident='2') == ['5', '6']
    assert counted(lists, 0) == ['7']
    assert lists.count('0', 0) is lists.count('3', 0) is lists.count('1', 4) is None


def test_bullets_of_symbol_fonts_are_shown_and_unknown_ones_told(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii="{}" w:hAnsi="{}"/></w:rPr>'

    def bullet(text: str, name: str) -> tuple[list[str], list[str]]:
        tree = level(0, text, 'bullet').replace('</w:lvl>', font.format(name, name) + '</w:lvl>')
        lists = numbering(tmp_path, tree)
        return counted(lists, 0), [each.id for each in lists._refusals.findings]

    assert bullet('\uf0b7', 'Symbol') == (['•'], [])
    assert bullet('o', 'Courier New') == (['–'], [])
    assert bullet('o', 'Arial') == (['o'], [])
    assert bullet('\uf0ff', 'Arial')[1] == ['word-symbol-character']
