"""Sessions walked with NumPy: all of them take their next turn together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from benchmarks.peers.workload import Told, refuse_others
from reflective_groups.simulation.engine import ALONE, NOT_YET, OPEN, QUESTIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.peers.workload import Task
    from reflective_groups.simulation.engine import Habits
    from reflective_groups.simulation.layout import Step

    Numbers = NDArray[np.float32]
    Places = NDArray[np.intp]
    Flags = NDArray[np.bool_]

TOGETHER = 4_096
"""Sessions at a time: enough to make NumPy's calls worth it, few enough to stay in the cache."""
WORTH_CLOSING_UP = 0.8
"""Sessions that are through with a phase leave once fewer than this share of them go on."""


@attrs.define
class Talk:
    """One phase of many sessions: a column a session and, where there are rows, a row a person."""

    session: Places
    target: Numbers
    pace: Numbers
    able: Numbers
    able_to_answer: Numbers
    ago: Places
    spoke: Numbers
    until: Numbers
    now: Numbers
    wait: Numbers
    turns: Places
    again: Places
    last: Places
    before: Places

    @classmethod
    def begin(cls, step: Step, target: Numbers, theta: Numbers, pace: Numbers) -> Talk:
        """Nobody has spoken in this phase yet."""
        seats = [turn.seat for turn in step.turns]
        speaks = np.array([turn.speaks for turn in step.turns], np.float32)
        answers = np.array([turn.answers for turn in step.turns], np.float32)
        people, sessions = len(seats), target.size
        return cls(
            session=np.arange(sessions),
            target=target,
            pace=pace[seats],
            able=theta[seats] * speaks[:, None],
            able_to_answer=theta[seats] * answers[:, None],
            ago=np.full((people, sessions), NOT_YET),
            spoke=np.zeros((people, sessions), np.float32),
            until=np.zeros((people, sessions), np.float32),
            now=np.zeros(sessions, np.float32),
            wait=np.zeros(sessions, np.float32),
            turns=np.zeros(sessions, np.intp),
            again=np.zeros(sessions, np.intp),
            last=np.full(sessions, -1),
            before=np.full(sessions, -1),
        )

    def only(self, going: Flags) -> Talk:
        """The same for some of the sessions."""
        return Talk(*(one[..., going] for one in attrs.astuple(self, recurse=False)))

    def settle(self, part: Talk) -> None:
        """Take over how far some of the sessions have come."""
        for name in ("spoke", "until", "now", "wait", "turns", "again"):
            getattr(self, name)[..., part.session] = getattr(part, name)


class Walk:
    """So many sessions of a task, with chance of their own."""

    def __init__(self, given: Task, sessions: int, generator: np.random.Generator) -> None:
        self.steps = given.layout.steps
        self.habits: Habits = given.habits
        self.generator = generator
        self.sessions = sessions
        self.people = len(given.layout.people)
        self.roles = len(given.layout.roles)

    def normal(self, *shape: int) -> Numbers:
        return self.generator.standard_normal(shape, np.float32)

    def uniform(self, number: int) -> Numbers:
        return self.generator.random(number, np.float32)

    def told(self) -> Told:
        """Walk through all phases."""
        theta, pace = self.meet()
        airtime = np.zeros((self.people, self.sessions), np.float32)
        by_role = np.zeros((self.roles, self.sessions), np.float32)
        duration, turns, wait, gini, entropy, weight, again, thirds = np.zeros((8, self.sessions))
        for step in self.steps:
            talk = self.hold(step, theta, pace)
            for turn, spoke in zip(step.turns, talk.spoke, strict=True):
                airtime[turn.seat] += spoke
                if turn.role >= 0:
                    by_role[turn.role] += spoke
            duration += talk.now
            turns += talk.turns
            if step.law == ALONE:
                continue
            np.maximum(wait, talk.wait, out=wait)
            np.maximum(wait, (talk.now - talk.until).max(axis=0), out=wait)
            if step.law == OPEN and len(step.turns) > 1:
                gini += talk.now * gini_of(talk.spoke)
                entropy += talk.now * entropy_of(talk.spoke)
                weight += talk.now
                again += talk.again
                thirds += np.maximum(talk.turns - 2, 0)
        return Told(
            duration_s=duration,
            overrun_s=duration - self.habits.slot,
            turns=turns,
            aba=again / np.maximum(thirds, 1),
            gini=gini / np.where(weight > 0, weight, 1),
            entropy=entropy / np.where(weight > 0, weight, 1),
            longest_wait_s=wait,
            airtime_s=airtime.T,
            role_airtime_s=by_role.T,
        )

    def meet(self) -> tuple[Numbers, Numbers]:
        """How much everybody likes to talk, and their usual length of a turn in seconds."""
        habits = self.habits
        liking = habits.sigma * self.normal(self.people, self.sessions)
        words = (
            habits.mean
            + habits.by_share * (liking - liking.mean(axis=0))
            + habits.between * self.normal(self.people, self.sessions)
        )
        return np.exp(liking), habits.seconds_a_word * np.exp(words)

    def hold(self, step: Step, theta: Numbers, pace: Numbers) -> Talk:
        """Let a phase go until everybody's time for it is up."""
        longer = self.habits.drift + self.habits.spread * self.normal(self.sessions)
        whole = Talk.begin(step, step.planned * np.exp(longer), theta, pace)
        if step.law == ALONE:
            (speaker,) = (at for at, turn in enumerate(step.turns) if turn.speaks)
            whole.spoke[speaker] = whole.until[speaker] = whole.now = whole.target
            whole.turns += 1
            return whole
        part = whole
        while part.session.size:
            going = (part.now < part.target) & (part.turns < step.most)
            if np.count_nonzero(going) < WORTH_CLOSING_UP * going.size:
                whole.settle(part)
                part = part.only(going)
                continue
            self.take(part, part.able, going)
            if step.law == QUESTIONS:
                self.take(part, part.able_to_answer, going)
        return whole

    def take(self, talk: Talk, able: Numbers, going: Flags) -> None:
        """One turn of every session that is still going."""
        everyone = np.arange(going.size)
        speaker = self.chosen(talk, able)
        length = talk.pace[speaker, everyone] * np.exp(self.habits.within * self.normal(going.size))
        since = np.maximum(talk.now + np.where(talk.turns > 0, self.gap(going.size), 0), 0)
        until = since + length
        talk.ago += 1
        np.minimum(talk.ago, NOT_YET, out=talk.ago)
        talk.ago[speaker, everyone] = 1
        waited = since - talk.until[speaker, everyone]
        np.maximum(talk.wait, waited, out=talk.wait, where=going)
        np.maximum(talk.now, until, out=talk.now, where=going)
        talk.until[speaker[going], everyone[going]] = until[going]
        talk.spoke[speaker, everyone] += length * going
        talk.turns += going
        talk.again += going & (speaker == talk.before)
        talk.last, talk.before = speaker, talk.last

    def chosen(self, talk: Talk, able: Numbers) -> Places:
        """Who is next: by liking to talk, and by how long ago they last spoke."""
        so_far = able * self.habits.table[talk.ago]
        for at in range(1, len(so_far)):  # np.cumsum is several times slower along this axis
            so_far[at] += so_far[at - 1]
        mark = so_far[-1] * self.uniform(so_far.shape[1])
        return np.sum(so_far[:-1] <= mark, axis=0, dtype=np.int16)

    def gap(self, number: int) -> Numbers:
        """The silence before a turn in seconds, below zero where it overlaps the one before."""
        habits, wide = self.habits, self.normal(number)
        overlap = np.exp(habits.overlap_mean + habits.overlap_spread * wide)
        gap = np.exp(habits.gap_mean + habits.gap_spread * wide)
        return np.where(self.uniform(number) < habits.overlapped, -overlap, gap)


def gini_of(spoke: Numbers) -> Numbers:
    """How unequally time was shared, from 0 to almost 1."""
    number = len(spoke)
    rank = 2 * np.arange(1, number + 1) - number - 1
    return rank @ np.sort(spoke, axis=0) / (number * spoke.sum(axis=0))


def entropy_of(spoke: Numbers) -> Numbers:
    """How evenly time was shared, from 0 to 1."""
    share = spoke / spoke.sum(axis=0)
    return -(share * np.log(np.where(share > 0, share, 1))).sum(axis=0) / np.log(len(spoke))


def walk(given: Task, sessions: int, seed: int) -> Told:
    """Walk so many sessions, some thousands at a time."""
    refuse_others(given)
    generator = np.random.default_rng(seed)
    told = [
        Walk(given, min(TOGETHER, sessions - first), generator).told()
        for first in range(0, sessions, TOGETHER)
    ]
    return Told(*(np.concatenate(parts) for parts in zip(*told, strict=True)))
