"""The state of one running page: its workspace, tokens, work in progress, and the message to show next."""

from __future__ import annotations

import secrets
import shutil
import threading
from typing import TYPE_CHECKING

from docgen.app.data.reading import Reader
from docgen.app.data.saving import Saves, own_folder
from docgen.app.server.jobs import Jobs
from docgen.app.server.secrets import Keys
from docgen.pipeline.draft_pages import DraftPages

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.app.data.reading import State
    from docgen.errors import Finding


_MOST_RESULTS = 20


class Desk:
    """One workspace on one running page.

    Args:
        root: the workspace's folder.
        card_library: the PKCS #11 library of cards to sign with; None if cards are not offered.
    """

    def __init__(self, root: Path, card_library: Path | None = None) -> None:
        self.root = root
        self.card_library = card_library
        self.output = root / 'output'
        self.keys = Keys()
        self.jobs = Jobs()
        self.saves = Saves(root)
        self._reader = Reader(root)
        self._lock = threading.Lock()
        self._said: list[str] = []
        self._results: dict[str, object] = {}
        self.pages = DraftPages(_emptied(own_folder(root) / 'pages'))
        self.refused: dict[str, tuple[Finding, ...]] = {}
        """Why a document's draft could not be made when it was last tried, by the document's file."""
        self.saves.clear_unfinished()

    def state(self) -> State:
        """Give the workspace as it is now."""
        return self._reader.state()

    def warm_up(self) -> None:
        """Read the workspace, and load what a page needs, so that the first one is there at once."""
        import docgen.sign.status  # noqa: F401

        self.state()

    def municipality(self) -> str:
        """Give the name that stands at the top of every page."""
        workspace = self.state().workspace
        if workspace is None or workspace.settings.municipality not in workspace.parties:
            return self.root.name
        return workspace.parties[workspace.settings.municipality].name

    def say(self, what: str) -> None:
        """Say something at the top of the next page that is shown."""
        with self._lock:
            self._said.append(what)

    def keep_result(self, result: object) -> str:
        """Keep what a piece of work gave for a page of its own, and give its name there."""
        name = secrets.token_hex(8)
        with self._lock:
            self._results = {**dict(list(self._results.items())[1 - _MOST_RESULTS :]), name: result}
        return name

    def result(self, name: str) -> object | None:
        """Give what was kept; None if it is gone."""
        return self._results.get(name)

    def take_said(self) -> list[str]:
        """Give what is to be said now, once."""
        with self._lock:
            said, self._said = self._said, []
        return said


def _emptied(folder: Path) -> Path:
    """Give a folder without what an earlier page left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
