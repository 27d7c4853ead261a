"""Texts of a period that came from the one before and are still marked to be looked over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.checks.record_texts import texts_of
from docgen.model.base import LOOK_OVER_MARK
from docgen.workspace.json_schemas import attribute_docs

if TYPE_CHECKING:
    from typing import Any

    from docgen.model import Record


@dataclass(frozen=True)
class MarkedText:
    """A text with marks, and what stands inside them."""

    path: tuple[str | int, ...]
    label: str
    """"Trygghetsvandringar: Löftets text"."""
    marked: tuple[str, ...]


def marked_texts(record: Record) -> tuple[MarkedText, ...]:
    """Give a record's texts that hold a mark, in the order of the model."""
    return tuple(
        MarkedText(path, _label(record, path), tuple(dict.fromkeys(found)))
        for path, text, _ in texts_of(record)
        if (found := LOOK_OVER_MARK.findall(text))
    )


def _label(record: Record, path: tuple[str | int, ...]) -> str:
    owner: Any = record
    inside = label = ''
    for step in path:
        if isinstance(step, int):
            owner = owner[step]
            title = LOOK_OVER_MARK.sub(r'\1', getattr(owner, 'title', ''))
            inside = f"{title}: " if title else inside
        else:
            label = attribute_docs(owner.__class__).get(step, step).partition('.')[0]
            owner = getattr(owner, step)
    return f"{inside}{label}"
