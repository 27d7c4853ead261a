"""What was changed after a signature is told in words that a reader without technical knowledge understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.pdf.compare.difference import Difference, DifferenceKind
from docgen.pdf.compare.entry_words import entry_words, tag_words
from docgen.sign.verifying.appended.appended_check import account_for
from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind
from docgen.sign.verifying.appended.fault_sentences import fault_sentences
from docgen.sign.verifying.changes import changes
from sign.forgeries import field_with, page
from sign.forgeries_by_reader import signed_field
from sign.raw_update import edited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sign.verifying.conftest import Lab

    Change = Callable[[pikepdf.Pdf], Iterator[pikepdf.Object]]

_END = re.compile(rb'/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)')


@pytest.mark.parametrize(
    ('fault', 'words'),
    [
        (Fault(FaultKind.FIELD_ODD, name='B', page=1, entry='/F'), "Fältet ”B” på sidan 1 kan se ut på ett annat sätt"),
        (Fault(FaultKind.WITHOUT_REASON, name='/Ff'), "bevis: om fältet får ändras (Ff)."),
        (Fault(FaultKind.WITHOUT_REASON, name='comment', after='hej'), "inget läsprogram visar (nu ”hej”)."),
    ],
)
def test_an_entry_of_a_field_is_told_in_words(fault: Fault, words: str) -> None:
    (sentence,) = fault_sentences([fault], b'')
    assert words in sentence


def _set(find: Callable[[pikepdf.Pdf], pikepdf.Object], key: str, value: Any) -> Change:
    """Give an object an entry, or take it away where the value is None."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        target = find(pdf)
        if value is None:
            del target[key]
        else:
            target[key] = value
        yield target

    return change


def _catalog(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


def _signature(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return signed_field(pdf).V


def _figure(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A tag with content on the first page."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while True:
        each = waiting.pop(0)
        if isinstance(each, Array):
            waiting = [*each, *waiting]
        elif isinstance(each, Dictionary) and str(each.get('/S')) in ('/H1', '/P', '/Figure') and each.is_indirect:
            return each
        elif isinstance(each, Dictionary):
            waiting = [each.get('/K', Array()), *waiting]


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    fonts = page(pdf).Resources.Font
    return fonts[min(fonts.keys())]


def _without_widget(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    field = signed_field(pdf)
    for each in pdf.pages:
        kept = [one for one in each.obj.get('/Annots', Array()) if one.objgen != field.objgen]
        if len(kept) < len(each.obj.get('/Annots', Array())):
            each.obj['/Annots'] = Array(kept)
            yield each.obj


TABLE: tuple[tuple[str, Change, str], ...] = (
    ('a text for a picture', _set(_figure, '/Alt', String('Annat')),
     r"Taggarna, som avgör vad som läses upp: alternativtexten \(Alt\) för .* på sidan 1 har lagts till: ”Annat”\."),
    ('another text to be read', _set(_figure, '/ActualText', String('Annat')), r"ersättningstexten .*: ”Annat”"),
    ('an abbreviation', _set(_figure, '/E', String('Annat')), r"förkortningens utläsning \(E\) för (?:en|ett) \w+"),
    ('the language of a tag', _set(_figure, '/Lang', String('fi')), r"språket som den läses upp på \(Lang\) för"),
    ('the name in a signature', _set(_signature, '/Name', String('Annan')),
     r"underskriften i fältet ”Underskrift-kommunen”, av Anna Exempel: namnet som den bär \(Name\) .*: ”Annan”\."),
    ('the day in a signature', _set(_signature, '/M', String('D:20300101120000Z')),
     r"dagen den säger sig vara gjord \(M\) har ändrats från ”.* kl\. .*” till ”1\sjanuari 2030 kl\. 12\.00”"),
    ('the format of a signature', _set(_signature, '/SubFilter', Name('/adbe.pkcs7.detached')),
     r"formatet \(SubFilter\) har ändrats från ”ETSI.CAdES.detached” till ”adbe.pkcs7.detached”"),
    ('the order of fields', _set(page, '/Tabs', Name.C), r"bevis: i vilken ordning fälten nås på sidan 1 \(Tabs\)\."),
    ('a field that is hidden', _set(signed_field, '/F', 2),
     r"Fältet ”Underskrift-kommunen” på sidan \d+: om fältet syns .* från ”syns, skrivs ut” till ”syns inte, "),
    ('a field that does something', _set(signed_field, '/A', Dictionary(S=Name.Named, N=Name.Print)),
     r"Fältet ”Underskrift-kommunen” på sidan \d+: en åtgärd som körs när någon trycker på fältet \(A\) har lagts"),
    ('a widget gone', _without_widget, r"På sidan \d+ har ett fält \(”Underskrift-kommunen”\) tagits bort\."),
    ('a field of another kind', lambda pdf: field_with(pdf, FT=Name.Tx), r"Fältet ”Ny” på sidan 1 har lagts till\."),
    ('from right to left', _set(_catalog, '/ViewerPreferences', Dictionary(Direction=Name.R2L)),
     r"Hur filen visas: läsriktningen \(Direction\) .*”från höger till vänster”"),
    ('the language', _set(_catalog, '/Lang', String('fi')), r"Språket .* har ändrats från ”sv-SE” till ”fi”\."),
    ('threads', _set(_catalog, '/Threads', Array()), r"I vilken ordning artiklar på sidorna läses \(Threads\) har"),
    ('what is shown beside', _set(_catalog, '/PageMode', Name.UseAttachments), r"\(PageMode\) .*: ”bilagor”"),
    ('an unknown entry', _set(_catalog, '/Konstig', 1), r"En uppgift som docgen inte känner \(Konstig\) har"),
    ('what colours are for', _set(lambda pdf: pdf.Root.OutputIntents[0], '/Info', String('Annat')),
     r"har bytts ut: vilken skrivare eller skärm färgerna är avsedda för \(OutputIntents\)\."),
    ('a font', _set(_font, '/BaseFont', Name.Helvetica),
     r"Ett teckensnitt som hör till det undertecknade bland annat på sidan 1 har bytts ut: vilket teckensnitt"),
    ('the scale of a page', _set(page, '/UserUnit', 2), r"På sidan 1: sidans skala \(UserUnit\) har lagts till: ”2”"),
    ('a mark of time on a page', _set(page, '/LastModified', String('D:20300101')), r"ändrades .*1\sjanuari 2030"),
)  # fmt: skip


@pytest.mark.parametrize(('change', 'words'), [each[1:] for each in TABLE], ids=[each[0] for each in TABLE])
def test_a_change_is_told_by_what_it_is_of(change: Change, words: str, lab: Lab) -> None:
    content = edited(lab.partly, change)
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(lab.partly)]
    faults = account_for(content, ends).after(max(ends))
    told = fault_sentences(faults, content, {'Underskrift-kommunen': 'Anna Exempel'})
    assert any(re.search(words, each) for each in told), told


def test_letters_that_cannot_be_read_are_not_shown(lab: Lab) -> None:
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(lab.partly)]
    seen = Difference(DifferenceKind.TEXT, 1, before='Vi lovar', after='\x03\x04')
    told = changes(lab.partly, max(ends), account_for(lab.partly, ends), [seen])
    assert told == ("Sidan 1: ”Vi lovar” har blivit ”tecken som inte går att läsa”.",)


def test_a_page_that_is_turned_has_got_no_words(lab: Lab) -> None:
    """Though readers take its words up in another order."""
    content = edited(lab.partly, _set(page, '/Rotate', 180))
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(lab.partly)]
    seen = Difference(DifferenceKind.TEXT_ADDED, 1, after='Löfte 1', box=(10, 10, 20, 20))
    told = changes(content, max(ends), account_for(content, ends), [seen])
    assert told == ("På sidan 1: sidans vridning (Rotate) har lagts till: ”180”.",)


def test_what_is_not_known_keeps_its_name() -> None:
    assert entry_words('page', '/Nytt') == "en uppgift som docgen inte känner (Nytt)"
    assert (tag_words('/Figure'), tag_words('/Egen')) == ("en bild", "ett element (Egen)")
