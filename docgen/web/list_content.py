"""From a document's context to the blocks of the two lists: what is promised, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from docgen.web.blocks import Block, BulletList, Heading, Inline, Paragraph
from docgen.web.published_file import PublishedFile

Context: TypeAlias = Mapping[str, Any]
"""A document's context: plain text, numbers, lists and dicts only."""
Files: TypeAlias = Mapping[str, PublishedFile | None]
"""The published PDFs by kind: promise, promise_short, agreement, follow_up."""

SHORTENED = "Listan är förkortad. Hela löftet, med svar på frågor om vad varje punkt innebär, finns här: "
EVENTS = "Det här gjordes:"
DRAFT = "UTKAST. Innehållet är inte beslutat."


def promise_blocks(context: Context, files: Files) -> list[Block]:
    """Give the list of what is promised, with links to the documents in full.

    `files['follow_up']` is the follow-up that the page shows, mostly that of the promise before.
    """
    promise = context['promise']
    blocks: list[Block] = [Heading(2, promise['title']), *_draft(context), Paragraph((promise['lead_in'],))]
    for group in promise['groups']:
        if group['title']:
            blocks.append(Heading(3, group['title']))
        blocks.append(BulletList(tuple((commitment['short_text'],) for commitment in group['commitments'])))
    links = (
        (SHORTENED, files['promise']),
        ("Kortversion att skriva ut: ", files.get('promise_short')),
        ("Löftet bygger på överenskommelsen: ", files.get('agreement')),
        ("Så gick det: ", files.get('follow_up')),
    )
    blocks += [Paragraph((text, _link(file))) for text, file in links if file is not None]
    return blocks


def result_blocks(context: Context, files: Files) -> list[Block]:
    """Give the result list: for each commitment its status in words, target against outcome, and why."""
    follow_up = context['follow_up']
    blocks: list[Block] = [Heading(2, follow_up['title']), *_draft(context)]
    blocks += _paragraphs(follow_up['introduction'])
    blocks += _paragraphs(follow_up['summary'])
    if follow_up['total_note']:
        blocks.append(Paragraph((follow_up['total_note'],)))
    if follow_up['statistics']:
        blocks.append(BulletList(tuple((statistic_text(row),) for row in follow_up['statistics'])))
    for outcome in follow_up['outcomes']:
        blocks.append(Heading(3, outcome_title(outcome)))
        blocks += _outcome(outcome)
    blocks += _paragraphs(follow_up['conclusions'])
    file = files.get('follow_up')
    if file is not None:
        blocks.append(Paragraph(("Hela uppföljningen: ", _link(file))))
    return blocks


def statistic_text(row: Context) -> str:
    """Give a status with its symbol, number and share: "✓ Genomfört: 4 (57 %)"."""
    return f'{row["symbol"]} {row["word"]}: {row["count"]} ({row["share"]})'


def outcome_title(outcome: Context) -> str:
    """Give the commitment's number and title, and the party where the parties' outcomes differ."""
    party = f' – {outcome["party"]}' if outcome['party'] else ''
    return f'{outcome["number"]}. {outcome["title"]}{party}'


def event_text(event: Context) -> str:
    """Give an event on one line: "12 maj 2020, Åkers styckebruk: trygghetsvandring (2 gånger)"."""
    when_and_where = ', '.join(part for part in (event['date'], event['place']) if part)
    times = f" ({event['count']} gånger)" if event['count'] and str(event['count']) != '1' else ''
    return f'{when_and_where}: {event["text"]}{times}' if when_and_where else f'{event["text"]}{times}'


def _link(file: PublishedFile) -> Inline:
    """Give the link, or the file's name where a link would be dead on the page that the list is pasted into."""
    return file if file.survives_pasting else f"{file.link_text(new_window=False)}, filen {file.name}"


def _outcome(outcome: Context) -> Iterator[Block]:
    status = outcome['status']
    yield from _paragraphs(outcome['commitment_text'], "Löftet: ")
    yield Paragraph((f"Status: {status['symbol']} {status['word']}",))
    if outcome['result_rows']:
        yield BulletList(tuple((f"Mått: {row['target']}. Utfall: {row['result']}.",) for row in outcome['result_rows']))
    if outcome['events']:
        yield Paragraph((EVENTS,))
        yield BulletList(tuple((event_text(event),) for event in outcome['events']))
    yield from _paragraphs(outcome['comment'])
    if outcome['reason']:
        yield Paragraph((f"Orsak till avvikelsen: {outcome['reason']}",))
    yield from _paragraphs(outcome['substitute'], "Det här gjordes i stället: ")
    yield from _paragraphs(outcome['next_step'], "Nästa steg: ")
    if outcome['assessed_by']:
        yield Paragraph((f"Bedömningen gjord av: {outcome['assessed_by']}",))
    yield Paragraph((f"Fortsätter löftet? {outcome['continues']}",))


def _paragraphs(texts: Iterable[str], label: str = '') -> Iterator[Paragraph]:
    for position, text in enumerate(texts):
        yield Paragraph(((label if position == 0 else '') + text,))


def _draft(context: Context) -> Iterator[Paragraph]:
    if context['document']['draft']:
        yield Paragraph((DRAFT,))
