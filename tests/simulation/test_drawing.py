"""What surrounds a session: who comes, who offers, who sits where and how late it begins.

Chances are held to the exact laws where there is one. Seeds are fixed, and tolerances are
multiples of the standard error.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.series import Attendance, Likely
from reflective_groups.rules.chances import spread
from reflective_groups.simulation.circumstances import ALLEN_2018, Circumstances, Late
from reflective_groups.simulation.drawing import Drawn, surroundings

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

SEED = (20261130, 7)
MANY = 60_000
NUMBERS = np.arange(MANY, dtype=np.uint64)
TALK = rg.Protocol(
    key="x",
    title="X",
    session=rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.MEMBER,), leads=(rg.LEADER,))),
)


def meeting(members: int = 8, leaders: int = 2, **more: object) -> rg.Meeting:
    given_ = {
        "protocol": TALK,
        "group": rg.Group(
            members=tuple(f"m{number}" for number in range(members)),  # type: ignore[arg-type]
            leaders=tuple(f"l{number}" for number in range(leaders)),  # type: ignore[arg-type]
        ),
        "start": dt.datetime(2026, 11, 30, 18, tzinfo=dt.UTC),
        "slot": rg.minutes(90),
    }
    return rg.Meeting(**(given_ | more))  # type: ignore[arg-type]


def drawn(held: rg.Meeting | None = None, *, numbers: Any = NUMBERS, **around: Any) -> Drawn:  # noqa: ANN401
    return surroundings(held or meeting(), Circumstances(**around), SEED, numbers)


def expected(chance: float, **persons: float) -> Attendance:
    told = tuple(Likely(name, share) for name, share in persons.items())
    return Attendance(expected=chance, persons=told)


def near(flags: NDArray[np.bool_], right: float, times: float = 4) -> bool:
    """Whether a share is within so many standard errors of what it ought to be."""
    told = float(flags.mean())
    return abs(told - right) <= times * math.sqrt(right * (1 - right) / len(flags))


def together(people: int, chance: float, shock: float) -> list[float]:
    """The beta-binomial law from its gamma functions."""
    one = chance * (1 - shock) / shock
    other = (1 - chance) * (1 - shock) / shock

    def beta(a: float, b: float) -> float:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)

    return [
        math.comb(people, k) * math.exp(beta(k + one, people - k + other) - beta(one, other))
        for k in range(people + 1)
    ]


def correlation(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float(np.corrcoef(one, other)[0, 1])


# Who comes


def test_everybody_comes_where_nothing_is_told() -> None:
    told = drawn(numbers=NUMBERS[:100])
    assert bool(told.members.all())
    assert bool(told.leaders.all())
    assert not told.late_s.any()
    assert not told.offered.any()


@pytest.mark.parametrize(
    ("chance", "shock", "stated"),
    [(0.7, 0, 0.806), (0.8, 0, 0.944), (0.9, 0, 0.995), (0.8, 0.1, 0.885)],
)
def test_five_of_eight_come_as_often_as_the_exact_law_says(
    chance: float, shock: float, stated: float
) -> None:
    exact = together(8, chance, shock) if shock else list(spread([chance] * 8))
    assert sum(exact[5:]) == pytest.approx(stated, abs=0.0006)
    told = drawn(attendance=expected(chance), shock=shock).members.sum(axis=1)
    for least in range(1, 9):
        assert near(told >= least, sum(exact[least:])), least


def test_people_with_chances_of_their_own_follow_the_poisson_binomial_law() -> None:
    chances = (0.8, 0.3, 0.8, 1.0, 0.0, 0.95, 0.8, 0.6)
    own = {f"m{place}": chance for place, chance in enumerate(chances) if chance != 0.8}
    told = drawn(attendance=expected(0.8, **own)).members
    exact = spread(chances)
    for least in range(1, 9):
        assert near(told.sum(axis=1) >= least, sum(exact[least:])), least
    for place, chance in enumerate(chances):
        assert near(told[:, place], chance)


def test_six_of_ten_come_as_often_as_was_computed() -> None:
    told = drawn(meeting(10), attendance=expected(0.8)).members.sum(axis=1)
    assert near(told >= 6, 0.967, times=5)


def test_what_members_have_committed_to_is_how_likely_they_come() -> None:
    told = drawn(attendance=Attendance(least=6, of=8)).members
    assert all(near(told[:, place], 0.75) for place in range(8))


@pytest.mark.parametrize("shock", [0.05, 0.1, 0.5, 0.99])
def test_any_two_stay_away_together_by_the_shock(shock: float) -> None:
    told = drawn(meeting(5), attendance=expected(0.8), shock=shock).members
    for one, other in itertools.combinations(range(5), 2):
        # the fourth moment of two coins of .8 is below 7
        assert abs(correlation(told[:, one], told[:, other]) - shock) < 4 * math.sqrt(7 / MANY)
    assert all(near(told[:, place], 0.8) for place in range(5))


def test_without_a_shock_nobody_heeds_anybody() -> None:
    told = drawn(meeting(5), attendance=expected(0.8)).members
    for one, other in itertools.combinations(range(5), 2):
        assert abs(correlation(told[:, one], told[:, other])) < 4 / math.sqrt(MANY)


@pytest.mark.parametrize(
    ("common", "own"),
    [
        (0.8, {"m0": 0.3, "m3": 0.95, "m7": 0.5}),
        (0.8, {"m0": 0.0, "m1": 1.0, "m2": 0.8}),
        (0.5, {f"m{place}": (place + 1) / 9 for place in range(8)}),
        (0.0, {"m2": 0.4, "m6": 0.4}),
        (1.0, {"m2": 0.4, "m6": 0.4}),
        (None, {"m2": 0.4, "m6": 0.4}),
        (None, {"m7": 0.5}),
    ],
)
@pytest.mark.parametrize("shock", [0.1, 0.6])
def test_everybody_keeps_their_own_chance_under_a_shock(
    common: float | None, own: dict[str, float], shock: float
) -> None:
    persons = tuple(Likely(name, share) for name, share in own.items())
    told = drawn(attendance=Attendance(expected=common, persons=persons), shock=shock).members
    usual = 1.0 if common is None else common
    for place in range(8):
        assert near(told[:, place], own.get(f"m{place}", usual)), place


def test_those_with_a_chance_of_their_own_heed_the_shock_too_if_less() -> None:
    told = drawn(attendance=expected(0.8, m1=0.5, m5=0.9), shock=0.4).members
    for place in (1, 5):
        shared = correlation(told[:, 0], told[:, place])
        assert 0.1 < shared < 0.4


def test_whoever_is_away_never_comes_and_the_others_do_as_before() -> None:
    held = meeting(absent=("m2", "l0"))
    told, before = drawn(held, attendance=expected(0.7)), drawn(attendance=expected(0.7))
    assert not told.members[:, 2].any()
    assert not told.leaders[:, 0].any()
    assert bool(told.leaders[:, 1].all())
    others = [place for place in range(8) if place != 2]
    assert np.array_equal(told.members[:, others], before.members[:, others])


def test_only_whoever_was_to_bring_something_is_a_no_show() -> None:
    held = meeting(presenters=("m3", "m5"))
    told = drawn(held, attendance=expected(0.8), no_shows=0.25)
    for place in range(8):
        assert near(told.members[:, place], 0.8 * (0.75 if place in (3, 5) else 1))
    assert np.array_equal(told.offered[:, [3, 5]], told.members[:, [3, 5]])
    assert not told.offered[:, [0, 1, 2, 4, 6, 7]].any()


def test_leaders_come_each_by_themselves() -> None:
    told = drawn(leaders_come=0.9).leaders
    assert near(told[:, 0], 0.9)
    assert near(told[:, 1], 0.9)
    assert near(told.all(axis=1), 0.81)
    assert not drawn(leaders_come=0.0).leaders.any()


# Whoever leaves does so for good


def test_fewer_are_left_from_meeting_to_meeting_and_nobody_comes_back() -> None:
    left = [drawn(drop_out=0.2, meeting=number).members for number in range(1, 7)]
    assert bool(left[0].all())
    for number, told in enumerate(left):
        assert all(near(told[:, place], 0.8**number) for place in range(8))
    for before, after in itertools.pairwise(left):
        assert not (after & ~before).any()


def test_who_has_left_a_course_is_the_same_in_each_of_its_meetings() -> None:
    course = np.repeat(np.arange(1_000, dtype=np.uint64), 3)
    numbers = np.arange(3_000, dtype=np.uint64)
    around = Circumstances(drop_out=0.3, meeting=4)
    told = surroundings(meeting(), around, SEED, numbers, course=course).members
    by_course = told.reshape(1_000, 3, 8)
    assert bool((by_course == by_course[:, :1]).all())
    assert 0.2 < float(told.mean()) < 0.5


def test_leaving_and_staying_away_are_drawn_apart() -> None:
    told = drawn(attendance=expected(0.5), drop_out=0.5, meeting=2).members
    assert all(near(told[:, place], 0.25) for place in range(8))


# How late


def test_meetings_begin_late_as_often_as_was_observed() -> None:
    late = drawn(late=ALLEN_2018).late_s
    for seconds, share in ((0, 0.49), (300, 0.37), (600, 0.14)):
        assert near(late == seconds, share)
    assert set(np.unique(late)) == {0, 300, 600}


def test_shares_that_make_a_whole_leave_no_meeting_on_time() -> None:
    late = drawn(late=[Late(by=rg.minutes(minute), share=0.1) for minute in range(1, 11)]).late_s
    assert set(np.unique(late)) == {60.0 * minute for minute in range(1, 11)}
    assert all(near(late == 60 * minute, 0.1) for minute in range(1, 11))


def test_lateness_does_not_hang_on_who_comes() -> None:
    told = drawn(late=ALLEN_2018, attendance=expected(0.5))
    for place in range(8):
        assert abs(correlation(told.late_s > 0, told.members[:, place])) < 4 / math.sqrt(MANY)


# Who sits where


def test_leaders_sit_first_and_then_presenters_those_in_turn_and_the_others() -> None:
    held = meeting(6, presenters=("m4",), order=("m2", "m0"))
    told = drawn(held, numbers=NUMBERS[:3])
    assert told.seated.tolist() == [[0, 1, 2 + 4, 2 + 2, 2 + 0, 2 + 1, 2 + 3, 2 + 5]] * 3


group_sizes = st.tuples(st.integers(1, 9), st.integers(0, 3))
any_circumstances = st.builds(
    Circumstances,
    attendance=st.sampled_from((0.0, 0.5, 1.0)).map(expected),
    volunteers=st.sampled_from((None, 0.0, 0.4, 1.0)),
    leaders_come=st.sampled_from((0.5, 1.0)),
    shock=st.sampled_from((0.0, 0.5)),
)


@given(group_sizes, any_circumstances, st.randoms(use_true_random=False))
def test_everybody_who_is_there_has_one_seat_and_nobody_else_has_any(
    size: tuple[int, int], around: Circumstances, lot: random.Random
) -> None:
    members, leaders = size
    names = [f"m{place}" for place in range(members)]
    held = meeting(
        members,
        leaders,
        order=lot.sample(names, lot.randint(0, members)),
        presenters=lot.sample(names, lot.randint(0, min(2, members))),
    )
    told = surroundings(held, around, SEED, NUMBERS[:200])
    planned = list(dict.fromkeys((*held.presenters, *held.order, *names)))
    for number in range(200):
        there = [*told.leaders[number], *told.members[number]]
        seated = [int(place) for place in told.seated[number] if place >= 0]
        assert sorted(seated) == [place for place, comes in enumerate(there) if comes]
        assert told.seated[number][len(seated) :].tolist() == [-1] * (len(there) - len(seated))
        lead = [place for place in seated if place < leaders]
        assert seated[: len(lead)] == sorted(lead)
        rest = [names[place - leaders] for place in seated[len(lead) :]]
        offers = {names[place] for place in np.flatnonzero(told.offered[number])}
        assert offers <= set(rest)
        if around.volunteers is not None:
            assert set(rest[: len(offers)]) == offers
            rest = rest[len(offers) :]
        assert rest == [name for name in planned if name in rest]


def test_volunteers_come_first_in_an_order_drawn_by_lot() -> None:
    told = drawn(meeting(4, 0, presenters=("m3",)), volunteers=0.5)
    assert all(near(told.offered[:, place], 0.5) for place in range(4))
    three = (told.offered == [True, True, False, True]).all(axis=1)
    assert near(three, 1 / 16)
    rows = told.seated[three]
    assert bool((rows[:, 3] == 2).all())
    for order in itertools.permutations((0, 1, 3)):
        assert near((rows[:, :3] == order).all(axis=1), 1 / 6)


def test_whoever_does_not_offer_keeps_the_planned_turn() -> None:
    told = drawn(meeting(4, 0, order=("m2", "m0")), volunteers=0.5)
    nobody = ~told.offered.any(axis=1)
    assert near(nobody, 1 / 16)
    assert np.unique(told.seated[nobody], axis=0).tolist() == [[2, 0, 1, 3]]
    only = (told.offered == [False, True, False, False]).all(axis=1)
    assert np.unique(told.seated[only], axis=0).tolist() == [[1, 2, 0, 3]]


def test_only_those_who_are_there_offer() -> None:
    told = drawn(attendance=expected(0.6), volunteers=0.5)
    assert not (told.offered & ~told.members).any()
    assert all(near(told.offered[:, place], 0.3) for place in range(8))


# The same draws however they are asked for


EVERYTHING = Circumstances(
    attendance=expected(0.7, m1=0.4, m5=0.9),
    shock=0.2,
    no_shows=0.2,
    leaders_come=0.8,
    late=ALLEN_2018,
    drop_out=0.1,
    meeting=3,
    volunteers=0.3,
)


def rows_of(told: Drawn) -> NDArray[np.float64]:
    parts = (
        told.number,
        told.leaders.T,
        told.members.T,
        told.offered.T,
        told.seated.T,
        told.late_s,
    )
    return np.vstack([np.asarray(part, np.float64) for part in parts]).T


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=30), st.integers(0, 29))
def test_a_session_is_drawn_the_same_alone_and_in_any_company(numbers: list[int], cut: int) -> None:
    held = meeting(presenters=("m4", "m1"))
    rows = np.array(numbers, np.uint64)
    whole = rows_of(surroundings(held, EVERYTHING, SEED, rows))
    parts = [surroundings(held, EVERYTHING, SEED, part) for part in (rows[:cut], rows[cut:])]
    assert np.array_equal(np.concatenate([rows_of(one) for one in parts]), whole)
    assert np.array_equal(rows_of(surroundings(held, EVERYTHING, SEED, rows[::-1])), whole[::-1])


def test_another_seed_draws_other_sessions_and_so_does_the_upper_half_of_a_number() -> None:
    held, numbers = meeting(), NUMBERS[:2_000]
    base = surroundings(held, EVERYTHING, SEED, numbers).members
    for seed, moved in (
        ((SEED[0] + 1, SEED[1]), numbers),
        ((SEED[0], SEED[1] + 1), numbers),
        (SEED, numbers + np.uint64(2**32)),
    ):
        other = surroundings(held, EVERYTHING, seed, moved).members
        assert not (base == other).all(axis=1).all()
        # two draws of the same chances agree no more often than strangers do
        assert abs(correlation(base[:, 0], other[:, 0])) < 4 / math.sqrt(2_000)


def test_each_draw_stands_for_itself() -> None:
    alike = attrs.evolve(EVERYTHING, shock=0, no_shows=0, attendance=expected(0.5))
    told = surroundings(meeting(), alike, SEED, NUMBERS)
    columns = [*told.leaders.T, *told.members.T, told.late_s > 0]
    for one, other in itertools.combinations(columns, 2):
        assert abs(correlation(one, other)) < 4.5 / math.sqrt(MANY)
