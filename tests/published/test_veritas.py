"""What a school gets from document 004, beyond the fields that the ledger looks up."""

from __future__ import annotations

import pytest

from reflective_groups import (
    COACH,
    COACHEE,
    EVERYONE,
    FACILITATOR,
    LEADER,
    OBSERVER,
    UNSTATED,
    Bench,
    Breakout,
    Clause,
    Confidentiality,
    Demand,
    Protocol,
    Rounds,
    Standing,
    exactly,
    minutes,
    walk,
)
from reflective_groups.protocols import triad

BOTH = pytest.mark.parametrize(
    "protocol", [triad.VERITAS_WORKSHOP, triad.VERITAS_MEETING], ids=lambda one: one.key
)
SIX = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay")


def triads_of(protocol: Protocol) -> Breakout:
    part = protocol.part("triads")
    assert isinstance(part, Breakout)
    return part


def test_a_workshop_of_three_hours_comes_first_and_meetings_of_two_follow() -> None:
    assert triad.VERITAS_WORKSHOP.slot == exactly(minutes(180))
    assert triad.VERITAS_MEETING.slot == exactly(minutes(120))


def test_the_meeting_is_the_workshop_with_another_length_and_another_start() -> None:
    workshop, meeting = triad.VERITAS_WORKSHOP, triad.VERITAS_MEETING
    assert workshop.part("triads") == meeting.part("triads")
    assert (workshop.frame, workshop.leadership) == (meeting.frame, meeting.leadership)
    assert (workshop.practice, workshop.cautions) == (meeting.practice, meeting.cautions)


@BOTH
def test_everybody_starts_together_before_the_triads(protocol: Protocol) -> None:
    paths = [path for path, _ in protocol.phases]
    assert paths[-1] == "triads/conversation"
    assert all("/" not in path for path in paths[:-1])
    for path in paths[:-1]:
        floor = protocol.phase(path).floor
        assert floor.leads == (FACILITATOR,)
        assert floor.speaks == (EVERYONE,)


@BOTH
def test_six_make_two_triads_and_nobody_is_dropped_from_seven(protocol: Protocol) -> None:
    triads = triads_of(protocol)
    assert triads.split(SIX) == (("Ann", "Ben", "Cem"), ("Dot", "Eva", "Fay"))
    assert triads.sizes(7) == (4, 3)


@BOTH
def test_no_phase_has_minutes_and_each_says_that_none_were_given(protocol: Protocol) -> None:
    for _, phase in protocol.phases:
        assert phase.time == UNSTATED
        assert phase.standing_of("time") is Standing.SILENT


@BOTH
def test_nobody_is_given_an_inner_role_that_the_document_does_not_state(
    protocol: Protocol,
) -> None:
    conversation = protocol.phase("triads/conversation")
    assert not {COACH, COACHEE, OBSERVER} & set(conversation.floor.named)
    assert conversation.standing_of("floor") is Standing.DEFAULT
    assert not [part for _, part in walk(protocol.session) if isinstance(part, Rounds)]


@BOTH
def test_that_triads_go_by_grow_too_is_our_reading_and_that_the_coach_does_is_stated(
    protocol: Protocol,
) -> None:
    conversation = protocol.phase("triads/conversation")
    assert conversation.standing_of("purpose") is Standing.DERIVED
    clause = next(one for one in protocol.practice if one.name == "by_grow")
    assert clause.standing_of() is Standing.STATED


@BOTH
def test_where_the_talks_of_the_whole_group_stand_is_our_reading(protocol: Protocol) -> None:
    whole = [phase for path, phase in protocol.phases if "/" not in path]
    assert whole
    assert {phase.standing_of("purpose") for phase in whole} == {Standing.DERIVED}


def test_a_talk_without_inner_roles_takes_no_minutes_from_coaching_in_threes() -> None:
    assert triad.VERITAS_MEETING.phase("triads/conversation").does == "converse"


@BOTH
def test_six_is_the_group_described_and_no_limit(protocol: Protocol) -> None:
    size = protocol.size
    assert (size.ideal_least, size.ideal_most) == (6, 6)
    assert (size.least, size.most, size.absolute_most) == (None, None, None)
    assert (size.standing_of("least"), size.standing_of("most")) == (Standing.SILENT,) * 2
    assert size.standing_of("multiple_of") is Standing.DERIVED


@BOTH
def test_who_coaches_is_trained_and_manages_nobody_here(protocol: Protocol) -> None:
    lead = protocol.leadership
    assert lead.trained is lead.independent is Demand.REQUIRED
    assert lead.discipline == "coaching"
    assert lead.standing_of("supervision") is Standing.SILENT
    seats = {seat.role: seat.bench for seat in protocol.seats}
    assert seats[FACILITATOR] is Bench.LEADERS
    assert LEADER not in {seat.role for seat in protocol.seating}


@BOTH
def test_nothing_leaves_the_room_and_no_senior_leader_is_in_it(protocol: Protocol) -> None:
    frame = protocol.frame
    assert frame.confidentiality is Confidentiality.ALL
    assert frame.no_reporting is frame.seniors_outside is frame.peers_only is Demand.REQUIRED
    outside = {seat.role.name for seat in protocol.seats if seat.bench is Bench.OUTSIDE}
    assert outside == {"senior_leader", "governor", "staff"}


@BOTH
def test_each_principle_keeps_the_number_of_its_points(protocol: Protocol) -> None:
    clauses: tuple[Clause, ...] = (*protocol.practice, *protocol.ground_rules)
    places = {citation.where for one in clauses for citation in one.citations_of("text")}
    assert {f"004-{number}" for number in range(46, 60)} <= places
    for principle, points in (("trust", 4), ("time", 4), ("growth", 4)):
        named = [one for one in protocol.practice if one.name.startswith(f"{principle}_")]
        assert len(named) == points  # two more points of trust are ground rules


def test_rounds_put_inside_bring_their_own_seats_and_leave_the_coach_outside() -> None:
    rounds = triad.PRACTICE.part("triads/rounds")
    ours = triad.VERITAS_MEETING.edited("triads/conversation", lambda _: (rounds,))
    benches = {seat.role: seat.bench for seat in ours.seating}
    assert benches[FACILITATOR] is Bench.LEADERS
    assert benches[COACH] is benches[COACHEE] is benches[OBSERVER] is Bench.MEMBERS
    assert ours.phase("triads/rounds/coach").time == exactly(minutes(10))
