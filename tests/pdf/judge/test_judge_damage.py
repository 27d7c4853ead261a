"""Files that are damaged, cut off or hostile: the judge gives a verdict, and every step names what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.errors import JudgementError
from docgen.pdf.judge.judge import Check, judge
from docgen.pdf.judge.structure_audit import structure_audit
from docgen.pdf.write.finish import DocumentPart, finish

from ..promise import EXPECTED, INFO, checks, made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles

    from ..conftest import Typeset

__all__ = ['made']


def add_javascript(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String('app.alert(1)'))


def drop_claim(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b'<pdfuaid:part>1', b'<pdfuaid:part>2'))


def lose_font_file(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and '/FontFile2' in each:
            del each['/FontFile2']


def lose_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot['/ParentTree']


def leak_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


@pytest.mark.parametrize(
    ('damage', 'check'),
    [
        (add_javascript, Check.PDF_A),
        (drop_claim, Check.PDF_UA),
        (lose_font_file, Check.FONTS),
        (lose_parent_tree, Check.STRUCTURE),
        (leak_page, Check.STRUCTURE),
    ],
)
def test_a_damaged_file_does_not_pass(
    made: Callable[..., Path], tmp_path: Path, damage: Callable[[pikepdf.Pdf], None], check: Check
) -> None:
    out = tmp_path / 'damaged.pdf'
    with pikepdf.open(made()) as pdf:
        damage(pdf)
        pdf.save(out)

    verdict = judge(out, EXPECTED)

    assert not verdict.passed
    assert check in checks(verdict)
    for each in verdict.failures:
        assert "()" not in each.message
        assert ("PDF/A-2a" in each.message) == (each.check is Check.PDF_A)
        assert ("PDF/UA-1" in each.message) == (each.check is Check.PDF_UA)


def crop(pdf: pikepdf.Pdf) -> None:
    """What is seen of the first page ends through its lines."""
    pdf.pages[0].cropbox = Array([0, 0, 300, pdf.pages[0].mediabox[3]])


def shrink(pdf: pikepdf.Pdf) -> None:
    """The first page is too low for all that stands on it."""
    pdf.pages[0].mediabox = Array([0, 600, 595, 842])


def push_aside(pdf: pikepdf.Pdf) -> None:
    """Everything on the page has slid to the left."""
    page = pdf.pages[0]
    page.contents_coalesce()
    page.Contents = pdf.make_stream(b'q 1 0 0 1 -90 0 cm ' + page.Contents.read_bytes() + b' Q')


def push_aside_in_form(pdf: pikepdf.Pdf) -> None:
    """The same, with the page's content in a form that is painted too far to the left."""
    page = pdf.pages[0]
    page.contents_coalesce()
    form = pdf.make_stream(page.Contents.read_bytes())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([-1000, -1000, 2000, 2000])
    form.Resources = page.Resources
    form.Matrix = Array([1, 0, 0, 1, -50, 0])
    page.Resources = Dictionary(XObject=Dictionary(Fm=form))
    page.Contents = pdf.make_stream(b'q 1 0 0 1 -40 0 cm /Fm Do Q')


@pytest.mark.parametrize(
    ('damage', 'words'),
    [
        (crop, "”och listan.”"),
        (shrink, "Två i varje tätort."),
        (push_aside, "Inledning Polisen och kommunen lovar"),
        (push_aside_in_form, "Inledning Polisen och kommunen lovar"),
    ],
)
def test_text_outside_its_page_is_told_with_page_and_words(
    made: Callable[..., Path], tmp_path: Path, damage: Callable[[pikepdf.Pdf], None], words: str
) -> None:
    out = tmp_path / 'cut.pdf'
    with pikepdf.open(made()) as pdf:
        damage(pdf)
        pdf.save(out)

    failures = [failure for failure in judge(out, EXPECTED).failures if failure.check is Check.EDGES]

    assert [failure.page for failure in failures] == [1]
    assert re.fullmatch(
        r'Texten ”.*”( ligger helt eller delvis utanför sidan)(, och så gör \d+ texter till)?\.', failures[0].message
    )
    assert words in failures[0].message


def test_a_turned_page_has_its_text_within(made: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / 'turned.pdf'
    with pikepdf.open(made()) as pdf:
        for page in pdf.pages:
            page.Rotate = 90
        pdf.save(out)

    assert judge(out, EXPECTED).passed


def encrypted(source: Path, out: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner='x', user='y'))


def owner_locked(source: Path, out: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner='x', user=''))


def truncated(source: Path, out: Path) -> None:
    data = source.read_bytes()
    out.write_bytes(data[: len(data) // 3])


def without_pages(source: Path, out: Path) -> None:
    with pikepdf.open(source) as pdf:
        while len(pdf.pages):
            del pdf.pages[0]
        pdf.save(out)


def empty(source: Path, out: Path) -> None:
    out.write_bytes(b'')


def noise(source: Path, out: Path) -> None:
    out.write_bytes(bytes(range(256)) * 40)


def missing(source: Path, out: Path) -> None:
    pass


def circular_pages(source: Path, out: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.Root.Pages.Kids = Array([pdf.Root.Pages])
        pdf.save(out)


HOSTILE = {
    encrypted: 'pdf-encrypted',
    owner_locked: 'pdf-encrypted',
    truncated: 'pdf-unreadable',
    without_pages: 'pdf-without-pages',
    empty: 'pdf-unreadable',
    noise: 'pdf-unreadable',
    missing: 'pdf-missing',
}


@pytest.mark.parametrize('make', [*HOSTILE, circular_pages])
def test_what_cannot_be_opened_gets_a_verdict(typeset: Typeset, tmp_path: Path, make: Any) -> None:
    out = tmp_path / 'hostile.pdf'
    make(typeset(), out)

    verdict = judge(out, EXPECTED)

    assert not verdict.passed
    assert checks(verdict) & {Check.OPENS, Check.PAGES, Check.STRUCTURE}
    assert all(' at 0x' not in failure.message for failure in verdict.failures)
    assert structure_audit(out) != ()


@pytest.mark.parametrize('make', HOSTILE)
def test_what_cannot_be_opened_is_named_before_anything_is_written(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, make: Any
) -> None:
    source, out = tmp_path / 'hostile.pdf', tmp_path / 'out.pdf'
    make(typeset(), source)

    with pytest.raises(JudgementError) as raised:
        finish([DocumentPart(source, "Löfte")], INFO, out, fonts=faces)
    assert raised.value.findings[0].id == HOSTILE[make]
    assert raised.value.findings[0].place.file == source
    assert not out.exists()


def test_a_file_without_tags_is_named(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    source = tmp_path / 'untagged.pdf'
    with pikepdf.open(typeset()) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(source)

    with pytest.raises(JudgementError) as raised:
        finish(
            [DocumentPart(typeset(), "Löfte"), DocumentPart(source, "Bilaga")], INFO, tmp_path / 'out.pdf', fonts=faces
        )
    assert raised.value.findings[0].id == 'pdf-untagged'
    assert Check.STRUCTURE in checks(judge(source, EXPECTED))


def test_no_byte_flipped_makes_the_judge_fall(made: Callable[..., Path], tmp_path: Path) -> None:
    import random

    data = made().read_bytes()
    chance = random.Random(2021)
    out = tmp_path / 'flipped.pdf'
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        out.write_bytes(damaged)
        judge(out, EXPECTED)
        structure_audit(out)
