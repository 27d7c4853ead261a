"""`docgen overview`: who has an agreement, a promise and a follow-up, and how it went, from many workspaces."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors, short_path

if TYPE_CHECKING:
    from collections.abc import Callable


def _file(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(f'--{name}', type=options.FilePath(path_type=Path, dir_okay=False), metavar='FIL', help=what)


@click.command('overview')
@click.argument('folder', metavar='MAPP')
@_file('html', "Skriv en webbsida.")
@_file('csv', "Skriv en tabell för Excel: en rad för varje område och utfall.")
@_file('data', "Skriv allt som JSON i en fil.")
@click.option('--jobs', type=click.IntRange(1, 512), metavar='ANTAL', help="Hur många arbetsytor åt gången.")
@click.option('--scheduler', metavar='ADRESS', help="Låt ett Dask-kluster läsa dem.")
@options.replace
@options.as_json
@reports_errors
def command(
    folder: str,
    *,
    html: Path | None,
    csv: Path | None,
    data: Path | None,
    jobs: int | None,
    scheduler: str | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Visa vilka kommuner som har överenskommelse, medborgarlöfte och uppföljning, och hur det gick.

    Uppgifterna läses ur alla arbetsytor under MAPP. En arbetsyta som har fel kallas ofärdig, med hur
    många fel det är.
    """
    from docgen.cli.many import done_by_all, workspaces, write_page
    from docgen.many.tables import as_html, register_as_csv, register_as_plain, register_table
    from docgen.many.workspace_outcome import Job, Task, worst

    for file, start in ((html, options.PAGE), (csv, register_as_csv(()).encode()), (data, options.JSON)):
        if file is not None:
            options.require_replaceable(file, report=start, replace=replace)
    _, roots = workspaces(folder)
    outcomes = done_by_all([Task(Job.REGISTER, root) for root in roots], jobs, scheduler)
    table = register_table(outcomes)
    plain = register_as_plain(outcomes)
    if html is not None:
        write_page(html, as_html(table))
    if csv is not None:
        write_page(csv, register_as_csv(outcomes))
    if data is not None:
        write_page(data, json.dumps(plain, ensure_ascii=False, indent=2) + '\n')
    code = worst(outcomes)
    if as_json:
        print_json({'exit_code': int(code), 'municipalities': plain})
    else:
        for row in table.rows:
            cells = [', '.join(text for text, _ in cell.lines) for cell in row]
            click.echo(f"{cells[0]}: överenskommelse {cells[1]}, löfte {cells[2]}, uppföljning {cells[3]}")
        click.echo(table.caption)
        if any(each.errors for each in outcomes):
            click.echo("Felen visas av docgen --workspace MAPP check, eller här med --json.")
        for file in filter(None, (html, csv, data)):
            click.echo(short_path(file))
    sys.exit(code)
