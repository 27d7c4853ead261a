"""What pages paint: everything is either some element's content or an artifact (ISO 14289-1, 7.1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from docgen.pdf.structure.marked_content import next_mcid
from docgen.pdf.structure.tag_tree import Node, read_tree

_CONSTRUCTION = frozenset(('m', 're', 'l', 'c', 'v', 'y', 'h', 'W', 'W*'))
_PAINT = frozenset(('f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's'))
_SHOW = frozenset(('Tj', 'TJ', "'", '"'))
_ALONE = frozenset(('Do', 'sh', 'INLINE IMAGE'))
_NEAR = 1.5
"""Points by which a picture's box on the page and in its tag may differ."""

Matrix = tuple[float, float, float, float, float, float]
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_BEGIN = pikepdf.ContentStreamInstruction([Name.Artifact], Operator('BMC'))
_END = pikepdf.ContentStreamInstruction([], Operator('EMC'))


def mark_pages(pdf: pikepdf.Pdf) -> None:
    """Wrap what is painted outside marks as artifact, find pictures for figures without any, free unowned marks."""
    owned: defaultdict[int, set[int]] = defaultdict(set)
    figures: defaultdict[tuple[int, int], list[Node]] = defaultdict(list)
    for node in (node for top in read_tree(pdf) for node in top.nodes()):
        if node.role == 'Figure' and not any(True for _ in node.marks()) and '/Pg' in node.element:
            figures[node.element.Pg.objgen].append(node)
    for top in read_tree(pdf):
        for mark, _ in top.marks():
            if mark.page is not None and mark.stream is None:
                owned[mark.page].add(mark.number)
    for index, page in enumerate(pdf.pages):
        writer = _Page(page.obj, owned[index], figures[page.obj.objgen])
        writer.write()
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(writer.out))


@dataclass
class _Page:
    """One page's instructions on their way from old to new."""

    page: pikepdf.Object
    owned: set[int]
    figures: list[Node]
    out: list[Instruction] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    pending: list[Instruction] = field(default_factory=list)
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    saved: list[Matrix] = field(default_factory=list)
    number: int = 0

    def write(self) -> None:
        self.number = next_mcid(self.page)
        for instruction in pikepdf.parse_content_stream(pikepdf.Page(self.page)):
            self._take(instruction)
        self.out += self.pending

    def _take(self, plain: Instruction) -> None:
        operator = _name(plain)
        if operator in ('BDC', 'BMC'):
            self._flush()
            self.out.append(self._begin(list(plain.operands), plain))
        elif operator == 'EMC':
            self._flush()
            if self.marks:
                self.marks.pop()
                self.out.append(plain)
        elif self._in_figure(operator):
            self._figure(plain)
        elif any(self.marks):
            self._follow(operator, list(plain.operands))
            self.out.append(plain)
        else:
            self._follow(operator, list(plain.operands))
            self._unmarked(operator, plain)

    def _begin(self, operands: list[object], plain: Instruction) -> Instruction:
        if operands[0] == Name.Artifact:
            self.marks.append('artifact')
            return plain
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            shelf = self.page.get('/Resources', Dictionary()).get('/Properties', Dictionary())
            properties = shelf.get(str(properties))
        if not isinstance(properties, Dictionary) or '/MCID' not in properties:
            self.marks.append('')
            return plain
        if int(properties.MCID) in self.owned:
            self.marks.append('tagged')
            return plain
        self.marks.append('artifact')
        return _BEGIN

    def _unmarked(self, operator: str, plain: Instruction) -> None:
        """Hold back a path or text object until it is known whether it paints."""
        if operator in _ALONE:
            self._flush()
            self.out += [_BEGIN, plain, _END]
        elif operator in _CONSTRUCTION or operator == 'BT' or self._within_text():
            self.pending.append(plain)
            if operator == 'ET':
                self._flush(wrap=any(_name(each) in _SHOW for each in self.pending))
        elif operator in _PAINT:
            self.pending.append(plain)
            self._flush(wrap=True)
        else:
            self._flush()
            self.out.append(plain)

    def _within_text(self) -> bool:
        return bool(self.pending) and _name(self.pending[0]) == 'BT'

    def _flush(self, *, wrap: bool = False) -> None:
        self.out += [_BEGIN, *self.pending, _END] if wrap else self.pending
        self.pending = []

    def _follow(self, operator: str, operands: list[object]) -> None:
        if operator == 'q':
            self.saved.append(self.matrix)
        elif operator == 'Q' and self.saved:
            self.matrix = self.saved.pop()
        elif operator == 'cm' and len(operands) == 6:
            a, b, c, d, e, f = (float(value) for value in operands)  # type: ignore[arg-type]
            m = self.matrix
            self.matrix = (
                a * m[0] + b * m[2],
                a * m[1] + b * m[3],
                c * m[0] + d * m[2],
                c * m[1] + d * m[3],
                e * m[0] + f * m[2] + m[4],
                e * m[1] + f * m[3] + m[5],
            )

    def _in_figure(self, operator: str) -> bool:
        """Whether this paints a picture that a figure without content describes."""
        return operator == 'Do' and 'tagged' not in self.marks and self._figure_here() is not None

    def _figure_here(self) -> Node | None:
        a, b, c, d, e, f = self.matrix
        corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
        here = (
            min(x for x, _ in corners),
            min(y for _, y in corners),
            max(x for x, _ in corners),
            max(y for _, y in corners),
        )
        for node in self.figures:
            box = _box(node.element)
            if box and all(abs(one - other) <= _NEAR for one, other in zip(here, box, strict=True)):
                return node
        return None

    def _figure(self, plain: Instruction) -> None:
        node = self._figure_here()
        if node is None:
            return
        self.figures.remove(node)
        begin = pikepdf.ContentStreamInstruction([Name.Figure, Dictionary(MCID=self.number)], Operator('BDC'))
        opened = sum(1 for mark in self.marks if mark)
        # Marks may not be nested as artifact and content: the artifact ends before the picture and begins again.
        self.out += [*[_END] * opened, begin, plain, _END, *[_BEGIN] * opened]
        node.element.K = Array([Dictionary(Type=Name.MCR, Pg=self.page, MCID=self.number)])
        self.owned.add(self.number)
        self.number += 1


def _name(instruction: Instruction) -> str:
    return 'INLINE IMAGE' if isinstance(instruction, pikepdf.ContentStreamInlineImage) else str(instruction.operator)


def _box(element: pikepdf.Object) -> tuple[float, float, float, float] | None:
    held = element.get('/A')
    for attribute in list(held) if isinstance(held, Array) else [held]:
        if isinstance(attribute, Dictionary) and isinstance(attribute.get('/BBox'), Array):
            left, bottom, right, top = (float(value) for value in attribute.BBox)
            return left, bottom, right, top
    return None
