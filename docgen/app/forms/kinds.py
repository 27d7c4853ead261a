"""What sort of question each field of a model is, and its words: from the model's annotations and docstrings."""

from __future__ import annotations

import datetime
import types
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from docgen.model import Record
from docgen.model.base import Identifier, Line, Text
from docgen.workspace.json_schemas import attribute_docs

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """How a question is answered."""

    LINE = 'line'
    """A text on one line."""
    TEXT = 'text'
    """A text in paragraphs."""
    LINES = 'lines'
    """Several texts, one on each line."""
    TEXTS = 'texts'
    """Several texts in paragraphs, each in a field of its own."""
    PAIRS = 'pairs'
    """Names with what stands for each, one pair on each line: Calibri = Carlito."""
    DATE = 'date'
    NUMBER = 'number'
    """A number, with decimals or without."""
    FLAG = 'flag'
    """Yes if it is ticked."""
    CHOICE = 'choice'
    """One of some choices."""
    CHOICES = 'choices'
    """Any of some choices."""
    GROUP = 'group'
    """Questions that belong together."""
    RECORDS = 'records'
    """A list of such groups."""
    ODD = 'odd'
    """What stands in the file is no answer to the question; it is shown and kept."""


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """A field of a model."""

    key: str
    kind: Kind
    label: str
    help: str
    required: bool
    default: object
    """As JSON holds it; None without."""
    model: type[Record] | None = None
    """Of a group, or of each record in a list."""
    choices: tuple[Choice, ...] = ()
    identifier: bool = False
    """Whether it is a name that others refer to by."""


@cache
def questions(model: type[Record]) -> tuple[Question, ...]:
    """Give the questions of a model, in its order."""
    return tuple(_questions(model))


def _questions(model: type[Record]) -> Iterator[Question]:
    hints = get_type_hints(model, include_extras=True)
    docs = attribute_docs(model)
    for key, field in model.model_fields.items():
        label, text = _words(docs.get(key, ''), field.default)
        hint, optional = _without_none(hints[key])
        kind, inner = _kind(hint)
        default = None if field.is_required() else _plain(field.get_default(call_default_factory=True))
        yield Question(
            key,
            kind,
            label,
            text,
            field.is_required() and not optional,
            default,
            inner if isinstance(inner, type) and issubclass(inner, Record) else None,
            _choices(inner) if isinstance(inner, type) and issubclass(inner, StrEnum) else (),
            hint == Identifier or inner == Identifier,
        )


def _words(doc: str, default: object) -> tuple[str, str]:
    """Part an explanation into label and help. A fixed sentence is its own label, explained by when it is used."""
    doc = ' '.join(doc.split())
    if isinstance(default, str) and not isinstance(default, StrEnum) and '. ' not in doc:
        return default, doc
    label, _, text = doc.partition('. ')
    return label.removesuffix('.'), text


def _kind(hint: Any) -> tuple[Kind, Any]:
    for annotated, kind in ((Line, Kind.LINE), (Identifier, Kind.LINE), (Text, Kind.TEXT)):
        if hint == annotated:
            return kind, hint
    bare = _bare(hint)
    if get_origin(bare) is tuple:
        item = get_args(bare)[0]
        inner = _bare(item)
        if item == Text:
            return Kind.TEXTS, item
        if isinstance(inner, type) and issubclass(inner, Record):
            return Kind.RECORDS, inner
        return Kind.LINES, item
    if get_origin(bare) is dict:
        return Kind.PAIRS, bare
    kinds = {datetime.date: Kind.DATE, Decimal: Kind.NUMBER, int: Kind.NUMBER, bool: Kind.FLAG}
    if bare in kinds:
        return kinds[bare], bare
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return Kind.CHOICE, bare
    if isinstance(bare, type) and issubclass(bare, Record):
        return Kind.GROUP, bare
    raise TypeError(f'no question for {hint}')


def _choices(enum: type[StrEnum]) -> tuple[Choice, ...]:
    docs = attribute_docs(enum)
    return tuple(Choice(member.value, docs[member.name].removesuffix('.')) for member in enum)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        others = [each for each in get_args(hint) if each is not type(None)]
        return others[0], len(others) < len(get_args(hint))
    return hint, False


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _plain(default: Any) -> object:
    if isinstance(default, Record):
        return default.model_dump(mode='json')
    if isinstance(default, StrEnum):
        return default.value
    return list(default) if isinstance(default, tuple) else default or None
