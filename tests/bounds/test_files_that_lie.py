"""Files that are not what they seem, in place of data, record or folder: each has its sentence."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from workbench import snapshot

from docgen.checks.web_addresses import may_be_linked
from docgen.records.record import read_record
from docgen.records.record_integrity import record_faults

from .measured import answered, measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench import Workbench


def test_a_queue_or_device_in_place_of_a_file_is_named(minimal: Workbench) -> None:
    promise = minimal.root / 'data/promises/2024.yaml'
    promise.unlink()
    os.mkfifo(promise)
    answer = minimal.run('check')
    assert 'file-unreadable' in answer.ids
    assert "ingen vanlig fil" in answer.err
    promise.unlink()
    promise.symlink_to('/dev/zero')
    for arguments in (('--workspace', str(minimal.root), 'check'), ('inspect', '/dev/zero'), ('verify', '/dev/zero')):
        found = measured(*arguments)
        answered(found)
        assert found.code in (2, 3)
    answered(measured('archive', 'verify', '/dev/zero'))


@pytest.mark.parametrize(
    ('text', 'told'),
    [
        (''.join(f'k{n}: 1\n' for n in range(150_000)), 'yaml-too-large'),
        ('title: !!binary aGVq\n', 'yaml-tag'),
        ('title: !x hej\n', 'yaml-tag'),
        ('title: !!python/object/apply:os.system [ls]\n', 'yaml-tag'),
        ('title: !!set {a, b}\n', 'yaml-tag'),
        ('title:  !!omap [a: 1]\n', 'yaml-tag'),
    ],
)
def test_data_out_of_bounds_are_told(minimal: Workbench, text: str, told: str) -> None:
    (minimal.root / 'data/promises/2024.yaml').write_text(text, 'utf-8')
    found = measured('--workspace', str(minimal.root), 'check')
    answered(found)
    assert (found.code, told in found.ids) == (3, True), found.text


def test_a_flood_of_mistakes_is_counted_not_printed(minimal: Workbench) -> None:
    (minimal.root / 'data/promises/2024.yaml').write_text('k: 1\n' * 20_000, 'utf-8')
    answer = minimal.run('check')
    assert answer.code == 3
    assert len(answer.err.splitlines()) < 1500
    assert "till; --json visar alla" in answer.err


_CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda record: record.update(files=[]),
    lambda record: record.update(files={'../../data/parties.yaml': '0' * 64}),
    lambda record: record.update(files={'/etc/passwd': '0' * 64}),
    lambda record: record.update(files={'a': None}),
    lambda record: record.update(documents=[]) or record.update(files=None),
    lambda record: record['documents'][0].update(file='../x.pdf'),
    lambda record: record['documents'][0].update(pages='många'),
    lambda record: record['documents'][0].update(words={'..': '0' * 64}),
    lambda record: record.update(published={'x.pdf': 1}),
    lambda record: record.update(all_periods='2024'),
    lambda record: record.update(linked_periods=[None]),
    lambda record: record.update(draft='nej'),
    lambda record: record.update(engine=None),
]


@pytest.mark.parametrize('change', _CHANGES)
def test_a_record_with_other_fields_is_no_record(
    smallest: Workbench, minimal: Workbench, change: Callable[[dict[str, Any]], object]
) -> None:
    """A build makes it anew; where something is fixed it is told and kept."""
    import shutil

    shutil.copytree(smallest.output, minimal.output)
    whole = minimal.snapshot()
    path = minimal.output / '2024/record.json'
    record = json.loads(path.read_text('utf-8'))
    change(record)
    path.write_text(json.dumps(record), 'utf-8')
    assert read_record(path.parent) is None
    for command in ('status', 'web'):
        assert minimal.run(command).code in (0, 2, 7)
    data = snapshot(minimal.root / 'data')
    assert minimal.run('build').code == 0
    assert snapshot(minimal.root / 'data') == data
    assert minimal.snapshot() == whole


@pytest.mark.parametrize('text', ['[' * 100_000, '{"a":' * 50_000, '9' * 5000, 'NaN', '[]', 'null', '"x"', ''])
def test_a_record_that_is_none_is_told_where_something_is_fixed(tmp_path: Path, text: str) -> None:
    (tmp_path / 'fixed').mkdir()
    (tmp_path / 'fixed/a-v1.pdf').write_bytes(b'%PDF')
    (tmp_path / 'record.json').write_text(text, 'utf-8')
    assert {each.id for each in record_faults(tmp_path)} == {'record-broken'}


def test_a_record_that_says_two_things_of_a_document_is_told(smallest: Workbench, minimal: Workbench) -> None:
    import shutil

    shutil.copytree(smallest.output, minimal.output)
    path = minimal.output / '2024/record.json'
    record = json.loads(path.read_text('utf-8'))
    record['documents'][0]['sha256'] = '0' * 64
    path.write_text(json.dumps(record), 'utf-8')
    assert 'record-file-changed' in minimal.run('status').ids


def test_a_period_that_is_a_link_is_told_and_left(smallest: Workbench, minimal: Workbench) -> None:
    elsewhere = minimal.root.parent / 'annanstans'
    import shutil

    shutil.copytree(smallest.output, minimal.output)
    (minimal.output / '2024').rename(elsewhere)
    (minimal.output / '2024').symlink_to(elsewhere)
    minimal.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')
    before = snapshot(elsewhere)
    for arguments in (('build', '2024'), ('fix', '2024')):
        answer = minimal.run(*arguments)
        assert (answer.code, answer.ids) == (7, ['output-link'])
    assert (minimal.output / '2024').is_symlink()
    assert snapshot(elsewhere) == before


@pytest.mark.parametrize(
    'address',
    ['https://', 'http://', '//x.se', 'https://a b', 'https://a\nb', 'https:/\\x.se', '\\\\server\\x', 'javascript:x',
     'https://x.se:99999/', 'https://[x', 'file:///x', 'https://x.se\x00'],
)  # fmt: skip
def test_what_is_no_web_address_may_not_be_linked(address: str) -> None:
    assert not may_be_linked(address)


@pytest.mark.parametrize('address', ['https://x.se', 'http://x.se:8080/a?b=ä#c', 'dokument/', '../x', 'https://ö.se/å'])
def test_web_addresses_and_files_beside_the_page_may_be_linked(address: str) -> None:
    assert may_be_linked(address)
