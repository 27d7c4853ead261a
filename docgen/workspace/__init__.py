"""The workspace: where the files lie, and the data in them.

Names are imported when they are first used: finding the workspace's folder needs no data model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, FindingsError

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace.loading import Loaded, RecordKind, Workspace, load, read, read_wording

__all__ = ['Loaded', 'RecordKind', 'Workspace', 'find_root', 'load', 'read', 'read_wording']


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    import importlib

    module = importlib.import_module('docgen.workspace.loading')
    return getattr(module, name)


def find_root(start: Path) -> Path:
    """Give the nearest folder from `start` upwards that holds data/workspace.yaml.

    Raises:
        FindingsError: there is none, or no folder `start`: a name that is mistyped is no other workspace's.
    """
    for folder in (start, *start.parents) if start.is_dir() else ():
        if (folder / 'data' / 'workspace.yaml').is_file():
            return folder
    raise FindingsError(
        Finding(
            'workspace-missing',
            f"Mappen {start} är ingen arbetsyta: data/workspace.yaml saknas.",
            "docgen behöver veta vems dokument det gäller.",
            "Gå till arbetsytans mapp, eller ange den före kommandot: docgen --workspace MAPP … "
            "En ny gör du med docgen init MAPP.",
        )
    )
