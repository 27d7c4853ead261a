"""Formulas as Typst's mathematics, and in Swedish words for who does not see them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.typst_code import call, pt, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.engines.typst.emit.emit_state import EmitState
    from docgen.engines.typst.formulas import Formula, Term

FONT = 'New Computer Modern Math'
"""The only font for formulas that every machine has: it comes with the typesetter."""
_SPACE = 'h(0.22em)'
_SUMS = {'∑': "summan", '∏': "produkten", '∫': "integralen", '∬': "dubbelintegralen", '⋃': "unionen", '⋂': "snittet"}
_SIGNS = {'≠': " är skilt från ", '≤': " är högst ", '≥': " är minst ", '=': " = ", '×': " gånger ", '·': " gånger ",
          '∞': "oändligheten", '→': " går mot ", '±': " plus eller minus ", '-': " minus ", '−': " minus ",
          '<': " är mindre än ", '>': " är större än "}  # fmt: skip
_ACCENTS = {'̂': "tak", '̃': "tilde", '̇': "punkt", '̈': "två punkter", '̄': "streck", '̅': "streck", '⃗': "pil"}
"""What is said of a mark above a letter; of the others, only that there is one."""


def write_formula(state: EmitState, formula: Formula) -> str:
    """The formula as one inline expression with its words as alternative text."""
    state.formulas = True
    body = _joined(formula.terms)
    if formula.side:
        body = call('math.display', body)
    made = call('math.equation', body, alt=quote(spoken(formula.terms)), block='false')
    return call('text', made, size=pt(formula.size))


def _joined(terms: Sequence[Term]) -> str:
    made = [_written(each) for each in terms]
    return '{' + '; '.join(made) + '}' if made else '[]'


def _written(term: Term) -> str:
    return _WRITERS[term.kind](term, [_joined(each) for each in term.parts])


def _fraction(term: Term, parts: list[str]) -> str:
    if term.text in ('skw', 'lin'):
        return f'{{{parts[0]}; {_symbols("/")}; {parts[1]}}}'
    return _table([[each] for each in parts]) if term.text == 'noBar' else call('math.frac', *parts)


def _script(term: Term, parts: list[str]) -> str:
    return _attached(parts[0], ('bl', 'tl') if term.text == 'before' else ('b', 't'), parts[1:])


def _attached(base: str, places: tuple[str, ...], parts: Sequence[str]) -> str:
    given = {place: part for place, part in zip(places, parts, strict=True) if part != '[]'}
    return call('math.attach', base, **given)


def _root(_term: Term, parts: list[str]) -> str:
    return call('math.sqrt', parts[0]) if parts[1] == '[]' else call('math.root', parts[1], parts[0])


def _delimited(term: Term, parts: list[str]) -> str:
    first, between, last = map(_symbols, term.text.split('\0'))
    inner = f'; {between}; '.join(parts) or '[]'
    return call('math.lr', f'{{{first}; {inner}; {last}}}')


def _sum(term: Term, parts: list[str]) -> str:
    sign = call('math.scripts' if term.look == 'beside' else 'math.limits', _symbols(term.text))
    return f'{{{_attached(sign, ("b", "t"), parts[:2])}; {parts[2]}}}'


def _matrix(term: Term, parts: list[str]) -> str:
    wide = int(term.look)
    return _table([parts[at : at + wide] for at in range(0, len(parts), wide)])


def _above_or_below(name: str, other: str) -> Callable[[Term, list[str]], str]:
    return lambda term, parts: call(name if term.text == 'top' else other, parts[0])


def _table(rows: Sequence[Sequence[str]]) -> str:
    return call('math.mat', *(f'({", ".join(row)},)' for row in rows), delim='none')


def _run(term: Term) -> str:
    if term.look == 'words':
        return quote(term.text)
    made = _symbols(term.text)
    return call({'plain': 'math.upright', 'bold': 'math.bold'}[term.look], made) if term.look else made


def _symbols(text: str) -> str:
    """Each sign as a symbol of mathematics: letters slanted, operators with their room."""
    # Each as content of its own: symbols that are joined become a word.
    made = [_SPACE if each.isspace() else f'[#symbol({quote("−" if each == "-" else each)})]' for each in text]
    return '{' + '; '.join(made) + '}' if made else '[]'


_WRITERS: dict[str, Callable[[Term, list[str]], str]] = {
    'run': lambda term, _parts: _run(term),
    'fraction': _fraction,
    'script': _script,
    'root': _root,
    'delimited': _delimited,
    'sum': _sum,
    'function': lambda _term, parts: f'{{{call("math.op", parts[0])}; {parts[1]}}}',
    'accent': lambda term, parts: call('math.accent', parts[0], quote(term.text)),
    'line': _above_or_below('math.overline', 'math.underline'),
    'limit': lambda term, parts: _attached(call('math.limits', parts[0]), (term.text[0],), parts[1:]),
    'brace': _above_or_below('math.overbrace', 'math.underbrace'),
    'matrix': _matrix,
    'rows': lambda _term, parts: _table([[each] for each in parts]),
}


def spoken(terms: Sequence[Term]) -> str:
    """The terms in Swedish words."""
    return ' '.join(''.join(map(_said, terms)).split())


def _said(term: Term) -> str:
    parts = [spoken(each) for each in term.parts]
    match term.kind:
        case 'run':
            return ''.join(_SIGNS.get(each, each) for each in term.text)
        case 'fraction':
            return f" {_held(parts[0])} {'över' if term.text == 'noBar' else 'genom'} {_held(parts[1])} "
        case 'script':
            return _said_script(parts, before=term.text == 'before')
        case 'root':
            return f" {f'roten med exponenten {parts[1]}' if parts[1] else 'kvadratroten'} ur {_held(parts[0])} "
        case 'delimited':
            first, between, last = term.text.split('\0')
            return f"{first}{f' {between} '.join(parts)}{last}"
        case 'sum':
            ends = (f" från {parts[0]}" if parts[0] else "") + (f" till {parts[1]}" if parts[1] else "")
            return f" {_SUMS.get(term.text, term.text)}{ends} av {parts[2]} "
        case 'function':
            return f" {parts[0]} {_held(parts[1])} "
        case 'line':
            return f"{parts[0]} med streck {'över' if term.text == 'top' else 'under'} "
        case 'limit':
            return f" {parts[0]} med {parts[1]} {'ovanför' if term.text == 'top' else 'nedanför'} "
        case 'matrix':
            wide = int(term.look)
            rows = [', '.join(parts[at : at + wide]) for at in range(0, len(parts), wide)]
            return f" matris med raderna {'; '.join(rows)} "
        case 'rows':
            return '; '.join(parts)
        case _:
            return f"{parts[0]} med {'klammer' if term.kind == 'brace' else _ACCENTS.get(term.text, 'accent')} "


def _said_script(parts: Sequence[str], *, before: bool) -> str:
    base, low, high = parts
    if before:
        marks = [*([f"nere {low}"] if low else []), *([f"uppe {high}"] if high else [])]
        return f" {base} med {' och '.join(marks)} framför " if marks else base
    return base + (f" index {_held(low)}" if low else "") + (f" upphöjt till {_held(high)}" if high else "") + " "


def _held(text: str) -> str:
    """A part in brackets where it is more than one sign or number, and no pair of brackets holds all of it."""
    return text if text.isalnum() or _in_one_pair(text) else f"({text})"


def _in_one_pair(text: str) -> bool:
    depths = list(accumulate({'(': 1, ')': -1}.get(each, 0) for each in text))
    return text.startswith('(') and 0 in depths and depths.index(0) == len(text) - 1
