"""Swedish as written and as read."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from docgen.checks.plain_language import lix
from docgen.model import Period
from docgen.swedish import (
    NumberKind,
    Qualifier,
    file_size,
    find_dates,
    find_numbers,
    iso_date,
    join_list,
    length_text,
    long_date,
    months_text,
    number,
    number_words,
    parse_number,
    percent,
    period_text,
    plural,
    slug,
)

NB = '\u00a0'


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_a_day_in_text_holds_day_and_month_together() -> None:
    assert long_date(day('2021-04-28')) == f"28{NB}april 2021"
    assert long_date(day('2021-03-01')) == f"1{NB}mars 2021"


def test_a_day_in_a_table_is_iso() -> None:
    assert iso_date(day('2021-04-28')) == '2021-04-28'


@pytest.mark.parametrize(
    ('start', 'end', 'text'),
    [
        ('2021-01-01', '2021-12-31', "2021"),
        ('2020-01-01', '2023-12-31', "2020–2023"),
        ('2021-10-01', '2022-10-31', f"1{NB}oktober 2021–31{NB}oktober 2022"),
        ('2021-01-01', '2021-06-30', f"1{NB}januari 2021–30{NB}juni 2021"),
        ('2021-04-28', '2021-04-28', f"28{NB}april 2021"),
        ('2021-01-01', None, f"från och med den 1{NB}januari 2021"),
    ],
)
def test_a_period_is_as_short_as_it_can_be(start: str, end: str | None, text: str) -> None:
    assert period_text(Period(start=day(start), end=None if end is None else day(end))) == text


@pytest.mark.parametrize(
    ('start', 'end', 'text'),
    [
        ('2021-01-01', '2021-12-31', "ett år"),
        ('2020-01-01', '2023-12-31', "fyra år"),
        ('2021-10-01', '2022-10-31', "13 månader"),
        ('2021-10-01', '2022-02-28', "fem månader"),
        ('2021-03-01', '2021-08-31', "sex månader"),
        ('2021-02-01', '2021-02-28', "en månad"),
        ('2021-02-02', '2022-02-01', ''),
        ('2021-01-01', '2021-12-30', ''),
        ('2021-01-01', None, ''),
    ],
)
def test_only_whole_months_and_years_have_a_length_in_words(start: str, end: str | None, text: str) -> None:
    assert length_text(Period(start=day(start), end=None if end is None else day(end))) == text


@pytest.mark.parametrize(
    ('start', 'end', 'plain', 'with_year'),
    [
        ('2018-05-01', '2018-07-31', 'maj-juli', 'maj-juli-2018'),
        ('2018-05-15', '2018-07-31', '15-maj-31-juli', '15-maj-31-juli-2018'),
        ('2018-05-01', '2018-07-30', '1-maj-30-juli', '1-maj-30-juli-2018'),
        ('2018-05-01', '2018-05-31', 'maj', 'maj-2018'),
        ('2018-05-02', '2018-05-31', '2-maj-31-maj', '2-maj-31-maj-2018'),
        ('2018-05-01', '2019-05-31', 'maj-2018-maj-2019', 'maj-2018-maj-2019'),
        ('2018-05-01', None, '1-maj-1-maj', '1-maj-1-maj-2018'),
    ],
)
def test_a_period_in_a_file_name_is_its_months(start: str, end: str | None, plain: str, with_year: str) -> None:
    period = Period(start=day(start), end=None if end is None else day(end))
    assert (months_text(period, year=False), months_text(period, year=True)) == (plain, with_year)


@pytest.mark.parametrize(
    ('value', 'text'),
    [
        (0, "0"),
        (999, "999"),
        (1234, f"1{NB}234"),
        (1234567, f"1{NB}234{NB}567"),
        (Decimal('0.77'), "0,77"),
        (Decimal('4.0'), "4"),
        (Decimal('1E+3'), f"1{NB}000"),
        (Decimal('1234.50'), f"1{NB}234,5"),
        (Decimal('0.7717171717'), "0,7717171717"),
    ],
)
def test_a_number_has_decimal_comma_and_no_break_spaces(value: Decimal | int, text: str) -> None:
    assert number(value) == text


def test_a_number_is_written_as_babel_writes_it() -> None:
    for value in (*range(-3, 1003), *map(Decimal, ('-0', '0.5', '999.9', '12.50', '1E+2', '1E+3'))):
        exact = int(value) if value == int(value) else value.normalize()
        assert number(value) == format_decimal(exact, locale='sv', decimal_quantization=False)


def test_small_numbers_are_words() -> None:
    assert [number_words(value) for value in (0, 1, 2, 7, 12, 13, 1000)] == [
        "noll", "ett", "två", "sju", "tolv", "13", f"1{NB}000",
    ]  # fmt: skip


def test_percent_has_a_no_break_space() -> None:
    assert percent(57) == f"57{NB}%"
    assert percent(Decimal('12.5')) == f"12,5{NB}%"


@pytest.mark.parametrize(
    ('size', 'text'),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (168_000, "168 kB"),
        (168_499, "168 kB"),
        (168_500, "169 kB"),
        (874_000, "874 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_250_000, "1,3 MB"),
        (1_300_000, "1,3 MB"),
        (12_345_678, "12,3 MB"),
    ],
)
def test_a_file_size_is_what_a_link_says(size: int, text: str) -> None:
    assert file_size(size) == text.replace(' ', NB)


def test_lists_end_with_och() -> None:
    assert [join_list(items) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"], ["{0}", "%s", "{x}"])] == [
        "", "A", "A och B", "A, B och C", "{0}, %s och {x}",
    ]  # fmt: skip


def test_the_plural_is_for_all_but_one() -> None:
    assert [plural(count, "löfte", "löften") for count in (0, 1, 2, Decimal('1.5'))] == [
        "löften", "löfte", "löften", "löften",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('text', 'name'),
    [
        ("Medborgarlöfte 2021", 'medborgarlofte-2021'),
        ("Åre – Östersund & Ängelholm", 'are-ostersund-angelholm'),
        ("Café_Ünal  (1)", 'cafe-unal-1'),
        ("Ærø, Łódź", 'aero-lodz'),
        ("–", ''),
    ],
)
def test_a_name_is_safe_for_files_and_links(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_any_text_gives_a_safe_name(text: str) -> None:
    assert re.fullmatch(r'([a-z0-9]+(-[a-z0-9]+)*)?', slug(text))
    assert slug(slug(text)) == slug(text)


def test_lix_counts_words_sentences_and_long_words() -> None:
    assert lix("Vi lovar trygghet. Det gör vi.") == pytest.approx(6 / 2 + 100 / 6)
    assert lix("") == lix("– …") == 0.0


def test_lix_knows_that_an_abbreviation_ends_no_sentence() -> None:
    assert lix("Vi går t.ex. ut kl. 21.") == pytest.approx(6)


def test_lix_takes_paragraphs_and_a_lead_in_for_sentences() -> None:
    assert lix("Vi lovar:\n\nen gata\n\nett torg") == pytest.approx(6 / 3)


A, MOST, MORE, LESS, ABOUT = (
    Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.ABOUT,
)  # fmt: skip


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ("minst fyra trygghetsvandringar", [('4', A)]),
        ("Minst 4 stycken", [('4', A)]),
        ("minst\u00a04", [('4', A)]),
        ("minst **fyra** gånger", [('4', A)]),
        ("inte färre än fyra", [('4', A)]),
        ("fyra eller fler", [('4', A)]),
        ("fyra gånger eller fler", [('4', A)]),
        ("minst i genomsnitt två", [('2', A)]),
        ("högst två", [('2', MOST)]),
        ("max. 3", [('3', MOST)]),
        ("upp till 1,5 timmar", [('1.5', MOST)]),
        ("inte fler än sex", [('6', MOST)]),
        ("fler än 20", [('20', MORE)]),
        ("över 2000 besökare", [('2000', MORE)]),
        ("färre än tio", [('10', LESS)]),
        ("cirka 40 timmar", [('40', ABOUT)]),
        ("ca. 1 234,5 kr", [('1234.5', ABOUT)]),
        ("ett tiotal möten", [('10', ABOUT)]),
        ("ett dussin möten", [('12', None)]),
        ("tjugofem besök och tjugoen samtal", [('25', None), ('21', None)]),
        ("71 kontroller på 92 dagar", [('71', None), ('92', None)]),
        ("minst en vandring", [('1', A)]),
        ("exakt ett möte", [('1', None)]),
        ("en enda gång", [('1', None)]),
        ("en till två gånger", [('1', None), ('2', None)]),
        ("en kväll och ett par möten över en dag", []),
        ("köp av sex och sex kontroller", [('6', None)]),
        ("tre–fyra möten, 2–3 kvällar", [('3', None), ('4', None), ('2', None), ('3', None)]),
        ("femtonåringar, tvåa, attack, entré, treenighet", []),
        ("", []),
    ],
)
def test_numbers_and_their_qualifiers_are_read(text: str, found: list[tuple[str, Qualifier | None]]) -> None:
    amounts = [(item.value, item.qualifier) for item in find_numbers(text) if item.is_amount]
    assert amounts == [(Decimal(value), qualifier) for value, qualifier in found]


@pytest.mark.parametrize(
    ('text', 'kind'),
    [
        ("under 2021", NumberKind.YEAR),
        ("2020–2023", NumberKind.YEAR),
        ("den 28 april 2021", NumberKind.DATE),
        ("1–15 maj", NumberKind.DATE),
        ("2021-04-28", NumberKind.DATE),
        ("15–18-åringar", NumberKind.AGE),
        ("ungdomar mellan 15 och 18 år", NumberKind.AGE),
        ("under 18 år", NumberKind.AGE),
        ("en 15-årig pojke", NumberKind.AGE),
        ("klockan 21.00", NumberKind.TIME),
        ("kl. 21–03", NumberKind.TIME),
        ("§ 90", NumberKind.REFERENCE),
        ("dnr KS/2020:117", NumberKind.REFERENCE),
        ("vecka 44", NumberKind.REFERENCE),
        ("årskurs 7–9", NumberKind.REFERENCE),
        ("ring 114 14", NumberKind.REFERENCE),
        ("se löfte 3", NumberKind.REFERENCE),
    ],
)
def test_what_is_no_amount_is_named(text: str, kind: NumberKind) -> None:
    found = find_numbers(text)
    assert found
    assert {item.kind for item in found} == {kind}


def test_a_share_is_told_from_a_count() -> None:
    assert [item.kind for item in find_numbers("varav minst 20 % av 10, alltså tjugo procent")] == [
        NumberKind.PERCENT, NumberKind.AMOUNT, NumberKind.PERCENT,
    ]  # fmt: skip


def test_a_duration_in_years_is_an_amount() -> None:
    assert [item.is_amount for item in find_numbers("under fyra år")] == [True]


@given(st.decimals(0, 10**9, places=2))
def test_every_number_written_is_read_back(value: Decimal) -> None:
    written = number(value)
    assert parse_number(written) == value
    (found,) = find_numbers(f"minst {written} timmar")
    assert (found.value, found.qualifier, found.kind) == (value, Qualifier.AT_LEAST, NumberKind.AMOUNT)


def test_every_ten_is_read_in_words() -> None:
    tens = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
    assert [parse_number(word) for word in tens] == [20, 30, 40, 50, 60, 70, 80, 90]
    assert [parse_number(f'{word}fem') for word in tens] == [25, 35, 45, 55, 65, 75, 85, 95]
    assert parse_number("aderton") == 18


def test_every_day_of_the_month_is_a_date() -> None:
    for text, day in (("1 maj", 1), ("den 1 maj", 1), ("31 maj", 31), ("9 maj 2021", 9)):
        assert [(each.day, each.month) for each in find_dates(text)] == [(day, 5)], text


@given(st.integers(0, 99), st.sampled_from(["minst", "högst", "cirka", "fler än"]))
def test_words_and_digits_say_the_same(value: int, qualifier: str) -> None:
    (words,) = find_numbers(f"{qualifier} {number_words(value)} möten")
    (digits,) = find_numbers(f"{qualifier} {value} stycken")
    assert (words.value, words.qualifier) == (digits.value, digits.qualifier)


PIECES = [
    "minst", "högst", "ca.", "över", "en", "ett", "fyra", "sex", "4", "1", "234", "2021", "maj", "15–18", "-åringar",
    "%", "§", ".", ",", ":", "/", "–", "-", "år", "ring", "kl", "(", "*", NB, "²",
]  # fmt: skip
SWEDISH = st.lists(st.sampled_from(PIECES)).map(' '.join)


@given(st.one_of(st.text(), SWEDISH))
def test_offsets_point_at_the_numbers_in_any_text(text: str) -> None:
    end = 0
    for item in find_numbers(text):
        assert end <= item.start < item.end <= len(text)
        assert parse_number(text[item.start : item.end]) == item.value
        end = item.end
    lix(text)


@pytest.mark.parametrize('text', ["1 ", "ring 1", "minst ", "en ", "1-", "x ring " + "1" * 33 + ". 5 ", "a:1."])
def test_a_long_hostile_text_is_read_in_a_moment(text: str) -> None:
    """Longer than any text may be: what took the square of the time would not end."""
    long = text * (50_000 // len(text))
    assert find_numbers(long) is not None
    assert lix(long) >= 0


def test_importing_swedish_costs_no_babel() -> None:
    script = "import sys, docgen.swedish; print('babel' in sys.modules)"
    assert (
        subprocess.run([sys.executable, '-c', script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
