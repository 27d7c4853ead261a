"""Every document of every workspace by both engines, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import Pair, pairs
from .comparison import Comparison, compare

if TYPE_CHECKING:
    from workbench import Workbench


@pytest.fixture(scope='session')
def both(
    shipped: Workbench, everything: Workbench, smallest: Workbench, built_by_libreoffice: dict[str, Workbench]
) -> tuple[Pair, ...]:
    """All documents in pairs."""
    ours = {'shipped': shipped, 'everything': everything, 'minimal': smallest}
    return tuple(pair for name, each in ours.items() for pair in pairs(name, each, built_by_libreoffice[name]))


@pytest.fixture(scope='session')
def compared(both: tuple[Pair, ...]) -> dict[Pair, Comparison]:
    """Each pair with what its comparison found."""
    return {pair: compare(pair) for pair in both}
