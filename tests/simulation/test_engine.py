"""The turn loop: the same bits on any machine, nobody out of turn, and laws that hold exactly.

What is told of a session is counted once more from its recorded turns, in plain Python and by the
meaning of each column. Tolerances of means are multiples of their standard errors; seeds are fixed.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any
from unittest import mock

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective_groups.simulation import engine, walking
from reflective_groups.simulation.behaviour import Behaviour, Kernel
from reflective_groups.simulation.circumstances import Circumstances, Pace
from reflective_groups.simulation.engine import ALONE, CYCLE, NOBODY, OPEN, QUESTIONS, ROUND, SILENT
from reflective_groups.simulation.layout import Step, Turn, habits_of, plan_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

pytest.importorskip("numba")

LAWS = (SILENT, ALONE, ROUND, CYCLE, OPEN, QUESTIONS)
TALK = (CYCLE, OPEN, QUESTIONS)
HARD = Behaviour()
"""Turns of five words or more, as the protocols use them."""
RATE = Behaviour().words_a_minute / 60
"""Words a second."""
EVEN = Behaviour(
    sigma=0, gamma=0, words_mean=2.5, words_by_share=0, words_between=0, words_within=0.6
)
"""All alike, and lengths that are drawn anew for each turn and from one law."""
NO_GAP = {"overlapped": 0.0, "gap_mean": -60.0, "gap_spread": 0.0}
"""Silence of 1e-26 seconds: nothing beside any turn, and still above zero."""
MANY = 20_000


# Layouts


def turns_of(*weights: float | tuple[float, float]) -> tuple[Turn, ...]:
    """A turn for each weight, in the order of seats; a pair is one to speak and one to answer."""
    pairs = [one if isinstance(one, tuple) else (one, 0.0) for one in weights]
    return tuple(
        Turn(seat=seat, speaks=speaks, answers=answers, role=seat % 2)
        for seat, (speaks, answers) in enumerate(pairs)
    )


def step(law: int, planned: float, turns: Iterable[Turn], **more: Any) -> Step:  # noqa: ANN401
    given_ = {
        "path": "talk",
        "group": None,
        "least": 0.0,
        "due": planned,
        "after": (),
        "most": 3_000,
    }
    return Step(law=law, planned=planned, turns=tuple(turns), **(given_ | more))


def alone(law: int, planned: float, *weights: float | tuple[float, float]) -> tuple[Step, ...]:
    """A single phase."""
    return (step(law, planned, turns_of(*weights)),)


def people_in(steps: Sequence[Step]) -> int:
    return 1 + max((turn.seat for one in steps for turn in one.turns), default=0)


@attrs.frozen
class Scene:
    """Steps, how people take turns in them, and what surrounds it."""

    steps: tuple[Step, ...]
    behaviour: Behaviour = HARD
    around: Circumstances = attrs.field(factory=Circumstances)
    people: int = 0
    habits: dict[str, float] = attrs.field(factory=dict)

    def walked(  # noqa: PLR0913 -- each may be left out
        self,
        sessions: int | NDArray[np.uint64] = 40,
        *,
        seed: int = 11,
        turns: int = 0,
        late: NDArray[np.float64] | None = None,
        who: NDArray[np.uint32] | None = None,
        width: int | None = None,
    ) -> walking.Walked:
        """Compiled, or with a width by NumPy on so many lanes at a time."""
        number = np.arange(sessions, dtype=np.uint64) if isinstance(sessions, int) else sessions
        people = self.people or people_in(self.steps)
        if who is None:
            who = np.broadcast_to(np.arange(people, dtype=np.uint32), (len(number), people))
        given_ = (
            seed,
            plan_of(self.steps, people=people, roles=2),
            habits_of(self.behaviour, self.around, 600.0)._replace(**self.habits),
            number,
            who,
            np.zeros(len(number)) if late is None else late,
        )
        if width is None:
            return walking.walk(*given_, turns=turns)
        with mock.patch.object(walking, "walker", return_value=(engine.walk, width)):
            return walking.walk(*given_, turns=turns)


def lognormal(mean: float, spread: float, power: int = 1) -> float:
    """The moments of a lognormal law."""
    return math.exp(power * mean + (power * spread) ** 2 / 2)


def turn_length(behaviour: Behaviour, power: int = 1) -> float:
    """The moments of the length of a turn in seconds, where all are alike."""
    second = 60 / behaviour.words_a_minute
    return second**power * lognormal(behaviour.words_mean, behaviour.words_within, power)


def near(values: NDArray[np.floating[Any]], right: float, times: float = 4) -> bool:
    """Whether a mean is within so many standard errors of what it ought to be."""
    told = np.asarray(values, np.float64)
    return bool(abs(told.mean() - right) < times * told.std(ddof=1) / math.sqrt(len(told)))


weights = st.sampled_from((1.0, 1.0, 0.2, 5.0))


@st.composite
def one_step(draw: st.DrawFn, seats: Sequence[int], **place: Any) -> Step:  # noqa: ANN401
    """A stretch for some of these seats."""
    some = draw(st.lists(st.sampled_from(seats), unique=True, min_size=1, max_size=len(seats)))
    enough = len(some) > 1
    law = draw(st.sampled_from(LAWS if enough else (SILENT, ALONE, ROUND)))
    speaks = [draw(weights) for _ in some]
    answers = [0.0 for _ in some]
    if law == SILENT:
        some = []
    elif law == ALONE:
        speaks = [0.0, *(0.0 for _ in some[2:]), 1.0][-len(some) :]
    elif law == QUESTIONS:
        cut = draw(st.integers(1, len(some) - 1))
        answers = [0.0] * cut + speaks[cut:]
        speaks = speaks[:cut] + [0.0] * (len(some) - cut)
    elif law == OPEN and len(some) > 2 and draw(st.booleans()):
        speaks[draw(st.integers(0, len(some) - 1))] = 0.0
    planned = draw(st.sampled_from((0.0, 7.0, 20.0, 45.0)))
    return step(
        law,
        planned,
        (
            Turn(seat=seat, speaks=one, answers=other, role=draw(st.integers(-1, 1)))
            for seat, one, other in zip(some, speaks, answers, strict=False)
        ),
        least=draw(st.sampled_from((0.0, 0.5))) * planned,
        most=draw(st.sampled_from((20, 20, 3, 2))),
        **place,
    )


@st.composite
def layouts(draw: st.DrawFn, people: int) -> tuple[Step, ...]:
    """Whole-room phases and small groups side by side, one after the other."""
    steps: list[Step] = []
    ends: tuple[int, ...] = ()
    due = 0.0
    for part in range(draw(st.integers(1, 3))):
        groups = draw(st.integers(1, 3)) if people > 5 else 1
        last = []
        for group in range(groups):
            seats = range(people)[group::groups]
            waits = ends
            for number in range(draw(st.integers(1, 2))):
                due += 20
                where = {"path": f"p{part}/{number}", "group": group + 1 if groups > 1 else None}
                steps.append(draw(one_step(seats, after=waits, due=due, **where)))
                waits = (len(steps) - 1,)
            last += waits
        ends = tuple(last)
    return tuple(steps)


behaviours = st.builds(
    Behaviour,
    kernel=st.sampled_from((Kernel.POWER, Kernel.EXPONENTIAL, Kernel.RECOVERY, Kernel.FLOOR)),
    sigma=st.sampled_from((0.0, 0.5, 3.0)),
    gamma=st.sampled_from((0.0, 0.7, 8.0)),
    boost=st.sampled_from((0.0, 3.0, 1e6)),
    recovery=st.sampled_from((0.1, 1e-6)),
    stays=st.sampled_from((0.0, 0.6, 0.999999)),
    returns=st.sampled_from((0.0, 0.4, 0.999999)),
    words_mean=st.sampled_from((2.0, 3.0)),
    words_by_share=st.sampled_from((0.0, 0.2)),
    words_within=st.sampled_from((0.0, 0.95, 2.0)),
    overlapped=st.sampled_from((0.0, 0.362, 1.0)),
    round_spread=st.sampled_from((0.0, 0.3)),
)
circumstances = st.builds(
    Circumstances,
    pace=st.sampled_from(Pace),
    drift=st.sampled_from((0.0, 0.2)),
    spread=st.sampled_from((0.0, 0.3)),
)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    people = draw(st.integers(1, 9))
    return Scene(draw(layouts(people)), draw(behaviours), draw(circumstances), people=people)


late_by = st.sampled_from((0.0, 0.0, 300.0, 17.5))


# A second opinion


@attrs.frozen
class Said:
    """One turn as it was written down."""

    seat: int
    start: float
    length: float

    @property
    def end(self) -> float:
        return self.start + self.length


def sessions_of(
    walked: walking.Walked, width: int = walking.WIDTH
) -> Iterator[dict[int, list[Said]]]:
    """The turns of each session by the number of their stretch."""
    for number, row in enumerate(walked.speaker):
        found: dict[int, list[Said]] = {}
        for place in np.flatnonzero(row != NOBODY):
            turn = Said(
                int(row[place]),
                float(walked.said_from_s[number, place]),
                float(walked.said_for_s[number, place]),
            )
            found.setdefault(int(walked.stretch[number // width, place]), []).append(turn)
        yield found


@attrs.define
class Recount:
    """What is told of a session, from its turns and from when stretches began and ended."""

    turns: int = 0
    again: int = 0
    chances: int = 0
    gini: float = 0.0
    entropy: float = 0.0
    weight: float = 0.0
    wait: float = 0.0
    airtime: dict[int, float] = attrs.field(factory=dict)
    by_role: dict[int, float] = attrs.field(factory=dict)

    def add(self, one: Step, said: Sequence[Said], begun: float, ended: float) -> None:
        self.turns += len(said)
        roles = {turn.seat: turn.role for turn in one.turns}
        talked = dict.fromkeys(roles, 0.0)
        for turn in said:
            talked[turn.seat] += turn.length
        for seat, length in talked.items():
            self.airtime[seat] = self.airtime.get(seat, 0.0) + length
            self.by_role[roles[seat]] = self.by_role.get(roles[seat], 0.0) + length
        if one.law in (ROUND, *TALK):
            for seat in talked:
                self.wait = max(self.wait, longest_wait(seat, said, begun, ended))
        if one.law in (CYCLE, OPEN) and len(talked) > 1:
            speakers = [turn.seat for turn in said]
            self.again += sum(a == c for a, c in zip(speakers, speakers[2:], strict=False))
            self.chances += max(0, len(said) - 2)
            self.weight += ended - begun
            self.gini += (ended - begun) * gini(list(talked.values()))
            self.entropy += (ended - begun) * evenness(list(talked.values()))

    def told(self, late: float, end: float, slot: float) -> list[float]:
        """The columns of the engine in their order, but the last, which is its own affair."""
        whole = self.weight or math.nan  # without an open floor there is nothing to tell
        return [
            end - late,
            end - slot,
            self.turns,
            self.again / (self.chances or math.nan),
            self.gini / whole,
            self.entropy / whole,
            self.wait,
        ]


def longest_wait(seat: int, said: Sequence[Said], begun: float, ended: float) -> float:
    """The longest time without the floor: from the beginning, between turns, to the end."""
    since, longest = begun, 0.0
    for turn in said:
        if turn.seat == seat:
            longest = max(longest, turn.start - since)
            since = turn.end
    return max(longest, ended - since)


def gini(lengths: list[float]) -> float:
    """Half of the mean difference between any two, themselves included, over the mean."""
    whole = sum(lengths)
    apart = sum(abs(one - other) for one in lengths for other in lengths)
    return apart / (2 * len(lengths) * whole) if whole else 0.0


def evenness(lengths: list[float]) -> float:
    """Shannon's entropy of the shares over the most that there can be: 1 where all are alike."""
    whole = sum(lengths)
    shares = [one / whole for one in lengths if one > 0]
    return -sum(one * math.log(one) for one in shares) / math.log(len(lengths)) if shares else 0.0


def recounted(
    scene: Scene, walked: walking.Walked, late: NDArray[np.float64], width: int = walking.WIDTH
) -> Iterator[tuple[Recount, list[float]]]:
    for number, said in enumerate(sessions_of(walked, width)):
        mine = Recount()
        for place, one in enumerate(scene.steps):
            begun, ended = walked.begun_s[number, place], walked.ended_s[number, place]
            mine.add(one, said.get(place, []), float(begun), float(ended))
        end = max(float(late[number]), *map(float, walked.ended_s[number]))
        yield mine, mine.told(float(late[number]), end, 600.0)


ROOM = 400
"""Turns to write down: eighteen stretches of twenty."""


# The same everywhere


def assert_same(one: walking.Walked, other: walking.Walked) -> None:
    """Bit by bit, and turn by turn once the places are left out where others were talking."""
    for name in ("told", "airtime_s", "role_airtime_s", "begun_s", "ended_s"):
        left, right = getattr(one, name), getattr(other, name)
        assert left.dtype == right.dtype == np.float32
        assert bits_of(left) == bits_of(right), name
    for left_turns, right_turns in zip(turns_in(one), turns_in(other), strict=True):
        assert left_turns == right_turns


def bits_of(values: NDArray[np.float32]) -> bytes:
    """All bits, but for the sign that a processor gives to what is not a number."""
    return np.where(np.isnan(values), np.float32(np.nan), values).tobytes()


def turns_in(walked: walking.Walked) -> Iterator[tuple[bytes, bytes, bytes]]:
    for number, row in enumerate(walked.speaker):
        there = row != NOBODY
        yield (
            row[there].tobytes(),
            walked.said_from_s[number][there].tobytes(),
            walked.said_for_s[number][there].tobytes(),
        )


@settings(max_examples=30)
@given(scenes(), st.integers(0, 2**64 - 1), st.sampled_from((1, 5, 9, 64)), late_by)
def test_compiled_and_numpy_give_the_same_bits_on_lanes_of_any_number(
    scene: Scene, seed: int, width: int, late: float
) -> None:
    sessions = np.arange(2 if width == 1 else 9, dtype=np.uint64) + np.uint64(2**32 - 4)
    given_ = {"seed": seed, "turns": ROOM, "late": np.full(len(sessions), late)}
    compiled = scene.walked(sessions, **given_)
    by_numpy = scene.walked(sessions, **given_, width=width)
    assert int((compiled.speaker != NOBODY).sum()) == int(compiled.told[:, engine.TURNS].sum())
    assert_same(compiled, by_numpy)
    assert bool(np.isfinite(compiled.told[:, [engine.DURATION, engine.WAIT]]).all())


@pytest.mark.parametrize("law", LAWS)
def test_each_law_alone_gives_the_same_bits_compiled_and_by_numpy(law: int) -> None:
    # three people, as a third has no end in single floats; and NumPy is to warn of nothing
    weights_ = [(1.0, 0.0), (0.5, 0.0), (0.0, 1.0)] if law == QUESTIONS else [1.0, 0.5, 2.0]
    steps = (
        step(law, 50, turns_of(*weights_[: 0 if law == SILENT else 3]), most=12),
        step(law, 50, turns_of(*weights_[: 0 if law == SILENT else 3]), after=(0,), path="next"),
    )
    scene = Scene(steps, around=Circumstances(spread=0.2), people=3)
    late = np.linspace(0, 600, 50)
    compiled = scene.walked(50, turns=300, late=late)
    assert_same(compiled, scene.walked(50, turns=300, late=late, width=50))


@settings(max_examples=20)
@given(scenes(), st.randoms(use_true_random=False), st.integers(0, 999))
def test_a_session_is_the_same_alone_and_among_a_thousand_in_any_order(
    scene: Scene,
    shuffle: random.Random,
    which: int,
) -> None:
    people = scene.people
    number = np.arange(1_000, dtype=np.uint64) * np.uint64(2**33 + 1)
    late = np.arange(1_000) % 7 * 60.0
    who = np.array([np.roll(np.arange(people), one) for one in range(1_000)], np.uint32)
    among = scene.walked(number, late=late, who=who)
    order = list(range(1_000))
    shuffle.shuffle(order)
    shuffled = scene.walked(number[order], late=late[order], who=who[order])
    only = slice(which, which + 1)
    by_itself = scene.walked(number[only], late=late[only], who=who[only])
    for name in ("told", "airtime_s", "role_airtime_s", "begun_s", "ended_s"):
        told = getattr(among, name)
        assert bits_of(told[order]) == bits_of(getattr(shuffled, name))
        assert bits_of(told[only]) == bits_of(getattr(by_itself, name))


def test_what_is_written_down_of_a_session_does_not_hang_on_its_neighbours() -> None:
    scene = Scene((step(OPEN, 60, turns_of(1, 1, 1)), step(OPEN, 60, turns_of(1, 1), after=(0,))))
    among = list(turns_in(scene.walked(50, turns=400)))
    for number in range(50):
        only = scene.walked(np.array([number], np.uint64), turns=400)
        assert next(turns_in(only)) == among[number]


def test_another_seed_another_number_and_other_people_make_another_session() -> None:
    scene = Scene(alone(OPEN, 600, 1, 1, 1, 1))
    base = scene.walked(8).told[:, engine.DURATION]
    swapped = np.broadcast_to(np.array([3, 2, 1, 0], np.uint32), (8, 4))
    others = (
        scene.walked(8, seed=6),
        scene.walked(8, seed=5 + 2**32),
        scene.walked(np.arange(8, dtype=np.uint64) + np.uint64(2**32)),
        scene.walked(8, who=swapped),
    )
    for other in others:
        assert not bool((other.told[:, engine.DURATION] == base).any())


@pytest.mark.parametrize("what", ["words_between", "words_within"])
def test_both_halves_of_a_number_and_of_a_seed_tell_people_and_phases_apart(what: str) -> None:
    # lengths are drawn either once for a person or anew for each turn
    behaviour = attrs.evolve(EVEN, words_within=0)
    scene = Scene(alone(CYCLE, 60, 1, 1), attrs.evolve(behaviour, **{what: 0.5}))
    number = np.arange(20, dtype=np.uint64)
    base = scene.walked(number, turns=2).said_for_s
    for seed, moved in (
        (11 + 1, number),
        (11 + 2**32, number),
        (11, number + np.uint64(20)),
        (11, number + np.uint64(2**32)),
    ):
        assert not bool((scene.walked(moved, seed=seed, turns=2).said_for_s == base).any())


def test_a_person_likes_to_talk_as_much_on_any_seat_and_in_any_phase() -> None:
    scene = Scene(
        (step(OPEN, 4_000, turns_of(1, 1, 1, 1)),),
        attrs.evolve(EVEN, sigma=2, words_by_share=0.5, words_between=0.5),
    )
    seated = scene.walked(500)
    moved = np.broadcast_to(np.array([3, 0, 1, 2], np.uint32), (500, 4))
    elsewhere = scene.walked(500, who=moved)
    shares = [
        one.airtime_s / one.airtime_s.sum(axis=1, keepdims=True) for one in (seated, elsewhere)
    ]
    told = np.corrcoef(shares[0][:, [3, 0, 1, 2]].ravel(), shares[1].ravel())[0, 1]
    assert told > 0.9  # what is left is the chance of single turns


# Who may speak, and when


@given(scenes(), late_by)
def test_every_turn_is_that_of_somebody_whom_the_floor_allows(scene: Scene, late: float) -> None:
    walked = scene.walked(20, turns=ROOM, late=np.full(20, late))
    for said in sessions_of(walked):
        for place, turns in said.items():
            assert_allowed(scene.steps[place], [one.seat for one in turns])


def assert_allowed(one: Step, speakers: list[int]) -> None:
    speaks = {turn.seat for turn in one.turns if turn.speaks > 0}
    answers = {turn.seat for turn in one.turns if turn.answers > 0}
    follows = any(a == b for a, b in itertools.pairwise(speakers))
    assert one.law != SILENT
    if one.law == ALONE:
        assert speakers == [next(iter(speaks), one.turns[0].seat)]
    elif one.law == ROUND:
        assert speakers == [turn.seat for turn in one.turns]
    elif one.law == CYCLE:
        order = itertools.cycle(turn.seat for turn in one.turns)
        assert speakers == list(itertools.islice(order, len(speakers)))
    elif one.law == OPEN:
        assert set(speakers) <= speaks
        assert not follows or len(speaks) == 1
        assert len(speakers) <= one.most
    else:
        assert set(speakers[::2]) <= speaks
        assert set(speakers[1::2]) <= answers
        assert len(speakers) % 2 == 0 or len(speakers) == one.most  # whoever is asked answers
        assert len(speakers) <= one.most


@given(scenes(), late_by)
def test_airtime_is_the_sum_of_turns_by_person_and_by_role(scene: Scene, late: float) -> None:
    walked = scene.walked(20, turns=ROOM, late=np.full(20, late))
    for number, (mine, _) in enumerate(recounted(scene, walked, np.full(20, late))):
        right = [mine.airtime.get(seat, 0.0) for seat in range(scene.people)]
        assert walked.airtime_s[number] == pytest.approx(right, rel=1e-5, abs=1e-5)
        right = [mine.by_role.get(role, 0.0) for role in range(2)]
        assert walked.role_airtime_s[number] == pytest.approx(right, rel=1e-5, abs=1e-5)


@given(scenes())
def test_whoever_has_no_floor_has_no_airtime(scene: Scene) -> None:
    walked = scene.walked(20)
    heard = {
        turn.seat
        for one in scene.steps
        for turn in one.turns
        if turn.speaks > 0 or turn.answers > 0 or one.law in (ALONE, ROUND, CYCLE)
    }
    for seat in set(range(scene.people)) - heard:
        assert not walked.airtime_s[:, seat].any()


@given(scenes(), late_by)
def test_all_that_is_told_can_be_counted_from_the_turns(scene: Scene, late: float) -> None:
    lateness = np.full(20, late)
    walked = scene.walked(20, turns=ROOM, late=lateness)
    for number, (_, right) in enumerate(recounted(scene, walked, lateness)):
        # single floats at 1,000 seconds lie 6e-5 apart, and a wait is a difference of two of them
        assert walked.told[number, :7] == pytest.approx(right, rel=2e-4, abs=2e-3, nan_ok=True)


@given(scenes(), late_by)
def test_a_stretch_begins_when_all_that_it_waits_for_have_ended(scene: Scene, late: float) -> None:
    walked = scene.walked(20, late=np.full(20, late))
    for place, one in enumerate(scene.steps):
        waits = walked.ended_s[:, list(one.after)].max(axis=1, initial=np.float32(late))
        assert np.array_equal(walked.begun_s[:, place], waits)
        assert bool((walked.ended_s[:, place] >= walked.begun_s[:, place]).all())


@given(scenes(), late_by)
def test_turns_lie_within_their_stretch_and_in_order(scene: Scene, late: float) -> None:
    walked = scene.walked(20, turns=ROOM, late=np.full(20, late))
    for number, said in enumerate(sessions_of(walked)):
        for place, turns in said.items():
            begun, ended = walked.begun_s[number, place], walked.ended_s[number, place]
            assert turns[0].start == pytest.approx(begun, abs=1e-3)
            assert min(one.start for one in turns) >= begun - 1e-3
            assert max(one.end for one in turns) == pytest.approx(ended, rel=1e-5, abs=1e-3)


@given(scenes(), late_by)
def test_a_phase_goes_on_to_its_time_and_over_it_by_its_last_turn_alone(
    scene: Scene, late: float
) -> None:
    exact = attrs.evolve(scene, around=Circumstances(pace=scene.around.pace))
    walked = exact.walked(20, turns=ROOM, late=np.full(20, late))
    for number, said in enumerate(sessions_of(walked)):
        for place, one in enumerate(exact.steps):
            begun, ended = walked.begun_s[number, place], walked.ended_s[number, place]
            goal = one.planned
            if exact.around.pace is Pace.CLOCK:
                goal = max(one.due - begun, one.least)
            assert_timed(one, said.get(place, []), float(begun), float(ended - begun), goal)


def assert_timed(one: Step, said: list[Said], begun: float, lasted: float, goal: float) -> None:
    hair = 2e-3
    if one.law in (SILENT, ALONE):
        assert lasted == pytest.approx(goal, abs=hair)
    elif one.law in TALK:
        unit = 2 if one.law == QUESTIONS else 1
        before = max((turn.end for turn in said[:-unit]), default=begun)
        assert before - begun < goal + hair or not said
        assert lasted >= goal - hair or len(said) >= one.most


def test_with_a_clock_a_phase_gets_what_is_left_and_never_less_than_its_least() -> None:
    steps = (
        step(SILENT, 100, (), due=100),
        step(SILENT, 100, (), due=200, least=30, after=(0,)),
        step(SILENT, 100, (), due=300, least=60, after=(1,)),
    )
    late = np.array([0.0, 50.0, 180.0, 240.0])
    held = Scene(steps, around=Circumstances(pace=Pace.CLOCK)).walked(4, late=late)
    assert held.ended_s.tolist() == [
        [100, 200, 300],
        [100, 200, 300],
        [180, 210, 300],  # nothing is left of the first, 20 of the second, and its least is 30
        [240, 270, 330],
    ]
    assert held.told[:, engine.DURATION].tolist() == [300, 250, 120, 90]
    assert held.told[:, engine.OVERRUN].tolist() == [-300, -300, -300, -270]
    kept = Scene(steps).walked(4, late=late)
    assert kept.ended_s[:, -1].tolist() == [300, 350, 480, 540]
    assert kept.told[:, engine.DURATION].tolist() == [300] * 4
    assert kept.told[:, engine.OVERRUN].tolist() == [-300, -250, -120, -60]


def test_what_follows_small_groups_waits_for_the_slowest_and_no_group_for_another() -> None:
    steps = (
        step(SILENT, 10, ()),
        step(SILENT, 30, (), group=1, after=(0,)),
        step(SILENT, 90, (), group=2, after=(0,)),
        step(SILENT, 20, (), group=1, after=(1,)),
        step(SILENT, 5, (), after=(2, 3)),
    )
    told = Scene(steps).walked(1)
    assert told.begun_s.tolist() == [[0, 10, 10, 40, 100]]
    assert told.ended_s.tolist() == [[10, 40, 100, 60, 105]]


def test_what_is_told_of_a_session_worked_out_by_hand() -> None:
    # a round of two at 30 s each and half a second between them, then one alone for a minute
    steps = (
        step(ROUND, 60, turns_of(1, 1)),
        step(ALONE, 60, [Turn(seat=1, speaks=1.0, role=1)], after=(0,)),
    )
    behaviour = Behaviour(
        round_spread=0, overlapped=0, gap_mean=math.log(0.5), gap_spread=0, words_mean=2
    )
    told = Scene(steps, behaviour).walked(1, turns=5)
    assert told.speaker[0].tolist() == [0, 1, 1, NOBODY, NOBODY]
    assert told.said_from_s[0, :3] == pytest.approx([0, 30.5, 60.5])
    assert told.said_for_s[0, :3] == pytest.approx([30, 30, 60])
    assert told.airtime_s[0] == pytest.approx([30, 90])
    assert told.told[0, :7] == pytest.approx(
        [120.5, -479.5, 3, math.nan, math.nan, math.nan, 30.5], nan_ok=True
    )


def test_an_open_floor_of_two_is_even_and_every_turn_is_that_of_the_one_before_the_last() -> None:
    lengths = attrs.evolve(EVEN, words_within=0, words_mean=math.log(RATE * 10))
    scene = Scene(alone(OPEN, 200, 1, 1), lengths, habits=NO_GAP)
    told = scene.walked(200).told
    # 20 or 21 turns of ten seconds, as single floats add up to a little less or more than 200
    assert set(told[:, engine.TURNS].tolist()) <= {20, 21}
    assert told[:, engine.ABA].tolist() == [1] * 200
    assert told[:, engine.GINI].max() < 0.03
    assert told[:, engine.ENTROPY].min() > 0.99
    assert told[:, engine.WAIT] == pytest.approx(np.full(200, 10), abs=0.01)


def test_overlaps_shorten_and_gaps_lengthen_a_conversation() -> None:
    lengths = attrs.evolve(EVEN, words_within=0, words_mean=math.log(RATE * 10))
    one_second = {"gap_mean": 0.0, "gap_spread": 0.0, "overlap_mean": 0.0, "overlap_spread": 0.0}
    for overlapped, each in ((0.0, 11.0), (1.0, 9.0)):
        scene = Scene(
            (step(OPEN, 1e6, turns_of(1, 1, 1), most=101),),
            lengths,
            habits=one_second | {"overlapped": overlapped},
        )
        told = scene.walked(16, turns=101)
        assert told.told[:, engine.DURATION] == pytest.approx(
            np.full(16, 10 + 100 * each), rel=1e-4
        )
        gaps = told.said_from_s[:, 1:] - told.said_from_s[:, :-1]
        assert gaps == pytest.approx(np.full((16, 100), each), rel=1e-3)


def test_an_overlap_never_begins_before_its_phase_and_never_turns_the_clock_back() -> None:
    # two seconds of overlap into turns of one second
    lengths = attrs.evolve(EVEN, words_within=0, words_mean=math.log(RATE))
    long_ = {"overlapped": 1.0, "overlap_mean": math.log(2), "overlap_spread": 0.0}
    told = Scene((step(OPEN, 3, turns_of(1, 1, 1), most=50),), lengths, habits=long_).walked(
        16, turns=50
    )
    assert float(told.said_from_s.min()) == 0
    assert told.told[:, engine.DURATION] == pytest.approx(np.ones(16))
    assert told.told[:, engine.TURNS].tolist() == [50] * 16


# Behaviours


def test_a_memory_without_a_kernel_of_its_own_is_no_memory() -> None:
    plain = Scene(alone(OPEN, 300, 1, 1, 1), attrs.evolve(HARD, gamma=0)).walked(50)
    for kernel, more in (
        (Kernel.EXPONENTIAL, {"boost": 0.0}),
        (Kernel.GO_ROUND, {}),
        (Kernel.RECOVERY, {"recovery": 1.0}),
    ):
        behaviour = attrs.evolve(HARD, kernel=kernel, **more)
        told = Scene(alone(OPEN, 300, 1, 1, 1), behaviour).walked(50)
        assert told.told.tobytes() == plain.told.tobytes(), kernel


def test_weights_are_how_often_one_speaks_where_nobody_follows_themselves() -> None:
    # with weights 1, 1 and w the third is chosen after each other turn with chance w / (1 + w)
    weight = 4.0
    scene = Scene((step(OPEN, 1e9, turns_of(1, 1, weight), most=2_000),), EVEN)
    who = scene.walked(200, turns=2_000).speaker[:, 100:]
    often = (who == 2).mean(axis=1)
    after = weight / (1 + weight)
    assert near(often, after / (1 + after))


MEMORIES: dict[str, tuple[Behaviour, Callable[[int], float]]] = {
    "power": (attrs.evolve(EVEN, gamma=1.3), lambda ago: (ago - 1) ** -1.3),
    "exponential": (
        attrs.evolve(EVEN, kernel=Kernel.EXPONENTIAL, boost=4.0, fade=0.6),
        lambda ago: 1 + 4 * 0.6 ** (ago - 2),
    ),
    "recovery": (
        attrs.evolve(EVEN, kernel=Kernel.RECOVERY, recovery=0.2),
        lambda ago: min(1, 0.2 * (ago - 1)),
    ),
}


@pytest.mark.parametrize("name", MEMORIES)
def test_the_chance_to_speak_again_hangs_on_the_turns_since_as_the_kernel_says(name: str) -> None:
    behaviour, weight = MEMORIES[name]
    scene = Scene((step(OPEN, 1e9, turns_of(1, 1, 1), most=400),), behaviour)
    who = scene.walked(1_000, turns=400).speaker[:, 50:].astype(np.int64)
    # of three, one has just spoken, one is the one before, and the third was last k turns ago
    third = 3 - who[:, 1:] - who[:, :-1]
    ago = np.zeros_like(third)
    for back in range(1, 40):
        fresh = (ago[:, back:] == 0) & (who[:, : -back - 1] == third[:, back:])
        ago[:, back:][fresh] = back + 2
    again = who[:, 2:] == who[:, :-2]
    for since in (3, 4, 5):
        chosen = again[:, 40:][ago[:, 40:-1] == since]
        assert len(chosen) > 1_000
        assert near(chosen, weight(2) / (weight(2) + weight(since))), since


def test_whoever_has_not_spoken_yet_is_as_if_they_last_spoke_forty_turns_ago() -> None:
    gamma = 0.5
    behaviour = attrs.evolve(EVEN, gamma=gamma)
    scene = Scene((step(OPEN, 1e9, turns_of(1, 1, 1), most=3),), behaviour)
    who = scene.walked(MANY, turns=3).speaker
    assert near(who[:, 2] == who[:, 0], 1 / (1 + (40 - 1) ** -gamma))


def test_nobody_is_remembered_from_one_phase_to_the_next() -> None:
    # a strong memory: whoever spoke last would come again in nearly every other turn
    behaviour = attrs.evolve(EVEN, gamma=8.0)
    steps = (
        step(OPEN, 1e9, turns_of(1, 1, 1, 1), most=20),
        step(OPEN, 1e9, turns_of(1, 1, 1, 1), most=2, after=(0,), path="next"),
    )
    who = Scene(steps, behaviour).walked(MANY, turns=22).speaker
    assert near(who[:, 20] == who[:, 19], 0.25)
    assert near(who[:, 20] == who[:, 18], 0.25)
    assert near(who[:, 21] == who[:, 19], 0.25)


def test_a_pair_of_phases_counts_no_return_across_their_border() -> None:
    steps = (
        step(OPEN, 1e9, turns_of(1, 1), most=3),
        step(OPEN, 1e9, turns_of(1, 1), most=3, after=(0,), path="next"),
    )
    told = Scene(steps, EVEN).walked(100, turns=6)
    assert told.told[:, engine.TURNS].tolist() == [6] * 100
    assert told.told[:, engine.ABA].tolist() == [1] * 100  # one of one in each phase


# Laws that hold exactly


@pytest.mark.parametrize("law", [OPEN, CYCLE])
def test_turns_follow_walds_identity(law: int) -> None:
    """E[time] = E[turns] × E[turn], for however short a phase."""
    for planned in (20.0, 300.0):
        scene = Scene((step(law, planned, turns_of(1, 1, 1)),), EVEN, habits=NO_GAP)
        told = scene.walked(MANY).told.astype(np.float64)
        apart = told[:, engine.DURATION] - told[:, engine.TURNS] * turn_length(EVEN)
        assert near(apart, 0)


def test_questions_follow_walds_identity_by_pairs() -> None:
    scene = Scene(alone(QUESTIONS, 300, 1, 1, (0, 1)), EVEN, habits=NO_GAP)
    told = scene.walked(MANY).told.astype(np.float64)
    assert near(told[:, engine.DURATION] - told[:, engine.TURNS] * turn_length(EVEN), 0)


def test_the_last_turn_runs_over_as_renewal_theory_says() -> None:
    """The mean overrun tends to E[X²] / 2 E[X]: longer turns are likelier to lie across the end."""
    planned = 600.0  # 30 mean turns and more: what is left of the start is e**-40 or so
    scene = Scene(alone(OPEN, planned, 1, 1, 1), EVEN, habits=NO_GAP)
    over = scene.walked(4 * MANY).told[:, engine.DURATION].astype(np.float64) - planned
    right = turn_length(EVEN, 2) / (2 * turn_length(EVEN))
    assert near(over, right)
    assert right > 1.1 * turn_length(EVEN) / 2  # which half a mean turn would not be


def test_questions_run_over_by_a_question_and_its_answer() -> None:
    planned = 600.0
    scene = Scene(alone(QUESTIONS, planned, 1, 1, (0, 1)), EVEN, habits=NO_GAP)
    over = scene.walked(2 * MANY).told[:, engine.DURATION].astype(np.float64) - planned
    mean, square = turn_length(EVEN), turn_length(EVEN, 2)
    assert near(over, (2 * square + 2 * mean**2) / (2 * 2 * mean))


def test_a_go_round_has_its_mean_and_its_variance() -> None:
    number, planned, wide = 6, 360.0, 0.3
    gap = (0.1, 0.4)
    scene = Scene(
        alone(ROUND, planned, *[1] * number),
        attrs.evolve(HARD, round_spread=wide, overlapped=0, gap_mean=gap[0], gap_spread=gap[1]),
    )
    told = scene.walked(MANY).told[:, engine.DURATION].astype(np.float64)
    share = planned / number
    mean = planned + (number - 1) * lognormal(*gap)
    variance = number * share**2 * math.expm1(wide**2)
    variance += (number - 1) * (lognormal(*gap, 2) - lognormal(*gap) ** 2)
    assert near(told, mean)
    assert near((told - mean) ** 2, variance)


def test_a_go_round_overlaps_as_often_as_told() -> None:
    number = 5
    scene = Scene(alone(ROUND, 600.0, *[1] * number), HARD)
    told = scene.walked(MANY).told[:, engine.DURATION].astype(np.float64)
    gap = (1 - HARD.overlapped) * lognormal(HARD.gap_mean, HARD.gap_spread)
    gap -= HARD.overlapped * lognormal(HARD.overlap_mean, HARD.overlap_spread)
    assert near(told, 600 + (number - 1) * gap)


@pytest.mark.parametrize(("drift", "wide"), [(0.0, 0.0), (0.2, 0.0), (0.1, 0.4), (-0.5, 0.2)])
def test_how_much_longer_a_phase_is_meant_to_take_is_lognormal(drift: float, wide: float) -> None:
    for law, turns in ((SILENT, ()), (ALONE, (1,))):
        scene = Scene(alone(law, 300, *turns), around=Circumstances(drift=drift, spread=wide))
        told = scene.walked(MANY).told[:, engine.DURATION].astype(np.float64) / 300
        if wide == 0:
            assert told == pytest.approx(np.full(MANY, math.exp(drift)), rel=1e-6)
            continue
        assert near(np.log(told), drift)
        assert near((np.log(told) - drift) ** 2, wide**2)
        assert near(told, lognormal(drift, wide))


def test_the_lengths_of_turns_are_lognormal_with_the_three_spreads_that_are_told() -> None:
    behaviour = Behaviour(
        sigma=0.7, gamma=0, words_mean=2.0, words_by_share=0.5, words_between=0.4, words_within=0.9
    )
    people, turns = 5, 100
    scene = Scene((step(OPEN, 1e9, turns_of(*[1] * people), most=turns),), behaviour)
    walked = scene.walked(2_000, turns=turns)
    words = np.log(walked.said_for_s.astype(np.float64) * RATE)
    means, squares = [], []
    for row, who in zip(words, walked.speaker, strict=True):
        by = [row[who == one] for one in range(people)]
        means.append([one.mean() if len(one) else math.nan for one in by])
        squares += [one.var(ddof=1) for one in by if len(one) > 1]
    # the first two turns of each conversation have no memory and no share in who speaks how much
    assert near(np.array(squares), 0.9**2)
    told = np.array(means)
    liked = np.array([[(who == one).sum() for one in range(people)] for who in walked.speaker])
    centred = np.log(np.maximum(liked, 1)) - np.log(np.maximum(liked, 1)).mean(axis=1)[:, None]
    fine = ~np.isnan(told) & (liked > 4)
    slope = np.polyfit(centred[fine], told[fine], 1)[0]
    assert 0.4 < slope / 0.5 < 2.1  # turns are a noisy and damped measure of liking to talk


def test_how_much_people_like_to_talk_and_how_long_they_take_has_the_told_spread() -> None:
    # two turns a session in a fixed order: a person's mean length is what was drawn for them
    behaviour = Behaviour(
        kernel=Kernel.GO_ROUND,
        sigma=0.8,
        words_mean=2.0,
        words_by_share=0.5,
        words_between=0.4,
        words_within=0.0,
    )
    people = 4
    scene = Scene((step(CYCLE, 1e9, turns_of(*[1] * people), most=people),), behaviour)
    words = np.log(scene.walked(MANY, turns=people).said_for_s.astype(np.float64) * RATE)
    # a share is against the mean of those who are there, which takes a part of its spread away
    spread = 0.4**2 + (0.5 * 0.8) ** 2 * (1 - 1 / people)
    together = -((0.5 * 0.8) ** 2) / people
    for one in range(people):
        assert near(words[:, one], 2.0)
        assert near((words[:, one] - 2.0) ** 2, spread)
        assert near((words[:, one] - 2.0) * (words[:, one - 1] - 2.0), together)


def test_who_speaks_first_is_by_liking_to_talk_alone() -> None:
    scene = Scene((step(OPEN, 1e9, turns_of(1, 2, 5), most=1),), attrs.evolve(EVEN, gamma=3))
    first = scene.walked(MANY, turns=1).speaker[:, 0]
    for seat, weight in enumerate((1, 2, 5)):
        assert near(first == seat, weight / 8)


# Ends


def test_turns_of_almost_no_length_come_to_an_end() -> None:
    # each lies within the one before: the clock stands still, and only the cap ends it
    behaviour = attrs.evolve(EVEN, words_mean=-10, overlapped=1)
    most = engine.MOST_TURNS
    for law, turns in ((OPEN, (1, 1, 1)), (QUESTIONS, (1, 1, (0, 1))), (CYCLE, (1, 1))):
        one = attrs.evolve(alone(law, 600, *turns)[0], most=most)
        told = Scene((one,), behaviour).walked(1)
        assert told.told[:, engine.TURNS].tolist() == [most]
        assert bool(np.isfinite(told.told[:, [engine.DURATION, engine.OVERRUN]]).all())


def test_a_phase_without_time_has_no_turns_and_weighs_nothing() -> None:
    told = Scene(alone(OPEN, 0, 1, 1)).walked(5)
    assert not told.told[:, [engine.DURATION, engine.TURNS, engine.WAIT]].any()
    assert bool(np.isnan(told.told[:, [engine.ABA, engine.GINI, engine.ENTROPY]]).all())
    assert not told.airtime_s.any()


def test_turns_that_find_no_room_are_held_all_the_same() -> None:
    scene = Scene(alone(OPEN, 300, 1, 1, 1))
    whole, some = scene.walked(40, turns=200), scene.walked(40, turns=3)
    assert whole.told.tobytes() == some.told.tobytes()
    assert np.array_equal(whole.speaker[:, :3], some.speaker)
    assert np.array_equal(whole.said_for_s[:, :3], some.said_for_s)


@pytest.mark.parametrize(
    "most",
    [
        {"sigma": 5, "words_by_share": 10, "words_mean": 10},
        {"sigma": 5, "words_by_share": -10, "words_mean": -10},
        {"sigma": 5, "gamma": 10, "words_within": 5, "words_between": 5, "words_mean": 10},
        {"gap_mean": 10, "gap_spread": 5, "overlap_mean": 10, "overlap_spread": 5},
        {"kernel": Kernel.FLOOR, "sigma": 5, "stays": 0.999999, "returns": 0.999999},
        {"kernel": Kernel.EXPONENTIAL, "sigma": 5, "boost": 1e6, "fade": 1.0},
    ],
)
def test_no_behaviour_that_may_be_told_takes_time_back(most: dict[str, Any]) -> None:
    told = Scene(alone(OPEN, 600, 1, 1e-6, 1e6, 1), Behaviour(**most)).walked(500, turns=3_000)
    assert bool((told.said_for_s >= 0).all())
    assert bool((told.airtime_s >= 0).all())
    assert bool(np.isfinite(told.ended_s).all())
    assert bool((told.told[:, engine.DURATION] >= 600).all())
