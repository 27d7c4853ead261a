"""Word packages before anyone trusts them: is it a .docx, is it sound, is it bounded, was it finished.

Rules: ECMA-376 part 2 (the zip package) and part 1 (WordprocessingML). Nothing is unpacked
before the zip directory's own figures are within bounds, and no XML is parsed with entities or network.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docgen.errors import Finding, FindingsError, Place, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml import etree

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
CONTENT_TYPES = '[Content_Types].xml'
DOCUMENT = 'word/document.xml'

MAX_FILE = 32 * 2**20
MAX_UNPACKED = 64 * 2**20
MAX_XML = 16 * 2**20
MAX_ENTRIES = 2000
MAX_RATIO = 200
# A few kB of spaces or zeros pack better than any bomb threshold; only what is large can harm. Pictures may pack as
# well as bombs and are not unfolded beyond MAX_UNPACKED.
RATIO_FROM = 2**20
MAX_DEPTH = 200

OLE_MAGIC = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
ENCRYPTED_STREAM = 'EncryptedPackage'.encode('utf-16-le')

_TRACKED = frozenset(
    {'ins', 'del', 'moveFrom', 'moveTo', 'cellIns', 'cellDel', 'cellMerge', 'numberingChange'}
    | {f'{part}PrChange' for part in ('r', 'p', 'sect', 'tbl', 'tr', 'tc', 'tblGrid', 'tblEx')}
    | {'tblGridChange'}
)
_COMMENTS = frozenset({'commentReference', 'commentRangeStart', 'commentRangeEnd'})
_STORIES = ('document', 'header', 'footer', 'footnotes', 'endnotes')


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
    parts: Mapping[str, bytes] = field(repr=False)
    trees: Mapping[str, etree._Element] = field(repr=False)

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
                target = posixpath.normpath(posixpath.join('/', folder, unquote(target))).lstrip('/')
            kind = str(element.get('Type', '')).rsplit('/', 1)[-1]
            found[str(element.get('Id', ''))] = Relationship(kind, target, external)
        return found


@dataclass(frozen=True)
class Leftover:
    """A tracked change or a comment that someone left in the file, and the paragraph it stands in."""

    kind: str
    """`'tracked-change'` or `'comment'`."""
    paragraph: str


def open_package(path: Path) -> WordPackage:
    """Read a .docx after checking that it is one, sound and bounded.

    Raises FindingsError with an id of its own per cause; every refusal is made from the zip directory or the
    first bytes as far as possible, so that a hostile file costs milliseconds.
    A file that has not changed is unpacked once; nobody may change the trees.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_FILE else b''
    except OSError:
        return _package(path)
    return _same_package(path, hashlib.blake2b(content).digest())


@lru_cache(maxsize=24)
def _same_package(path: Path, content: bytes) -> WordPackage:  # noqa: ARG001
    return _package(path)


def _package(path: Path) -> WordPackage:
    parts = _read(path)
    trees = {name: _parse(path, name, data) for name, data in parts.items() if name.endswith(('.xml', '.rels'))}
    _require_word(path, parts, trees)
    _refuse_outside(path, trees)
    return WordPackage(path, parts, trees)


def leftovers(package: WordPackage) -> tuple[Leftover, ...]:
    """Tracked changes and comments in the body, headers, footers and notes, in order.

    Both survive rendering: deleted text would be printed in the PDF.
    """
    return tuple(_leftovers(package))


def paragraph_text(element: etree._Element) -> str:
    """The text of the paragraph that the element is or stands in, deleted text included; '' outside any."""
    paragraph: etree._Element | None = element
    while paragraph is not None and paragraph.tag != f'{{{W}}}p':
        paragraph = paragraph.getparent()
    if paragraph is None:
        return ''
    return ''.join(
        (node.text or '') if node.tag in (f'{{{W}}}t', f'{{{W}}}delText') else ' '
        for node in paragraph.iter(f'{{{W}}}t', f'{{{W}}}delText', f'{{{W}}}tab', f'{{{W}}}br')
    ).strip()


def _leftovers(package: WordPackage) -> Iterator[Leftover]:
    for name, tree in package.trees.items():
        if not name.startswith('word/') or not posixpath.basename(name).startswith(_STORIES):
            continue
        seen: set[tuple[str, str]] = set()
        for element in tree.iter(f'{{{W}}}*'):
            local = str(element.tag).rpartition('}')[2]
            kind = 'tracked-change' if local in _TRACKED else 'comment' if local in _COMMENTS else ''
            if kind and (kind, text := paragraph_text(element)) not in seen:
                seen.add((kind, text))
                yield Leftover(kind, text)


def _refusal(path: Path, ident: str, what: str, why: str, do: str) -> FindingsError:
    return FindingsError(Finding(ident, what, why, do, Place(file=path)))


def _read(path: Path) -> dict[str, bytes]:
    try:
        size = path.stat().st_size
        with path.open('rb') as stream:
            head = stream.read(8)
            if head == OLE_MAGIC:
                _refuse_ole(path, stream.read(2**20))
    except OSError as error:
        raise _refusal(
            path,
            'word-file-unreadable',
            f"Filen {path.name} går inte att läsa ({reason(error)}).",
            "Utan filen finns inget att bygga av.",
            "Kontrollera att filen finns, att namnet är rätt skrivet och att du får läsa den.",
        ) from error
    if size > MAX_FILE:
        raise _too_large(path, f"filen är {size // 2**20} MB")
    try:
        with zipfile.ZipFile(path) as archive:
            _bound(path, archive.infolist())
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _not_word(path) from error
    except Exception as error:
        # zlib, lzma and bz2 each raise a class of their own on damaged data.
        if type(error).__module__ in ('zlib', 'lzma', '_lzma', 'bz2'):
            raise _not_word(path) from error
        raise


def _refuse_ole(path: Path, start: bytes) -> None:
    if ENCRYPTED_STREAM in start:
        raise _refusal(
            path,
            'word-file-encrypted',
            f"Filen {path.name} är skyddad med lösenord.",
            "En krypterad fil kan inte läsas utan lösenordet, och docgen frågar inte efter det.",
            "Öppna filen i Word, ta bort lösenordet under Arkiv > Info > Skydda dokument och spara om.",
        )
    raise _refusal(
        path,
        'word-file-old-format',
        f"Filen {path.name} är i det äldre Word-formatet (.doc).",
        "Bara det nyare formatet .docx kan läsas.",
        "Öppna filen i Word och spara om den som Word-dokument (.docx).",
    )


def _not_word(path: Path) -> FindingsError:
    return _refusal(
        path,
        'word-file-not-docx',
        f"Filen {path.name} är inte en hel Word-fil (.docx).",
        "En .docx är ett zip-paket med vissa delar. Den här filen saknar dem eller är skadad.",
        "Öppna filen i Word och spara om den som Word-dokument (.docx), eller hämta en hel kopia.",
    )


def _too_large(path: Path, measure: str) -> FindingsError:
    return _refusal(
        path,
        'word-file-too-large',
        f"Filen {path.name} är orimligt stor: {measure}.",
        "En sådan fil kan vara gjord för att fylla minnet och läses därför inte.",
        "Minska bilderna i filen. Gränsen är 64 MB uppackat.",
    )


def _bound(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _too_large(path, f"{len(entries)} delar")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED:
        raise _too_large(path, f"{total // 2**20} MB uppackad")
    names: set[str] = set()
    for entry in entries:
        xml = entry.filename.endswith(('.xml', '.rels'))
        if xml and entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise _too_large(path, f"delen {entry.filename} växer mer än {MAX_RATIO} gånger")
        if xml and entry.file_size > MAX_XML:
            raise _too_large(path, f"delen {entry.filename} är {entry.file_size // 2**20} MB")
        if entry.flag_bits & 1 or entry.filename in names or '..' in entry.filename.split('/'):
            raise _not_word(path)
        names.add(entry.filename)


def _parse(path: Path, name: str, data: bytes) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(
            path,
            'word-file-broken-xml',
            f"Delen {name} i {path.name} är trasig XML.",
            "Filen är skadad eller ändrad av ett program som inte följer formatet.",
            "Öppna filen i Word, låt Word reparera den och spara om, eller hämta en hel kopia.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refusal(
            path,
            'word-file-dtd',
            f"Delen {name} i {path.name} innehåller en dokumenttypsdeklaration (DTD).",
            "Word skriver aldrig en sådan. Den kan användas för att läsa andra filer eller fylla minnet.",
            "Öppna en betrodd kopia i Word och spara om den.",
        )
    return root


def _require_word(path: Path, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> None:
    if any(name.lower().endswith('vbaproject.bin') for name in parts):
        raise _refusal(
            path,
            'word-file-macros',
            f"Filen {path.name} innehåller makron.",
            "Ett dokument som ska undertecknas får inte innehålla program.",
            "Spara om filen i Word som Word-dokument (.docx) utan makron.",
        )
    if CONTENT_TYPES not in trees or DOCUMENT not in trees or trees[DOCUMENT].tag != f'{{{W}}}document':
        raise _not_word(path)


def _refuse_outside(path: Path, trees: Mapping[str, etree._Element]) -> None:
    findings = [
        Finding(
            'word-external-content',
            f"Filen {path.name} hämtar innehåll utifrån: {element.get('Target', '')}",
            "Innehåll utifrån kan ändras efteråt eller läsa filer på datorn. Bara länkar får peka ut.",
            "Infoga bilden eller filen i dokumentet i stället för att länka till den. Mallen kopplas loss under "
            "Arkiv > Info > Redigera länkar.",
            Place(file=path, key=name),
        )
        for name, tree in trees.items()
        if name.endswith('.rels')
        for element in tree.iter(f'{{{RELATIONSHIPS}}}Relationship')
        if element.get('TargetMode') == 'External'
        and not str(element.get('Type', '')).endswith('/hyperlink')
        # The author's own template file: Word notes it in every document made from one, and nobody reads it.
        and not str(element.get('Type', '')).endswith('/attachedTemplate')
    ]
    if findings:
        raise FindingsError(findings)
