"""Ways to damage bytes, text, YAML, JSON and packed files; the same dice do the same damage."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree

if TYPE_CHECKING:
    from random import Random

STRANGE = (
    'null', '[]', '{}', '-1', '1e999', '0x10', '2021-02-30', '!!binary aGVq', '&a x', '*a', '"\\0"', '"\\ud800"', '\t',
    '|', '>', ': :', '- - -', '"', "'", '%', '@', '`', '{{ x }}', '<b>', 'ÅÄÖ' * 500, '\u202e', '\x85', '9' * 400,
    'true', '~', '../..', 'javascript:x', '\r', '#', '!x y', '{<<: *a}', '---', '...', '? x', '.nan', '\ufeff', '12:30',
    '{% for a in b %}', '\U0001f469\u200d\U0001f4bb', '2021-01-01T25:00:00', '9999-12-31', '0001-01-01', '𝒜', '\x7f',
)  # fmt: skip
"""What nobody writes as a value."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1e308, '', ' ', 'x', 'å', 'a' * 3000, [], {}, [None], [[]], {'': 1}, '../x',
    '2021-02-30', '0' * 64, '\ud800', '\x1b[31m', '/etc/passwd', 'C:\\x', {'id': 1}, ['a', 1], '2021', 2021, 1.5,
)  # fmt: skip
"""What no record holds where it stands."""


def damaged_bytes(content: bytes, dice: Random) -> bytes:
    """Cut, turn, double or put in some bytes, or make another encoding of all."""
    size = max(1, len(content))
    at, end = sorted((dice.randrange(size), dice.randrange(size)))
    match dice.randrange(9):
        case 0:
            return content[:at]
        case 1:
            return content[at:]
        case 2:
            return content[:at] + content[min(end, at + dice.choice((1, 4, 64, 4096))) :]
        case 3:
            changed = bytearray(content or b'x')
            for _ in range(dice.choice((1, 1, 8, 200))):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            return bytes(changed)
        case 4:
            return content[:at] + dice.randbytes(dice.choice((1, 10, 1000))) + content[at:]
        case 5:
            return content + content[at:]
        case 6:
            return content[:at] + bytes(end - at) + content[end:]
        case 7:
            return dice.choice((b'', b'\0', b'\xff\xfe', b'\xef\xbb\xbf', b'%PDF-1.7\n', b'PK\x03\x04')) + content[:at]
        case _:
            return content[end:] + content[at:end] + content[:at]


def damaged_lines(text: str, dice: Random) -> str:
    """Delete, move, indent and rewrite some lines."""
    lines = text.split('\n')
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(lines))
        match dice.randrange(5):
            case 0:
                del lines[at : at + dice.randint(1, 3)]
            case 1:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 2:
                key, colon, _ = lines[at].partition(':')
                lines[at] = f'{key}{colon} {dice.choice(STRANGE)}'
            case 3:
                lines[at] = ' ' * dice.randint(1, 5) + lines[at]
            case _:
                place = dice.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + dice.choice(STRANGE) + lines[at][place:]
        if not lines:
            return ''
    return '\n'.join(lines)


def damaged_value(value: Any, dice: Random, strange: tuple[Any, ...] = VALUES) -> Any:
    """A copy of nested lists and dictionaries with one to three of its values changed, moved or gone."""
    value = copy.deepcopy(value)
    for _ in range(dice.randint(1, 3)):
        holders = list(_holders(value))
        if not holders:
            return dice.choice(strange)
        holder, key = dice.choice(holders)
        match dice.randrange(6):
            case 0:
                del holder[key]
            case 1:
                other, elsewhere = dice.choice(holders)
                holder[key] = copy.deepcopy(other[elsewhere])
            case 2 if isinstance(holder, list):
                holder.insert(dice.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
            case 2:
                holder[str(dice.choice(strange))[:40]] = holder.pop(key)
            case 3 if isinstance(holder, list):
                dice.shuffle(holder)
            case _:
                holder[key] = copy.deepcopy(dice.choice(strange))
    return value


def _holders(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    left = [value]
    while left:
        each = left.pop()
        items = each.items() if isinstance(each, dict) else enumerate(each) if isinstance(each, list) else ()
        for key, inner in items:
            found.append((each, key))
            left.append(inner)
    return found


def damaged_yaml(content: bytes, dice: Random) -> bytes:
    """A data file with damage to its lines, its values, its bytes or its encoding."""
    match dice.randrange(10):
        case 0:
            return damaged_bytes(content, dice)
        case 1:
            return content.decode().encode(dice.choice(('utf-16', 'latin-1', 'utf-8-sig', 'cp1252')), 'replace')
        case 2 | 3 | 4:
            changed = damaged_value(yaml.safe_load(content), dice)
            return yaml.safe_dump(changed, allow_unicode=True, sort_keys=False).encode('utf-8', 'surrogatepass')
        case _:
            return damaged_lines(content.decode(), dice).encode('utf-8', 'surrogatepass')


def damaged_json(content: bytes, dice: Random) -> bytes:
    """A JSON file with other values, or with damage to its text."""
    if dice.randrange(8) == 0:
        return damaged_bytes(content, dice)
    if dice.randrange(12) == 0:
        return dice.choice((b'[' * 100_000, b'{"a":' * 50_000, b'1' * 5000, b'NaN', b'"x"', b'[]', b'{}', b'null', b''))
    return json.dumps(damaged_value(json.loads(content), dice)).encode()


def damaged_xml(content: bytes, dice: Random) -> bytes:
    """An XML file whose elements are gone, doubled, moved, renamed, nested or hold other values; still well-formed."""
    from engines.foreign.mutation import damage

    root = etree.fromstring(content)
    for _ in range(dice.randint(1, 3)):
        damage(dice, root)
    return etree.tostring(root, xml_declaration=True, encoding='UTF-8', standalone=True)


def damaged_part(name: str, content: bytes, dice: Random) -> bytes:
    """A file of a package, damaged as what it is."""
    if dice.randrange(5):
        if name.endswith(('.xml', '.rels', '.xsd')):
            return damaged_xml(content, dice)
        if name.endswith('.json'):
            return damaged_json(content, dice)
        if name.endswith('.yaml'):
            return damaged_yaml(content, dice)
    return damaged_bytes(content, dice)


def damaged_zip(content: bytes, dice: Random) -> bytes:
    """A packed file with damage to its bytes, or whole with damage to its list and to what lies in it."""
    if dice.randrange(4) == 0:
        return damaged_bytes(content, dice)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = [(each.filename, old.read(each)) for each in old.infolist()]
    for _ in range(dice.randint(1, 2)):
        at = dice.randrange(len(parts))
        name, data = parts[at]
        match dice.randrange(6):
            case 0:
                del parts[at]
            case 1:
                parts[at] = (
                    dice.choice(('../x', '/x', 'a\\b', name.upper(), f'{name}/', '\x1b', 'a:b', 'å' * 200)),
                    data,
                )
            case 2:
                parts.append((name, data))
            case _:
                parts[at] = (name, damaged_part(name, data, dice))
        if not parts:
            break
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue() if dice.randrange(8) else damaged_bytes(out.getvalue(), dice)
