"""How Swedish text writes a date, a period, a number, a size, a list and a file name.

Conventions follow CLDR's `sv` through Babel and Myndigheternas skrivregler. Babel takes some 60 ms to import, so it is
imported where it is used: commands that write no documents never pay for it.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from docgen.model.base import Period

NO_BREAK_SPACE = '\u00a0'
"""Holds a number to its unit and a day to its month."""

_LOCALE = 'sv'
_WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
_LETTERS_WITHOUT_ACCENT = str.maketrans(
    {'æ': 'ae', 'ø': 'o', 'œ': 'oe', 'ß': 'ss', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ł': 'l'}
)


def long_date(day: datetime.date) -> str:
    """Write a day for running text, "28 april 2021", with a no-break space between day and month."""
    from babel.dates import format_date

    return format_date(day, f'd{NO_BREAK_SPACE}MMMM y', locale=_LOCALE)


def iso_date(day: datetime.date) -> str:
    """Write a day for tables and metadata, "2021-04-28"."""
    return f'{day.year:04}-{day.month:02}-{day.day:02}'


def period_text(period: Period) -> str:
    """Write a period as briefly as it can be said without loss.

    "2021" and "2020–2023" for whole calendar years, "1 oktober 2021–31 oktober 2022" for other spans, "28 april 2021"
    for a single day, "från och med den 1 januari 2021" without an end.
    """
    start, end = period.start, period.end
    if end is None:
        return f"från och med den {long_date(start)}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f'{start.year}–{end.year}'
    return long_date(start) if start == end else f'{long_date(start)}–{long_date(end)}'


def length_text(period: Period) -> str:
    """Say how long a period is, where it is whole years or months: "ett år", "fyra år", "13 månader"; '' elsewhere."""
    start, end = period.start, period.end
    if end is None or start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return ''
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months % 12 == 0:
        return f"{number_words(months // 12)} år"
    return "en månad" if months == 1 else f"{number_words(months)} månader"


def months_text(period: Period, *, year: bool) -> str:
    """Write a period that lies within some months for a file's name: "maj-juli", "15-maj-31-juli", "maj-juli-2018".

    Args:
        period: first and last day.
        year: whether to name the year where both ends have the same; two years are always named.
    """
    from babel.dates import format_date

    first, last = period.start, period.end or period.start
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    same_year = first.year == last.year

    def written(day: datetime.date, *, with_year: bool) -> str:
        form = ('' if whole else 'd-') + ('MMMM-y' if with_year else 'MMMM')
        return format_date(day, form, locale=_LOCALE)

    ends = [written(first, with_year=not same_year), written(last, with_year=not same_year or year)]
    if whole and (first.year, first.month) == (last.year, last.month):
        ends = ends[1:]
    return slug('-'.join(ends))


def number(value: Decimal | int) -> str:
    """Write a number in digits, "1 234" or "0,77": decimal comma, no-break spaces, no end zeros, nothing rounded."""
    exact = Decimal(value)
    if exact == exact.to_integral_value():
        exact = Decimal(int(exact))
        if 0 <= exact < 1000:
            return str(exact)  # as Babel writes it: a build with nothing to do tells sizes of files and needs no more
    else:
        exact = exact.normalize()

    from babel.numbers import format_decimal

    return format_decimal(exact, locale=_LOCALE, decimal_quantization=False)


def number_words(value: int) -> str:
    """Write a whole number as running text does: "noll" to "tolv" in words, others in digits."""
    return _WORDS[value] if 0 <= value < len(_WORDS) else number(value)


def percent(value: Decimal | int) -> str:
    """Write a share that is given in percent: 57 is "57 %", with a no-break space."""
    return f'{number(value)}{NO_BREAK_SPACE}%'


def file_size(size: int) -> str:
    """Write a size in bytes for a link text: "168 kB", "1,3 MB", with a no-break space.

    A kilobyte is 1 000 bytes (SI). Rounded half up to whole kilobytes, from a thousand of them to tenths of a megabyte.
    """
    kilobytes = (Decimal(size) / 1000).quantize(Decimal(1), ROUND_HALF_UP)
    if size < 1000:
        return f"{number(size)}{NO_BREAK_SPACE}byte"
    if kilobytes < 1000:
        return f'{number(kilobytes)}{NO_BREAK_SPACE}kB'
    megabytes = (Decimal(size) / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP)
    return f'{number(megabytes)}{NO_BREAK_SPACE}MB'


def join_list(items: Sequence[str]) -> str:
    """Join with commas and a final "och": "A, B och C"."""
    from babel.lists import format_list

    return format_list(items, locale=_LOCALE)


def plural(count: Decimal | int, one: str, many: str) -> str:
    """Give the word that goes with a number, the word alone.

    Args:
        count: the number.
        one: the word for exactly 1.
        many: the word for all other numbers.
    """
    return one if count == 1 else many


def slug(text: str) -> str:
    """Make a name for files and links: a–z, 0–9 and single hyphens, å and ä as a, ö as o.

    Empty if the text holds no such sign.
    """
    folded = unicodedata.normalize('NFKD', text.lower().translate(_LETTERS_WITHOUT_ACCENT))
    bare = ''.join(sign for sign in folded if not unicodedata.combining(sign))
    return re.sub(r'[^a-z0-9]+', '-', bare.lower()).strip('-')
