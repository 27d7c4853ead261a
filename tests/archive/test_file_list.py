"""What a list of files says wrongly is told by its line; a list that cannot be read makes no package foreign."""

from __future__ import annotations

import io
from functools import partial
from pathlib import PurePath

import pytest
from lxml import etree

from docgen.archive.document_check import _entries
from docgen.archive.erms import _files
from docgen.archive.file_formats import Format, format_by_name
from docgen.archive.file_list import read_file_list
from docgen.archive.foreign_package import is_foreign
from docgen.archive.package_contents import ArchivedFile, Variant
from docgen.archive.package_reader import PackageFile

SUM = 'a' * 64
GOOD = f'<file ID="f" SIZE="1" CHECKSUM="{SUM}" CHECKSUMTYPE="SHA-256"><FLocat xlink:href="a%20b.txt"/></file>'
MORE = GOOD.replace('ID="f"', 'ID="g"')


def package(files: str) -> dict[str, PackageFile]:
    mets = f'<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">{files}</mets>'
    return {'METS.xml': PackageFile('METS.xml', len(mets), partial(io.BytesIO, mets.encode()))}


def told(files: str) -> list[str]:
    return [each.what for each in read_file_list(package(files)).observations]


@pytest.mark.parametrize(
    ('files', 'said'),
    [
        (GOOD, []),
        (GOOD + '<mptr xlink:href="x"/>', []),
        (GOOD.replace('<FLocat xlink:href="a%20b.txt"/>', ''), ["Rad 1: hänvisningen saknar adress."]),
        (GOOD.replace('a%20b.txt', '../b.txt'), ["Rad 1: adressen '../b.txt' pekar ut ur paketet."]),
        (GOOD.replace('SHA-256', 'MD5'), ["Rad 1: a b.txt saknar kontrollsumma av slaget SHA-256."]),
        (GOOD + MORE, ["Filen är förtecknad mer än en gång."]),
        (
            GOOD + MORE.replace(SUM, 'b' * 64),
            ["Filen är förtecknad mer än en gång.", "Filen är förtecknad med två olika kontrollsummor."],
        ),
        (GOOD + '<fptr FILEID="h"/>', ["Rad 1: FILEID ”h” leder inte till något."]),
        ('<file', ["Filen är ingen XML som kan läsas."]),
    ],
)
def test_a_reference_that_is_wrong_is_told(files: str, said: list[str]) -> None:
    assert told(files) == said


def test_only_a_list_that_can_be_read_says_that_another_program_made_it() -> None:
    assert is_foreign(package(GOOD))
    assert not is_foreign(package('<file'))


def test_an_entry_of_a_report_is_missing_or_too_much() -> None:
    found = [each.what for each in _entries('r.json', 'signatures[1]/', {'more': 1, 'both': 1}, {'less': 1, 'both': 1})]
    assert found == ["signatures[1]/less saknas.", "signatures[1]/more ska inte finnas."]


def test_a_public_copy_says_that_its_signatures_were_left_out() -> None:
    pdf = Format('PDF', 'application/pdf')
    signed = ArchivedFile('signed/a.pdf', Variant.SIGNED, pdf, 1, SUM, certificates=True)
    public = ArchivedFile('public/a.pdf', Variant.PUBLIC, pdf, 1, SUM)

    def said(*files: ArchivedFile) -> list[tuple[str | None, bool]]:
        element = etree.Element('x')
        _files(element, files)
        found = [each for each in element.iter() if etree.QName(each).localname == 'appendix']
        return [(each.get('eSignatureHasExisted'), len(each) > 0) for each in found]

    assert said(signed, public) == [(None, True), ('true', False)]
    assert said(public) == [(None, False)]


@pytest.mark.parametrize(
    ('names', 'pronom', 'mime'),
    [
        (('a.yaml', 'a.yml'), 'fmt/818', 'application/yaml'),
        (('a.json',), 'fmt/817', 'application/json'),
        (('a.xml',), 'fmt/101', 'application/xml'),
        (('a.xsd',), 'x-fmt/280', 'application/xml'),
        (('a.tif', 'a.TIFF'), 'fmt/353', 'image/tiff'),
        (('a.txt',), 'x-fmt/111', 'text/plain'),
        (('a.md',), 'fmt/1149', 'text/markdown'),
        (('a.pem',), '', 'application/pem-certificate-chain'),
        (('a.crt', 'a.cer', 'a.der'), '', 'application/pkix-cert'),
    ],
)
def test_a_format_is_named_by_its_ending(names: tuple[str, ...], pronom: str, mime: str) -> None:
    assert {(each.pronom, each.mime) for each in map(format_by_name, map(PurePath, names))} == {(pronom, mime)}
