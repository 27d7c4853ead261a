"""Tasks on several machines, through a Dask scheduler that is already running (docs/many.md tells how to start one).

A worker of another docgen, or with other fonts or libraries, would make other bytes: it is refused before it begins.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError, ExitCode, Finding, Place, ToolError
from docgen.many.task import run_task
from docgen.many.workspace_outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.many.workspace_outcome import Task

_SECONDS_TO_CONNECT = 10


def fingerprint() -> str:
    """What decides which bytes a machine makes: docgen's code, the libraries, the fonts that come with them."""
    from docgen.records.fingerprints import code_fingerprint

    return code_fingerprint()


def run_on_cluster(
    tasks: Sequence[Task], address: str, done: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Do the tasks on a cluster's workers, and give their outcomes in the tasks' order.

    A task whose worker is lost is given to another one, then told as lost; the others go on.

    Args:
        tasks: what to do; their roots must mean the same folder on every worker, or be addresses in an object store.
        address: the scheduler's, as "tcp://host:8786".
        done: called with each outcome as it comes, in any order.

    Raises:
        ToolError: `cluster-not-installed`, `cluster-unreachable`, `cluster-without-workers`, `cluster-other-version`.
    """
    try:
        import distributed
    except ImportError:
        raise ToolError(_not_installed()) from None
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError):
        raise ToolError(_unreachable(address)) from None
    with client:
        _require_same(client, address)
        here = fingerprint()
        futures = [
            client.submit(run_checked, task, here, key=f'docgen-{task.job}-{index}-{task.root}', pure=False, retries=1)
            for index, task in enumerate(tasks)
        ]
        places = {future.key: index for index, future in enumerate(futures)}
        outcomes: dict[int, Outcome] = {}
        for future in distributed.as_completed(futures, loop=client.loop):
            index = places[future.key]
            outcomes[index] = _outcome(future, tasks[index])
            done(outcomes[index])
    return [outcomes[index] for index in range(len(tasks))]


def run_checked(task: Task, wanted: str) -> Outcome:
    """On a worker: do the task if this machine makes the same bytes as the one that asks."""
    if fingerprint() != wanted:
        return Outcome(task.root, ExitCode.TOOL, (_other_version(task.root),))
    if '://' not in task.root:
        return run_task(task)
    from docgen.many.storage import fetched

    try:
        with fetched(task.root) as root:
            outcome = run_task(replace(task, root=str(root)))
    except DocgenError as error:
        return Outcome(task.root, error.exit_code, error.findings)
    return replace(outcome, root=task.root)


def _outcome(future: Any, task: Task) -> Outcome:
    try:
        outcome: Outcome = future.result()
    except Exception as error:  # noqa: BLE001 a lost worker or scheduler, in Dask's words or the network's
        return lost(task, error)
    return outcome


def lost(task: Task, error: BaseException) -> Outcome:
    """Give the outcome of a task that nobody answered for.

    Args:
        task: what was to be done.
        error: what Dask raised in place of an answer: `KilledWorker` when several workers died of it; else the
            scheduler is gone.
    """
    import distributed

    if isinstance(error, distributed.scheduler.KilledWorker):
        attempts = error.allowed_failures + 1
        return Outcome(task.root, ExitCode.BUG, (_worker_lost(task, attempts),), attempts=attempts)
    return Outcome(task.root, ExitCode.TOOL, (_scheduler_lost(task, type(error).__name__),))


def _require_same(client: Any, address: str) -> None:
    workers: dict[str, str] = client.run(fingerprint, on_error='return')
    if not workers:
        raise ToolError(
            Finding(
                'cluster-without-workers',
                f"Klustret {address} har inga arbetare.",
                "Schemaläggaren delar ut arbetet, men det är arbetarna som gör det.",
                f"Starta minst en: dask worker {address}.",
            )
        )
    here = fingerprint()
    others = sorted(name for name, found in workers.items() if found != here)
    if others:
        raise ToolError(_other_version(', '.join(others)))


def _other_version(where: str) -> Finding:
    return Finding(
        'cluster-other-version',
        f"Docgen är inte densamma på {where} som här: programmet, biblioteken eller typsnitten skiljer sig.",
        "Samma data skulle ge andra filer där än här.",
        "Installera samma version av docgen med samma bibliotek på alla maskiner, och starta om arbetarna.",
    )


def _worker_lost(task: Task, attempts: int) -> Finding:
    return Finding(
        'cluster-task-lost',
        f"Arbetet i {task.root} blev inte gjort: {attempts} arbetare i rad avslutades under det.",
        "Något avslutade dem, till exempel systemet när minnet tog slut. Det som låg i output är orört.",
        "Kör samma kommando igen; det som är klart görs inte om. Händer det igen: kör arbetsytan för sig.",
        _place(task),
    )


def _scheduler_lost(task: Task, kind: str) -> Finding:
    return Finding(
        'cluster-scheduler-lost',
        f"Schemaläggaren svarar inte längre ({kind}), så här vet ingen om arbetet i {task.root} blev gjort.",
        "En arbetare som höll på med arbetsytan gör färdigt den om den kan; annars är den orörd.",
        "Starta schemaläggaren och arbetarna och kör samma kommando igen; det som är klart görs inte om.",
        _place(task),
    )


def _place(task: Task) -> Place:
    return Place(Path(task.root)) if '://' not in task.root else Place()


def _not_installed() -> Finding:
    return Finding(
        'cluster-not-installed',
        "Dask är inte installerat, och --scheduler behöver det.",
        "Det följer bara med när man ber om det, eftersom en ensam dator inte behöver det.",
        "Installera det: pip install 'docgen[cluster]'.",
    )


def _unreachable(address: str) -> Finding:
    return Finding(
        'cluster-unreachable',
        f"Schemaläggaren {address} svarar inte.",
        "Adressen är fel, den är inte startad, eller så når den här datorn den inte.",
        "Starta den med dask scheduler, och ange den adress som den skriver ut.",
    )
