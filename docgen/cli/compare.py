"""`docgen compare`: what somebody has changed and commented in a Word file, and which values of the data it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import (
    finding_as_json,
    place_text,
    print_findings,
    print_json,
    reports_errors,
    short_path,
)
from docgen.errors import ExitCode, Severity
from docgen.swedish import plural

if TYPE_CHECKING:
    from docgen.changes.edited_word import EditedWordReport, WordChange
    from docgen.errors import Finding


@click.command('compare')
@click.argument('file', metavar='FIL', type=options.FilePath(path_type=Path, dir_okay=False))
@click.option('--write', is_flag=True, help="För in det som går att föra in i YAML-filerna.")
@options.as_json
@click.pass_context
@reports_errors
def command(ctx: click.Context, file: Path, *, write: bool, as_json: bool) -> None:
    """Visa vad någon har ändrat och kommenterat i Wordfilen FIL, och vilken uppgift i data varje ändring hör till.

    FIL är en Wordfil från ett bygge eller ett utkast. Spårade ändringar räknas som godkända. Sidhuvud, sidfot och
    noter jämförs inte. Med --write kontrolleras sedan data: det som inte längre stämmer sägs, och koden är 3 om det
    är ett fel.
    """
    from docgen.changes.edited_word import compare_word, write_changes

    root = options.root(ctx)
    report = compare_word(root, file)
    before = _faults(root) if write else []
    written = write_changes(report) if write else []
    new = _not_among(before, _faults(root)) if written else []
    code = ExitCode.FINDINGS if any(each.severity is Severity.ERROR for each in new) else ExitCode.DONE
    if as_json:
        findings = [finding_as_json(each) for each in new]
        print_json(
            {
                'exit_code': int(code),
                **_plain(report),
                'written': [str(each) for each in written],
                'findings': findings,
            }
        )
        sys.exit(code)
    _tell(report, written)
    if new:
        click.echo("Det som fördes in stämmer inte med resten av data, eller behöver ses över:", err=True)
        print_findings(new)
    sys.exit(code)


def _faults(root: Path) -> list[Finding]:
    """What `docgen check` says of the workspace."""
    from docgen.errors import DocgenError
    from docgen.pipeline import BuildRequest
    from docgen.pipeline.check_all import check

    try:
        return list(check(BuildRequest(root)).findings)
    except DocgenError as error:
        return list(error.findings)


def _not_among(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Give the findings that were not there before; a line that has moved makes none new."""
    known = {(each.id, each.what, each.place.file, each.place.key) for each in before}
    return [each for each in after if (each.id, each.what, each.place.file, each.place.key) not in known]


def _tell(report: EditedWordReport, written: list[Path]) -> None:
    from docgen.changes.edited_word import Fate

    advice = {
        Fate.COMPUTED: "Orden räknas fram av uppgifterna här; ändra dem.",
        Fate.AMBIGUOUS: "Samma ord står på flera ställen; ändra där det ska ändras.",
        Fate.UNKNOWN: "Orden hör inte till någon enskild uppgift: de är mallens, eller hopsatta av flera.",
    }
    count, remarks = len(report.changes), len(report.comments)
    changes = f"{count} {plural(count, 'ändring', 'ändringar')}"
    click.echo(f"{report.document}: {changes}, {remarks} {plural(remarks, 'kommentar', 'kommentarer')}")
    for change in report.changes:
        click.echo()
        for label, place in zip(change.labels, change.places, strict=True):
            click.echo(f"{label}  ({place_text(place)})")
        if change.old:
            click.echo(f"  − {change.old}")
        if change.new:
            click.echo(f"  + {change.new}")
        if change.fate in advice:
            click.echo(f"  → {advice[change.fate]}")
    for comment in report.comments:
        click.echo()
        where = ', '.join(comment.labels) or "stycket"
        click.echo(f"Kommentar av {comment.author or 'okänd'} vid {where}: {comment.text}")
        click.echo(f"  ”{comment.about}”")
        for place in comment.places:
            click.echo(f"  {place_text(place)}")
    writable = sum(each.fate is Fate.WRITABLE for each in report.changes)
    if written:
        files = ', '.join(short_path(each) for each in written)
        click.echo(f"\nFörde in {writable} av {changes} i {files}.")
    elif writable:
        click.echo(f"\n{writable} av {changes} kan föras in i data med --write.")


def _plain(report: EditedWordReport) -> dict[str, object]:
    def change(each: WordChange) -> dict[str, object]:
        return {
            'fate': each.fate.value,
            'old': each.old,
            'new': each.new,
            'places': [place_text(place) for place in each.places],
            'labels': list(each.labels),
            'value': each.value,
        }

    return {
        'document': report.document,
        'changes': [change(each) for each in report.changes],
        'comments': [
            {
                'author': each.author,
                'text': each.text,
                'about': each.about,
                'places': [place_text(place) for place in each.places],
                'labels': list(each.labels),
            }
            for each in report.comments
        ],
    }
