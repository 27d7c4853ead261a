"""`docgen print`: the copy to sign by pen has a code that tells what the paper is, and hides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
import zxingcpp
from verapdf.conftest import _signed_by as signed_by
from verapdf.verapdf import validate

from docgen.pdf.compare.difference import DifferenceKind
from docgen.pdf.compare.page_differences import page_differences
from docgen.pdf.judge.structure_audit import structure_audit
from docgen.records.record import read_record
from sign.conftest import copied, sign
from sign.signatories import trusting

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image
    from pki.authority import Pki
    from workbench import Workbench

STEM = 'medborgarlofte-strangnas-2021-v1'


def page_picture(pdf: Path, page: int, dpi: int = 150) -> Image:
    document = pdfium.PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72, grayscale=True).to_pil()  # type: ignore[no-any-return]
    finally:
        document.close()


def test_the_copy_says_what_it_is_to_people_and_machines(fixed_workspace: Workbench) -> None:
    answer = fixed_workspace.run('print', '2021')

    assert answer.code == 0, answer.err
    copy = fixed_workspace.output / f'2021/{STEM}-utskrift.pdf'
    assert "QR-kod på sidan 6" in answer.out
    told = 'docgen receive 2021 --scan FIL.pdf --signed-by kommunen=DATUM --signed-by polisen=DATUM'
    assert told in answer.out
    record = read_record(fixed_workspace.output / '2021')
    assert record is not None
    sha256 = next(event.sha256 for event in record.events if event.document == 'medborgarlofte-strangnas-2021.pdf')
    (code,) = zxingcpp.read_barcodes(page_picture(copy, 5))
    assert code.text.lower() == f'docgen:1:medborgarlofte-strangnas-2021:v1:{sha256[:32]}'
    document = pdfium.PdfDocument(copy)
    text = ''.join(document[5].get_textpage().get_text_range().split())
    document.close()
    assert f'Dokument-id{STEM}SHA-256{sha256}' in text
    assert copy.stat().st_mode & 0o200, "it is made again at any time"


def test_the_copy_is_for_the_archive_too_and_cannot_be_signed_as_a_file(fixed_workspace: Workbench) -> None:
    fixed_workspace.run('print', '2021')
    copy = fixed_workspace.output / f'2021/{STEM}-utskrift.pdf'

    assert validate([copy])[copy].rules == []
    assert structure_audit(copy) == ()
    with pikepdf.open(copy) as pdf:
        assert '/AcroForm' not in pdf.Root


def test_nothing_of_the_fixed_version_is_covered(fixed_workspace: Workbench) -> None:
    fixed_workspace.run('print', '2021')
    found = page_differences(
        fixed_workspace.output / f'2021/fixed/{STEM}.pdf', fixed_workspace.output / f'2021/{STEM}-utskrift.pdf'
    )

    assert {each.page: each.kind for each in found}.pop(6) is DifferenceKind.TEXT_ADDED
    codes = [each for each in found if each.page != 6]
    assert {each.kind for each in codes} == {DifferenceKind.DRAWING_ADDED}, "every other page has its small code"
    assert len(codes) == len({each.page for each in codes})


def test_the_same_version_gives_the_same_bytes(fixed_workspace: Workbench, tmp_path: Path) -> None:
    assert fixed_workspace.run('print', '2021').code == 0
    out = tmp_path / 'annan.pdf'

    answer = fixed_workspace.run('print', '2021', '--out', str(out), '--json')

    assert answer.code == 0
    assert answer.json['document_id'] == STEM
    assert answer.json['signatories'] == ["Anna Exempel", "Erik Provsson"]
    assert out.read_bytes() == (fixed_workspace.output / f'2021/{STEM}-utskrift.pdf').read_bytes()
    assert list(tmp_path.glob('.annan*')) == []


@pytest.mark.parametrize('count', [1, 3, 5])
def test_however_many_sign_there_is_room(count: int, tmp_path: Path) -> None:
    workbench = signed_by(count, tmp_path / 'workspace')
    assert workbench.run('fix', '2024').code == 0

    answer = workbench.run('print', '2024')

    assert answer.code == 0, answer.err
    (fixed,) = (workbench.output / '2024/fixed').glob('medborgarlofte-lillby-2024-v1.pdf')
    (copy,) = (workbench.output / '2024').glob('*-utskrift.pdf')
    changes = page_differences(fixed, copy)
    (signing,) = (each for each in changes if each.kind is DifferenceKind.TEXT_ADDED)
    assert {each.kind for each in changes} == {DifferenceKind.TEXT_ADDED, DifferenceKind.DRAWING_ADDED}
    assert len(zxingcpp.read_barcodes(page_picture(copy, signing.page - 1))) == 1


def test_paper_beside_electronic_signatures_is_refused(
    fixed_workspace: Workbench, signed: Workbench, pki: Pki, tmp_path: Path
) -> None:
    signed_workspace = copied(signed, tmp_path / 'signed')
    assert sign(trusting(fixed_workspace, pki), 'kommunen', pki.anna, '--level', 'b').code == 0
    some = fixed_workspace.run('print', '2021')
    assert (some.code, some.ids) == (7, ['mixed-signing'])
    assert "redan undertecknad elektroniskt av Anna Exempel" in some.err
    before = signed_workspace.snapshot()

    everyone = signed_workspace.run('print', '2021')

    assert (everyone.code, everyone.ids) == (7, ['print-signed'])
    assert signed_workspace.snapshot() == before


def test_what_cannot_be_printed_is_named(built_workspace: Workbench, tmp_path: Path) -> None:
    assert built_workspace.run('print', '2021').ids == ['not-fixed']
    assert built_workspace.run('print', '1999').ids == ['period-not-built']
    assert built_workspace.run('fix', '2021').code == 0
    assert built_workspace.run('print', '2021', '--document', 'nix').ids == ['document-unknown']
    missing = tmp_path / 'ingen' / 'mapp.pdf'
    answer = built_workspace.run('print', '2021', '--out', str(missing))
    assert answer.code == 2
    assert answer.ids == ['output-unwritable']
