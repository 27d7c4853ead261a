"""What is drawn and holds no paragraphs: charts, forms, colours, places. Data only; part of `content`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.engines.typst.formats import TextFormat


@dataclass(frozen=True)
class Series:
    """One row of a chart's values; a value that is missing is None. A colour for each value.

    In a chart of points `across` holds the values along the other axis; in one of bubbles `sizes` holds theirs.
    """

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    across: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart with its data; sizes in points.

    `kind` is 'columns', 'bars', 'lines', 'areas', 'pie', 'ring', 'points', 'bubbles', 'net', or 'several' of the first
    four, which `layers` holds; `second` says that one of these is measured by an axis of its own at the right.

    `stacked` is '', 'stacked' or 'percent'; `legend` its side by its first letter, '' for none; `bounds` the ends of
    the value axis where the author chose them.
    """

    kind: str
    width: float
    height: float
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: str
    legend: str
    labels: bool
    share: bool
    bounds: tuple[float | None, float | None]
    percent: bool
    look: TextFormat
    alt: str
    axes: tuple[str, str] = ('', '')
    """What the author calls the axis of the categories and that of the values."""
    layers: tuple[Chart, ...] = ()
    second: bool = False
    joined: bool = False
    """Points are joined by lines."""
    filled: bool = False
    """The rings of a net are filled."""
    bounds_across: tuple[float | None, float | None] = (None, None)
    """As `bounds`, for the other axis of a chart of points."""


Segment = tuple[Any, ...]
"""A step of an outline: 'move', 'line', 'quad', 'cubic' or 'close', and the coordinates of its points."""
Outline = tuple[Segment, ...]


@dataclass(frozen=True)
class Gradient:
    """Colours that go over into each other, each at its place from 0 to 1; `angle` in degrees, or None."""

    stops: tuple[tuple[float, str], ...]
    angle: float | None


@dataclass(frozen=True)
class Watermark:
    """Text drawn over the whole of a rectangle behind the page's own, turned by `turn` degrees clockwise."""

    text: str
    font: str
    width: float
    height: float
    turn: float
    colour: str
    opacity: float


@dataclass(frozen=True)
class Rule:
    """A line across the text's width, or of its own length in points."""

    thickness: float
    colour: str
    length: float = 0.0


@dataclass(frozen=True)
class Place:
    """Where something floats along one axis: at an offset in points from, or aligned to, what it is relative to."""

    relative: str
    """'page', 'margin', 'column', 'character', 'paragraph', 'line', or a margin such as 'leftMargin' (20.4.3)."""
    offset: float
    align: str
