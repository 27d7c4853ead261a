"""Who signs a document: what their blocks say, the room that the template reserves, and where each of them signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError, Finding, FindingsError, Place
from docgen.swedish import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.engines import Converted
    from docgen.pdf.write.signature_block import SignatureBlock
    from docgen.pdf.write.signature_block_drawing import PlacedBlock
    from docgen.plan import DocumentJob
    from docgen.workspace import Workspace

_FAMILY = "Source Sans Pro"
_WIDTH = 440.0
"""Points between the margins of a page, no more than templates have."""
_MARGIN = 8.0
SIGNATURE_ROOM = 'underskrifter'
"""The bookmark that marks the signature room in a template."""


def signers_of(workspace: Workspace, job: DocumentJob) -> list[dict[str, Any]]:
    """What the signature blocks say, in signing order: that of the data."""
    signers = []
    for each in job.signatories:
        party = workspace.parties[each.party]
        signers.append(
            {
                'id': party.id,
                'role': each.role,
                'party': f'{party.name}, {party.unit}' if party.unit else party.name,
                'name': each.name,
                'title': each.title,
                'place': each.place or party.place or '',
                'date': long_date(each.date) if each.date else '',
                'day': each.date.isoformat() if each.date else '',
                'electronic': job.electronic,
                'logo': party.logo or '',
                'logo_text': party.logo_text or '',
            }
        )
    return signers


def signature_page(
    workspace: Workspace, template: Path, signers: Sequence[dict[str, Any]], body: Converted
) -> tuple[list[Any], Any]:
    """Give the signature blocks, and the room that the template reserves for them; nothing without signatories.

    Args:
        workspace: where the logotypes lie, and how fixed sentences are worded.
        template: what to blame for a missing room.
        signers: as `signers_of` gives them.
        body: the converted document, with the bookmarks that the engine found.

    Raises:
        FindingsError: the template reserves no room.
    """
    from docgen.pdf.write.signature_block import SignatureRoom

    if not signers:
        return [], None
    anchor = next((each for each in body.anchors if each.name == SIGNATURE_ROOM), None)
    if anchor is None:
        raise FindingsError(
            Finding(
                'signature-room-missing',
                "Mallen har inget rum för underskrifter.",
                "Dokumentet ska skrivas under, och rutorna behöver en plats.",
                f"Lägg sist i mallen ett tomt stycke med formatmallen Underskriftsrum och bokmärket {SIGNATURE_ROOM} "
                "(se templates/README.md).",
                Place(template),
            )
        )
    blocks = _blocks(workspace, signers)
    return blocks, SignatureRoom(anchor.page, anchor.x, anchor.y, anchor.width, anchor.height)


def room_heights(workspace: Workspace, signers: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Give the height in points that the signatures need, by the bookmark of their room; nothing if it is not known.

    What cannot be known, as where a font or a logotype is missing, is told when the blocks are drawn.
    """
    from docgen import fonts
    from docgen.pdf.write.embedded_text import font_name
    from docgen.pdf.write.logo import load_logo
    from docgen.pdf.write.signature_block_layout import comfortable_height

    if not signers:
        return {}
    blocks = _blocks(workspace, signers)
    try:
        regular, bold = font_name(fonts.ttf(_FAMILY)), font_name(fonts.ttf(_FAMILY, bold=True))
        logos = {each.logo: load_logo(each.logo) for each in blocks if each.logo is not None}
        ratios = {path: image.width / image.height for path, image in logos.items()}
        return {SIGNATURE_ROOM: comfortable_height(blocks, _WIDTH, regular, bold, ratios) + _MARGIN}
    except DocgenError:
        return {}


def _blocks(workspace: Workspace, signers: Sequence[dict[str, Any]]) -> list[SignatureBlock]:
    from docgen.pdf.write.signature_block import SignatureBlock

    return [
        SignatureBlock(
            each['party'],
            each['name'],
            each['title'],
            each['place'],
            each['date'],
            workspace.templates / each['logo'] if each['logo'] else None,
            each['logo_text'],
            workspace.wording.signature_block,
            electronic=each['electronic'],
        )
        for each in signers
    ]


def places(signers: Sequence[dict[str, Any]], placed: Sequence[PlacedBlock]) -> list[dict[str, Any]]:
    """Say where each signatory signs, and the place and day in print there, in signing order."""
    from docgen.pdf.write.embedded_text import clean

    left = list(signers)
    found = []
    for each in placed:
        # The blocks of one party keep their order, so that of two equal ones the first is the first.
        signer = next(one for one in left if (clean(one['party']), clean(one['name'])) == (each.party, each.name))
        left.remove(signer)
        where = {'page': each.page + 1, 'rectangle': _rectangle(each)}
        printed = {'place': signer['place'], 'date': signer['day']}
        found.append({key: signer[key] for key in ('role', 'party', 'name', 'title')} | where | printed)
    order = [each['role'] for each in signers]
    return sorted(found, key=lambda each: order.index(each['role']))


def _rectangle(placed: PlacedBlock) -> list[float]:
    return [round(value, 2) for value in (placed.x, placed.y, placed.x + placed.width, placed.y + placed.height)]
