"""What is wrong with a record, said so that the person who wrote the YAML can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from docgen.errors import FindingsError
from docgen.workspace import load

if TYPE_CHECKING:
    from workbench import Workbench

PROMISE = 'promises/2024.yaml'
FIRST = '  - id: fartkontroller\n    number: 1\n'
TARGET = '    targets: [{comparator: at_least, number: %s}]\n'

CASES: dict[str, tuple[str, str, str, str, str]] = {
    'unknown key, near': ('purpose:', 'purposes:', 'data-unknown-key', 'purposes', "Menade du ”purpose”?"),
    'unknown key, far': ('signatories:', 'xyz: 1\nsignatories:', 'data-unknown-key', 'xyz', "De nycklar som finns är"),
    'unknown key in a list': (FIRST, FIRST + '    titel: x\n', 'data-unknown-key', 'commitments[1].titel', "”title”"),
    'unknown key in a target': (
        FIRST,
        FIRST + '    targets: [{comparator: yes_no, unitt: x}]\n',
        'data-unknown-key',
        'commitments[1].targets[1].unitt',
        "i commitments[1].targets[1].",
    ),
    'missing': ('validity: Löftet gäller under 2024.\n', '', 'data-missing', 'validity', "”validity” saknas"),
    'nothing after the colon': (
        'validity: Löftet gäller under 2024.\n',
        'validity:\n',
        'data-missing',
        'validity',
        "Skriv en text efter kolonet.",
    ),
    'nothing after the colon of what may be left out': (
        FIRST,
        FIRST + '    places:\n',
        'data-missing',
        'commitments[1].places',
        "eller ta bort raden; uppgiften är valfri",
    ),
    'nothing after the hyphen': (
        'parties: [lillby, polisen]\n',
        'parties:\n  - lillby\n  -\n',
        'data-missing',
        'parties[2]',
        "Post 2 i ”parties” är tom",
    ),
    'only spaces': (
        'validity: Löftet gäller under 2024.\n',
        "validity: '  '\n",
        'data-missing',
        'validity',
        "”validity” är tom",
    ),
    'empty list': (
        'parties: [lillby, polisen]',
        'parties: []',
        'data-too-few',
        'parties',
        "har för få poster: minst 2 behövs",
    ),
    'one party': (
        'parties: [lillby, polisen]',
        'parties: [lillby]',
        'data-too-few',
        'parties',
        "har för få poster: minst 2 behövs",
    ),
    'number for a text': (
        'title: Fartvisare',
        'title: 2024',
        'data-wrong-type',
        'commitments[2].title',
        "ska vara en text",
    ),
    'group for a text': ('title: Fartvisare', 'title: {a: b}', 'data-wrong-type', 'commitments[2].title', "en grupp"),
    'list for a text': (
        'title: Fartvisare',
        'title: [a]',
        'data-wrong-type',
        'commitments[2].title',
        "här står en lista",
    ),
    'text for a list': ('parties: [lillby, polisen]', 'parties: lillby', 'data-wrong-type', 'parties', "bindestreck"),
    'text for a group': (
        'period:\n  start: 2024-01-01\n  end: 2024-12-31',
        'period: 2024',
        'data-wrong-type',
        'period',
        "en grupp av nycklar",
    ),
    'text for a whole number': (
        'number: 2\n',
        'number: två\n',
        'data-wrong-type',
        'commitments[2].number',
        "ett heltal",
    ),
    'decimals for a whole number': (
        'number: 2\n',
        'number: 2.5\n',
        'data-wrong-type',
        'commitments[2].number',
        "ett heltal, men här står ”2.5”",
    ),
    'text for a number': (
        FIRST,
        FIRST + TARGET % 'flera',
        'data-wrong-type',
        'commitments[1].targets[1].number',
        "ett tal, men här står ”flera”",
    ),
    'swedish decimal comma': (
        FIRST,
        FIRST + TARGET % "'0,75'",
        'data-wrong-type',
        'commitments[1].targets[1].number',
        "”0,75”",
    ),
    'yes in Swedish': (
        FIRST,
        FIRST + '    targets: [{comparator: at_least, number: 1, average: ja}]\n',
        'data-wrong-type',
        'commitments[1].targets[1].average',
        "true eller false, men här står ”ja”",
    ),
    'number for a date': ('signed_on: 2024-01-15', 'signed_on: 2024', 'data-wrong-type', 'signed_on', "datum"),
    '31 June': ('signed_on: 2024-01-15', 'signed_on: 2024-06-31', 'data-impossible-date', 'signed_on', "31 juni 2024"),
    '30 February': (
        'signed_on: 2024-01-15',
        'signed_on: 2024-02-30',
        'data-impossible-date',
        'signed_on',
        "2024-02-29",
    ),
    '31 December + 1': (
        'signed_on: 2024-01-15',
        'signed_on: 2024-12-32',
        'data-impossible-date',
        'signed_on',
        "December 2024 har 31 dagar",
    ),
    'month 13': (
        'signed_on: 2024-01-15',
        'signed_on: 2024-13-01',
        'data-impossible-date',
        'signed_on',
        "inte ett datum",
    ),
    'year 0': ('signed_on: 2024-01-15', 'signed_on: 0000-01-01', 'data-impossible-date', 'signed_on', "datum"),
    'year 9999': ('signed_on: 2024-01-15', 'signed_on: 9999-12-32', 'data-impossible-date', 'signed_on', "9999"),
    'slashes': ('signed_on: 2024-01-15', 'signed_on: 15/1 2024', 'data-impossible-date', 'signed_on', "”15/1 2024”"),
    'unknown choice, near': (
        'promised_by: joint',
        'promised_by: joined',
        'data-unknown-choice',
        'commitments[4].promised_by',
        "Menade du joint?",
    ),
    'unknown choice, far': (
        'promised_by: joint',
        'promised_by: xxx',
        'data-unknown-choice',
        'commitments[4].promised_by',
        "De värden som finns är police, municipality",
    ),
    'number too low': (
        'number: 2\n',
        'number: 0\n',
        'data-out-of-range',
        'commitments[2].number',
        "ska vara minst 1",
    ),
    'number too high': (
        'number: 2\n',
        'number: 201\n',
        'data-out-of-range',
        'commitments[2].number',
        "ska vara högst 200",
    ),
    'negative number': (
        FIRST,
        FIRST + TARGET % '-1',
        'data-out-of-range',
        'commitments[1].targets[1].number',
        "ska vara minst 0",
    ),
    'text too long': (
        'title: Fartvisare',
        f'title: {"x" * 1001}',
        'data-too-many',
        'commitments[2].title',
        "har 1\N{NO-BREAK SPACE}001 tecken, men högst 1\N{NO-BREAK SPACE}000 tecken får plats. Dokumentet",
    ),
    'id with capitals': (
        '- id: fartvisare',
        '- id: Fart Visare',
        'data-identifier',
        'commitments[2].id',
        "a–z, 0–9 och bindestreck",
    ),
    'id ends with a line break': (
        '- id: fartvisare',
        '- id: "fartvisare\\n"',
        'data-identifier',
        'commitments[2].id',
        "bindestreck",
    ),
    'escape': ('title: Fartvisare', 'title: "a\\eb"', 'data-control-character', 'commitments[2].title', "styrtecken"),
    'not a character': (
        'title: Fartvisare',
        'title: "a\\uFFFEb"',
        'data-control-character',
        'commitments[2].title',
        "styrtecken",
    ),
    'half a pair': (
        'title: Fartvisare',
        'title: "a\\uD800b"',
        'data-control-character',
        'commitments[2].title',
        "tecken",
    ),
    'several lines': (
        'title: Fartvisare',
        'title: "a\\nb"',
        'data-several-lines',
        'commitments[2].title',
        "har flera rader",
    ),
    'period reversed': (
        'end: 2024-12-31',
        'end: 2023-12-31',
        'data-period-reversed',
        'period',
        "slutar 2023-12-31 men börjar 2024-01-01",
    ),
}


@pytest.mark.parametrize(
    ('old', 'new', 'wanted'),
    [
        ('title: Fartvisare', 'rubrik: Fartvisare', "”title”"),
        (FIRST, FIRST + '    senast: 2024-12-31\n', "”deadline”"),
        (FIRST, FIRST + '    plats: Lillby\n', "”places”"),
        (FIRST, FIRST + '    måttal: []\n', "”targets”"),
        ('purpose:', 'syfte:', "”purpose”"),
        ('parties:', 'parter:', "”parties”"),
        ('promised_by: joint', 'promised_by: gemensamt', "joint"),
        ('promised_by: joint', 'promised_by: kommunen', "municipality"),
        (FIRST, FIRST + '    targets: [{comparator: minst, number: 1}]\n', "at_least"),
        (FIRST, FIRST + '    targets: [{comparator: at_least, antal: 1}]\n', "”number”"),
    ],
)
def test_the_swedish_word_leads_to_the_key(minimal: Workbench, old: str, new: str, wanted: str) -> None:
    minimal.replace(PROMISE, old, new)
    with pytest.raises(FindingsError) as caught:
        load(minimal.root)
    told = [each.do for each in caught.value.findings if each.id in ('data-unknown-key', 'data-unknown-choice')]
    assert told == [f"Menade du {wanted}?"]


def test_every_swedish_word_leads_to_something_that_exists() -> None:
    from docgen.workspace import suggestions
    from docgen.workspace.json_schemas import schemas

    text = str(schemas())
    for english in (*suggestions._KEYS, *suggestions._CHOICES):
        assert f"'{english}'" in text


HINTS: dict[str, tuple[str, str, str]] = {
    'number in words': ('number: 2\n', 'number: fyra\n', "Skriv talet med siffror: 4."),
    'more digits than can be divided': ('number: 2\n', f"number: '{'9' * 60}'\n", "Skriv talet med siffror: 999"),
    'number in no words': ('number: 2\n', 'number: några\n', "Skriv talet med siffror: 4."),
    'half a number': ('number: 2\n', 'number: 2.0\n', "Skriv talet utan decimaler: 2."),
    'half a number that is no whole one': ('number: 2\n', 'number: 2.5\n', "Skriv ett heltal"),
    'a whole number with a comma': ('number: 2\n', 'number: 2,0\n', "Skriv talet utan decimaler: 2."),
    'no whole number with a comma': ('number: 2\n', 'number: 2,5\n', "Skriv ett heltal"),
    'no whole number in quotes': ('number: 2\n', "number: '2.5'\n", "Skriv ett heltal"),
    'decimal comma': (FIRST, FIRST + TARGET % "'0,75'", "Skriv decimaltecknet som punkt: 0.75."),
    'names with commas': (
        FIRST,
        FIRST + '    places: Strängnäs, Mariefred\n',
        "Skriv som en lista: places: [Strängnäs, Mariefred].",
    ),
    'year as id': ("id: '2024'", 'id: 2024', "Skriv värdet inom citattecken: id: '2024'."),
    'yes in Swedish': (
        FIRST,
        FIRST + '    targets: [{comparator: at_least, number: 1, average: ja}]\n',
        "Skriv average: true.",
    ),
    'number for a date': ('signed_on: 2024-01-15', 'signed_on: 2024', "2021-03-11"),
    'text for a group': ('period:\n  start: 2024-01-01\n  end: 2024-12-31', 'period: 2024', "på raderna under"),
}


@pytest.mark.parametrize(('old', 'new', 'hint'), HINTS.values(), ids=HINTS.keys())
def test_a_value_of_the_wrong_kind_is_shown_as_it_should_be(minimal: Workbench, old: str, new: str, hint: str) -> None:
    minimal.replace(PROMISE, old, new)
    with pytest.raises(FindingsError) as caught:
        load(minimal.root)
    (finding,) = caught.value.findings
    assert finding.id == 'data-wrong-type'
    assert hint in finding.do
    assert "årtal" not in finding.do


@pytest.mark.parametrize(('old', 'new', 'finding_id', 'key', 'words'), CASES.values(), ids=CASES.keys())
def test_a_defect_is_explained(minimal: Workbench, old: str, new: str, finding_id: str, key: str, words: str) -> None:
    minimal.replace(PROMISE, old, new)
    with pytest.raises(FindingsError) as caught:
        load(minimal.root)
    matching = [each for each in caught.value.findings if each.id == finding_id and each.place.key == key]
    assert len(matching) == 1, [(each.id, each.place.key, each.what) for each in caught.value.findings]
    finding = matching[0]
    assert words in f'{finding.what} {finding.why} {finding.do}'
    assert all((finding.what, finding.why, finding.do, finding.place.line))


def test_a_list_is_not_called_too_short_for_the_mistakes_in_it(minimal: Workbench) -> None:
    minimal.replace(PROMISE, 'parties: [lillby, polisen]', 'parties: [lillby, 112]')
    with pytest.raises(FindingsError) as caught:
        load(minimal.root)
    assert [(each.id, each.place.key) for each in caught.value.findings] == [('data-wrong-type', 'parties[2]')]


def test_no_explanation_shows_python(minimal: Workbench) -> None:
    for old, new, *_ in CASES.values():
        text = (minimal.root / 'data' / PROMISE).read_text('utf-8')
        minimal.replace(PROMISE, old, new)
        with pytest.raises(FindingsError) as caught:
            load(minimal.root)
        for finding in caught.value.findings:
            told = f'{finding.what} {finding.why} {finding.do}'
            for word in ('None', 'pydantic', 'Error', 'input', 'NoneType', 'dict', '_type'):
                assert word not in told
        (minimal.root / 'data' / PROMISE).write_text(text, 'utf-8')


def test_a_list_with_a_faulty_item_is_not_also_too_short(minimal: Workbench) -> None:
    minimal.replace('agreements/2024-2025.yaml', '  - Fler ska känna sig trygga 2025 än 2023.', '  -')
    minimal.replace(PROMISE, '    name: Maja Påhittad\n', '')
    with pytest.raises(FindingsError) as caught:
        load(minimal.root)
    assert [(each.id, each.place.key) for each in caught.value.findings] == [
        ('data-missing', 'goals[1]'),
        ('data-missing', 'signatories[1].name'),
    ]


def _draft(workbench: Workbench) -> Any:
    return load(workbench.root, draft=True).promises['2024']


def test_a_draft_shows_a_mark_where_a_text_is_missing(minimal: Workbench) -> None:
    minimal.replace(PROMISE, 'purpose: Löftet ska öka tryggheten i Lillby.', 'purpose:')
    minimal.replace(PROMISE, 'validity: Löftet gäller under 2024.\n', '')
    minimal.replace(PROMISE, '    title: Fartvisare\n', '')
    promise = _draft(minimal)
    assert promise.purpose == '[saknas: syftet]'
    assert promise.validity == '[saknas: giltigheten]'
    assert promise.commitments[1].title == '[saknas: löftets rubrik]'


def test_a_draft_says_in_words_which_item_of_a_list_is_missing(minimal: Workbench) -> None:
    file = 'agreements/2024-2025.yaml'
    minimal.replace(file, '      - Vägen är bred och rak.', '      -')
    minimal.replace(file, '      joint:\n        - mäta farten och berätta om resultatet', '      joint: [mäta, null]')
    minimal.replace(file, '  - Fler ska känna sig trygga 2025 än 2023.', '  -')
    agreement = load(minimal.root, draft=True).agreements['2024-2025']
    assert agreement.goals == ('[saknas: ett mål]',)
    assert agreement.focus_areas[0].causes == ('[saknas: en trolig orsak]',)
    assert agreement.focus_areas[0].commitments.joint == ('mäta', '[saknas: vad parterna åtar sig tillsammans]')


@pytest.mark.parametrize(
    ('old', 'new', 'finding_id'),
    [
        ('period:\n  start: 2024-01-01\n  end: 2024-12-31\n', '', 'data-missing'),
        ('    number: 2\n', '', 'data-missing'),
        ('agreement: 2024-2025\n', '', 'data-missing'),
        ('signed_on: 2024-01-15', 'signed_on: 2024-02-30', 'data-impossible-date'),
    ],
)
def test_a_draft_cannot_guess_what_is_not_a_text(minimal: Workbench, old: str, new: str, finding_id: str) -> None:
    minimal.replace(PROMISE, old, new)
    with pytest.raises(FindingsError) as caught:
        load(minimal.root, draft=True)
    ids = {each.id for each in caught.value.findings}
    assert ids == {finding_id}
    assert not any('[saknas' in each.what for each in caught.value.findings)


def test_every_place_of_a_loaded_workspace_leads_to_its_line(minimal: Workbench) -> None:
    workspace = load(minimal.root)
    lines = (minimal.root / 'data' / PROMISE).read_text('utf-8').splitlines()
    place = workspace.place('promise', '2024', 'commitments', 2, 'short_text')
    assert place.line is not None
    assert lines[place.line - 1].strip().startswith('short_text: Kommunen går igenom belysningen')
    party = workspace.place('party', 'polisen', 'name')
    assert (party.line, party.key) == (9, 'parties[2].name')
