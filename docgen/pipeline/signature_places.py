"""Who signs a document: what their blocks say, the room that the template reserves, and where each of them signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.context import in_signing_order
from docgen.errors import Finding, FindingsError, Place
from docgen.swedish import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.engines import Converted
    from docgen.pdf.write.signature_block_drawing import PlacedBlock
    from docgen.plan import DocumentJob
    from docgen.workspace import Workspace

SIGNATURE_ROOM = 'underskrifter'
"""The bookmark that marks the signature room in a template."""


def signers_of(workspace: Workspace, job: DocumentJob) -> list[dict[str, Any]]:
    """What the signature blocks say, in signing order."""
    signers = []
    for each in in_signing_order(workspace, job.signatories):
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
    from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom

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
    blocks = [
        SignatureBlock(
            each['party'],
            each['name'],
            each['title'],
            each['place'],
            each['date'],
            workspace.templates / each['logo'] if each['logo'] else None,
            each['logo_text'],
            workspace.wording.signature_block,
        )
        for each in signers
    ]
    return blocks, SignatureRoom(anchor.page, anchor.x, anchor.y, anchor.width, anchor.height)


def places(signers: Sequence[dict[str, Any]], placed: Sequence[PlacedBlock]) -> list[dict[str, Any]]:
    """Say where each signatory signs, in the order that the document is read."""
    from docgen.pdf.write.embedded_text import clean

    left = list(signers)
    found = []
    for each in placed:
        # The blocks of one party keep their order, so that of two equal ones the first is the first.
        signer = next(one for one in left if (clean(one['party']), clean(one['name'])) == (each.party, each.name))
        left.remove(signer)
        where = {'page': each.page + 1, 'rectangle': _rectangle(each)}
        found.append({key: signer[key] for key in ('role', 'party', 'name', 'title')} | where)
    return found


def _rectangle(placed: PlacedBlock) -> list[float]:
    return [round(value, 2) for value in (placed.x, placed.y, placed.x + placed.width, placed.y + placed.height)]
