"""Gaps in a draft: texts that are not written yet stand as a visible mark instead of stopping the build."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docgen.model.base import gap
from docgen.workspace.yaml_source import as_json

if TYPE_CHECKING:
    from pydantic import ValidationError

    from docgen.model import Record
    from docgen.workspace.yaml_source import KeyPath

_MOST_SIGNATORIES = 5


def fill_gaps(model: type[Record], data: object, error: ValidationError) -> Record:
    """Put a gap mark at every text that is missing or empty, and validate again.

    Where nobody is said to sign, one nameless person signs for each party.

    Args:
        model: what the data should be.
        data: the file's content.
        error: what was wrong with it.

    Raises:
        ValidationError: something else is wrong, or a missing value is not a text.
    """
    from pydantic import ValidationError

    gaps = [
        details['loc']
        for details in error.errors(include_url=False, include_context=False)
        if details['loc'] and (details['type'] in ('missing', 'empty_text') or details['input'] in (None, []))
    ]
    try:
        return _validated(model, data, gaps)
    except ValidationError as remaining:
        # A mark cannot stand for a number, a period or an id; those are told as missing.
        refused = {details['loc'] for details in remaining.errors(include_url=False, include_context=False)}
        return _validated(model, data, [gap for gap in gaps if gap not in refused])


def _nameless(data: Any) -> list[dict[str, str]]:
    parties = data.get('parties')
    return [
        {'party': party, 'role': party, 'name': gap('signatories', 'name'), 'title': gap('signatories', 'title')}
        for party in (parties if isinstance(parties, list) else [])[:_MOST_SIGNATORIES]
        if isinstance(party, str)
    ]


def _validated(model: type[Record], data: object, gaps: list[KeyPath]) -> Record:
    filled: Any = copy.deepcopy(data)
    for path in gaps:
        *parents, last = path
        target = filled
        for step in parents:
            target = target[step]
        target[last] = _nameless(filled) if path == ('signatories',) else gap(*path)
    return model.model_validate_json(as_json(filled))
