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
class Draft:
    """What a draft's build gave."""

    folder: Path
    files: tuple[str, ...]
    refused: tuple[Finding, ...] = ()
    """Why it could not be made; `files` are then those of the last one that could."""


def draft(desk: Desk, period: str) -> Draft:
    """Make the draft of a period, if anything has changed since, and give it. Waits its turn."""
    made: Draft = desk.jobs.now(lambda: _made(desk, period))
    return made


def begin(desk: Desk, period: str) -> None:
    """Begin to make a draft, so that it is there when a picture of it is asked for."""
    desk.jobs.soon(lambda: _made(desk, period))


def documents(desk: Desk, period: str, kind: str = '') -> dict[str, str]:
    """Give the titles of a period's documents by their file names, those of a kind of record first.

    Args:
        desk: the desk of the page.
        period: which period.
        kind: the first letters of a `DocumentKind`; '' puts promises first.
    """
    workspace = desk.state().workspace
    if workspace is None or desk.state().draft_errors:
        folder = desk.output / DRAFT_FOLDER / period
        return {path.name: path.stem for path in sorted(folder.glob('*.pdf'))}
    jobs = [each for each in plan(workspace, linked=False).documents if each.period == period]
    return {
        each.file: each.title for each in sorted(jobs, key=lambda each: not each.kind.value.startswith(kind or 'p'))
    }


def picture_address(period: str, document: str, heading: str, version: str) -> str:
    """Give the address of the picture of the page where a heading stands; the version makes browsers ask anew.

    Args:
        period: which period.
        document: the PDF's file name.
        heading: the heading's text.
        version: a hash of the file; its first signs do.
    """
    asked = urlencode({'rubrik': heading, 'v': version[:12]})
    return f'/bild/{period}/{document}?{asked}'


def picture(desk: Desk, pdf: Path, *, page: int | None, heading: str, small: bool = False) -> bytes:
    """Draw a page as PNG.

    Args:
        desk: the desk, where it waits its turn.
        pdf: the file.
        page: from 0, or None for the one where the heading stands.
        heading: the text that stands on the page wanted.
        small: whether it is one of many on a page.
    """

    def drawn() -> bytes:
        index = find_page(pdf, heading) if page is None else max(0, min(page, page_count(pdf) - 1))
        (image,) = pictures(pdf, _SMALL if small else _SCREEN, [index], colour=True)
        out = io.BytesIO()
        image.save(out, 'PNG', compress_level=1)
        return out.getvalue()

    given: bytes = desk.jobs.now(drawn)
    return given


def _made(desk: Desk, period: str) -> Draft:
    folder = desk.output / DRAFT_FOLDER / period
    refused: tuple[Finding, ...] = ()
    try:
        build(BuildRequest(desk.root, (period,), draft=True))
    except DocgenError as error:
        refused = error.findings
    files = tuple(sorted(path.name for path in folder.glob('*.pdf'))) if folder.is_dir() else ()
    return Draft(folder, files, refused)
