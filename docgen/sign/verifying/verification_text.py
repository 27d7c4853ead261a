"""A verification in plain Swedish: what each verdict means and what to do, line by line, and as plain data for JSON."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from docgen.sign.certificate import shown
from docgen.sign.verifying.rebuilt_comparison import Match
from docgen.sign.verifying.verdict_sentences import (
    ENTRIES,
    EXPLANATIONS,
    KINDS,
    QUALIFIED,
    REVOCATIONS,
    advice,
    headline,
    signature_headline,
)
from docgen.sign.verifying.verdicts import SignatureKind, SignatureVerdict, SignatureVerification
from docgen.swedish import join_list, long_date, number
from docgen.swedish.clock import swedish_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import Wording
    from docgen.sign.trusted_lists import TrustedList
    from docgen.sign.verifying.verdicts import DocumentVerification

_WIDTH = 16
_INDENT = '  '


def tell(found: DocumentVerification) -> Iterator[str]:
    """The whole verification: the file's verdict first, then each signature."""
    yield headline(found)
    if found.explanation:
        yield found.explanation
    for each in found.changes:
        yield f'  – {each}'
    for person in found.missing:
        yield f"Saknas: {person.name}, {person.party} ({person.role})."
    yield from looked_lines(found)
    yield from list_lines(found)
    do = advice(found.verdict, by_pen=bool(found.by_pen))
    if do:
        yield f"→ {do}"
    for place, signature in enumerate(found.signatures, start=1):
        yield ''
        yield from _signature(place, signature)
    if found.rebuild is not None:
        yield ''
        yield from rebuild_lines(found)


def looked_lines(found: DocumentVerification) -> Iterator[str]:
    """Which programs held the pages against what was signed first, and what changed beside the content."""
    if found.looked:
        yield f"Sidorna har jämförts med det som undertecknades först, av {join_list(list(found.looked))}."
    elif any(each.verdict is SignatureVerdict.BROKEN for each in found.signatures):
        yield "Hur sidorna såg ut när de undertecknades går inte att jämföra med: det undertecknade är inte oförändrat."
    yield from added_lines(found)


def added_lines(found: DocumentVerification) -> Iterator[str]:
    """What came after the first signature and changes no verdict."""
    if found.remarks:
        what = join_list([_remark(*each) for each in found.remarks])
        yield f"Uppgifter som inte rör innehållet har ändrats vid en underskrift, en tidsstämpel eller bevis: {what}."
    if found.empty_fields:
        names = join_list([f"”{each}”" for each in found.empty_fields])
        yield f"Tomma underskriftsfält har lagts till efter underskriften, vilket vem som helst kan göra: {names}."


def _remark(entry: str, says: str) -> str:
    if entry == 'Tabs':
        return f"i vilken ordning fälten nås på {'sidorna' if ',' in says else 'sidan'} {says}"
    words = ENTRIES.get(entry, entry)
    return f"{words} (nu ”{shown(says, 100)}”)" if says else words


def rebuild_lines(found: DocumentVerification) -> Iterator[str]:
    """What building anew came to."""
    made = found.rebuild
    if made is None:
        return
    yield made.sentence
    if made.match is not Match.EXACT and made.note:
        yield made.note
    for each in made.differs:
        yield f'  – {each}'


def rows(each: SignatureVerification, wording: Wording | None = None) -> list[tuple[str, str]]:
    """One signature as labels and texts."""
    found = [("Utlåtande", signature_headline(each.verdict, wording))]
    why = explanation(each)
    if why:
        found.append(("Varför", why))
    if each.role:
        found.append(("Roll", ', '.join(filter(None, (each.role, each.party, each.title)))))
    if each.self_issued:
        trusted = ", men betrodd här" if each.anchor else ""
        found.append(("Utgivare", f"ingen annan än innehavaren: certifikatet är självutfärdat{trusted}"))
    elif each.issuer:
        found.append(("Utgivare", each.issuer + (f", betrodd genom {each.anchor}" if each.anchor else '')))
    if each.valid_from and each.valid_to:
        number_ = each.serial.zfill(len(each.serial) + len(each.serial) % 2)
        found.append(("Certifikat", f"serienummer {number_}, gäller {day(each.valid_from)}–{day(each.valid_to)}"))
    found.append(("Tid", _time(each)))
    if each.reason:
        found.append(("Skäl", f"”{each.reason}”, som det står i underskriften"))
    if each.kind is not SignatureKind.TIMESTAMP:
        found.append(("Nivå", _level(each)))
        found.append(("Spärrkontroll", _revocation(each)))
    if each.qualification is not None:
        found.append(("Kvalificerad", qualification(each)))
    found.append(("Fält", each.field))
    part = f"filens första {number(each.covers)} byte" if each.covers else "går inte att fastställa"
    found.append(("Täcker", "hela filen" if each.covers_all else part))
    return found


def _level(each: SignatureVerification) -> str:
    if each.level is not None:
        return each.level.value
    judged = each.verdict not in (SignatureVerdict.BROKEN, SignatureVerdict.UNREADABLE)
    return "ingen av PAdES nivåer" if judged else "inte fastställd"


def explanation(each: SignatureVerification) -> str:
    """Why a signature got its verdict; '' for a valid one without anything to remark."""
    why = each.explanation or EXPLANATIONS.get(each.verdict, '')
    return ' '.join(filter(None, (why, *each.remarks)))


def heading(found: DocumentVerification) -> str:
    """What the file is called: the version that it is, else its own name."""
    return shown(found.path.name) if found.derived or not found.document else found.document


def title(place: int, each: SignatureVerification) -> str:
    """A signature's heading."""
    who = each.signer or "okänd"
    return f"{place}. {KINDS[each.kind]}: {who}"


def moment(time: datetime.datetime) -> str:
    """A time in Sweden: 11 mars 2021 kl. 13.45 svensk tid."""
    return swedish_time(time)


def in_print(each: SignatureVerification) -> str:
    """Say which day the document has in print for a signature, if that is another; else ''."""
    return f" (i dokumentet står {long_date(each.day_in_document)})" if each.day_in_document else ''


def day(time: datetime.datetime) -> str:
    """A day: 2021-03-11."""
    return f'{time.astimezone(datetime.UTC):%Y-%m-%d}'


def plain(found: DocumentVerification) -> dict[str, Any]:
    """The same as tables and lists. Names of fields and verdicts are English, sentences Swedish."""
    made = found.rebuild
    return {
        'file': str(found.path),
        'sha256': found.sha256,
        'bytes': found.bytes,
        'pages': found.pages,
        'title': found.title,
        'document': found.document,
        'verdict': found.verdict.value,
        'message': ' '.join(filter(None, (headline(found), found.explanation))),
        'advice': advice(found.verdict, by_pen=bool(found.by_pen)),
        'signed_by_pen': list(found.by_pen),
        'verified_at': _iso(found.at),
        'network': found.network,
        'software': found.software,
        'signatures': [_plain_signature(each) for each in found.signatures],
        'missing': [{'role': each.role, 'party': each.party, 'name': each.name} for each in found.missing],
        'changes': list(found.changes),
        'looked_by': list(found.looked),
        'remarks': sorted({entry for entry, _ in found.remarks}),
        'remarks_say': [says for _, says in found.remarks if says],
        'empty_fields': list(found.empty_fields),
        'trusted_lists': [
            {
                'territory': each.territory,
                'operator': each.operator,
                'number': each.number,
                'issued': _iso(each.issued),
                'due': _iso(each.due),
                'overdue': each.is_overdue(found.at),
            }
            for each in ((found.lists.of_lists, *(one for one, _ in found.lists.states)) if found.lists else ())
        ],
        'trust': [{'name': each.name, 'sha256': each.fingerprint} for each in found.trust],
        'rebuild': None
        if made is None
        else {'match': made.match.value, 'message': made.sentence, 'note': made.note, 'differs': list(made.differs)},
    }


def _plain_signature(each: SignatureVerification) -> dict[str, Any]:
    return {
        'field': each.field,
        'kind': each.kind.value,
        'verdict': each.verdict.value,
        'message': signature_headline(each.verdict),
        'explanation': explanation(each),
        'signer': each.signer,
        'role': each.role,
        'party': each.party,
        'title': each.title,
        'issuer': each.issuer,
        'self_issued': each.self_issued,
        'serial': each.serial,
        'valid_from': _iso(each.valid_from),
        'valid_to': _iso(each.valid_to),
        'anchor': each.anchor,
        'level': each.level.value if each.level else None,
        'claimed_at': _iso(each.claimed_at),
        'proven_at': _iso(each.proven_at),
        'reason': each.reason,
        'day_in_document': each.day_in_document.isoformat() if each.day_in_document else None,
        'timestamped_by': each.timestamped_by,
        'revocation': each.revocation.value,
        'revoked_at': _iso(each.revoked_at),
        'covers': each.covers,
        'covers_all': each.covers_all,
        'qualification': None
        if each.qualification is None
        else {
            'kind': each.qualification.kind.value,
            'service': each.qualification.service,
            'territory': each.qualification.list.territory if each.qualification.list else '',
            'list_issued': _iso(each.qualification.list.issued) if each.qualification.list else None,
        },
    }


def _signature(place: int, each: SignatureVerification) -> Iterator[str]:
    yield title(place, each)
    for label, text in rows(each):
        yield f'{_INDENT}{label + ":":<{_WIDTH}} {text}'


def qualification(each: SignatureVerification) -> str:
    """What trusted lists say; of a signature that is not valid, only what they say of its certificate. '' without."""
    found = each.qualification
    if found is None:
        return ''
    if found.list is None:
        return QUALIFIED[found.kind]
    words = QUALIFIED[found.kind]
    if each.verdict is not SignatureVerdict.VALID:
        words = "certifikatet är kvalificerat, men utlåtandet ovan gäller; det är"
    return f"{words} enligt betrodda listan av {day(found.list.issued)} ({_whose(found.list)}), {shown(found.service)}"


def list_lines(found: DocumentVerification) -> Iterator[str]:
    """Which trusted lists were asked, and of what day they are."""
    if found.lists is None:
        return
    for each in (found.lists.of_lists, *(one for one, _ in found.lists.states)):
        overdue = f", skulle ha ersatts senast {day(each.due)}" if each.due and each.is_overdue(found.at) else ""
        yield f"Betrodd lista: {_whose(each)}, nummer {each.number}, av {day(each.issued)}{overdue}."
    if not found.lists.states:
        yield "Ingen stats lista har lästs, så inget kan sägas vara kvalificerat."
    yield from found.lists.refused


def _whose(each: TrustedList) -> str:
    return shown(f'{each.territory}, {each.operator}' if each.operator else each.territory)


def _time(each: SignatureVerification) -> str:
    if each.proven_at is not None:
        return f"{moment(each.proven_at)}{in_print(each)}, styrkt av tidsstämpel från {each.timestamped_by}"
    if each.claimed_at is None:
        return "inte angiven"
    if each.kind is SignatureKind.TIMESTAMP:
        return f"{moment(each.claimed_at)}, tidsstämpelns uppgift; inte styrkt"
    return f"{moment(each.claimed_at)}{in_print(each)} enligt undertecknarens egen klocka; inte styrkt"


def _revocation(each: SignatureVerification) -> str:
    since = f" sedan {moment(each.revoked_at)}" if each.revoked_at is not None else ''
    return REVOCATIONS[each.revocation] + since


def _iso(time: datetime.datetime | None) -> str | None:
    return time.astimezone(datetime.UTC).isoformat(timespec='seconds') if time is not None else None
