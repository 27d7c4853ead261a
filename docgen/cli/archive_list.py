"""`docgen archive list`: the register of a folder of packages, and whether they still are what they were."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.errors import ExitCode, Finding, Place, UsageError, reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.archive.fixity import Fixity
    from docgen.archive.package_reader import PackageFile
    from docgen.archive.register import RegisterRow


@click.command('list')
@click.argument('folder', type=options.FilePath(path_type=Path), metavar='MAPP')
@click.option('--fixity', is_flag=True, help="Räkna om alla kontrollsummor, och visa vad som ändrats sedan sist.")
@click.option(
    '--state',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Var det som --fixity kommer fram till sparas. Annars i mappen, i .docgen-fixity.sqlite.",
)
@click.option('--html', type=options.FilePath(path_type=Path, dir_okay=False), metavar='FIL', help="Skriv en webbsida.")
@click.option('--csv', type=options.FilePath(path_type=Path, dir_okay=False), metavar='FIL', help="Skriv en CSV-fil.")
@options.replace
@options.as_json
@reports_errors
def command(
    folder: Path,
    *,
    fixity: bool,
    state: Path | None,
    html: Path | None,
    csv: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Visa alla paket i en mapp: ärende, period, parter, diarienummer, undertecknare och kontrollsummor.

    En körning med --fixity som bryts går vidare där den slutade nästa gång. Koden är 6 om något paket saknas, är
    skadat eller ändrat.
    """
    from docgen.archive.fixity import GOOD, last_states, run_fixity
    from docgen.archive.register import as_csv, read_register, read_row
    from docgen.archive.register_page import as_html
    from docgen.archive.verdicts import PackageError

    if html is not None:
        options.require_replaceable(html, report=options.PAGE, replace=replace)
    if csv is not None:
        options.require_replaceable(csv, report=('﻿' + as_csv(())).encode(), replace=replace)
    rows: dict[str, RegisterRow] = {}

    def look(contents: Mapping[str, PackageFile], name: str) -> None:
        with contextlib.suppress(PackageError):  # then the register says so
            rows[name] = read_row(contents, name)

    # A whole package needs no place in memory: only its row, and what there is to say of the others.
    run = run_fixity(folder, show_progress, database=state, look=look) if fixity else ()
    trouble = [each for each in run if each.state not in GOOD]
    found = list(read_register(folder, last_states(folder, state), rows))
    clear_progress()
    if html is not None:
        _write(html, as_html(found, f"Arkivpaket i {folder.absolute().name}"))
    if csv is not None:
        _write(csv, '\ufeff' + as_csv(found))
    code = ExitCode.SIGNATURE if trouble else ExitCode.DONE
    if as_json:
        print_json(
            {
                'exit_code': int(code),
                'packages': [asdict(each) for each in found],
                'fixity': [
                    {'package': each.package, 'state': each.state.value, 'told': each.details} for each in trouble
                ]
                if fixity
                else None,
            }
        )
    else:
        _print_report(found, trouble, fixity=fixity)
        for path in (html, csv):
            if path is not None:
                click.echo(f"Sparad: {short_path(path)}")
    sys.exit(code)


def _print_report(found: Sequence[RegisterRow], trouble: Sequence[Fixity], *, fixity: bool) -> None:
    from docgen.archive.fixity import SENTENCES

    for row in found:
        twin = f"samma leverans som {row.same_as}" if row.same_as else ''
        told = '; '.join(filter(None, (row.delivery, twin)))
        delivery = f' ({told})' if told else ''
        click.echo(f'{click.style(row.package, bold=True)}  {row.title}{delivery}  [{row.state}]')
        if row.signatories:
            click.echo(f"    {', '.join(row.signatories)}")
    twins = sum(bool(row.same_as) for row in found)
    click.echo(f"Antal paket: {len(found)}{f', varav {twins} är samma leverans som ett annat' if twins else ''}.")
    if not fixity:
        return
    if not trouble:
        click.echo("Alla kontrollsummor stämmer.")
    for each in trouble:
        click.echo(f'{click.style(each.package, bold=True)}: {SENTENCES[each.state]}')
        for line in each.details:
            click.echo(f'  – {line}')


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding='utf-8', newline='')
    except OSError as error:
        raise UsageError(
            Finding(
                'register-unwritable',
                f"{path} kan inte skrivas.",
                f"Orsak: {reason(error)}.",
                "Välj en annan fil.",
                Place(path),
            )
        ) from error
