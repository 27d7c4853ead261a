"""Gaps in a draft: texts that are not written yet stand as a visible mark instead of stopping the build."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docgen.model.base import GAP
from docgen.workspace.yaml_source import as_json, dotted

if TYPE_CHECKING:
    from pydantic import ValidationError

    from docgen.model import Record
    from docgen.workspace.yaml_source import KeyPath


def fill_gaps(model: type[Record], data: object, error: ValidationError) -> Record:
    """Put a gap mark at every text that is missing or empty, and validate again.

    Raises:
        ValidationError: something else is wrong, or a missing value is not a text.
    """
    from pydantic import ValidationError

    gaps = [
        details['loc']
        for details in error.errors(include_url=False, include_context=False)
        if details['loc'] and (details['type'] in ('missing', 'empty_text') or details['input'] is None)
    ]
    try:
        return _validated(model, data, gaps)
    except ValidationError as remaining:
        # A mark cannot stand for a number, a period or an id; those are told as missing.
        refused = {details['loc'] for details in remaining.errors(include_url=False, include_context=False)}
        return _validated(model, data, [gap for gap in gaps if gap not in refused])


def _validated(model: type[Record], data: object, gaps: list[KeyPath]) -> Record:
    filled: Any = copy.deepcopy(data)
    for gap in gaps:
        *parents, last = gap
        target = filled
        for step in parents:
            target = target[step]
        target[last] = GAP.format(key=dotted(gap))
    return model.model_validate_json(as_json(filled))
