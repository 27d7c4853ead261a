"""Every document of every workspace by both engines, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import DATA, Pair, built, pairs
from .comparison import Comparison, compare

if TYPE_CHECKING:
    from workbench import Workbench


@pytest.fixture(scope='session')
def both(
    shipped: Workbench, everything: Workbench, smallest: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Pair, ...]:
    """All documents in pairs."""
    folder = tmp_path_factory.mktemp('agreement')
    ours = dict(zip(DATA, (shipped, everything, smallest), strict=True))
    return tuple(
        pair for name, workbench in ours.items() for pair in pairs(name, workbench, built(name, 'libreoffice', folder))
    )


@pytest.fixture(scope='session')
def compared(both: tuple[Pair, ...]) -> dict[Pair, Comparison]:
    """Each pair with what its comparison found."""
    return {pair: compare(pair) for pair in both}
