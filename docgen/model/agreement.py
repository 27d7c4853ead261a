"""The cooperation agreement (samverkansöverenskommelse)."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from docgen.model.base import Identifier, Line, Period, Record, Text
from docgen.model.party import ReferenceNumber, Signatory

Signatories = Annotated[tuple[Signatory, ...], Field(min_length=1, max_length=5)]


class AreaCommitments(Record):
    """What the parties undertake in a focus area (åtaganden), by who does it."""

    municipality: tuple[Text, ...] = ()
    """Kommunen åtar sig att …"""
    police: tuple[Text, ...] = ()
    """Polisen åtar sig att …"""
    joint: tuple[Text, ...] = ()
    """Gemensamt åtar sig parterna att …"""
    other: tuple[Text, ...] = ()
    """Andra parter åtar sig att …"""


class FocusArea(Record):
    """A focus area (prioriterat område) with what Brå asks for: problem, causes, measurable goals."""

    id: Identifier
    """Stabilt id som löftena hänvisar till."""
    title: Line
    """Rubrik."""
    problem: Text
    """Vilket problem det gäller."""
    causes: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Troliga orsaker."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Mätbara mål."""
    commitments: AreaCommitments
    """Åtaganden."""


class Body(Record):
    """A group in the organisation: steering group, local council (BRÅ), EST, working group."""

    name: Line
    """Namn: Styrgrupp, Brottsförebyggande rådet (BRÅ)."""
    members: Line
    """Vilka som ingår."""
    task: Text
    """Uppgift."""
    meets: Line | None = None
    """Hur ofta gruppen möts."""


class Agreement(Record):
    """A cooperation agreement for a period, usually two to four years."""

    id: Identifier
    """Periodens namn i filer och mappar: 2020-2023."""
    title: Line
    """Titel: Samverkansöverenskommelse 2020–2023."""
    parties: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    """Parternas id."""
    period: Period
    """Giltighetstid."""
    decided_on: datetime.date | None = None
    """Dag då kommunen fattade beslut."""
    decided_by: Line | None = None
    """Vem som fattade beslutet: kommunstyrelsen § 90."""
    signed_on: datetime.date | None = None
    """Dag för undertecknandet; blir dokumentets datum."""
    reference_numbers: tuple[ReferenceNumber, ...] = ()
    """Diarienummer, ett för varje part."""
    background: Text
    """Bakgrund."""
    purpose: Text
    """Syfte."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Övergripande mål."""
    situation_picture: Text
    """Gemensam lägesbild."""
    focus_areas: Annotated[tuple[FocusArea, ...], Field(min_length=1)]
    """Prioriterade områden."""
    organisation: Text
    """Organisation och ledning, inledande text."""
    bodies: Annotated[tuple[Body, ...], Field(min_length=1)]
    """Grupper i organisationen."""
    resources: Text
    """Resurser."""
    promise: Text
    """Hur medborgarlöftet hör ihop med överenskommelsen."""
    communication: Text
    """Kommunikation."""
    documentation: Text
    """Dokumentation och uppföljning."""
    validity: Text
    """Giltighetstid och revidering."""
    termination: Text
    """Uppsägning."""
    copies: Text | None = None
    """Valfri mening om likalydande exemplar."""
    signatories: Signatories
    """De som skriver under, en till fem."""
    attachments: tuple[Line, ...] = ()
    """Bilagornas namn."""
