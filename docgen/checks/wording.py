"""The words that findings are told in: numbers, measures, snippets, and the nearest known name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.model import Comparator, Per, Scope, Target

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def shown(number: Decimal | int) -> str:
    """The number with a decimal comma and no needless zeros."""
    if isinstance(number, int):
        return str(number)
    if number.adjusted() > 30:  # a number like 1e999999 must not become a million digits
        return str(number)
    text = f'{number:f}'
    return (text.rstrip('0').rstrip('.') if '.' in text else text).replace('.', ',')


def measure(target: Target | SubCondition) -> str:
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


def instead(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the nearest known one, else those there are."""
    from difflib import get_close_matches

    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"Menade du ”{near[0]}”?"
    if not names:
        return "Det finns inget att hänvisa till än."
    more = f" och {len(names) - _LISTED_AT_MOST} till" if len(names) > _LISTED_AT_MOST else ''
    if more:
        return f"Det finns {', '.join(f'”{each}”' for each in names[:_LISTED_AT_MOST])}{more}."
    return f"Det finns {listed(names)}."


def snippet(text: str, start: int, end: int, around: int = 18) -> str:
    """The defect with a few characters on each side, cut at words, on one line."""
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
    return f'{before}{text[left:right]}{after}'.replace('\n', ' ')
