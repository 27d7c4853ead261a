"""What was added to a fixed file: signatures and what proves them, or anything else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import FormUpdatingRule, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

from docgen.sign.verifying.allowed_changes import strict_policy
from docgen.sign.verifying.signature_verdicts import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path


def only_signatures_added(fixed: Path, content: bytes) -> bool:
    """Tell whether a file begins with the fixed one and otherwise holds signatures, timestamps and proofs alone.

    What came before the first signature is held to the same rules as what comes after: a page that was added and
    then signed is signed, but it was not fixed.
    """
    begins = fixed.read_bytes()
    if not content.startswith(begins):
        return False
    try:
        revisions = PdfFileReader(io.BytesIO(begins), strict=False).xrefs.total_revisions
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        result = _policy().review_file(reader, revisions - 1)
    except HOSTILE:
        return False
    return not isinstance(result, SuspiciousModification)


def _policy() -> StandardDiffPolicy:
    """The rules for what follows a signature, and that the first one marks the form as signed (12.7.2: SigFlags)."""
    strict = strict_policy()
    rules = strict.form_rule.field_rules if strict.form_rule else []
    exempt = {*ACROFORM_EXEMPT_STRICT_COMPARISON, '/SigFlags'}
    return StandardDiffPolicy(strict.global_rules, FormUpdatingRule(rules, exempt))
