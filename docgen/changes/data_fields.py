"""Which value of the data a paragraph of a filled document came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.checks.record_texts import texts_of
from docgen.context.shared_context import paragraphs, sentence_case
from docgen.context.target_text import target_text
from docgen.swedish import join_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.model import Record
    from docgen.workspace import RecordKind

Path = tuple[str | int, ...]
_LISTS = frozenset(('functions', 'places'))
_LONG_TEXT = 20_000
"""The length that only texts of several paragraphs may have."""


@dataclass(frozen=True)
class DataField:
    """A text of a record, or a paragraph of it."""

    kind: RecordKind
    record: str
    path: Path
    """The keys that lead to the value, positions in lists from 0."""
    text: str
    paragraph: int | None = None
    """Which of the text's paragraphs, from 0; None for a list or what is computed."""
    of: int = 1
    """How many paragraphs the text has."""
    computed: bool = False
    """Whether the words are made from a value that is no text, as a target's are."""
    several: bool = False
    """Whether the value may have several paragraphs."""


@dataclass(frozen=True)
class Found:
    """A field and what stands around its text in a paragraph."""

    field: DataField
    before: str
    after: str
    capital: bool
    """Whether the paragraph begins the text with a capital letter that the data do not have."""


def fields_of(kind: RecordKind, record_id: str, record: Record) -> Iterator[DataField]:
    """Give every text of a record, paragraph by paragraph, its lists in words, and its targets in words.

    Args:
        kind: what the record is.
        record_id: its id.
        record: the record itself.
    """
    for path, text, technical in texts_of(record):
        if technical or (len(path) > 1 and path[-2] in _LISTS):
            continue
        parts = [str(each) for each in paragraphs(text)]
        several = _may_have_several(record, path)
        for number, part in enumerate(parts):
            yield DataField(kind, record_id, path, part, number, len(parts), several=several)
    for index, commitment in enumerate(getattr(record, 'commitments', ())):
        for key in sorted(_LISTS):
            if len(getattr(commitment, key)) > 0:
                words = join_list(list(getattr(commitment, key)))
                yield DataField(kind, record_id, ('commitments', index, key), words)
        for number, target in enumerate(commitment.targets):
            path = ('commitments', index, 'targets', number)
            yield DataField(kind, record_id, path, target_text(target), computed=True)


def found_in(paragraph: str, fields: Sequence[DataField]) -> list[Found]:
    """Give the fields whose whole text stands in a paragraph; only the longest ones, several if they are as long."""
    wanted = plain(paragraph)
    found = []
    for field in fields:
        text = plain(field.text)
        for spelled, capital in ((text, False), (sentence_case(text), sentence_case(text) != text)):
            at = wanted.find(spelled)
            if spelled and at >= 0 and _whole_words(wanted, at, len(spelled)):
                found.append(Found(field, wanted[:at], wanted[at + len(spelled) :], capital))
                break
    longest = max((len(each.field.text) for each in found), default=0)
    return [each for each in found if len(each.field.text) == longest]


def plain(text: str) -> str:
    """Write a text with plain spaces and hyphens, as the data have it."""
    return ' '.join(text.replace('\u2011', '-').replace('\u00ad', '').replace('\u2060', '').split())


def new_value(found: Found, paragraph: str) -> str | None:
    """Give what the field's text is in the changed paragraph; None if what stands around it is changed as well."""
    now = plain(paragraph)
    if len(now) < len(found.before) + len(found.after):
        return None
    if not (now.startswith(found.before) and now.endswith(found.after)):
        return None
    value = now[len(found.before) : len(now) - len(found.after)] if found.after else now[len(found.before) :]
    if found.capital and value[:2] and not value[:2].isupper():
        value = value[:1].lower() + value[1:]
    return value.strip() or None


def _whole_words(text: str, at: int, length: int) -> bool:
    before, after = text[at - 1 : at] if at else '', text[at + length : at + length + 1]
    return not (before.isalnum() or after.isalnum())


def _may_have_several(record: Record, path: Path) -> bool:
    owner: Any = record
    for step in path[:-1]:
        owner = owner[step] if isinstance(step, int) else getattr(owner, step)
    if isinstance(path[-1], int):
        return False
    metadata = type(owner).model_fields[path[-1]].metadata
    return str(_LONG_TEXT) in str(metadata) or str(_LONG_TEXT) in str(type(owner).model_fields[path[-1]].annotation)
