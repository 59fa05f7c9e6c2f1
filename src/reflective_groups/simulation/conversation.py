"""The bare conversation, without a protocol: what the model of turn-taking is held to."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, cast

import attrs
import numpy as np

from reflective_groups.errors import ModelError
from reflective_groups.simulation import engine, walking
from reflective_groups.simulation.behaviour import Behaviour, Kernel, to_behaviour
from reflective_groups.simulation.circumstances import Circumstances
from reflective_groups.simulation.estimate import Estimate, mean_of
from reflective_groups.simulation.layout import Step, Turn, habits_of, plan_of
from reflective_groups.simulation.seeds import to_seed

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SPEAKERS = 200
MOST_TURNS = 100_000
_AT_ONCE = 2_000_000
"""Turns held in memory at a time."""
_LONGEST_LAG = 8


@attrs.frozen(kw_only=True, eq=False)
class Conversation:
    """What many conversations came to, each number a mean over them with its interval.

    >>> talk = converse(speakers=4, turns=100, sessions=64)
    >>> len(talk.turn_shares), round(sum(one.mean for one in talk.turn_shares), 6)
    (4, 1.0)

    `turn_shares` and `word_shares` are by rank, taken in each conversation after the fact. `aba` is
    how often the speaker of a turn is that of the turn before the last, from the third turn on;
    `abab` the same over four turns; `in4run` the share of turns within four or more that two people
    take alternately. `lags` tells after how many turns people come back: 2 to 8, and later.
    `regain` tells who comes after a newcomer has broken into a pair: the pair's last speaker, the
    other of the two, or somebody else.
    """

    behaviour: Behaviour
    speakers: int
    turns: int
    sessions: int
    seed: int
    turn_shares: tuple[Estimate, ...]
    word_shares: tuple[Estimate, ...]
    aba: Estimate
    abab: Estimate
    in4run: Estimate
    lags: tuple[Estimate, ...]
    regain: tuple[Estimate, ...]

    def __str__(self) -> str:
        shares = " / ".join(f"{100 * one.mean:.1f}" for one in self.turn_shares)
        return (
            f"{self.sessions} conversations of {self.speakers} with {self.turns} turns, "
            f"{self.behaviour}: shares {shares} %; ABA {self.aba}"
        )


def converse(
    speakers: int = 6,
    *,
    turns: int = 584,
    sessions: int = 2_000,
    seed: int = 1,
    behaviour: Behaviour | str = "meeting",
) -> Conversation:
    """Let people talk without a protocol, and tell how they took turns.

    >>> talk = converse(speakers=6, turns=200, sessions=64, seed=1)
    >>> 0.4 < talk.aba.mean < 0.8
    True

    A `leader` factor of the behaviour is that of the first speaker. The same seed gives the same
    conversations everywhere. Raises `ModelError` for fewer than two speakers or four turns.
    """
    behaviour, seed = to_behaviour(behaviour), to_seed(seed)
    for what, value, least, most in (
        ("speakers", speakers, 2, MOST_SPEAKERS),
        ("turns", turns, 4, MOST_TURNS),
        ("sessions", sessions, 1, 10_000_000),
    ):
        given = cast("object", value)
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            message = (
                f"converse: {what} must be a whole number from {least} to {most}, got {value!r:.40}"
            )
            raise ModelError(message)
    told = [
        _told(*_sequences(behaviour, speakers, turns, first, last, seed), speakers)
        for first, last in _chunks(sessions, max(16, _AT_ONCE // turns))
    ]
    rows = np.concatenate(told)
    columns = iter([mean_of(rows[:, place]) for place in range(rows.shape[1])])

    def take(number: int) -> tuple[Estimate, ...]:
        return tuple(itertools.islice(columns, number))

    return Conversation(
        behaviour=behaviour,
        speakers=speakers,
        turns=turns,
        sessions=sessions,
        seed=seed,
        turn_shares=take(speakers),
        word_shares=take(speakers),
        aba=next(columns),
        abab=next(columns),
        in4run=next(columns),
        lags=take(_LONGEST_LAG),
        regain=take(3),
    )


def _chunks(sessions: int, size: int) -> list[tuple[int, int]]:
    return [(first, min(first + size, sessions)) for first in range(0, sessions, size)]


def _sequences(
    behaviour: Behaviour, speakers: int, turns: int, first: int, last: int, seed: int
) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Who speaks in each turn of each conversation, and for how long."""
    weights = [behaviour.leader, *(1.0 for _ in range(speakers - 1))]
    alternate = behaviour.kernel is Kernel.ALTERNATE
    laws = {Kernel.GO_ROUND: engine.CYCLE, Kernel.ALTERNATE: engine.QUESTIONS}
    order = [*range(1, speakers), 0] if alternate else list(range(speakers))
    step = Step(
        path="talk",
        group=None,
        law=laws.get(behaviour.kernel, engine.OPEN),
        planned=math.inf,
        least=0.0,
        due=math.inf,
        after=(),
        turns=tuple(
            Turn(
                seat=seat,
                speaks=0.0 if alternate and not seat else weights[seat],
                answers=1.0 if alternate and not seat else 0.0,
            )
            for seat in order
        ),
        most=turns,
    )
    number = np.arange(first, last, dtype=np.uint64)
    walked = walking.walk(
        seed,
        plan_of((step,), people=speakers, roles=0),
        habits_of(behaviour, Circumstances(), 0.0),
        number,
        np.broadcast_to(np.arange(speakers, dtype=np.uint32), (len(number), speakers)),
        np.zeros(len(number)),
        turns=turns,
    )
    return walked.speaker, walked.said_for_s


def _told(
    who: NDArray[np.uint32], length: NDArray[np.float32], speakers: int
) -> NDArray[np.float64]:
    """What is told of each conversation, a row each; not a number where it cannot be told."""
    count, turns = who.shape
    number = np.stack([(who == one).sum(axis=1) for one in range(speakers)], axis=1)
    words = np.stack(
        [np.where(who == one, length, 0).sum(axis=1, dtype=np.float64) for one in range(speakers)],
        axis=1,
    )
    again = who[:, 2:] == who[:, :-2]
    twice = again[:, 1:] & again[:, :-1]
    inside = np.zeros((count, turns), np.bool_)
    for shift in range(4):
        inside[:, shift : turns - 3 + shift] |= twice
    broken = again[:, :-2] & (who[:, 3:-1] != who[:, 2:-2]) & (who[:, 3:-1] != who[:, 1:-3])
    after, last, other = who[:, 4:], who[:, 2:-2], who[:, 1:-3]
    regained = (broken & (after == last), broken & (after == other))
    breaks = broken.sum(axis=1)
    regain = [one.sum(axis=1) for one in regained]
    regain.append(breaks - regain[0] - regain[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.column_stack(
            (
                np.sort(number, axis=1)[:, ::-1] / turns,
                np.sort(words, axis=1)[:, ::-1] / words.sum(axis=1, keepdims=True),
                again.mean(axis=1),
                twice.mean(axis=1),
                inside.mean(axis=1),
                _lags(who, speakers),
                *(one / breaks for one in regain),
            )
        )


def _lags(who: NDArray[np.uint32], speakers: int) -> NDArray[np.float64]:
    """Shares of comings back after 2 to 8 turns, and after more."""
    count, turns = who.shape
    found = np.zeros((count, _LONGEST_LAG))
    place = np.arange(turns, dtype=np.int64)
    for one in range(speakers):
        spoke = who == one
        before: NDArray[np.int64] = np.maximum.accumulate(np.where(spoke, place, -1), axis=1)
        lag = place[1:] - before[:, :-1]
        back = spoke[:, 1:] & (before[:, :-1] >= 0)
        for ago in range(2, _LONGEST_LAG + 1):
            found[:, ago - 2] += (back & (lag == ago)).sum(axis=1)
        found[:, -1] += (back & (lag > _LONGEST_LAG)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: NDArray[np.float64] = found / found.sum(axis=1, keepdims=True)
    return shares
