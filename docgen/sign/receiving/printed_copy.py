"""The printable copy for those who sign by pen: the fixed version, with a code that later tells what the paper is."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen import fonts
from docgen.errors import Finding, Place, RefusedError
from docgen.filesystem import replace
from docgen.records.period_exchange import place_lock, unwritable, work_folder
from docgen.records.signable_version import signable
from docgen.sign.mixed_signing import require_one_way
from docgen.sign.receiving.document_code import DocumentCode, SheetCode, document_code
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.records.signable_version import SignableVersion

_FAMILY = "Source Sans Pro"
_GROUP = 4
_GROUPS_ON_A_LINE = 8


@dataclass(frozen=True)
class PrintReport:
    """What was written, and what the code on it says."""

    path: Path
    code: DocumentCode
    sha256: str
    """Of the fixed version, which the code and the text give."""
    page: int
    """From 1: the page with the code, where people sign."""
    signatories: tuple[str, ...]
    """Names of all who are to sign: a paper counts that has everybody's signature."""
    roles: tuple[str, ...]
    """Roles of the same, in the same order."""


def print_copy(output: Path, period: str, document: str | None = None, out: Path | None = None) -> PrintReport:
    """Write the printable copy of a fixed document. The same fixed version gives the same bytes.

    Args:
        output: the folder that holds the periods' folders.
        period: the period's name.
        document: the built PDF's file name; without, the only one that has signatories.
        out: where to write; without, as <document>-v<version>-utskrift.pdf in the period's folder.

    Raises:
        UsageError, RefusedError, SignatureError: as `signable_version.signable`; UsageError also when the copy
            cannot be written.
        RefusedError: `print-signed`, nobody's signature is missing; `mixed-signing`, one has signed electronically.
        FindingsError: `print-no-room`.
    """
    from docgen.pdf.write.embedded_text import FontFiles
    from docgen.pdf.write.printed_code import PageCode, mark_page

    current = signable(output, period, document)
    history = current.history
    if not history.missing_roles:
        raise RefusedError(_all_signed(current, period))
    require_one_way(history, period, current.path, pen=True)
    code = document_code(history.document, history.version, history.fixed.sha256)
    page = history.slots[0].page
    target = out or output / period / f'{code.name}-utskrift.pdf'
    with _written(target, output if out is None else None) as path:
        mark_page(
            current.fixed_path,
            page - 1,
            PageCode(
                str(code).upper(),
                (f"Dokument-id {code.name}", *_checksum_lines(history.fixed.sha256)),
                f"QR-kod med dokument-id {code.name} och kontrollsumma",
            ),
            [slot.rectangle for slot in history.slots if slot.page == page],
            path,
            fonts=FontFiles(fonts.ttf(_FAMILY), fonts.ttf(_FAMILY, bold=True)),
            others=lambda number: str(SheetCode.of(code, number + 1)).upper(),
        )
    return PrintReport(
        target,
        code,
        history.fixed.sha256,
        page,
        tuple(slot.name for slot in history.slots),
        tuple(slot.role for slot in history.slots),
    )


def _all_signed(current: SignableVersion, period: str) -> Finding:
    history = current.history
    return Finding(
        'print-signed',
        f"{history.document} version {history.version} är redan undertecknad av alla.",
        "Ett papper till skulle bli ett andra original av samma dokument.",
        f"Kör docgen verify --period {period} för att se underskrifterna. Ska alla skriva under på nytt, gör en ny "
        f"version: docgen fix {period} --new-version.",
        Place(current.path),
    )


def _checksum_lines(sha256: str) -> list[str]:
    groups = [sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP)]
    half = _GROUPS_ON_A_LINE
    return [f"SHA-256 {' '.join(groups[:half])}", ' '.join(groups[half:])]


@contextmanager
def _written(target: Path, output: Path | None) -> Iterator[Path]:
    """Give a path to write to, that takes the target's place when all has gone well."""
    if output is not None:
        with work_folder(output) as work:
            made = work / target.name
            yield made
            try:
                with place_lock(output):
                    replace(made, target)
            except OSError as error:
                raise unwritable(target.parent, error) from error
        return
    try:
        with temporary_folder(beside=target.parent) as work:
            yield work / target.name
            replace(work / target.name, target)
    except OSError as error:
        raise unwritable(target.parent, error) from error
