"""`docgen commitments`: a promise's commitments out as a table for Excel, and back into the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.table_exchange import exchange, table_options

if TYPE_CHECKING:
    from typing import Unpack

    from docgen.cli.table_exchange import TableChoices


@click.command('commitments')
@table_options
def command(ctx: click.Context, period: str, **choices: Unpack[TableChoices]) -> None:
    """Skriv löftena i PERIOD som en tabell (--excel), eller läs in en ifylld (--from).

    Tabellen har en rad för varje löfte och mått. --from visar vad som ändras; med --write skrivs det i YAML-filen, där
    kommentarer, frågor och svar finns kvar.

    En tom cell ändrar inget; ett streck (–) i cellen tar bort uppgiften. En annan periods tabell läses inte in.
    """
    from docgen.tables.exchange import TableKind

    exchange(options.root(ctx), TableKind.COMMITMENTS, period, **choices)
