"""`docgen doctor`: what this installation has of libraries, fonts, engines and workspace, and what it lacks."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, reports_errors
from docgen.errors import DocgenError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = ('typst', 'docxtpl', 'python-docx', 'pikepdf', 'pypdf', 'pypdfium2', 'reportlab', 'page-validation')


@dataclass(frozen=True)
class Observation:
    """One thing that was looked at."""

    name: str
    value: str
    well: bool = True
    do: str = ''
    code: ExitCode = ExitCode.TOOL
    """What the command ends with where it is not well."""


@click.command('doctor')
@options.as_json
@click.pass_context
@reports_errors
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Visa versioner, teckensnitt, motorer och arbetsyta, och säg vad som saknas.

    Utanför en arbetsyta visas det som gäller installationen.
    """
    lines = diagnose(ctx.obj)
    code = next((line.code for line in lines if not line.well), ExitCode.DONE)
    if as_json:
        plain: list[dict[str, Any]] = [
            {'name': line.name, 'value': line.value, 'well': line.well, 'do': line.do} for line in lines
        ]
        print_json({'exit_code': int(code), 'lines': plain})
    else:
        for line in lines:
            mark = click.style("ok   ", fg='green') if line.well else click.style("saknas", fg='red')
            click.echo(f'{mark}  {line.name:<26} {line.value}')
            if not line.well:
                click.echo(f'        → {line.do}')
    sys.exit(code)


def diagnose(chosen: Path | None = None) -> list[Observation]:
    """Look at everything a build needs.

    Args:
        chosen: the workspace's folder, or None to look from the current folder upwards.
    """
    import docgen
    from docgen import fonts
    from docgen.engines import engines

    return [
        Observation("docgen", docgen.__version__),
        Observation("Python", f'{platform.python_version()}, {platform.system()} {platform.machine()}'),
        *(_library(name) for name in _LIBRARIES),
        *(_font(family) for family in fonts.families()),
        *(_engine(name, chosen) for name in engines()),
        _second_eye(),
        _workspace(chosen),
        *_template_fonts(chosen),
    ]


def _library(name: str) -> Observation:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Observation(name, version(name))
    except PackageNotFoundError:
        return Observation(name, "", well=False, do="Installera om docgen; biblioteket hör till det.")


def _font(family: str) -> Observation:
    from docgen import fonts

    try:
        return Observation(f"teckensnitt {family}", fonts.ttf(family).parent.parent.name)
    except DocgenError as error:
        return Observation(f"teckensnitt {family}", "", well=False, do=error.findings[0].do)


def _engine(name: str, chosen: Path | None) -> Observation:
    if name != 'libreoffice':
        return Observation("motor", name)
    from docgen.engines.libreoffice import find_program, install_command
    from docgen.engines.libreoffice import version as program_version

    try:
        program = find_program()
    except DocgenError as error:
        if _chosen_engine(chosen) == name:
            return Observation("motor", name, well=False, do=error.findings[0].do)
        return Observation("motor", f"{name}: finns inte och behövs inte här (installeras med {install_command()})")
    number = program_version(program)
    if not number:
        return Observation(
            "motor", f'{name}: {program}', well=False, do=f"Programmet svarar inte. Pröva {install_command()}"
        )
    return Observation("motor", f'{name}: LibreOffice {number}, {program}')


def _second_eye() -> Observation:
    """The program that draws the pages of signed files too, so that two that share no code have seen them."""
    import shutil

    program = shutil.which('pdftoppm')
    if program is not None:
        return Observation("prövning av underskrifter", f"sidorna ses av pdfium och poppler ({program})")
    missing = "sidorna ses av pdfium; poppler (pdftoppm) finns inte, och rekommenderas: paketet poppler-utils"
    return Observation("prövning av underskrifter", missing)


def _chosen_engine(chosen: Path | None) -> str:
    from docgen.workspace import find_root, load

    try:
        return load(find_root((chosen or Path.cwd()).absolute())).settings.engine
    except DocgenError:
        return ''


def _workspace(chosen: Path | None) -> Observation:
    from docgen.workspace import find_root

    try:
        return Observation("arbetsyta", str(find_root((chosen or Path.cwd()).absolute())))
    except DocgenError as error:
        if chosen is None:
            return Observation("arbetsyta", "ingen här; en ny görs med docgen init MAPP")
        return Observation("arbetsyta", "", well=False, do=error.findings[0].do, code=ExitCode.FINDINGS)


def _template_fonts(chosen: Path | None) -> Iterator[Observation]:
    """For each template of the workspace, the fonts it names and the file that answers each."""
    from docgen.word import font_names, open_package
    from docgen.workspace import find_root, load

    try:
        workspace = load(find_root((chosen or Path.cwd()).absolute()))
    except DocgenError:
        return
    catalogue = workspace.fonts
    for name in dict.fromkeys(workspace.settings.templates.model_dump().values()):
        try:
            names = font_names(open_package(workspace.templates / name))
        except DocgenError as error:
            yield Observation(f"mall {name}", "", well=False, do=error.findings[0].do)
            continue
        for font in names:
            found = catalogue.find(font)
            if found is not None:
                yield Observation(
                    f"mall {name}", f"{font}: {found.path.name} ({_origin(found.path, workspace.templates)})"
                )
            else:
                # It may stand in a style that no text has: whether it matters is told by docgen check.
                yield Observation(f"mall {name}", f"{font}: finns inte; {catalogue.problem(font).do}")


def _origin(path: Path, templates: Path) -> str:
    from docgen import fonts

    if path in fonts.files():
        return "följer med docgen"
    return "templates/fonts" if path.is_relative_to(templates) else "datorns"
