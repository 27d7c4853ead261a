"""The addresses of forms: a period's agreement and promise, their lists, and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.app.data.record_files import record_file
from docgen.app.pages import record_form, record_lists
from docgen.app.pages.record_addresses import LISTS, PARTIES, Part, period_file, period_trail
from docgen.app.pages.record_lists import RecordList

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_ABOUT_WORDING = (
    "Det här är meningarna som docgen själv skriver. Varje fält har docgens mening som rubrik: lämna det tomt om den "
    "ska stå, eller skriv en annan. Det som står inom klamrar, som {party}, fylls i av uppgifterna."
)
_SETTINGS = (('/', "Översikt"), ('/installningar', "Inställningar"))


def _main(visit: Visit) -> Part:
    kind = visit.part('section')
    file = period_file(visit, 'agreement' if kind == 'overenskommelse' else 'promise')
    lists = tuple(each.key for each in LISTS.values() if each.kind == file.kind)
    address = f'/period/{file.id}/{kind}'
    return Part(file, address, f"Uppgifter om {file.title}", period_trail(file.id), (), lists, file.id)


def show_main(visit: Visit) -> Response:
    """Show the form of an agreement or a promise."""
    return record_form.show(visit, _main(visit))


def take_main(visit: Visit) -> Response:
    """Take it."""
    return record_form.take(visit, _main(visit))


def _list(visit: Visit) -> RecordList:
    of = LISTS[visit.part('section')]
    file = period_file(visit, of.kind)
    return RecordList(of, file, f'/period/{file.id}/{of.section}', period_trail(file.id), file.id)


def show_list(visit: Visit) -> Response:
    """Show the commitments of a promise, or the focus areas of an agreement."""
    return record_lists.show(visit, _list(visit))


def change_list(visit: Visit) -> Response:
    """Add, move, copy or remove one."""
    return record_lists.change(visit, _list(visit))


def show_item(visit: Visit) -> Response:
    """Show the form of one."""
    return record_form.show(visit, _list(visit).item(visit, visit.part('item')))


def take_item(visit: Visit) -> Response:
    """Take it."""
    return record_form.take(visit, _list(visit).item(visit, visit.part('item')))


def tell_sentences(visit: Visit) -> Response:
    """Tell how its targets read."""
    return record_form.tell_sentences(visit, _list(visit).item(visit, visit.part('item')))


def _parties(visit: Visit) -> RecordList:
    return RecordList(PARTIES, record_file(visit.desk.root, 'parties'), '/installningar/parter', _SETTINGS)


def show_parties(visit: Visit) -> Response:
    """Show the parties."""
    return record_lists.show(visit, _parties(visit))


def change_parties(visit: Visit) -> Response:
    """Add, move, copy or remove one."""
    return record_lists.change(visit, _parties(visit))


def show_party(visit: Visit) -> Response:
    """Show the form of a party."""
    return record_form.show(visit, _parties(visit).item(visit, visit.part('item')))


def take_party(visit: Visit) -> Response:
    """Take it."""
    return record_form.take(visit, _parties(visit).item(visit, visit.part('item')))


def _settings(visit: Visit) -> Part:
    kind, title, told = {
        'arbetsytan': ('settings', "Arbetsytan", ''),
        'formuleringar': ('wording', "Formuleringar", _ABOUT_WORDING),
    }[visit.part('section')]
    file = record_file(visit.desk.root, kind)
    return Part(file, f'/installningar/{visit.part("section")}', title, _SETTINGS, told=told)


def show_settings(visit: Visit) -> Response:
    """Show the form of the workspace's settings, or of the fixed sentences."""
    return record_form.show(visit, _settings(visit))


def take_settings(visit: Visit) -> Response:
    """Take it."""
    return record_form.take(visit, _settings(visit))


def settings(visit: Visit) -> Response:
    """Show what there is to set."""
    return visit.page('settings', "Inställningar")
