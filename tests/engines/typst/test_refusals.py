"""What the embedded engine does not know is refused by name, with the paragraph's text, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from docgen.errors import FindingsError

from .builder import blank, converted, element, field, laid_out, paragraph, png, refused, run, table

if TYPE_CHECKING:
    from pathlib import Path

GRAPHIC = (
    '<w:r><w:drawing><wp:{place}><wp:extent cx="127000" cy="127000"/><wp:docPr id="9" name="x" descr="x"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/{uri}"/></a:graphic></wp:{place}>'
    '</w:drawing></w:r>'
)

CONTROL = '<w:sdt><w:sdtPr><w:{kind}/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>'

CASES = {
    'word-tracked-change': [
        '<w:ins w:id="1" w:author="x"><w:r><w:t>nytt</w:t></w:r></w:ins>',
        '<w:del w:id="1" w:author="x"><w:r><w:delText>gammalt</w:delText></w:r></w:del>',
        '<w:moveFrom w:id="1" w:author="x"><w:r><w:t>flyttat</w:t></w:r></w:moveFrom>',
        '<w:pPr><w:rPr><w:ins w:id="1" w:author="x"/></w:rPr></w:pPr>',
        '<w:pPr><w:pPrChange w:id="1" w:author="x"><w:pPr/></w:pPrChange></w:pPr>',
        run('x', '<w:b/><w:rPrChange w:id="1" w:author="x"><w:rPr/></w:rPrChange>'),
    ],
    'word-comment': [
        '<w:commentRangeStart w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
    ],
    'word-hidden-text': [run('dolt', '<w:vanish/>')],
    'word-drawing': [
        GRAPHIC.format(place='anchor', uri='word/2010/wordprocessingGroup'),
        GRAPHIC.format(place='inline', uri='word/2010/wordprocessingCanvas'),
        '<w:r><w:pict><v:arc xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"/></w:pict></w:r>',
    ],
    'word-chart': [GRAPHIC.format(place='inline', uri='drawing/2006/chart')],
    'word-smartart': [GRAPHIC.format(place='inline', uri='drawing/2006/diagram')],
    'word-embedded-object': ['<w:r><w:object/></w:r>'],
    'word-math': ['<m:oMath><m:phant/></m:oMath>'],
    'word-symbol-character': ['<w:r><w:sym w:font="Wingdings" w:char="F053"/></w:r>', run('\uf0e3')],
    'word-unknown-field': [
        field('DATE \\@ "yyyy"'),
        field('STYLEREF "Heading 1"'),
        field('SEQ Tabell \\s 1'),
        field('SEQ'),
        field('TITLE "Ny titel"'),
        field('SUBJECT'),
        field('XE "Löfte"'),
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + field('SEQ Tabell', '7') + '<w:bookmarkEnd w:id="1"/>',
        field('INCLUDETEXT "C:\\\\hemligt.txt"'),
        field('PAGE \\* ordinal'),
        field('IF 1 = 1 "ja" "nej"'),
        field('NUMWORDS'),
        field('DOCPROPERTY Saknas'),
        '<w:fldSimple w:instr="FILENAME"><w:r><w:t>fil</w:t></w:r></w:fldSimple>',
    ],
    'word-field-unfinished': [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
    'word-link-without-target': [field('HYPERLINK ""'), field('HYPERLINK \\l "_top"')],
    'word-image-missing': [GRAPHIC.format(place='inline', uri='drawing/2006/picture').replace('127000', '0')],
    'word-bookmark-missing': [field('REF borta \\h'), field('PAGEREF borta')],
    'word-content-control': [CONTROL.format(kind='equation')],
    'word-control-empty': [
        CONTROL.format(kind='showingPlcHdr'),
        CONTROL.format(kind='text/><w:showingPlcHdr'),
        CONTROL.format(kind='date/><w:showingPlcHdr w:val="1"'),
    ],
    'word-character-missing': [run('smajl 😀')],
    'word-unknown-element': ['<w:r><w:endnoteReference w:id="2"/></w:r>', '<w:r><w:dayLong/></w:r>'],
    'word-unknown-property': [
        run('x', '<w:emboss/>'),
        run('x', '<w:w w:val="150"/>'),
        run('x', '<w:bdr w:val="wave"/>'),
        run('vänster שלום höger', '<w:rtl/>'),
        run('x', '<w:u w:val="wave"/>'),
        '<w:pPr><w:textDirection w:val="btLr"/></w:pPr>' + run('x'),
        '<w:pPr><w:jc w:val="thaiDistribute"/></w:pPr>' + run('x'),
    ],
}


@pytest.mark.parametrize(('ident', 'inner'), [(ident, inner) for ident in CASES for inner in CASES[ident]])
def test_names_what_it_does_not_know_with_the_paragraph(ident: str, inner: str, tmp_path: Path) -> None:
    document = blank()
    properties, _, rest = inner.rpartition('</w:pPr>')
    properties += '</w:pPr>' if properties else ''
    paragraph(document, properties + run("Stycket där det står. ") + rest)
    (finding,) = refused(document, tmp_path)
    assert finding.id == ident
    assert finding.place.paragraph is not None
    assert finding.place.paragraph.startswith("Stycket där det står.")
    assert finding.place.file == tmp_path / 'prov.docx'
    assert finding.what.endswith('.')
    assert finding.why
    assert finding.do


def test_tells_everything_at_once(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Ett", '<w:vanish/>'))
    paragraph(document, run("Två ") + '<w:r><w:object/></w:r>')
    table(document, 2, 2, header=False)
    assert [finding.id for finding in refused(document, tmp_path)] == [
        'word-hidden-text',
        'word-embedded-object',
        'word-table-without-header',
    ]


def test_a_table_without_header_row_is_named_by_its_first_text(tmp_path: Path) -> None:
    document = blank()
    table(document, 2, 2, header=False).cell(0, 0).text = "Organisation"
    (finding,) = refused(document, tmp_path)
    assert finding.what == "Tabellen som börjar med ”Organisation” saknar rubrikrad."


def test_a_table_of_header_rows_alone_is_named_by_its_first_text(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    made.cell(0, 0).text = "Viktigt"
    made.rows[1]._tr.get_or_add_trPr().append(element('<w:tblHeader/>'))
    (finding,) = refused(document, tmp_path)
    assert finding.id == 'word-table-only-header'
    assert finding.what == "Tabellen som börjar med ”Viktigt” har bara rubrikrader."


def test_a_heading_in_a_table_is_named(tmp_path: Path) -> None:
    document = blank()
    cell = table(document, 2, 2).cell(1, 0)
    cell.paragraphs[0].style = 'Heading 1'
    cell.paragraphs[0].add_run("Rubriken")
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.place.paragraph) == ('word-heading-in-table', '1 0Rubriken')


@pytest.mark.parametrize(
    ('place', 'change'),
    [
        ('trPr', '<w:ins w:id="1" w:author="x"/>'),
        ('trPr', '<w:del w:id="1" w:author="x"/>'),
        ('trPr', '<w:trPrChange w:id="1" w:author="x"><w:trPr/></w:trPrChange>'),
        ('tcPr', '<w:cellIns w:id="1" w:author="x"/>'),
        ('tcPr', '<w:cellDel w:id="1" w:author="x"/>'),
        ('tcPr', '<w:cellMerge w:id="1" w:author="x" w:vMerge="cont"/>'),
        ('tcPr', '<w:tcPrChange w:id="1" w:author="x"><w:tcPr/></w:tcPrChange>'),
        ('tblPr', '<w:tblPrChange w:id="1" w:author="x"><w:tblPr/></w:tblPrChange>'),
        ('p', '<w:ins w:id="1" w:author="x"><w:r><w:t>nytt</w:t></w:r></w:ins>'),
        ('p', '<w:del w:id="1" w:author="x"><w:r><w:delText>gammalt</w:delText></w:r></w:del>'),
    ],
)
def test_a_tracked_change_in_a_table_is_told(place: str, change: str, tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    cell = made.cell(1, 0)
    holders = {
        'trPr': made.rows[1]._tr.get_or_add_trPr,
        'tcPr': cell._tc.get_or_add_tcPr,
        'tblPr': lambda: made._tbl.tblPr,
        'p': lambda: cell.paragraphs[0]._p,
    }
    holders[place]().append(element(change))
    (finding,) = refused(document, tmp_path)
    assert finding.id == 'word-tracked-change'


@pytest.mark.parametrize(
    ('properties', 'said'),
    [('<w:hMerge/>', "Word 97"), ('<w:gridSpan w:val="9999"/>', "för många kolumner"), (None, "inga celler")],
)
def test_a_table_whose_cells_do_not_fit_together_is_named(properties: str | None, said: str, tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    if properties is None:
        for row in made.rows:
            for cell in list(row._tr.tc_lst):
                row._tr.remove(cell)
    else:
        made.cell(1, 0)._tc.get_or_add_tcPr().append(element(properties))
    (finding,) = refused(document, tmp_path)
    assert finding.id == 'word-table-broken'
    assert said in finding.what


def test_a_file_without_title_and_text_is_told_by_its_name(tmp_path: Path) -> None:
    document = blank('')
    document.add_picture(png())
    document.save(str(tmp_path / 'prov.docx'))
    for each in document.element.body.iter(qn('wp:docPr')):
        each.set('descr', 'En blå ruta')
    document.save(str(tmp_path / 'prov.docx'))
    told = {each.id: each.what for each in converted(tmp_path / 'prov.docx').warnings}
    assert "”prov”" in told['word-title-of-file']


@pytest.mark.parametrize('alignment', ['left', 'center', 'right'])
@pytest.mark.parametrize(('width', 'ids'), [(500, []), (900, ['word-table-too-wide'])])
def test_a_table_must_stay_on_the_paper(width: int, ids: list[str], alignment: str, tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    made.autofit = False
    made._tbl.tblPr.append(element(f'<w:jc w:val="{alignment}"/>'))
    for column in made.columns:
        column.width = Pt(width / 2)
        for cell in column.cells:
            cell.width = Pt(width / 2)
    if ids:
        assert [finding.id for finding in refused(document, tmp_path)] == ids
    else:
        assert laid_out(document, tmp_path).pages


@pytest.mark.parametrize(('words', 'ids'), [(40, []), (700, ['word-table-header-too-tall'])])
def test_header_rows_must_fit_on_a_page(words: int, ids: list[str], tmp_path: Path) -> None:
    document = blank()
    table(document, 3, 3).cell(0, 2).text = "ordet " * words
    if ids:
        assert [finding.id for finding in refused(document, tmp_path)] == ids
    else:
        assert len(laid_out(document, tmp_path).pages) == 1


def test_a_picture_without_alternative_text_is_refused_unless_decorative(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Se bilden: ").add_run().add_picture(png())
    (finding,) = refused(document, tmp_path)
    assert finding.id == 'word-image-without-alt'
    properties = next(document.element.body.iter(qn('wp:docPr')))
    properties.append(
        element(
            '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
    )
    assert laid_out(document, tmp_path).tags().all('Figure') == []


@pytest.mark.parametrize(('levels', 'said'), [((2,), "första"), ((1, 3), "nivå 1")])
def test_a_skipped_heading_level_is_told_and_closed_unless_contents_go_by_it(
    levels: tuple[int, ...], said: str, tmp_path: Path
) -> None:
    document = blank()
    for level in levels:
        document.add_heading(f"Rubrik {level}", level)
    document.save(tmp_path / 'told.docx')
    made = converted(tmp_path / 'told.docx')
    assert [each.id for each in made.warnings] == ['word-heading-level-skipped']
    paragraph(document, '<w:fldSimple w:instr="TOC \\o"/>')
    (finding,) = refused(document, tmp_path)
    assert finding.id == 'word-heading-level-skipped'
    assert said in finding.what
    assert f"Rubrik {levels[-1]}" in finding.what


def test_a_language_that_nothing_tells_is_taken_as_swedish_and_told(tmp_path: Path) -> None:
    document = blank()
    for part in (document.styles.element, document.settings.element):
        for language in [*part.iter(qn('w:lang')), *part.iter(qn('w:themeFontLang'))]:
            language.getparent().remove(language)
    document.core_properties.language = ''
    document.add_paragraph("Text")
    document.save(tmp_path / 'prov.docx')
    assert [each.id for each in converted(tmp_path / 'prov.docx').warnings] == ['word-language-assumed']


def test_a_font_that_is_not_pinned_is_told_with_its_paragraph(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph().add_run("Snirklig rad").font.name = 'Comic Sans MS'
    source = tmp_path / 'prov.docx'
    document.save(source)
    with pytest.raises(FindingsError) as caught:
        converted(source)
    (finding,) = caught.value.findings
    assert finding.id == 'font-missing'
    assert finding.what == "Teckensnittet ”Comic Sans MS” finns inte på den här datorn."
    assert finding.place.paragraph == "Snirklig rad"
    assert "Source Sans Pro, Source Serif Pro" in finding.do


@pytest.mark.parametrize(
    ('data', 'ident', 'kind'),
    [
        (b'\xd7\xcd\xc6\x9a' + bytes(60), 'word-image-format', "WMF"),
        (b'\1\0\0\0' + bytes(36) + b' EMF' + bytes(60), 'word-image-format', "EMF"),
        (png().getvalue()[:-30], 'word-image-broken', "avklippt"),
    ],
)
def test_drawings_and_broken_pictures_are_not_set(data: bytes, ident: str, kind: str, tmp_path: Path) -> None:
    document = blank()
    document.add_picture(png())
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "bild")
    next(part for part in document.part.package.iter_parts() if 'media' in part.partname)._blob = data
    (finding,) = refused(document, tmp_path)
    assert finding.id == ident
    assert kind in finding.what


def test_columns_of_unequal_width_are_refused(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    columns = document.sections[0]._sectPr.find(qn('w:cols'))
    columns.set(qn('w:num'), '2')
    columns.set(qn('w:equalWidth'), '0')
    assert [finding.id for finding in refused(document, tmp_path)] == ['word-columns']


def test_a_property_refused_in_a_style_names_the_first_paragraph_that_uses_it(tmp_path: Path) -> None:
    document = blank()
    document.styles['Heading 1'].element.get_or_add_rPr().append(element('<w:shadow/>'))
    document.add_heading("Rubriken", 1)
    (finding,) = refused(document, tmp_path)
    assert (finding.id, finding.place.paragraph) == ('word-unknown-property', "Rubriken")


def test_one_bad_source_leaves_no_pdf_of_any(tmp_path: Path) -> None:
    from docgen.engines import Source, converter
    from docgen.errors import FindingsError

    from .builder import DATE

    good, bad = blank(), blank()
    good.add_paragraph("Bra")
    paragraph(bad, run("Dolt", '<w:vanish/>'))
    sources = []
    for name, document in (('bra', good), ('fel', bad)):
        document.save(tmp_path / f'{name}.docx')
        sources.append(Source(tmp_path / f'{name}.docx', tmp_path / f'{name}.pdf', DATE))
    with pytest.raises(FindingsError):
        converter('typst').convert(sources)
    assert list(tmp_path.glob('*.pdf')) == []


def test_an_unknown_engine_is_named() -> None:
    from docgen.engines import converter
    from docgen.errors import FindingsError

    with pytest.raises(FindingsError) as caught:
        converter('word')
    assert caught.value.findings[0].id == 'engine-unknown'
    assert "typst" in caught.value.findings[0].do


def test_an_empty_document_is_told(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("   ")
    document.sections[0].header.paragraphs[0].text = "Sidhuvud"
    document.save(tmp_path / 'prov.docx')
    assert [each.id for each in converted(tmp_path / 'prov.docx').warnings] == ['word-document-empty']


@pytest.mark.parametrize(
    ('indent', 'named'),
    [('leftChars="200"', True), ('leftChars="200" w:left="420"', False), ('leftChars="400" w:left="420"', True)],
)
def test_indents_in_characters_are_named_unless_a_length_says_the_same(
    indent: str, named: bool, tmp_path: Path
) -> None:
    document = blank()
    paragraph(document, f'<w:pPr><w:ind w:{indent}/></w:pPr>' + run("Text"))
    if named:
        (finding,) = refused(document, tmp_path)
        assert "indrag mätt i tecken" in finding.what
    else:
        laid_out(document, tmp_path)
