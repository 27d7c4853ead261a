"""`docgen follow-up`: a follow-up out as a table for Excel, and back into the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.table_exchange import exchange, table_options

if TYPE_CHECKING:
    from typing import Unpack

    from docgen.cli.table_exchange import TableChoices


@click.command('follow-up')
@table_options
def command(ctx: click.Context, period: str, **choices: Unpack[TableChoices]) -> None:
    """Skriv uppföljningen av PERIOD som en tabell (--excel), eller läs in en ifylld (--from).

    Tabellen har en rad för varje löfte, part och mått, med listor att välja i. --from visar vad som ändras; med --write
    skrivs det i YAML-filen, där kommentarerna finns kvar. Saknas uppföljningen börjas en ny.

    En tom cell ändrar inget; ett streck (–) i cellen tar bort uppgiften. En annan periods tabell läses inte in.
    """
    from docgen.tables.exchange import TableKind

    exchange(options.root(ctx), TableKind.FOLLOW_UP, period, **choices)
