"""One page and one browser for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from app.browser import Browser, started
from app.person import Person, opened

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope='session')
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The workspace that the page is opened for. Tests change it only where they say so, and put it back."""
    return furnish(PROJECT / 'data', tmp_path_factory.mktemp('page') / 'workspace')


@pytest.fixture(scope='session')
def person(bench: Workbench) -> Iterator[Person]:
    """Someone who has the page open."""
    with opened(bench.root) as person:
        yield person


@pytest.fixture(scope='session')
def browser(chromium: str) -> Iterator[Browser]:
    """A browser."""
    with started(chromium) as browser:
        yield browser
