"""What every engine is set, and what each of them is to tell of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import reflective_groups as rg
from reflective_groups.simulation import engine, walking
from reflective_groups.simulation.behaviour import PRESETS
from reflective_groups.simulation.circumstances import Circumstances
from reflective_groups.simulation.layout import Layout, habits_of, lay_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reflective_groups.simulation.engine import Habits

    Numbers = NDArray[np.floating]

SLOT = rg.minutes(90)
START = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
MEMBERS = 8
LAWS = frozenset({engine.ALONE, engine.OPEN, engine.QUESTIONS})
"""How the phases of the reference workload go, which is all that the peers can do."""


class Task(NamedTuple):
    """One meeting and how people talk in it."""

    layout: Layout
    habits: Habits


class Told(NamedTuple):
    """What sessions came to, a row each."""

    duration_s: Numbers
    overrun_s: Numbers
    turns: Numbers
    aba: Numbers
    gini: Numbers
    entropy: Numbers
    longest_wait_s: Numbers
    airtime_s: Numbers
    """A column a seat."""
    role_airtime_s: Numbers
    """A column a role."""


def task(members: int = MEMBERS) -> Task:
    """Two cases of a Balint series in ninety minutes, with two leaders."""
    behaviour = PRESETS["contribution"]
    meeting = rg.Meeting(
        protocol=rg.CATALOGUE["balint.series"],
        group=rg.Group(
            members=tuple(rg.Person(f"Member {number}") for number in range(members)),
            leaders=(rg.Person("Lou"), rg.Person("Max")),
        ),
        start=START,
        slot=SLOT,
    )
    return Task(
        layout=lay_out(meeting, behaviour),
        habits=habits_of(behaviour, Circumstances(), SLOT.total_seconds()),
    )


def refuse_others(given: Task) -> None:
    """Raise `NotImplementedError` for what the reference workload does not need."""
    steps, habits = given.layout.steps, given.habits
    laws = {step.law for step in steps} - LAWS
    if laws:
        message = f"phases of these laws are not walked here: {sorted(laws)}"
        raise NotImplementedError(message)
    if any(step.after != (place - 1,) * bool(place) for place, step in enumerate(steps)):
        message = "phases side by side are not walked here"
        raise NotImplementedError(message)
    if habits.kernel != engine.TABLE:
        message = "who comes next is drawn by the table of memory alone"
        raise NotImplementedError(message)
    if habits.pace != engine.LENGTHS:
        message = "phases that hold to the clock are not walked here"
        raise NotImplementedError(message)


def walk(given: Task, sessions: int, seed: int, first: int = 0) -> Told:
    """The engine itself on the same task, from this number of a session on."""
    seats = len(given.layout.people)
    walked = walking.walk(
        seed,
        given.layout.plan,
        given.habits,
        np.arange(first, first + sessions, dtype=np.uint64),
        np.broadcast_to(np.arange(seats, dtype=np.uint32), (sessions, seats)),
        np.zeros(sessions),
    )
    return Told(
        duration_s=walked.told[:, engine.DURATION],
        overrun_s=walked.told[:, engine.OVERRUN],
        turns=walked.told[:, engine.TURNS],
        aba=walked.told[:, engine.ABA],
        gini=walked.told[:, engine.GINI],
        entropy=walked.told[:, engine.ENTROPY],
        longest_wait_s=walked.told[:, engine.WAIT],
        airtime_s=walked.airtime_s,
        role_airtime_s=walked.role_airtime_s,
    )
