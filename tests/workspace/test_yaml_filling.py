"""Values put into YAML: any text comes back as it was, and nothing else of the file changes."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from docgen.workspace.changed_file import filled
from docgen.workspace.lost_text import mojibake_findings
from docgen.workspace.yaml_source import read_yaml

TEXT = """\
# Överst: med kolon
name: Lillby
# Under namnet
parties:
  - id: kommunen   # bredvid
    name: Lillby kommun
    text: |
    # Före det tomma
    unit:

  # Sist i listan
period:
  start: 2027-01-01
"""


def _read(text: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / 'x.yaml'
        file.write_text(text, encoding='utf-8', newline='\n')
        return read_yaml(file).data


def test_only_the_value_changes() -> None:
    text = filled(TEXT, {('parties', 0, 'name'): 'Storby kommun', ('period', 'start'): datetime.date(2030, 2, 1)})
    assert text == TEXT.replace('Lillby kommun', 'Storby kommun').replace('2027-01-01', '2030-02-01')


@given(st.text(st.characters(exclude_categories=['Cc', 'Cs']), min_size=1, max_size=60))
@example('Åre "fjäll": kommun')
@example("Anna's kommun #1")
@example('2027')
@example('2027-01-01')
@example('null')
@example('ja')
@example('true')
@example('1_000')
@example('0o7')
@example('-')
@example('- x')
@example('? x')
@example('{{ x }}')
@example('[x]')
@example('*x')
@example('%x')
@example(' x ')
@example('\ufeffx')
@example('a\u2028b')
@example('Lill\u00adby\u00a0kommun')
@example(f"{'a' * 300} {'b' * 300}")
def test_any_name_comes_back_as_it_was(name: str) -> None:
    assume(not list(mojibake_findings(Path(), name)))  # a text in the wrong encoding is told, not read
    text = filled(TEXT, {('name',): name, ('parties', 0, 'name'): name, ('parties', 0, 'unit'): name})
    expected = _read(TEXT)
    expected['name'] = expected['parties'][0]['name'] = expected['parties'][0]['unit'] = name
    assert _read(text) == expected
    assert [line.partition('#')[2] for line in TEXT.split('\n') if line.lstrip().startswith('#')] == [
        line.partition('#')[2] for line in text.split('\n') if line.lstrip().startswith('#')
    ]


def test_a_value_has_its_place_already() -> None:
    with pytest.raises(KeyError):
        filled(TEXT, {('parties', 0, 'logo'): 'x.png'})
