"""What holds for the whole workspace (data/workspace.yaml)."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from docgen.model.base import Identifier, Line, Record


class DocumentKind(StrEnum):
    """The documents of a period that have a Word template of their own."""

    AGREEMENT = 'agreement'
    """Samverkansöverenskommelse."""
    PROMISE = 'promise'
    """Medborgarlöfte."""
    PROMISE_SHORT = 'promise_short'
    """Medborgarlöfte, kortversion."""
    FOLLOW_UP = 'follow_up'
    """Uppföljning."""


class TemplateNames(Record):
    """The Word template of each document, in the folder templates."""

    agreement: Line = 'samverkansoverenskommelse.docx'
    """Mall för överenskommelsen. Filens namn i mappen templates."""
    promise: Line = 'medborgarlofte.docx'
    """Mall för det fullständiga löftet. Filens namn i mappen templates."""
    promise_short: Line = 'medborgarlofte-kort.docx'
    """Mall för kortversionen. Filens namn i mappen templates."""
    follow_up: Line = 'uppfoljning.docx'
    """Mall för uppföljningen och bilagan. Filens namn i mappen templates."""


class Contact(Record):
    """Who answers questions from the public."""

    name: Line
    """Vem som svarar. Funktion eller enhet, inte en person."""
    email: Line
    """E-postadress. Till exempel trygghet@kommunen.example."""
    phone: Line | None = None
    """Telefonnummer. Till exempel 0152-123 45."""


class ArchiveProfile(StrEnum):
    """How an archive package is laid out."""

    FGS_2_0 = 'fgs-2.0'
    """FGS Paketstruktur 2.0. E-ARK CSIP och SIP 2.1.0."""
    FGS_1_2 = 'fgs-1.2'
    """FGS Paketstruktur 1.2. RAFGS1V1.2."""
    BAGIT = 'bagit'
    """BagIt 1.0. RFC 8493, med samma innehåll som fgs-2.0."""


class Retention(StrEnum):
    """What becomes of the records in the end."""

    PRESERVE = 'preserve'
    """Bevaras."""
    DESTROY = 'destroy'
    """Gallras."""


class RestrictionKind(StrEnum):
    """What kind of restriction holds for records, in the words of CITS ERMS."""

    CONFIDENTIAL = 'confidential'
    """Sekretess."""
    GDPR = 'gdpr'
    """Personuppgifter. Dataskyddsförordningen."""
    INTEGRITY = 'integrity'
    """Integritet. Annat skydd för enskilda."""


class Restriction(Record):
    """Something that limits who may see the records, and the rule that says so."""

    kind: RestrictionKind = RestrictionKind.CONFIDENTIAL
    """Slag. Sekretess, personuppgifter eller integritet."""
    regulation: Line
    """Lagrum. Till exempel OSL 2009:400 21 kap. 1 §."""
    explanation: Line | None = None
    """Förklaring. Vilka uppgifter det gäller."""
    assessed_on: datetime.date | None = None
    """Dag för sekretessprövningen. Lämnas tom om den inte är gjord."""


class Classification(Record):
    """Where the case belongs in the creator's classification scheme."""

    code: Line
    """Klassificeringskod. Till exempel 1.3.2."""
    title: Line
    """Klassens namn. Till exempel Samverkan med andra myndigheter."""
    scheme: Line | None = None
    """Klassificeringsstruktur. Dess namn och version."""


class CaseDates(Record):
    """What the case register says of a period's case."""

    period: Identifier
    """Period. Årtalet eller åren i filens namn: 2021 eller 2020-2023."""
    opened: datetime.date | None = None
    """Ärendet öppnades. Dagen i diariet."""
    closed: datetime.date | None = None
    """Ärendet avslutades. Lämnas tom så länge ärendet pågår."""


class ArchiveSettings(Record):
    """What a delivery to the archive says of itself. Everything has a default."""

    profile: ArchiveProfile = ArchiveProfile.FGS_2_0
    """Paketets form. Den som e-arkivet tar emot."""
    creator: Line | None = None
    """Arkivbildare. Annars kommunens namn."""
    creator_number: Line | None = None
    """Arkivbildarens organisationsnummer. Annars kommunens."""
    institution: Line | None = None
    """Mottagare. Arkivmyndighet eller e-arkiv som tar emot; annars arkivbildaren."""
    institution_number: Line | None = None
    """Mottagarens organisationsnummer. Tio siffror."""
    agreement: Line | None = None
    """Leveransöverenskommelse. Dess beteckning; måste finnas för fgs-1.2."""
    retention: Retention = Retention.PRESERVE
    """Bevarande. Om handlingarna bevaras eller gallras."""
    destroy_year: Annotated[int, Field(ge=1900, le=2999)] | None = None
    """Gallringsår. År då handlingarna får gallras."""
    retention_decision: Line | None = None
    """Beslut om bevarande och gallring. Till exempel informationshanteringsplanen § 3."""
    contact: Contact | None = None
    """Kontakt för leveransen. Den som arkivet vänder sig till; annars den som svarar på frågor."""
    classification: Classification | None = None
    """Klassificering. Ärendets plats i arkivbildarens klassificeringsstruktur."""
    cases: tuple[CaseDates, ...] = ()
    """Ärenden. När varje periods ärende öppnades och avslutades."""
    restrictions: tuple[Restriction, ...] = ()
    """Begränsningar. Sekretess och annat som begränsar vem som får se handlingarna, med lagrum."""
    confidentiality: Line = "Handlingarna är offentliga."
    """Sekretess. Vad som gäller för handlingarna."""
    rights: Line = "Handlingarna är allmänna och får läsas och återges av alla."
    """Rättigheter. Hur handlingarna får användas."""


class Settings(Record):
    """The workspace: whose it is, how its files are named, which engine makes the PDFs."""

    name: Identifier
    """Namn i filnamn. Till exempel strangnas."""
    municipality: Identifier
    """Kommun. Parten vars arbetsyta det är."""
    engine: Line = 'typst'
    """Motor som gör PDF. Till exempel typst."""
    web_folder: Line | None = None
    """Webbadress till PDF-filerna. Början på adressen; utelämnas om de ligger bredvid sidan."""
    new_window: bool = False
    """Länkar i nytt fönster. Kryssa om länkarna på webbsidan och i listorna ska öppna ett nytt fönster."""
    contact: Contact
    """Kontakt. Vem som svarar på frågor."""
    templates: TemplateNames = Field(default_factory=TemplateNames)
    """Mallar. Filernas namn i mappen templates."""
    fonts: dict[Line, Line] = Field(default_factory=dict)
    """Teckensnitt. Vilket teckensnitt som står i stället för ett som saknas, som Carlito för Calibri."""
    archive: ArchiveSettings = Field(default_factory=ArchiveSettings)
    """Arkiv. Uppgifter till leveranser till arkivet."""
