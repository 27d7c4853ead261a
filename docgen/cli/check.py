"""`docgen check`: everything that would stop or blemish a build, without building."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors
from docgen.cli.many import for_all
from docgen.errors import ExitCode


@click.command('check')
@options.periods
@options.draft
@click.option('--archive', is_flag=True, help="Fråga också efter det som ett e-arkiv vill veta.")
@click.option('--addresses', is_flag=True, help="Fråga också webbadresserna i uppgifterna om de svarar; tar nätet.")
@options.as_json
@click.pass_context
@for_all('check')
@reports_errors
def command(
    ctx: click.Context, periods: tuple[str, ...], *, draft: bool, archive: bool, addresses: bool, as_json: bool
) -> None:
    """Kontrollera data och mallar utan att göra dokument.

    Med PERIOD visas det som rör periodens dokument, och hur mycket som finns i andra filer.

    Fel stoppar ett bygge; varningar gör det inte, men någon bör titta på dem. En fil som inte går att läsa prövas inte
    vidare förrän felet i den är rättat; de andra prövas ändå, men Wordmallarna fylls i först när inga fel är kvar.
    Felen och varningarna skrivs på felströmmen (stderr), raden om hur många de är på den vanliga; med --json skrivs
    allt på den vanliga.
    """
    from docgen.pipeline import BuildRequest
    from docgen.pipeline.check_all import check

    report = check(BuildRequest(options.root(ctx), periods, draft=draft))
    if archive and not report.errors:
        from docgen.archive.requirements import archive_findings
        from docgen.workspace import load

        asked = archive_findings(load(options.root(ctx), draft=draft), periods)
        report = replace(report, findings=(*report.findings, *asked))
    if addresses:
        from docgen.web.answering_addresses import address_findings, written_addresses

        asked = address_findings(written_addresses(options.root(ctx) / 'data'))
        report = replace(report, findings=(*report.findings, *asked))
    errors = len(report.errors)
    code = ExitCode.FINDINGS if errors else ExitCode.DONE
    if as_json:
        plain = [finding_as_json(each) for each in report.findings]
        print_json({'exit_code': int(code), 'findings': plain, 'elsewhere': report.elsewhere})
    else:
        print_findings(report.findings)
        if report.findings:
            click.echo(err=True)
        warnings = len(report.findings) - errors
        told = f"{errors} fel, {warnings} {'varning' if warnings == 1 else 'varningar'}"
        if periods:
            told += f" i det som {' och '.join(periods)} behöver"
        click.echo(f"{told}.")
        if report.elsewhere:
            click.echo(
                advised(
                    f"{report.elsewhere} {'fel eller varning' if report.elsewhere == 1 else 'fel och varningar'} "
                    "i andra filer; docgen check utan period visar dem."
                )
            )
    sys.exit(code)
