"""What an installation has and lacks: libraries, fonts, engines, the workspace."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import docgen
from docgen import fonts
from docgen.convert import engines
from docgen.errors import DocgenError
from docgen.workspace import find_root

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
        *(Line("motor", name) for name in engines()),
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


def _workspace(chosen: Path | None) -> Line:
    try:
        return Line("arbetsyta", str(find_root((chosen or Path.cwd()).absolute())))
    except DocgenError as error:
        return Line("arbetsyta", "", well=False, do=error.findings[0].do)
