from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.errors import JudgementError
from docgen.pdf.assemble import Part, assemble
from docgen.pdf.audit import structure_audit
from docgen.pdf.conform import DocumentInfo, conform
from docgen.pdf.draft import mark_draft
from docgen.pdf.finish import finish
from docgen.pdf.judge import Check, Expectations, Verdict, judge
from docgen.pdf.parts import BODY, SIGNATURES
from docgen.pdf.stamp import Room, SignatureBlock, stamp

from .conftest import APPENDIX
from .conftest import BODY as BODY_MARKUP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgen.pdf.lettering import FontFiles

    from .conftest import Typeset

TITLE = "Medborgarlöfte 2021"
INFO = DocumentInfo(TITLE, "Testköpings kommun", "", (), datetime.date(2021, 3, 11))
BLOCK = SignatureBlock("Testköpings kommun", "Anna Exempel", "kommundirektör", "", "")
EXPECTED = Expectations(
    title=TITLE,
    language='sv-SE',
    texts=("Polisen och kommunen lovar att läsa hela löftet och listan.", "EPA-traktorer och mopedbilar."),
    fonts=frozenset({'SourceSansPro'}),
    outline=("Inledning", "Underskrifter", "Bilaga 1", "Utfall"),
    min_pages=3,
    max_pages=3,
    texts_by_part={
        BODY: ("Minst fyra trygghetsvandringar.", "Två i varje tätort."),
        SIGNATURES: ("Anna Exempel", "kommundirektör", "Testköpings kommun"),
        'B1-': ("Uppföljning av löftet", "Enligt mötet."),
    },
)


@pytest.fixture
def made(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> Callable[..., Path]:
    """A function that makes a finished promise with its appendix out of the given body."""

    def finished(markup: str = BODY_MARKUP, *, draft: bool = False) -> Path:
        out = tmp_path / 'whole.pdf'
        finish(
            [Part(typeset(markup), "Löfte"), Part(typeset(APPENDIX, 'one.pdf'), "Bilaga 1", 'B1-')],
            INFO,
            out,
            fonts=faces,
            blocks=[BLOCK],
            room=Room(1, 70, 90, 453, 400),
            draft=draft,
        )
        return out

    return finished


def checks(verdict: Verdict) -> set[Check]:
    return {failure.check for failure in verdict.failures}


@pytest.mark.parametrize('draft', [False, True])
def test_a_good_file_passes(made: Callable[..., Path], draft: bool) -> None:
    path = made(draft=draft)

    verdict = judge(path, EXPECTED)

    assert verdict == Verdict(passed=True, pages=3, failures=(), bytes=path.stat().st_size)


@pytest.mark.parametrize(
    ('change', 'check', 'said'),
    [
        ({'title': "Medborgarlöfte 2022"}, Check.TITLE, "ska vara \"Medborgarlöfte 2022\""),
        ({'language': 'en-GB'}, Check.LANGUAGE, "\"sv-SE\""),
        ({'fonts': frozenset({'SourceSerifPro'})}, Check.FONTS, "SourceSansPro-Regular"),
        ({'outline': ("Underskrifter", "Inledning")}, Check.OUTLINE, "\"Inledning\""),
        ({'outline': ("Något annat",)}, Check.OUTLINE, "\"Något annat\""),
        ({'min_pages': 4, 'max_pages': None}, Check.PAGES, "minst 4"),
        ({'max_pages': 2}, Check.PAGES, "högst 2"),
        ({'texts': ("Minst fem trygghetsvandringar.",)}, Check.TEXT, "\"Minst fem trygghetsvandringar.\" saknas"),
        ({'texts': ("x" * 300,)}, Check.TEXT, f"\"{'x' * 60} …\" saknas"),
        ({'texts_by_part': {SIGNATURES: ("Inledning",)}}, Check.TEXT, "på fel plats"),
        ({'texts_by_part': {BODY: ("Anna Exempel",)}}, Check.TEXT, "på fel plats"),
        ({'texts_by_part': {'B1-': ("Två i varje tätort.",)}}, Check.TEXT, "på fel plats"),
        ({'texts_by_part': {'B2-': ("Utfall",)}}, Check.TEXT, "på fel plats"),
    ],
)
def test_what_is_not_as_expected_is_told(
    made: Callable[..., Path], change: dict[str, Any], check: Check, said: str
) -> None:
    verdict = judge(made(), dataclasses.replace(EXPECTED, **change))

    assert not verdict.passed
    assert checks(verdict) == {check}
    assert said in verdict.failures[0].message


def test_a_paragraph_over_two_pages_is_found_in_spite_of_header_and_footer(
    made: Callable[..., Path],
) -> None:
    words = ' '.join(f"samverkansöverenskommelse{number}" for number in range(700))

    verdict = judge(
        made(f"= Lång\n{words}\n= Underskrifter\nHär."),
        dataclasses.replace(EXPECTED, texts=(words,), texts_by_part={}, outline=(), max_pages=None),
    )

    assert verdict.pages > 3
    assert verdict.failures == ()


def test_a_placeholder_left_is_found_and_one_of_the_data_is_not(made: Callable[..., Path]) -> None:
    path = made(BODY_MARKUP + '\n#("{{ namn }}") och #("{% if %}")')

    verdict = judge(path, EXPECTED)

    assert checks(verdict) == {Check.LEFTOVER}
    assert "{{ namn }} och {% if %}" in verdict.failures[0].message
    assert judge(path, dataclasses.replace(EXPECTED, literal_braces=2)).passed


def test_a_placeholder_in_the_header_is_found(typeset: Typeset, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'
    conform(typeset('#set page(header: [#("{{ dnr }}")])\n= Rubrik'), INFO, out)

    verdict = judge(out, Expectations(TITLE, 'sv-SE', (), frozenset({'SourceSansPro'}), ()))

    assert checks(verdict) == {Check.LEFTOVER}


def test_a_marked_gap_is_for_drafts_only(made: Callable[..., Path]) -> None:
    path = made(BODY_MARKUP + "\n#(\"[saknas: parter.polisen.adress]\")", draft=True)

    assert checks(judge(path, EXPECTED)) == {Check.LEFTOVER}
    assert judge(path, dataclasses.replace(EXPECTED, gaps=True)).passed


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
def test_what_cannot_be_opened_is_named_by_every_step(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, make: Any
) -> None:
    source, out = tmp_path / 'hostile.pdf', tmp_path / 'out.pdf'
    make(typeset(), source)
    steps: list[Callable[[], object]] = [
        lambda: stamp(source, [BLOCK], Room(0, 70, 90, 453, 400), out, fonts=faces),
        lambda: assemble([Part(source, "Löfte")], out),
        lambda: conform(source, INFO, out),
        lambda: mark_draft(source, out, fonts=faces),
    ]

    for step in steps:
        with pytest.raises(JudgementError) as raised:
            step()
        assert raised.value.findings[0].id == HOSTILE[make]
        assert raised.value.findings[0].place.file == source
        assert not out.exists()


def test_a_file_without_tags_is_named_by_every_step(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    source, out = tmp_path / 'untagged.pdf', tmp_path / 'out.pdf'
    with pikepdf.open(typeset()) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(source)

    steps: list[Callable[[], object]] = [
        lambda: conform(source, INFO, out),
        lambda: mark_draft(source, out, fonts=faces),
        lambda: assemble([Part(source, "Löfte")], out),
    ]
    for step in steps:
        with pytest.raises(JudgementError) as raised:
            step()
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
