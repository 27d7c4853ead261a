"""A package that other software made: its checksums counted, whichever kinds its lists give, and nothing else judged.

What docgen's own packages must hold beyond that (record.json, its metadata word for word, only SHA-256) is no fault of
a package that never was meant to.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from docgen.archive.file_list import parse_untrusted_xml
from docgen.archive.history_check import uppermost
from docgen.archive.package_description import package_parts, software_of
from docgen.archive.package_reader import TOPS
from docgen.archive.register import CASE_FILE
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.records.record import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from docgen.archive.package_reader import PackageFile

_METS = '{http://www.loc.gov/METS/}'
_HREF = '{http://www.w3.org/1999/xlink}href'
_MANIFEST = re.compile(r'(tag)?manifest-([a-z0-9]+)\.txt')
_COUNTED = frozenset(('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'))
_DEEPEST = 20


class _Entry(NamedTuple):
    """A file as a list gives it: its path in the package, a kind of checksum as hashlib names it, and bytes if told."""

    name: str
    kind: str
    checksum: str
    size: int | None


def is_foreign(contents: Mapping[str, PackageFile]) -> bool:
    """Whether nothing in a package says that docgen made it, though its list of files can be read.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    if uppermost(contents, NAME) or uppermost(contents, CASE_FILE):
        return False
    top = next(each for each in TOPS if each in contents)
    if top != 'bagit.txt':
        try:
            parse_untrusted_xml(contents[top].read())
        except ValueError:
            return False
    return not software_of(contents, package_parts(contents)).startswith('docgen ')


def foreign_observations(contents: Mapping[str, PackageFile]) -> list[Observation]:
    """Count every checksum that a foreign package's lists give, and say what can be said of it; that comes last.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    entries = list(_entries(contents))
    found = [*_unlisted_payload(contents, entries)]
    counted: set[str] = set()
    wrong: set[str] = set()
    for each in dict.fromkeys(entries):
        if each.name not in contents:
            found.append(Observation(PackageVerdict.FILE_MISSING, "Filen är förtecknad men finns inte.", each.name))
            continue
        file = contents[each.name]
        if each.kind in _COUNTED:
            counted.add(each.name)
        sized = each.size in (None, file.size)
        if not sized or (each.kind in _COUNTED and file.digest(each.kind) != each.checksum):
            wrong.add(each.name)
    what = "Filen är ändrad: kontrollsumman eller storleken är en annan."
    found += [Observation(PackageVerdict.FILE_CHANGED, what, name) for name in sorted(wrong)]
    return [*dict.fromkeys(found), Observation(PackageVerdict.NOT_BY_DOCGEN, _told(contents, counted, wrong))]


def _told(contents: Mapping[str, PackageFile], counted: set[str], wrong: set[str]) -> str:
    if not counted:
        return (
            f"Förteckningen ger ingen kontrollsumma som docgen kan räkna, för någon av paketets {len(contents)} filer."
        )
    faulty = len(wrong & counted)
    came_to = f"{faulty} av dem stämmer inte" if faulty else "alla stämmer"
    return f"Kontrollsummor är räknade för {len(counted)} av paketets {len(contents)} filer: {came_to}."


def _entries(contents: Mapping[str, PackageFile]) -> Iterator[_Entry]:
    if 'bagit.txt' in contents:
        for name, file in contents.items():
            kind = _MANIFEST.fullmatch(name)
            if kind is not None:
                yield from _manifest(file, kind[2])
        return
    ahead = [next(each for each in TOPS if each in contents)]
    for name in ahead:
        try:
            tree = parse_untrusted_xml(contents[name].read())
        except ValueError:
            continue
        for element in tree.iter(f'{_METS}file', f'{_METS}mdRef', f'{_METS}mptr'):
            entry = _listed(element, posixpath.dirname(name))
            if entry is None:
                continue
            if element.tag != f'{_METS}mptr':
                yield entry
            inner = posixpath.basename(entry.name).lower() == 'mets.xml' and entry.name in contents
            if inner and entry.name not in ahead and len(ahead) < _DEEPEST:
                ahead.append(entry.name)


def _listed(element: etree._Element, folder: str) -> _Entry | None:
    """A reference to a file of the package; None for one that leads elsewhere."""
    where = element if element.get(_HREF) is not None else element.find(f'{_METS}FLocat')
    href = unquote(where.get(_HREF) or '') if where is not None else ''
    href = href.removeprefix('file:///').removeprefix('file:')
    name = posixpath.normpath(posixpath.join(folder, unicodedata.normalize('NFC', href)))
    if not href or '://' in href or href.startswith('urn:') or name.startswith(('..', '/')):
        return None
    size = element.get('SIZE') or ''
    kind = (element.get('CHECKSUMTYPE') or '').replace('-', '').lower()
    return _Entry(name, kind, (element.get('CHECKSUM') or '').lower(), int(size) if size.isdecimal() else None)


def _manifest(file: PackageFile, kind: str) -> Iterator[_Entry]:
    """RFC 8493, 2.1.3, as md5sum and its kin write it too: a star before the name of a file read as bytes."""
    for line in file.read().decode('utf-8', 'replace').splitlines():
        checksum, _, name = line.strip().partition(' ')
        name = unicodedata.normalize('NFC', unquote(name.strip().removeprefix('*')).removeprefix('./'))
        if name and not name.startswith('/') and '..' not in name.split('/'):
            yield _Entry(name, kind, checksum.lower(), None)


def _unlisted_payload(contents: Mapping[str, PackageFile], entries: list[_Entry]) -> Iterator[Observation]:
    """A bag lists every file below data (RFC 8493, 3); what METS must list is its profile's matter."""
    if 'bagit.txt' not in contents:
        return
    known = {each.name for each in entries}
    for name in contents:
        if name.startswith('data/') and name not in known:
            yield Observation(PackageVerdict.FILE_ADDED, "Filen är inte förtecknad i paketet.", name)
