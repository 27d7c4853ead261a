"""`docgen inspect`: what a user is told of a PDF, ours or not, whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from .command import docgen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench import Workbench


@pytest.fixture
def promise(shipped: Workbench) -> Path:
    return shipped.output / '2021/medborgarlofte-strangnas-2021.pdf'


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A PDF as most programs make them: no tags, no claims, a font that is not embedded."""
    path = tmp_path / 'faktura.pdf'
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setTitle("Faktura 17")
    canvas.drawString(72, 720, "Att betala: 100 kr")
    canvas.showPage()
    canvas.setPageSize((792, 612))
    canvas.drawString(72, 500, "Villkor")
    canvas.save()
    return path


def changed(path: Path, out: Path, change: Callable[[pikepdf.Pdf], None]) -> Path:
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(out)
    return out


def test_our_own_document_follows_both_standards(promise: Path) -> None:
    answer = docgen('inspect', promise)

    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].startswith("Fil:           medborgarlofte-strangnas-2021.pdf, ")
    assert "Titel:         Medborgarlöfte 2021" in lines
    assert "Språk:         svenska (sv-SE)" in lines
    assert f"Sidor:         {len(PdfReader(promise).pages)} sidor A4" in lines
    assert "SourceSansPro-Bold, inbäddat" in answer.out
    assert "Underskrifter: inga" in lines
    assert "Filen anger PDF/A-2a och följer standarden." in lines
    assert "Filen anger PDF/UA-1 och följer standarden." in lines
    assert "Fel" not in answer.out
    assert answer.err == ''


def test_tags_are_a_tree_with_the_beginning_of_each_text(promise: Path) -> None:
    tags = docgen('inspect', promise).out.partition("Taggar:\n")[2].splitlines()

    assert tags[:3] == ["  Document", "    P: Medborgarlöfte 2021", "    P: Strängnäs kommun"]
    assert "    Sect: Underskrifter" in tags
    assert "    Part: Bilaga 1: Uppföljning av medborgarlöftet 2020" in tags
    assert any(line.endswith("TH › P: Status") for line in tags)
    assert max(map(len, tags)) < 110


def test_what_a_screen_reader_says(promise: Path) -> None:
    lines = docgen('inspect', '--aloud', promise).out.splitlines()

    assert lines[0] == "Medborgarlöfte 2021"
    assert "Underskrift för Strängnäs kommun, Anna Exempel, kommundirektör" in lines
    assert "Antal: 4" in lines


def test_json_holds_the_same(promise: Path) -> None:
    answer = docgen('inspect', '--json', promise).json

    assert answer['exit_code'] == 0
    pages = len(PdfReader(promise).pages)
    assert (answer['title'], answer['language'], answer['pages']) == ("Medborgarlöfte 2021", 'sv-SE', pages)
    assert answer['sizes'] == [{'pages': pages, 'width_mm': 210, 'height_mm': 297, 'name': 'A4'}]
    assert [(each['standard'], each['conformity']) for each in answer['standards']] == [
        ('PDF/A-2a', 'follows'),
        ('PDF/UA-1', 'follows'),
    ]
    assert all(font['embedded'] for font in answer['fonts'])
    assert answer['tags'][0] == {'level': 0, 'tags': ['Document'], 'text': ''}


def test_a_broken_rule_is_told_by_clause_and_in_words(promise: Path, tmp_path: Path) -> None:
    def damage(pdf: pikepdf.Pdf) -> None:
        del pdf.Root['/Lang']
        pdf.Root.ViewerPreferences.DisplayDocTitle = False

    answer = docgen('inspect', changed(promise, tmp_path / 'skadad.pdf', damage))

    assert answer.code == 0
    assert "Språk:         anges inte" in answer.out
    assert "Filen anger PDF/UA-1 men följer inte standarden:" in answer.out
    assert "  Avsnitt 7.1: visningsprogrammet visar filnamnet i stället för titeln" in answer.out
    assert "  Avsnitt 7.2: text har inget språk" in answer.out


def test_a_file_from_another_program_is_told_as_it_is(foreign: Path) -> None:
    answer = docgen('inspect', foreign)

    assert answer.code == 0
    lines = answer.out.splitlines()
    assert "Titel:         Faktura 17" in lines
    assert "Sidor:         1 sida Letter + 1 sida Letter liggande" in lines
    assert "Teckensnitt:   Helvetica, inte inbäddat" in lines
    assert "Filen anger inte PDF/A-2a och följer inte standarden:" in lines
    assert "Filen anger inte PDF/UA-1 och följer inte standarden:" in lines
    assert any(line.startswith("  Avsnitt 6.2.11.4.1: ett teckensnitt är inte inbäddat") for line in lines)
    assert lines[-1] == "Filen saknar taggar: den kan inte läsas upp på ett säkert sätt."
    assert "Filen saknar taggar" in docgen('inspect', '--aloud', foreign).out


def test_signatures_and_attachments_are_listed(foreign: Path, tmp_path: Path) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.attachments['underlag.txt'] = pikepdf.AttachedFileSpec(pdf, b'text')
        signed = Dictionary(FT=Name.Sig, T=String('kommunen'), V=Dictionary(Type=Name.Sig, Name=String('Anna Exempel')))
        empty = Dictionary(FT=Name.Sig, T=String('polisen'))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(signed), pdf.make_indirect(empty)]))

    answer = docgen('inspect', changed(foreign, tmp_path / 'signerad.pdf', add))

    assert "Underskrifter: kommunen: undertecknat av Anna Exempel (inte kontrollerat)" in answer.out
    assert "               polisen: inte undertecknat" in answer.out
    assert "Bilagda filer: underlag.txt" in answer.out


def test_a_claim_of_another_part_is_judged_by_that_part(promise: Path, tmp_path: Path) -> None:
    def claim(pdf: pikepdf.Pdf) -> None:
        xmp = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(xmp.replace(b'<pdfaid:conformance>A<', b'<pdfaid:conformance>B<'))

    answer = docgen('inspect', changed(promise, tmp_path / '2b.pdf', claim))

    assert "Filen anger PDF/A-2b och följer standarden." in answer.out


def test_a_part_that_cannot_be_checked_is_said_so(promise: Path, tmp_path: Path) -> None:
    def claim(pdf: pikepdf.Pdf) -> None:
        xmp = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(xmp.replace(b'<pdfaid:part>2<', b'<pdfaid:part>4<'))

    answer = docgen('inspect', changed(promise, tmp_path / '4.pdf', claim))

    assert "som docgen inte kan kontrollera." in answer.out


def test_a_file_encrypted_without_password_is_told(foreign: Path, tmp_path: Path) -> None:
    locked = tmp_path / 'skyddad.pdf'
    with pikepdf.open(foreign) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner='x', user='', R=6))

    answer = docgen('inspect', locked)

    assert answer.code == 0
    assert "Skydd:         filen är krypterad, men öppnas utan lösenord" in answer.out


def test_a_file_cut_short_is_told_with_its_damage(promise: Path, tmp_path: Path) -> None:
    data = promise.read_bytes()
    for share in (0.3, 0.6, 0.9, 0.99):
        cut = tmp_path / 'kapad.pdf'
        cut.write_bytes(data[: int(len(data) * share)])
        answer = docgen('inspect', cut)
        assert answer.code in (0, 3)
        assert "Skador:" in answer.out or answer.ids == ['pdf-unreadable'] or answer.ids == ['pdf-without-pages']


def test_text_outside_its_page_is_shown(foreign: Path, tmp_path: Path) -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].cropbox = Array([0, 0, 100, 792])

    path = changed(foreign, tmp_path / 'beskuren.pdf', crop)

    assert "Utanför sidan: sidan 1: ”Att betala: 100 kr” syns inte eller bara delvis" in docgen('inspect', path).out
    assert docgen('inspect', '--json', path).json['outside'] == [{'page': 1, 'text': "Att betala: 100 kr"}]
    assert "Utanför sidan" not in docgen('inspect', foreign).out


def test_a_fault_that_comes_again_is_told_once_with_its_pages(promise: Path, tmp_path: Path) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages[1:]:
            del page.StructParents

    faults = [
        line
        for line in docgen('inspect', changed(promise, tmp_path / 'fel.pdf', forget)).out.splitlines()
        if line.startswith("Fel i uppbyggnaden: ")
    ]

    assert any("Sidan saknar StructParents. (" in line and " gånger, sidorna 2, 3" in line for line in faults)
    assert len(faults) == 11
    assert faults[-1].endswith("slag av fel till, som --json visar")


def test_help_is_swedish() -> None:
    answer = docgen('inspect', '--help')

    assert answer.code == 0
    assert "Berätta vad en PDF är" in answer.out
