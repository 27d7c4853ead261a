"""The time of day in Sweden, wherever the computer is."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docgen.swedish import long_date

_HERE = 'Europe/Stockholm'


def here() -> datetime.tzinfo:
    """Give Sweden's time zone; UTC on a system without time zones."""
    try:
        return ZoneInfo(_HERE)
    except ZoneInfoNotFoundError:
        return datetime.UTC


def moment_text(moment: datetime.datetime) -> str:
    """Write a moment with its time zone: "24 november 2026 kl. 01.12 (UTC+1)"."""
    offset = moment.utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "−" if offset < datetime.timedelta() else "+"
    zone = f"UTC{sign}{hours}{f':{minutes:02}' if minutes else ''}" if offset else "UTC"
    return f"{long_date(moment.date())} kl. {moment:%H.%M} ({zone})"
