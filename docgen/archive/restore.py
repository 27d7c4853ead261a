"""Restoring a workspace from a package: its data and templates, from which the documents can be built again."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.archive.file_list import compare_files, read_file_list
from docgen.archive.history_check import PackageRecord, read_package_record
from docgen.archive.layout import SOURCE_FOLDER
from docgen.archive.package_reader import open_package
from docgen.archive.rebuild_check import expected_documents
from docgen.archive.verdicts import ADVICE, HEADLINES, Observation, PackageError, PackageVerdict
from docgen.errors import Finding, Place, SignatureError, UsageError
from docgen.filesystem import rename
from docgen.records.period_exchange import unwritable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.archive.package_reader import PackageFile


@dataclass(frozen=True)
class RestoredWorkspace:
    """A workspace that was taken out of a package."""

    root: Path
    period: str
    files: int
    engine: str
    """The engine that built the archived documents."""
    software: str
    """The version that built the archived documents: the same one gives the same bytes."""
    documents: dict[str, str]
    """SHA-256 of each archived document as it was built, by file name."""


def restore_workspace(package: Path, target: Path) -> RestoredWorkspace:
    """Write the data and templates of a package to a folder of their own, all of them or nothing.

    Args:
        package: the package, a folder, tar or zip. Files that its documents were made from must be as listed.
        target: the folder; it must not exist, or be empty.

    Raises:
        UsageError: `package-missing`; `unpack-not-empty`, something lies in the folder; `output-unwritable`.
        SignatureError: `package-not-whole`, the package cannot be read safely, or its data are not as they were.
    """
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(_not_empty(target))
    try:
        with open_package(package) as contents:
            return _restored(package, contents, target)
    except PackageError as error:
        raise SignatureError(_not_whole(package, error.observation)) from error


def _restored(package: Path, contents: Mapping[str, PackageFile], target: Path) -> RestoredWorkspace:
    package_record = read_package_record(contents)
    if not isinstance(package_record, PackageRecord):
        raise SignatureError(_not_whole(package, package_record))
    sources = f'{package_record.folder}{SOURCE_FOLDER}/'
    names = [name for name in contents if name.startswith(sources)]
    if not names:
        raise PackageError(PackageVerdict.FILE_MISSING, "Data och mallar saknas i paketet.", sources)
    for name, _, wrong in compare_files(contents, read_file_list(contents)):
        if wrong is not None and name.startswith(sources):
            raise PackageError(wrong.verdict, wrong.what, wrong.file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix='.docgen-', dir=target.parent) as work:
            root = Path(work) / target.name
            for name in names:
                place = root / name.removeprefix(sources)
                place.parent.mkdir(parents=True, exist_ok=True)
                contents[name].copy_to(place)
            if target.exists():
                target.rmdir()
            rename(root, target)
    except OSError as error:
        raise unwritable(target, error) from error
    record = package_record.record
    documents = expected_documents(record)
    return RestoredWorkspace(target, record.period, len(names), record.engine, f'docgen {record.version}', documents)


def _not_empty(target: Path) -> Finding:
    return Finding(
        'unpack-not-empty',
        f"{target} är inte en tom mapp.",
        "Data och mallar ur paketet ska ligga för sig, så att inget blandas med det och inget skrivs över.",
        "Ange en mapp som är tom eller som inte finns.",
        Place(target),
    )


def _not_whole(package: Path, observation: Observation) -> Finding:
    where = f"{observation.file}: " if observation.file else ""
    return Finding(
        'package-not-whole',
        f"{HEADLINES[observation.verdict]} {where}{observation.what}",
        "Det som är ändrat eller skadat ger inte de dokument som arkiverades; inget har packats upp.",
        ADVICE[observation.verdict],
        Place(package),
    )
