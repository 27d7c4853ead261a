"""What was typed in a form, as data: what was not touched stays exactly as the file says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.app.forms.fields import ITEM, TEXT, fields_of
from docgen.app.forms.kinds import Kind
from docgen.app.forms.values import read, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from docgen.app.forms.fields import Field, Source
    from docgen.model import Record

    Typed = Mapping[str, Sequence[str]]
    """All values of a form by their names."""


@dataclass(frozen=True)
class Reading:
    """How a form is read."""

    typed: Typed
    source: Source
    tokens: bool = False
    """Whether items of lists keep their tokens, to be shown again rather than saved."""


def answers(
    model: type[Record], before: Mapping[str, Any], reading: Reading, *, prefix: str = '', without: Collection[str] = ()
) -> dict[str, Any]:
    """Give a record as it was filled in, keys in the file's order with the new ones in the model's.

    Args:
        model: the record's model.
        before: what the file says. What the form does not ask is kept.
        reading: what was typed, and the choices that were shown.
        prefix: the record's own name in HTML, with a full stop at its end, or nothing.
        without: keys that the form does not ask.
    """
    given: dict[str, Any] = {}
    asked = fields_of(model, before, reading.source, prefix=prefix, without=without)
    for each in asked:
        key = each.question.key
        value = _answer(each, before.get(key), reading)
        if value is not None or before.get(key, ITEM) is None:
            given[key] = value
    known = {each.question.key for each in asked}
    order = [key for key in model.model_fields if key in given or (key in before and key not in known)]
    kept = {key: value for key, value in before.items() if key not in known}
    return {key: {**kept, **given}[key] for key in [*order, *(key for key in kept if key not in order)]}


def _answer(field: Field, before: Any, reading: Reading) -> Any:
    """Give the answer to one question; None if there is none to write down."""
    match field.kind:
        case Kind.ODD:
            return before
        case Kind.GROUP if field.question.model:
            group = answers(field.question.model, before or {}, reading, prefix=field.name + '.')
            return group if group or before is not None else None
        case Kind.RECORDS | Kind.TEXTS:
            return _items(field, before, reading)
        case Kind.FLAG:
            ticked = bool(reading.typed.get(field.name))
            return ticked if ticked != bool(field.question.default) or before is not None else None
        case Kind.CHOICES:
            return _chosen(field, before, reading)
        case Kind.LINES:
            return _lines(field, before, reading)
        case Kind.PAIRS:
            return _pairs(field, before, reading)
        case _:
            return _single(field, before, reading)


def _single(field: Field, before: Any, reading: Reading) -> Any:
    typed = next(iter(reading.typed.get(field.name, ())), '')
    if field.kind is Kind.CHOICE:
        usual = field.question.default if before is None else before
        if typed == ('' if usual is None else str(usual)):
            return before
        return typed or None
    if _untouched(typed, shown(field.kind, before)):
        return before
    value = read(field.kind, typed)
    return None if value == '' else value


def _untouched(typed: str, stood: str) -> bool:
    """Whether a field holds what stood in it: browsers change line breaks, and drop some that no one sees."""
    return typed.replace('\r\n', '\n').replace('\r', '\n') == stood.replace('\r\n', '\n').replace('\r', '\n')


def _lines(field: Field, before: Any, reading: Reading) -> Any:
    typed = next(iter(reading.typed.get(field.name, ())), '')
    if _untouched(typed, shown(field.kind, before)):
        return before
    lines = [line for line in typed.split('\n') if line.strip()]
    old = {str(each): each for each in before or ()}
    return [old.get(line, line.strip()) for line in lines] or None


def _pairs(field: Field, before: Any, reading: Reading) -> Any:
    typed = next(iter(reading.typed.get(field.name, ())), '')
    if _untouched(typed, shown(field.kind, before)):
        return before
    parted = [line.partition('=') for line in typed.split('\n') if line.strip()]
    return {name.strip(): value.strip() for name, _, value in parted} or None


def _chosen(field: Field, before: Any, reading: Reading) -> Any:
    ticked = list(reading.typed.get(field.name, ()))
    old = list(before or ())
    if {str(each) for each in old} == set(ticked):
        return before
    kept = [each for each in old if str(each) in ticked]
    return [*kept, *(each for each in ticked if each not in map(str, old))] or None


def _items(field: Field, before: Any, reading: Reading) -> Any:
    old = list(before or ())
    given: list[Any] = []
    for token in reading.typed.get(field.name, ()):
        place = int(token) if token.isdecimal() and int(token) < len(old) else None
        stood = old[place] if place is not None else None
        name = f'{field.name}.{token}'
        item: Any
        if field.kind is Kind.TEXTS:
            typed = next(iter(reading.typed.get(name, ())), '')
            item = stood if _untouched(typed, shown(Kind.TEXT, stood)) else read(Kind.TEXT, typed)
            item = {ITEM: token, TEXT: item} if reading.tokens else item
            if item in (None, '') and place is None:
                continue
        else:
            item = answers(field.question.model or _NO_MODEL, stood or {}, reading, prefix=name + '.')
            if reading.tokens:
                item[ITEM] = token
            elif not item and place is None:
                continue
        given.append(item)
    return given if given or before is not None else None


_NO_MODEL: Any = None
