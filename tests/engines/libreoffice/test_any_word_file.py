"""What the embedded engine refuses, LibreOffice sets; what no reader could use is refused by both in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from docgen.engines import Converted, Source, converter
from docgen.engines.libreoffice.normalise import normalise
from docgen.errors import DocgenError, Finding
from docgen.pdf.inspect.screen_reader import read_aloud
from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, violations
from docgen.pdf.judge.structure_audit import structure_audit
from docgen.pdf.structure.page_text import read
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.structure.tag_tree import Node, read_tree
from docgen.pdf.write.conform import DocumentInfo, conform
from engines.typst.builder import DATE, blank, element, field, paragraph, png, run, table
from engines.typst.test_structure import with_footnote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def long_table() -> Any:
    document = blank()
    document.add_heading("Organisation", 1)
    table(document, 120, 3)
    return document


def nested_table() -> Any:
    document = blank()
    outer = table(document, 2, 2)
    inner = outer.cell(1, 1).add_table(2, 1)
    inner.rows[0]._tr.get_or_add_trPr().append(element('<w:tblHeader/>'))
    inner.cell(0, 0).text, inner.cell(1, 0).text = "inre rubrik", "inre text"
    return document


def footnotes_and_columns() -> Any:
    document = blank()
    document.sections[0]._sectPr.append(element('<w:cols w:num="2" w:space="400"/>'))
    for number in range(30):
        document.add_paragraph(f"Stycke {number} i spalter. " * 6)
    return document


def links() -> Any:
    document = blank()
    relation = document.part.relate_to(
        'https://exempel.se/',
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink',
        is_external=True,
    )
    paragraph(document, f'<w:hyperlink r:id="{relation}">{run("Läs mer om löftet")}</w:hyperlink>')
    footer = document.sections[0].footer
    foot = footer.part.relate_to(
        'https://exempel.se/fot',
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink',
        is_external=True,
    )
    footer.paragraphs[0]._p.append(element(f'<w:hyperlink r:id="{foot}">{run("i sidfoten")}</w:hyperlink>'))
    return document


def pictures() -> Any:
    document = blank()
    document.add_picture(png(), width=Pt(60))
    document.inline_shapes[0]._inline.docPr.set('descr', "En blå ruta")
    document.add_paragraph("Under bilden.")
    return document


def bordered_and_shaded() -> Any:
    document = blank()
    paragraph(
        document,
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="FF0000"/><w:bottom w:val="double" w:sz="8" '
        'w:space="4" w:color="FF0000"/></w:pBdr><w:shd w:val="clear" w:fill="DDEEFF"/></w:pPr>' + run("I en ruta"),
    )
    return document


def numbered() -> Any:
    document = blank()
    for text in ("ett", "två", "tre"):
        document.add_paragraph(text, style='List Number')
    return document


def contents() -> Any:
    document = blank()
    paragraph(document, field(r'TOC \o &quot;1-3&quot; \h', "gammal rad 99"))
    for number in range(4):
        document.add_page_break()
        document.add_heading(f"Kapitel {number}", 1)
    return document


def items() -> Any:
    """Lists whose items begin in every way: text, bold text, a link, a picture, nothing; and items without label."""
    document = blank()
    for text, style in (("ett", 'List Number'), ("", 'List Number'), ("två", 'List Number'), ("punkt", 'List Bullet')):
        document.add_paragraph(text, style=style)
    bold = document.add_paragraph(style='List Number')
    bold.add_run("fet").bold = True
    bold.add_run(" text")
    relation = document.part.relate_to(
        'https://exempel.se/',
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink',
        is_external=True,
    )
    linked = document.add_paragraph(style='List Number')
    linked._p.append(element(f'<w:hyperlink r:id="{relation}">{run("länk")}</w:hyperlink>'))
    document.add_paragraph(style='List Number').add_run().add_picture(png(), width=Pt(20))
    document.inline_shapes[0]._inline.docPr.set('descr', "En blå ruta")
    define_list(document, 77, ('none', ''), ('lowerLetter', '%2)'))
    for level, text in ((0, "utan"), (1, "bokstav"), (0, "åter utan")):
        number(document.add_paragraph(), 77, level).add_run(text).bold = level == 0
    return document


def numbered_contents() -> Any:
    """Numbers in three ways, and a heading that begins with a number of its own."""
    document = blank()
    define_list(document, 78, ('decimal', 'Kapitel %1'), ('decimal', '%1.%2'), ('decimal', '%1.%2.%3'))
    for level in (1, 2, 3):
        form = document.styles.add_style(f'toc {level}', WD_STYLE_TYPE.PARAGRAPH).paragraph_format
        form.left_indent, form.first_line_indent = Pt(60), Pt(-60)
    paragraph(document, field(r'TOC \o &quot;1-3&quot; \h'))
    for text, level in (("Bakgrund", 1), ("Läget i dag", 2), ("I skolan", 3), ("Arbetet", 1)):
        document.add_page_break()
        number(document.add_heading(text, level), 78, level - 1)
    document.add_heading("2024 års arbete", 1)
    return document


def unsaid() -> Any:
    """Neither title nor language, and a heading level skipped."""
    document = blank(title='')
    for part in (document.styles.element, document.settings.element):
        for language in [*part.iter(qn('w:lang')), *part.iter(qn('w:themeFontLang'))]:
            language.getparent().remove(language)
    document.core_properties.language = ''
    document.add_heading("Ett", 1)
    document.add_heading("Tre", 3)
    return document


def wide_and_marked() -> Any:
    """A table wider than its page, which Word fits, and a footnote with a mark of its own, typed in the note too."""
    document = blank()
    for column in table(document, 2, 2).columns:
        for each in (column, *column.cells):
            each.width = Pt(500)
    with_footnote(document, "not")
    notes = next(part for part in document.part.package.iter_parts() if 'footnotes' in part.partname)
    notes._blob = notes.blob.replace(b'<w:footnoteRef/></w:r><w:r>', b'<w:t>*</w:t></w:r><w:r>')
    paragraph(document, run("Text") + '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>')
    return document


def define_list(document: Any, ident: int, *levels: tuple[str, str]) -> None:
    """A list with these number formats and label texts by level."""
    shelf = document.part.numbering_part.element
    inner = ''.join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, (kind, text) in enumerate(levels)
    )
    shelf.insert(0, element(f'<w:abstractNum w:abstractNumId="{ident}">{inner}</w:abstractNum>'))
    shelf.append(element(f'<w:num w:numId="{ident}"><w:abstractNumId w:val="{ident}"/></w:num>'))


def number(made: Any, ident: int, level: int) -> Any:
    """The paragraph, now of that list."""
    held = element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{ident}"/></w:numPr>')
    made._p.get_or_add_pPr().append(held)
    return made


DOCUMENTS = {
    each.__name__: each
    for each in (
        long_table, nested_table, footnotes_and_columns, links, pictures, bordered_and_shaded, numbered, contents,
        items, numbered_contents, unsaid, wide_and_marked,
    )
}  # fmt: skip


@pytest.fixture(scope='module')
def made(office: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Converted]:
    """Every document through one call, normalised and described."""
    folder = tmp_path_factory.mktemp('any')
    sources = []
    for name, make in DOCUMENTS.items():
        make().save(folder / f'{name}.docx')
        sources.append(Source(folder / f'{name}.docx', folder / f'{name}.pdf', DATE))
    done = converter('libreoffice').convert(sources)
    for source in sources:
        normalise(source.pdf, source.docx)
        pdf = open_pdf(source.pdf)
        conform(pdf, DocumentInfo("Provdokument", "Exempels kommun", "", (), DATE))
        save_pdf(pdf, source.pdf)
    return dict(zip(DOCUMENTS, done, strict=True))


@pytest.mark.parametrize('name', DOCUMENTS)
def test_it_conforms(made: dict[str, Converted], name: str) -> None:
    path = made[name].pdf
    assert [defect.message for defect in structure_audit(path)] == []
    for profile in (PDF_A_2A, PDF_UA_1):
        assert [each for each in violations(path, profile) if not each.rule.endswith('STREAM-LENGTH-001')] == []


def nodes(path: Path, role: str) -> list[Node]:
    with pikepdf.open(path) as pdf:
        return [node for top in read_tree(pdf) for node in top.nodes() if node.role == role]


def test_table_over_pages_is_one_table(made: dict[str, Converted]) -> None:
    assert made['long_table'].pages > 1
    assert len(nodes(made['long_table'].pdf, 'Table')) == 1
    assert len(nodes(made['long_table'].pdf, 'TH')) == 3


def test_contents_hold_todays_headings_and_pages(made: dict[str, Converted]) -> None:
    text = ''.join(run.text for run in read(made['contents'].pdf).runs if run.page == 0)
    assert 'gammal rad' not in text
    assert [f'Kapitel {number}' in text for number in range(4)] == [True] * 4
    assert text.index('Kapitel 3') < text.rindex('5')


def test_number_and_title_are_parted_in_the_contents(made: dict[str, Converted]) -> None:
    """A heading's own number is no label: its space stays. Each entry leads to its page and says so."""
    heard = read_aloud(made['numbered_contents'].pdf)
    entries = [(each.text, each.links) for each in heard if each.role == 'TOCI']
    assert entries == [
        (entry, (entry,))
        for entry in ("Kapitel 1 Bakgrund 2", "1.1 Läget i dag 3", "1.1.1 I skolan 4", "Kapitel 2 Arbetet 5",
                      "2024 års arbete 5")
    ]  # fmt: skip
    assert len(nodes(made['numbered_contents'].pdf, 'TOC')) == 3
    with pikepdf.open(made['numbered_contents'].pdf) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages, start=1)}
        annotations: Any = pdf.pages[0].get('/Annots')
        told = {str(note.Contents): pages[note.Dest[0].objgen] for note in annotations}
    assert told == {entry: int(entry[-1]) for entry, _ in entries}
    starts = {
        run.text.strip(): run.box for run in read(made['numbered_contents'].pdf, places=True).runs if run.page == 0
    }
    for title in ("Bakgrund", "Läget i dag", "I skolan", "Arbetet"):
        box = starts[title]
        assert box is not None
        assert box[0] == pytest.approx(70 + 60, abs=1.5)


def test_stock_bullets_of_word_are_written_in_the_texts_font(made: dict[str, Converted]) -> None:
    """They stand in Symbol, and LibreOffice would set a character without meaning in some other font."""
    text = ''.join(run.text for run in read(made['items'].pdf).runs)
    assert '•' in text
    assert not any('\ue000' <= character <= '\uf8ff' for character in text)


def test_bullet_of_a_symbol_font_that_means_nothing_elsewhere(tmp_path: Path) -> None:
    document = blank()
    define_list(document, 79, ('bullet', '\uf0ff'))
    number(document.add_paragraph("punkt"), 79, 0)
    assert [each.id for each in refused(document, tmp_path)] == ['word-symbol-character']


def test_labels_are_labels_and_first_words_are_not(made: dict[str, Converted]) -> None:
    with pikepdf.open(made['items'].pdf) as pdf:
        shape = [
            [child.role for child in node.children if isinstance(child, Node)]
            for top in read_tree(pdf)
            for node in top.nodes()
            if node.role == 'LI'
        ]
    assert shape.count(['Lbl', 'LBody']) == 8
    assert shape.count(['LBody']) == 2
    spoken = [each.text for each in read_aloud(made['items'].pdf)]
    for text in ("1. ett", "3. två", "punkt", "4. fet text", "5. länk", "utan", "a) bokstav", "åter utan"):
        assert text in spoken


def test_link_says_its_own_text(made: dict[str, Converted]) -> None:
    with pikepdf.open(made['links'].pdf) as pdf:
        told = {str(note.A.URI): str(note.Contents) for page in pdf.pages for note in page.get('/Annots', [])}
    assert told['https://exempel.se/'] == "Läs mer om löftet"
    assert 'https://exempel.se/fot' in told


def test_what_the_file_does_not_say_is_told_as_by_the_embedded_engine(made: dict[str, Converted]) -> None:
    assert [each.id for each in made['unsaid'].warnings] == [
        'word-title-taken',
        'word-language-assumed',
        'word-heading-level-skipped',
    ]
    assert [len(nodes(made['unsaid'].pdf, role)) for role in ('H1', 'H2', 'H3')] == [1, 1, 0]


def test_a_wide_table_is_fitted_and_an_own_mark_stands_once(made: dict[str, Converted]) -> None:
    (page,) = read(made['wide_and_marked'].pdf, places=True).sheets
    words = [each for each in read(made['wide_and_marked'].pdf, places=True).runs if each.text.strip() and each.box]
    assert max(each.box[2] for each in words if each.box) < page[2] - 60
    assert ''.join(each.text for each in words).count("*") == 2


def test_picture_is_found_and_described(made: dict[str, Converted]) -> None:
    with pikepdf.open(made['pictures'].pdf) as pdf:
        (figure,) = (node for top in read_tree(pdf) for node in top.nodes() if node.role == 'Figure')
        assert figure.text('/Alt') == "En blå ruta"
        assert [mark.page for mark, _ in figure.marks()] == [0]


def refused(document: Any, folder: Path) -> Sequence[Finding]:
    source = folder / 'prov.docx'
    document.save(source)
    with pytest.raises(DocgenError) as caught:
        converter('libreoffice').convert([Source(source, folder / 'prov.pdf', DATE)])
    assert not (folder / 'prov.pdf').exists()
    return caught.value.findings


def test_table_without_header_row_is_named_by_its_heading(tmp_path: Path) -> None:
    document = blank()
    document.add_heading("Organisation", 1)
    table(document, 2, 2, header=False)
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.what) == (
        'word-table-without-header',
        "Tabellen under rubriken \"Organisation\" saknar rubrikrad.",
    )


def test_skipped_heading_level_under_a_table_of_contents(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, field('TOC \\o "1-3"'))
    document.add_heading("Ett", 1)
    document.add_heading("Tre", 3)
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.place.paragraph) == ('word-heading-level-skipped', "Tre")


def test_picture_without_text(tmp_path: Path) -> None:
    document = blank()
    document.add_picture(png(), width=Pt(60))
    assert [each.id for each in refused(document, tmp_path)] == ['word-image-without-alt']


def test_tracked_change_and_comment(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, f'<w:del w:id="1" w:author="x"><w:r><w:delText>struket</w:delText></w:r></w:del>{run("kvar")}')
    assert [each.id for each in refused(document, tmp_path)] == ['word-tracked-change']


def test_hidden_text_that_would_be_lost(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("synligt") + run("dolt", '<w:vanish/>'))
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.place.paragraph) == ('word-hidden-text', "synligtdolt")


def test_field_that_shows_the_clock(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, field(r'DATE \@ &quot;yyyy-MM-dd&quot;', "2020-01-01"))
    assert [each.id for each in refused(document, tmp_path)] == ['word-clock-field']


def test_font_that_does_not_come_with_docgen(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("text", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'))
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.place.paragraph) == ('font-missing', "text")


def test_character_that_the_font_lacks(office: str, tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("En docka: 人形")
    finding, *_ = refused(document, tmp_path)
    assert finding.id == 'word-character-missing'


def test_signature_room_of_the_wrong_kind(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, '<w:bookmarkStart w:id="7" w:name="underskrifter"/><w:bookmarkEnd w:id="7"/>' + run("text"))
    assert [each.id for each in refused(document, tmp_path)] == ['word-signature-room']
