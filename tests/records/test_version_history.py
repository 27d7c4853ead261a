"""The events of a period: a chain in which nothing is removed, changed or moved unseen, and the states they give."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.records.event_details import (
    CLASS_OF,
    EventKind,
    Fixed,
    Packaged,
    PenSignature,
    Published,
    Received,
    ReceivedSignature,
    Refreshed,
    Scanned,
    Sealed,
    Signed,
    Verified,
)
from docgen.records.events import NewEvent, appended, last_digest, read_events
from docgen.records.version_history import State, version_name, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.records.events import Event

DOCUMENT = 'medborgarlofte-lillby-2024.pdf'
ROLES = ('kommunen', 'polisen', 'raddningstjansten')

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
words = st.text(max_size=8)
details = st.one_of(
    st.builds(Fixed, title=words, pages=st.integers(0, 99), templates=st.dictionaries(words, words, max_size=2)),
    st.builds(Sealed, signer=words),
    st.builds(Signed, role=words, name=words, accepted_untrusted=st.booleans()),
    st.builds(Received, signatures=st.lists(st.builds(ReceivedSignature, role=words), max_size=2).map(tuple)),
    st.builds(Scanned, signatories=st.lists(st.builds(PenSignature, role=words, date=words), max_size=2).map(tuple)),
    st.builds(Refreshed, field=words),
    st.builds(Verified, verdict=words),
    st.builds(Published, unsigned=st.lists(words, max_size=2).map(tuple)),
    st.builds(Packaged, package=words),
)
new_events = st.builds(
    NewEvent,
    document=st.text(max_size=20),
    version=st.integers(1, 9),
    file=st.text(max_size=20),
    sha256=st.text(max_size=64),
    details=details,
)


def _stored(new: list[NewEvent]) -> tuple[list[dict[str, Any]], str]:
    """The events as a record.json holds them, written and read, and the digest of the last."""
    events = appended((), new, 'docgen')
    return _json(events), last_digest(events)


def _json(events: Sequence[Event]) -> list[dict[str, Any]]:
    stored: list[dict[str, Any]] = json.loads(json.dumps([dict(each.plain) for each in events], ensure_ascii=False))
    return stored


@settings(deadline=None)
@given(st.lists(new_events, max_size=5))
def test_whatever_happened_is_read_back_as_it_was_written(new: list[NewEvent]) -> None:
    stored, last = _stored(new)
    found = read_events(stored, last)
    assert [each.number for each in found] == list(range(1, len(new) + 1))
    assert [each.kind for each in found] == [each.kind for each in new]
    assert _json(found) == stored


@settings(deadline=None)
@given(st.lists(new_events, min_size=2, max_size=5), st.lists(new_events, max_size=3))
def test_events_can_be_appended_bit_by_bit(first: list[NewEvent], second: list[NewEvent]) -> None:
    events = appended(appended((), first, 'docgen'), second, 'docgen')
    assert len(read_events(_json(events), last_digest(events))) == len(first) + len(second)


@settings(deadline=None)
@given(st.lists(new_events, min_size=1, max_size=5), st.data())
def test_an_event_that_is_removed_shows(new: list[NewEvent], data: st.DataObject) -> None:
    stored, last = _stored(new)
    del stored[data.draw(st.integers(0, len(stored) - 1))]
    with pytest.raises(ValueError, match=r'does not follow|the last event'):
        read_events(stored, last)


@settings(deadline=None)
@given(st.lists(new_events, min_size=2, max_size=5), st.data())
def test_events_that_are_moved_show(new: list[NewEvent], data: st.DataObject) -> None:
    stored, last = _stored(new)
    order = data.draw(st.permutations(stored).filter(lambda moved: moved != stored))
    with pytest.raises(ValueError, match='does not follow'):
        read_events(order, last)


@settings(deadline=None)
@given(st.lists(new_events, min_size=1, max_size=5), st.data())
def test_a_changed_event_shows(new: list[NewEvent], data: st.DataObject) -> None:
    stored, last = _stored(new)
    event = stored[data.draw(st.integers(0, len(stored) - 1))]
    key = data.draw(st.sampled_from(['document', 'version', 'file', 'sha256', 'at', 'software', 'details', 'kind']))
    old = event[key]
    if key == 'details':
        event[key] = {**old, 'role': f'{old.get("role")}x'}
    elif key == 'kind':
        event[key] = next(kind.value for kind in EventKind if kind.value != old)
    else:
        event[key] = old + 1 if key == 'version' else f'{old}x'
    with pytest.raises(ValueError, match=r'does not follow|the last event|^event \d+: '):
        read_events(stored, last)


@settings(deadline=None)
@given(st.lists(new_events, min_size=1, max_size=3), st.dictionaries(st.text(min_size=9, max_size=12), plain))
def test_what_another_docgen_has_written_down_stays(new: list[NewEvent], more: dict[str, Any]) -> None:
    """Keys that this version does not know are kept, so that the chain holds when events are added."""
    stored, _ = _stored(new[:1])
    stored[0]['details'] = {**more, **stored[0]['details']}
    digest = hashlib.sha256(
        json.dumps(stored[0], ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()
    ).hexdigest()
    events = appended(read_events(stored, digest), new[1:], 'docgen')
    assert _json(events)[0] == stored[0]
    assert len(read_events(_json(events), last_digest(events))) == len(new)


@pytest.mark.parametrize(
    'event',
    [{}, {'kind': 'fixed'}, {'kind': 'burnt'}, {'kind': 'fixed', 'surprise': 1}, 'fixed', None, 7, [], {'kind': None}],
)
def test_what_is_no_event_is_refused_as_a_value(event: Any) -> None:
    with pytest.raises(ValueError, match=r'\w'):
        read_events([event], '')


def _event(kind: EventKind, version: int = 1, document: str = DOCUMENT, **details: Any) -> NewEvent:
    facts = CLASS_OF[kind].model_validate(details)
    return NewEvent(document, version, f'fixed/{version_name(document, version)}', 'a' * 64, facts)


def _fixed(version: int = 1, roles: tuple[str, ...] = ROLES, document: str = DOCUMENT) -> NewEvent:
    slots = [{'role': role, 'name': role.title(), 'title': 'chef'} for role in roles]
    return _event(EventKind.FIXED, version, document, slots=slots)


def _state(*new: NewEvent) -> State:
    return versions(appended((), new, 'docgen'), DOCUMENT)[-1].state


def test_a_document_goes_from_fixed_to_published() -> None:
    way = [_fixed(roles=ROLES[:2])]
    assert _state(*way) is State.FIXED
    way.append(_event(EventKind.SEALED, signer='Lillby kommun'))
    assert _state(*way) is State.FIXED
    way.append(_event(EventKind.SIGNED, role='polisen'))
    assert _state(*way) is State.PARTLY_SIGNED
    way.append(_event(EventKind.SIGNED, role='kommunen'))
    assert _state(*way) is State.SIGNED
    way.append(_event(EventKind.VERIFIED, verdict='valid'))
    assert _state(*way) is State.SIGNED
    way.append(_event(EventKind.PUBLISHED))
    assert _state(*way) is State.PUBLISHED


def test_signatures_from_a_portal_and_by_pen_count_as_those_made_here() -> None:
    received = _event(EventKind.RECEIVED, signatures=[{'role': 'kommunen'}, {'role': 'polisen'}])
    assert _state(_fixed(roles=ROLES[:2]), received) is State.SIGNED
    scanned = _event(EventKind.SCANNED, signatories=[{'role': role} for role in ROLES])
    assert _state(_fixed(), scanned) is State.SIGNED
    assert _state(_fixed(), received) is State.PARTLY_SIGNED


def test_a_document_that_nobody_signs_is_fixed_until_it_is_published() -> None:
    assert _state(_fixed(roles=())) is State.FIXED
    assert _state(_fixed(roles=()), _event(EventKind.PUBLISHED)) is State.PUBLISHED


def test_a_new_version_begins_anew_and_the_old_one_keeps_its_state() -> None:
    events = appended((), [_fixed(1), _event(EventKind.SIGNED, role='polisen'), _fixed(2)], 'docgen')
    first, second = versions(events, DOCUMENT)
    assert (first.state, second.state) == (State.PARTLY_SIGNED, State.FIXED)
    assert first.bears_signatures
    assert not second.bears_signatures
    assert second.missing_roles == list(ROLES)


def test_documents_of_a_period_are_kept_apart() -> None:
    other = 'samverkansoverenskommelse-lillby-2024.pdf'
    signed = _event(EventKind.SIGNED, role='kommunen')
    events = appended((), [_fixed(roles=ROLES[:1]), _fixed(roles=ROLES[:1], document=other), signed], 'docgen')
    assert versions(events, DOCUMENT)[0].state is State.SIGNED
    assert versions(events, other)[0].state is State.FIXED
    assert versions(events, 'nagot-annat.pdf') == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(ROLES), max_size=6), st.booleans())
def test_a_state_never_says_more_than_has_happened(signing: list[str], published: bool) -> None:
    way = [_fixed(), *(_event(EventKind.SIGNED, role=role) for role in signing)]
    way += [_event(EventKind.PUBLISHED)] if published else []
    history = versions(appended((), way, 'docgen'), DOCUMENT)[0]
    assert history.signed_roles == list(dict.fromkeys(signing))
    assert set(history.missing_roles) == set(ROLES) - set(signing)
    assert (history.state is State.PUBLISHED) == (published and set(signing) == set(ROLES))
    if not published:
        assert (history.state is State.SIGNED) == (set(signing) == set(ROLES))
        assert (history.state is State.FIXED) == (not signing)
