"""A county: municipalities of the smallest workspace, each with its own name."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Three municipalities in folders with a space and å in their names, none built; the third cannot be read."""
    folder = tmp_path / 'länet'
    for name in ('lillby', 'storå kommun', 'trasby'):
        shutil.copytree(PROJECT / 'tests/workspaces/minimal/data', folder / name / 'data')
        shutil.copytree(PROJECT / 'templates', folder / name / 'templates')
    broken = folder / 'trasby' / 'data' / 'workspace.yaml'
    broken.write_text(broken.read_text('utf-8').replace('municipality: ', 'kommun: ', 1), 'utf-8')
    return folder
