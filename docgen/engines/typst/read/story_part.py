"""A part of the package while it is read, and how its elements are refused: by the name that their author knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from docgen.engines.typst.read.pictures import BrokenPictureError, UnknownPictureError, as_picture
from docgen.engines.typst.read.wordml import child, children, local, names, on
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lxml import etree

    from docgen.engines.typst import content
    from docgen.engines.typst.read.endnotes import Endnotes, Reference
    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.styles import Styles
    from docgen.engines.typst.read.wordml import Layer
    from docgen.word import Relationship

IGNORED = names(
    'proofErr lastRenderedPageBreak permStart permEnd bookmarkEnd footnoteRef endnoteRef annotationRef '
    'rPr pPr separator continuationSeparator smartTagPr customXmlPr sdtPr sdtEndPr'
)
_REFUSED = {
    'ins': 'word-tracked-change',
    'del': 'word-tracked-change',
    'moveFrom': 'word-tracked-change',
    'moveTo': 'word-tracked-change',
    'delText': 'word-tracked-change',
    'delInstrText': 'word-tracked-change',
    'moveFromRangeStart': 'word-tracked-change',
    'moveFromRangeEnd': 'word-tracked-change',
    'moveToRangeStart': 'word-tracked-change',
    'moveToRangeEnd': 'word-tracked-change',
    'commentRangeStart': 'word-comment',
    'commentRangeEnd': 'word-comment',
    'commentReference': 'word-comment',
    'object': 'word-embedded-object',
    'control': 'word-embedded-object',
    'subDoc': 'word-embedded-object',
    'altChunk': 'word-embedded-object',
    'contentPart': 'word-embedded-object',
    'oMath': 'word-math',
    'oMathPara': 'word-math',
}
_NAMES = {
    'endnoteReference': "slutnoter",
    'ruby': "fonetisk text",
    'dir': "text från höger till vänster",
    'bdo': "text från höger till vänster",
    'dayShort': "dagens datum",
    'dayLong': "dagens datum",
    'monthShort': "dagens datum",
    'monthLong': "dagens datum",
    'yearShort': "dagens datum",
    'yearLong': "dagens datum",
    'AlternateContent': "ritningen",
}
"""What Word's users call what the embedded engine does not set."""
_CONTROLS_REFUSED = names('equation')


@dataclass
class StoryPart:
    """The part being read and what its readers share; `footnotes` maps ids to the notes' elements."""

    name: str
    relationships: Mapping[str, Relationship]
    parts: Mapping[str, bytes]
    styles: Styles
    refusals: Refusals
    footnotes: Mapping[str, etree._Element] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)
    bookmark_runs: Mapping[str, list[etree._Element]] = field(default_factory=dict)
    """What stands in the runs inside each bookmark."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """The document's properties by the fields that show them."""
    sequences: dict[str, int] | None = None
    """How far each numbering of captions has come; None where captions are not numbered."""
    images: dict[str, bytes] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    """The theme's, by the names that shapes call them."""
    room: float = 451.0
    """The width of the text in points, for tables that say none: A4 with Word's own margins."""
    artifact: bool = False
    """Headers and footers: not part of the text that is read aloud."""
    in_box: bool = False
    """A text box is being read."""
    read_box: Callable[[etree._Element, Layer], tuple[content.Block, ...]] | None = None
    """Reads the blocks of a text box, whose runs look so where they say nothing themselves."""
    endnotes: Endnotes | None = None
    """The document's; None where none may stand."""
    endnote: Reference | None = None
    """The endnote that is being read."""
    read_note: Callable[[etree._Element], tuple[content.Block, ...]] | None = None

    def keep_picture(self, name: str, data: bytes, where: etree._Element) -> bool:
        """Take a picture's part into the document; False with the reason noted when it cannot be shown.

        Args:
            name: the part.
            data: its bytes.
            where: the element that shows it.
        """
        if name not in self.images:
            try:
                self.images[name] = as_picture(data)
            except UnknownPictureError as error:
                kind = str(error) or name.rpartition('.')[2].upper()
                self.refusals.add('word-image-format', where, kind)
                return False
            except BrokenPictureError:
                self.refusals.add('word-image-broken', where)
                return False
        return True


class Story(Protocol):
    """What a table asks of the story that it stands in; `read.story.StoryReader` is it."""

    part: StoryPart

    def blocks(
        self,
        elements: Iterable[etree._Element],
        *,
        table_paragraph: Layer | None = None,
        table_run: Layer | None = None,
        depth: int = 0,
    ) -> tuple[content.Block, ...]:
        """The blocks of these elements.

        Args:
            elements: what stands one after the other.
            table_paragraph: what a table style gives the paragraphs.
            table_run: what a table style gives the runs.
            depth: how many tables they stand in.
        """
        ...


def refuse(element: etree._Element, refusals: Refusals) -> None:
    """Note an element that the engine does not know, by the name that its author knows."""
    name = local(element)
    if name in _REFUSED:
        refusals.add(_REFUSED[name], element)
    elif element.find(f'.//{{{W}}}txbxContent') is not None:
        refusals.add('word-text-box', element)
    else:
        refusals.add('word-unknown-element', element, _NAMES.get(name, ''), technical=name)


def check_control(element: etree._Element, refusals: Refusals) -> etree._Element | None:
    """A content control's content when the control is a plain wrapper or its value is chosen; else noted and None."""
    for mark in children(element, 'sdtPr'):
        if local(mark) == 'showingPlcHdr' and on(mark):
            refusals.add('word-control-empty', element)
            return None
        if local(mark) in _CONTROLS_REFUSED:
            refusals.add('word-content-control', element, "formel")
            return None
    return child(element, 'sdtContent')
