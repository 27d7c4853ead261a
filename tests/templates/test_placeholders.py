"""Placeholders: the templates use only what exists, and templates/README.md lists all that exists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docgen.context.placeholder_words import readme_tables, sections_of
from docgen.model import DocumentKind
from docgen.render import check_template

from .shipped import NAMES, TEMPLATES, contexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.context.shared_context import ContextValue

SECTIONS = {
    "I samverkansöverenskommelsen": 'samverkansoverenskommelse.docx',
    "I medborgarlöftet, båda versionerna": 'medborgarlofte.docx',
    "I uppföljningen": 'uppfoljning.docx',
}
LISTED_ELSEWHERE = 'promise.groups[].commitments[].'
"""A group's commitments offer the same as all commitments, and the README says so once."""


@pytest.mark.parametrize('name', NAMES)
def test_every_placeholder_exists_whatever_the_data_leave_out(name: str) -> None:
    for context in contexts(name):
        assert check_template(TEMPLATES / name, context) == []


@pytest.mark.parametrize(('section', 'name'), SECTIONS.items())
def test_the_readme_lists_every_placeholder_and_no_other(section: str, name: str) -> None:
    offered = paths(name)
    common, own = set(placeholders("I alla dokument")), set(placeholders(section))
    assert common - {path for each in NAMES for path in paths(each)} == set(), "listed for all but not offered"
    assert own - offered == set(), "listed but not offered"
    assert offered - common - own == set(), "offered but not listed"


def test_the_readme_s_tables_are_those_that_docgen_lists() -> None:
    readme = (TEMPLATES / 'README.md').read_text('utf-8')
    assert readme.partition('### I alla dokument\n')[2].strip() == readme_tables().partition('\n')[2].strip()


def test_each_kind_of_document_is_told_its_own_placeholders_and_the_shared_ones() -> None:
    agreement, promise, short, follow_up = ([each.heading for each in sections_of(kind)] for kind in DocumentKind)
    assert [agreement, promise, follow_up] == [["I alla dokument", each] for each in SECTIONS]
    assert short == promise


def test_the_readme_gives_each_placeholder_a_meaning_and_an_example() -> None:
    for section in ("I alla dokument", *SECTIONS):
        for name, meaning, example in rows(section):
            assert meaning, name
            assert example or 'slinga' in meaning, name


def test_the_readme_names_every_style_that_an_administrator_meets() -> None:
    readme = (TEMPLATES / 'README.md').read_text('utf-8')
    for style in ('Ingress', 'Ruta', 'Löfteslista', 'Fråga', 'Svar', 'Löftestext', 'Underskriftsrum', 'Mallkod'):
        assert style in readme


def paths(name: str) -> set[str]:
    """Give every path that a template's contexts offer."""
    found = {path for context in contexts(name) for path in flatten(context, '')}
    return {path for path in found if not path.startswith(LISTED_ELSEWHERE)}


def flatten(value: ContextValue, path: str) -> Iterator[str]:
    """Give the path of every leaf and list of a context: promise.commitments[].number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(inner, f'{path}.{key}' if path else key)
    elif isinstance(value, list):
        yield f'{path}[]'
        for each in value:
            if isinstance(each, dict):
                yield from flatten(each, f'{path}[]')
    else:
        yield path


def placeholders(section: str) -> Iterator[str]:
    """Give the paths that a section of the README lists, its loops' names written out."""
    names: dict[str, str] = {}
    for code, _, _ in rows(section):
        expression = code.replace('["', '.').replace('"]', '')
        loop = re.fullmatch(r'\{%(?:p|tr) for (\w+) in ([\w.]+) %\}', expression)
        plain = re.fullmatch(r'\{\{ ([\w.]+) \}\}', expression)
        if loop:
            path = _resolve(loop[2], names) + '[]'
            names[loop[1]] = path
            yield path
        else:
            assert plain, code
            yield _resolve(plain[1], names)


def _resolve(expression: str, names: dict[str, str]) -> str:
    first, _, rest = expression.partition('.')
    start = names.get(first, first)
    return f'{start}.{rest}' if rest else start


def rows(section: str) -> list[tuple[str, str, str]]:
    """Give the rows of a section's table: the placeholder, what it means, an example."""
    readme = (TEMPLATES / 'README.md').read_text('utf-8')
    text = readme.partition(f'### {section}\n')[2].partition('\n### ')[0]
    cells = [
        [cell.strip() for cell in line.strip('|').split('|')] for line in text.splitlines() if line.startswith('| `')
    ]
    assert cells, section
    return [(first.strip('`'), meaning, example) for first, meaning, example in cells]
