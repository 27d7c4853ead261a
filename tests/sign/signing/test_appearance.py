"""What is seen of electronic signatures: in narrow blocks, with long names, for one to five signatories."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from verapdf.verapdf import validate

from docgen import fonts
from docgen.pdf.write.signature_appearance import FontFiles, SignatureText, draw_appearance
from docgen.swedish.clock import moment_text

from ..signatories import by, events, signed_file, trusting

if TYPE_CHECKING:
    from pki.authority import Pki
    from workbench import Workbench

ISSUER = "Testmyndigheten Personlig CA"
MOMENT = "24 november 2026 kl. 01.12 (UTC+1)"
LONG_NAME = "Øyvind Fiktiv von Påhittad-Exempelsson af Testköping och Provlanda"
LONG_ISSUER = "Myndigheten för mycket kvalificerade elektroniska underskrifter och stämplar i Provlanda, CA 3"


def lines_of(page: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(page)
    text: str = pdf[0].get_textpage().get_text_range()
    return [line.strip() for line in text.splitlines() if line.strip()]


def ink_of(page: bytes) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is painted, in points from the lower left corner."""
    pdf = pypdfium2.PdfDocument(page)
    picture = pdf[0].render(scale=4, grayscale=True).to_pil()
    left, top, right, bottom = picture.point(lambda value: 255 if value < 200 else 0).getbbox()
    return left / 4, (picture.height - bottom) / 4, right / 4, (picture.height - top) / 4


def drawn(name: str, issuer: str, width: float, height: float) -> bytes:
    faces = FontFiles(fonts.ttf('Source Sans Pro'), fonts.ttf('Source Sans Pro', bold=True))
    return draw_appearance(SignatureText(name, MOMENT, issuer), width, height, fonts=faces)


@pytest.mark.parametrize('size', [(212, 56), (160, 34), (260, 40)])
@pytest.mark.parametrize(('name', 'issuer'), [("Anna Exempel", ISSUER), (LONG_NAME, LONG_ISSUER), ("Åsa Ö", "")])
def test_all_is_seen_inside_the_block_and_over_the_line(name: str, issuer: str, size: tuple[int, int]) -> None:
    page = drawn(name, issuer, *size)
    text = ' '.join(lines_of(page))
    for each in ("Undertecknad elektroniskt", name, MOMENT, issuer):
        assert each in text
    left, bottom, right, top = ink_of(page)
    assert bottom >= 2.5, "the signature line lies at the lower edge"
    assert (left >= 0, right <= size[0], top <= size[1]) == (True, True, True)


def test_what_can_never_fit_is_cut_with_an_ellipsis() -> None:
    page = drawn("A" * 400, "B" * 400, 160, 34)
    assert sum(line.endswith('…') for line in lines_of(page)) == 2
    assert ink_of(page)[3] <= 34


def test_characters_that_the_font_lacks_are_shown_as_question_marks() -> None:
    assert lines_of(drawn("Anna Exempel", "日本 CA", 212, 56))[-1] == "Certifikat från ?? CA"


def test_the_same_signature_looks_the_same_to_the_byte() -> None:
    assert drawn("Anna Exempel", ISSUER, 212, 56) == drawn("Anna Exempel", ISSUER, 212, 56)


def test_every_font_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(drawn("Anna Exempel", ISSUER, 212, 56))) as pdf:
        for font in pdf.pages[0].obj.Resources.Font.values():
            assert '/FontFile2' in font.FontDescriptor


def test_the_moment_is_told_with_its_time_zone() -> None:
    winter = datetime.datetime(2026, 1, 24, 0, 12, tzinfo=datetime.UTC)
    summer = datetime.datetime(2026, 7, 3, 21, 5, tzinfo=datetime.UTC)
    here = ZoneInfo('Europe/Stockholm')
    assert moment_text(winter.astimezone(here)) == "24\u00a0januari 2026 kl. 01.12 (UTC+1)"
    assert moment_text(summer.astimezone(here)) == "3\u00a0juli 2026 kl. 23.05 (UTC+2)"
    assert moment_text(winter) == "24\u00a0januari 2026 kl. 00.12 (UTC)"


def test_five_signatories_sign_in_any_order_but_the_last(workspace: Workbench, pki: Pki) -> None:
    """Whoever closes waits for the others, who come as they like."""
    workbench = trusting(workspace, pki)
    people = {
        'kommunen': (pki.anna, 'strangnas', "kommundirektör"),
        'kommunen-2': (pki.olle, 'strangnas', "handläggare"),
        'kommunen-3': (pki.anna, 'strangnas', "ordförande i rådet för trygghet och brottsförebyggande arbete"),
        'polisen-2': (pki.olle, 'polisen', "kommunpolis"),
        'polisen': (pki.erik, 'polisen', "lokalpolisområdeschef"),
    }
    more = ''.join(
        f"  - party: {party}\n    role: {role}\n    name: {person.name}\n    title: {title}\n"
        for role, (person, party, title) in people.items()
        if '-' in role
    )
    workbench.replace('promises/2021.yaml', 'signatories:\n', f'signatories:\n{more}')
    assert workbench.run('fix', '2021').code == 0

    def sign(role: str) -> int:
        return workbench.run('sign', '2021', '--as', role, *by(people[role][0])).code

    order = [slot['role'] for slot in events(workbench)[0]['details']['slots']]
    assert sorted(order) == sorted(people)
    assert sign(order[-1]) == 7
    turns = [order[2], order[0], order[3], order[1]]
    assert [sign(role) for role in turns] == [0, 0, 0, 0]
    assert sign(order[-1]) == 0
    roles = [each['details']['role'] for each in events(workbench) if each['kind'] == 'signed']
    assert roles == [*turns, order[-1]]
    assert validate([signed_file(workbench)])[signed_file(workbench)].rules == []
