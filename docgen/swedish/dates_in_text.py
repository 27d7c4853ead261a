"""Which dates and years a Swedish text holds: "31 juni", "den 4 mars 2021", "2021-06-30", "2020–2023"."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
_A_LEAP_YEAR = 2000
_LAST_DAY = 31
_YEAR = r'(?:19|20)\d\d'


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


def find_years(text: str) -> list[tuple[int, int]]:
    """The years of the text in order, as first and last year: (2021, 2021) for "2021", (2020, 2023) for "2020–2023"."""
    return [(int(match[1]), int(match[2] or match[1])) for match in _years().finditer(text)]


@cache
def _dates() -> re.Pattern[str]:
    return re.compile(
        rf'(?<![\w/-])(?P<iso>{_YEAR}-\d\d-\d\d)(?![\w/-])'
        rf'|(?:(?P<the>\bden)\s+|(?<![\w.,:/§]))(?P<day>\d{{1,2}})(?::[ae])?\s+'
        rf'(?P<month>{"|".join(MONTHS)})(?![\w-])(?:\s+(?P<year>{_YEAR})(?!\w))?',
        re.IGNORECASE,
    )


@cache
def _years() -> re.Pattern[str]:
    return re.compile(rf'(?<![\w/:.,-])({_YEAR})(?:\s*[–/-]\s*({_YEAR}))?(?![\w/]|[:-]\w)')
