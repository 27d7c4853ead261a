"""What the fields that refer to something else may be answered with: the parties, agreements, areas, commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.app.data.record_files import record_file, record_files
from docgen.app.forms.kinds import Choice, questions
from docgen.model import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from docgen.app.data.record_files import RecordFile
    from docgen.app.forms.fields import References
    from docgen.model import Record

_PARTY_FIELDS = frozenset(('party', 'parties', 'municipality', 'sender'))
_NO_PARTIES = frozenset(
    ('PartyList', 'AreaCommitments', *(each.model.__name__ for each in questions(Wording) if each.model))
)
"""Models that have a field of such a name with something else in it: sentences, for example."""


def references(root: Path, file: RecordFile) -> References:
    """Give what tells the choices of a record's fields."""
    found: dict[str, tuple[Choice, ...]] = {}

    def choices(model: type[Record], key: str) -> tuple[Choice, ...] | None:
        where = _where(model.__name__, key)
        if where is None:
            return None
        if where not in found:
            found[where] = tuple(_GATHER[where](root, file))
        return found[where]

    return choices


def _where(model: str, key: str) -> str | None:
    if key in _PARTY_FIELDS and model not in _NO_PARTIES:
        return 'parties'
    return {
        ('Promise', 'agreement'): 'agreement',
        ('Promise', 'previous'): 'promise',
        ('FollowUp', 'promise'): 'promise',
        ('Commitment', 'focus_area'): 'areas',
        ('Outcome', 'commitment'): 'commitments',
    }.get((model, key))


def _parties(root: Path, _: RecordFile) -> Iterable[Choice]:
    return _choices(record_file(root, 'parties').data.get('parties'), 'id', 'name')


def _periods(kind: str) -> Callable[[Path, RecordFile], Iterable[Choice]]:
    return lambda root, _: [Choice(each.id, each.title) for each in record_files(root, kind)]


def _areas(root: Path, file: RecordFile) -> Iterable[Choice]:
    agreement = file.data.get('agreement')
    found = next((each for each in record_files(root, 'agreement') if each.id == agreement), None)
    return _choices(found.data.get('focus_areas') if found else None, 'id', 'title')


def _commitments(root: Path, file: RecordFile) -> Iterable[Choice]:
    promise = next((each for each in record_files(root, 'promise') if each.id == file.id), None)
    return _choices(promise.data.get('commitments') if promise else None, 'id', 'title')


def _choices(items: Any, key: str, label: str) -> list[Choice]:
    dicts = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return [Choice(str(each[key]), str(each.get(label) or each[key])) for each in dicts if each.get(key)]


_GATHER: dict[str, Callable[[Path, RecordFile], Iterable[Choice]]] = {
    'parties': _parties,
    'agreement': _periods('agreement'),
    'promise': _periods('promise'),
    'areas': _areas,
    'commitments': _commitments,
}
