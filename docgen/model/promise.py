"""The citizens' promise (medborgarlöfte): its commitments, their targets, and questions answered."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from docgen.model.agreement import Signatories
from docgen.model.base import Identifier, Line, Period, Record, Text
from docgen.model.party import ReferenceNumber, SigningMethod


class Promiser(StrEnum):
    """Who promises."""

    POLICE = 'police'
    """Polisen."""
    MUNICIPALITY = 'municipality'
    """Kommunen."""
    JOINT = 'joint'
    """Polisen och kommunen tillsammans."""
    MUNICIPALITY_WITH_POLICE = 'municipality_with_police'
    """Kommunen, tillsammans med Polisen."""
    POLICE_WITH_MUNICIPALITY = 'police_with_municipality'
    """Polisen, tillsammans med kommunen."""
    OTHER = 'other'
    """Annan part. Vilka parter säger vem."""


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
    """Alla. Inget tal."""
    NONE = 'none'
    """Inga. Inget tal."""
    YES_NO = 'yes_no'
    """Görs eller görs inte. Inget tal."""


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


class DayWord(StrEnum):
    """What a target per day calls the day."""

    DAY = 'dag'
    """Per dag."""
    DAY_AND_NIGHT = 'dygn'
    """Per dygn."""


class Scope(StrEnum):
    """Whether a target's number counts in all or at each place."""

    TOTAL = 'total'
    """Sammanlagt."""
    PER_PLACE = 'per_place'
    """På var och en av platserna."""


class SubCondition(Record):
    """A share or number inside a target: "varav minst 20 % på kvällstid"."""

    comparator: Comparator
    """Jämförelse. Minst, exakt eller högst; alla och inga har inget tal."""
    number: Annotated[Decimal, Field(ge=0)] | None = None
    """Tal. Med siffror: 20."""
    unit: Line | None = None
    """Enhet. Till exempel %, st eller timmar."""
    text: Line
    """Vad det gäller. Till exempel på kvällstid."""


class Target(Record):
    """A measure (måttal) that the outcome is held against."""

    comparator: Comparator
    """Jämförelse. Minst, exakt eller högst; alla, inga och görs eller görs inte har inget tal."""
    number: Annotated[Decimal, Field(ge=0)] | None = None
    """Tal. Med siffror: 4 eller 2,5."""
    unit: Line | None = None
    """Vad som räknas. Till exempel trygghetsvandringar, timmar eller %."""
    unit_one: Line | None = None
    """Enheten i ental. Om talet kan vara ett: trygghetsvandring."""
    per: Per = Per.PERIOD
    """Under vilken tid. Talet gäller hela perioden, eller per dag, vecka, månad eller år."""
    average: bool = False
    """Genomsnitt. Kryssa om talet är ett genomsnitt."""
    scope: Scope = Scope.TOTAL
    """Var talet gäller. Sammanlagt, eller på var och en av platserna."""
    day_word: DayWord = DayWord.DAY
    """Ord för ett dygn. Dag eller dygn, där talet gäller per dag."""
    sub_conditions: tuple[SubCondition, ...] = ()
    """Delvillkor. Till exempel varav minst 20 % på kvällstid."""


class Question(Record):
    """A question that the short text raises, and its answer."""

    question: Line
    """Fråga. En fråga som den korta texten väcker."""
    answer: Text
    """Svar. På klarspråk."""


class Commitment(Record):
    """One promise in the list (löfte, åtagande)."""

    id: Identifier
    """Namn i hänvisningar. Uppföljningen hänvisar till löftet med det, år efter år: trygghetsvandringar."""
    number: Annotated[int, Field(ge=1, le=200)]
    """Nummer i listan. Löftena räknas från 1."""
    theme: Theme
    """Tema. Vad löftet handlar om."""
    focus_area: Identifier | None = None
    """Prioriterat område. Området i överenskommelsen som löftet hör till."""
    promised_by: Promiser
    """Vem som lovar. Polisen, kommunen eller båda."""
    parties: tuple[Identifier, ...] = ()
    """Vilka parter. Om det inte är alla av slaget: delat löfte, eller annan part."""
    title: Line
    """Kort rubrik. Till exempel Trygghetsvandringar."""
    short_text: Line
    """Kort text i listan. Så som löftet står i listan på webben."""
    text: Text
    """Löftets text. Den fullständiga texten."""
    functions: tuple[Line, ...] = ()
    """Vilka som deltar. Funktioner, till exempel områdespolis och fältgrupp."""
    places: tuple[Line, ...] = ()
    """Platser. En på varje rad."""
    target_group: Line | None = None
    """Målgrupp. Vilka löftet är till för."""
    when: Line | None = None
    """När det görs. I ord, till exempel under vår- och höstterminen."""
    deadline: datetime.date | None = None
    """Senaste dag. Om löftet ska vara klart en viss dag."""
    condition: Line | None = None
    """Villkor. Till exempel om önskemål finns."""
    targets: tuple[Target, ...] = ()
    """Mått. Vad utfallet jämförs med."""
    questions: tuple[Question, ...] = ()
    """Frågor och svar. Det som den korta texten kan väcka frågor om."""


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
    """Namn i filer och mappar. Periodens år: 2021."""
    title: Line
    """Titel. Som den står på första sidan: Medborgarlöfte 2021."""
    agreement: Identifier
    """Överenskommelse. Den som löftet bygger på."""
    parties: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    """Parter. De som lovar, minst två."""
    period: Period
    """Löftesperiod. Första och sista dagen."""
    signed_on: datetime.date | None = None
    """Dag för undertecknandet. Blir dokumentets datum."""
    signing: SigningMethod | None = None
    """Hur dokumentet undertecknas. På papper eller elektroniskt; utelämnas om det inte är bestämt."""
    published_on: datetime.date | None = None
    """Dag för webbsidans senaste ändring. Annars dagen för undertecknandet."""
    reference_numbers: tuple[ReferenceNumber, ...] = ()
    """Diarienummer. Ett för varje part."""
    introduction: Text
    """Inledning. Vad löftet är, för den som inte känner till det."""
    purpose: Text
    """Syfte och mål. Vad löftet ska leda till."""
    situation_picture: Text
    """Lägesbild. Hur det ser ut i kommunen, och vad det bygger på."""
    lead_in: Line
    """Meningen före listan. Till exempel Polisen och Strängnäs kommun lovar under 2021:"""
    grouping: Grouping = Grouping.PROMISER
    """Listans ordning. Efter vem som lovar, efter område eller bara efter nummer."""
    commitments: Annotated[tuple[Commitment, ...], Field(min_length=1, max_length=200)]
    """Löften. Det som parterna lovar, i den ordning som de står i listan."""
    follow_up: Text
    """Uppföljning. Hur löftet följs upp."""
    validity: Text
    """Giltighet. Hur länge löftet gäller."""
    previous: Identifier | None = None
    """Löftet före. Dess uppföljning blir bilaga."""
    copies: Text | None = None
    """Likalydande exemplar. Valfri mening om hur många exemplar som är upprättade."""
    signatories: Signatories
    """Undertecknare. De som skriver under, en till fem."""
