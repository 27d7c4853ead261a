"""Which dates and years a Swedish text holds: "31 juni", "den 4 mars 2021", "2021-06-30", "2020–2023", "2020/21"."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
_A_LEAP_YEAR = 2000
_LAST_DAY = 31
_LONGEST = 10
"""Years from the first to the last of a time that is written "2020–23"."""
_YEAR = r'(?:19|20)\d\d'
_SEASON = r'(?:läs|skol|verksamhets|budget)år(?:et|en)?|(?:vinter|idrotts)?säsong(?:en|erna)?|vintern'
_DURING = r'under|hela|för|gäller|åren|perioden|medborgarlöftet?|samverkansöverenskommelsen?|överenskommelsen?'


@dataclass(frozen=True)
class DateInText:
    """A day as it is written, whether or not there is such a day; the year may be left out."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    @property
    def days(self) -> int:
        """How many days its month has; 29 for a February of no year."""
        return calendar.monthrange(self.year or _A_LEAP_YEAR, self.month)[1]

    @property
    def exists(self) -> bool:
        """Whether there is such a day."""
        return 1 <= self.day <= self.days

    @property
    def date(self) -> datetime.date | None:
        """The day, if it has a year and exists."""
        return datetime.date(self.year, self.month, self.day) if self.year and self.exists else None

    def may_be(self, day: datetime.date) -> bool:
        """Whether it is that day, of any year where it tells none."""
        return (self.day, self.month) == (day.day, day.month) and self.year in (None, day.year)


def find_dates(text: str) -> list[DateInText]:
    """The dates of the text in order. "40 maj" is no date, but "den 40 maj" is meant as one."""
    found = []
    for match in _dates().finditer(text):
        if match['iso']:
            year, month, day = map(int, match['iso'].split('-'))
            if not 1 <= month <= len(MONTHS):
                continue
        else:
            day, month = int(match['day']), MONTHS.index(match['month'].lower()) + 1
            year = int(match['year']) if match['year'] else 0
            if not match['the'] and not 1 <= day <= _LAST_DAY:
                continue
        found.append(DateInText(day, month, year or None, match.start(), match.end()))
    return found


def days_named(text: str) -> list[DateInText]:
    """The dates of the text in order, also short ones: "till 31/12", "senast 30/11 2025", "fr.o.m. 1/1-25".

    A stroke between two numbers may be anything; it is a day only after a word that a day follows.
    """
    short = []
    for found in _short_dates().finditer(text):
        year = int(found['year']) if found['year'] else 2000 + int(found['of']) if found['of'] else None
        short.append(DateInText(int(found['day']), int(found['month']), year, found.start('day'), found.end()))
    return sorted([*find_dates(text), *short], key=lambda each: each.start)


class YearsInText(NamedTuple):
    """A year, or the first and last of several, and where they stand."""

    first: int
    last: int
    start: int
    end: int


def find_years(text: str) -> list[tuple[int, int]]:
    """The years of the text in order, as first and last year: (2021, 2021) for "2021", (2020, 2023) for "2020–2023"."""
    return [(each.first, each.last) for each in years_with_places(text)]


def years_with_places(text: str) -> list[YearsInText]:
    """The years of the text in order, with their places; those of a school year written short too: "läsåret 20/21"."""
    found = []
    for match in _years().finditer(text):
        group = 'first' if match['first'] else 'season' if match['season'] else 'bare'
        first = int(match[group]) if group == 'first' else 2000 + int(match[group])
        last = int(match['last'] or first)
        short = match['short'] or match['after_season'] or match['after_bare']
        if short:
            last += (int(short) - last) % 100
            longest = _LONGEST if group == 'first' and '/' not in match[0] else 1
            if not first < last <= first + longest:
                continue  # "dnr 2020/45" is a number, "19/25 elever" a share
        found.append(YearsInText(first, last, match.start(group), match.end()))
    return found


@cache
def _dates() -> re.Pattern[str]:
    return re.compile(
        rf'(?<![\w/-])(?P<iso>{_YEAR}-\d\d-\d\d)(?![\w/-])'
        rf'|(?:(?P<the>\bden)\s+|(?<![\w.,:/§]))(?P<day>\d{{1,2}})(?::[ae])?\s+'
        rf'(?P<month>{"|".join(MONTHS)})(?![\w-])(?:\s+(?P<year>{_YEAR})(?!\w))?',
        re.IGNORECASE,
    )


@cache
def _short_dates() -> re.Pattern[str]:
    return re.compile(
        r'(?<![\w.])(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?|från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?|senast|före|innan|den)\s+'
        r'(?:den\s+)?(?P<day>\d{1,2})/(?P<month>1[0-2]|0?[1-9])'
        rf'(?:\s+(?P<year>{_YEAR})(?![\w/])|\s?[-–/]\s?(?P<of>[1-7]\d)(?![\w/-])|(?![\w/])(?!-\d)(?!\s*(?:av|procent|%)))',
        re.IGNORECASE,
    )


@cache
def _years() -> re.Pattern[str]:
    after = r'(?![\w/]|[:-]\w)'
    return re.compile(
        rf'(?<![\w/:.,-])(?P<first>{_YEAR})(?:\s*[–/-]\s*(?P<last>{_YEAR})|(?:[/–]|-(?=1[3-9]|[2-9]))(?P<short>\d\d))?{after}'
        # Two digits are years only after a word that says so: "läsåret 20/21"; or at a clause's end: "under 19/20:".
        rf'|(?<!\w)(?:(?:{_SEASON})\s+(?P<season>[1-7]\d)\s*[/–-]\s*(?P<after_season>\d\d){after})'
        rf'|(?<!\w)(?:(?:{_DURING})\s+)(?P<bare>[1-7]\d)/(?P<after_bare>\d\d)(?=\s*(?:[.,:;!?)]|$))',
        re.IGNORECASE,
    )
