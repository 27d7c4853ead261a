"""The tags that a screen reader follows: headings, lists, tables, contents, notes, links, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import page
import pikepdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from .builder import blank, element, field, laid_out, paragraph, png, refused, run, table

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def everything(document: Any) -> None:
    """One of each."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "Exempels kommun\t\tDnr 1"
    paragraph(document, field('TOC \\o "1-2" \\h \\z \\u'))
    document.add_heading("Rubrik ett", 1)
    paragraph(document, '<w:bookmarkStart w:id="1" w:name="hit"/>' + run("Målet") + '<w:bookmarkEnd w:id="1"/>')
    document.add_heading("Rubrik två", 2)
    for text in ("Ett", "Två"):
        document.add_paragraph(text, style='List Bullet')
    document.add_paragraph("Under", style='List Bullet 2')
    document.add_paragraph("Första", style='List Number')
    table(document, 3, 2)
    document.add_paragraph("Bild: ").add_run().add_picture(png(), width=Pt(60))
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "En blå ruta")
    paragraph(document, f'<w:hyperlink w:anchor="hit">{run("Dit")}</w:hyperlink>')
    paragraph(document, run("Se ") + field('REF hit \\h') + run(" på sidan ") + field('PAGEREF hit'))


@pytest.mark.parametrize('profile', [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1])
def test_the_whole_vocabulary_conforms(profile: page.ValidationProfile, tmp_path: Path) -> None:
    document = blank()
    everything(document)
    verdict = page.validate_pdf(str(laid_out(document, tmp_path).path), profile=profile)
    assert verdict.is_compliant, str(verdict)


def test_headings_are_tagged_and_stand_in_the_outline(tmp_path: Path) -> None:
    document = blank()
    for text, level in (("Ett", 1), ("Ett ett", 2), ("Två", 1)):
        document.add_heading(text, level)
    result = laid_out(document, tmp_path)
    assert result.tags().outline() == 'Document(H1 H2 H1)'
    with pikepdf.open(result.path) as pdf, pdf.open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [
            ("Ett", ["Ett ett"]),
            ("Två", []),
        ]


def test_a_style_with_outline_level_is_a_heading(tmp_path: Path) -> None:
    document = blank()
    style = document.styles.add_style('Kapitel', 1)
    style.element.get_or_add_pPr().append(element('<w:outlineLvl w:val="0"/>'))
    document.add_paragraph("Kapitlet", style='Kapitel')
    document.add_paragraph("", style='Kapitel')
    assert result_outline(document, tmp_path) == 'Document(H1)'


def result_outline(document: Any, folder: Path) -> str:
    return laid_out(document, folder).tags().outline()


def test_lists_nest_by_indent(tmp_path: Path) -> None:
    document = blank()
    for text, style in (("a", 'List Bullet'), ("b", 'List Bullet 2'), ("c", 'List Bullet'), ("1", 'List Number')):
        document.add_paragraph(text, style=style)
    item = 'LI(Lbl LBody(P))'
    assert result_outline(document, tmp_path) == f'Document(L({item} L({item}) {item}) L({item}))'


def test_tables_have_header_cells_and_merged_cells(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 3, 3)
    made.cell(1, 0).merge(made.cell(2, 0)).text = "sammanslagen"
    made.cell(2, 1).merge(made.cell(2, 2)).text = "bred"
    tags = laid_out(document, tmp_path).tags()
    head, body = 'TR(TH(P) TH(P) TH(P))', 'TR(TD(P) TD(P) TD(P)) TR(TD(P))'
    assert tags.outline() == f'Document(Table(THead({head}) TBody({body})))'


def test_header_and_footer_are_not_read_aloud(tmp_path: Path) -> None:
    document = blank()
    document.sections[0].header.paragraphs[0].text = "Sidhuvud"
    document.sections[0].footer.paragraphs[0].text = "Sidfot"
    document.add_paragraph("Text")
    result = laid_out(document, tmp_path)
    assert "Sidhuvud" in result.text
    assert "Sidfot" in result.text
    assert result.tags().outline() == 'Document(P)'


def test_contents_list_the_headings_with_their_pages_and_lead_there(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, field('TOC \\o "1-2" \\h \\z \\u', "GAMMAL 99"))
    document.add_heading("Bakgrund", 1)
    document.add_page_break()
    document.add_heading("Delmål", 2)
    document.add_heading("Djupt", 3)
    result = laid_out(document, tmp_path)
    first = ' '.join(result.pages[0].replace('.', '').split())
    assert first == "Bakgrund1 Delmål2 Bakgrund"
    assert "GAMMAL" not in result.text
    assert result.link_targets() == ['page 0', 'page 1']
    assert len(result.tags().all('TOCI')) == 2


def test_a_contents_field_over_many_paragraphs_leaves_its_stored_lines(tmp_path: Path) -> None:
    document = blank()
    begin, _, _ = field('TOC \\o "1-3" \\h', '@').partition('<w:r><w:t>@')
    page_field = field('PAGEREF _Toc1 \\h', '7')
    link = f'<w:hyperlink w:anchor="_Toc1">{run("Gammal rad")}{page_field}</w:hyperlink>'
    paragraph(document, begin + link)
    paragraph(document, link)
    paragraph(document, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    document.add_heading("Ny", 1)
    result = laid_out(document, tmp_path)
    assert "Gammal" not in result.text
    assert result.tags().outline().startswith('Document(TOC(TOCI')
    assert result.tags().outline().endswith('H1)')


def test_links_lead_out_and_in_and_say_where(tmp_path: Path) -> None:
    document = blank()
    address = document.part.relate_to(
        'https://example.se/sida?a=1&b=2',
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink',
        is_external=True,
    )
    paragraph(document, f'<w:hyperlink r:id="{address}">{run("Ut")}</w:hyperlink>')
    paragraph(document, field('HYPERLINK "https://example.org/"', "Fält"))
    paragraph(document, f'<w:hyperlink w:anchor="hit">{run("In")}</w:hyperlink>')
    document.add_page_break()
    paragraph(document, '<w:bookmarkStart w:id="1" w:name="hit"/>' + run("Målet") + '<w:bookmarkEnd w:id="1"/>')
    result = laid_out(document, tmp_path)
    assert result.link_targets() == ['https://example.se/sida?a=1&b=2', 'https://example.org/', 'page 1']
    with pikepdf.open(result.path) as pdf:
        assert all(str(note.Contents) for sheet in pdf.pages for note in sheet.get('/Annots', []))


def test_references_show_the_bookmark_s_text_and_page_of_now(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Se ") + field('REF hit \\h') + run(" på sidan ") + field('PAGEREF hit \\h') + run("."))
    document.add_page_break()
    paragraph(document, '<w:bookmarkStart w:id="1" w:name="hit"/>' + run("Målet") + '<w:bookmarkEnd w:id="1"/>')
    result = laid_out(document, tmp_path)
    assert "Se Målet på sidan 2." in result.text
    assert result.link_targets() == ['page 1', 'page 1']


def test_pictures_say_what_they_show(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Bild: ").add_run().add_picture(png(), width=Pt(60))
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "En \"blå\" ruta")
    (figure,) = laid_out(document, tmp_path).tags().all('Figure')
    assert figure.alt == "En \"blå\" ruta"


def with_footnote(document: Any, *texts: str) -> None:
    """Footnotes with the ids 2, 3 and so on."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    )
    for index, text in enumerate(texts, 2):
        shown = f'<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r>'
        xml += f'<w:footnote w:id="{index}"><w:p>{shown}</w:p></w:footnote>'
    xml += '</w:footnotes>'
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml'
    notes = Part(PackURI('/word/footnotes.xml'), kind, xml.encode(), document.part.package)
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)


def test_footnotes_stand_at_the_foot_and_are_tagged_as_notes(tmp_path: Path) -> None:
    document = blank()
    with_footnote(document, "Källan. " + "ord " * 40 + "slutord")
    paragraph(document, run("Påstående") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" fortsätter."))
    result = laid_out(document, tmp_path)
    assert result.where("Källan.").bottom < 100
    assert result.where("ord").top - result.where("slutord").top < 17
    assert len(result.tags().all('Note')) == 1
    verdict = page.validate_pdf(str(result.path), profile=page.ValidationProfile.PDF_UA_1)
    assert verdict.is_compliant


def test_text_by_the_line_above_the_footnotes_is_refused(tmp_path: Path) -> None:
    document = blank()
    with_footnote(document, "Källan.")
    notes = next(part for part in document.part.package.iter_parts() if part.partname == '/word/footnotes.xml')
    notes._blob = notes.blob.replace(b'<w:separator/></w:r>', b'<w:separator/></w:r><w:r><w:t>Noter</w:t></w:r>')
    paragraph(document, run("Text") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.place.paragraph) == ('word-unknown-element', "Noter")


def test_properties_become_the_pdf_s(tmp_path: Path) -> None:
    document = blank("Samverkansöverenskommelse <1>")
    document.core_properties.subject = "Ämne"
    document.core_properties.keywords = "polis, kommun"
    document.add_paragraph("Text")
    with pikepdf.open(laid_out(document, tmp_path).path) as pdf:
        assert str(pdf.docinfo.Title) == "Samverkansöverenskommelse <1>"
        assert str(pdf.docinfo.Author) == "Exempels kommun"
        assert str(pdf.docinfo.CreationDate) == "D:20210301000000Z"
        assert str(pdf.docinfo.Keywords) == "polis, kommun"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    from .builder import converted

    document = blank()
    everything(document)
    first = laid_out(document, tmp_path).path.read_bytes()
    (tmp_path / 'annan').mkdir()
    again = tmp_path / 'annan' / 'annat-namn.docx'
    again.write_bytes((tmp_path / 'prov.docx').read_bytes())
    assert converted(again).path.read_bytes() == first
