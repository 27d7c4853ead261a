"""A checked Word package: its parts with their XML, the arrows between them, and the fonts that it asks for."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.errors import FindingsError
from docgen.filesystem import read_file
from docgen.word.package_parts import MAX_FILE, RELATIONSHIPS, W, parse, read_parts, refuse_outside
from docgen.word.package_relations import check_relations, main_part, refuse_hidden_macros, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml import etree

_STORIES = frozenset({'header', 'footer', 'footnotes', 'endnotes'})
_DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main'
_SLOTS = ('ascii', 'hAnsi')


@dataclass(frozen=True)
class Relationship:
    """One arrow out of a part: its type's last word, and the part's name or, when external, the address."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class WordPackage:
    """A checked .docx: its parts' bytes by name, and its XML parts parsed without entities or network."""

    path: Path
    main: str
    """The name of the part that holds the text."""
    parts: Mapping[str, bytes] = field(repr=False)
    trees: Mapping[str, etree._Element] = field(repr=False)

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """The parts that hold text, by name: the body, headers, footers and notes."""
        yield self.main, self.trees[self.main]
        for found in self.relationships(self.main).values():
            if found.kind in _STORIES and not found.external and found.target in self.trees:
                yield found.target, self.trees[found.target]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The part's relationships by id; targets are names of parts, resolved against the part's folder."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, '_rels', f'{name}.rels'))
        if tree is None:
            return {}
        found: dict[str, Relationship] = {}
        for element in tree.iter(f'{{{RELATIONSHIPS}}}Relationship'):
            external = element.get('TargetMode') == 'External'
            target = str(element.get('Target', ''))
            if not external:
                target = resolved(folder, target)
            kind = str(element.get('Type', '')).rsplit('/', 1)[-1]
            found[str(element.get('Id', ''))] = Relationship(kind, target, external)
        return found


def open_package(path: Path) -> WordPackage:
    """Read a .docx after checking that it is one, sound and bounded.

    Raises FindingsError with an id of its own per cause; every refusal is made from the zip directory or the
    first bytes as far as possible, so that a hostile file costs milliseconds.
    A file that has not changed is unpacked once; nobody may change the trees.
    """
    try:
        content = read_file(path) if path.stat().st_size <= MAX_FILE else b''
    except OSError:
        return _package(path)
    return _same_package(path, hashlib.blake2b(content).digest())


@lru_cache(maxsize=24)
def _same_package(path: Path, content: bytes) -> WordPackage:  # noqa: ARG001
    return _package(path)


def _package(path: Path) -> WordPackage:
    parts = read_parts(path)
    trees = {name: parse(path, name, data) for name, data in parts.items() if name.endswith('.rels')}
    led_to = _led_to(trees)
    for name, data in parts.items():
        if name.endswith('.xml'):
            try:
                trees[name] = parse(path, name, data)
            except FindingsError as error:
                # Word never looks at what nothing leads to: what a program has left there is no fault of the text.
                if name in led_to or error.findings[0].id != 'word-file-broken-xml':
                    raise
    main = main_part(path, trees)
    refuse_outside(path, trees)
    refuse_hidden_macros(path, parts, trees, main)
    check_relations(path, parts, trees, main)
    return WordPackage(path, main, parts, trees)


def _led_to(trees: Mapping[str, etree._Element]) -> set[str]:
    """The parts that some relationship leads to, and the list of what kinds the parts are of."""
    found = {'[Content_Types].xml'}
    for name, tree in trees.items():
        folder = posixpath.dirname(posixpath.dirname(name))
        found |= {resolved(folder, str(each.get('Target', ''))) for each in tree if isinstance(each.tag, str)}
    return found


def font_names(package: WordPackage) -> tuple[str, ...]:
    """Every name in styles, text, lists and theme, sorted; some may be of fonts that no text in the end stands in."""
    found = set()
    for tree in package.trees.values():
        for element in tree.iter(f'{{{W}}}rFonts'):
            found |= {str(element.get(f'{{{W}}}{slot}', '')) for slot in _SLOTS}
        for kind in ('majorFont', 'minorFont'):
            for element in tree.iterfind(f'.//{{{_DRAWING}}}{kind}/{{{_DRAWING}}}latin'):
                found.add(str(element.get('typeface', '')))
    return tuple(sorted(found - {''}))
