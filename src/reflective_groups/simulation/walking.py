"""Hand sessions to the engine and take back what they came to."""

from __future__ import annotations

import functools
import importlib.util
import logging
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from reflective_groups.simulation import engine
from reflective_groups.simulation.lanes import WIDTH, rows_of, word_rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflective_groups.simulation.engine import Habits, Plan

_log = logging.getLogger("reflective_groups.simulation")
_LOW = np.uint64(0xFFFFFFFF)


@attrs.frozen(kw_only=True, eq=False)
class Walked:
    """What sessions came to, a row each; seconds are those of the session's own clock."""

    told: NDArray[np.float32]
    """A column for each of `engine.COLUMNS`."""
    airtime_s: NDArray[np.float32]
    """A column a seat."""
    role_airtime_s: NDArray[np.float32]
    begun_s: NDArray[np.float32]
    """A column a stretch."""
    ended_s: NDArray[np.float32]
    speaker: NDArray[np.uint32]
    """A column a turn: the seat of whoever speaks, or `engine.NOBODY`."""
    said_from_s: NDArray[np.float32]
    said_for_s: NDArray[np.float32]
    stretch: NDArray[np.int32]
    """Of each turn, of which all sessions walked together have as many."""


@functools.cache
def walker() -> tuple[Callable[..., None], int | None]:
    """The engine, and how many lanes it takes: compiled where Numba is there, or else NumPy's."""
    if importlib.util.find_spec("numba") is None:
        _log.warning("Numba is not installed; simulation gives the same numbers, far more slowly.")
        return engine.walk, None
    from numba.core import config

    if getattr(config, "DISABLE_JIT", 0):
        return engine.walk, None
    from numba.core import event

    class Tells(event.Listener):
        told = False

        def on_start(self, event: object) -> None:
            del event
            if not self.told:
                _log.warning("Compiling the simulation, once on this machine; some ten seconds.")
            self.told = True

        def on_end(self, event: object) -> None:
            del event

    with event.install_listener("numba:compile", Tells()):  # pyright: ignore[reportUnknownMemberType] -- Numba has no types
        from reflective_groups.simulation import compiled
    return compiled.walk, WIDTH


def walk(
    seed: int,
    plan: Plan,
    habits: Habits,
    number: NDArray[np.uint64],
    people: NDArray[np.uint32],
    late_s: NDArray[np.float64],
    *,
    turns: int = 0,
) -> Walked:
    """Walk sessions of these numbers through a layout.

    `people` tells for each session who sits where; `turns` is how many turns to write down.
    """
    run, lanes = walker()
    count = len(number)
    width = lanes or max(1, count)
    batches = -(-count // width)
    padded = np.minimum(np.arange(batches * width), count - 1)
    given = _sessions(number[padded], people[padded], late_s[padded], batches, width)
    found = _room(plan, batches, width, turns)
    memory = _memory(plan.people, width)
    with np.errstate(invalid="ignore"):  # a share of no open floor is no number
        run(seed_words(seed), plan, habits, given, found, memory, batches, turns)

    def rows(values: NDArray[np.float32], wide: int) -> NDArray[np.float32]:
        shaped = values[: batches * wide].reshape(batches, wide, width)
        return shaped.transpose(0, 2, 1).reshape(batches * width, wide)[:count]

    speaker = found.speaker[: batches * turns].reshape(batches, turns, width).transpose(0, 2, 1)
    return Walked(
        told=rows(found.told, engine.COLUMNS),
        airtime_s=rows(found.airtime, plan.people),
        role_airtime_s=rows(found.by_role, plan.roles),
        begun_s=rows(found.begun, plan.stretches),
        ended_s=rows(found.ended, plan.stretches),
        speaker=speaker.reshape(batches * width, turns)[:count],
        said_from_s=rows(found.said_from, turns),
        said_for_s=rows(found.said_for, turns),
        stretch=found.row[: batches * turns].reshape(batches, turns),
    )


def seed_words(seed: int) -> tuple[int, int]:
    """A seed of 64 bits as two words."""
    return seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF


def _sessions(
    number: NDArray[np.uint64],
    people: NDArray[np.uint32],
    late_s: NDArray[np.float64],
    batches: int,
    width: int,
) -> engine.Sessions:
    words = word_rows_of(2 * batches, width)
    words[0::2] = (number & _LOW).astype(np.uint32).reshape(batches, width)
    words[1::2] = (number >> np.uint64(32)).astype(np.uint32).reshape(batches, width)
    seats = people.shape[1]
    who = word_rows_of(batches * seats, width)
    who[: batches * seats] = (
        people.reshape(batches, width, seats).transpose(0, 2, 1).reshape(batches * seats, width)
    )
    late = rows_of(batches, width)
    late[:] = late_s.reshape(batches, width)
    return engine.Sessions(number=words, people=who, late=late)


def _room(plan: Plan, batches: int, width: int, turns: int) -> engine.Found:
    return engine.Found(
        told=rows_of(batches * engine.COLUMNS, width),
        airtime=rows_of(batches * plan.people, width),
        by_role=rows_of(batches * plan.roles, width),
        begun=rows_of(batches * plan.stretches, width),
        ended=rows_of(batches * plan.stretches, width),
        speaker=word_rows_of(batches * turns, width),
        said_from=rows_of(batches * turns, width),
        said_for=rows_of(batches * turns, width),
        row=np.zeros(max(1, batches * turns), np.int32),
    )


def _memory(people: int, width: int) -> engine.Memory:
    return engine.Memory(
        state=word_rows_of(4, width),
        theta=rows_of(people, width),
        scale=rows_of(people, width),
        able=rows_of(people, width),
        able_to_answer=rows_of(people, width),
        pace=rows_of(people, width),
        so_far=rows_of(people, width),
        since=word_rows_of(people, width),
        spoke=rows_of(people, width),
        until=rows_of(people, width),
        now=rows_of(5, width),
        last=word_rows_of(3, width),
    )
