"""Who agrees: the parties, and the persons who sign for them."""

from __future__ import annotations

import datetime
from enum import StrEnum

from docgen.model.base import Identifier, Line, Record


class PartyKind(StrEnum):
    """What a party is."""

    MUNICIPALITY = 'municipality'
    """En kommun eller region."""
    POLICE = 'police'
    """Polismyndigheten."""
    OTHER = 'other'
    """Annan part: räddningstjänst, bostadsbolag, kollektivtrafik …"""


class Party(Record):
    """A party (part). Its names are stored in full: no genitive is ever made by rule."""

    id: Identifier
    """Namn i hänvisningar. Kort namn som andra filer hänvisar med: strangnas."""
    kind: PartyKind
    """Slag av part. Kommun, polis eller någon annan."""
    name: Line
    """Formellt namn. Till exempel Strängnäs kommun, eller Polismyndigheten."""
    unit: Line | None = None
    """Enhet. Enheten som skriver under: Lokalpolisområde Södermanland norra."""
    short_name: Line
    """Namn i löpande text. Till exempel kommunen, eller Polisen."""
    organisation_number: Line | None = None
    """Organisationsnummer. Tio siffror: 212000-0365."""
    place: Line | None = None
    """Ort för underskrift. Om inget annat sägs för den som skriver under."""
    logo: Line | None = None
    """Logotyp. Bildfil (PNG eller JPEG) i mappen templates."""
    logo_text: Line | None = None
    """Logotypens text. För den som inte ser bilden. Krävs om logotyp anges."""
    website: Line | None = None
    """Webbadress. Till exempel https://kommunen.example/"""


class SigningMethod(StrEnum):
    """How a document is signed."""

    PAPER = 'paper'
    """På papper. Med penna, i ett exemplar för varje part."""
    ELECTRONIC = 'electronic'
    """Elektroniskt. Originalet är filen med underskrifterna."""


class Signatory(Record):
    """A person who signs (företrädare) and what the signature block says."""

    party: Identifier
    """Part. Vem personen skriver under för."""
    role: Identifier
    """Plats i underskriftsrutan. Stabilt namn: kommunen, polisen, kommunen-2."""
    name: Line
    """Namnförtydligande. Förnamn och efternamn."""
    title: Line
    """Befattning. Till exempel kommundirektör, eller tf. lokalpolisområdeschef."""
    place: Line | None = None
    """Ort. Lämnas tom för att fyllas i med penna."""
    date: datetime.date | None = None
    """Dag för underskriften. Lämnas tom för att fyllas i med penna."""


class ReferenceNumber(Record):
    """A party's own number for the case (diarienummer): free text, no single pattern fits."""

    party: Identifier
    """Part. Vems diarienummer det är."""
    number: Line
    """Diarienummer. Så som parten skriver det: KS/2021:64-045."""
