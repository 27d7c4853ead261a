"""Files that the pages show and give: page pictures, drafts, finished documents, typefaces."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response

from docgen import fonts
from docgen.app.pages.drafts import Shown, draft, picture
from docgen.app.pages.drafts import draft_picture as drawn_draft
from docgen.app.server.visit import within
from docgen.pipeline.request import DRAFT_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.app.server.visit import Visit

_FACES = {
    'sans.ttf': ('Source Sans Pro', False),
    'sans-bold.ttf': ('Source Sans Pro', True),
    'serif-bold.ttf': ('Source Serif Pro', True),
}
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"
_SHOWN = ('.pdf', '.png', '.txt', '.md')
"""Files that a browser shows; others are downloaded, and HTML is shown without any rights."""


def typeface(visit: Visit) -> Response:
    """Give one of the documents' own typefaces."""
    if visit.part('name') not in _FACES:
        raise visit.missing("Teckensnittet finns inte.")
    family, bold = _FACES[visit.part('name')]
    return FileResponse(fonts.ttf(family, bold), headers={'Cache-Control': 'private, max-age=86400'})


def draft_picture(visit: Visit) -> Response:
    """Draw a page of a period's draft: by number from 1, or the one where a heading stands."""
    page = visit.asked('sida')
    number = int(page) - 1 if page.isdecimal() and len(page) < 6 else None
    shown = Shown(number, visit.asked('rubrik'), small=bool(visit.asked('liten')), last=bool(visit.asked('senast')))
    png = drawn_draft(visit.desk, _period(visit), visit.part('document'), shown)
    if png is None:
        raise visit.missing("Bilden går inte att göra av uppgifterna som de är nu.")
    return Response(png, media_type='image/png')


def draft_file(visit: Visit) -> Response:
    """Give a file of a period's draft, made from the data as they are now."""
    return _file(within(draft(visit.desk, _period(visit)), visit.part('file')), visit)


def finished_picture(visit: Visit) -> Response:
    """Draw the first page of a finished document."""
    pdf = within(visit.desk.output / _period(visit), visit.part('file'))
    return Response(picture(visit.desk, pdf, Shown(page=0)), media_type='image/png')


def finished_file(visit: Visit) -> Response:
    """Give a file of a period's folder: a finished, fixed, signed or public one."""
    return _file(within(visit.desk.output / _period(visit), visit.part('file')), visit)


def _period(visit: Visit) -> str:
    period = visit.part('period')
    if period == DRAFT_FOLDER or not period.replace('-', '').isalnum():
        raise visit.missing("Perioden finns inte.")
    return period


def _file(path: Path, visit: Visit) -> Response:
    kind = mimetypes.guess_type(path.name)[0] or 'application/octet-stream'
    if path.suffix == '.html' and not visit.asked('spara'):
        return FileResponse(path, media_type=kind, headers={'Content-Security-Policy': _SANDBOX})
    shown = path.suffix in _SHOWN and not visit.asked('spara')
    return FileResponse(
        path, media_type=kind, filename=path.name, content_disposition_type='inline' if shown else 'attachment'
    )
