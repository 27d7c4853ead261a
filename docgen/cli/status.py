"""`docgen status`: how far every document has come."""

from __future__ import annotations

import datetime
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors
from docgen.cli.many import for_all
from docgen.errors import ExitCode
from docgen.records.version_history import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.sign.status import DocumentStatus, Signer, StatusReport

STATES = {
    State.DRAFT: "inte fastställd",
    State.FIXED: "fastställd",
    State.PARTLY_SIGNED: "delvis undertecknad",
    State.SIGNED: "undertecknad",
    State.PUBLISHED: "publicerad",
}
_WIDE = 100
"""Columns of a terminal from which on there is room for a table."""
_HEADINGS = ("Dokument", "Version", "Läge", "Undertecknat av", "Saknas")
_NARROWEST = (26, 7, 13, 22, 16)
_GAP = 2


@click.command('status')
@options.periods
@options.output
@options.as_json
@click.pass_context
@for_all('status')
@reports_errors
def command(ctx: click.Context, periods: tuple[str, ...], *, output: Path | None, as_json: bool) -> None:
    """Visa hur långt varje dokument har kommit, för de perioder som anges eller alla.

    Visar version, läge, vem som har skrivit under, vem som saknas och nästa steg. Kontrollerar också att fastställda
    och undertecknade filer är som de var; är de inte det slutar kommandot med kod 6.
    """
    from docgen.sign.status import StatusRequest, status

    report = status(StatusRequest(options.root(ctx), periods, output))
    code = ExitCode.SIGNATURE if report.faults else ExitCode.DONE
    if as_json:
        print_json({'exit_code': int(code), **_as_json(report)})
    else:
        width = shutil.get_terminal_size((_WIDE + 20, 24)).columns
        for line in _table(report.documents, width) if width >= _WIDE else _blocks(report.documents, width):
            click.echo(line)
        for line in _steps(report.documents):
            click.echo(line)
        print_findings((*report.warnings, *report.faults))
    sys.exit(code)


def _table(documents: Sequence[DocumentStatus], width: int) -> Iterator[str]:
    rows = [_row(each) for each in documents]
    widths = _widths(rows, width)
    yield click.style(_line(_HEADINGS, widths), bold=True)
    period = None
    for document, row in zip(documents, rows, strict=True):
        if period not in (None, document.period):
            yield ''
        period = document.period
        columns = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        for number in range(max(map(len, columns))):
            yield _line([column[number] if number < len(column) else '' for column in columns], widths)


def _row(document: DocumentStatus) -> tuple[list[str], ...]:
    version = str(document.version) if document.version else "–"
    signed = [_signed(each) for each in document.signers if each.signed]
    missing = [f"{each.name} ({each.role})" for each in document.signers if not each.signed]
    return [document.document], [version], [_state(document)], signed, missing if document.latest else []


def _widths(rows: Sequence[tuple[list[str], ...]], width: int) -> list[int]:
    """Give each column what it wishes, and take from the widest until the line fits."""
    widths = [
        max([len(heading), *(len(text) for row in rows for text in row[column])])
        for column, heading in enumerate(_HEADINGS)
    ]
    while sum(widths) + _GAP * (len(widths) - 1) > width:
        spare = [wide - least for wide, least in zip(widths, _NARROWEST, strict=True)]
        if max(spare) <= 0:
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def _wrapped(cell: Sequence[str], room: int) -> list[str]:
    return [line for text in cell for line in textwrap.wrap(text, room)]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (' ' * _GAP).join(f'{cell:<{room}}' for cell, room in zip(cells, widths, strict=True)).rstrip()


def _blocks(documents: Sequence[DocumentStatus], width: int) -> Iterator[str]:
    """One document below the other, for a terminal that is too narrow for a table."""
    for number, document in enumerate(documents):
        if number:
            yield ''
        _, version, state, signed, missing = _row(document)
        yield click.style(document.document, bold=True)
        facts = [
            f"Version: {version[0]}" if document.version else "",
            f"Läge: {state[0]}",
            f"Undertecknat av: {', '.join(signed)}" if signed else "",
            f"Saknas: {', '.join(missing)}" if missing else "",
        ]
        for fact in filter(None, facts):
            yield from textwrap.wrap(fact, max(width, 20), initial_indent='  ', subsequent_indent='    ')


def _steps(documents: Sequence[DocumentStatus]) -> Iterator[str]:
    """Every command to run next, once, on a line of its own so that it can be copied."""
    purposes: dict[str, str] = {}
    for document in documents:
        for step in document.next_steps:
            purposes.setdefault(step.command, step.purpose)
    if purposes:
        yield ''
        yield click.style("Nästa steg", bold=True)
        for command_line, purpose in purposes.items():
            yield f'  {advised(command_line)}'
            yield f'      {purpose}'


def _state(document: DocumentStatus) -> str:
    if not document.built:
        return "inte gjord; utkast finns" if document.drafted else "inte gjord"
    state = STATES[document.state] + (", med sigill" if document.sealed else "")
    state += ", arkiverad" if document.packaged else ""
    if not document.latest:
        return f"{state}, ersatt" if document.replaced else f"{state}, gäller ännu"
    return f"{state}; dokumentet är ändrat sedan dess" if document.changed else state


def _signed(signer: Signer) -> str:
    how = ", med penna" if signer.by_pen else ""
    when = f" {_day(signer.at)}" if signer.at else ""
    return f"{signer.name}{when}{how}"


def _day(at: str) -> str:
    """Give the day and, where it is known, the time of day as it was in Sweden."""
    from docgen.swedish.clock import here

    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        return at
    return f'{moment.astimezone(here()):%Y-%m-%d %H:%M}' if moment.tzinfo else at[:10]


def _as_json(report: StatusReport) -> dict[str, object]:
    return {
        'documents': [
            {
                'period': each.period,
                'document': each.document,
                'title': each.title,
                'version': each.version or None,
                'state': each.state.value,
                'built': each.built,
                'drafted': each.drafted,
                'latest': each.latest,
                'replaced': each.replaced,
                'sealed': each.sealed,
                'changed': each.changed,
                'archived': each.packaged,
                'signed': [
                    {
                        'role': one.role,
                        'name': one.name,
                        'title': one.title,
                        'at': one.at or None,
                        'by_pen': one.by_pen,
                    }
                    for one in each.signers
                    if one.signed
                ],
                'missing': [
                    {'role': one.role, 'name': one.name, 'title': one.title} for one in each.signers if not one.signed
                ],
                'next': [{'command': advised(step.command), 'purpose': step.purpose} for step in each.next_steps],
            }
            for each in report.documents
        ],
        'findings': [finding_as_json(each) for each in (*report.warnings, *report.faults)],
    }
