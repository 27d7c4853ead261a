"""What LibreOffice would show otherwise than Word, in silence: refused by name, or set as Word shows it."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image

from docgen import fonts
from docgen.engines import Source, converter
from docgen.engines.libreoffice.normalise import normalise
from docgen.errors import FindingsError
from engines.typst.builder import DATE, Result, blank, field, paragraph, png, run, scopes, table, ticked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ('instruction', 'ident'),
    [
        ('IF 1 = 1 "ja" "nej"', 'word-unknown-field'),
        ('STYLEREF "heading 1"', 'word-unknown-field'),
        ('SECTIONPAGES', 'word-unknown-field'),
        ('NUMWORDS', 'word-unknown-field'),
        ('= 1 + 1', 'word-unknown-field'),
        ('REF borta \\h', 'word-bookmark-missing'),
        ('PAGEREF borta', 'word-bookmark-missing'),
    ],
)
def test_fields_that_libreoffice_loses_are_refused(instruction: str, ident: str, tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Här ") + field(instruction))
    document.save(str(tmp_path / 'prov.docx'))
    with pytest.raises(FindingsError) as caught:
        converter('libreoffice').convert([Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)])
    assert [each.id for each in caught.value.findings] == [ident]


def test_a_cut_picture_is_refused(tmp_path: Path) -> None:
    document = blank()
    document.add_picture(png())
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "bild")
    part = next(part for part in document.part.package.iter_parts() if 'media' in part.partname)
    part._blob = png().getvalue()[:-30]
    document.save(str(tmp_path / 'prov.docx'))
    with pytest.raises(FindingsError) as caught:
        converter('libreoffice').convert([Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)])
    assert [each.id for each in caught.value.findings] == ['word-image-broken']


def test_a_turned_photograph_a_box_and_headed_rows_are_as_in_the_embedded_engine(tmp_path: Path) -> None:
    photograph = Image.new('RGB', (200, 100), 'red')
    photograph.paste('blue', (0, 0, 60, 100))
    exif = Image.Exif()
    exif[274] = 6
    stream = io.BytesIO()
    photograph.save(stream, 'JPEG', exif=exif)
    stream.seek(0)
    document = blank()
    document.add_picture(stream, width=Pt(100), height=Pt(200))
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "bild")
    table(document, 1, 2)
    document.add_paragraph("Tabell")
    ticked(table(document, 3, 2), row=True, column=True)
    document.save(str(tmp_path / 'prov.docx'))
    for engine in ('typst', 'libreoffice'):
        source = Source(tmp_path / 'prov.docx', tmp_path / f'{engine}.pdf', DATE)
        chosen = converter(engine)
        chosen.convert([source])
        if not chosen.conforms:
            normalise(source.pdf, source.docx)
        with closing(pypdfium2.PdfDocument(source.pdf)) as opened:
            page = opened[0].render(scale=1).to_pil().convert('RGB')
        assert page.getpixel((120, 90))[2] > 150, engine
        assert page.getpixel((120, 230))[0] > 150, engine
        head, row, cell = ('TH', 'Column'), ('TH', 'Row'), ('TD', '')
        assert scopes(source.pdf) == [head, head, row, cell, row, cell], engine


def test_a_face_of_a_collection_is_seen(office: str, tmp_path: Path) -> None:
    (tmp_path / 'fonts').mkdir()
    faces = [TTFont(path) for path in fonts.files() if path.stem.endswith('-Regular')]
    for number, face in enumerate(faces):
        names = {1: f"Samling {number}", 4: f"Samling {number}", 6: f"Samling{number}", 16: f"Samling {number}"}
        for record in face['name'].names:
            record.string = names.get(record.nameID, record.toUnicode())
    collection = TTCollection()
    collection.fonts = faces
    collection.save(tmp_path / 'fonts' / 'samling.ttc')
    document = blank()
    paragraph(document, run("text", '<w:rFonts w:ascii="Samling 1" w:hAnsi="Samling 1"/>'))
    document.save(str(tmp_path / 'prov.docx'))
    source = Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)
    (made,) = converter('libreoffice', fonts.FontCatalogue(tmp_path / 'fonts')).convert([source])
    assert Result(made.pdf, (), ()).fonts() == {"Samling1"}
