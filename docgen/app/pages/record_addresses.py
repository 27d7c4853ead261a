"""Web addresses of data files and of items in them: which record an address means, its heading and breadcrumbs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.app.data.record_files import RecordFile, record_files
from docgen.app.forms.kinds import questions
from docgen.workspace.yaml_source import dotted

if TYPE_CHECKING:
    from docgen.app.server.visit import Visit
    from docgen.model import Record
    from docgen.workspace.yaml_source import KeyPath

    Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ListOf:
    """A list of a record that has a page of its own, and one for each of its items."""

    kind: str
    """Of the data file."""
    key: str
    section: str
    """The last part of its address."""
    title: str
    one: str
    """What one of them is called."""
    new: str
    """With its article: "ett nytt löfte"."""


LISTS = {
    'loften': ListOf('promise', 'commitments', 'loften', "Löften", "Löfte", "ett nytt löfte"),
    'omraden': ListOf(
        'agreement', 'focus_areas', 'omraden', "Prioriterade områden", "Område", "ett nytt prioriterat område"
    ),
}
OUTCOMES = ListOf('follow_up', 'outcomes', 'utfall', "Utfall", "Utfall", "ett nytt utfall")
PARTIES = ListOf('parties', 'parties', 'parter', "Parter", "Part", "en ny part")


@dataclass(frozen=True)
class Part:
    """A record, or one item of one of its lists, to be filled in on a page of its own."""

    file: RecordFile
    address: str
    title: str
    trail: Trail
    path: KeyPath = ()
    without: tuple[str, ...] = ()
    period: str = ''
    """Whose draft shows it; empty without."""
    back: str = ''
    """Where its item is removed and copied."""
    heading: str = ''
    """A text that stands where it is printed, to find the page by."""
    told: str = ''
    """What to know before one begins to fill it in."""

    @property
    def model(self) -> type[Record]:
        """The model of what is filled in."""
        model = self.file.model
        for step in self.path:
            if isinstance(step, str):
                model = next(each.model for each in questions(model) if each.key == step and each.model)
        return model

    @property
    def data(self) -> dict[str, Any]:
        """What the file says of it."""
        value: Any = self.file.data
        for step in self.path:
            value = value[step]
        return dict(value) if isinstance(value, dict) else {}

    @property
    def prefix(self) -> str:
        """Its key in the file: `commitments[2]`."""
        return dotted(self.path)

    def whole(self, data: dict[str, Any]) -> dict[str, Any]:
        """Give the file's data with other data in this part's place."""
        whole: dict[str, Any] = replaced(self.file.data, self.path, data)
        return whole


def replaced(data: Any, path: KeyPath, value: Any) -> Any:
    """Give data with a value in place of the one at a path; nothing of the old is changed.

    Args:
        data: lists and dicts.
        path: keys and positions in lists, from 0; an empty one is the whole.
        value: what is to stand there.
    """
    if not path:
        return value
    step, *rest = path
    changed = list(data) if isinstance(data, list) else dict(data)
    changed[step] = replaced(data[step], tuple(rest), value)  # type: ignore[index]
    return changed


def period_file(visit: Visit, kind: str) -> RecordFile:
    """Give the agreement or promise of the address's period.

    Raises:
        HTTPException: 404, there is none.
    """
    period = visit.part('period')
    found = next((each for each in record_files(visit.desk.root, kind) if each.id == period), None)
    if found is None:
        raise visit.missing(f"Det finns ingen period ”{period}” med den uppgiften.")
    return found


def follow_ups_of(visit: Visit, period: str) -> list[RecordFile]:
    """Give the follow-ups of a promise."""
    return [each for each in record_files(visit.desk.root, 'follow_up') if each.id == period]


def period_trail(period: str, *more: tuple[str, str]) -> Trail:
    """Give the way from the overview to a period's page, and on."""
    return (('/', "Översikt"), (f'/period/{period}', period), *more)


def item_name(data: Any, index: int) -> str:
    """Give the last part of an item's address: its id, or its place where it has none of its own."""
    name = data.get('id') if isinstance(data, dict) else None
    return str(name) if isinstance(name, str) and name and '/' not in name else f'nr-{index + 1}'


def item_index(items: Any, name: str) -> int | None:
    """Give the place of the item that an address names."""
    names = [item_name(each, index) for index, each in enumerate(items or [])]
    if name in names:
        return names.index(name)
    number = name.removeprefix('nr-')
    return int(number) - 1 if number.isdecimal() and 0 < int(number) <= len(names) else None
