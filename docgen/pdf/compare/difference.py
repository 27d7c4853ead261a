"""One difference between two PDFs as data: what kind it is, on which page, of which object, in which words.

Nothing is decided by the sentence that tells of a difference (`difference_sentences`), only by its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.pdf.structure.page_text import Box

_LONGEST = 80


class DifferenceKind(StrEnum):
    """What differs. The words in brackets say which fields of `Difference` are filled in beside `page`."""

    PAGE_COUNT = 'page-count'
    """The files have different numbers of pages (before, after: the numbers)."""
    PAGES_ADDED = 'pages-added'
    """There are more pages (after: how many more)."""
    PAGES_REMOVED = 'pages-removed'
    """There are fewer pages (before: how many fewer)."""
    PAGE_MISSING = 'page-missing'
    """The page is not there (before: its first words)."""
    PAGE_ADDED = 'page-added'
    """A page that was not in the older file (after: its first words)."""
    PAGE_SIZE = 'page-size'
    """The page has another size or is turned (before, after: millimetres)."""
    PAGE_CONTENT = 'page-content'
    """The page is drawn by other instructions, or has other boxes."""
    TEXT = 'text'
    """Words are other ones, or are gone (before, after)."""
    TEXT_ADDED = 'text-added'
    """Words have come (after, box; name: `margin` if near the edge); all that was there still is."""
    RUNNING_TEXT = 'running-text'
    """Words of the running text differ wherever pages break (label, before, after)."""
    MARGIN_TEXT = 'margin-text'
    """The header or footer of a page says something else (label, before, after)."""
    LOOKS = 'looks'
    """The page looks different though its words are the same (label)."""
    HIDDEN = 'hidden'
    """Something that was printed does not show any more, though its text may still be there (before, box)."""
    COVERED = 'covered'
    """What came after a signature hides what stood on the page (before, box)."""
    DRAWING_ADDED = 'drawing-added'
    """Something is drawn where the page was blank (box)."""
    ATTACHMENT_ADDED = 'attachment-added'
    """A file is attached (name)."""
    ATTACHMENT_REMOVED = 'attachment-removed'
    """An attached file is gone, or has other content (name)."""
    ANNOTATION_ADDED = 'annotation-added'
    """A comment, link, stamp or the like has come (name: its /Subtype; after: what it says)."""
    ANNOTATION_REMOVED = 'annotation-removed'
    """A comment, link, stamp or the like is gone (name: its /Subtype; before: what it says)."""
    ANNOTATION_CHANGED = 'annotation-changed'
    """A comment, link, stamp or the like lies elsewhere or says something else (name: its /Subtype)."""
    FIELD_ADDED = 'field-added'
    """A form field that is no signature field has come (name)."""
    FIELD_REMOVED = 'field-removed'
    """A form field that is no signature field is gone, or holds something else (name)."""
    FIELD_VALUE = 'field-value'
    """A form field holds something else (name, before, after)."""
    SIGNED = 'signed'
    """A signature field has been signed (name)."""
    SIGNATURE_REMOVED = 'signature-removed'
    """A signature field is not signed any more (name)."""
    FIELD_PICTURE_ADDED = 'field-picture-added'
    """A signature field has come that shows something (name)."""
    FIELD_PICTURE_CHANGED = 'field-picture-changed'
    """What a signature field shows is other (name)."""
    FIELD_ACTION = 'field-action'
    """A field does something when it is used (name)."""
    PAGE_ACTION = 'page-action'
    """A page does something when it is shown."""
    FIELDS_REDRAWN = 'fields-redrawn'
    """The file asks viewers to draw all fields anew."""
    INFORMATION = 'information'
    """The document information says something else (name: its key; before, after)."""
    METADATA_TITLE = 'metadata-title'
    """The title in the XMP packet is other (before, after)."""
    PROGRAM_ADDED = 'program-added'
    """The file holds a program (JavaScript)."""
    CATALOG_ADDED = 'catalog-added'
    """The catalog has an entry that it had not (name: its key)."""
    CATALOG_REMOVED = 'catalog-removed'
    """The catalog lacks an entry that it had (name: its key)."""
    CATALOG_CHANGED = 'catalog-changed'
    """An entry of the catalog is other (name: its key)."""
    BEHAVIOUR_ADDED = 'behaviour-added'
    """The file does something by itself (name: a key of `difference_sentences.BEHAVIOURS`)."""
    BEHAVIOUR_REMOVED = 'behaviour-removed'
    """The file does not do something any more (name: a key of `difference_sentences.BEHAVIOURS`)."""
    TITLE = 'title'
    """The title in the document information is other (before, after)."""
    LANGUAGE = 'language'
    """The language of the document is other (before, after)."""
    TAGS_REMOVED = 'tags-removed'
    """The file has no tags any more."""
    HEARD_OTHERWISE = 'heard-otherwise'
    """A screen reader says something else than before (before, after)."""
    NOT_HEARD = 'not-heard'
    """A screen reader says something no more (before)."""
    ALSO_HEARD = 'also-heard'
    """A screen reader says something more (after)."""
    DAMAGED = 'damaged'
    """Something in the newer file cannot be read."""


_HARMLESS = frozenset((
    DifferenceKind.PAGE_ADDED, DifferenceKind.TEXT_ADDED, DifferenceKind.DRAWING_ADDED, DifferenceKind.ATTACHMENT_ADDED,
    DifferenceKind.ANNOTATION_ADDED, DifferenceKind.FIELD_ADDED, DifferenceKind.TITLE, DifferenceKind.LANGUAGE,
    DifferenceKind.TAGS_REMOVED, DifferenceKind.NOT_HEARD, DifferenceKind.ALSO_HEARD,
))  # fmt: skip
PAGE_KINDS = frozenset((
    DifferenceKind.PAGE_MISSING, DifferenceKind.PAGE_ADDED, DifferenceKind.PAGE_SIZE, DifferenceKind.TEXT,
    DifferenceKind.TEXT_ADDED, DifferenceKind.HIDDEN, DifferenceKind.DRAWING_ADDED,
))  # fmt: skip
"""What `page_differences` finds."""


@dataclass(frozen=True)
class Difference:
    """One difference. What a field holds is said at each kind; fields that say nothing are empty."""

    kind: DifferenceKind
    page: int = 0
    """From 1, in the newer file if the page is there, else in the older; 0 where it is a matter of the file."""
    name: str = ''
    before: str = ''
    after: str = ''
    label: str = ''
    """What the page is called in the file, where pages are compared by their labels."""
    box: Box | None = None
    """Where on the page: left, bottom, right, top in points, origin lower left; None where that is not known."""

    @property
    def harmless(self) -> bool:
        """Whether all that was there still is, and nothing happens by itself: only something was added beside it."""
        return self.kind in _HARMLESS


WIDTHLESS = str.maketrans('', '', '\u200b\u200c\u200d\u2060\ufeff')
"""Takes away characters without width that only say where a line may break or letters join. Those that turn the
direction of writing are not among them: they move what is seen."""
UNSEEN = WIDTHLESS | str.maketrans('', '', '\x02\ufffe\u00ad\x00')
"""Takes away the marks of hyphenation too."""


def short(text: str) -> str:
    """Give a text of the file on one line, cut after a whole word when it is long."""
    flat = ' '.join(''.join(sign if sign.isprintable() else ' ' for sign in text).split())
    return cut(flat, _LONGEST)


def cut(text: str, longest: int) -> str:
    """Cut a text on one line that is longer than so many characters after its last whole word that has room."""
    if len(text) <= longest:
        return text
    whole = text[: longest + 1].rpartition(' ')[0].rstrip()
    return f'{whole or text[:longest]} …'
