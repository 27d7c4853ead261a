"""Every PDF that docgen makes is PDF/A-2a and PDF/UA-1, says veraPDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .verapdf import validate

if TYPE_CHECKING:
    from pathlib import Path


def test_every_document_is_pdf_a_2a_and_pdf_ua_1(documents: tuple[Path, ...]) -> None:
    reports = validate(documents)

    assert {'/'.join(path.parts[-5:]): report.rules for path, report in reports.items() if not report.conforms} == {}
    assert len(reports) == len(documents) == 57


def test_what_does_not_conform_is_told_by_clause(tmp_path: Path) -> None:
    nonsense = tmp_path / 'nonsense.pdf'
    nonsense.write_bytes(b'%PDF-1.7\nnothing\n')

    report = validate([nonsense])[nonsense]

    assert not report.conforms
    assert report.rules
