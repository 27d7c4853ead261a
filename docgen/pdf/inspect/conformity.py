"""Which standards a file says that it follows, and whether it does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import page
import pikepdf
from lxml import etree

from docgen.pdf.judge.clauses import Clause, clause
from docgen.pdf.judge.conformance import PDF_UA_1, believable, violations

if TYPE_CHECKING:
    from pathlib import Path

_PDFA = '{http://www.aiim.org/pdfa/ns/id/}'
_DC = '{http://purl.org/dc/elements/1.1/}'
_PDFUA = '{http://www.aiim.org/pdfua/ns/id/}'
_PROFILES = {str(profile.value): profile for profile in page.ValidationProfile}


class Conformity(StrEnum):
    """How a file stands to a standard."""

    FOLLOWS = 'follows'
    """It says that it follows the standard, and no fault was found."""
    BREAKS = 'breaks'
    """It says that it follows the standard, but does not."""
    NOT_CLAIMED = 'not-claimed'
    """It does not say that it follows the standard, and so does not; the faults tell what else is missing."""
    NOT_CHECKED = 'not-checked'
    """It says that it follows a part of the standard that docgen cannot check."""


@dataclass(frozen=True)
class Fault:
    """A broken rule: the clause, how many times it was found, the validator's own id and an example in English."""

    clause: Clause
    times: int
    rule: str
    example: str


@dataclass(frozen=True)
class Standing:
    """A file and one standard, by the standard's usual name ("PDF/A-2a", "PDF/UA-1")."""

    standard: str
    conformity: Conformity
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Claims:
    """What the metadata say: such as '2a' and '1', and the title; '' where they say nothing."""

    pdf_a: str = ''
    pdf_ua: str = ''
    title: str = ''


def read_claims(pdf: pikepdf.Pdf) -> Claims:
    """The standards named in the file's XMP; none when there is no XMP that can be read."""
    metadata = pdf.Root.get('/Metadata')
    if not isinstance(metadata, pikepdf.Stream):
        return Claims()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(metadata.read_bytes().strip(b'\x00 \t\r\n'), parser)
    except (etree.XMLSyntaxError, ValueError, pikepdf.PdfError):
        return Claims()
    part = _value(tree, f'{_PDFA}part')
    title = next((each for each in tree.iter(f'{_DC}title')), None)
    return Claims(
        pdf_a=part and part + _value(tree, f'{_PDFA}conformance').lower(),
        pdf_ua=_value(tree, f'{_PDFUA}part'),
        title='' if title is None else ' '.join(''.join(map(str, title.itertext())).split()),
    )


def standings(path: Path, claims: Claims, *, lengths_are_right: bool) -> tuple[Standing, Standing]:
    """Give the file's standing to PDF/A (the part it names, else PDF/A-2a) and to PDF/UA-1.

    Args:
        path: the file.
        claims: what its metadata say that it follows.
        lengths_are_right: whether every stream was read without repair; see `believable`.
    """
    named = claims.pdf_a or '2a'
    profile = _PROFILES.get(named)
    if profile is None or profile is PDF_UA_1:
        archive = Standing(f'PDF/A-{named}', Conformity.NOT_CHECKED)
    else:
        archive = _standing(path, f'PDF/A-{named}', profile, claimed=bool(claims.pdf_a), sound=lengths_are_right)
    if claims.pdf_ua not in ('', '1'):
        return archive, Standing(f'PDF/UA-{claims.pdf_ua}', Conformity.NOT_CHECKED)
    access = _standing(path, 'PDF/UA-1', PDF_UA_1, claimed=bool(claims.pdf_ua), sound=lengths_are_right)
    return archive, access


def _standing(path: Path, standard: str, profile: page.ValidationProfile, *, claimed: bool, sound: bool) -> Standing:
    found = believable(violations(path, profile), lengths_are_right=sound)
    times = Counter(clause(each.rule) for each in found)
    examples = {clause(each.rule): each for each in reversed(found)}
    faults = tuple(
        Fault(each, count, examples[each].rule, examples[each].message)
        for each, count in sorted(times.items(), key=lambda entry: _by_number(entry[0]))
    )
    if not claimed:
        return Standing(standard, Conformity.NOT_CLAIMED, faults)
    return Standing(standard, Conformity.BREAKS if faults else Conformity.FOLLOWS, faults)


def _by_number(each: Clause) -> tuple[list[int], str]:
    return [int(part) for part in each.number.split('.') if part.isdigit()], each.meaning


def _value(tree: etree._Element, name: str) -> str:
    """A property's value, as XMP may write it: an attribute or an element of its own."""
    for each in tree.iter():
        if name in each.attrib:
            return str(each.attrib[name]).strip()
        if each.tag == name:
            return (each.text or '').strip()
    return ''
