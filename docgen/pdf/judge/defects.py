"""What can be wrong with the structure of a PDF, as one enum with a meaning per value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DefectKind(StrEnum):
    """A kind of structural fault; the clause in brackets is the rule it breaks."""

    DAMAGED = 'damaged'
    """The file needs repair to be read: cross-reference table, stream length, type of catalogue or page
    (ISO 32000-1, 7.3.8, 7.5, 7.7)."""
    NO_TAGS = 'no-tags'
    """There is no structure tree, or nothing in it (ISO 14289-1, 7.1)."""
    ROOT = 'root'
    """The tree's top is not exactly one `Document` (ISO 14289-1, 7.1; ISO 32000-1, 14.8.4.2)."""
    ELEMENT = 'element'
    """An element lacks `/S`, has a wrong `/Type` or a role that leads to no standard type (ISO 32000-1, 14.7.2–3)."""
    PARENT = 'parent'
    """An element's `/P` is not the element that holds it, or it is reached twice (ISO 32000-1, 14.7.2)."""
    CONTENT = 'content'
    """An element claims content that does not exist, or two claim the same (ISO 32000-1, 14.7.4)."""
    UNOWNED = 'unowned'
    """Tagged content on a page belongs to no element of the tree (ISO 14289-1, 7.1)."""
    UNMARKED = 'unmarked'
    """Something is painted that is neither tagged nor an artifact, or is both (ISO 14289-1, 7.1)."""
    PARENT_TREE = 'parent-tree'
    """The ParentTree does not lead from content or annotation to its element (ISO 32000-1, 14.7.4.4)."""
    ANNOTATION = 'annotation'
    """A link or field is not in the tree, or a link lacks its text (ISO 14289-1, 7.18)."""
    HEADING = 'heading'
    """The first heading is not of level 1, or a level is skipped (ISO 14289-1, 7.4)."""
    FIGURE = 'figure'
    """A figure has no text to read aloud (ISO 14289-1, 7.3)."""
    TABLE = 'table'
    """A table has no header cell, or a header cell says not what it heads (ISO 14289-1, 7.5)."""
    LIST = 'list'
    """A list holds something else than list items (ISO 32000-1, 14.8.4.3.3)."""
    IDENTITY = 'identity'
    """An ID is used twice, missing in the IDTree, or missing on a note (ISO 14289-1, 7.9)."""
    LEAK = 'leak'
    """A page that is not shown can still be read in the file."""
    OBJECT = 'object'
    """A font has a wrong `/Type` or lacks a required entry (ISO 32000-1, 9.6, 9.7), or the colour profile is not marked
    as PDF/A's (ISO 19005-2, 6.2.3)."""


@dataclass(frozen=True)
class Defect:
    """One fault: its kind, a Swedish sentence, and the page from 1 where it lies, if it lies on one.

    `detail` are a library's own words for it, in English, for whoever mends docgen.
    """

    kind: DefectKind
    message: str
    page: int | None = None
    detail: str = ''
