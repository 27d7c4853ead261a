"""PDF/A-2a and PDF/UA-1 by page-validation, rid of its one known false alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import page

if TYPE_CHECKING:
    from pathlib import Path

PDF_A_2A = page.ValidationProfile.PDF_A_2A
PDF_UA_1 = page.ValidationProfile.PDF_UA_1


@dataclass(frozen=True)
class Violation:
    """A broken rule: the validator's id and its English message."""

    rule: str
    message: str


def violations(pdf: Path, profile: page.ValidationProfile, *, lengths_are_right: bool) -> tuple[Violation, ...]:
    """The rules a file breaks, each rule and message once.

    `lengths_are_right`: the structure audit has read every stream without repair, so that a complaint about a
    stream's length is the false alarm about compressed data that ends in byte 0x0D.
    """
    try:
        report = page.validate_pdf(pdf, profile=profile)
    except (page.PageError, OSError, ValueError) as error:
        return (Violation('unreadable', str(error)),)
    found = dict.fromkeys(
        Violation(failure.rule_id, failure.message)
        for failure in report.failures
        if not (lengths_are_right and failure.rule_id.endswith('STREAM-LENGTH-001'))
    )
    if not found and not report.is_compliant and not report.failures:
        return (Violation('not-compliant', 'no failure was named'),)
    return tuple(found)
