"""Word's formulas (ECMA-376 part 1, 22.1) as terms; what is not known is refused as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docgen.engines.typst.formulas import Formula, Term
from docgen.engines.typst.read.wordml import local, namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

MATH = 'http://schemas.openxmlformats.org/officeDocument/2006/math'
_PASSED = frozenset(
    ('ctrlPr', 'rPr', 'oMathParaPr', 'proofErr', 'bookmarkStart', 'bookmarkEnd', 'lastRenderedPageBreak')
)
_WRAPPERS = frozenset(('oMath', 'box', 'e'))
_ACCENTS = frozenset('̂̃̇̈⃛̌́̀̆⃗⃖⃡̅̊')
_MAX_DEPTH = 24


class UnknownFormulaError(Exception):
    """The formula holds something that is not known."""


def read_formulas(element: etree._Element, size: float) -> tuple[Formula, ...]:
    """The formulas in an m:oMath or m:oMathPara, in letters of a size in points.

    Raises UnknownFormulaError at the first thing that would be left out.
    """
    if local(element) != 'oMathPara':
        return (Formula(read_terms(element), size),)
    said = _said(_child(element, 'oMathParaPr'), 'jc', '')
    side: Literal['left', 'right', 'center'] = 'left' if said == 'left' else 'right' if said == 'right' else 'center'
    if any(isinstance(each.tag, str) and local(each) not in ('oMath', 'oMathParaPr') for each in element):
        raise UnknownFormulaError
    return tuple(Formula(read_terms(each), size, side) for each in element.iterfind(f'{{{MATH}}}oMath'))


def read_terms(element: etree._Element, depth: int = 0) -> tuple[Term, ...]:
    """The terms in an element of a formula.

    Raises UnknownFormulaError at the first thing that would be left out.
    """
    if depth > _MAX_DEPTH:
        raise UnknownFormulaError
    return tuple(_terms(element, depth))


def _terms(element: etree._Element, depth: int) -> Iterator[Term]:
    for node in element:
        if not isinstance(node.tag, str):
            continue
        name = local(node)
        if name in _PASSED or name.endswith('Pr'):
            continue
        if namespace(node) != MATH:
            raise UnknownFormulaError
        if name in _WRAPPERS:
            yield from read_terms(node, depth + 1)
        elif name == 'r':
            yield from _run(node)
        elif name in _READERS:
            yield _READERS[name](node, depth + 1)
        else:
            raise UnknownFormulaError


def _run(node: etree._Element) -> Iterator[Term]:
    properties = _child(node, 'rPr')
    style = _said(properties, 'sty', '')
    look = {'p': 'plain', 'b': 'bold', 'bi': 'bold'}.get(style, '')
    if properties is not None and (_child(properties, 'nor') is not None or _child(properties, 'scr') is not None):
        if _child(properties, 'scr') is not None:
            raise UnknownFormulaError
        look = 'words'
    for each in node:
        if namespace(each) == MATH and local(each) == 't':
            if each.text:
                yield Term('run', text=each.text, look=look)
        elif local(each) not in ('rPr', 'lastRenderedPageBreak'):
            raise UnknownFormulaError


def _child(node: etree._Element | None, name: str) -> etree._Element | None:
    return node.find(f'{{{MATH}}}{name}') if node is not None else None


def _said(properties: etree._Element | None, name: str, usual: str) -> str:
    found = _child(properties, name)
    return str(found.get(f'{{{MATH}}}val', '')) if found is not None else usual


def _on(properties: etree._Element | None, name: str) -> bool:
    found = _child(properties, name)
    return found is not None and found.get(f'{{{MATH}}}val', '1') not in ('0', 'off', 'false')


def _part(node: etree._Element, name: str, depth: int) -> tuple[Term, ...]:
    found = _child(node, name)
    return read_terms(found, depth) if found is not None else ()


def _fraction(node: etree._Element, depth: int) -> Term:
    kind = _said(_child(node, 'fPr'), 'type', 'bar')
    return Term('fraction', (_part(node, 'num', depth), _part(node, 'den', depth)), kind)


def _script(node: etree._Element, depth: int) -> Term:
    """A base with what stands low and high after it, and before it."""
    low, high = _part(node, 'sub', depth), _part(node, 'sup', depth)
    return Term('script', (_part(node, 'e', depth), low, high), 'before' if local(node) == 'sPre' else '')


def _root(node: etree._Element, depth: int) -> Term:
    degree = () if _on(_child(node, 'radPr'), 'degHide') else _part(node, 'deg', depth)
    return Term('root', (_part(node, 'e', depth), degree))


def _delimited(node: etree._Element, depth: int) -> Term:
    properties = _child(node, 'dPr')
    signs = [_said(properties, name, usual) for name, usual in (('begChr', '('), ('sepChr', '|'), ('endChr', ')'))]
    inner = tuple(read_terms(each, depth) for each in node if local(each) == 'e')
    return Term('delimited', inner, '\0'.join(signs))


def _sum(node: etree._Element, depth: int) -> Term:
    properties = _child(node, 'naryPr')
    sign = _said(properties, 'chr', '∫') or '∫'
    low = () if _on(properties, 'subHide') else _part(node, 'sub', depth)
    high = () if _on(properties, 'supHide') else _part(node, 'sup', depth)
    beside = _said(properties, 'limLoc', 'subSup' if sign in '∫∬∭∮∯∰' else 'undOvr') == 'subSup'
    return Term('sum', (low, high, _part(node, 'e', depth)), sign, 'beside' if beside else '')


def _function(node: etree._Element, depth: int) -> Term:
    return Term('function', (_part(node, 'fName', depth), _part(node, 'e', depth)))


def _accent(node: etree._Element, depth: int) -> Term:
    sign = _said(_child(node, 'accPr'), 'chr', '̂')
    if sign not in _ACCENTS or not sign:
        raise UnknownFormulaError
    return Term('accent', (_part(node, 'e', depth),), sign)


def _line(node: etree._Element, depth: int) -> Term:
    return Term('line', (_part(node, 'e', depth),), _said(_child(node, 'barPr'), 'pos', 'bot'))


def _limit(node: etree._Element, depth: int) -> Term:
    below = local(node) == 'limLow'
    return Term('limit', (_part(node, 'e', depth), _part(node, 'lim', depth)), 'bot' if below else 'top')


def _brace(node: etree._Element, depth: int) -> Term:
    properties = _child(node, 'groupChrPr')
    sign, place = _said(properties, 'chr', '⏟'), _said(properties, 'pos', 'bot')
    if (sign, place) not in (('⏟', 'bot'), ('⏞', 'top')):
        raise UnknownFormulaError
    return Term('brace', (_part(node, 'e', depth),), place)


def _matrix(node: etree._Element, depth: int) -> Term:
    rows = [[read_terms(each, depth) for each in row if local(each) == 'e'] for row in node if local(row) == 'mr']
    if not rows or len({len(row) for row in rows}) != 1:
        raise UnknownFormulaError
    return Term('matrix', tuple(cell for row in rows for cell in row), look=str(len(rows[0])))


def _rows(node: etree._Element, depth: int) -> Term:
    return Term('rows', tuple(read_terms(each, depth) for each in node if local(each) == 'e'))


_READERS: dict[str, Callable[[etree._Element, int], Term]] = {
    'f': _fraction,
    'sSup': _script,
    'sSub': _script,
    'sSubSup': _script,
    'sPre': _script,
    'rad': _root,
    'd': _delimited,
    'nary': _sum,
    'func': _function,
    'acc': _accent,
    'bar': _line,
    'limLow': _limit,
    'limUpp': _limit,
    'groupChr': _brace,
    'm': _matrix,
    'eqArr': _rows,
}
