"""The citizens' promise (medborgarlöfte): its commitments, their targets, and questions answered."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from docgen.model.agreement import Signatories
from docgen.model.base import Identifier, Line, Period, Record, Text
from docgen.model.party import ReferenceNumber


class Promiser(StrEnum):
    """Who promises."""

    POLICE = 'police'
    """Polisen lovar."""
    MUNICIPALITY = 'municipality'
    """Kommunen lovar."""
    JOINT = 'joint'
    """Polisen och kommunen lovar tillsammans."""
    MUNICIPALITY_WITH_POLICE = 'municipality_with_police'
    """Kommunen lovar, tillsammans med polisen."""
    POLICE_WITH_MUNICIPALITY = 'police_with_municipality'
    """Polisen lovar, tillsammans med kommunen."""
    OTHER = 'other'
    """Annan part lovar; parties säger vem."""


class Theme(StrEnum):
    """What a commitment is about."""

    TRAFFIC = 'traffic'
    """Trafik."""
    DRUGS = 'drugs'
    """Narkotika och ANDTS."""
    YOUTH = 'youth'
    """Unga."""
    PUBLIC_SPACES = 'public_spaces'
    """Trygghet i offentlig miljö."""
    DIALOGUE = 'dialogue'
    """Trygghetsvandring och dialog."""
    BURGLARY = 'burglary'
    """Grannsamverkan och inbrott."""
    NIGHTLIFE = 'nightlife'
    """Krogmiljö."""
    DOMESTIC_VIOLENCE = 'domestic_violence'
    """Våld i nära relation."""
    VANDALISM = 'vandalism'
    """Klotter och skadegörelse."""
    ORGANISATION = 'organisation'
    """Organisation."""
    FRAUD = 'fraud'
    """Bedrägeri."""
    WORKING_LIFE_CRIME = 'working_life_crime'
    """Arbetslivskriminalitet."""
    HATE_AND_EXTREMISM = 'hate_and_extremism'
    """Hat, hot och extremism."""
    SEXUAL_EXPLOITATION = 'sexual_exploitation'
    """Sexuell exploatering."""
    OTHER = 'other'
    """Övrigt."""


class Comparator(StrEnum):
    """How an outcome is held against a target."""

    AT_LEAST = 'at_least'
    """Minst."""
    EXACTLY = 'exactly'
    """Exakt."""
    AT_MOST = 'at_most'
    """Högst."""
    ALL = 'all'
    """Alla; inget tal."""
    NONE = 'none'
    """Inga; inget tal."""
    YES_NO = 'yes_no'
    """Görs eller görs inte; inget tal."""


class Per(StrEnum):
    """The span of time that a target's number counts for."""

    PERIOD = 'period'
    """Hela löftesperioden."""
    DAY = 'day'
    """Per dag."""
    WEEK = 'week'
    """Per vecka."""
    MONTH = 'month'
    """Per månad."""
    YEAR = 'year'
    """Per år."""


class Scope(StrEnum):
    """Whether a target's number counts in all or at each place."""

    TOTAL = 'total'
    """Sammanlagt."""
    PER_PLACE = 'per_place'
    """På var och en av platserna."""


class SubCondition(Record):
    """A share or number inside a target: "varav minst 20 % på kvällstid"."""

    comparator: Comparator
    """at_least, exactly eller at_most, eller all och none utan tal."""
    number: Annotated[Decimal, Field(ge=0)] | None = None
    """Talet."""
    unit: Line | None = None
    """Enhet: %, st, timmar."""
    text: Line
    """Vad det gäller: på kvällstid."""


class Target(Record):
    """A measure (måttal) that the outcome is held against."""

    comparator: Comparator
    """at_least, exactly, at_most, all, none eller yes_no."""
    number: Annotated[Decimal, Field(ge=0)] | None = None
    """Talet; utelämnas vid all, none och yes_no."""
    unit: Line | None = None
    """Enhet eller det som räknas: trygghetsvandringar, timmar, %, st."""
    unit_one: Line | None = None
    """Enheten i ental, om talet kan vara ett: trygghetsvandring."""
    per: Per = Per.PERIOD
    """period, day, week, month eller year."""
    average: bool = False
    """Sant om talet är ett genomsnitt."""
    scope: Scope = Scope.TOTAL
    """total eller per_place."""
    sub_conditions: tuple[SubCondition, ...] = ()
    """Delvillkor: varav minst 20 % på kvällstid."""


class Question(Record):
    """A question that the short text raises, and its answer."""

    question: Line
    """Frågan."""
    answer: Text
    """Svaret."""


class Commitment(Record):
    """One promise in the list (löfte, åtagande)."""

    id: Identifier
    """Stabilt id som uppföljningen hänvisar till, år efter år."""
    number: Annotated[int, Field(ge=1, le=99)]
    """Nummer i listan."""
    theme: Theme
    """Tema."""
    focus_area: Identifier | None = None
    """Id på ett prioriterat område i överenskommelsen."""
    promised_by: Promiser
    """Vem som lovar."""
    parties: tuple[Identifier, ...] = ()
    """Vilka parter, om det inte är alla av slaget (delat löfte, annan part)."""
    title: Line
    """Kort rubrik."""
    short_text: Line
    """Den korta texten i listan på webben."""
    text: Text
    """Den fullständiga texten."""
    functions: tuple[Line, ...] = ()
    """Funktioner som deltar: områdespolis, fältgrupp."""
    places: tuple[Line, ...] = ()
    """Platser."""
    target_group: Line | None = None
    """Målgrupp."""
    when: Line | None = None
    """När det görs, i ord."""
    deadline: datetime.date | None = None
    """Senaste dag."""
    condition: Line | None = None
    """Villkor: om önskemål finns."""
    targets: tuple[Target, ...] = ()
    """Måttal."""
    questions: tuple[Question, ...] = ()
    """Frågor och svar."""


class Grouping(StrEnum):
    """How the list is grouped."""

    PROMISER = 'promiser'
    """Efter vem som lovar."""
    FOCUS_AREA = 'focus_area'
    """Efter prioriterat område."""
    NONE = 'none'
    """Utan grupper, i nummerordning."""


class Promise(Record):
    """A citizens' promise for a year or another period."""

    id: Identifier
    """Periodens namn i filer och mappar: 2021."""
    title: Line
    """Titel: Medborgarlöfte 2021."""
    agreement: Identifier
    """Id på överenskommelsen som löftet bygger på."""
    parties: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    """Parternas id."""
    period: Period
    """Löftesperiod."""
    signed_on: datetime.date | None = None
    """Dag för undertecknandet; blir dokumentets datum."""
    published_on: datetime.date | None = None
    """Dag för webbsidans senaste ändring; annars undertecknandet."""
    reference_numbers: tuple[ReferenceNumber, ...] = ()
    """Diarienummer, ett för varje part."""
    introduction: Text
    """Inledning."""
    purpose: Text
    """Syfte och mål."""
    situation_picture: Text
    """Lägesbild."""
    lead_in: Line
    """Meningen före listan: Polisen och Strängnäs kommun lovar under 2021:"""
    grouping: Grouping = Grouping.PROMISER
    """promiser, focus_area eller none."""
    commitments: Annotated[tuple[Commitment, ...], Field(min_length=1, max_length=40)]
    """Löftena."""
    follow_up: Text
    """Hur löftet följs upp."""
    validity: Text
    """Giltighet."""
    previous: Identifier | None = None
    """Id på löftet före, vars uppföljning blir bilaga."""
    copies: Text | None = None
    """Valfri mening om likalydande exemplar."""
    signatories: Signatories
    """De som skriver under, en till fem."""
