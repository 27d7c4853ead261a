"""What was promised and reached the year before, of a commitment that goes on under the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.context.target_text import target_text
from docgen.context.words_for_choices import STATUSES

if TYPE_CHECKING:
    from docgen.app.pages.record_addresses import Part
    from docgen.app.server.visit import Visit


def last_year(visit: Visit, part: Part) -> list[tuple[str, str]]:
    """Give labels and texts of the same commitment in the promise before; nothing if it is new."""
    workspace = visit.desk.state().workspace
    previous = part.file.data.get('previous')
    promise = workspace.promises.get(str(previous)) if workspace and previous else None
    if workspace is None or promise is None:
        return []
    before = next((each for each in promise.commitments if each.id == part.data.get('id')), None)
    if before is None:
        return []
    told = [("Löftet", before.short_text), *(("Mått", target_text(each)) for each in before.targets)]
    for follow_up in workspace.follow_ups_of(promise.id):
        for outcome in follow_up.outcomes:
            if outcome.commitment == before.id:
                party = workspace.parties.get(outcome.party or '')
                told.append(
                    (party.name if party else "Utfall", f"{STATUSES[outcome.status]['word']}. {outcome.comment}")
                )
    return told
