"""Which version of which document is being signed: what sign, receive, print, verify and publish all ask first."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError, SignatureError, UsageError
from docgen.records.record import NAME, PeriodRecord, read_record, unreadable_record
from docgen.records.record_integrity import file_fault
from docgen.records.version_history import VersionHistory, versions

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class SignableVersion:
    """The latest version of a document, and its file as it now is for signing."""

    record: PeriodRecord
    history: VersionHistory
    path: Path
    """The fixed file, or the signed one with the latest signature; its SHA-256 is that of the record."""

    @property
    def name(self) -> str:
        """The path in the period's folder, as events and `update_period` name it."""
        return self.history.current.file

    @property
    def fixed_path(self) -> Path:
        """The fixed file, which the signed one begins with."""
        return self.path.parents[1] / self.history.fixed.file


def signable(output: Path, period: str, document: str | None = None) -> SignableVersion:
    """Give what is being signed of a period.

    Args:
        output: the folder that holds the periods' folders.
        period: the period's name.
        document: the built PDF's file name, with or without .pdf; without, the only one that has signatories.

    Raises:
        UsageError: nothing is fixed, the document does not exist or has no signatories, or it is not clear which is
            meant.
        RefusedError: the record cannot be read.
        SignatureError: the file is missing or is not the one of the record.
    """
    record = record_of(output, period)
    latest = latest_versions(record)
    signed = [each for each in latest if each.slots]
    if document is not None:
        chosen = _named(record, latest, document)
        if not chosen.slots:
            raise UsageError(_nobody_signs(chosen, signed))
    elif not signed:
        raise UsageError(_nobody_signs(None, signed) if latest else not_fixed(period))
    elif len(signed) > 1:
        raise UsageError(_ambiguous(period, signed))
    else:
        chosen = signed[0]
    return current(output, record, chosen)


def fixed_document(output: Path, period: str, document: str) -> SignableVersion:
    """Give the latest version of one document of a period, whether anyone is to sign it or not.

    Args:
        output: the folder of the periods.
        period: which period.
        document: the PDF's file name.

    Raises:
        UsageError, RefusedError, SignatureError: as `signable`.
    """
    record = record_of(output, period)
    return current(output, record, _named(record, latest_versions(record), document))


def fixed_documents(output: Path, period: str) -> list[SignableVersion]:
    """Give the latest version of every fixed document of a period, in the record's order.

    Raises:
        UsageError: nothing is fixed.
        RefusedError, SignatureError: as `signable`.
    """
    record = record_of(output, period)
    latest = latest_versions(record)
    if not latest:
        raise UsageError(not_fixed(period))
    return [current(output, record, each) for each in latest]


def latest_versions(record: PeriodRecord) -> list[VersionHistory]:
    """Give the latest version of every document that is fixed, in the order that the period lists them."""
    named = [*(each.file for each in record.documents), *(each.document for each in record.events)]
    found = (versions(record.events, document) for document in dict.fromkeys(named))
    return [each[-1] for each in found if each]


def record_of(output: Path, period: str) -> PeriodRecord:
    """Give a period's record.

    Raises:
        UsageError: the period is not built.
        RefusedError: the record cannot be read, though the period has fixed files.
    """
    folder = output / period
    record = read_record(folder)
    if record is None:
        fault = unreadable_record(folder)
        raise RefusedError(fault) if fault else UsageError(_not_built(output, period))
    return record


def not_fixed(period: str, document: str | None = None) -> Finding:
    """What to say when a step needs a fixed document and there is none, or not the one that was asked for."""
    return Finding(
        'not-fixed',
        f"{document} är inte fastställd." if document else f"Inget dokument för {period} är fastställt.",
        "Bara ett fastställt dokument kan skrivas under och publiceras, för först då är innehållet låst.",
        f"Kör docgen fix {period} --document {document} först." if document else f"Kör docgen fix {period} först.",
    )


def current(output: Path, record: PeriodRecord, history: VersionHistory) -> SignableVersion:
    """Give a version with its file, once the file is known to be the one of the record.

    Args:
        output: the folder of the periods.
        record: the period's record.
        history: what has happened to the version.

    Raises:
        SignatureError: the file is missing or is not the one of the record.
    """
    event = history.current
    folder = output / record.period
    fault = file_fault(folder, event.file, event.sha256)
    if fault is not None:
        raise SignatureError(fault)
    return SignableVersion(record, history, folder / event.file)


def _named(record: PeriodRecord, latest: list[VersionHistory], document: str) -> VersionHistory:
    name = f'{document.rpartition("/")[2].removesuffix(".pdf")}.pdf'
    found = next((each for each in latest if each.document == name), None)
    if found is not None:
        return found
    built = [each.file for each in record.documents]
    if name in built:
        raise UsageError(not_fixed(record.period, name))
    raise UsageError(unknown_document(record.period, document, built))


def unknown_document(period: str, name: str, known: list[str]) -> Finding:
    """What to say of a document that a period does not have.

    Args:
        period: which period.
        name: what was asked for.
        known: the file names that it has.
    """
    near = get_close_matches(name, known, 1)
    return Finding(
        'document-unknown',
        f"{period} har inget dokument som heter ”{name}”.",
        "Dokumentet anges med PDF-filens namn.",
        f"Menade du {near[0]}?" if near else f"De som finns är {', '.join(known) or 'inga'}.",
    )


def _ambiguous(period: str, signed: list[VersionHistory]) -> Finding:
    names = [each.document for each in signed]
    return Finding(
        'document-ambiguous',
        f"{period} har flera dokument som ska undertecknas: {', '.join(names)}.",
        "Det framgår inte vilket av dem som menas.",
        f"Ange ett av dem, till exempel --document {names[0]}.",
    )


def _nobody_signs(chosen: VersionHistory | None, signed: list[VersionHistory]) -> Finding:
    what = f"{chosen.document} har inga undertecknare." if chosen else "Inget fastställt dokument har undertecknare."
    return Finding(
        'document-without-signatories',
        what,
        "Bara överenskommelser och fullständiga medborgarlöften skrivs under.",
        f"De som ska undertecknas är {', '.join(each.document for each in signed)}."
        if signed
        else "Fastställ dokumentet som ska undertecknas med docgen fix.",
    )


def _not_built(output: Path, period: str) -> Finding:
    known = sorted(each.parent.name for each in output.glob(f'*/{NAME}'))
    near = get_close_matches(period, known, 1)
    return Finding(
        'period-not-built',
        f"Det finns inga färdiga dokument för ”{period}”.",
        "Kommandot arbetar med de dokument som docgen build har gjort.",
        f"Menade du {near[0]}?" if near else f"Kör docgen build {period} och sedan docgen fix {period}.",
        Place(output / period),
    )
