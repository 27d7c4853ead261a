"""What a reader would see differ between two PDFs is told in words, with its page; what cannot be seen is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
import typst

from docgen import fonts
from docgen.errors import JudgementError
from docgen.pdf.compare.difference import cut
from docgen.pdf.compare.difference_sentences import sentences
from docgen.pdf.compare.page_differences import page_differences, same_words
from docgen.pdf.compare.reader_differences import differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Set = Callable[..., Path]

LOREM = (
    "Kommunen genomför minst fyra trygghetsvandringar tillsammans med Polisen under året. Invånare, föreningar och "
    "fastighetsägare bjuds in. Områdespoliserna deltar i samverkansgruppernas planeringsmöten varje månad. "
)


def told(old: Path, new: Path) -> tuple[str, ...]:
    return sentences(differences(old, new))


@pytest.fixture
def typeset(tmp_path: Path) -> Set:
    def make(name: str, text: str, *, width: str = '12cm', header: str = 'Löfte') -> Path:
        source = tmp_path / f'{name}.typ'
        source.write_text(
            f'#set document(title: "t")\n#set page(width: {width}, height: 10cm, header: [{header} 7])\n'
            '#set text(font: "Source Sans Pro", lang: "sv", size: 11pt, hyphenate: true)\n' + text,
            'utf-8',
        )
        out = tmp_path / f'{name}.pdf'
        out.write_bytes(
            typst.compile(source, format='pdf', ignore_system_fonts=True, font_paths=[fonts.folder()], timestamp=0)
        )
        return out

    return make


def test_a_changed_number_is_told_with_its_page_and_the_words_around_it(typeset: Set) -> None:
    old = typeset('old', LOREM * 3 + '\n#pagebreak()\n' + LOREM)
    new = typeset('new', LOREM * 3 + '\n#pagebreak()\n' + LOREM.replace('fyra', 'sju'), width='7cm')
    assert told(old, new)[1:] == ("sida 3: ”minst fyra trygghetsvandringar” → ”minst sju trygghetsvandringar”",)


def test_the_same_text_is_no_difference(typeset: Set) -> None:
    assert told(typeset('old', LOREM), typeset('new', LOREM)) == ()


@pytest.mark.parametrize('sign', ['\u200b', '\u2060', '\ufeff', '\u00ad'])
def test_a_character_that_is_not_seen_is_no_change_of_words(typeset: Set, sign: str) -> None:
    old = typeset('old', "Mötet 2020 – 2021 i mars", header='Löfte – 1')
    new = typeset('new', f"Mötet 2020 –{sign} 2021 i mars", header=f'Löfte –{sign} 1')
    assert told(old, new) == ()
    assert page_differences(old, new) == ()
    assert same_words(old, new)


def test_a_long_text_is_cut_after_a_whole_word() -> None:
    assert cut("Kommunen genomför trygghetsvandringar", 20) == "Kommunen genomför …"
    assert cut("Kommunen genomför", 17) == "Kommunen genomför"
    assert cut("trygghetsvandringar", 5) == "trygg …"


def test_lines_that_break_and_hyphenate_elsewhere_are_no_change_of_words(typeset: Set) -> None:
    old, new = typeset('old', LOREM * 2, width='12cm'), typeset('new', LOREM * 2, width='7cm')
    assert told(old, new) == ("sida 1 ser annorlunda ut",)


def test_a_new_sentence_that_moves_the_rest_to_other_pages_is_one_difference(typeset: Set) -> None:
    added = ' '.join(['Dessutom ordnar kommunen två föräldramöten på varje skola om droger och om trafiken'] * 4) + '.'
    old = typeset('old', LOREM * 8)
    new = typeset('new', added + ' ' + LOREM * 8)
    found = told(old, new)
    assert len(found) == 1
    assert found[-1].startswith("sida 1: tillagt ”Dessutom ordnar kommunen två föräldramöten på varje … ")
    assert found[-1].endswith("om trafiken.”")


def test_a_removed_passage_is_told(typeset: Set) -> None:
    more = 'Polisen kontrollerar farten på Storgatan och vid skolan minst tio gånger varje månad under hela året här.'
    found = told(typeset('old', f'{LOREM} {more}'), typeset('new', LOREM))
    assert len(found) == 1
    assert found[0].startswith("sida 1: borttaget ”Polisen kontrollerar farten")


def test_changes_near_each_other_are_told_as_one(typeset: Set) -> None:
    new = LOREM.replace('minst fyra trygghetsvandringar', 'högst fem trygghetsvandringar')
    assert told(typeset('old', LOREM), typeset('new', new)) == (
        "sida 1: ”genomför minst fyra trygghetsvandringar” → ”genomför högst fem trygghetsvandringar”",
    )


def test_a_changed_header_is_told_as_such(typeset: Set) -> None:
    found = told(typeset('old', LOREM), typeset('new', LOREM, header='Utkast'))
    assert found == ("sida 1, sidhuvud eller sidfot: ”Löfte 7” → ”Utkast 7”",)


def test_what_only_looks_different_is_told_by_page(typeset: Set) -> None:
    old = typeset('old', f'#rect(fill: blue) {LOREM}')
    new = typeset('new', f'#rect(fill: red) {LOREM}')
    assert told(old, new) == ("sida 1 ser annorlunda ut",)


def test_what_cannot_be_seen_is_no_difference(typeset: Set, tmp_path: Path) -> None:
    old, new = typeset('old', LOREM), tmp_path / 'rewritten.pdf'
    with pikepdf.open(old) as pdf:
        pdf.docinfo['/Subject'] = 'Något annat'
        pdf.save(new)
    assert old.read_bytes() != new.read_bytes()
    assert told(old, new) == ()


@pytest.mark.parametrize('content', [b'', b'no pdf', b'%PDF-1.7\n'])
def test_a_file_that_is_no_pdf_is_named(typeset: Set, tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / 'trasig.pdf'
    broken.write_bytes(content)
    with pytest.raises(JudgementError, match='trasig') as refused:
        differences(broken, typeset('new', LOREM))
    assert refused.value.findings[0].id == 'pdf-unreadable'


def test_long_files_that_have_little_in_common_take_little_time(typeset: Set) -> None:
    old = typeset('old', ' '.join(f'ord{number * 7 % 9001} och' for number in range(4000)))
    new = typeset('new', ' '.join(f'ord{number * 11 % 9001} och' for number in range(4000)))
    assert told(old, new)
