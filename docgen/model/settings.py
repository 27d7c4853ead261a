"""What holds for the whole workspace (data/workspace.yaml)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from docgen.model.base import Identifier, Line, Record


class DocumentKind(StrEnum):
    """The documents of a period that have a Word template of their own."""

    AGREEMENT = 'agreement'
    """Samverkansöverenskommelse."""
    PROMISE = 'promise'
    """Medborgarlöfte, fullständigt."""
    PROMISE_SHORT = 'promise_short'
    """Medborgarlöfte, kortversion."""
    FOLLOW_UP = 'follow_up'
    """Uppföljning."""


class TemplateNames(Record):
    """The Word template of each document, in the folder templates."""

    agreement: Line = 'samverkansoverenskommelse.docx'
    """Mall för överenskommelsen."""
    promise: Line = 'medborgarlofte.docx'
    """Mall för det fullständiga löftet."""
    promise_short: Line = 'medborgarlofte-kort.docx'
    """Mall för kortversionen."""
    follow_up: Line = 'uppfoljning.docx'
    """Mall för uppföljningen och bilagan."""


class Contact(Record):
    """Who answers questions from the public."""

    name: Line
    """Funktion eller enhet, inte en person."""
    email: Line
    """E-postadress."""
    phone: Line | None = None
    """Telefonnummer."""


class Settings(Record):
    """The workspace: whose it is, how its files are named, which engine makes the PDFs."""

    name: Identifier
    """Namn i filnamn: strangnas."""
    municipality: Identifier
    """Partens id för kommunen vars arbetsyta det är."""
    engine: Line = 'typst'
    """Motor som gör PDF: typst."""
    web_folder: Line | None = None
    """Början på webbadressen där PDF-filerna läggs; utelämnas om de ligger bredvid sidan."""
    contact: Contact
    """Vem som svarar på frågor."""
    templates: TemplateNames = Field(default_factory=TemplateNames)
    """Mallarnas filnamn."""
