"""docs/messages.md holds every message id of the code, and no other: the two are held together both ways."""

from __future__ import annotations

import ast
import errno
import re
from collections import Counter

import pytest
from workbench import PROJECT

from docgen.errors import reason
from docgen.pdf.judge.judge import Check

PAGE = PROJECT / 'docs/messages.md'
_ROW = re.compile(r'^\| `([a-z0-9-]+)` \| (.+) \| (1|2|3|4|5|6|7|varning) \|$', re.MULTILINE)
_ID = re.compile(r'[a-z]+(-[a-z0-9]+)+')
# A hyphen does not make an id: these are what else the code calls by hyphenated names.
_NO_IDS = frozenset({
    'a-2a', 'ua-1', 'utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'latin-1', 'x-default', 'not-compliant',
    'page-validation', 'python-docx', 'font-cache', 'core-properties', 'follow-up', 'follow-ups', 'tracked-change',
    'top-edge', 'bottom-edge', 'dash-dotted', 'densely-dashed', 'dash-dot-dotted', 'extended-properties',
    'custom-properties', 'margin-left', 'margin-top', 'z-index', 'layout-flow', 'v-text-anchor', 'bottom-to-top',
    'font-family', 'x-none', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'text-decoration',
    'dominant-baseline', 'fill-opacity', 'line-through',
    'add-text', 'content-length', 'docgen-work', 'no-store', 'same-origin', 'x-docgen-key',
    'hard-fail', 'soft-fail',
    'dg-even-footer', 'dg-even-header', 'dg-balanced', 'densely-dash-dotted', 'loosely-dash-dotted', 'loosely-dashed',
    'dg-body', 'dg-first-footer', 'dg-first-header', 'dg-footer-body', 'dg-header-body', 'dg-tabbed',
})  # fmt: skip


def _documented() -> dict[str, str]:
    """Exit code or "varning" by id."""
    return {found[1]: found[3] for found in _ROW.finditer(PAGE.read_text('utf-8'))}


def _of_the_code() -> dict[str, str]:
    """Every id with the file that gives it."""
    found: dict[str, str] = {f'judge-{check}': 'docgen/pipeline/document_steps.py' for check in Check}
    for path in sorted((PROJECT / 'docgen').rglob('*.py')):
        name = str(path.relative_to(PROJECT))
        tree = ast.parse(path.read_text('utf-8'))
        choices = _choices(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in choices:
                if _ID.fullmatch(node.value) and node.value not in _NO_IDS:
                    found[node.value] = name
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith('Finding'):
                given = next((each.value for each in node.keywords if each.arg == 'id'), None) or node.args[0]
                if isinstance(given, ast.Constant):
                    found[str(given.value)] = name
    return found


def _choices(tree: ast.Module) -> set[ast.AST]:
    """The values of enums, which name other things than messages."""
    enums = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.ClassDef) and 'Enum' in ''.join(map(ast.unparse, each.bases))
    ]
    return {statement.value for enum in enums for statement in enum.body if isinstance(statement, ast.Assign)}


def test_every_message_of_the_code_is_documented() -> None:
    """A new hyphenated word that is no message id belongs in _NO_IDS."""
    documented = _documented()
    assert {key: file for key, file in _of_the_code().items() if key not in documented} == {}


def test_every_documented_message_is_in_the_code() -> None:
    assert set(_documented()) - set(_of_the_code()) == set()


def test_a_message_is_documented_once_and_in_order() -> None:
    text = PAGE.read_text('utf-8')
    assert [key for key, times in Counter(found[1] for found in _ROW.finditer(text)).items() if times > 1] == []
    for section in text.split('\n## ')[1:]:
        ids = [found[1] for found in _ROW.finditer(section)]
        assert ids, section.splitlines()[0]
        assert ids == sorted(ids)


def test_every_row_is_read() -> None:
    rows = [line for line in PAGE.read_text('utf-8').splitlines() if line.startswith('| `')]
    assert len(rows) == len(_documented())


_GIVES_AN_ID = re.compile(r'Finding$|_finding$|refusals\.add$|_add$')


def test_ids_are_given_literally() -> None:
    """An id put together at run time cannot be found by whoever searches for it. The judge's come from its enum."""
    wrong = [
        f'{path.relative_to(PROJECT)}:{node.lineno}'
        for path in sorted((PROJECT / 'docgen').rglob('*.py'))
        for node in ast.walk(ast.parse(path.read_text('utf-8')))
        if isinstance(node, ast.Call)
        and _GIVES_AN_ID.search(ast.unparse(node.func))
        and any(map(_is_put_together, [*node.args[:1], *(each.value for each in node.keywords if each.arg == 'id')]))
    ]
    assert [place for place in wrong if 'pipeline/document_steps.py' not in place] == []


def _is_put_together(node: ast.expr) -> bool:
    """Whether it is an id of pieces: f'word-{kind}', 'word-' + kind, 'word-{}'.format(kind)."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ('format', 'join'):
        return True
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node.left] if isinstance(node, ast.BinOp) else []
    return any(isinstance(each, ast.Constant) and re.match(r'[a-z]+-', str(each.value)) for each in pieces)


@pytest.mark.parametrize(
    ('error', 'words'),
    [
        (OSError(errno.ENOENT, 'x'), "den finns inte"),
        (OSError(errno.EISDIR, 'x'), "det är en mapp, inte en fil"),
        (OSError(9999, 'x'), "systemet svarar med fel 9999"),
        (OSError('x'), "okänt fel"),
    ],
)
def test_a_refusal_of_the_system_has_its_reason_in_swedish(error: OSError, words: str) -> None:
    assert reason(error) == words
