"""`docgen template`: a Word template checked, shown, listed and mended before there is anything to build."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import options
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors
from docgen.cli.swedish_click import SwedishGroup
from docgen.errors import ExitCode, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.errors import Finding
    from docgen.pipeline.template_list import Placeholder
    from docgen.workspace import Workspace

_PAUSE = 0.2
_PREVIEWS = 'forhandsvisning'


@click.group('template', cls=SwedishGroup)
def command() -> None:
    """Kontrollera, visa, förteckna och laga Wordmallar."""


_file = click.argument('file', type=options.FilePath(path_type=Path, dir_okay=False), metavar='FIL')


def _workspace(ctx: click.Context) -> Workspace:
    from docgen.workspace import load

    return load(options.root(ctx), draft=True)


@command.command('check')
@click.argument('files', nargs=-1, type=options.FilePath(path_type=Path, dir_okay=False), metavar='[FIL]…')
@click.option('--comments', is_flag=True, help="Skriv en kopia av varje mall med felen som kommentarer i Word.")
@options.replace
@options.as_json
@click.pass_context
@reports_errors
def check(ctx: click.Context, files: tuple[Path, ...], *, comments: bool, replace: bool, as_json: bool) -> None:
    """Kontrollera mallar: allt som ett bygge skulle neka. Utan FIL: arbetsytans alla mallar."""
    from docgen.pipeline.template_check import template_findings, write_comments
    from docgen.pipeline.template_list import unused_placeholders

    workspace = _workspace(ctx)
    names = dict.fromkeys(workspace.settings.templates.model_dump().values())
    found: list[Finding] = []
    unused: dict[str, list[str]] = {}
    for file in files or [workspace.templates / name for name in names]:
        findings = template_findings(file, workspace)
        found += findings
        unused[str(file)] = unused_placeholders(file, workspace)
        if comments and findings and file.is_file():
            target = options.output_file(file.with_name(f'{file.stem}-kommentarer.docx'), replace=replace, derived=True)
            count = write_comments(file, findings, target)
            if not as_json:
                click.echo(f"{target}: {count} kommentarer")
    errors = sum(each.severity is Severity.ERROR for each in found)
    code = ExitCode.FINDINGS if errors else ExitCode.DONE
    if as_json:
        told = [finding_as_json(each) for each in found]
        print_json({'exit_code': int(code), 'findings': told, 'unused': unused})
    else:
        print_findings(found)
        for name, unnamed in unused.items():
            if files and unnamed:
                click.echo(f"Platshållare som {name} inte använder: {', '.join(unnamed)}")
        click.echo(f"{errors} fel, {len(found) - errors} varningar.")
    sys.exit(code)


@command.command('preview')
@_file
@options.output
@click.option(
    '--watch', is_flag=True, help="Gör om förhandsvisningen varje gång filen sparas, tills du trycker Ctrl-C."
)
@click.pass_context
@reports_errors
def preview(ctx: click.Context, file: Path, output: Path | None, *, watch: bool) -> None:
    """Fyll i en mall med arbetsytans data och gör PDF och bilder av den."""
    from docgen.errors import DocgenError
    from docgen.pipeline.template_preview import preview as made

    workspace = _workspace(ctx)
    folder = output or workspace.output / _PREVIEWS
    seen, before = -1, frozenset[str]()
    while True:
        now = file.stat().st_mtime_ns if file.is_file() else 0
        if now == seen:
            time.sleep(_PAUSE)
            continue
        seen = now
        try:
            shown = made(file, workspace, folder)
        except DocgenError as error:
            if not watch:
                raise
            before = _told(error.findings, before)
        else:
            print_findings(shown.warnings)
            click.echo(f"{shown.pdf}: {len(shown.pictures)} sidor")
            before = _told((), before)
        if not watch:
            return


def _told(findings: Sequence[Finding], before: frozenset[str]) -> frozenset[str]:
    """Print what has come since the last time, and say what has gone."""
    now = frozenset(each.what for each in findings)
    print_findings([each for each in findings if each.what not in before])
    for gone in sorted(before - now):
        click.echo(f"Rättat: {gone}")
    return now


def _as_json(placeholder: Placeholder) -> dict[str, str]:
    return {
        'name': placeholder.name,
        'written': placeholder.written,
        'meaning': placeholder.meaning,
        'example': placeholder.example,
    }


@command.command('list')
@click.option('--markdown', is_flag=True, help="Skriv tabellerna i templates/README.md i stället.")
@options.as_json
@click.pass_context
@reports_errors
def listed(ctx: click.Context, *, markdown: bool, as_json: bool) -> None:
    """Visa varje platshållare, vad den betyder och ett exempel ur arbetsytans data."""
    if markdown:
        from docgen.context.placeholder_words import readme_tables

        click.echo(readme_tables())
        return
    from docgen.pipeline.template_list import placeholders

    found = placeholders(_workspace(ctx))
    if as_json:
        print_json({kind.value: [_as_json(each) for each in names] for kind, names in found.items()})
        return
    for kind, names in found.items():
        click.secho(f"\n{kind.value}", bold=True)
        for each in names:
            click.echo(
                f"  {each.written}".ljust(52) + f"  {each.meaning}" + (f"  ({each.example})" if each.example else "")
            )


@command.command('fix')
@_file
@click.option(
    '--output',
    'target',
    type=options.FilePath(path_type=Path, dir_okay=False),
    metavar='FIL',
    help="Kopians fil. Annars FIL-lagad.docx.",
)
@options.replace
@click.pass_context
@reports_errors
def fix(ctx: click.Context, file: Path, target: Path | None, *, replace: bool) -> None:  # noqa: ARG001
    """Laga titel, språk och rubriknivåer i en kopia, och säg vad som ändrades."""
    from docgen.pipeline.template_fix import fix_template

    own = file.with_name(f'{file.stem}-lagad.docx')
    copy = target or own
    derived = copy.absolute() == own.absolute()
    options.require_replaceable(copy, replace=replace, derived=derived)
    try:
        changed = fix_template(file, copy)
    except OSError:
        options.output_file(copy, replace=replace, derived=derived)  # tells what stands in the way
        raise
    for each in changed:
        click.echo(f"  {each}")
    number = f"{len(changed)} {'ändring' if len(changed) == 1 else 'ändringar'}"
    click.echo(f"{copy}: {number}" if changed else f"{file}: inget att laga, så ingen kopia är skriven.")
