"""The context of the promise's templates, full and short."""

from __future__ import annotations

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
from docgen.context.target_text import target_text
from docgen.context.words_for_choices import GROUP_TITLES, PROMISERS, THEMES
from docgen.model import Commitment, DocumentKind, Grouping, Promise, Promiser
from docgen.swedish import join_list, long_date, number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.workspace import Workspace


def promise_context(
    workspace: Workspace,
    promise: Promise,
    *,
    kind: DocumentKind = DocumentKind.PROMISE,
    full_file: str,
    appendices: Sequence[tuple[str, str]] = (),
    draft: bool = False,
) -> Context:
    """Give all that the promise's templates may use; templates/README.md explains each name.

    Args:
        workspace: where the promise lies.
        promise: the promise.
        kind: PROMISE or PROMISE_SHORT.
        full_file: the file name of the full promise, for the short one to point to.
        appendices: "Bilaga 1" and the follow-up's id for each follow-up of the promise before that is appended.
        draft: whether gaps are allowed.
    """
    title = promise.title if kind is DocumentKind.PROMISE else f"{promise.title} – kortversion"
    context = shared_context(
        workspace,
        promise,
        kind=kind.value,
        title=title,
        date=promise.signed_on,
        date_key='signed_on',
        draft=draft,
    )
    previous = workspace.promises[promise.previous] if promise.previous else None
    folder = workspace.settings.web_folder or ''
    areas = {area.id: area.title for area in workspace.agreements[promise.agreement].focus_areas}
    commitments = [_commitment(workspace, each, areas) for each in promise.commitments]
    context['promise'] = {
        **name_and_period(promise),
        'signed_on': signed_on_text(promise),
        'introduction': paragraphs(promise.introduction),
        'purpose': paragraphs(promise.purpose),
        'situation_picture': paragraphs(promise.situation_picture),
        'lead_in': promise.lead_in,
        'follow_up': paragraphs(promise.follow_up),
        'validity': paragraphs(promise.validity),
        'copies': copies(promise),
        'count': len(commitments),
        'count_text': number_words(len(commitments)),
        'groups': _groups(workspace, promise, commitments, areas),
        'commitments': list(commitments),
        'full_file': full_file,
        'full_url': f'{folder.rstrip("/")}/{full_file}' if folder else '',
        'web_page': folder,
        'appendix': appendices[0][0] if appendices else '',
        'appendix_title': workspace.follow_ups[appendices[0][1]].title if appendices else '',
        'appendices': [{'label': label, 'title': workspace.follow_ups[each].title} for label, each in appendices],
        'has_answers': any(each.questions for each in promise.commitments),
    }
    context['signing'] = signing(workspace, promise)
    context['agreement'] = name_and_period(workspace.agreements[promise.agreement])
    context['previous'] = {'title': previous.title if previous else ''}
    return with_no_break_spaces(context)


def promised_by(workspace: Workspace, commitment: Commitment) -> str:
    """Say who promises: the named parties where the commitment names them."""
    if commitment.parties:
        return join_list([workspace.parties[party].name for party in commitment.parties])
    return PROMISERS[commitment.promised_by]


def _commitment(workspace: Workspace, commitment: Commitment, areas: dict[str, str]) -> Context:
    targets = [target_text(target, commitment.condition) for target in commitment.targets]
    values = {
        'theme': THEMES[commitment.theme],
        'promised_by': promised_by(workspace, commitment),
        'focus_area': areas.get(commitment.focus_area or '', ''),
        'functions': join_list(list(commitment.functions)),
        'places': join_list(list(commitment.places)),
        'target_group': commitment.target_group or '',
        'when': commitment.when or '',
        'deadline': long_date(commitment.deadline) if commitment.deadline else '',
        'condition': commitment.condition or '',
    }
    told = [text for text in targets if text.casefold() != commitment.title.casefold()]
    facts = [
        ("Vem som lovar", values['promised_by']),
        ("Vilka som deltar", values['functions']),
        ("Målgrupp", values['target_group']),
        ("Plats", values['places']),
        ("När", values['when']),
        ("Senast", values['deadline']),
        ("Villkor", values['condition']),
        ("Prioriterat område", values['focus_area']),
        *((f"Mått {position}" if len(told) > 1 else "Mått", text) for position, text in enumerate(told, 1)),
    ]
    return {
        'number': commitment.number,
        'title': commitment.title,
        'short_text': one_line(commitment.short_text),
        'text': paragraphs(commitment.text),
        **values,
        'targets': list(targets),
        'questions': [{'question': each.question, 'answer': paragraphs(each.answer)} for each in commitment.questions],
        'facts': [{'label': label, 'value': sentence_case(value)} for label, value in facts if value],
    }


def _groups(
    workspace: Workspace, promise: Promise, commitments: list[Context], areas: dict[str, str]
) -> list[ContextValue]:
    """Group the list; a group stands where its first commitment would, so that the numbers stay near their order."""
    if promise.grouping is Grouping.NONE:
        return [{'title': '', 'commitments': list(commitments)}]
    if promise.grouping is Grouping.PROMISER:
        titles = [_promiser_title(workspace, each) for each in promise.commitments]
    else:
        titles = [areas.get(each.focus_area or '', "Övrigt") for each in promise.commitments]
    groups: list[ContextValue] = []
    for title in dict.fromkeys(titles):
        members: list[ContextValue] = [each for each, its in zip(commitments, titles, strict=True) if its == title]
        groups.append({'title': title, 'commitments': members})
    return groups


def _promiser_title(workspace: Workspace, commitment: Commitment) -> str:
    """Say who promises; another party than the municipality and the police by its name."""
    if commitment.promised_by is Promiser.OTHER and commitment.parties:
        return f"{promised_by(workspace, commitment)} lovar"
    return GROUP_TITLES[commitment.promised_by]
