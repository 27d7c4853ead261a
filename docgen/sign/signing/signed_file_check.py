"""The judgement of a file that has just been signed, before it takes the place of the one without the signature.

Message ids: `signed-file-unsound`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from docgen.errors import Finding, SignatureError
from docgen.pdf.judge.clauses import departures
from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, believable, violations
from docgen.pdf.judge.defects import DefectKind
from docgen.pdf.judge.structure_audit import structure_audit
from docgen.sign.verifying.appended.appended_check import account_for
from docgen.sign.verifying.appended.fault_sentences import fault_sentences
from docgen.sign.verifying.embedded_signatures import find_signatures
from docgen.sign.verifying.signature_verdicts import lock_fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

_FALSE_ALARM = 'SIGNATURE-BYTERANGE-001'
"""The validator takes every signature but the last for broken; pyHanko has seen to their ranges."""


async def require_sound(before: bytes, file: Path, field: str) -> None:
    """Refuse a signed file that does not begin with the file before it, does not hold together or does not conform.

    Args:
        before: the file that was signed.
        file: the signed one.
        field: the field that was signed.

    Raises:
        SignatureError: `signed-file-unsound`.
    """
    content = file.read_bytes()
    faults = [] if content.startswith(before) else ["Den börjar inte med filen som skrevs under."]
    faults += [each async for each in _broken_signatures(content, field)]
    faults += _departures(file)
    if faults:
        raise SignatureError(
            Finding(
                'signed-file-unsound',
                "Den undertecknade filen klarade inte kontrollen och har kastats.",
                ' '.join(faults[:5]),
                "Underskriften är inte gjord. Händer det igen är det ett fel i docgen.",
            )
        )


async def _broken_signatures(content: bytes, field: str) -> AsyncIterator[str]:
    """Whom to trust is no question here: only whether the new signature stands, and all before it allow what came."""
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    found = find_signatures(content).signatures
    new = next((each for each in found if each.field == field), None)
    if new is None:
        yield f"Fältet {field} är inte undertecknat."
        return
    account = account_for(content, [each.end for each in found], {each.gap for each in found})
    for each in found:
        if each.broken or each.unreadable or each.signature is None:
            yield f"Underskriften {each.field} håller inte. {each.broken or each.unreadable}"
        else:
            fault = lock_fault(each, account)
            if fault is not None:
                yield fault[1]
    for sentence in fault_sentences(account.faults, content):
        yield sentence
    if new.signature is not None and not new.is_timestamp:
        status = await async_validate_pdf_signature(new.signature, context, context, skip_diff=True)
        if not (status.intact and status.valid):
            yield f"Underskriften {field} håller inte."
        if status.timestamp_validity and not (status.timestamp_validity.intact and status.timestamp_validity.valid):
            yield f"Tidsstämpeln på {field} håller inte."
    stamps = [each.signature for each in found if each.is_timestamp and each.signature is not None]
    for stamp in stamps[-1:]:
        stamped = await async_validate_pdf_timestamp(stamp, context, skip_diff=True)
        if not (stamped.intact and stamped.valid):
            yield f"Tidsstämpeln {stamp.field_name} håller inte."


def _departures(file: Path) -> Iterator[str]:
    defects = structure_audit(file)
    whole = all(defect.kind is not DefectKind.DAMAGED for defect in defects)
    for name, profile in (("PDF/A-2a", PDF_A_2A), ("PDF/UA-1", PDF_UA_1)):
        broken = [each.rule for each in believable(violations(file, profile), lengths_are_right=whole)]
        yield from departures(name, (rule for rule in broken if not rule.endswith(_FALSE_ALARM)))
    for defect in defects:
        yield defect.message
