from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from docgen.errors import FindingsError
from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom

from ..sight import assert_conforms, opened, page_text, spoken
from ..steps import stamp

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles

    from ..conftest import Typeset

ROOM = SignatureRoom(page=1, x=70.87, y=90, width=453.5, height=480)
LONG_NAME = "Cecilia Exempelsson-Långhalsenstierna af Testköping och Provlanda"
LONG_TITLE = "tillförordnad förbundsdirektör med särskilt ansvar för brottsförebyggande verksamhet i kommunerna"


def municipality(name: str = "Anna Exempel", title: str = "kommundirektör") -> SignatureBlock:
    return SignatureBlock("Testköpings kommun", name, title, "Testköping", "11 mars 2021")


def police(name: str = "Bo Exempel", title: str = "lokalpolisområdeschef") -> SignatureBlock:
    return SignatureBlock("Polismyndigheten", name, title, "", "")


def other() -> SignatureBlock:
    return SignatureBlock("Räddningstjänsten Mälardalen", LONG_NAME, LONG_TITLE, "Testköping", "")


CASTS = {
    1: [municipality()],
    2: [municipality(), police()],
    3: [municipality(), police(), other()],
    4: [municipality(), police(), municipality("Dag Exempel", "ordförande"), police("Eva Exempel", "kommunpolis")],
    5: [municipality(), police(), municipality("Dag Exempel"), police("Eva Exempel"), other()],
}


@pytest.mark.parametrize('count', CASTS)
def test_one_to_five_signatories_are_all_printed_in_the_room_and_conform(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, count: int
) -> None:
    out = tmp_path / 'out.pdf'

    placed = stamp(typeset(), CASTS[count], ROOM, out, fonts=faces)

    assert_conforms(out)
    text = page_text(out, 1)
    for block in CASTS[count]:
        assert block.name.split()[0] in text
        assert block.title.split()[0] in text
    assert len(placed) == count
    for each in placed:
        assert each.page == 1
        assert each.x >= ROOM.x
        assert each.y >= ROOM.y
        assert each.x + each.width <= ROOM.x + ROOM.width + 0.01
        assert each.y + each.height <= ROOM.y + ROOM.height
        assert each.height >= 1.2 * 72 / 2.54
    overlapping = [
        (one, two)
        for one in placed
        for two in placed
        if one is not two
        and abs(one.x - two.x) < min(one.width, two.width)
        and abs(one.y - two.y) < min(one.height, two.height)
    ]
    assert overlapping == []


def test_nothing_is_painted_outside_the_room(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    import pdfplumber

    out = tmp_path / 'out.pdf'
    source = typeset()

    stamp(source, CASTS[5], ROOM, out, fonts=faces)

    with pdfplumber.open(source) as before, pdfplumber.open(out) as after:
        new = after.pages[1].chars[len(before.pages[1].chars) :]
    assert new
    assert min(char['x0'] for char in new) >= ROOM.x
    assert max(char['x1'] for char in new) <= ROOM.x + ROOM.width
    assert min(char['y0'] for char in new) >= ROOM.y
    assert max(char['y1'] for char in new) <= ROOM.y + ROOM.height + 2
    assert min(char['size'] for char in new) >= 9


def test_blocks_are_read_after_the_text_one_section_per_signatory(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, logo: Path
) -> None:
    out = tmp_path / 'out.pdf'
    with_logo = SignatureBlock(
        "Strängnäs kommun", "Anna Exempel", "kommundirektör", "Strängnäs", "11 mars 2021", logo, "Strängnäs vapen"
    )

    stamp(typeset(), [with_logo, police()], ROOM, out, fonts=faces)

    assert_conforms(out)
    said = spoken(out)
    start = said.index('Sect "Underskrifter"')
    assert said[start - 1] == "P: Parterna skriver under i två likalydande exemplar."
    assert said[start:] == [
        'Sect "Underskrifter"',
        'Sect "Strängnäs kommun"',
        "Figure: Strängnäs vapen",
        "P",
        "Span: Underskrift för Strängnäs kommun, Anna Exempel, kommundirektör",
        "P",
        "Span: Ort och datum: Strängnäs den 11 mars 2021",
        'Sect "Polismyndigheten"',
        "P",
        "Span: Underskrift för Polismyndigheten, Bo Exempel, lokalpolisområdeschef",
        "P",
        "Span: Ort och datum fylls i för hand",
    ]


def test_signatories_of_one_party_stand_together(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    placed = stamp(typeset(), CASTS[4], ROOM, tmp_path / 'out.pdf', fonts=faces)

    assert [each.name for each in placed] == ["Anna Exempel", "Dag Exempel", "Bo Exempel", "Eva Exempel"]
    assert placed[0].x == placed[1].x < placed[2].x == placed[3].x


def test_equal_blocks_are_each_drawn(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    placed = stamp(typeset(), [police(), police()], ROOM, tmp_path / 'out.pdf', fonts=faces)

    assert placed[0].x != placed[1].x


def test_too_small_a_room_says_needed_available_and_missing_height(
    typeset: Typeset, faces: FontFiles, tmp_path: Path
) -> None:
    out = tmp_path / 'out.pdf'

    with pytest.raises(FindingsError) as raised:
        stamp(typeset(), CASTS[5], SignatureRoom(1, 70.87, 90, 453.5, 5 * 72 / 2.54), out, fonts=faces)

    (finding,) = raised.value.findings
    assert finding.id == 'signature-room-too-small'
    assert "har 5,0\u00a0cm" in finding.what
    needed = float(finding.what.split("behöver ")[1].split("\u00a0")[0].replace(',', '.'))
    assert f"{needed - 5:.1f}".replace('.', ',') in finding.why
    assert not out.exists()
    stamp(typeset(), CASTS[5], SignatureRoom(1, 70.87, 90, 453.5, needed * 72 / 2.54), out, fonts=faces)


@pytest.mark.parametrize(
    ('room', 'finding_id'),
    [
        (SignatureRoom(1, 70, 90, 120, 480), 'signature-room-too-narrow'),
        (SignatureRoom(7, 70, 90, 450, 480), 'signature-room-off-page'),
        (SignatureRoom(1, 300, 90, 450, 480), 'signature-room-off-page'),
    ],
)
def test_an_impossible_room_is_refused(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, room: SignatureRoom, finding_id: str
) -> None:
    with pytest.raises(FindingsError) as raised:
        stamp(typeset(), [police()], room, tmp_path / 'out.pdf', fonts=faces)

    assert raised.value.findings[0].id == finding_id


def test_no_signatories_is_refused(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as raised:
        stamp(typeset(), [], ROOM, tmp_path / 'out.pdf', fonts=faces)

    assert raised.value.findings[0].id == 'signature-without-signatories'


def test_a_character_the_font_lacks_is_named(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as raised:
        stamp(typeset(), [police("Bo 漢 Exempel")], ROOM, tmp_path / 'out.pdf', fonts=faces)

    assert raised.value.findings[0].id == 'signature-character-missing'
    assert "漢" in raised.value.findings[0].what


def test_decomposed_letters_and_line_breaks_in_names_are_printed_right(
    typeset: Typeset, faces: FontFiles, tmp_path: Path
) -> None:
    out = tmp_path / 'out.pdf'

    stamp(typeset(), [police("A\u030asa\n O\u0308berg  &\u00a0<Exempel>")], ROOM, out, fonts=faces)

    assert_conforms(out)
    assert "Åsa Öberg & <Exempel>" in page_text(out, 1)


def test_a_word_wider_than_its_column_is_broken_not_shrunk(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'
    word = "Brottsförebyggandesamverkansöverenskommelse" * 3

    stamp(typeset(), [municipality(), police("Bo Exempel", word)], ROOM, out, fonts=faces)

    assert_conforms(out)
    text = page_text(out, 1).replace(' ', '')
    assert word in text.replace("kommundirektör", '')


@pytest.mark.parametrize('mode', ['RGB', 'L', 'P', 'LA', 'CMYK', '1'])
def test_a_logo_of_any_colour_kind_conforms(typeset: Typeset, faces: FontFiles, tmp_path: Path, mode: str) -> None:
    kind = 'jpg' if mode == 'CMYK' else 'png'
    path = tmp_path / f'logo.{kind}'
    Image.new('RGB', (900, 300), (10, 90, 40)).convert(mode).save(path)
    out = tmp_path / 'out.pdf'
    block = SignatureBlock("Testköping", "Anna Exempel", "chef", "", "", path, "Testköpings logotyp")

    stamp(typeset(), [block], ROOM, out, fonts=faces)

    assert_conforms(out)


def test_a_broken_logo_and_one_without_text_are_named(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, logo: Path
) -> None:
    broken = tmp_path / 'trasig.png'
    broken.write_bytes(logo.read_bytes()[:200])
    not_a_picture = tmp_path / 'text.png'
    not_a_picture.write_text("ingen bild", encoding='utf-8')
    for path, text, finding_id in (
        (broken, "Vapen", 'logo-unreadable'),
        (not_a_picture, "Vapen", 'logo-unreadable'),
        (tmp_path / 'finns-inte.png', "Vapen", 'logo-unreadable'),
        (logo, " ", 'logo-text-missing'),
    ):
        block = SignatureBlock("Testköping", "Anna Exempel", "chef", "", "", path, text)
        with pytest.raises(FindingsError) as raised:
            stamp(typeset(), [block], ROOM, tmp_path / 'out.pdf', fonts=faces)
        assert raised.value.findings[0].id == finding_id


def test_two_runs_give_the_same_bytes(typeset: Typeset, faces: FontFiles, tmp_path: Path, logo: Path) -> None:
    block = SignatureBlock("Testköping", "Anna Exempel", "chef", "", "", logo, "Vapen")
    digests = set()
    for name in ('a.pdf', 'b.pdf'):
        stamp(typeset(), [block, other()], ROOM, tmp_path / name, fonts=faces)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())

    assert len(digests) == 1


def test_every_font_is_embedded_and_none_is_helvetica(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'
    stamp(typeset(), [municipality()], ROOM, out, fonts=faces)

    names = {str(font.get_object()['/BaseFont']) for font in opened(out).pages[1]['/Resources']['/Font'].values()}
    assert all('+SourceSansPro' in name for name in names)
    assert len({name.partition('+')[0] for name in names}) == len(names)


def test_content_that_leaves_its_coordinates_changed_does_not_move_the_blocks(
    typeset: Typeset, faces: FontFiles, tmp_path: Path
) -> None:
    source = typeset()
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        page = pdf.pages[1]
        page.obj.Contents = pikepdf.Array([page.obj.Contents, pdf.make_stream(b'\n0.5 0 0 0.5 100 100 cm\n')])
        pdf.save(source)
    out = tmp_path / 'out.pdf'

    (placed,) = stamp(source, [municipality()], ROOM, out, fonts=faces)

    import pdfplumber

    with pdfplumber.open(out) as seen:
        name = next(word for word in seen.pages[1].extract_words() if word['text'] == "Anna")
    assert name['x0'] == pytest.approx(placed.x, abs=1)
    assert 841.89 - name['top'] < placed.y
