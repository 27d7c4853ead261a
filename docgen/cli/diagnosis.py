"""What an installation has and lacks: libraries, fonts, engines, the workspace."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import docgen
from docgen import fonts
from docgen.engines import engines
from docgen.errors import DocgenError
from docgen.workspace.root import find_root

_LIBRARIES = ('typst', 'docxtpl', 'python-docx', 'pikepdf', 'pypdf', 'pypdfium2', 'reportlab', 'page-validation')


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    name: str
    value: str
    well: bool = True
    do: str = ''


def diagnose(chosen: Path | None = None) -> list[Line]:
    """Look at everything a build needs.

    Args:
        chosen: the workspace's folder, or None to look from the current folder upwards.
    """
    return [
        Line("docgen", docgen.__version__),
        Line("Python", f'{platform.python_version()}, {platform.system()} {platform.machine()}'),
        *(_library(name) for name in _LIBRARIES),
        *(_font(family) for family in fonts.families()),
        *(_engine(name, chosen) for name in engines()),
        _workspace(chosen),
    ]


def _library(name: str) -> Line:
    try:
        return Line(name, version(name))
    except PackageNotFoundError:
        return Line(name, "", well=False, do="Installera om docgen; biblioteket hör till det.")


def _font(family: str) -> Line:
    try:
        return Line(f"teckensnitt {family}", fonts.ttf(family).parent.parent.name)
    except DocgenError as error:
        return Line(f"teckensnitt {family}", "", well=False, do=error.findings[0].do)


def _engine(name: str, chosen: Path | None) -> Line:
    if name != 'libreoffice':
        return Line("motor", name)
    from docgen.engines.libreoffice import find_program, install_command
    from docgen.engines.libreoffice import version as program_version

    try:
        program = find_program()
    except DocgenError as error:
        if _chosen_engine(chosen) == name:
            return Line("motor", name, well=False, do=error.findings[0].do)
        return Line("motor", f"{name}: finns inte och behövs inte här (installeras med {install_command()})")
    number = program_version(program)
    if not number:
        return Line("motor", f'{name}: {program}', well=False, do=f"Programmet svarar inte. Pröva {install_command()}")
    return Line("motor", f'{name}: LibreOffice {number}, {program}')


def _chosen_engine(chosen: Path | None) -> str:
    from docgen.workspace import load

    try:
        return load(find_root((chosen or Path.cwd()).absolute())).settings.engine
    except DocgenError:
        return ''


def _workspace(chosen: Path | None) -> Line:
    try:
        return Line("arbetsyta", str(find_root((chosen or Path.cwd()).absolute())))
    except DocgenError as error:
        return Line("arbetsyta", "", well=False, do=error.findings[0].do)
