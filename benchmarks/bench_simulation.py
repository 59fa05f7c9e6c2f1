"""How many sessions a second: ours, and the same law in plain C, in NumPy and in SimPy.

The table at the end tells time and rate of one session, so that calls of different size compare.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.peers import batched, processes, scalar, workload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.peers.workload import Told

TASK = workload.task()
SEED = 1
SESSIONS = 4_096
FEW = 100
"""What SimPy walks in half a second."""
MANY = 32_768
COUNTS = (500, 2_000, 8_000, 32_000)
MEMBERS = (4, 8, 16, 32, 64)
FEWEST_TURNS, MOST_TURNS = 500, 600
"""What 90 minutes hold on average lies between these, whatever the size of the group."""

OURS, C, NUMPY, SIMPY = (
    "ours, one thread",
    "C, one session after the other",
    "NumPy, batched",
    "SimPy, a process a person",
)


@pytest.fixture
def measured(benchmark: Any) -> Any:  # noqa: ANN401 -- the plugin gives its fixture no type
    """The benchmark, with all compilation behind it."""
    workload.walk(TASK, 1, SEED)
    return benchmark


def measure(
    benchmark: Any,  # noqa: ANN401 -- the same
    what: str,
    against: Sequence[str],
    of: int,
    run: Callable[[], Sequence[Told]],
) -> None:
    """Say what is measured, against what, and of how many sessions; see that they were walked."""
    benchmark.extra_info.update({"is": what, "against": tuple(against), "of": of})
    told = benchmark.pedantic(run, rounds=9, iterations=1, warmup_rounds=1)
    turns = np.concatenate([part.turns for part in told])
    assert turns.size == of
    assert FEWEST_TURNS < turns.mean() < MOST_TURNS


def test_ours(measured: Any) -> None:  # noqa: ANN401 -- the same
    measure(measured, OURS, (), SESSIONS, lambda: [workload.walk(TASK, SESSIONS, SEED)])


@pytest.mark.skipif(scalar.COMPILER is None, reason="gcc is not installed")
def test_c(measured: Any) -> None:  # noqa: ANN401 -- the same
    measure(measured, C, (OURS,), SESSIONS, lambda: [scalar.walk(TASK, SESSIONS, SEED)])


def test_numpy(measured: Any) -> None:  # noqa: ANN401 -- the same
    measure(measured, NUMPY, (OURS, C), SESSIONS, lambda: [batched.walk(TASK, SESSIONS, SEED)])


def test_simpy(measured: Any) -> None:  # noqa: ANN401 -- the same
    measure(measured, SIMPY, (OURS, C), FEW, lambda: [processes.walk(TASK, FEW, SEED)])


@pytest.mark.parametrize("threads", [1, 2])
def test_threads(measured: Any, threads: int) -> None:  # noqa: ANN401 -- the same
    part = MANY // threads

    def walk() -> list[Told]:
        firsts = range(0, MANY, part)
        return list(pool.map(lambda first: workload.walk(TASK, part, SEED, first), firsts))

    with ThreadPoolExecutor(threads) as pool:
        name, base = (f"{MANY:,} sessions, threads: {number}" for number in (threads, 1))
        measure(measured, name, (base,), MANY, walk)


@pytest.mark.parametrize("sessions", COUNTS)
def test_sessions(measured: Any, sessions: int) -> None:  # noqa: ANN401 -- the same
    name, base = (f"{number:,} sessions a call" for number in (sessions, COUNTS[-1]))
    measure(measured, name, (base,), sessions, lambda: [workload.walk(TASK, sessions, SEED)])


@pytest.mark.parametrize("members", MEMBERS)
def test_members(measured: Any, members: int) -> None:  # noqa: ANN401 -- the same
    task = workload.task(members)
    name, base = (f"{number} members and two leaders" for number in (members, MEMBERS[0]))
    measure(measured, name, (base,), SESSIONS, lambda: [workload.walk(task, SESSIONS, SEED)])
