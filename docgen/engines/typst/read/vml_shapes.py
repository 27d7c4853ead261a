"""How Word's older drawings say what they look like: style, colours, forms (ECMA-376 part 4, 19)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import local, measure

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.drawn_content import Outline

SHAPES = frozenset({'shape', 'rect', 'roundrect', 'line', 'oval', 'group', 'image', 'polyline', 'arc', 'curve'})
_NAMED = {
    'silver': 'C0C0C0', 'black': '000000', 'white': 'FFFFFF', 'red': 'FF0000', 'gray': '808080', 'blue': '0000FF',
    'yellow': 'FFFF00', 'green': '008000', 'lime': '00FF00', 'aqua': '00FFFF', 'fuchsia': 'FF00FF', 'maroon': '800000',
    'navy': '000080', 'olive': '808000', 'purple': '800080', 'teal': '008080', 'orange': 'FFA500', 'window': 'FFFFFF',
    'windowtext': '000000', 'infobackground': 'FFFFE1',
}  # fmt: skip
_NARROW = 0.1
_STEPS = {
    'm': ('move', 2), 'l': ('line', 2), 'c': ('cubic', 6), 't': ('move', 2), 'r': ('line', 2), 'v': ('cubic', 6),
    'x': ('close', 0), 'e': ('end', 0),
}  # fmt: skip
_RELATIVE = frozenset('trv')
"""Their points are told from where the step begins."""
_COMMANDS = re.compile(r'(nf|ns|a[etlr]|w[ar]|q[xyb]|h[a-i]|[a-z])([^a-z]*)')
_BOX = 202
_FORMS = {
    1: 'rect', 2: 'roundRect', 3: 'ellipse', 4: 'diamond', 5: 'triangle', 6: 'rtTriangle', 7: 'parallelogram',
    8: 'flowChartManualOperation', 9: 'hexagon', 10: 'octagon', 11: 'plus', 13: 'rightArrow', 15: 'homePlate',
    20: 'line', 32: 'line', 55: 'chevron', 56: 'pentagon', 65: 'foldedCorner', 66: 'leftArrow', 67: 'downArrow',
    68: 'upArrow',
    69: 'leftRightArrow', 70: 'upDownArrow', 109: 'rect', 110: 'flowChartDecision', 111: 'flowChartInputOutput',
    116: 'roundRect', 117: 'flowChartPreparation', 119: 'flowChartManualOperation', 120: 'ellipse',
    121: 'flowChartPunchedCard', 127: 'flowChartExtract', 128: 'flowChartMerge', 176: 'roundRect', _BOX: 'rect',
}  # fmt: skip
"""The newer names of Word's numbered forms."""


def shape_type(shape: etree._Element) -> int | None:
    """The number of the form that a v:shape takes from Word's own; None for one that is drawn or another's."""
    found = re.fullmatch(r'#(?:_x0000_t|shapetype_)(\d+)', str(shape.get('type', '')))
    return int(found[1]) if found else None


def form_of(shape: etree._Element) -> str:
    """The newer name of a shape's form; '' where its own outline or nobody says it."""
    if local(shape) == 'shape':
        number = shape_type(shape)
        return _FORMS.get(number, '') if number is not None else ''
    return {'rect': 'rect', 'roundrect': 'roundRect', 'oval': 'ellipse', 'line': 'line'}.get(local(shape), '')


def share_of(text: str) -> float:
    """An opacity: ".5", "50%" or in 65536ths, "32768f"."""
    try:
        if text.endswith('f'):
            return min(max(float(text[:-1]) / 65536, _NARROW), 1.0)
        return min(max(float(text.rstrip('%')) / (100 if text.endswith('%') else 1), _NARROW), 1.0)
    except ValueError:
        return 1.0


def degrees(text: str) -> float | None:
    """A turn in degrees, or in 65536ths of one ("fd"); None for what is neither."""
    try:
        return (float(text[:-2]) / 65536 if text.endswith('fd') else float(text or '0')) % 360
    except ValueError:
        return None


def own_path(shape: etree._Element, width: float, height: float) -> Outline | None:
    """A drawn form of moves, lines and curves in its own units; None for one with formulas or arcs.

    Args:
        shape: the v:shape.
        width: in points.
        height: in points.
    """
    wide, _, high = str(shape.get('coordsize', '1000,1000')).partition(',')
    left, _, top = str(shape.get('coordorigin', '0,0')).partition(',')
    segments: list[tuple[object, ...]] = []
    spot = start = (0.0, 0.0)
    try:
        corner, scale = (float(left), float(top)), (width / float(wide), height / float(high))
        for command, numbers in _COMMANDS.findall(str(shape.get('path', ''))):
            kind, count = _STEPS.get(command, ('', 0))
            said = [float(each or '0') for each in re.split(r'\s*,\s*|\s+', numbers.strip())] if numbers.strip() else []
            if command[0] == 'h' and not said:
                # Which handles an editor shows there.
                continue
            if not kind or (count and len(said) % count) or (count and not said):
                return None
            for at in range(0, len(said) or 1, count or 1):
                base = spot if command in _RELATIVE else (0.0, 0.0)
                points = [(said[each] + base[0], said[each + 1] + base[1]) for each in range(at, at + count, 2)]
                spot = points[-1] if points else start
                start = spot if kind == 'move' else start
                drawn = [(value - corner[axis]) * scale[axis] for point in points for axis, value in enumerate(point)]
                if kind != 'end':
                    segments.append((kind, *(round(each, 3) for each in drawn)))
    except (ValueError, ZeroDivisionError):
        return None
    return tuple(segments) or None


def style_of(element: etree._Element) -> dict[str, str]:
    """What a shape's style says, by name."""
    pairs = (each.partition(':') for each in str(element.get('style', '')).split(';'))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def colour_of(text: str) -> str:
    """A colour as six digits, from its digits or its name; black for one that nobody knows."""
    name = text.split(' ', maxsplit=1)[0].casefold().lstrip('#')
    if re.fullmatch('[0-9a-f]{3}', name):
        name = ''.join(digit * 2 for digit in name)
    return name.upper() if re.fullmatch('[0-9a-f]{6}', name) else _NAMED.get(name, '000000')


def insets(text: str) -> tuple[float, float, float, float]:
    """Top, right, bottom, left; VML says left first."""
    given = [each.strip() for each in text.split(',')] + [''] * 4
    left, top, right, bottom = (
        standard if (value := measure(each)) is None or not each else value
        for each, standard in zip(given[:4], (7.2, 3.6, 7.2, 3.6), strict=True)
    )
    return top, right, bottom, left
