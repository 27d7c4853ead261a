"""What a form does by itself must be the same after a signature: a new field may hold a program, or be drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.generic import ArrayObject, BooleanObject, DictionaryObject, IndirectObject
from pyhanko.sign.diff_analysis import SuspiciousModification, WhitelistRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyhanko.pdf_utils.reader import HistoricalResolver
    from pyhanko.sign.diff_analysis import ReferenceUpdate

_ACTIONS = ('/A', '/AA')
_DEEPEST = 20


class SameBehaviourRule(WhitelistRule):
    """Allows no update by itself; refuses actions on fields, and that viewers draw fields as they think best."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Give nothing. Raises SuspiciousModification when the form does more in the newer revision."""
        if _redraws(new) and not _redraws(old):
            raise SuspiciousModification('viewers are told to draw the fields anew')
        if set(_actions(new)) - set(_actions(old)):
            raise SuspiciousModification('a field does something by itself')
        return ()


def _redraws(revision: HistoricalResolver) -> bool:
    value = _of(_form(revision), '/NeedAppearances')
    return bool(value.value if isinstance(value, BooleanObject) else value)


def _actions(revision: HistoricalResolver) -> Iterator[tuple[str, str]]:
    yield from _within(_of(_form(revision), '/Fields'), '', 0)


def _within(fields: Any, prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    if not isinstance(fields, ArrayObject):
        return
    if depth > _DEEPEST:
        raise SuspiciousModification('the form has too many levels')
    for each in fields:
        field = _resolved(each)
        if isinstance(field, DictionaryObject):
            name = f'{prefix}.{_of(field, "/T")}'
            yield from ((name, key) for key in _ACTIONS if key in field)
            yield from _within(_of(field, '/Kids'), name, depth + 1)


def _form(revision: HistoricalResolver) -> DictionaryObject:
    form = _of(revision.root, '/AcroForm')
    return form if isinstance(form, DictionaryObject) else DictionaryObject({})  # type: ignore[no-untyped-call]


def _of(holder: DictionaryObject, key: str) -> Any:
    """The value as it is in the holder's own revision; None if it has none."""
    return _resolved(holder.raw_get(key)) if key in holder else None


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value  # type: ignore[no-untyped-call]
