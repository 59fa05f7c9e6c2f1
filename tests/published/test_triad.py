"""What three people get from the sources on coaching triads."""

from __future__ import annotations

import datetime as dt

import pytest

from reflective_groups import (
    COACH,
    COACHEE,
    OBSERVER,
    Act,
    Bench,
    Breakout,
    Confidentiality,
    Group,
    Leftover,
    Meeting,
    Protocol,
    Rounds,
    Standing,
    duration,
    exactly,
    minutes,
)
from reflective_groups.planning import plan
from reflective_groups.protocols import grow, triad
from reflective_groups.sources.bibliography import T1, T4, T6

BOTH = pytest.mark.parametrize("protocol", [triad.PEER, triad.PRACTICE], ids=lambda one: one.key)
SIX = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay")


def parts(protocol: Protocol) -> tuple[Breakout, Rounds]:
    breakout, rounds = protocol.part("triads"), protocol.part("triads/rounds")
    assert isinstance(breakout, Breakout)
    assert isinstance(rounds, Rounds)
    return breakout, rounds


def seats_of(protocol: Protocol, people: tuple[str, ...]) -> dict[str, list[str]]:
    """The seats that each person holds while somebody coaches, round after round, as planned."""
    meeting = Meeting(
        protocol=protocol,
        group=Group(members=people),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=minutes(120),
    )
    told: dict[str, list[str]] = {person: [] for person in people}
    for stretch in plan(meeting).timeline:
        if stretch.path.endswith("/coach"):
            for held in stretch.held:
                for person in held.people:
                    told[person].append(held.role.name)
    return told


@BOTH
def test_six_make_two_triads_in_which_everybody_holds_each_seat_once(protocol: Protocol) -> None:
    breakout, _ = parts(protocol)
    assert breakout.split(SIX) == (SIX[:3], SIX[3:])
    told = seats_of(protocol, SIX)
    assert {tuple(sorted(held)) for held in told.values()} == {("coach", "coachee", "observer")}


@BOTH
def test_whoever_coached_observes_next_and_is_coached_after_that(protocol: Protocol) -> None:
    told = seats_of(protocol, ("Sara", "Jose", "Sabina"))
    assert told["Sara"] == ["coach", "observer", "coachee"]
    assert told["Jose"] == ["coachee", "coach", "observer"]
    assert told["Sabina"] == ["observer", "coachee", "coach"]
    _, rounds = parts(protocol)
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
def test_whoever_is_left_over_observes_and_takes_no_seat_from_the_three(
    protocol: Protocol,
) -> None:
    breakout, _ = parts(protocol)
    assert breakout.leftover is Leftover.OBSERVE
    told = seats_of(protocol, (*SIX, "Gus"))
    assert told.pop("Gus") == ["observer"] * 3
    assert {tuple(sorted(held)) for held in told.values()} == {("coach", "coachee", "observer")}
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
