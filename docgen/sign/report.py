"""The validation report: what a verification came to, for the archive, as PDF/A-2a and PDF/UA-1 in Swedish.

The same verification for the same moment gives the same bytes.
"""

from __future__ import annotations

import os
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from docgen.build.place import unwritable
from docgen.sign.names import masked
from docgen.sign.phrases import DOCUMENT_ADVICE, DOCUMENT_HEADLINES
from docgen.sign.telling import moment, rebuild_lines, rows, title
from docgen.swedish import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.sign.verdicts import DocumentVerification

_SOURCE = 'report.typ'
_Row = tuple[str, str, bool]
"""Label, text, and whether the text may be broken anywhere."""


def report(found: DocumentVerification) -> bytes:
    """Give the report as a PDF."""
    from docgen.convert.typeset import typeset

    source = files('docgen.sign').joinpath(_SOURCE).read_text(encoding='utf-8')
    return typeset(source, _hidden(_data(found)), found.at)


def write_report(found: DocumentVerification, out: Path) -> None:
    """Write the report; a file that is there is replaced at once or not at all.

    Raises:
        UsageError: `output-unwritable`.
    """
    made = report(found)
    temporary = out.with_name(f'.{out.name}.{os.getpid()}')
    try:
        temporary.write_bytes(made)
        temporary.replace(out)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise unwritable(out, error) from error


def _data(found: DocumentVerification) -> dict[str, Any]:
    name = found.document or found.path.name
    made = found.rebuild
    sentences = list(rebuild_lines(found)) if made is not None else []
    return {
        'title': f"Valideringsrapport för {name}",
        'author': found.software,
        'subject': "Prövning av elektroniska underskrifter",
        'keywords': ["valideringsrapport", found.verdict.value],
        'made': f"{found.software}, {moment(found.at)}",
        'ok': found.ok,
        'verdict': DOCUMENT_HEADLINES[found.verdict],
        'explanation': [each for each in (found.explanation, DOCUMENT_ADVICE[found.verdict]) if each],
        'file': list(_file(found)),
        'changes': list(found.changes),
        'missing': [f"{each.name}, {each.party} ({each.role})" for each in found.missing],
        'signatures': [
            {'title': title(number_, each), 'rows': [(label, text, False) for label, text in rows(each)]}
            for number_, each in enumerate(found.signatures, start=1)
        ],
        'rebuild': None
        if made is None
        else {'message': ' '.join(filter(None, (made.sentence, made.note))), 'differs': list(made.differs)},
        'method': list(_method(found, told=len(sentences))),
        'trust': [(each.name, f"SHA-256 {each.fingerprint}", True) for each in found.trust],
    }


def _file(found: DocumentVerification) -> Iterator[_Row]:
    yield "Namn", found.path.name, True
    if found.document:
        yield "Version", found.document, True
    if found.title:
        yield "Titel", found.title, False
    if found.pages:
        yield "Sidor", number(found.pages), False
    yield "Storlek", f"{number(found.bytes)} byte", False
    yield "SHA-256", found.sha256, True
    yield "Prövad", moment(found.at), False
    yield "Program", found.software, False


def _method(found: DocumentVerification, *, told: int) -> Iterator[str]:
    yield (
        "Varje underskrift är prövad mot de byte som den täcker, och det som lagts till efter den är granskat: bara "
        "underskrifter, tidsstämplar och bevis för dem godtas. Certifikatet är prövat för den tid som en betrodd "
        "tidsstämpel styrker, annars för tiden då rapporten gjordes (ETSI EN 319 102-1)."
    )
    if found.network:
        yield "Utgivarna är tillfrågade över nätet om certifikaten är spärrade."
    else:
        yield "Spärrkontrollen bygger bara på uppgifter i filen; ingen utgivare är tillfrågad över nätet."
    if not found.trust:
        yield "Ingen utgivare var betrodd vid prövningen."
    if found.rebuild is None and told == 0:
        yield "Innehållet är inte jämfört med data och mallar."


def _hidden(value: Any) -> Any:
    """The same without personal identity numbers in any text; digests and sizes are no texts of people's."""
    if isinstance(value, dict):
        return {key: _hidden(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_hidden(each) for each in value]
    if isinstance(value, tuple) and len(value) == 3:
        return _hidden_row(value)
    return masked(value) if isinstance(value, str) else value


def _hidden_row(row: Sequence[Any]) -> list[Any]:
    label, text, digits = row
    return [label, text if digits and 'SHA' in f'{label}{text}' else masked(text), digits]
