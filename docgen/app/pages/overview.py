"""The overview: what needs you now, and then every period with how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.app.data.record_files import record_files
from docgen.app.pages.period_state import Step, counted, next_step, periods, place_of, report, state_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen import StatusReport
    from docgen.app.server.visit import Visit

_MOST = 3


def overview(visit: Visit) -> Response:
    """Show the overview."""
    told = report(visit)
    names = periods(visit)
    names += [each.period for each in told.documents if each.period not in names]
    return visit.page(
        'overview',
        "Översikt",
        now=_now(visit, told)[:_MOST],
        periods=[_period(visit, name, told) for name in dict.fromkeys(names)],
        faults=told.faults,
    )


def _now(visit: Visit, told: StatusReport) -> list[Step]:
    """Give what needs someone now, the gravest first."""
    steps = [
        Step("Visa filen", f'/period/{each.place.file.parent.name}' if each.place.file else '/', each.what)
        for each in told.faults
    ]
    by_place: dict[tuple[str, str], int] = {}
    for finding in visit.desk.state().errors():
        place = place_of(visit.desk.root, finding)
        by_place[place] = by_place.get(place, 0) + 1
    steps += [
        Step("Rätta", address or '/installningar', f"{number} {'sak' if number == 1 else 'saker'} att rätta i {what}.")
        for (address, what), number in by_place.items()
    ]
    newest = sorted((each for each in told.documents if each.latest), key=lambda each: each.period, reverse=True)
    for document in newest:
        step = next_step(document)
        if step and all(step.address != each.address for each in steps):
            steps.append(Step(step.label, step.address, f"{document.title}: {step.why}."))
    return steps


def _period(visit: Visit, name: str, told: StatusReport) -> dict[str, Any]:
    documents = [each for each in told.documents if each.period == name and each.latest]
    files = [each for each in record_files(visit.desk.root) if each.id == name]
    found = [each for file in files for each in visit.desk.state().of_file(file.path)]
    errors, warnings = counted(found)
    steps = [step for step in (next_step(each) for each in documents) if step]
    return {
        'name': name,
        'title': next((each.title for each in files if each.kind != 'follow_up'), name),
        'documents': [
            {
                'title': each.title,
                'state': state_of(each),
                'missing': [signer.name for signer in each.signers if not signer.signed],
                'signed': [signer.name for signer in each.signers if signer.signed],
            }
            for each in documents
        ],
        'errors': errors,
        'warnings': warnings,
        'step': steps[0] if steps else None,
    }
