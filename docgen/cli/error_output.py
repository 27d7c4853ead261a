"""The one place that turns errors into sentences and exit codes."""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click

from docgen.cli.advised_commands import advised
from docgen.cli.process_setup import seldom_collected
from docgen.cli.readable_output import in_one_line, readable
from docgen.errors import (
    DocgenError,
    ExitCode,
    Finding,
    FindingsError,
    Severity,
    ToolError,
    UsageError,
    may_hold_secrets,
    reason,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.errors import Place

Command = TypeVar('Command', bound=Callable[..., Any])

MOST_TOLD = 200
"""Findings that a terminal shows: who has more mends these first."""
_NO_MEMORY = re.compile('map segment|allocate memory|not enough memory', re.IGNORECASE)
"""What the system's loader says of a library that finds no room."""
INTERRUPTED = 130
"""What shells take for a command ended by Ctrl-C: 128 + SIGINT."""
_HEADLINES = {
    ExitCode.USAGE: "Kommandot kunde inte utföras.",
    ExitCode.TOOL: "Inget har gjorts: något som behövs saknas eller räcker inte till.",
    ExitCode.JUDGEMENT: "Inget har bytts ut: ett dokument klarade inte kontrollen.",
    ExitCode.SIGNATURE: "Inget har ändrats: underskriften gick inte att göra eller godta.",
    ExitCode.REFUSED: "Inget har gjorts: det som är fastställt eller undertecknat skyddas.",
}


def reports_errors(command: Command) -> Command:
    """Wrap a command: every DocgenError becomes sentences and its exit code, everything else is a bug (1)."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            with seldom_collected():
                command(*args, **kwargs)
        except DocgenError as error:
            _tell(error, as_json=bool(kwargs.get('as_json')))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(ExitCode.DONE)
        except (KeyboardInterrupt, click.Abort):  # Abort: the same at a question
            click.echo("\nAvbrutet. Inget har bytts ut.", err=True)
            sys.exit(INTERRUPTED)
        except (SystemExit, GeneratorExit):
            raise
        except (OSError, MemoryError, UnicodeEncodeError) as error:
            _let_go(sys.stdout)
            _tell(_of_surroundings(error))
        except ImportError as error:
            if not _NO_MEMORY.search(str(error)):
                _tell_of_bug(error)
            _tell(_of_surroundings(error))
        except BaseException as error:  # noqa: BLE001 a bug must end in words and exit code 1, also a library's panic
            _tell_of_bug(error)

    return wrapped  # type: ignore[return-value]


def _tell_of_bug(error: BaseException) -> NoReturn:
    with contextlib.suppress(OSError):
        click.echo(_report(error), err=True)
        click.secho("Det här är ett fel i docgen, inte i dina filer. Inget har bytts ut.", err=True, bold=True)
        click.echo("Skicka raderna ovanför, och svaret från docgen doctor, till den som sköter docgen.", err=True)
    _let_go(sys.stderr)
    sys.exit(ExitCode.BUG)


def _of_surroundings(error: OSError | MemoryError | ImportError | UnicodeEncodeError) -> DocgenError:
    """What the computer, not docgen, stands in the way with."""
    if isinstance(error, (MemoryError, ImportError)) or getattr(error, 'errno', None) == errno.ENOMEM:
        from docgen.programs.memory import memory_short

        return ToolError(memory_short())
    if isinstance(error, UnicodeEncodeError):
        return FindingsError(
            Finding(
                'file-name-unreadable',
                "En fil eller mapp har ett namn med tecken som inte går att läsa.",
                "Namnet är skrivet med en annan teckenkodning än UTF-8, och kan inte skrivas i något dokument.",
                "Döp om filen med vanliga bokstäver.",
            )
        )
    name = error.filename if isinstance(error.filename, str) else ''
    return UsageError(
        Finding(
            'system-refuses',
            f"Datorn gör inte det som behövs med {name[:200]}." if name else "Datorn gör inte det som behövs.",
            f"Orsak: {reason(error)}.",
            "Kontrollera mappen som du står i, rättigheterna och utrymmet på disken, och kör kommandot igen.",
        )
    )


def _let_go(stream: TextIO | None) -> None:
    """Where a stream takes no more, Python must not try once again when it ends; one that was closed is none."""
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def _tell(error: DocgenError, *, as_json: bool = False) -> NoReturn:
    """Print what an error says, as far as anybody takes it, and end with its exit code."""
    with contextlib.suppress(OSError):
        print_error(error, as_json=as_json)
    for stream in (sys.stdout, sys.stderr):
        _let_go(stream)
    sys.exit(error.exit_code)


def _report(error: BaseException) -> str:
    """The traceback of a bug, which the user is asked to send on: no personal number, and no value beside a secret."""
    from docgen.sign.certificate import masked

    if not may_hold_secrets():
        return masked(''.join(traceback.format_exception(error)))
    lines = [f'  {frame.filename}, {frame.lineno}, {frame.name}' for frame in traceback.extract_tb(error.__traceback__)]
    return '\n'.join([*lines, type(error).__name__, "(Vad felet säger visas inte, för ett lösenord har lästs.)"])


def print_error(error: DocgenError, *, as_json: bool) -> None:
    """Print what an error says."""
    if as_json:
        print_json({'exit_code': int(error.exit_code), 'findings': [finding_as_json(each) for each in error.findings]})
        return
    click.secho(_headline(error), err=True, bold=True)
    print_findings(error.findings)


def _headline(error: DocgenError) -> str:
    """Say what stands in the way, no more than holds for all that was found."""
    if error.exit_code is not ExitCode.FINDINGS:
        return _HEADLINES[error.exit_code]
    subjects = {_subject(each) for each in error.findings if each.severity is Severity.ERROR}
    if subjects and subjects <= {"data", "mallar"}:
        return "Inget har gjorts: data eller mallar behöver rättas först."
    return f"Inget har gjorts: {subjects.pop() if len(subjects) == 1 else 'det här behöver rättas först'}."


def _subject(finding: Finding) -> str:
    """What has to be mended, as the end of a sentence but for the workspace's own data and templates."""
    file = finding.place.file
    if finding.id == 'workspace-missing':
        return "här finns ingen arbetsyta"
    parts = file.parts if file else ()
    if file is not None and not {'data', 'templates'} & set(parts) and not os.path.exists(file):  # noqa: PTH110
        return f"{file.name} finns inte"
    if finding.id.startswith('table-'):
        return "tabellen behöver rättas först"
    if file is None:
        return "det här behöver rättas först"
    if file.suffix in ('.yaml', '.yml') and 'data' in parts:
        return "data"
    return "mallar" if 'templates' in parts else f"{file.name} går inte att använda som den är"


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings to the terminal's error stream, each with its place and what to do."""
    told = list(findings)
    for finding in told[:MOST_TOLD]:
        label, colour = ("Fel", 'red') if finding.severity is Severity.ERROR else ("Varning", 'yellow')
        click.echo(err=True)
        click.echo(f'{click.style(label, fg=colour, bold=True)}  {place_text(finding.place)}'.rstrip(), err=True)
        click.echo(f'  {in_one_line(finding.what)}', err=True)
        click.echo(f'  {in_one_line(finding.why)}', err=True)
        click.echo(f'  → {advised(in_one_line(finding.do))}  [{finding.id}]', err=True)
    if len(told) > MOST_TOLD:
        click.echo(f"\n… och {len(told) - MOST_TOLD} till; --json visar alla.", err=True)


def place_text(place: Place) -> str:
    """Say where something lies: file, line, key, paragraph."""
    parts = []
    if place.file:
        parts.append(f'{short_path(place.file)}, rad {place.line}' if place.line else short_path(place.file))
    if place.key:
        parts.append(place.key)
    if place.paragraph:
        text = place.paragraph if len(place.paragraph) <= 80 else f'{place.paragraph[:77]}…'
        parts.append(f"stycket ”{text}”")
    return in_one_line(', '.join(parts))


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Give a finding as JSON holds it."""
    place = finding.place
    return {
        'id': finding.id,
        'severity': finding.severity.value,
        'what': finding.what,
        'why': finding.why,
        'do': advised(finding.do),
        'file': str(place.file) if place.file else None,
        'line': place.line,
        'key': place.key,
        'paragraph': place.paragraph,
    }


def print_json(value: object) -> None:
    """Print JSON to standard output; a character that steers a terminal stands there as its number."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if readable(text) != text:
        text = ''.join(each if readable(each) == each else f'\\u{ord(each):04x}' for each in text)
    click.echo(text)


def short_path(path: Path) -> str:
    """Write a path as seen from the folder where the user stands."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
