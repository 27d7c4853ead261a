"""Which tests are run for a fault: those that ran the changed line when all of a room's tests passed, then the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

TESTS = {
    'app': ('tests/app',),
    'archive': ('tests/archive',),
    'changes': ('tests/changes', 'tests/cli'),
    'checks': ('tests/checks', 'tests/workspace', 'tests/cli'),
    'context': ('tests/context', 'tests/templates', 'tests/render', 'tests/checks', 'tests/web'),
    'engines': ('tests/engines',),
    'fonts': ('tests/fonts', 'tests/engines'),
    'model': ('tests/workspace', 'tests/checks', 'tests/context', 'tests/test_swedish.py'),
    'pdf/compare': ('tests/pdf', 'tests/sign/receiving', 'tests/sign/verifying'),
    'pdf/inspect': ('tests/pdf', 'tests/sign/verifying'),
    'pdf/judge': ('tests/pdf', 'tests/pipeline'),
    'pdf/scan': ('tests/pdf', 'tests/sign/receiving'),
    'pdf/structure': ('tests/pdf', 'tests/engines'),
    'pdf/write': ('tests/pdf', 'tests/pipeline', 'tests/sign'),
    'pipeline': ('tests/pipeline', 'tests/cli'),
    'records': ('tests/records', 'tests/sign', 'tests/archive'),
    'render': ('tests/render', 'tests/cli', 'tests/templates'),
    'sign': ('tests/sign',),
    'starter': ('tests/starter', 'tests/cli'),
    'swedish': ('tests/test_swedish.py', 'tests/sign/signing/test_appearance.py', 'tests/context', 'tests/checks'),
    'tables': ('tests/tables', 'tests/cli'),
    'web': ('tests/web', 'tests/sign/publishing'),
    'word': ('tests/engines', 'tests/render', 'tests/fonts'),
    'workspace': ('tests/workspace', 'tests/cli', 'tests/checks'),
}
"""The tests that plausibly notice a fault in a room; one that is not named here has its mirror under tests/ alone."""


class Covering(NamedTuple):
    """What one passing run of a room's tests told.

    Attributes:
        lines: for each file and line of it, the tests that ran it.
        seconds: how long each test took, its set-up included.
    """

    lines: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]


def tests_of(room: str, project: Path) -> list[str]:
    """Give the folders and files of tests for a room, or for the room that it lies in."""
    while room not in TESTS and '/' in room:
        room = room.rpartition('/')[0]
    return [path for path in TESTS.get(room, (f'tests/{room}',)) if (project / path).exists()]


def environment(copy: Path) -> dict[str, str]:
    """Give the environment in which Python, and what it starts, takes docgen from a copy of the project."""
    return {**os.environ, 'PYTHONPATH': str(copy), 'PYTHONDONTWRITEBYTECODE': '1'}


def map_room(room: str, copy: Path, kept: Path) -> Covering:
    """Run the tests of a room once with coverage, or read what an earlier run of this kept.

    Args:
        room: as a path below docgen/, such as 'pdf/judge'.
        copy: an unchanged copy of the project.
        kept: the file for the outcome; made anew when it is not there.

    Raises:
        SystemExit: a test fails without any fault.
    """
    if not kept.exists():
        data = kept.with_suffix('.coverage')
        data.unlink(missing_ok=True)
        settings = kept.with_suffix('.ini')
        source = copy / 'docgen' / room
        settings.write_text(f'[run]\npatch = subprocess\ndata_file = {data}\nsource = {source}\n', 'utf-8')
        command = [sys.executable, '-m', 'pytest', '-n', '2', '-p', 'no:cacheprovider', '-o', 'junit_family=xunit1']
        command += [f'--junitxml={kept.with_suffix(".xml")}', f'--cov={source}', '--cov-context=test']
        command += ['--cov-report=', f'--cov-config={settings}', *tests_of(room, copy)]
        ended = subprocess.run(command, cwd=copy, env=environment(copy), check=False)
        if ended.returncode:
            sys.exit(f'The tests of {room} fail without any fault.')
        kept.write_text(json.dumps(_read(data, kept.with_suffix('.xml'), copy)), 'utf-8')
    lines, seconds = json.loads(kept.read_text('utf-8'))
    return Covering({file: {int(at): tests for at, tests in ran.items()} for file, ran in lines.items()}, seconds)


def _read(data: Path, durations: Path, copy: Path) -> tuple[dict[str, dict[int, list[str]]], dict[str, float]]:
    from xml.etree import ElementTree

    from coverage import CoverageData

    measured = CoverageData(str(data))
    measured.read()
    lines = {
        file.removeprefix(f'{copy}/'): {
            line: sorted({context.partition('|')[0] for context in contexts if context})
            for line, contexts in measured.contexts_by_lineno(file).items()
        }
        for file in measured.measured_files()
    }
    seconds = {
        f'{case.get("file")}::{case.get("name")}': float(case.get('time', 0))
        for case in ElementTree.parse(durations).iter('testcase')
    }
    return lines, seconds
