"""Word's numbered lists: which label a paragraph gets, counting as Word counts (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.engines.typst.read.paragraph_properties import read_paragraph
from docgen.engines.typst.read.run_properties import read_run
from docgen.engines.typst.read.symbols import shown
from docgen.engines.typst.read.wordml import attribute, child, number, on, w

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.wordml import Layer, ThemeFonts

# Word's stock bullets stand in symbol fonts, whose code points mean nothing elsewhere; these are what they show.
_SYMBOL_BULLETS = {
    '\uf0b7': '•',
    '\uf0a7': '▪',
    '\uf02d': '–',
    '\uf0fc': '✓',
    '\uf0d8': '▶',
    '\uf076': '◆',
    '\uf071': '■',
    '\uf06e': '■',
    '\uf0a8': '◆',
}
_SYMBOL_FONTS = ('symbol', 'wingdings', 'webdings', 'courier new')
_ROMAN = ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'))
_ROMAN_LOW = ((10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I'))


@dataclass(frozen=True)
class Level:
    """One level of a list as its definition says."""

    start: int
    kind: str
    text: str
    alignment: str
    follow: str
    restart: int | None
    paragraph: Layer
    run: Layer
    style: str
    legal: bool = False
    """All numbers of the label in digits, whatever the levels above say (17.9.4)."""


class Numbering:
    """The lists of a document, and the counters that run while it is read from the top."""

    def __init__(self, tree: etree._Element | None, theme: ThemeFonts, refusals: Refusals) -> None:
        self._theme, self._refusals = theme, refusals
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._linked: dict[str, str] = {}
        self._levels: dict[tuple[str, int], Level | None] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()
        if tree is not None:
            self._abstract = {attribute(e, 'abstractNumId') or '': e for e in tree.iter(w('abstractNum'))}
            self._linked = {
                attribute(link) or '': ident
                for ident, element in self._abstract.items()
                if (link := child(element, 'styleLink')) is not None
            }
            self._lists = {attribute(e, 'numId') or '': e for e in tree.iter(w('num'))}

    def level(self, ident: str, level: int) -> Level | None:
        """A level's definition with the list's own overrides; None for list 0 or one that is not defined."""
        key = (ident, level)
        if key not in self._levels:
            self._levels[key] = self._read(ident, level)
        return self._levels[key]

    def of_style(self, style: str, ident: str) -> int:
        """The level of the list that is tied to a paragraph style; 0 when none is."""
        for level in range(9):
            definition = self.level(ident, level)
            if definition is not None and definition.style == style:
                return level
        return 0

    def count(self, ident: str, level: int) -> tuple[str, int] | None:
        """Step the list's counter at this level and give the label's text and number."""
        definition = self.level(ident, level)
        if definition is None:
            return None
        counts = self._counts[self._shared(ident)]
        if (ident, level) not in self._started and self._overrides_start(ident, level):
            counts.pop(level, None)
        self._started.add((ident, level))
        counts[level] = counts[level] + 1 if level in counts else definition.start
        for deeper in [known for known in counts if known > level]:
            below = self.level(ident, deeper)
            if below is None or below.restart is None or level < below.restart:
                del counts[deeper]
        for above in range(level):
            if above not in counts:
                higher = self.level(ident, above)
                counts[above] = higher.start if higher is not None else 1
        return self._label(ident, definition, counts), counts[level]

    def _label(self, ident: str, definition: Level, counts: dict[int, int]) -> str:
        if definition.kind == 'bullet':
            return definition.text

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            other = self.level(ident, level)
            kind = 'decimal' if other is None or definition.legal else other.kind
            return spelled(counts.get(level, 1), kind)

        return re.sub(r'%([1-9])', shown, definition.text)

    def _shared(self, ident: str) -> str:
        element = self._lists.get(ident)
        abstract = attribute(child(element, 'abstractNumId')) or ident
        link = attribute(child(self._abstract.get(abstract), 'numStyleLink'))
        # The levels stand where the list style itself is defined (17.9.21).
        return self._linked.get(link or '', abstract)

    def _overrides_start(self, ident: str, level: int) -> bool:
        override = self._override(ident, level)
        return override is not None and override.find(w('startOverride')) is not None

    def _override(self, ident: str, level: int) -> etree._Element | None:
        for override in self._lists[ident].iter(w('lvlOverride')) if ident in self._lists else ():
            if number(attribute(override, 'ilvl')) == level:
                return override
        return None

    def _read(self, ident: str, level: int) -> Level | None:
        if ident == '0' or ident not in self._lists:
            return None
        override = self._override(ident, level)
        element = child(override, 'lvl')
        if element is None:
            element = self._abstract_level(self._shared(ident), level)
        if element is None:
            return None
        run = read_run(child(element, 'rPr'), self._theme, self._refusals)
        kind = attribute(child(element, 'numFmt')) or 'decimal'
        if kind not in _SPELLINGS and kind not in ('bullet', 'none'):
            self._refusals.add('word-unknown-property', None, f"listnumrering {kind}")
        if child(element, 'lvlPicBulletId') is not None:
            self._refusals.add('word-unknown-property', None, "bild som punkt i listan")
        text = attribute(child(element, 'lvlText')) or ''
        if kind == 'bullet':
            text = self._bullet(text, run)
        restart = child(element, 'lvlRestart')
        start = child(override, 'startOverride')
        return Level(
            start=number(attribute(start if start is not None else child(element, 'start')), 1),
            kind=kind,
            text=text,
            alignment=attribute(child(element, 'lvlJc')) or 'left',
            follow=attribute(child(element, 'suff')) or 'tab',
            restart=number(attribute(restart)) if restart is not None else None,
            paragraph=read_paragraph(child(element, 'pPr'), self._refusals),
            run=run,
            style=attribute(child(element, 'pStyle')) or '',
            legal=(legal := child(element, 'isLgl')) is not None and on(legal),
        )

    def _abstract_level(self, abstract: str, level: int) -> etree._Element | None:
        for element in self._abstract[abstract].iter(w('lvl')) if abstract in self._abstract else ():
            if number(attribute(element, 'ilvl')) == level:
                return element
        return None

    def _bullet(self, text: str, run: Layer) -> str:
        font = str(run.get('font', ''))
        symbolic = font.casefold().startswith(_SYMBOL_FONTS)
        if symbolic:
            # The paragraph's own font shows the Unicode bullet that the symbol stands for.
            del run['font']
        if symbolic and text == 'o':
            return '–'
        signs = [_SYMBOL_BULLETS.get(each) or shown(each, font if symbolic else '') for each in text]
        text = ''.join(each or '' for each in signs)
        if None in signs:
            self._refusals.add('word-symbol-character', None, paragraph=f"punktlista ({text!r})")
        return text


def _roman(value: int) -> str:
    out = ''
    for amount, letters in _ROMAN + _ROMAN_LOW:
        out += letters * (value // amount)
        value %= amount
    return out


def _letter(value: int) -> str:
    # Word doubles letters after z: aa, bb, not aa, ab.
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ''


_SPELLINGS: dict[str, Callable[[int], str]] = {
    'decimal': str,
    'decimalZero': lambda value: f'{value:02d}',
    'lowerLetter': _letter,
    'upperLetter': lambda value: _letter(value).upper(),
    'lowerRoman': lambda value: _roman(value).lower(),
    'upperRoman': _roman,
}


def spelled(value: int, kind: str) -> str:
    """A number in one of Word's number formats (17.18.59); unknown ones and 'none' give ''."""
    return _SPELLINGS[kind](min(value, 5000)) if kind in _SPELLINGS else ''
