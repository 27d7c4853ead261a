"""`docgen sign`: a signatory signs here, the organisation sets its seal, or a new timestamp is set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import advised, quoted
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path
from docgen.cli.printed_date_question import differences_asked
from docgen.cli.process_setup import is_terminal
from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile
    from docgen.sign.signing.signing import SignReport

_LEVELS = ('b', 't', 'lt', 'lta')
_FILE = options.FilePath(path_type=Path)


@click.command('sign')
@options.period
@click.option('--as', 'role', metavar='ROLL', help="Den som skriver under: rollen i data, till exempel kommunen.")
@click.option('--seal', is_flag=True, help="Sätt i stället organisationens sigill, innan någon har skrivit under.")
@click.option(
    '--refresh', is_flag=True, help="Sätt i stället en ny tidsstämpel, så att underskrifterna går att bevisa längre."
)
@click.option('--p12', type=_FILE, metavar='FIL', help="Certifikatfil (p12 eller pfx) med privat nyckel.")
@click.option('--passphrase-file', type=_FILE, metavar='FIL', help="Fil med certifikatfilens lösenord. Annars frågas.")
@click.option('--pkcs11', type=_FILE, metavar='FIL', help="Kortets PKCS #11-bibliotek (.so, .dll eller .dylib).")
@click.option('--token', metavar='NAMN', help="Kortets namn.")
@click.option('--pin-file', type=_FILE, metavar='FIL', help="Fil med kortets pinkod. Annars frågas.")
@click.option('--key-label', metavar='NAMN', help="Vilket av kortets certifikat, om det har flera för underskrift.")
@click.option(
    '--level',
    type=click.Choice(_LEVELS, case_sensitive=False),
    help="Hur länge underskriften ska kunna bevisas (PAdES B-B till B-LTA). Annars lta med --tsa, b utan.",
)
@click.option('--tsa', metavar='ADRESS', help="Tidsstämplingstjänst (RFC 3161), till exempel http://tsa.exempel.se.")
@click.option(
    '--accept-untrusted',
    is_flag=True,
    help="Skriv under fast certifikatets utgivare inte är betrodd (nivå b och t); det antecknas.",
)
@click.option('--document', metavar='FIL', help="Vilket dokument, om perioden har flera som ska undertecknas.")
@options.place
@options.other_day
@options.output
@options.as_json
@click.pass_context
@reports_errors
def command(
    ctx: click.Context,
    period: str,
    role: str | None,
    p12: Path | None,
    passphrase_file: Path | None,
    pkcs11: Path | None,
    token: str | None,
    pin_file: Path | None,
    key_label: str | None,
    level: str | None,
    tsa: str | None,
    document: str | None,
    *,
    seal: bool,
    refresh: bool,
    accept_untrusted: bool,
    place: str,
    other_day: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Skriv under en periods fastställda dokument elektroniskt, med en certifikatfil eller ett kort.

    Certifikatet prövas först: att det gäller, att det är rätt person och att det inte är spärrat. Underskriften läggs
    till i filen utan att något annat ändras, syns i rutan och kontrolleras innan filen byts ut. Lösenord och pinkod
    anges när docgen frågar, eller i en fil, aldrig på kommandoraden. Är dagen en annan än den som är tryckt i
    dokumentet sägs det innan underskriften sparas, och i en terminal frågar docgen om du vill gå vidare. Finns ingen
    att fråga sparas inget utan --other-day.
    """
    from docgen.sign.changed_since_fixed import changes_since_fixed
    from docgen.sign.levels import Level
    from docgen.sign.signing.secrets import read_secret, secret_open_to_others
    from docgen.sign.signing.signing import SignRequest, sign

    def secret(file: Path | None, option: str, question: str) -> Callable[[], str]:
        return lambda: read_secret(file) if file else ask_secret(question, option)

    root = options.root(ctx)
    if refresh:
        others = (role, p12, passphrase_file, pkcs11, token, pin_file, key_label, level, place or None)
        if seal or accept_untrusted or any(each is not None for each in others):
            raise UsageError(_refresh_alone())
        _refresh(root, period, tsa, document, output, as_json=as_json)
        return
    if seal and place:
        raise UsageError(_seal_has_no_place())
    if (role is None) == (not seal):
        raise UsageError(_who(seal=seal))
    passphrase = secret(passphrase_file, '--passphrase-file', f"Lösenord för {p12.name if p12 else ''}")
    pin = secret(pin_file, '--pin-file', f"Pinkod för {token}")
    if (p12 is not None and (pin_file or key_label)) or (pkcs11 is not None and passphrase_file):
        raise UsageError(_mixed(card=pkcs11 is not None))
    credential = _credential(p12, passphrase, pkcs11, token, pin, key_label)
    request = SignRequest(
        root,
        period,
        credential,
        role,
        Level[level.upper()] if level else None,
        tsa,
        document,
        accept_untrusted,
        place,
        differences_asked("Vill du spara underskriften ändå?", ask=not other_day, as_json=as_json),
        output,
    )
    changed = changes_since_fixed(root, request.target, period, document)
    if not as_json:
        # Said before any secret is asked for, while there is still time to stop.
        print_findings(changed)
    open_secrets = [each for file in (passphrase_file, pin_file) if file and (each := secret_open_to_others(file))]
    report = sign(request)
    warnings = (*open_secrets, *report.warnings)
    if as_json:
        told = (*changed, *report.differs, *warnings)
        print_json({**_as_json(report), 'findings': [finding_as_json(each) for each in told]})
    else:
        _warn(warnings, before=(*changed, *report.differs))
        _print_report(report, period)


def _warn(warnings: Sequence[Finding], before: Sequence[Finding] = ()) -> None:
    print_findings(warnings)
    if warnings or before:
        click.echo(err=True)


def _refresh(
    root: Path, period: str, tsa: str | None, document: str | None, output: Path | None, *, as_json: bool
) -> None:
    from docgen.sign.signing.refresh import RefreshRequest, refresh
    from docgen.sign.signing.signing_refusals import timestamp_address_missing
    from docgen.swedish.clock import swedish_time

    if tsa is None:
        raise UsageError(timestamp_address_missing("En ny tidsstämpel behöver en tjänst som sätter den.", ""))
    report = refresh(RefreshRequest(root, period, tsa, document, output))
    if as_json:
        print_json(
            {
                'exit_code': 0,
                'document': report.history.document,
                'version': report.history.version,
                'path': str(report.path),
                'sha256': report.history.current.sha256,
                'field': report.field,
                'time': report.moment.isoformat(),
                'timestamped_by': report.timestamped_by,
                'findings': [finding_as_json(each) for each in report.warnings],
            }
        )
        return
    _warn(report.warnings)
    click.echo(f"{report.history.document}, version {report.history.version}, har fått en ny tidsstämpel.")
    click.echo(f"{swedish_time(report.moment)}, av {report.timestamped_by}.")
    click.echo(f"Filen: {short_path(report.path)}")
    click.echo(f"Nästa steg: docgen verify {quoted(short_path(report.path))}")


def _refresh_alone() -> Finding:
    return Finding(
        'refresh-alone',
        "--refresh går inte ihop med det som hör till en underskrift.",
        "En ny tidsstämpel sätts av tjänsten, utan något certifikat eller kort härifrån.",
        "Ange bara --tsa, och --document om perioden har flera dokument.",
    )


def _credential(
    p12: Path | None,
    passphrase: Callable[[], str],
    pkcs11: Path | None,
    token: str | None,
    pin: Callable[[], str],
    key_label: str | None,
) -> CertificateFile | CardInReader:
    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile

    if p12 is not None and pkcs11 is None and token is None:
        return CertificateFile(p12, passphrase)
    if p12 is None and pkcs11 is not None and token is not None:
        return CardInReader(pkcs11, token, pin, key_label)
    raise UsageError(
        Finding(
            'credential-unclear',
            "Det framgår inte vad du skriver under med.",
            "Det behövs antingen en certifikatfil eller ett kort, och till kortet både bibliotek och namn.",
            "Ange --p12 FIL, eller --pkcs11 FIL och --token NAMN.",
        )
    )


def _mixed(*, card: bool) -> Finding:
    return Finding(
        'credential-unclear',
        "--passphrase-file hör till en certifikatfil, inte till ett kort."
        if card
        else "--pin-file och --key-label hör till ett kort, inte till en certifikatfil.",
        "Ett kort har pinkod, en certifikatfil har lösenord.",
        "Ange --pin-file till kortet." if card else "Ange --passphrase-file till certifikatfilen.",
    )


def _seal_has_no_place() -> Finding:
    return Finding(
        'seal-place',
        "--place går inte ihop med --seal.",
        "En ort antecknas för den som skriver under, inte för organisationens sigill.",
        "Utelämna --place.",
    )


def _who(*, seal: bool) -> Finding:
    return Finding(
        'signatory-unclear',
        "Både --as och --seal är angivna." if seal else "Det framgår inte vem som skriver under.",
        "Den som skriver under gör det i sin roll; ett sigill sätts av organisationen.",
        "Ange --as ROLL, till exempel --as kommunen, eller --seal.",
    )


def ask_secret(question: str, option: str) -> str:
    """Ask for a secret at the terminal.

    Raises:
        UsageError: `secret-not-asked`, nobody is there to be asked; `option` is the way to give it in a file.
    """
    if not is_terminal(sys.stdin):
        raise UsageError(
            Finding(
                'secret-not-asked',
                f"{question} behövs, men det finns ingen att fråga.",
                "Kommandot körs inte i en terminal, och på kommandoraden får hemligheter inte stå.",
                f"Ange en fil med {option}.",
            )
        )
    answer: str = click.prompt(question, hide_input=True, err=True, default='', show_default=False)
    return answer


def _print_report(report: SignReport, period: str) -> None:
    from docgen.swedish.clock import swedish_time

    document, who = report.history.document, f"{report.signer} har skrivit under"
    if report.role is None:
        who = f"Sigillet för {report.signer} är satt på"
    click.echo(f"{who} {document}, version {report.history.version}.")
    stamped = f", tidsstämplat av {report.timestamped_by}" if report.timestamped_by else ""
    click.echo(f"{swedish_time(report.moment)}{stamped}. Certifikat från {report.issuer}. Nivå {report.level.value}.")
    click.echo(f"Filen: {short_path(report.path)}")
    if report.history.missing_slots:
        names = [f"{each.name} ({each.role})" for each in report.history.missing_slots]
        click.echo(f"Saknas: {', '.join(names)}.")
    else:
        click.echo("Alla har skrivit under.")
    click.echo(f"Nästa steg: {advised(_next(report, period))}")


def _next(report: SignReport, period: str) -> str:
    if not report.history.missing_slots:
        return f"docgen verify --period {period} --save"
    return f"docgen sign {period} --as {report.history.missing_roles[0]} --p12 FIL"


def _as_json(report: SignReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'document': report.history.document,
        'version': report.history.version,
        'path': str(report.path),
        'sha256': report.history.current.sha256,
        'role': report.role,
        'signer': report.signer,
        'issuer': report.issuer,
        'level': report.level.value,
        'time': report.moment.isoformat(),
        'timestamped_by': report.timestamped_by or None,
        'state': report.history.state.value,
        'missing': [{'role': each.role, 'name': each.name} for each in report.history.missing_slots],
    }
