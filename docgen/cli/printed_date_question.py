"""What `sign` and `receive` say, and ask, when a signature's day or place is another than the document has in print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from docgen.cli.error_output import print_findings
from docgen.cli.process_setup import is_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.errors import Finding
    from docgen.sign.printed_date_mismatch import BeforeKeeping


def differences_asked(question: str, *, ask: bool, as_json: bool) -> BeforeKeeping:
    """Give what tells the differences, and asks where somebody sits at a terminal; elsewhere it goes on.

    Args:
        question: what is asked.
        ask: whether to ask at all.
        as_json: whether the differences are told in the answer's JSON instead.
    """

    def before_keeping(found: Sequence[Finding]) -> bool:
        if as_json:
            return True
        print_findings(found)
        click.echo(err=True)
        return not ask or not is_terminal(sys.stdin) or _yes(question)

    return before_keeping


def _yes(question: str) -> bool:
    answer: str = click.prompt(f"{question} [j/N]", default='n', show_default=False, err=True)
    return answer.strip().casefold() in ('j', 'ja')
