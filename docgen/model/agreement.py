"""The cooperation agreement (samverkansöverenskommelse)."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from docgen.model.base import Identifier, Line, Period, Record, Text
from docgen.model.party import ReferenceNumber, Signatory, SigningMethod

Signatories = Annotated[tuple[Signatory, ...], Field(min_length=1, max_length=5)]


class AreaCommitments(Record):
    """What the parties undertake in a focus area (åtaganden), by who does it."""

    municipality: tuple[Text, ...] = ()
    """Kommunens åtaganden. Varje rad fortsätter meningen ”Kommunen åtar sig att …”"""
    police: tuple[Text, ...] = ()
    """Polisens åtaganden. Varje rad fortsätter meningen ”Polisen åtar sig att …”"""
    joint: tuple[Text, ...] = ()
    """Gemensamma åtaganden. Varje rad fortsätter meningen ”Gemensamt åtar sig parterna att …”"""
    other: tuple[Text, ...] = ()
    """Andra parters åtaganden. Varje rad fortsätter meningen ”Andra parter åtar sig att …”"""


class FocusArea(Record):
    """A focus area (prioriterat område) with what Brå asks for: problem, causes, measurable goals."""

    id: Identifier
    """Namn i hänvisningar. Löftena hänvisar till området med det, år efter år: unga-narkotika."""
    title: Line
    """Områdets rubrik. Som den står i överenskommelsen: Unga och narkotika."""
    problem: Text
    """Problem. Vilket problem det gäller, för vem och var."""
    causes: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Troliga orsaker. En på varje rad."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Mätbara mål. Ett på varje rad."""
    commitments: AreaCommitments
    """Åtaganden. Vad parterna åtar sig i området, var för sig och tillsammans."""


class Body(Record):
    """A group in the organisation: steering group, local council (BRÅ), EST, working group."""

    name: Line
    """Gruppens namn. Till exempel Styrgrupp, eller Brottsförebyggande rådet (BRÅ)."""
    members: Line
    """Vilka som ingår. Funktioner, inte personer."""
    task: Text
    """Uppgift. Vad gruppen gör och beslutar."""
    meets: Line | None = None
    """Hur ofta gruppen möts. Till exempel fyra gånger om året."""


class Agreement(Record):
    """A cooperation agreement for a period, usually two to four years."""

    id: Identifier
    """Namn i filer och mappar. Periodens år: 2020-2023."""
    title: Line
    """Titel. Som den står på första sidan: Samverkansöverenskommelse 2020–2023."""
    parties: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    """Parter. De som ingår överenskommelsen, minst två."""
    period: Period
    """Giltighetstid. Första och sista dagen."""
    decided_on: datetime.date | None = None
    """Beslutsdag. Dag då kommunen fattade beslut."""
    decided_by: Line | None = None
    """Beslut. Vem som fattade beslutet: kommunstyrelsen § 90."""
    signed_on: datetime.date | None = None
    """Dag för undertecknandet. Blir dokumentets datum."""
    signing: SigningMethod | None = None
    """Hur dokumentet undertecknas. På papper eller elektroniskt; utelämnas om det inte är bestämt."""
    reference_numbers: tuple[ReferenceNumber, ...] = ()
    """Diarienummer. Ett för varje part."""
    background: Text
    """Bakgrund. Varför parterna samverkar."""
    purpose: Text
    """Syfte. Vad överenskommelsen ska leda till."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Övergripande mål. Ett på varje rad."""
    situation_picture: Text
    """Gemensam lägesbild. Hur det ser ut i kommunen, och vad det bygger på."""
    focus_areas: Annotated[tuple[FocusArea, ...], Field(min_length=1)]
    """Prioriterade områden. Problemen som parterna tar sig an, med orsaker, mål och åtaganden."""
    organisation: Text
    """Organisation och ledning. Inledande text; grupperna skrivs för sig."""
    bodies: Annotated[tuple[Body, ...], Field(min_length=1)]
    """Grupper i organisationen. Till exempel styrgrupp och brottsförebyggande råd."""
    resources: Text
    """Resurser. Vad var och en bidrar med."""
    promise: Text
    """Medborgarlöftet. Hur medborgarlöftet hör ihop med överenskommelsen."""
    communication: Text
    """Kommunikation. Hur parterna berättar om arbetet."""
    documentation: Text
    """Dokumentation och uppföljning. Hur arbetet dokumenteras och följs upp."""
    validity: Text
    """Giltighet och revidering. Hur länge överenskommelsen gäller, och hur den ändras."""
    termination: Text
    """Uppsägning. Hur en part kan lämna överenskommelsen."""
    copies: Text | None = None
    """Likalydande exemplar. Valfri mening om hur många exemplar som är upprättade."""
    signatories: Signatories
    """Undertecknare. De som skriver under, en till fem."""
    attachments: tuple[Line, ...] = ()
    """Bilagor. Namnet på var och en av dem."""
