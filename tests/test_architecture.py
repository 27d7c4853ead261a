"""The house of the design: rooms import only those above them, and each heavy library has its room."""

from __future__ import annotations

import ast
import functools
import re
import sys
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = PROJECT / 'docgen'
FLOORS = (
    ('errors',),
    ('file_names', 'filesystem'),
    ('temporary',),
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
    ('__init__',),
    ('app',),
    ('cli',),
)
"""From top to bottom. Rooms on one floor do not know each other. How a PDF is read stands above the engines, since
LibreOffice's engine mends its own result; the rest of `pdf` works on what an engine gives. `__init__` is
docgen/__init__.py, the public names, for those that stand below every room they come from."""
ROOMS_TO_COME: set[str] = set()
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
ONLY_IN = {
    'docxtpl': {'render'},
    'jinja2': {'app', 'many', 'render', 'web'},
    'multiprocessing': {'many'},
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
    'filelock': {'fonts', 'records', 'temporary'},
    'fontTools': {'context', 'fonts'},
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
        yield _room(path.relative_to(PACKAGE).with_suffix('').parts), path


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text('utf-8'))


def _room(parts: tuple[str, ...]) -> str:
    """The room of a module by the parts of its name below `docgen`."""
    return '/'.join(parts[:2]) if '/'.join(parts[:2]) in HEIGHT else parts[0]


@functools.cache
def _files() -> dict[str, Path]:
    """Every file of the package by its module's name."""
    names = {'.'.join(('docgen', *path.relative_to(PACKAGE).with_suffix('').parts)): path for _, path in _modules()}
    return {name.removesuffix('.__init__'): path for name, path in names.items()}


def _imported_files() -> dict[str, set[str]]:
    """For each file of the package by its module's name, the files that it imports, for types only included."""
    return {name: {each for _, each in _imports(path)} & _files().keys() - {name} for name, path in _files().items()}


@functools.cache
def _imports(path: Path) -> tuple[tuple[int, str], ...]:
    """Every module that a file imports, also inside functions and for types only, with its line.

    A module is imported by name, too, wherever its name stands in a text (`importlib.import_module('docgen.plan')`, a
    table of names) or `docgen.plan` stands in the code after `import docgen`.
    """
    return tuple(_imports_of(path))


def _imports_of(path: Path) -> Iterator[tuple[int, str]]:
    tree = _tree(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name != 'docgen':
                    yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f'{path}:{node.lineno} imports relatively'
            yield from ((node.lineno, _meant(f'{node.module}.{alias.name}')) for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _MODULE_NAME.fullmatch(node.value) and not _holds(node.value, path):
                yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
            if _MODULE_NAME.match(start := str(first.value)):
                yield node.lineno, start.rpartition('.')[0] + '.*'
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith('docgen.'):
            yield node.lineno, _meant(ast.unparse(node))


def _holds(name: str, path: Path) -> bool:
    """Whether a name is of no module, or of the package that a file lies in, as where it asks for files beside it."""
    found = _files().get(name)
    return found is None or (found.name == '__init__.py' and path.is_relative_to(found.parent))


_MODULE_NAME = re.compile(r'docgen(?:\.[a-z_]\w*)+')


def _meant(name: str) -> str:
    """The module that a dotted name is, or is of; `__version__` and its like of the package are no import."""
    if not name.startswith('docgen.'):
        return name.rpartition('.')[0] if name.count('.') else name
    while name not in _files():
        name, _, last = name.rpartition('.')
        if name == 'docgen' and last.startswith('__'):
            return 'docgen.__version__'
    return name


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
            other = _room(tuple(rest)) if rest else '__init__'
            if package == 'docgen' and other not in ('__version__', room) and HEIGHT[other] >= HEIGHT[room]:
                wrong.append(f'{_name(path, line)}: {room} imports {other}')
    assert wrong == []


def test_a_module_is_never_imported_by_a_name_that_nobody_can_read() -> None:
    """What `import_module` is given stands in the file, in whole or by its room, so that the tests here see it."""
    wrong = [
        _name(path, node.lineno)
        for _, path in _modules()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).removeprefix('importlib.') in ('import_module', '__import__', 'exec', 'eval')
        and not isinstance(node.args[0], ast.Constant | ast.JoinedStr)
        and ast.unparse(node.args[0]) not in _TABLES_OF_NAMES.get(path.relative_to(PACKAGE).as_posix(), ())
    ]
    assert wrong == []


_TABLES_OF_NAMES = {'__init__.py': ('_MODULES[name]',), 'many/preload.py': ('_name',)}
"""Where the names come from a table in the same file."""


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


_TO_THE_USER = re.compile(
    r'(?:builtins\.)?(?:print|input|exit|quit)$|sys\.exit$|sys\.(?:__)?std(?:in|out|err)|os\._exit$|SystemExit$'
    r'|logging\.(?:basicConfig|StreamHandler|lastResort)'
)
_ROUND_CLICK = re.compile(r'(?:builtins\.)?print$|sys\.\w+\.(?:buffer\.)?write|os\.write$')
_STARTERS = re.compile(
    r'os\.(?:system|popen|startfile|posix_spawnp?|spawn[lv]p?e?|exec[lv]p?e?)$|asyncio\.create_subprocess|pty\.'
    r'|webbrowser\.|(?:concurrent\.futures\.)?ProcessPoolExecutor'
)
ENDS_A_PROCESS = {'pipeline/forked_map.py': 'os._exit', 'programs/watchdog.py': 'SystemExit'}
"""The end of a process that parted from ours, and ours where a signal ends it."""
ALSO_STARTS = {'app/server/serving.py': 'webbrowser.'}
"""The local page opens in the browser that its user has."""


def _used(path: Path) -> Iterator[tuple[int, str]]:
    """Every name with its attributes that a file uses, as `sys.stdout.write`; what it imports likewise."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and node.module in ('sys', 'os', 'logging', 'asyncio', 'webbrowser'):
            yield from ((node.lineno, f'{node.module}.{alias.name}') for alias in node.names)


def test_only_the_command_line_prints_and_ends_the_process() -> None:
    """`click.echo` there too, never a stream's own `write`: click knows what a terminal takes."""
    wrong = []
    for room, path in _modules():
        allowed = ENDS_A_PROCESS.get(path.relative_to(PACKAGE).as_posix())
        for line, used in _used(path):
            if used == allowed:
                continue
            if (_ROUND_CLICK if room == 'cli' else _TO_THE_USER).match(used):
                wrong.append(f'{_name(path, line)}: {used}')
    assert wrong == []


def test_only_its_room_starts_programs() -> None:
    wrong = []
    for room, path in _modules():
        allowed = ALSO_STARTS.get(path.relative_to(PACKAGE).as_posix(), '-')
        for line, used in _used(path):
            if room != 'programs' and _STARTERS.match(used) and not used.startswith(allowed):
                wrong.append(f'{_name(path, line)}: {used}')
    assert wrong == []


POSIX_ONLY = {
    'os.fork': {'pipeline/forked_map.py'},
    'os.waitpid': {'pipeline/forked_map.py'},
    'os.sched_getaffinity': {'many/process_pool.py', 'pipeline/forked_map.py'},
    'os.getuid': {'filesystem.py', 'engines/libreoffice/process.py'},
    'os.killpg': {'programs/process.py'},
    'os.setsid': set(),
    'os.uname': set(),
    'signal.SIGKILL': {'pipeline/forked_map.py', 'programs/process.py'},
    'fcntl': set(),
    'pwd': set(),
    'resource': {'many/task.py', 'programs/memory.py', 'sign/signing/secrets.py'},
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


_NAMED = re.compile(r'`((?:docgen|tests|docs|data|templates)/[\w./-]*)(?:::([\w.]+)(?:\(\))?)?`')
_PAGES = (
    *sorted((PROJECT / 'docs/decisions').glob('*.md')),
    *(
        PROJECT / name
        for name in ('docs/architecture.md', 'docs/limitations.md', 'docs/rules.md', 'CONTRIBUTING.md', 'SECURITY.md')
    ),
)
ARCHITECTURE = PROJECT / 'docs/architecture.md'


@pytest.mark.parametrize('page', _PAGES, ids=lambda page: page.name)
def test_every_name_that_the_developers_pages_give_is_in_the_code(page: Path) -> None:
    """As `docgen/plan.py::plan`; whoever renames something is led to the page that tells of it."""
    wrong = []
    for found in _NAMED.finditer(page.read_text('utf-8')):
        path, name = PROJECT / found[1], found[2]
        if not path.exists() or (name and name not in _defined(path)):
            wrong.append(found[0])
    assert wrong == []


_BARE = re.compile(r'`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(\))?`')
_NOT_OF_THE_CODE = frozenset(('record.json',))


def test_every_bare_name_of_the_architecture_page_is_in_the_code() -> None:
    """As `Workspace` or `VersionHistory.state`, without its file: a class, function, method or constant."""
    known = {part for path in _files().values() for name in _defined(path) for part in (name, name.rpartition('.')[2])}
    given = {found[1] for found in _BARE.finditer(ARCHITECTURE.read_text('utf-8'))} - _NOT_OF_THE_CODE
    assert {name for name in given if name not in known} == set()


def test_the_table_of_rooms_is_in_the_order_that_holds() -> None:
    """Row by row as in FLOORS; only the public names stand first, and `pdf/structure` within the row of its room."""
    rows = re.findall(r'^\| (`docgen/.*?) \|', ARCHITECTURE.read_text('utf-8'), re.MULTILINE)
    rooms = [re.findall(r'docgen/([\w/]+?)(?:\.py|/)?`', row) for row in rows]
    assert rooms[0] == ['__init__']
    heights = [[HEIGHT[room] for room in row] for row in rooms[1:]]
    assert [each for row in heights for each in sorted(row)] == sorted(each for row in heights for each in row)
    assert {room for row in rooms for room in row} == HEIGHT.keys() - {'pdf/structure'}


def test_the_walk_passes_every_room() -> None:
    text = ARCHITECTURE.read_text('utf-8')
    assert [room for room, _ in _modules() if f'docgen/{room}' not in text] == []


def test_every_rule_that_a_check_names_is_on_its_page() -> None:
    """Each of docs/rules.md is named by a check, "rule 4 of docs/rules.md", and none is that the page does not hold."""
    page = (PROJECT / 'docs/rules.md').read_text('utf-8')
    numbered = {
        int(found[1]): found[2]
        for found in re.finditer(r'^(\d+)\. (.*?)(?=^\d+\. |^$)', page, re.MULTILINE | re.DOTALL)
    }
    assert list(numbered) == list(range(1, len(numbered) + 1))
    named: dict[int, set[str]] = {}
    for _, path in _modules():
        text = path.read_text('utf-8')
        assert not re.search(r'rules? \d+ of the domain', text), path
        for found in re.finditer(r'rules? (\d+)(?: and (\d+))?\s+of docs/rules\.md', text):
            for number in filter(None, found.groups()):
                named.setdefault(int(number), set()).add(f'docgen/{path.relative_to(PACKAGE).as_posix()}')
    assert named.keys() == numbered.keys()
    assert [(number, file) for number, files in named.items() for file in files if file not in numbered[number]] == []


@functools.cache
def _defined(path: Path) -> frozenset[str]:
    """What a file defines: classes, functions, constants, and `Class.method` and `Class.attribute`."""
    return frozenset(_names_in(_tree(path).body)) if path.suffix == '.py' else frozenset()


def _names_in(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f'{node.name}.{name}' for name in _names_in(node.body))
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, 'target', None)]
        yield from (each.id for target in targets if target for each in ast.walk(target) if isinstance(each, ast.Name))


_OF_OTHERS = frozenset(('make_context', 'call_binop', 'from_string', 'write_usage'))
"""Methods of a library's class that are written anew: it says what their arguments are."""


def test_every_function_of_several_parameters_says_what_they_are() -> None:
    """`Args` names each of three or more, and `Raises` what it raises itself; a command's are told by its options."""
    wrong = [
        f'{_name(path, function.lineno)} {function.name}: {missing}'
        for _, path in _modules()
        for function in _public_functions(_tree(path).body)
        if (missing := _untold(function))
    ]
    assert wrong == []


def _public_functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith('_'):
            yield from _public_functions(node.body)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith('_'):
            decorators = ' '.join(map(ast.unparse, node.decorator_list))
            if 'overload' not in decorators and '.command(' not in decorators and '.group(' not in decorators:
                yield node


def _untold(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *([given.vararg] if given.vararg else []), *given.kwonlyargs]
    names = [each.arg for each in every if each.arg not in ('self', 'cls')]
    if len(names) < 3 or function.name in _OF_OTHERS:
        return []
    told = ast.get_docstring(function) or ''
    section = told.partition('Args:\n')[2].partition('\n\n')[0]
    untold = [
        name for name in names if not re.search(rf'^    (?:[\w, ]+, )?{name}(?:, [\w, ]+)?:', section, re.MULTILINE)
    ]
    raising = any(isinstance(each, ast.Raise) and each.exc is not None for each in ast.walk(function))
    return untold + ['Raises'] * (raising and 'Raises' not in told)
