"""Pages: size, margins, headers and footers, numbers, sections, and the room for signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Pt

from .builder import blank, element, field, laid_out, paragraph, png, refused, run
from .test_structure import with_footnote

if TYPE_CHECKING:
    from pathlib import Path


def fill(part: Any, inner: str) -> None:
    """One paragraph of this inner XML as a header or footer."""
    part.is_linked_to_previous = False
    old = part.paragraphs[0]._p
    old.getparent().replace(old, element(f'<w:p>{inner}</w:p>'))


def test_page_numbers_and_counts(tmp_path: Path) -> None:
    document = blank()
    fill(document.sections[0].footer, run("Sida ") + field('PAGE') + run(" av ") + field('NUMPAGES \\* MERGEFORMAT'))
    document.add_paragraph("Ett")
    document.add_page_break()
    document.add_paragraph("Två")
    result = laid_out(document, tmp_path)
    assert [text.split("Sida")[1].strip() for text in result.pages] == ["1 av 2", "2 av 2"]


def test_a_title_page_has_its_own_header_and_room_for_it(tmp_path: Path) -> None:
    document = blank()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Första"
    section.first_page_header.paragraphs[0].add_run().add_picture(png(), height=Pt(150))
    section.header.paragraphs[0].text = "Följande"
    document.add_paragraph("Ett")
    document.add_page_break()
    document.add_paragraph("Två")
    result = laid_out(document, tmp_path)
    assert "Första" in result.pages[0]
    assert "Följande" not in result.pages[0]
    assert "Följande" in result.pages[1]
    assert result.where("Ett").top < 842 - 36 - 150
    assert result.where("Två", 1).top == pytest.approx(842 - 70 - 2, abs=5)


def test_a_header_that_only_seems_to_fit_pushes_the_text_down(tmp_path: Path) -> None:
    document = blank()
    document.sections[0].header.paragraphs[0].text = "MMMMM " * 24  # wider letters than the estimate expects
    document.add_paragraph("Text")
    result = laid_out(document, tmp_path)
    assert result.where("Text").top == pytest.approx(761, abs=1)  # 768.5 under a header that fits


def test_a_tall_header_pushes_the_text_down(tmp_path: Path) -> None:
    document = blank()
    header = document.sections[0].header
    header.paragraphs[0].text = "Huvud"
    for _ in range(8):
        header.add_paragraph("Rad")
    document.add_paragraph("Text")
    result = laid_out(document, tmp_path)
    assert result.where("Text").top < result.where("Rad").bottom - 7 * 10


def test_sections_have_their_own_pages_and_counts(tmp_path: Path) -> None:
    document = blank()
    fill(document.sections[0].footer, run("S ") + field('SECTIONPAGES') + run(" nr ") + field('PAGE'))
    document.add_paragraph("Stående")
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.orientation = WD_ORIENT.LANDSCAPE
    second.page_width, second.page_height = Pt(842), Pt(595)
    second._sectPr.append(element('<w:pgNumType w:start="7"/>'))
    document.add_paragraph("Liggande")
    document.add_page_break()
    document.add_paragraph("Mera")
    result = laid_out(document, tmp_path)
    assert ["S" + text.split("S ")[1] for text in result.pages] == ["S1 nr 1", "S2 nr 7", "S2 nr 8"]
    with pikepdf.open(result.path) as pdf:
        sizes = [tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in pdf.pages]
    assert sizes == [(595, 842), (842, 595), (842, 595)]


def test_a_continuous_section_goes_on_on_the_same_page(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Ett")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("Två")
    assert len(laid_out(document, tmp_path).pages) == 1


@pytest.mark.parametrize('change', ['margin', 'header'])
def test_what_a_section_changes_from_the_next_page_on_is_set_where_it_ends_before(change: str, tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Ett")
    section = document.add_section(WD_SECTION.CONTINUOUS)
    if change == 'margin':
        section.top_margin = Pt(200)
    else:
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "Annat"
    document.add_paragraph("Två")
    (page,) = laid_out(document, tmp_path).pages
    assert page.split() == ["Ett", "Två"]
    for _ in range(80):
        document.add_paragraph("Över till nästa sida")
    (tmp_path / 'längre').mkdir()
    (finding,) = refused(document, tmp_path / 'längre')
    wanted = {'margin': "marginaler", 'header': "sidhuvud"}[change]
    assert (finding.id, wanted in finding.what, finding.place.paragraph) == ('word-section-break', True, "Två")


def test_a_continuous_section_on_other_paper_begins_a_page(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Stående")
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section.page_width, section.page_height = Pt(842), Pt(595)
    document.add_paragraph("Liggande")
    assert [page.split() for page in laid_out(document, tmp_path).pages] == [["Stående"], ["Liggande"]]


def test_footnotes_counted_anew_on_each_page(tmp_path: Path) -> None:
    document = blank()
    with_footnote(document, "Ena", "Andra", "Tredje")
    for index, text in enumerate(("Första", "Samma", "Nästa"), 2):
        paragraph(document, run(text) + f'<w:r><w:footnoteReference w:id="{index}"/></w:r>')
        if index == 3:
            document.add_page_break()
    document.sections[0]._sectPr.append(element('<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'))
    pages = [page.split() for page in laid_out(document, tmp_path).pages]
    assert pages == [["Första1", "Samma2", "1", "Ena", "2", "Andra"], ["Nästa1", "1", "Tredje"]]


def test_text_after_a_page_break_in_a_paragraph_goes_on_on_the_next_page(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Före") + '<w:r><w:br w:type="page"/></w:r>' + run("Efter"))
    result = laid_out(document, tmp_path)
    assert [text.strip() for text in result.pages] == ["Före", "Efter"]


def test_a_page_break_at_the_end_leaves_no_empty_line(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Före") + '<w:r><w:br w:type="page"/></w:r>')
    document.add_paragraph("Efter")
    result = laid_out(document, tmp_path)
    assert result.where("Efter", 1).top == pytest.approx(result.where("Före").top, abs=2)


def test_a_line_break_stays_in_the_paragraph(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Över") + '<w:r><w:br/></w:r>' + run("Under"))
    result = laid_out(document, tmp_path)
    assert result.where("Över").bottom > result.where("Under").top - 3
    assert result.tags().outline() == 'Document(P)'


SIGNATURES = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="{rule}"/></w:pPr>'
    '<w:bookmarkStart w:id="9" w:name="underskrifter"/><w:bookmarkEnd w:id="9"/>'
)


def test_the_signature_room_is_where_the_empty_space_is(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Ovanför")
    paragraph(document, SIGNATURES.format(line=4000, rule='exact'))
    document.add_paragraph("Nedanför")
    result = laid_out(document, tmp_path)
    (anchor,) = result.anchors
    assert (anchor.name, anchor.page, anchor.height) == ('underskrifter', 0, 200)
    assert (anchor.x, anchor.width) == (70, 455)
    assert result.where("Ovanför").bottom > anchor.y + anchor.height
    assert result.where("Nedanför").top < anchor.y
    assert anchor.y - result.where("Nedanför").top < 10


def test_the_signature_room_is_never_split_over_pages(tmp_path: Path) -> None:
    document = blank()
    for _ in range(20):
        document.add_paragraph("rad")
    paragraph(document, SIGNATURES.format(line=6000, rule='exact'))
    result = laid_out(document, tmp_path)
    (anchor,) = result.anchors
    assert anchor.page == 1
    assert anchor.y == pytest.approx(842 - 70 - 300, abs=1)


@pytest.mark.parametrize(
    'inner',
    [
        SIGNATURES.format(line=4000, rule='exact') + run("text"),
        SIGNATURES.format(line=4000, rule='auto'),
        SIGNATURES.format(line=20000, rule='exact'),
    ],
)
def test_a_signature_room_that_cannot_be_is_refused(inner: str, tmp_path: Path) -> None:
    document = blank()
    paragraph(document, inner)
    assert [finding.id for finding in refused(document, tmp_path)] == ['word-signature-room']


def test_mirrored_margins_change_places_on_even_pages(tmp_path: Path) -> None:
    document = blank()
    document.settings.element.insert(0, element('<w:mirrorMargins/>'))
    document.sections[0].left_margin = Pt(100)
    document.add_paragraph("Ett")
    document.add_page_break()
    document.add_paragraph("Två")
    made = laid_out(document, tmp_path)
    assert made.where("Ett").left == pytest.approx(100, abs=1)
    assert made.where("Två", page=1).left == pytest.approx(70.9, abs=1)


def section_end(columns: int, margin: int = 1417) -> str:
    """The end of a continuous section."""
    return (
        '<w:pPr><w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" '
        f'w:right="{margin}" w:bottom="1417" w:left="{margin}" w:header="708" w:footer="708" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="400"/></w:sectPr></w:pPr>'
    )


def end_with(document: Any, end: str) -> None:
    """Give the last section these properties."""
    last = document.sections[-1]._sectPr
    for each in list(last):
        last.remove(each)
    for each in element(f'<w:p>{end}</w:p>')[0][0]:
        last.append(each)


def test_columns_and_margins_change_on_the_page(tmp_path: Path) -> None:
    document = blank()
    for text in ("Ingress", section_end(1), "Ett", "Två", "Tre", "Fyra", section_end(2), "Smalt", section_end(1, 3000)):
        paragraph(document, text if text.startswith('<') else run(text))
    paragraph(document, run("Sist"))
    end_with(document, section_end(3))
    made = laid_out(document, tmp_path)
    assert [each.id for each in made.warnings] == ['word-columns-by-paragraph']
    left = {text: made.where(text) for text in ("Ingress", "Ett", "Två", "Tre", "Fyra", "Smalt", "Sist")}
    assert left["Ett"].left == pytest.approx(left["Ingress"].left, abs=1)
    assert left["Tre"].bottom == pytest.approx(left["Ett"].bottom, abs=1)
    assert left["Tre"].left - left["Ett"].left == pytest.approx((453.6 - 20) / 2 + 20, abs=2)
    assert left["Två"].bottom < left["Ett"].bottom
    assert left["Smalt"].bottom < left["Fyra"].bottom
    assert left["Smalt"].left - left["Ingress"].left == pytest.approx(79.15, abs=1)
    assert left["Sist"].left == pytest.approx(left["Ingress"].left, abs=1)


def test_a_column_ends_where_its_author_breaks_it(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Ett"))
    paragraph(document, run("Två") + '<w:r><w:br w:type="column"/></w:r>')
    for text in ("Tre", section_end(2), "Sist"):
        paragraph(document, text if text.startswith('<') else run(text))
    end_with(document, section_end(1))
    made = laid_out(document, tmp_path)
    assert made.where("Tre").left > made.where("Ett").left + 100
    assert made.where("Tre").bottom == pytest.approx(made.where("Ett").bottom, abs=1)
    assert made.where("Sist").bottom < made.where("Två").bottom
