"""`docgen web`: the communicator's files, made again from documents that are already built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.cli.many import for_all

if TYPE_CHECKING:
    from pathlib import Path


@click.command('web')
@options.periods
@options.draft
@options.output
@options.as_json
@click.pass_context
@for_all('web')
@reports_errors
def command(ctx: click.Context, periods: tuple[str, ...], *, draft: bool, output: Path | None, as_json: bool) -> None:
    """Gör om webbsidan och webblistorna för de perioder som anges, annars för alla.

    Länkarna får de färdiga PDF-filernas verkliga storlek; dokumenten måste därför vara gjorda (docgen build).
    """
    from docgen.pipeline import BuildRequest, build_web

    report = build_web(BuildRequest(options.root(ctx), periods, draft=draft, output=output))
    if as_json:
        print_json({'exit_code': 0, 'web': [str(path) for path in report.web]})
        return
    for path in report.web:
        click.echo(short_path(path))
    click.echo("Klistra in lista.html i webbverktyget, eller publicera sida.html som den är.")
