"""`docgen inspect`: what a PDF is, whoever made it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli import options
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors
from docgen.errors import FindingsError


@click.command('inspect')
@click.argument('file', type=options.FilePath(path_type=Path), metavar='FIL.pdf')
@click.option('--aloud', is_flag=True, help="Visa i stället vad en skärmläsare säger.")
@options.as_json
@reports_errors
def command(file: Path, *, aloud: bool, as_json: bool) -> None:
    """Berätta vad en PDF är: titel, språk, sidor, teckensnitt, PDF/A och PDF/UA, taggar, underskrifter.

    Fungerar för vilken PDF som helst och ändrar den inte. Underskrifter räknas upp men kontrolleras inte.
    """
    from docgen.pdf.inspect import inspect
    from docgen.pdf.inspect import inspection_text as telling

    try:
        found = inspect(file)
    except FindingsError as error:
        # The file itself is the finding: nothing was to be made, so the usual headline would mislead.
        if as_json:
            print_json(
                {'exit_code': int(error.exit_code), 'findings': [finding_as_json(each) for each in error.findings]}
            )
        else:
            print_findings(error.findings)
        sys.exit(error.exit_code)
    if as_json:
        print_json({'exit_code': 0, **telling.plain(found)})
        return
    for line in telling.tell_aloud(found) if aloud else telling.tell(found):
        click.echo(line)
