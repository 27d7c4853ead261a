"""What every group of replaceable sentences shares: each keeps the placeholders of the sentence that it replaces."""

from __future__ import annotations

import string
from typing import Any

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from docgen.model.base import Record


class Sentences(Record):
    """A group of sentences. Each must keep exactly the placeholders of the one that it replaces."""

    @field_validator('*')
    @classmethod
    def _same_placeholders(cls, sentence: Any, info: ValidationInfo) -> Any:
        asked = _placeholders(cls.model_fields[str(info.field_name)].default)
        try:
            given = _placeholders(sentence)
        except ValueError:
            raise PydanticCustomError('wording_braces', 'braces', {'asked': _shown(asked)}) from None
        if missing := asked - given:
            raise PydanticCustomError('wording_placeholder_missing', 'missing', {'names': _shown(missing)})
        if unknown := given - asked:
            names = {'names': _shown(unknown), 'asked': _shown(asked)}
            raise PydanticCustomError('wording_placeholder_unknown', 'unknown', names)
        return sentence


def _placeholders(sentence: str) -> set[str]:
    """Give the names within braces.

    Raises:
        ValueError: a brace has no partner, or there is more than a name between them.
    """
    names = set()
    for _, name, form, conversion in string.Formatter().parse(sentence):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError(name)
            names.add(name)
    return names


def _shown(names: set[str]) -> str:
    return ', '.join(f'{{{name}}}' for name in sorted(names))
