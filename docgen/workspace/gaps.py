"""Gaps in a draft: texts that are not written yet stand as a visible mark instead of stopping the build."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from docgen.model.base import GAP
from docgen.workspace.yaml_source import dotted

if TYPE_CHECKING:
    from pydantic import ValidationError

    from docgen.model import Record


def fill_gaps(model: type[Record], data: object, error: ValidationError) -> Record:
    """Put a gap mark at every text that is missing or empty, and validate again.

    Raises:
        ValidationError: something else is wrong, or a missing value is not a text.
    """
    filled: Any = copy.deepcopy(data)
    for details in error.errors(include_url=False, include_context=False):
        empty = details['type'] in ('missing', 'empty_text') or details['input'] is None
        if empty and details['loc']:
            *parents, last = details['loc']
            target = filled
            for step in parents:
                target = target[step]
            target[last] = GAP.format(key=dotted(tuple(details['loc'])))
    return model.model_validate_json(json.dumps(filled))
