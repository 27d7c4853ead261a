from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pikepdf
import pytest

from docgen.errors import FindingsError
from docgen.pdf.write.conform import DocumentInfo

from ..sight import assert_conforms, opened
from ..steps import conform

if TYPE_CHECKING:
    from pathlib import Path

    from ..conftest import Typeset

INFO = DocumentInfo(
    title="Medborgarlöfte 2021 för Testköping & Provlanda <rev 2>",
    author="Testköpings kommun",
    subject="Vad polis och kommun lovar",
    keywords=("medborgarlöfte", "trygghet"),
    date=datetime.date(2021, 3, 11),
)


def test_info_and_xmp_say_the_same_and_the_file_conforms(typeset: Typeset, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'

    conform(typeset(), INFO, out)

    assert_conforms(out)
    reader = opened(out)
    assert reader.metadata.title == reader.xmp_metadata.dc_title['x-default'] == INFO.title
    assert reader.xmp_metadata.dc_creator == [reader.metadata.author] == [INFO.author]
    assert reader.metadata.subject == reader.xmp_metadata.dc_description['x-default'] == INFO.subject
    assert reader.metadata['/Keywords'] == reader.xmp_metadata.pdf_keywords == "medborgarlöfte, trygghet"
    assert reader.metadata.producer == reader.xmp_metadata.pdf_producer
    assert reader.metadata.creation_date == datetime.datetime(2021, 3, 11, tzinfo=datetime.UTC)
    assert reader.trailer['/Root']['/Lang'] == 'sv-SE'
    assert reader.trailer['/Root']['/ViewerPreferences']['/DisplayDocTitle']


def test_another_language_is_declared(typeset: Typeset, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'

    conform(typeset(), DocumentInfo("Promise", "Testköping", "", (), INFO.date, language='en-GB'), out)

    assert_conforms(out)
    assert opened(out).trailer['/Root']['/Lang'] == 'en-GB'


@pytest.mark.parametrize('title', ['', ' \n', '\x00'])
def test_a_missing_title_is_never_filled_in(typeset: Typeset, tmp_path: Path, title: str) -> None:
    with pytest.raises(FindingsError) as raised:
        conform(typeset(), DocumentInfo(title, "Testköping", "", (), INFO.date), tmp_path / 'out.pdf')

    assert raised.value.findings[0].id == 'pdf-title-missing'


def test_control_characters_in_metadata_do_no_harm(typeset: Typeset, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'

    conform(typeset(), DocumentInfo("Löfte\x0b 2021\n\x01", "A\x00B", "", ("\ud800",), INFO.date), out)

    assert_conforms(out)
    assert opened(out).metadata['/Title'] == "Löfte 2021"


def test_the_bytes_do_not_depend_on_when_and_where(
    typeset: Typeset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = typeset()
    conform(source, INFO, tmp_path / 'a.pdf')
    monkeypatch.setenv('TZ', 'Pacific/Auckland')
    (tmp_path / 'annan mapp').mkdir()
    moved = tmp_path / 'annan mapp' / 'källa.pdf'
    moved.write_bytes(source.read_bytes())
    conform(moved, INFO, tmp_path / 'annan mapp' / 'b.pdf')

    assert (tmp_path / 'a.pdf').read_bytes() == (tmp_path / 'annan mapp' / 'b.pdf').read_bytes()


def test_the_clock_in_the_colour_profile_is_set_by_the_data(typeset: Typeset, tmp_path: Path) -> None:
    source = typeset()
    digests = set()
    for minute in (1, 2):
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            profile = pdf.Root.OutputIntents[0].DestOutputProfile
            data = profile.read_bytes()
            profile.write(data[:32] + minute.to_bytes(2, 'big') + data[34:])
            pdf.save(source)
        conform(source, INFO, tmp_path / 'out.pdf')
        digests.add((tmp_path / 'out.pdf').read_bytes())

    assert len(digests) == 1
    assert_conforms(tmp_path / 'out.pdf')


def test_a_file_may_be_conformed_in_place(typeset: Typeset) -> None:
    source = typeset()

    conform(source, INFO, source)

    assert_conforms(source)
