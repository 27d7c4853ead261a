"""A follow-up (uppföljning) of a promise, or of a part of its period: an outcome for each commitment."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from docgen.model.base import Identifier, Line, Period, Record, Text
from docgen.model.party import ReferenceNumber


class Status(StrEnum):
    """How a commitment went; shown with word, symbol and colour."""

    DONE = 'done'
    """Genomfört."""
    PARTLY_DONE = 'partly_done'
    """Delvis genomfört."""
    NOT_DONE = 'not_done'
    """Ej genomfört."""
    ONGOING = 'ongoing'
    """Pågår."""
    NOT_STARTED = 'not_started'
    """Ej påbörjat."""
    DROPPED = 'dropped'
    """Utgår."""
    NOT_APPLICABLE = 'not_applicable'
    """Villkoret inföll inte. Bara för ett löfte som har ett villkor."""


class Precision(StrEnum):
    """How well a count is known."""

    EXACT = 'exact'
    """Räknat."""
    ABOUT = 'about'
    """Cirka."""
    MORE_THAN = 'more_than'
    """Fler än."""
    AT_LEAST = 'at_least'
    """Minst."""
    UNKNOWN = 'unknown'
    """Okänt. Inget tal."""


class Reason(StrEnum):
    """Why a commitment was not kept in full."""

    PANDEMIC = 'pandemic'
    """Pandemin."""
    OTHER_PRIORITY = 'other_priority'
    """Annan prioritering."""
    RESOURCES = 'resources'
    """Resursbrist."""
    CHANGED_NEED = 'changed_need'
    """Ändrat behov eller ändrad plats."""
    OTHER = 'other'
    """Annat skäl. Kommentaren förklarar det."""


class Count(Record):
    """A number that was reached, held against one of the commitment's targets."""

    target: Annotated[int, Field(ge=1)] = 1
    """Vilket mått. Nummer på löftets mått som talet gäller; 1 om det bara finns ett."""
    sub_condition: Annotated[int, Field(ge=1)] | None = None
    """Vilket delvillkor. Nummer på måttets delvillkor, om talet gäller det och inte hela måttet."""
    unit: Line | None = None
    """Enhet. Bara om den är en annan än måttets, till exempel st för ett delvillkor i procent."""
    number: Annotated[Decimal, Field(ge=0)] | None = None
    """Uppnått tal. Sammanlagt under perioden; utelämnas om det är okänt."""
    precision: Precision = Precision.EXACT
    """Hur säkert talet är. Räknat, ungefärligt eller okänt."""
    place: Line | None = None
    """Plats. Om måttet gäller för varje plats."""


class Event(Record):
    """Something that was done: a date, a place, a number of times or people."""

    date: datetime.date | None = None
    """Dag. Utelämnas om händelsen inte har någon bestämd dag."""
    place: Line | None = None
    """Plats. Var det gjordes."""
    count: Annotated[int, Field(ge=1)] | None = None
    """Antal gånger. Utelämnas om det är en gång."""
    text: Line
    """Vad som gjordes. Till exempel trygghetsvandring kring centrum."""


class Outcome(Record):
    """How one commitment went; one for each party where they differ."""

    commitment: Identifier
    """Löfte. Vilket löfte utfallet gäller."""
    party: Identifier | None = None
    """Part. Om parternas utfall skiljer sig: vems utfall det är."""
    status: Status
    """Utfall. Hur det gick."""
    assessed_by: Line | None = None
    """Vem som har bedömt. Krävs för genomfört när talet är ungefärligt eller saknas."""
    counts: tuple[Count, ...] = ()
    """Uppnådda tal. Vad som nåddes av varje mått."""
    events: tuple[Event, ...] = ()
    """Händelser. Vad som gjordes, var och när."""
    comment: Text
    """Kommentar. Vad som gjordes, så att en invånare förstår det."""
    reason: Reason | None = None
    """Skäl till avvikelse. Varför löftet inte hölls i sin helhet."""
    substitute: Text | None = None
    """Vad som gjordes i stället. Om något annat gjordes."""
    next_step: Text | None = None
    """Nästa steg. Vad som händer nu."""
    continues: bool | None = None
    """Löftet fortsätter. Ja eller nej i nästa period; utelämnas om det inte är bestämt."""


class FollowUp(Record):
    """A follow-up of one promise, for a period up to a date."""

    id: Identifier
    """Uppföljningens namn. Till exempel 2020, eller 2020-januari-april om löftet följs upp flera gånger."""
    title: Line
    """Titel. Som den står på första sidan: Uppföljning av medborgarlöftet 2020."""
    promise: Identifier
    """Löfte som följs upp. Periodens namn: 2020."""
    period: Period
    """Period som följs upp. Första och sista dagen."""
    final: bool | None = None
    """Slutlig. Om den blir bilaga till nästa löfte; utan svar är det den som gäller hela löftesperioden."""
    dated: datetime.date | None = None
    """Uppföljningens datum. Dag då den blev klar."""
    sender: Identifier
    """Avsändare. Parten som står för uppföljningen."""
    reference_numbers: tuple[ReferenceNumber, ...] = ()
    """Diarienummer. Ett för varje part."""
    introduction: Text
    """Inledning. Vad som följs upp, och hur året har varit."""
    summary: Text
    """Sammanfattning. Hur det gick, i löpande text."""
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    """Utfall. Ett för varje löfte, och för varje part där de skiljer sig."""
    conclusions: Text | None = None
    """Slutsatser. Vad parterna tar med sig till nästa löfte."""
