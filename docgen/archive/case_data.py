"""The case that a period's documents belong to: the data that all metadata of a package are written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.model import DocumentKind
from docgen.model.settings import ArchiveSettings
from docgen.plan import plan
from docgen.workspace import load

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from docgen.model import Agreement, FollowUp, Party, Promise
    from docgen.model.settings import CaseDates, Contact
    from docgen.plan import DocumentJob, PartJob
    from docgen.workspace import Workspace

_TYPES = {
    DocumentKind.AGREEMENT: "samverkansöverenskommelse",
    DocumentKind.PROMISE: "medborgarlöfte",
    DocumentKind.PROMISE_SHORT: "medborgarlöfte, kortversion",
    DocumentKind.FOLLOW_UP: "uppföljning av medborgarlöfte",
}


@dataclass(frozen=True)
class Organisation:
    """A party or authority, with its organisation number if known."""

    name: str
    """In full, with its unit: Polismyndigheten, Lokalpolisområde Södermanland norra."""
    number: str | None = None
    unit: str | None = None
    formal_name: str = ''
    """Without its unit."""


@dataclass(frozen=True)
class DocumentFacts:
    """What the data say of one document besides its title."""

    valid_from: datetime.date
    valid_to: datetime.date | None
    decided_on: datetime.date | None = None
    decided_by: str | None = None


@dataclass(frozen=True)
class Case:
    """The case that a period's records belong to."""

    name: str
    """The package's name: strangnas-2021."""
    period: str
    title: str
    """Ärendemening."""
    is_agreement: bool
    """Whether any record is an agreement between the parties (avtalstyp överenskommelse): promises too are."""
    valid_from: datetime.date
    valid_to: datetime.date | None
    creator: Organisation
    institution: Organisation
    counterparts: tuple[Organisation, ...]
    numbers: tuple[tuple[str, str], ...]
    """Reference numbers: the party's name and its number."""
    documents: tuple[DocumentJob, ...]
    parties: dict[str, str]
    """Names of parties by id."""
    own_name: str
    """Name of the municipality, as its reference number is filed under it."""
    facts: dict[str, DocumentFacts]
    """By file name."""
    contact: Contact
    """Whom the archive turns to."""
    settings: ArchiveSettings

    @property
    def organisations(self) -> tuple[str, ...]:
        """Whose seal a package may have: the municipality's, or that of the authority that the records are from."""
        return self.own_name, self.creator.name, self.institution.name

    @property
    def dates(self) -> CaseDates | None:
        """What the case register says of the case; None if the workspace does not say."""
        return next((each for each in self.settings.cases if each.period == self.period), None)

    @property
    def public(self) -> bool:
        """Whether the workspace names nothing that limits who may see the records."""
        plain = ArchiveSettings.model_fields['confidentiality'].default
        return not self.settings.restrictions and self.settings.confidentiality == plain

    @property
    def latest_date(self) -> str:
        """The latest day that the data give any of the records, in ISO 8601; '' where they give none."""
        return max((each.date.isoformat() for each in self.documents if each.dated), default='')


def read_case(root: Path, period: str) -> Case:
    """Read a period's case from the workspace.

    Raises:
        FindingsError: the data need mending.
        UsageError: the data do not have the period.
    """
    return case_of_workspace(load(root), period)


def case_of_workspace(workspace: Workspace, period: str) -> Case:
    """Read a period's case from a workspace's data.

    Raises:
        UsageError: the data do not have the period.
    """
    documents = plan(workspace, (period,), linked=False).documents
    settings = workspace.settings.archive
    records: list[Agreement | Promise | FollowUp] = [
        each[period] for each in (workspace.agreements, workspace.promises) if period in each
    ]
    records += workspace.follow_ups_of(period)
    main = records[0]
    own = workspace.parties[workspace.settings.municipality]
    creator = Organisation(settings.creator or own.name, settings.creator_number or own.organisation_number)
    institution = Organisation(settings.institution or creator.name, settings.institution_number)
    parties = dict.fromkeys(party for each in records for party in getattr(each, 'parties', ()))
    numbers = dict.fromkeys((each.party, each.number) for record in records for each in record.reference_numbers)
    name = f'{workspace.settings.name}-{period}'
    return Case(
        name if name[0].isalpha() else f'p-{name}',
        period,
        main.title,
        any(each.kind is not DocumentKind.FOLLOW_UP for each in documents),
        main.period.start,
        main.period.end,
        creator,
        institution if institution.number or settings.institution else creator,
        tuple(_organisation(workspace.parties[each]) for each in parties if each != own.id),
        tuple((workspace.parties[party].name, number) for party, number in numbers),
        documents,
        {each.id: each.name for each in workspace.parties.values()},
        own.name,
        {job.file: _facts(workspace, job) for job in documents},
        settings.contact or workspace.settings.contact,
        settings,
    )


def _facts(workspace: Workspace, job: DocumentJob) -> DocumentFacts:
    if job.kind is DocumentKind.AGREEMENT:
        agreement = workspace.agreements[job.record]
        period = agreement.period
        return DocumentFacts(period.start, period.end, agreement.decided_on, agreement.decided_by)
    follow_up = job.kind is DocumentKind.FOLLOW_UP
    period = (workspace.follow_ups if follow_up else workspace.promises)[job.record].period
    return DocumentFacts(period.start, period.end)


def type_of(job: DocumentJob | PartJob) -> str:
    """Give a document's handlingstyp."""
    return _TYPES[job.kind]


def _organisation(party: Party) -> Organisation:
    name = f'{party.name}, {party.unit}' if party.unit else party.name
    return Organisation(name, party.organisation_number, party.unit, party.name)
