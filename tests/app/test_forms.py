"""Forms: any valid record, shown as a form and sent back, is saved as the same record, and comments stay."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from workbench import PROJECT

from app.person import sent
from docgen.app.data.record_files import MODELS, record_file
from docgen.app.forms.answers import Reading, answers
from docgen.app.forms.fields import Source, fields_of
from docgen.app.forms.kinds import Kind, _bare, _without_none, questions
from docgen.app.forms.list_changes import changed
from docgen.app.forms.values import read, shown
from docgen.app.pages.choices import references
from docgen.app.server.visit import environment
from docgen.model import Agreement, FollowUp, Period, Promise, Record, Settings, Wording
from docgen.model.base import Identifier, Line, Text
from docgen.workspace.loading import PartyList
from docgen.workspace.yaml_source import as_json, parse_yaml
from docgen.workspace.yaml_update import updated, written

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = Source(lambda _model, _key: None, {})
# Letters that another encoding has spoiled are refused where a file is read.
VALID = st.characters(exclude_categories=['Cs', 'Cc'], exclude_characters='\ufffd\ufffe\uffffÂÃâ√├')
LINES = st.text(VALID, min_size=1, max_size=20).filter(str.strip) | st.sampled_from(
    [' kant ', 'a: b', '2021', '”x” # y', 'ja', '<b>&amp;']
)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map('\n\n'.join) | st.sampled_from(
    ['a\tb', 'rad\nrad', '  indrag\n\nslut']
)
NAMES = st.from_regex(r'[a-z0-9]{1,8}(-[a-z0-9]{1,4})?', fullmatch=True)
RARE = (Agreement, FollowUp, PartyList, Promise, Settings)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field as YAML holds them."""
    inner, optional = _without_none(hint)
    if optional:
        return st.none() | values(inner)
    for kind, strategy in ((Line, LINES), (Text, TEXTS), (Identifier, NAMES)):
        if inner == kind:
            return strategy
    bare = _bare(inner)
    if getattr(bare, '__origin__', None) is dict:
        return st.dictionaries(LINES, LINES, max_size=2)
    if getattr(bare, '__origin__', None) is tuple:
        return st.lists(values(get_args(bare)[0]), min_size=2, max_size=3)
    if bare is bool:
        return st.booleans()
    if bare is int:
        return st.integers(1900, 2100) if '1900' in str(inner) else st.integers(1, 99)
    if bare is Decimal:
        return st.integers(0, 10**7) | st.decimals(0, 999, places=2).map(float)
    if bare is datetime.date:
        return st.dates().map(str)
    if issubclass(bare, StrEnum):
        return st.sampled_from([each.value for each in bare])
    if bare is Period:
        return (
            st.lists(st.dates(), min_size=2, max_size=2)
            .map(sorted)
            .map(lambda two: {'start': str(two[0]), 'end': str(two[1])})
        )
    return records(bare)


def records(model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Valid records: keys without a value are left out, as in a file."""
    hints = get_type_hints(model, include_extras=True)
    needed = {key: values(hints[key]) for key, field in model.model_fields.items() if field.is_required()}
    others = {key: values(hints[key]) for key in model.model_fields if key not in needed}
    made = st.fixed_dictionaries(needed, optional=others)
    return made.map(lambda data: {key: value for key, value in data.items() if value is not None})


def filled_in(model: type[Record], data: dict[str, Any], change: Callable[[dict[str, str]], None] | None = None) -> Any:
    """Show the real form, and send it as a browser does."""
    fields = environment().get_template('fields.html.jinja').module.fields(fields_of(model, data, SOURCE))  # type: ignore[attr-defined]
    form = html.fragment_fromstring(f'<form>{fields}</form>')
    changes: dict[str, str] = {}
    if change:
        change(changes)
    typed: dict[str, list[str]] = {}
    for name, value in sent(form, changes):
        typed.setdefault(name, []).append(value.replace('\r\n', '\n'))
    return answers(model, data, Reading(typed, SOURCE))


@pytest.mark.parametrize('model', RARE, ids=lambda model: model.__name__)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_valid_record_comes_back_as_it_was(model: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(model))
    text = ''.join(f'# om {key}\n{written({key: value})}\n' for key, value in record.items()) + '# sist\n'
    before = model.model_validate_json(as_json(parse_yaml(Path('x.yaml'), text).data))
    plain: Any = parse_yaml(Path('x.yaml'), text).data
    saved = updated(text, filled_in(model, plain))
    after = model.model_validate_json(as_json(parse_yaml(Path('x.yaml'), saved).data))
    assert after == before
    assert saved == text


SENTENCES = [
    (group.key, each.key, str(each.default))
    for group in questions(Wording)
    if group.model
    for each in questions(group.model)
]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), added=LINES)
def test_any_sentences_of_ones_own_come_back_as_they_were(chosen: list[tuple[str, str, str]], added: str) -> None:
    record: dict[str, Any] = {}
    for group, key, sentence in chosen:
        record.setdefault(group, {})[key] = sentence + added.replace('{', '(').replace('}', ')')
    text = ''.join(f'# om {group}\n{written({group: each})}\n' for group, each in record.items())
    before = Wording.model_validate_json(as_json(parse_yaml(Path('x.yaml'), text).data))
    saved = updated(text, filled_in(Wording, dict(record)))
    assert saved == text
    assert Wording.model_validate_json(as_json(parse_yaml(Path('x.yaml'), saved).data)) == before


def test_every_model_with_a_form_is_held_by_the_tests_above() -> None:
    assert {*RARE, Wording} == set(MODELS.values())


def test_no_sentence_is_a_choice_among_parties() -> None:
    file = record_file(PROJECT, 'wording')
    choices = references(PROJECT, file)
    groups = [each.model for each in questions(Wording) if each.model]
    assert [each.key for group in groups for each in questions(group) if choices(group, each.key) is not None] == []


NEW = PROJECT / 'docgen/starter'


@pytest.mark.parametrize(('name', 'model'), [('agreement', Agreement), ('promise', Promise), ('parties', PartyList)])
def test_a_file_that_nobody_has_filled_in_stays_as_it_is(name: str, model: type[Record]) -> None:
    """Empty values are no answers, and none are made of them."""
    text = (NEW / f'{name}.yaml').read_text('utf-8')
    data: Any = parse_yaml(NEW, text).data
    assert updated(text, filled_in(model, data)) == text


def test_every_field_of_the_model_has_a_label() -> None:
    bare = [
        f'{model.__name__}.{each.key}'
        for model in _models(set(MODELS.values()))
        for each in questions(model)
        if not each.label
    ]
    assert bare == []


def _models(waiting: set[type[Record]]) -> set[type[Record]]:
    inner = {each.model for model in waiting for each in questions(model) if each.model}
    return waiting if inner <= waiting else _models(waiting | inner)


def test_a_changed_field_changes_its_line_alone() -> None:
    file = PROJECT / 'data/promises/2021.yaml'
    text = file.read_text('utf-8')
    data: Any = parse_yaml(file, text).data
    answer = filled_in(
        Promise,
        data,
        lambda typed: typed.update({'commitments.4.targets.0.number': 'fem', 'signed_on': '12 mars 2021'}),
    )
    lines = updated(text, answer).split('\n')
    assert [line for old, line in zip(text.split('\n'), lines, strict=True) if old != line] == [
        'signed_on: 2021-03-12',
        '        number: 5',
    ]


@pytest.mark.parametrize(
    ('typed', 'read_as'),
    [
        ('31 december 2021', '2021-12-31'), ('den 3 mars 2021', '2021-03-03'), ('2021-03-11', '2021-03-11'),
        ('20210311', '2021-03-11'), ('11/3 2021', '2021-03-11'), ('2021-3-1', '2021-03-01'), ('snart', 'snart'),
        ('31 februari 2021', '2021-02-31'), ('31 december', '31 december'),
    ],
)  # fmt: skip
def test_dates_are_understood_as_people_write_them(typed: str, read_as: str) -> None:
    assert read(Kind.DATE, typed) == read_as


@pytest.mark.parametrize(
    ('typed', 'read_as'),
    [
        ('2,5', 2.5),
        ('2.5', 2.5),
        ('20 000', 20000),
        ('20\u00a0000', 20000),
        ('fyra', 4),
        ('många', 'många'),
        ('-1', -1),
        ('4 st', '4 st'),
    ],
)
def test_numbers_are_understood_as_people_write_them(typed: str, read_as: object) -> None:
    assert read(Kind.NUMBER, typed) == read_as


def test_values_are_shown_as_people_write_them() -> None:
    assert shown(Kind.DATE, '2021-03-11') == '11 mars 2021'
    assert shown(Kind.NUMBER, 2.5) == '2,5'
    assert shown(Kind.LINES, ['a', 'b']) == 'a\nb'


def test_a_list_is_changed_without_a_script() -> None:
    data = {'targets': [{'#': '0', 'unit': 'a'}, {'#': '1', 'unit': 'b'}]}

    def units(change: str) -> list[Any]:
        return [each.get('unit') for each in changed(data, change)['targets']]

    assert units('up targets.1') == ['b', 'a']
    assert units('down targets.1') == ['a', 'b']
    assert units('remove targets.0') == ['b']
    assert units('copy targets.0') == ['a', 'a', 'b']
    assert units('add targets') == ['a', 'b', None]
    assert changed(data, 'add targets.1.sub_conditions')['targets'][1]['sub_conditions'] == [{'#': 'n1'}]
