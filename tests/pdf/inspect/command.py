"""The command in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner
from workbench import Answer

from docgen.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def docgen(*arguments: str | Path) -> Answer:
    """What the command answers; raises what it did not expect."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)
