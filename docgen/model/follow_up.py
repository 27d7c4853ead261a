"""The follow-up (uppföljning) of a promise: an outcome for each commitment."""

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
    """Okänt; inget tal."""


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
    """Annat skäl, som kommentaren förklarar."""


class Count(Record):
    """A number that was reached, held against one of the commitment's targets."""

    target: Annotated[int, Field(ge=1)] = 1
    """Vilket av löftets måttal det gäller, räknat från 1."""
    number: Annotated[Decimal, Field(ge=0)] | None = None
    """Talet, sammanlagt under perioden; utelämnas om precision är unknown."""
    precision: Precision = Precision.EXACT
    """exact, about, more_than, at_least eller unknown."""
    place: Line | None = None
    """Plats, om måttalet gäller per plats."""


class Event(Record):
    """Something that was done: a date, a place, a number of times or people."""

    date: datetime.date | None = None
    """Dag."""
    place: Line | None = None
    """Plats."""
    count: Annotated[int, Field(ge=1)] | None = None
    """Antal gånger."""
    text: Line
    """Vad som gjordes."""


class Outcome(Record):
    """How one commitment went; one for each party where they differ."""

    commitment: Identifier
    """Löftets id."""
    party: Identifier | None = None
    """Partens id, om parternas utfall skiljer sig."""
    status: Status
    """done, partly_done, not_done, ongoing, not_started eller dropped."""
    assessed_by: Line | None = None
    """Vem som bedömt utfallet. Krävs för genomfört när talet är ungefärligt eller saknas."""
    counts: tuple[Count, ...] = ()
    """Uppnådda tal."""
    events: tuple[Event, ...] = ()
    """Händelser."""
    comment: Text
    """Kommentar."""
    reason: Reason | None = None
    """Skäl till avvikelse."""
    substitute: Text | None = None
    """Vad som gjordes i stället."""
    next_step: Text | None = None
    """Nästa steg."""
    continues: bool = False
    """Sant om löftet fortsätter i nästa period."""


class FollowUp(Record):
    """A follow-up of one promise, for a period up to a date."""

    id: Identifier
    """Namn: samma som löftets period, till exempel 2020."""
    title: Line
    """Titel: Uppföljning av medborgarlöftet 2020."""
    promise: Identifier
    """Id på löftet som följs upp."""
    period: Period
    """Perioden som följs upp."""
    dated: datetime.date | None = None
    """Uppföljningens datum."""
    sender: Identifier
    """Partens id som står för uppföljningen."""
    reference_numbers: tuple[ReferenceNumber, ...] = ()
    """Diarienummer."""
    introduction: Text
    """Inledning."""
    summary: Text
    """Sammanfattning i löpande text."""
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    """Utfall, ett för varje löfte (och part, där de skiljer sig)."""
    conclusions: Text | None = None
    """Slutsatser inför nästa löfte."""
