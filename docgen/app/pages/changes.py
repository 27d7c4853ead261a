"""Vad har ändrats: two periods held against each other, by meaning, and as Word with tracked changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html
from markupsafe import Markup

from docgen.app.data.record_files import record_files
from docgen.app.server.visit import download
from docgen.changes.diff_report import diff_html
from docgen.changes.filled_words import write_period_redline
from docgen.changes.period_diff import DiffRequest, diff
from docgen.swedish import slug
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'


def changes(visit: Visit) -> Response:
    """Show what differs between two periods, or ask which."""
    request = _request(visit)
    told = Markup('')
    if request.old and request.new:
        main = html.document_fromstring(diff_html(diff(request))).find('.//main')
        elements = [each for each in (main if main is not None else ()) if each.tag != 'h1']
        # Made by lxml from plain text, so that nothing in it is anybody's HTML.
        told = Markup(''.join(etree.tostring(each, encoding='unicode', method='html') for each in elements))  # noqa: S704
    files = sorted(record_files(visit.desk.root, 'promise', 'agreement'), key=lambda each: each.id, reverse=True)
    return visit.page('changes', "Vad har ändrats", files=files, old=request.old, new=request.new, told=told)


def redline(visit: Visit) -> Response:
    """Give the new document in Word with what differs as tracked changes."""
    request = _request(visit)
    with temporary_folder() as folder:
        out = Path(folder) / 'andringar.docx'
        visit.desk.jobs.now(lambda: write_period_redline(request, Path(folder), out))
        content = out.read_bytes()
    return download(content, f'andringar-{slug(request.old)}-till-{slug(request.new)}.docx', _WORD)


def _request(visit: Visit) -> DiffRequest:
    return DiffRequest(visit.desk.root, visit.asked('fran'), visit.asked('till'))
