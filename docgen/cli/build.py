"""`docgen build`: the main job."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path
from docgen.cli.many import for_all
from docgen.cli.process_setup import is_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline import BuildReport


@click.command('build')
@options.periods
@options.draft
@options.engine
@options.output
@options.as_json
@click.pass_context
@for_all('build')
@reports_errors
def command(
    ctx: click.Context, periods: tuple[str, ...], *, draft: bool, engine: str | None, output: Path | None, as_json: bool
) -> None:
    """Gör dokumenten för de perioder som anges, annars för alla.

    Resultatet hamnar i output: en mapp för varje period med PDF-filer, ifyllda Word-filer (word) och webblistor
    (webb). Det som är oförändrat görs inte om.
    """
    from docgen.pipeline import BuildRequest, build

    request = BuildRequest(options.root(ctx), periods, draft=draft, engine=engine, output=output)
    report = build(request, show_progress)
    clear_progress()
    if as_json:
        print_json(_as_json(report))
    else:
        _print_report(report)


def _print_report(report: BuildReport) -> None:
    from docgen.swedish import file_size

    print_findings(report.warnings)
    if report.warnings:
        click.echo(err=True)
    width = max(len(short_path(each.path)) for each in report.documents)
    for each in report.documents:
        pages = f"{each.record.pages} {'sida' if each.record.pages == 1 else 'sidor'}"
        state = "oförändrad" if each.unchanged else "klar"
        path = short_path(each.path)
        click.echo(f'{path:<{width}}  {pages:>9}  {file_size(each.record.bytes):>8}  {state}')
    for folder in dict.fromkeys(path.parent for path in report.web):
        names = ', '.join(path.name for path in report.web if path.parent == folder)
        click.echo(f'{short_path(folder)}: {names}')
    if report.unchanged:
        click.echo("Allt är oförändrat sedan förra gången.")
    else:
        click.echo("Varje PDF är kontrollerad: PDF/A-2a och PDF/UA-1.")


def _as_json(report: BuildReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'documents': [
            {
                'path': str(each.path),
                'title': each.record.title,
                'pages': each.record.pages,
                'bytes': each.record.bytes,
                'sha256': each.record.sha256,
                'unchanged': each.unchanged,
            }
            for each in report.documents
        ],
        'web': [str(path) for path in report.web],
        'findings': [finding_as_json(each) for each in report.warnings],
    }


def show_progress(stage: str) -> None:
    """Say on a terminal what is being done, in place of what was said before."""
    if is_terminal(sys.stderr) and not logging.getLogger('docgen').handlers:
        click.echo(f'\r\x1b[K{stage} …', nl=False, err=True)


def clear_progress() -> None:
    """Take away what `show_progress` said."""
    if is_terminal(sys.stderr):
        click.echo('\r\x1b[K', nl=False, err=True)
