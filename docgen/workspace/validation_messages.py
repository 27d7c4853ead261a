"""What pydantic found wrong, said in Swedish to the person who wrote the YAML."""

from __future__ import annotations

import calendar
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding
from docgen.workspace.suggestions import day_in_words, english_choice, english_key, fields_at, rewritten, unwrapped
from docgen.workspace.yaml_source import dotted

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from docgen.workspace.yaml_source import KeyPath, YamlSource

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_DATE = re.compile(r'(\d{4})-(\d{2})-(\d{2})')
_ABOUT_TEXTS = frozenset(
    ('several_lines', 'control_character', 'string_too_long', 'too_long', 'extra_forbidden', 'missing')
)
_ONE_OF = re.compile(r"'([^']*)'")
_KINDS = {
    'dict_type': "en grupp av nycklar",
    'model_type': "en grupp av nycklar",
    'model_attributes_type': "en grupp av nycklar",
    'tuple_type': "en lista, där varje rad börjar med ett bindestreck",
    'list_type': "en lista, där varje rad börjar med ett bindestreck",
    'string_type': "en text",
    'int_type': "ett heltal",
    'int_from_float': "ett heltal",
    'int_parsing': "ett heltal",
    'bool_type': "true eller false",
    'bool_parsing': "true eller false",
    'decimal_type': "ett tal",
    'decimal_parsing': "ett tal",
    'date_type': "ett datum som 2021-03-11",
}


def explain(error: ValidationError, source: YamlSource, model: type[BaseModel], prefix: KeyPath = ()) -> list[Finding]:
    """Give one finding for each thing that is wrong with a record.

    Args:
        error: what pydantic raised.
        source: the file that the record was read from.
        model: the model that it was held against; names the known keys.
        prefix: the record's own path in the file.
    """
    return [
        _finding(details, source, model, prefix)
        for details in error.errors(include_url=False, include_context=True, include_input=True)
        if not _enough(details)
    ]


def _enough(details: ErrorDetails) -> bool:
    """Whether a list is called too short only because what is in it has mistakes, each told by itself."""
    written = details['input']
    return (
        details['type'] == 'too_short'
        and isinstance(written, (list, tuple))
        and len(written) >= details['ctx']['min_length']
    )


def _finding(details: ErrorDetails, source: YamlSource, model: type[BaseModel], prefix: KeyPath) -> Finding:
    path = (*prefix, *details['loc'])
    finding_id, what, why, do = _sentences(details, model)
    return Finding(finding_id, what, why, do, source.place(path))


def _sentences(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str, str, str]:
    kind = details['type']
    key = next((step for step in reversed(details['loc']) if isinstance(step, str)), '')
    shown = _shown(details['input'])
    if kind not in _ABOUT_TEXTS and (bare := unwrapped(details['input'])) is not None:
        return _wrapped(key, shown, bare)
    context = details.get('ctx', {})
    if kind == 'extra_forbidden':
        return _unknown_key(str(key), details['loc'][:-1], model)
    if kind == 'missing':
        return (
            'data-missing',
            f"Nyckeln ”{key}” saknas.",
            "Uppgiften behövs i dokumenten.",
            f"Lägg till raden ”{key}: …” här.",
        )
    if kind.startswith('date_') and kind != 'date_type':
        return _date(str(details['input']))
    if kind in _KINDS:
        if details['input'] is None:
            return _empty(details['loc'], str(key), _KINDS[kind], model)
        return (
            'data-wrong-type',
            f"”{key}” ska vara {_KINDS[kind]}, men här står {shown}.",
            "Uppgiften går inte att använda i dokumenten så som den är skriven.",
            rewritten(kind, str(key), details['input']),
        )
    if kind in ('enum', 'literal_error') and details['input'] is None:
        return _empty(details['loc'], str(key), f"ett av värdena {_values(context)}", model)
    if kind in ('enum', 'literal_error'):
        return _choice(str(key), shown, details['input'], str(context.get('expected', '')))
    if kind in ('too_long', 'string_too_long'):
        return _too_long(str(key), details['input'], context['max_length'])
    return _rule(kind, str(key), shown, context)


def _values(context: dict[str, Any]) -> str:
    return ', '.join(re.findall(r"'([^']*)'", str(context.get('expected', ''))))


def _wrapped(key: str, shown: str, bare: str) -> tuple[str, str, str, str]:
    what = f"”{key}” är skrivet {shown}, inom tryckta citattecken."
    why = "Bara de raka tecknen ' och \" är citattecken i YAML; andra hör till värdet."
    quoted = f"'{bare}'" if bare.isdigit() else bare
    return 'data-wrapped', what, why, f"Skriv {key}: {day_in_words(bare) or quoted}"


def _empty(path: tuple[int | str, ...], key: str, kind: str, model: type[BaseModel]) -> tuple[str, str, str, str]:
    why = "Uppgiften behövs i dokumenten."
    field = fields_at(model, path[:-1]).get(str(path[-1])) if path else None
    if path and isinstance(path[-1], int):
        what, do = f"Post {path[-1] + 1} i ”{key}” är tom.", "bindestrecket, eller ta bort raden om den inte behövs."
    else:
        what, do = f"Nyckeln ”{key}” är tom.", "kolonet."
        if field is not None and not field.is_required():
            why, do = "Raden finns, men säger ingenting.", "kolonet, eller ta bort raden; uppgiften är valfri."
    return 'data-missing', what, why, f"Skriv {kind} efter {do}"


def _rule(kind: str, key: str, shown: str, context: dict[str, Any]) -> tuple[str, str, str, str]:
    match kind:
        case 'period_reversed':
            return (
                'data-period-reversed',
                f"Perioden slutar {context['end']} men börjar {context['start']}.",
                "Slutet måste ligga efter början.",
                "Rätta start eller end.",
            )
        case 'empty_text':
            return 'data-missing', f"”{key}” är tom.", "Uppgiften behövs i dokumenten.", "Skriv texten."
        case 'several_lines':
            return (
                'data-several-lines',
                f"”{key}” har flera rader.",
                "Texten ska stå på en rad i dokumenten.",
                "Skriv den på en rad, eller börja med ”>-” så att raderna fogas ihop.",
            )
        case 'control_character':
            return (
                'data-control-character',
                f"”{key}” innehåller ett osynligt styrtecken.",
                "Word-filer kan inte innehålla det.",
                "Skriv om texten; styrtecken följer ofta med när text klistras in.",
            )
        case 'string_pattern_mismatch':
            return (
                'data-identifier',
                f"”{key}” är {shown}, men får bara innehålla a–z, 0–9 och bindestreck.",
                "Namnet används i filnamn, adresser och hänvisningar.",
                "Skriv det med små bokstäver utan å, ä, ö och mellanslag.",
            )
        case 'reserved_name':
            return (
                'data-reserved-name',
                f"”{key}” är {shown}, som i Windows är namnet på en enhet.",
                "Namnet används i filnamn, och en fil som heter så går inte att ha i Windows.",
                "Välj ett annat namn, eller lägg till något efter ett bindestreck.",
            )
        case 'wording_placeholder_missing':
            return (
                'wording-placeholder-missing',
                f"Meningen ”{key}” saknar {context['names']}.",
                "Där fylls uppgifter i. Utan platsen skulle de inte stå i dokumentet.",
                f"Skriv in {context['names']} där uppgiften ska stå.",
            )
        case 'wording_placeholder_unknown' | 'wording_braces':
            asked = context['asked']
            return (
                'wording-placeholder-unknown',
                f"Meningen ”{key}” har {context.get('names', 'en klammer')}, som inget fyller i.",
                "Det som står inom klamrar byts mot uppgifter, och bara mot dem som meningen är gjord för.",
                f"De platser som finns här är {asked}." if asked else "Skriv meningen utan klamrar, { och }.",
            )
        case 'too_short':
            return (
                'data-too-few',
                f"”{key}” har för få poster: minst {context['min_length']} behövs.",
                "Dokumentet blir ofullständigt.",
                "Lägg till det som saknas.",
            )
        case 'greater_than_equal' | 'less_than_equal':
            bound = f"minst {context['ge']}" if 'ge' in context else f"högst {context['le']}"
            return (
                'data-out-of-range',
                f"”{key}” är {shown}, men ska vara {bound}.",
                "Talet är inte rimligt.",
                "Rätta talet.",
            )
        case _:
            return (
                'data-invalid',
                f"”{key}” går inte att använda: {shown}.",
                "Uppgiften har inte den form som dokumenten behöver.",
                "Rätta värdet.",
            )


def _too_long(key: str, value: object, most: int) -> tuple[str, str, str, str]:
    length = len(value) if isinstance(value, (str, list)) else most + 1
    excess = length - most
    if isinstance(value, str):
        what = f"”{key}” har {_grouped(length)} tecken, men högst {_grouped(most)} tecken får plats."
        do = f"Korta texten med minst {_grouped(excess)} tecken."
    else:
        what = f"”{key}” har {length} poster, men högst {most} poster får plats."
        do = f"Ta bort {'en' if excess == 1 else excess}."
    return 'data-too-many', what, "Dokumentet kan inte göras läsbart.", do


def _grouped(number: int) -> str:
    return f'{number:,}'.replace(',', '\N{NO-BREAK SPACE}')


def _date(written: str) -> tuple[str, str, str, str]:
    parts = _DATE.fullmatch(written)
    if parts and int(parts[1]) and 1 <= int(parts[2]) <= 12:
        year, month, day = (int(part) for part in parts.groups())
        last = calendar.monthrange(year, month)[1]
        return (
            'data-impossible-date',
            f"Datumet {day} {_MONTHS[month - 1]} {year} finns inte.",
            f"{_MONTHS[month - 1].capitalize()} {year} har {last} dagar.",
            f"Rätta datumet; det sista möjliga är {year:04d}-{month:02d}-{last:02d}.",
        )
    return (
        'data-impossible-date',
        f"”{written}” är inte ett datum.",
        "Datum skrivs med år, månad och dag i siffror.",
        f"Skriv {meant}." if (meant := day_in_words(written)) else "Skriv som 2021-03-11.",
    )


def _choice(key: str, shown: str, written: object, expected: str) -> tuple[str, str, str, str]:
    choices = _ONE_OF.findall(expected)
    swedish = english_choice(str(written), choices)
    near = [swedish] if swedish else get_close_matches(str(written), choices, 1)
    return (
        'data-unknown-choice',
        f"”{key}” kan inte vara {shown}.",
        f"De värden som finns är {', '.join(choices)}.",
        f"Menade du {near[0]}?" if near else "Välj ett av dem.",
    )


def _unknown_key(key: str, parent: tuple[int | str, ...], model: type[BaseModel]) -> tuple[str, str, str, str]:
    known = sorted(fields_at(model, parent))
    swedish = english_key(key, known)
    near = [swedish] if swedish else get_close_matches(key, known, 1, cutoff=0.5)
    where = f" i {dotted(parent)}" if parent else ""
    return (
        'data-unknown-key',
        f"Nyckeln ”{key}” är okänd{where}.",
        "En okänd nyckel är oftast felstavad, och då hamnar uppgiften inte i dokumenten.",
        f"Menade du ”{near[0]}”?" if near else f"De nycklar som finns är {', '.join(known)}.",
    )


def _shown(value: object) -> str:
    text = str(value)
    if isinstance(value, dict):
        return "en grupp av nycklar"
    if isinstance(value, list):
        return "en lista"
    return f"”{text if len(text) <= 60 else text[:57] + '…'}”"
