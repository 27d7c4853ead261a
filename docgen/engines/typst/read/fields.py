"""Field instructions: what they ask for, and which of them the engine can answer (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import attribute

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.content import Inline
    from docgen.engines.typst.formats import TextFormat

NUMBERS = frozenset({'PAGE', 'NUMPAGES', 'SECTIONPAGES'})
PROPERTIES = frozenset({'TITLE', 'SUBJECT', 'AUTHOR', 'KEYWORDS', 'COMMENTS'})
NAMED_VALUES = frozenset({'DOCPROPERTY', 'DOCVARIABLE'})
STORED = frozenset({'ADDIN', 'CITATION', 'BIBLIOGRAPHY', 'FORMTEXT', 'FORMDROPDOWN'})
"""What somebody has put in, or a reference program: it stands in the file, and Word shows it as it stands."""
_ROMAN = {'roman': 'i', 'ROMAN': 'I', 'alphabetic': 'a', 'ALPHABETIC': 'A'}
_HARMLESS_FORMATS = frozenset({'mergeformat', 'charformat', 'arabic'})
_LOOKS = {'mergeformat', 'charformat'}
_SWITCHES = {
    'PAGE': frozenset[str](),
    'NUMPAGES': frozenset[str](),
    'SECTIONPAGES': frozenset[str](),
    # \f adds entries from TC fields, which are refused wherever they stand.
    'TOC': frozenset({'o', 'h', 'z', 'u', 'f', 'w'}),
    'REF': frozenset({'h'}),
    'PAGEREF': frozenset({'h'}),
    'HYPERLINK': frozenset({'l', 'o', 't', 'n', 'h'}),
    'TITLE': frozenset(),
    'SUBJECT': frozenset(),
    'AUTHOR': frozenset(),
    'KEYWORDS': frozenset(),
    'COMMENTS': frozenset(),
    'DOCPROPERTY': frozenset(),
    'DOCVARIABLE': frozenset(),
    'SEQ': frozenset({'h', 'r', 'n', 'c'}),
    # An entry for an index: itself it shows nothing, and an index is refused.
    'XE': frozenset({'b', 'i', 'f', 'r', 't', 'y'}),
}
_WITH_ARGUMENT = frozenset({('TOC', 'o'), ('HYPERLINK', 'l'), ('HYPERLINK', 'o'), ('HYPERLINK', 't'), ('SEQ', 'r')}) | {
    ('XE', name) for name in 'frty'
}
_CASES: dict[str, Callable[[str], str]] = {
    'upper': str.upper,
    'lower': str.lower,
    'firstcap': lambda text: text[:1].upper() + text[1:],
    'caps': lambda text: ' '.join(word[:1].upper() + word[1:] for word in text.split(' ')),
}


@dataclass
class OpenField:
    """A field being read: its instruction so far, then its stored result, which only links keep."""

    element: etree._Element
    instruction: str = ''
    in_result: bool = False
    inlines: list[Inline] = field(default_factory=list)
    format: TextFormat | None = None
    placed: bool = False

    @property
    def locked(self) -> bool:
        """Whether Word never works it out anew: its stored result is what it shows."""
        return attribute(self.element, 'fldLock') in ('1', 'true', 'on')

    @property
    def shown_as_stored(self) -> bool:
        """Whether what is read now is its stored result, and that is what it shows: in several paragraphs too."""
        return self.in_result and self.kind in STORED

    @property
    def kind(self) -> str:
        """The instruction's first word in capitals."""
        return (self.instruction.split() or [''])[0].upper()


@dataclass(frozen=True)
class Instruction:
    """A field instruction taken apart."""

    kind: str
    argument: str
    switches: dict[str, str]
    numbering: str = ''
    """How a page number is written in place of the section's own way: 'i', 'I', 'a', 'A', or ''."""
    keeps_look: bool = False
    """The result looks as it did, whatever it is taken from (MERGEFORMAT, CHARFORMAT)."""
    case: str = ''
    """How a text value is capitalised: 'upper', 'lower', 'firstcap', 'caps', or '' for as it is."""

    def capitalised(self, value: str) -> str:
        """A text value with the capitals that the field asks for."""
        return _CASES[self.case](value) if self.case else value

    def levels(self) -> tuple[int, int]:
        """A table of contents' first and last heading level; Word's own default is 1 to 3."""
        first, _, last = self.switches.get('o', '').partition('-')
        try:
            return max(int(first), 1), min(int(last or first), 9)
        except ValueError:
            return 1, 3


def understood(text: str) -> Instruction | None:
    """The instruction taken apart, or None when the engine cannot answer it."""
    try:
        words = shlex.split(text.replace('\\', '\\\\'), posix=True)
    except ValueError:
        return None
    kind = words[0].upper() if words else ''
    if kind not in _SWITCHES:
        return None
    argument, switches, numbering, keeps_look, case = '', {}, '', False, ''
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith('\\'):
            argument = argument or word
            continue
        name = word[1:].lower()
        if name == '*':
            form = next(rest, '')
            keeps_look = keeps_look or form.lower() in _LOOKS
            if form in _ROMAN and (kind in NUMBERS or kind == 'SEQ'):
                numbering = _ROMAN[form]
            elif form.lower() in _CASES and kind in PROPERTIES | NAMED_VALUES:
                case = form.lower()
            elif form.lower() not in _HARMLESS_FORMATS:
                return None
            continue
        if name not in _SWITCHES[kind]:
            return None
        switches[name] = next(rest, '') if (kind, name) in _WITH_ARGUMENT else ''
    if (kind in PROPERTIES and argument) or (kind == 'SEQ' and not argument):
        # With an argument the field would change the property.
        return None
    if kind in NAMED_VALUES and not argument:
        return None
    return Instruction(kind, argument, switches, numbering, keeps_look, case)
