"""Reads a text for comparisons of a number with another: "dubbelt så många", "två fler än vi lovade", "hälften av".

Which words they are, what they compare with, and whether two numbers are as they say.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.checks.status_claims import FRACTIONS
from docgen.swedish import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = r'(?:\d+|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|femton|tjugo)'
_SHARE = '|'.join(sorted((*FRACTIONS, 'halva'), key=len, reverse=True))
APPROXIMATELY = re.compile(
    r'(?<!\w)(?P<word>inte\s+(?:ens|riktigt|fullt)|inte|ej|aldrig|nästan|drygt|knappt|närmare|ungefär|omkring|cirka|ca|'
    r'minst|högst|över|mer\s+än|mindre\s+än)\s+$',
    re.IGNORECASE,
)
_REFERENCE = (
    r'(?:\s+(?:än|som)|\s+(?:jämfört\s+med|i\s+jämförelse\s+med|från|sedan|mot))\s+'
    r'(?P<reference>(?:(?:vi|kommunen|polisen|parterna|det|de|vad|som|har|hade|var|blev|under|i|år|löftet|målet|måltalet|'
    r'måttet)\s+){0,4}?(?P<word>(?:ut)?lova\w*|löftet|målet|måltalet|måttet|'
    r'(?:19|20)\d\d|fjol|(?:förra|föregående)\s+året|året\s+(?:före|innan|dessförinnan)))'
)
_END = r'(?=\s*(?:[.,;!\n]|och\b|$))'
_WHAT = r'(?P<what>(?:\s+(?!än\b|som\b)[\w-]+){0,4}?)'
COMPARISONS = tuple(
    re.compile(rf'(?<!\w)(?:{pattern})', re.IGNORECASE)
    for pattern in (
        # "dubbelt så många vandringar som vi lovade"
        (
            rf'(?P<times>dubbelt|tredubbelt|fyrdubbelt|{_NUMBER}\s+gånger|hälften|lika|precis|exakt)\s+(?:så\s+)?'
            rf'(?P<kind>många|mycket|ofta|fler|flera|mer){_WHAT}(?:{_REFERENCE}|{_END})'
        ),
        # "två fler vandringar än vi lovade", "25 procent fler vandringar än året före"
        (
            rf'(?:(?P<number>{_NUMBER})\s+(?P<percent>%\s*|procent\s+)?)?(?P<before>(?:(?!procent|inte|ej|aldrig)[\w-]+\s+)?)'
            rf'(?P<kind>fler|flera|mer|färre|mindre){_WHAT}{_REFERENCE}'
        ),
        # "dubbla antalet vandringar", "halverade antalet vandringar"
        (
            r'(?P<change>dubbla|halva|fördubblade|tredubblade|halverade)\s+antalet'
            rf'{_WHAT}(?:{_REFERENCE}|{_END})'
        ),
        # "antalet vandringar minskade från året före"
        (
            rf'antalet{_WHAT}\s+(?:har\s+)?(?P<change>ökade|ökat|minskade|minskat|halverades|halverats|fördubblades|'
            rf'fördubblats|tredubblades|(?:var|är|blev)\s+(?:oförändrat|detsamma|lika\s+stort))(?:{_REFERENCE}|{_END})'
        ),
        # "tre fjärdedelar av målet", "80 procent av de utlovade vandringarna genomfördes"
        (
            rf'(?P<share>{_SHARE}|\d+(?:,\d+)?\s*(?:%|procent))\s+(?:av\s+)?(?:(?:de|det)\s+)?'
            r'(?:(?:ut)?lovade\s+(?P<what>[\w-]+)(?=\s+(?:genomförd|gjord|höll|blev\s+av)\w*)'
            r'|(?:målet|måltalet|måttet)(?!\w))'
        ),
    )
)
_CHANGES = {
    'dubbla': Fraction(2),
    'fördubbl': Fraction(2),
    'tredubbl': Fraction(3),
    'halv': Fraction(1, 2),
    'var': Fraction(1),
    'är': Fraction(1),
    'blev': Fraction(1),
}
PART = re.compile(
    rf'(?<!\w)(?P<share>{_SHARE}|\d+(?:,\d+)?\s*(?:%|procent)|de\s+flesta|flertalet|merparten|alla|samtliga|inga|ingen|'
    rf'(?P<one>{_NUMBER})\s+av\s+(?P<of>{_NUMBER})|var(?:t)?\s?(?:annan|annat|tredje|fjärde|femte))\s+(?:av\s+)?'
    r'(?P<what>[\w-]+)(?P<rest>[^.,;!?\n]*)',
    re.IGNORECASE,
)
_EVERY = {'annan': 2, 'annat': 2, 'tredje': 3, 'fjärde': 4, 'femte': 5}
_TIMES = {'dubbelt': 2, 'tredubbelt': 3, 'fyrdubbelt': 4}
_LOOSE = Fraction(1, 8)
"""So far from it a number may lie and still be called double."""
_NEAR = Fraction(1, 20)
_WIDE = Fraction(1, 4)
"""What "ungefär" and "nästan" may mean, as a share of the number."""


def holds(groups: Mapping[str, str | None], now: Fraction, base: Fraction) -> bool:
    """Whether a comparison is true.

    Args:
        groups: what one of `COMPARISONS` found, and in `near` the word of `APPROXIMATELY` before it.
        now: the number that is told of.
        base: what it is compared with.
    """
    kind, near = (groups.get('kind') or '').lower(), groups.get('near') or ''
    change = (groups.get('change') or '').lower()
    if share := groups.get('share'):
        return base > 0 and _so_near(now / base, _share(share), near, _NEAR)
    if times := groups.get('times'):
        word = times.lower()
        if word in ('lika', 'precis', 'exakt'):
            return _so_near(now, base, near, Fraction(0))
        ratio = Fraction(1, 2) if word == 'hälften' else Fraction(_TIMES.get(word, 0) or _counted(word.split()[0]))
        ratios = (ratio, ratio + 1) if kind in ('fler', 'flera', 'mer') else (ratio,)
        return any(_so_near(now, each * base, near, max(Fraction(1, 2), each * base * _LOOSE)) for each in ratios)
    if change and change.startswith(('öka', 'minska')):
        return now > base if change.startswith('öka') else now < base
    if change:
        ratio = next(value for word, value in _CHANGES.items() if change.startswith(word))
        loose = Fraction(0) if ratio == 1 else max(Fraction(1, 2), ratio * base * _LOOSE)
        return _so_near(now, ratio * base, near, loose)
    apart = now - base if kind in ('fler', 'flera', 'mer') else base - now
    if near.startswith(('inte', 'ej', 'aldrig')):
        return apart <= 0
    if groups.get('percent'):
        return base > 0 and _so_near(apart / base, _counted(groups['number'] or '') / 100, near, _NEAR)
    # Two a week are 104.3 a year, and nobody tells the third of one.
    whole = Fraction(0) if apart.denominator == 1 else Fraction(1)
    return _so_near(apart, _counted(groups['number'] or ''), near, whole) if groups.get('number') else apart > 0


def _so_near(real: Fraction, said: Fraction, near: str, loose: Fraction) -> bool:
    """Whether a number may be told as another with "nästan", "drygt" or the like before it, or with nothing."""
    if near in ('nästan', 'knappt', 'närmare'):
        return said * (1 - _WIDE) <= real <= said + loose
    if near in ('drygt', 'över', 'mer än', 'minst'):
        return real >= said
    if near in ('mindre än', 'högst') or near.startswith(('inte', 'ej', 'aldrig')):
        return real < said or (near == 'högst' and real == said)
    return abs(real - said) <= (loose if not near else max(loose, said * _WIDE))


def _counted(word: str) -> Fraction:
    return Fraction({'en': 1, 'ett': 1}.get(word.lower()) or parse_number(word) or 0)


def _share(words: str) -> Fraction:
    plain = ' '.join(words.lower().split())
    if every := re.fullmatch(r'var(?:t)?\s?(\w+)', plain):
        return Fraction(1, _EVERY.get(every[1], 2))
    if number := re.match(r'\d+(?:,\d+)?', plain):
        return Fraction(number[0].replace(',', '.')) / 100
    return FRACTIONS.get(plain, Fraction(1, 2))


SHARES = rf'{_SHARE}|\d+(?:,\d+)?\s*(?:%|procent)|{_NUMBER}'
"""What may follow "varav": a share, or a number of the whole."""


def aside_holds(words: str, real: Fraction, whole: Fraction | None, near: str) -> bool:
    """Whether "varav hälften", "varav 24 procent" or "varav 29" is true.

    Args:
        words: what `SHARES` found.
        real: the share, from 0 to 1.
        whole: what it is a share of; None where that is not known, and a number cannot be held.
        near: the word of `APPROXIMATELY` before it, or ''.
    """
    if re.fullmatch(_NUMBER, words, re.IGNORECASE):
        return whole is None or _so_near(real * whole, _counted(words), near, Fraction(1) + whole / 200)
    return _so_near(real, _share(words), near, _NEAR if words[0].isalpha() else Fraction(1, 100))


def part_holds(found: re.Match[str], real: Fraction, near: str) -> bool:
    """Whether a share is as a text says.

    Args:
        found: what `PART` found.
        real: the share, from 0 to 1.
        near: the word of `APPROXIMATELY` before it, or ''.
    """
    word = found['share'].lower().split()[0]
    if word in ('de', 'flertalet', 'merparten'):
        return real > Fraction(1, 2)
    if found['one'] and found['of']:
        whole = _counted(found['of'])
        return whole > 0 and _so_near(real, _counted(found['one']) / whole, near, _NEAR)
    if word in ('alla', 'samtliga', 'inga', 'ingen'):
        return real == (1 if word in ('alla', 'samtliga') else 0) or bool(near)
    return _so_near(real, _share(found['share']), near, _NEAR)
