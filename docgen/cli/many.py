"""`--all FOLDER` of several commands: the same in every workspace below a folder, on one machine or several."""

from __future__ import annotations

import functools
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from docgen.cli.advised_commands import within
from docgen.cli.error_output import INTERRUPTED, print_findings, print_json, reports_errors, short_path
from docgen.cli.options import FilePath
from docgen.cli.process_setup import is_terminal
from docgen.errors import Finding, Severity, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.many.workspace_outcome import Outcome

_MADE = {'archive': "paket", 'web': "filer"}
"""What a job makes, where it is not documents."""
_SHARED = frozenset(('folder', 'jobs', 'scheduler', 'html', 'draft', 'engine', 'network', 'as_json'))


def for_all(job: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options `--all`, `--jobs`, `--scheduler` and `--html`.

    Args:
        job: the value of a `docgen.many.workspace_outcome.Job`; not the enum itself, so that help stays fast.

    With `--all` the command itself is not run. Its options draft, engine, network and as_json mean what they mean in
    it; those of one workspace alone are refused.
    """

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def chosen(*args: Any, **kwargs: Any) -> None:
            options = {name: kwargs.pop(name) for name in ('folder', 'jobs', 'scheduler', 'html')}
            if options['folder'] is None:
                command(*args, **kwargs)
            else:
                _run(job, args[0], **options, **kwargs)

        for option in reversed(_OPTIONS):
            chosen = option(chosen)
        return chosen

    return decorated


_OPTIONS = (
    click.option(
        '--all',
        'folder',
        metavar='MAPP',
        help="Gör det i alla arbetsytor under mappen, eller i dem som en textfil räknar upp.",
    ),
    click.option('--jobs', type=click.IntRange(1, 512), metavar='ANTAL', help="Med --all: hur många åt gången."),
    click.option('--scheduler', metavar='ADRESS', help="Med --all: låt ett Dask-kluster göra det."),
    click.option(
        '--html',
        type=FilePath(path_type=Path, dir_okay=False),
        metavar='FIL',
        help="Med --all: skriv en webbsida med alla kommuner.",
    ),
)


@reports_errors
def _run(
    job: str,
    ctx: click.Context,
    *,
    folder: str,
    jobs: int | None,
    scheduler: str | None,
    html: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    from docgen.cli.options import PAGE, require_replaceable
    from docgen.many.tables import as_html, outcome_table, outcomes_as_plain
    from docgen.many.workspace_outcome import Job, Task, worst

    _require_no_other(ctx)
    if html is not None:
        require_replaceable(html, report=PAGE)
    where, roots = workspaces(folder)
    tasks = [
        Task(
            Job(job),
            root,
            draft=bool(options.get('draft')),
            engine=options.get('engine'),
            network=bool(options.get('network')),
        )
        for root in roots
    ]
    outcomes = done_by_all(tasks, jobs, scheduler)
    if html is not None:
        write_page(html, as_html(outcome_table(outcomes, where, html)))
    code = worst(outcomes)
    if as_json:
        print_json({'exit_code': int(code), 'workspaces': outcomes_as_plain(outcomes)})
    else:
        print_findings(
            replace(one, do=within(one.do, short_path(Path(each.root)) if '://' not in each.root else each.root))
            for each in outcomes
            for one in each.findings
            if one.severity is Severity.ERROR
        )
        for line in _lines(outcomes, where):
            click.echo(line)
        if html is not None:
            click.echo(short_path(html))
    sys.exit(code)


def workspaces(folder: str) -> tuple[Path, list[str]]:
    """Give the folder that was meant, and every workspace below it; for an address in an object store, those there.

    Raises:
        UsageError: as `find_workspaces` and `stored_workspaces`.
    """
    if '://' in folder:
        from docgen.many.storage import stored_workspaces

        return Path(folder), stored_workspaces(folder)
    from docgen.many.find import find_workspaces

    where = Path(folder).absolute()
    return (where.parent if where.is_file() else where), [str(each) for each in find_workspaces(where)]


def done_by_all(tasks: Sequence[Any], jobs: int | None, scheduler: str | None) -> list[Outcome]:
    """Do the tasks here or on a cluster, and say on a terminal how far they have come. Ctrl-C ends the command.

    Args:
        tasks: one for each workspace.
        jobs: how many at a time here; None for as many as there are processors.
        scheduler: the cluster's address; None to do them here.
    """
    from docgen.many.process_pool import InterruptedWorkError, run_in_processes, usable_processors

    progress = _Progress(len(tasks))
    try:
        if scheduler is not None:
            from docgen.many.cluster import run_on_cluster

            return run_on_cluster(tasks, scheduler, progress.one_more)
        return run_in_processes(tasks, jobs or usable_processors(), progress.one_more)
    except InterruptedWorkError as interrupted:
        progress.clear()
        click.echo(
            f"\nAvbrutet. {len(interrupted.outcomes)} av {len(tasks)} arbetsytor hanns med; de andra är orörda. "
            "Kör samma kommando igen, så görs bara det som återstår.",
            err=True,
        )
        sys.exit(INTERRUPTED)
    finally:
        progress.clear()


def write_page(file: Path, page: str) -> None:
    """Write a page whole or not at all.

    Raises:
        UsageError: `many-page-unwritable`.
    """
    from docgen.errors import Place, reason

    unfinished = file.with_name(f'.{file.name}.tmp')
    try:
        unfinished.write_bytes(page.encode())
        unfinished.replace(file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UsageError(
            Finding(
                'many-page-unwritable',
                f"Sidan {file} gick inte att skriva: {reason(error)}.",
                "Arbetet i arbetsytorna är gjort; det är bara översikten som saknas.",
                "Ange en fil i en mapp som finns och som du får skriva i.",
                Place(file),
            )
        ) from None


def _require_no_other(ctx: click.Context) -> None:
    """Refuse what holds for one workspace alone, so that nothing that was asked for is passed over."""
    given = [
        each.opts[0] if isinstance(each, click.Option) else each.make_metavar(ctx)
        for each in ctx.command.params
        if each.name not in _SHARED and ctx.get_parameter_source(each.name or '') is ParameterSource.COMMANDLINE
    ]
    if given:
        raise UsageError(
            Finding(
                'many-with-one',
                f"--all kan inte förenas med {' eller '.join(given)}.",
                "--all gör samma sak i många arbetsytor, som har olika perioder, filer och mappar.",
                "Ta bort --all, eller ta bort det andra.",
            )
        )


class _Progress:
    """How many are done, and about how long the rest will take, on a terminal."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._done = 0
        self._begun = time.monotonic()

    def one_more(self, outcome: Outcome) -> None:  # noqa: ARG002
        self._done += 1
        if is_terminal(sys.stderr):
            left = (time.monotonic() - self._begun) / self._done * (self._number - self._done)
            about = f", ungefär {left / 60:.0f} min kvar" if left >= 90 else f", ungefär {left:.0f} s kvar"
            click.echo(f"\r\x1b[K{self._done} av {self._number} klara{about if left else ''}", nl=False, err=True)

    def clear(self) -> None:
        if is_terminal(sys.stderr):
            click.echo('\r\x1b[K', nl=False, err=True)


def _lines(outcomes: Sequence[Outcome], where: Path) -> list[str]:
    from docgen.many.result_words import done_words, is_done, result_word
    from docgen.many.tables import workspace_name

    names = [workspace_name(each.root, where) for each in outcomes]
    results = [result_word(each) for each in outcomes]
    wide, room = max(map(len, names)), max(map(len, results))
    lines = [
        f'{name:<{wide}}  {result:<{room}}  {_counted(each)}'.rstrip()
        for name, result, each in zip(names, results, outcomes, strict=True)
    ]
    done = sum(map(is_done, outcomes))
    return [*lines, "", f"{done} av {len(outcomes)} arbetsytor är {done_words(outcomes)[1]}."]


def _counted(outcome: Outcome) -> str:
    from docgen.many.tables import STATES
    from docgen.many.workspace_outcome import Job
    from docgen.records.version_history import State

    counted = []
    if outcome.job is Job.STATUS:
        counted += [f"{number} {STATES[State(state)]}" for state, number in outcome.states.items()]
        counted += [f"{outcome.not_built} inte gjorda"] if outcome.not_built else []
        counted += [f"{outcome.data_errors} fel i data"] if outcome.data_errors else []
    elif outcome.documents:
        counted.append(f"{outcome.documents} {_MADE.get(outcome.job or Job.BUILD, 'dokument')}")
    if outcome.unchanged:
        counted.append(f"{outcome.unchanged} oförändrade")
    if outcome.errors:
        counted.append(f"{outcome.errors} fel")
    if outcome.warnings:
        counted.append(f"{outcome.warnings} {'varning' if outcome.warnings == 1 else 'varningar'}")
    if outcome.attempts > 1:
        counted.append(f"{outcome.attempts} försök")
    return ', '.join(counted)
