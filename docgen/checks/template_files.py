"""Templates lie in the workspace: one that lies elsewhere would be missing from its archive package.

Errors: a name or a link that leads out of the workspace's folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.workspace import Workspace


def findings(workspace: Workspace) -> Iterator[Finding]:
    """The templates that the settings name."""
    for key, name in workspace.settings.templates.model_dump().items():
        if not _inside(workspace, name):
            yield Finding(
                'template-outside-workspace',
                f"Mallen {name} ligger utanför arbetsytan.",
                "Den följer då inte med i säkerhetskopior och arkivpaket, och dokumentet går inte att bygga om av dem.",
                "Lägg en kopia av filen i mappen templates, och skriv dess namn.",
                workspace.place('settings', '', 'templates', key),
            )


def _inside(workspace: Workspace, name: str) -> bool:
    try:
        file = (workspace.templates / name).resolve()
        return any(file.is_relative_to(each.resolve()) for each in (workspace.templates, workspace.root))
    except (OSError, ValueError, RuntimeError):
        return True  # what cannot be found is told where it is opened
