"""The workspace's records one after the other, with the kind and id by which a place is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from docgen.model import Record
from docgen.model.base import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.errors import Place
    from docgen.model import Agreement, Promise
    from docgen.workspace import RecordKind, Workspace

Path = tuple[str | int, ...]

# Ids, addresses, file names and numbers that other systems set: spelling rules do not hold there.
TECHNICAL = {
    'Settings': {'name', 'municipality', 'engine', 'web_folder', 'templates'},
    'Contact': {'email', 'phone'},
    'ArchiveSettings': {'creator_number', 'institution_number', 'agreement'},
    'Classification': {'code'},
    'CaseDates': {'period'},
    'Party': {'id', 'kind', 'organisation_number', 'logo', 'website'},
    'Signatory': {'party', 'role'},
    'ReferenceNumber': {'party', 'number'},
    'Agreement': {'id', 'parties'},
    'FocusArea': {'id'},
    'Promise': {'id', 'agreement', 'parties', 'previous', 'grouping'},
    'Commitment': {'id', 'theme', 'focus_area', 'promised_by', 'parties'},
    'Target': {'comparator', 'per', 'scope'},
    'SubCondition': {'comparator'},
    'FollowUp': {'id', 'promise', 'sender'},
    'Outcome': {'commitment', 'party', 'status', 'reason'},
    'Count': {'precision'},
}


@dataclass(frozen=True)
class RecordEntry:
    """A record and what it is filed under."""

    kind: RecordKind
    id: str
    record: Record
    workspace: Workspace

    def place(self, *path: str | int) -> Place:
        """Where a value of the record stands."""
        return self.workspace.place(self.kind, self.id, *path)


class RecordText(NamedTuple):
    """A text in a record."""

    path: Path
    text: str
    technical: bool


def record_entries(workspace: Workspace) -> Iterator[RecordEntry]:
    """Settings, parties, agreements, promises and follow-ups."""
    yield RecordEntry('settings', '', workspace.settings, workspace)
    for party_id, party in workspace.parties.items():
        yield RecordEntry('party', party_id, party, workspace)
    for agreement_id, agreement in workspace.agreements.items():
        yield RecordEntry('agreement', agreement_id, agreement, workspace)
    for promise_id, promise in workspace.promises.items():
        yield RecordEntry('promise', promise_id, promise, workspace)
    for promise_id, follow_up in workspace.follow_ups.items():
        yield RecordEntry('follow_up', promise_id, follow_up, workspace)


def is_gap(text: str) -> bool:
    """Whether the text is a draft's mark for a text that is not written yet."""
    return text.startswith(GAP.split('{', maxsplit=1)[0])


def signed_documents(workspace: Workspace) -> Iterator[tuple[RecordKind, Agreement | Promise]]:
    """The agreements and the promises, with their kind: those have parties and signatories."""
    for agreement in workspace.agreements.values():
        yield 'agreement', agreement
    for promise in workspace.promises.values():
        yield 'promise', promise


def texts_of(record: Record, path: Path = (), *, technical: bool = False) -> Iterator[RecordText]:
    """Every text in the record, in the order of the model.

    Args:
        record: the record.
        path: the keys that lead to it, and positions in lists from 0.
        technical: whether it is part of something that spelling rules do not hold for.
    """
    exempt = TECHNICAL.get(type(record).__name__, set())
    for name in type(record).model_fields:
        yield from _texts(getattr(record, name), (*path, name), technical=technical or name in exempt)


def _texts(value: object, path: Path, *, technical: bool) -> Iterator[RecordText]:
    if isinstance(value, str):
        yield RecordText(path, str(value), technical)
    elif isinstance(value, Record):
        yield from texts_of(value, path, technical=technical)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index), technical=technical)
