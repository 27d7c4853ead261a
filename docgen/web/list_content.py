"""From a document's context to the blocks of the two lists: what is promised, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen.swedish import long_date
from docgen.web.blocks import Block, BulletList, Heading, Inline, Paragraph, PublishedFile

if TYPE_CHECKING:
    import datetime

    from docgen.model.wording import WebListWording, Wording

Context: TypeAlias = Mapping[str, Any]
"""A document's context: plain text, numbers, lists and dicts only."""


@dataclass(frozen=True)
class Files:
    """The published PDFs that the page and the lists lead to."""

    promise: PublishedFile
    promise_short: PublishedFile | None = None
    agreement: PublishedFile | None = None
    follow_ups: tuple[PublishedFile, ...] = ()
    """The promise's own follow-ups."""
    previous: tuple[PublishedFile, ...] = ()
    """The final follow-ups of the promise before."""


def promise_blocks(context: Context, files: Files, wording: Wording, updated: datetime.date | None) -> list[Block]:
    """Give the list of what is promised, with what a promise is, links to the documents in full, and its day.

    Args:
        context: the promise's.
        files: the published PDFs.
        wording: the fixed sentences.
        updated: the day of the last change; None where nobody knows.
    """
    promise, words = context['promise'], wording.web_list
    blocks: list[Block] = [Heading(2, promise['title']), *_draft(context, wording)]
    blocks += [Paragraph((wording.web_page.promise,)), Paragraph((promise['lead_in'],))]
    for group in promise['groups']:
        if group['title']:
            blocks.append(Heading(3, group['title']))
        blocks.append(BulletList(tuple((commitment['short_text'],) for commitment in group['commitments'])))
    shortened = words.shortened_with_answers if promise['has_answers'] else words.shortened
    links = [(shortened, files.promise), (words.short_version, files.promise_short), (words.agreement, files.agreement)]
    links += [(words.follow_up, each) for each in files.follow_ups]
    links += [(words.previous, each) for each in files.previous]
    for text, file in links:
        if file is not None:
            blocks.append(Paragraph((f'{text} ', _link(file, words), *((f' {file.note}',) if file.note else ()))))
    if updated is not None:
        blocks.append(Paragraph((f'{wording.web_page.updated} {long_date(updated)}',)))
    return blocks


def result_blocks(context: Context, file: PublishedFile | None, wording: Wording) -> list[Block]:
    """Give the result list: for each commitment its status in words, target against outcome, and why.

    Args:
        context: the follow-up's.
        file: the follow-up as a PDF.
        wording: the fixed sentences.
    """
    follow_up, words = context['follow_up'], wording.web_list
    blocks: list[Block] = [Heading(2, follow_up['title']), *_draft(context, wording)]
    blocks += _paragraphs(follow_up['introduction'])
    blocks += _paragraphs(follow_up['summary'])
    blocks += [Paragraph((follow_up[note],)) for note in ('total_note', 'share_note') if follow_up[note]]
    if follow_up['statistics']:
        blocks.append(BulletList(tuple((statistic_text(row),) for row in follow_up['statistics'])))
    for outcome in follow_up['outcomes']:
        blocks.append(Heading(3, outcome_title(outcome)))
        blocks += _outcome(outcome, words)
    blocks += _paragraphs(follow_up['conclusions'])
    if file is not None:
        blocks.append(Paragraph((f'{words.whole_follow_up} ', _link(file, words))))
    return blocks


def statistic_text(row: Context) -> str:
    """Give a status with its symbol, number and share: "✓ Genomfört: 4 (57 %)"."""
    share = f' ({row["share"]})' if row['counted'] else ''
    return f'{row["symbol"]} {row["word"]}: {row["count"]}{share}'


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


def party_text(party: Context, words: WebListWording) -> str:
    """Give one party's status and figures, to be read beside the other's."""
    figures = ' '.join(_result(row, words) for row in party['result_rows'])
    status = f'{party["status"]["symbol"]} {party["status"]["word"]}'
    return words.party.format(party=party['party'], status=status, figures=figures).rstrip()


def _link(file: PublishedFile, words: WebListWording) -> Inline:
    """Give the link, or the file's name where a link would be dead on the page that the list is pasted into."""
    return file if file.survives_pasting else words.file_beside.format(link=file.link_text(), file=file.name)


def _outcome(outcome: Context, words: WebListWording) -> Iterator[Block]:
    status = outcome['status']
    yield from _paragraphs(outcome['commitment_text'], words.commitment)
    yield Paragraph((f'{words.status} {status["symbol"]} {status["word"]}',))
    if outcome['parties']:
        yield Paragraph((words.parties,))
        yield BulletList(tuple((party_text(each, words),) for each in outcome['parties']))
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
    if outcome['continues']:
        yield Paragraph((f'{words.continues} {outcome["continues"]}',))


def _result(row: Context, words: WebListWording) -> str:
    said = [words.target.format(target=row['target'])]
    if row['result']:
        said.append(words.result.format(result=row['result']))
    return ' '.join(f'{each}.' for each in said)


def _paragraphs(texts: Iterable[str], label: str = '') -> Iterator[Paragraph]:
    for position, text in enumerate(texts):
        yield Paragraph((f'{label} {text}' if label and position == 0 else text,))


def _draft(context: Context, wording: Wording) -> Iterator[Paragraph]:
    if context['document']['draft']:
        yield Paragraph((wording.draft.notice,))
