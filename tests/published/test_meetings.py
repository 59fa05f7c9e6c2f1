"""Simulated talk held to recorded meetings, table by table, and models that must not pass.

The corpus: 75 research-group meetings (Janin et al. 2003) with dialogue acts (Shriberg et al.
2004). *Turn A* is a maximal run of one speaker without backchannels, *turn B* the same with turns
of five words or more alone; ranks are taken in each meeting after the fact, in the data and here.
Nothing in these tables was measured in a reflective group, and they stop at eight people.

Two parameters were fitted for all sizes together, so not every figure can lie within its interval.
Where one does not, the test says so, and holds it to how far off it is, with room for another seed:
the standard errors here are at most 0.1 points of a share and 0.001 of a chance.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest

from reflective_groups.simulation import engine, walking
from reflective_groups.simulation.behaviour import (
    PRESETS,
    Behaviour,
    Kernel,
)
from reflective_groups.simulation.circumstances import Circumstances
from reflective_groups.simulation.conversation import Conversation, converse
from reflective_groups.simulation.layout import Step, Turn, habits_of, plan_of
from reflective_groups.simulation.published import BALES_LEADER, BALES_RATIO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reflective_groups.simulation.estimate import Estimate

TABLES = json.loads(Path(__file__).with_name("meetings.json").read_text(encoding="utf-8"))
SIZES = (4, 6, 8)
SESSIONS = 4_000
FEWER = 500
"""Where a model is to fail, or its chances are told apart by far more than chance makes of them."""
sizes = pytest.mark.parametrize("size", SIZES)


@functools.cache
def meetings(size: int, behaviour: Behaviour | str = "meeting") -> Conversation:
    """Meetings as long as the recorded ones, in turns of the first kind."""
    turns = TABLES["T1_turns_per_meeting"][str(size)]
    sessions = SESSIONS if behaviour == "meeting" else FEWER
    return converse(size, turns=turns, sessions=sessions, seed=1951, behaviour=behaviour)


@functools.cache
def contributions(size: int) -> Conversation:
    """The same in turns of the second kind, of which a meeting has fewer."""
    turns = TABLES["T1_turnB_turns_per_meeting"][str(size)]
    return converse(size, turns=turns, sessions=SESSIONS, seed=1951, behaviour="contribution")


def means(found: Sequence[Estimate]) -> list[float]:
    return [one.mean for one in found]


def percent(found: Sequence[Estimate]) -> list[float]:
    return [100 * one.mean for one in found]


def off(found: Sequence[float], table: Sequence[float]) -> float:
    """How far the worst of a row is from its table."""
    return max(abs(one - other) for one, other in zip(found, table, strict=True))


def table(name: str, size: int) -> list[float]:
    row: list[float] = TABLES[name][str(size)]
    return row


def within(value: float, row: Sequence[float]) -> bool:
    """Whether a mean lies within the 95 % interval of what was measured."""
    _, low, high = row
    return low <= value <= high


# T1: shares of turns by rank

SHARES_OFF = 3.6 + 0.3
"""Points; the reference is 3.6 off at eight, where the first speaks too much, and so is this."""
OUTSIDE = {4: set[int](), 6: {3}, 8: {1, 3, 4, 5, 8}}
"""Ranks that lie outside their intervals: with sigma .5 for every size, eight are too unequal.

At six the third rank has 17.3 % for [17.8, 20.0]. At eight the first has 29.0 for [23.2, 28.1] and
the middle of the table lacks what the first has too much.
"""


@sizes
def test_turns_are_shared_by_rank_as_in_recorded_meetings(size: int) -> None:
    told = percent(meetings(size).turn_shares)
    assert off(told, table("T1_icsi_turn_share_pct", size)) < SHARES_OFF
    assert told == sorted(told, reverse=True)


@sizes
def test_which_ranks_lie_outside_their_intervals_is_known(size: int) -> None:
    told = percent(meetings(size).turn_shares)
    intervals = TABLES["T1_ci95"][str(size)]
    outside = {
        rank
        for rank, (share, (low, high)) in enumerate(zip(told, intervals, strict=True), 1)
        if not low <= share <= high
    }
    assert outside == OUTSIDE[size]


@pytest.mark.parametrize(("size", "most"), [(4, 1.7), (6, 1.1), (8, 3.5)])
def test_contributions_are_shared_by_rank_as_in_recorded_meetings(size: int, most: float) -> None:
    # off by 1.5 at the second of four, .9 at the third of six, 3.3 at the first of eight
    told = percent(contributions(size).turn_shares)
    assert off(told, table("T1_turnB_share_pct", size)) < most


# T2: shares of words by rank

WORDS_OFF = 6.0
"""Points, as in the reference: 4.2 at four, 3.7 at six and 5.2 at eight; lengths were fitted to all
turns together, and a rank's share of words differs between meetings by ten points."""


@sizes
def test_words_are_shared_by_rank_roughly_as_in_recorded_meetings(size: int) -> None:
    told = percent(meetings(size).word_shares)
    assert off(told, table("T2_icsi_word_share_pct", size)) < WORDS_OFF
    assert told == sorted(told, reverse=True)


@sizes
def test_words_are_shared_less_evenly_than_turns(size: int) -> None:
    told, right = meetings(size), table("T2_icsi_word_share_pct", size)
    words, turns = percent(told.word_shares), percent(told.turn_shares)
    assert words[0] > turns[0] + 3
    assert words[-1] < turns[-1] - 0.5
    # and the first two ranks together have as much as they were found to have
    assert sum(words[:2]) == pytest.approx(sum(right[:2]), abs=7)
    spread = told.word_shares[0].half_width / 1.96 * math.sqrt(SESSIONS)
    assert 0.07 < spread < 0.12  # about ten points


# T4: who follows whom

ABAB_OFF = {4: 0.022, 6: 0.073, 8: 0.019}
"""Off by .018, .069 and .015. At six the recorded meetings differ more than one gamma lets them:
ABA is .624 as a mean over meetings and .578 over all their turns, and the model has the second."""
IN_RUNS_OFF = {4: 0.015, 6: 0.053, 8: 0.006}
"""Off by .010, .048 and .001, for the same reason."""
LAGS_OFF = {4: 0.041, 6: 0.006, 8: 0.018}
"""Off by .037 at the second lag of four, .003 at six and .014 at eight."""
REGAIN_OFF = {4: 0.093, 6: 0.018, 8: 0.020}
"""At four the pair's last speaker comes back in 61 of 100 and not in 52; .015 and .016 at the
others. None of this was fitted."""


def holds_t4(told: Conversation) -> bool:
    """Whether who follows whom is as in recorded meetings of that size, by all that is known of it.

    The one place that says so: what is to pass and what is to fail are put to the same test.
    """
    return all(t4(told).values())


def t4(told: Conversation) -> dict[str, bool]:
    size = told.speakers
    key = str(size)
    return {
        "aba": within(told.aba.mean, TABLES["T4_icsi_aba"][key]),
        "abab": abs(told.abab.mean - TABLES["T4_abab_mean"][key]) < ABAB_OFF[size],
        "in4run": abs(told.in4run.mean - TABLES["T4_in4run_mean"][key]) < IN_RUNS_OFF[size],
        "lags": off(means(told.lags), TABLES["T4_lag_2_to_8_and_gt8"][key]) < LAGS_OFF[size],
        "regain": off(means(told.regain), TABLES["T4_regain"][key]) < REGAIN_OFF[size],
    }


@sizes
def test_who_follows_whom_is_as_in_recorded_meetings(size: int) -> None:
    assert t4(meetings(size)) == dict.fromkeys(("aba", "abab", "in4run", "lags", "regain"), True)
    assert holds_t4(meetings(size))


@pytest.mark.parametrize(("size", "reached"), [(4, 0.701), (6, 0.578), (8, 0.504)])
def test_two_exchange_the_floor_as_often_as_in_the_reference(size: int, reached: float) -> None:
    # both are means over meetings whose own spread is .06
    assert meetings(size).aba.mean == pytest.approx(reached, abs=0.004)


@sizes
def test_two_exchange_the_floor_in_contributions_as_in_recorded_meetings(size: int) -> None:
    assert within(contributions(size).aba.mean, TABLES["T4_turnB_aba"][str(size)])


@sizes
def test_shares_of_lags_and_of_who_regains_the_floor_make_a_whole(size: int) -> None:
    told = meetings(size)
    assert sum(means(told.lags)) == pytest.approx(1)
    assert sum(means(told.regain)) == pytest.approx(1)
    # a comeback after two turns is an ABA; the first turns have none, and so the mean differs
    assert told.lags[0].mean == pytest.approx(told.aba.mean, abs=0.01)


# What must fail


def of_meeting(**changes: object) -> Behaviour:
    return attrs.evolve(PRESETS["meeting"], name="wrong on purpose", **changes)


WRONG: dict[str, Callable[[], Behaviour]] = {
    "no memory, and the right shares": lambda: PRESETS["no_memory"],
    "no memory": lambda: of_meeting(gamma=0.0),
    "nobody just after speaking": lambda: of_meeting(kernel=Kernel.RECOVERY, recovery=0.1),
    "a go-round": lambda: PRESETS["go_round"],
    "half of the memory": lambda: of_meeting(gamma=0.35),
    "twice the memory": lambda: of_meeting(gamma=1.4),
    "strangers": lambda: PRESETS["strangers"],
    "everybody alike": lambda: of_meeting(sigma=0.0),
    "one who answers all": lambda: PRESETS["alternate"],
}


@sizes
@pytest.mark.parametrize("name", WRONG)
def test_models_that_are_wrong_on_purpose_do_not_pass(name: str, size: int) -> None:
    assert not holds_t4(meetings(size, WRONG[name]()))


@sizes
@pytest.mark.parametrize("name", ["no memory, and the right shares", "no memory", "strangers"])
def test_models_with_too_little_memory_fail_in_every_figure_of_t4(name: str, size: int) -> None:
    told = meetings(size, WRONG[name]())
    failed = [what for what, holds in t4(told).items() if not holds]
    assert {"aba", "abab", "in4run", "lags"} <= set(failed)
    low = TABLES["T4_icsi_aba"][str(size)][1]
    assert told.aba.mean < low - 0.1  # and further below it than the one of eight is wide


@sizes
def test_to_match_the_shares_proves_nothing(size: int) -> None:
    told = meetings(size, "no_memory")
    assert off(percent(told.turn_shares), table("T1_icsi_turn_share_pct", size)) < SHARES_OFF
    assert not holds_t4(told)
    # what was expected of speakers without memory, from the recorded shares alone
    without = {4: 0.400, 6: 0.292, 8: 0.211}[size]
    assert without < told.aba.mean < without + 0.1


def test_nobody_just_after_speaking_is_the_opposite_of_a_conversation() -> None:
    assert meetings(6, WRONG["nobody just after speaking"]()).aba.mean == pytest.approx(
        0.06, abs=0.01
    )


@sizes
def test_in_a_go_round_nobody_comes_back_before_all_have_spoken(size: int) -> None:
    told = meetings(size, "go_round")
    assert (told.aba.mean, told.abab.mean, told.in4run.mean) == (0, 0, 0)
    assert told.lags[size - 2].mean == 1
    assert told.regain[0].count == 0  # nobody ever held the floor with another
    assert off(means(told.turn_shares), [1 / size] * size) < 0.005


@sizes
def test_where_one_answers_all_every_other_turn_is_theirs(size: int) -> None:
    told = meetings(size, "alternate")
    assert told.turn_shares[0].mean == pytest.approx(0.5, abs=0.002)
    assert means(told.lags)[1:7:2] == [0, 0, 0]  # after three, five and seven turns


# T5 and T6: how long turns are, and what lies between them


@functools.cache
def timed(size: int) -> walking.Walked:
    """The same talk with its times: 500 turns and no end to hold to."""
    step = Step(
        path="talk",
        group=None,
        law=engine.OPEN,
        planned=math.inf,
        least=0.0,
        due=math.inf,
        after=(),
        turns=tuple(Turn(seat=seat, speaks=1.0) for seat in range(size)),
        most=500,
    )
    return walking.walk(
        1951,
        plan_of((step,), people=size, roles=0),
        habits_of(PRESETS["meeting"], Circumstances(), 0.0),
        np.arange(FEWER, dtype=np.uint64),
        np.broadcast_to(np.arange(size, dtype=np.uint32), (FEWER, size)),
        np.zeros(FEWER),
        turns=500,
    )


def gaps(told: walking.Walked) -> NDArray[np.float64]:
    """From the end of all talk so far to the beginning of each turn; below zero they overlap."""
    start, length = told.said_from_s.astype(np.float64), told.said_for_s.astype(np.float64)
    return start[:, 1:] - np.maximum.accumulate(start + length, axis=1)[:, :-1]


WORDS_A_SECOND = PRESETS["meeting"].words_a_minute / 60


@sizes
def test_turns_have_the_words_of_recorded_ones(size: int) -> None:
    mean, spread = TABLES["T5"]["turnA_words_lognormal"]
    words = np.log(timed(size).said_for_s.astype(np.float64) * WORDS_A_SECOND)
    # whoever speaks oftener takes longer turns, which lifts the mean over turns by .07
    assert words.mean() == pytest.approx(mean, abs=0.09)
    assert words.std() == pytest.approx(spread, abs=0.02)


def test_the_rate_of_speech_is_that_of_the_two_laws_of_a_turn() -> None:
    words, seconds = (
        math.exp(mean + spread**2 / 2)
        for mean, spread in (
            TABLES["T5"]["turnA_words_lognormal"],
            TABLES["T5"]["turnA_seconds_lognormal"],
        )
    )
    assert PRESETS["meeting"].words_a_minute == pytest.approx(60 * words / seconds, abs=0.5)


@sizes
def test_what_lies_between_two_turns_is_as_in_recorded_meetings(size: int) -> None:
    between, right = gaps(timed(size)), TABLES["T6"]
    assert (between < 0).mean() == pytest.approx(right["overlap_fraction"], abs=0.005)
    assert np.median(between) == pytest.approx(right["median_s"], abs=0.03)
    bins = [-math.inf, *right["bins_s"], math.inf]
    told = 100 * np.histogram(between, bins)[0] / between.size
    # two lognormal laws in place of the histogram itself: 2.5 points off at 0 to .2 seconds
    assert off(told.tolist(), right["bin_pct"]) < 2.8


@sizes
def test_talk_goes_as_fast_as_in_recorded_meetings(size: int) -> None:
    told = timed(size)
    minutes = told.told[:, engine.DURATION].astype(np.float64) / 60
    words = told.said_for_s.sum(axis=1) * WORDS_A_SECOND
    # one rate for all sizes, and two lognormal laws in place of the gaps themselves
    assert (500 / minutes).mean() / TABLES["T5"]["turns_per_min"] == pytest.approx(1, abs=0.05)
    assert (words / minutes).mean() / TABLES["T5"]["wpm_meeting"] == pytest.approx(1, abs=0.06)


@sizes
def test_pauses_within_a_turn_count_as_talk_and_so_there_is_less_silence(size: int) -> None:
    told = timed(size)
    seconds = told.told[:, engine.DURATION].astype(np.float64)
    silence = np.maximum(gaps(told), 0).sum(axis=1) / seconds
    assert silence.mean() == pytest.approx(0.075, abs=0.02)
    assert TABLES["T6"]["silence"] == 0.272


# The two regimes of the floor (Parker 1988)


@sizes
def test_two_regimes_give_back_the_chances_that_they_were_given(size: int) -> None:
    stays, returns = TABLES["T4_regime"][str(size)]
    behaviour = PRESETS[f"floor_{size}"]
    assert (behaviour.stays, behaviour.returns) == (stays, returns)
    told = meetings(size, behaviour)
    turns = told.turns
    # means over turns from the third and the fourth on, back to how often it was the case
    aba, abab = told.aba.mean * (turns - 2), told.abab.mean * (turns - 3)
    assert abab / aba == pytest.approx(stays, abs=0.008)
    assert (aba - abab) / (turns - 2 - aba) == pytest.approx(returns, abs=0.008)
    # so half of all turns are an exchange of two, as the two chances foretell
    assert told.aba.mean == pytest.approx(returns / (1 - stays + returns), abs=0.008)


@pytest.mark.parametrize(("stays", "returns"), [(0.0, 0.0), (0.9, 0.0), (0.0, 0.9), (0.3, 0.3)])
def test_two_regimes_hold_at_any_chances(stays: float, returns: float) -> None:
    behaviour = attrs.evolve(PRESETS["floor_6"], stays=stays, returns=returns)
    told = converse(5, turns=300, sessions=1_000, behaviour=behaviour)
    assert told.aba.mean == pytest.approx(returns / (1 - stays + returns), abs=0.006)
    if stays == 0:
        assert told.abab.mean == 0


def test_two_alone_take_turns_whatever_the_regimes_say() -> None:
    told = converse(2, turns=40, sessions=100, behaviour="floor_4")
    assert told.aba.mean == told.abab.mean == 1


# The memory that fades faster


@sizes
def test_an_exponential_memory_without_a_boost_is_no_memory(size: int) -> None:
    plain = meetings(size, of_meeting(gamma=0.0))
    same = meetings(size, of_meeting(kernel=Kernel.EXPONENTIAL, boost=0.0))
    for name in ("turn_shares", "word_shares", "aba", "abab", "in4run", "lags"):
        assert getattr(same, name) == getattr(plain, name)


def test_a_larger_boost_makes_more_exchanges_of_two() -> None:
    told = [
        meetings(6, of_meeting(kernel=Kernel.EXPONENTIAL, boost=boost, fade=0.5)).aba.mean
        for boost in (0.0, 1.0, 4.0, 16.0)
    ]
    assert all(after > before + 0.05 for before, after in itertools.pairwise(told))


def test_a_boost_that_does_not_fade_is_a_boost_for_all_and_changes_nothing() -> None:
    plain = meetings(6, of_meeting(gamma=0.0))
    told = meetings(6, of_meeting(kernel=Kernel.EXPONENTIAL, boost=5.0, fade=1.0))
    assert told.aba.mean == pytest.approx(plain.aba.mean, abs=0.004)


def test_an_exponential_memory_can_have_the_exchanges_and_yet_not_the_long_absences() -> None:
    # a boost that brings ABA into its interval at six
    told = meetings(6, of_meeting(kernel=Kernel.EXPONENTIAL, boost=7.0, fade=0.5))
    assert t4(told)["aba"]
    assert not t4(told)["lags"]


# Ranking alone makes equal speakers look unequal (Kadane & Lewis 1969)


def test_equal_speakers_look_unequal_by_rank_and_the_more_so_the_shorter_the_talk() -> None:
    equal = of_meeting(sigma=0.0, gamma=0.0)
    apart = []
    for turns in (20, 80, 320, 1_280):
        told = converse(6, turns=turns, sessions=1_000, behaviour=equal)
        shares = means(told.turn_shares)
        assert shares == sorted(shares, reverse=True)
        assert shares[0] > 1 / 6 > shares[-1]
        apart.append(shares[0] - shares[-1])
    assert apart[0] > 0.15
    # with four times as many turns half of it is left, as of any sampling error
    for before, after in itertools.pairwise(apart):
        assert before / after == pytest.approx(2, abs=0.15)


def test_memory_alone_makes_equal_speakers_look_unequal_for_longer() -> None:
    plain, remembering = (
        converse(6, turns=320, sessions=1_000, behaviour=of_meeting(sigma=0.0, gamma=gamma))
        for gamma in (0.0, 0.7)
    )
    assert remembering.turn_shares[0].mean > plain.turn_shares[0].mean + 0.03


# T3: groups with a leader (Bales, Strodtbeck, Mills & Roseborough 1951)


def bales() -> list[float]:
    """What each of six men said of all there was, by rank, in per cent."""
    acts = TABLES["T3_bales1951_six_man"]
    said = [sum(row) + more for row, more in zip(acts["individual"], acts["to_group"], strict=True)]
    assert sum(said) == acts["total"]
    return [100 * one / acts["total"] for one in said]


GEOMETRIC = [
    100 * BALES_LEADER,
    *(
        100 * (1 - BALES_LEADER) * BALES_RATIO**rank / sum(BALES_RATIO**other for other in range(5))
        for rank in range(5)
    ),
]


def led(behaviour: Behaviour) -> tuple[float, list[float]]:
    """The leader factor that gives the first of six their 43 %, and what the others then have."""

    def told(factor: float) -> list[float]:
        with_leader = attrs.evolve(behaviour, leader=factor)
        return percent(
            converse(6, turns=584, sessions=600, seed=9, behaviour=with_leader).turn_shares
        )

    low, high = 1.0, 40.0
    for _ in range(12):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if told(middle)[0] < 100 * BALES_LEADER else (low, middle)
    return low, told(low)


def test_the_table_falls_by_a_constant_ratio_after_the_leader() -> None:
    assert off(GEOMETRIC, bales()) < 0.7


def test_strangers_with_a_leader_share_their_turns_as_six_men_did() -> None:
    factor, told = led(PRESETS["strangers"])
    assert 8 < factor < 13
    assert told[0] == pytest.approx(43, abs=0.1)
    assert told == sorted(told, reverse=True)
    # both were newly met groups with a task; .7 points are what the ratio itself is off by
    assert off(told, bales()) < 1.2
    assert off(told, GEOMETRIC) < 1.4


def test_people_who_meet_every_week_leave_the_second_too_much_beside_a_leader() -> None:
    factor, told = led(PRESETS["meeting"])
    assert 4 < factor < 6
    assert told == sorted(told, reverse=True)
    # the memory pairs somebody with the leader: 26 % for the second rank and not 19
    assert off(told, bales()) < 7.6
    assert told[1] > bales()[1] + 5
    # from there on it falls, faster than in the table: by .6 a rank and not by .74
    ratios = [after / before for before, after in itertools.pairwise(told[1:])]
    assert all(0.5 < ratio < BALES_RATIO for ratio in ratios)


def test_a_leader_among_people_more_alike_comes_near_the_table_with_the_same_memory() -> None:
    factor, told = led(of_meeting(sigma=0.2))
    assert 3.5 < factor < 5
    assert off(told, bales()) < 1.3
    assert off(told, GEOMETRIC) < 1.5


def test_no_liking_to_talk_alone_makes_one_rank_stand_out_so_far() -> None:
    # the more people differ, the more the first has, and the second always has much of it too
    for sigma in np.linspace(0.8, 2.4, 9):
        told = percent(
            converse(
                6, turns=584, sessions=400, behaviour=of_meeting(sigma=float(sigma), gamma=0.0)
            ).turn_shares
        )
        assert off(told, bales()) > 5
