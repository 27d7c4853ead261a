"""Small defects of text, with the text as it should be: rule 6."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.checks.text_defects import defects

if TYPE_CHECKING:
    from .workspaces import Files


@pytest.mark.parametrize(
    ('text', 'finding_id', 'right'),
    [
        ('Buller från EPA- traktorer stör', 'text-hyphen-space', 'EPA-traktorer'),
        ('Buller från EPA -traktorer stör', 'text-hyphen-space', 'EPA-traktorer'),
        ('Buller , fart och oro', 'text-space-before-comma', 'Buller, fart'),
        ('Kommunen  och Polisen', 'text-double-space', 'Kommunen och'),
        ('Kommunen\toch Polisen', 'text-tab', 'Kommunen och'),
        ('Vi kallar det "lugna gatan" här', 'text-straight-quote', '”lugna gatan”'),
        ('Vi kallar det “lugna gatan” här', 'text-straight-quote', '”lugna gatan”'),
        ("Det är Lars' gata och Jonas'gård", 'text-straight-quote', 'Lars’ gata'),
        ('Överenskommelsen 2020-2023 gäller', 'text-interval-hyphen', '2020–2023'),
        ('Unga i åldern 15-18 år', 'text-interval-hyphen', '15–18 år'),
        ('Unga i åldern 15 - 18 år', 'text-interval-hyphen', '15–18 år'),
        ('Klockan 18.00-21.30 varje fredag', 'text-interval-hyphen', '18.00–21.30'),
        ('Under mars-maj varje år', 'text-interval-hyphen', 'mars–maj'),
        ('Öppet måndag-fredag hela året', 'text-interval-hyphen', 'måndag–fredag'),
        ('Vi gick runt - och lyssnade', 'text-dash-hyphen', 'runt – och'),
        ('Buller, fart, oro ...', 'text-three-dots', 'oro …'),
        ('Trygg\u00adhet och\u200b lugn', 'text-invisible', 'Trygghet och lugn'),
        ('Det lokala Brå träffas ofta', 'text-council-name', 'lokala BRÅ'),
        ('Enligt myndigheten BRÅ ökar brotten', 'text-council-name', 'myndigheten Brå'),
    ],
)
def test_defect_is_shown_and_mended(files: Files, text: str, finding_id: str, right: str) -> None:
    files.promise['introduction'] = text
    seen = files.only(finding_id)
    assert (seen.severity, seen.file) == ('warning', '2021.yaml')
    assert seen.line.startswith('introduction:')
    assert right in seen.do
    assert seen.what.startswith("Texten har ")
    assert '\t' not in seen.what


@pytest.mark.parametrize(
    'text',
    [
        'För- och nackdelar, kommun-, skol- och polisfrågor, in- respektive utbrott, mc- samt mopedbuller.',
        'EPA-traktorer kör 2020–2023, kl. 18.00–21.30, för 15–18-åringar – och andra.',
        'Skriv till trygghet-vik@vik.example eller se https://vik.example/lofte-2020-2023/ för mer.',
        'Dnr KS/2020:87-045 och diarienummer 2020-2023 samt A123.456-789/2020.',
        'Den 2021-04-28 ringde vi 0152-291 00 och 08-123 45 67.',
        '”Så här” skriver vi … med § 90, 5 §, 3:1 och -5 grader.',
        'Brottsförebyggande rådet (BRÅ) följer råd från Brå.',
        'Första stycket.\n\nAndra stycket.\nNy rad: så. Matchen slutade 3-1.',
    ],
)
def test_correct_swedish_is_left_alone(files: Files, text: str) -> None:
    files.promise['introduction'] = text
    assert files.seen() == []


def test_many_of_a_kind_are_one_finding(files: Files) -> None:
    files.promise['introduction'] = '"Här" och "där" och "överallt"'
    seen = files.only('text-straight-quote')
    assert seen.what.endswith("Det finns på 6 ställen i texten.")


def test_technical_fields_are_exempt(files: Files) -> None:
    files.promise['reference_numbers'] = [{'party': 'vik', 'number': 'KS 2020-2023  "x" , 15-18'}]
    files['parties']['parties'][0]['organisation_number'] = '212000-0365'
    assert files.seen() == []


@given(st.text(alphabet='aåB1290 \u00a0\n\t-–,.:;"\'…@/()', max_size=40))
def test_following_the_advice_ends_with_a_faultless_text(text: str) -> None:
    for _ in range(len(text) + 2):
        found = [each for matches in defects(text).values() for each in matches]
        if not found:
            return
        defect, match = found[0]
        text = text[: match.start()] + defect.better(match) + text[match.end() :]
    pytest.fail(f'still defective: {text!r}')


@pytest.mark.parametrize('unit', ['/', '@', ' ', 'a- ', '1-', '"', 'a@ ', '.', '\u00a0\t', '-'])
def test_long_hostile_text_is_read_at_once(unit: str) -> None:
    started = time.process_time()
    defects((unit * 20_000)[:20_000])
    assert time.process_time() - started < 1
