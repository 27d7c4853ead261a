"""The draft of a period, made again when its data or templates have changed: what the preview shows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from docgen import BuildRequest, build
from docgen.errors import DocgenError
from docgen.pdf.structure.find_page import find_page, page_count
from docgen.pdf.structure.page_pictures import pictures
from docgen.pipeline.request import DRAFT_FOLDER
from docgen.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.app.page_state import Desk
    from docgen.errors import Finding

_SCREEN = 110
"""Dots per inch of a picture beside a form: an A4 page is 910 pixels wide, sharp at 26 rem on most screens."""
_SMALL = 45


@dataclass(frozen=True)
class Shown:
    """Which page of a document to draw, and how."""

    page: int | None = None
    """From 0, or None for the one where the heading stands."""
    heading: str = ''
    small: bool = False
    """Whether it is one of many on a page."""
    last: bool = False
    """Whether the last one that could be made will do where the data or the template now hinder it."""


def draft(desk: Desk, period: str) -> Path:
    """Make all documents of a period's draft, judged, if anything has changed since, and give their folder.

    Waits its turn.

    Raises:
        DocgenError: they cannot be made as the data and templates are now; those made before are left.
    """
    desk.jobs.now(lambda: build(BuildRequest(desk.root, (period,), draft=True)))
    return folder_of(desk, period)


def folder_of(desk: Desk, period: str) -> Path:
    """Give the folder where a period's draft lies as it was last made, if it ever was."""
    return desk.output / DRAFT_FOLDER / period


def begin(desk: Desk, period: str, document: str) -> None:
    """Begin to make one document's draft, so that it is there when a picture of it is asked for.

    Args:
        desk: the desk of the page.
        period: which period.
        document: the PDF's file name.
    """
    desk.jobs.soon(lambda: _make(desk, period, document))


def documents(desk: Desk, period: str, kind: str = '') -> dict[str, str]:
    """Give the titles of a period's documents by their file names, those of a kind of record first.

    Args:
        desk: the desk of the page.
        period: which period.
        kind: the first letters of a `DocumentKind`; '' puts promises first.
    """
    workspace = desk.state().workspace
    if workspace is None or desk.state().draft_errors:
        return {name: path.stem for name, path in _kept(desk, period).items()}
    jobs = [each for each in plan(workspace, linked=False).documents if each.period == period]
    return {
        each.file: each.title for each in sorted(jobs, key=lambda each: not each.kind.value.startswith(kind or 'p'))
    }


def picture_address(period: str, document: str, heading: str, version: str, *, last: bool = False) -> str:
    """Give the address of the picture of the page where a heading stands.

    Args:
        period: the document's period.
        document: its file.
        heading: the text that stands on the page wanted.
        version: of the data; makes browsers ask anew.
        last: whether the last one that could be made will do.
    """
    asked = urlencode({'rubrik': heading, 'v': version[:12]} | ({'senast': '1'} if last else {}))
    return f'/bild/{period}/{document}?{asked}'


def refused(desk: Desk, document: str) -> tuple[Finding, ...]:
    """Give why a document's draft could not be made when it was last tried; nothing if it could."""
    return desk.refused.get(document, ())


def draft_picture(desk: Desk, period: str, document: str, shown: Shown) -> bytes | None:
    """Draw a page of a document's draft as the data are now, as PNG; None if it cannot be made.

    Args:
        desk: the desk of the page, where it waits its turn.
        period: which period.
        document: the PDF's file name.
        shown: which of its pages, and how.
    """

    def drawn() -> bytes | None:
        _make(desk, period, document)
        if document in desk.refused and not shown.last:
            return None
        pdf = _kept(desk, period).get(document)
        return _drawn(pdf, shown) if pdf else None

    given: bytes | None = desk.jobs.now(drawn)
    return given


def picture(desk: Desk, pdf: Path, shown: Shown) -> bytes:
    """Draw a page of a PDF as PNG.

    Args:
        desk: the desk of the page, where it waits its turn.
        pdf: the file.
        shown: which of its pages, and how.
    """
    given: bytes = desk.jobs.now(lambda: _drawn(pdf, shown))
    return given


def _drawn(pdf: Path, shown: Shown) -> bytes:
    index = find_page(pdf, shown.heading) if shown.page is None else max(0, min(shown.page, page_count(pdf) - 1))
    (image,) = pictures(pdf, _SMALL if shown.small else _SCREEN, [index], colour=True)
    out = io.BytesIO()
    image.save(out, 'PNG', compress_level=1)
    return out.getvalue()


def _kept(desk: Desk, period: str) -> dict[str, Path]:
    """The documents of a period that have been made, by their file names."""
    return {path.name: path for path in sorted((desk.pages.folder / period).glob('*.pdf'))}


def _make(desk: Desk, period: str, document: str) -> None:
    """Make one document if it is not as the data are, and note why where it cannot be made."""
    state = desk.state()
    jobs = plan(state.workspace, linked=False).documents if state.workspace and not state.draft_errors else ()
    job = next((each for each in jobs if (each.period, each.file) == (period, document)), None)
    if state.workspace is None or job is None:
        return
    try:
        desk.pages.make(state.workspace, job)
    except DocgenError as error:
        desk.refused[document] = error.findings
    else:
        desk.refused.pop(document, None)
