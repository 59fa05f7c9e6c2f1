"""What three people get from the sources on coaching triads."""

from __future__ import annotations

from collections import deque

import pytest

from reflective_groups import (
    COACH,
    COACHEE,
    OBSERVER,
    Act,
    Bench,
    Breakout,
    Confidentiality,
    Count,
    Leftover,
    Protocol,
    Rounds,
    Standing,
    duration,
    exactly,
    minutes,
)
from reflective_groups.protocols import grow, triad
from reflective_groups.sources.bibliography import T1, T4, T6

BOTH = pytest.mark.parametrize("protocol", [triad.PEER, triad.PRACTICE], ids=lambda one: one.key)
SIX = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay")


def parts(protocol: Protocol) -> tuple[Breakout, Rounds]:
    breakout, rounds = protocol.part("triads"), protocol.part("triads/rounds")
    assert isinstance(breakout, Breakout)
    assert isinstance(rounds, Rounds)
    return breakout, rounds


def seatings(trio: tuple[str, ...], rounds: Rounds) -> list[dict[str, str]]:
    """Who sits where each round, by the rule that `Rounds` states."""
    assert isinstance(rounds.count, Count)
    assert rounds.count.most is not None
    seats = [role.name for role in rounds.rotating]
    people = deque(trio[: len(seats)])  # whoever is left over has no seat that moves
    told: list[dict[str, str]] = []
    for _ in range(rounds.count.most):
        told.append(dict(zip(seats, people, strict=True)))
        people.rotate(-1)
    return told


@BOTH
def test_six_make_two_triads_in_which_everybody_holds_each_seat_once(protocol: Protocol) -> None:
    breakout, rounds = parts(protocol)
    trios = breakout.split(SIX)
    assert [len(trio) for trio in trios] == [3, 3]
    for trio in trios:
        told = seatings(trio, rounds)
        for person in trio:
            held = [seat for seats in told for seat, who in seats.items() if who == person]
            assert sorted(held) == ["coach", "coachee", "observer"]


@BOTH
def test_whoever_coached_observes_next_and_is_coached_after_that(protocol: Protocol) -> None:
    _, rounds = parts(protocol)
    told = seatings(("Sara", "Jose", "Sabina"), rounds)
    assert [seats["coach"] for seats in told] == ["Sara", "Jose", "Sabina"]
    path = [seat for seats in told for seat, who in seats.items() if who == "Sara"]
    assert path == ["coach", "observer", "coachee"]
    assert rounds.standing_of("rotating") is Standing.STATED
    assert rounds.standing_of("count.usual") is Standing.DERIVED


def test_three_rounds_of_thirty_minutes_and_about_ten_come_to_two_hours() -> None:
    _, rounds = parts(triad.PEER)
    assert duration(rounds.part).usual == minutes(40)
    assert triad.PEER.duration.usual == minutes(120)
    assert triad.PEER.slot is None


def test_three_rounds_of_ten_minutes_fit_an_hour_at_their_most() -> None:
    assert triad.PRACTICE.slot == exactly(minutes(60))
    assert triad.PRACTICE.duration.most == minutes(60)


def test_both_lengths_of_a_round_stay_each_with_its_source() -> None:
    long, short = (one.phase("triads/rounds/coach") for one in (triad.PEER, triad.PRACTICE))
    assert (long.time, short.time) == (exactly(minutes(30)), exactly(minutes(10)))
    assert long.citations_of("time") == (T1.at(),)
    assert short.citations_of("time") == (T4.at(),)
    assert "T4" in long.basis_of("time").note
    assert "T1" in short.basis_of("time").note


def test_feedback_starts_with_the_coachee_in_one_and_is_the_observers_in_the_other() -> None:
    def feedback(protocol: Protocol) -> list[str]:
        return [phase.name for _, phase in protocol.phases if phase.does == "feedback"]

    assert feedback(triad.PEER) == ["coachee_feedback", "observer_feedback"]
    assert feedback(triad.PRACTICE) == ["observer_feedback"]
    assert triad.PRACTICE.phase("triads/rounds/observer_feedback").citations_of() == (T6.at(),)


def test_only_one_of_the_minutes_of_a_long_round_is_stated() -> None:
    stated = [
        phase.name
        for _, phase in triad.PEER.phases
        if phase.standing_of("time.usual") is Standing.STATED
    ]
    assert stated == ["coach"]


@BOTH
def test_the_observer_is_silent_while_the_coach_coaches_and_heard_afterwards(
    protocol: Protocol,
) -> None:
    coaching = protocol.phase("triads/rounds/coach").floor
    assert not any(coaching.may(OBSERVER, act) for act in Act)
    assert coaching.may(COACH, Act.ASK)
    assert coaching.may(COACHEE, Act.ANSWER)
    assert protocol.phase("triads/rounds/observer_feedback").floor.may(OBSERVER, Act.SPEAK)


def test_the_coach_answers_feedback_with_thanks_and_no_more() -> None:
    for name in ("coachee_feedback", "observer_feedback"):
        assert not triad.PEER.phase(f"triads/rounds/{name}").floor.may(COACH, Act.SPEAK)


@BOTH
def test_whoever_is_left_over_observes(protocol: Protocol) -> None:
    breakout, rounds = parts(protocol)
    assert breakout.leftover is Leftover.OBSERVE
    trio, *_ = breakout.split((*SIX, "Gus"))
    assert trio == ("Ann", "Ben", "Cem", "Gus")
    assert all("Gus" not in seats.values() for seats in seatings(trio, rounds))
    assert protocol.size.multiple_of == 3


@BOTH
def test_peers_need_no_leader_and_keep_everything_to_themselves(protocol: Protocol) -> None:
    assert protocol.leadership.least == 0
    assert not protocol.leadership.trained
    assert {seat.bench for seat in protocol.seating} == {Bench.MEMBERS}
    assert protocol.frame.confidentiality is Confidentiality.ALL


def test_grow_fills_half_an_hour_of_coaching() -> None:
    ours = triad.PEER.edited("triads/rounds/coach", lambda _: (grow.GROW.session,))
    assert ours.duration.usual == triad.PEER.duration.usual
    assert "triads/rounds/will" in dict(ours.phases)
