"""The labels of a Word file's lists: what LibreOffice writes before the items, as Word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.libreoffice.accessibility import read_styles, visible
from docgen.engines.typst.read.wordml import child, w
from docgen.word import DOCUMENT

if TYPE_CHECKING:
    from docgen.word import WordPackage


def list_labels(package: WordPackage) -> frozenset[str]:
    """Every label of the body, such as "•" and "3.", without spaces."""
    styles = read_styles(package)
    found = set()
    for paragraph in visible(package.trees[DOCUMENT]):
        if paragraph.tag == w('p'):
            _, layer = styles.paragraph(child(paragraph, 'pPr'), {})
            counted = styles.numbering.count(layer.get('number', '0'), layer.get('number_level', 0))
            found.add(''.join(counted[0].split()) if counted else '')
    return frozenset(found - {''})
