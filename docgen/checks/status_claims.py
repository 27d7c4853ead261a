"""Reads a text for what it plainly says of how many commitments have a status.

"Tre löften genomfördes, två till en del", "fem av åtta löften hölls", "alla löften utom ett är genomförda", "44 procent
av löftena", "genomförda löften: 3".
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from docgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

FRACTIONS = {
    'hälften': Fraction(1, 2),
    'vartannat': Fraction(1, 2),
    'en tredjedel': Fraction(1, 3),
    'två tredjedelar': Fraction(2, 3),
    'en fjärdedel': Fraction(1, 4),
    'tre fjärdedelar': Fraction(3, 4),
    'en femtedel': Fraction(1, 5),
    'två femtedelar': Fraction(2, 5),
    'tre femtedelar': Fraction(3, 5),
    'fyra femtedelar': Fraction(4, 5),
}
_SAME = {
    'samtliga': 'alla',
    'varje': 'alla',
    'vart och ett': 'alla',
    'varenda ett': 'alla',
    'bägge': 'båda',
    'de flesta': 'flesta',
    'flertalet': 'flesta',
    'merparten': 'flesta',
    'majoriteten': 'flesta',
    'mer än hälften': 'flesta',
    'över hälften': 'flesta',
    'mindre än hälften': 'färre än hälften',
    'färre än hälften': 'färre än hälften',
    'inte ett enda': 'inget',
}
_UNITS = 'ett|en|två|tre|fyra|fem|sex|sju|åtta|nio'
_COUNTED = (
    r'\d+(?:,\d+)?|noll|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|hundra|'
    rf'(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:{_UNITS})?|{_UNITS}|inget|inga'
)
_NUMBER = '|'.join(
    sorted((*_SAME, *FRACTIONS, 'nästan alla', 'alla', 'samtliga', 'båda', 'flesta'), key=len, reverse=True)
)
_NUMBER = rf'(?P<number>{_NUMBER}|{_COUNTED})'
_NOUN = r'(?:löfte\w*|löften\w*|åtagande\w*|utfall\w*)'
_LOOSE = r'(?:mål(?:en|et)?|åtgärd(?:er|erna|en)?|punkt(?:er|erna|en)?|aktivitet(?:er|erna|en)?|insats(?:er|erna|en)?)'
_OUR = r'(?:de|våra|vårt|totalt|sammanlagt|alla|givna)'
_CLAIM = re.compile(
    rf'(?<!\w)(?:(?P<all>alla|samtliga)(?:\s+(?:{_OUR}\s+)?(?:\w+\s+)?{_NOUN})?\s+utom\s+(?P<left_out>{_COUNTED})'
    rf'(?:\s+av\s+(?:{_OUR}\s+)?{_NOUN})?'
    rf'|{_NUMBER}(?P<percent>\s*(?:%|procent))?'
    rf'(?:(?:\s+av)?(?:\s+{_OUR})*(?:\s+\w+)?\s+(?P<noun>{_NOUN})|\s+(?:{_OUR}\s+)*(?P<loose>{_LOOSE}))?)(?!\w)',
    re.IGNORECASE,
)
_SENTENCE = re.compile(r'[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*')
_IMPLICIT = re.compile(
    r'\s+(?:har|hade|blev|är|var|kunde|pågår|pågick|utgår|utgick|genomför\w*|genomförda?|hölls|hållna|uppfyll\w*|nåddes|'
    r'infriad\w*|delvis|till|påbörjades|ej|inte|ställdes|klara?)\b',
    re.IGNORECASE,
)
"""What follows a number that is about commitments without saying so again: "tre löften hölls, två pågår"."""
_QUALIFIED = re.compile(
    r'(?:minst|högst|fler än|mer än|färre än|mindre än|över|cirka|ca|drygt|knappt|nästan|ungefär|löfte|nummer|nr)\s+$',
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r'\s+(?:i|ur|från|enligt|på|vid|för|hos|som)\s+(?!medborgarlöftet|löftet|löftena|åtagandena)\w+', re.IGNORECASE
)
"""The measures of another paper: "alla åtgärder i handlingsplanen"."""
_NOT = re.compile(r'\b(?:inte|ej)\s+(?:riktigt\s+)?$', re.IGNORECASE)
_TOTAL = re.compile(rf'\bav\s+(?:{_OUR}\s+)*$', re.IGNORECASE)
"""What stands before the number of all: "av fyra löften hölls tre"."""
# The first that fits decides: "hölls delvis" is not "hölls".
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (Status.NOT_APPLICABLE, r'villkor\w*\b.*\binföll|inte aktuell|ej aktuell'),
        (Status.NOT_STARTED, r'(?:inte|ej|aldrig)\b(?:\s+\w+)?\s+(?:påbörja|starta|börja)\w*'),
        (Status.DROPPED, r'\b(?:utgår|utgick|utgått|ströks|stryks|struket|strukna)\b'),
        (Status.PARTLY_DONE, r'\b(?:delvis|till en del|till viss del|i delar|gula?|gult)\b'),
        (
            Status.NOT_DONE,
            (
                r'(?:inte|ej|aldrig)\b(?:\s+\w+)?\s+(?:genomför|uppfyll|håll|höll|infria|nå|blev|i mål)\w*|'
                r'(?:genomför|uppfyll|infria|höll|nåd|blev)\w*\s+(?:inte|aldrig)\b|inte alls|blev inte av|ställdes in|'
                r'\b(?:bröts|bröt|sveks|missades|röda?|rött)\b'
            ),
        ),
        (Status.ONGOING, r'\b(?:pågår|pågick|fortgår)\b'),
        (
            Status.DONE,
            (
                r'\b(?:genomför(?:des|t|da|ts)|uppfyll(?:t|da|des|ts)|hölls|hållits|hållna|hållet|infriad\w*|infriats|'
                r'nåddes|nåtts|uppnå(?:ddes|tts|dda|tt)|är (?:redan |nu )?klar[at]?|i mål|blev av|gröna?|grönt)\b'
            ),
        ),
    )
)
_ACTIVE = re.compile(
    r'\b(?:genomförde|uppfyllde|höll|klarade|infriade|nådde|uppnådde|genomfört|uppfyllt|hållit|klarat|nått|uppnått|'
    r'lyckades|lyckats)\W+(?:\w+\W+){0,3}$',
    re.IGNORECASE,
)
"""What stands before the number: "vi genomförde fem av åtta löften"."""
_LABEL = re.compile(rf'(?P<what>\w[^.!?:\n]*{_NOUN}[^.!?:\n]*?)\s*:\s*(?P<number>{_COUNTED})(?![\w%])', re.IGNORECASE)
"""A heading with a number after it: "genomförda löften: 3"."""
_WHOLE = re.compile(
    r'(?:medborgarlöftet|hela löftet|löftet som helhet)\b[^.!?\n]*?(?:'
    r'(?:genomför(?:des|ts|t)|uppfyll(?:des|ts|t)|hölls|hållits)\b[^.!?\n]*\b(?:i sin helhet|helt|fullt ut|till fullo)'
    r'|\b(?:helt|fullt ut|i sin helhet|till fullo)\b[^.!?\n]*?(?:genomfört|uppfyllt|hållet))',
    re.IGNORECASE,
)
_FULFILMENT = re.compile(
    r'(?:måluppfyllelse\w*|uppfyllnadsgrad\w*)\b[^.!?\d\n]*?(?P<number>\d+(?:,\d+)?|hundra)\s*(?:%|procent)',
    re.IGNORECASE,
)


class Claim(NamedTuple):
    """What a text says of how many commitments have a status."""

    status: Status
    number: str
    """In lower case: digits, a number in words, `alla`, `inte alla`, `utom två`, `flesta`, or a key of `FRACTIONS`."""
    percent: bool
    start: int
    """Where it stands in the text."""
    end: int
    plain: bool = True
    """Whether it speaks of commitments; else of goals, measures and the like, which may be something else."""


def status_in(words: str) -> Status | None:
    """Give the status that some words tell of, the first that fits; None for none."""
    return next((status for status, pattern in _STATUSES if pattern.search(words)), None)


def claims(text: str) -> Iterator[Claim]:
    """Find what a text says of how many commitments have which status."""
    for each in _WHOLE.finditer(text):
        if not re.search(r'\b(?:inte|ej|aldrig|delvis|nästan)\b', each[0], re.IGNORECASE):
            yield Claim(Status.DONE, 'alla', percent=False, start=each.start(), end=each.end())
    for each in _FULFILMENT.finditer(text):
        number = each['number'].lower().replace('hundra', '100')
        yield Claim(Status.DONE, number, percent=True, start=each.start(), end=each.end(), plain=False)
    labelled = [each for each in _LABEL.finditer(text) if status_in(each['what']) is not None]
    for each in labelled:
        status = status_in(each['what'])
        if status is not None:
            yield Claim(status, each['number'].lower(), percent=False, start=each.start(), end=each.end())
    for sentence in _SENTENCE.finditer(text):
        if not any(each.start() < sentence.end() and sentence.start() < each.end() for each in labelled):
            yield from _in_sentence(text, sentence)


def _in_sentence(text: str, sentence: re.Match[str]) -> Iterator[Claim]:
    words = sentence[0]
    numbers = [each for each in _CLAIM.finditer(words) if not _QUALIFIED.search(words[: each.start()])]
    about = bool(re.search(_NOUN, text[: sentence.end()], re.IGNORECASE))
    of_all: Status | None = None
    for place, each in enumerate(numbers):
        end = numbers[place + 1].start() if place + 1 < len(numbers) else len(words)
        rest = words[each.end() : end]
        if re.match(r'\s+som\b', rest):
            continue  # "de fyra löften som inte nådde fram" may be any of several statuses
        if each['noun'] and _TOTAL.search(words[: each.start()]):
            of_all = status_in(rest)  # "av fyra löften hölls tre": what follows is told of the next number
            continue
        number = _normal(each)
        if number == 'alla' and _NOT.search(words[: each.start()]):
            number = 'inte alla'
        if each['loose'] and (number not in ('alla', 'inte alla', 'inget', 'inga') or _ELSEWHERE.match(rest)):
            continue
        named = each['noun'] or each['loose'] or each['all']
        if not named and of_all is None and not (about and _IMPLICIT.match(rest)):
            continue
        status = status_in(rest) or of_all
        of_all = None
        if status is None and named and _ACTIVE.search(words[: each.start()]):
            status = Status.DONE
        if status is not None:
            start = sentence.start() + each.start()
            whole = sentence.start() + min(end, each.end() + 40)
            yield Claim(status, number, bool(each['percent']), start, whole, plain=not each['loose'])


def _normal(found: re.Match[str]) -> str:
    if found['all']:
        return f'utom {found["left_out"].lower()}'
    number = ' '.join(found['number'].lower().split())
    return _SAME.get(number, number)
