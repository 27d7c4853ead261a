"""The context of the cooperation agreement's template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.context.shared_context import (
    Context,
    ContextValue,
    copies,
    name_and_period,
    one_line,
    paragraphs,
    sentence_case,
    shared_context,
    signed_on_text,
    signing,
    with_no_break_spaces,
)
from docgen.model import Agreement, DocumentKind, FocusArea, PartyKind
from docgen.swedish import join_list, long_date

if TYPE_CHECKING:
    from docgen.workspace import Workspace

_UNDERTAKINGS = (
    ('municipality', "Kommunen åtar sig att"),
    ('police', "Polisen åtar sig att"),
    ('joint', "Kommunen och Polisen åtar sig gemensamt att"),
)
"""Other parties are called by their names."""


def agreement_context(workspace: Workspace, agreement: Agreement, *, draft: bool = False) -> Context:
    """Give all that the agreement's template may use; templates/README.md explains each name.

    Args:
        workspace: where the agreement lies.
        agreement: the agreement.
        draft: whether gaps are allowed.
    """
    context = shared_context(
        workspace,
        agreement,
        kind=DocumentKind.AGREEMENT.value,
        title=agreement.title,
        date=agreement.signed_on,
        date_key='signed_on',
        draft=draft,
    )
    parties = [workspace.parties[each] for each in agreement.parties]
    others = [each.name for each in parties if each.kind is PartyKind.OTHER]
    other = f"{join_list(others) or 'Övriga parter'} åtar sig att"
    context['signing'] = signing(workspace, agreement)
    context['agreement'] = {
        **name_and_period(agreement),
        'decided': _decided(agreement),
        'organisation_numbers': any(workspace.parties[each].organisation_number for each in agreement.parties),
        'signed_on': signed_on_text(agreement),
        'background': paragraphs(agreement.background),
        'purpose': paragraphs(agreement.purpose),
        'goals': [one_line(goal) for goal in agreement.goals],
        'situation_picture': paragraphs(agreement.situation_picture),
        'focus_areas': [_focus_area(number, area, other) for number, area in enumerate(agreement.focus_areas, 1)],
        'organisation': paragraphs(agreement.organisation),
        'bodies': [
            {'name': body.name, 'members': body.members, 'task': one_line(body.task), 'meets': body.meets or ''}
            for body in agreement.bodies
        ],
        'any_meetings': any(body.meets for body in agreement.bodies),
        'resources': paragraphs(agreement.resources),
        'promise': paragraphs(agreement.promise),
        'communication': paragraphs(agreement.communication),
        'documentation': paragraphs(agreement.documentation),
        'validity': paragraphs(agreement.validity),
        'termination': paragraphs(agreement.termination),
        'copies': copies(agreement),
        'attachments': list(agreement.attachments),
    }
    return with_no_break_spaces(context)


def _decided(agreement: Agreement) -> str:
    """Say who decided and when: "Kommunstyrelsen den 26 februari 2020, § 90"."""
    by, paragraph = agreement.decided_by or '', ''
    if found := re.search(r',?\s+(§.*)$', by):
        by, paragraph = by[: found.start()], f", {found[1]}"
    on = f"den {long_date(agreement.decided_on)}" if agreement.decided_on else ''
    said = ' '.join(filter(None, (by, on))) + paragraph
    return sentence_case(said)


def _focus_area(number: int, area: FocusArea, other: str) -> Context:
    undertakings: list[ContextValue] = []
    for key, label in (*_UNDERTAKINGS, ('other', other)):
        items: list[ContextValue] = [one_line(text) for text in getattr(area.commitments, key)]
        if items:
            undertakings.append({'label': label, 'texts': items})
    return {
        'number': number,
        'title': area.title,
        'problem': paragraphs(area.problem),
        'causes': [one_line(cause) for cause in area.causes],
        'goals': [one_line(goal) for goal in area.goals],
        'commitments': undertakings,
    }
