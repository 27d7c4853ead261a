"""What to write instead: the English key or choice for a Swedish word, a value in its right form."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, get_args

from docgen.workspace.yaml_emission import flow_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_WHOLE = "Skriv ett heltal, utan decimaler; docgen avrundar inte åt dig."
_POINT = re.compile(r'-?\d{1,15}\.\d+')
_COMMA = re.compile(r'(-?\d[\d ]*),(\d+)')
_YES = frozenset(('ja', 'sant', 'yes', 'on', '1', 'x'))
_NO = frozenset(('nej', 'falskt', 'no', 'off', '0'))
_WRAPPED = re.compile(r'[”“„’‘»«](.+?)[”“’‘»«]')
_MONTHS = ('jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec')
_NAME = r'(?P<month>(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*)\.?'
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r'(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[ /.-]+(?P<year>\d{4})',
        rf'(?:den )?(?P<day>\d{{1,2}})[. ]*{_NAME},? (?P<year>\d{{4}})',
        r'(?P<year>\d{4})[/. ](?P<month>\d{1,2})[/. ](?P<day>\d{1,2})',
        r'(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})',
        r'(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})',
    )
)
_KEYS = {
    'title': "titel rubrik befattning",
    'text': "löftestext fulltext beskrivning",
    'short_text': "korttext kort_text kort sammandrag",
    'number': "nummer tal antal nr",
    'count': "antal",
    'theme': "tema ämne",
    'deadline': "senast slutdatum sista_dag klart_senast",
    'places': "plats platser ort orter",
    'place': "plats ort",
    'name': "namn",
    'targets': "mål måttal mått",
    'target': "mål måttal mått",
    'unit': "enhet",
    'unit_one': "ental enhet_ental",
    'comparator': "minst högst exakt jämförelse villkor",
    'questions': "frågor fråga",
    'question': "fråga",
    'answer': "svar",
    'period': "tid giltighetstid löftesperiod",
    'start': "början startdatum från",
    'end': "slut slutdatum till",
    'signed_on': "undertecknat undertecknad datum signerat underskrivet",
    'published_on': "publicerat publicerad",
    'dated': "datum daterad",
    'date': "datum dag",
    'parties': "parter part",
    'party': "part",
    'signatories': "undertecknare underskrifter undertecknat_av",
    'reference_numbers': "diarienummer diarienr dnr",
    'introduction': "inledning",
    'purpose': "syfte mål ändamål",
    'situation_picture': "lägesbild",
    'lead_in': "inledningsmening ingress",
    'commitments': "löften åtaganden",
    'commitment': "löfte åtagande",
    'follow_up': "uppföljning",
    'validity': "giltighet",
    'previous': "föregående löftet_före tidigare",
    'copies': "exemplar",
    'agreement': "överenskommelse samverkansöverenskommelse avtal",
    'promise': "löfte medborgarlöfte",
    'promised_by': "lovar lovas_av vem ansvarig",
    'focus_area': "område fokusområde prioriterat_område",
    'focus_areas': "områden fokusområden prioriterade_områden",
    'target_group': "målgrupp",
    'when': "när tid",
    'condition': "villkor",
    'status': "läge utfall resultat",
    'outcomes': "utfall resultat",
    'assessed_by': "bedömt_av bedömd_av bedömare",
    'comment': "kommentar",
    'reason': "skäl orsak anledning",
    'substitute': "i_stället ersättning",
    'next_step': "nästa_steg",
    'continues': "fortsätter",
    'events': "händelser",
    'summary': "sammanfattning",
    'conclusions': "slutsatser",
    'sender': "avsändare",
    'role': "roll",
    'kind': "slag typ sort",
    'short_name': "kortnamn kort_namn",
    'logo': "logotyp logga",
    'logo_text': "logotyptext alternativtext alt",
    'website': "webbplats webbadress hemsida",
    'email': "epost e-post mejl mail",
    'phone': "telefon telefonnummer",
    'contact': "kontakt",
    'municipality': "kommun kommunen",
    'police': "polis polisen",
    'joint': "gemensamt tillsammans",
    'engine': "motor",
    'templates': "mallar mall",
    'background': "bakgrund",
    'goals': "mål",
    'problem': "problembild",
    'causes': "orsaker",
    'organisation': "organisering",
    'bodies': "grupper",
    'members': "ledamöter deltagare medlemmar",
    'task': "uppgift uppdrag",
    'meets': "möten träffas",
    'resources': "resurser",
    'termination': "uppsägning",
    'attachments': "bilagor",
}
_CHOICES = {
    'done': "klar klart genomfört genomförd genomförda ja färdig",
    'partly_done': "delvis delvis_genomfört",
    'not_done': "ej_genomfört inte_genomfört nej",
    'ongoing': "pågår pågående",
    'not_started': "ej_påbörjat inte_påbörjat",
    'dropped': "utgår struket inställt",
    'at_least': "minst åtminstone",
    'at_most': "högst max maximalt",
    'exactly': "exakt precis",
    'all': "alla samtliga",
    'none': "inga ingen inget",
    'yes_no': "ja_nej ja/nej görs",
    'police': "polisen polis",
    'municipality': "kommunen kommun",
    'joint': "gemensamt tillsammans båda",
    'other': "annat annan övrigt övriga",
    'youth': "unga ungdomar ungdom",
    'traffic': "trafik",
    'drugs': "narkotika droger andts",
    'public_spaces': "offentlig_miljö",
    'dialogue': "dialog trygghetsvandring",
    'burglary': "inbrott grannsamverkan",
    'nightlife': "krog krogmiljö",
    'domestic_violence': "våld_i_nära_relation",
    'vandalism': "skadegörelse klotter",
    'fraud': "bedrägeri bedrägerier",
    'pandemic': "pandemi pandemin corona",
    'resources': "resurser resursbrist",
    'about': "cirka ca ungefär",
    'more_than': "fler_än mer_än",
    'exact': "exakt räknat",
    'unknown': "okänt okänd",
    'day': "dag",
    'week': "vecka",
    'month': "månad",
    'year': "år",
    'period': "perioden hela_perioden",
    'total': "totalt sammanlagt",
    'per_place': "per_plats",
    'promiser': "lovar avsändare",
    'focus_area': "område",
}


def english_key(swedish: str, known: Collection[str]) -> str | None:
    """The key among `known` that the Swedish word stands for, if there is one."""
    return _english(swedish, known, _KEYS)


def english_choice(swedish: str, known: Collection[str]) -> str | None:
    """The choice among `known` that the Swedish word stands for, if there is one."""
    return _english(swedish, known, _CHOICES)


def _english(swedish: str, known: Collection[str], words: dict[str, str]) -> str | None:
    asked = swedish.strip().lower().replace('-', '_').replace(' ', '_')
    for english, those in words.items():
        if english in known and asked in (each.replace('-', '_') for each in those.split()):
            return english
    return None


def fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> dict[str, FieldInfo]:
    """Give the fields, by key, of the model that a path leads to; none where it leads to a plain value."""
    current = model
    for step in path:
        if isinstance(step, int) or step not in current.model_fields:
            continue
        following = next(_models_in(current.model_fields[step].annotation), None)
        if following is None:
            return {}
        current = following
    return current.model_fields


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and hasattr(annotation, 'model_fields'):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def rewritten(kind: str, key: str, value: object) -> str:
    """Say how to write the value.

    Args:
        kind: pydantic's name of the error, `int_type` or `tuple_type` for example.
        key: the value's key.
        value: what is written.
    """
    match kind.split('_', maxsplit=1)[0]:
        case 'int' | 'decimal':
            return _number(key, value, whole=kind.startswith('int'))
        case 'tuple' | 'list':
            return _list(key, value)
        case 'string':
            return _text(key, value)
        case 'bool':
            word = str(value).strip().lower()
            return f"Skriv {key}: {'true' if word in _YES else 'false' if word in _NO else 'true eller false'}."
        case 'date':
            meant = day_in_words(str(value))
            return f"Skriv {key}: {meant}." if meant else "Skriv datumet med år, månad och dag: 2021-03-11."
        case _:
            return "Skriv nycklarna på raderna under, två mellanslag längre in, eller kopiera från en annan fil."


def _number(key: str, value: object, *, whole: bool) -> str:
    written = str(value).strip()
    if isinstance(value, (dict, list)):
        return f"Skriv bara talet efter kolonet: {key}: 4."
    comma = _COMMA.fullmatch(written)
    if isinstance(value, str) and _POINT.fullmatch(written):
        if not whole:
            return f"Skriv talet utan citattecken: {written}."
        value = float(written)
    if whole and isinstance(value, float) and value.is_integer():
        return f"Skriv talet utan decimaler: {round(value)}."
    if whole and comma and not comma[2].strip('0'):
        return f"Skriv talet utan decimaler: {comma[1].replace(' ', '')}."
    if whole and (comma or isinstance(value, float)):
        return _WHOLE
    if comma:
        return f"Skriv decimaltecknet som punkt: {comma[1].replace(' ', '')}.{comma[2]}."
    from docgen.swedish import parse_number  # babel, which it loads, is slow to start

    number = parse_number(written.lower())
    if whole and number is not None and number != number.to_integral_value():
        return _WHOLE
    example = '4' if number is None else f'{number:f}'
    return f"Skriv talet med siffror: {example}."


def _list(key: str, value: object) -> str:
    if isinstance(value, dict) or not isinstance(value, (str, int, float)):
        return f"Skriv {key}: och sedan varje post på en egen rad, som börjar med ett bindestreck."
    return f"Skriv som en lista: {key}: {flow_list(listed_items(str(value))) or '[…]'}."


def listed_items(text: str) -> list[str]:
    """Give the items of a list that was written as a text: parted by tabs, semicolons, commas or a last "och"."""
    parts = next((text.split(mark) for mark in ('\t', '\n', ';', '|', '•', ',') if mark in text), [text])
    *most, last = [each.strip() for each in parts if each.strip()] or ['']
    return [*most, *(each.strip() for each in re.split(r' (?:och|samt|&) ', last) if each.strip())]


def day_in_words(text: str) -> str | None:
    """Give the day that a text means, as the data write it: "31/12 2021" is 2021-12-31; None if it is none."""
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip().strip('"\'’”“‘')):
            month = found['month'].lower()
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            try:
                return datetime.date(int(found['year']), number, int(found['day'])).isoformat()
            except ValueError:
                return None
    return None


def unwrapped(value: object) -> str | None:
    """Give a text without the typographic quotation marks that it is wrapped in; None if it is not wrapped."""
    found = _WRAPPED.fullmatch(str(value).strip()) if isinstance(value, str) else None
    return found[1].strip() if found else None


def _text(key: str, value: object) -> str:
    if isinstance(value, bool):
        return f"Skriv {key}: 'ja' eller {key}: 'nej' inom citattecken, eller en annan text."
    if isinstance(value, (int, float)):
        return f"Skriv värdet inom citattecken: {key}: '{value}'."
    return f"Skriv texten direkt efter kolonet: {key}: Texten, inom citattecken om den börjar med [ eller {{."
