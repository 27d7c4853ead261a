"""The house of the design: rooms import only those above them, and each heavy library has its room."""

from __future__ import annotations

import ast
import functools
import re
import sys
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT

import docgen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = PROJECT / 'docgen'
FLOORS = (
    ('errors',),
    ('file_names', 'filesystem'),
    ('model',),
    ('swedish',),
    ('word', 'fonts'),
    ('programs',),
    ('workspace',),
    ('checks',),
    ('plan',),
    ('context',),
    ('render',),
    ('pdf/structure',),
    ('engines',),
    ('pdf',),
    ('web',),
    ('records',),
    ('pipeline',),
    ('sign',),
    ('archive',),
    ('starter',),
    ('changes', 'many', 'tables'),
    ('app',),
    ('cli',),
)
"""From top to bottom. Rooms on one floor do not know each other. How a PDF is read stands above the engines, since
LibreOffice's engine mends its own result; the rest of `pdf` works on what an engine gives."""
ROOMS_TO_COME: set[str] = set()
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
ONLY_IN = {
    'docxtpl': {'render'},
    'jinja2': {'app', 'many', 'render', 'web'},
    'openpyxl': {'tables'},
    'starlette': {'app'},
    'uvicorn': {'app'},
    'click': {'cli'},
    'typst': {'engines'},
    'subprocess': {'programs'},
    'ruamel': {'workspace'},
    'yaml': {'workspace'},
    'babel': {'swedish'},
    'pikepdf': {'engines', 'pdf', 'pdf/structure'},
    'pypdf': {'engines', 'pdf', 'pdf/structure'},
    'pypdfium2': {'pdf', 'pdf/structure'},
    'reportlab': {'pdf'},
    'page': {'pdf'},
    'distributed': {'many'},
    'fsspec': {'many'},
    'filelock': {'fonts', 'records'},
    'fontTools': {'context'},
    'aiohttp': {'sign'},
    'cryptography': {'sign'},
    'pkcs11': {'sign'},
    'pyhanko': {'sign'},
    'pyhanko_certvalidator': {'sign'},
    'zxingcpp': {'sign'},
    'pydantic': {'model', 'records', 'workspace'},
}
"""Where a library may be imported; a library that is not named here may be imported anywhere."""


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob('*.py')):
        parts = path.relative_to(PACKAGE).with_suffix('').parts
        if parts != ('__init__',):
            yield _room(parts), path


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text('utf-8'))


def _room(parts: tuple[str, ...]) -> str:
    """The room of a module by the parts of its name below `docgen`."""
    return '/'.join(parts[:2]) if '/'.join(parts[:2]) in HEIGHT else parts[0]


def _imported_files() -> dict[str, set[str]]:
    """For each file of the package by its module's name, the files that it imports, for types only included."""
    files = {'.'.join(('docgen', *path.relative_to(PACKAGE).with_suffix('').parts)): path for _, path in _modules()}
    files = {name.removesuffix('.__init__'): path for name, path in files.items()}
    arrows: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or '').startswith('docgen'):
                for alias in node.names:
                    submodule = f'{node.module}.{alias.name}'
                    arrows[name].add(submodule if submodule in files else node.module or '')
            elif isinstance(node, ast.Import):
                arrows[name] |= {alias.name for alias in node.names if alias.name.startswith('docgen')}
    return {name: {other for other in others if other in files and other != name} for name, others in arrows.items()}


@functools.cache
def _imports(path: Path) -> tuple[tuple[int, str], ...]:
    """Every module that a file imports, also inside functions and for types only, with its line."""
    return tuple(_imports_of(path))


def _imports_of(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f'{path}:{node.lineno} imports relatively'
            if node.module == 'docgen':
                yield from ((node.lineno, f'docgen.{alias.name}') for alias in node.names)
            else:
                yield node.lineno, node.module or ''


def _name(path: Path, line: int) -> str:
    return f'{path.relative_to(PROJECT)}:{line}'


def test_every_room_stands_in_the_table() -> None:
    assert {room for room, _ in _modules()} <= set(HEIGHT), 'a new room needs its floor in this table'


def test_the_table_lists_no_vanished_room() -> None:
    assert set(HEIGHT) - {room for room, _ in _modules()} - ROOMS_TO_COME == set()


def test_no_circle_of_files() -> None:
    """No file imports itself by way of others, imports for types only included."""
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(_imported_files()).prepare()
    except CycleError as error:
        pytest.fail('a circle of files: ' + ' → '.join(error.args[1]))


def test_rooms_import_only_those_above_them() -> None:
    wrong = []
    for room, path in _modules():
        for line, name in _imports(path):
            package, *rest = name.split('.')
            other = _room(tuple(rest)) if rest else ''
            if package != 'docgen' or other in ('', '__version__', room):
                continue
            if other in docgen.__all__ and room in ('app', 'cli'):
                continue  # the public names, for those that stand below every room they come from
            if HEIGHT[other] >= HEIGHT[room]:
                wrong.append(f'{_name(path, line)}: {room} imports {other}')
    assert wrong == []


@pytest.mark.parametrize('library', ONLY_IN)
def test_a_library_is_imported_only_in_its_room(library: str) -> None:
    wrong = [
        _name(path, line)
        for room, path in _modules()
        for line, name in _imports(path)
        if name.partition('.')[0] == library and room not in ONLY_IN[library]
    ]
    assert wrong == []


def test_the_table_of_libraries_is_current() -> None:
    used = {name.partition('.')[0] for _, path in _modules() for _, name in _imports(path)}
    assert {library for library in ONLY_IN if library not in used} == set()


def test_only_declared_libraries_are_imported() -> None:
    import tomllib

    project = tomllib.loads((PROJECT / 'pyproject.toml').read_text('utf-8'))['project']
    declared = [*project['dependencies'], *project['optional-dependencies']['cluster']]
    names = {re.split(r'[\[>=]', line)[0].replace('-', '_').lower() for line in declared}
    provided = names | {
        'docx',
        'yaml',
        'PIL',
        'fontTools',
        'page',
        'pkcs11',
        'ruamel',
        'markupsafe',
        'pydantic_core',
        'zxingcpp',
    }
    used = {name.partition('.')[0] for _, path in _modules() for _, name in _imports(path)}
    strangers = {name for name in used if name not in sys.stdlib_module_names and name not in provided}
    assert strangers <= {'docgen'}


def test_only_the_command_line_prints_and_ends_the_process() -> None:
    wrong = []
    for room, path in _modules():
        if room == 'cli':
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ('print', 'sys.exit', 'exit', 'quit'):
                    wrong.append(f'{_name(path, node.lineno)}: {called}')
    assert wrong == []


POSIX_ONLY = {
    'os.fork': {'pipeline/second_process.py'},
    'os.waitpid': {'pipeline/second_process.py'},
    'os.sched_getaffinity': {'many/process_pool.py', 'pipeline/second_process.py'},
    'os.getuid': {'filesystem.py', 'engines/libreoffice/process.py'},
    'os.killpg': {'programs/process.py'},
    'os.setsid': set(),
    'os.uname': set(),
    'signal.SIGKILL': {'pipeline/second_process.py', 'programs/process.py'},
    'fcntl': set(),
    'pwd': set(),
    'resource': {'many/task.py', 'sign/signing/secrets.py'},
}
"""What Windows lacks, and where it may stand: each of these files says what happens on Windows instead."""


def test_what_only_posix_has_stands_where_its_windows_side_is_said() -> None:
    wrong: list[str] = []
    for _, path in _modules():
        allowed = {name for name, files in POSIX_ONLY.items() if path.relative_to(PACKAGE).as_posix() in files}
        for node in ast.walk(ast.parse(path.read_text('utf-8'))):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ''
            if name in POSIX_ONLY and name not in allowed:
                wrong.append(f'{_name(path, node.lineno)}: {name}')  # type: ignore[attr-defined]
        wrong += [
            f'{_name(path, line)}: {name}' for line, name in _imports(path) if name in POSIX_ONLY.keys() - allowed
        ]
    assert wrong == []
    for name in {file for files in POSIX_ONLY.values() for file in files}:
        assert 'win32' in (PACKAGE / name).read_text('utf-8') or "'linux'" in (PACKAGE / name).read_text('utf-8'), name


def test_files_are_of_a_size_that_one_reads() -> None:
    """Mostly under 250 lines; never more than 300."""
    lengths = {path: len(path.read_text('utf-8').splitlines()) for _, path in _modules()}
    assert [str(path) for path, length in lengths.items() if length > 300] == []
    assert sum(length > 250 for length in lengths.values()) <= len(lengths) / 8


_NAMED = re.compile(r'`((?:docgen|tests|docs|data|templates)/[\w./-]*)(?:::(\w+))?`')
_PAGES = (
    *sorted((PROJECT / 'docs/decisions').glob('*.md')),
    *(PROJECT / name for name in ('docs/architecture.md', 'docs/limitations.md', 'CONTRIBUTING.md', 'SECURITY.md')),
)


@pytest.mark.parametrize('page', _PAGES, ids=lambda page: page.name)
def test_every_name_that_the_developers_pages_give_is_in_the_code(page: Path) -> None:
    """As `docgen/plan.py::plan`; whoever renames something is led to the page that tells of it."""
    wrong = []
    for found in _NAMED.finditer(page.read_text('utf-8')):
        path, name = PROJECT / found[1], found[2]
        if not path.exists() or (name and name not in _defined(path)):
            wrong.append(found[0])
    assert wrong == []


def test_the_walk_passes_every_room() -> None:
    text = (PROJECT / 'docs/architecture.md').read_text('utf-8')
    assert [room for room, _ in _modules() if f'docgen/{room}' not in text] == []


def _defined(path: Path) -> set[str]:
    return {
        node.name
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
