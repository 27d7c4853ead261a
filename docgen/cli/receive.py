"""`docgen receive`: what comes back signed, from a portal or on paper."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path
from docgen.cli.printed_date_question import differences_asked
from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from docgen.sign.receiving.receive import ReceiveReport
    from docgen.sign.receiving.scan import ScanReport


class _Day(click.ParamType[datetime.date]):
    name = 'datum'

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"”{value}” är inget datum. Skriv det som 2021-03-11.", param, ctx)


class _Signatory(click.ParamType[tuple[str, datetime.date | None]]):
    name = 'roll'

    def convert(
        self, value: str | tuple[str, datetime.date | None], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, datetime.date | None]:
        if isinstance(value, tuple):
            return value
        role, given, day = value.partition('=')
        return role.strip(), _Day().convert(day.strip(), param, ctx) if given else None


@click.command('receive')
@click.argument('period', metavar='PERIOD')
@click.argument('files', type=options.FilePath(path_type=Path), nargs=-1, required=True, metavar='FIL…')
@click.option('--scan', is_flag=True, help="Filerna är skannade från papper: PDF, PNG, JPEG eller TIFF.")
@click.option(
    '--signed-by',
    type=_Signatory(),
    multiple=True,
    metavar='ROLL[=DATUM]',
    help="Med --scan: vems underskrift pappret har. Kan anges flera gånger.",
)
@click.option('--date', type=_Day(), metavar='DATUM', help="Med --scan: dagen för dem som inte har någon egen.")
@click.option('--without-code', is_flag=True, help="Med --scan: ta emot fast ingen QR-kod kan läsas; det antecknas.")
@click.option('--pages-missing', is_flag=True, help="Med --scan: ta emot fast sidor saknas; det antecknas.")
@click.option(
    '--accept-rewritten',
    is_flag=True,
    help="Ta emot en fil som portalen har skrivit om, om innehållet är detsamma; det antecknas.",
)
@click.option(
    '--accept-untrusted', is_flag=True, help="Ta emot fast utgivaren av ett certifikat inte är betrodd; det antecknas."
)
@click.option('--network', is_flag=True, help="Fråga utgivarna om något certifikat är spärrat.")
@click.option('--document', metavar='FIL', help="Vilket dokument, om perioden har flera som ska skrivas under.")
@options.place
@options.other_day
@options.output
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    *,
    files: tuple[Path, ...],
    scan: bool,
    signed_by: tuple[tuple[str, datetime.date | None], ...],
    date: datetime.date | None,
    without_code: bool,
    pages_missing: bool,
    accept_rewritten: bool,
    accept_untrusted: bool,
    network: bool,
    document: str | None,
    place: str,
    other_day: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Ta emot ett undertecknat dokument: en PDF från en portal, eller med --scan ett skannat papper.

    En PDF tas emot bara om den är den fastställda versionen med underskrifter och det som hör till dem: tidsstämplar
    och bevis. Ett papper känns igen på QR-koden från docgen print; vem som skrev under, när och med --place var, anger
    du själv. Är dagen eller orten en annan än den som är tryckt sägs det innan filen sparas, och i en terminal frågar
    docgen om du vill gå vidare.
    Finns ingen att fråga sparas inget utan --other-day.
    """
    root = options.root(ctx)
    before_keeping = differences_asked("Vill du ta emot filen ändå?", ask=not other_day, as_json=as_json)
    if scan:
        from docgen.sign.receiving.scan import ScanRequest, receive_scan

        report = receive_scan(
            ScanRequest(
                root, period, files, dict(signed_by), date, document, without_code=without_code,
                pages_missing=pages_missing, place=place, before_keeping=before_keeping, output=output,
            )
        )  # fmt: skip
        print_json(_scan_as_json(report)) if as_json else _print_scan_report(period, report)
        return
    if signed_by or date or place or without_code or pages_missing or len(files) > 1:
        raise UsageError(_only_for_scans(several=len(files) > 1))
    from docgen.sign.receiving.receive import ReceiveRequest, receive

    received = receive(
        ReceiveRequest(
            root, period, files[0], document, accept_rewritten=accept_rewritten,
            accept_untrusted=accept_untrusted, network=network, before_keeping=before_keeping, output=output,
        )
    )  # fmt: skip
    print_json(_as_json(received)) if as_json else _print_report(period, received)


def _only_for_scans(*, several: bool) -> Finding:
    what = "Flera filer" if several else "--signed-by, --date, --place, --without-code och --pages-missing"
    return Finding(
        'receive-without-scan',
        f"{what} kan bara anges för skannade papper.",
        "En PDF från en portal tas emot för sig, och dess underskrifter säger själva vem som skrev under och när.",
        "Är det skannade papper, lägg till --scan. Annars ange en enda PDF och inget mer.",
    )


def _print_report(period: str, report: ReceiveReport) -> None:
    from docgen.sign.verifying.verification_text import moment

    if report.differs:
        click.echo(err=True)
    if report.already:
        click.echo(f"Redan mottagen: {short_path(report.path)}")
    else:
        click.echo(short_path(report.path))
    for each in report.signatures:
        when = moment(datetime.datetime.fromisoformat(each.time)) if each.time else "okänd tid"
        click.echo(f"{each.name} ({each.role}), {when}. Certifikat från {each.issuer}.")
    if report.rewritten and not report.already:
        click.secho("Portalen har skrivit om filen: den går inte att föra tillbaka till den fastställda byte för byte.",
                    fg='yellow')  # fmt: skip
        for line in report.additions:
            click.echo(f"  {line}")
    print_findings(report.warnings)
    _print_missing(report.missing, f"docgen verify --period {period} --save")


def _print_scan_report(period: str, report: ScanReport) -> None:
    from docgen.swedish import join_list, plural

    if report.differs:
        click.echo(err=True)
    if report.already:
        click.echo(f"Redan mottagen: {short_path(report.path)}")
        return
    click.echo(short_path(report.path))
    read = f"QR-koden på sidan {report.code_page} stämmer" if report.code_page else "ingen QR-kod lästes"
    click.echo(f"{report.pages} {plural(report.pages, 'sida', 'sidor')} av {report.expected_pages}; {read}.")
    if report.blank:
        click.echo(f"{report.blank} {plural(report.blank, 'tom sida', 'tomma sidor')} är utelämnade.")
    if report.reordered:
        click.echo("Sidorna låg i en annan ordning och är lagda i dokumentets.")
    if report.turned:
        click.echo(f"{report.turned} {plural(report.turned, 'sida', 'sidor')} är vända rätt.")
    signed = [f"{each.name} {each.date}" for each in report.signatories]
    click.echo(f"Undertecknat för hand av {join_list(signed)}.")
    if not report.kept:
        click.echo("Sidorna har ritats om till bilder; filen som den kom ligger bredvid.")
    click.echo("En skannad underskrift är ingen elektronisk underskrift: pappret är originalet och ska bevaras.")
    click.echo("docgen läser inte vad som står på pappret. Jämför själv att ingen har ändrat något för hand.")
    # Paper has no signatures that verify could judge.
    _print_missing(report.missing, f"docgen publish {period}")
    print_findings(report.warnings)


def _print_missing(missing: tuple[str, ...], following: str) -> None:
    from docgen.swedish import join_list

    if missing:
        click.echo(f"Ännu inte undertecknat av {join_list(missing)}.")
    else:
        click.echo(f"Alla har skrivit under. Nästa steg: {advised(following)}")


def _scan_as_json(report: ScanReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'document': report.document,
        'version': report.version,
        'file': str(report.path),
        'sha256': report.sha256,
        'originals': [str(each) for each in report.originals],
        'pages': report.pages,
        'expected_pages': report.expected_pages,
        'code_page': report.code_page,
        'blank_pages': report.blank,
        'reordered': report.reordered,
        'turned_pages': report.turned,
        'pages_checked': not report.unchecked,
        'signatories': [each.plain() for each in report.signatories],
        'missing': list(report.missing),
        'already_received': report.already,
        'electronic_signature': False,
        'findings': [finding_as_json(each) for each in (*report.differs, *report.warnings)],
    }


def _as_json(report: ReceiveReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'document': report.document,
        'version': report.version,
        'file': str(report.path),
        'sha256': report.sha256,
        'signatures': [each.plain() for each in report.signatures],
        'missing': list(report.missing),
        'already_received': report.already,
        'rewritten': report.rewritten,
        'additions': list(report.additions),
        'findings': [finding_as_json(each) for each in (*report.differs, *report.warnings)],
    }
