"""Differences between a file of a package and what it should hold, value by value, in Swedish with both values."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from lxml import etree

from docgen.archive.file_list import parse_untrusted_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 50
"""Differences that are told of one file."""
_LONGEST = 160


def value_differences(name: str, present: bytes, expected: bytes) -> Iterator[str]:
    """Say how a file differs from what it should be: one sentence for each value.

    Args:
        name: the file's name; its ending says whether it is XML, JSON or text.
        present: its content.
        expected: what it should hold.
    """
    if present == expected:
        return
    ending = PurePosixPath(name).suffix
    try:
        if ending == '.xml':
            found = list(_xml(parse_untrusted_xml(present), parse_untrusted_xml(expected)))
        elif ending == '.json':
            found = list(_json('', json.loads(present), json.loads(expected)))
        else:
            found = list(_lines(present.decode('utf-8'), expected.decode('utf-8')))
    except (ValueError, RecursionError):
        found = []
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield f"… och {len(found) - _MOST} skillnader till."
    if not found:
        yield "Filen är skriven på ett annat sätt än docgen skriver den."


def differs(place: str, present: str, expected: str) -> str:
    """Give the sentence for one value that is another than it should be; '' is a value that is not there.

    Args:
        place: what to call the value.
        present: what stands there.
        expected: what should.
    """
    if not present:
        return f"{place} saknas; ska vara ”{_short(expected)}”."
    if not expected:
        return f"{place} är ”{_short(present)}”, som inte ska stå där."
    start = next((at for at, (one, other) in enumerate(zip_longest(present, expected)) if one != other), 0)
    return f"{place} är ”{_short(present, start)}”, men ska vara ”{_short(expected, start)}”."


def _xml(present: etree._Element, expected: etree._Element) -> Iterator[str]:
    if present.tag != expected.tag:
        yield differs('/', _local(present), _local(expected))
        return
    yield from _element(_local(present), present, expected)


def _element(place: str, present: etree._Element, expected: etree._Element) -> Iterator[str]:
    for key in sorted({*present.keys(), *expected.keys()}, key=str):
        one, other = present.get(key) or '', expected.get(key) or ''
        if one != other:
            yield differs(f'{place}/@{etree.QName(key).localname}', one, other)
    one, other = (present.text or '').strip(), (expected.text or '').strip()
    if one != other:
        yield differs(place, one, other)
    mine, theirs = _children(present), _children(expected)
    places = _places(place, theirs)
    matcher = SequenceMatcher(None, [_key(each) for each in mine], [_key(each) for each in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == 'equal':
            continue
        for one_child, other_child in _paired(mine[a:b], theirs[c:d]):
            if one_child is None and other_child is not None:
                where = places[theirs.index(other_child)]
                yield differs(where, '', _content(other_child))
            elif other_child is None and one_child is not None:
                yield differs(f'{place}/{_local(one_child)}', _content(one_child), '')
            elif one_child is not None and other_child is not None:
                yield from _element(places[theirs.index(other_child)], one_child, other_child)


def _children(element: etree._Element) -> list[etree._Element]:
    return [each for each in element if isinstance(each.tag, str)]


def _paired(
    mine: Sequence[etree._Element], theirs: Sequence[etree._Element]
) -> Iterator[tuple[etree._Element | None, etree._Element | None]]:
    """Pair elements of the same name in order; those that are left over stand alone."""
    left = list(theirs)
    for one in mine:
        other = next((each for each in left if each.tag == one.tag), None)
        if other is not None:
            left.remove(other)
        yield one, other
    for each in left:
        yield None, each


def _places(place: str, children: Sequence[etree._Element]) -> list[str]:
    names = [_local(each) for each in children]
    count: dict[str, int] = {}
    places = []
    for name in names:
        count[name] = count.get(name, 0) + 1
        places.append(f'{place}/{name}[{count[name]}]' if names.count(name) > 1 else f'{place}/{name}')
    return places


def _key(element: etree._Element) -> bytes:
    key: bytes = etree.tostring(element, with_tail=False)
    return key


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _content(element: etree._Element) -> str:
    """What an element tells, for a reader: its texts, or its attributes where it has none."""
    text = ' '.join(' '.join(map(str, element.itertext())).split())
    return text or ' '.join(str(each) for each in element.attrib.values()) or _local(element)


def _json(place: str, present: Any, expected: Any) -> Iterator[str]:
    if isinstance(present, dict) and isinstance(expected, dict):
        for key in sorted({*present, *expected}):
            yield from _json(f'{place}/{key}' if place else str(key), present.get(key), expected.get(key))
    elif isinstance(present, list) and isinstance(expected, list):
        for at, (one, other) in enumerate(zip_longest(present, expected), start=1):
            yield from _json(f'{place}[{at}]', one, other)
    elif present != expected or type(present) is not type(expected):
        yield differs(place, _plain(present), _plain(expected))


def _plain(value: Any) -> str:
    return '' if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _lines(present: str, expected: str) -> Iterator[str]:
    mine, theirs = present.splitlines(), expected.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind != 'equal':
            for at, (one, other) in enumerate(zip_longest(mine[a:b], theirs[c:d], fillvalue=''), start=a + 1):
                yield differs(f"Rad {at}", one.strip(), other.strip())


def _short(text: str, start: int = 0) -> str:
    """The part of a long text round the place where it differs."""
    if len(text) <= _LONGEST:
        return text
    begin = max(0, min(start - _LONGEST // 2, len(text) - _LONGEST))
    return f"{'…' if begin else ''}{text[begin : begin + _LONGEST]}{'…' if begin + _LONGEST < len(text) else ''}"
