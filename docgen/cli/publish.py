"""`docgen publish`: makes the copies for the website, and lets the web pages lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from docgen.sign.publishing.publish import PublishReport


@click.command('publish')
@options.period
@click.option(
    '--document', 'documents', multiple=True, metavar='FIL', help="Bara detta dokument; kan anges flera gånger."
)
@click.option('--unsigned', is_flag=True, help="Publicera fast inte alla har skrivit under. Det står då i filen.")
@click.option(
    '--accept-untrusted',
    is_flag=True,
    help="Publicera fast arbetsytan inte känner certifikatens utgivare. Det antecknas i record.json.",
)
@click.option('--network', is_flag=True, help="Fråga utgivarna om något certifikat är spärrat.")
@click.option(
    '--date',
    type=click.DateTime(['%Y-%m-%d']),
    metavar='ÅÅÅÅ-MM-DD',
    help="Dagen då filerna publiceras. Annars i dag.",
)
@options.output
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    documents: tuple[str, ...],
    *,
    unsigned: bool,
    accept_untrusted: bool,
    network: bool,
    date: datetime.datetime | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Gör de filer som får läggas på webbplatsen, och låt webbsidorna länka till dem.

    De görs av den fastställda versionen. Underskrifterna visas som text; certifikat och personnummer följer inte med.
    Det undertecknade originalet i mappen signed lämnas som det är, för arkivet.
    """
    from docgen.sign.publishing.publish import PublishRequest, publish

    request = PublishRequest(
        options.root(ctx),
        period,
        documents,
        unsigned=unsigned,
        accept_untrusted=accept_untrusted,
        network=network,
        date=date.date() if date else None,
        output=output,
    )
    report = publish(request, show_progress)
    clear_progress()
    if as_json:
        print_json(_as_json(report))
    else:
        _print_report(report)


def _print_report(report: PublishReport) -> None:
    from docgen.swedish import file_size

    print_findings(report.warnings)
    if report.warnings:
        click.echo(err=True)
    width = max(len(short_path(each.path)) for each in report.documents)
    for each in report.documents:
        details = each.facts
        pages = f"{details.pages} {'sida' if details.pages == 1 else 'sidor'}"
        state = "publicerad" if each.new else "redan publicerad"
        size = file_size(details.bytes)
        click.echo(f'{short_path(each.path):<{width}}  {pages:>9}  {size:>8}  {state}, version {each.event.version}')
        for signature in details.signatures:
            text, name = signature.text, signature.name
            click.echo(f'  {text}' if name in text else f'  {name}: {text}')
    for name in report.not_fixed:
        click.echo(f"{name} är inte fastställd och inte publicerad.")
    for folder in dict.fromkeys(path.parent for path in report.web):
        click.echo(f"{short_path(folder)}: länkarna leder till de publika filerna")
    if any(each.new for each in report.documents):
        public = short_path(report.documents[0].path.parent)
        click.echo(f"Lägg filerna i {public} på webbplatsen. De har inga certifikat och inga personnummer ur dem.")


def _as_json(report: PublishReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'documents': [
            {
                'document': each.document,
                'path': str(each.path),
                'version': each.event.version,
                'sha256': each.event.sha256,
                'new': each.new,
                **each.facts.plain(),
            }
            for each in report.documents
        ],
        'not_fixed': list(report.not_fixed),
        'web': [str(path) for path in report.web],
        'findings': [finding_as_json(each) for each in report.warnings],
    }
