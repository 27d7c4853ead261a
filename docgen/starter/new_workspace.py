"""A new workspace: its files gathered, written out of sight, read as docgen will read them, and put in place."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, UsageError
from docgen.starter.fill_folder import fill_folder
from docgen.starter.workspace_files import shipped_files, yaml_files
from docgen.swedish import slug
from docgen.workspace import read
from docgen.workspace.json_schemas import write_schemas

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.starter.workspace_files import NewWorkspace

_OPTIONS = {
    'name': '--short',
    'parties[1].name': '--municipality',
    'parties[1].logo_text': '--municipality',
    'parties[2].unit': '--police',
    'lead_in': '--municipality',
}
"""Which option a value comes from, by its key."""
_EXAMPLE = 30
"""Characters of a short name that is shown as an example."""
_YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Started:
    """A workspace that was made."""

    root: Path
    wanted: NewWorkspace
    files: tuple[str, ...]
    """Every file by its path in the workspace."""


def create(target: Path, wanted: NewWorkspace) -> Started:
    """Make a workspace, all of it or nothing.

    Args:
        target: its folder; it must not exist, or be empty.
        wanted: whose it is.

    Raises:
        UsageError: `init-not-empty`; `init-unwritable`; `init-value`, a name or the year cannot be used.
        ToolError: `starter-missing`, the installation lacks the files that a workspace is made from.
    """
    target = target.absolute()
    _refuse_impossible(wanted)
    shipped = shipped_files()
    texts = yaml_files(wanted)
    files: list[str] = []

    def write(root: Path) -> None:
        for name, source in shipped.items():
            shutil.copyfile(source, _place(root, name))
        for name, text in texts.items():
            _place(root, name).write_text(text, encoding='utf-8', newline='\n')
        write_schemas(root / 'data' / 'schemas')
        _refuse_unreadable(root, wanted)
        files.extend(sorted(path.relative_to(root).as_posix() for path in root.rglob('*') if path.is_file()))

    fill_folder(target, write)
    return Started(target, wanted, tuple(files))


def _place(root: Path, name: str) -> Path:
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _refuse_impossible(wanted: NewWorkspace) -> None:
    """Refuse what no YAML file can say.

    Raises:
        UsageError: with everything that is wrong.
    """
    findings = []
    if wanted.year not in _YEARS:
        what = f"--year är {wanted.year}, men ska vara ett årtal från {_YEARS[0]} till {_YEARS[-1]}."
        findings.append(_unusable(what, "Rätta årtalet."))
    names = {'--municipality': wanted.municipality, '--short': wanted.short, '--police': wanted.police}
    findings += [
        _unusable(f"{option} innehåller tecken som inte går att läsa.", "Skriv namnet på nytt.")
        for option, name in names.items()
        if any('\ud800' <= character <= '\udfff' for character in name)
    ]
    if findings:
        raise UsageError(findings)


def _refuse_unreadable(root: Path, wanted: NewWorkspace) -> None:
    """Refuse names that the data cannot hold: whoever gave them gets to know it now, and by the option's name.

    Raises:
        UsageError: with everything that is wrong.
    """
    findings: dict[str, Finding] = {}
    for each in read(root, draft=True).findings:
        key = each.place.key or ''
        option = _OPTIONS[key]
        what = each.what.replace(f"”{key.rpartition('.')[2]}”", option)
        if key == 'lead_in':
            what = f"{option} är för långt: löftets inledning, där namnet står, får inte plats."
        what = what if what.startswith(option) else f"{option} går inte att använda. {what}"
        do = each.do if key != 'lead_in' else "Korta namnet."
        if option == '--short':
            short = slug(wanted.municipality.casefold().removesuffix(" kommun"))[:_EXAMPLE]
            do = f"{do} Till exempel: --short {short.strip('-') or 'lillby'}"
        findings.setdefault(option, _unusable(what, do))
    if findings:
        raise UsageError(findings.values())


def _unusable(what: str, do: str) -> Finding:
    return Finding('init-value', what, "Namnen och årtalet hamnar i dokumenten och i filnamnen.", do)
