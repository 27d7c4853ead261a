"""Any kind of Word package as a plain document: a template, a file with macros, one that LibreOffice has saved."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from docgen.word.package import open_package
from docgen.word.package_parts import CONTENT_TYPES, RELATIONSHIPS, no_word_file
from docgen.word.package_relations import DOCUMENT_TYPE, content_type

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.word.package import WordPackage

_CORE = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'
_MACRO_KINDS = ('/vbaProject', '/wordVbaData', '/keyMapCustomizations', '/attachedToolbars')
_MACRO_PARTS = ('vbaproject.bin', 'vbadata.xml', 'customizations.xml', 'attachedtoolbars.bin')
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def plain_document(package: WordPackage) -> bytes:
    """The package as a .docx without macros; the file's own bytes when it is one already.

    LibreOffice writes an address of its own for the core properties, which others do not follow.
    """
    changed = {name: tree for name, tree in package.trees.items() if name.endswith('.rels')}
    changed = {name: new for name, tree in changed.items() if (new := _plain_arrows(tree)) is not None}
    dropped = {name for name in package.parts if name.lower().rpartition('/')[2] in _MACRO_PARTS}
    if not changed and not dropped and content_type(package.trees, package.main) == DOCUMENT_TYPE:
        return package.path.read_bytes()
    changed[CONTENT_TYPES] = _plain_types(package, dropped)
    written = io.BytesIO()
    with zipfile.ZipFile(written, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            if name not in dropped:
                root = changed.get(name)
                written_part = data if root is None else etree.tostring(root, encoding='UTF-8', standalone=True)
                archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), written_part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def opened_document(path: Path) -> Any:
    """A Word file as python-docx opens it, with all that its parts promise each other looked through.

    Raises:
        FindingsError: it is no sound Word file.
    """
    from docx import Document

    package = open_package(path)
    try:
        document = Document(io.BytesIO(plain_document(package)))
        # Each is read from a part of its own, which python-docx takes for what it is said to be.
        for part in (document.core_properties.author, document.settings.element.tag, len(document.styles)):
            del part
    except (ValueError, AttributeError, TypeError, LookupError) as error:
        raise no_word_file(path) from error
    return document


def _plain_arrows(tree: etree._Element) -> etree._Element | None:
    """The relationships without those to macros; None when there is nothing to change."""
    copy = deepcopy(tree)
    changed = False
    for arrow in list(copy.iter(f'{{{RELATIONSHIPS}}}Relationship')):
        kind = str(arrow.get('Type', ''))
        if kind.endswith(_MACRO_KINDS):
            copy.remove(arrow)
            changed = True
        elif kind.endswith('/metadata/core-properties') and kind != _CORE:
            arrow.set('Type', _CORE)
            changed = True
    return copy if changed else None


def _plain_types(package: WordPackage, dropped: set[str]) -> etree._Element:
    copy = deepcopy(package.trees[CONTENT_TYPES])
    for entry in list(copy):
        part = str(entry.get('PartName', '')).lstrip('/')
        if part in dropped:
            copy.remove(entry)
        elif part == package.main:
            entry.set('ContentType', DOCUMENT_TYPE)
    return copy
