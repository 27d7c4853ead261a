"""`docgen print`: the copy to sign by pen."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path


@click.command('print')
@click.argument('period', metavar='PERIOD')
@click.option('--document', metavar='FIL', help="Vilket dokument, om perioden har flera som ska skrivas under.")
@click.option(
    '--out',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Var filen skrivs. Annars bredvid periodens andra dokument.",
)
@options.replace
@options.output
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    *,
    document: str | None,
    out: Path | None,
    replace: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Gör den utskrift som ska skrivas under för hand.

    Utskriften är den fastställda versionen med ett litet märke på underskriftssidan: en QR-kod och ett dokument-id. De
    visar att pappret som skannas in (docgen receive --scan) är just den versionen.
    """
    from docgen.pipeline import BuildRequest
    from docgen.sign.changed_since_fixed import changes_since_fixed
    from docgen.sign.receiving.printed_copy import print_copy
    from docgen.swedish import join_list

    root = options.root(ctx)
    if out is not None:
        options.require_replaceable(out, report=options.PDF, replace=replace)
    target = BuildRequest(root, output=output).target
    report = print_copy(target, period, document, out.absolute() if out else None)
    warnings = changes_since_fixed(root, target, period, document)
    if as_json:
        print_json(
            {
                'exit_code': 0,
                'file': str(report.path),
                'document_id': report.code.name,
                'sha256': report.sha256,
                'code': str(report.code),
                'page': report.page,
                'signatories': list(report.signatories),
                'findings': [finding_as_json(each) for each in warnings],
            }
        )
        return
    click.echo(short_path(report.path))
    click.echo(f"Dokument-id {report.code.name}, QR-kod på sidan {report.page}.")
    click.echo(f"Skrivs ut och undertecknas av {join_list(report.signatories)}.")
    signed = ' '.join(f'--signed-by {role}=DATUM' for role in report.roles)
    click.echo(advised(f"Skanna sedan alla sidor och kör: docgen receive {period} --scan FIL.pdf {signed}"))
    click.echo("DATUM är dagen då var och en skrev under, till exempel 2021-03-11.")
    print_findings(warnings)
