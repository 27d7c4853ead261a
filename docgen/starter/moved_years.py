"""Years and days moved from one period to the next: replaced where they name the period, otherwise marked."""

from __future__ import annotations

import calendar
import datetime
import re

from docgen.model import Period
from docgen.model.base import LOOK_OVER_MARK, look_over
from docgen.swedish import MONTHS

_YEAR = r'(?:19|20)\d\d'
_RANGE = re.compile(rf'(?<!\d)({_YEAR})(\s*[–-]\s*)({_YEAR})(?!\d)')
_SINGLE = re.compile(rf'(?<!\d)({_YEAR})(?!\d)')
_MONTH = '|'.join(MONTHS)
_TO_LOOK_AT = re.compile(
    rf'(?<![\w/.:-])(?:{_YEAR}-\d\d-\d\d'
    rf'|(?:den\s+)?\d{{1,2}}\s+(?:{_MONTH})(?:\s+{_YEAR})?'
    rf'|(?:{_MONTH})\s+{_YEAR}(?:\s*[–-]\s*{_YEAR})?'
    r'|(?:läs|skol)år(?:et)?\s+\d\d\s*[/–-]\s*\d\d'
    rf'|{_YEAR}(?:\s*[/–-]\s*(?:{_YEAR}|\d\d))?)(?![\w/]|[:.-]\w)',
    re.IGNORECASE,
)


def following(period: Period) -> Period | None:
    """Give the period of the same length that begins the day after; None after one without an end.

    Whole months stay whole months: after 1 October–31 October of the next year comes 1 November–30 November.
    """
    if period.end is None:
        return None
    start = period.end + datetime.timedelta(days=1)
    return Period(start=start, end=_end(period, start))


def of_same_length(period: Period, start: datetime.date) -> Period:
    """Give a period as long as another, from another day; without an end if the other has none."""
    return Period(start=start, end=_end(period, start))


def years_of(period: Period) -> str:
    """Give the years that a period is called by: 2021, or 2020-2023."""
    first, last = period.start.year, (period.end or period.start).year
    return str(first) if first == last else f'{first}-{last}'


def moved_id(old_id: str, old: Period, new: Period) -> str | None:
    """Give the id of the next period, or None where the old one does not tell how.

    Args:
        old_id: the id that the old period has.
        old: the period that the years are of.
        new: the period that follows.
    """
    if old_id == years_of(old):
        return years_of(new)
    moved = _SINGLE.sub(lambda year: _moved_year(int(year[1]), old, new), old_id)
    return moved if moved != old_id else None


def moved_text(text: str, old: Period, new: Period) -> str:
    """Say of the new period what a text says of the old one, as a title does; years of other periods are marked.

    Args:
        text: a title or the like.
        old: the period that the text is about.
        new: the period that follows.
    """
    return _outside_marked(with_moved_years(text, old, new), new)


def with_moved_years(text: str, old: Period, new: Period) -> str:
    """Put the new period's years in place of the old one's; other years stay.

    Args:
        text: any text.
        old: the period that its years are of.
        new: the period that follows.
    """
    span = years_of(old)
    written = years_of(new).replace('-', '–')

    def between(found: re.Match[str]) -> str:
        if f'{found[1]}-{found[3]}' == span:
            return written
        return f'{_moved_year(int(found[1]), old, new)}{found[2]}{_moved_year(int(found[3]), old, new)}'

    def single(found: re.Match[str]) -> str:
        return written if found[1] == span else _moved_year(int(found[1]), old, new)

    pieces, position = [], 0
    for found in _RANGE.finditer(text):
        pieces += [_SINGLE.sub(single, text[position : found.start()]), between(found)]
        position = found.end()
    pieces.append(_SINGLE.sub(single, text[position:]))
    return ''.join(pieces)


def marked(text: str) -> str:
    """Mark every year and day of a text, unless they stand in an address or are marked already."""
    return _TO_LOOK_AT.sub(lambda found: look_over(found[0]), LOOK_OVER_MARK.sub(r'\1', text))


def _outside_marked(text: str, period: Period) -> str:
    last = (period.end or period.start).year

    def mark(found: re.Match[str]) -> str:
        years = [int(year) for year in _SINGLE.findall(found[0])]
        inside = years and all(period.start.year <= year <= last for year in years)
        return found[0] if inside and not re.search(_MONTH, found[0], re.IGNORECASE) else look_over(found[0])

    return _TO_LOOK_AT.sub(mark, text)


def _moved_year(year: int, old: Period, new: Period) -> str:
    last = (old.end or old.start).year
    if not old.start.year <= year <= last:
        return str(year)
    if year == last and old.end is not None and new.end is not None:
        return str(new.end.year)
    return str(year + new.start.year - old.start.year)


def _end(period: Period, start: datetime.date) -> datetime.date | None:
    if period.end is None:
        return None
    after = period.end + datetime.timedelta(days=1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    if after.day == period.start.day and months > 0:
        return _later(start, months) - datetime.timedelta(days=1)
    return start + (period.end - period.start)


def _later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
