"""A Word file's parts, read within bounds, and what is refused before anything is believed.

Rules: ECMA-376 part 2 (the zip package). Nothing is unpacked before the zip directory's own figures are within bounds,
and no XML is parsed with entities or network.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docgen.errors import Finding, FindingsError, Place, reason
from docgen.filesystem import require_regular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml import etree

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
CONTENT_TYPES = '[Content_Types].xml'
MAX_FILE = 32 * 2**20
MAX_UNPACKED = 64 * 2**20
MAX_XML = 16 * 2**20
MAX_ENTRIES = 2000
MAX_RATIO = 200
# A few kB of spaces or zeros pack better than any bomb threshold; only what is large can harm. Pictures may pack as
# well as bombs and are not unfolded beyond MAX_UNPACKED.
RATIO_FROM = 2**20
_SCHEME = re.compile(r'([a-z][a-z0-9+.-]*):', re.IGNORECASE)
_LINKED = frozenset(('http', 'https', 'mailto', 'tel'))
_FIELD_LINK = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_NEVER_READ = frozenset({'attachedTemplate', 'mailMergeSource', 'mailMergeHeaderSource'})
"""The author's own template and address list: Word notes them in documents made from them, and nothing shows them."""
OLE_MAGIC = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
ENCRYPTED_STREAM = 'EncryptedPackage'.encode('utf-16-le')


def read_parts(path: Path) -> dict[str, bytes]:
    """The bytes of each part by its name. Raises FindingsError for what is no Word file, unsound or out of bounds."""
    try:
        require_regular(path)
        size = path.stat().st_size
        with path.open('rb') as stream:
            head = stream.read(8)
            if head == OLE_MAGIC:
                _refuse_ole(path, stream.read(2**20))
    except OSError as error:
        raise _refusal(
            path,
            'word-file-unreadable',
            f"Filen ”{path.name}” går inte att läsa ({reason(error)}).",
            "Utan filen finns inget att bygga av.",
            "Kontrollera att filen finns, att namnet är rätt skrivet och att du får läsa den.",
        ) from error
    if size > MAX_FILE:
        raise _too_large(path, f"filen är {size // 2**20} MB")
    try:
        with zipfile.ZipFile(path) as archive:
            _bound(path, archive.infolist())
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    # NotImplementedError is zipfile's own, for a compression that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise no_word_file(path) from error
    except Exception as error:
        # zlib, lzma and bz2 each raise a class of their own on damaged data.
        if type(error).__module__ in ('zlib', 'lzma', '_lzma', 'bz2'):
            raise no_word_file(path) from error
        raise


def parse(path: Path, name: str, data: bytes) -> etree._Element:
    """The XML of a part.

    Args:
        path: the Word file, for the finding's place.
        name: the part's.
        data: the part's bytes.

    Raises:
        FindingsError: it is broken or declares a document type.
    """
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


def refuse_outside(path: Path, trees: Mapping[str, etree._Element]) -> None:
    """Raises FindingsError for content that would be fetched from outside the file; links may lead there."""
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
        and str(element.get('Type', '')).rpartition('/')[2] not in _NEVER_READ
        # A chart keeps its values in the file; the workbook they came from is not asked.
        and not name.startswith('word/charts/')
    ]
    findings += [
        Finding(
            'word-link-unsafe',
            f"Filen {path.name} länkar till ”{target[:80]}”, som inte är en webbadress.",
            "En sådan länk kan köra program eller öppna filer hos den som läser dokumentet.",
            "Ändra länken i Word till en adress som börjar med https://, eller ta bort den.",
            Place(file=path, key=name),
        )
        for name, tree in trees.items()
        for target in _link_targets(name, tree)
        if not _may_be_linked(target)
    ]
    if findings:
        raise FindingsError(findings)


def _link_targets(name: str, tree: etree._Element) -> Iterator[str]:
    """Where links lead: those of relationships, and those of HYPERLINK fields."""
    if name.endswith('.rels'):
        for element in tree.iter(f'{{{RELATIONSHIPS}}}Relationship'):
            if str(element.get('Type', '')).endswith('/hyperlink') and element.get('TargetMode') == 'External':
                yield str(element.get('Target', ''))
        return
    for paragraph in tree.iter(f'{{{W}}}p'):
        told = ''.join(each.text or '' for each in paragraph.iter(f'{{{W}}}instrText'))
        told += ''.join(f" {each.get(f'{{{W}}}instr', '')}" for each in paragraph.iter(f'{{{W}}}fldSimple'))
        yield from (found[1] or found[2] or '' for found in _FIELD_LINK.finditer(told))


def _may_be_linked(target: str) -> bool:
    """Whether a link is one to the web, a mail or phone address, a place in the document, or a file beside it."""
    text = unquote(target).strip()
    if not text or text.startswith('#'):
        return True
    # Programs that open links pass over control characters: "java\nscript:" runs as "javascript:".
    if text.startswith(('//', '\\')) or any(not sign.isprintable() for sign in text):
        return False
    scheme = _SCHEME.match(text)
    return scheme is None or scheme[1].lower() in _LINKED


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
            raise no_word_file(path)
        names.add(entry.filename)


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


def no_word_file(path: Path) -> FindingsError:
    """The refusal of a file that is no whole Word file."""
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


def _refusal(path: Path, ident: str, what: str, why: str, do: str) -> FindingsError:
    return FindingsError(Finding(ident, what, why, do, Place(file=path)))
