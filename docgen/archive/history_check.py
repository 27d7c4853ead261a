"""Consistency of a package's history: record.json, PREMIS and the files' checksums held against each other."""

from __future__ import annotations

import datetime
import posixpath
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive.file_list import NONE_CHANGED, parse_untrusted_xml
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.records.record import LARGEST, NAME, PeriodRecord, parse_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.archive.file_list import ListedFile
    from docgen.archive.package_reader import PackageFile
    from docgen.records.events import Event

_PREMIS = '{http://www.loc.gov/premis/v3}'
PREMIS_FILE = 'premis.xml'
_MAKING = 'rendered', 'converted', 'judged'
_PACKAGED = 'packaged'
"""Events of docgen.archive.premis_events that record.json does not have: for each document, and for the package."""
_SHA_256 = frozenset(('SHA-256', 'SHA256'))


@dataclass(frozen=True)
class PackageRecord:
    """The record.json of a package.

    Attributes:
        record: its content.
        folder: path in the package of the folder that holds it, with '/' last; '' for the top.
    """

    record: PeriodRecord
    folder: str


def read_package_record(contents: Mapping[str, PackageFile]) -> PackageRecord | Observation:
    """Read a package's record.json, or say why it cannot be relied on.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    name = uppermost(contents, NAME)
    if name is None:
        return Observation(
            PackageVerdict.STRUCTURE_INVALID, "Filen record.json saknas: händelserna går inte att pröva."
        )
    record = parse_record(contents[name].read()) if contents[name].size <= LARGEST else None
    if record is None:
        return Observation(
            PackageVerdict.RECORD_BROKEN,
            "Filen går inte att läsa, eller så är en händelse borttagen eller ändrad: kedjan av SHA-256 håller inte.",
            name,
        )
    return PackageRecord(record, name[: -len(NAME)])


def uppermost(contents: Mapping[str, PackageFile], name: str) -> str | None:
    """Give the path of the file by a name that lies nearest the top; None if there is none."""
    found = [each for each in contents if posixpath.basename(each) == name]
    return min(found, key=lambda each: (each.count('/'), each), default=None)


def record_contradictions(
    package_record: PackageRecord, sums: Mapping[str, str], listed: Mapping[str, ListedFile] = NONE_CHANGED
) -> Iterator[Observation]:
    """Hold the files' checksums against the events and documents of record.json.

    Args:
        package_record: the package's record.
        sums: SHA-256 of every file as it now is, by its path.
        listed: changed files as they are listed: where record.json says the same of one, the change is told already.
    """
    known = {*sums.values(), *(each.sha256 for each in listed.values())}
    told = {(name, each.sha256) for name, each in listed.items()}
    for event in {each.file: each for each in package_record.record.events}.values():
        name = package_record.folder + event.file
        if (name, event.sha256) not in told:
            yield from _held(name, event.sha256, sums, known)
    for document in package_record.record.documents:
        for name in (f'{package_record.folder}{document.file}', f'{package_record.folder}built/{document.file}'):
            if name in sums and (name, document.sha256) not in told:
                yield from _held(name, document.sha256, sums, known)


def _held(name: str, sha256: str, sums: Mapping[str, str], known: set[str]) -> Iterator[Observation]:
    if sums.get(name) == sha256 or (name not in sums and sha256 in known):
        return
    what = (
        "Filen är en annan än den som record.json berättar om."
        if name in sums
        else "Filen finns inte i paketet, men record.json berättar om den."
    )
    yield Observation(PackageVerdict.CONTRADICTION, what, name)


def premis_object_differences(
    premis: bytes, name: str, sums: Mapping[str, str], listed: Mapping[str, ListedFile] = NONE_CHANGED
) -> Iterator[Observation]:
    """Hold the checksums that PREMIS gives its objects against the files.

    Args:
        premis: the PREMIS file's bytes.
        name: its path in the package.
        sums: the SHA-256 of every file by its path.
        listed: changed files as they are listed: where PREMIS says the same of one, the change is told already.

    Raises:
        ValueError: it is no XML.
    """
    known = {*sums.values(), *(each.sha256 for each in listed.values())}
    for thing in parse_untrusted_xml(premis).iter(f'{_PREMIS}object'):
        identifiers = [(each.text or '').strip() for each in thing.iter(f'{_PREMIS}objectIdentifierValue')]
        path = next((each for each in identifiers if each in sums), None)
        for each in thing.iter(f'{_PREMIS}fixity'):
            if (each.findtext(f'{_PREMIS}messageDigestAlgorithm') or '').strip() not in _SHA_256:
                continue
            digest = (each.findtext(f'{_PREMIS}messageDigest') or '').strip().lower()
            if path is not None and path in listed and listed[path].sha256 == digest:
                continue
            if path is not None and sums[path] != digest:
                yield Observation(PackageVerdict.CONTRADICTION, "Filen är en annan än den som PREMIS anger.", path)
            elif digest not in known:
                what = f"Ingen fil i paketet har den kontrollsumma som PREMIS anger på rad {each.sourceline}."
                yield Observation(PackageVerdict.CONTRADICTION, what, name)


def premis_event_differences(premis: bytes, name: str, record: PeriodRecord) -> Iterator[Observation]:
    """Hold the events of PREMIS against those of record.json: all of them, in their order, each with its own digest.

    An event of PREMIS is that of record.json whose `Event.digest` it holds in any of its texts. Those that record.json
    does not list are counted: each document was made, and the package too.

    Args:
        premis: the PREMIS file's bytes.
        name: its path in the package.
        record: what record.json says.

    Raises:
        ValueError: it is no XML.
    """
    events = record.events
    digests = {each.digest(): each for each in events}
    found_events: list[Event] = []
    own: Counter[str] = Counter()
    for element in parse_untrusted_xml(premis).iter(f'{_PREMIS}event'):
        words = ' '.join(map(str, element.itertext())).split()
        found = next((digests[word] for word in words if word in digests), None)
        kind = element.findtext(f'{_PREMIS}eventType') or ''
        if found is None:
            own[kind] += 1
            continue
        found_events.append(found)
        when = element.findtext(f'{_PREMIS}eventDateTime') or ''
        if _moment(when) != _moment(found.at) or kind != found.kind.value:
            yield _differs(name, f"Händelse {found.number} är {kind} {when} i PREMIS men {found.kind} {found.at}")
    for kind, times in (*dict.fromkeys(_MAKING, len(record.documents)).items(), (_PACKAGED, 1)):
        if own[kind] != times:
            yield _differs(name, f"Händelsen {kind} står {own[kind]} gånger i PREMIS, men ska stå {times} enligt det")
    numbers = [each.number for each in found_events]
    for event in events:
        if event.number not in numbers:
            yield _differs(name, f"Händelse {event.number} ({event.kind} {event.at}) saknas i PREMIS men finns")
    if numbers != sorted(set(numbers)):
        yield _differs(name, "Händelserna i PREMIS står i en annan ordning, eller fler gånger, än")


def _moment(text: str) -> datetime.datetime | str:
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _differs(name: str, what: str) -> Observation:
    return Observation(PackageVerdict.EVENTS_DIFFER, f"{what} i record.json.", name)
