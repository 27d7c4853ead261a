"""The numbers that a commitment's targets promise, and whether a number in a text is about one of them.

A number is about a target when a noun close after it is the target's unit, in any inflection or as the last part
of a compound: "fyra vandringar" is about "trygghetsvandringar". A number with another noun ("minst 30 deltagare")
is about something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.checks.finding_words import target_in_words
from docgen.checks.record_texts import is_gap
from docgen.checks.target_reached import spans
from docgen.checks.targets import is_share, reasonable
from docgen.model import Comparator, Per
from docgen.swedish import NumberKind, Qualifier, find_numbers, find_rates

if TYPE_CHECKING:
    from decimal import Decimal

    from docgen.model import Commitment, Period, SubCondition, Target
    from docgen.swedish import NumberInText

_MEANS = {
    Comparator.AT_LEAST: (Qualifier.AT_LEAST,),
    Comparator.AT_MOST: (Qualifier.AT_MOST,),
    Comparator.EXACTLY: (),
}
_STRICT = {Comparator.AT_LEAST: (Qualifier.MORE_THAN, -1), Comparator.AT_MOST: (Qualifier.LESS_THAN, 1)}
BOUNDS = (Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.MORE_THAN, Qualifier.LESS_THAN)

_QUALIFYING = re.compile(
    r'minst|åtminstone|lägst|högst|maximalt|max\.?|över|drygt|fler|flera|mer|färre|mindre|cirka|ca\.?|ungefär|omkring',
    re.IGNORECASE,
)
_WORD = re.compile(r'[^\W\d_]+')
_NEAR = 80
_SHORTEST = 3
_CLAUSE = re.compile(r'[.;:!?()\n,]')
_ENDINGS = re.compile(r'(?:arna|erna|orna|ena|ar|er|or|en|et|na|n|a|e|t)$')
_CONTINUATIONS = frozenset((
    "gång", "gånger", "stycken", "st", "tillfälle", "tillfällen", "och", "men", "eller", "per", "i", "på", "under",
    "som", "av", "för", "till", "med", "de", "den", "det", "vid", "samt", "varav", "om", "året", "år", "månad", "vecka",
))  # fmt: skip


class NounMatch(IntEnum):
    """How a number in a text goes with a claim."""

    OTHER_NOUN = 0
    """Another noun follows: it is about something else."""
    NO_NOUN = 1
    """No noun follows: it may be about the claim."""
    SAME_NOUN = 2
    """The claim's unit follows."""


@dataclass(frozen=True)
class PromisedNumber:
    """A number that a target or its sub-condition sets."""

    comparator: Comparator
    number: Decimal
    unit: str
    units: tuple[str, ...]
    """The unit's words as stems."""
    words: str
    """The measure in words."""
    counted: bool
    """Whether an outcome's count is that number itself: neither a rate nor a part of a target."""
    years: Fraction | None = None
    """The promise's time, for a number that is of all of it."""
    in_all: Fraction | None = None
    """What a number for each month, week or day makes over the promise's time."""

    @property
    def percent(self) -> bool:
        """Whether it is a share."""
        return is_share(self.unit)

    def same_value(self, number: NumberInText) -> bool:
        """Whether the text's number is the claim's, whatever stands before it."""
        return self._same_kind(number) and number.value == self.number

    def says(self, number: NumberInText, text: str = '') -> bool:
        """Whether the text says what the claim says, "fler än tre" being "minst fyra".

        Args:
            number: a number of the text.
            text: the text, where it may say the same by how often: "minst två per termin" for four a year.
        """
        if not self._same_kind(number):
            return False
        if text and self.years and number.qualifier in _MEANS.get(self.comparator, ()):
            rate = next(iter(find_rates(_CLAUSE.split(text[number.end : number.end + _NEAR], maxsplit=1)[0])), None)
            in_all = Fraction(number.value) * rate.per_year * self.years if rate else None
            if in_all is not None and abs(in_all - Fraction(self.number)) * 20 <= Fraction(self.number):
                return True
        if text and self.in_all and number.qualifier in _MEANS.get(self.comparator, ()):
            rates = find_rates(_CLAUSE.split(text[number.end : number.end + _NEAR], maxsplit=1)[0])
            if not rates and abs(self.in_all - Fraction(number.value)) * 20 <= self.in_all:
                return True  # "minst en varje månad, totalt minst tolv"
        strict = _STRICT.get(self.comparator)
        if strict and number.qualifier is strict[0]:
            return number.value == self.number + strict[1]
        return number.value == self.number and number.qualifier in _MEANS.get(self.comparator, ())

    def noun_match(self, text: str, number: NumberInText) -> NounMatch:
        """How the number goes with this claim."""
        if self.percent or number.kind is NumberKind.PERCENT:
            return NounMatch.SAME_NOUN if self._same_kind(number) else NounMatch.OTHER_NOUN
        words = _WORD.findall(_CLAUSE.split(text[number.end : number.end + _NEAR], maxsplit=1)[0])[:3]
        if any(_same_noun(_stem(word), unit) for word in words for unit in self.units):
            return NounMatch.SAME_NOUN
        return NounMatch.NO_NOUN if not words or words[0].lower() in _CONTINUATIONS else NounMatch.OTHER_NOUN

    def _same_kind(self, number: NumberInText) -> bool:
        return self.percent == (number.kind is NumberKind.PERCENT)


def promised_numbers(commitment: Commitment, period: Period | None = None) -> list[PromisedNumber]:
    """Every number that the commitment's targets and sub-conditions set.

    Args:
        commitment: the commitment.
        period: the promise's, for texts that say how often instead of how many.
    """
    found = []
    for target in commitment.targets:
        claims = _claim(target, target.unit, target.unit_one, counted=target.per is Per.PERIOD)
        if period is not None and period.end is not None and target.per in (Per.PERIOD, Per.YEAR):
            years = Fraction(1) if target.per is Per.YEAR else spans(period, Per.YEAR)
            claims = [replace(claim, years=years) for claim in claims]
        elif (
            period is not None
            and period.end is not None
            and target.number is not None
            and not target.average
            and reasonable(target.number)
        ):
            total = Fraction(target.number) * spans(period, target.per)
            claims = [replace(claim, in_all=total) for claim in claims]
        found += claims
        for condition in target.sub_conditions:
            found += _claim(condition, condition.unit or target.unit, target.unit_one, counted=False)
    return found


@lru_cache(maxsize=1024)
def amounts(text: str) -> tuple[NumberInText, ...]:
    """The numbers in the text that say how many or how much; none in a draft's gap mark."""
    return () if is_gap(text) else tuple(number for number in find_numbers(text) if number.is_amount)


def as_written(text: str, number: NumberInText) -> str:
    """The number as the text has it, with the words that qualify it and its percent sign: "minst tre", "20 %"."""
    share = re.match(r'\s*(?:%|procent)', text[number.end : number.end + 12])
    words = text[number.start : number.end] + (share[0] if share else '')
    if number.qualifier is None:
        return words
    before = text[max(0, number.start - 30) : number.start].split()
    for back in range(1, min(3, len(before)) + 1):
        if _QUALIFYING.fullmatch(before[-back]):
            return ' '.join([*before[-back:], words])
    return words


def _claim(
    target: Target | SubCondition, unit: str | None, unit_one: str | None, *, counted: bool
) -> list[PromisedNumber]:
    if target.number is None or target.comparator not in _MEANS:
        return []
    nouns = _nouns(unit) + _nouns(unit_one)
    return [
        PromisedNumber(target.comparator, target.number, unit or '', tuple(nouns), target_in_words(target), counted)
    ]


def names_unit(text: str, target: Target) -> bool:
    """Whether a text names what a target counts, in any inflection or as the last part of a compound."""
    units = _nouns(target.unit) + _nouns(target.unit_one)
    return any(_same_noun(_stem(word), unit) for word in _WORD.findall(text) for unit in units)


def indefinite_nouns(text: str, target: Target) -> list[re.Match[str]]:
    """The words for one or several of what a target counts, not for those that are known: "vandring", "vandringar".

    Args:
        text: the text.
        target: its unit may be told by its last part, "trygghetsvandringar" as "vandringar".
    """
    forms = {words[-1].lower() for unit in (target.unit, target.unit_one) if (words := _unit_words(unit))}
    forms |= {_stem(each) for each in forms if each.endswith(('ar', 'er', 'or'))}
    return [found for found in _WORD.finditer(text) if any(_is_form(found[0].lower(), each) for each in forms)]


def _is_form(word: str, form: str) -> bool:
    least = min(len(word), len(form))
    return word == form or (least >= _SHORTEST + 1 and (form.endswith(word) or word.endswith(form)))


def _nouns(unit: str | None) -> list[str]:
    """The unit's noun: the last word before a preposition, "kontroller" in "riktade kontroller vid skolor"."""
    words = _unit_words(unit)
    return [_stem(words[-1])] if words else []


def _unit_words(unit: str | None) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(unit or ''):
        if words and word.lower() in _CONTINUATIONS:
            break
        words.append(word)
    return words


def _stem(word: str) -> str:
    word = word.lower()
    stem = _ENDINGS.sub('', word)
    return stem if len(stem) >= _SHORTEST else word


def _same_noun(word: str, unit: str) -> bool:
    return word == unit or (len(word) >= _SHORTEST and unit.endswith(word)) or (len(unit) >= 5 and word.endswith(unit))
