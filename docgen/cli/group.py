"""The command `docgen` and its table of subcommands, each imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from docgen.cli.options import FilePath
from docgen.cli.process_setup import use_utf8
from docgen.cli.readable_output import nothing_steers_the_terminal
from docgen.cli.swedish_click import SwedishContext, unknown_command, usage_errors_in_swedish
from docgen.errors import ToolError, UsageError

_COMMANDS = {
    'init': "Gör en ny arbetsyta för en kommun: Wordmallar, och datafiler att fylla i.",
    'open': "Öppna arbetsytan som en sida i webbläsaren, med formulär och knappar för allt.",
    'next': "Gör nästa års löfte, eller nästa överenskommelse, av den som finns.",
    'commitments': "Skriv löftena som en Exceltabell, eller läs in en ifylld.",
    'follow-up': "Skriv uppföljningen som en Exceltabell, eller läs in en ifylld.",
    'diff': "Visa vad som skiljer två löften eller två överenskommelser.",
    'compare': "Visa vad någon har ändrat i ett utkast i Word, och för in det i data.",
    'build': "Gör periodernas dokument: Word, PDF och webblistor.",
    'check': "Kontrollera data och mallar utan att göra dokument.",
    'template': "Kontrollera, visa, förteckna och laga Wordmallar.",
    'web': "Gör om webblistorna av de dokument som redan är gjorda.",
    'fix': "Fastställ en periods dokument: innehållet låses, och de kan skrivas under.",
    'sign': "Skriv under ett fastställt dokument elektroniskt, med certifikatfil eller kort.",
    'status': "Visa hur långt varje dokument har kommit, vem som har skrivit under och vad som återstår.",
    'inspect': "Berätta vad en PDF är: standarder, taggar, teckensnitt, underskrifter.",
    'print': "Gör den utskrift som ska skrivas under för hand.",
    'receive': "Ta emot ett undertecknat dokument, från en portal eller skannat.",
    'verify': "Pröva underskrifterna i en PDF, vem som än har gjort den, och skriv en rapport.",
    'trust': "Hämta EU:s betrodda listor, som säger vilka underskrifter som är kvalificerade.",
    'publish': "Gör de filer som får läggas på webbplatsen, med underskrifterna som text.",
    'archive': "Gör arkivpaketet av en period, och pröva och förteckna paket.",
    'overview': "Visa vilka kommuner som har överenskommelse, löfte och uppföljning, och hur det gick.",
    'schema': "Skriv scheman som hjälper redigeraren att fylla i YAML-filerna.",
    'doctor': "Visa versioner, teckensnitt och motorer, och vad som saknas.",
}


class LazyGroup(click.Group):
    """A group whose help needs no command's code (`docgen --help` stays fast)."""

    context_class = SwedishContext

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line."""
        use_utf8()
        with nothing_steers_the_terminal():
            return super().main(*args, **extra)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options before the command."""
        # No date of a document comes from the surroundings, and a name that is no text is shown, not stumbled over.
        os.environ.pop('SOURCE_DATE_EPOCH', None)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, 'reconfigure', None)
            if reconfigure is not None:
                reconfigure(errors='backslashreplace')
        with usage_errors_in_swedish():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the command's own words and run it."""
        with usage_errors_in_swedish():
            _require_memory()
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the commands in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command's own file."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f'docgen.cli.{cmd_name.replace("-", "_")}').command
        command.context_class = SwedishContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their first sentence."""
        with formatter.section("Kommandon"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say in Swedish that a command does not exist, and which is near."""
        if args and args[0] not in _COMMANDS and not args[0].startswith('-'):
            raise UsageError(unknown_command(ctx, args[0], _COMMANDS))
        return super().resolve_command(ctx, args)


def _require_memory() -> None:
    """End in words before a library ends the process, or takes its want of memory for a fault of a file."""
    from docgen.programs.memory import require_memory

    try:
        require_memory()
    except ToolError as error:
        from docgen.cli.error_output import print_error

        print_error(error, as_json=False)
        sys.exit(error.exit_code)


@click.group(
    'docgen', cls=LazyGroup, context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 110}
)
@click.version_option(package_name='docgen', message='docgen %(version)s', help="Visa versionen och sluta.")
@click.option(
    '--workspace',
    type=FilePath(path_type=Path, file_okay=False),
    metavar='MAPP',
    help="Arbetsytans mapp. Annars letas den upp från den mapp du står i.",
)
@click.option('--verbose', is_flag=True, help="Berätta varje steg, med tid, filer och program.")
@click.pass_context
def main(ctx: click.Context, workspace: Path | None, *, verbose: bool) -> None:
    """Från data till överenskommelser och medborgarlöften att skriva under, publicera och arkivera."""
    from docgen.cli.process_setup import start_log

    start_log(verbose=verbose)
    ctx.obj = workspace
