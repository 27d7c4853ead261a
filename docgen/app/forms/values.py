"""What stands in a form's HTML: the names of its fields, dates and numbers as people write them."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

from docgen.app.forms.kinds import Kind
from docgen.swedish import long_date, parse_number
from docgen.swedish.dates_in_text import find_dates

_STEP = re.compile(r'\.([0-9]+)(?=\.|$)')
_STRANGE = re.compile(r'[^a-zA-Z0-9_-]')
_ISO = re.compile(r'\d{4}-\d{2}-\d{2}')
_NUMERIC_DATE = re.compile(r'(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/. ](\d{4})')
_FIGURES = re.compile(r'-?\d+(?:[.,]\d+)?')
_MOST_DIGITS = 15


def html_id(name: str) -> str:
    """Give an element's id for a field's name: `targets.0.number` is `f-targets-0-number`."""
    return 'f-' + _STRANGE.sub('-', name)


def data_key(name: str) -> str:
    """Give a key as findings tell it, list items counted from 1: `targets.0.number` is `targets[1].number`."""
    return _STEP.sub(lambda found: f'[{int(found[1]) + 1}]', name)


def shown(kind: Kind, value: object) -> str:
    """Write a value as it stands in its field."""
    if value is None:
        return ''
    if kind is Kind.PAIRS and isinstance(value, dict):
        return '\n'.join(f'{name} = {each}' for name, each in value.items())
    if isinstance(value, list):
        return '\n'.join(str(each) for each in value)
    if kind is Kind.DATE and isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return long_date(datetime.date.fromisoformat(value)).replace('\N{NO-BREAK SPACE}', ' ')
        except ValueError:
            return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'{Decimal(str(value)):f}'.replace('.', ',')
    text = str(value)
    return text.strip('\n') if kind is Kind.TEXT else text


def read(kind: Kind, typed: str) -> str | int | float:
    """Give the value that was typed; what is no date or number is given back as it is, for `check` to tell."""
    if kind is Kind.DATE:
        return _date(typed)
    if kind is Kind.NUMBER:
        return _number(typed)
    return typed.strip('\n') if kind is Kind.TEXT else typed.strip()


def _date(typed: str) -> str:
    """Understand "31 december 2021", "2021-12-31", "20211231" and "31/12 2021"."""
    text = ' '.join(typed.split())
    numeric = _NUMERIC_DATE.fullmatch(text)
    if numeric:
        year, month, day = (numeric[index] or numeric[other] for index, other in ((1, 6), (2, 5), (3, 4)))
        return f'{year}-{int(month):02}-{int(day):02}'
    found = find_dates(text)
    if len(found) == 1 and found[0].year and found[0].end - found[0].start == len(text):
        return f'{found[0].year}-{found[0].month:02}-{found[0].day:02}'
    return text


def _number(typed: str) -> str | int | float:
    """Understand "20 000", "2,5", "2.5" and "fyra"."""
    text = ''.join(typed.split())
    try:
        exact = Decimal(text.replace(',', '.')) if _FIGURES.fullmatch(text) else parse_number(typed.strip().lower())
    except InvalidOperation:
        exact = None
    if exact is None or len(text) > _MOST_DIGITS:
        return typed.strip()
    return int(exact) if exact == exact.to_integral_value() else float(exact)
