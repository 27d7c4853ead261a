"""Changing a list in a form that is not saved yet: add, remove, move, copy. Buttons, so no script is needed."""

from __future__ import annotations

import copy
from typing import Any

from docgen.app.forms.fields import ITEM, TEXT

_DEEPEST = 20
"""Steps in a list's name; the model's deepest has four."""


def changed(data: dict[str, Any], change: str) -> dict[str, Any]:
    """Give what was typed with one of its lists changed.

    Args:
        data: as `answers` gives it with tokens.
        change: what to do and to what: "add targets", "up targets.1", "remove targets.0.sub_conditions.2".
            What is added is a record, or with "add-text" a bare text.
    """
    what, _, name = change.partition(' ')
    data = copy.deepcopy(data)
    if name.count('.') > _DEEPEST:
        return data
    if what in ('add', 'add-text'):
        _list_at(data, name).append({ITEM: _new_token(data), **({TEXT: ''} if what == 'add-text' else {})})
        return data
    name, _, token = name.rpartition('.')
    items = _list_at(data, name)
    place = next(
        (number for number, each in enumerate(items) if isinstance(each, dict) and str(each.get(ITEM)) == token), None
    )
    if place is None:
        return data
    if what == 'remove':
        del items[place]
    elif what == 'copy':
        items.insert(place + 1, {**copy.deepcopy(items[place]), ITEM: _new_token(data)})
    elif what in ('up', 'down'):
        other = place + (1 if what == 'down' else -1)
        if 0 <= other < len(items):
            items[place], items[other] = items[other], items[place]
    return data


def _list_at(data: Any, name: str) -> list[Any]:
    """Give the list of a name; it is made where there is none yet."""
    *steps, last = name.split('.')
    for step in steps:
        if isinstance(data, list):
            data = next((each for each in data if isinstance(each, dict) and str(each.get(ITEM)) == step), None)
        else:
            data = data.setdefault(step, {})
        if not isinstance(data, (dict, list)):
            return []  # no form of ours asks for it
    found = data.setdefault(last, []) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _new_token(data: Any) -> str:
    return f'n{_highest(data) + 1}'


def _highest(data: Any) -> int:
    if isinstance(data, dict):
        own = str(data.get(ITEM, ''))[1:]
        return max([int(own) if own.isdecimal() else 0, *(_highest(each) for each in data.values())])
    return max((_highest(each) for each in data), default=0) if isinstance(data, list) else 0
