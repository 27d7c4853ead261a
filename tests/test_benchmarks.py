"""The benchmarks' workspaces are real ones; how fast anything is stands in no test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.municipalities import MOST, make_workspaces
from docgen.errors import Severity
from docgen.pipeline import BuildRequest, build
from docgen.workspace import load

if TYPE_CHECKING:
    from pathlib import Path


def test_a_municipality_of_the_benchmark_loads_and_builds_under_its_own_name(tmp_path: Path) -> None:
    first, second = make_workspaces(tmp_path, 2)
    assert load(first).settings.name == first.name == 'ale'
    report = build(BuildRequest(second, ('2020-2023',)))
    assert [each.path.name for each in report.documents] == ['samverkansoverenskommelse-alingsas-2020-2023.pdf']
    assert [each for each in report.warnings if each.severity is Severity.ERROR] == []
    assert "Alingsås" in load(second).parties['alingsas'].name


def test_every_municipality_has_a_folder_of_its_own_and_there_are_no_more_than_names(tmp_path: Path) -> None:
    roots = make_workspaces(tmp_path / 'all', 100)
    assert len({root.name for root in roots}) == 100
    with pytest.raises(ValueError, match='names known'):
        make_workspaces(tmp_path / 'more', MOST + 1)
