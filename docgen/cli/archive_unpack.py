"""`docgen archive unpack`: takes the data and templates out of a package, to build its documents again."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors, short_path

if TYPE_CHECKING:
    from docgen.archive.restore import RestoredWorkspace


@click.command('unpack')
@click.argument('package', type=options.FilePath(path_type=Path), metavar='PAKET')
@click.argument('target', type=options.FilePath(path_type=Path), metavar='MAPP')
@options.as_json
@reports_errors
def command(package: Path, target: Path, *, as_json: bool) -> None:
    """Ta ut data och mallar ur ett arkivpaket till MAPP, så att dokumenten kan byggas på nytt.

    MAPP ska vara tom eller inte finnas. Filerna jämförs med paketets förteckning; är någon ändrad packas inget upp.
    Samma version av docgen bygger exakt de dokument som arkiverades.
    """
    from docgen.archive.restore import restore_workspace

    restored = restore_workspace(package, target)
    if as_json:
        print_json({'exit_code': 0, **_as_json(restored)})
        return
    root = short_path(restored.root)
    quoted = shlex.quote(root)
    click.echo(f"{restored.files} filer ligger nu i {root}. De arkiverade dokumenten byggdes med {restored.software}.")
    click.echo(f'Nästa steg: docgen --workspace {quoted} build {restored.period} --engine {restored.engine}')
    click.echo("Så byggda har dokumenten dessa SHA-256:")
    for name, sha256 in restored.documents.items():
        click.echo(f'  {sha256}  {name}')


def _as_json(restored: RestoredWorkspace) -> dict[str, object]:
    return {
        'root': str(restored.root),
        'period': restored.period,
        'files': restored.files,
        'engine': restored.engine,
        'software': restored.software,
        'documents': restored.documents,
    }
