"""PDF/A-2a and PDF/UA-1 by page-validation, rid of its one known false alarm."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import page

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
PDF_A_2A = page.ValidationProfile.PDF_A_2A
PDF_UA_1 = page.ValidationProfile.PDF_UA_1

_LIMITS = page.SafetyLimits(max_reference_depth=100_000, max_table_grid_rows=100_000)
"""Its own are 256 and 1,024; an agreement of 300 focus areas or a follow-up of 1,600 events goes beyond both."""


@dataclass(frozen=True)
class Violation:
    """A broken rule: the validator's id and its English message."""

    rule: str
    message: str


def violations(pdf: Path, profile: page.ValidationProfile) -> tuple[Violation, ...]:
    """The rules a file breaks, each rule and message once. May run in a thread: the validator leaves Python free."""
    try:
        report = page.validate_pdf(pdf, profile=profile, limits=_LIMITS)
    except (page.PageError, OSError, ValueError) as error:
        return (Violation('unreadable', str(error)),)
    found = dict.fromkeys(Violation(failure.rule_id, failure.message) for failure in report.failures)
    for each in found:
        _log.info('%s: %s: %s', pdf.name, each.rule, each.message)
    if not found and not report.is_compliant:
        return (Violation('not-compliant', 'no failure was named'),)
    return tuple(found)


def believable(found: tuple[Violation, ...], *, lengths_are_right: bool) -> tuple[Violation, ...]:
    """Without the complaints about a stream's length when the audit has read every stream without repair.

    They are a false alarm of the validator about compressed data that end in byte 0x0D.
    """
    return tuple(each for each in found if not (lengths_are_right and each.rule.endswith('STREAM-LENGTH-001')))
