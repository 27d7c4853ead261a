"""What every document's context holds: the document itself, the parties, reference numbers, whom to ask.

A context's texts are finished by `with_no_break_spaces`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from docgen.model import Period, SigningMethod
from docgen.model.base import gap
from docgen.swedish import NO_BREAK_SPACE, iso_date, length_text, long_date, period_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from docgen.model import Agreement, FollowUp, Party, Promise, ReferenceNumber, Signatory
    from docgen.workspace import Workspace

Context: TypeAlias = 'dict[str, ContextValue]'
"""What a template gets: plain data only, never a live object."""
ContextValue: TypeAlias = 'str | int | bool | list[ContextValue] | dict[str, ContextValue]'


_RANGE = re.compile(r'(?<=\d)–(?=\d)')
_DEFINITE = {"Medborgarlöfte": "medborgarlöftet", "Samverkansöverenskommelse": "samverkansöverenskommelsen"}
_MONTHS = 'januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december'
_UNITS = r'%|procent|kr|kronor|km/h|km|cm|mm|m|kg|kWh'
# It begins with the space, which is quickly found; what stands before it is looked at afterwards.
_BREAKS = re.compile(
    rf' (?:(?:(?<=(?<![\w,.])\d )|(?<=(?<![\w,.])\d\d ))(?=(?:{_MONTHS})(?!\w))'
    rf'|(?<=§ )(?=\d)|(?<=\d )(?=§|(?:{_UNITS})(?!\w)))'
)


def paragraphs(text: str | None) -> list[ContextValue]:
    """Split a text at its empty lines; the line breaks inside a paragraph are only how it was typed."""
    if text is None:
        return []
    blocks: list[list[str]] = [[]]
    for line in text.split('\n'):
        if line.strip():
            blocks[-1].append(line.strip(' '))
        elif blocks[-1]:
            blocks.append([])
    return [' '.join(block) for block in blocks if block]


def one_line(text: str) -> str:
    """Give a text that may be typed over several lines as one paragraph."""
    return ' '.join(str(block) for block in paragraphs(text))


def sentence_case(text: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def day_text(day: datetime.date | None, key: str) -> str:
    """Write a day, or the gap mark where a draft has none yet."""
    return gap(key) if day is None else long_date(day)


def signed_on_text(document: Agreement | Promise) -> str:
    """Write the day that a document is signed; '' where that is the day of the electronic signatures."""
    left_to_signatures = document.signing is SigningMethod.ELECTRONIC and document.signed_on is None
    return '' if left_to_signatures else day_text(document.signed_on, 'signed_on')


def title_in_text(title: str) -> str:
    """Give a document's title as running text calls it: "medborgarlöftet 2020", "samverkansöverenskommelsen 2020–2023".

    Another title than those two begin with stands as it is.
    """
    for word, definite in _DEFINITE.items():
        if re.match(rf'{word}\b', title):
            return definite + title.removeprefix(word)
    return title


def signing(workspace: Workspace, document: Agreement | Promise) -> Context:
    """Give how a document is signed, `paper`, `electronic` or '' where nobody has said, and what follows from it."""
    method = document.signing.value if document.signing else ''
    electronic = document.signing is SigningMethod.ELECTRONIC
    return {'method': method, 'sentence': workspace.wording.signing.electronic if electronic else ''}


def copies(document: Agreement | Promise) -> list[ContextValue]:
    """Give the sentence about copies on paper; none of a document that is signed electronically."""
    return [] if document.signing is SigningMethod.ELECTRONIC else paragraphs(document.copies)


def valid_to(period: Period) -> str:
    """Say how long a period runs."""
    return "tills vidare" if period.end is None else long_date(period.end)


def shared_context(
    workspace: Workspace,
    record: Agreement | Promise | FollowUp,
    *,
    kind: str,
    title: str,
    date: datetime.date | None,
    date_key: str,
    draft: bool,
    appendix: str = '',
    page_prefix: str = '',
) -> Context:
    """Give the part of the context that all documents share.

    Args:
        workspace: where the record lies.
        record: what the document is made of.
        kind: the document's kind, a value of `DocumentKind`.
        title: the document's title.
        date: its day; None where a draft has none yet, or where it is that of the electronic signatures.
        date_key: the key of that day in the data, for the gap mark.
        draft: whether it is a draft.
        appendix: "Bilaga 1" when it is made as an appendix.
        page_prefix: "B1-" when it is made as an appendix.
    """
    municipality = workspace.parties[workspace.settings.municipality]
    contact = workspace.settings.contact
    undated = date is None and getattr(record, 'signing', None) is SigningMethod.ELECTRONIC
    return {
        'document': {
            'kind': kind,
            'title': title,
            'date': '' if undated else day_text(date, date_key),
            'date_iso': '' if undated else gap(date_key) if date is None else iso_date(date),
            'period': period_text(record.period),
            'valid_from': long_date(record.period.start),
            'valid_to': valid_to(record.period),
            'draft': draft,
            'appendix': appendix,
            'page_prefix': page_prefix,
        },
        'municipality': party(municipality),
        'parties': [party(workspace.parties[party_id]) for party_id in _party_ids(workspace, record)],
        'reference_numbers': reference_numbers(workspace, record.reference_numbers),
        'contact': {'name': contact.name, 'email': contact.email, 'phone': contact.phone or ''},
        'signatories': signatories(workspace, getattr(record, 'signatories', ())),
    }


def party(record: Party) -> Context:
    """Give a party's names."""
    return {
        'name': record.name,
        'unit': record.unit or '',
        'full_name': f'{record.name}, {record.unit}' if record.unit else record.name,
        'short_name': record.short_name,
        'kind': record.kind.value,
        'organisation_number': record.organisation_number or '',
        'website': record.website or '',
    }


def reference_numbers(workspace: Workspace, numbers: Sequence[ReferenceNumber]) -> list[ContextValue]:
    """Give each party's case number with the party's name."""
    return [{'party': workspace.parties[each.party].name, 'number': each.number} for each in numbers]


def signatories(workspace: Workspace, people: Sequence[Signatory]) -> list[ContextValue]:
    """Give who signs, in the order that the data list them."""
    return [{'party': workspace.parties[each.party].name, 'name': each.name, 'title': each.title} for each in people]


def _party_ids(workspace: Workspace, record: Agreement | Promise | FollowUp) -> Sequence[str]:
    from docgen.model import FollowUp

    if isinstance(record, FollowUp):
        return workspace.promises[record.promise].parties
    return record.parties


def text_with_no_break_spaces(text: str) -> str:
    """Put a no-break space between day and month, paragraph sign and number, number and unit; no other change.

    Myndigheternas skrivregler: what belongs together is not parted by a line's end.
    """
    return _BREAKS.sub(NO_BREAK_SPACE, text)


def with_no_break_spaces(context: Context) -> Context:
    """Give the context with every text of it held together."""
    return {key: _held(value) for key, value in context.items()}


def _held(value: ContextValue) -> ContextValue:
    if isinstance(value, str):
        return text_with_no_break_spaces(value)
    if isinstance(value, list):
        return [_held(each) for each in value]
    if isinstance(value, dict):
        return {key: _held(each) for key, each in value.items()}
    return value


def with_unbroken_ranges(context: Context) -> Context:
    """Give a document's context with a word joiner after the dash of "2020–2023", which no line's end then parts.

    What is about the document itself stays as it is, for its title also stands in the file's properties.
    """
    return {key: value if key == 'document' else _unbroken(value) for key, value in context.items()}


def _unbroken(value: ContextValue) -> ContextValue:
    if isinstance(value, str):
        return _RANGE.sub('–\u2060', value)
    if isinstance(value, list):
        return [_unbroken(each) for each in value]
    if isinstance(value, dict):
        return {key: _unbroken(each) for key, each in value.items()}
    return value


def name_and_period(record: Agreement | Promise) -> Context:
    """Give what every document says of an agreement or a promise."""
    return {
        'title': record.title,
        'title_in_text': title_in_text(record.title),
        'period': period_text(record.period),
        'length': length_text(record.period),
        'valid_from': long_date(record.period.start),
        'valid_to': valid_to(record.period),
    }
