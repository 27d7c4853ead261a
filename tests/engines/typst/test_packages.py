"""Files that are no sound Word file are refused in a moment, each cause by its own id, before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from docgen.errors import FindingsError
from docgen.render import DocumentProperties, check_template, fill
from docgen.word import Leftover, W, leftovers, open_package, opened_document

from .builder import DATE, blank, converted, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Parts = dict[str, bytes]


def sound() -> Parts:
    stream = io.BytesIO()
    document = blank()
    document.add_paragraph("Text")
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, path: Path) -> Path:
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def changed(part: str, old: bytes, new: bytes) -> Callable[[], Parts]:
    def make() -> Parts:
        parts = sound()
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)
        return parts

    return make


def added(part: str, data: bytes) -> Callable[[], Parts]:
    return lambda: {**sound(), part: data}


def without(part: str) -> Callable[[], Parts]:
    return lambda: {name: data for name, data in sound().items() if name != part}


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
EXTERNAL = b'" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
RELATIONSHIP = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'


def related(kind: bytes) -> Callable[[], Parts]:
    return changed('word/_rels/document.xml.rels', b'</Relationships>', RELATIONSHIP + kind + EXTERNAL)


def related_inside(ident: bytes, target: bytes) -> Callable[[], Parts]:
    arrow = RELATIONSHIP.replace(b'rId99', ident) + b'image" Target="' + target + b'"/></Relationships>'
    return changed('word/_rels/document.xml.rels', b'</Relationships>', arrow)


DEEP = b'<a>' * 5000 + b'</a>' * 5000
ZIPPED: list[tuple[str, Callable[[], Parts]]] = [
    ('word-file-not-docx', without('word/document.xml')),
    ('word-file-not-docx', without('[Content_Types].xml')),
    ('word-file-not-docx', added('../ut.xml', b'<x/>')),
    ('word-file-broken-xml', changed('word/document.xml', b'</w:body>', b'</w:fel>')),
    ('word-file-broken-xml', changed('word/styles.xml', b'<w:docDefaults>', b'<w:docDefaults')),
    ('word-file-broken-xml', changed('word/styles.xml', b'</w:styles>', DEEP + b'</w:styles>')),
    ('word-file-dtd', added('word/extra.xml', LAUGHS)),
    ('word-file-dtd', added('docProps/x.xml', b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>')),
    ('word-file-macros', added('word/vbaProject.bin', b'x')),
    ('word-file-relationship', related_inside(b'rId99', b'media/NULL')),
    ('word-file-relationship', related_inside(b'rId99', b'')),
    ('word-file-relationship', related_inside(b'', b'styles.xml')),
    ('word-file-relationship', changed('word/_rels/document.xml.rels', b' Type="', b' Sort="')),
    ('word-file-not-docx', lambda: {**sound(), 'word/document.xml': f'<w:document xmlns:w="{W}"/>'.encode()}),
    ('word-file-relationship', related_inside(b'rId1', b'styles.xml')),
    ('word-file-relationship', without('word/styles.xml')),
    ('word-file-relationship', without('word/settings.xml')),
    ('word-file-content-type', changed('[Content_Types].xml', b'.document.main+xml', b'.glossary+xml')),
    ('word-file-content-type', changed('[Content_Types].xml', b'.styles+xml', b'.settings+xml')),
    ('word-file-strict', changed('word/document.xml', W.encode(), b'http://purl.oclc.org/ooxml/wordprocessingml/main')),
    ('word-external-content', related(b'image')),
    ('word-external-content', related(b'oleObject')),
    ('word-file-too-large', added('word/bomb.xml', b'<a>' + b' ' * 12_000_000 + b'</a>')),
    ('word-file-too-large', lambda: {**sound(), **{f'word/{index}.xml': b'<x/>' for index in range(2100)}}),
]  # fmt: skip


@pytest.mark.parametrize(('ident', 'make'), ZIPPED)
def test_refuses_unsound_packages_in_a_moment(ident: str, make: Callable[[], Parts], tmp_path: Path) -> None:
    path = packed(make(), tmp_path / 'prov.docx')
    with pytest.raises(FindingsError) as caught:
        open_package(path)
    assert {finding.id for finding in caught.value.findings} == {ident}
    assert caught.value.findings[0].place.file == path


OLE = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600)


@pytest.mark.parametrize(
    ('ident', 'data'),
    [
        ('word-file-not-docx', b''),
        ('word-file-not-docx', b'inte en zip'),
        ('word-file-not-docx', bytes(range(256)) * 20),
        ('word-file-not-docx', b'PK\x03\x04' + bytes(100)),
        ('word-file-old-format', OLE),
        ('word-file-encrypted', OLE + 'EncryptedPackage'.encode('utf-16-le')),
    ],
)
def test_refuses_what_is_no_package(ident: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / 'prov.docx'
    path.write_bytes(data)
    with pytest.raises(FindingsError) as caught:
        open_package(path)
    assert caught.value.findings[0].id == ident


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        open_package(tmp_path / 'borta.docx')
    assert caught.value.findings[0].id == 'word-file-unreadable'
    assert "borta.docx" in caught.value.findings[0].what


@pytest.mark.parametrize('keep', [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(keep: float, tmp_path: Path) -> None:
    path = packed(sound(), tmp_path / 'prov.docx')
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(FindingsError) as caught:
        open_package(path)
    assert caught.value.findings[0].id == 'word-file-not-docx'


def test_damaged_bytes_are_refused(tmp_path: Path) -> None:
    path = packed(sound(), tmp_path / 'prov.docx')
    data = bytearray(path.read_bytes())
    for place in range(60, len(data) // 2, 97):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(FindingsError) as caught:
        open_package(path)
    assert caught.value.findings[0].id in ('word-file-not-docx', 'word-file-broken-xml')


def test_what_nothing_leads_to_may_be_broken(tmp_path: Path) -> None:
    parts = {**sound(), '7628.xml': b'=== word/document.xml ===', 'word/djup.xml': DEEP}
    package = open_package(packed(parts, tmp_path / 'prov.docx'))
    assert not {'7628.xml', 'word/djup.xml'} & set(package.trees)


def test_links_may_lead_out(tmp_path: Path) -> None:
    document = blank()
    kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'
    document.part.relate_to('https://example.se/', kind, is_external=True)
    document.save(tmp_path / 'prov.docx')
    assert open_package(tmp_path / 'prov.docx').parts


def test_finds_what_was_left_in_a_template(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Först ") + '<w:ins w:id="1" w:author="x"><w:r><w:t>nytt</w:t></w:r></w:ins>')
    paragraph(document, '<w:del w:id="1" w:author="x"><w:r><w:delText>borta</w:delText></w:r></w:del>')
    document.add_comment(document.add_paragraph("Kommenterat").runs, text="Hm", author="x", initials="x")
    document.sections[0].header.paragraphs[0]._p.append(
        paragraph(document, '<w:del w:id="1" w:author="x"><w:r><w:delText>huvud</w:delText></w:r></w:del>')[0]
    )
    document.save(tmp_path / 'prov.docx')
    found = set(leftovers(open_package(tmp_path / 'prov.docx')))
    assert found == {
        Leftover('tracked-change', "Först nytt"),
        Leftover('tracked-change', "borta"),
        Leftover('comment', "Kommenterat"),
        Leftover('tracked-change', "huvud"),
    }


def test_a_picture_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    """Drawings from Windows (EMF) are often thousands of equal lines."""
    parts = {**sound(), 'word/media/image1.emf': b'\x01\x00\x00\x00' + bytes(12_000_000)}
    package = open_package(packed(parts, tmp_path / 'prov.docx'))
    assert len(package.parts['word/media/image1.emf']) == 12_000_004


def of_kind(kind: bytes) -> Parts:
    main = b'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
    return changed('[Content_Types].xml', main, kind)()


def with_macros() -> Parts:
    parts = of_kind(b'application/vnd.ms-word.document.macroEnabled.main+xml')
    arrow = b'<Relationship Id="rId98" Target="vbaProject.bin" '
    arrow += b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>'
    rels = 'word/_rels/document.xml.rels'
    types = parts['[Content_Types].xml'].replace(
        b'</Types>', b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    arrows = parts[rels].replace(b'</Relationships>', arrow)
    return {**parts, 'word/vbaProject.bin': b'x', rels: arrows, '[Content_Types].xml': types}


def under_another_name() -> Parts:
    """As Word on the web names the document's part."""
    parts = {name.replace('document.xml', 'document2.xml'): data for name, data in sound().items()}
    for name in ('_rels/.rels', '[Content_Types].xml'):
        parts[name] = parts[name].replace(b'document.xml', b'document2.xml')
    return parts


KINDS: dict[str, Callable[[], Parts]] = {
    'mall.dotx': lambda: of_kind(b'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml'),
    'makron.docm': with_macros,
    'webben.docx': under_another_name,
    'libreoffice.docx': changed('_rels/.rels', b'/package/2006/relationships/metadata/core-properties',
        b'/officedocument/2006/relationships/metadata/core-properties'),
}  # fmt: skip


@pytest.mark.filterwarnings('error')
@pytest.mark.parametrize('name', KINDS)
def test_every_kind_of_word_file_is_set_and_filled(name: str, tmp_path: Path) -> None:
    """Templates, files with macros, which do not run, those of Word on the web and those of LibreOffice."""
    path = packed(KINDS[name](), tmp_path / name)
    assert converted(path).text == "Text"
    assert check_template(path, {}) == []
    properties = DocumentProperties("Provdokument", "Exempels kommun", "", DATE)
    fill(path, {}, tmp_path / 'ifylld.docx', properties)
    filled = open_package(tmp_path / 'ifylld.docx')
    assert not [part for part in filled.parts if 'vba' in part]
    assert converted(tmp_path / "ifylld.docx").text == "Text"


def _exchanged() -> Parts:
    parts = sound()
    parts['word/styles.xml'], parts['word/settings.xml'] = parts['word/settings.xml'], parts['word/styles.xml']
    return parts


def _of_no_kind() -> Parts:
    parts = sound()
    types = re.sub(rb'<Override[^>]*PartName="/docProps/core.xml"[^>]*/>', b'', parts['[Content_Types].xml'])
    return {**parts, '[Content_Types].xml': types}


@pytest.mark.parametrize(
    ('make', 'ident'),
    [(_exchanged, 'word-file-content-type'), (_of_no_kind, 'word-file-content-type')],
    ids=['styles and settings exchanged', 'properties of no kind'],
)
def test_parts_that_are_not_what_they_are_said_to_be(make: Callable[[], Parts], ident: str, tmp_path: Path) -> None:
    path = packed(make(), tmp_path / 'prov.docx')
    with pytest.raises(FindingsError) as caught:
        opened_document(path)
    assert caught.value.findings[0].id == ident
    assert ident in {each.id for each in check_template(path, {})}
