"""What characters of symbol fonts show, in Unicode: Symbol, Wingdings, Wingdings 2 and 3, Webdings.

Their codes mean nothing in another font, and a voice cannot read them. Only the signs that texts use are here; for the
others nobody can tell what they mean.
"""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        range(0x41, 0x5B),
        'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ',
        strict=True,
    )
)
_SYMBOL |= dict(zip(range(0x61, 0x7B), 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ', strict=True))
_SYMBOL |= {
    **{code: chr(code) for code in range(0x20, 0x40)},
    0x22: '∀', 0x24: '∃', 0x2A: '∗', 0x2D: '−', 0x5B: '[', 0x5D: ']', 0x7B: '{', 0x7D: '}', 0x7C: '|',
    0xA3: '≤', 0xA5: '∞', 0xA7: '♣', 0xA8: '♦', 0xA9: '♥', 0xAA: '♠', 0xAB: '↔', 0xAC: '←', 0xAD: '↑', 0xAE: '→',
    0xAF: '↓', 0xB0: '°', 0xB1: '±', 0xB3: '≥', 0xB4: '×', 0xB6: '∂', 0xB7: '•', 0xB8: '÷', 0xB9: '≠', 0xBA: '≡',
    0xBB: '≈', 0xBC: '…', 0xC5: '⊕', 0xC6: '∅', 0xC7: '∩', 0xC8: '∪', 0xCE: '∈', 0xD1: '∇', 0xD2: '®', 0xD3: '©',
    0xD4: '™', 0xD5: '∏', 0xD6: '√', 0xD7: '⋅', 0xD8: '¬', 0xDB: '⇔', 0xDC: '⇐', 0xDD: '⇑', 0xDE: '⇒', 0xDF: '⇓',
    0xE0: '◊', 0xE5: '∑', 0xF2: '∫',
}  # fmt: skip
_WINGDINGS = {
    0x20: ' ', 0x28: '☎', 0x2A: '✉', 0x36: '⌛', 0x3E: '✇', 0x41: '✌', 0x46: '☞', 0x4A: '☺', 0x6C: '●', 0x6D: '❍',
    0x6E: '■', 0x6F: '☐', 0x70: '❐', 0x71: '❑', 0x72: '❒', 0x74: '◆', 0x75: '◆', 0x76: '◆', 0x77: '◆', 0x73: '◆',
    0x9E: '·', 0x9F: '•', 0xA1: '○', 0xA2: '○', 0xA4: '◎', 0xA7: '▪', 0xA8: '☐', 0xAB: '★', 0xAC: '★', 0xD8: '▶',
    0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓', 0xE7: '←', 0xE8: '→', 0xE9: '↑', 0xEA: '↓', 0xEF: '⇦', 0xF0: '→',
    0xF1: '⇧', 0xF2: '⇩', 0xF3: '↔', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑', 0x2D: '–',
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: '✗',
    0x50: '✓',
    0x51: '☒',
    0x52: '☑',
    0x53: '☒',
    0x54: '☒',
    0x97: '•',
    0x98: '•',
    0xA3: '☐',
    0x2A: '☐',
}
_WINGDINGS_3 = {0x7D: '▶', 0x7C: '◀', 0x70: '▲', 0x71: '▼', 0x22: '→', 0x21: '←', 0x23: '↑', 0x24: '↓'}
_WEBDINGS = {0x61: '✓', 0x63: '☐', 0x67: '■', 0x6E: '●', 0x34: '▶', 0x33: '◀', 0x35: '▲', 0x36: '▼', 0x72: '✗'}
_FONTS = {
    'symbol': _SYMBOL,
    'wingdings': _WINGDINGS,
    'wingdings 2': _WINGDINGS_2,
    'wingdings 3': _WINGDINGS_3,
    'webdings': _WEBDINGS,
}
_PRIVATE = 0xF000


def is_symbol_font(font: str) -> bool:
    """Whether the font's codes stand for signs of its own."""
    return font.casefold() in _FONTS


def shown(character: str, font: str) -> str | None:
    """What a character of a symbol font shows; None when nobody can tell. Others' characters show themselves."""
    table = _FONTS.get(font.casefold())
    code = ord(character)
    if table is None:
        return None if 0xE000 <= code <= 0xF8FF else character
    return table.get(code - _PRIVATE if code >= _PRIVATE else code)
