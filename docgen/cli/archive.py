"""`docgen archive`: makes the package that an e-archive takes in; its subcommands check and list such packages."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import quoted
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path
from docgen.cli.many import for_all
from docgen.cli.swedish_click import SwedishContext
from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from docgen.archive.package import ArchiveReport
    from docgen.sign.signing.credential_kinds import CertificateFile

_FILE = options.FilePath(path_type=Path, dir_okay=False)
_SUBCOMMANDS = {
    'verify': "Pröva ett paket: förteckning, kontrollsummor, standarder, underskrifter och händelser.",
    'unpack': "Ta ut data och mallar ur ett paket, så att dokumenten kan byggas på nytt.",
    'list': "Visa alla paket i en mapp som en tabell, och om filerna är desamma som sist.",
}


class _Group(click.Group):
    """Takes a first word that is no subcommand for a period."""

    context_class = SwedishContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [*_SUBCOMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _SUBCOMMANDS:
            return _make
        command: click.Command = importlib.import_module(f'docgen.cli.archive_{cmd_name}').command
        command.context_class = SwedishContext
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _SUBCOMMANDS:
            return '', _make, args
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Options may stand before the period too; only a subcommand or a call for help is the group's own.
        if args and args[0] not in (*_SUBCOMMANDS, '-h', '--help'):
            args = ['--', *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Val för PERIOD"):
            pairs = [each.get_help_record(ctx) for each in _make.params if isinstance(each, click.Option)]
            formatter.write_dl([each for each in pairs if each])
        with formatter.section("Andra kommandon"):
            formatter.write_dl(list(_SUBCOMMANDS.items()))


@click.command('archive')
@click.argument('period', required=False, metavar='PERIOD')
@click.option(
    '--unsigned', is_flag=True, help="Arkivera fast allt inte är fastställt och undertecknat; byggda filer följer med."
)
@click.option(
    '--profile',
    type=click.Choice(['fgs-2.0', 'fgs-1.2', 'bagit']),
    help="Paketets form. Annars den som arbetsytan väljer.",
)
@click.option(
    '--as', 'form', type=click.Choice(['folder', 'tar', 'zip']), default='folder', help="Mapp (förval) eller en fil."
)
@click.option(
    '--to',
    type=options.FilePath(path_type=Path, file_okay=False),
    metavar='MAPP',
    help="Var paketet läggs. Annars arkiv.",
)
@click.option('--seal', is_flag=True, help="Försegla paketet med --p12, så att varje ändring av det syns.")
@click.option('--p12', type=_FILE, metavar='FIL', help="Certifikatfil (p12 eller pfx) att försegla med.")
@click.option('--passphrase-file', type=_FILE, metavar='FIL', help="Fil med certifikatfilens lösenord. Annars frågas.")
@click.option('--tsa', metavar='ADRESS', help="Tidsstämplingstjänst (RFC 3161) för förseglingen.")
@options.output
@options.as_json
@click.pass_context
@for_all('archive')
@reports_errors
def _make(
    ctx: click.Context,
    period: str | None,
    *,
    unsigned: bool,
    profile: str | None,
    form: str,
    to: Path | None,
    seal: bool,
    p12: Path | None,
    passphrase_file: Path | None,
    tsa: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Gör en periods arkivpaket."""
    if period is None:
        raise click.MissingParameter(ctx=ctx, param=next(each for each in ctx.command.params if each.name == 'period'))
    from docgen.archive.pack import Form
    from docgen.archive.package import ArchiveRequest, archive
    from docgen.cli.protected_files import require_unprotected_folder
    from docgen.model.settings import ArchiveProfile

    if to is not None:
        require_unprotected_folder(to)
    chosen = ArchiveProfile(profile) if profile else None
    credential = _sealing(p12, passphrase_file, tsa, seal=seal)
    request = ArchiveRequest(
        options.root(ctx), period, unsigned, chosen, Form(form), to, output, credential, tsa if seal else None
    )
    report = archive(request, show_progress)
    clear_progress()
    if as_json:
        print_json(_as_json(report))
    else:
        _print_report(report, options.root(ctx))


@click.group(
    'archive',
    cls=_Group,
    subcommand_metavar='PERIOD [VAL]… | verify PAKET | unpack PAKET MAPP | list MAPP',
    context_settings={'help_option_names': ['-h', '--help']},
)
def command() -> None:
    """Gör en periods arkivpaket: det undertecknade, allt som styrker det, och uppgifterna som det är gjort av.

    Paketet följer FGS Paketstruktur 2.0 (E-ARK) eller 1.2. Samma period ger samma paket, byte för byte. Det läggs i
    mappen arkiv, och ett paket som redan ligger där skrivs aldrig över.
    """


def _sealing(p12: Path | None, passphrase_file: Path | None, tsa: str | None, *, seal: bool) -> CertificateFile | None:
    """What to seal with; None without --seal."""
    from docgen.cli.sign import ask_secret
    from docgen.sign.signing.credential_kinds import CertificateFile
    from docgen.sign.signing.secrets import read_secret

    if seal != (p12 is not None) or (not seal and (passphrase_file or tsa)):
        raise UsageError(
            Finding(
                'archive-seal-unclear',
                "--seal är angivet utan --p12."
                if seal
                else "--p12, --passphrase-file eller --tsa är angivet utan --seal.",
                "Ett paket förseglas med organisationens certifikat.",
                "Ange --seal --p12 FIL, och gärna --tsa ADRESS.",
            )
        )
    if p12 is None:
        return None
    question = f"Lösenord för {p12.name}"
    return CertificateFile(
        p12, lambda: read_secret(passphrase_file) if passphrase_file else ask_secret(question, '--passphrase-file')
    )


def _print_report(report: ArchiveReport, root: Path) -> None:
    from docgen.sign.trust import workspace_trust, workspace_trust_folder
    from docgen.swedish import file_size

    print_findings(report.warnings)
    if report.warnings:
        click.echo(err=True)
    state = "klart" if report.new else "fanns redan, oförändrat"
    click.echo(f'{short_path(report.path)}  {state}: {file_size(report.bytes)}')
    click.echo(
        f"{report.files} arkiverade filer: handlingar, och uppgifter och mallar som de är gjorda av. Därtill kommer "
        "paketets egna filer: förteckning, metadata och scheman."
    )
    click.echo(f'SHA-256 {report.sha256}')
    trust = f' --trust {quoted(short_path(workspace_trust_folder(root)))}' if workspace_trust(root) else ''
    click.echo(f'Nästa steg: docgen archive verify {quoted(short_path(report.path))}{trust}')


def _as_json(report: ArchiveReport) -> dict[str, object]:
    return {
        'exit_code': 0,
        'path': str(report.path),
        'profile': report.profile.value,
        'form': report.form.value,
        'files': report.files,
        'bytes': report.bytes,
        'sha256': report.sha256,
        'new': report.new,
        'findings': [finding_as_json(each) for each in report.warnings],
    }
