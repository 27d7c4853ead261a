"""A package in memory, its lists and chain mended or all of it described anew, and what verifying says of it."""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

import docgen
from docgen.archive.conformance import judge_pdf
from docgen.archive.document_check import record_differences, signature_differences
from docgen.archive.file_list import compare_files, read_file_list
from docgen.archive.history_check import (
    PackageRecord,
    premis_event_differences,
    premis_object_differences,
    read_package_record,
    record_contradictions,
)
from docgen.archive.metadata_check import metadata_observations, schema_observations
from docgen.archive.package_description import described_anew, package_parts, read_json
from docgen.archive.package_reader import PackageFile
from docgen.archive.record_check import record_inconsistencies
from docgen.archive.reports import report_name, reported_for
from docgen.archive.source_check import case_of, source_differences, unpacked_source
from docgen.archive.verdicts import Observation, PackageError, PackageVerdict
from docgen.records.events import _event, last_digest
from docgen.records.version_history import all_versions
from docgen.sign.verifying.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.verdicts import DocumentVerification

METS = '{http://www.loc.gov/METS/}'
HREF = '{http://www.w3.org/1999/xlink}href'
LISTS = ('representations/rep1/METS.xml', 'METS.xml')
PREMIS = 'metadata/preservation/premis.xml'
_SHOWN = 20
"""Characters at the end of a value that a sentence must hold for it to be told."""


def files_of(folder: Path) -> dict[str, bytes]:
    """Give a package's files by their paths."""
    paths = sorted(each for each in folder.rglob('*') if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in paths}


def judged_pdfs(folder: Path) -> dict[str, JudgedPdf]:
    """Give what inspecting each PDF came to: they are not changed."""
    return {each.relative_to(folder).as_posix(): judge_pdf(each) for each in sorted(folder.rglob('*.pdf'))}


def listed_anew(files: Mapping[str, bytes], changed: set[str]) -> dict[str, bytes]:
    """Let the lists say what the changed files now are, the inner list first.

    Args:
        files: the package's files.
        changed: the paths of those that were changed.
    """
    found = dict(files)
    spoiled = set(changed)
    for name in LISTS:
        try:
            root = etree.fromstring(found[name])
        except (KeyError, etree.XMLSyntaxError):
            continue
        mended = False
        for each in root.iter(f'{METS}file', f'{METS}mdRef'):
            where = each if each.get(HREF) else each.find(f'{METS}FLocat')
            href = unquote(where.get(HREF) or '') if where is not None else ''
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), href))
            if path in spoiled and path in found:
                each.set('CHECKSUM', hashlib.sha256(found[path]).hexdigest())
                each.set('SIZE', str(len(found[path])))
                mended = True
        if mended:
            found[name] = etree.tostring(root, xml_declaration=True, encoding='UTF-8')
            spoiled.add(name)
    return found


def chained_anew(content: bytes) -> bytes:
    """Give record.json with the chain of its events mended, where they still are events."""
    events: list[Any] = []
    try:
        record: Any = json.loads(content)
        for each in record['events']:
            each['previous'] = events[-1].digest() if events else ''
            events.append(_event(each))
        record['last_event'] = last_digest(events)
    except (KeyError, TypeError, ValueError, AttributeError):
        return content
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True).encode() + b'\n'


def anew(files: Mapping[str, bytes], judged: Mapping[str, JudgedPdf]) -> dict[str, bytes] | None:
    """Describe a package anew with docgen itself; None where docgen refuses what its data or record say."""
    contents = _contents(files)
    record = read_package_record(contents)
    if not isinstance(record, PackageRecord):
        return None
    source = f'{package_parts(contents).data}source/'
    with unpacked_source(contents, source) as folder:
        read = case_of(folder, source, record.record.period)
        if isinstance(read, Observation):
            return None
        software = f'docgen {docgen.__version__}'
        found = dict(files)
        for _ in range(2):  # a list holds the sum of what was written in the round before
            contents = _contents(found)
            sums = {name: each.sha256() for name, each in contents.items()}
            found |= described_anew(contents, record, read[1], sums, judged, software)[1]
    return found


def verified_pdfs(folder: Path, trust: Sequence[TrustRoot]) -> dict[str, DocumentVerification]:
    """Give what verifying each signed PDF came to."""
    record = read_package_record(_contents(files_of(folder)))
    assert isinstance(record, PackageRecord)
    return {
        record.folder + each.current.file: verify(
            folder / record.folder / each.current.file, trust, expected=each.electronic_slots
        )
        for each in all_versions(record.record)
        if each.holds_electronic_signatures
    }


def told(
    files: Mapping[str, bytes],
    judged: Mapping[str, JudgedPdf],
    verified: Mapping[str, DocumentVerification],
) -> list[Observation]:
    """Give the first that verifying says, but for the PDFs and signatures themselves, which are not changed.

    Args:
        files: the package's files.
        judged: what inspecting each PDF came to.
        verified: what verifying each signed PDF came to.
    """
    return next((found for found in looks(files, judged, verified) if found), [])


def names_both(found: Sequence[Observation], before: str, after: str) -> bool:
    """Whether an observation tells the value that was there and the one that stands there now.

    Args:
        found: what was observed.
        before: the value before the change.
        after: the value after it; '' if it was taken away.
    """
    ends = [' '.join(each.split())[-_SHOWN:].casefold() for each in (before, after)]
    return any(all(end in ' '.join(each.what.split()).casefold() for end in ends) for each in found)


def looks(
    files: Mapping[str, bytes],
    judged: Mapping[str, JudgedPdf],
    verified: Mapping[str, DocumentVerification],
) -> Iterator[list[Observation]]:
    """Give what each look of verifying says, one after the other, the quick ones first.

    Args:
        files: the package's files.
        judged: what inspecting each PDF came to.
        verified: what verifying each signed PDF came to.
    """
    try:
        yield from _looks(_contents(files), judged, verified)
    except PackageError as error:
        yield [error.observation]
    except Exception as error:  # noqa: BLE001 - verify tells only that it could not go on
        yield [Observation(PackageVerdict.STRUCTURE_INVALID, f'CRASH {error!r}')]


def _looks(
    contents: Mapping[str, PackageFile],
    judged: Mapping[str, JudgedPdf],
    verified: Mapping[str, DocumentVerification],
) -> Iterator[list[Observation]]:
    lists = read_file_list(contents)
    yield [*lists.observations, *(each for _, _, each in compare_files(contents, lists) if each is not None)]
    sums = {name: each.sha256() for name, each in contents.items()}
    record = read_package_record(contents)
    if isinstance(record, Observation):
        yield [record]
        return
    place = f'{package_parts(contents).data}source/'
    source = tuple(sorted(sums[name] for name in sums if name.startswith(place)))
    case = _CASES.get(source)
    if case is not None:
        yield metadata_observations(contents, record, case, sums, judged)
    yield list(record_contradictions(record, sums))
    for history in all_versions(record.record):
        name = record.folder + history.current.file
        if name in verified:
            report = f'{record.folder}{report_name(history.current.file)}.json'
            found, plain = verified[name], read_json(contents, report)
            yield list(signature_differences(name, history, found, plain, report, reported_for(record.record)))
    premis = contents[PREMIS].read()
    yield list(premis_object_differences(premis, PREMIS, sums))
    yield list(premis_event_differences(premis, PREMIS, record.record))
    yield list(schema_observations(contents, lists.mets))
    with unpacked_source(contents, place) as folder:
        read = case_of(folder, place, record.record.period)
        if isinstance(read, Observation):
            yield [read]
            return
        workspace, case = read
        yield list(record_inconsistencies(record))
        yield list(record_differences(record, case, judged))
        yield metadata_observations(contents, record, case, sums, judged)
        yield list(source_differences(workspace, case, record, judged))
    _CASES[source] = case


_CASES: dict[tuple[str, ...], Case] = {}
"""The cases of data that were read to the end before, by the checksums of their files."""


def _contents(files: Mapping[str, bytes]) -> dict[str, PackageFile]:
    return {name: PackageFile(name, len(each), partial(io.BytesIO, each)) for name, each in sorted(files.items())}
