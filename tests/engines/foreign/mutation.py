"""Copies of Word files with seeded damage to their XML, still well-formed: what no Word and no author would write."""

from __future__ import annotations

import copy
import re
import zipfile
from random import Random
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_PARTS = re.compile(
    r'word/(document|styles|numbering|settings|header\d|footer\d|footnotes|_rels/document\.xml\.rels|theme/\w+)(\.xml)?'
)
_VALUES = (
    *('', ' ', '0', '1', '-1', '-31680', '31680', '999999999', '99999999999999999999', '1.5', '1e9', 'NaN', '50%'),
    *('auto', 'none', 'true', 'false', 'x', 'å', 'FFFFFF', 'GGGGGG', '100pt', 'Heading1', 'Normal', '\u200f'),
    '../../etc/passwd',
)
_TEXTS = (
    '',
    ' ',
    '\u00ad',
    '\u200b',
    '\ufeff',
    '\U0001f600',
    '#[$ \\ @',
    'ordet ' * 300,
    'Å' * 500,
    '\u202etxet',
    '\t\n',
)


def mutant(source: Path, target: Path, seed: int) -> Path:
    """A copy with one to four damages; the same seed gives the same copy."""
    random = Random(seed)
    with zipfile.ZipFile(source) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    names = [name for name in parts if _PARTS.fullmatch(name)]
    # The text is where most of what can go wrong stands.
    weights = [6 if 'document.xml' in name else 3 if 'styles' in name or 'numbering' in name else 1 for name in names]
    for _ in range(random.randint(1, 4)):
        name = random.choices(names, weights)[0]
        root = etree.fromstring(parts[name])
        damage(random, root)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding='UTF-8', standalone=True)
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return target


def damage(random: Random, root: etree._Element) -> None:
    """Do one thing to a tree."""
    random.choice(_DAMAGES)(random, root)


def _elements(root: etree._Element) -> Sequence[etree._Element]:
    """All elements but the root, which stays what it is."""
    return [element for element in root.iter(etree.Element) if element is not root] or [root]


def _inner(random: Random, root: etree._Element) -> etree._Element:
    return random.choice(_elements(root))


def _delete(random: Random, root: etree._Element) -> None:
    element = _inner(random, root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(random: Random, root: etree._Element) -> None:
    element = _inner(random, root)
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        for child in reversed(element):
            parent.insert(at, child)
        parent.remove(element)


def _repeat(random: Random, root: etree._Element) -> None:
    element = _inner(random, root)
    parent = element.getparent()
    if parent is not None:
        for _ in range(random.choice((1, 1, 2, 30))):
            parent.insert(parent.index(element), copy.deepcopy(element))


def _move(random: Random, root: etree._Element) -> None:
    element, home = _inner(random, root), _inner(random, root)
    if element is not root and element not in home.iterancestors() and element is not home:
        home.insert(random.randint(0, len(home)), element)


def _copy_elsewhere(random: Random, root: etree._Element) -> None:
    element, home = _inner(random, root), _inner(random, root)
    if element is not root:
        home.insert(random.randint(0, len(home)), copy.deepcopy(element))


def _rename(random: Random, root: etree._Element) -> None:
    element, other = _inner(random, root), _inner(random, root)
    element.tag = other.tag


def _change_value(random: Random, root: etree._Element) -> None:
    holders = [element for element in root.iter(etree.Element) if element.attrib]
    if holders:
        element = random.choice(holders)
        element.set(random.choice(list(element.attrib)), random.choice(_VALUES))


def _exchange_values(random: Random, root: etree._Element) -> None:
    holders = [element for element in root.iter(etree.Element) if element.attrib]
    if holders:
        one, other = random.choice(holders), random.choice(holders)
        one.set(random.choice(list(one.attrib)), str(random.choice(list(other.attrib.values()))))


def _drop_value(random: Random, root: etree._Element) -> None:
    holders = [element for element in root.iter(etree.Element) if element.attrib]
    if holders:
        element = random.choice(holders)
        del element.attrib[random.choice(list(element.attrib))]


def _change_text(random: Random, root: etree._Element) -> None:
    holders = [element for element in root.iter(etree.Element) if element.text]
    if holders:
        random.choice(holders).text = random.choice(_TEXTS)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def _nest(random: Random, root: etree._Element) -> None:
    """An element within copies of itself, up to far below what anyone nests."""
    element = _inner(random, root)
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent.remove(element)
        depth = random.choice((1, 2, 5, 12, 60, 190))
        outermost = innermost = etree.Element(element.tag, _attributes(element))
        for _ in range(depth):
            innermost = etree.SubElement(innermost, element.tag, _attributes(element))
        innermost.append(element)
        parent.insert(at, outermost)


_DAMAGES: tuple[Callable[[Random, etree._Element], None], ...] = (
    _delete,
    _unwrap,
    _repeat,
    _move,
    _copy_elsewhere,
    _rename,
    _change_value,
    _change_value,
    _exchange_values,
    _drop_value,
    _change_text,
    _nest,
)
