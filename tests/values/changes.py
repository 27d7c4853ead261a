"""Every value of a package's files, and what somebody may put in its place."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SIGN = re.compile(r'[0-9A-Za-zåäöÅÄÖ]')


@dataclass(frozen=True)
class Change:
    """One change: the file, where in it, what was done, and the file's content afterwards."""

    file: str
    place: str
    how: str
    before: str
    after: str
    content: bytes


def changes(name: str, content: bytes) -> Iterator[Change]:
    """Give every change of a file: each value another, that of a place alike, gone; each element or entry twice.

    Args:
        name: its path; the ending says what it is.
        content: what it holds.
    """
    ending = name.rpartition('.')[2]
    if ending == 'xml':
        yield from _of_xml(name, content)
    elif ending == 'json':
        yield from _of_json(name, content)
    elif ending in ('yaml', 'txt', 'xsd'):
        yield from _of_lines(name, content)


def other(value: str) -> str:
    """Give the value with its last letter or digit another one."""
    found = list(_SIGN.finditer(value))
    if not found:
        return f'{value}x'
    at = found[-1].start()
    sign = value[at]
    new = str((int(sign) + 1) % 10) if sign.isdigit() else 'x' if sign != 'x' else 'y'
    return value[:at] + new + value[at + 1 :]


def _of_xml(name: str, content: bytes) -> Iterator[Change]:  # noqa: C901 - each kind of change in turn
    root = etree.fromstring(content)
    tree = root.getroottree()
    alike: dict[str, list[str]] = {}
    for each in root.iter(etree.Element):
        for key, value in each.attrib.items():
            alike.setdefault(f'{each.tag!s}@{key!s}', []).append(str(value))
        if (each.text or '').strip():
            alike.setdefault(str(each.tag), []).append(each.text or '')
    for at, element in enumerate(root.iter(etree.Element)):
        path = tree.getpath(element)
        tag = str(element.tag)
        for key, value in ((str(one), str(two)) for one, two in element.attrib.items()):
            for how, new in _instead(value, alike[f'{tag}@{key}']):
                changed = copy.deepcopy(root)
                if new is None:
                    del _at(changed, at).attrib[key]
                else:
                    _at(changed, at).set(key, new)
                yield _xml(name, f'{path}/@{key}', how, value, new or '', changed)
        text = element.text or ''
        if text.strip():
            for how, new in _instead(text, alike[tag]):
                changed = copy.deepcopy(root)
                _at(changed, at).text = new or ''
                yield _xml(name, path, how, text, new or '', changed)
        if at:
            for how in ('gone', 'twice'):
                changed = copy.deepcopy(root)
                target = _at(changed, at)
                holder = target.getparent()
                if how == 'gone':
                    holder.remove(target)
                else:
                    target.addnext(copy.deepcopy(target))
                yield _xml(name, path, f'element {how}', '', '', changed)


def _at(root: Any, number: int) -> Any:
    """The element by its number in the order of the document."""
    return next(each for at, each in enumerate(root.iter(etree.Element)) if at == number)


def _instead(value: str, alike: list[str]) -> Iterator[tuple[str, str | None]]:
    yield 'another', other(value)
    swapped = next((each for each in alike if each != value), None)
    if swapped is not None:
        yield 'as elsewhere', swapped
    yield 'gone', None


def _xml(name: str, place: str, how: str, before: str, after: str, root: etree._Element) -> Change:
    return Change(name, place, how, before, after, etree.tostring(root, xml_declaration=True, encoding='UTF-8'))


def _of_json(name: str, content: bytes) -> Iterator[Change]:
    plain = json.loads(content)
    for path, value in _leaves(plain, ()):
        for how, new in _other_json(value):
            changed = copy.deepcopy(plain)
            holder: Any = changed
            for key in path[:-1]:
                holder = holder[key]
            if how == 'gone':
                del holder[path[-1]]
            else:
                holder[path[-1]] = new
            written = json.dumps(changed, ensure_ascii=False, indent=2, sort_keys=True).encode() + b'\n'
            yield Change(name, '/'.join(map(str, path)), how, str(value)[:80], str(new)[:80], written)


def _leaves(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _leaves(each, (*path, at))


def _other_json(value: Any) -> Iterator[tuple[str, Any]]:
    yield 'gone', ''
    if isinstance(value, bool):
        yield 'another', not value
    elif isinstance(value, int):
        yield 'another', value + 1
    elif isinstance(value, float):
        yield 'another', value + 0.5
    elif isinstance(value, str):
        yield 'another', other(value)
    elif value is None:
        yield 'another', 'x'
    elif isinstance(value, list) and value:
        yield 'twice', [*value, value[-1]]


def _of_lines(name: str, content: bytes) -> Iterator[Change]:
    lines = content.decode('utf-8').split('\n')
    for at, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith('#'):
            continue
        for how, new in (('another', [other(line)]), ('gone', [])):
            written = '\n'.join([*lines[:at], *new, *lines[at + 1 :]]).encode()
            yield Change(name, f'rad {at + 1}', how, line.strip()[:80], ''.join(new).strip()[:80], written)


def occurrences(files: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:  # noqa: C901
    """Give each value that stands in two files or more, and those files with it changed alike: one pair at a time.

    Args:
        files: the files of text, by their paths.
    """
    values: dict[str, set[str]] = {}
    for name, content in files.items():
        if name.endswith('.xml'):
            for each in etree.fromstring(content).iter(etree.Element):
                for value in (*each.attrib.values(), each.text or ''):
                    values.setdefault(str(value).strip(), set()).add(name)
        elif name.endswith('.json'):
            for _, value in _leaves(json.loads(content), ()):
                if isinstance(value, str):
                    values.setdefault(value.strip(), set()).add(name)
    for value, names in sorted(values.items()):
        if len(value) < 4 or not _SIGN.search(value):
            continue
        holding = sorted(each for each in files if value.encode() in files[each])
        for at, one in enumerate(holding):
            for two in holding[at + 1 :]:
                if names & {one, two}:
                    new = other(value).encode()
                    yield value, {each: files[each].replace(value.encode(), new) for each in (one, two)}
