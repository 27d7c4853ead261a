"""`docgen next`: a new year's file, made of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised
from docgen.cli.error_output import print_json, reports_errors, short_path

if TYPE_CHECKING:
    import datetime

    from docgen.starter.next_period import NextReport


@click.command('next')
@options.period
@click.option('--id', 'new_id', metavar='NAMN', help="Den nya periodens namn. Annars det gamla med nya årtal.")
@click.option(
    '--start',
    type=click.DateTime(['%Y-%m-%d']),
    metavar='ÅÅÅÅ-MM-DD',
    help="Första dagen. Annars dagen efter den gamla.",
)
@click.option(
    '--end',
    type=click.DateTime(['%Y-%m-%d']),
    metavar='ÅÅÅÅ-MM-DD',
    help="Sista dagen. Annars blir perioden lika lång.",
)
@click.option(
    '--all', 'all_commitments', is_flag=True, help="Ta med också löften som enligt uppföljningen inte fortsätter."
)
@click.option('--dry-run', is_flag=True, help="Visa vad som skulle göras, utan att skriva något.")
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    *,
    new_id: str | None,
    start: datetime.datetime | None,
    end: datetime.datetime | None,
    all_commitments: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Gör nästa löfte, eller nästa överenskommelse, av PERIOD.

    Den nya filen får löftena som fortsätter, med en rad om vad som lovades och nåddes förra gången. Dagar och
    diarienummer är tomma, och varje årtal och dag i texterna är märkt [se över: …]. Saknas uppföljningen av det gamla
    löftet görs en sådan också, med allt att fylla i. Inget skrivs över.
    """
    from docgen.starter.next_period import NextRequest, next_period, planned_next

    request = NextRequest(
        options.root(ctx),
        period,
        new_id,
        start.date() if start else None,
        end.date() if end else None,
        all_commitments=all_commitments,
    )
    report = planned_next(request) if dry_run else next_period(request)
    if as_json:
        print_json({'exit_code': 0, **_plain(report)})
    else:
        _tell(report, dry_run=dry_run)


def _tell(report: NextReport, *, dry_run: bool) -> None:
    until = f"–{report.period.end}" if report.period.end else " och tills vidare"
    click.echo(f"{report.old_id} → {report.new_id}: {report.period.start}{until}")
    for file in report.files:
        click.echo(f"  {'skulle skriva' if dry_run else 'skrev'} {short_path(file.path)}")
    for title, commitments in (
        ("Löften som följer med", report.kept),
        ("Löften som inte följer med, för uppföljningen säger att de inte fortsätter", report.left),
        ("Uppföljningen säger inte om de här fortsätter; de följde med", report.undecided),
    ):
        if commitments:
            click.echo(f"{title}:")
            for each in commitments:
                click.echo(f"  {each.title}")
    if report.marks:
        click.echo(
            f"Årtal och dagar är märkta [se över: …] på {report.marks} {'ställe' if report.marks == 1 else 'ställen'}."
        )
    click.echo("Inget är skrivet." if dry_run else advised("docgen check räknar upp allt som återstår."))


def _plain(report: NextReport) -> dict[str, object]:
    return {
        'old': report.old_id,
        'new': report.new_id,
        'start': report.period.start.isoformat(),
        'end': report.period.end.isoformat() if report.period.end else None,
        'files': [str(each.path) for each in report.files],
        'kept': [each.id for each in report.kept],
        'left': [each.id for each in report.left],
        'undecided': [each.id for each in report.undecided],
        'marks': report.marks,
    }
