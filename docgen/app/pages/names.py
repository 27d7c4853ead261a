"""Names for what others refer to, made from the title where the one who fills in the form gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.app.forms.kinds import questions
from docgen.swedish import slug

if TYPE_CHECKING:
    from docgen.model import Record

_LONGEST = 60


def named(data: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    """Give a record with an id, if its model has one and it lacks it: "Trygga skolvägar" is `trygga-skolvagar`."""
    if 'id' not in {each.key for each in questions(model)} or data.get('id'):
        return data
    made = slug(str(data.get('title') or data.get('name') or ''))[:_LONGEST].strip('-')
    return {'id': made, **{key: value for key, value in data.items() if key != 'id'}} if made else data


def unused(wished: str, taken: set[str]) -> str:
    """Give a name that nothing else has: the wished one, or it with a number."""
    name, number = wished, 2
    while name in taken:
        name, number = f'{wished}-{number}', number + 1
    return name
