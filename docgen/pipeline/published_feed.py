"""The feed of all that a workspace has published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.records.public_copies import public_copies
from docgen.web.feed import PublishedItem, feed

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace


def published_feed(workspace: Workspace, output: Path) -> dict[str, str]:
    """Give the feed's files by their names.

    Args:
        workspace: whose name and addresses the feed has.
        output: the folder that holds the finished periods' folders.

    Raises:
        UsageError: `feed-without-address`, the workspace does not say where its files are on the web.
    """
    periods = sorted(each.name for each in output.iterdir()) if output.is_dir() else []
    copies = public_copies(output, periods).values()
    items = [PublishedItem(each.title, each.document, each.sha256, each.bytes, each.published_on) for each in copies]
    return feed(workspace, items)
