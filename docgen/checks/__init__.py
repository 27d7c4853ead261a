"""The rules that hold across documents.

Each file holds one family of rules and gives `findings(workspace)`; its docstring says which are errors and which
are warnings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.errors import Severity

if TYPE_CHECKING:
    from docgen.errors import Finding
    from docgen.workspace import Workspace

__all__ = ['check']

# What a period's documents lack before its end.
_UNFINISHED = ('follow-up-missing', 'outcome-missing', 'done-without-assessor')


def check(workspace: Workspace, *, draft: bool = False) -> list[Finding]:
    """Give every finding at once, errors and warnings, sorted by file and line.

    Args:
        workspace: the data, read and valid file by file.
        draft: let dates be missing, and warn of other parts that are not written yet instead of refusing.
    """
    from docgen.checks import (
        characters,
        comment_claims,
        commitment_numbers,
        comparisons,
        copied_period,
        dates_in_text,
        days_in_text,
        document_claims,
        document_size,
        event_claims,
        follow_up_numbers,
        identity_numbers,
        numbering,
        order_of_dates,
        outcome_counts,
        outcomes,
        parties,
        plain_language,
        promise_texts,
        rates_in_words,
        references,
        several_follow_ups,
        stated_times,
        status_against_counts,
        summary_statuses,
        targets,
        text_defects,
        web_addresses,
    )

    families = (
        document_size,
        references,
        web_addresses,
        parties,
        numbering,
        targets,
        several_follow_ups,
        outcomes,
        outcome_counts,
        status_against_counts,
        summary_statuses,
        comment_claims,
        event_claims,
        commitment_numbers,
        promise_texts,
        rates_in_words,
        follow_up_numbers,
        comparisons,
        dates_in_text,
        days_in_text,
        stated_times,
        document_claims,
        text_defects,
        characters,
        plain_language,
        identity_numbers,
    )
    found = [finding for family in families for finding in family.findings(workspace)]
    found += order_of_dates.findings(workspace, draft=draft)
    found += copied_period.findings(workspace, draft=draft)
    if draft:
        found = [replace(each, severity=Severity.WARNING) if each.id in _UNFINISHED else each for each in found]
    return sorted(dict.fromkeys(found), key=_position)


def _position(finding: Finding) -> tuple[str, int, str, str]:
    place = finding.place
    return (str(place.file or ''), place.line or 0, finding.id, finding.what)
