"""The structure audit: what validators miss about tags, content and objects (measured on damaged copies of our files).

It stands beside page-validation, which misses elements without `/S`, wrong StructParents and ParentTree, wrong
`/Type` and fonts without `/Widths`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from docgen.errors import JudgementError
from docgen.pdf.judge.audit_content import content_defects
from docgen.pdf.judge.audit_elements import element_defects
from docgen.pdf.judge.audit_objects import object_defects
from docgen.pdf.judge.defects import Defect, DefectKind
from docgen.pdf.structure.pdf_file import library_words, open_any_pdf
from docgen.pdf.structure.tag_tree import Node, read_tree

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ['Defect', 'DefectKind', 'audit', 'read_tree_or_nothing', 'structure_audit']


def structure_audit(pdf: Path) -> tuple[Defect, ...]:
    """All structural faults of a file, none for a sound one; a file that does not open has the one fault DAMAGED."""
    try:
        opened = open_any_pdf(pdf)
    except JudgementError as error:
        return tuple(Defect(DefectKind.DAMAGED, f"{finding.what} {finding.why}") for finding in error.findings)
    return audit(opened, read_tree_or_nothing(opened))


def read_tree_or_nothing(pdf: pikepdf.Pdf) -> tuple[Node, ...]:
    """The tree, or nothing where it is too damaged to be read."""
    try:
        return read_tree(pdf)
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError):
        return ()


def audit(pdf: pikepdf.Pdf, tops: tuple[Node, ...]) -> tuple[Defect, ...]:
    """The same for an opened file and its tree as `tagtree.read_tree` gives it."""
    found: list[Defect] = []
    try:
        for look in (element_defects, content_defects, object_defects):
            found += look(pdf, tops)
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        TypeError,
        ValueError,
        AttributeError,
        KeyError,
        IndexError,
    ) as error:
        # Whatever a damaged object makes the library say, the file is not sound.
        found.append(Defect(DefectKind.DAMAGED, "Filen har ett objekt av fel slag.", detail=library_words(error)))
    found += [
        Defect(DefectKind.DAMAGED, "Filen är skadad och lagades när den lästes.", detail=library_words(each))
        for each in pdf.get_warnings()[:5]
    ]
    return tuple(found)
