"""Shapes that a value must have to say nothing but what it is there for: a number, one of some names, a known key.

Whatever has no such shape, be it a stream, a name that nobody knows or a text in an odd place, is refused by not being
allowed; so nothing need be listed that could be misused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.description_rules import is_date
from docgen.sign.verifying.appended.pdf_syntax import FALSE, TRUE
from docgen.sign.verifying.appended.revision import text_of

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.revision import Revision

Shape = Callable[['Revision', Any], bool]
"""Whether a value, in this state of the file, has the shape; references are followed."""
_MOST = 1000
"""Parts of an array."""


def one_of(*allowed: Any) -> Shape:
    """Give the shape of one of some values."""
    return lambda revision, value: any(
        type(each) is type(revision.resolved(value)) and each == revision.resolved(value) for each in allowed
    )


truth = one_of(TRUE, FALSE)


def whole(lowest: int, highest: int) -> Shape:
    """Give the shape of a whole number between two, these included."""

    def fits(revision: Revision, value: Any) -> bool:
        number = revision.resolved(value)
        return type(number) is int and lowest <= number <= highest

    return fits


def number(revision: Revision, value: Any) -> bool:
    """Whether it is a number of a size that a page has use for."""
    found = revision.resolved(value)
    return isinstance(found, int | float) and abs(found) <= 1_000_000


def date(revision: Revision, value: Any) -> bool:
    """Whether it is a date."""
    return is_date(revision.resolved(value))


def text(pattern: str) -> Shape:
    """Give the shape of a text string that a regular expression describes as a whole."""
    form = re.compile(pattern)

    def fits(revision: Revision, value: Any) -> bool:
        found = revision.resolved(value)
        return isinstance(found, bytes) and form.fullmatch(text_of(found)) is not None

    return fits


def name(pattern: str) -> Shape:
    """Give the shape of a name that a regular expression describes, without its slash."""
    form = re.compile(pattern)

    def fits(revision: Revision, value: Any) -> bool:
        found = revision.resolved(value)
        return isinstance(found, str) and found.startswith('/') and form.fullmatch(found[1:]) is not None

    return fits


def array(inner: Shape, most: int = _MOST) -> Shape:
    """Give the shape of an array of so many of one shape."""

    def fits(revision: Revision, value: Any) -> bool:
        found = revision.resolved(value)
        return isinstance(found, list) and len(found) <= most and all(inner(revision, each) for each in found)

    return fits


def either(*shapes: Shape) -> Shape:
    """Give the shape of what has one of these."""
    return lambda revision, value: any(shape(revision, value) for shape in shapes)


def dictionary(shapes: dict[str, Shape]) -> Shape:
    """Give the shape of a dictionary that holds some of these keys and no other."""

    def fits(revision: Revision, value: Any) -> bool:
        found = revision.resolved(value)
        return isinstance(found, dict) and all(
            key in shapes and shapes[key](revision, each) for key, each in found.items()
        )

    return fits
