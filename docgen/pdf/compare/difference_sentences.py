"""The Swedish sentence for each difference between two PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.entry_words import entry_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docgen.pdf.compare.difference import Difference

BEHAVIOURS = {
    'opening': "Något som sker när filen öppnas",
    'action': "Något som sker av sig självt när filen används",
    'program': "Ett program (JavaScript)",
    'xfa': "Ett formulär av annat slag (XFA)",
    'layers': "Lager som kan döljas och visas",
}
"""What a file may do by itself, by the name in a difference."""
_ANNOTATIONS = {
    '/Text': "anteckning",
    '/FreeText': "textruta",
    '/Highlight': "överstrykning",
    '/Underline': "understrykning",
    '/Stamp': "stämpel",
    '/Ink': "frihandsteckning",
    '/Link': "länk",
    '/Square': "ruta",
    '/Line': "linje",
    '/FileAttachment': "bilagd fil",
    '/Redact': "maskering",
    '/StrikeOut': "överkorsning",
    '/Popup': "popup",
}
CATALOG_ENTRIES = frozenset((
    '/OpenAction', '/AA', '/Outlines', '/PageLabels', '/StructTreeRoot', '/OCProperties', '/Lang', '/URI',
    '/Collection',
))  # fmt: skip
"""Entries of the catalog that a reader notices."""
_INFORMATION = {'/Title': "Titeln", '/Author': "Författaren", '/Subject': "Ämnet", '/Keywords': "Nyckelorden"}
INFORMATION_ENTRIES = tuple(_INFORMATION)
"""Entries of the document information that say something of the document."""


def sentences(differences: Iterable[Difference]) -> tuple[str, ...]:
    """Give the sentence of each difference, each sentence once."""
    return tuple(dict.fromkeys(sentence(each) for each in differences))


def sentence(difference: Difference) -> str:
    """Tell of a difference in Swedish: as a whole sentence, or what differs in running text as place and words."""
    return _SENTENCES[difference.kind](difference)


def _changed_text(where: str, each: Difference) -> str:
    if not each.before:
        return f"{where}: tillagt ”{each.after}”"
    if not each.after:
        return f"{where}: borttaget ”{each.before}”"
    return f"{where}: ”{each.before}” → ”{each.after}”"


def _size(each: Difference) -> str:
    return f"Sidan {each.page} har ett annat format: {each.before} mm har blivit {each.after} mm."


def _text(each: Difference) -> str:
    if each.after:
        return f"Sidan {each.page}: ”{each.before}” har blivit ”{each.after}”."
    return f"Sidan {each.page}: ”{each.before}” är borta."


def _text_added(each: Difference) -> str:
    if each.box is None:
        return f"Sidan {each.page}: ”{each.after}” har kommit till."
    where = "i marginalen på" if each.name == 'margin' else "på"
    return f"Texten ”{each.after}” har lagts till {where} sidan {each.page}."


def _hidden(each: Difference) -> str:
    if each.before:
        return f"Sidan {each.page}: ”{each.before}” syns inte som förut."
    return f"Sidan {each.page} ser inte ut som förut."


def _page_added(each: Difference) -> str:
    said = f" (”{each.after}”)" if each.after else ""
    return f"Sidan {each.page} har kommit till{said}."


def _covered(each: Difference) -> str:
    what = f": ”{each.before}”" if each.before else ""
    return f"På sidan {each.page} döljer en senare underskrift eller ett nytt fält det som stod där{what}."


def _annotation(each: Difference) -> str:
    kind = _ANNOTATIONS.get(each.name, "kommentar")
    said = each.after or each.before
    return f"{kind} (”{said}”)" if said and each.name != '/Link' else kind


def _counted(number: str, happened: str) -> str:
    return f"{'En sida' if number == '1' else f'{number} sidor'} {happened}."


def _which(each: Difference) -> str:
    return f", {'sidan' if each.after == '1' else 'sidorna'} {each.name}" if each.name else ""


def _became(what: str, each: Difference) -> str:
    return f"{what} har ändrats från ”{each.before}” till ”{each.after}”."


_SENTENCES: dict[Kind, Callable[[Difference], str]] = {
    Kind.PAGE_COUNT: lambda each: f"antal sidor: {each.before} → {each.after}",
    Kind.PAGES_ADDED: lambda each: _counted(each.after, f"har lagts till{_which(each)}"),
    Kind.PAGES_REMOVED: lambda each: _counted(each.before, "har tagits bort"),
    Kind.PAGE_MISSING: lambda each: f"Sidan {each.page} saknas (”{each.before}”).",
    Kind.PAGE_ADDED: _page_added,
    Kind.PAGE_SIZE: _size,
    Kind.PAGE_CONTENT: lambda each: f"Sidan {each.page} har fått annat innehåll.",
    Kind.TEXT: _text,
    Kind.TEXT_ADDED: _text_added,
    Kind.RUNNING_TEXT: lambda each: _changed_text(f"sida {each.label}", each),
    Kind.MARGIN_TEXT: lambda each: _changed_text(f"sida {each.label}, sidhuvud eller sidfot", each),
    Kind.LOOKS: lambda each: f"sida {each.label} ser annorlunda ut",
    Kind.HIDDEN: _hidden,
    Kind.COVERED: _covered,
    Kind.DRAWING_ADDED: lambda each: f"Sidan {each.page}: något har ritats där sidan var tom.",
    Kind.ATTACHMENT_ADDED: lambda each: f"Filen ”{each.name}” har bilagts.",
    Kind.ATTACHMENT_REMOVED: lambda each: f"Den bilagda filen ”{each.name}” har tagits bort.",
    Kind.ANNOTATION_ADDED: lambda each: f"Sidan {each.page} har fått en {_annotation(each)}.",
    Kind.ANNOTATION_REMOVED: lambda each: f"En {_annotation(each)} har tagits bort på sidan {each.page}.",
    Kind.ANNOTATION_CHANGED: lambda each: f"En {_annotation(each)} har ändrats på sidan {each.page}.",
    Kind.FIELD_ADDED: lambda each: f"Formulärfältet ”{each.name}” har lagts till.",
    Kind.FIELD_REMOVED: lambda each: f"Formulärfältet ”{each.name}” har tagits bort.",
    Kind.FIELD_VALUE: lambda each: _became(f"Formulärfältet ”{each.name}”", each),
    Kind.SIGNED: lambda each: f"Någon har skrivit under i fältet ”{each.name}”.",
    Kind.SIGNATURE_REMOVED: lambda each: f"Underskriften i fältet ”{each.name}” har tagits bort.",
    Kind.FIELD_PICTURE_ADDED: lambda each: f"Fältet ”{each.name}” har lagts till, med en bild på sidan.",
    Kind.FIELD_PICTURE_CHANGED: lambda each: f"Det som syns i fältet ”{each.name}” har bytts ut.",
    Kind.FIELD_ACTION: lambda each: f"Fältet ”{each.name}” har fått en åtgärd som körs när det används.",
    Kind.PAGE_ACTION: lambda each: f"Sidan {each.page} har fått en åtgärd som körs när den visas.",
    Kind.FIELDS_REDRAWN: lambda _: "Filen säger åt läsprogrammet att rita om det som syns i fälten.",
    Kind.INFORMATION: lambda each: _became(f"{_INFORMATION[each.name]} i filens uppgifter", each),
    Kind.METADATA_TITLE: lambda each: _became("Titeln i filens metadata", each),
    Kind.PROGRAM_ADDED: lambda _: "Ett program (JavaScript) har lagts till.",
    Kind.CATALOG_ADDED: lambda each: f"Tillagt: {entry_words('catalog', each.name)}.",
    Kind.CATALOG_REMOVED: lambda each: f"Borttaget: {entry_words('catalog', each.name)}.",
    Kind.CATALOG_CHANGED: lambda each: f"Ändrat: {entry_words('catalog', each.name)}.",
    Kind.BEHAVIOUR_ADDED: lambda each: f"{BEHAVIOURS[each.name]} har kommit till.",
    Kind.BEHAVIOUR_REMOVED: lambda each: f"{BEHAVIOURS[each.name]} är borta.",
    Kind.TITLE: lambda each: f"Titeln ”{each.before}” har blivit ”{each.after}”.",
    Kind.LANGUAGE: lambda each: f"Språket ”{each.before}” har blivit ”{each.after}”.",
    Kind.TAGS_REMOVED: lambda _: "Taggarna är borta, så filen kan inte läsas upp rätt.",
    Kind.HEARD_OTHERWISE: lambda each: f"”{each.before}” läses upp som ”{each.after}”.",
    Kind.NOT_HEARD: lambda each: f"”{each.before}” läses inte upp längre.",
    Kind.ALSO_HEARD: lambda each: f"”{each.after}” läses upp också.",
    Kind.DAMAGED: lambda _: "Något i filen är skadat och kan inte läsas.",
}
