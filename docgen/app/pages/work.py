"""The page of a piece of work: its stage while it is done, and then what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.jobs import Job
    from docgen.app.server.visit import Visit

_PATIENCE = 25
"""Seconds that the link for those without a script waits."""


def work(visit: Visit) -> Response:
    """Show a piece of work. What was done without a word is shown where it belongs."""
    job = _job(visit)
    if visit.asked('vanta'):
        job.done.wait(_PATIENCE)
    if job.done.is_set() and not job.failed and not job.warnings:
        visit.desk.jobs.forget(job.number)
        return visit.go(job.address, job.said)
    title = f"{job.title} pågår" if not job.done.is_set() else f"{job.title} gick inte" if job.failed else job.title
    return visit.page('work', title, job=job, errors=job.failed)


def stage(visit: Visit) -> Response:
    """Tell a script how far it has come."""
    job = _job(visit)
    return JSONResponse({'stage': job.stage, 'done': job.done.is_set()})


def forget(visit: Visit) -> Response:
    """Take it off the overview when it has been read."""
    job = _job(visit)
    visit.desk.jobs.forget(job.number)
    return RedirectResponse(job.address or job.back, 303)


def _job(visit: Visit) -> Job:
    number = visit.part('number')
    job = visit.desk.jobs.job(int(number)) if number.isdecimal() and len(number) < 9 else None
    if job is None:
        raise visit.missing("Arbetet är klart och borttaget från listan.")
    return job
