"""The days and years that the texts tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .workspaces import Files


@pytest.mark.parametrize(
    ('text', 'why'),
    [
        ("Kampanjen pågår till och med den 31 juni.", "Juni har 30 dagar."),
        ("Mötet hålls 30 februari.", "Februari har 29 dagar."),
        ("Mötet hålls den 29 februari 2021.", "Februari 2021 har 28 dagar."),
        ("Mötena hålls 28–31 september.", "September har 30 dagar."),
        ("Svar lämnas den 32\u00a0maj.", "Maj har 31 dagar."),
        ("Svar lämnas senast 2021-06-31.", "Juni 2021 har 30 dagar."),
    ],
)
def test_a_day_that_does_not_exist(files: Files, text: str, why: str) -> None:
    files.promise['introduction'] = text
    [found] = files.findings()
    assert (found.id, found.severity.value, found.why) == ('text-impossible-date', 'error', why)
    assert found.place.key == 'introduction'


@pytest.mark.parametrize(
    'text',
    [
        "Mötet hålls den 29 februari.",
        "Mötet hålls den 29 februari 2020 och den 31 maj.",
        "Ärendet har diarienummer KS/2021:31 juni var en bra månad.",
        "Under vecka 45 maj och juni räknas in.",
        "Svar lämnas 2021-06-30.",
        "Vi har 31 juni-möten.",
    ],
)
def test_other_numbers_before_months_are_let_be(files: Files, text: str) -> None:
    files.promise['introduction'] = text
    assert [each.id for each in files.seen()] == []


def test_an_impossible_day_in_a_question_is_found_where_it_stands(files: Files) -> None:
    files.commitment['questions'] = [{'question': "När sker det?", 'answer': "Det sker senast den 31 juni i år."}]
    seen = files.only('text-impossible-date')
    assert (seen.file, seen.line) == ('2021.yaml', 'answer: Det sker senast den 31 juni i år.')
    assert seen.what == "Texten har ett datum som inte finns: ”Det sker senast den 31 juni i år.”."


def test_lead_in_of_the_year_before(files: Files) -> None:
    files.promise['lead_in'] = "Vi lovar under 2020:"
    seen = files.only('year-outside-period')
    assert (seen.severity, seen.line) == ('warning', "lead_in: 'Vi lovar under 2020:'")
    assert seen.what == "Texten nämner 2020, men perioden är 2021-01-01–2021-12-31: ”Vi lovar under 2020:”."


@pytest.mark.parametrize('name', ['agreements/2020-2023', 'promises/2021', 'follow-ups/2020'])
def test_title_of_another_year(files: Files, name: str) -> None:
    files[name]['title'] = "Dokumentet 2017–2019"
    assert files.only('year-outside-period').line == 'title: Dokumentet 2017–2019'


def test_introduction_of_the_follow_up_of_the_year_before(files: Files) -> None:
    files.follow_up['introduction'] = "Här redovisar vi löftena från 2019."
    assert files.only('year-outside-period').file == '2020.yaml'


def test_commitment_promised_for_the_year_before(files: Files) -> None:
    files.commitment['text'] += " Det sker under 2020."
    files.promise['commitments'][1]['when'] = 'senast den 31 december 2020'
    assert [(each.id, each.key) for each in files.seen()] == [
        ('year-outside-period', 'commitments[1].text'),
        ('year-outside-period', 'commitments[2].when'),
    ]


@pytest.mark.parametrize(
    'text',
    [
        " Det är fler än under 2020.",
        " Arbetet började 2019.",
        " Det som ställdes in under 2020 görs under 2021.",
        " Arbetet pågår under 2020–2022.",
    ],
)
def test_a_commitment_may_name_other_years(files: Files, text: str) -> None:
    files.commitment['text'] += text
    assert files.seen() == []


@pytest.mark.parametrize(
    ('text', 'what'),
    [
        (
            "Löftet gäller från och med den 1 januari 2020 till och med den 31 december 2021.",
            "Texten om giltighet nämner 2020-01-01, men perioden i ”Medborgarlöfte 2021” börjar 2021-01-01.",
        ),
        (
            "Löftet gäller fr.o.m. 1 januari 2021 t.o.m. 31 december 2022.",
            "Texten om giltighet nämner 2022-12-31, men perioden i ”Medborgarlöfte 2021” slutar 2021-12-31.",
        ),
    ],
)
def test_validity_of_other_days_than_the_period(files: Files, text: str, what: str) -> None:
    files.promise['validity'] = text
    seen = files.only('validity-disagrees')
    assert (seen.severity, seen.what) == ('warning', what)


def test_validity_with_an_end_of_an_agreement_without(files: Files) -> None:
    agreement = files['agreements/2020-2023']
    del agreement['period']['end']
    agreement['validity'] = "Överenskommelsen gäller från 1 januari 2020 till 31 december 2023."
    assert files.only('validity-disagrees').what.endswith("har inget slut.")


def test_validity_may_name_other_days(files: Files) -> None:
    files.promise['validity'] = (
        "Löftet gäller från och med den 1 januari 2021 till och med den 31 december 2021. "
        "Parterna träffas från den 1 oktober 2021 och skriver nästa löfte."
    )
    assert files.seen() == []
