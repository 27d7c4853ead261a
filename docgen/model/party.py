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
    """Kort namn som andra filer hänvisar med, till exempel strangnas."""
    kind: PartyKind
    """municipality, police eller other."""
    name: Line
    """Formellt namn: Strängnäs kommun, Polismyndigheten."""
    unit: Line | None = None
    """Enhet som skriver under: Lokalpolisområde Södermanland norra."""
    short_name: Line
    """Namnet i löpande text: kommunen, Polisen."""
    organisation_number: Line | None = None
    """Organisationsnummer."""
    place: Line | None = None
    """Ort för underskrift om inget annat sägs."""
    logo: Line | None = None
    """Bildfil (PNG eller JPEG) i mappen templates."""
    logo_text: Line | None = None
    """Bildens text för den som inte ser den. Krävs om logo anges."""
    website: Line | None = None
    """Webbadress."""


class Signatory(Record):
    """A person who signs (företrädare) and what the signature block says."""

    party: Identifier
    """Partens id."""
    role: Identifier
    """Stabilt id för platsen i underskriftsrutan: kommunen, polisen, kommunen-2."""
    name: Line
    """Namnförtydligande."""
    title: Line
    """Befattning: kommundirektör, tf. lokalpolisområdeschef."""
    place: Line | None = None
    """Ort. Lämnas tom för att fyllas i med penna."""
    date: datetime.date | None = None
    """Dag för underskriften. Lämnas tom för att fyllas i med penna."""


class ReferenceNumber(Record):
    """A party's own number for the case (diarienummer): free text, no single pattern fits."""

    party: Identifier
    """Partens id."""
    number: Line
    """Diarienummer så som parten skriver det."""
