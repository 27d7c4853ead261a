"""The pictures of a document that no template can hold: the chart of a follow-up, and the logotype of its sender."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docgen import fonts
from docgen.model import DocumentKind

if TYPE_CHECKING:
    from docgen.context import Context
    from docgen.context.vector_picture import VectorPicture
    from docgen.plan import PartJob
    from docgen.workspace import Workspace

_FAMILY = "Source Sans Pro"
SENDER_LOGO = 'logotyp-avsandare.png'
"""What the picture in the header of a follow-up's template is called."""


def drawn_pictures(part: PartJob, context: Context) -> dict[str, VectorPicture]:
    """Give the drawings by the name of the placeholder that they take the place of."""
    from docgen.context.status_chart import PICTURE, status_chart

    if part.kind is not DocumentKind.FOLLOW_UP:
        return {}
    follow_up: Any = context['follow_up']
    bold, regular = fonts.ttf(_FAMILY, bold=True), fonts.ttf(_FAMILY)
    return {
        PICTURE: status_chart([row for row in follow_up['statistics'] if row['counted']], bold=bold, regular=regular)
    }


def sender_logo(workspace: Workspace, part: PartJob) -> dict[str, bytes | None]:
    """Give the logotype of a follow-up's sender as PNG; none if it is the municipality's, which the template has."""
    if part.kind is not DocumentKind.FOLLOW_UP:
        return {}
    sender = workspace.parties[workspace.follow_ups[part.record].sender]
    if sender.id == workspace.settings.municipality:
        return {}
    if sender.logo is None:
        return {SENDER_LOGO: None}
    from docgen.pdf.write.logo import load_logo

    png = io.BytesIO()
    load_logo(workspace.templates / sender.logo).save(png, 'PNG')
    return {SENDER_LOGO: png.getvalue()}
