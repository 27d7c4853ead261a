"""Fonts come from the pinned packages, as TrueType, and nothing else is given."""

from __future__ import annotations

import pytest

from docgen import fonts
from docgen.errors import ToolError


def test_gives_the_four_faces_of_each_family() -> None:
    for family in fonts.families():
        names = {fonts.ttf(family, bold, italic).name for bold in (False, True) for italic in (False, True)}
        stem = family.replace(' ', '')
        assert names == {f'{stem}-{end}.ttf' for end in ('Regular', 'It', 'Bold', 'BoldIt')}


def test_a_family_that_is_not_pinned_is_a_missing_tool() -> None:
    with pytest.raises(ToolError) as caught:
        fonts.ttf('Comic Sans MS')
    assert caught.value.findings[0].id == 'font-missing'


@pytest.mark.parametrize(
    ('name', 'expected'),
    [
        ('Source Sans Pro', ('Source Sans Pro', 400)),
        ('source sans pro', ('Source Sans Pro', 400)),
        ('Source Sans Pro SemiBold', ('Source Sans Pro', 600)),
        ('Source Serif Pro Semibold', ('Source Serif Pro', 600)),
        ('Calibri', None),
    ],
)
def test_knows_word_s_names(name: str, expected: tuple[str, int] | None) -> None:
    assert fonts.resolve(name) == expected


def test_reads_measures_and_characters() -> None:
    face = fonts.face('Source Sans Pro', fonts.REGULAR, italic=False)
    assert (face.ascent, face.descent, face.line_gap) == (0.984, 0.273, 0)
    assert {ord(character) for character in "aåÄö–”✓■▲"} <= face.characters
    assert 0x1F600 not in face.characters
    italic = fonts.face('Source Sans Pro', fonts.REGULAR, italic=True)
    assert ord('å') in italic.characters


def test_characters_agree_with_another_reader() -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    for path, weight in (
        (fonts.ttf('Source Sans Pro'), fonts.REGULAR),
        (fonts.ttf('Source Sans Pro', True), fonts.BOLD),
    ):
        theirs = set(TTFontFile(str(path)).charToGlyph)
        assert theirs <= fonts.face('Source Sans Pro', weight, italic=False).characters


def test_the_folder_for_engines_holds_just_the_files() -> None:
    assert {path.name for path in fonts.folder().iterdir()} == {path.name for path in fonts.files()}
    assert len(fonts.fingerprint()) == 64
