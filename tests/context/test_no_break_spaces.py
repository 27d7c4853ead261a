"""What a line's end must not part, in texts as they were typed."""

from __future__ import annotations

import pytest
from workbench import PROJECT

from docgen.context import agreement_context, follow_up_context
from docgen.context.shared_context import text_with_no_break_spaces
from docgen.workspace import load


@pytest.mark.parametrize(
    ('typed', 'held'),
    [
        ("senast den 31 december 2021.", "senast den 31~december 2021."),
        ("från den 1 januari till den 2 maj", "från den 1~januari till den 2~maj"),
        ("kommunstyrelsen § 90 och 15 § samt §§ 3–4", "kommunstyrelsen §~90 och 15~§ samt §§~3–4"),
        ("minst 20 % av 25 000 kr", "minst 20~% av 25 000~kr"),
        ("högst 30 km/h", "högst 30~km/h"),
        ("31 kontroller, 2020 januari, 5 marsvin, 3 krogar", "31 kontroller, 2020 januari, 5 marsvin, 3 krogar"),
        ("1.5 april", "1.5 april"),
        ("redan 31\u00a0december", "redan 31~december"),
        ("", ""),
    ],
)
def test_only_what_belongs_together_is_held_together(typed: str, held: str) -> None:
    assert text_with_no_break_spaces(typed) == held.replace('~', '\u00a0')


def test_dates_in_running_texts_are_held_together_in_every_document() -> None:
    workspace = load(PROJECT)
    agreement = str(agreement_context(workspace, workspace.agreements['2020-2023']))
    follow_up = str(follow_up_context(workspace, workspace.follow_ups['2020']))
    for whole in (agreement, follow_up):
        assert "31 december" not in whole
        assert "31\\xa0december" in whole
    assert "§\\xa090" in agreement
