"""The same on a cluster, with real Dask workers, and with workspaces in an object store."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from workbench import COMMAND

from docgen.errors import ExitCode, RefusedError, ToolError
from docgen.many import cluster
from docgen.many.cluster import fingerprint, run_checked, run_on_cluster
from docgen.many.storage import fetched, stored_workspaces
from docgen.many.workspace_outcome import Job, Task
from many.deadly import DeadlyTask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope='module')
def scheduler() -> Iterator[str]:
    """A scheduler with two workers, each a process of its own that is started anew when it dies."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs='CRITICAL'
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.filterwarnings('ignore::ResourceWarning', 'ignore::pytest.PytestUnraisableExceptionWarning')
def test_a_cluster_builds_the_county_though_a_worker_dies(county: Path, scheduler: str, tmp_path: Path) -> None:
    tasks = [
        DeadlyTask(Job.CHECK, str(county / 'lillby'), marker=str(tmp_path / 'once')),
        *(Task(Job.BUILD, str(county / name)) for name in ('lillby', 'storå kommun', 'trasby')),
    ]
    outcomes = run_on_cluster(tasks, scheduler)
    assert [each.exit_code for each in outcomes] == [0, 0, 0, 3]
    assert (tmp_path / 'once').exists()
    assert (county / 'storå kommun' / 'output').is_dir()

    answer = subprocess.run(
        [*COMMAND, 'status', '--all', str(county / 'lillby'), '--scheduler', scheduler, '--json'],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)['workspaces'][0]['states']['draft'] > 0


def test_a_worker_of_another_docgen_does_nothing(county: Path) -> None:
    outcome = run_checked(Task(Job.BUILD, str(county / 'lillby')), 'another fingerprint')
    assert outcome.exit_code is ExitCode.TOOL
    assert [each.id for each in outcome.findings] == ['cluster-other-version']
    assert not (county / 'lillby' / 'output').exists()


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, '_SECONDS_TO_CONNECT', 0.5)
    with pytest.raises(ToolError) as raised:
        run_on_cluster([], 'tcp://127.0.0.1:9')
    assert [each.id for each in raised.value.findings] == ['cluster-unreachable']


def test_a_lost_scheduler_is_not_told_as_lost_workers() -> None:
    from distributed.scheduler import KilledWorker

    task = Task(Job.BUILD, 's3://lanet/lillby')
    killed = cluster.lost(task, KilledWorker('docgen-build-0', None, 3))  # type: ignore[arg-type]
    gone = cluster.lost(task, OSError())
    assert [killed.findings[0].id, gone.findings[0].id] == ['cluster-task-lost', 'cluster-scheduler-lost']
    assert [killed.exit_code, gone.exit_code] == [ExitCode.BUG, ExitCode.TOOL]
    assert killed.attempts == 4
    assert all('s3://lanet/lillby' in each.findings[0].what for each in (killed, gone))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, county: Path) -> Iterator[str]:
    """The county in an S3 store that runs here."""
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setitem(
        fsspec.config.conf, 's3', {'endpoint_url': f'http://{host}:{port}', 'key': 'nyckel', 'secret': 'hemlig'}
    )
    system = fsspec.filesystem('s3')
    system.mkdir('lanet')
    system.put(str(county / 'lillby'), 'lanet/lillby', recursive=True)
    yield 's3://lanet'
    fsspec.filesystem('s3').clear_instance_cache()
    server.stop()


@pytest.mark.filterwarnings('ignore')
def test_a_workspace_in_an_object_store_is_built_and_put_back(bucket: str, county: Path) -> None:
    import fsspec

    assert stored_workspaces(bucket) == ['s3://lanet/lillby']
    outcome = run_checked(Task(Job.BUILD, 's3://lanet/lillby'), fingerprint())
    assert outcome.exit_code is ExitCode.DONE, outcome.findings
    here = run_checked(Task(Job.BUILD, str(county / 'lillby')), fingerprint())
    system = fsspec.filesystem('s3')
    for file in here.files:
        assert system.cat(f'lanet/lillby/{file}') == (county / 'lillby' / file).read_bytes()
    again = run_checked(Task(Job.BUILD, 's3://lanet/lillby'), fingerprint())
    assert again.unchanged == outcome.documents > 0

    with pytest.raises(RefusedError) as raised:
        _written_by_two('s3://lanet/lillby', system)
    assert [each.id for each in raised.value.findings] == ['many-stored-changed']
    assert system.cat('lanet/lillby/output/nytt.txt') == b'deras'


def _written_by_two(address: str, system: Any) -> None:
    with fetched(address) as root:
        (root / 'output' / 'nytt.txt').write_text('vår')
        system.pipe('lanet/lillby/output/nytt.txt', b'deras')
