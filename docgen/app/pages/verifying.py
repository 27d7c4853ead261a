"""Pröva en fil: drop any PDF, and see in one sentence whether its signatures hold, then why, then each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen import DocumentVerdict, VerifyReport, VerifyRequest, verify
from docgen.app.pages import uploads
from docgen.app.server.jobs import Result
from docgen.app.server.visit import download
from docgen.sign.verifying.evidence_page import evidence_page
from docgen.sign.verifying.validation_report import report as validation_report
from docgen.sign.verifying.verdict_sentences import advice, headline
from docgen.sign.verifying.verification_text import explanation, rebuild_lines, rows, title

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_BROKEN = frozenset((
    DocumentVerdict.NOT_A_PDF, DocumentVerdict.DAMAGED, DocumentVerdict.BROKEN, DocumentVerdict.CHANGED_AFTER_SIGNING,
    DocumentVerdict.WEAK_ALGORITHM, DocumentVerdict.REVOKED, DocumentVerdict.NOT_YET_VALID, DocumentVerdict.EXPIRED,
    DocumentVerdict.UNEXPECTED_SIGNER, DocumentVerdict.OTHER_DOCUMENT,
))  # fmt: skip
"""What is known not to hold; of the other verdicts nothing more is said than what was looked at."""


def ask(visit: Visit) -> Response:
    """Show where to drop a file."""
    return visit.page('verify', "Pröva en fil")


def take(visit: Visit) -> Response:
    """Verify a dropped file."""
    name, (file, *_) = uploads.keep(visit.desk, visit.uploads('files'))
    shown = (visit.uploads('files')[0].filename or file.name)[:200]
    network = bool(visit.typed('network'))

    def work(progress: Any) -> Result:
        try:
            found = verify(VerifyRequest(file, visit.desk.root, network=network), progress)
        finally:
            uploads.drop(visit.desk, name)
        return Result(f'/prova/{visit.desk.keep_result((shown, found))}', '')

    job = visit.desk.jobs.start(f"Pröva {shown}", '/prova', work)
    return visit.go(f'/arbete/{job.number}')


def take_period(visit: Visit) -> Response:
    """Verify a period's signed document, and save the report with it."""
    period = visit.part('period')

    def work(progress: Any) -> Result:
        found = verify(VerifyRequest(None, visit.desk.root, period, save=True), progress)
        name = found.verification.document or period
        return Result(
            f'/prova/{visit.desk.keep_result((name, found))}', "Rapporten är sparad hos det undertecknade dokumentet."
        )

    job = visit.desk.jobs.start(f"Pröva underskrifterna för {period}", f'/period/{period}/underskrift', work)
    return visit.go(f'/arbete/{job.number}')


def show(visit: Visit) -> Response:
    """Show what verifying came to."""
    name, found = _result(visit)
    verification = found.verification
    return visit.page(
        'verified',
        headline(verification).rstrip('.'),
        trail=(('/', "Översikt"), ('/prova', "Pröva en fil")),
        name=name,
        ok=verification.ok,
        broken=verification.verdict in _BROKEN,
        advice=advice(verification.verdict, by_pen=bool(verification.by_pen)),
        rebuilt=[each.strip(' –') for each in rebuild_lines(verification)],
        verification=verification,
        signatures=[
            (title(place, each), explanation(each), rows(each)) for place, each in enumerate(verification.signatures, 1)
        ],
        result=visit.part('result'),
    )


def report(visit: Visit) -> Response:
    """Give the report as PDF."""
    name, found = _result(visit)
    workspace = visit.desk.state().workspace
    made = visit.desk.jobs.now(lambda: validation_report(found.verification, workspace.wording if workspace else None))
    return download(made, f'utlatande-{uploads.safe_name(name).rpartition(".")[0]}.pdf', 'application/pdf')


def evidence(visit: Visit) -> Response:
    """Give the one page for whoever must rely on the file, as PDF."""
    name, found = _result(visit)
    workspace = visit.desk.state().workspace
    made = visit.desk.jobs.now(lambda: evidence_page(found.verification, workspace.wording if workspace else None))
    return download(made, f'intyg-{uploads.safe_name(name).rpartition(".")[0]}.pdf', 'application/pdf')


def _result(visit: Visit) -> tuple[str, VerifyReport]:
    kept = visit.desk.result(visit.part('result'))
    if not isinstance(kept, tuple) or not isinstance(kept[1], VerifyReport):
        raise visit.missing("Svaret finns inte kvar. Pröva filen en gång till.")
    return kept[0], kept[1]
