"""Workspaces that lie in an object store: fetched into a folder of this machine, and what was made put back.

An object store has no locks and no atomic exchange of a folder. Whoever puts a workspace back therefore looks whether
anyone else has changed its records since it was fetched, and refuses if so; each file is whole or not there.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, RefusedError, ToolError, UsageError
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = 'data/workspace.yaml'
_NOT_PUT_BACK = ('.docgen', '.git')


def stored_workspaces(address: str) -> list[str]:
    """Give the addresses of all workspaces below an address, sorted.

    Args:
        address: as fsspec knows it: "s3://bucket/folder", "file:///folder".

    Raises:
        ToolError: `many-storage-missing`, the libraries for this kind of store are not installed.
        UsageError: `many-storage-unreachable`, `many-nothing-stored`.
    """
    system, base = _opened(address)
    scheme = address.partition('://')[0]
    try:
        marks = system.glob(f'{base.rstrip("/")}/**/{_MARK}')
    except Exception:  # noqa: BLE001 every store has errors of its own
        raise UsageError(_unreachable(address)) from None
    if not marks:
        raise UsageError(
            Finding(
                'many-nothing-stored',
                f"Under {address} finns ingen arbetsyta.",
                "En arbetsyta är en mapp med filen data/workspace.yaml i.",
                "Kontrollera adressen.",
            )
        )
    return sorted(f'{scheme}://{str(each).removesuffix("/" + _MARK)}' for each in marks)


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """Give a workspace as a folder of this machine, and put what has changed in it back at the end.

    Nothing is put back when the block raises.

    Raises:
        ToolError, UsageError: as `stored_workspaces`.
        RefusedError: `many-stored-changed`, somebody has written into its `output` since it was fetched.
    """
    system, base = _opened(address)
    with temporary_folder() as name:
        root = Path(name) / 'workspace'
        try:
            before = _listing(system, base)
            system.get(base, str(root), recursive=True)
        except Exception:  # noqa: BLE001 every store has errors of its own
            raise UsageError(_unreachable(address)) from None
        contents = _contents(root)
        yield root
        changed = [path for path, content in _contents(root).items() if contents.get(path) != content]
        if not changed:
            return
        if _listing(system, base) != before:
            raise RefusedError(
                Finding(
                    'many-stored-changed',
                    f"Någon har ändrat {address} medan den bearbetades. Inget har lagts tillbaka.",
                    "Två som skriver samtidigt skulle ta bort varandras dokument.",
                    "Kör samma kommando igen.",
                )
            )
        # A record names the files of its period, so it is put back when they are there.
        for path in sorted(changed, key=lambda path: (path.endswith('record.json'), path)):
            try:
                system.makedirs(f'{base}/{path}'.rpartition('/')[0], exist_ok=True)
                system.put_file(str(root / path), f'{base}/{path}')
            except Exception:  # noqa: BLE001 every store has errors of its own
                raise UsageError(_unreachable(address)) from None


def _opened(address: str) -> tuple[Any, str]:
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(address)
    except ImportError:
        raise ToolError(
            Finding(
                'many-storage-missing',
                f"Det som behövs för att läsa {address} är inte installerat.",
                "Objektlager läses med biblioteket fsspec och ett tillägg för varje slags lager.",
                "Installera dem: pip install 'docgen[cluster]' och till exempel s3fs för adresser med s3://.",
            )
        ) from None
    except ValueError:
        raise UsageError(_unreachable(address)) from None
    return system, str(path).rstrip('/')


def _listing(system: Any, base: str) -> dict[str, object]:
    """What a store says of every file: its size, and when it was changed or its checksum, as far as it tells."""
    system.invalidate_cache()
    found = system.find(base, detail=True)
    return {
        name: (info.get('size'), str(info.get('ETag') or info.get('mtime') or info.get('created') or ''))
        for name, info in found.items()
    }


def _contents(root: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder that is to be put back, by its path from there."""
    found = {}
    for path in root.rglob('*'):
        below = path.relative_to(root)
        if path.is_file() and not any(part.startswith(_NOT_PUT_BACK) and part != '.gitignore' for part in below.parts):
            with path.open('rb') as file:
                found[below.as_posix()] = hashlib.file_digest(file, 'sha256').hexdigest()
    return found


def _unreachable(address: str) -> Finding:
    return Finding(
        'many-storage-unreachable',
        f"{address} gick inte att läsa eller skriva.",
        "Adressen finns inte, lagret svarar inte, eller så saknas rättigheter.",
        "Kontrollera adressen och inloggningen till lagret, och kör igen.",
    )
