"""Random manipulations of a signed file, by a grammar of what can be done to a PDF by appending or cutting."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sign.forgeries import field_with, look
from sign.forgeries_by_reader import stream_update
from sign.raw_update import RawUpdate, body, edited, file_size

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

_ENTRIES: tuple[tuple[str, object], ...] = (
    ('/Rotate', 180), ('/Type', Name.Catalog), ('/Contents', String('hej')), ('/Length', 5), ('/Kids', Array()),
    ('/Annots', Array()), ('/F', 2), ('/Title', String('Annat')), ('/AA', Dictionary()), ('/Alt', String('hej')),
    ('/ToUnicode', Name.Identity), ('/Filter', Name.ASCIIHexDecode), ('/V', None), ('/AP', Dictionary()),
    ('/Subtype', Name.Text), ('/ActualText', String('hej')), ('/OC', Dictionary()), ('/DSS', Dictionary()),
)  # fmt: skip


def random_edit(content: bytes, dice: random.Random) -> bytes:
    """Do one to three things to a file."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        content = dice.choice(_EDITS)(content, dice)
    return content


def same_objects(one: bytes, other: bytes) -> bool:
    """Whether every object of a file is the same in another, as pikepdf reads them.

    The lists of proofs are left out: nothing shows them, and what was added after the last timestamp nobody has signed.
    """
    with pikepdf.open(io.BytesIO(one), inherit_page_attributes=False) as old:
        try:
            with pikepdf.open(io.BytesIO(other), inherit_page_attributes=False) as new:
                keys = '/Root', '/Info'
                if any(str(old.trailer.get(key)) != str(new.trailer.get(key)) for key in keys):
                    return False
                return all(
                    str(each) == str(new.get_object(each.objgen)) or body(each) == body(new.get_object(each.objgen))
                    for each in old.objects
                    if isinstance(each, Dictionary | Array | pikepdf.Stream)
                    and not (isinstance(each, Dictionary) and ('/VRI' in each or each.get('/Type') == Name.VRI))
                    and not (isinstance(each, pikepdf.Stream) and each.get('/Type') in (Name.ObjStm, Name.XRef))
                )
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
            return False


def _some(pdf: pikepdf.Pdf, dice: random.Random) -> pikepdf.Object:
    found = [each for each in pdf.objects if isinstance(each, Dictionary | pikepdf.Stream) and each.is_indirect]
    return dice.choice(found)


def _entry_changed(content: bytes, dice: random.Random) -> bytes:
    key, value = dice.choice(_ENTRIES)

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        each = _some(pdf, dice)
        if key != '/Length' or not isinstance(each, pikepdf.Stream):  # a stream's own is written when it is
            each[key] = value
        yield each

    return edited(content, change)


def _entry_removed(content: bytes, dice: random.Random) -> bytes:
    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        each = _some(pdf, dice)
        key = dice.choice(sorted(each.keys()))
        if key != '/Length':
            del each[key]
        yield each

    return edited(content, change)


def _entries_swapped(content: bytes, dice: random.Random) -> bytes:
    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        one, other = _some(pdf, dice), _some(pdf, dice)
        shared = sorted({*one.keys()} & {*other.keys()} - {'/Length'})
        if shared:
            key = dice.choice(shared)
            one[key], other[key] = other[key], one[key]
        yield one
        yield other

    return edited(content, change)


def _objects_swapped(content: bytes, dice: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        one, other = _some(pdf, dice), _some(pdf, dice)
        objects = {one.objgen[0]: body(other), other.objgen[0]: body(one)}
    return RawUpdate(content, objects).written()


def _stream_changed(content: bytes, dice: random.Random) -> bytes:
    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        each = dice.choice([one for one in pdf.objects if isinstance(one, pikepdf.Stream)])
        raw = bytearray(each.read_raw_bytes() or b'x')
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        kept: dict[str, Any] = {'filter': each.get('/Filter'), 'decode_parms': each.get('/DecodeParms')}
        each.write(bytes(raw), **kept)
        yield each

    return edited(content, change)


def _key_doubled(content: bytes, dice: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        each = _some(pdf, dice)
        number, written = each.objgen[0], body(each)
    key = dice.choice(re.findall(rb'/[A-Za-z]+', written))
    escaped = b'/#%02x' % key[1] + key[2:]
    return RawUpdate(content, {number: written.replace(b'<<', b'<< ' + escaped + b' 7 ', 1)}).written()


def _names_escaped(content: bytes, dice: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        each = _some(pdf, dice)
        number, written = each.objgen[0], body(each)
    head, mark, rest = written.partition(b'stream\n')
    head = re.sub(rb'/([A-Za-z])', lambda found: b'/#%02X' % found[1][0], head)
    return RawUpdate(content, {number: head + mark + rest}).written()


def _table_rewritten(content: bytes, dice: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        each = _some(pdf, dice)
        number, written = each.objgen[0], body(each)
    ways = (
        {'moved': {number: dice.randrange(-40, 40)}}, {'freed': (dice.randrange(1, 200),)},
        {'prev': dice.randrange(len(content))}, {'size': dice.randrange(300)}, {'start': dice.randrange(len(content))},
        {'unlisted': frozenset({number})}, {'generations': {number: dice.randrange(3)}},
    )  # fmt: skip
    return RawUpdate(content, {number: written}, **dice.choice(ways)).written()


def _reference_changed(content: bytes, dice: random.Random) -> bytes:
    """One thing leads elsewhere."""
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        each = _some(pdf, dice)
        number, written = each.objgen[0], body(each)
        size = len(pdf.objects)
    head, mark, rest = written.partition(b'stream\n')
    led = list(re.finditer(rb'(?<!\d)\d+ 0 R', head))
    if led:
        one = dice.choice(led)
        head = head[: one.start()] + b'%d 0 R' % dice.randrange(1, size + 3) + head[one.end() :]
    return RawUpdate(content, {number: head + mark + rest}).written()


def _value_copied(content: bytes, dice: random.Random) -> bytes:
    """One thing says what another says."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        one, other = _some(pdf, dice), _some(pdf, dice)
        key = dice.choice(sorted(other.keys()))
        if key != '/Length':
            one[key] = other[key]
        yield one

    return edited(content, change)


def _table_as_a_stream(content: bytes, dice: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        each, other = _some(pdf, dice), _some(pdf, dice)
        number, written, size = each.objgen[0], body(each), len(pdf.objects)
        place = other.objgen[0]
    head = b'%d 0 ' % number
    holder = b'<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n%s\nendstream' % (
        len(head),
        len(head + written),
        head + written,
    )
    ways: tuple[dict[str, Any], ...] = (
        {'objects': {number: written}},
        {'objects': {number: written}, 'own': dice.randrange(1, size + 5), 'listed': dice.random() < 0.5},
        {'objects': {}, 'rows': {number: (dice.randrange(4), dice.randrange(len(content)), dice.randrange(3))}},
        {'objects': {}, 'rows': {number: (2, place, dice.randrange(3))}},
        {'objects': {number: written}, 'prev': b'%d' % dice.randrange(len(content))},
        {'objects': {size + 9: holder}, 'rows': {number: (2, size + 9, dice.randrange(2))}},
        {'objects': {number: written}, 'keys': dice.choice((b'/Root 1 0 R', b'/XRefStm 9', b'/Hej 1', b'/Extends 1'))},
    )
    return stream_update(content, **dice.choice(ways))


def _revisions(content: bytes) -> list[bytes]:
    places = [0, *(found.end() for found in re.finditer(rb'%%EOF\r?\n?', content))]
    return [content[start:end] for start, end in zip(places, [*places[1:], len(content)], strict=True)]


def _revisions_reordered(content: bytes, dice: random.Random) -> bytes:
    parts = _revisions(content)
    way = dice.randrange(3)
    place = dice.randrange(1, len(parts))
    if way == 0:
        del parts[place]
    elif way == 1:
        parts.insert(dice.randrange(1, len(parts) + 1), parts[place])
    else:
        other = dice.randrange(1, len(parts))
        parts[place], parts[other] = parts[other], parts[place]
    return b''.join(parts)


def _bytes_changed(content: bytes, dice: random.Random) -> bytes:
    """After the last signature."""
    start = max(int(found[1]) + int(found[2]) for found in re.finditer(rb'/ByteRange \[ ?0 \d+ (\d+) (\d+)', content))
    at = dice.randrange(min(start, len(content) - 1), len(content))
    way = dice.randrange(3)
    if way == 0:
        return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]
    if way == 1:
        return content[:at] + dice.choice((b' ', b'\0', b'%', b'<<', b'5 0 obj', b'\n')) + content[at:]
    return content[:at] + content[at + dice.randrange(1, 20) :]


def _field_added(content: bytes, dice: random.Random) -> bytes:
    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        entries: dict[str, object] = {
            'FT': dice.choice((Name.Sig, Name.Tx, Name.Btn)),
            'F': dice.choice((4, 132, 2, 32, 36, 12)),
            'AP': Dictionary({dice.choice(('/N', '/R', '/D')): look(pdf)}),
            'Rect': Array(dice.choice(([0, 0, 0, 0], [0, 0, 600, 850], [40, 20, 300, 60]))),
        }
        yield from field_with(pdf, **entries)

    return edited(content, change)


def _object_added(content: bytes, dice: random.Random) -> bytes:
    bodies = (
        b'<< /Type /Page >>',
        b'<< /Type /Catalog >>',
        b'[1 0 R]',
        b'<< /A 1 /A 2 >>',
        b'<< /Length 1 >>\nstream\nx\nendstream',
    )
    return RawUpdate(content, {file_size(content): dice.choice(bodies)}).written()


_EDITS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _entry_changed, _entry_removed, _entries_swapped, _objects_swapped, _stream_changed, _key_doubled, _names_escaped,
    _table_rewritten, _reference_changed, _value_copied, _table_as_a_stream, _revisions_reordered, _bytes_changed,
    _field_added, _object_added,
)  # fmt: skip
