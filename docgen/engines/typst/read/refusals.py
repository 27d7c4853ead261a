"""What the embedded engine does not know, said in the author's words and gathered until the whole document is read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError, Place, Severity
from docgen.word import paragraph_text

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

_log = logging.getLogger(__name__)
_NAMELESS = {
    'word-unknown-element': "Här står något i Wordfilen som den inbyggda motorn inte känner till.",
    'word-unknown-property': "Här har texten en egenskap som den inbyggda motorn inte känner till.",
}
"""What is said of something that has no name in Word's menus."""


class Refusals:
    """Gathers what a document holds that cannot be set, each cause once per paragraph."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.context = ''
        """The paragraph or table being read, for causes that stand in a style and not in a paragraph."""
        self._findings: dict[tuple[str, str, str], Finding] = {}
        self._warnings: dict[tuple[str, str, str], Finding] = {}

    def add(
        self, ident: str, element: etree._Element | None, detail: str = '', *, paragraph: str = '', technical: str = ''
    ) -> None:
        """Note a cause at the paragraph that the element stands in, or at the text given.

        Args:
            ident: the id of the message.
            element: where it is; None for the document as a whole.
            detail: what takes the place of {} in the message's first sentence.
            paragraph: the text that shows where it is, when not the element's own paragraph.
            technical: its name in the file, for the log alone.
        """
        from docgen.engines.typst.read.refusal_words import CAUSES

        what, why, do = CAUSES[ident]
        if ident == 'word-unknown-property':
            from docgen.engines.typst.read.property_names import property_name

            technical, detail = detail, property_name(detail)
        if not detail and ident in _NAMELESS:
            what = _NAMELESS[ident]
            _log.info('%s: %s %s', self.path.name, ident, technical)
        text = paragraph or (paragraph_text(element) if element is not None else '') or self.context
        place = Place(file=self.path, paragraph=text or None)
        self._findings.setdefault((ident, detail, text), Finding(ident, what.replace('{}', detail), why, do, place))

    def warn(self, ident: str, detail: str, *, paragraph: str = '', element: etree._Element | None = None) -> None:
        """Note what a person should look at, though the document can be set.

        Args:
            ident: the id of the message.
            detail: what takes the place of {} in the message's first sentence.
            paragraph: the text that shows where it is.
            element: where it is, when no text is given.
        """
        from docgen.engines.typst.read.refusal_words import CAUSES

        what, why, do = CAUSES[ident]
        if element is not None:
            paragraph = paragraph or paragraph_text(element) or self.context
        place = Place(file=self.path, paragraph=paragraph or None)
        found = Finding(ident, what.replace('{}', detail), why, do, place, Severity.WARNING)
        self._warnings.setdefault((ident, detail, paragraph), found)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should look at, in the order of reading."""
        return tuple(self._warnings.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What has been noted so far, in the order of reading."""
        return tuple(self._findings.values())

    def check(self) -> None:
        """Raise FindingsError with everything noted, if anything was."""
        if self._findings:
            raise FindingsError(self._findings.values())
