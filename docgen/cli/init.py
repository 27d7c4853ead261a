"""`docgen init`: a workspace for another municipality."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.advised_commands import quoted
from docgen.cli.error_output import print_json, reports_errors, short_path
from docgen.cli.process_setup import is_terminal
from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from docgen.starter import Started


@click.command('init')
@click.argument('target', type=options.FilePath(path_type=Path), metavar='MAPP')
@click.option('--municipality', metavar='NAMN', help="Kommunens fullständiga namn, till exempel ”Lillby kommun”.")
@click.option(
    '--short', metavar='NAMN', help="Kort namn i filnamn: a–z, 0–9, bindestreck. Annars bildas det av namnet."
)
@click.option('--police', metavar='NAMN', help="Den del av Polisen som skriver under: ”Lokalpolisområde …”.")
@click.option('--year', type=int, metavar='ÅR', help="Året som det första löftet gäller. Annars nästa år.")
@options.as_json
@reports_errors
def command(
    target: Path, *, municipality: str | None, short: str | None, police: str | None, year: int | None, as_json: bool
) -> None:
    """Gör en ny arbetsyta för en kommun i MAPP: Wordmallar, och datafiler att fylla i.

    MAPP ska vara tom eller inte finnas. I en terminal frågar docgen efter det som inte är angivet. Det som är ert att
    skriva står tomt i filerna, med en förklaring på raden ovanför.
    """
    from docgen.starter import NewWorkspace, create

    municipality = _name(municipality, "Kommunens fullständiga namn", '--municipality', "Lillby kommun")
    wanted = NewWorkspace(
        municipality,
        _short(short, municipality),
        _name(police, "Polisens del som skriver under", '--police', "Lokalpolisområde Lillby"),
        _year(year),
    )
    started = create(target, wanted)
    if as_json:
        print_json({'exit_code': 0, **_as_json(started)})
    else:
        _print_report(started)


def _name(given: str | None, question: str, option: str, example: str) -> str:
    if given is None and is_terminal(sys.stdin):
        given = click.prompt(f"{question} (till exempel {example})", err=True)
    if given is None or not given.strip():
        raise UsageError(
            Finding(
                'init-missing-value',
                f"{option} saknas.",
                "Namnet står i dokumenten, och docgen kan inte gissa det.",
                f"Ange {option} \"{example}\", med ert eget namn.",
            )
        )
    return given.strip()


def _short(given: str | None, municipality: str) -> str:
    from docgen.swedish import slug

    if given is not None:
        return given.strip()
    made = slug(municipality)
    if is_terminal(sys.stdin):
        asked: str = click.prompt("Kort namn i filnamn", default=made or None, err=True)
        return asked.strip()
    if not made:
        raise UsageError(
            Finding(
                'init-missing-value',
                f"--short saknas, och det går inte att bilda av ”{municipality}”.",
                "Filnamn skrivs med a–z, 0–9 och bindestreck.",
                "Ange --short, till exempel --short lillby.",
            )
        )
    return made


def _year(given: int | None) -> int:
    if given is not None:
        return given
    coming = datetime.datetime.now().astimezone().year + 1
    if not is_terminal(sys.stdin):
        return coming
    asked: int = click.prompt("Vilket år gäller det första löftet", default=coming, type=int, err=True)
    return asked


def _print_report(started: Started) -> None:
    root, wanted = short_path(started.root), started.wanted
    place = f' --workspace {quoted(root)}' if root != '.' else ''
    click.echo(f"Arbetsytan för {wanted.municipality} ligger nu i {started.root}: {len(started.files)} filer.")
    click.echo(f"Dokumenten får filnamn som medborgarlofte-{wanted.short}-{wanted.promise}.pdf.")
    click.echo("Fyll i det som står tomt, i den här ordningen:")
    for name in (
        'workspace.yaml',
        'parties.yaml',
        f'agreements/{wanted.agreement}.yaml',
        f'promises/{wanted.promise}.yaml',
    ):
        click.echo(f'  {short_path(started.root / "data" / name)}')
    click.echo("Nästa steg:")
    click.echo(f"  docgen{place} check          räknar upp det som är kvar att skriva")
    click.echo(f"  docgen{place} build --draft  gör utkast, där det som saknas är utmärkt")
    click.echo(f"  docgen{place} open           visar allt som en sida i webbläsaren, med formulär")


def _as_json(started: Started) -> dict[str, object]:
    return {
        'root': str(started.root),
        'municipality': started.wanted.municipality,
        'short': started.wanted.short,
        'police': started.wanted.police,
        'agreement': started.wanted.agreement,
        'promise': started.wanted.promise,
        'files': list(started.files),
    }
