"""Receiving a scan of the copy that was signed by pen: known by its code, stored as PDF/A beside what came.

A scan is no electronic signature: the paper is the original, and the scan shows what it looks like.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity, SignatureError
from docgen.pipeline import BuildRequest
from docgen.records.event_details import OriginalFile, PenSignature, Scanned
from docgen.records.events import NewEvent
from docgen.records.fingerprints import file_hash
from docgen.records.period_exchange import clear_abandoned, work_folder
from docgen.records.period_update import update_period
from docgen.records.record import SIGNED_FOLDER
from docgen.records.signable_version import SignableVersion, signable
from docgen.records.signed_originals import Signing
from docgen.records.version_history import VersionHistory, version_name, version_of
from docgen.sign.certificate import masked, shown
from docgen.sign.mixed_signing import require_one_way
from docgen.sign.printed_date_mismatch import BeforeKeeping, differences, require_kept
from docgen.sign.receiving.document_code import document_code
from docgen.sign.receiving.scan_code import Wanted, read_sheets, screen_picture
from docgen.sign.receiving.scanned_copy import write_scanned_copy
from docgen.sign.receiving.stated_signatories import checked_signatories, date_warnings
from docgen.swedish import join_list
from docgen.workspace import read_wording

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from docgen.model.wording import SignatureBlockWording
    from docgen.pdf.scan.pages import ScanFile
    from docgen.sign.receiving.scan_code import SheetsRead

_log = logging.getLogger(__name__)

_SUFFIXES = {'.pdf', '.png', '.jpg', '.jpeg', '.tif', '.tiff'}


@dataclass(frozen=True)
class ScanRequest:
    """What to receive, and what a person says of it."""

    root: Path
    """The workspace's folder."""
    period: str
    files: tuple[Path, ...]
    """In the order of the pages."""
    signed_by: Mapping[str, datetime.date | None]
    """Roles of those whose signature the paper has, each with its date if another than `date`."""
    date: datetime.date | None = None
    document: str | None = None
    without_code: bool = False
    """Take a person's word for what the paper is, when no code can be read."""
    pages_missing: bool = False
    """Accept fewer pages than the document has."""
    place: str = ''
    """Where the paper was signed, if another place than it has in print; '' says nothing of it."""
    before_keeping: BeforeKeeping | None = None
    """Is asked where a day or place is another than the paper has in print. None goes on."""
    output: Path | None = None
    """The folder that holds the periods' folders; `output` in the workspace without."""

    @property
    def target(self) -> Path:
        """The folder that holds the periods' folders."""
        return BuildRequest(self.root, output=self.output).target


@dataclass(frozen=True)
class ScanReport:
    """What was stored."""

    document: str
    version: int
    path: Path
    originals: tuple[Path, ...]
    pages: int
    expected_pages: int
    code_page: int | None
    """From 1; None if no code was read."""
    signatories: tuple[PenSignature, ...]
    """Role, name and date of each."""
    missing: tuple[str, ...] = ()
    """Names of those whose signature is still missing."""
    kept: bool = True
    """Whether the pictures are the very ones that came; else they were drawn anew from the file's pages."""
    already: bool = False
    """The same files were received before: nothing was written."""
    sha256: str = field(default='')
    warnings: tuple[Finding, ...] = ()
    blank: int = 0
    """Blank pages, such as backs, that were left out."""
    reordered: bool = False
    """Whether the pages were put in the document's order."""
    turned: int = 0
    """How many pages were turned upright."""
    unchecked: bool = False
    """Whether the pages have no codes of their own, so that nobody but a person knows that they are the document's."""
    differs: tuple[Finding, ...] = ()
    """Where days and places are others than the paper has in print; those that `before_keeping` was told."""


def receive_scan(request: ScanRequest) -> ScanReport:
    """Store a scan as signed/<document>-v<version>-skannad.pdf with the files as they came, and write down who signed.

    Raises:
        FindingsError: a fixed sentence of the workspace cannot be used.
        UsageError: a role, a date or a file is not there, or `signable` finds nothing.
        SignatureError: the code is of another document or version, or missing; pages are missing; a file is unreadable.
        RefusedError: `mixed-signing`; `signing-stopped`, whoever was asked said no; or as `update_period`.
    """
    from docgen.pdf.scan.pages import read_scan

    words = read_wording(request.root).signature_block
    clear_abandoned(request.target)
    current = signable(request.target, request.period, request.document)
    require_one_way(current.history, request.period, current.path, pen=True)
    signatories = checked_signatories(request.signed_by, request.date, current.history, request.place)
    _log.info("läser det skannade: %s", ', '.join(map(str, request.files)))
    files = [read_scan(path) for path in request.files]
    again = _received_before(current, request.files, signatories)
    if again is not None:
        return again
    fixed = current.fixed_path.read_bytes()
    for file in files:
        if file.is_pdf and file.path.read_bytes().startswith(fixed):
            raise SignatureError(screen_picture(file.path, 1, request.period))
    expected = document_code(current.history.document, current.history.version, current.history.fixed.sha256)
    expected_pages = _page_count(current.fixed_path)
    slots = current.history.slots
    wanted = Wanted(expected, expected_pages, slots[0].page if slots else 1)
    read = read_sheets(files, wanted, request.target, request.period, without_code=request.without_code)
    if len(read.sheets) < expected_pages and not request.pages_missing:
        raise SignatureError(_pages_missing(len(read.sheets), expected_pages, read.missing))
    if len(read.sheets) > expected_pages:
        raise SignatureError(_pages_extra(len(read.sheets), expected_pages, files[0].path))
    differs = _differences(current, signatories, words)
    require_kept(differs, request.before_keeping)
    report = _store(request, current, files, signatories, read, expected_pages)
    unchecked = (_unchecked(files[0].path),) if read.unchecked else ()
    return replace(
        report,
        warnings=unchecked,
        differs=tuple(differs),
        blank=read.blank,
        reordered=read.reordered,
        turned=sum(each.turn != 0 for each in read.sheets),
        unchecked=read.unchecked,
    )


def _store(
    request: ScanRequest,
    current: SignableVersion,
    files: Sequence[ScanFile],
    signatories: tuple[PenSignature, ...],
    read: SheetsRead,
    expected_pages: int,
) -> ScanReport:
    history = current.history
    folder = request.target / request.period
    name = _free_name(folder, history)
    with work_folder(request.target) as work:
        made = work / 'scan.pdf'
        kept = write_scanned_copy(current, files, read.sheets, signatories, made)
        contents = {name: made}
        originals = []
        for number, path in enumerate(request.files, 1):
            suffix = path.suffix.lower() if path.suffix.lower() in _SUFFIXES else '.bin'
            count = f'-{number:0{len(str(len(request.files)))}}' if len(request.files) > 1 else ''
            original = f'{name.removesuffix(".pdf")}-original{count}{suffix}'
            contents[original] = work / f'original-{number}'
            # What is hashed and stored is one copy, whatever becomes of the file meanwhile.
            shutil.copyfile(path, contents[original])
            sha256 = file_hash(contents[original])
            originals.append(OriginalFile(file=original, sha256=sha256, name=masked(shown(path.name))))
        details = Scanned(
            signatories=signatories,
            signed_on=max(each.date for each in signatories),
            original=originals[0].file,
            original_sha256=originals[0].sha256,
            originals=tuple(originals),
            pages=len(read.sheets),
            expected_pages=expected_pages,
            code_read=read.code_page is not None,
            code_page=read.code_page,
            pictures_kept=kept,
        )
        event = NewEvent(history.document, history.version, name, file_hash(made), details)
        unchanged: dict[str, str | None] = {current.name: history.current.sha256}
        record = update_period(
            request.target,
            request.period,
            contents,
            [event],
            expected=unchanged | dict.fromkeys(contents),
        )
    after = version_of(record.events, history)
    return _report(request.target / request.period, after, details, name, already=False)


def _differences(
    current: SignableVersion, signatories: Sequence[PenSignature], words: SignatureBlockWording
) -> list[Finding]:
    """Where day and place differ from those in print: as the record tells of them, and as the page reads."""
    at_the_line = date_warnings(current.fixed_path, signatories, words)
    told = {each.name for each in signatories if any(each.name in found.what for found in at_the_line)}
    noted = [
        Signing(each.role, by_pen=True, at='' if each.name in told else each.date, place=each.place)
        for each in signatories
    ]
    return [*at_the_line, *differences(current.history, noted, current.fixed_path)]


def _page_count(pdf: Path) -> int:
    from docgen.pdf.structure.page_pictures import page_sizes

    return len(page_sizes(pdf))


def _received_before(
    current: SignableVersion, paths: Sequence[Path], signatories: Sequence[PenSignature]
) -> ScanReport | None:
    """Find the same files with the same told of them; a signatory forgotten the first time is something new."""
    sums = [file_hash(path) for path in paths]
    for event in current.history.events:
        scan = event.details
        if not isinstance(scan, Scanned) or any(each not in scan.signatories for each in signatories):
            continue
        if [each.sha256 for each in scan.originals] == sums:
            folder = current.fixed_path.parents[1]
            return _report(folder, current.history, scan, event.file, already=True)
    return None


def _report(folder: Path, history: VersionHistory, scan: Scanned, name: str, *, already: bool) -> ScanReport:
    return ScanReport(
        history.document,
        history.version,
        folder / name,
        tuple(folder / each.file for each in scan.originals),
        scan.pages,
        scan.expected_pages,
        scan.code_page,
        scan.signatories,
        history.missing_names,
        scan.pictures_kept,
        already,
        file_hash(folder / name),
    )


def _free_name(folder: Path, history: VersionHistory) -> str:
    stem = f'{SIGNED_FOLDER}/{version_name(history.document, history.version).removesuffix(".pdf")}-skannad'
    number = 1
    while (folder / (name := f'{stem}.pdf' if number == 1 else f'{stem}-{number}.pdf')).exists():
        number += 1
    return name


def _unchecked(file: Path) -> Finding:
    return Finding(
        'scan-pages-unchecked',
        "Någon sida har ingen kod som gick att läsa, så docgen vet inte vad den är.",
        "Pappret är en äldre utskrift, eller så är koden skadad.",
        "Jämför själv varje sida med den fastställda filen.",
        Place(file),
        Severity.WARNING,
    )


def _pages_extra(pages: int, expected: int, file: Path) -> Finding:
    return Finding(
        'scan-pages-extra',
        f"Det skannade har {pages} sidor med något på, men dokumentet har {expected}.",
        "Det som inte hör till dokumentet får inte bevaras som en del av det.",
        "Ta bort de sidor som inte hör dit och ta emot det på nytt.",
        Place(file),
    )


def _pages_missing(pages: int, expected: int, missing: Sequence[int] = ()) -> Finding:
    return Finding(
        'scan-pages-missing',
        f"Det skannade har {pages} {'sida' if pages == 1 else 'sidor'}, men dokumentet har {expected}."
        + (f" Sidan {join_list([str(page) for page in missing])} saknas." if missing else ""),
        "Den som läser arkivet ska kunna se hela det papper som undertecknades.",
        "Skanna alla sidor i en fil eller ange flera filer, eller ange --pages-missing; det antecknas.",
    )
