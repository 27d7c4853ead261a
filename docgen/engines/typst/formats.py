"""What the translator knows of a document once styles are resolved: formats with every value decided.

All lengths are points. Colours are six hexadecimal digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LineRule = Literal['auto', 'exact', 'atLeast']
Alignment = Literal['left', 'center', 'right', 'both']


@dataclass(frozen=True)
class Border:
    """A line at an edge; `space` is its distance from the text.

    `lines` are the thicknesses of the line and gap and line … that a double or triple edge has, from outside in.
    """

    width: float
    colour: str
    dash: str = 'solid'
    space: float = 0.0
    lines: tuple[float, ...] = ()


@dataclass(frozen=True)
class TabStop:
    """A stop at `position` from the text margin; `leader` is '' or the character that fills the gap."""

    position: float
    kind: str
    leader: str = ''


@dataclass(frozen=True)
class TextFormat:
    """How characters look. From the size `kerning_from` on, pairs of letters are set closer; 0 is never."""

    font: str = 'Times New Roman'
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = ''
    underline_colour: str = ''
    """Its own colour; '' for the text's."""
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    colour: str = '000000'
    highlight: str = ''
    framed: Border | None = None
    vertical: str = ''
    tracking: float = 0.0
    raised: float = 0.0
    kerning_from: float = 0.0
    ligatures: bool = False
    language: str = ''
    style: str = ''


@dataclass(frozen=True)
class Label:
    """A paragraph's number or bullet: its text and look, and where it stands.

    `left` and `hanging` are the level's own indents; `follow` is 'tab', 'space' or 'nothing'.
    """

    text: str
    format: TextFormat
    numbering: str
    level: int
    bullet: bool
    alignment: str
    follow: str
    value: int


@dataclass(frozen=True)
class ParagraphFormat:
    """How a paragraph stands. `first` is the first line's own indent, negative for a hanging one."""

    style: str = ''
    style_name: str = ''
    alignment: Alignment = 'left'
    before: float = 0.0
    after: float = 0.0
    contextual: bool = False
    line: float = 1.0
    line_rule: LineRule = 'auto'
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    outline_level: int | None = None
    shade: str = ''
    hyphenate: bool = True
    tabs: tuple[TabStop, ...] = ()
    border_top: Border | None = None
    border_bottom: Border | None = None
    border_left: Border | None = None
    border_right: Border | None = None
    border_between: Border | None = None
    from_right: bool = False
    """Its text begins at the right; left and right here are the page's own."""


@dataclass(frozen=True)
class Page:
    """A section's page: size, margins and the distances of header and footer from the paper's edge."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float
    mirrored: bool = False
    """On even pages the left and right margins change places."""

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right
