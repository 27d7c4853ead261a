"""What one municipality tells in a national register: its periods, and its results by theme and status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.records.record import read_record
from docgen.records.version_history import latest_versions

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.model import Agreement, FollowUp, Promise
    from docgen.model.base import Period
    from docgen.workspace import Workspace


@dataclass(frozen=True)
class RegisterPeriod:
    """One agreement or promise. Dates are ISO 8601; '' for no end, and for a day that is not set."""

    id: str
    title: str
    start: str
    end: str
    signed_on: str
    """The day in the data."""
    signed: str = ''
    """The day on which the last one signed the version in force, by the record; '' while somebody has not."""


@dataclass(frozen=True)
class Result:
    """How many outcomes of one theme have one status, in one follow-up."""

    promise: str
    follow_up: str
    theme: str
    status: str
    number: int


@dataclass(frozen=True)
class RegisterEntry:
    """One workspace. What the data do not hold is absent, never guessed."""

    municipality: str
    folder: str
    agreements: tuple[RegisterPeriod, ...]
    promises: tuple[RegisterPeriod, ...]
    follow_ups: tuple[RegisterPeriod, ...]
    results: tuple[Result, ...]
    counting: tuple[str, ...] = ()
    """The ids of the follow-ups that account for a whole promise; others are of a part."""

    def shown_follow_up(self) -> RegisterPeriod | None:
        """The latest follow-up that accounts for a whole promise; where there is none, the one that ends last."""
        whole = [each for each in self.follow_ups if each.id in self.counting]
        return whole[0] if whole else max(self.follow_ups, key=lambda each: each.end, default=None)


def register_entry(workspace: Workspace, folder: str) -> RegisterEntry:
    """Gather a workspace's entry, each kind from the latest period to the earliest."""
    party = workspace.parties.get(workspace.settings.municipality)
    return RegisterEntry(
        municipality=party.name if party else workspace.settings.municipality,
        folder=folder,
        agreements=_periods(workspace.agreements.values(), workspace.output),
        promises=_periods(workspace.promises.values(), workspace.output),
        follow_ups=_periods(workspace.follow_ups.values()),
        results=tuple(_results(workspace)),
        counting=tuple(each.id for promise in workspace.promises for each in workspace.final_follow_ups(promise)),
    )


def _periods(
    records: Iterable[Agreement | Promise | FollowUp], output: Path | None = None
) -> tuple[RegisterPeriod, ...]:
    return tuple(
        RegisterPeriod(
            each.id,
            each.title,
            *_days(each.period),
            signed_on=_day(getattr(each, 'signed_on', None)),
            signed=_day(_signed(output / each.id)) if output else '',
        )
        for each in sorted(records, key=lambda each: each.period.start, reverse=True)
    )


def _signed(folder: Path) -> datetime.date | None:
    """The day on which the last one signed, of the documents of a period that all have signed."""
    record = read_record(folder)
    histories = latest_versions(record) if record else ()
    whole = [each for each in histories if each.slots and not each.missing_slots]
    days = [signing.day for each in whole for signing in each.signings.values()]
    return max((day for day in days if day), default=None)


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), _day(period.end)


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ''


def _results(workspace: Workspace) -> Iterator[Result]:
    """Count outcomes; a commitment that its promise does not have is passed over, and told by `docgen check`."""
    for follow_up in workspace.follow_ups.values():
        promise = workspace.promises.get(follow_up.promise)
        themes = {each.id: each.theme.value for each in promise.commitments} if promise else {}
        counted = Counter(
            (themes[each.commitment], each.status.value) for each in follow_up.outcomes if each.commitment in themes
        )
        for (theme, status), number in sorted(counted.items()):
            yield Result(follow_up.promise, follow_up.id, theme, status, number)
