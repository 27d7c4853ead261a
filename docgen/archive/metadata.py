"""All metadata of a package, written from one description of it: METS, Dublin Core, the case, PREMIS, README.

The same description gives the same bytes, so that a package can be verified by describing it anew.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive.deliveries import DeliveryPlace, delivery_place
from docgen.archive.descriptive_metadata import case_record_xml, dublin_core_xml
from docgen.archive.erms import ERMS_FILE, ERMS_SCHEMA, erms_xml
from docgen.archive.mets import Inventory, MetsHeader, mets_file
from docgen.archive.premis import premis_xml
from docgen.archive.premis_events import SUCCESS, WARNING, premis_events
from docgen.archive.profiles import PROFILES
from docgen.archive.readme import readme_text
from docgen.archive.schemas import schema_files
from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.archive.case_data import Case
    from docgen.archive.package_contents import ArchivedFile
    from docgen.archive.reports import Validation
    from docgen.model.settings import ArchiveProfile
    from docgen.records.record import PeriodRecord


@dataclass(frozen=True)
class Delivery:
    """What a package's metadata are written from."""

    case: Case
    record: PeriodRecord
    """As it lies in the package."""
    files: Sequence[ArchivedFile]
    """All files of the data folder."""
    validations: Sequence[Validation]
    profile: ArchiveProfile
    moment: datetime.datetime
    """What the package stands for: its period's last event."""
    software: str
    """"docgen 0.1.0"."""
    build: str
    """Which build of it, as `docgen.records.fingerprints.build_fingerprint` gives it."""
    sealed: bool
    """Whether a seal is set over it."""
    source_differs: bool
    """The packaged data and templates do not give exactly the archived documents."""
    source_note: str
    """The same in Swedish."""

    @property
    def place(self) -> DeliveryPlace:
        """Which delivery of its period it is."""
        return delivery_place(self.record, self.case.name, self.profile)


def moment_of(record: PeriodRecord, case: Case) -> datetime.datetime:
    """Give the moment that a package stands for: its period's last event, or the day of its latest document.

    Raises:
        UsageError: `archive-undated`, neither has a day, and none is made up.
    """
    if not record.events and not case.latest_date:
        raise UsageError(
            Finding(
                'archive-undated',
                f"Inget i {record.period} har någon dag: inget är fastställt, och dokumenten har inget datum.",
                "Paketet säger vilken dag det är från, och docgen hittar inte på någon.",
                f"Kör docgen fix {record.period}: då antecknas dagen.",
            )
        )
    at = record.events[-1].at if record.events else f'{case.latest_date}T00:00:00+00:00'
    return datetime.datetime.fromisoformat(at).astimezone(datetime.UTC)


def erms_file(delivery: Delivery) -> bytes | None:
    """Give erms.xml for a package whose other files are described; None where the profile has none.

    Args:
        delivery: the description of the package; erms.xml itself is left out of its files.
    """
    profile = PROFILES[delivery.profile]
    if not profile.erms:
        return None
    files = [each for each in delivery.files if each.name != ERMS_FILE]
    schema = profile.layout.schema(profile.layout.data, ERMS_SCHEMA)
    made = delivery.moment, delivery.software
    return erms_xml(delivery.case, delivery.record, files, delivery.place, made, schema)


def metadata_files(delivery: Delivery, present: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Give every file outside the data folder by its path in the package.

    Args:
        delivery: the description of the package.
        present: files that are there already, which the METS files then list as they are.
    """
    profile = PROFILES[delivery.profile]
    layout = profile.layout
    case, record, files, place = delivery.case, delivery.record, delivery.files, delivery.place
    at = delivery.moment.isoformat(timespec='seconds')
    note = delivery.source_note
    outcome = WARNING if delivery.source_differs else SUCCESS
    events = list(premis_events(record, files, delivery.validations, at, delivery.software, (outcome, note)))
    metadata = {
        f'{layout.descriptive}/dc.xml': dublin_core_xml(case, layout, place),
        f'{layout.descriptive}/arende.xml': case_record_xml(case, record, files, layout, place),
        f'{layout.preservation}/premis.xml': premis_xml(
            case, files, events, layout, place, (delivery.software, delivery.build)
        ),
    }
    readme = readme_text(case, record, files, note, layout, place, sealed=delivery.sealed)
    documentation = {f'{layout.documentation}/README.txt': readme}
    schemas = {f'{layout.schemas}/{name}': content for name, content in schema_files(profile.mets_schema).items()}
    listed = {**metadata, **documentation, **schemas, **(present or {})}
    described, recorded, preserved = (mets_file(name, listed[name]) for name in metadata)
    inventory = Inventory(
        MetsHeader(case, at, delivery.software, place),
        recorded,
        described,
        preserved,
        [mets_file(name, listed[name]) for name in schemas],
        [mets_file(name, listed[name]) for name in documentation],
        files,
        present or {},
    )
    return {**metadata, **documentation, **schemas, **profile.mets_files(inventory)}
