"""Messages that no other test comes by: each by what a person would have done."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pytest
from workbench import furnish

from docgen.pdf.judge.judge import Check, Failure
from docgen.pipeline.document_steps import _rejected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench import Workbench


def _nothing(_: Workbench) -> None:
    """The workspace as it is."""


def _followed_up_twice(bench: Workbench) -> None:
    (bench.root / 'data/follow-ups').mkdir(exist_ok=True)
    for part in ('a', 'b'):
        (bench.root / f'data/follow-ups/2024-{part}.yaml').write_text(f"id: 2024-{part}\npromise: '2024'\n", 'utf-8')


def _table_with_a_note(bench: Workbench) -> None:
    file = bench.root / 'tabell.csv'
    assert bench.run('commitments', '2024', '--excel', str(file)).code == 0
    lines = file.read_text('utf-8-sig').splitlines()
    lines[1] += ';fråga Anna'
    file.write_text('\n'.join(lines), 'utf-8-sig')


def _named(bench: Workbench) -> None:
    with bench.word('medborgarlofte.docx') as document:
        document.core_properties.author = 'Anna Exempel'


def _no_documents(bench: Workbench) -> None:
    shutil.rmtree(bench.root / 'data/promises')
    shutil.rmtree(bench.root / 'data/agreements')


def _open_ended(bench: Workbench) -> None:
    bench.replace('agreements/2024-2025.yaml', '\n  end: 2025-12-31', '')


def _curly(bench: Workbench) -> None:
    bench.replace('agreements/2024-2025.yaml', 'signed_on: 2023-12-14', 'signed_on: ”2023-12-14”')


@pytest.mark.parametrize(
    ('spoil', 'command', 'code', 'told'),
    [
        (_followed_up_twice, 'follow-up 2024 --excel ROOT/f.csv', 2, 'follow-up-several'),
        (_table_with_a_note, 'commitments 2024 --from ROOT/tabell.csv', 3, 'table-column-unknown'),
        (_nothing, 'commitments 2024 --excel ROOT/data/parties.yaml/x.csv', 2, 'file-unwritable'),
        (_nothing, 'receive 2024 ROOT/templates/medborgarlofte.docx --signed-by kommunen', 2, 'receive-without-scan'),
        (_nothing, 'sign 2024 --seal --place Lillby --p12 ROOT/x.p12', 2, 'seal-place'),
        (_named, 'template check ROOT/templates/medborgarlofte.docx', 0, 'template-names-a-person'),
        (
            _no_documents,
            'template preview ROOT/templates/medborgarlofte.docx --output ROOT/ut',
            3,
            'template-without-sample',
        ),
        (_open_ended, 'next 2024-2025', 2, 'next-period-needed'),
        (_curly, 'check', 3, 'data-wrapped'),
        (_nothing, 'build --all memory://tom', 2, 'many-nothing-stored'),
        (_nothing, 'build --all finnsinte://tom', 2, 'many-storage-unreachable'),
    ],
)
def test_it_is_told(minimal: Workbench, spoil: Callable[[Workbench], None], command: str, code: int, told: str) -> None:
    spoil(minimal)
    answer = minimal.run(*command.replace('ROOT', str(minimal.root)).split())
    assert (answer.code, told in answer.ids) == (code, True), answer.err


@pytest.mark.parametrize(
    ('missing', 'command', 'code', 'told'),
    [
        ('distributed', 'build --all ROOT --scheduler tcp://127.0.0.1:1', 4, 'cluster-not-installed'),
        ('fsspec', 'build --all memory://tom', 4, 'many-storage-missing'),
    ],
)
def test_what_is_not_installed_is_told(minimal: Workbench, missing: str, command: str, code: int, told: str) -> None:
    start = f'import sys; sys.modules[{missing!r}] = None; from docgen.cli import main; main(sys.argv[1:])'
    words = ('--workspace', str(minimal.root), *command.replace('ROOT', str(minimal.root)).split())
    done = subprocess.run(
        [sys.executable, '-c', start, *words],
        env={'PYTHONTZPATH': ''},
        capture_output=True,
        encoding='utf-8',
        check=False,
    )
    assert (done.returncode, f'[{told}]' in done.stderr) == (code, True), done.stderr


def test_what_cannot_be_signed_or_read_is_told(smallest: Workbench, tmp_path: Path) -> None:
    bench = furnish(smallest.root / 'data', tmp_path / 'fast')
    assert bench.run('fix', '2024').code == 0
    short = 'medborgarlofte-lillby-2024-kort'
    signing = ('sign', '2024', '--as', 'kommunen', '--document', short, '--p12', str(tmp_path / 'x.p12'))
    assert bench.run(*signing).ids == ['document-without-signatories']
    locked = pikepdf.new()
    locked.add_blank_page()
    locked.save(tmp_path / 'last.pdf', encryption=pikepdf.Encryption(owner='a', user='b'))
    scan = ('receive', '2024', '--scan', '--signed-by', 'kommunen=2024-01-15', str(tmp_path / 'last.pdf'))
    assert bench.run(*scan).ids == ['scan-encrypted']


def test_every_check_of_the_judge_has_its_message() -> None:
    told = {_rejected('a.pdf', Failure(each, "Så är det.", 2)) for each in Check}
    assert {each.id for each in told} == {f'judge-{each}' for each in Check}
    assert all(each.what == "a.pdf, sidan 2: Så är det." for each in told)
