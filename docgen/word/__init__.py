"""Word packages before anyone trusts them: is it a .docx, is it sound, is it bounded, was it finished.

Rules: ECMA-376 part 2 (the zip package) and part 1 (WordprocessingML).
"""

from __future__ import annotations

from docgen.word.package import Relationship, WordPackage, font_names, open_package
from docgen.word.package_parts import RELATIONSHIPS, W
from docgen.word.plain_document import opened_document, plain_document
from docgen.word.unfinished_edits import Leftover, leftovers, paragraph_text

__all__ = [
    'RELATIONSHIPS',
    'Leftover',
    'Relationship',
    'W',
    'WordPackage',
    'font_names',
    'leftovers',
    'open_package',
    'opened_document',
    'paragraph_text',
    'plain_document',
]
