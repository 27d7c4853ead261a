"""What has changed in a file besides what its pages show is told, each in a sentence of its own; the rest is silent."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from docgen.pdf.compare.difference import PAGE_KINDS, Difference, DifferenceKind
from docgen.pdf.compare.difference_sentences import sentence, sentences
from docgen.pdf.compare.document_objects import other_differences
from docgen.pdf.compare.object_changes import object_changes
from docgen.pdf.compare.page_differences import page_differences, same_words
from docgen.pdf.compare.pypdf_page_content import differing_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[pikepdf.Pdf], object]

SCRIPT = Dictionary(S=Name.JavaScript, JS=String('app.beep()'))
LETTERS = b'/CIDInit begincmap 1 beginbfchar <01> <0041> endbfchar endcmap'


def a_file(change: Change | None = None) -> bytes:
    """Two pages with a line of text, a filled field, a signature field and a comment on the first."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(2):
            page = pdf.add_blank_page(page_size=(200, 200))
            page.obj.Contents = Stream(pdf, b'BT /F 9 Tf (A) Tj ET')
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            font.ToUnicode = Stream(pdf, LETTERS)
            page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        text = Dictionary(
            FT=Name.Tx, T=String('Datum'), V=String('1 maj'), Subtype=Name.Widget, Rect=Array([0, 0, 9, 9])
        )
        signing = Dictionary(FT=Name.Sig, T=String('Kommunen'), Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]))
        fields = [pdf.make_indirect(each) for each in (text, signing)]
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields))
        note = Dictionary(Subtype=Name.Text, Rect=Array([1, 1, 9, 9]), Contents=String('Hej'))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note), *fields])
        pdf.docinfo['/Title'] = "Löfte"
        if change is not None:
            change(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def field(pdf: pikepdf.Pdf, number: int) -> pikepdf.Object:
    return pdf.Root.AcroForm.Fields[number]


def first(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def set_entry(holder: pikepdf.Object, key: str, value: object) -> None:
    holder[key] = value


def drawn(pdf: pikepdf.Pdf) -> None:
    field(pdf, 1)['/AP'] = Dictionary(N=Stream(pdf, b'0 0 9 9 re f'))


SIGNED: Change = lambda pdf: set_entry(field(pdf, 1), '/V', Dictionary(Type=Name.Sig))  # noqa: E731
STAMPED: Change = lambda pdf: set_entry(field(pdf, 1), '/V', Dictionary(SubFilter=Name('/ETSI.RFC3161')))  # noqa: E731
CHANGES: list[tuple[Change, str]] = [
    (lambda pdf: pdf.add_blank_page(page_size=(9, 9)), "En sida har lagts till, sidan 3."),
    (lambda pdf: pdf.pages.__delitem__(1), "En sida har tagits bort."),
    (lambda pdf: set_entry(pdf.pages[1].obj, '/Rotate', 90), "Sidan 2 har fått annat innehåll."),
    (lambda pdf: set_entry(pdf.pages[1].obj, '/Contents', Stream(pdf, b'')), "Sidan 2 har fått annat innehåll."),
    (lambda pdf: pdf.attachments.__setitem__('a.txt', b'a'), "Filen ”a.txt” har bilagts."),
    (
        lambda pdf: first(pdf).Annots.append(Dictionary(Subtype=Name.Highlight)),
        "Sidan 1 har fått en överstrykning.",
    ),
    (lambda pdf: first(pdf).Annots.__delitem__(0), "En anteckning har tagits bort på sidan 1."),
    (lambda pdf: set_entry(first(pdf).Annots[0], '/Contents', 'Nej'), "En anteckning har ändrats på sidan 1."),
    (lambda pdf: set_entry(field(pdf, 0), '/T', 'Ort'), "Formulärfältet ”Ort” har lagts till."),
    (
        lambda pdf: set_entry(field(pdf, 0), '/V', '2 maj'),
        "Formulärfältet ”Datum” har ändrats från ”1 maj” till ”2 maj”.",
    ),
    (SIGNED, "Någon har skrivit under i fältet ”Kommunen”."),
    (drawn, "Det som syns i fältet ”Kommunen” har bytts ut."),
    (lambda pdf: set_entry(field(pdf, 0), '/AA', Dictionary()), "Fältet ”Datum” har fått en åtgärd"),
    (lambda pdf: set_entry(field(pdf, 0), '/A', SCRIPT), "Fältet ”Datum” har fått en åtgärd"),
    (lambda pdf: set_entry(first(pdf), '/AA', Dictionary()), "Sidan 1 har fått en åtgärd"),
    (lambda pdf: set_entry(pdf.Root.AcroForm, '/NeedAppearances', True), "att rita om det som syns i fälten."),
    (lambda pdf: pdf.docinfo.__setitem__('/Title', 'Ny'), "i filens uppgifter har ändrats från ”Löfte” till ”Ny”."),
    (lambda pdf: set_entry(pdf.Root, '/Names', Dictionary(JavaScript=Dictionary())), "Ett program (JavaScript)"),
    (lambda pdf: set_entry(pdf.Root, '/OpenAction', SCRIPT), "Tillagt: en åtgärd som körs när filen öppnas"),
]


@pytest.mark.parametrize(('change', 'said'), CHANGES)
def test_each_change_is_told_and_nothing_else(change: Change, said: str) -> None:
    found = sentences(object_changes(a_file(), a_file(change)))

    assert said in found[0]
    assert found[1:] == (("Formulärfältet ”Datum” har tagits bort.",) if "”Ort”" in said else ())


def test_what_is_taken_back_is_told_too() -> None:
    def undone(change: Change) -> tuple[str, ...]:
        return sentences(object_changes(a_file(change), a_file()))

    assert undone(SIGNED) == ("Underskriften i fältet ”Kommunen” har tagits bort.",)
    assert undone(lambda pdf: pdf.attachments.__setitem__('a.txt', b'a')) == (
        "Den bilagda filen ”a.txt” har tagits bort.",
    )
    assert undone(lambda pdf: set_entry(field(pdf, 0), '/AA', Dictionary())) == ()


def test_the_same_file_and_a_timestamp_are_no_change() -> None:
    assert object_changes(a_file(), a_file()) == ()
    assert object_changes(a_file(), a_file(STAMPED)) == ()


@pytest.mark.parametrize(
    ('change', 'kinds'),
    [
        (None, []),
        (lambda pdf: set_entry(first(pdf), '/Contents', Stream(pdf, b'BT /F 9 Tf (B) Tj ET')), [DifferenceKind.TEXT]),
        (lambda pdf: set_entry(first(pdf), '/Rotate', 180), [DifferenceKind.PAGE_CONTENT]),
        (
            lambda pdf: set_entry(
                first(pdf).Resources.Font.F, '/ToUnicode', Stream(pdf, LETTERS.replace(b'<0041>', b'<0042>'))
            ),
            [DifferenceKind.PAGE_CONTENT],
        ),
        (lambda pdf: pdf.add_blank_page(page_size=(9, 9)), [DifferenceKind.PAGE_COUNT]),
    ],
)
def test_a_second_reader_sees_what_decides_the_text_of_a_page(change: Change | None, kinds: list[str]) -> None:
    found = differing_texts(a_file(), a_file(change))
    assert found is not None
    assert [each.kind for each in found] == kinds
    assert differing_texts(b'%PDF', a_file()) is None


@pytest.mark.parametrize(
    ('change', 'kinds'),
    [
        (None, []),
        (lambda pdf: set_entry(pdf.Root, '/Lang', 'en'), ['language']),
        (lambda pdf: set_entry(pdf.Root, '/OCProperties', Dictionary()), ['behaviour-added']),
        (lambda pdf: set_entry(pdf.Root.AcroForm, '/XFA', 'x'), ['behaviour-added']),
        (
            lambda pdf: set_entry(first(pdf).Annots[0], '/A', SCRIPT),
            ['behaviour-added', 'annotation-added', 'annotation-removed'],
        ),
        (SIGNED, []),
        (lambda pdf: set_entry(field(pdf, 0), '/V', '2 maj'), ['field-added', 'field-removed']),
        (
            lambda pdf: set_entry(first(pdf).Annots[0], '/Rect', Array([1, 1, 9, 8])),
            ['annotation-added', 'annotation-removed'],
        ),
    ],
)
def test_a_file_that_came_back_is_held_against_the_one_sent(
    tmp_path: Path, change: Change | None, kinds: list[str]
) -> None:
    sent, back = tmp_path / 'sent.pdf', tmp_path / 'back.pdf'
    sent.write_bytes(a_file())
    back.write_bytes(a_file(change))

    assert [each.kind.value for each in other_differences(sent, back)] == kinds


@pytest.mark.parametrize(
    ('change', 'kind'),
    [
        (lambda pdf: set_entry(first(pdf), '/MediaBox', Array([0, 0, 200, 210])), DifferenceKind.PAGE_SIZE),
        (
            lambda pdf: set_entry(first(pdf), '/Contents', Stream(pdf, b'BT /F 9 Tf (A) Tj ET 90 90 90 90 re f')),
            DifferenceKind.DRAWING_ADDED,
        ),
        (lambda pdf: set_entry(pdf.pages[1].obj, '/Contents', Stream(pdf, b'')), DifferenceKind.TEXT),
        (lambda pdf: pdf.pages.__delitem__(1), DifferenceKind.PAGE_MISSING),
    ],
)
def test_what_pages_show_is_known_as_such(tmp_path: Path, change: Change, kind: DifferenceKind) -> None:
    """Where it is told, what is heard need not be told too."""
    sent, back = tmp_path / 'sent.pdf', tmp_path / 'back.pdf'
    sent.write_bytes(a_file())
    back.write_bytes(a_file(change))

    assert {each.kind for each in page_differences(sent, back)} == {kind}
    assert kind in PAGE_KINDS
    assert same_words(sent, back) == (kind in (DifferenceKind.PAGE_SIZE, DifferenceKind.DRAWING_ADDED))


def test_a_file_that_cannot_be_opened_is_a_value_error(tmp_path: Path) -> None:
    sent, back = tmp_path / 'sent.pdf', tmp_path / 'back.pdf'
    sent.write_bytes(a_file())
    back.write_bytes(b'%PDF-1.7')

    with pytest.raises(ValueError, match='document'):
        page_differences(sent, back)
    assert not same_words(sent, back)


def test_every_kind_of_difference_has_a_sentence() -> None:
    for kind in DifferenceKind:
        name = {'info': '/Author', 'beha': 'xfa', 'cata': '/Lang'}.get(kind[:4], '/Ink')
        assert len(sentence(Difference(kind, 3, name, 'förut', 'sedan', 'iii'))) > 15
