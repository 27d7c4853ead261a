"""The time of day in Sweden, wherever the computer is."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docgen.errors import Finding, ToolError
from docgen.swedish import long_date

_HERE = 'Europe/Stockholm'


def here() -> datetime.tzinfo:
    """Give Sweden's time zone.

    Raises:
        ToolError: `time-zone-missing`; another zone in its place would give documents another day.
    """
    try:
        return ZoneInfo(_HERE)
    except ZoneInfoNotFoundError as error:
        raise ToolError(
            Finding(
                'time-zone-missing',
                f"Tidszonen {_HERE} finns inte på datorn.",
                "Utan den blir klockslag och dagar fel i dokument och underskrifter.",
                "Installera den med pip install tzdata.",
            )
        ) from error


def moment_text(moment: datetime.datetime) -> str:
    """Write a moment with its time zone: "24 november 2026 kl. 01.12 (UTC+1)"."""
    offset = moment.utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "−" if offset < datetime.timedelta() else "+"
    zone = f"UTC{sign}{hours}{f':{minutes:02}' if minutes else ''}" if offset else "UTC"
    return f"{long_date(moment.date())} kl. {moment:%H.%M} ({zone})"


def swedish_time(moment: datetime.datetime) -> str:
    """Write a moment as the clock stands in Sweden: "24 november 2026 kl. 01.12 svensk tid".

    Raises:
        ToolError: as `here`.
    """
    local = moment.astimezone(here())
    return f"{long_date(local.date())} kl. {local:%H.%M} svensk tid"
