"""What foreign files say of their structure: headers by Word's boxes, links in footers, the language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import page
import pikepdf
import pytest
from docx.oxml.ns import qn

from docgen.engines import Source, converter

from .builder import DATE, blank, element, field, laid_out, paragraph, refused, run, scopes, table, ticked

if TYPE_CHECKING:
    from pathlib import Path


def _with_footer_link(words: str) -> Any:
    document = blank()
    paragraph(document, '<w:bookmarkStart w:id="1" w:name="slut"/>' + run("Text") + '<w:bookmarkEnd w:id="1"/>')
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "Se "
    for instruction, shown in (('HYPERLINK "https://provby.example"', words), ('HYPERLINK \\l "slut"', "texten")):
        for node in element(f'<w:p>{field(escape(instruction, quote=True), shown)}</w:p>'):
            footer._p.append(node)
    return document


def test_a_link_in_a_footer_leads_there_from_every_page_and_is_tagged(tmp_path: Path) -> None:
    document = _with_footer_link("webben")
    document.add_page_break()
    document.add_paragraph("Mera")
    made = laid_out(document, tmp_path)
    assert made.link_targets() == ['https://provby.example', 'page 0'] * 2
    assert [len(made.tags().all('Link'))] == [4]
    words = made.where("webben")
    with pikepdf.open(made.path) as pdf:
        left, bottom, right, top = (float(each) for each in pdf.pages[0].Annots[0].Rect)
        assert str(pdf.pages[0].Annots[0].Contents) == "webben"
    assert (left, right) == pytest.approx((words.left, words.right), abs=1)
    assert bottom <= words.bottom < words.top <= top
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf(str(made.path), profile=profile).is_compliant


def test_a_link_in_a_footer_over_two_lines_is_named(tmp_path: Path) -> None:
    assert [each.id for each in refused(_with_footer_link("orden räcker till mer " * 8), tmp_path)] == [
        'word-link-in-margin'
    ]


def test_a_ticked_first_column_heads_its_rows(tmp_path: Path) -> None:
    document = blank()
    ticked(table(document, 3, 2), row=True, column=True)
    ticked(table(document, 2, 2), row=True, column=False)
    made = laid_out(document, tmp_path)
    heads, rows, cells = ('TH', 'Column'), ('TH', 'Row'), ('TD', '')
    assert scopes(made.path) == [heads, heads, rows, cells, rows, cells, heads, heads, cells, cells]
    assert page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_a_first_column_with_an_empty_or_long_cell_heads_nothing(tmp_path: Path) -> None:
    document = blank()
    made = ticked(table(document, 3, 2), row=True, column=True)
    made.cell(1, 0).text = ""
    ticked(table(document, 2, 2), row=True, column=True).cell(1, 0).text = "Ett helt stycke. " * 6
    assert ('TH', 'Row') not in scopes(laid_out(document, tmp_path).path)


def test_a_table_with_row_headers_needs_no_header_row(tmp_path: Path) -> None:
    document = blank()
    ticked(table(document, 2, 2, header=False), row=False, column=True)
    assert scopes(laid_out(document, tmp_path).path) == [('TH', 'Row'), ('TD', '')] * 2


def test_words_own_box_makes_the_first_row_the_header_and_that_is_told(tmp_path: Path) -> None:
    document = blank()
    ticked(table(document, 2, 2, header=False), row=True, column=False).cell(0, 0).text = "Område"
    document.save(str(tmp_path / 'prov.docx'))
    (made,) = converter('typst').convert([Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)])
    assert [kind for kind, _ in scopes(made.pdf)] == ['TH', 'TH', 'TD', 'TD']
    (told,) = made.warnings
    assert (told.id, told.place.paragraph) == ('word-table-header-taken', "Område")


@pytest.mark.parametrize('spoilt', ['empty', 'merged'])
def test_a_first_row_that_cannot_be_a_header_is_still_asked_for(spoilt: str, tmp_path: Path) -> None:
    document = blank()
    made = ticked(table(document, 3, 3, header=False), row=True, column=False)
    if spoilt == 'empty':
        made.cell(0, 1).text = ""
    else:
        made.cell(0, 1).merge(made.cell(1, 1))
    assert [each.id for each in refused(document, tmp_path)] == ['word-table-without-header']


def test_a_heading_with_a_tab_stands_in_the_outline_by_its_words(tmp_path: Path) -> None:
    document = blank()
    document.add_heading("1\tBakgrund", 1)
    made = laid_out(document, tmp_path)
    with pikepdf.open(made.path) as pdf, pdf.open_outline() as outline:
        assert [each.title for each in outline.root] == ["1 Bakgrund"]
    assert made.where("Bakgrund").left > made.where("1").right + 10


def test_a_language_written_with_an_underscore(tmp_path: Path) -> None:
    document = blank()
    next(document.styles.element.iter(qn('w:lang'))).set(qn('w:val'), 'pt_BR')
    document.add_paragraph("Texto")
    with pikepdf.open(laid_out(document, tmp_path).path) as pdf:
        assert str(pdf.Root.Lang) == 'pt-BR'


def test_a_column_too_narrow_for_a_letter_is_widened_to_its_words(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    for width, column in zip(('132', '4000'), made.columns, strict=True):
        column._gridCol.set(qn('w:w'), width)
        for cell in column.cells:
            cell._tc.tcPr.find(qn('w:tcW')).set(qn('w:w'), width)
    made.cell(1, 0).text = "Ord"
    found = laid_out(document, tmp_path)
    assert found.where("Ord").right < found.where("1 1").left


def test_a_file_without_a_language_is_read_by_its_words(tmp_path: Path) -> None:
    document = blank()
    for part in (document.styles.element, document.settings.element):
        for language in [*part.iter(qn('w:lang')), *part.iter(qn('w:themeFontLang'))]:
            language.getparent().remove(language)
    document.core_properties.language = ''
    document.add_paragraph("Kommunen och polisen är överens om att det som står här gäller för alla och på alla orter.")
    document.save(str(tmp_path / 'prov.docx'))
    (made,) = converter('typst').convert([Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)])
    with pikepdf.open(made.pdf) as pdf:
        assert str(pdf.Root.Lang).startswith('sv')
    assert [(each.id, "svenska" in each.what) for each in made.warnings] == [('word-language-taken', True)]
