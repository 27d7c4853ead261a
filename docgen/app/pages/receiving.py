"""Taking in what comes back signed: first tried on a copy and shown page by page, then kept if the person says so."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import ReceiveRequest, ScanRequest, receive, receive_scan
from docgen.app.forms.kinds import Kind
from docgen.app.forms.values import read
from docgen.app.pages import uploads
from docgen.app.pages.record_addresses import period_trail
from docgen.errors import DocgenError, Finding, UsageError
from docgen.pdf.structure.page_pictures import pictures
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from docgen import ReceiveReport, ScanReport
    from docgen.app.page_state import Desk
    from docgen.app.server.visit import Visit

_WAIVERS = {
    'accept_rewritten': "Ta emot fast tjänsten har skrivit om filen, om innehållet är detsamma. Det antecknas.",
    'accept_untrusted': "Ta emot fast utgivaren av ett certifikat inte är betrodd. Det antecknas.",
}
_SCAN_WAIVERS = {
    'without_code': "Ta emot fast ingen QR-kod går att läsa. Det antecknas.",
    'pages_missing': "Ta emot fast sidor saknas. Det antecknas.",
}
_SMALL = 40
_MOST_PAGES = 60


def try_portal(visit: Visit) -> Response:
    """Show what a file from a portal holds."""
    return _tried(visit, scan=False)


def try_scan(visit: Visit) -> Response:
    """Show what a scan holds."""
    return _tried(visit, scan=True)


def page_picture(visit: Visit) -> Response:
    """Draw a page of an upload."""
    import io

    from starlette.responses import Response as Answer

    files = uploads.kept(visit.desk, visit.part('upload'))
    number = visit.part('number')
    pages = [(file, page) for file in files for page in range(_pages(visit.desk, file))]
    if not number.isdecimal() or not 0 < int(number) <= min(len(pages), _MOST_PAGES):
        raise visit.missing("Sidan finns inte.")
    file, page = pages[int(number) - 1]

    def drawn() -> bytes:
        (image,) = pictures(file, _SMALL, [page], colour=True)
        out = io.BytesIO()
        image.save(out, 'PNG', compress_level=1)
        return out.getvalue()

    return Answer(visit.desk.jobs.now(drawn), media_type='image/png')


def take(visit: Visit) -> Response:
    """Take in what was shown."""
    period = visit.part('period')
    name = visit.typed('upload')
    files = uploads.kept(visit.desk, name)
    if not files:
        raise UsageError(uploads.no_file())
    scan = visit.typed('scan') == '1'
    done: Any = visit.desk.jobs.now(lambda: _received(visit, files, None, scan=scan))
    uploads.drop(visit.desk, name)
    said = "Filen var redan mottagen." if done.already else f"{done.document}, version {done.version}, är mottagen."
    missing = f" Saknas: {', '.join(done.missing)}." if done.missing else " Alla har skrivit under."
    return visit.go(f'/period/{period}/underskrift', said + missing)


def _tried(visit: Visit, *, scan: bool) -> Response:
    period = visit.part('period')
    if visit.typed('upload'):
        name, files = visit.typed('upload'), uploads.kept(visit.desk, visit.typed('upload'))
    else:
        name, files = uploads.keep(visit.desk, visit.uploads('files'))
    found: Any = None
    refused: Sequence[Finding] = ()
    try:
        with temporary_folder() as folder:
            copy = Path(folder) / 'output'
            if (visit.desk.output / period).is_dir():
                shutil.copytree(visit.desk.output / period, copy / period)
            found = visit.desk.jobs.now(lambda: _received(visit, files, copy, scan=scan))
    except DocgenError as error:
        refused = error.findings
    pages = sum(_pages(visit.desk, file) for file in files)
    waivers = _SCAN_WAIVERS if scan else _WAIVERS
    return visit.page(
        'received',
        "Det här hittades",
        status=200 if found else 409,
        period=period,
        trail=period_trail(period, (f'/period/{period}/underskrift', "Underskrift")),
        upload=name,
        scan=scan,
        found=found,
        signatures=_signatures(found, scan=scan),
        refused=refused,
        errors=list(refused),
        pages=min(pages, _MOST_PAGES),
        waivers=[(key, label, bool(visit.typed(key))) for key, label in waivers.items()],
        signed_by=visit.chosen('signed_by'),
        days={role: visit.typed(f'day-{role}') for role in visit.chosen('signed_by')},
        document=visit.typed('document'),
    )


def _signatures(found: Any, *, scan: bool) -> list[str]:
    if found is None:
        return []
    if scan:
        return [f"{each.name}, med penna {each.date}".strip() for each in found.signatories]
    return [f"{each.name}, {each.time or 'okänd tid'}, certifikat från {each.issuer}" for each in found.signatures]


def _received(visit: Visit, files: list[Path], output: Path | None, *, scan: bool) -> ReceiveReport | ScanReport:
    root, period, document = visit.desk.root, visit.part('period'), visit.typed('document') or None
    if scan:
        signed_by = {role: _day(visit.typed(f'day-{role}')) for role in visit.chosen('signed_by')}
        return receive_scan(
            ScanRequest(
                root, period, tuple(files), signed_by, document=document, output=output,
                without_code=bool(visit.typed('without_code')), pages_missing=bool(visit.typed('pages_missing')),
            )
        )  # fmt: skip
    return receive(
        ReceiveRequest(
            root, period, files[0], document, output=output,
            accept_rewritten=bool(visit.typed('accept_rewritten')),
            accept_untrusted=bool(visit.typed('accept_untrusted')),
        )
    )  # fmt: skip


def _day(typed: str) -> datetime.date | None:
    value = str(read(Kind.DATE, typed))
    if not value:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise UsageError(
            Finding(
                'form-day',
                f"”{typed}” är inget datum.",
                "Dagen då pappret skrevs under antecknas.",
                "Gå tillbaka och skriv det som 31 mars 2021.",
            )
        ) from None


def _pages(desk: Desk, file: Path) -> int:
    """Count a file's pages; none of what is no PDF, which is told by the one who takes it in."""
    from docgen.pdf.structure.find_page import page_count

    if file.suffix != '.pdf':
        return 0
    try:
        count: int = desk.jobs.now(lambda: page_count(file))
    except Exception:  # noqa: BLE001 pdfium's own error class may not be imported here; a stranger's file may be anything
        return 0
    return count
