"""The fonts that a Word file asks for by name, wherever in it they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.word.namespaces import W

if TYPE_CHECKING:
    from docgen.word.package import WordPackage

_DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main'
_SLOTS = ('ascii', 'hAnsi')


def font_names(package: WordPackage) -> tuple[str, ...]:
    """Every name in styles, text, lists and theme, sorted; some may be of fonts that no text in the end stands in."""
    found = set()
    for tree in package.trees.values():
        for element in tree.iter(f'{{{W}}}rFonts'):
            found |= {str(element.get(f'{{{W}}}{slot}', '')) for slot in _SLOTS}
        for kind in ('majorFont', 'minorFont'):
            for element in tree.iterfind(f'.//{{{_DRAWING}}}{kind}/{{{_DRAWING}}}latin'):
                found.add(str(element.get('typeface', '')))
    return tuple(sorted(found - {''}))
