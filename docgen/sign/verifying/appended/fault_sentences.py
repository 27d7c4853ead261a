"""The Swedish sentence for each thing that cannot be accounted for after a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.sign.certificate import shown
from docgen.sign.verifying.appended.fault_kinds import Fault
from docgen.sign.verifying.appended.fault_kinds import FaultKind as Kind
from docgen.sign.verifying.verdict_sentences import ENTRIES
from docgen.swedish import join_list, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CATALOG = {
    '/OpenAction': "en åtgärd som körs när filen öppnas",
    '/AA': "åtgärder som körs när filen skrivs ut eller stängs",
    '/Names': "namngivna delar: bilagor, program eller platser",
    '/Outlines': "bokmärkena",
    '/PageLabels': "sidnumreringen",
    '/OCProperties': "lager som kan döljas och visas",
    '/Lang': "språket",
    '/MarkInfo': "uppgiften om att filen är taggad",
    '/Perms': "behörigheterna",
    '/ViewerPreferences': "hur filen visas",
    '/AF': "bilagorna",
    '/Collection': "en portfölj av filer",
    '/URI': "länkarnas början",
}
_PAGE = {
    '/Contents': "det som står på sidan",
    '/Resources': "det som sidan ritas med",
    '/MediaBox': "sidans format",
    '/CropBox': "sidans format",
    '/Rotate': "sidans vridning",
    '/UserUnit': "sidans skala",
    '/AA': "en åtgärd som körs när sidan visas",
    '/Metadata': "sidans uppgifter om sig själv",
    '/StructParents': "sidans taggar",
}
_OBJECTS = {
    'font': "Ett teckensnitt",
    'picture': "En bild",
    'content': "Innehåll",
    'page': "En sida",
    'pages': "Filens lista över vilka sidor den har",
    'signature': "Uppgifterna i en underskrift",
    'layer': "Ett lager",
    'bookmark': "Ett bokmärke",
    'metadata': "Metadata",
    'file': "En bilaga",
    'tag': "En tagg",
    'annotation': "En anteckning",
}
_FORM = {
    '/XFA': "ett annat formulär (XFA), som en del program visar i stället för sidorna",
    '/NeedAppearances': "fälten ritas om när filen öppnas",
    '/CO': "fält som räknas ut av program",
    '/SigFlags': "uppgiften om att filen är undertecknad",
    '/Fields': "fältens ordning",
    '/Q': "hur fälten ritas",
}
_INFORMATION = {
    '/Title': "titeln",
    '/Author': "författaren",
    '/Subject': "ämnet",
    '/Keywords': "nyckelorden",
    '/CreationDate': "när filen skapades",
    '/Creator': "vilket program den skrevs i",
    '/Producer': "vilket program som senast sparade filen",
    '/ModDate': "när filen senast ändrades",
    '/Trapped': "en uppgift för tryckning",
    '/Info': "titel, författare och annat",
}
_READERS_DIFFER = "Olika läsprogram kan visa olika saker."


def fault_sentences(faults: Iterable[Fault], data: bytes) -> tuple[str, ...]:
    """Tell of faults, each sentence once.

    Args:
        faults: what was found.
        data: the file, to say how much lies where.
    """
    return tuple(dict.fromkeys(_sentence(each, data) for each in faults))


def _sentence(fault: Fault, data: bytes) -> str:
    if fault.kind is Kind.BYTES:
        last = data.rfind(b'%%EOF')
        where = "Efter filens slut ligger" if fault.at > last else "Inne i filen ligger"
        size = len(data) - fault.at if fault.at > last else last - fault.at
        return f"{where} {number(size)} byte som ingen har undertecknat."
    return _SENTENCES[fault.kind](Fault(fault.kind, fault.at, shown(fault.name, 80), fault.page))


def _catalog(fault: Fault) -> str:
    return f"Tillagt, borttaget eller ändrat: {_CATALOG.get(fault.name, f'filens uppgift {fault.name}')}."


def _page(fault: Fault) -> str:
    return f"På sidan {fault.page} har {_PAGE.get(fault.name, f'uppgiften {fault.name}')} ändrats."


def _object(fault: Fault) -> str:
    where = f" på sidan {fault.page}" if fault.page else ""
    return f"{_OBJECTS.get(fault.name, 'Ett objekt')} som hör till det undertecknade{where} har bytts ut."


def _stray(fault: Fault) -> str:
    if fault.name == 'document':
        return f"En sida eller en början på ett annat dokument har lagts till. {_READERS_DIFFER}"
    what = _OBJECTS.get(fault.name, "Uppgifter")
    return f"{what} har lagts till utan att något i filen leder dit. Program som söker igenom filen kan visa det."


def _entries(names: str) -> str:
    return join_list([ENTRIES.get(name.lstrip('/'), name) for name in names.split(', ')])


_SENTENCES: dict[Kind, Callable[[Fault], str]] = {
    Kind.SYNTAX: lambda _: f"Det som har lagts till är felaktigt skrivet. {_READERS_DIFFER}",
    Kind.DOUBLED_KEY: lambda each: f"Uppgiften {each.name} står två gånger i det som har lagts till. {_READERS_DIFFER}",
    Kind.DOUBLED_OBJECT: lambda each: f"Objekt {each.name} finns två gånger i samma tillägg. {_READERS_DIFFER}",
    Kind.UNLISTED: lambda each: f"Objekt {each.name} har lagts till utan att stå i filens register. {_READERS_DIFFER}",
    Kind.MISPLACED: lambda each: f"Filens register leder fel till objekt {each.name}. {_READERS_DIFFER}",
    Kind.CONCEALED: lambda _: f"I det som har lagts till döljer sig ett objekt inne i ett annat. {_READERS_DIFFER}",
    Kind.FREED: lambda each: f"Objekt {each.name}, som hör till det undertecknade, har tagits bort.",
    Kind.DANGLING: lambda each: f"Ett tillägg leder till objekt {each.name}, som inte finns. {_READERS_DIFFER}",
    Kind.CHAIN: lambda _: f"Ett tillägg leder inte vidare till det som undertecknades. {_READERS_DIFFER}",
    Kind.TRAILER: lambda each: f"Uppgiften {each.name} i filens slut är ändrad. {_READERS_DIFFER}",
    Kind.GENERATION: lambda each: f"Objekt {each.name} har fått ett annat versionsnummer. {_READERS_DIFFER}",
    Kind.UNFINISHED: lambda _: f"Ett tillägg saknar slut eller register. {_READERS_DIFFER}",
    Kind.CATALOG: _catalog,
    Kind.PAGES: lambda _: "Sidor har lagts till, tagits bort eller bytt plats.",
    Kind.PAGE: _page,
    Kind.ANNOTATION: lambda each: (
        f"På sidan {each.page} har en anteckning eller ett fält lagts till eller tagits bort."
    ),
    Kind.FORM: lambda each: f"Formuläret har ändrats: {_FORM.get(each.name, each.name)}.",
    Kind.FIELD: lambda each: f"Fältet ”{each.name}” har lagts till, ändrats eller tagits bort.",
    Kind.FIELD_SHOWS: lambda each: f"Fältet ”{each.name}” visar något utan att någon har skrivit under där.",
    Kind.FIELD_ODD: lambda each: f"Fältet ”{each.name}” kan göra eller visa annat än en underskrift.",
    Kind.SIGNATURE_REMOVED: lambda each: f"Underskriften i fältet ”{each.name}” har tagits bort.",
    Kind.SIGNATURE_REUSED: lambda each: f"Fältet ”{each.name}” har tagit över en underskrift som gjordes för annat.",
    Kind.FIELD_LATE: lambda each: f"Ett tomt underskriftsfält, ”{each.name}”, har lagts till.",
    Kind.SIGNATURE_MISSING: lambda each: f"Fältet ”{each.name}” ser undertecknat ut, men innehåller ingen underskrift.",
    Kind.PROOFS: lambda _: "Det som styrker underskrifterna har tagits bort, eller innehåller annat än bevis.",
    Kind.INFORMATION: lambda each: f"I filens uppgifter har {_INFORMATION.get(each.name, each.name)} ändrats.",
    Kind.METADATA: lambda _: "Filens metadata (XMP) säger något annat än när den undertecknades.",
    Kind.STRUCTURE: lambda _: "Taggarna, som avgör vad som läses upp, har ändrats.",
    Kind.OBJECT: _object,
    Kind.STRAY: _stray,
    Kind.WITHOUT_REASON: lambda each: (
        f"Uppgifter har ändrats utan någon underskrift, tidsstämpel eller bevis: {_entries(each.name)}."
    ),
}
