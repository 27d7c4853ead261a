"""The scan of a signed paper as PDF/A: its pages upright and in order, each saying what it is to a listener."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, SignatureError
from docgen.records.version_history import version_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pdf.scan.pages import ScanFile
    from docgen.records.event_details import PenSignature
    from docgen.records.signable_version import SignableVersion
    from docgen.sign.receiving.scan_code import Sheet


def write_scanned_copy(
    current: SignableVersion,
    files: Sequence[ScanFile],
    sheets: Sequence[Sheet],
    signatories: Sequence[PenSignature],
    made: Path,
) -> bool:
    """Write the scan as PDF/A; tell whether all pictures are the very ones that came.

    Args:
        current: the fixed version that the paper is a copy of.
        files: as they came, in the order of the request.
        sheets: the pages to keep, in the document's order.
        signatories: who signed the paper, each with its date; at least one.
        made: where to write.

    Raises:
        SignatureError: the pages cannot be made PDF/A, not even drawn anew.
    """
    from docgen.pdf.scan.archival_scan import DocumentInfo, conforms, said_of, write_scan
    from docgen.pdf.scan.pages import read_scan

    title, author = said_of(current.fixed_path)
    names = ' och '.join(filter(None, (', '.join(each.name for each in signatories[:-1]), signatories[-1].name)))
    date = datetime.date.fromisoformat(max(each.date for each in signatories))
    info = DocumentInfo(
        f"{title} – skannat exemplar med underskrifter",
        author,
        f"Undertecknad för hand av {names}. Skannad från papper; inte en elektronisk underskrift.",
        (version_name(current.history.document, current.history.version),),
        date,
    )
    count = len(sheets)
    same = (
        f"Samma text att läsa och lyssna på finns i {version_name(current.history.document, current.history.version)}."
    )
    spoken = [f"Skannad sida {number} av {count} av {title}. {same}" for number in range(1, count + 1)]
    for redraw in (False, True):
        read = files if not redraw else [read_scan(file.path, redraw=True) for file in files]
        all_pages = [page for file in read for page in file.pages]
        pages = [
            replace(all_pages[each.index], turn=each.turn) if each.turn else all_pages[each.index] for each in sheets
        ]
        try:
            write_scan(pages, spoken, info, current.fixed_path, made)
        except ValueError:
            continue
        if conforms(made):
            return all(
                not file.is_pdf or len(file.pages) == sum(_is_kept(page) for page in file.pages) for file in read
            )
    raise SignatureError(
        Finding(
            'scan-not-archivable',
            "Det skannade gick inte att göra till PDF/A.",
            "Det som ska bevaras måste vara i ett format som går att läsa länge.",
            "Skanna om till PNG, JPEG eller TIFF och ta emot bilderna i stället.",
            Place(files[0].path),
        )
    )


def _is_kept(page: object) -> bool:
    from docgen.pdf.scan.pages import KeptPage

    return isinstance(page, KeptPage)
