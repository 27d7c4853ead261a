"""Fields and controls whose value stands in the file are shown; what only the clock or Word knows is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdfplumber
import pytest

from .builder import blank, field, laid_out, paragraph, run, table

if TYPE_CHECKING:
    from pathlib import Path


def test_the_documents_title_and_subject_are_those_of_its_properties(tmp_path: Path) -> None:
    document = blank("Löfte 2021")
    document.core_properties.subject = "Trygghet"
    paragraph(document, run("Bilaga till ") + field('TITLE') + run(" om ") + field('SUBJECT \\* MERGEFORMAT'))
    document.sections[0].header.paragraphs[0]._p.extend(list(paragraph(document, field('TITLE'))))

    result = laid_out(document, tmp_path)

    assert "Bilaga till Löfte 2021 om Trygghet" in result.text
    assert result.text.count("Löfte 2021") == 2
    assert "gammalt" not in result.text


def test_captions_are_numbered_in_order_each_kind_by_itself(tmp_path: Path) -> None:
    document = blank()
    for kind in ("Tabell", "Figur", "Tabell"):
        paragraph(document, run(f"{kind} ") + field(f'SEQ {kind} \\* ARABIC') + run(": här"))
    document.add_paragraph("Kort.")
    paragraph(document, '<w:fldSimple w:instr=" SEQ Tabell "><w:r><w:t>3</w:t></w:r></w:fldSimple>' + run(" sist"))

    text = laid_out(document, tmp_path).text

    assert "Tabell 1: här Figur 1: här Tabell 2: här Kort. 3 sist" in text


def test_a_reference_to_a_caption_shows_its_number(tmp_path: Path) -> None:
    document = blank()
    caption = run("Tabell ") + field('SEQ Tabell \\* ARABIC', '1')
    paragraph(document, f'<w:bookmarkStart w:id="1" w:name="_Ref7"/>{caption}<w:bookmarkEnd w:id="1"/>{run(" Antal")}')
    table(document, 2, 2)
    paragraph(document, run("Se ") + field('REF _Ref7 \\h') + run(" ovan."))

    assert "Se Tabell 1 ovan." in laid_out(document, tmp_path).text


def test_an_entry_for_an_index_shows_nothing(tmp_path: Path) -> None:
    document = blank()
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = '<w:r><w:instrText xml:space="preserve"> XE "Trygghet:ute" \\b </w:instrText></w:r>'
    paragraph(document, run("Tryggt") + mark.format('begin') + instruction + mark.format('end') + run(" ute"))

    assert "Tryggt ute" in laid_out(document, tmp_path).text


@pytest.mark.parametrize('kind', ['text', 'dropDownList', 'comboBox', 'date', 'showingPlcHdr w:val="0"'])
def test_a_content_control_that_is_filled_in_shows_its_text(kind: str, tmp_path: Path) -> None:
    document = blank()
    chosen = f'<w:sdt><w:sdtPr><w:{kind}/></w:sdtPr><w:sdtContent>{run("9 mars 2021")}</w:sdtContent></w:sdt>'
    paragraph(document, run("Den ") + chosen + run(" gäller det."))

    assert "Den 9 mars 2021 gäller det." in laid_out(document, tmp_path).text


def test_a_double_underline_is_two_lines(tmp_path: Path) -> None:
    heights = {}
    for kind in ('single', 'double'):
        document = blank()
        paragraph(document, run("Summa", f'<w:u w:val="{kind}"/>'))
        with pdfplumber.open(laid_out(document, tmp_path, kind).path) as pdf:
            drawn = pdf.pages[0].lines + pdf.pages[0].rects + pdf.pages[0].curves
            heights[kind] = {round(each['top'], 1) for each in drawn}
    assert (len(heights['single']), len(heights['double'])) == (1, 2)


def test_numbers_of_captions_are_counted_also_where_they_are_hidden(tmp_path: Path) -> None:
    document = blank()
    for instruction in ('SEQ Bild \\h', 'SEQ Bild', 'SEQ Bild \\c', 'SEQ Bild \\r 7 \\* ROMAN', 'SEQ Bild'):
        paragraph(document, run("nr ") + field(instruction))
    assert laid_out(document, tmp_path).text == "nr nr 2 nr 2 nr VII nr 8"


def test_the_file_s_own_values_in_the_capitals_that_are_asked_for(tmp_path: Path) -> None:
    document = blank("Anna skriver")
    paragraph(document, field('TITLE \\* Upper') + run(" ") + field('TITLE \\* Caps'))
    assert laid_out(document, tmp_path).text == "ANNA SKRIVER Anna Skriver"


def test_a_bibliography_of_several_paragraphs_stands_as_it_is_stored(tmp_path: Path) -> None:
    document = blank()
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ('begin', 'separate', 'end'))
    instruction = '<w:r><w:instrText>BIBLIOGRAPHY</w:instrText></w:r>'
    paragraph(document, begin + instruction + separate + run("Exempel, A. Boken."))
    paragraph(document, run("Exempel, B. Skriften, s. ") + field('PAGE', '9') + run("."))
    paragraph(document, end + run("Efter."))
    assert laid_out(document, tmp_path).text == "Exempel, A. Boken. Exempel, B. Skriften, s. 1. Efter."


def test_what_somebody_put_in_stands_as_it_is_stored(tmp_path: Path) -> None:
    document = blank()
    box = '<w:ffData><w:checkBox><w:default w:val="{}"/>{}</w:checkBox></w:ffData>'
    for instruction, result in (('ADDIN ZOTERO_ITEM CSL_CITATION {"a": 1}', "(Källa 1)"), ('FORMTEXT', "Anna Exempel")):
        paragraph(document, field(instruction.replace('"', '&quot;'), result))
    for default, checked in ((1, '<w:checked w:val="0"/>'), (0, '<w:checked/>'), (1, '')):
        inner = field('FORMCHECKBOX', '').replace('w:fldCharType="begin"/>', 'w:fldCharType="begin">' + box.format(
            default, checked) + '</w:fldChar>', 1)  # fmt: skip
        paragraph(document, inner)
    paragraph(document, field('DATE', "1 mars 2021").replace('"begin"', '"begin" w:fldLock="1"', 1))
    assert laid_out(document, tmp_path).text == "(Källa 1) Anna Exempel ☐ ☒ ☒ 1 mars 2021"
