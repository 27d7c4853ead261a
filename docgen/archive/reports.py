"""The validation reports of a package: whether the signatures of each signed version hold, as PDF and JSON."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.archive.layout import REPORTS_FOLDER
from docgen.errors import Finding, Place, Severity, SignatureError

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.model import Wording
    from docgen.records.record import PeriodRecord
    from docgen.records.version_history import VersionHistory
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.verdicts import DocumentVerification


@dataclass(frozen=True)
class Validation:
    """What a signed version came to."""

    document: str
    version: int
    verdict: str
    sentence: str
    report: str
    """Path in the data folder."""


def reported_for(record: PeriodRecord) -> datetime.datetime:
    """Give the moment that a package's reports are made for: the end of the second that its last event is noted in."""
    last = datetime.datetime.fromisoformat(record.events[-1].at).astimezone(datetime.UTC)
    return last + datetime.timedelta(seconds=1)


def write_validations(
    histories: list[VersionHistory],
    data: Path,
    trust: tuple[TrustRoot, ...],
    at: datetime.datetime,
    wording: Wording | None = None,
) -> tuple[list[Validation], list[Finding]]:
    """Verify every electronically signed version, and write a report of each as PDF and JSON.

    Args:
        histories: the versions.
        data: the package's data folder, which holds them.
        trust: the issuers that are trusted.
        at: the moment to verify for, so that the reports are the same whenever they are made.
        wording: the workspace's sentences; without them docgen's own.

    Returns:
        What each came to, and warnings about signatures that are whole but not proven in every way.

    Raises:
        SignatureError: `archive-signature-broken`, a signature does not hold.
    """
    from docgen.sign.verifying.validation_report import report
    from docgen.sign.verifying.verdict_sentences import headline
    from docgen.sign.verifying.verification_text import plain
    from docgen.sign.verifying.verify import verify

    made: list[Validation] = []
    warnings: list[Finding] = []
    broken: list[Finding] = []
    for history in histories:
        slots = history.electronic_slots
        if not slots:
            continue
        name = history.current.file
        found = replace(verify(data / name, trust, expected=slots, at=at), document=_stem(name))
        sentence = ' '.join(filter(None, (headline(found), found.explanation)))
        if not found.ok:
            finding = _doubt(name, sentence, whole=_whole(found))
            (warnings if finding.severity is Severity.WARNING else broken).append(finding)
        base = report_name(name)
        _write(data / f'{base}.pdf', report(found, wording))
        _write_json(data / f'{base}.json', {**plain(found), 'file': name})
        made.append(Validation(history.document, history.version, found.verdict.value, sentence, f'{base}.pdf'))
    if broken:
        raise SignatureError(broken)
    return made, warnings


def report_name(file: str) -> str:
    """Give the path in the data folder of the report on a signed file, without the ending: it is a PDF and a JSON."""
    return f'{REPORTS_FOLDER}/{_stem(file)}-validering'


def _whole(found: DocumentVerification) -> bool:
    """Whether nothing was changed or forged: only who vouches for it, or proof of time, is lacking."""
    from docgen.sign.verifying.verdicts import DocumentVerdict

    return found.verdict in (
        DocumentVerdict.VALID_BUT_UNTRUSTED,
        DocumentVerdict.REVOCATION_UNKNOWN,
        DocumentVerdict.TIMESTAMP_MISSING,
    )


def _doubt(name: str, sentence: str, *, whole: bool) -> Finding:
    if whole:
        return Finding(
            'archive-signature-unproven',
            f"{name}: {sentence}",
            "Underskrifterna är hela, men allt som styrker dem om tjugo år finns inte med.",
            "Lägg utgivarnas rotcertifikat i data/trust om ni litar på dem. Utlåtandet följer med i paketet.",
            Place(),
            Severity.WARNING,
        )
    return Finding(
        'archive-signature-broken',
        f"{name}: {sentence}",
        "Ett paket ska inte säga att dokumentet är undertecknat när underskriften inte håller.",
        "Kör docgen verify på filen för att se varje underskrift för sig, och hämta tillbaka rätt fil.",
    )


def _stem(name: str) -> str:
    return name.rpartition('/')[2].removesuffix('.pdf')


def _write_json(path: Path, value: object) -> None:
    _write(path, (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + '\n').encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
