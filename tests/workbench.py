"""A workspace that a test may spoil: edit its YAML and templates, run the real command, and see what a user sees."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner
from docx import Document

from docgen.cli import main
from docgen.cli.advised_commands import quoted
from docgen.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

PROJECT = Path(__file__).parents[1]
COMMAND = (str(Path(sys.executable).with_name('docgen')),)
_ID = re.compile(r'\[([a-z0-9-]+)\]$', re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What a command told: its exit code, and the text of both streams."""

    code: int
    out: str
    err: str

    @property
    def ids(self) -> list[str]:
        """The ids of the findings told, in order."""
        return _ID.findall(self.err)

    @property
    def json(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


class Workbench:
    """One workspace folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / 'output'

    def replace(self, file: str, old: str, new: str) -> int:
        """Put another snippet in place of the first one in a file of `data/`, and give the number of its line."""
        path = self.root / 'data' / file
        before, found, after = path.read_text('utf-8').partition(old)
        assert found, f'{old!r} is not in {file}'
        path.write_text(before + new + after, 'utf-8')
        return before.count('\n') + 1 + len(new) - len(new.lstrip('\n'))

    def template(self, name: str) -> Path:
        return self.root / 'templates' / name

    @contextlib.contextmanager
    def word(self, name: str) -> Iterator[WordDocument]:
        """Open a template as Word does, and save it afterwards."""
        document = Document(str(self.template(name)))
        yield document
        document.save(str(self.template(name)))

    def add_paragraph(self, name: str, text: str) -> None:
        """Write a paragraph last in a template's body."""
        with self.word(name) as document:
            document.add_paragraph(text)

    def run(self, *arguments: str) -> Answer:
        """Run `docgen` in this process. A bug of docgen, exit code 1, is the test's failure.

        The workspace, which every command that is advised names, is left out of what it says.
        """
        result = CliRunner().invoke(main, ['--workspace', str(self.root), *arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code != ExitCode.BUG, result.stderr
        named = f'docgen --workspace {quoted(str(self.root))} '
        said = (each.replace(named, 'docgen ') for each in (result.stdout, result.stderr))
        return Answer(result.exit_code, *said)

    def command(self, *arguments: str) -> list[str]:
        """The words that start `docgen` as a process of its own."""
        return [*COMMAND, '--workspace', str(self.root), *arguments]

    def process(self, *arguments: str, cwd: Path | None = None, **variables: str) -> Answer:
        """Run `docgen` as a process of its own."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.root,
            env={**os.environ, **variables},
            capture_output=True,
            encoding='utf-8',
            check=False,
            timeout=300,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def snapshot(self) -> dict[str, str]:
        """The hash of every file under `output/`, folders included; the lock that builds share left out."""
        return snapshot(self.output)


def snapshot(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder by its path, and an entry for every folder; locks left out."""
    found = {}
    for path in sorted(folder.rglob('*')):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            found[f'{name}/'] = ''
        elif path.name != 'place.lock':
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def furnish(data: Path, root: Path) -> Workbench:
    """Copy a workspace's data and the project's templates to a folder of the test's own."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(data, root / 'data')
    shutil.copytree(PROJECT / 'templates', root / 'templates')
    return Workbench(root)
