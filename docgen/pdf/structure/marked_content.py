"""What a page paints, and under which mark: tagged content, artifact, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTIFACT = Name.Artifact
_PAINT = frozenset(('Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'INLINE IMAGE'))
# pikepdf gives an inline picture only when both ends of it are asked for.
_OPERATORS = ' '.join(('BMC', 'BDC', 'EMC', 'Do', 'BI', 'EI', *sorted(_PAINT - {'INLINE IMAGE'})))


@dataclass
class Painted:
    """A content stream's marks: `numbers` in painting order, `forms` the names of XObjects drawn outside marks."""

    numbers: list[int] = field(default_factory=list)
    unmarked: int = 0
    tangled: int = 0
    """Artifacts within tagged content or the reverse (ISO 14289-1, 7.1), and unbalanced marks."""
    forms: list[str] = field(default_factory=list)


def painted(holder: pikepdf.Object) -> Painted:
    """Read a page's or a form XObject's content.

    Raises:
        pikepdf.PdfError: the content cannot be parsed.
    """
    found = Painted()
    marks: list[str] = []
    source = pikepdf.Page(holder) if not isinstance(holder, pikepdf.Stream) else holder
    for instruction in pikepdf.parse_content_stream(source, _OPERATORS):
        operator = str(instruction.operator)
        if operator in ('BDC', 'BMC'):
            marks.append(_begin(holder, list(instruction.operands), found, marks))
        elif operator == 'EMC':
            if marks:
                marks.pop()
            else:
                found.tangled += 1
        elif any(marks):
            continue
        elif operator == 'Do':
            found.forms.append(str(instruction.operands[0]))
        elif operator in _PAINT:
            found.unmarked += 1
    found.tangled += len(marks)
    return found


def _begin(holder: pikepdf.Object, operands: Sequence[object], found: Painted, marks: list[str]) -> str:
    """Note a mark that begins; its nature: 'artifact', 'tagged', or '' for one that says nothing about reading."""
    if operands[0] == _ARTIFACT:
        found.tangled += 'tagged' in marks
        return 'artifact'
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Name):
        shelf = holder.get('/Resources', Dictionary()).get('/Properties', Dictionary())
        properties = shelf.get(str(properties))
    if isinstance(properties, Dictionary) and '/MCID' in properties:
        found.numbers.append(int(properties.MCID))
        found.tangled += 'artifact' in marks
        return 'tagged'
    return ''


def next_mcid(page: pikepdf.Object) -> int:
    """The first marked-content number that nothing on the page uses."""
    highest = -1
    for instruction in pikepdf.parse_content_stream(pikepdf.Page(page), 'BDC'):
        properties: pikepdf.Object | None = instruction.operands[1]
        if isinstance(properties, Name):
            named = page.get('/Resources', Dictionary()).get('/Properties', Dictionary())
            properties = named.get(str(properties))
        if isinstance(properties, Dictionary) and '/MCID' in properties:
            highest = max(highest, int(properties.MCID))
    return highest + 1
