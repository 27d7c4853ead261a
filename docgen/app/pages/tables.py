"""A follow-up as an Excel file: out, filled in elsewhere, and in again, with every change shown before it is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app.data.saving import NO_FILE, ChangedMeanwhileError
from docgen.app.pages import uploads
from docgen.app.pages.record_addresses import period_trail
from docgen.app.pages.record_lists import CHANGED
from docgen.app.server.visit import download
from docgen.errors import UsageError
from docgen.swedish import plural
from docgen.tables.exchange import TableKind, TableRequest, export_table, read_table
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit
    from docgen.tables.exchange import TableReport

_EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


def excel_out(visit: Visit) -> Response:
    """Give the table as an Excel file."""
    with temporary_folder() as folder:
        file = Path(folder) / 'tabell.xlsx'
        export_table(_request(visit, file))
        content = file.read_bytes()
    return download(content, f'uppfoljning-{uploads.safe_name(visit.part("record")).rpartition(".")[0]}.xlsx', _EXCEL)


def excel_in(visit: Visit) -> Response:
    """Show what a filled-in file changes; nothing is saved yet."""
    name, (file, *_) = uploads.keep(visit.desk, visit.uploads('files'))
    report = read_table(_request(visit, file))
    period, record = visit.part('period'), visit.part('record')
    return visit.page(
        'table_changes',
        "Det här ändras",
        trail=period_trail(period, (f'/period/{period}/uppfoljning', "Uppföljning")),
        report=report,
        upload=name,
        address=f'/period/{period}/excel/{record}',
        back=f'/period/{period}/uppfoljning',
    )


def keep_table(visit: Visit) -> Response:
    """Save what was shown."""
    files = uploads.kept(visit.desk, visit.typed('upload'))
    if not files:
        raise UsageError(uploads.no_file())
    report = read_table(_request(visit, files[0]))
    back = f'/period/{visit.part("period")}/uppfoljning'
    try:
        changes = f"{len(report.changes)} {plural(len(report.changes), 'ändring', 'ändringar')} från Excel"
        visit.desk.saves.save(report.yaml, report.text, _version(report), changes)
    except ChangedMeanwhileError:
        return visit.go(back, CHANGED)
    uploads.drop(visit.desk, visit.typed('upload'))
    return visit.go(back, f"{changes} sparades och går att ångra under Historik.")


def _version(report: TableReport) -> str:
    """The version of the file that the table was held against."""
    return NO_FILE if report.new else hashlib.sha256(report.before.encode()).hexdigest()


def _request(visit: Visit, file: Path) -> TableRequest:
    return TableRequest(visit.desk.root, TableKind.FOLLOW_UP, visit.part('record'), file)
