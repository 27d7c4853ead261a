"""Names of files in a workspace that some systems cannot have or take for each other, or that nobody would read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity
from docgen.file_names import is_aside, is_device_name, sorted_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
_COPY = re.compile(
    r'^(?:kopia(?: \(\d+\))? av |copy of )|(?: [-–] kopia| - copy|\(\d+\)| kopia)(?: \(\d+\))?\.ya?ml$', re.IGNORECASE
)


def named_in(files: Iterable[Path], period: str) -> bool:
    """Whether any of these data files is called after a period or names it as its own, readable or not."""
    named = re.compile(rf"^(?:id|promise):\s*['\"]?{re.escape(period)}['\"]?\s*(?:#|$)", re.MULTILINE)
    return any(file.stem == period or named.search(file.read_text('utf-8', 'replace')) for file in files)


def file_name_findings(folder: Path) -> Iterator[Finding]:
    """Say which files below a folder cannot lie there on every system, whatever this one is.

    Args:
        folder: `data` or `templates`.
    """
    seen: dict[str, Path] = {}
    for path in sorted_files(folder):
        if is_aside(path.name):
            continue
        if is_device_name(path.name):
            yield Finding(
                'file-name-device',
                f"Filen heter {path.name}, som i Windows är namnet på en enhet.",
                "Arbetsytan går då inte att flytta till en dator med Windows.",
                "Ge filen ett annat namn.",
                Place(path),
            )
        name = path.relative_to(folder).as_posix()
        other = seen.setdefault(name.casefold(), path)
        if other != path:
            yield Finding(
                'file-name-case',
                f"{other.name} och {path.name} skiljer sig bara i stora och små bokstäver.",
                "Windows och macOS ser dem som en och samma fil, så där finns bara den ena.",
                "Ge den ena ett annat namn.",
                Place(path),
            )


def misnamed(file: Path) -> Finding | None:
    """Tell of a file in the data folder that nobody would read, or that is read although it is a copy."""
    name = file.name
    if name.startswith('~'):
        return _misnamed(
            file,
            "Filen är ett märke som ett program lägger bredvid en fil som är öppen.",
            "docgen läser den inte.",
            "Stäng filen i det andra programmet. Ligger märket kvar efteråt: ta bort det.",
        )
    if is_aside(name):
        return None
    if _COPY.search(name):
        return _misnamed(
            file,
            f"Filen ”{name}” är en kopia.",
            "Det är lätt att ändra i fel fil, och uppgifterna i kopian kan bli en egen period.",
            "Flytta ut den ur mappen data, eller ge den periodens namn: 2022.yaml.",
        )
    stem = re.sub(r'(?:\.(?:txt|ya?ml|text|bak|old|orig))+$', '', name, flags=re.IGNORECASE)
    if stem == name or name.endswith('.yaml'):
        return None
    return _misnamed(
        file,
        f"Filen ”{name}” har fel ändelse.",
        "Filer med uppgifter ska sluta på .yaml. Andra läses inte alltid, och då saknas uppgifterna i dokumenten.",
        f"Byt namn på den till {stem}.yaml. Visa ändelser i Utforskaren först, så att de syns.",
        Severity.WARNING if name.endswith('.yml') else Severity.ERROR,
    )


def _misnamed(file: Path, what: str, why: str, do: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding('file-misnamed', what, why, do, Place(file), severity)
