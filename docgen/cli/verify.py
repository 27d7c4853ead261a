"""`docgen verify`: whether the signatures of a PDF hold, whoever made it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.cli.many import for_all
from docgen.errors import DocgenError, ExitCode, Finding, UsageError

if TYPE_CHECKING:
    from docgen.sign.verifying.verify_request import VerifyReport


@click.command('verify')
@click.argument('file', required=False, type=options.FilePath(path_type=Path), metavar='[FIL.pdf]')
@click.option('--period', metavar='PERIOD', help="Håll filen mot periodens dokument, som byggs om och jämförs.")
@click.option('--document', metavar='FIL', help="Vilket av periodens dokument, när flera ska undertecknas.")
@click.option(
    '--trust',
    multiple=True,
    type=options.FilePath(path_type=Path),
    metavar='FIL|MAPP',
    help="Certifikat för utgivare att lita på, utöver dem i data/trust; kan anges flera gånger.",
)
@click.option(
    '--trusted-lists',
    type=options.FilePath(path_type=Path, file_okay=False),
    metavar='MAPP',
    help="Säg om underskrifterna är kvalificerade, enligt EU:s betrodda listor i mappen (docgen trust update).",
)
@click.option(
    '--list-signer',
    multiple=True,
    type=options.FilePath(path_type=Path),
    metavar='FIL',
    help="Certifikat som EU:s lista över listorna är undertecknad med, i stället för dem som docgen känner.",
)
@click.option('--network', is_flag=True, help="Fråga utgivarna om certifikaten är spärrade. Annars frågas ingen.")
@click.option(
    '--level', type=click.Choice(['b', 't', 'lt', 'lta']), help="Kräv minst den nivån (PAdES) av varje underskrift."
)
@click.option('--at', metavar='DATUM', help="Pröva som det var en viss dag: 2021-03-11, eller 2021-03-11T12:00.")
@click.option(
    '--report', type=options.FilePath(path_type=Path, dir_okay=False), metavar='UT.pdf', help="Skriv en rapport."
)
@click.option(
    '--report-xml',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='UT.xml',
    help="Skriv en rapport för andra system (ETSI TS 119 102-2).",
)
@click.option(
    '--evidence',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='UT.pdf',
    help="Skriv ett intyg på en sida: vem, när, hur, vad som är prövat och vad som inte är det.",
)
@options.replace
@click.option('--save', is_flag=True, help="Spara rapporten i periodens mapp signed, och utlåtandet i record.json.")
@options.output
@options.as_json
@click.pass_context
@for_all('verify')
@reports_errors
def command(
    ctx: click.Context,
    file: Path | None,
    period: str | None,
    document: str | None,
    trust: tuple[Path, ...],
    *,
    trusted_lists: Path | None,
    list_signer: tuple[Path, ...],
    network: bool,
    level: str | None,
    at: str | None,
    report: Path | None,
    report_xml: Path | None,
    evidence: Path | None,
    replace: bool,
    save: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Pröva underskrifterna i en PDF: vem, när, om filen är ändrad, och om alla har skrivit under.

    Fungerar för vilken undertecknad PDF som helst, också utanför en arbetsyta. Ligger filen i arbetsytan, eller är en
    kopia därifrån, är det känt vilka som ska ha skrivit under. Koden är 0 bara när allt håller, annars 6.
    """
    from docgen.sign.levels import Level
    from docgen.sign.network_client_when_asked import load_pyhanko

    load_pyhanko()
    from docgen.sign.verifying.verify_request import VerifyRequest, verify_request

    for written, start in ((report, options.PDF), (evidence, options.PDF), (report_xml, options.XML)):
        if written is not None:
            options.require_replaceable(written, report=start, replace=replace)
    request = VerifyRequest(
        file,
        _root(ctx),
        period,
        document,
        trust,
        network,
        Level[level.upper()] if level else None,
        _moment(at) if at else None,
        save,
        output,
        trusted_lists,
        list_signer,
    )
    found = verify_request(request, show_progress)
    if report is not None or evidence is not None:
        from docgen.sign.verifying.evidence_page import write_evidence_page
        from docgen.sign.verifying.validation_report import write_report
        from docgen.workspace import read_wording

        wording = read_wording(request.root) if request.root else None
        if report is not None:
            write_report(found.verification, report, wording)
        if evidence is not None:
            write_evidence_page(found.verification, evidence, wording)
    if report_xml is not None:
        from docgen.sign.verifying.etsi_report import write_etsi_report

        write_etsi_report(found.verification, found.verification.path.read_bytes(), report_xml)
    clear_progress()
    _print_report(found, (report, report_xml, evidence), as_json=as_json)
    sys.exit(ExitCode.DONE if found.verification.ok else ExitCode.SIGNATURE)


def _root(ctx: click.Context) -> Path | None:
    """The workspace, if there is one; a named one must be."""
    try:
        return options.root(ctx)
    except DocgenError:
        if ctx.obj is not None:
            raise
        return None


def _moment(text: str) -> datetime.datetime:
    """A day's last second in UTC, or a time with its own zone, else UTC."""
    try:
        if len(text) == len('2021-03-11'):
            day = datetime.date.fromisoformat(text)
            return datetime.datetime.combine(day, datetime.time(23, 59, 59), datetime.UTC)
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            Finding(
                'verify-date',
                f"”{text}” är inget datum.",
                "Tiden efter --at anger för vilken dag underskrifterna ska prövas.",
                "Skriv år-månad-dag: 2021-03-11, eller med klockslag 2021-03-11T12:00.",
            )
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _print_report(found: VerifyReport, reports: tuple[Path | None, ...], *, as_json: bool) -> None:
    from docgen.sign.certificate import shown
    from docgen.sign.verifying.verification_text import heading, plain, tell

    verification = found.verification
    kinds = ("Rapport", "Rapport (XML)", "Intyg", "Sparad rapport")
    kept = {str(path): kind for kind, path in zip(kinds, (*reports, found.saved), strict=True) if path is not None}
    if as_json:
        code = ExitCode.DONE if verification.ok else ExitCode.SIGNATURE
        print_json({'exit_code': int(code), **plain(verification), 'reports': list(kept)})
        return
    name = heading(verification) if verification.document else shown(short_path(verification.path))
    click.echo(click.style(name, bold=True))
    for line in tell(verification):
        click.echo(line)
    if kept:
        click.echo()
    for path, kind in kept.items():
        click.echo(f"{kind}: {short_path(Path(path))}")
