"""Kills a command between two of its dealings with files, and looks at what is left, before and after the next run.

    python -m tests.kills --command sign --count 100

What a person sees must be as before, or as after the whole command; the next run ends well, and leaves nothing of the
killed one. The points are the same in every run. A process is forked for each kill, so that none has to begin anew.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS)] if str(TESTS) not in sys.path else []

from fuzz.base import DOCUMENT, PERIOD, base_with_own_authority  # noqa: E402
from killing import DEALINGS, points  # noqa: E402
from workbench import snapshot  # noqa: E402

from docgen.cli import main as docgen  # noqa: E402


@dataclass(frozen=True)
class Case:
    """A command and what it begins with."""

    state: str
    """A folder of the base; '' where the command needs none."""
    words: tuple[str, ...]
    """Its words; WORK stands for the folder of the run, BASE for the base."""
    watched: str = 'work/output'
    """Where it writes, within the folder of the run."""
    change: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What is changed in data files before."""
    again: frozenset[int] = frozenset({0})
    """How the next run may end when the killed one had done all."""
    one_by_one: bool = False
    """Whether some of the new files may be there, each whole, before the others."""


_NAME = f'{DOCUMENT}-v1.pdf'
_DONE = frozenset({0, 2, 7})
"""The killed command had done all: the next one says that it is done, and changes nothing."""
_PEN = ('--signed-by', 'kommunen=2024-01-15')
_INIT = ('--municipality', 'Lillby kommun', '--police', 'Lokalpolisområde Lillby', '--year', '2027')
_P12 = ('--p12', 'BASE/anna.p12', '--passphrase-file', 'BASE/anna.passphrase', '--other-day')
CASES = {
    'build': Case('built', ('build',), change={'promises/2024.yaml': ('introduction: L', 'introduction: Hela L')}),
    'fix': Case('built', ('fix', PERIOD)),
    'sign': Case('signed-not', ('sign', PERIOD, '--as', 'kommunen', *_P12), again=_DONE),
    'receive': Case('signed-not', ('receive', PERIOD, 'BASE/signed.pdf', '--other-day'), again=_DONE),
    'scan': Case('fixed', ('receive', PERIOD, '--scan', *_PEN, 'BASE/skannat.pdf'), again=_DONE),
    'publish': Case('signed', ('publish', PERIOD)),
    'archive': Case('published', ('archive', PERIOD, '--to', 'WORK/arkiv'), 'arkiv', again=_DONE),
    'archive-zip': Case('published', ('archive', PERIOD, '--as', 'zip', '--to', 'WORK/arkiv'), 'arkiv', again=_DONE),
    'init': Case('', ('init', 'WORK/ny', *_INIT), 'ny', again=_DONE),
    'next': Case('fixed', ('next', PERIOD), 'work/data', again=_DONE, one_by_one=True),
    'unpack': Case('', ('archive', 'unpack', 'BASE/packages/fgs-2.0/lillby-2024', 'WORK/ut'), 'ut', again=_DONE),
    'web': Case('fixed', ('web',)),
    'print': Case('fixed', ('print', PERIOD)),
    'schema': Case('fixed', ('schema',), 'work/data'),
}  # fmt: skip


def main() -> int:
    """Kill, look, and give 1 if anything half was seen."""
    parser = argparse.ArgumentParser(prog='python -m tests.kills', description=__doc__)
    parser.add_argument('--command', choices=CASES, nargs='+', default=list(CASES))
    parser.add_argument('--count', type=int, default=100)
    parser.add_argument('--base', type=Path, help='what the commands begin with, as an earlier run left it')
    asked = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory(prefix='docgen-kills-', ignore_cleanup_errors=True) as scratch:
        base = asked.base or Path(scratch, 'base')
        if not base.exists():
            base.mkdir()
            # In a process of its own: the threads that it leaves would be missing in every process forked from it.
            making = multiprocessing.get_context('spawn').Process(target=base_with_own_authority, args=(base,))
            making.start()
            making.join()
        for number, name in enumerate(asked.command):
            folder = Path(scratch, str(number))
            folder.mkdir()
            faults += _tried(name, asked.count, base, folder)
    return 1 if faults else 0


def _tried(name: str, count: int, base: Path, folder: Path) -> int:
    case = CASES[name]
    runs = [_Run(case, base, folder / f'whole-{each}') for each in range(2)]
    before = runs[0].seen()
    codes = [runs[0].command(0)]
    time.sleep(2)  # so that a moment in a file, which has whole seconds, differs between the two
    codes.append(runs[1].command(0))
    after = runs[0].seen()
    same = {key for key, value in after.items() if runs[1].seen().get(key) == value}
    wrong = [f'the whole command ends with {code}' for code in codes if code]
    total = int((runs[0].root / 'dealings').read_text('ascii'))
    kills, states = 0, Counter[str]()
    for point in points(total, min(count, total - 1)):
        run = _Run(case, base, folder / f'kill-{point}')
        if run.command(point) != -signal.SIGKILL:
            run.remove()
            continue
        kills += 1
        left = run.seen()
        state = _state(left, before, after, same)
        if state == 'half' and all(
            _state(_within(top, left), _within(top, before), _within(top, after), same) != 'half'
            for top in _tops(left, before, after)
        ):
            state = 'periods old and new'  # each folder of a period is exchanged whole, one after the other
        if state == 'half' and case.one_by_one and all(after.get(name) == each for name, each in left.items()):
            state = 'some whole files'
        states[state] += 1
        told = f'{name}, killed before dealing {point} of {total}'
        if state == 'half':
            wrong.append(f'{told}: {_difference(left, before, after)}')
        code = run.command(0)
        if code not in (case.again if state == 'after' else frozenset({0})):
            wrong.append(f'{told}: the next run ends with {code}')
        if not _alike(run.seen(), after, same):
            wrong.append(f'{told}: after the next run {_difference(run.seen(), before, after)}')
        if rests := run.rests():
            wrong.append(f'{told}: left behind {rests}')
        run.remove()
    found = ', '.join(f'{state} {number}' for state, number in sorted(states.items()))
    sys.stdout.write(''.join(f'--- {each}\n' for each in wrong))
    sys.stdout.write(f'{name}: {kills} kills at {total} points; seen {found}; {len(wrong)} faults\n')
    sys.stdout.flush()
    return len(wrong)


class _Run:
    """A folder in which a command runs, is killed, and runs again."""

    def __init__(self, case: Case, base: Path, root: Path) -> None:
        self.root = root
        self._case = case
        root.mkdir()
        (root / 'tmp').mkdir()
        self._workspace: list[str] = []
        if case.state:
            _laid_out(case.state, base, root / 'work')
            self._workspace = ['--workspace', str(root / 'work')]
            for file, (old, new) in case.change.items():
                path = root / 'work/data' / file
                path.write_text(path.read_text('utf-8').replace(old, new), 'utf-8')
        self._words = [each.replace('WORK', str(root)).replace('BASE', str(base)) for each in case.words]

    def command(self, point: int) -> int:
        """Run the command in a process of its own, killed before that dealing; 0 lets it run to its end."""
        child = os.fork()
        if not child:
            self._inside(point)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)

    def _inside(self, point: int) -> None:
        nothing = os.open(os.devnull, os.O_RDWR)
        for each in (0, 1, 2):
            os.dup2(nothing, each)
        tempfile.tempdir = str(self.root / 'tmp')
        folder, first, dealings = str(self.root), os.getpid(), 0

        def count(event: str, values: tuple[Any, ...]) -> None:
            nonlocal dealings
            if event not in DEALINGS or os.getpid() != first:
                return
            text = ' '.join(os.fsdecode(each) for each in values if isinstance(each, (str, bytes, os.PathLike)))
            if folder in text or 'renameat2' in text:
                dealings += 1
                if dealings == point:
                    os.kill(first, signal.SIGKILL)

        sys.addaudithook(count)
        code = 1
        try:
            docgen([*self._workspace, *self._words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            if not point:
                (self.root / 'dealings').write_text(str(dealings), 'ascii')
            os._exit(code)

    def seen(self) -> dict[str, str]:
        """All that a person sees where the command writes: no names that begin with a dot."""
        found = snapshot(self.root / self._case.watched)
        return {name: each for name, each in found.items() if not any(part.startswith('.') for part in name.split('/'))}

    def rests(self) -> list[str]:
        """What only a command at work may have; the list that knows what is unchanged is no such thing."""
        hidden = [each for each in self.root.rglob('*') if each.name.startswith(('.docgen-', 'work-', '.tmp'))]
        files = [each for each in self.root.rglob('.*') if each.is_file() and each.parent.name != '.docgen']
        # Links to the typefaces, which hold nothing of the workspace, go with a command an hour later.
        found = {*hidden, *files, *(each for each in (self.root / 'tmp').iterdir() if 'docgen-fonts-' not in each.name)}
        known = {'.gitignore', '.gitattributes'}
        return sorted(str(each.relative_to(self.root)) for each in found if each.name not in known)

    def remove(self) -> None:
        """Take all away, write-protected files too."""
        for each in self.root.rglob('*'):
            if not each.is_symlink():
                each.chmod(0o755)
        shutil.rmtree(self.root)


def _laid_out(state: str, base: Path, root: Path) -> None:
    """Copy a state of the base; `signed-not` is fixed, and trusts the signer's issuer."""
    shutil.copytree(base / state.replace('signed-not', 'fixed'), root, ignore=shutil.ignore_patterns('.docgen'))
    if state == 'signed-not':
        shutil.copytree(base / 'signed/data/trust', root / 'data/trust', dirs_exist_ok=True)


def _state(left: dict[str, str], before: dict[str, str], after: dict[str, str], same: set[str]) -> str:
    same = same & set(after)
    return 'before' if _alike(left, before, set(before)) else 'after' if _alike(left, after, same) else 'half'


def _tops(*folders: dict[str, str]) -> set[str]:
    return {name.split('/')[0] for each in folders for name in each}


def _within(top: str, folder: dict[str, str]) -> dict[str, str]:
    return {name: each for name, each in folder.items() if name.split('/')[0] == top}


def _alike(one: dict[str, str], other: dict[str, str], same: set[str]) -> bool:
    """Whether two folders hold the same names, and the same bytes where the bytes do not hold a moment or chance."""
    return set(one) == set(other) and all(one[key] == other[key] for key in same)


def _difference(left: dict[str, str], before: dict[str, str], after: dict[str, str]) -> str:
    strange = [key for key in left if left[key] not in (before.get(key), after.get(key))]
    return f'strange {strange[:5]}, gone {sorted((set(before) & set(after)) - set(left))[:5]}'


if __name__ == '__main__':
    sys.exit(main())
