"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

periods = click.argument('periods', nargs=-1, metavar='[PERIOD]…')
period = click.argument('period', metavar='PERIOD')
draft = click.option('--draft', is_flag=True, help="Utkast: UTKAST tvärs över sidorna, luckor i data märks ut.")
place = click.option('--place', metavar='ORT', default='', help="Orten där dokumentet skrivs under; den antecknas.")
other_day = click.option(
    '--other-day',
    is_flag=True,
    help="Fråga inte när dagen eller orten är en annan än den som är tryckt i dokumentet; den antecknas.",
)
output = click.option(
    '--output',
    type=click.Path(path_type=Path, file_okay=False),
    metavar='MAPP',
    help="Mapp för resultatet. Annars output i arbetsytan.",
)
engine = click.option('--engine', metavar='NAMN', help="Motor som gör PDF. Annars den som arbetsytan väljer.")
table_out = click.option(
    '--excel',
    'excel',
    type=click.Path(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Skriv tabellen till FIL, som slutar på .xlsx eller .csv.",
)
table_in = click.option(
    '--from',
    'filled',
    type=click.Path(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Läs in den ifyllda tabellen FIL.",
)
table_write = click.option('--write', is_flag=True, help="Skriv det som lästs in i YAML-filen.")
table_skip = click.option(
    '--skip-unknown', is_flag=True, help="Hoppa över rader som inte hör dit. Annars läses inget in."
)
replace = click.option('--replace', is_flag=True, help="Skriv över FIL om den finns och innehåller något annat.")
as_json = click.option('--json', 'as_json', is_flag=True, help="Skriv svaret som JSON.")


def root(ctx: click.Context) -> Path:
    """Give the workspace's folder.

    Raises:
        FindingsError: there is none.
    """
    from docgen.workspace import find_root

    chosen: Path | None = ctx.obj
    return find_root((chosen or Path.cwd()).absolute())


def output_file(path: Path) -> Path:
    """Give the path of a file that is to be written.

    Raises:
        UsageError: `file-unwritable`, its folder does not exist or nothing can be written there.
    """
    from docgen.errors import Finding, Place, UsageError, reason

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
