"""A period's files and events on a file system as Windows has it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from docgen.errors import DocgenError, UsageError
from docgen.filesystem import remove_tree, replace
from docgen.records.event_details import Fixed, Signed
from docgen.records.events import NewEvent
from docgen.records.fingerprints import file_hash
from docgen.records.period_exchange import clear_abandoned, put_in_place, work_folder
from docgen.records.period_update import update_period
from docgen.records.record import PeriodRecord, read_record
from docgen.records.record_integrity import file_fault

from .windows import Windows, as_on_windows

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = 'lofte.pdf'
FIXED, SIGNED = 'fixed/lofte-v1.pdf', 'signed/lofte-v1.pdf'


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    return as_on_windows(monkeypatch)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A period as a build leaves it, and a note that somebody put there."""
    _set(tmp_path / 'output' / '2024', 'byggd')
    (tmp_path / 'output/2024/anteckning.txt').write_text('Fråga kommunjuristen.', 'utf-8')
    return tmp_path / 'output'


def _set(folder: Path, text: str) -> frozenset[str]:
    folder.mkdir(parents=True)
    (folder / DOCUMENT).write_text(text, 'utf-8')
    PeriodRecord(folder.name, False, 'typst', '0', '', [folder.name], [folder.name], (), {}).write(folder)
    return frozenset((DOCUMENT, 'record.json'))


def _sign(output: Path, role: str, name: str = SIGNED) -> None:
    source = output.parent / 'source.pdf'
    source.write_text(f'undertecknad av {role}', 'utf-8')
    details = Fixed() if name == FIXED else Signed(role=role)
    event = NewEvent(DOCUMENT, 1, name, hashlib.sha256(source.read_bytes()).hexdigest(), details)
    update_period(output, '2024', {name: source}, [event], expected={})


def _names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir())


def _is_protected(path: Path) -> bool:
    return path.stat().st_mode & 0o777 == 0o444


@pytest.mark.usefixtures('windows')
def test_one_after_the_other_signs_and_all_stays_write_protected(output: Path) -> None:
    _sign(output, '', FIXED)
    for role in ('kommunen', 'polisen', 'raddningstjansten'):
        _sign(output, role)
        assert _names(output) == ['.docgen', '2024']
        assert _is_protected(output / '2024' / FIXED)
        assert _is_protected(output / '2024' / SIGNED)
    record = read_record(output / '2024')
    assert record is not None
    assert len(record.events) == 4
    assert (output / '2024' / SIGNED).read_text('utf-8') == 'undertecknad av raddningstjansten'
    assert (output / '2024/anteckning.txt').exists()
    assert not list((output / '.docgen').glob('work-*'))


def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(windows: Windows, output: Path) -> None:
    windows.moments = 2
    _sign(output, '', FIXED)
    assert _names(output) == ['.docgen', '2024']


def test_a_document_that_is_open_is_named_and_nothing_has_changed(windows: Windows, output: Path) -> None:
    _sign(output, '', FIXED)
    before = (output / '2024/record.json').read_bytes()
    with windows.holding(output / '2024' / DOCUMENT), pytest.raises(UsageError) as caught:
        _sign(output, 'kommunen')
    (finding,) = caught.value.findings
    assert (finding.id, finding.place.file) == ('output-in-use', output / '2024' / DOCUMENT)
    assert "lofte.pdf är öppen i ett annat program." in finding.what
    assert (output / '2024/record.json').read_bytes() == before
    assert _is_protected(output / '2024' / FIXED)
    _sign(output, 'kommunen')
    assert _names(output) == ['.docgen', '2024']


def test_an_exchange_whose_second_rename_is_refused_is_taken_back(windows: Windows, output: Path) -> None:
    """Nothing may be lost and nothing said that is not so: what lay there lies there again."""
    windows.refused_places = {output / '2024'}
    real = windows.check_rename

    def only_the_new_one(source: Path, target: Path) -> None:
        if not source.name.startswith('.docgen-old'):
            real(source, target)

    windows.check_rename = only_the_new_one  # type: ignore[method-assign]
    with pytest.raises(UsageError) as caught:
        _sign(output, '', FIXED)
    assert [each.id for each in caught.value.findings] == ['output-unwritable']
    assert (output / '2024' / DOCUMENT).read_text('utf-8') == 'byggd'
    assert _names(output) == ['.docgen', '2024']


def test_a_folder_that_cannot_be_put_back_is_told_and_put_back_by_the_next_command(
    windows: Windows, output: Path
) -> None:
    windows.refused_places = {output / '2024'}
    with pytest.raises(UsageError) as caught:
        _sign(output, '', FIXED)
    assert [each.id for each in caught.value.findings] == ['output-set-aside']
    assert _names(output) == ['.docgen', '.docgen-old-2024.1']
    windows.refused_places = set()
    _sign(output, '', FIXED)
    assert _names(output) == ['.docgen', '2024']
    assert (output / '2024/anteckning.txt').exists()


def test_of_several_periods_all_are_exchanged_or_none(windows: Windows, output: Path) -> None:
    made = _set(output / '2025', 'byggd')
    with work_folder(output) as work:
        sets = [(period, work / 'sets' / period, made) for period in ('2024', '2025', '2026')]
        for _, folder, _ in sets:
            _set(folder, 'ny')
        with windows.holding(output / '2025' / DOCUMENT), pytest.raises(UsageError):
            put_in_place(sets, output)
    assert [(output / period / DOCUMENT).read_text('utf-8') for period in ('2024', '2025')] == ['byggd'] * 2
    assert not (output / '2026').exists()
    assert _names(output) == ['.docgen', '2024', '2025']


def test_what_is_left_of_a_replaced_folder_never_comes_back_and_never_blocks(windows: Windows, output: Path) -> None:
    leftover = output / '.docgen-old-2024.1'
    held = leftover / DOCUMENT
    real = windows.check_rename

    def opens_the_old_one(source: Path, target: Path) -> None:
        real(source, target)
        if target == output / '2024':
            windows.open.add(held)  # as an indexer does with what has just got a new name

    windows.check_rename = opens_the_old_one  # type: ignore[method-assign]
    _sign(output, '', FIXED)
    assert leftover.exists()
    _sign(output, 'kommunen')
    assert _names(output) == ['.docgen', '.docgen-old-2024.1', '2024']
    remove_tree(output / '2024')
    windows.open.clear()
    windows.check_rename = real  # type: ignore[method-assign]
    with work_folder(output):
        assert _names(output) == ['.docgen']


def test_the_last_folder_set_aside_is_the_one_that_is_put_back(output: Path) -> None:
    for number, text in ((1, 'först'), (10, 'sist'), (2, 'emellan')):
        _set(output / '2025', text)
        (output / '2025').rename(output / f'.docgen-old-2025.{number}')
    with work_folder(output):
        pass
    assert (output / '2025' / DOCUMENT).read_text('utf-8') == 'sist'
    assert _names(output) == ['.docgen', '2024', '2025']


@pytest.mark.usefixtures('windows')
def test_clearing_what_a_killed_command_left_takes_no_protection_away(output: Path) -> None:
    import os

    _sign(output, '', FIXED)
    abandoned = output / '.docgen/work-abandoned/amended'
    abandoned.mkdir(parents=True)
    os.link(output / '2024' / FIXED, abandoned / 'lofte-v1.pdf')
    clear_abandoned(output)
    assert not abandoned.exists()
    assert _is_protected(output / '2024' / FIXED)


def test_a_write_protected_file_is_replaced_or_stays_protected(windows: Windows, tmp_path: Path) -> None:
    new, old = tmp_path / 'ny.pdf', tmp_path / 'gammal.pdf'
    new.write_text('ny')
    old.write_text('gammal')
    old.chmod(0o444)
    with windows.holding(old), pytest.raises(PermissionError):
        replace(new, old)
    assert _is_protected(old)
    replace(new, old)
    assert old.read_text() == 'ny'


def test_a_signed_file_that_is_locked_is_not_called_missing(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign(output, '', FIXED)

    def locked(path: Path) -> str:
        if path.name == 'lofte-v1.pdf':
            error = PermissionError(13, 'Permission denied', str(path))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return file_hash(path)

    monkeypatch.setattr('docgen.records.record_integrity.file_hash', locked)
    fault = file_fault(output / '2024', FIXED, 'a' * 64)
    assert fault is not None
    assert fault.id == 'record-file-unreadable'
    assert "öppen i ett annat program" in fault.what


def test_an_output_folder_that_may_not_be_written_is_told_as_before(output: Path, windows: Windows) -> None:
    windows.refused_places = {output / '2024', output / '.docgen-old-2024.1'}
    with pytest.raises(DocgenError) as caught:
        _sign(output, '', FIXED)
    assert [each.id for each in caught.value.findings] == ['output-unwritable']
    assert (output / '2024' / DOCUMENT).exists()
