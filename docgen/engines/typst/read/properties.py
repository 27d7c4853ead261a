"""What a Word file says of itself: its title, its properties, the fields that show them (ECMA-376 part 1, 17.16.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.content import Paragraph, Table, opened
from docgen.engines.typst.read.wordml import attribute, local, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.engines.typst.content import Block
    from docgen.engines.typst.sections import Section
    from docgen.word import WordPackage

_CORE = '{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}'
_DC = '{http://purl.org/dc/elements/1.1/}'
_APP = '{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}'
_NAMES = {
    'TITLE': f'{_DC}title',
    'SUBJECT': f'{_DC}subject',
    'AUTHOR': f'{_DC}creator',
    'KEYWORDS': f'{_CORE}keywords',
    'COMMENTS': f'{_DC}description',
    'CATEGORY': f'{_CORE}category',
    'MANAGER': f'{_APP}Manager',
    'COMPANY': f'{_APP}Company',
}
_KINDS = ('core-properties', 'extended-properties')
_TITLES = frozenset(('title', 'titel', 'rubrik'))
_LONGEST = 150


def document_properties(package: WordPackage) -> dict[str, str]:
    """Core and extended properties by their qualified names, with single spaces."""
    found: dict[str, str] = {}
    for related in package.relationships('').values():
        tree = package.trees.get(related.target)
        if related.kind in _KINDS and tree is not None:
            for element in tree:
                found.setdefault(str(element.tag), ' '.join(''.join(map(str, element.itertext())).split()))
    return found


def field_values(package: WordPackage) -> dict[str, str]:
    """What document-information fields show, by 'TITLE', 'DOCPROPERTY name' and 'DOCVARIABLE name' in lower case."""
    properties = document_properties(package)
    values = {field: properties.get(name, '') for field, name in _NAMES.items()}
    values |= {f'DOCPROPERTY {field.lower()}': value for field, value in values.items()}
    for related in package.relationships('').values():
        tree = package.trees.get(related.target)
        if related.kind == 'custom-properties' and tree is not None:
            for element in tree:
                name = str(element.get('name', '')).casefold()
                # Word writes a day as its own settings say, which nobody can tell from the file.
                day = any(local(each) in ('filetime', 'date') for each in element)
                values[f'DOCPROPERTY {name}'] = '' if day else ' '.join(''.join(map(str, element.itertext())).split())
    settings = next((each for each in package.relationships(package.main).values() if each.kind == 'settings'), None)
    tree = package.trees.get(settings.target) if settings is not None else None
    for variable in tree.iter(w('docVar')) if tree is not None else ():
        name = (attribute(variable, 'name') or '').casefold()
        values[f'DOCVARIABLE {name}'] = attribute(variable) or ''
    return values


def own_title(sections: Sequence[Section]) -> str:
    """What the document calls itself: the paragraph in the style Title, else the first heading, else the first line."""
    paragraphs = [each for section in sections for each in _paragraphs(section.blocks) if each.text.strip()]
    titles = (each for each in paragraphs if each.format.style_name in _TITLES)
    headings = (each for each in paragraphs if each.format.outline_level is not None)
    found = next(titles, None) or next(headings, None) or next(iter(paragraphs), None)
    text = ' '.join(found.text.split()) if found is not None else ''
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(' ')[0] + '…'


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in opened(blocks):
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from _paragraphs(cell.blocks)
