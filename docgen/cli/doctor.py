"""`docgen doctor`: what this installation has, and what it lacks."""

from __future__ import annotations

import sys
from typing import Any

import click

from docgen.cli import options
from docgen.cli.error_output import print_json, told
from docgen.errors import ExitCode


@click.command('doctor')
@options.as_json
@click.pass_context
@told
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Visa versioner, teckensnitt, motorer och arbetsyta, och säg vad som saknas."""
    from docgen.cli.diagnosis import diagnose

    lines = diagnose(ctx.obj)
    code = ExitCode.DONE if all(line.well for line in lines) else ExitCode.TOOL
    if as_json:
        plain: list[dict[str, Any]] = [
            {'name': line.name, 'value': line.value, 'well': line.well, 'do': line.do} for line in lines
        ]
        print_json({'exit_code': int(code), 'lines': plain})
    else:
        for line in lines:
            mark = click.style("ok   ", fg='green') if line.well else click.style("saknas", fg='red')
            click.echo(f'{mark}  {line.name:<26} {line.value}')
            if not line.well:
                click.echo(f'        → {line.do}')
    sys.exit(code)
