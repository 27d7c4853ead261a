"""Dates are there and lie in order (rule 4 of docs/rules.md).

Errors: a missing date of a document (the document's date comes from the data, never from the clock; not in a draft, nor
of one that is signed electronically, whose day may be that of its signatures), a follow-up period without end, an event
outside the period that is followed up, a deadline outside the promise's period. Warnings: periods that reach outside
one another, a signature after the period's end, a follow-up dated before its period's end, a previous promise that is
not before, or not the nearest before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.record_texts import signed_documents
from docgen.errors import Finding, Severity
from docgen.model import SigningMethod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.errors import Place
    from docgen.model import Agreement, FollowUp, Period, Promise
    from docgen.workspace import RecordKind, Workspace


def findings(workspace: Workspace, *, draft: bool) -> Iterator[Finding]:
    """What is missing or out of order; a draft may lack dates."""
    for kind, document in signed_documents(workspace):
        if document.signed_on is None and not draft and document.signing is not SigningMethod.ELECTRONIC:
            yield _missing(document.title, 'signed_on', workspace.place(kind, document.id, 'signed_on'))
        yield from _signing(workspace, kind, document)
    for agreement in workspace.agreements.values():
        if agreement.decided_on and agreement.signed_on and agreement.signed_on < agreement.decided_on:
            yield _warning(
                'signed-before-decision',
                f"”{agreement.title}” undertecknades {agreement.signed_on}, före beslutet {agreement.decided_on}.",
                "Beslutet kommer vanligen först.",
                "Kontrollera signed_on och decided_on.",
                workspace.place('agreement', agreement.id, 'decided_on'),
            )
    for promise in workspace.promises.values():
        yield from _promise(workspace, promise)
        yield from _previous(workspace, promise)
    for key, follow_up in workspace.follow_ups.items():
        if follow_up.dated is None and not draft:
            yield _missing(follow_up.title, 'dated', workspace.place('follow_up', key, 'dated'))
        yield from _follow_up(workspace, key, follow_up)


def span(period: Period) -> str:
    """The period as "2021-01-01–2021-12-31" or "2021-01-01 och tills vidare"."""
    return f"{period.start} och tills vidare" if period.end is None else f"{period.start}–{period.end}"


def _within(inner: Period, outer: Period) -> bool:
    if inner.start < outer.start:
        return False
    return outer.end is None or (inner.end is not None and inner.end <= outer.end)


def _missing(title: str, key: str, place: Place) -> Finding:
    return Finding(
        id='missing-date',
        what=f"”{title}” saknar datum ({key}).",
        why="Dokumentets datum tas ur uppgifterna, så att samma uppgifter alltid ger samma fil.",
        do=f"Skriv {key}: ÅÅÅÅ-MM-DD, eller bygg ett utkast med --draft.",
        place=place,
    )


def _warning(finding_id: str, what: str, why: str, do: str, place: Place) -> Finding:
    return Finding(finding_id, what, why, do, place, Severity.WARNING)


def _signing(workspace: Workspace, kind: RecordKind, document: Agreement | Promise) -> Iterator[Finding]:
    signed = document.signed_on
    if signed is None:
        return
    if document.period.end is not None and signed > document.period.end:
        yield _warning(
            'signed-after-period',
            f"”{document.title}” undertecknades {signed}, efter periodens slut {document.period.end}.",
            "Ett dokument undertecknas före eller under sin period.",
            "Kontrollera signed_on och period.",
            workspace.place(kind, document.id, 'signed_on'),
        )
    dates = [each.date for each in document.signatories if each.date is not None]
    for index, signatory in enumerate(document.signatories):
        if signatory.date is not None and signatory.date > signed:
            yield _warning(
                'signatory-date',
                f"{signatory.name} skriver under {signatory.date}, men ”{document.title}” är undertecknat {signed}.",
                "Dokumentet är undertecknat när den sista har skrivit under.",
                "Kontrollera datumen.",
                workspace.place(kind, document.id, 'signatories', index, 'date'),
            )
    if len(dates) == len(document.signatories) and max(dates) < signed:
        yield _warning(
            'signatory-date',
            f"Den sista skriver under ”{document.title}” {max(dates)}, men dokumentet är undertecknat {signed}.",
            "Dokumentet är undertecknat när den sista har skrivit under.",
            "Kontrollera datumen.",
            workspace.place(kind, document.id, 'signed_on'),
        )


def _promise(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    agreement = workspace.agreements.get(promise.agreement)
    if agreement is not None and not _within(promise.period, agreement.period):
        yield _warning(
            'promise-outside-agreement',
            f"Löftesperioden {span(promise.period)} ligger inte inom överenskommelsens {span(agreement.period)}.",
            "Löftet bygger på en överenskommelse som gäller samtidigt.",
            "Kontrollera period i båda, och att agreement pekar på rätt överenskommelse.",
            workspace.place('promise', promise.id, 'period'),
        )
    if promise.published_on and promise.signed_on and promise.published_on < promise.signed_on:
        yield _warning(
            'published-before-signed',
            f"Webbsidan för ”{promise.title}” är daterad {promise.published_on}, "
            f"före undertecknandet {promise.signed_on}.",
            "Löftet publiceras när det är undertecknat.",
            "Kontrollera published_on och signed_on.",
            workspace.place('promise', promise.id, 'published_on'),
        )
    for index, commitment in enumerate(promise.commitments):
        if commitment.deadline is not None and not promise.period.covers(commitment.deadline):
            yield Finding(
                id='deadline-outside-period',
                what=f"Löftet ”{commitment.id}” ska vara klart {commitment.deadline}, "
                f"men löftesperioden är {span(promise.period)}.",
                why="Det som lovas för perioden ska ske under den.",
                do="Kontrollera deadline och period.",
                place=workspace.place('promise', promise.id, 'commitments', index, 'deadline'),
            )


def _previous(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    if promise.previous is None or promise.previous == promise.id:
        return
    place = workspace.place('promise', promise.id, 'previous')
    before = workspace.promises.get(promise.previous)
    if before is not None and before.period.start >= promise.period.start:
        yield _warning(
            'previous-not-before',
            f"”{before.title}” anges som löftet före ”{promise.title}” men börjar inte tidigare.",
            "Bilagan ska vara uppföljningen av det löfte som gällde närmast före.",
            "Kontrollera previous.",
            place,
        )
    elif before is not None:
        yield from _skipped(workspace, promise, before, place)
    for follow_up in workspace.final_follow_ups(promise.previous):
        if not follow_up.dated or not promise.signed_on or follow_up.dated <= promise.signed_on:
            continue
        yield _warning(
            'appendix-after-signing',
            f"Uppföljningen är daterad {follow_up.dated}, "
            f"efter att ”{promise.title}” undertecknades {promise.signed_on}.",
            "Uppföljningen är bilaga till löftet och finns när det undertecknas.",
            "Kontrollera datumen.",
            workspace.place('follow_up', follow_up.id, 'dated'),
        )


def _skipped(workspace: Workspace, promise: Promise, before: Promise, place: Place) -> Iterator[Finding]:
    between = [
        each for each in workspace.promises.values() if before.period.start < each.period.start < promise.period.start
    ]
    if between:
        nearest = max(between, key=lambda each: each.period.start)
        yield _warning(
            'previous-skips',
            f"”{promise.title}” anger ”{before.id}” som löftet före, men ”{nearest.id}” ligger emellan.",
            f"Bilagan blir uppföljningen av ”{before.title}”. Så blir det ofta när en fil har kopierats.",
            f"Skriv previous: '{nearest.id}', om det är den uppföljningen som ska vara bilaga.",
            place,
        )


def _follow_up(workspace: Workspace, key: str, follow_up: FollowUp) -> Iterator[Finding]:
    end = follow_up.period.end
    if end is None:
        yield Finding(
            id='follow-up-without-end',
            what=f"Perioden i ”{follow_up.title}” saknar sista dag.",
            why="En uppföljning gäller fram till en bestämd dag.",
            do="Skriv end: ÅÅÅÅ-MM-DD under period.",
            place=workspace.place('follow_up', key, 'period'),
        )
    elif follow_up.dated is not None and follow_up.dated < end:
        yield _warning(
            'follow-up-too-early',
            f"”{follow_up.title}” är daterad {follow_up.dated}, före periodens slut {end}.",
            "Det som händer efter den dagen kan inte vara med.",
            "Kontrollera dated, eller låt perioden sluta tidigare.",
            workspace.place('follow_up', key, 'dated'),
        )
    promise = workspace.promises.get(follow_up.promise)
    if promise is not None and end is not None and not _within(follow_up.period, promise.period):
        yield _warning(
            'follow-up-outside-promise',
            f"Uppföljningens period {span(follow_up.period)} ligger inte inom löftesperioden {span(promise.period)}.",
            "Uppföljningen gäller det som lovades för perioden.",
            "Kontrollera perioden i båda filerna.",
            workspace.place('follow_up', key, 'period'),
        )
    for index, outcome in enumerate(follow_up.outcomes):
        for position, event in enumerate(outcome.events):
            if event.date is not None and not follow_up.period.covers(event.date):
                yield Finding(
                    id='event-outside-period',
                    what=f"Händelsen ”{event.text}” är daterad {event.date}, "
                    f"men uppföljningen gäller {span(follow_up.period)}.",
                    why="Uppföljningen redovisar det som hände under perioden. Ofta är det årtalet som är fel.",
                    do="Rätta datumet, eller ta bort händelsen.",
                    place=workspace.place('follow_up', key, 'outcomes', index, 'events', position, 'date'),
                )
