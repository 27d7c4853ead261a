"""`docgen trust`: the EU's trusted lists, by which verify says whether a signature is qualified."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli import options
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.cli.swedish_click import SwedishContext
from docgen.errors import Finding, UsageError

_DEFAULT = 'data/trust/listor'


class _Group(click.Group):
    context_class = SwedishContext


class _Command(click.Command):
    context_class = SwedishContext


@click.group('trust', cls=_Group)
def command() -> None:
    """Hämta EU:s betrodda listor, som säger vilka underskrifter som är kvalificerade."""


@command.command('update', cls=_Command)
@click.argument('folder', required=False, type=options.FilePath(path_type=Path, file_okay=False), metavar='[MAPP]')
@click.option('--network', is_flag=True, help="Hämta från nätet. Utan det hämtas inget.")
@click.option(
    '--state', 'states', multiple=True, metavar='LAND', help="Två bokstäver, flera gånger om ni vill. Annars SE."
)
@click.option('--from', 'address', metavar='ADRESS', help="Hämta EU:s lista över listorna härifrån i stället.")
@click.option(
    '--list-signer',
    multiple=True,
    type=options.FilePath(path_type=Path),
    metavar='FIL',
    help="Certifikat som listan över listorna är undertecknad med, i stället för dem som docgen känner.",
)
@options.as_json
@click.pass_context
@reports_errors
def update(
    ctx: click.Context,
    folder: Path | None,
    *,
    network: bool,
    states: tuple[str, ...],
    address: str | None,
    list_signer: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Hämta EU:s lista över listorna och staters listor till en mapp: annars data/trust/listor i arbetsytan.

    Varje lista tas emot bara om dess underskrift håller. Ange sedan mappen vid docgen verify --trusted-lists.
    """
    from docgen.sign.trust import load_trust
    from docgen.sign.trusted_list_update import ADDRESS, UpdateRequest, update_trusted_lists
    from docgen.sign.verifying.verification_text import day

    if not network:
        raise UsageError(
            Finding(
                'trust-update-network',
                "Listorna finns på nätet, och --network är inte angivet.",
                "docgen frågar aldrig nätet utan att någon ber om det.",
                "Kör docgen trust update --network.",
            )
        )
    target = folder or options.root(ctx) / _DEFAULT
    wanted = tuple(dict.fromkeys(each.upper() for each in states)) or ('SE',)
    found = update_trusted_lists(
        UpdateRequest(target, wanted, address or ADDRESS, load_trust(list_signer)), show_progress
    )
    clear_progress()
    lists = [found.of_lists, *(each for each, _ in found.states)]
    if as_json:
        told = [{'territory': each.territory, 'number': each.number, 'issued': day(each.issued)} for each in lists]
        print_json({'exit_code': 0, 'folder': str(target), 'lists': told})
        return
    for each in lists:
        click.echo(f"{each.territory}: nummer {each.number} av {day(each.issued)}, {each.operator}")
    where = short_path(target)
    click.echo(f"Listorna ligger i {where}. Pröva med docgen verify FIL.pdf --trusted-lists {where}")
