"""Fields of Word that LibreOffice shows otherwise than Word, or otherwise tomorrow: found before it is started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import attribute, w
from docgen.errors import Finding, Place
from docgen.word import paragraph_text

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals

# Their value comes from the clock, the computer or the file's place, not from the data.
_FOREIGN_FIELDS = frozenset(
    (  # noqa: SIM905
        'DATE TIME PRINTDATE SAVEDATE EDITTIME FILENAME FILESIZE USERNAME USERINITIALS USERADDRESS '
        'INCLUDETEXT INCLUDEPICTURE LINK DDE DDEAUTO DATABASE'
    ).split()
)


# LibreOffice keeps none of these from Word, or works out something else, without a word about it.
_LOST_FIELDS = frozenset(
    (  # noqa: SIM905
        'IF COMPARE STYLEREF SECTIONPAGES SECTION NUMWORDS NUMCHARS MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF '
        'ASK FILLIN SET QUOTE DOCVARIABLE ADDRESSBLOCK GREETINGLINE AUTOTEXT AUTOTEXTLIST GLOSSARY LISTNUM AUTONUM '
        'AUTONUMLGL AUTONUMOUT EQ SYMBOL ADVANCE INFO BARCODE DISPLAYBARCODE'
    ).split()
)
_REFERENCES = frozenset({'REF', 'PAGEREF', 'NOTEREF'})


def read_fields(
    tree: etree._Element, bookmarks: Container[str | None], refusals: Refusals, clocks: dict[str, Finding]
) -> None:
    """Find the fields of a story that cannot be set as Word sets them.

    Args:
        tree: the story's root.
        bookmarks: the names of all bookmarks of the file.
        refusals: takes references to bookmarks that are not there.
        clocks: takes the others, by what names them.
    """
    told = [(each, attribute(each, 'instr') or '') for each in tree.iter(w('fldSimple'))]
    for paragraph in tree.iter(w('p')):
        # Word splits an instruction over runs as it likes.
        instruction = ''
        for node in paragraph.iter(w('fldChar'), w('instrText')):
            if node.tag == w('instrText'):
                instruction += node.text or ''
            elif instruction:
                told.append((paragraph, instruction))
                instruction = ''
    for node, instruction in told:
        words = instruction.split()
        name = words[0].upper() if words else ''
        if name in _LOST_FIELDS or name.startswith('='):
            _lost(instruction, node, refusals, clocks)
        elif name in _REFERENCES and len(words) > 1 and words[1] not in bookmarks:
            refusals.add('word-bookmark-missing', node, words[1])
        if name in _FOREIGN_FIELDS and name not in clocks:
            clocks[name] = Finding(
                'word-clock-field',
                f"Fältet {name} visar något annat nästa gång dokumentet görs.",
                "Samma data och mallar ska alltid ge samma dokument.",
                "Skriv texten direkt, eller använd en platshållare för dokumentets datum.",
                Place(file=refusals.path, paragraph=paragraph_text(node) or None),
            )


def _lost(instruction: str, node: etree._Element, refusals: Refusals, clocks: dict[str, Finding]) -> None:
    clocks.setdefault(
        instruction,
        Finding(
            'word-unknown-field',
            f"Fältet {instruction.strip()} kan inte sättas.",
            "LibreOffice visar något annat än Word, eller ingenting alls, utan att säga det.",
            "Skriv texten direkt, eller använd sidnummer, innehållsförteckning eller korsreferens.",
            Place(file=refusals.path, paragraph=paragraph_text(node) or None),
        ),
    )
