"""One page on a signed file for whoever must rely on it: who signed, when and how, and what was looked at and what not.

PDF/A-2a and PDF/UA-1 in Swedish; the same verification for the same moment gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.sign.certificate import shown
from docgen.sign.verifying.validation_report import put_in_place, set_template
from docgen.sign.verifying.verdict_sentences import headline, signature_headline
from docgen.sign.verifying.verdicts import DocumentVerdict as Document
from docgen.sign.verifying.verdicts import Revocation, SignatureKind
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict
from docgen.sign.verifying.verification_text import (
    added_lines,
    day,
    explanation,
    heading,
    in_print,
    moment,
    qualification,
)
from docgen.swedish import join_list, number, plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.model import Wording
    from docgen.sign.verifying.verdicts import DocumentVerification, SignatureVerification

_MOST_PEOPLE = 7
"""So many have room on one page."""
_MOST_CHANGES = 3
_LONGEST = 160
_HEADS = {
    'document': "Dokumentet",
    'fact': "Uppgift",
    'content': "Innehåll",
    'people': "Vem, när och hur",
    'who': "Vem",
    'when': "När",
    'how': "Hur",
    'checked': "Det här är prövat",
    'unchecked': "Det här är inte prövat",
}
_CLOSED = frozenset((Document.NOT_A_PDF, Document.DAMAGED, Document.ENCRYPTED))
_UNJUDGED = frozenset((Verdict.BROKEN, Verdict.UNREADABLE))


def write_evidence_page(found: DocumentVerification, out: Path, wording: Wording | None = None) -> None:
    """Write the page; a file that is there is replaced at once or not at all.

    Args:
        found: what the verification came to.
        out: where to write.
        wording: the workspace's sentences; without them docgen's own.

    Raises:
        UsageError: `output-unwritable`.
    """
    put_in_place(evidence_page(found, wording), out, '--evidence')


def evidence_page(found: DocumentVerification, wording: Wording | None = None) -> bytes:
    """Give the page as a PDF."""
    return set_template('evidence.typ', _data(found, wording), found.at)


def _data(found: DocumentVerification, wording: Wording | None) -> dict[str, Any]:
    people = [each for each in found.signatures if each.kind is not SignatureKind.TIMESTAMP]
    more = len(people) - _MOST_PEOPLE
    return {
        'title': f"Intyg om underskrifter: {heading(found)}",
        'author': found.software,
        'subject': "Vem som har skrivit under, när och hur, och vad som är prövat",
        'keywords': ["underskrift", found.verdict.value],
        'made': f"Prövat av {found.software}, {moment(found.at)}",
        'heads': _HEADS,
        'ok': found.ok,
        'verdict': headline(found, wording),
        'explanation': [each for each in (found.explanation, *found.changes[:_MOST_CHANGES]) if each],
        'file': list(_file(found)),
        'people': [_person(each, wording) for each in people[:_MOST_PEOPLE]],
        'rest': f"Och {more} underskrifter till, som står i rapporten (docgen verify --report)." if more > 0 else "",
        'checked': list(_checked(found)),
        'unchecked': list(_unchecked(found)),
    }


def _file(found: DocumentVerification) -> Iterator[tuple[str, str, bool]]:
    yield "Fil", shown(found.path.name, 100), True
    if found.title:
        yield "Titel", shown(found.title, 120), False
    pages = plural(found.pages, 'sida', 'sidor')
    yield "Omfång", f"{number(found.pages)} {pages}, {number(found.bytes)} byte", False
    yield "SHA-256", found.sha256, True


def _person(each: SignatureVerification, wording: Wording | None) -> list[str]:
    who = ', '.join(filter(None, (each.signer or "okänd", each.role, each.party)))
    if each.proven_at is not None:
        when = f"{moment(each.proven_at)}{in_print(each)}, styrkt av tidsstämpel från {each.timestamped_by}"
    elif each.claimed_at is not None:
        when = f"{moment(each.claimed_at)}{in_print(each)} enligt undertecknarens egen klocka; inte styrkt"
    else:
        when = "framgår inte"
    what = "Sigill" if each.kind is SignatureKind.SEAL else "Elektronisk underskrift"
    level = f", nivå {each.level}" if each.level else ""
    issuer = f", certifikat från {each.issuer}" if each.issuer else ""
    if each.self_issued:
        issuer = ", självutfärdat certifikat"
    told = f"{what}{level}{issuer}. Utlåtande: {signature_headline(each.verdict, wording)}."
    qualified = qualification(each)
    if qualified:
        told = f"{told} {qualified[:1].upper()}{qualified[1:]}."
    why = explanation(each)
    return [shown(who, _LONGEST), shown(when, _LONGEST), shown(f"{told} {why}".strip(), 2 * _LONGEST)]


def _checked(found: DocumentVerification) -> Iterator[str]:
    judged = [each for each in found.signatures if each.verdict not in _UNJUDGED]
    broken = sum(each.verdict is Verdict.BROKEN for each in found.signatures)
    if judged or broken:
        test = "Om det undertecknade är detsamma, byte för byte, och om underskrifternas värden stämmer med det"
        count = len(found.signatures)
        fails = "nej, det stämmer inte" if not judged else f"nej, inte för {broken} av {count}"
        yield f"{test}: {fails}." if broken else f"{test}."
    if judged:
        yield "Om det som har lagts till efteråt är annat än underskrifter, tidsstämplar och bevis för dem."
    if found.looked:
        readers = join_list(list(found.looked))
        yield (
            f"Om varje sida ser ut som när den första skrev under, sett av {readers}. Rutorna där andra har skrivit"
            " under senare är undantagna: där ska det som syntes synas än."
        )
    yield from added_lines(found)
    if any(each.anchor and each.self_issued for each in judged):
        yield "Om det självutfärdade certifikatet är betrott här: ja, det ligger bland de betrodda."
    if any(each.anchor and not each.self_issued for each in judged):
        yield f"Om certifikaten går tillbaka till en utgivare som är betrodd här: {_anchors(found)}."
    if any(each.revocation in (Revocation.NOT_REVOKED, Revocation.REVOKED) for each in judged):
        asked = "utgivarna har tillfrågats" if found.network else "beskeden ligger i filen"
        yield f"Om certifikaten var spärrade: {asked}."
    if found.lists is not None and found.lists.states:
        days = join_list([f'{each.territory} av {day(each.issued)}' for each, _ in found.lists.states])
        yield f"Om underskrifterna är kvalificerade enligt EU-förordningen eIDAS, enligt betrodd lista: {days}."
    if found.document:
        yield f"Om filen hör till {found.document}, och om de som skulle skriva under har gjort det."
    if found.verdict in _CLOSED:
        yield "Om filen går att läsa som en PDF: nej."
    elif found.signatures and all(each.kind is SignatureKind.TIMESTAMP for each in found.signatures):
        yield "Om någon har skrivit under: nej. Filen har bara en tidsstämpel, som visar att den fanns en viss tid."
    elif not found.signatures:
        yield "Om filen har någon elektronisk underskrift: ingen har gått att finna."


def _anchors(found: DocumentVerification) -> str:
    return join_list(
        list(dict.fromkeys(each.anchor for each in found.signatures if each.anchor and not each.self_issued))
    )


def _unchecked(found: DocumentVerification) -> Iterator[str]:
    if found.verdict in _CLOSED:
        yield "Om filen har några underskrifter, och om det undertecknade är oförändrat: filen går inte att läsa."
        return
    yield "Att undertecknarna hade rätt att företräda någon. Certifikatet säger vem, inte vad personen får besluta."
    own = join_list(list(dict.fromkeys(each.signer for each in found.signatures if each.self_issued)))
    if own:
        yield f"Vem undertecknaren är ({own}): certifikatet är självutfärdat, så ingen annan har kontrollerat det."
    if not own or any(each.issuer and not each.self_issued for each in found.signatures):
        yield "Hur utgivaren kontrollerade undertecknarens identitet. Det framgår av utgivarens villkor."
    if any(each.verdict is Verdict.BROKEN for each in found.signatures) and not found.looked:
        yield "Om sidorna ser ut som när de undertecknades: det undertecknade är inte oförändrat, så det går inte."
    if found.lists is None or not found.lists.states:
        yield "Om underskrifterna är kvalificerade enligt EU-förordningen eIDAS: ingen betrodd lista har lästs."
    if found.signatures and not found.network:
        yield "Om ett certifikat har spärrats efter det som filen själv visar: utgivarna har inte tillfrågats."
    if any(each.verdict is Verdict.UNREADABLE for each in found.signatures):
        yield "En underskrift som är skriven på ett sätt som docgen inte kan läsa; se ovan."
    if found.by_pen:
        yield f"Det som är undertecknat för hand ({join_list(list(found.by_pen))}): pappret är originalet."
    if not found.document:
        yield "Vilka som borde ha skrivit under: filen är inte känd i någon arbetsyta."
