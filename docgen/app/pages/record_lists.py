"""The lists of a record that have pages of their own: commitments, focus areas, parties. Add, move, copy, remove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.app.data.saving import ChangedMeanwhileError
from docgen.app.pages import record_form
from docgen.app.pages.form_hints import target_sentences
from docgen.app.pages.names import unused
from docgen.app.pages.record_addresses import Part, item_index, item_name

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.data.record_files import RecordFile
    from docgen.app.pages.record_addresses import ListOf, Trail
    from docgen.app.server.visit import Visit

CHANGED = "Filen har ändrats sedan sidan öppnades. Inget är gjort. Titta på listan som den är nu, och försök igen."


@dataclass(frozen=True)
class RecordList:
    """A list of one data file, and where its pages are."""

    of: ListOf
    file: RecordFile
    address: str
    trail: Trail
    period: str = ''
    names: tuple[str, ...] = ()
    """What each item is called where it has no title of its own."""

    @property
    def items(self) -> list[Any]:
        """What the file says."""
        found = self.file.data.get(self.of.key)
        return found if isinstance(found, list) else []

    def item(self, visit: Visit, name: str) -> Part:
        """Give one of the list as a part to fill in.

        Raises:
            HTTPException: 404, there is no such item.
        """
        index = item_index(self.items, name)
        if index is None:
            raise visit.missing(f"”{name}” finns inte i listan. Kanske är det borttaget, eller har bytt namn.")
        data = self.items[index]
        title = self.title(index)
        number = data.get('number', index + 1) if isinstance(data, dict) else index + 1
        heading = f"{self.of.one} {number}: {title}" if title else f"{self.of.one} {number}"
        address = f'{self.address}/{item_name(data, index)}'
        trail = (*self.trail, (self.address, self.of.title))
        path = (self.of.key, index)
        return Part(self.file, address, heading, trail, path, (), self.period, self.address, title)

    def title(self, index: int) -> str:
        """Give what an item is called; empty if nothing says it."""
        data = self.items[index]
        own = str(data.get('title') or data.get('name') or '') if isinstance(data, dict) else ''
        return own or (self.names[index] if index < len(self.names) else '')


def show(visit: Visit, the_list: RecordList) -> Response:
    """Show the list in order."""
    state = visit.desk.state()
    rows = []
    for index, data in enumerate(the_list.items):
        item = data if isinstance(data, dict) else {}
        prefix = f'{the_list.of.key}[{index + 1}]'
        rows.append({
            'name': item_name(data, index),
            'title': the_list.title(index) or "Utan rubrik",
            'number': item.get('number', index + 1),
            'text': str(item.get('short_text') or item.get('problem') or item.get('unit') or item.get('comment') or ''),
            'sentences': target_sentences(item),
            'findings': state.of_file(the_list.file.path, prefix),
        })  # fmt: skip
    return visit.page('record_list', the_list.of.title, list=the_list, rows=rows, opened=the_list.file.version)


def change(visit: Visit, the_list: RecordList) -> Response:
    """Add, move, copy or remove one of the list, and save."""
    items = list(the_list.items)
    what = visit.typed('do')
    index = item_index(items, visit.typed('item'))
    counted = _counted(items)
    address = the_list.address
    if what == 'add':
        items.append(_new(items, the_list))
        index = len(items) - 1
        address = f'{the_list.address}/{item_name(items[index], index)}'
    elif index is None:
        return visit.go(the_list.address, "Det fanns inte längre i listan. Inget är gjort.")
    elif what == 'remove':
        del items[index]
    elif what == 'copy':
        items.insert(index + 1, _copy(items, index))
        address = f'{the_list.address}/{item_name(items[index + 1], index + 1)}'
    elif what in ('up', 'down'):
        other = index + (1 if what == 'down' else -1)
        if 0 <= other < len(items):
            items[index], items[other] = items[other], items[index]
    if counted:
        items = [{**each, 'number': place} if isinstance(each, dict) else each for place, each in enumerate(items, 1)]
    part = Part(the_list.file, the_list.address, the_list.of.title, (), period=the_list.period)
    data = {**the_list.file.data, the_list.of.key: items}
    try:
        note = record_form.save(visit, part, data, visit.typed('opened'))
    except ChangedMeanwhileError:
        return visit.go(the_list.address, CHANGED)
    return visit.go(address, note)


def _counted(items: list[Any]) -> bool:
    """Whether the items are numbered 1, 2, 3 … as they stand: then they stay so."""
    numbers = [each.get('number') for each in items if isinstance(each, dict)]
    return bool(numbers) and numbers == list(range(1, len(items) + 1))


def _names(items: list[Any]) -> set[str]:
    return {str(each.get('id')) for each in items if isinstance(each, dict)}


def _new(items: list[Any], the_list: RecordList) -> dict[str, Any]:
    """A new item: a name that says it is new, and its number, so that it can be found; the rest is asked for."""
    numbered = {'number': len(items) + 1} if the_list.of.key == 'commitments' else {}
    return {'id': unused('nytt', _names(items)), **numbered}


def _copy(items: list[Any], index: int) -> Any:
    item = items[index]
    if not isinstance(item, dict):
        return item
    numbered = {'number': len(items) + 1} if 'number' in item else {}
    return {**item, 'id': unused(f'{item.get("id", "nytt")}-kopia', _names(items)), **numbered}
