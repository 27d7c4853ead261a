"""The JSON Schemas: current, taking what docgen takes, refusing what a user may get wrong, explaining every key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from workbench import PROJECT

from docgen.workspace.json_schemas import schemas
from docgen.workspace.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jsonschema.protocols import Validator

FOLDERS = {'agreements': 'agreement', 'promises': 'promise', 'follow-ups': 'follow-up', 'data': ''}
WORKSPACES = (PROJECT, PROJECT / 'tests/workspaces/everything', PROJECT / 'tests/workspaces/minimal')
FILES = [file for root in WORKSPACES for file in sorted((root / 'data').rglob('*.yaml'))]


def _schema_of(file: Path) -> str:
    return FOLDERS[file.parent.name] or file.stem


def _validator() -> type[Validator]:
    from jsonschema import Draft202012Validator  # takes longer to load than all here, and every test process would

    return Draft202012Validator


def _errors(name: str, data: Any) -> list[str]:
    return [error.message for error in _validator()(schemas()[name]).iter_errors(data)]


def test_the_shipped_schemas_are_current() -> None:
    """`docgen schema` writes them again."""
    shipped = {file.stem: json.loads(file.read_text('utf-8')) for file in (PROJECT / 'data/schemas').glob('*.json')}
    assert shipped == schemas()


@pytest.mark.parametrize('name', schemas())
def test_a_schema_is_itself_valid(name: str) -> None:
    _validator().check_schema(schemas()[name])


@pytest.mark.parametrize('file', FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_the_workspaces_files_are_valid(file: Path) -> None:
    assert _errors(_schema_of(file), read_yaml(file).data) == []


@pytest.mark.parametrize('file', FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_a_file_names_the_schema_that_its_editor_shall_use(file: Path) -> None:
    first = file.read_text('utf-8').splitlines()[0]
    depth = '../' if file.parent.name != 'data' else ''
    assert first == f'# yaml-language-server: $schema={depth}schemas/{_schema_of(file)}.json'


WRONG: dict[str, tuple[str, Any]] = {
    'unknown key': ('titel', 'Medborgarlöfte'),
    'number for a text': ('title', 2021),
    'unknown choice': ('grouping', 'promise'),
    'text for a list': ('parties', 'strangnas'),
    'date in words': ('signed_on', ['mars']),
    'id with a space': ('id', 'år 2021'),
    'too few parties': ('parties', ['strangnas']),
}


@pytest.mark.parametrize(('key', 'value'), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_marked(key: str, value: Any) -> None:
    data = read_yaml(PROJECT / 'data/promises/2021.yaml').data
    assert isinstance(data, dict)
    assert _errors('promise', {**data, key: value}) != []


def test_a_missing_key_is_marked() -> None:
    data = read_yaml(PROJECT / 'data/promises/2021.yaml').data
    assert isinstance(data, dict)
    assert _errors('promise', {key: value for key, value in data.items() if key != 'purpose'}) != []


def test_every_key_and_every_choice_is_explained() -> None:
    unexplained = [
        f'{name}: {key}'
        for name, schema in schemas().items()
        for definition in (schema, *schema.get('$defs', {}).values())
        for key, value in definition.get('properties', {}).items()
        if not value.get('description')
    ]
    assert unexplained == []
    for definition in _definitions():
        for value in definition.get('enum', ()):
            assert f'{value}: ' in definition['description']


def _definitions() -> Iterator[dict[str, Any]]:
    for schema in schemas().values():
        yield from schema.get('$defs', {}).values()
