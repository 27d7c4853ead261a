"""Names of fields in HTML, and the keys in the data that they stand for."""

from __future__ import annotations

import re

_STEP = re.compile(r'\.([0-9]+)(?=\.|$)')
_STRANGE = re.compile(r'[^a-zA-Z0-9_-]')


def html_id(name: str) -> str:
    """Give an element's id for a field's name: `targets.0.number` is `f-targets-0-number`."""
    return 'f-' + _STRANGE.sub('-', name)


def data_key(name: str) -> str:
    """Give a key as findings tell it, list items counted from 1: `targets.0.number` is `targets[1].number`."""
    return _STEP.sub(lambda found: f'[{int(found[1]) + 1}]', name)
