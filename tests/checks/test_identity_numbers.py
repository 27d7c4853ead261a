"""No personal identity number slips through, and its last digits are never repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.checks.identity_numbers import identity_numbers

if TYPE_CHECKING:
    from .workspaces import Files

NUMBER = '811218-9876'  # the example that Swedish authorities print, belonging to nobody


@pytest.mark.parametrize(
    'written',
    [NUMBER, '811218+9876', '19811218-9876', '198112189876', '811218 - 9876', '811218–9876', '811278-9873'],
)
def test_identity_number_in_a_text(files: Files, written: str) -> None:
    files.outcome['comment'] = f'Den unga ({written}) fick hjälp.'
    seen = [each for each in files.seen() if each.id == 'identity-number']
    assert [(each.severity, each.key) for each in seen] == [('error', 'outcomes[1].comment')]
    assert written[-4:] not in seen[0].what
    assert seen[0].what.endswith("XXXX.")  # the mask for the last four digits


def test_identity_number_in_a_technical_field(files: Files) -> None:
    files.promise['reference_numbers'] = [{'party': 'vik', 'number': NUMBER}]
    assert files.only('identity-number').line == f'number: {NUMBER}'


def test_identity_number_in_a_comment_of_the_file(files: Files) -> None:
    files.write()
    file = files.root / 'data' / 'parties.yaml'
    file.write_text(f'{file.read_text("utf-8")}# fråga {NUMBER}\n', 'utf-8')
    from docgen.checks import check
    from docgen.workspace import load

    (finding,) = check(load(files.root))
    assert finding.place.file == file
    assert finding.place.line == len(file.read_text('utf-8').splitlines())


@pytest.mark.parametrize(
    'text',
    ['811218-9875', '811318-9876', '212000-0365', 'KS/2021:64-045', '2021-12-18', '0152-291 00', '1811218-98761'],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert identity_numbers(text) == []


@given(st.dates(), st.integers(0, 999))
def test_every_valid_number_is_found(day: object, serial: int) -> None:
    digits = f'{str(day)[2:].replace("-", "")}{serial:03}'
    doubled = ''.join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(digits))
    control = -sum(map(int, doubled)) % 10
    number = f'{digits[:6]}-{digits[6:]}{control}'
    valid_century = any(_exists(f'{century}{digits[:6]}') for century in (19, 20))
    assert identity_numbers(f'nr {number}.') == ([number] if valid_century else [])


def _exists(day: str) -> bool:
    import datetime

    try:
        datetime.date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True
