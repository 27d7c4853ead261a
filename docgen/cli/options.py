"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import os


class FilePath(click.Path):
    """A file or folder by name. No name is none: it does not mean the folder where somebody stands."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:  # what `path_type` says
        """Give the path as click does, unless the value is empty.

        Args:
            value: what was typed, or a default.
            param: the option or argument that it belongs to.
            ctx: the command's.

        Raises:
            click.UsageError: the value is empty, or click says that it is a file where a folder is asked for.
        """
        if value != '':
            return super().convert(value, param, ctx)
        if isinstance(param, click.Option):
            raise click.BadOptionUsage(param.opts[0], 'the value is empty', ctx)
        raise click.MissingParameter(ctx=ctx, param=param)


periods = click.argument('periods', nargs=-1, metavar='[PERIOD]…')
period = click.argument('period', metavar='PERIOD')
draft = click.option('--draft', is_flag=True, help="Utkast: UTKAST tvärs över sidorna, luckor i data märks ut.")
place = click.option('--place', metavar='ORT', default='', help="Orten där dokumentet skrivs under; den antecknas.")
other_day = click.option(
    '--other-day',
    is_flag=True,
    help="Gå vidare fast dagen eller orten är en annan än den tryckta; den antecknas. Annars frågas i en terminal.",
)
output = click.option(
    '--output',
    type=FilePath(path_type=Path, file_okay=False),
    metavar='MAPP',
    help="Mapp för resultatet. Annars output i arbetsytan.",
)
engine = click.option('--engine', metavar='NAMN', help="Motor som gör PDF. Annars den som arbetsytan väljer.")
table_out = click.option(
    '--excel',
    'excel',
    type=FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Skriv tabellen till FIL, som slutar på .xlsx eller .csv.",
)
table_in = click.option(
    '--from',
    'filled',
    type=FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Läs in den ifyllda tabellen FIL.",
)
table_write = click.option('--write', is_flag=True, help="Skriv det som lästs in i YAML-filen.")
table_skip = click.option(
    '--skip-unknown', is_flag=True, help="Lämna rader och celler som inte hör dit. Annars läses inget in."
)
replace = click.option('--replace', is_flag=True, help="Skriv över FIL om den finns och innehåller något annat.")
as_json = click.option('--json', 'as_json', is_flag=True, help="Skriv svaret som JSON.")


PAGE, XML, JSON, PDF = b'<!doctype html', b'<?xml', b'[', b'%PDF-'
"""How docgen's own reports begin."""


def root(ctx: click.Context) -> Path:
    """Give the workspace's folder.

    Raises:
        FindingsError: there is none.
    """
    from docgen.workspace import find_root

    chosen: Path | None = ctx.obj
    return find_root((chosen or Path.cwd()).absolute())


def require_replaceable(path: Path, *, report: bytes = b'', replace: bool | None = None, derived: bool = False) -> None:
    """Refuse to write over a file that may hold a person's work.

    Args:
        path: as the user named it; it need not be there.
        report: what a report of docgen's own of that kind begins with: it may be made again without asking. A PDF must
            also say that docgen made it, and hold no signature. Empty: nothing that is there is written over.
        replace: whether the user asks for it; None where the command has no option for that.
        derived: as `protected_files.require_unprotected`.

    Raises:
        RefusedError: `output-protected`, whatever the user asks.
        UsageError: `file-exists`.
    """
    from docgen.cli.protected_files import require_unprotected
    from docgen.tables.existing_file import file_exists

    require_unprotected(path, derived=derived)
    if replace or not path.is_file():
        return
    try:
        before = path.read_bytes()
    except OSError:
        return  # who writes it will tell
    own = bool(report) and before.lstrip()[: len(report)].lower() == report.lower()
    if report == PDF:
        own = own and b'docgen' in before and b'/ByteRange' not in before
    if before and not own:
        raise file_exists(path, by_option=replace is not None)


def output_file(path: Path, *, report: bytes = b'', replace: bool, derived: bool = False) -> Path:
    """Give the path of a file that is to be written.

    Args:
        path: as the user named it.
        report: as `require_replaceable`.
        replace: as `require_replaceable`.
        derived: as `require_replaceable`.

    Raises:
        RefusedError: as `require_replaceable`.
        UsageError: `file-exists`; or `file-unwritable`, its folder does not exist or nothing can be written there.
    """
    from docgen.errors import Finding, Place, UsageError, reason

    require_replaceable(path, report=report, replace=replace, derived=derived)
    try:
        with path.open('ab'):
            pass
    except OSError as error:
        raise UsageError(
            Finding(
                'file-unwritable',
                f"Det går inte att skriva filen {path.name}: {reason(error)}.",
                "Resultatet kan inte sparas där.",
                "Är den öppen i ett annat program, stäng den där. Annars ange en annan mapp.",
                Place(path),
            )
        ) from error
    return path
