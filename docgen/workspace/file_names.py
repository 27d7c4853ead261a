"""Names of data files, templates and pictures that some systems cannot have, or take for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place
from docgen.file_names import is_aside, is_device_name, sorted_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
