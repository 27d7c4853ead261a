"""All findings at once, in the order of the files; the shipped data have none."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import model
from docgen.checks import check
from docgen.checks.record_texts import TECHNICAL
from docgen.workspace import load

if TYPE_CHECKING:
    from .workspaces import Files

ROOT = Path(__file__).parents[2]


def test_faultless_workspace_has_no_findings(files: Files) -> None:
    assert files.seen() == []


def test_shipped_workspace_has_no_findings() -> None:
    assert check(load(ROOT)) == []


def test_all_findings_come_at_once_sorted_by_file_and_line(files: Files) -> None:
    files.follow_up['sender'] = 'vikk'
    files.follow_up['outcomes'][1]['commitment'] = 'lofte-22'
    files.promise['agreement'] = '2020-2024'
    files.promise['introduction'] = 'EPA- traktorer stör .'
    files.follow_up['outcomes'][3]['commitment'] = 'lofte-44'  # far down in the first file
    seen = files.findings()
    assert len(seen) == 8
    places = [(str(each.place.file), each.place.line or 0) for each in seen]
    assert places == sorted(places)


def test_ids_are_never_taken_for_prose() -> None:
    for name, record in inspect.getmembers(model, inspect.isclass):
        if issubclass(record, model.Record):
            ids = {key for key, field in record.model_fields.items() if 'a-z0-9' in repr(field)}
            assert ids <= TECHNICAL.get(name, set())


def test_same_data_give_the_same_findings(files: Files) -> None:
    files.promise['introduction'] = 'EPA- traktorer  stör ...'
    assert files.findings() == files.findings()
