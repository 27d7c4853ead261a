"""JSON Schemas (draft 2020-12) of the YAML files, with the Swedish explanation of every key.

The explanations are the models' attribute docstrings; they are read here, from the source, because reading them at
every start would cost more than all the rest of it.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

from docgen.model import Agreement, FollowUp, Promise, Record, Settings, Wording
from docgen.workspace.loading import PartyList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum
    from pathlib import Path

_SCHEMAS: dict[str, type[Record]] = {
    'workspace': Settings,
    'parties': PartyList,
    'agreement': Agreement,
    'promise': Promise,
    'follow-up': FollowUp,
    'wording': Wording,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Give each schema by the name of its file, without ending."""
    return {name: _schema(model) for name, model in _SCHEMAS.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas to a folder and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = folder / f'{name}.json'
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + '\n', encoding='utf-8', newline='\n')
        written.append(path)
    return written


def _schema(model: type[Record]) -> dict[str, Any]:
    schema = model.model_json_schema()
    schema['$schema'] = 'https://json-schema.org/draft/2020-12/schema'
    explained = {each.__name__: attribute_docs(each) for each in _classes(model)}
    for name, definition in [(model.__name__, schema), *schema.get('$defs', {}).items()]:
        docs = explained.get(name, {})
        definition.pop('description', None)
        for key, value in definition.get('properties', {}).items():
            value.pop('title', None)
            if key in docs:
                value['description'] = docs[key]
            elif model is Wording:
                value['description'] = f"Annars ”{value['default']}”."
        if 'enum' in definition:
            values = _enum_docs(name, model)
            definition['description'] = ' '.join(f'{value}: {text}' for value, text in values.items())
    return schema


def _classes(model: type[Record]) -> Iterator[type]:
    """Give every model and enum that a model is built from."""
    seen: set[type] = set()
    waiting: list[Any] = [model]
    while waiting:
        each = waiting.pop()
        if isinstance(each, type):
            if each in seen:
                continue
            seen.add(each)
            if issubclass(each, Record):
                yield each
                waiting += [field.annotation for field in each.model_fields.values()]
            elif hasattr(each, '__members__'):
                yield each
        waiting += getattr(each, '__args__', ())


def _enum_docs(name: str, model: type[Record]) -> dict[str, str]:
    enum: type[StrEnum] = next(each for each in _classes(model) if each.__name__ == name)
    docs = attribute_docs(enum)
    return {member.value: docs[member.name] for member in enum}


@cache
def attribute_docs(owner: type) -> dict[str, str]:
    """Give the text that follows each attribute of a class (PEP 258's attribute docstrings), by the attribute's name.

    The first sentence is the attribute's label in a form, what follows its help.
    """
    body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
    docs: dict[str, str] = {}
    if not isinstance(body, ast.ClassDef):
        return docs
    for attribute, text in zip(body.body, body.body[1:], strict=False):
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str):
            if isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name):
                docs[attribute.target.id] = text.value.value
            elif isinstance(attribute, ast.Assign) and isinstance(attribute.targets[0], ast.Name):
                docs[attribute.targets[0].id] = text.value.value
    return docs
