"""`docgen follow-up`: a follow-up out as a table for Excel, and back into the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import reports_errors
from docgen.cli.table_exchange import exchange

if TYPE_CHECKING:
    from pathlib import Path


@click.command('follow-up')
@options.period
@options.table_out
@options.table_in
@options.table_write
@options.replace
@options.table_skip
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    *,
    excel: Path | None,
    filled: Path | None,
    write: bool,
    replace: bool,
    skip_unknown: bool,
    as_json: bool,
) -> None:
    """Skriv uppföljningen av PERIOD som en tabell (--excel), eller läs in en ifylld (--from).

    Tabellen har en rad för varje löfte, part och mått, med listor att välja i. --from visar vad som ändras; med --write
    skrivs det i YAML-filen, där kommentarerna finns kvar. Saknas uppföljningen börjas en ny.

    En tom cell ändrar inget; ett streck (–) i cellen tar bort uppgiften. En annan periods tabell läses inte in.
    """
    from docgen.tables.exchange import TableKind

    exchange(
        options.root(ctx),
        TableKind.FOLLOW_UP,
        period,
        out=excel,
        filled=filled,
        write=write,
        replace=replace,
        skip_unknown=skip_unknown,
        as_json=as_json,
    )
