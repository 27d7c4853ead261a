"""Whose turn it is: whether a role, or the organisation's seal, may sign the version as it now is.

Message ids: `role-unknown`, `already-signed`, `others-first`, `already-sealed`, `seal-too-late`, `document-closed`,
`field-missing`.

Who has signed is for the version's history to say. The file's own fields are asked beside it, since a second signature
in a field would break the first, whatever the record tells.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError, UsageError
from docgen.pdf.write.signature_fields import SEAL_FIELD
from docgen.swedish import join_list

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docgen.records.event_details import SignatorySlot
    from docgen.records.version_history import VersionHistory


def slot_of(history: VersionHistory, role: str) -> SignatorySlot:
    """Give the place of a role.

    Raises:
        UsageError: `role-unknown`.
    """
    found = next((slot for slot in history.slots if slot.role == role), None)
    if found is not None:
        return found
    roles = [slot.role for slot in history.slots]
    near = get_close_matches(role, roles, 1)
    listed = ', '.join(f"{slot.role} ({slot.name})" for slot in history.slots)
    raise UsageError(
        Finding(
            'role-unknown',
            f"{history.document} har ingen undertecknare med rollen ”{role}”.",
            f"De som ska skriva under är {listed}.",
            f"Menade du {near[0]}?" if near else f"Ange en av rollerna med --as, till exempel --as {roles[0]}.",
        )
    )


def require_turn(history: VersionHistory, slot: SignatorySlot, fields: Mapping[str, bool], file: Path) -> None:
    """Refuse a signatory who has signed already or must wait for others.

    Args:
        history: the version.
        slot: the signatory's place.
        fields: the file's signature fields, and whether each is signed.
        file: the file as it now is.

    Raises:
        RefusedError: the ids of this module.
    """
    field, document = slot.field, history.document
    if slot.role in history.signed_roles or fields.get(field):
        raise RefusedError(
            Finding(
                'already-signed',
                f"{slot.name} har redan skrivit under {document}.",
                "En underskrift görs en gång och kan inte göras om i samma version.",
                "docgen status visar vem som saknas.",
                Place(file),
            )
        )
    if any(each.closes and each.role in history.signed_roles for each in history.slots):
        raise RefusedError(
            Finding(
                'document-closed',
                f"{document} är avslutat: den som skriver under sist har redan gjort det.",
                "Den sista underskriften låser dokumentet, och en till skulle göra den ogiltig.",
                "Kör docgen fix med --new-version för en ny version som alla kan skriva under.",
                Place(file),
            )
        )
    missing = set(history.missing_roles) - {slot.role}
    others = [each.name for each in history.slots if each.role in missing]
    if slot.closes and others:
        raise RefusedError(
            Finding(
                'others-first',
                f"{slot.name} skriver under sist, och {join_list(others)} har inte skrivit under än.",
                "Den sista underskriften låser dokumentet, så att ingen kan skriva under efteråt.",
                f"Låt de andra skriva under först. Är du själv {_who(history, missing)}.",
                Place(file),
            )
        )
    _require_field(field, fields, file)


def _who(history: VersionHistory, roles: set[str]) -> str:
    """Lead whoever gave another's role to their own."""
    found = [f"{each.name}, ange --as {each.role}" for each in history.slots if each.role in roles]
    return '; är du '.join(found)


def require_unsigned(history: VersionHistory, fields: Mapping[str, bool], file: Path) -> None:
    """Refuse a seal on a file that has one or that somebody has signed.

    Args:
        history: of the version to seal.
        fields: the signature fields of its file, and whether each is signed.
        file: for messages.

    Raises:
        RefusedError: the ids of this module.
    """
    if history.sealed or fields.get(SEAL_FIELD):
        raise RefusedError(
            Finding(
                'already-sealed',
                f"{history.document} har redan ett sigill.",
                "Ett dokument får ett enda sigill.",
                "Låt undertecknarna skriva under.",
                Place(file),
            )
        )
    if history.signed_roles or any(fields.values()):
        raise RefusedError(
            Finding(
                'seal-too-late',
                f"{history.document} är redan undertecknat av någon.",
                "Sigillet går i god för dokumentet som det är innan någon skriver under och måste sättas först.",
                "Fortsätt utan sigill, eller kör docgen fix med --new-version för en ny version.",
                Place(file),
            )
        )
    _require_field(SEAL_FIELD, fields, file)


def _require_field(field: str, fields: Mapping[str, bool], file: Path) -> None:
    if field not in fields:
        raise RefusedError(
            Finding(
                'field-missing',
                f"Filen har inget fält som heter {field}.",
                "Fältet görs när dokumentet fastställs; den som har skrivit om filen har tagit bort det.",
                "Skriv under där filen skrevs om, eller kör docgen fix med --new-version för en ny version.",
                Place(file),
            )
        )
