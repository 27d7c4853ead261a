"""What click itself says, in Swedish: the frame of the help, and what is wrong with a command as it was typed."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_SECTIONS = {'Options': "Val", 'Commands': "Kommandon"}
_RANGE = re.compile(r'\s+\[(\d+)<=x<=(\d+)\]')
_HELP = "Visa den här hjälpen och sluta."


class SwedishFormatter(click.HelpFormatter):
    """Writes help with Swedish headings."""

    def write_usage(self, prog: str, args: str = '', prefix: str | None = None) -> None:
        """Write the first line; click's own words for options and commands in it become Swedish."""
        for english, swedish in (('[OPTIONS]', "[VAL]"), ('COMMAND [ARGS]...', "KOMMANDO …")):
            args = args.replace(english, swedish)
        super().write_usage(prog, args, "Användning: " if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write a heading and indent what follows."""
        with super().section(_SECTIONS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: int, **kwargs: int) -> None:
        """Write the options or commands, each with what it does."""
        told = [(term, _HELP if '--help' in term else _RANGE.sub(r" (\1–\2)", text)) for term, text in rows]
        super().write_dl(told, *args, **kwargs)


class SwedishContext(click.Context):
    """A context whose help is Swedish, and whose errors know which command they are about."""

    formatter_class = SwedishFormatter

    @contextmanager
    def scope(self, cleanup: bool = True) -> Iterator[click.Context]:  # noqa: FBT001, FBT002 click's own
        """Let what is wrong with the words that are read in it be told of this command."""
        try:
            with super().scope(cleanup) as context:
                yield context
        except click.UsageError as error:
            if error.ctx is None:
                error.ctx = self
            raise


class SwedishCommand(click.Command):
    """A command whose help is Swedish."""

    context_class = SwedishContext


class SwedishGroup(click.Group):
    """A group whose help, and whose commands' help, is Swedish."""

    context_class = SwedishContext
    command_class = SwedishCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its whole first sentence."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        with formatter.section('Commands'):
            formatter.write_dl([(name, _first_sentence(each)) for name, each in commands.items() if each])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say in Swedish that a command does not exist, and which is near."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith('-'):
            raise UsageError(unknown_command(ctx, args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def _first_sentence(command: click.Command) -> str:
    text = ' '.join((command.help or '').split())
    return f'{text.partition(". ")[0].rstrip(".")}.' if text else ''


def unknown_command(ctx: click.Context, name: str, known: Collection[str]) -> Finding:
    """Say that a command does not exist, and which is near.

    Args:
        ctx: the group's.
        name: what was typed.
        known: the commands that there are.
    """
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return Finding(
        'command-unknown',
        f"Kommandot ”{name}” finns inte.",
        f"De som finns är {', '.join(known)}.",
        f"Menade du {near[0]}?" if near else f"Se {ctx.command_path} --help.",
    )


@contextmanager
def usage_errors_in_swedish() -> Iterator[None]:
    """Let what is wrong with a command be told as everything else is, with exit code 2."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except (click.UsageError, UsageError) as error:
        from docgen.cli.error_output import print_error

        told = error if isinstance(error, UsageError) else UsageError(_finding(error))
        print_error(told, as_json=False)
        sys.exit(told.exit_code)


def _finding(error: click.UsageError) -> Finding:
    command = _path(error.ctx)
    look = f"Se {command} --help."
    if isinstance(error, click.NoSuchOption):
        if (before := _before_the_command(error)) is not None:
            return before
        near = f"Menade du {' eller '.join(sorted(error.possibilities))}? " if error.possibilities else ''
        return Finding(
            'option-unknown',
            f"{command} har inget val {error.option_name}.",
            "Ett okänt val är oftast felstavat.",
            near + look,
        )
    if isinstance(error, click.BadOptionUsage):
        return _wrong_use(error, look)
    if isinstance(error, click.MissingParameter):
        return Finding(
            'argument-missing',
            f"{_name(error)} saknas.",
            f"{command} behöver det för att veta vad som ska göras.",
            f"Skriv {_usage(error)}.",
        )
    if isinstance(error, click.BadParameter):
        return Finding('value-wrong', f"{_name(error)}: värdet går inte att använda.", *_value(error))
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return Finding('command-missing', "Kommandot saknas.", f"{command} gör inget utan ett kommando.", look)
    return Finding(
        'argument-extra',
        f"{command} får fler ord än det väntar sig.",
        "Ett ord för mycket är oftast felskrivet, eller en text med mellanslag utan citattecken.",
        f"Skriv {_usage(error)}.",
    )


def _before_the_command(error: click.NoSuchOption) -> Finding | None:
    """Say where an option stands that is docgen's own; None for one that nothing has."""
    root = error.ctx.find_root() if error.ctx else None
    if root is None or error.ctx is root:
        return None
    for each in root.command.get_params(root):
        if isinstance(each, click.Option) and error.option_name in each.opts:
            own = error.option_name + (f' {each.metavar}' if each.metavar else '')
            rest = f' {_path(error.ctx).partition(" ")[2]}' if not each.is_eager else ''
            return Finding(
                'option-unknown',
                f"{error.option_name} står på fel plats.",
                "Det valet gäller alla kommandon, och skrivs före kommandot.",
                f"Skriv docgen {own}{rest}{' …' if rest else '.'}",
            )
    return None


def _wrong_use(error: click.BadOptionUsage, look: str) -> Finding:
    if 'does not take a value' in error.message:
        what, why = "har ett värde men tar inget.", "Det väljer bara av eller på."
    else:
        what, why = "saknar sitt värde.", "Värdet skrivs efter namnet, och är inte tomt."
    return Finding('option-usage', f"{error.option_name} {what}", why, look)


def _value(error: click.BadParameter) -> tuple[str, str]:
    """Why and what to do, by the kind of value that is asked for."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return "Här går det bara att välja mellan vissa ord.", f"Skriv något av: {', '.join(map(str, kind.choices))}."
    if isinstance(kind, click.DateTime):
        return "Datum skrivs med år, månad och dag i siffror.", "Skriv som 2021-03-11."
    if isinstance(kind, click.Path):
        if not kind.file_okay:
            return "Det är en fil, inte en mapp.", "Ange en mapp."
        return "Det är en mapp, inte en fil.", "Ange en fil."
    if isinstance(kind, click.IntRange):
        return f"Här behövs ett heltal från {kind.min} till {kind.max}.", "Rätta värdet."
    if kind is click.INT:
        return "Här behövs ett heltal.", "Skriv det med siffror."
    return error.message, "Rätta värdet."


def _path(ctx: click.Context | None) -> str:
    """Give the command as it is typed; a group may hold a command without a name of its own."""
    return ' '.join(ctx.command_path.split()) if ctx else 'docgen'


def _name(error: click.BadParameter) -> str:
    param = error.param
    if param is None or error.ctx is None:
        return "Ett värde"
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(error.ctx)


def _usage(error: click.UsageError) -> str:
    if error.ctx is None:
        return 'docgen --help'
    return f'{_path(error.ctx)} {" ".join(error.ctx.command.collect_usage_pieces(error.ctx))}'.replace(
        '[OPTIONS]', "[VAL]"
    )
