"""Which document, version and period a file or a paper belongs to, when it is not the expected one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.records.record import NAME, read_record
from docgen.records.version_history import VersionHistory, versions
from docgen.sign.receiving.document_code import DIGITS, DocumentCode
from docgen.sign.verifying.workspace_version import belonging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """A fixed version and the period that it belongs to."""

    period: str
    history: VersionHistory

    def __str__(self) -> str:
        return f"version {self.history.version} av {self.history.document}, period {self.period}"


def fixed_versions(output: Path) -> Iterator[Owner]:
    """Give every fixed version of every period."""
    for path in sorted(output.glob(f'*/{NAME}')):
        record = read_record(path.parent)
        if record is None:
            continue
        for document in dict.fromkeys(event.document for event in record.events):
            for history in versions(record.events, document):
                yield Owner(path.parent.name, history)


def owner_of_bytes(output: Path, content: bytes) -> Owner | None:
    """Give the version that a file is by its bytes; None if it is none of ours."""
    found = belonging(output, content)
    return Owner(found.period, found.history) if found is not None else None


def describe_code(output: Path, code: DocumentCode, expected: DocumentCode) -> str:
    """Say what a code that is not the expected one belongs to.

    Args:
        output: the folder that holds the periods' folders.
        code: what was read.
        expected: what should have been there.
    """
    for owner in fixed_versions(output):
        if owner.history.fixed.sha256[:DIGITS] == code.checksum:
            if code.document == expected.document:
                return f"Det är version {code.version}, men den som gäller är version {expected.version}."
            return f"Det är {owner}. Här väntas {expected.name}."
    if (code.document, code.version) == (expected.document, expected.version):
        return "Det pappret skrevs ut av är inte den fastställda filen här, så innehållet kan vara ett annat."
    return f"docgen känner inte till den här. Här väntas {expected.name}."


def owner_of_text(output: Path, pdf: Path) -> Owner | None:
    """Give the version that has the same words on every page as a file; None if it is none of ours."""
    from docgen.pdf.compare.page_differences import same_words

    for owner in fixed_versions(output):
        fixed = output / owner.period / owner.history.fixed.file
        if fixed.is_file() and same_words(fixed, pdf):
            return owner
    return None
