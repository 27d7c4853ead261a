"""A tagged PDF as a screen reader tells it: the tags walked in reading order, one utterance for each thing said.

Artifacts (headers, footers, rules) are not in the tags and so never said. Replacement text (`/ActualText`, and `/Alt`
of figures) is said instead of what is painted (ISO 32000-1, 14.9).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf

from docgen.pdf.inspect.table_headers import headers_by_cell
from docgen.pdf.structure.page_text import RunningText
from docgen.pdf.structure.tag_tree import Mark, Node, ObjectReference, read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docgen.pdf.structure.page_text import Reading, Run
    from docgen.pdf.structure.tag_tree import Identity

_NAMES = {
    'Figure': "Bild",
    'Formula': "Formel",
    'LI': "Punkt",
    'Note': "Fotnot",
    'Caption': "Bildtext",
    'TH': "Rubrikcell",
    'TD': "Cell",
    'TOCI': "Innehåll",
    'Form': "Fält",
}


@dataclass(frozen=True)
class Utterance:
    """One thing said: `role` is a standard structure type, `page` counts from 1, None when nothing is painted.

    `headers` are a table cell's column and row headers. `links` are the texts of the links within. `items` is how many
    items a list, or rows a table, has; `columns` how many columns.
    """

    role: str
    text: str
    page: int | None = None
    headers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    items: int = 0
    columns: int = 0

    def spoken(self) -> str:
        """What is heard, in Swedish: "Rubrik nivå 1: Inledning", "Antal: 4", "Lista med 3 punkter"."""
        if self.role == 'L':
            return f"Lista med {_count(self.items, 'punkt', 'punkter')}"
        if self.role == 'Table':
            return f"Tabell med {_count(self.items, 'rad', 'rader')} och {_count(self.columns, 'kolumn', 'kolumner')}"
        if self.role in ('Sect', 'Part', 'TOC'):
            return f"Avsnitt: {self.text}"
        text = self.text
        if self.links:
            linked = "länk" if self.links == (text,) else "länkar: " + ', '.join(self.links)
            text = f"{text} ({linked})"
        if self.role[:1] == 'H' and self.role[1:].isdigit():
            return f"Rubrik nivå {self.role[1:]}: {text}"
        if self.role == 'TD' and self.headers:
            return f"{', '.join(self.headers)}: {text}"
        name = _NAMES.get(self.role)
        return f"{name}: {text}" if name else text


def _count(number: int, one: str, many: str) -> str:
    return f'{number} {one if number == 1 else many}'


_INLINE = frozenset(
    ('Span', 'Link', 'Lbl', 'Reference', 'Quote', 'Code', 'BibEntry', 'Annot', 'Ruby', 'RB', 'RT', 'RP', 'Warichu')
)
_SILENT = frozenset(
    ('Document', 'Art', 'Div', 'BlockQuote', 'TR', 'THead', 'TBody', 'TFoot', 'LBody', 'Private', 'Index', '')
)
_PICTURES = frozenset(('Figure', 'Formula'))
_JOINED = frozenset(('TH', 'TD', 'TOCI', 'Note', 'Caption'))
"""What is said as one utterance even when it holds paragraphs."""


def read_aloud(path: Path) -> tuple[Utterance, ...]:
    """Everything that is said, in order; nothing when the file has no tags.

    Raises:
        JudgementError: the file cannot be opened (see `docgen.pdf.structure.pdf_file`).
        pypdfium2.PdfiumError: pdfium cannot open the file or one of its pages.
    """
    from docgen.pdf.structure.page_text import read
    from docgen.pdf.structure.pdf_file import open_any_pdf

    return utterances(open_any_pdf(path), read(path, places=True))


def utterances(pdf: pikepdf.Pdf, reading: Reading, tops: tuple[Node, ...] | None = None) -> tuple[Utterance, ...]:
    """Give the same for a file that is opened already.

    Args:
        pdf: the file.
        reading: its text, read with places.
        tops: its tag tree, where it has been read already.
    """
    painted: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in reading.runs:
        if run.mark is not None:
            painted[run.page, run.mark].append(run)
    voice = _Voice(pdf, painted)
    for top in read_tree(pdf) if tops is None else tops:
        voice.walk(top)
    voice.end()
    return tuple(voice.said)


@dataclass
class _Line:
    role: str
    text: RunningText = field(default_factory=RunningText)
    page: int | None = None
    headers: tuple[str, ...] = ()
    links: list[str] = field(default_factory=list)
    fresh: bool = True
    """Nothing but a list item's label has been said."""
    notes: list[Utterance] = field(default_factory=list)
    """Said after the line, so that the sentence stays whole."""


class _Voice:
    def __init__(self, pdf: pikepdf.Pdf, painted: Mapping[tuple[int, int], list[Run]]) -> None:
        self.pdf = pdf
        self.painted = painted
        self.said: list[Utterance] = []
        self.line: _Line | None = None
        self.headers: dict[Identity, tuple[str, ...]] = {}

    def walk(self, node: Node) -> None:
        """Say an element and all below it."""
        role = node.role
        if node.text('/ActualText'):
            self._words(node, node.text('/ActualText'))
        elif role in _PICTURES:
            self._apart(Utterance(role, _flat(node.text('/Alt')), _page(node)))
        elif role == 'Form':
            self._apart(Utterance(role, _flat(node.text('/Alt') or self._field(node)), _page(node)))
        elif role == 'Lbl':
            self._label(node)
        elif role == 'Link':
            self._link(node)
        elif role in _INLINE or role == 'NonStruct':
            self._children(node)
        elif role in ('L', 'Table', 'Sect', 'Part', 'TOC'):
            self._group(node)
        elif role in _SILENT:
            self._children(node)
        else:
            self._block(node)

    def end(self) -> None:
        """Say the line that has grown, unless it is empty, and its notes."""
        line, self.line = self.line, None
        if line is None:
            return
        if str(line.text):
            self.said.append(Utterance(line.role, _heard(str(line.text)), line.page, line.headers, tuple(line.links)))
        self.said += line.notes

    def _children(self, node: Node) -> None:
        for child in node.children:
            if isinstance(child, Node):
                self.walk(child)
            elif isinstance(child, Mark):
                self._mark(child)

    def _mark(self, mark: Mark) -> None:
        line = self._line()
        line.fresh = False
        if mark.page is not None and mark.stream is None:
            for run in self.painted.get((mark.page, mark.number), ()):
                line.text.add_run(run)
                line.page = line.page or mark.page + 1

    def _line(self) -> _Line:
        if self.line is None:
            self.line = _Line('P')
        return self.line

    def _words(self, node: Node, words: str) -> None:
        if node.role in _INLINE:
            line = self._line()
            line.text.add_words(words)
            line.page = line.page or _page(node)
        else:
            self._apart(Utterance(node.role, _flat(words), _page(node)))

    def _apart(self, utterance: Utterance) -> None:
        """Say something between the halves of the line it stands in."""
        open_line = self.line
        self.end()
        self.said.append(utterance)
        if open_line is not None:
            self.line = _Line(open_line.role, headers=open_line.headers)

    def _label(self, node: Node) -> None:
        """A number is said; a bullet is not, for "Punkt" is."""
        line = self._line()
        label = self._plain(node)
        if any(map(str.isalnum, label)) or line.role != 'LI':
            self._children(node)
            line.text.add_space()
        line.fresh = True

    def _link(self, node: Node) -> None:
        line = self._line()
        before = len(line.text.pieces)
        self._children(node)
        # A picture within the link would have ended the line.
        if self.line is line:
            link = _flat(''.join(line.text.pieces[before:]))
            line.links += [link] if link else []

    def _group(self, node: Node) -> None:
        self.end()
        items = columns = 0
        title = _flat(node.text('/T'))
        if node.role == 'L':
            items = sum(isinstance(child, Node) and child.role == 'LI' for child in node.children)
        elif node.role == 'Table':
            cells, items, columns = headers_by_cell(node, self._plain)
            self.headers.update(cells)
        if title or node.role in ('L', 'Table'):
            self.said.append(Utterance(node.role, title, _page(node), items=items, columns=columns))
        self._children(node)
        self.end()

    def _block(self, node: Node) -> None:
        line = self.line
        if line is not None and node.role == 'Note':
            line.notes += self._aside(node, within=False)
        elif (
            line is not None
            and node.role not in _JOINED
            and (line.role in _JOINED or (line.role == 'LI' and line.fresh))
        ):
            line.text.add_space()
            self._children(node)
            if self.line is not None:
                self.line.fresh = False
        else:
            self.end()
            self.line = _Line(node.role, headers=self.headers.get(node.identity, ()))
            self._children(node)
            self.end()

    def _plain(self, node: Node) -> str:
        """The text of a label, or of a cell as a header for others."""
        return ' '.join(each.text for each in self._aside(node, within=True) if each.text)

    def _aside(self, node: Node, *, within: bool) -> list[Utterance]:
        aside = _Voice(self.pdf, self.painted)
        if within:
            aside._children(node)
        else:
            aside.walk(node)
        aside.end()
        return aside.said

    def _field(self, node: Node) -> str:
        """What a form field is called: its tooltip, or its name."""
        for child in node.children:
            if isinstance(child, ObjectReference) and child.target != (0, 0):
                field_ = self.pdf.get_object(child.target)
                if isinstance(field_, pikepdf.Dictionary):
                    return str(field_.get('/TU', field_.get('/T', '')))
        return ''


def _flat(text: str) -> str:
    return ' '.join(_heard(text).split())


def _heard(text: str) -> str:
    """Leave out what only keeps a line from being broken (U+2060)."""
    return text.replace('\u2060', '')


def _page(node: Node) -> int | None:
    for mark, _ in node.marks():
        return None if mark.page is None else mark.page + 1
    return None
