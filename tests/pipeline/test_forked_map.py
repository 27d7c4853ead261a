from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from docgen.pipeline.forked_map import map_in_two_processes

two_cores = pytest.mark.skipif(
    sys.platform != 'linux' or len(os.sched_getaffinity(0)) < 2, reason='needs Linux and two cores'
)

# Each waits until the other has taken an item, so that neither can take both.
TWO_AT_WORK = """
import os
from docgen.pipeline.forked_map import map_in_two_processes

here = os.getpid()
first_has, first_tells = os.pipe()
second_has, second_tells = os.pipe()

def work(_):
    mine, others = (first_tells, second_has) if os.getpid() == here else (second_tells, first_has)
    os.write(mine, b'x')
    os.read(others, 1)
    return os.getpid()

print(*map_in_two_processes(work, [1, 2]))
"""
ONE_KILLED = """
import os, signal
from docgen.pipeline.forked_map import map_in_two_processes

here = os.getpid()
barrier, opened = os.pipe()
waits = [True]

def work(number):
    if os.getpid() != here:
        os.write(opened, b'x')
        os.kill(os.getpid(), signal.SIGKILL)
    elif waits:
        waits.clear()
        os.read(barrier, 1)
    return number

print(*map_in_two_processes(work, range(6)))
"""
FIRST_KILLED = """
import os, signal, time
from docgen.pipeline.forked_map import map_in_two_processes

here = os.getpid()
barrier, opened = os.pipe()

def work(_):
    if os.getpid() == here:
        os.read(barrier, 1)
        os.kill(here, signal.SIGKILL)
    os.write(opened, b'x')
    time.sleep(3000)

map_in_two_processes(work, [1, 2])
"""


def _in_fresh_process(script: str) -> str:
    """Run a script apart: earlier tests may have left threads here, and then nothing is shared."""
    ran = subprocess.run([sys.executable, '-c', script], capture_output=True, text=True, timeout=300, check=True)
    return ran.stdout


def test_results_come_in_the_items_order_whoever_made_them() -> None:
    assert map_in_two_processes(lambda number: number * number, list(range(200))) == [
        number * number for number in range(200)
    ]


def test_results_larger_than_a_pipe_arrive_whole() -> None:
    made = map_in_two_processes(lambda number: bytes([number]) * 300_000, list(range(8)))
    assert [(len(each), each[0]) for each in made] == [(300_000, number) for number in range(8)]


@two_cores
def test_two_processes_work() -> None:
    assert len(set(_in_fresh_process(TWO_AT_WORK).split())) == 2


@two_cores
def test_what_a_killed_process_had_taken_is_made_again() -> None:
    assert _in_fresh_process(ONE_KILLED).split() == ['0', '1', '2', '3', '4', '5']


@two_cores
def test_the_forked_map_does_not_outlive_the_first_that_is_killed() -> None:
    """Its end shows by the pipe that both write to, which closes with the last of them."""
    ran = subprocess.run([sys.executable, '-c', FIRST_KILLED], capture_output=True, timeout=300, check=False)
    assert ran.returncode == -signal.SIGKILL


def test_an_exception_reaches_the_caller() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match='3'):
        map_in_two_processes(work, list(range(5)))


def test_a_process_with_threads_works_alone() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        assert set(map_in_two_processes(lambda _: os.getpid(), list(range(20)))) == {os.getpid()}
    finally:
        ended.set()
        other.join()


def test_a_system_without_fork_does_everything_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows: nothing is lost but the time that a second processor would have saved."""
    monkeypatch.delattr(os, 'fork')
    assert map_in_two_processes(lambda number: (number, os.getpid()), [3, 1, 2]) == [
        (number, os.getpid()) for number in (3, 1, 2)
    ]
