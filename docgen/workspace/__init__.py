"""The workspace: where the files lie, and the data in them.

Names are imported when they are first used: finding the workspace's folder (`root`) needs no data model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.workspace.loading import Loaded, RecordKind, Workspace, load, read, read_wording

__all__ = ['Loaded', 'RecordKind', 'Workspace', 'load', 'read', 'read_wording']


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    import importlib

    module = importlib.import_module('docgen.workspace.loading')
    return getattr(module, name)
