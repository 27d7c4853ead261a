"""`docgen schema`: JSON Schemas that let an editor complete and check the YAML."""

from __future__ import annotations

import click

from docgen.cli import options
from docgen.cli.error_output import reports_errors, short_path


@click.command('schema')
@click.pass_context
@reports_errors
def command(ctx: click.Context) -> None:
    """Skriv ett JSON-schema för varje slags YAML-fil i data/schemas.

    En redigerare med YAML-stöd föreslår då nycklar, visar vad de betyder och stryker under fel medan du skriver.
    """
    from docgen.workspace.json_schemas import write_schemas

    for path in write_schemas(options.root(ctx) / 'data' / 'schemas'):
        click.echo(short_path(path))
