"""From a document's context to the blocks of the two lists: what is promised, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen.web.blocks import Block, BulletList, Heading, Inline, Paragraph, PublishedFile

if TYPE_CHECKING:
    from docgen.model.wording import WebListWording, Wording

Context: TypeAlias = Mapping[str, Any]
"""A document's context: plain text, numbers, lists and dicts only."""
Files: TypeAlias = Mapping[str, PublishedFile | None]
"""The published PDFs by kind: promise, promise_short, agreement, follow_up."""


def promise_blocks(context: Context, files: Files, wording: Wording) -> list[Block]:
    """Give the list of what is promised, with links to the documents in full.

    Args:
        context: the promise's.
        files: the published PDFs; `follow_up` is the one that the page shows, mostly that of the promise before.
        wording: the fixed sentences.
    """
    promise, words = context['promise'], wording.web_list
    blocks: list[Block] = [Heading(2, promise['title']), *_draft(context, wording), Paragraph((promise['lead_in'],))]
    for group in promise['groups']:
        if group['title']:
            blocks.append(Heading(3, group['title']))
        blocks.append(BulletList(tuple((commitment['short_text'],) for commitment in group['commitments'])))
    links = (
        (words.shortened, files['promise']),
        (words.short_version, files.get('promise_short')),
        (words.agreement, files.get('agreement')),
        (words.follow_up, files.get('follow_up')),
    )
    blocks += [Paragraph((f'{text} ', _link(file, words))) for text, file in links if file is not None]
    return blocks


def result_blocks(context: Context, files: Files, wording: Wording) -> list[Block]:
    """Give the result list: for each commitment its status in words, target against outcome, and why.

    Args:
        context: the follow-up's.
        files: the published PDFs; `follow_up` is its own.
        wording: the fixed sentences.
    """
    follow_up, words = context['follow_up'], wording.web_list
    blocks: list[Block] = [Heading(2, follow_up['title']), *_draft(context, wording)]
    blocks += _paragraphs(follow_up['introduction'])
    blocks += _paragraphs(follow_up['summary'])
    if follow_up['total_note']:
        blocks.append(Paragraph((follow_up['total_note'],)))
    if follow_up['statistics']:
        blocks.append(BulletList(tuple((statistic_text(row),) for row in follow_up['statistics'])))
    for outcome in follow_up['outcomes']:
        blocks.append(Heading(3, outcome_title(outcome)))
        blocks += _outcome(outcome, words)
    blocks += _paragraphs(follow_up['conclusions'])
    file = files.get('follow_up')
    if file is not None:
        blocks.append(Paragraph((f'{words.whole_follow_up} ', _link(file, words))))
    return blocks


def statistic_text(row: Context) -> str:
    """Give a status with its symbol, number and share: "✓ Genomfört: 4 (57 %)"."""
    return f'{row["symbol"]} {row["word"]}: {row["count"]} ({row["share"]})'


def outcome_title(outcome: Context) -> str:
    """Give the commitment's number and title, and the party where the parties' outcomes differ."""
    party = f' – {outcome["party"]}' if outcome['party'] else ''
    return f'{outcome["number"]}. {outcome["title"]}{party}'


def event_text(event: Context, words: WebListWording) -> str:
    """Give an event on one line: "12 maj 2020, Åkers styckebruk: trygghetsvandring (2 gånger)"."""
    when_and_where = ', '.join(part for part in (event['date'], event['place']) if part)
    several = event['count'] and str(event['count']) != '1'
    times = f' {words.event_times.format(count=event["count"])}' if several else ''
    return f'{when_and_where}: {event["text"]}{times}' if when_and_where else f'{event["text"]}{times}'


def _link(file: PublishedFile, words: WebListWording) -> Inline:
    """Give the link, or the file's name where a link would be dead on the page that the list is pasted into."""
    return file if file.survives_pasting else words.file_beside.format(link=file.link_text(), file=file.name)


def _outcome(outcome: Context, words: WebListWording) -> Iterator[Block]:
    status = outcome['status']
    yield from _paragraphs(outcome['commitment_text'], words.commitment)
    yield Paragraph((f'{words.status} {status["symbol"]} {status["word"]}',))
    if outcome['result_rows']:
        yield BulletList(tuple((_result(row, words),) for row in outcome['result_rows']))
    if outcome['events']:
        yield Paragraph((words.events,))
        yield BulletList(tuple((event_text(event, words),) for event in outcome['events']))
    yield from _paragraphs(outcome['comment'])
    if outcome['reason']:
        yield Paragraph((f'{words.reason} {outcome["reason"]}',))
    yield from _paragraphs(outcome['substitute'], words.substitute)
    yield from _paragraphs(outcome['next_step'], words.next_step)
    if outcome['assessed_by']:
        yield Paragraph((f'{words.assessed_by} {outcome["assessed_by"]}',))
    yield Paragraph((f'{words.continues} {outcome["continues"]}',))


def _result(row: Context, words: WebListWording) -> str:
    return f'{words.target.format(target=row["target"])}. {words.result.format(result=row["result"])}.'


def _paragraphs(texts: Iterable[str], label: str = '') -> Iterator[Paragraph]:
    for position, text in enumerate(texts):
        yield Paragraph((f'{label} {text}' if label and position == 0 else text,))


def _draft(context: Context, wording: Wording) -> Iterator[Paragraph]:
    if context['document']['draft']:
        yield Paragraph((wording.draft.notice,))
