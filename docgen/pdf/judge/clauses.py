"""The validator's rules in Swedish words, with the clause of the standard that each comes from.

Clauses are those of ISO 19005-2 (PDF/A-2, and PDF/A-3 where it says the same) and ISO 14289-1 (PDF/UA-1); the tests
hold them to what veraPDF names for the same fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_RULE = re.compile(r'PDF(A[123][ABU]|UA1)-(.+?)-\d{3}')

# One row a topic: the beginning of the rule's name, the clause in PDF/A-2, the clause in PDF/UA-1, what is wrong.
_TOPICS: tuple[tuple[str, str, str, str], ...] = (
    ('ACROFORM-NEED-APPEARANCES', '6.4.1', '', "formuläret låter visningsprogrammet rita fälten"),
    ('ACROFORM-XFA', '6.4.2', '', "formuläret är av slaget XFA"),
    ('ACTION', '6.5.1', '', "filen startar en otillåten åtgärd, till exempel skript eller program"),
    ('ACTUAL-TEXT-LANGUAGE', '', '7.2', "en ersättningstext har inget språk"),
    ('ALT-TEXT-LANGUAGE', '', '7.2', "en alternativtext har inget språk"),
    ('ALTERNATE-PRESENTATIONS', '6.10', '', "filen har alternativa visningar"),
    ('ANNOTATION-ANNOT-TAG', '', '7.18.1', "en anmärkning finns inte bland taggarna"),
    ('ANNOTATION-AP', '6.3.3', '', "en anmärkning saknar utseende"),
    ('ANNOTATION-CONTENTS-ALT', '', '7.18.1', "en anmärkning saknar beskrivande text"),
    ('ANNOTATION-CONTENTS-LANGUAGE', '', '7.2', "en anmärknings text har inget språk"),
    ('ANNOTATION-FLAGS', '6.3.2', '', "en länk eller anmärkning är dold eller skrivs inte ut"),
    ('ANNOTATION-NORMAL-APPEARANCE', '6.3.3', '', "en anmärkning har fel slags utseende"),
    ('ANNOTATION-SUBTYPE', '6.3.1', '', "en anmärkning är av ett otillåtet slag"),
    ('ARTIFACT-NESTED', '', '7.1', "utsmyckning står mitt i taggad text"),
    ('CATALOG-ADDITIONAL-ACTIONS', '6.5.2', '', "filen startar åtgärder av sig själv"),
    ('CATALOG-NEEDS-RENDERING', '6.4.2', '', "filen måste ritas av formulärprogram"),
    ('CATALOG-REQUIREMENTS', '6.11', '', "filen ställer krav på visningsprogrammet"),
    ('CID-SUBSET-CIDSET', '6.2.11.4.2', '7.21.4.2', "ett teckensnitts lista över tecken är ofullständig"),
    ('CIDTOGIDMAP', '6.2.11.3.2', '7.21.3.2', "ett teckensnitt saknar koppling mellan tecken och former"),
    ('CMAP', '6.2.11.3.3', '7.21.3.3', "ett teckensnitts kodtabell är inte inbäddad eller felaktig"),
    ('CONTENT-OPERATOR', '6.2.2', '', "en sida har okända ritkommandon"),
    ('CONTENT-RESOURCES', '6.2.2', '', "en sida använder resurser som inte är dess egna"),
    ('CONTENT-TAGGING', '', '7.1', "något på en sida är varken taggat eller märkt som utsmyckning"),
    ('DEVICE-', '6.2.4.3', '', "en färg beror på skärm eller tryckpress"),
    ('DEVICEN', '6.2.4.4', '', "en specialfärg är felaktigt beskriven"),
    ('DYNAMIC-XFA', '', '7.15', "formuläret ritas av formulärprogram (XFA)"),
    ('E-TEXT-LANGUAGE', '', '7.2', "en förkortnings utskrivna text har inget språk"),
    ('EMBEDDED-FILE', '6.8', '', "en bifogad fil är inte PDF/A"),
    ('ENCRYPTION', '6.1.3', '7.16', "filen är krypterad"),
    ('EXTGSTATE-BLEND-MODE', '6.2.10', '', "genomskinlighet blandas på ett okänt sätt"),
    ('EXTGSTATE', '6.2.5', '', "en rityta använder otillåtna överföringar eller raster"),
    ('FIELD-ADDITIONAL-ACTIONS', '6.4.1', '', "ett formulärfält startar åtgärder"),
    ('FIGURE-ALTERNATIVE-TEXT', '', '7.3', "en bild saknar alternativtext"),
    ('FILE-SPEC', '6.8', '7.11', "en bifogad fil är ofullständigt beskriven"),
    ('FONT-EMBEDDING', '6.2.11.4.1', '7.21.4.1', "ett teckensnitt är inte inbäddat"),
    ('FONT-FIRSTCHAR', '6.2.11.2', '', "ett teckensnitt är ofullständigt beskrivet"),
    ('FONT-LASTCHAR', '6.2.11.2', '', "ett teckensnitt är ofullständigt beskrivet"),
    ('FONT-GLYPH-PRESENCE', '', '7.21.4.1', "ett teckensnitt saknar former för tecken som används"),
    ('FONT-GLYPH-WIDTH', '', '7.21.5', "ett teckensnitts bredder stämmer inte"),
    ('FONT-TYPE1-CHARSET', '', '7.21.4.2', "ett teckensnitts lista över tecken är ofullständig"),
    ('FONT-UNICODE-MAPPING', '', '7.21.7', "ett teckensnitts tecken kan inte bli till text"),
    ('FONT-UNICODE-VALUE', '', '7.21.7', "ett teckensnitts tecken blir till otillåtna koder"),
    ('FONT-WIDTHS', '6.2.11.2', '', "ett teckensnitt saknar bredder"),
    ('FONT', '6.2.11.2', '', "ett teckensnitt är felaktigt beskrivet"),
    ('FORM-CHILDREN', '', '7.18.4', "ett formulärfälts tagg håller fel innehåll"),
    ('FORM-FIELD-TU-ALT', '', '7.18.1', "ett formulärfält saknar beskrivande text"),
    ('FORM-FIELD-TU-LANGUAGE', '', '7.2', "ett formulärfälts text har inget språk"),
    ('FORM-POSTSCRIPT', '6.2.9', '', "en infogad teckning innehåller program"),
    ('FORM-REFERENCE', '6.2.9', '7.20', "en infogad teckning hämtas ur en annan fil"),
    ('FORM-STRUCTURE', '', '7.20', "en infogad teckning är taggad på flera ställen"),
    ('FORMULA-ALTERNATIVE-TEXT', '', '7.7', "en formel saknar alternativtext"),
    ('GRAPHICS-STATE-NESTING', '6.1.13', '', "ritkommandon är nästlade för djupt"),
    ('HALFTONE', '6.2.5', '', "ett otillåtet raster används"),
    ('HEADER-BINARY-COMMENT', '6.1.2', '', "filens början saknar den rad som märker den som binär"),
    ('HEADER', '6.1.2', '6.1', "filens första rad är fel"),
    ('HEADING-NESTING', '', '7.4.2', "en rubriknivå är överhoppad"),
    ('HEADING-CHILD-COUNT', '', '7.4.4', "ett avsnitt har flera rubriker på samma plats"),
    ('HEADING-STRUCTURE', '', '7.4.4', "rubriker med och utan nivå blandas"),
    ('HEX-STRING', '6.1.6', '', "en sträng är felaktigt skriven"),
    ('ICCBASED', '6.2.4.2', '', "en färgprofil är felaktig"),
    ('ID-CONFORMANCE', '6.6.4', '', "filen anger fel nivå av PDF/A, eller ingen"),
    ('ID-PART', '6.6.4', '5', "filen anger fel del av standarden, eller ingen"),
    ('ID-SCHEMA', '6.6.4', '5', "filen säger inte att den följer standarden"),
    ('ID-', '6.6.4', '5', "filens uppgift om standarden är felaktigt skriven"),
    ('IMAGE', '6.2.8', '', "en bild är utjämnad, har alternativ eller är felaktigt beskriven"),
    ('INDIRECT-OBJECT', '6.1.9', '', "filens objekt är felaktigt skrivna"),
    ('INLINE-IMAGE', '6.1.10', '', "en bild är packad på ett otillåtet sätt"),
    ('JPEG2000', '6.2.8.3', '', "en JPEG 2000-bild är av ett otillåtet slag"),
    ('L-CAPTION', '', '7.2', "en lista har flera bildtexter"),
    ('L-KIDS', '', '7.2', "en lista håller annat än punkter"),
    ('LANG', '6.7.4', '7.2', "ett språk är felaktigt angivet"),
    ('LBODY-PARENT', '', '7.2', "en punkts text står utanför en punkt"),
    ('LI-', '', '7.2', "en punkt står utanför en lista eller håller fel taggar"),
    ('LINK-CONTENTS', '', '7.18.5', "en länk saknar beskrivande text"),
    ('LINK-LINK-TAG', '', '7.18.5', "en länk finns inte bland taggarna"),
    ('MEDIA-CLIP', '', '7.18.6', "ljud eller film saknar beskrivning"),
    ('METADATA-FILTER', '6.6.2.1', '', "filens metadata är packade"),
    ('METADATA-LANGUAGE', '', '7.2', "filens metadata har inget språk"),
    ('METADATA-STRUCTURE', '6.6.2.1', '7.1', "filen saknar metadata (XMP)"),
    ('METADATA-TITLE', '', '7.1', "filens metadata saknar titel"),
    ('NAMED-ACTION', '6.5.1', '', "filen startar en otillåten åtgärd"),
    ('NOTDEF-GLYPH', '6.2.11.8', '7.21.8', "text visas som tomma rutor"),
    ('NOTE-ID', '', '7.9', "en fotnot saknar eget namn (ID)"),
    ('OPTIONAL-CONTENT', '6.9', '7.10', "ett lager saknar namn eller växlar av sig självt"),
    ('OUTLINE-LANGUAGE', '', '7.2', "bokmärkena har inget språk"),
    ('OUTPUTINTENT', '6.2.3', '', "färgprofilen för utskrift är felaktig"),
    ('PAGE-ADDITIONAL-ACTIONS', '6.5.2', '', "en sida startar åtgärder av sig själv"),
    ('PAGE-BOUNDARY', '6.1.13', '', "en sida är för stor eller för liten"),
    ('PAGE-TABS', '', '7.18.3', "länkar och fält följer inte läsordningen"),
    ('PERMS', '6.1.12', '', "filens behörigheter är av ett otillåtet slag"),
    ('POST-EOF-DATA', '6.1.3', '', "det finns mer efter filens slut"),
    ('PRES-STEPS', '6.10', '', "en sida har bildspelssteg"),
    ('PRINTER-MARK-ARTIFACT', '', '7.18.8', "ett märke för tryckpress är inte märkt som utsmyckning"),
    ('RENDERING-INTENT', '6.2.6', '', "en färgåtergivning är okänd"),
    ('SEPARATION', '6.2.4.4', '', "en dekorfärg är felaktigt beskriven"),
    ('SIGNATURE', '6.4.3', '', "en underskrift är felaktigt uppbyggd"),
    ('SPAN-', '', '7.2', "en ersättningstext har inget språk"),
    ('STREAM-EXTERNAL-DATA', '6.1.7.1', '', "en del av filen ligger i en annan fil"),
    ('STREAM-FILTER', '6.1.7.2', '', "en del av filen är packad på ett otillåtet sätt"),
    ('STREAM-LZW', '6.1.7.2', '', "en del av filen är packad på ett otillåtet sätt"),
    ('STREAM', '6.1.7.1', '', "en del av filen har fel längd"),
    ('STRUCT-ELEMENT-PARENT', '6.7.3', '7.1', "en tagg säger inte vilken tagg som håller den"),
    ('STRUCT-TREE-ROLE-MAP', '6.7.3.4', '7.1', "en egen tagg leder inte till en standardtagg"),
    ('STRUCT-TREE-ROOT', '6.7.3.3', '7.1', "filen saknar taggar"),
    ('SUSPECTS', '', '7.1', "filen säger själv att taggarna är osäkra"),
    ('TABLE-HEADERS', '', '7.5', "en tabells celler kan inte knytas till rubrikceller"),
    ('TABLE', '', '7.2', "en tabells rader och kolumner går inte ihop"),
    ('TAGGED-CONTENT-INSIDE-ARTIFACT', '', '7.1', "taggad text står inne i utsmyckning"),
    ('TAGGED-DOCUMENT', '6.7.2.2', '6.2', "filen säger inte att den är taggad"),
    ('TBODY-', '', '7.2', "en tabells taggar är felaktigt nästlade"),
    ('TD-', '', '7.2', "en tabells taggar är felaktigt nästlade"),
    ('TEXT-LANGUAGE', '', '7.2', "text har inget språk"),
    ('TFOOT-', '', '7.2', "en tabells taggar är felaktigt nästlade"),
    ('TH-', '', '7.2', "en tabells taggar är felaktigt nästlade"),
    ('THEAD-', '', '7.2', "en tabells taggar är felaktigt nästlade"),
    ('TOC', '', '7.2', "en innehållsförteckning är felaktigt taggad"),
    ('TR-', '', '7.2', "en tabells taggar är felaktigt nästlade"),
    ('TRAILER-ID', '6.1.3', '', "filen saknar identitet (ID)"),
    ('TRANSPARENCY', '6.2.10', '', "genomskinlighet saknar färgrymd"),
    ('TRAPNET', '', '7.18.2', "filen har anmärkningar för tryckpress"),
    ('TRUETYPE-GLYPH-PRESENCE', '6.2.11.4.1', '', "ett teckensnitt saknar former för tecken som används"),
    ('TRUETYPE-GLYPH-WIDTH', '6.2.11.5', '', "ett teckensnitts bredder stämmer inte"),
    ('TRUETYPE', '6.2.11.6', '7.21.6', "ett teckensnitts kodning är otillåten"),
    ('TYPE0-CID-SYSTEM-INFO', '6.2.11.3.1', '7.21.3.1', "ett teckensnitts delar hör inte ihop"),
    ('TYPE1-GLYPH-PRESENCE', '6.2.11.4.1', '', "ett teckensnitt saknar former för tecken som används"),
    ('TYPE1-SUBSET', '6.2.11.4.2', '', "ett teckensnitts lista över tecken är ofullständig"),
    ('UNICODE-MAPPING', '6.2.11.7.2', '', "ett teckensnitts tecken kan inte bli till text"),
    ('UNICODE-NAME', '6.1.8', '', "ett namn i filen är felaktigt kodat"),
    ('UNICODE-PUA', '6.2.11.7.3', '', "tecken utan allmän betydelse saknar ersättningstext"),
    ('UNICODE-VALUE', '6.2.11.7.2', '', "ett teckensnitts tecken blir till otillåtna koder"),
    ('VIEWER-PREFERENCES', '', '7.1', "visningsprogrammet visar filnamnet i stället för titeln"),
    ('WIDGET-FORM-TAG', '', '7.18.4', "ett formulärfält finns inte bland taggarna"),
    ('WIDGET-ACTION', '6.4.1', '', "ett formulärfält startar åtgärder"),
    ('WIDGET', '6.3.3', '', "ett formulärfält har fel slags utseende"),
    ('XMP-EXTENSION-PROPERTY-VALUE-SHAPE', '6.6.2.3.1', '', "filens egna metadata har värden av fel slag"),
    ('XMP-EXTENSION', '6.6.2.3.3', '', "filens egna metadata är felaktigt beskrivna"),
    ('XMP-PACKET', '6.6.2.1', '', "filens metadata har otillåtna inledande uppgifter"),
    ('XMP-PREDEFINED', '6.6.2.3.1', '', "filens metadata har värden av fel slag"),
    ('XMP-PROPERTY', '6.6.2.3.1', '', "filens metadata har okända uppgifter"),
    ('XMP', '6.6.2.1', '', "filens metadata kan inte läsas"),
    ('XOBJECT-OPI', '6.2.8', '', "en bild hämtas ur en annan fil"),
    ('XOBJECT', '6.2.9', '', "en infogad teckning är av ett otillåtet slag"),
    ('XREF', '6.1.4', '', "filens innehållsregister är felaktigt skrivet"),
)
_NOT_RULES = {
    'unreadable': "filen är för skadad för att kontrolleras",
    'not-compliant': "filen följer inte standarden, men felet har inget namn",
}
UNKNOWN = "ett fel som docgen inte har svenska ord för"


@dataclass(frozen=True, order=True)
class Clause:
    """Where a rule stands ('' when not known, as for PDF/A-1) and what breaking it means."""

    number: str
    meaning: str

    def __str__(self) -> str:
        return f"avsnitt {self.number}: {self.meaning}" if self.number else self.meaning


def clause(rule: str) -> Clause:
    """The clause behind a rule of the validator, such as 'PDFUA1-HEADING-NESTING-001'."""
    found = _RULE.fullmatch(rule)
    if found is None:
        return Clause('', _NOT_RULES.get(rule, UNKNOWN))
    profile, name = found.groups()
    fitting = [row for row in _TOPICS if name.startswith(row[0])]
    if not fitting:
        return Clause('', UNKNOWN)
    _, archive, access, meaning = max(fitting, key=lambda row: len(row[0]))
    if profile == 'UA1':
        return Clause(access, meaning)
    return Clause('' if profile[1] == '1' else archive, meaning)


def departures(standard: str, rules: Iterable[str]) -> list[str]:
    """Say in Swedish how a file departs from a standard: a sentence for each clause, with the validator's rules.

    Args:
        standard: its usual name, as "PDF/A-2a".
        rules: the rules that it breaks.
    """
    broken: dict[Clause, list[str]] = {}
    for rule in rules:
        broken.setdefault(clause(rule), []).append(rule)
    return [
        f"Bryter mot {standard}, {each} (regel {', '.join(dict.fromkeys(named))})." for each, named in broken.items()
    ]
