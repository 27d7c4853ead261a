"""`docgen receive --scan`: a paper is known by its code, kept as it came and as PDF/A, and never taken for more."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops
from verapdf.verapdf import validate
from workbench import snapshot

from docgen.pdf.judge.structure_audit import structure_audit
from docgen.records.fingerprints import file_hash
from docgen.records.record import read_record
from docgen.sign.receiving.document_code import codes_on
from sign.conftest import copied

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

STEM = 'medborgarlofte-strangnas-2021-v1'
PAGES = 6
SIGNED_BY = ('--signed-by', 'kommunen', '--signed-by', 'polisen=2021-03-12', '--date', '2021-03-11', '--other-day')
"""The second signs the day after the one in print, and means it."""


def scanned(pdf: Path, dpi: int = 100, angle: float = 1.0, noise: float = 15, quality: int = 60) -> list[Image.Image]:
    """What a scanner makes of the printed pages: a little askew, grey, with noise and traces of JPEG."""
    document = pdfium.PdfDocument(pdf)
    found: list[Image.Image] = []
    for index in range(len(document)):
        picture = document[index].render(scale=dpi / 72, grayscale=True).to_pil()
        turned = picture.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
        noisy = ImageChops.add(turned, Image.effect_noise(turned.size, noise), scale=1, offset=-128)
        buffer = io.BytesIO()
        noisy.point([30 + level * 8 // 10 for level in range(256)]).save(buffer, 'JPEG', quality=quality)
        found.append(Image.open(io.BytesIO(buffer.getvalue())))
    document.close()
    return found


@pytest.fixture
def printed(fixed_workspace: Workbench) -> Path:
    """The copy that was printed."""
    assert fixed_workspace.run('print', '2021').code == 0
    return fixed_workspace.output / f'2021/{STEM}-utskrift.pdf'


@pytest.fixture(scope='session')
def sheets(fixed: Workbench, tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    """The pages of the printed copy, scanned."""
    copy = tmp_path_factory.mktemp('printed') / 'utskrift.pdf'
    assert fixed.run('print', '2021', '--out', str(copy)).code == 0
    return scanned(copy)


def as_pdf(sheets: list[Image.Image], path: Path) -> Path:
    first, *rest = (sheet.copy() for sheet in sheets)  # a picture remembers what it was saved with
    first.save(path, save_all=True, append_images=rest, resolution=100)
    return path


def stored(workbench: Workbench) -> Path:
    return workbench.output / f'2021/signed/{STEM}-skannad.pdf'


def jpegs(pdf: Path) -> list[bytes]:
    """The pictures of a file as they lie in it."""
    with pikepdf.open(pdf) as opened:
        return [picture.read_raw_bytes() for page in opened.pages for picture in page.get_images().values()]


def test_a_scan_is_stored_with_what_came_and_who_signed(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    file = as_pdf(sheets, tmp_path / 'Skannat 191212121212.pdf')

    answer = fixed_workspace.run('receive', '2021', '--scan', str(file), *SIGNED_BY)

    assert answer.code == 0, answer.err
    assert "ingen elektronisk underskrift" in answer.out
    assert "Nästa steg: docgen publish 2021" in answer.out, "paper has no signatures that verify could judge"
    assert f"QR-koden på sidan {PAGES} stämmer" in answer.out
    assert answer.ids == ['scan-date-differs'], "the page says 11 March, and Erik Provsson signed the day after"
    assert "Erik Provsson sägs ha skrivit under 2021-03-12" in answer.err
    assert "”Strängnäs den 11 mars 2021”" in answer.err
    assert "Anna Exempel 2021-03-11 och Erik Provsson 2021-03-12" in answer.out
    path = stored(fixed_workspace)
    assert validate([path])[path].rules == []
    assert structure_audit(path) == ()
    assert jpegs(path) == jpegs(file), "no picture is compressed anew"
    original = fixed_workspace.output / f'2021/signed/{STEM}-skannad-original.pdf'
    assert original.read_bytes() == file.read_bytes()
    assert not path.stat().st_mode & 0o222
    record = read_record(fixed_workspace.output / '2021')
    assert record is not None
    event = record.events[-1]
    assert event.kind.value == 'scanned'
    assert event.sha256 == file_hash(path)
    assert event.plain['details']['signatories'] == [
        {'role': 'kommunen', 'name': 'Anna Exempel', 'date': '2021-03-11'},
        {'role': 'polisen', 'name': 'Erik Provsson', 'date': '2021-03-12'},
    ]
    assert event.plain['details']['signed_on'] == '2021-03-12'
    assert event.plain['details']['code_read'] is True
    assert event.plain['details']['original_sha256'] == file_hash(original)
    assert '191212121212' not in json.dumps(event.plain['details'])


def test_each_page_says_where_its_words_can_be_read(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    fixed_workspace.run('receive', '2021', '--scan', str(as_pdf(sheets, tmp_path / 'a.pdf')), *SIGNED_BY)

    with pikepdf.open(stored(fixed_workspace)) as pdf:
        figures = list(pdf.Root.StructTreeRoot.K[0].K)
        assert len(figures) == PAGES
        assert str(figures[0].Alt).startswith(f"Skannad sida 1 av {PAGES} av Medborgarlöfte 2021.")
        assert f'{STEM}.pdf' in str(figures[0].Alt)
        assert str(pdf.docinfo.Title) == "Medborgarlöfte 2021 – skannat exemplar med underskrifter"


@pytest.mark.parametrize('kind', ['png', 'jpg', 'tif', 'grey.tif', 'rgb.pdf'])
def test_pictures_of_every_kind_are_taken(
    kind: str, fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    files = [tmp_path / f'sida-{number:02}.{kind}' for number in range(1, PAGES + 1)]
    for sheet, file in zip(sheets, files, strict=True):
        match kind:
            case 'tif':
                sheet.point(lambda level: 255 if level > 110 else 0).convert('1').save(file, compression='group4')
            case 'rgb.pdf':
                sheet.convert('RGB').save(file, resolution=100)
            case _:
                sheet.save(file, dpi=(100, 100))

    answer = fixed_workspace.run('receive', '2021', '--scan', *map(str, files), *SIGNED_BY)

    assert answer.code == 0, answer.err
    path = stored(fixed_workspace)
    assert validate([path])[path].rules == []
    document = pdfium.PdfDocument(path)
    assert len(document) == PAGES
    width, height = document[0].get_size()
    document.close()
    assert 0.6 < width / height < 0.8
    originals = sorted(stored(fixed_workspace).parent.glob('*-original-*'))
    assert [each.read_bytes() for each in originals] == [each.read_bytes() for each in files], "they sort as the pages"


def test_text_that_a_scanner_guessed_is_left_out(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    file = as_pdf(sheets, tmp_path / 'ocr.pdf')
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
            page.obj.Resources.Font = pikepdf.Dictionary(F1=font)
            page.contents_add(b'BT 3 Tr /F1 10 Tf 50 50 Td (gissad text) Tj ET')
        pdf.save(file)

    answer = fixed_workspace.run('receive', '2021', '--scan', str(file), *SIGNED_BY)

    assert answer.code == 0, answer.err
    path = stored(fixed_workspace)
    assert validate([path])[path].rules == []
    assert jpegs(path) == jpegs(file)
    document = pdfium.PdfDocument(path)
    assert document[0].get_textpage().get_text_range() == ''
    document.close()


@pytest.mark.parametrize('turn', [0, 90, 180, 270])
@pytest.mark.parametrize(('dpi', 'angle', 'noise', 'quality'), [(150, 3, 30, 30), (200, -3, 50, 15), (300, 7, 30, 30)])
def test_the_code_is_read_from_a_poor_scan(
    printed: Path, turn: int, dpi: int, angle: float, noise: float, quality: int
) -> None:
    copy = printed.with_name('sida.pdf')
    with pikepdf.open(printed) as pdf:
        single = pikepdf.new()
        single.pages.append(pdf.pages[PAGES - 1])
        single.save(copy)
    (sheet,) = scanned(copy, dpi, angle, noise, quality)

    found = codes_on(sheet.rotate(turn, expand=True), smoothed=noise > 40)

    assert [code.name for code in found] == [STEM]


def test_a_paper_of_another_document_is_refused(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    file = str(as_pdf(sheets, tmp_path / 'a.pdf'))
    assert fixed_workspace.run('fix', '2020').code == 0
    answer = fixed_workspace.run('receive', '2020', '--scan', file, *SIGNED_BY)
    assert answer.code == 6
    assert answer.ids == ['scan-of-other']
    assert "medborgarlofte-strangnas-2021-v1" in answer.err
    assert "period 2021" in answer.err


def test_a_paper_of_an_older_version_is_refused(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    fixed_workspace.replace('promises/2021.yaml', 'lead_in: ', 'lead_in: I år ')
    assert fixed_workspace.run('fix', '2021').code == 0

    answer = fixed_workspace.run('receive', '2021', '--scan', str(as_pdf(sheets, tmp_path / 'a.pdf')), *SIGNED_BY)

    assert answer.ids == ['scan-of-other']
    assert "version 1, men den som gäller är version 2" in answer.err


def test_a_paper_of_another_print_with_the_same_name_is_told_by_its_checksum(
    fixed: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    other = copied(fixed, tmp_path / 'other')
    shutil.rmtree(other.output)
    other.replace('promises/2021.yaml', 'lead_in: ', 'lead_in: I år ')
    assert other.run('fix', '2021').code == 0

    answer = other.run('receive', '2021', '--scan', str(as_pdf(sheets, tmp_path / 'a.pdf')), *SIGNED_BY)

    assert answer.ids == ['scan-of-other']
    assert f"en annan utskrift med samma namn, {STEM}: kontrollsumman skiljer sig" in answer.err
    assert "ett annat dokument" not in answer.err


def test_without_a_code_it_takes_a_persons_word(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    blank = [*sheets[:-1], sheets[0]]
    file = str(as_pdf(blank, tmp_path / 'a.pdf'))
    before = snapshot(fixed_workspace.output / '2021')
    refused = fixed_workspace.run('receive', '2021', '--scan', file, *SIGNED_BY)
    assert (refused.code, refused.ids) == (6, ['scan-without-code'])
    assert snapshot(fixed_workspace.output / '2021') == before

    accepted = fixed_workspace.run('receive', '2021', '--scan', file, '--without-code', *SIGNED_BY, '--json')

    assert accepted.code == 0, accepted.err
    assert accepted.json['code_page'] is None
    assert accepted.json['electronic_signature'] is False


def test_missing_pages_are_counted(fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path) -> None:
    file = str(as_pdf(sheets[-1:], tmp_path / 'a.pdf'))
    refused = fixed_workspace.run('receive', '2021', '--scan', file, *SIGNED_BY)
    assert (refused.code, refused.ids) == (6, ['scan-pages-missing'])
    assert f"1 sida, men dokumentet har {PAGES}" in refused.err

    accepted = fixed_workspace.run('receive', '2021', '--scan', file, '--pages-missing', *SIGNED_BY)

    assert accepted.code == 0, accepted.err
    assert f"1 sida av {PAGES}" in accepted.out


def test_a_second_paper_lies_beside_the_first(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    first = str(as_pdf(sheets, tmp_path / 'a.pdf'))
    one = ('--signed-by', 'kommunen=2021-03-11')
    answer = fixed_workspace.run('receive', '2021', '--scan', first, *one)
    assert "Ännu inte undertecknat av Erik Provsson." in answer.out
    before = snapshot(fixed_workspace.output / '2021')
    again = fixed_workspace.run('receive', '2021', '--scan', first, *one)
    assert again.code == 0
    assert "Redan mottagen" in again.out
    assert snapshot(fixed_workspace.output / '2021') == before
    second = str(as_pdf([sheet.point(lambda level: min(255, level + 3)) for sheet in sheets], tmp_path / 'b.pdf'))

    answer = fixed_workspace.run('receive', '2021', '--scan', second, *SIGNED_BY)

    assert answer.code == 0, answer.err
    assert "Alla har skrivit under" in answer.out
    assert sorted(path.name for path in stored(fixed_workspace).parent.iterdir()) == [
        f'{STEM}-skannad-2-original.pdf',
        f'{STEM}-skannad-2.pdf',
        f'{STEM}-skannad-original.pdf',
        f'{STEM}-skannad.pdf',
    ]


def test_the_printed_file_itself_is_no_scan(fixed_workspace: Workbench, printed: Path) -> None:
    answer = fixed_workspace.run('receive', '2021', '--scan', str(printed), *SIGNED_BY)

    assert (answer.code, answer.ids) == (6, ['scan-of-screen'])


def test_what_a_person_enters_is_checked(fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path) -> None:
    file = str(as_pdf(sheets, tmp_path / 'a.pdf'))
    cases = {
        (): (2, ['scan-nobody']),
        ('--date', '2021-03-11'): (2, ['scan-nobody']),
        ('--signed-by', 'kommunen'): (2, ['scan-date-missing']),
        ('--signed-by', 'kommun', '--date', '2021-03-11'): (2, ['role-unknown']),
        ('--signed-by', 'kommunen=2121-03-11'): (2, ['scan-date-future']),
        ('--signed-by', 'kommunen=i går'): (2, ['value-wrong']),
    }
    for options, expected in cases.items():
        answer = fixed_workspace.run('receive', '2021', '--scan', file, *options)
        assert (answer.code, answer.ids) == expected, options
        if answer.ids == ['scan-nobody']:
            assert '--signed-by kommunen --signed-by polisen --date 2021-03-11.' in answer.err
    for name, content in (('tom.pdf', b''), ('a.png', b'\x89PNG\r\n\x1a\nxx'), ('halv.pdf', b'%PDF-1.7\n1 0 obj')):
        (tmp_path / name).write_bytes(content)
        answer = fixed_workspace.run('receive', '2021', '--scan', str(tmp_path / name), *SIGNED_BY)
        assert (answer.code, answer.ids) == (6, ['scan-unreadable']), name
    assert fixed_workspace.run('receive', '2021', '--scan', str(tmp_path), *SIGNED_BY).ids == ['scan-missing']


def test_the_same_scan_gives_the_same_bytes(
    fixed_workspace: Workbench, fixed: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    other = copied(fixed, tmp_path / 'other')
    file = str(as_pdf(sheets, tmp_path / 'a.pdf'))
    for workbench in (fixed_workspace, other):
        assert workbench.run('receive', '2021', '--scan', file, *SIGNED_BY).code == 0
    assert stored(other).read_bytes() == stored(fixed_workspace).read_bytes()


def test_a_file_that_was_signed_elsewhere_is_no_scan(fixed_workspace: Workbench) -> None:
    file = fixed_workspace.output / f'2021/fixed/{STEM}.pdf'

    answer = fixed_workspace.run('receive', '2021', '--scan', str(file), '--without-code', *SIGNED_BY)

    assert (answer.code, answer.ids) == (6, ['scan-of-screen'])


def test_a_scan_that_is_taken_for_a_signed_file_is_named(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    answer = fixed_workspace.run('receive', '2021', str(as_pdf(sheets, tmp_path / 'a.pdf')))

    assert (answer.code, answer.ids) == (6, ['received-unsigned'])
    assert '--scan' in answer.err


def test_pictures_of_unusual_kinds_are_taken(
    fixed_workspace: Workbench, sheets: list[Image.Image], tmp_path: Path
) -> None:
    sheet = sheets[-1].copy()
    turned = Image.Exif()
    turned[0x0112] = 6
    sheet.convert('CMYK').save(tmp_path / 'cmyk.jpg')
    sheet.convert('RGB').rotate(90, expand=True).save(tmp_path / 'turned.jpg', exif=turned)
    sheet.convert('I').point(lambda level: level * 257).convert('I;16').save(tmp_path / 'sixteen.png')
    sheet.convert('RGBA').save(tmp_path / 'see-through.png')
    sheet.convert('P').save(tmp_path / 'palette.png')
    sheet.convert('RGBA').save(tmp_path / 'jpeg2000.pdf')
    sheet.convert('CMYK').save(tmp_path / 'cmyk.pdf')
    files = sorted(tmp_path.glob('*.*'))
    made = []
    for file in files:
        answer = fixed_workspace.run('receive', '2021', '--scan', str(file), '--pages-missing', *SIGNED_BY, '--json')
        assert answer.code == 0, (file.name, answer.out)
        made.append(answer.json['file'])

    reports = validate([stored(fixed_workspace).parent / name for name in made])

    assert len(reports) == len(files) == 7
    assert {path.name: report.rules for path, report in reports.items() if not report.conforms} == {}
    document = pdfium.PdfDocument(made[[file.name for file in files].index('turned.jpg')])
    width, height = document[0].get_size()
    document.close()
    assert width < height, "shown upright"
