"""Four programs of one law, written apart from each other, tell the same of the same meeting."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import numpy as np
import pytest
from scipy import stats

from benchmarks.peers import batched, processes, scalar, workload
from reflective_groups.simulation import engine
from reflective_groups.simulation.behaviour import PRESETS
from reflective_groups.simulation.layout import memory_of, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from benchmarks.peers.workload import Task, Told
    from reflective_groups.simulation.layout import Step

    Columns = dict[str, NDArray[np.float64]]

STANDARD_ERRORS = 4.5
LEAST_CHANCE = 1e-5
"""Below this chance two samples are not held to be of one distribution."""


class Walker(NamedTuple):
    walk: Callable[..., Told]
    sessions: int
    """As many as it walks in a few seconds."""
    seed: int


WALKERS = {
    "engine": Walker(workload.walk, 20_000, 11),
    "scalar": Walker(scalar.walk, 16_000, 12),
    "batched": Walker(batched.walk, 4_096, 13),
    "processes": Walker(processes.walk, 300, 14),
}
PEERS = [name for name in WALKERS if name != "engine"]

needs_gcc = pytest.mark.skipif(scalar.COMPILER is None, reason="gcc is not installed")


def named(names: list[str]) -> list[Any]:
    return [pytest.param(name, marks=[needs_gcc] if name == "scalar" else []) for name in names]


PAIRS = [
    pytest.param(one, other, marks=[needs_gcc] if "scalar" in {one, other} else [])
    for one, other in itertools.combinations(WALKERS, 2)
]


def reference() -> Task:
    return workload.task()


def loosely_held() -> Task:
    """Four members, whose phases take longer than planned, or shorter."""
    return with_habits(workload.task(4), drift=0.1, spread=0.3)


def hurried() -> Task:
    """Phases of seconds and long overlaps, so that what is rare elsewhere is common here."""
    task = workload.task(3)
    steps = [attrs.evolve(step, planned=step.planned / 40) for step in task.layout.steps]
    return with_habits(
        with_steps(task, steps),
        mean=1.0,
        sigma=1.2,
        by_share=0.8,
        overlapped=0.6,
        gap_mean=1.0,
        overlap_mean=0.5,
    )


TASKS = {"reference": reference, "loosely held": loosely_held, "hurried": hurried}


def with_habits(task: Task, **changes: object) -> Task:
    return task._replace(habits=task.habits._replace(**changes))


def with_steps(task: Task, steps: Sequence[Step]) -> Task:
    people, roles = len(task.layout.people), len(task.layout.roles)
    plan = plan_of(steps, people=people, roles=roles)
    return task._replace(layout=attrs.evolve(task.layout, steps=tuple(steps), plan=plan))


def columns(told: Told) -> Columns:
    """Every number that is told of a session, by a name of its own."""
    found: Columns = {}
    for name, value in told._asdict().items():
        values = np.asarray(value, np.float64)
        rows = [values] if values.ndim == 1 else list(values.T)
        found |= {f"{name}[{place}]": row for place, row in enumerate(rows)}
    return found


@functools.cache
def sample(name: str, task: str) -> Columns:
    walker = WALKERS[name]
    return columns(walker.walk(TASKS[task](), walker.sessions, walker.seed))


def differences(one: Columns, other: Columns) -> list[str]:
    """The columns in which the means or the distributions of two samples are too far apart."""
    assert list(one) == list(other)
    found = []
    for name, left in one.items():
        right = other[name]
        error = np.sqrt(left.var(ddof=1) / left.size + right.var(ddof=1) / right.size)
        apart = abs(left.mean() - right.mean()) / error
        chance = stats.ks_2samp(left, right, method="asymp").pvalue
        if apart > STANDARD_ERRORS or chance < LEAST_CHANCE:
            found.append(
                f"{name}: {left.mean():.4g} and {right.mean():.4g} are {apart:.1f} standard errors "
                f"apart; chance of such distributions {chance:.2g}"
            )
    return found


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_programs_of_the_law_agree(one: str, other: str, task: str) -> None:
    assert differences(sample(one, task), sample(other, task)) == []


WRONG = {
    "a shorter memory": {"table": memory_of(attrs.evolve(PRESETS["contribution"], gamma=0.3))},
    "nobody takes longer than others": {"between": 0.0},
    "talkative people take no longer": {"by_share": 0.0},
    "everybody takes as long": {"by_share": 0.0, "between": 0.0},
    "everybody likes to talk equally": {"sigma": 0.0},
    "turns vary less": {"within": 0.85},
    "nobody cuts in": {"overlapped": 0.0},
    "longer silences": {"gap_mean": -0.5},
    "shorter overlaps": {"overlap_mean": -3.0},
    "phases last as long as they like": {"spread": 0.05},
}
WRONG_FOR_ALL = ("a shorter memory", "everybody takes as long")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *(("batched", wrong) for wrong in WRONG),
        *(("processes", wrong) for wrong in WRONG_FOR_ALL),
        *(pytest.param("scalar", wrong, marks=needs_gcc) for wrong in WRONG_FOR_ALL),
    ],
)
def test_another_law_is_told_apart(name: str, wrong: str) -> None:
    walker = WALKERS[name]
    task = with_habits(reference(), **WRONG[wrong])
    told = columns(walker.walk(task, walker.sessions, walker.seed))
    assert differences(sample("engine", "reference"), told)


@pytest.mark.parametrize("name", named([*WALKERS]))
def test_what_is_told_of_a_session_hangs_together(name: str) -> None:
    task = reference()
    told = WALKERS[name].walk(task, 20, 3)
    planned = sum(step.planned for step in task.layout.steps)
    assert (told.duration_s >= planned - 1).all()
    assert np.allclose(told.overrun_s, told.duration_s - task.habits.slot, atol=0.01)
    assert np.allclose(told.role_airtime_s.sum(axis=1), told.airtime_s.sum(axis=1), rtol=1e-5)
    assert (told.turns == np.rint(told.turns)).all()
    assert ((told.longest_wait_s > 0) & (told.longest_wait_s < told.duration_s)).all()
    for share in (told.aba, told.gini, told.entropy):
        assert ((share > 0) & (share < 1)).all()


@pytest.mark.parametrize("name", named([*WALKERS]))
def test_a_seed_tells_the_same_twice_and_another_does_not(name: str) -> None:
    walk = WALKERS[name].walk
    first, again, other = (columns(walk(reference(), 5, seed)) for seed in (1, 1, 2))
    assert all((first[column] == again[column]).all() for column in first)
    assert not any((first[column] == other[column]).all() for column in first)


def with_other_step(task: Task, **changes: object) -> Task:
    """The same task with its third phase changed."""
    steps = [*task.layout.steps]
    steps[2] = attrs.evolve(steps[2], **changes)
    return with_steps(task, steps)


OTHER_TASKS = {
    "go-rounds": lambda task: with_other_step(task, law=engine.ROUND),
    "silence": lambda task: with_other_step(task, law=engine.SILENT),
    "a fixed order": lambda task: with_other_step(task, law=engine.CYCLE),
    "small groups": lambda task: with_other_step(task, after=()),
    "two regimes": lambda task: with_habits(task, kernel=engine.REGIMES),
    "the clock": lambda task: with_habits(task, pace=engine.CLOCK),
}


@pytest.mark.parametrize("other", OTHER_TASKS)
@pytest.mark.parametrize("name", PEERS)
def test_a_peer_refuses_what_it_cannot_do(name: str, other: str) -> None:
    with pytest.raises(NotImplementedError, match=r"walked here|by the table of memory alone"):
        WALKERS[name].walk(OTHER_TASKS[other](reference()), 1, 1)
