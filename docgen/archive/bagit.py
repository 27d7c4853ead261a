"""BagIt 1.0 (RFC 8493) around a package: the same content, with the manifests that BagIt's tools check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.package_contents import sources
from docgen.errors import Finding, FindingsError, Place
from docgen.file_names import sorted_files
from docgen.filesystem import rename
from docgen.records.fingerprints import file_hash

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from docgen.archive.case_data import Case

PAYLOAD = 'data'
MANIFEST = 'manifest-sha256.txt'


def make_bag(folder: Path, package: Path, case: Case, moment: datetime.datetime, software: str) -> None:
    """Make a bag of a package.

    Args:
        folder: an empty folder that becomes the bag.
        package: the package's folder, which is moved into it.
        case: what the package is about.
        moment: the day of the bag.
        software: what made it.
    """
    rename(package, folder / PAYLOAD)
    payload = sorted_files(folder / PAYLOAD)
    size = sum(path.stat().st_size for path in payload)
    for name, content in bag_files(case, moment, software, size, len(payload)).items():
        (folder / name).write_bytes(content)
    _write(folder / MANIFEST, [_line(folder, path) for path in payload])
    tags = [folder / name for name in ('bag-info.txt', 'bagit.txt', MANIFEST)]
    _write(folder / 'tagmanifest-sha256.txt', [_line(folder, path) for path in tags])


def require_plain_names(case: Case, root: Path) -> None:  # noqa: ARG001 - each requirement takes both
    """Refuse names with a percent sign: RFC 8493 has them escaped in manifests, and bagit.py reads them as they stand.

    Args:
        case: what the package is about.
        root: the workspace's folder.

    Raises:
        FindingsError: `archive-name-percent`.
    """
    found = [path for path in sources(root) if '%' in path.relative_to(root).as_posix()]
    if found:
        raise FindingsError([_percent(path) for path in found])


def _percent(path: Path) -> Finding:
    return Finding(
        'archive-name-percent',
        f"Filnamnet {path.name} har ett procenttecken.",
        "I en BagIt-påse läser program det på olika sätt: en del skulle säga att filen saknas.",
        "Byt namn på filen, i templates och i workspace.yaml. Eller välj --profile fgs-2.0.",
        Place(path),
    )


def bag_files(case: Case, moment: datetime.datetime, software: str, size: int, count: int) -> dict[str, bytes]:
    """Give the files that say that a folder is a bag, and of what, by name.

    Args:
        case: what the package is about.
        moment: the day of the bag.
        software: what made it.
        size: bytes of all files of the package.
        count: how many they are.
    """
    info = {
        'Source-Organization': case.creator.name,
        'External-Description': case.title,
        'External-Identifier': case.name,
        'Bagging-Date': moment.date().isoformat(),
        'Bag-Software-Agent': software,
        'Payload-Oxum': f'{size}.{count}',
    }
    declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
    lines = ''.join(f'{key}: {value}\n' for key, value in info.items())
    return {'bagit.txt': declaration.encode(), 'bag-info.txt': lines.encode()}


def _line(folder: Path, path: Path) -> str:
    name = path.relative_to(folder).as_posix()
    # RFC 8493, 2.1.3: these three are percent-encoded, nothing else.
    escaped = name.replace('%', '%25').replace('\n', '%0A').replace('\r', '%0D')
    return f'{file_hash(path)}  {escaped}'


def _write(path: Path, lines: list[str]) -> None:
    path.write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8', newline='\n')
