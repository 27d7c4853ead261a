"""Which folder is the workspace: found without reading its data, for what has nothing to do needs no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError

if TYPE_CHECKING:
    from pathlib import Path


def find_root(start: Path) -> Path:
    """Give the nearest folder from `start` upwards that holds data/workspace.yaml.

    Raises:
        FindingsError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / 'data' / 'workspace.yaml').is_file():
            return folder
    raise FindingsError(
        Finding(
            'workspace-missing',
            f"Mappen {start} är ingen arbetsyta: data/workspace.yaml saknas.",
            "docgen behöver veta vems dokument det gäller.",
            "Gå till arbetsytans mapp, eller ange den med --workspace MAPP. En ny gör du med docgen init MAPP.",
        )
    )
