"""Every id that points to something points to something that exists. All findings are errors, but one: a list grouped
by focus area where a commitment has none is a warning.

A party, an agreement, a focus area, the promise before and its follow-up must exist, or a document lacks a name or
a part; a template must lie in the workspace, or it is missing from its archive package. Unknown commitments of a
follow-up are told by `docgen.checks.outcomes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.finding_words import instead, listed
from docgen.checks.record_texts import signed_documents
from docgen.errors import Finding, Severity
from docgen.model import Grouping, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.errors import Place
    from docgen.model import Promise
    from docgen.workspace import Workspace

_NAMELESS = "Dokumenten hämtar namnet därifrån och kan inte göras utan det."


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Ids that point to nothing, and templates that lie elsewhere."""
    yield from _municipality(workspace)
    for kind, document in signed_documents(workspace):
        for index, party in enumerate(document.parties):
            yield from _party(workspace, party, workspace.place(kind, document.id, 'parties', index))
        for index, number in enumerate(document.reference_numbers):
            yield from _party(
                workspace, number.party, workspace.place(kind, document.id, 'reference_numbers', index, 'party')
            )
        for index, signatory in enumerate(document.signatories):
            yield from _party(
                workspace, signatory.party, workspace.place(kind, document.id, 'signatories', index, 'party')
            )
    for promise in workspace.promises.values():
        yield from _promise(workspace, promise)
    yield from _follow_ups(workspace)
    yield from _templates(workspace)


def _municipality(workspace: Workspace) -> Iterator[Finding]:
    place = workspace.place('settings', '', 'municipality')
    party = workspace.parties.get(workspace.settings.municipality)
    if party is None:
        yield from _party(workspace, workspace.settings.municipality, place)
    elif party.kind is not PartyKind.MUNICIPALITY:
        yield Finding(
            id='settings-municipality',
            what=f"Arbetsytan säger att kommunen är ”{party.id}”, men den parten är inte en kommun.",
            why="Dokumenten och webbsidan bär kommunens namn.",
            do=instead(
                party.id, (each.id for each in workspace.parties.values() if each.kind is PartyKind.MUNICIPALITY)
            ),
            place=place,
        )


def _party(workspace: Workspace, party: str, place: Place) -> Iterator[Finding]:
    if party not in workspace.parties:
        yield Finding(
            id='unknown-party',
            what=f"Parten ”{party}” finns inte bland parterna.",
            why=_NAMELESS,
            do=instead(party, workspace.parties),
            place=place,
        )


def _promise(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    agreement = workspace.agreements.get(promise.agreement)
    if agreement is None:
        yield Finding(
            id='unknown-agreement',
            what=f"Medborgarlöftet ”{promise.id}” bygger på överenskommelsen ”{promise.agreement}”, som inte finns.",
            why="Löftet hänvisar till överenskommelsen med namn, period och länk.",
            do=instead(promise.agreement, workspace.agreements, 'agreements'),
            place=workspace.place('promise', promise.id, 'agreement'),
        )
    for index, commitment in enumerate(promise.commitments):
        for position, party in enumerate(commitment.parties):
            place = workspace.place('promise', promise.id, 'commitments', index, 'parties', position)
            if party in workspace.parties and party not in promise.parties:
                yield Finding(
                    id='party-outside-promise',
                    what=f"Löftet ”{commitment.id}” nämner parten ”{party}”, som inte är part i ”{promise.title}”.",
                    why="Den som lovar måste vara part i dokumentet.",
                    do=f"Lägg till ”{party}” under parties i medborgarlöftet, eller ta bort parten här.",
                    place=place,
                )
            yield from _party(workspace, party, place)
        if promise.grouping is Grouping.FOCUS_AREA and commitment.focus_area is None:
            yield Finding(
                id='focus-area-missing',
                what=f"Listan grupperas efter område, men löftet ”{commitment.id}” har inget.",
                why="Löftet skulle stå utan rubrik.",
                do="Lägg till focus_area, eller välj grouping: promiser.",
                place=workspace.place('promise', promise.id, 'commitments', index),
                severity=Severity.WARNING,
            )
        areas: Iterable[str] = () if agreement is None else (area.id for area in agreement.focus_areas)
        if (
            agreement is not None
            and commitment.focus_area is not None
            and commitment.focus_area not in (known := list(areas))
        ):
            yield Finding(
                id='unknown-focus-area',
                what=f"Löftet ”{commitment.id}” hör till området ”{commitment.focus_area}”, "
                f"som inte finns i överenskommelsen ”{agreement.id}”.",
                why="Löftet visas med områdets rubrik.",
                do=instead(commitment.focus_area, known),
                place=workspace.place('promise', promise.id, 'commitments', index, 'focus_area'),
            )
    yield from _previous(workspace, promise)


def _previous(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    if promise.previous is None:
        return
    place = workspace.place('promise', promise.id, 'previous')
    others = [each for each in workspace.promises if each != promise.id]
    if promise.previous not in others:
        itself = promise.previous == promise.id
        yield Finding(
            id='unknown-previous-promise',
            what=f"Medborgarlöftet ”{promise.id}” anger sig självt som löftet före."
            if itself
            else f"Medborgarlöftet ”{promise.id}” anger ”{promise.previous}” som löftet före, men det finns inte.",
            why="Uppföljningen av löftet före blir bilaga.",
            do="Skriv id för löftet före, eller ta bort raden."
            if itself
            else instead(promise.previous, others, 'promises'),
            place=place,
        )
    elif not workspace.final_follow_ups(promise.previous):
        written = workspace.follow_ups_of(promise.previous)
        if written:
            yield Finding(
                id='follow-up-final-missing',
                what=f"Medborgarlöftet ”{promise.id}” ska ha uppföljningen av ”{promise.previous}” som bilaga, "
                f"men ingen av {listed([each.id for each in written])} gäller hela löftet.",
                why="Bilagan ska visa hur det gick med hela löftet.",
                do="Skriv final: true i den uppföljning som ska vara bilaga, eller skriv en för hela löftesperioden.",
                place=place,
            )
            return
        yield Finding(
            id='follow-up-missing',
            what=f"Medborgarlöftet ”{promise.id}” ska ha uppföljningen av ”{promise.previous}” som bilaga, "
            "men den finns inte.",
            why="Bilagan ”Uppföljning av föregående löfte” görs av uppföljningen.",
            do=f"Skriv uppföljningen av ”{promise.previous}” i mappen follow-ups, eller ta bort raden previous.",
            place=place,
        )


def _follow_ups(workspace: Workspace) -> Iterator[Finding]:
    for key, follow_up in workspace.follow_ups.items():
        if follow_up.promise not in workspace.promises:
            yield Finding(
                id='unknown-promise',
                what=f"Uppföljningen ”{follow_up.id}” gäller medborgarlöftet ”{follow_up.promise}”, som inte finns.",
                why="Uppföljningen upprepar löftets text och håller utfallet mot dess måttal.",
                do=instead(follow_up.promise, workspace.promises, 'promises'),
                place=workspace.place('follow_up', key, 'promise'),
            )
        yield from _party(workspace, follow_up.sender, workspace.place('follow_up', key, 'sender'))
        for index, number in enumerate(follow_up.reference_numbers):
            yield from _party(
                workspace, number.party, workspace.place('follow_up', key, 'reference_numbers', index, 'party')
            )
        for index, outcome in enumerate(follow_up.outcomes):
            if outcome.party is not None:
                yield from _party(
                    workspace, outcome.party, workspace.place('follow_up', key, 'outcomes', index, 'party')
                )


def _templates(workspace: Workspace) -> Iterator[Finding]:
    for key, name in workspace.settings.templates.model_dump().items():
        if not _inside(workspace, name):
            yield Finding(
                'template-outside-workspace',
                f"Mallen {name} ligger utanför arbetsytan.",
                "Den följer då inte med i säkerhetskopior och arkivpaket, och dokumentet går inte att bygga om av dem.",
                "Lägg en kopia av filen i mappen templates, och skriv dess namn.",
                workspace.place('settings', '', 'templates', key),
            )


def _inside(workspace: Workspace, name: str) -> bool:
    try:
        file = (workspace.templates / name).resolve()
        return any(file.is_relative_to(each.resolve()) for each in (workspace.templates, workspace.root))
    except (OSError, RuntimeError):
        return True  # what cannot be found is told where it is opened
