"""Nothing runs off the page, nothing hostile takes long, and no damaged file ends in anything but a named reason."""

from __future__ import annotations

import contextlib
import copy
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from lxml import etree

from docgen.errors import DocgenError

from .builder import blank, converted, element, field, laid_out, paragraph, png, refused, run, table
from .test_structure import everything

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

MUTANTS = 60
VALUES = (
    '0',
    '-1',
    '99999999',
    'abc',
    '',
    'auto',
    'none',
    '1e9',
    '240',
    'nan',
    'inf',
    '50%',
    '12pt',
    'exact',
    'single',
)


def test_what_is_kept_together_goes_on_on_the_next_page_when_it_is_longer_than_one(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("ord " * 3000 + "SIST").paragraph_format.keep_together = True
    made = table(document, 2, 2)
    made.cell(1, 0).text = "ord " * 2000 + "SLUT"
    made.rows[1]._tr.get_or_add_trPr().append(element('<w:cantSplit/>'))
    result = laid_out(document, tmp_path)
    for text in ("SIST", "SLUT"):
        (sheet,) = [number for number, shown in enumerate(result.pages) if text in shown]
        assert result.where(text, sheet).bottom > 70


def test_a_row_that_fits_is_kept_on_one_page(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 30, 1)
    for row in made.rows[1:]:
        row.cells[0].text = "början " + "ord " * 60 + "slutet"
        row._tr.get_or_add_trPr().append(element('<w:cantSplit/>'))
    result = laid_out(document, tmp_path)
    assert len(result.pages) > 1
    assert all(text.count("början") == text.count("slutet") for text in result.pages)


def test_a_picture_taller_than_the_page_is_refused(tmp_path: Path) -> None:
    document = blank()
    document.add_picture(png(), width=Pt(100), height=Pt(900))
    document.element.body.xpath('.//wp:docPr')[0].set('descr', "hög")
    assert [finding.id for finding in refused(document, tmp_path)] == ['word-image-too-tall']


def test_a_signature_room_that_a_tall_header_leaves_no_place_for_is_refused(tmp_path: Path) -> None:
    document = blank()
    for _ in range(20):
        document.sections[0].header.add_paragraph("rad")
    paragraph(
        document,
        '<w:pPr><w:spacing w:line="13000" w:lineRule="exact"/></w:pPr>'
        '<w:bookmarkStart w:id="9" w:name="underskrifter"/><w:bookmarkEnd w:id="9"/>',
    )
    assert [finding.id for finding in refused(document, tmp_path)] == ['word-signature-room']


@pytest.mark.parametrize(('rows', 'keeping', 'whole'), [(8, 7, True), (8, 3, False), (90, 89, False)])
def test_rows_that_keep_with_the_next_stand_on_one_page_if_they_fit(
    rows: int, keeping: int, *, whole: bool, tmp_path: Path
) -> None:
    document = blank()
    for number in range(24):
        document.add_paragraph(f"Rad {number}")
    made = table(document, rows, 2)
    for row in made.rows[:keeping]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    pages = laid_out(document, tmp_path).pages
    first, last = "1 1", f"{rows - 1} 1"
    assert [first in page for page in pages].index(True) == (1 if whole else 0)
    assert any(last in page for page in pages)


def test_a_page_break_in_a_table_is_refused(tmp_path: Path) -> None:
    document = blank()
    table(document, 2, 2).cell(1, 1).paragraphs[0].add_run().add_break(WD_BREAK.PAGE)
    (finding,) = refused(document, tmp_path)
    assert finding.id == 'word-unknown-element'
    assert "sidbrytning i en tabell" in finding.what


def deep_lists(document: Any) -> None:
    for level in range(400):
        indents = f'<w:pPr><w:pStyle w:val="ListBullet"/><w:ind w:left="{360 + level * 40}" w:hanging="360"/></w:pPr>'
        paragraph(document, indents + run("x"))


def deep_tables(document: Any) -> None:
    grid = '<w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
    inner = f'<w:p>{run("djupt")}</w:p>'
    for _ in range(6):
        header = f'<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p>{run("rubrik")}</w:p></w:tc></w:tr>'
        inner = f'<w:tbl>{grid}{header}<w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>'
    document.element.body.insert(0, element(inner))


def many_paragraphs(document: Any) -> None:
    for number in range(10_500):
        paragraph(document, run(f"{number * 7919:x}"))


def many_characters(document: Any) -> None:
    paragraph(document, run(' '.join(f"{number * 7919:x}" for number in range(450_000))))


def repeated_reference(document: Any) -> None:
    paragraph(document, '<w:bookmarkStart w:id="1" w:name="a"/>' + run('x' * 50_000) + '<w:bookmarkEnd w:id="1"/>')
    paragraph(document, field('REF a') * 50)


@pytest.mark.parametrize(
    ('make', 'ident'),
    [
        (deep_lists, 'word-nesting-too-deep'),
        (deep_tables, 'word-nesting-too-deep'),
        (many_paragraphs, 'word-document-too-large'),
        (many_characters, 'word-document-too-large'),
        (repeated_reference, 'word-document-too-large'),
    ],
)
def test_what_would_take_long_is_refused_in_a_moment(make: Any, ident: str, tmp_path: Path) -> None:
    document = blank()
    make(document)
    document.save(tmp_path / 'prov.docx')
    with pytest.raises(DocgenError) as caught:
        converted(tmp_path / 'prov.docx')
    assert {finding.id for finding in caught.value.findings} == {ident}


def mutate(data: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(data)
    elements = list(root.iter('*'))[1:]
    for _ in range(chance.randint(1, 6)):
        chosen, other = chance.choice(elements), chance.choice(elements)
        parent = chosen.getparent()
        match chance.randint(0, 3):
            case 0 if parent is not None:
                parent.remove(chosen)
            case 1 if chosen.attrib:
                chosen.set(chance.choice(list(chosen.attrib)), chance.choice(VALUES))
            case 2 if len(list(other.iter())) < 50:
                chosen.append(copy.deepcopy(other))
            case _ if chosen.attrib:
                del chosen.attrib[chance.choice(list(chosen.attrib))]
    return etree.tostring(root)


@pytest.mark.parametrize('seed', range(MUTANTS))
def test_a_damaged_document_is_set_or_refused_by_name(seed: int, tmp_path: Path) -> None:
    document = blank()
    everything(document)
    document.save(tmp_path / 'hel.docx')
    chance = random.Random(seed)
    with zipfile.ZipFile(tmp_path / 'hel.docx') as whole, zipfile.ZipFile(tmp_path / 'prov.docx', 'w') as damaged:
        names = [name for name in whole.namelist() if name.startswith('word/') and name.endswith('.xml')]
        hit = {chance.choice(names), 'word/document.xml'}
        for name in whole.namelist():
            data = whole.read(name)
            damaged.writestr(name, mutate(data, chance) if name in hit else data)
    with contextlib.suppress(DocgenError):
        converted(tmp_path / 'prov.docx')
