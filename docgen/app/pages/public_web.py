"""The web as a whole, not one period: a feed of all that is published, and whether the addresses in the data answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.app.server.jobs import Result
from docgen.app.server.visit import download
from docgen.errors import FindingsError
from docgen.pipeline.published_feed import published_feed
from docgen.web.answering_addresses import address_findings, written_addresses
from docgen.web.feed import JSON_FILE, RSS_FILE

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_TYPES = {JSON_FILE: 'application/feed+json', RSS_FILE: 'application/rss+xml'}


def feed_file(visit: Visit) -> Response:
    """Give the feed in one of its two forms."""
    name = visit.part('name')
    if name not in _TYPES:
        raise visit.missing("Flödet finns som flode.xml (RSS) och flode.json.")
    state = visit.desk.state()
    if state.workspace is None:
        raise FindingsError(state.errors())
    made = published_feed(state.workspace, visit.desk.output)
    return download(made[name].encode(), name, _TYPES[name])


def ask_addresses(visit: Visit) -> Response:
    """Ask every address of the data whether it answers, in the background."""
    folder = visit.desk.root / 'data'

    def work(progress: Any) -> Result:
        written = list(written_addresses(folder))
        progress(f"Frågar {len(written)} adresser")
        found = address_findings(written)
        return Result(f'/webb/adresser/{visit.desk.keep_result((len(written), found))}', '')

    return visit.go(f'/arbete/{visit.desk.jobs.start("Fråga adresserna", "/webb/adresser", work).number}')


def addresses(visit: Visit) -> Response:
    """Show which addresses the data hold, before any is asked."""
    written = list(written_addresses(visit.desk.root / 'data'))
    return visit.page('addresses', "Webbadresserna i uppgifterna", written=written, findings=None, count=len(written))


def answered(visit: Visit) -> Response:
    """Show which addresses did not answer as they should."""
    kept = visit.desk.result(visit.part('result'))
    if not isinstance(kept, tuple):
        raise visit.missing("Svaret finns inte kvar. Fråga adresserna en gång till.")
    count, findings = kept
    return visit.page('addresses', "Webbadresserna i uppgifterna", written=[], findings=findings, count=count)
