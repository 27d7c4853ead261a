"""What the commands for tables share: writing one, reading one, and telling what it changes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, TypedDict

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.errors import Finding, UsageError
from docgen.swedish import plural

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Unpack

    from docgen.tables.exchange import TableKind, TableReport


class TableChoices(TypedDict):
    """What the commands for tables are told beside the period."""

    excel: Path | None
    """The file to write, or"""
    filled: Path | None
    """the file to read."""
    write: bool
    """Write what was read into the data."""
    replace: bool
    """Write over a file that holds something else."""
    skip_unknown: bool
    """Leave out lines that have no place in the data."""
    as_json: bool
    """Tell it as JSON."""


def table_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the period and the choices of a command for tables."""
    shared = (
        options.period,
        options.table_out,
        options.table_in,
        options.table_write,
        options.replace,
        options.table_skip,
        options.as_json,
        click.pass_context,
    )
    wrapped: Callable[..., None] = reports_errors(command)
    for option in reversed(shared):
        wrapped = option(wrapped)
    return wrapped


def exchange(root: Path, kind: TableKind, record: str, **choices: Unpack[TableChoices]) -> None:
    """Write or read a table, and tell it.

    Args:
        root: the workspace's folder.
        kind: of table.
        record: whose.
        choices: what to do.

    Raises:
        RefusedError: as `protected_files.require_unprotected`.
        UsageError, FindingsError: as `docgen.tables.exchange`; or neither or both files are given.
    """
    from docgen.cli.protected_files import require_unprotected
    from docgen.tables.exchange import TableRequest, apply_table, export_table, read_table

    out, filled, as_json = choices['excel'], choices['filled'], choices['as_json']
    if (out is None) == (filled is None):
        raise UsageError(
            Finding(
                'table-direction',
                "Ange en av --excel FIL (skriv tabellen) och --from FIL (läs in den).",
                "docgen vet annars inte åt vilket håll.",
                "Se docgen follow-up --help.",
            )
        )
    if out is not None:
        require_unprotected(out)
        rows = export_table(TableRequest(root, kind, record, out, replace=choices['replace']))
        if as_json:
            print_json({'exit_code': 0, 'file': str(out), 'rows': rows})
        else:
            click.echo(f"Skrev {short_path(out)}, {rows} {plural(rows, 'rad', 'rader')}.")
        return
    assert filled is not None  # noqa: S101 - one of the two is there
    report = read_table(TableRequest(root, kind, record, filled, skip_unknown=choices['skip_unknown']))
    written = apply_table(report) if choices['write'] and report.changes else None
    if as_json:
        changes = [asdict(each) for each in report.changes]
        print_json({'exit_code': 0, 'changes': changes, 'notes': list(report.notes), 'written': str(written or '')})
    else:
        _tell(report, written)


def _tell(report: TableReport, written: Path | None) -> None:
    for each in report.changes:
        click.echo(f"{each.cell:>5}  {each.about}: {each.label}: {each.old or '–'} → {each.new or '–'}")
    for note in report.notes:
        click.echo(f"Obs: {note}")
    removed = sum(bool(each.old and not each.new) for each in report.changes)
    if removed:
        click.echo(f"{removed} av ändringarna tar bort det som står i data; de slutar med → –.")
    changes = f"{len(report.changes)} {plural(len(report.changes), 'ändring', 'ändringar')}"
    if not report.changes:
        click.echo("Tabellen säger detsamma som data; inget ändras.")
    elif written is None:
        click.echo(f"{changes} i {short_path(report.yaml)}, som skrivs med --write.")
    else:
        click.echo(f"Skrev {changes} i {short_path(written)}.")
