"""The words that findings are told in: numbers, measures, snippets, and the nearest known name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.model import Comparator, Per, Scope, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from docgen.model import SubCondition

COMPARATORS = {
    Comparator.AT_LEAST: "minst",
    Comparator.EXACTLY: "exakt",
    Comparator.AT_MOST: "högst",
    Comparator.ALL: "alla",
    Comparator.NONE: "inga",
    Comparator.YES_NO: "görs eller görs inte",
}
_PER = {
    Per.PERIOD: "",
    Per.DAY: " per dag",
    Per.WEEK: " per vecka",
    Per.MONTH: " per månad",
    Per.YEAR: " per år",
}
_LISTED_AT_MOST = 8
_YEARS = re.compile(r'[0-9-]+')


def shown(number: Decimal | int) -> str:
    """The number with a decimal comma and no needless zeros."""
    if isinstance(number, int):
        return str(number)
    if number.adjusted() > 30:  # a number like 1e999999 must not become a million digits
        return str(number)
    text = f'{number:f}'
    return (text.rstrip('0').rstrip('.') if '.' in text else text).replace('.', ',')


def target_in_words(target: Target | SubCondition) -> str:
    """A target in words: "minst 4 trygghetsvandringar per år"."""
    unit, tail = target.unit, ''
    if isinstance(target, Target):
        unit = target.unit_one or unit if target.number == 1 else unit
        tail = _PER[target.per] + (" på varje plats" if target.scope is Scope.PER_PLACE else '')
    number = '' if target.number is None else f' {shown(target.number)}'
    return f'{COMPARATORS[target.comparator]}{number}{f" {unit}" if unit else ""}{tail}'


def listed(names: Iterable[str], last: str = "och") -> str:
    """The names in quotation marks: ”a”, ”b” och ”c”."""
    quoted = [f"”{name}”" for name in names]
    if len(quoted) < 2:
        return ''.join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def instead(name: str, known: Iterable[str], folder: str = '') -> str:
    """What to do about an unknown name: the nearest known one, else those there are, and the file that may be gone.

    Args:
        name: what is written.
        known: the names there are.
        folder: the folder in data/ that holds a file for each name, if that is so.
    """
    from difflib import get_close_matches

    names = sorted(set(known))
    # One year is as near another as any: a guess would point to the wrong document.
    near = [] if _YEARS.fullmatch(name) else get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"Menade du ”{near[0]}”?"
    file = f"data/{folder}/{name}.yaml"
    if not names:
        return f"Lägg tillbaka {file}, eller skriv den." if folder else "Det finns inget att välja på än."
    return f"{existing(names)}{f' Har filen tagits bort? Lägg då tillbaka {file}.' if folder else ''}"


def existing(names: Sequence[str]) -> str:
    """The first of the names that there are: Det finns ”a”, ”b” och 3 till."""
    if len(names) > _LISTED_AT_MOST:
        shown = ', '.join(f'”{each}”' for each in names[:_LISTED_AT_MOST])
        return f"Det finns {shown} och {len(names) - _LISTED_AT_MOST} till."
    return f"Det finns {listed(names)}."


def snippet(text: str, start: int, end: int, around: int = 18) -> str:
    """The defect with a few characters on each side, cut at words, on one line.

    Args:
        text: the whole text.
        start: offset of the defect's first character.
        end: offset after its last.
        around: how many characters to show on each side.
    """
    left = max(0, start - around)
    right = min(len(text), end + around)
    if left:
        space = text.find(' ', left, start)
        left = space + 1 if space >= 0 else left
    if right < len(text):
        space = text.rfind(' ', end, right)
        right = space if space >= 0 else right
    before = '…' if left else ''
    after = '…' if right < len(text) else ''
    return re.sub(r'\s*[\t\n]\s*', ' ', f'{before}{text[left:right]}{after}')
