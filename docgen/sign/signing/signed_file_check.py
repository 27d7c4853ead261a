"""The judgement of a file that has just been signed, before it takes the place of the one without the signature.

Message ids: `signed-file-unsound`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from docgen.errors import Finding, SignatureError
from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, believable, violations
from docgen.pdf.judge.defects import DefectKind
from docgen.pdf.judge.structure_audit import structure_audit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

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
    """Whom to trust is no question here: only whether the new signature stands and the first one allows it.

    Those between, whose bytes are untouched, were judged when they were made; to compare revisions takes seconds.
    """
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    reader = PdfFileReader(io.BytesIO(content))
    signatures: list[EmbeddedPdfSignature] = reader.embedded_regular_signatures
    stamps: list[EmbeddedPdfSignature] = reader.embedded_timestamp_signatures
    new = next((each for each in (*signatures, *stamps) if each.field_name == field), None)
    if new is None:
        yield f"Fältet {field} är inte undertecknat."
        return
    for signature in dict.fromkeys((*signatures[:1], *(each for each in signatures if each is new))):
        status = await async_validate_pdf_signature(signature, context, context)
        if not (status.intact and status.valid and status.docmdp_ok):
            yield f"Underskriften {signature.field_name} håller inte."
        if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            yield f"Underskriften {signature.field_name} täcker inte hela filen."
        if status.timestamp_validity and not (status.timestamp_validity.intact and status.timestamp_validity.valid):
            yield f"Tidsstämpeln på {signature.field_name} håller inte."
    for stamp in stamps[-1:]:
        stamped = await async_validate_pdf_timestamp(stamp, context, skip_diff=True)
        if not (stamped.intact and stamped.valid):
            yield f"Tidsstämpeln {stamp.field_name} håller inte."


def _departures(file: Path) -> Iterator[str]:
    defects = structure_audit(file)
    whole = all(defect.kind is not DefectKind.DAMAGED for defect in defects)
    for name, profile in (("PDF/A-2a", PDF_A_2A), ("PDF/UA-1", PDF_UA_1)):
        for each in believable(violations(file, profile), lengths_are_right=whole):
            if not each.rule.endswith(_FALSE_ALARM):
                yield f"Den bryter mot {name}, regel {each.rule}: {each.message}."
    for defect in defects:
        yield defect.message
