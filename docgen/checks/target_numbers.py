"""The numbers that a commitment's targets promise, and whether a number in a text is about one of them.

A number is about a target when a noun close after it is the target's unit, in any inflection or as the last part
of a compound: "fyra vandringar" is about "trygghetsvandringar". A number with another noun ("minst 30 deltagare")
is about something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.checks.finding_words import target_in_words
from docgen.checks.record_texts import is_gap
from docgen.checks.targets import is_share
from docgen.model import Comparator, Per
from docgen.swedish import NumberKind, Qualifier, find_numbers

if TYPE_CHECKING:
    from decimal import Decimal

    from docgen.model import Commitment, SubCondition, Target
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

    @property
    def percent(self) -> bool:
        """Whether it is a share."""
        return is_share(self.unit)

    def same_value(self, number: NumberInText) -> bool:
        """Whether the text's number is the claim's, whatever stands before it."""
        return self._same_kind(number) and number.value == self.number

    def says(self, number: NumberInText) -> bool:
        """Whether the text says what the claim says, "fler än tre" being "minst fyra"."""
        if not self._same_kind(number):
            return False
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


def promised_numbers(commitment: Commitment) -> list[PromisedNumber]:
    """Every number that the commitment's targets and sub-conditions set."""
    found = []
    for target in commitment.targets:
        found += _claim(target, target.unit, target.unit_one, counted=target.per is Per.PERIOD)
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


def _nouns(unit: str | None) -> list[str]:
    """The unit's noun: the last word before a preposition, "kontroller" in "riktade kontroller vid skolor"."""
    words: list[str] = []
    for word in _WORD.findall(unit or ''):
        if words and word.lower() in _CONTINUATIONS:
            break
        words.append(word)
    return [_stem(words[-1])] if words else []


def _stem(word: str) -> str:
    word = word.lower()
    stem = _ENDINGS.sub('', word)
    return stem if len(stem) >= 3 else word


def _same_noun(word: str, unit: str) -> bool:
    return word == unit or (len(word) >= 3 and unit.endswith(word)) or (len(unit) >= 5 and word.endswith(unit))
