"""The list of files that a package's METS or BagIt manifests give, and the comparison of the files with it."""

from __future__ import annotations

import logging
import posixpath
import unicodedata
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from docgen.archive.layout import CSIP
from docgen.archive.package_reader import TOPS
from docgen.archive.verdicts import Observation, PackageError, PackageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.archive.package_reader import PackageFile

_log = logging.getLogger(__name__)
_METS = '{http://www.loc.gov/METS/}'
_HREF = '{http://www.w3.org/1999/xlink}href'
_TAGS = 'bagit.txt', 'tagmanifest-sha256.txt'
_MANIFESTS = 'manifest-sha256.txt', 'tagmanifest-sha256.txt'
_DEEPEST = 20
_REFERENCES = 'FILEID', 'DMDID', 'ADMID'


@dataclass(frozen=True)
class ListedFile:
    """A file as it is listed; `bytes` None where the list does not say."""

    name: str
    sha256: str
    bytes: int | None


NONE_CHANGED: Mapping[str, ListedFile] = MappingProxyType({})
"""For a package whose files all are as they are listed."""


@dataclass(frozen=True)
class FileList:
    """All listed files by name, what the lists themselves are, and what is wrong with the lists."""

    entries: Mapping[str, ListedFile]
    unlisted: frozenset[str]
    """Files that nothing can list: the uppermost list."""
    observations: tuple[Observation, ...]
    mets: tuple[str, ...] = ()
    """Every METS file that was read, the uppermost first."""


def read_file_list(contents: Mapping[str, PackageFile]) -> FileList:
    """Read a package's list of files, and the lists that it leads to.

    Raises:
        PackageError: DAMAGED, a list lies in a part of the package that cannot be read; TOO_LARGE.
    """
    top = next(each for each in TOPS if each in contents)
    return _of_bag(contents) if top == 'bagit.txt' else _of_mets(contents, top)


def parse_untrusted_xml(data: bytes) -> etree._Element:
    """Parse XML that may be hostile: no network, no entities, no document type declaration.

    Raises:
        ValueError: it is no XML, or has a document type declaration.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    information: Any = tree.getroottree().docinfo
    if information.doctype:
        raise ValueError('a document type declaration is not allowed')
    return tree


def _of_mets(contents: Mapping[str, PackageFile], top: str) -> FileList:
    entries: dict[str, ListedFile] = {}
    observations: list[Observation] = []
    read: list[str] = []
    ahead = [top]
    while ahead and len(read) < _DEEPEST:
        name = ahead.pop(0)
        read.append(name)
        try:
            tree = parse_untrusted_xml(contents[name].read())
        except ValueError as error:
            _log.info('%s: %s', name, error)
            observations.append(_invalid(name, "Filen är ingen XML som kan läsas."))
            continue
        observations += _unresolved(tree, name)
        for each in tree.iter(f'{_METS}file', f'{_METS}mdRef', f'{_METS}mptr'):
            try:
                entry = _entry(each, posixpath.dirname(name))
            except ValueError as error:
                observations.append(_invalid(name, f"Rad {each.sourceline}: {error}"))
                continue
            if entry is None:
                continue
            if entry.name in entries:
                observations.append(_invalid(entry.name, "Filen är förtecknad mer än en gång."))
            known = entries.setdefault(entry.name, entry)
            if known.sha256 != entry.sha256:
                observations.append(_invalid(entry.name, "Filen är förtecknad med två olika kontrollsummor."))
            if posixpath.basename(entry.name) == 'METS.xml' and entry.name in contents and entry.name not in read:
                ahead.append(entry.name)
    seal = (name for name in contents if name.startswith('sigill/'))
    return FileList(entries, frozenset((top, *seal)), tuple(observations), tuple(dict.fromkeys(read)))


def _unresolved(tree: etree._Element, name: str) -> Iterator[Observation]:
    """References within a METS file that lead to nothing."""
    everything = list(tree.iter())
    known = {each.get('ID') for each in everything} - {None}
    for each in everything:
        for key in _REFERENCES:
            for target in (each.get(key) or '').split():
                if target not in known:
                    what = f"Rad {each.sourceline}: {key} ”{target}” leder inte till något."
                    yield Observation(PackageVerdict.CONTRADICTION, what, name)


def _entry(element: etree._Element, folder: str) -> ListedFile | None:
    """A reference as an entry; None for a pointer, which the same file's `file` element gives the checksum of."""
    where = element if element.get(_HREF) is not None else element.find(f'{_METS}FLocat')
    if where is None:
        raise ValueError("hänvisningen saknar adress.")
    if element.tag == f'{_METS}mptr':
        return None
    # FGS 1.2 begins the path from sip.xml with file:///.
    href = unquote(where.get(_HREF) or '').removeprefix('file:///').removeprefix('file:')
    name = posixpath.normpath(posixpath.join(folder, unicodedata.normalize('NFC', href)))
    if not href or name.startswith(('..', '/')):
        raise ValueError(f"adressen {href!r} pekar ut ur paketet.")
    kind, checksum = element.get('CHECKSUMTYPE'), element.get('CHECKSUM') or ''
    if kind != 'SHA-256' or not checksum:
        raise ValueError(f"{name} saknar kontrollsumma av slaget SHA-256.")
    size = element.get('SIZE')
    return ListedFile(name, checksum.lower(), int(size) if size and size.isdecimal() else None)


def _of_bag(contents: Mapping[str, PackageFile]) -> FileList:
    entries: dict[str, ListedFile] = {}
    observations: list[Observation] = []
    for manifest in _MANIFESTS:
        if manifest not in contents:
            observations.append(_invalid(manifest, "Filen saknas, så innehållet går inte att pröva."))
            continue
        for entry in _manifest(contents[manifest], observations):
            entries[entry.name] = entry
    return FileList(entries, frozenset(_TAGS) - set(entries), tuple(observations))


def _manifest(content: PackageFile, observations: list[Observation]) -> Iterator[ListedFile]:
    """RFC 8493, 2.1.3: a checksum, blanks, and a path where CR, LF and % are written as %0D, %0A and %25."""
    try:
        lines = content.read().decode('utf-8').splitlines()
    except UnicodeDecodeError:
        observations.append(_invalid(content.name, "Filen är inte text i UTF-8."))
        return
    for number, line in enumerate(lines, start=1):
        checksum, _, name = line.partition(' ')
        name = unicodedata.normalize('NFC', unquote(name.strip()).removeprefix('./'))
        if not name or name.startswith('/') or '..' in name.split('/'):
            observations.append(_invalid(content.name, f"Rad {number} går inte att läsa."))
            continue
        yield ListedFile(name, checksum.lower(), None)


def _invalid(file: str, what: str) -> Observation:
    return Observation(PackageVerdict.STRUCTURE_INVALID, what, file)


def sizes_told(
    contents: Mapping[str, PackageFile], list_of_files: FileList, names: Sequence[str]
) -> dict[str, ListedFile]:
    """Give some files as they are listed; what a bag's manifest does not say of their size, its package's lists say.

    Args:
        contents: the package's files.
        list_of_files: as `read_file_list` gives it.
        names: files of it.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    listed = {name: list_of_files.entries[name] for name in names}
    inner = f'data/{CSIP.top}'
    if 'bagit.txt' in contents and inner in contents and inner not in listed:
        sizes = _of_mets(contents, inner).entries
        listed = {
            name: replace(each, bytes=sizes[name].bytes) if name in sizes else each for name, each in listed.items()
        }
    return listed


def compare_files(
    contents: Mapping[str, PackageFile], list_of_files: FileList
) -> Iterator[tuple[str, str, Observation | None]]:
    """Compare every file with the list, missing and added ones last.

    Yields:
        Name, SHA-256 as the file now is ('' if it is missing or cannot be read), and what is wrong if anything is.
    """
    for name, content in contents.items():
        try:
            sha256 = content.sha256()
        except PackageError as error:
            yield name, '', error.observation
            continue
        entry = list_of_files.entries.get(name)
        wrong = None
        if entry is None:
            if name not in list_of_files.unlisted:
                wrong = Observation(PackageVerdict.FILE_ADDED, "Filen är inte förtecknad i paketet.", name)
        elif sha256 != entry.sha256 or entry.bytes not in (None, content.size):
            wrong = Observation(
                PackageVerdict.FILE_CHANGED, "Filen är ändrad: kontrollsumman eller storleken är en annan.", name
            )
        yield name, sha256, wrong
    for name in list_of_files.entries.keys() - contents.keys():
        yield name, '', Observation(PackageVerdict.FILE_MISSING, "Filen är förtecknad men finns inte.", name)
