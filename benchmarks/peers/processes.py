"""A session as SimPy has it: each person is a process, and so is the session that calls them.

People sleep until an event wakes them, as in SimPy's own guide to process interaction, speak while
simulated time goes by, and wake the session when they are done.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import attrs
import numpy as np
import simpy

from benchmarks.peers.workload import Told, refuse_others
from reflective_groups.simulation.engine import ALONE, NOT_YET, OPEN, QUESTIONS
from reflective_groups.simulation.layout import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.peers.workload import Task

    Events = Iterator[simpy.Event]


@attrs.define
class Talk:
    """What is noted of a phase while it lasts, for each seat that has a part in it."""

    step: Step
    begin: float
    speakers: list[int] = attrs.Factory(list)
    """Whose turn it was, turn by turn."""
    spoke: dict[int, float] = attrs.Factory(dict)
    until: dict[int, float] = attrs.Factory(dict)
    last_turn: dict[int, int] = attrs.Factory(dict)
    longest_wait: float = 0.0
    length: float = 0.0

    def __attrs_post_init__(self) -> None:
        for turn in self.step.turns:
            self.spoke[turn.seat] = 0.0
            self.until[turn.seat] = self.begin

    def ago(self, seat: int) -> int:
        """Turns since somebody last spoke, counting the one to come."""
        if seat not in self.last_turn:
            return NOT_YET
        return min(len(self.speakers) - self.last_turn[seat], NOT_YET)

    def note(self, seat: int, since: float, until: float) -> None:
        """Add a turn that has been spoken."""
        self.waited(seat, since)
        self.spoke[seat] += until - since
        self.until[seat] = until
        self.last_turn[seat] = len(self.speakers)
        self.speakers.append(seat)

    def waited(self, seat: int, until: float) -> None:
        self.longest_wait = max(self.longest_wait, until - self.until[seat])

    def close(self, now: float) -> None:
        """Nobody speaks any more."""
        self.length = now - self.begin
        for seat in self.until:
            self.waited(seat, now)

    @property
    def shared(self) -> bool:
        """Whether there was somebody to share the time with."""
        return self.step.law != ALONE and len(self.spoke) > 1

    @property
    def comings_back(self) -> int:
        """How often the one before the last speaks again."""
        return sum(a == c for a, c in zip(self.speakers, self.speakers[2:], strict=False))

    @property
    def gini(self) -> float:
        spoke = sorted(self.spoke.values())
        number = len(spoke)
        ranked = sum((2 * rank - number - 1) * one for rank, one in enumerate(spoke, start=1))
        return ranked / (number * sum(spoke))

    @property
    def entropy(self) -> float:
        whole = sum(self.spoke.values())
        shares = [one / whole for one in self.spoke.values() if one > 0]
        return -sum(share * math.log(share) for share in shares) / math.log(len(self.spoke))


class Person:
    """Somebody who waits for the floor, speaks, and gives it back."""

    def __init__(self, session: Session, seat: int, liking: float, words: float) -> None:
        self.session = session
        self.seat = seat
        self.liking = math.exp(liking)
        self.words = words
        self.called = session.env.event()
        session.env.process(self.live())

    def live(self) -> Events:
        env = self.session.env
        while True:
            talk, length = yield self.called
            self.called = env.event()
            pause = self.session.pause() if talk.speakers else 0.0
            since = max(env.now + pause, talk.begin)
            until = since + (self.length() if length is None else length)
            if since > env.now:
                yield env.timeout(since - env.now)
            # whoever cuts in has begun before the floor was free, and may even be done by then
            if until > env.now:
                yield env.timeout(until - env.now)
            talk.note(self.seat, since, until)
            self.session.free.succeed()

    def length(self) -> float:
        """Seconds of a turn of theirs."""
        habits = self.session.habits
        words = self.session.random.gauss(self.words, habits.within)
        return habits.seconds_a_word * math.exp(words)


class Session:
    """One session, which calls one person after the other."""

    def __init__(self, given: Task, seed: int) -> None:
        self.env = simpy.Environment()
        self.random = random.Random(seed)  # noqa: S311 -- chance, and no secret
        self.habits = given.habits
        self.table = given.habits.table.tolist()
        self.steps = given.layout.steps
        self.people = self.meet(len(given.layout.people))
        self.free = self.env.event()
        self.talks: list[Talk] = []
        self.env.run(self.env.process(self.live()))

    def meet(self, number: int) -> list[Person]:
        """How much everybody likes to talk, and the logarithm of their usual words a turn."""
        habits = self.habits
        likings = [self.random.gauss(0.0, habits.sigma) for _ in range(number)]
        mean = sum(likings) / number
        return [
            Person(
                self,
                seat,
                liking,
                self.random.gauss(habits.mean + habits.by_share * (liking - mean), habits.between),
            )
            for seat, liking in enumerate(likings)
        ]

    def live(self) -> Events:
        for step in self.steps:
            talk = Talk(step, self.env.now)
            self.talks.append(talk)
            longer = self.random.gauss(self.habits.drift, self.habits.spread)
            yield from self.hold(talk, step.planned * math.exp(longer))
            talk.close(self.env.now)

    def hold(self, talk: Talk, target: float) -> Events:
        """Give the floor to one after the other until the time is up."""
        speaks = {turn.seat: turn.speaks for turn in talk.step.turns if turn.speaks}
        answers = {turn.seat: turn.answers for turn in talk.step.turns if turn.answers}
        if talk.step.law == ALONE:
            (speaker,) = speaks
            yield self.give_floor(talk, speaker, target)
            return
        end = talk.begin + target
        while self.env.now < end and len(talk.speakers) < talk.step.most:
            yield self.give_floor(talk, self.choose(talk, speaks))
            if talk.step.law == QUESTIONS:
                yield self.give_floor(talk, self.choose(talk, answers))

    def give_floor(self, talk: Talk, seat: int, length: float | None = None) -> simpy.Event:
        """Wake somebody; the answer is the event that they are done."""
        self.free = self.env.event()
        self.people[seat].called.succeed((talk, length))
        return self.free

    def choose(self, talk: Talk, able: dict[int, float]) -> int:
        """Who is next: by liking to talk, and by how long ago they last spoke."""
        weights = [
            self.people[seat].liking * factor * self.table[talk.ago(seat)]
            for seat, factor in able.items()
        ]
        return self.random.choices(list(able), weights)[0]

    def pause(self) -> float:
        """Seconds before a turn, below zero where it begins before the last one ends."""
        habits = self.habits
        if self.random.random() < habits.overlapped:
            return -self.random.lognormvariate(habits.overlap_mean, habits.overlap_spread)
        return self.random.lognormvariate(habits.gap_mean, habits.gap_spread)


def walk_one(given: Task, seed: int) -> Told:
    """Walk one session."""
    refuse_others(given)
    session = Session(given, seed)
    talks, duration = session.talks, session.env.now
    shared = [talk for talk in talks if talk.shared]
    freely = [talk for talk in shared if talk.step.law == OPEN]
    lengths = [talk.length for talk in freely]
    thirds = sum(max(0, len(talk.speakers) - 2) for talk in freely)
    airtime = [0.0] * len(given.layout.people)
    by_role = [0.0] * len(given.layout.roles)
    for talk in talks:
        for turn in talk.step.turns:
            airtime[turn.seat] += talk.spoke[turn.seat]
            if turn.role >= 0:
                by_role[turn.role] += talk.spoke[turn.seat]
    return Told(
        duration_s=duration,
        overrun_s=duration - given.habits.slot,
        turns=sum(len(talk.speakers) for talk in talks),
        aba=sum(talk.comings_back for talk in freely) / max(1, thirds),
        gini=mean_by(lengths, [talk.gini for talk in freely]),
        entropy=mean_by(lengths, [talk.entropy for talk in freely]),
        longest_wait_s=max(
            (talk.longest_wait for talk in talks if talk.step.law != ALONE), default=0.0
        ),
        airtime_s=airtime,
        role_airtime_s=by_role,
    )


def mean_by(weights: Sequence[float], values: Sequence[float]) -> float:
    """A mean in which long phases count for more."""
    return sum(map(float.__mul__, weights, values)) / (sum(weights) or 1.0)


def walk(given: Task, sessions: int, seed: int) -> Told:
    """Walk so many sessions, each with a stream of chance of its own."""
    rows = [walk_one(given, seed + (number << 32)) for number in range(sessions)]
    return Told(*(np.array(column) for column in zip(*rows, strict=True)))
