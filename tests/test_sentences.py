"""Every message of the code, with the longest and oddest values, reads as an editor would let it pass."""

from __future__ import annotations

import ast
import functools
import itertools
import re
from typing import TYPE_CHECKING

import pytest
from sentences import control_characters, faults
from workbench import PROJECT

from docgen.cli.error_output import print_findings
from docgen.cli.readable_output import nothing_steers_the_terminal
from docgen.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ODD = (
    'x' * 5000,
    '\x1b[31m\x1b[8mrött',
    'två\nrader\r\n\x85\u2028till',
    '\u202egnilmah',
    '\udcff',
    '\x00\x07',
    '”',
    '{}',
)
"""What a name or a value may be."""
_MOST = 40
_FINE = re.compile(r'^(reason|len|_why_not)\(|ForbiddenError|\.(findings|observation|refusals|outcomes|sentence)\b')
"""What of an error may be said: the reason in Swedish, and what docgen itself has put in it."""


@functools.cache
def _code() -> list[tuple[Path, ast.Module]]:
    files = sorted((PROJECT / 'docgen').rglob('*.py'))
    return [(path, ast.parse(path.read_text('utf-8'))) for path in files]


def _texts(node: ast.expr, value: str) -> list[str]:
    """All that an expression of text may be, `value` in place of what only a run can tell."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            chosen = [_texts(each, value) for each in parts]
            return [''.join(each) for each in itertools.islice(itertools.product(*chosen), _MOST)]
        case ast.FormattedValue(value=inner):
            return _texts(inner, value) if isinstance(inner, ast.IfExp) else [value]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_texts(body, value), *_texts(orelse, value)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            pairs = itertools.product(_texts(left, value), _texts(right, value))
            return [''.join(each) for each in itertools.islice(pairs, _MOST)]
        case _:
            return [value]


def _messages(value: str) -> Iterator[tuple[str, Finding]]:
    """Every finding that the code writes out, with where it stands."""
    for path, tree in _code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith('Finding') and len(node.args) > 1:
                named = {each.arg: each.value for each in node.keywords}
                parts = [*node.args[1:4], *(named[each] for each in ('what', 'why', 'do') if each in named)]
                for sentences in itertools.zip_longest(*(_texts(each, value) for each in parts), fillvalue=''):
                    what, why, do = (*sentences, '', '', '')[:3]
                    place = Place(PROJECT / value[:200], 7, value, value)
                    yield f'{path.relative_to(PROJECT)}:{node.lineno}', Finding('x-x', what, why, do, place)


def _sentences() -> Iterator[tuple[str, str]]:
    """Every text in double quotes, which is how texts for people are written, with where it stands."""
    for path, tree in _code():
        lines = path.read_text('utf-8').splitlines()
        held = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in ast.walk(each)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and id(node) not in held):
                start = lines[node.lineno - 1].encode()[node.col_offset :]
                if start.startswith((b'"', b'f"')) and not start.startswith(b'"""'):
                    for text in _texts(node, '7'):
                        if "'" not in text and '\x1b' not in text:  # a pattern, or what steers a line of progress
                            yield f'{path.relative_to(PROJECT)}:{node.lineno}', text.strip()


def test_every_message_reads_well() -> None:
    read = list(_sentences())
    assert len(read) > 3000
    assert [f'{where}: {each}' for where, text in read for each in faults(text)] == []


@pytest.mark.parametrize('value', ODD)
def test_no_value_steers_the_terminal_or_makes_lines_of_its_own(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = [finding for _, finding in _messages(value)]
    assert len(found) > 300
    for some in (found[at : at + 150] for at in range(0, len(found), 150)):
        with nothing_steers_the_terminal():
            print_findings(some)
        told = capsys.readouterr().err
        assert control_characters(told) == []
        assert len(told.splitlines()) == 5 * len(some)


def test_no_sentence_holds_a_librarys_words() -> None:
    """An error's own words are English, and may hold addresses or secrets: they go to the log, if anywhere."""
    wrong = []
    for path, tree in _code():
        for node in ast.walk(tree):
            names = _errors_in(node)
            if names:
                wrong += [
                    f'{path.relative_to(PROJECT)}:{each.lineno}: {ast.unparse(each)}'
                    for each in _told(node)
                    if names & {one.id for one in ast.walk(each) if isinstance(one, ast.Name)}
                    and not _FINE.search(ast.unparse(each))
                ]
    assert sorted(set(wrong)) == []


def _errors_in(node: ast.AST) -> set[str]:
    """The names by which a part of the code has an error that a library may have raised."""
    if isinstance(node, ast.ExceptHandler) and node.name:
        return {node.name}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        kinds = {each.arg: ast.unparse(each.annotation) for each in node.args.args if each.annotation}
        return {name for name, kind in kinds.items() if re.fullmatch(r'\w*(Error|Exception)', kind)}
    return set()


def _told(node: ast.AST) -> Iterator[ast.expr]:
    """Values that Swedish sentences are put together of; those of errors for programmers and of the log are not."""
    inner = {
        id(below)
        for each in ast.walk(node)
        if (
            isinstance(each, ast.Raise)
            and re.match(r'(ValueError|RuntimeError|TypeError|\w*OfOurs)\(', ast.unparse(each.exc or each))
        )
        or (isinstance(each, ast.Call) and ast.unparse(each.func).startswith('_log.'))
        for below in ast.walk(each)
    }
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr) and id(each) not in inner:
            text = ''.join(str(part.value) for part in each.values if isinstance(part, ast.Constant))
            if re.search(r'[åäöÅÄÖ]|\b(är|inte|en|av|var|som)\b', text):
                yield from (part.value for part in each.values if isinstance(part, ast.FormattedValue))
