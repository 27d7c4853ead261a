"""Reads a text for when and where it says that something was done: "alla i januari", "två i Åmot", "den 10 april".

Only whole, plain clauses of what is counted are read; what is planned, moved or not done is passed by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.target_numbers import names_unit
from docgen.swedish import MONTHS, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from docgen.model import Event, Target

_MONTH = '|'.join(MONTHS)
_DONE = (
    r'(?:gjordes|genomfördes|hölls|gick|gicks|skedde|blev\s+(?:av|gjord[ae]?)|ägde\s+rum|var|ordnades|'
    r'(?:har|är)\s+(?:gjorts|genomförts|hållits|gjorda|genomförda))'
)
_FILL = (
    rf'(?:,?\s+(?:{_DONE}|tillsammans|totalt|sammanlagt|i\s+år|under\s+(?:hela\s+)?(?:året|perioden|halvåret|(?:19|20)\d\d)|'
    r'med\s+Polisen|med\s+kommunen))*'
)
"""What may stand between a noun and what is told of it, so that it is still told of that noun."""
_SENTENCE = re.compile(r'[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*')
_NOT_SO = re.compile(
    r'(?<!\w)(?:inte|ej|aldrig|ställdes|ställs|inställd\w*|flytta\w*|i\s+stället|istället|planera\w*|tänkt\w*|skulle|ska|'
    r'skall|kommer|lova\w*|utlova\w*|löftet|målet|måttalet|nästa|blir|hålls|görs|sker|senast|inför|om|utom|nästan|'
    r'(?:19|20)\d\d\s+(?:års|gjordes))(?!\w)',
    re.IGNORECASE,
)
"""What makes a sentence tell of something else than what was done."""
_NEAR = 500
_NUMBER = r'\d+|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton'
_MONTHS = (
    rf'(?P<months>(?:{_MONTH})(?:\s*(?:,|–|-|och|till|eller|samt)\s*(?:i\s+)?(?:{_MONTH}))*)(?!\w)(?!\s+(?:19|20)\d\d)'
)
_END = r'(?=\s*(?:[.,;!?\n]|och\b|$))'
_DAY = re.compile(
    rf'(?:den\s+)?(?P<days>\d{{1,2}}(?:(?:\s*,\s*|\s+och\s+)(?:den\s+)?\d{{1,2}})*)\s+(?P<month>{_MONTH})(?!\w)(?:\s+(?P<year>(?:19|20)\d\d)(?!\w))?'
    r'|(?<![\w-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\w-])'
    r'|(?:den\s+)?(?<![\w/])(?P<day>\d{1,2})/(?P<of>1[0-2]|0?[1-9])(?:\s+(?P<in>(?:19|20)\d\d))?(?![\w/])',
    re.IGNORECASE,
)
_ORDINAL = r'första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte'
_ORDER = dict(zip(_ORDINAL.split('|'), range(1, 13), strict=True))
_WHICH = rf'(?:,?\s+(?:och\s+)?den\s+(?:{_ORDINAL}|sista)(?:\s+{_DONE})?)?'
_ORDERED = re.compile(
    rf'(?<!\w)den\s+(?P<which>{_ORDINAL})(?:\s+(?P<what>(?!{_DONE})[\w-]+))?\s+(?:{_DONE})(?!\w)', re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf'\s+(?:{_DONE}|gjorde|höll|genomförde|ordnade)\s+(?:[\w-]+\s+){{0,3}}?(?:{_NUMBER})\s+(?P<what>[\w-]+)',
    re.IGNORECASE,
)


class ToldOfAll(NamedTuple):
    """That all of something was done in some months, or at a place."""

    what: str
    """The noun, or '' where it stands before."""
    months: tuple[int, ...]
    place: str | None
    start: int
    words: str


class ToldOfPart(NamedTuple):
    """That a number of something was done in some months, or at a place."""

    number: int
    months: tuple[int, ...]
    place: str | None
    words: str


def told_of_all(text: str, places: tuple[str, ...]) -> Iterator[ToldOfAll]:
    """Find "alla i januari och februari", "samtliga vandringar gick i Åmot".

    Args:
        text: the text.
        places: the names of places to look for; without any only months are found.
    """
    pattern = (
        rf'(?<!\w)(?:alla|samtliga|allihop|bara|enbart|endast|uteslutande)(?:\s+(?:de\s+)?(?:{_NUMBER})(?!\w))?'
        rf'(?:\s+(?P<what>(?!(?:{_DONE}|i|på|vid|under)\s)[\w-]+))?(?:\s+{_DONE})?'
        rf'\s+(?:i|på|vid|under)\s+(?:{_at(places)}){_END}'
    )
    for sentence in _SENTENCE.finditer(text):
        if _NOT_SO.search(sentence[0]):
            continue
        for found in re.finditer(pattern, sentence[0], re.IGNORECASE):
            place = found['place'] if places else None
            months = _numbers(found['months'])
            yield ToldOfAll(found['what'] or '', months, place, sentence.start() + found.start(), found[0])


def about_it(text: str, told: ToldOfAll, target: Target) -> bool:
    """Whether all that is told of is what a target counts, as far as the words say.

    Args:
        text: the text that it was found in.
        told: what was found.
        target: whose unit it may be.
    """
    if told.what:
        return names_unit(told.what, target)
    return _ends_with_it(_sentence_before(text, told.start), target)


def _sentence_before(text: str, start: int) -> str:
    """Give what stands before a place in its sentence, or the sentence before where the place begins one."""
    sentences = [each[0] for each in _SENTENCE.finditer(text[max(0, start - _NEAR) : start]) if each[0].strip()]
    return sentences[-1] if sentences else ''


def _ends_with_it(words: str, target: Target) -> bool:
    found = re.search(rf'(?<![\w-])(?P<noun>[\w-]+){_FILL}\s*(?:,\s*)?(?:och\s+)?$', words, re.IGNORECASE)
    return found is not None and names_unit(found['noun'], target)


def parts_told(text: str, target: Target, places: tuple[str, ...]) -> Iterator[ToldOfPart]:
    """Find "två vandringar gick i Östervåla", "tre tillsyner gjordes i maj".

    Args:
        text: the text.
        target: whose unit is counted.
        places: the names of places to look for; without any only months are found.
    """
    pattern = (
        rf'(?<!\w)(?P<number>{_NUMBER})\s+(?P<what>[\w-]+)(?:\s+{_DONE})?'
        rf'\s+(?:i|på|vid|under)\s+(?:{_at(places)}){_END}'
    )
    for sentence in _SENTENCE.finditer(text):
        if _NOT_SO.search(sentence[0]):
            continue
        for found in re.finditer(pattern, sentence[0], re.IGNORECASE):
            before = sentence[0][: found.start()]
            qualified = re.search(
                r'(?<!\w)(?:minst|högst|drygt|nästan|knappt|över|cirka|ca|ungefär|än|varav|av|och|ytterligare|nya)\s+$',
                before,
                re.IGNORECASE,
            )
            number = {'en': 1, 'ett': 1}.get(found['number'].lower()) or parse_number(found['number'])
            if number is None or qualified or not names_unit(found['what'], target):
                continue
            place = found['place'] if places else None
            yield ToldOfPart(int(number), _numbers(found['months']), place, found[0])


def days_of(text: str, target: Target) -> Iterator[tuple[str, int, int, int | None]]:
    """Find the days on which something is said to have been done, each as words, day, month and year if it is told."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if _NOT_SO.search(words):
            continue
        at, listing = 0, False
        for found in _DAY.finditer(words):
            between = words[at : found.start()]
            if listing:
                listing = re.fullmatch(rf'\s*,?\s*(?:och|samt)?\s*|{_WHICH}\s*', between, re.IGNORECASE) is not None
            if not listing:
                tail = re.sub(rf'{_WHICH}\s*$', '', between, count=1, flags=re.IGNORECASE)
                first = re.match(r'\s*$', between) and (done := _DAY_FIRST.match(words, found.end()))
                listing = _ends_with_it(tail, target) or bool(first and done and names_unit(done['what'], target))
            at = found.end()
            if listing:
                yield from _each_day(found)


def _each_day(found: re.Match[str]) -> Iterator[tuple[str, int, int, int | None]]:
    if found['iso']:
        year, month, day = map(int, found['iso'].split('-'))
        yield found[0], day, month, year
    elif found['day']:
        yield found[0], int(found['day']), int(found['of']), int(found['in']) if found['in'] else None
    else:
        told = int(found['year']) if found['year'] else None
        for day in re.findall(r'\d+', found['days']):
            yield found[0], int(day), MONTHS.index(found['month'].lower()) + 1, told


def later_than_counted(text: str, target: Target, total: Fraction) -> Iterator[str]:
    """Find "den fjärde gjordes i december" of something that was done three times.

    Args:
        text: the text.
        target: whose unit it may be of.
        total: how many there were.
    """
    for sentence in _SENTENCE.finditer(text):
        if _NOT_SO.search(sentence[0]):
            continue
        for found in _ORDERED.finditer(sentence[0]):
            before = _sentence_before(text, sentence.start() + found.start())
            it = names_unit(found['what'], target) if found['what'] else _ends_with_it(before, target)
            if it and _ORDER[found['which'].lower()] > total:
                yield found[0]


def event_place_elsewhere(event: Event, places: tuple[str, ...]) -> str | None:
    """Give another of the known places that an event's text ends with than the event's own: "vandring i Åmot"."""
    own = (event.place or '').casefold()
    for place in places:
        other = place.casefold()
        told = re.search(rf'(?<!\w)i\s+{re.escape(other)}\W*$', event.text.casefold())
        if own and told and own not in other and other not in own and own not in event.text.casefold():
            return place
    return None


def _at(places: tuple[str, ...]) -> str:
    names = '|'.join(re.escape(each) for each in sorted(places, key=len, reverse=True))
    return rf'{_MONTHS}|(?P<place>{names})' if places else _MONTHS


def _numbers(months: str | None) -> tuple[int, ...]:
    """The months that are named; with a stroke or "till" also those between."""
    if not months:
        return ()
    named = [MONTHS.index(each.lower()) + 1 for each in re.findall(_MONTH, months, re.IGNORECASE)]
    if re.search(r'–|-|till', months) and len(named) == 2 and named[0] < named[1]:
        return tuple(range(named[0], named[1] + 1))
    return tuple(named)
