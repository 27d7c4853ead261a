"""How often a Swedish text says that something is done, in words: "varje månad", "varannan vecka", "kvartalsvis"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

_TIMES_A_YEAR = {
    'dag': 365,
    'dygn': 365,
    'vecka': 52,
    'månad': 12,
    'kvartal': 4,
    'tertial': 3,
    'termin': 2,
    'halvår': 2,
    'år': 1,
    'vardag': 260,
    'helg': 52,
    **dict.fromkeys(('måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'), 52),
}
_ORDINALS = {
    'annan': 2,
    'annat': 2,
    'tredje': 3,
    'fjärde': 4,
    'femte': 5,
    'sjätte': 6,
    'fjortonde': 14,
}
_ADVERBS = {
    r'dagligen|dagliga?|dagligt': 365,
    r'veckovisa?|veckovist|veckoligen|veckoliga': 52,
    r'månatligen|månatliga?|månatligt|månadsvisa?|månadsvist': 12,
    r'kvartalsvisa?|kvartalsvist': 4,
    r'terminsvisa?|terminsvist|halvårsvisa?|halvårsvist': 2,
    r'årligen|årliga?|årligt|årsvisa?': 1,
}


@dataclass(frozen=True)
class RateInText:
    """How often, and where the words for it stand."""

    per_year: Fraction
    start: int
    end: int
    adjective: bool = False
    """Whether it is of the noun that follows: "månatliga möten"."""


def find_rates(text: str) -> list[RateInText]:
    """The words of the text that say how often, in order; "varje dag då" and the like name a day and are none."""
    found = []
    for match in _rates().finditer(text):
        if match['span']:
            each = _ORDINALS.get((match['ordinal'] or '').lower(), 1)
            found.append(RateInText(Fraction(_of(match['span'].lower()), each), match.start(), match.end()))
        else:
            word = match['adverb'].lower()
            times = next(times for words, times in _ADVERBS.items() if re.fullmatch(words, word))
            adjective = not word.endswith(('ligen', 'vis'))
            found.append(RateInText(Fraction(times), match.start(), match.end(), adjective))
    return found


def _of(span: str) -> int:
    return next(times for word, times in _TIMES_A_YEAR.items() if span.startswith(word))


@cache
def _rates() -> re.Pattern[str]:
    return re.compile(
        rf'(?<!\w)(?:(?:varje|per|i|om|var(?:t)?\s?(?P<ordinal>{"|".join(_ORDINALS)}))\s+'
        r'(?P<span>dag(?:en)?|dygn(?:et)?|vecka(?:n)?|månad(?:en)?|kvartal(?:et)?|tertial(?:et)?|termin(?:en)?|'
        r'halvår(?:et)?|år(?:et)?|vardag|helg|(?:mån|tis|ons|tors|fre|lör|sön)dag)(?!\w)(?!\s+(?:som|då|när)\b)'
        rf'|(?P<adverb>{"|".join(_ADVERBS)}))(?!\w)',
        re.IGNORECASE,
    )
