"""record.json held against itself: what it says of a document in several places, and of the files that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.archive.value_differences import differs
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.records.event_details import Fixed, Published
from docgen.records.record import NAME
from docgen.records.version_history import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.archive.history_check import PackageRecord
    from docgen.records.record import DocumentRecord, PeriodRecord

_OF_BUILD = 'title', 'pages'
"""What a document's record and the event that froze it both say of the same file."""
_OF_INPUTS = 'templates', 'words'
"""What they say alike where it was made of the same, too: other data may give the same file."""
_OF_PLACE = ('role', 'party', 'name', 'title', 'page', 'rectangle', 'place', 'date')
"""What both say of a signatory's place."""


def record_inconsistencies(package_record: PackageRecord) -> Iterator[Observation]:
    """Tell what record.json says otherwise in one place than in another.

    Args:
        package_record: the package's record.
    """
    name, record = package_record.folder + NAME, package_record.record
    for what in (*_documents(record), *_periods(record), *_published(record)):
        yield Observation(PackageVerdict.CONTRADICTION, what, name)


def signer_differences(
    package_record: PackageRecord, document: DocumentRecord, signers: Sequence[Mapping[str, Any]]
) -> Iterator[Observation]:
    """Hold a document's places for signatures against who signs it by the package's data.

    Args:
        package_record: the package's record.
        document: what it says of the document.
        signers: who signs it, as `docgen.pipeline.signature_places.signers_of` gives them.
    """
    expected = {each['role']: each for each in signers}
    listed = {str(each.get('role', '')): each for each in document.signatures}
    name, place = package_record.folder + NAME, f'documents/{document.file}/signatures'
    for role in dict.fromkeys((*expected, *listed)):
        one, other = listed.get(role, {}), expected.get(role, {})
        for key, value in (('party', 'party'), ('place', 'place'), ('date', 'day')):
            # An older docgen did not write down the place and the day.
            if key in one or key == 'party':
                yield from (
                    Observation(PackageVerdict.CONTRADICTION, what, name)
                    for what in _other(f'{place}/{role}/{key}', one.get(key), other.get(value))
                )


def _documents(record: PeriodRecord) -> Iterator[str]:
    for document in record.documents:
        place = f'documents/{document.file}'
        yield from _other(f'{place}/sha256', document.sha256, record.files.get(document.file))
        for word, sha256 in document.words.items():
            yield from _other(f'{place}/words/{word}', sha256, record.files.get(f'word/{word}'))
        found = versions(record.events, document.file)
        if found and found[-1].fixed_from.base_sha256 == document.sha256:
            yield from _same_build(place, document, found[-1].fixed_from)


def _same_build(place: str, document: DocumentRecord, fixed: Fixed) -> Iterator[str]:
    both = (*_OF_BUILD, *(_OF_INPUTS if document.inputs == fixed.inputs else ()))
    for key in (each for each in both if getattr(fixed, each)):  # an older docgen did not write down all of it
        yield from _other(f'{place}/{key}', getattr(document, key), getattr(fixed, key))
    if document.inputs != fixed.inputs:
        return
    slots = [each.model_dump() for each in fixed.slots]
    listed = {str(each.get('role', '')): each for each in document.signatures}
    if len(listed) != len(document.signatures) or len(slots) != len(listed):
        yield differs(f'{place}/signatures', str(len(document.signatures)), str(len(slots)))
    for slot in slots:
        one = listed.get(slot['role'], {})
        for key in _OF_PLACE:
            if slot.get(key) is not None or key in one:
                present = list(one[key]) if key == 'rectangle' and isinstance(one.get(key), list) else one.get(key)
                expected = list(slot[key]) if key == 'rectangle' else slot.get(key)
                yield from _other(f"{place}/signatures/{slot['role']}/{key}", present, expected)


def _periods(record: PeriodRecord) -> Iterator[str]:
    for key, periods in (('all_periods', record.all_periods), ('linked_periods', record.linked_periods)):
        expected = sorted({*periods, record.period})
        yield from _other(key, ', '.join(periods), ', '.join(expected))
    if strange := sorted({*record.linked_periods} - {*record.all_periods}):
        yield f"linked_periods har {', '.join(strange)}, som inte finns bland all_periods."
    if record.draft and record.events:
        yield "draft är ”true”, men dokument är fastställda."


def _published(record: PeriodRecord) -> Iterator[str]:
    """The web page leads to copies that were published, of this period's documents at least."""
    own = {each.file for each in record.documents}
    for file, sha256 in record.published.items():
        copies = [
            each.sha256 for each in record.events if isinstance(each.details, Published) and each.document == file
        ]
        if file in own and sha256 not in copies:
            yield differs(f'published/{file}', sha256, copies[-1] if copies else '')


def _other(place: str, present: Any, expected: Any) -> Iterator[str]:
    if present != expected:
        yield differs(place, _plain(present), _plain(expected))


def _plain(value: Any) -> str:
    return '' if value is None else str(value)
