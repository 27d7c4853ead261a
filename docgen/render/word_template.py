"""docxtpl's template, with what it does to the same text over and over done once. Same text in, same text out."""

from __future__ import annotations

import io
import re
from functools import cache, lru_cache
from typing import Any

from docxtpl import DocxTemplate

_PARAGRAPH = re.compile(r'<w:p(?: [^>]*)?>.*?</w:p>', re.DOTALL)
_START = re.compile(r'<w:p([ >])')
_FORMATTED = re.compile(r'(\{(?:<[^>]*>)*\{(?:<[^>]*>)*)(?:tr|tc|r|p)((?:<[^>]*>)*\s)')
_BREAK = re.compile('[\t\a\n\f]')


class WordTemplate(DocxTemplate):  # type: ignore[misc]
    """A Word template as docxtpl fills it."""

    def source(self, story: str) -> str:
        """Give the XML of a body, header or footer as it goes to Jinja, where each paragraph begins a line."""
        return _START.sub(r'\n<w:p\1', self.patch_xml(story))

    def patch_xml(self, src_xml: str) -> str:
        """Clean the XML around tags: documents of a kind share their template's.

        `{{r x}}` and `{{p x}}` are docxtpl's for formatted values, of which docgen has none; it would drop the plain
        ones. They are read as `{{ x }}`.
        """
        return _patched(_FORMATTED.sub(r'\1\2', src_xml))

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave title, author and the like alone: they are docgen's to write, and no place for tags."""

    def resolve_listing(self, xml: str) -> str:
        """Turn the line breaks and tabs of texts into Word's, where there are any."""
        if not _BREAK.search(xml):
            return xml
        resolve = super().resolve_listing
        return _PARAGRAPH.sub(lambda found: resolve(found[0]) if _BREAK.search(found[0]) else found[0], xml)


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    cleaned: str = _any_template().patch_xml(source)
    return cleaned


@cache
def _any_template() -> DocxTemplate:
    """Cleaning needs no file, and this one is never opened."""
    return DocxTemplate(io.BytesIO())
