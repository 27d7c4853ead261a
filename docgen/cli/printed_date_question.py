"""What `sign` and `receive` say, and ask, when a signature's day or place is another than the document has in print.

Message id: `other-day-unconfirmed`, there is nobody to ask.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from docgen.cli.error_output import print_findings
from docgen.cli.process_setup import is_terminal
from docgen.errors import Finding, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.sign.printed_date_mismatch import BeforeKeeping


def differences_asked(question: str, *, ask: bool, as_json: bool) -> BeforeKeeping:
    """Give what tells the differences, and asks where somebody sits at a terminal; elsewhere it raises.

    Args:
        question: what is asked.
        ask: whether to ask at all; without, it goes on.
        as_json: whether the differences are told in the answer's JSON instead, to a program that cannot be asked.

    Raises:
        RefusedError: `other-day-unconfirmed`, by what is given, where it should ask and nobody is there.
    """

    def before_keeping(found: Sequence[Finding]) -> bool:
        if ask and (as_json or not is_terminal(sys.stdin)):
            raise RefusedError(_unconfirmed(found))
        if as_json:
            return True
        print_findings(found)
        return not ask or _yes(question)

    return before_keeping


def _unconfirmed(found: Sequence[Finding]) -> Finding:
    return Finding(
        'other-day-unconfirmed',
        ' '.join(each.what for each in found),
        "En underskrift går inte att ta bort, och det finns ingen att fråga. Inget är sparat.",
        "Är det den rätta dagen och orten: kör samma kommando igen med --other-day; skillnaden antecknas. "
        f"{found[0].do}",
        found[0].place,
    )


def _yes(question: str) -> bool:
    click.echo(err=True)
    answer: str = click.prompt(f"{question} [j/N]", default='n', show_default=False, err=True)
    return answer.strip().casefold() in ('j', 'ja')
