"""YAML as docgen reads it: text as typed, the line of every value, defects named."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from workbench import PROJECT

from docgen.errors import FindingsError
from docgen.workspace.yaml_nodes import composed_by_libyaml
from docgen.workspace.yaml_source import dotted, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.errors import Finding
    from docgen.workspace.yaml_source import YamlSource

TEXT = """\
# a comment
title: Löfte 2021
id: '2021'
period:
  start: 2021-01-01

  end: 2021-06-31
parties: [strangnas,
          polisen]
commitments:
  - id: ett
    number: 1
    targets:
      - number: 0.75
        average: true
  - id: två
    text: >
      Ett stycke som är
      brutet.

      Ett till.
    answer: |
      Rad ett
      rad två
    none: ~
    empty:
    quoted: "null"
    yes: yes
    octal: 012
    version: 1.10
    long: 12345678901234567890
    time: 12:30:45
"""


def _read(folder: Path, text: str) -> YamlSource:
    file = folder / 'file.yaml'
    file.write_text(text, 'utf-8')
    return read_yaml(file)


def test_values_are_what_the_administrator_wrote(tmp_path: Path) -> None:
    data: Any = _read(tmp_path, TEXT).data
    second = data['commitments'][1]
    assert data['id'] == '2021'
    assert data['period'] == {'start': '2021-01-01', 'end': '2021-06-31'}
    assert data['commitments'][0]['number'] == 1
    assert data['commitments'][0]['targets'] == [{'number': 0.75, 'average': True}]
    assert second['none'] is None
    assert second['empty'] is None
    assert second['quoted'] == 'null'
    assert second['yes'] == 'yes', 'YAML 1.2: only true and false are booleans'
    assert second['octal'] == '012'
    assert second['long'] == '12345678901234567890'
    assert second['time'] == '12:30:45'


def test_folded_text_keeps_its_paragraphs(tmp_path: Path) -> None:
    data: Any = _read(tmp_path, TEXT).data
    assert data['commitments'][1]['text'] == 'Ett stycke som är brutet.\n\nEtt till.'
    assert data['commitments'][1]['answer'] == 'Rad ett\nrad två\n'


@pytest.mark.parametrize(
    ('path', 'line'),
    [
        (('title',), 2),
        (('period', 'end'), 7),
        (('parties', 1), 9),
        (('commitments', 0), 11),
        (('commitments', 0, 'targets', 0, 'average'), 15),
        (('commitments', 1, 'text'), 17),
        (('commitments', 1, 'missing', 'deeper'), 16),
        (('commitments', 7), 10),
        (('missing',), 2),
        ((), 2),
    ],
)
def test_every_value_has_its_line_and_what_is_missing_its_parents(
    tmp_path: Path, path: tuple[str | int, ...], line: int
) -> None:
    assert _read(tmp_path, TEXT).place(path).line == line


def test_a_path_is_written_as_people_count() -> None:
    assert dotted(('commitments', 3, 'targets', 0, 'number')) == 'commitments[4].targets[1].number'
    assert dotted(()) == ''


def test_windows_line_ends_and_a_byte_order_mark_are_no_defects(tmp_path: Path) -> None:
    file = tmp_path / 'file.yaml'
    file.write_bytes(b'\xef\xbb\xbf' + 'title: Löfte\r\nperiod:\r\n  start: 2021-01-01\r\n'.encode())
    source = read_yaml(file)
    assert source.data == {'title': 'Löfte', 'period': {'start': '2021-01-01'}}
    assert source.place(('period', 'start')).line == 3


DEFECTS = {
    'tab': ('a:\n\tb: 1\n', 'yaml-tab', 2),
    'tab further down': ('a: 1\nb:\n  - c: 1\n\t  d: 2\n', 'yaml-tab', 4),
    'colon in a text': ('a: b: c\n', 'yaml-syntax', 1),
    'text that begins with a star': ('a: 1\nb: *stjärna\n', 'yaml-syntax', 2),
    'text that begins with a percent sign': ('a: %procent\n', 'yaml-syntax', 1),
    'quotation mark never closed': ('a: 1\nb: "text\nc: 2\nd: 3\n', 'yaml-syntax', 2),
    'wrong indent': ('a:\n  b: 1\n c: 2\n', 'yaml-syntax', 3),
    'bracket never closed': ('a: [b, c\nd: 1\n', 'yaml-syntax', None),
    'two documents': ('a: 1\n---\nb: 2\n', 'yaml-syntax', 2),
    'a tag': ('a: !!python/object/apply:os.system [ls]\n', 'yaml-tag', 1),
}


@pytest.mark.parametrize(('text', 'finding_id', 'line'), DEFECTS.values(), ids=DEFECTS.keys())
def test_what_is_not_yaml_is_named_with_its_line(tmp_path: Path, text: str, finding_id: str, line: int | None) -> None:
    with pytest.raises(FindingsError) as caught:
        _read(tmp_path, text)
    (finding,) = caught.value.findings
    assert finding.id == finding_id
    if line is not None:
        assert finding.place.line == line


REASONS = {
    'colon': ("title: Det här: Anna's\n", "texten innehåller ett kolon", "title: \"Det här: Anna's\""),
    'star': ('b: *stjärna\n', "texten börjar med ”*”", "b: '*stjärna'"),
    'quote inside': ("a: 'it's'\n", "citattecknet avslutas mitt i texten", "det andra slaget"),
    'indent after a hyphen': ('a:\n  - b: 1\n   c: 2\n', "den har 3 mellanslag", "lika långt in"),
    'no colon': ('a: 1\ntitle Tidig\nb: 1\n', "kolon saknas efter nyckeln", "nyckel: värde"),
    'no space after the colon': ('title:Tidig\nb: 1\n', "raden före saknar kolon", "nyckel: värde"),
    'bracket': ('a: [b, c\nd: 1\n', "det som börjar med [ slutar inte med ]", "Skriv ]"),
    'text after a list': ('a: [x] hej\n', "något står efter ]", "citattecken"),
    'block text without indent': ('text: >\nett\nb: 1\n', "saknar indrag", "2 mellanslag"),
    'block text on the same line': ('text: >ett\n', "samma rad som >", "nästa rad"),
    'hyphen': ('a: - b\n', "bindestreck, som börjar en lista", "a: '- b'"),
    'path in double quotes': ('a: "C:\\Users"\n', "omvänt snedstreck", "enkla"),
    'tab after the colon': ('a:\tb\n', "en tabb", "mellanslag"),
    'tabs before colons': ('a:\n- id\t: x\n  b: 1\n', "tabbar", "skriv - [id, ': x']."),
    'tabs beside an apostrophe': ("a: [b's\tc\n", "tabbar", "skriv a: [b's, c]."),
}


@pytest.mark.parametrize(('text', 'what', 'do'), REASONS.values(), ids=REASONS.keys())
def test_a_line_that_is_not_yaml_is_explained_in_swedish(tmp_path: Path, text: str, what: str, do: str) -> None:
    with pytest.raises(FindingsError) as caught:
        _read(tmp_path, text)
    (finding,) = caught.value.findings
    assert what in finding.what
    assert do in finding.do
    for english in ('expected', 'found', 'not allowed', 'mapping', 'scalar', 'token'):
        assert english not in f'{finding.what} {finding.why} {finding.do}'


def test_every_duplicate_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        _read(tmp_path, 'a: 1\nb:\n  c: 1\n  c: 2\na: 3\n')
    assert [(each.id, each.place.line, each.place.key) for each in caught.value.findings] == [
        ('yaml-duplicate-key', 4, 'b.c'),
        ('yaml-duplicate-key', 5, 'a'),
    ]


# What looks like letters of another encoding is told, not read.
PRINTABLE = st.text(
    st.characters(exclude_categories=('Cc', 'Cs', 'Cn', 'Co'), exclude_characters='ÃÂâ√├\ufffd') | st.just('\n'),
    max_size=80,
)


@given(PRINTABLE, st.sampled_from([None, '"', "'", '|']))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_back_as_typed(tmp_path: Path, text: str, style: str | None) -> None:
    """However the editor writes it: quoted, as a block, or plain where that is allowed."""
    yaml = YAML()
    yaml.width = 10_000
    yaml.default_style = style  # type: ignore[assignment]
    written = StringIO()
    yaml.dump({'text': text, 'list': [text]}, written)
    assert _read(tmp_path, written.getvalue()).data == {'text': text, 'list': [text]}


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / 'file.yaml'
    file.write_bytes(content)
    assert all(each.place.file == file for each in _refusals(file))


@given(st.text('ab:-[]{}"\'|>&*!#%@` \n\t,?', max_size=60))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_heap_of_yaml_signs_is_read_or_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / 'file.yaml'
    file.write_text(text, 'utf-8')
    assert all(each.what and each.place.file == file for each in _refusals(file))


def _refusals(file: Path) -> tuple[Finding, ...]:
    try:
        read_yaml(file)
    except FindingsError as error:
        return error.findings
    return ()


_SAMPLES = sorted((PROJECT / 'data').rglob('*.yaml')) + sorted((PROJECT / 'tests/workspaces').rglob('*.yaml'))
_PIECES = (
    '- ', ': ', '\n', '\n\n', '  ', '"', "'", '#', ' #', '&a ', '*a', '!!str ', '!x ', '? ', '|', '>', '>-\n', '[', ']',
    '{', '}', ',', '%', '@',
    '`', '\\', '\\x41', '"\\/"', '\t', '\r\n', '\r', '\x85', '\u2028', '\xa0', '\ufeff', '---\n',
    '...\n', '%YAML 1.1\n', 'yes', '0o17', '12:30', '<<: ', '=', '~', 'null', 'é', '🙂', '\x00', '\x7f', '-', ':', '!',
    '|2\n', '"a\n b"',
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_libyaml_and_ruamel_see_the_same_tree_or_ruamel_alone_is_asked(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(_SAMPLES)).read_text('utf-8')
    start = data.draw(st.integers(0, len(text)))
    text = text[start : start + 400]
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + data.draw(st.sampled_from(_PIECES)) + text[place + data.draw(st.integers(0, 3)) :]
    fast = composed_by_libyaml(text)
    if fast is not None:
        reader = YAML(typ='safe', pure=True)
        reader.version = (1, 2)
        assert _tree(fast) == _tree(reader.compose(text)), text


def _tree(node: Any, *, of_a_key: bool = False) -> object:
    """What docgen takes from a node: its kind, text and quotes, what it holds, and its line if it has no key's."""
    line = None if of_a_key else node.start_mark.line
    if node.id == 'scalar':
        return node.id, node.value, node.style if node.style in ('"', "'", '|', '>') else None, line
    if node.id == 'sequence':
        return node.id, [_tree(each) for each in node.value], line
    return node.id, [(_tree(key), _tree(value, of_a_key=True)) for key, value in node.value], line
