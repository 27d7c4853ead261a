"""`docgen web`: the communicator's files, made again from documents that are already built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.cli.many import for_all

if TYPE_CHECKING:
    from docgen.pipeline import BuildRequest


@click.command('web')
@options.periods
@options.draft
@options.output
@click.option(
    '--feed',
    type=options.FilePath(path_type=Path, file_okay=False),
    metavar='MAPP',
    help="Skriv också ett flöde av allt som är publicerat, som RSS och JSON Feed, i mappen.",
)
@options.as_json
@click.pass_context
@for_all('web')
@reports_errors
def command(
    ctx: click.Context, periods: tuple[str, ...], *, draft: bool, output: Path | None, feed: Path | None, as_json: bool
) -> None:
    """Gör om webbsidan och webblistorna för de perioder som anges, annars för alla.

    Länkarna får de färdiga PDF-filernas verkliga storlek; dokumenten måste därför vara gjorda (docgen build).
    """
    from docgen.pipeline import BuildRequest, build_web

    request = BuildRequest(options.root(ctx), periods, draft=draft, output=output)
    report = build_web(request)
    written = [*report.web, *(_write_feed(request, feed) if feed else ())]
    if as_json:
        print_json({'exit_code': 0, 'web': [str(path) for path in written]})
        return
    for path in written:
        click.echo(short_path(path))
    click.echo("Klistra in lista.html i webbverktyget, eller publicera sida.html som den är.")


def _write_feed(request: BuildRequest, folder: Path) -> list[Path]:
    """Write the feed of all that is published."""
    from docgen.cli.protected_files import require_unprotected
    from docgen.pipeline.published_feed import published_feed
    from docgen.workspace import load

    made = published_feed(load(request.root, draft=True), request.finished)
    for name in made:
        require_unprotected(folder / name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, 'utf-8', newline='\n')
    return [folder / name for name in made]
