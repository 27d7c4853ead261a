"""What is unchanged is left as it lies; what differs, and only that, is made again; the bytes are always the same."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish, snapshot

if TYPE_CHECKING:
    from pathlib import Path


def _pdfs(workbench: Workbench) -> dict[str, str]:
    return {name: digest for name, digest in workbench.snapshot().items() if name.endswith('.pdf')}


def _states(out: str) -> dict[str, str]:
    """What the command says about each PDF, by its file name."""
    lines = [line.split() for line in out.splitlines() if '.pdf' in line]
    return {words[0].rpartition('/')[2]: words[-1] for words in lines}


def test_a_second_build_says_unchanged_and_changes_no_byte(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    times = {path: path.stat().st_mtime_ns for path in built_workspace.output.rglob('*') if path.is_file()}

    answer = built_workspace.run('build')

    assert answer.code == 0
    assert "Allt är oförändrat sedan förra gången." in answer.out
    assert set(_states(answer.out).values()) == {"oförändrad"}
    assert built_workspace.snapshot() == before
    assert times == {path: path.stat().st_mtime_ns for path in times}


def test_documents_are_told_in_the_same_order_whether_made_or_unchanged(built_workspace: Workbench) -> None:
    (built_workspace.output / '2021/medborgarlofte-strangnas-2021-kort.pdf').unlink()
    made, unchanged = (_states(built_workspace.run('build').out) for _ in range(2))
    assert sorted(set(made.values())) == ["klar", "oförändrad"]
    assert set(unchanged.values()) == {"oförändrad"}
    assert list(made) == list(unchanged)
    assert len(made) == 6


def test_a_build_elsewhere_under_other_circumstances_gives_the_same_bytes(shipped: Workbench, tmp_path: Path) -> None:
    other = furnish(PROJECT / 'data', tmp_path / 'en annan mapp å ä ö')
    for file in other.root.rglob('*'):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    answer = other.process(
        'build',
        '--output',
        str(tmp_path / 'ut'),
        cwd=tmp_path,
        TZ='Pacific/Kiritimati',
        LC_ALL='C',
        LANG='C',
        PYTHONHASHSEED='12345',
        PYTHONUTF8='0',
        PYTHONOPTIMIZE='1',
        SOURCE_DATE_EPOCH='1',
        HOME=str(tmp_path),
    )
    assert answer.code == 0, answer.err
    assert _made(snapshot(tmp_path / 'ut')) == _made(shipped.snapshot())


def test_a_build_under_a_narrow_umask_gives_the_same_bytes(smallest: Workbench, minimal: Workbench) -> None:
    old = os.umask(0o077)
    try:
        answer = minimal.process('build')
    finally:
        os.umask(old)
    assert answer.code == 0, answer.err
    assert _made(minimal.snapshot()) == _made(smallest.snapshot())


def test_a_changed_commitment_remakes_only_the_documents_that_hold_it(built_workspace: Workbench) -> None:
    before = _pdfs(built_workspace)
    built_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')

    answer = built_workspace.run('build')

    assert answer.code == 0, answer.err
    assert _states(answer.out) == {
        'samverkansoverenskommelse-strangnas-2020-2023.pdf': "oförändrad",
        'medborgarlofte-strangnas-2020.pdf': "oförändrad",
        'medborgarlofte-strangnas-2020-kort.pdf': "oförändrad",
        'uppfoljning-medborgarlofte-strangnas-2020.pdf': "oförändrad",
        'medborgarlofte-strangnas-2021.pdf': "klar",
        'medborgarlofte-strangnas-2021-kort.pdf': "klar",
    }
    after = _pdfs(built_workspace)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {'2021/medborgarlofte-strangnas-2021.pdf'}


def test_a_changed_template_remakes_only_the_documents_made_from_it(built_workspace: Workbench) -> None:
    with built_workspace.word('medborgarlofte-kort.docx') as document:
        next(each for each in document.paragraphs if each.text == 'Mer information').runs[0].text = 'Mer att läsa'

    answer = built_workspace.run('build')

    assert answer.code == 0, answer.err
    made = {name for name, state in _states(answer.out).items() if state == "klar"}
    assert made == {'medborgarlofte-strangnas-2020-kort.pdf', 'medborgarlofte-strangnas-2021-kort.pdf'}


def test_building_one_period_leaves_the_others_alone(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    built_workspace.replace('promises/2021.yaml', 'purpose: |\n  ', 'purpose: |\n  Vi vill trygghet. ')
    built_workspace.replace('follow-ups/2020.yaml', 'introduction: |\n  ', 'introduction: |\n  Vi följer upp. ')

    answer = built_workspace.run('build', '2020-2023')

    assert answer.code == 0, answer.err
    after = built_workspace.snapshot()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {'2020-2023/record.json'}


@pytest.mark.parametrize(
    'name',
    [
        '2021/medborgarlofte-strangnas-2021.pdf',
        '2021/word/medborgarlofte-strangnas-2021-kort.docx',
        '2021/webb/sida.html',
        '2020/record.json',
    ],
)
@pytest.mark.parametrize('damage', ['deleted', 'altered', 'emptied'])
def test_a_file_that_was_damaged_is_made_again(built_workspace: Workbench, name: str, damage: str) -> None:
    before = built_workspace.snapshot()
    path = built_workspace.output / name
    if damage == 'deleted':
        path.unlink()
    elif damage == 'altered':
        path.write_bytes(path.read_bytes().replace(b'1', b'2', 1))
    else:
        path.write_bytes(b'')

    answer = built_workspace.run('build')

    assert answer.code == 0, answer.err
    assert built_workspace.snapshot() == before


def test_a_whole_period_that_was_deleted_is_made_again(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    shutil.rmtree(built_workspace.output / '2020')
    assert built_workspace.run('build').code == 0
    assert built_workspace.snapshot() == before


def test_web_is_made_again_without_making_documents(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    (built_workspace.output / '2021/webb/lista.html').unlink()
    answer = built_workspace.run('web')
    assert answer.code == 0, answer.err
    assert 'lista.html' in answer.out
    assert built_workspace.snapshot() == before


def test_json_tells_each_document_as_it_lies(built_workspace: Workbench) -> None:
    answer = built_workspace.run('build', '--json')
    found = {document['path']: document for document in answer.json['documents']}
    assert len(found) == 6
    for path, digest in _pdfs(built_workspace).items():
        document = found[str(built_workspace.output / path)]
        assert document['sha256'] == digest
        assert document['bytes'] == (built_workspace.output / path).stat().st_size
        assert document['unchanged'] is True
    assert len(answer.json['web']) == 11


def _made(found: dict[str, str]) -> dict[str, str]:
    """All but the folder that builds keep for themselves."""
    return {name: digest for name, digest in found.items() if not name.startswith('.docgen')}
