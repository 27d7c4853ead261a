"""`docgen diff`: what differs between two periods, by meaning."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.temporary import temporary_folder


@click.command('diff')
@click.argument('old', metavar='GAMMAL')
@click.argument('new', metavar='NY')
@click.option(
    '--html',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Skriv skillnaderna som en webbsida.",
)
@click.option(
    '--word',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Skriv det nya dokumentet i Word, med skillnaderna som spårade ändringar.",
)
@options.replace
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context, old: str, new: str, *, html: Path | None, word: Path | None, replace: bool, as_json: bool
) -> None:
    """Visa vad som skiljer två löften, eller två överenskommelser: nytt, borttaget, ändrat och flyttat.

    Löften känns igen på sitt id. Årtal som bara följer perioden räknas inte som ändringar.
    """
    from docgen.changes.diff_report import diff_html, diff_text
    from docgen.changes.period_diff import DiffRequest, diff

    request = DiffRequest(options.root(ctx), old, new)
    found = diff(request)
    page = options.output_file(html, replace=replace, report=options.PAGE) if html else None
    if word is not None:
        from docgen.changes.filled_words import write_period_redline

        with temporary_folder() as folder:
            write_period_redline(request, Path(folder), options.output_file(word, replace=replace))
    if page is not None:
        page.write_text(diff_html(found), encoding='utf-8', newline='\n')
    if as_json:
        print_json({'exit_code': 0, **asdict(found)})
    else:
        click.echo(diff_text(found), nl=False)
        for file in filter(None, (html, word)):
            click.echo(f"Skrev {short_path(file)}")
