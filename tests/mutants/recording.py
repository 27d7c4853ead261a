"""A pytest plugin that tells coverage which test is running, or which set-up that several tests share."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage

from mutants.swapping import import_everything

if TYPE_CHECKING:
    from collections.abc import Generator

_tests: dict[str, tuple[float, list[str]]] = {}
_fixtures: dict[str, float] = {}
_running = ['']
_shared_seconds = 0.0


def _switch(who: str) -> None:
    os.environ['DOCGEN_TEST'] = who  # what a test starts as a process of its own is the test's too
    if coverage := Coverage.current():
        coverage.switch_context(who)


def _name(fixture: Any) -> str:
    return f'{fixture.scope} {fixture.argname} of {fixture.baseid}'


def pytest_collection_finish() -> None:
    """Import everything while no test runs, so that a line is known to run when its module is imported."""
    from docgen.pipeline.forked_map import use_one_process

    import_everything()
    use_one_process()  # what a forked process runs would not be recorded


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tell that a test runs, and how long it ran without what it shares with others."""
    global _shared_seconds
    used = getattr(item, '_fixtureinfo', None)
    definitions = [each for all_of in used.name2fixturedefs.values() for each in all_of] if used else []
    began, _shared_seconds = time.perf_counter(), 0.0
    _running.append(item.nodeid)
    _switch(item.nodeid)
    try:
        return (yield)
    finally:
        _running.pop()
        _switch('')
        shared = sorted({_name(each) for each in definitions if each.scope != 'function'})
        _tests[item.nodeid] = time.perf_counter() - began - _shared_seconds, shared


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Generator[None, object, object]:
    """Tell that a set-up for several tests runs."""
    global _shared_seconds
    if fixturedef.scope == 'function':
        return (yield)
    began, before = time.perf_counter(), _shared_seconds
    _running.append(_name(fixturedef))
    _switch(_running[-1])
    try:
        return (yield)
    finally:
        _running.pop()
        _switch(_running[-1])
        within = _shared_seconds - before
        _fixtures[_name(fixturedef)] = time.perf_counter() - began - within
        _shared_seconds = before + time.perf_counter() - began


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave the durations for whoever asked for them."""
    path = Path(os.environ['DOCGEN_RECORD']) / f'{os.getpid()}.durations'
    path.write_text(json.dumps([_tests, _fixtures]), 'utf-8')
