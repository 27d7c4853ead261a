"""Data written back into YAML: what is not changed stays byte for byte, and what is read back is what was put in."""

from __future__ import annotations

import copy
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbench import PROJECT

from docgen.workspace.yaml_source import parse_yaml
from docgen.workspace.yaml_update import same, updated, written

NEW = PROJECT / 'docgen/starter/promise.yaml'
FILES = sorted((PROJECT / 'data').rglob('*.yaml')) + sorted((PROJECT / 'tests/workspaces').rglob('data/**/*.yaml'))
TEXT = """# Överst
title: Löften   # samma rad
# före listan
commitments:
  # om den första
  - id: ett
    number: 1
    # om texten
    text: >
      En text som är
      vikt på två rader.
    places: [a, b]

  # om den andra
  - id: tva
    number: 2   # två
    text: |
      Första stycket.

      Andra stycket.
    places:
      - c
      - d # här
period:
  start: 2021-01-01
  end: 2021-12-31
# sist
"""


def read(text: str) -> Any:
    return parse_yaml(Path('x.yaml'), text).data


def changed(change: Any) -> str:
    data = read(TEXT)
    change(data)
    return updated(TEXT, data)


def test_a_changed_value_changes_its_own_line_alone() -> None:
    after = changed(lambda data: data.update(title='Löften 2021: alla'))
    assert after == TEXT.replace('title: Löften  ', "title: 'Löften 2021: alla'  ")


def test_a_removed_item_takes_its_lines_along_and_no_others() -> None:
    after = changed(lambda data: data['commitments'].pop(0))
    assert after == TEXT[: TEXT.index('  # om den första')] + TEXT[TEXT.index('\n  # om den andra') :]


def test_a_moved_item_takes_its_comments_along() -> None:
    after = changed(lambda data: data['commitments'].reverse())
    assert after.index('# om den andra') < after.index('id: tva') < after.index('# om den första')
    assert sorted(after.split('\n')) == sorted(TEXT.split('\n'))


def test_a_folded_text_stays_folded_and_a_literal_one_literal() -> None:
    def change(data: Any) -> None:
        data['commitments'][0]['text'] = 'Ny text.\n\nI två stycken.'
        data['commitments'][1]['text'] = 'Ett stycke.'

    after = changed(change)
    assert '    text: >\n      Ny text.\n\n      I två stycken.\n    places: [a, b]\n' in after
    assert '    text: Ett stycke.\n' in after


def test_a_new_key_comes_after_the_one_before_it() -> None:
    def change(data: Any) -> None:
        first = data['commitments'][0]
        data['commitments'][0] = {'id': first.pop('id'), 'theme': 'youth', **first}

    assert '  - id: ett\n    theme: youth\n    number: 1\n    # om texten\n' in changed(change)


def test_empty_values_are_filled_where_they_stand() -> None:
    text = 'a:   # vad a är\n# om b\nb:\nc:\n  - x:\n    # om y\n    y:\n# om d\nd: |\n# om e\ne:\n'
    assert updated(text, {'a': None, 'b': None, 'c': [{'x': 'nu', 'y': None}], 'd': '', 'e': None}) == text.replace(
        'x:', 'x: nu'
    )
    assert updated(text, {'a': 'A', 'b': 'B', 'c': [{'x': 'X', 'y': 'Y'}], 'd': 'D\n\nE', 'e': ['f']}) == (
        'a: A   # vad a är\n# om b\nb: B\nc:\n  - x: X\n    # om y\n    y: Y\n'
        '# om d\nd: |\n  D\n\n  E\n# om e\ne: [f]\n'
    )
    assert updated(text, {'b': None}) == '# om b\nb:\n# om d\n# om e\n'


def test_windows_line_ends_stay() -> None:
    data = read(TEXT) | {'title': 'Nytt'}
    assert updated(TEXT.replace('\n', '\r\n'), data) == updated(TEXT, data).replace('\n', '\r\n')


@pytest.mark.parametrize('file', FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_an_unchanged_file_stays_byte_for_byte(file: Path) -> None:
    text = file.read_text('utf-8')
    assert updated(text, read(text)) == text


# Letters that another encoding has spoiled are refused where a file is read.
SOUND = st.characters(exclude_categories=['Cs'], exclude_characters='\ufffdÂÃâ√├')
WORDS = st.text(SOUND, max_size=30) | st.text(string.printable, max_size=30)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.decimals(-9999, 9999, places=2).map(float)
    | WORDS
    | st.sampled_from(
        ['2021', '2021-03-11', 'no', 'null', '12:30', 'a: b', '- x', '1e3', "det's", 'a\n\nb', ' a', '#', '']
    )
)
KEYS = st.sampled_from(['id', 'title', 'text', 'number', 'places', 'period', 'commitments'])
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@settings(deadline=None)
@given(data=st.dictionaries(KEYS, TREES, min_size=1))
def test_what_is_written_reads_back(data: dict[str, Any]) -> None:
    assert same(read(written(data)), data)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Any]:
    """A file and its data after some things were replaced, added, removed and moved."""
    text = draw(st.sampled_from([TEXT, *(file.read_text('utf-8') for file in (PROJECT / 'data/parties.yaml', NEW))]))
    data = copy.deepcopy(read(text))
    for _ in range(draw(st.integers(1, 4))):
        node = data
        while True:
            if isinstance(node, dict) and node:
                key = draw(st.sampled_from(sorted(node)))
            elif isinstance(node, list) and node:
                if draw(st.booleans()):
                    node.insert(draw(st.integers(0, len(node))), node.pop(draw(st.integers(0, len(node) - 1))))
                key = draw(st.integers(0, len(node) - 1))
            else:
                break
            if not isinstance(node[key], (dict, list)) or draw(st.integers(0, 3)) == 0:
                if draw(st.booleans()) and len(node) > 1:
                    del node[key]
                elif isinstance(node, list):
                    node.insert(key, draw(TREES))
                else:
                    node[key] = draw(TREES)
                break
            node = node[key]
    return text, data


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edits())
def test_any_change_reads_back(edit: tuple[str, Any]) -> None:
    text, data = edit
    if data:
        assert same(read(updated(text, data)), data)


def test_a_last_value_that_is_empty_does_not_swallow_the_comments_after_it() -> None:
    text = 'items:\n  # ett\n  - id: en\n    said:\n  # två\n  - id: tva\n    said:\n'
    data: Any = read(text)
    data['items'][0]['said'] = 'klart'
    assert updated(text, data) == text.replace('said:\n  # två', 'said: klart\n  # två')
