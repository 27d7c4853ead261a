"""What click itself says, in Swedish: the frame of the help, and what is wrong with a command as it was typed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SECTIONS = {'Options': "Val", 'Commands': "Kommandon"}
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
        super().write_dl([(term, _HELP if '--help' in term else text) for term, text in rows], *args, **kwargs)


class SwedishContext(click.Context):
    """A context whose help is Swedish."""

    formatter_class = SwedishFormatter


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
    command = error.ctx.command_path if error.ctx else 'docgen'
    look = f"Se {command} --help."
    if isinstance(error, click.NoSuchOption):
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


def _wrong_use(error: click.BadOptionUsage, look: str) -> Finding:
    if 'does not take a value' in error.message:
        what, why = "har ett värde men tar inget.", "Det väljer bara av eller på."
    else:
        what, why = "saknar sitt värde.", "Värdet skrivs efter namnet."
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
    return error.message, "Rätta värdet."


def _name(error: click.BadParameter) -> str:
    param = error.param
    if param is None or error.ctx is None:
        return "Ett värde"
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(error.ctx)


def _usage(error: click.UsageError) -> str:
    if error.ctx is None:
        return 'docgen --help'
    return f'{error.ctx.command_path} {" ".join(error.ctx.command.collect_usage_pieces(error.ctx))}'.replace(
        '[OPTIONS]', "[VAL]"
    )
