"""The Swedish sentence for each thing that cannot be accounted for after a signature."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.pdf.compare.entry_words import entry_words, tag_words
from docgen.sign.certificate import shown
from docgen.sign.verifying.appended.fault_kinds import Fault, Happened
from docgen.sign.verifying.appended.fault_kinds import FaultKind as Kind
from docgen.sign.verifying.verdict_sentences import ENTRIES
from docgen.swedish import long_date, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docgen.pdf.compare.entry_words import Holder

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
_SHARED = frozenset(('font', 'picture'))
"""What several pages may be drawn with; the page that is told is the first."""
_HELD_BY: dict[str, Holder] = {'tag': 'tag', 'signature': 'signature', 'font': 'font', 'annotation': 'annotation'}
_VALUES = {
    '/Direction': {'R2L': "från höger till vänster", 'L2R': "från vänster till höger"},
    '/Duplex': {'Simplex': "enkelsidig"},
    '/PageMode': {
        'UseNone': "ingen", 'UseOutlines': "bokmärken", 'UseThumbs': "miniatyrer", 'UseOC': "lager",
        'UseAttachments': "bilagor", 'FullScreen': "helskärm",
    },
}  # fmt: skip
"""What values of an entry mean; others are told as they are."""
_TRUTHS = {'true': "ja", 'false': "nej", 'True': "ja", 'False': "nej"}
_HIDDEN, _PRINTED = 2 | 32, 4
"""Flags of a widget (12.5.3)."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?")
_LONGEST = 80
_READERS_DIFFER = "Olika läsprogram kan visa olika saker."


def fault_sentences(faults: Iterable[Fault], data: bytes, signers: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Tell of faults, each sentence once.

    Args:
        faults: what was found.
        data: the file, to say how much lies where.
        signers: by the name of a field, who has signed in it.
    """
    return tuple(dict.fromkeys(_sentence(each, data, signers or {}) for each in faults))


def _sentence(fault: Fault, data: bytes, signers: Mapping[str, str]) -> str:
    if fault.kind is Kind.BYTES:
        last = data.rfind(b'%%EOF')
        where = "Efter filens slut ligger" if fault.at > last else "Inne i filen ligger"
        size = len(data) - fault.at if fault.at > last else last - fault.at
        return f"{where} {number(size)} byte som ingen har undertecknat."
    told = replace(
        fault,
        name=shown(fault.name, _LONGEST),
        before=_value(fault.entry, fault.before),
        after=_value(fault.entry, fault.after),
        whose=shown(fault.whose, _LONGEST),
    )
    if fault.kind is Kind.OBJECT and fault.name == 'signature':
        return _signature(told, signers.get(fault.whose, ''))
    return _SENTENCES[fault.kind](told)


def _value(key: str, value: str) -> str:
    """What an entry says, in words where it is a date, yes or no, or a name whose meaning is known."""
    date = _DATE.match(value)
    if date is not None:
        try:
            day = long_date(datetime.date(int(date[1]), int(date[2]), int(date[3])))
        except ValueError:
            return shown(value, _LONGEST)
        return f"{day} kl. {date[4]}.{date[5]}" if date[4] else day
    if key == '/F' and value.isdecimal():
        flags = int(value)
        return f"{'syns inte' if flags & _HIDDEN else 'syns'}, {'skrivs ut' if flags & _PRINTED else 'skrivs inte ut'}"
    return _VALUES.get(key, {}).get(value) or _TRUTHS.get(value) or shown(value, _LONGEST)


def _happened(fault: Fault) -> str:
    """What became of it, with what it said and says: "har ändrats från ”sv” till ”fi”"."""
    if fault.happened is Happened.ADDED:
        return "har lagts till" + (f": ”{fault.after}”" if fault.after else "")
    if fault.happened is Happened.REMOVED:
        return "har tagits bort" + (f" (”{fault.before}”)" if fault.before else "")
    if fault.before and fault.after and fault.before != fault.after:
        return f"har ändrats från ”{fault.before}” till ”{fault.after}”"
    if fault.after and fault.before != fault.after:
        return f"har ändrats till ”{fault.after}”"
    return "har ändrats"


def _entry(holder: Holder, key: str) -> str:
    words = entry_words(holder, key)
    return words[:1].upper() + words[1:]


def _catalog(fault: Fault) -> str:
    return f"{_entry('catalog', fault.name)} {_happened(fault)}."


def _viewer(fault: Fault) -> str:
    return f"Hur filen visas: {entry_words('viewer', fault.name)} {_happened(fault)}."


def _page(fault: Fault) -> str:
    return f"På sidan {fault.page}: {entry_words('page', fault.name)} {_happened(fault)}."


def _form(fault: Fault) -> str:
    return f"I formuläret: {entry_words('form', fault.name)} {_happened(fault)}."


def _information(fault: Fault) -> str:
    return f"I filens uppgifter om sig själv: {entry_words('information', fault.name)} {_happened(fault)}."


def _where(fault: Fault) -> str:
    others = " bland annat" if fault.kind is Kind.OBJECT and fault.name in _SHARED else ""
    return f"{others} på sidan {fault.page}" if fault.page else ""


def _which(fault: Fault) -> str:
    return f"Fältet ”{fault.name}”{_where(fault)}" if fault.name else f"Ett fält utan namn{_where(fault)}"


def _field(fault: Fault) -> str:
    which = _which(fault)
    if fault.entry:
        return f"{which}: {entry_words('field', fault.entry)} {_happened(fault)}."
    return f"{which} {_happened(fault)}."


def _odd(fault: Fault) -> str:
    if fault.entry == '/F' and not fault.after:
        where = "på skärmen än på papper, i annan förstoring, på en vriden sida eller under pekaren"
        return f"{_which(fault)} kan se ut på ett annat sätt {where}."
    return _field(fault) if fault.entry else f"{_which(fault)} kan göra eller visa annat än en underskrift."


def _annotation(fault: Fault) -> str:
    field = fault.name == '/Widget'
    called = f" (”{fault.whose}”)" if fault.whose else ""
    if fault.happened is Happened.CHANGED:
        return f"På sidan {fault.page} har anteckningar eller fält bytt ordning."
    became = "lagts till" if fault.happened is Happened.ADDED else "tagits bort"
    return f"På sidan {fault.page} har {'ett fält' if field else 'en anteckning'}{called} {became}."


def _signature(fault: Fault, signer: str) -> str:
    field = f"i fältet ”{fault.whose}”" if fault.whose else "i filen"
    which = f"underskriften {field}, av {signer}" if signer else f"underskriften {field}"
    if not fault.entry:
        return f"Uppgifterna i {which} har ändrats."
    return f"I {which}: {entry_words('signature', fault.entry)} {_happened(fault)}."


def _object(fault: Fault) -> str:
    if fault.entry and fault.name == 'tag':
        where = "" if fault.whose == '/Document' else _where(fault)
        which = f"{entry_words('tag', fault.entry)} för {tag_words(fault.whose)}{where}"
        return f"Taggarna, som avgör vad som läses upp: {which} {_happened(fault)}."
    if fault.entry and not fault.name:
        words = entry_words('other', fault.entry.removeprefix('trailer '))
        return f"Det som hör till det undertecknade har bytts ut{_where(fault)}: {words}."
    what = _OBJECTS.get(fault.name, 'Ett objekt')
    if fault.entry:
        changed = f"{entry_words(_HELD_BY.get(fault.name, 'other'), fault.entry)} {_happened(fault)}"
        return f"{what} som hör till det undertecknade{_where(fault)} har bytts ut: {changed}."
    return f"{what} som hör till det undertecknade{_where(fault)} har bytts ut."


def _stray(fault: Fault) -> str:
    if fault.name == 'document':
        return f"En sida eller en början på ett annat dokument har lagts till. {_READERS_DIFFER}"
    what = _OBJECTS.get(fault.name, "Uppgifter")
    return f"{what} har lagts till utan att något i filen leder dit. Program som söker igenom filen kan visa det."


def _without_reason(fault: Fault) -> str:
    says = f" (nu ”{fault.after}”)" if fault.after and fault.name != '/Tabs' else ""
    words = ENTRIES.get(fault.name.removeprefix('/')) or entry_words('field', fault.name)
    if fault.name == '/Tabs':
        words = f"i vilken ordning fälten nås på {'sidorna' if ',' in fault.after else 'sidan'} {fault.after} (Tabs)"
    return f"Ändrat utan någon underskrift, tidsstämpel eller bevis: {words}{says}."


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
    Kind.VIEWER: _viewer,
    Kind.PAGES: lambda _: "Sidor har lagts till, tagits bort eller bytt plats.",
    Kind.PAGE: _page,
    Kind.ANNOTATION: _annotation,
    Kind.FORM: _form,
    Kind.FIELD: _field,
    Kind.FIELD_SHOWS: lambda each: f"{_which(each)} visar något utan att någon har skrivit under där.",
    Kind.FIELD_ODD: _odd,
    Kind.SIGNATURE_REMOVED: lambda each: f"Underskriften i fältet ”{each.name}”{_where(each)} har tagits bort.",
    Kind.SIGNATURE_REUSED: lambda each: f"{_which(each)} har tagit över en underskrift som gjordes för annat.",
    Kind.FIELD_LATE: lambda each: f"Ett tomt underskriftsfält, ”{each.name}”, har lagts till.",
    Kind.SIGNATURE_MISSING: lambda each: f"Fältet ”{each.name}” ser undertecknat ut, men innehåller ingen underskrift.",
    Kind.PROOFS: lambda _: "Det som styrker underskrifterna har tagits bort, eller innehåller annat än bevis.",
    Kind.INFORMATION: _information,
    Kind.METADATA: lambda _: "Filens metadata (XMP) säger något annat än när den undertecknades.",
    Kind.STRUCTURE: lambda _: "Taggarna, som avgör vad som läses upp, har ändrats.",
    Kind.OBJECT: _object,
    Kind.STRAY: _stray,
    Kind.WITHOUT_REASON: _without_reason,
}
