"""Which standards an archived PDF follows, rid of the one fault that several signatures only feign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.pdf.inspect.conformity import Conformity

if TYPE_CHECKING:
    from docgen.pdf.inspect.conformity import Standing
    from docgen.pdf.inspect.inspection import Inspection

_SEVERAL = 2
_FEIGNED = 'SIGNATURE-BYTERANGE-001'
"""The validator takes every signature but the last for broken; `docgen.sign.verifying.verify` sees to their ranges."""


def rightly_judged(found: Inspection) -> Inspection:
    """Give an inspection without the fault that the validator finds in a file with several signatures."""
    if len(found.signatures) < _SEVERAL:
        return found
    first, second = (_standing(each) for each in found.standings)
    return replace(found, standings=(first, second))


def _standing(standing: Standing) -> Standing:
    faults = tuple(each for each in standing.faults if not each.rule.endswith(_FEIGNED))
    if standing.conformity is not Conformity.BREAKS or faults:
        return replace(standing, faults=faults)
    return replace(standing, conformity=Conformity.FOLLOWS, faults=())
