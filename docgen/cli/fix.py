"""`docgen fix`: freezes a period's documents, so that they can be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.sign.fixing.fix import FixedDocument, FixReport

_MOST = 12
"""Differences told; the record holds them all."""


@click.command('fix')
@options.period
@click.option(
    '--document', 'documents', multiple=True, metavar='FIL', help="Bara detta dokument; kan anges flera gånger."
)
@click.option(
    '--new-version',
    is_flag=True,
    help="Gör en ny version fast den förra är undertecknad, också av oändrade data. Underskrifterna följer inte med.",
)
@options.engine
@options.output
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    documents: tuple[str, ...],
    *,
    new_version: bool,
    engine: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Fastställ en periods dokument: innehållet låses som en version, och den kan skrivas under.

    Perioden byggs först, så att det som fastställs är det som data och mallar ger i dag. Filerna hamnar i mappen
    fixed, skrivskyddade och med fält för underskrifterna. Har data ändrats sedan sist blir det en ny version.
    """
    from docgen.sign.fixing.fix import FixRequest, fix

    request = FixRequest(options.root(ctx), period, documents, new_version=new_version, engine=engine, output=output)
    report = fix(request, show_progress)
    clear_progress()
    if as_json:
        print_json(_as_json(report))
    else:
        _print_report(report, period)


def _print_report(report: FixReport, period: str) -> None:
    print_findings(report.warnings)
    if report.warnings:
        click.echo(err=True)
    width = max(len(short_path(each.path)) for each in report.documents)
    for each in report.documents:
        state = "fastställd som" if each.new else "redan fastställd som"
        click.echo(f'{short_path(each.path):<{width}}  {state} version {each.history.version}')
        _print_changes(each)
    to_sign = [each for each in report.documents if each.history.missing_roles]
    for each in to_sign:
        names = [f"{slot.name} ({slot.role})" for slot in each.history.missing_slots]
        remains = "har kvar att skrivas" if each.history.signed_roles else "skrivs"
        click.echo(f"{each.document} {remains} under av {', sedan '.join(names)}.")
    if to_sign:
        role = to_sign[0].history.missing_roles[0]
        click.echo(
            advised(
                f"Nästa steg: docgen sign {period} --as {role} --p12 FIL, docgen print {period} för att skriva under"
            )
        )
        click.echo(advised("med penna, eller lämna filen till er underskriftstjänst. docgen status visar läget."))
    else:
        click.echo(advised("docgen status visar läget."))


def _print_changes(document: FixedDocument) -> None:
    if document.unseen:
        click.echo(
            "  Filen som byggs i dag är en annan inuti, men det syns inte (ny mall, nytt teckensnitt eller ny docgen)."
        )
    if not document.new or document.history.version == 1:
        return
    differs = document.differs or ["det syns ingen skillnad; mall, teckensnitt eller docgen är i en annan version"]
    click.echo(f"  Ändrat sedan version {document.history.version - 1}:")
    for each in differs[:_MOST]:
        click.echo(f"  – {each}")
    if len(differs) > _MOST:
        click.echo(f"  … och {len(differs) - _MOST} till, som står i record.json.")
    if document.left_behind:
        click.echo(f"  Underskrifterna på version {document.history.version - 1} följer inte med.")


def _as_json(report: FixReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'documents': [
            {
                'document': each.document,
                'title': each.title,
                'version': each.history.version,
                'path': str(each.path),
                'sha256': each.history.fixed.sha256,
                'new': each.new,
                'differs': each.differs,
                'signatories': [slot.plain() for slot in each.history.slots],
                'left_behind': list(each.left_behind),
            }
            for each in report.documents
        ],
        'findings': [finding_as_json(each) for each in report.warnings],
    }
