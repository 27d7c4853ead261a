"""Which tests run which line: recorded once for each file of tests, and anew only for files that have changed."""

from __future__ import annotations

import difflib
import functools
import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TESTS = {
    '.': ('tests/test_plan.py', 'tests/context', 'tests/pipeline'),
    'app': ('tests/app/test_forms.py', 'tests/app/test_flows.py', 'tests/app/test_odd_requests.py'),
    'archive': (
        'tests/archive/test_damage.py',
        'tests/archive/test_verify.py',
        'tests/archive/test_single_values.py',
        'tests/archive/test_packaged_event.py',
        'tests/archive/test_privacy.py',
        'tests/archive/test_premis_events.py',
        'tests/archive/test_fixity.py',
        'tests/archive/test_seal.py',
    ),
    'changes': ('tests/changes',),
    'checks': ('tests/checks', 'tests/workspace', 'tests/bounds/test_templates.py'),
    'context': ('tests/context', 'tests/templates', 'tests/render', 'tests/web'),
    'engines': ('tests/engines/typst', 'tests/engines/agreement'),
    'fonts': ('tests/fonts', 'tests/engines/typst'),
    'model': ('tests/workspace', 'tests/checks', 'tests/context', 'tests/templates', 'tests/test_swedish.py'),
    'pdf/compare': (
        'tests/pdf/compare',
        'tests/sign/verifying/test_appended.py',
        'tests/sign/receiving/test_receive.py',
    ),
    'pdf/inspect': ('tests/pdf/inspect', 'tests/sign/verifying'),
    'pdf/judge': ('tests/pdf/judge', 'tests/pdf/write/test_finish.py'),
    'pdf/scan': ('tests/sign/receiving',),
    'pdf/structure': ('tests/pdf', 'tests/engines/typst'),
    'pdf/write': ('tests/pdf', 'tests/pipeline', 'tests/sign/signing'),
    'pipeline': ('tests/pipeline', 'tests/cli', 'tests/templates'),
    'records': ('tests/records', 'tests/sign/test_status.py', 'tests/sign/fixing', 'tests/archive/test_verify.py'),
    'render': ('tests/render', 'tests/cli', 'tests/templates'),
    'sign': ('tests/sign',),
    'sign/verifying': ('tests/sign/verifying',),
    'starter': ('tests/starter',),
    'swedish': ('tests/test_swedish.py', 'tests/context', 'tests/checks'),
    'tables': ('tests/tables',),
    'web': ('tests/web', 'tests/sign/publishing'),
    'word': ('tests/engines/typst', 'tests/render', 'tests/fonts', 'tests/bounds'),
    'workspace': ('tests/workspace', 'tests/checks', 'tests/cli'),
}
"""The tests that plausibly notice a fault in a room; one that is not named here has its mirror under tests/ alone."""

LEFT_OUT = (
    'tests/verapdf',
    'tests/fuzz',
    'tests/kills',
    'tests/app/test_as_a_person.py',
    'tests/archive/test_judges.py',
    'tests/engines/agreement',
    'tests/engines/foreign',
    'tests/engines/libreoffice',
    'tests/pipeline/test_forked_map.py',
)
"""What takes too long to be run for each fault: it may notice more than the table tells, never less."""


class Recorded(NamedTuple):
    """What one file of tests, or the set-ups that files share, told when all of it passed.

    Attributes:
        tests: for each test its seconds, without the set-ups it shares, and the names of these.
        fixtures: for each shared set-up its seconds.
        lines: for each file of docgen and line of it, who ran it: tests, shared set-ups, or '' for any import.
        sources: the files of docgen as they were then.
    """

    tests: dict[str, tuple[float, list[str]]]
    fixtures: dict[str, float]
    lines: dict[str, dict[int, list[str]]]
    sources: dict[str, str]


def tests_of(room: str, project: Path) -> list[str]:
    """Give the files of tests for a room, or for the room that it lies in, its own mirror first."""
    while room not in TESTS and '/' in room:
        room = room.rpartition('/')[0]
    found: dict[str, None] = {}
    for name in TESTS.get(room, (f'tests/{room}',)):
        path = project / name
        files = [path] if path.is_file() else sorted(path.rglob('test_*.py'))
        found |= dict.fromkeys(each.relative_to(project).as_posix() for each in files)
    return [name for name in found if not name.startswith(LEFT_OUT)]


def environment(copy: Path) -> dict[str, str]:
    """Give the environment in which Python, and what it starts, takes docgen and its tests from a copy."""
    return {**os.environ, 'PYTHONPATH': f'{copy}{os.pathsep}{copy / "tests"}'}


class Covering:
    """Chooses the tests for a fault."""

    def __init__(self, room: str, copy: Path, kept: Path, at_once: int) -> None:
        """Read what was recorded, and record first what is not there or whose tests have changed since.

        Args:
            room: as a path below docgen/, such as 'pdf/judge'.
            copy: an unchanged copy of the project.
            kept: the folder for what was recorded.
            at_once: processes to record with.

        Raises:
            SystemExit: a test fails without any fault.
        """
        kept.mkdir(parents=True, exist_ok=True)
        self._mirror = f'tests/{room.partition("/")[0]}/'
        files = tests_of(room, copy)
        missing = [name for name in files if not _kept_file(kept, copy, name).exists()]
        if missing:
            _record(missing, copy, kept, at_once)
        self._recorded = [_read(_kept_file(kept, copy, name)) for name in files]
        shared = [_read(path) for path in sorted(kept.glob('shared-*.json'))]
        self.fixtures = {name: each for recorded in shared for name, each in recorded.fixtures.items()}
        self.tests = {name: each for recorded in self._recorded for name, each in recorded.tests.items()}
        self._recorded += shared
        self._users = defaultdict(list)
        for name, (_, fixtures) in self.tests.items():
            for fixture in fixtures:
                self._users[fixture].append(name)

    def seconds(self, test: str) -> float:
        """Give how long a test takes alone, with all that it shares with others."""
        own, fixtures = self.tests[test]
        return own + sum(self.fixtures.get(fixture, 0) for fixture in fixtures)

    def choose(self, file: str, line: int, source: str) -> tuple[list[str], bool]:
        """Give the tests for a fault in the order to run them, and whether the line also runs when it is imported.

        Those that run the line come first, then those that run anything of its file. File by file, the quickest first.
        """
        direct, beside, imported = set(), set(), False
        for recorded in self._recorded:
            lines = recorded.lines.get(file, {})
            at = _line_then(recorded.sources[file], source, line) if lines else 0
            imported = imported or '' in lines.get(at, ())
            direct |= self._named(lines.get(at, ()))
            beside |= self._named(who for each in lines.values() for who in each)
        named = _words(file)
        tests = [*self._in_order(direct, named), *self._in_order(beside - direct, named)]
        return tests, imported or not direct

    def _named(self, contexts: Iterable[str]) -> set[str]:
        return {test for who in contexts for test in ([who] if who in self.tests else self._users.get(who, ()))}

    def _in_order(self, tests: set[str], named: set[str]) -> list[str]:
        """Give tests file by file, the quickest first; the room's own and namesakes of the module look quicker."""
        files: dict[str, list[str]] = defaultdict(list)
        for test in sorted(tests, key=self.seconds):
            files[test.partition('::')[0]].append(test)

        def rank(name: str) -> tuple[float, str]:
            nearer = (3 if name.startswith(self._mirror) else 1) * (100 if named & _words(name) else 1)
            return self.seconds(files[name][0]) / nearer, name

        return [test for name in sorted(files, key=rank) for test in files[name]]


@functools.lru_cache(maxsize=4096)
def _line_then(then: str, now: str, line: int) -> int:
    """Give the number that a line of the file had when it was recorded, or of the nearest line before it."""
    if then == now:
        return line
    matched = difflib.SequenceMatcher(None, now.splitlines(), then.splitlines(), autojunk=False).get_matching_blocks()
    block = max((block for block in matched if block.size and block.a < line), default=None)
    return 1 if block is None else block.b + min(line - block.a, block.size)


def _words(file: str) -> set[str]:
    return set(PurePosixPath(file).stem.removeprefix('test_').split('_')) - {'of', 'in', 'and', 'the'}


def _kept_file(kept: Path, copy: Path, name: str) -> Path:
    sum_of = hashlib.sha256((copy / name).read_bytes()).hexdigest()[:12]
    return kept / f'{name.removeprefix("tests/").replace("/", "-")}-{sum_of}.json'


def _read(path: Path) -> Recorded:
    recorded = Recorded(*json.loads(path.read_text('utf-8')))
    lines = {file: {int(at): who for at, who in ran.items()} for file, ran in recorded.lines.items()}
    return recorded._replace(lines=lines)


def _record(files: list[str], copy: Path, kept: Path, at_once: int) -> None:
    """Run files of tests with coverage, and keep what each told in a file of its own."""
    from coverage import CoverageData

    data = kept / 'coverage'
    for old in kept.glob('*.durations'):
        old.unlink()
    data.unlink(missing_ok=True)
    settings = kept / 'settings.ini'
    settings.write_text(
        f'[run]\npatch = subprocess\nparallel = true\ndata_file = {data}\nsource = {copy / "docgen"}\n'
        'context = ${DOCGEN_TEST-}\n',
        'utf-8',
    )
    command = [sys.executable, '-m', 'pytest', '-n', str(at_once), '-p', 'no:cacheprovider', '-p', 'mutants.recording']
    command += ['-m', 'not browser', '--durations=0', '--durations-min=5', f'--cov={copy / "docgen"}', '--cov-report=']
    command += [f'--cov-config={settings}', *files]
    ended = subprocess.run(command, cwd=copy, env={**environment(copy), 'DOCGEN_RECORD': str(kept)}, check=False)
    if ended.returncode:
        sys.exit('These tests fail without any fault, so that they can tell nothing of any.')
    tests: dict[str, tuple[float, list[str]]] = {}
    fixtures: dict[str, float] = {}
    for part in kept.glob('*.durations'):
        of_tests, of_fixtures = json.loads(part.read_text('utf-8'))
        tests |= of_tests
        fixtures |= of_fixtures
    measured = CoverageData(str(data))
    measured.read()
    lines: dict[str, dict[str, dict[int, list[str]]]] = defaultdict(lambda: defaultdict(dict))
    for path in measured.measured_files():
        file = path.removeprefix(f'{copy}/')
        for line, contexts in measured.contexts_by_lineno(path).items():
            for context in sorted({context.strip('|') for context in contexts}):
                owner = context.partition('::')[0] if context in tests else 'shared'
                lines[owner][file].setdefault(line, []).append(context)
    sources = {file: (copy / file).read_text('utf-8') for file in {file for each in lines.values() for file in each}}

    def keep(path: Path, owner: str) -> None:
        mine = {test: each for test, each in tests.items() if test.partition('::')[0] == owner}
        of_fixtures = fixtures if owner == 'shared' else {}
        then = {file: sources[file] for file in lines[owner]}
        path.write_text(json.dumps([mine, of_fixtures, lines[owner], then]), 'utf-8')

    keep(kept / f'shared-{hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]}.json', 'shared')
    for name in files:
        keep(_kept_file(kept, copy, name), name)
