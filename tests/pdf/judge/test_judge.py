from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from docgen.pdf.judge.judge import Check, Expectations, Verdict, judge
from docgen.pdf.structure.page_text import BODY, SIGNATURES

from ..conftest import BODY as BODY_MARKUP
from ..promise import EXPECTED, INFO, TITLE, checks, made
from ..steps import conform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..conftest import Typeset

__all__ = ['made']


@pytest.mark.parametrize('draft', [False, True])
def test_a_good_file_passes(made: Callable[..., Path], draft: bool) -> None:
    path = made(draft=draft)

    verdict = judge(path, EXPECTED)

    assert verdict == Verdict(passed=True, pages=3, failures=(), bytes=path.stat().st_size)


@pytest.mark.parametrize(
    ('change', 'check', 'said'),
    [
        ({'title': "Medborgarlöfte 2022"}, Check.TITLE, "ska vara ”Medborgarlöfte 2022”"),
        ({'language': 'en-GB'}, Check.LANGUAGE, "”sv-SE”"),
        ({'fonts': frozenset({'SourceSerifPro'})}, Check.FONTS, "SourceSansPro-Regular"),
        ({'outline': ("Underskrifter", "Inledning")}, Check.OUTLINE, "”Inledning”"),
        ({'outline': ("Något annat",)}, Check.OUTLINE, "”Något annat”"),
        ({'min_pages': 4, 'max_pages': None}, Check.PAGES, "minst 4"),
        ({'max_pages': 2}, Check.PAGES, "högst 2"),
        ({'texts': ("Minst fem trygghetsvandringar.",)}, Check.TEXT, "”Minst fem trygghetsvandringar.” saknas"),
        ({'texts': ("x" * 300,)}, Check.TEXT, f"”{'x' * 60} …” saknas"),
        ({'texts_by_part': {SIGNATURES: (("Inledning",),)}}, Check.TEXT, "på fel plats"),
        ({'texts_by_part': {BODY: (("Anna Exempel",),)}}, Check.TEXT, "på fel plats"),
        ({'texts_by_part': {'B1-': (("Två i varje tätort.",),)}}, Check.TEXT, "på fel plats"),
        ({'texts_by_part': {'B2-': (("Utfall",),)}}, Check.TEXT, "på fel plats"),
        (
            {'texts_by_part': {SIGNATURES: (("Anna Exempel", "Testköpings kommun"),)}},
            Check.TEXT,
            "”Testköpings kommun” finns inte som en egen text efter ”Anna Exempel”, där den ska stå.",
        ),
        ({'texts_by_part': {SIGNATURES: (("Exempel",),)}}, Check.TEXT, "”Exempel” finns inte som en egen text."),
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
