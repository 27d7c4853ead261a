"""How the parts of a Word package hang together: which is the document, and whether every arrow leads to a part.

Rules: ECMA-376 part 2, 8.3 and 10.1.2 (content types, relationships). Word on the web calls its document document2.xml;
a template (.dotx) and files with macros (.docm, .dotm) differ from a document only in the content type.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docgen.errors import Finding, FindingsError, Place
from docgen.word.package_parts import CONTENT_TYPES, RELATIONSHIPS, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml import etree

_STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
_WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
_CORE_TYPE = 'application/vnd.openxmlformats-package.core-properties+xml'
DOCUMENT_TYPE = f'{_WORD}document.main+xml'
MAIN_TYPES = frozenset(
    {
        DOCUMENT_TYPE,
        f'{_WORD}template.main+xml',
        'application/vnd.ms-word.document.macroEnabled.main+xml',
        'application/vnd.ms-word.template.macroEnabledTemplate.main+xml',
    }
)
_STORY_KINDS = {
    'header': 'hdr', 'footer': 'ftr', 'footnotes': 'footnotes', 'endnotes': 'endnotes', 'styles': 'styles',
    'settings': 'settings', 'numbering': 'numbering',
}  # fmt: skip
"""The parts of the text by their kinds, with the element that each begins with."""
_BODY = f'{{{W}}}body'
_AGAIN = "Öppna filen i Word och spara den igen, eller hämta en hel kopia."


def main_part(path: Path, trees: Mapping[str, etree._Element]) -> str:
    """The name of the part that holds the document's text.

    Raises:
        FindingsError: `word-file-not-docx`, or `word-file-strict` for a file in the strict form of the format.
    """
    package = trees.get('_rels/.rels')
    targets = [
        resolved('', str(arrow.get('Target', '')))
        for arrow in (package.iter(f'{{{RELATIONSHIPS}}}Relationship') if package is not None else ())
        if str(arrow.get('Type', '')).endswith('/officeDocument')
    ]
    name = next((target for target in targets if target in trees), 'word/document.xml')
    tree = trees.get(name)
    if tree is not None and tree.tag == f'{{{_STRICT}}}document':
        raise FindingsError(
            Finding(
                'word-file-strict',
                f"Filen {path.name} är sparad som Strict Open XML.",
                "I den formen heter allt annorlunda, och docgen läser bara den vanliga.",
                "Öppna filen i Word, välj Spara som och filformatet Word-dokument (.docx), inte Strict Open XML.",
                Place(file=path),
            )
        )
    if CONTENT_TYPES not in trees or tree is None or tree.tag != f'{{{W}}}document' or tree.find(_BODY) is None:
        raise FindingsError(
            Finding(
                'word-file-not-docx',
                f"Filen {path.name} är inte en hel Word-fil (.docx).",
                "En .docx är ett zip-paket med vissa delar. Den här filen saknar dem eller är skadad.",
                "Öppna filen i Word och spara om den som Word-dokument (.docx), eller hämta en hel kopia.",
                Place(file=path),
            )
        )
    return name


def refuse_hidden_macros(
    path: Path, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], main: str
) -> None:
    """A file with macros (.docm, .dotm) is read without them; a document that hides some is not trusted.

    Args:
        path: the Word file, for the finding's place.
        parts: its parts' bytes by name.
        trees: its XML parts by name.
        main: the name of the part that holds the text.

    Raises:
        FindingsError: `word-file-macros`.
    """
    hidden = any(name.lower().endswith('vbaproject.bin') for name in parts)
    if hidden and 'macroEnabled' not in content_type(trees, main):
        raise FindingsError(
            Finding(
                'word-file-macros',
                f"Filen {path.name} innehåller makron men är uppgiven som ett dokument utan.",
                "Word sparar aldrig så. Filen kan vara gjord för att köra program.",
                "Spara om filen i Word som Word-dokument (.docx) utan makron.",
                Place(file=path),
            )
        )


def resolved(folder: str, target: str) -> str:
    """The name of the part that a relationship in that folder leads to."""
    return posixpath.normpath(posixpath.join('/', folder, unquote(target))).lstrip('/')


def check_relations(path: Path, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], main: str) -> None:
    """Every relationship has an id of its own and leads to a part, and the parts of the text are of the right kind.

    Args:
        path: the file, for messages.
        parts: the bytes of each part.
        trees: those that are XML.
        main: the name of the document's part.

    Raises:
        FindingsError: `word-file-relationship`, `word-file-content-type`.
    """
    findings = [
        Finding(
            'word-file-relationship',
            f"En del av filen {path.name} hänger löst: {fault}.",
            "Något saknas, som en bild, ett sidhuvud eller formatmallar, och Word visar annat än docgen.",
            f"{_AGAIN} Syns ett rött kryss i stället för en bild: ta bort den eller infoga den igen.",
            Place(file=path, key=name),
        )
        for name, tree in trees.items()
        if name.endswith('.rels')
        for fault in _loose(name, tree, parts)
    ]
    findings += [
        Finding(
            'word-file-content-type',
            f"Delen {name} i {path.name} är uppgiven som fel slag: {kind or 'inget'}.",
            "Word avgör av slaget hur delen läses, och skulle inte öppna filen eller tappa delen.",
            _AGAIN,
            Place(file=path, key=name),
        )
        for name, kind in ([] if findings else _mistyped(trees, main))
    ]
    if findings:
        raise FindingsError(dict.fromkeys(findings))


def content_type(trees: Mapping[str, etree._Element], part: str) -> str:
    """What [Content_Types].xml says of a part; '' when it says nothing."""
    ending = part.rpartition('.')[2].casefold()
    default = ''
    for entry in trees[CONTENT_TYPES]:
        if entry.tag == f'{{{_TYPES}}}Override' and str(entry.get('PartName', '')).lstrip('/') == part:
            return str(entry.get('ContentType', ''))
        if entry.tag == f'{{{_TYPES}}}Default' and str(entry.get('Extension', '')).casefold() == ending:
            default = str(entry.get('ContentType', ''))
    return default


_PARTS = {
    'header': "ett sidhuvud", 'footer': "en sidfot", 'image': "en bild", 'hyperlink': "en länk", 'theme': "temat",
    'numbering': "listornas numrering", 'styles': "formatmallarna", 'fontTable': "listan över teckensnitt",
    'settings': "inställningarna", 'webSettings': "inställningarna för webben", 'footnotes': "fotnoterna",
    'endnotes': "slutnoterna", 'comments': "kommentarerna", 'font': "ett teckensnitt", 'chart': "ett diagram",
    'officeDocument': "själva dokumentet", 'core-properties': "filens egenskaper",
    'extended-properties': "filens egenskaper", 'custom-properties': "filens egenskaper", 'package': "ett objekt",
    'oleObject': "ett objekt", 'customXml': "bifogade uppgifter", 'attachedTemplate': "dokumentmallen",
}  # fmt: skip
"""What Word's users call the parts."""


def _loose(rels: str, tree: etree._Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(rels))
    source = posixpath.join(folder, posixpath.basename(rels).removesuffix('.rels'))
    if source not in parts and source != folder and posixpath.basename(source):
        # Arrows out of a part that is not there lead nowhere, and nobody follows them.
        return
    seen = set()
    for arrow in tree.iter(f'{{{RELATIONSHIPS}}}Relationship'):
        ident, target = str(arrow.get('Id', '')), str(arrow.get('Target', ''))
        kind = str(arrow.get('Type', '')).rsplit('/', 1)[-1]
        named = _PARTS.get(kind, "en del")
        if ident in seen:
            yield f"två delar har beteckningen ”{ident}”"
        seen.add(ident)
        if not ident or not kind:
            yield "en hänvisning saknar beteckning eller slag"
        if arrow.get('TargetMode') == 'External':
            if not target:
                yield f"{named} leder ingenstans"
            continue
        if not target:
            yield f"{named} leder ingenstans"
        elif not target.startswith('#') and resolved(folder, target) not in parts:
            yield f"{named} finns inte, ”{target}”"


def _mistyped(trees: Mapping[str, etree._Element], main: str) -> Iterator[tuple[str, str]]:
    kind = content_type(trees, main)
    if kind not in MAIN_TYPES:
        yield main, kind
    package = trees.get('_rels/.rels')
    for arrow in package.iter(f'{{{RELATIONSHIPS}}}Relationship') if package is not None else ():
        part = resolved('', str(arrow.get('Target', '')))
        kind = content_type(trees, part)
        # Both say that it holds the file's properties, or neither does: else the next program writes them twice.
        if str(arrow.get('Type', '')).endswith('/core-properties') != (kind == _CORE_TYPE):
            yield part, kind
    folder, name = posixpath.split(main)
    arrows = trees.get(posixpath.join(folder, '_rels', f'{name}.rels'))
    for arrow in arrows.iter(f'{{{RELATIONSHIPS}}}Relationship') if arrows is not None else ():
        wanted = str(arrow.get('Type', '')).rsplit('/', 1)[-1]
        if arrow.get('TargetMode') == 'External':
            continue
        part = resolved(folder, str(arrow.get('Target', '')))
        kind = content_type(trees, part)
        told = kind.removeprefix(_WORD).removesuffix('+xml')
        if wanted in _STORY_KINDS or told in _STORY_KINDS:
            if told != wanted:
                yield part, kind
            elif part in trees and trees[part].tag != f'{{{W}}}{_STORY_KINDS[wanted]}':
                yield part, f"{_PARTS[wanted]} med annat innehåll"
