"""Who agrees and who signs: the parties of a document, their logos, and the signatories.

Errors: two signatories in one role, a signatory whose party is not part of the document, a logo without text or
without file, a promise whose promiser has no one behind it, copies on paper of what is signed electronically. Warnings:
no municipality or no police, a municipality or police that does not sign, copies that are said to be there already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import existing, instead
from docgen.checks.record_texts import is_gap, signed_documents
from docgen.errors import Finding, Severity
from docgen.file_names import is_aside
from docgen.model import PartyKind, Promiser, SigningMethod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import Agreement, Commitment, Party, Promise
    from docgen.workspace import RecordKind, Workspace

_ALREADY = re.compile(r'\bhar (?:\w+ )?(?:upprättats|tagit|fått|undertecknats|erhållit)\b', re.IGNORECASE)
_PICTURES = ('.png', '.jpg', '.jpeg')
_NEEDED = {PartyKind.MUNICIPALITY: "någon kommun", PartyKind.POLICE: "Polisen"}
_KINDS = {
    Promiser.POLICE: {PartyKind.POLICE},
    Promiser.MUNICIPALITY: {PartyKind.MUNICIPALITY},
    Promiser.JOINT: {PartyKind.MUNICIPALITY, PartyKind.POLICE},
    Promiser.MUNICIPALITY_WITH_POLICE: {PartyKind.MUNICIPALITY, PartyKind.POLICE},
    Promiser.POLICE_WITH_MUNICIPALITY: {PartyKind.MUNICIPALITY, PartyKind.POLICE},
    Promiser.OTHER: {PartyKind.OTHER},
}


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What is wrong with parties, logos and signatories."""
    for party in workspace.parties.values():
        yield from _logo(workspace, party)
    for kind, document in signed_documents(workspace):
        yield from _copies(workspace, kind, document)
        yield from _present(workspace, kind, document)
        yield from _signatories(workspace, kind, document)
    for key, follow_up in workspace.follow_ups.items():
        followed = workspace.promises.get(follow_up.promise)
        if followed and follow_up.sender in workspace.parties and follow_up.sender not in followed.parties:
            yield Finding(
                id='sender-outside-promise',
                what=f"”{follow_up.title}” har avsändaren ”{follow_up.sender}”, som inte är part i ”{followed.title}”.",
                why="Den som lovat brukar också redovisa.",
                do=instead(follow_up.sender, followed.parties),
                place=workspace.place('follow_up', key, 'sender'),
                severity=Severity.WARNING,
            )
    for promise in workspace.promises.values():
        yield from _outside_agreement(workspace, promise)
        for index, commitment in enumerate(promise.commitments):
            if commitment.promised_by is Promiser.OTHER and not commitment.parties:
                yield Finding(
                    id='promiser-missing',
                    what=f"Löftet ”{commitment.id}” ges av en annan part, men ingen part är angiven.",
                    why="Dokumentet skriver ut vem som lovar.",
                    do="Skriv partens id under parties.",
                    place=workspace.place('promise', promise.id, 'commitments', index, 'promised_by'),
                )


def promising_parties(workspace: Workspace, promise: Promise, commitment: Commitment) -> list[str]:
    """The ids of the parties that give the commitment: those that it names, else those of the promiser's kind.

    Args:
        workspace: which kind each party is of.
        promise: which parties there are.
        commitment: one of the promise's.
    """
    if commitment.parties:
        return list(commitment.parties)
    kinds = _KINDS[commitment.promised_by]
    return [each for each in promise.parties if each in workspace.parties and workspace.parties[each].kind in kinds]


def _logo(workspace: Workspace, party: Party) -> Iterator[Finding]:
    if party.logo is None:
        return
    place = workspace.place('party', party.id, 'logo')
    if party.logo_text is None:
        yield Finding(
            id='logo-text-missing',
            what=f"Parten ”{party.id}” har en logotyp men ingen text till den.",
            why="Den som inte ser bilden får texten uppläst. Det kräver lagen (2018:1937).",
            do=f"Lägg till logo_text, till exempel logo_text: {party.name}",
            place=place,
        )
    folder = workspace.templates
    file = folder / party.logo
    if not file.resolve().is_relative_to(folder.resolve()):
        yield Finding(
            id='logo-outside-templates',
            what=f"Logotypen ”{party.logo}” ligger utanför mappen templates.",
            why="Arbetsytan ska gå att flytta och arkivera som den är.",
            do="Lägg bilden i mappen templates och skriv bara filnamnet.",
            place=place,
        )
    elif file.suffix.lower() not in _PICTURES:
        yield Finding(
            id='logo-format',
            what=f"Logotypen ”{party.logo}” är inte en PNG- eller JPEG-bild.",
            why="Bara de formaten kan läggas in i dokumenten.",
            do="Spara logotypen som PNG.",
            place=place,
        )
    elif not file.is_file() or file.name not in {each.name for each in file.parent.iterdir()}:
        found = (each for each in folder.glob('*') if each.suffix.lower() in _PICTURES)
        pictures = sorted(each.name for each in found if not is_aside(each.name))
        there = f"Annars skriv namnet på en bild som finns. {existing(pictures)}" if pictures else ''
        yield Finding(
            id='logo-missing',
            what=f"Logotypen ”{party.logo}” finns inte i mappen templates.",
            why="Den ska stå vid partens underskrift. Bilden i sidhuvudet är en annan: den ligger i mallen.",
            do=f"Har filen tagits bort? Lägg då tillbaka den i mappen. {there}".rstrip(),
            place=place,
        )


def _copies(workspace: Workspace, kind: RecordKind, document: Agreement | Promise) -> Iterator[Finding]:
    """What the sentence about copies says must be true while nobody has signed, and of the way that they sign."""
    if document.copies is None or is_gap(document.copies):
        return
    place = workspace.place(kind, document.id, 'copies')
    if document.signing is SigningMethod.ELECTRONIC:
        yield Finding(
            id='copies-but-electronic',
            what=f"”{document.title}” undertecknas elektroniskt, men texten talar om exemplar.",
            why="Ett elektroniskt original har inga exemplar på papper; texten skulle aldrig synas.",
            do="Ta bort copies, eller skriv signing: paper.",
            place=place,
        )
    elif document.signing is None:
        yield Finding(
            id='signing-method-missing',
            what=f"”{document.title}” talar om exemplar, men det framgår inte hur det undertecknas.",
            why="Meningen om exemplar är bara sann för ett dokument på papper.",
            do="Skriv signing: paper eller signing: electronic.",
            place=place,
            severity=Severity.WARNING,
        )
    if found := _ALREADY.search(document.copies):
        yield Finding(
            id='copies-already',
            what=f"Texten om exemplar i ”{document.title}” säger ”{found[0]}”, men den skrivs innan någon har skrivit "
            "under.",
            why="Dokumentet fastställs först och undertecknas sedan. Till dess är meningen inte sann.",
            do="Skriv i nutid: ”upprättas i två likalydande exemplar”, ”parterna tar var sitt”.",
            place=place,
            severity=Severity.WARNING,
        )


def _present(workspace: Workspace, kind: RecordKind, document: Agreement | Promise) -> Iterator[Finding]:
    kinds = {workspace.parties[each].kind for each in document.parties if each in workspace.parties}
    unknown = any(each not in workspace.parties for each in document.parties)
    for needed, name in _NEEDED.items():
        if needed not in kinds and not unknown:
            yield Finding(
                id='party-kind-missing',
                what=f"”{document.title}” har inte {name} som part.",
                why="Kommunen och Polisen är dokumentets parter.",
                do="Lägg till parten under parties.",
                place=workspace.place(kind, document.id, 'parties'),
                severity=Severity.WARNING,
            )
    for index, party in enumerate(document.parties):
        if party in document.parties[:index]:
            yield Finding(
                id='party-twice',
                what=f"Parten ”{party}” står två gånger i ”{document.title}”.",
                why="Parten skulle räknas upp två gånger i dokumentet.",
                do="Ta bort den ena.",
                place=workspace.place(kind, document.id, 'parties', index),
            )


def _signatories(workspace: Workspace, kind: RecordKind, document: Agreement | Promise) -> Iterator[Finding]:
    roles: set[str] = set()
    for index, signatory in enumerate(document.signatories):
        if signatory.role in roles:
            yield Finding(
                id='signatory-role-twice',
                what=f"Två som skriver under ”{document.title}” har rollen ”{signatory.role}”.",
                why="Rollen visar vilken plats på underskriftssidan som är vems.",
                do=f"Ge den ena en egen roll, till exempel ”{signatory.role}-2”.",
                place=workspace.place(kind, document.id, 'signatories', index, 'role'),
            )
        roles.add(signatory.role)
        if signatory.party in workspace.parties and signatory.party not in document.parties:
            yield Finding(
                id='signatory-outside-document',
                what=f"{signatory.name} skriver under för ”{signatory.party}”, som inte är part i ”{document.title}”.",
                why="Bara parter skriver under.",
                do=instead(signatory.party, document.parties),
                place=workspace.place(kind, document.id, 'signatories', index, 'party'),
            )
    if any(is_gap(signatory.name) for signatory in document.signatories):
        yield Finding(
            id='signatory-nameless',
            what=f"Det står inte vem som skriver under ”{document.title}”.",
            why="Utkastet visar tomma platser för parterna. Det färdiga dokumentet behöver namn och befattning.",
            do="Fyll i signatories.",
            place=workspace.place(kind, document.id, 'signatories'),
            severity=Severity.WARNING,
        )
    signing = {signatory.party for signatory in document.signatories}
    for party in document.parties:
        known = workspace.parties.get(party)
        if known is not None and known.kind in _NEEDED and party not in signing:
            yield Finding(
                id='party-does-not-sign',
                what=f"Ingen skriver under ”{document.title}” för {known.name}.",
                why="Kommunen och Polisen brukar båda skriva under.",
                do="Lägg till en person under signatories, eller bortse från detta om det är avsikten.",
                place=workspace.place(kind, document.id, 'signatories'),
                severity=Severity.WARNING,
            )


def _outside_agreement(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    agreement = workspace.agreements.get(promise.agreement)
    if agreement is None:
        return
    for index, party in enumerate(promise.parties):
        if party in workspace.parties and party not in agreement.parties:
            yield Finding(
                id='party-outside-agreement',
                what=f"Parten ”{party}” är med i ”{promise.title}” men inte i ”{agreement.title}”.",
                why="Löftet bygger på överenskommelsen och har oftast samma parter.",
                do="Kontrollera parterna i båda dokumenten.",
                place=workspace.place('promise', promise.id, 'parties', index),
                severity=Severity.WARNING,
            )
