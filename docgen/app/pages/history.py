"""The history: every save with undo, and every event in the periods' records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from docgen.app.data.saving import ChangedMeanwhileError
from docgen.app.pages.period_state import periods
from docgen.records.event_details import EventKind
from docgen.records.record import read_record
from docgen.swedish.clock import here, moment_text

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_MOST = 100
EVENTS = {
    EventKind.FIXED: "Fastställd",
    EventKind.SEALED: "Fick organisationens sigill",
    EventKind.SIGNED: "Undertecknad här",
    EventKind.RECEIVED: "Mottagen undertecknad",
    EventKind.SCANNED: "Mottagen skannad",
    EventKind.REFRESHED: "Fick en ny tidsstämpel",
    EventKind.VERIFIED: "Prövad",
    EventKind.PUBLISHED: "Publicerad",
    EventKind.PACKAGED: "Arkiverad",
}
CANNOT_UNDO = "Filen har ändrats efter det sparandet, så det kan inte ångras för sig. Inget är gjort."


def history(visit: Visit) -> Response:
    """Show what has been done, newest first."""
    saves = visit.desk.saves.all()[:_MOST]
    return visit.page(
        'history',
        "Historik",
        saves=[
            {
                'number': each.number,
                'what': each.what,
                'file': each.file,
                'at': _moment(each.at),
                'undo': visit.desk.saves.can_undo(each),
            }
            for each in saves
        ],
        events=_events(visit)[:_MOST],
    )


def undo(visit: Visit) -> Response:
    """Give a file back as it was before a save."""
    number = visit.part('number')
    back = visit.typed('back')
    # Only our own addresses: no form may lead to another site.
    address = back if back.startswith('/') and not back.startswith('//') and '\\' not in back else '/historik'
    try:
        done = visit.desk.saves.undo(int(number) if number.isdecimal() and len(number) < 9 else 0)
    except KeyError:
        raise visit.missing("Det sparandet finns inte kvar i historiken.") from None
    except ChangedMeanwhileError:
        return visit.go('/historik', CANNOT_UNDO)
    return visit.go(address, f"{done.what}. Filen är som den var före det sparandet.")


def _events(visit: Visit) -> list[dict[str, Any]]:
    records = ((period, read_record(visit.desk.output / period)) for period in periods(visit))
    found = [
        {
            'at': event.at,
            'moment': _moment(event.at),
            'what': EVENTS[event.kind],
            'who': ', '.join(_names(event.details)),
            'document': event.document,
            'version': event.version,
            'period': period,
        }
        for period, record in records
        for event in (record.events if record else ())
    ]
    return sorted(found, key=lambda each: str(each['at']), reverse=True)


def _names(details: object) -> list[str]:
    """The names of those who signed."""
    several = getattr(details, 'signatures', None) or getattr(details, 'signatories', None)
    found = [getattr(each, 'name', '') for each in several or (details,)]
    return [each for each in found if each]


def _moment(at: str) -> str:
    try:
        return moment_text(datetime.datetime.fromisoformat(at).astimezone(here()))
    except ValueError:
        return at
