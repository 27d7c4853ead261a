"""A copy of a Word template with what can be mended without asking: title, language, heading levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.word import W, opened_document

if TYPE_CHECKING:
    from pathlib import Path

_LANGUAGE = 'sv-SE'
_HEADING = re.compile(r'heading ([1-9])')


def fix_template(template: Path, target: Path) -> list[str]:
    """Write the copy and give what was changed, in Swedish; where nothing is to be mended, no copy is written.

    Args:
        template: the Word file, which is not touched.
        target: where to write the copy.

    Raises:
        FindingsError: the file is no Word file.
    """
    document = opened_document(template)
    changed = [*_headings(document), *_title(document), *_language(document)]
    if changed:
        document.save(str(target))
    return changed


def _level(paragraph: Any) -> int:
    """1 to 9 for a paragraph in one of Word's heading styles, 0 for others."""
    found = _HEADING.fullmatch(paragraph.style.name.lower()) if paragraph.style is not None else None
    return int(found[1]) if found else 0


def _title(document: Any) -> list[str]:
    if document.core_properties.title:
        return []
    titled = [each for each in document.paragraphs if each.text.strip()]
    first = next((each for each in titled if each.style.name == 'Title' or _level(each)), None)
    text = ' '.join((first or titled[0]).text.split())[:250] if titled else ''
    if not text:
        return []
    document.core_properties.title = text
    return [f"Titeln är satt till ”{text}”."]


def _language(document: Any) -> list[str]:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    styles = document.styles.element
    place = styles
    for name in ('docDefaults', 'rPrDefault', 'rPr'):
        found = place.find(f'{{{W}}}{name}')
        if found is None:
            found = OxmlElement(f'w:{name}')
            place.insert(0, found)
        place = found
    language = place.find(f'{{{W}}}lang')
    if language is None:
        language = OxmlElement('w:lang')
        place.append(language)
    if language.get(qn('w:val')) not in (None, '', 'x-none'):
        return []
    language.set(qn('w:val'), _LANGUAGE)
    return ["Språket är satt till svenska (sv-SE)."]


def _headings(document: Any) -> list[str]:
    """Each heading at most one level below the one it belongs to; those of the same level before stay alike."""
    from docx.enum.style import WD_STYLE_TYPE

    changed: list[str] = []
    above: list[int] = []
    for paragraph in document.paragraphs:
        level = _level(paragraph)
        if not level or not paragraph.text.strip():
            continue
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        if len(above) == level:
            continue
        name = f'Heading {len(above)}'
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        paragraph.style = document.styles[name]
        changed.append(f"Rubriken ”{paragraph.text.strip()}” är flyttad från nivå {level} till nivå {len(above)}.")
    return changed
