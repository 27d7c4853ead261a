"""Which numbers a Swedish text holds, in digits or words, and what stands before them: "minst fyra", "cirka 40".

The readings are those that real promises and follow-ups use. What is not an amount (a year, a date, an age, a clock
time, a reference such as "§ 90") is found too, and named, so that a caller can pass it by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from docgen.swedish.dates_in_text import MONTHS


class Qualifier(StrEnum):
    """What the words around a number make of it."""

    AT_LEAST = 'at_least'
    """Minst fyra; fyra eller fler."""
    AT_MOST = 'at_most'
    """Högst fyra, upp till fyra."""
    MORE_THAN = 'more_than'
    """Fler än fyra, över fyra, drygt fyra."""
    LESS_THAN = 'less_than'
    """Färre än fyra."""
    ABOUT = 'about'
    """Cirka fyra, ett tiotal."""


class NumberKind(StrEnum):
    """What a number counts or names."""

    AMOUNT = 'amount'
    """Something that is counted or measured."""
    PERCENT = 'percent'
    """A share in percent."""
    YEAR = 'year'
    """A calendar year, 1900–2099."""
    DATE = 'date'
    """The day, month or year of a date."""
    AGE = 'age'
    """A person's age: 15–18-åringar, under 18 år."""
    TIME = 'time'
    """A time of day: klockan 21.00."""
    REFERENCE = 'reference'
    """A name, not an amount: § 90, löfte 3, vecka 44, KS/2020:17, telephone 114 14."""


@dataclass(frozen=True)
class NumberInText:
    """A number found in a text; `start` and `end` are the number's own offsets, without its qualifier."""

    value: Decimal
    start: int
    end: int
    qualifier: Qualifier | None = None
    kind: NumberKind = NumberKind.AMOUNT

    @property
    def is_amount(self) -> bool:
        """Whether the number says how many or how much, so that two documents must agree on it."""
        return self.kind in (NumberKind.AMOUNT, NumberKind.PERCENT)


_SMALL = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_MONTHS = f'(?:{"|".join(MONTHS)})'
_BEFORE = {
    Qualifier.AT_LEAST: r'minst|åtminstone|lägst|(?:inte|ej) (?:mindre|färre) än',
    Qualifier.AT_MOST: r'högst|maximalt|max\.?|som mest|upp till|(?:inte|ej) (?:mer|fler|flera) än',
    Qualifier.MORE_THAN: r'fler än|flera än|mer än|över|drygt',
    Qualifier.LESS_THAN: r'färre än|mindre än',
    Qualifier.ABOUT: r'cirka|ca\.?|c:a|ungefär|omkring|runt|kring|närmare|nästan|knappt|uppemot|uppskattningsvis|~|≈',
}
_FILLER = r'(?:(?:i genomsnitt|i snitt|sammanlagt|totalt|ytterligare|om|på|med)\s+)?'
# "över en", "kring ett" are mostly prepositions with an article, so these do not make "en" a number.
_PREPOSITIONS = ('över', 'kring', 'runt', 'omkring', 'närmare')
_NAMED_BEFORE = (
    r'(?:§§?|dnr:?|diarienummer:?|nr\.?|nummer|punkt|punkten|löfte|löftet|åtagande|bilaga|sida|sidan|kapitel|kap\.?|avsnitt|'
    r'artikel|väg|riksväg|länsväg|linje|årskurs|åk|klass|vecka|veckorna|kvartal|tertial|'
    r'version|etapp|steg)\s*(?:\d+\s*(?:–|-|och|till)\s*)*$'
)
_SEX_NOT_SIX = re.compile(
    r'(?:köp\w*|sälj\w*|sålt|sålde|prata om|tala om|utnyttja\w* för)(?:\s+av)?\s+$', re.IGNORECASE
)


@cache
def _words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_SMALL)}
    words |= {"en": 1, "aderton": 18, "hundra": 100, "etthundra": 100, "tusen": 1000, "dussin": 12}
    for tens, ten in enumerate(_TENS, start=2):
        words[ten] = tens * 10
        words |= {ten + unit: tens * 10 + value for value, unit in enumerate(_SMALL[1:10], start=1)}
        words[f'{ten}en'] = tens * 10 + 1
    words |= {f'{word}hundra': value * 100 for value, word in enumerate(_SMALL[2:10], start=2)}
    return words


@cache
def _number() -> re.Pattern[str]:
    words = '|'.join(sorted(_words(), key=len, reverse=True))
    below_hundred = '|'.join(
        sorted((word for word, value in _words().items() if 0 < value < 100), key=len, reverse=True)
    )
    return re.compile(
        r'(?<![\w.])(?<!\d[,:/])(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?![\w])|\d+(?:,\d+)?(?!\w))'
        rf'|(?<![\w-])(?P<tally>tio|tjugo|trettio|fyrtio|femtio|hundra)tal(?:et)?(?!\w)'
        rf'|(?<![\w-])(?P<hundreds>{"|".join(_SMALL[1:10])})?hundra(?:och)?(?P<rest>{below_hundred})(?!\w)'
        rf'|(?<![\w-])(?P<word>{words})(?!\w)',
        re.IGNORECASE,
    )


@cache
def _before() -> re.Pattern[str]:
    parts = '|'.join(f'(?P<{name.name}>{words})' for name, words in _BEFORE.items())
    return re.compile(rf'(?<!\w)(?:{parts.replace(" ", chr(92) + "s+")})\s*{_FILLER}[*_"”(]*$', re.IGNORECASE)


def parse_number(text: str) -> Decimal | None:
    """Read a number that stands alone, in digits ("1 234,5") or words ("fyra"); None if the text is something else."""
    found = _number().fullmatch(text.strip())
    return None if found is None else _value(found)


def find_numbers(text: str) -> list[NumberInText]:
    """Find the numbers in a Swedish text, in reading order.

    The articles "en" and "ett" are numbers only where the text stresses them: "minst en", "exakt ett", "en enda",
    "EN", "en till två", but not "ett par".
    """
    found = []
    for match in _number().finditer(text):
        qualifier, words = _qualifier(text, match)
        word = (match['word'] or '').lower()
        if word in ('en', 'ett') and not _stressed(text, match, words):
            continue
        if re.match(r'\s+\w{3,}del(?:en|ar|arna)?\b', text[match.end() :]):
            continue  # a fraction: "en fjärdedel", "två tredjedelar"
        if word == 'sex' and _SEX_NOT_SIX.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        kind = _kind(text, match, qualifier)
        found.append(NumberInText(_value(match), match.start(), match.end(), qualifier, kind))
    return found


def _value(match: re.Match[str]) -> Decimal:
    if match['digits']:
        return Decimal(re.sub(r'\s', '', match['digits']).replace(',', '.'))
    if match['rest']:
        hundreds = _words()[match['hundreds'].lower()] if match['hundreds'] else 1
        return Decimal(hundreds * 100 + _words()[match['rest'].lower()])
    return Decimal(_words()[(match['word'] or match['tally']).lower()])


def _qualifier(text: str, match: re.Match[str]) -> tuple[Qualifier | None, str]:
    """Give the qualifier and the word that carries it; what stands before the number weighs more than what follows."""
    start = match.start()
    if match['tally']:
        return Qualifier.ABOUT, 'tal'
    before = _before().search(text[max(0, start - 60) : start])
    if before and before.lastgroup:
        return Qualifier[before.lastgroup], before[before.lastgroup].lower()
    if re.match(r'\s+(?:\w+\s+)?(?:eller (?:fler|flera|mer)|och uppåt)\b', text[match.end() :], re.IGNORECASE):
        return Qualifier.AT_LEAST, 'eller fler'
    return None, ''


def _stressed(text: str, match: re.Match[str], qualifier: str) -> bool:
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 30]
    return bool(
        (qualifier and qualifier not in _PREPOSITIONS)
        or match[0] in ('EN', 'ETT')
        or re.search(r'(?<!\w)(?:exakt|precis|endast|bara)\s+$|\*$', before, re.IGNORECASE)
        or re.match(r'\s+(?:enda|st|stycken?)\b|\s+\(1\)|\*', after)
        or re.match(r'(?:\s+(?:till|eller)\s+|–)(?:två|tre|2|3)\b', after)
    )


def _kind(text: str, match: re.Match[str], qualifier: Qualifier | None) -> NumberKind:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    for kind, left, right in _SURROUNDINGS:
        if kind is NumberKind.AGE and right is not _AGE and _value(match) < _YOUNGEST:
            continue  # "under fyra år" is how long, not how old
        if (left is None or re.search(left, before, re.IGNORECASE)) and (
            right is None or re.match(right, after, re.IGNORECASE)
        ):
            return kind
    if (
        qualifier is None
        and re.fullmatch(r'(?:19|20)\d\d', match[0])
        and not re.match(r'\s+(?:st|stycken|kr)\b', after)
    ):
        return NumberKind.YEAR
    return NumberKind.AMOUNT


_YOUNGEST = 10
_TO = r'\s*(?:–|-|till|och)\s*'
_ANY = r'(?:\d+|[a-zåäö]+)'
_AGE = r'(?:-?\s*åring|-?\s*årig|-års|\s+års\s+ålder|\s+års?åldern|\s+år\s+gam)'
# What stands to the left and right of a number that is no amount; the first row that fits decides.
_SURROUNDINGS: tuple[tuple[NumberKind, str | None, str | None], ...] = (
    (NumberKind.PERCENT, None, r'\s*(?:%|procent)'),
    (NumberKind.DATE, None, rf'\s+{_MONTHS}\b'),
    (NumberKind.DATE, None, rf'\s*(?:–|-|och|till)\s*\d{{1,2}}\s+{_MONTHS}\b'),
    (NumberKind.DATE, rf'\d\s+{_MONTHS}\s+$', None),
    (NumberKind.DATE, None, r'-\d{2}-\d{2}(?!\d)'),
    (NumberKind.DATE, r'(?<!\d)\d{4}-$', r'-\d{2}(?!\d)'),
    (NumberKind.DATE, r'(?<!\d)\d{4}-\d{2}-$', None),
    (NumberKind.REFERENCE, r'[^\W\d]\d*[:/-]$', None),
    (NumberKind.REFERENCE, r'(?<!\w)(?:ring|telefon:?|tel\.?:?|0\d++-)\s*+(?:\d++[\s–-]*+)*$', None),
    (NumberKind.TIME, r'(?:klockan|kl\.?)\s*(?:[\d.:]+\s*(?:–|-|och|till)\s*)?$', None),
    (NumberKind.TIME, None, r'[.:]\d{2}(?!\d)'),
    (NumberKind.TIME, r'\d[.:]$', None),
    (NumberKind.AGE, None, _AGE),
    (NumberKind.AGE, None, rf'{_TO}{_ANY}(?:{_AGE}|\s+år\b)'),
    (NumberKind.AGE, r'\d(?:–|-|\s+(?:till|och)\s+)$', r'\s+år\b'),
    (NumberKind.AGE, r'(?:under|över|fyllt|fylla|fyller|från|ålder\w*)\s+$', r'\s+år\b'),
    (NumberKind.REFERENCE, rf'(?<!\w){_NAMED_BEFORE}', None),
    (NumberKind.REFERENCE, r'\w[:/]$', None),
    (NumberKind.REFERENCE, None, r'[:/]\d'),
)
