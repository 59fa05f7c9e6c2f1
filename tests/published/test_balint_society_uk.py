"""What a convenor gets from document 003, beyond the fields that the ledger looks up."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

import pytest

from reflective_groups import (
    LEADER,
    MODERATOR,
    PRESENTER,
    UNSTATED,
    Act,
    Bench,
    Confidentiality,
    Count,
    Demand,
    Device,
    Group,
    Meeting,
    Protocol,
    Rounds,
    Share,
    Standing,
    diff,
    exactly,
    minutes,
)
from reflective_groups.protocols import balint
from reflective_groups.protocols.balint.care import CARE

if TYPE_CHECKING:
    from reflective_groups.sources import Cited

BOTH = pytest.mark.parametrize("protocol", [balint.UK, balint.UK_ONLINE], ids=lambda one: one.key)

CASE = ("cases/present", "cases/clarify", "cases/discuss", "cases/return")


def places(cited: Cited, field: str) -> set[str]:
    return {citation.where for citation in cited.citations_of(field)}


def online_meeting(*, first: bool) -> Meeting:
    return Meeting(
        protocol=balint.UK_ONLINE,
        group=Group(members=("Ann", "Ben", "Cem", "Dot", "Eva", "Fay"), leaders=("Lee", "Mia")),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=minutes(90),
        first=first,
    )


@BOTH
def test_a_case_has_the_phases_of_the_tradition_and_no_minute_that_nobody_gave(
    protocol: Protocol,
) -> None:
    assert [path for path, _ in protocol.phases if path.startswith("cases/")] == list(CASE)
    for path in CASE:
        phase = protocol.phase(path)
        assert phase.time == UNSTATED
        assert phase.standing_of("time") is Standing.SILENT
        assert phase.standing_of() is Standing.DERIVED
    assert protocol.duration.unstated


@BOTH
def test_the_number_of_cases_is_left_open_and_each_has_its_own_presenter(
    protocol: Protocol,
) -> None:
    cases = protocol.part("cases")
    assert isinstance(cases, Rounds)
    assert cases.count == Count(least=1)
    assert cases.rotating == (PRESENTER,)
    assert cases.standing_of("count") is Standing.SILENT


@BOTH
def test_the_presenter_is_silent_in_the_discussion_and_has_the_floor_again_after_it(
    protocol: Protocol,
) -> None:
    discuss, rejoin = protocol.phase("cases/discuss").floor, protocol.phase("cases/return").floor
    assert not any(discuss.may(PRESENTER, act) for act in Act)
    assert rejoin.may(PRESENTER, Act.SPEAK)


@BOTH
def test_sitting_back_is_told_for_the_room_and_for_the_screen(protocol: Protocol) -> None:
    sit_back = protocol.phase("cases/discuss").floor.sit_back
    assert "circle" in sit_back.how
    assert "from the screen" in sit_back.online


def test_leaders_meet_around_the_session_and_online_members_come_early_too() -> None:
    around = {
        one.key: [path for path, _ in one.phases if not path.startswith("cases")]
        for one in (balint.UK, balint.UK_ONLINE)
    }
    assert around == {
        "balint.uk": ["before/prepare", "after/debrief"],
        "balint.uk_online": ["before/prepare", "before/gather", "after/debrief"],
    }


def test_joining_early_is_no_part_of_the_slot() -> None:
    bounded = balint.UK_ONLINE.edited("cases", lambda _: (balint.SCHOOL.phase("present"),))
    assert bounded.duration == exactly(minutes(10))
    assert bounded.phase("before/gather").time.least == minutes(5)


def test_only_leaders_are_at_the_preparation_and_the_debrief() -> None:
    for path in ("before/prepare", "after/debrief"):
        assert balint.UK_ONLINE.phase(path).floor.named == (LEADER,)


def test_online_a_first_meeting_keeps_at_least_45_of_90_minutes_for_a_case() -> None:
    meeting = online_meeting(first=True)
    introduce = meeting.held.phase("introduce")
    assert introduce.time == Share(most=0.5)
    assert meeting.slot - introduce.time.of(meeting.slot).most == minutes(45)


def test_online_a_first_meeting_has_one_case_at_most_since_two_do_not_fit_into_45_minutes() -> None:
    cases = balint.UK_ONLINE.for_first_meeting().part("cases")
    assert cases.count.most == 1
    assert cases.standing_of("count") is Standing.DERIVED
    shortest_known_case = balint.SCHOOL.duration.least
    assert shortest_known_case <= minutes(45) < 2 * shortest_known_case


def test_face_to_face_a_first_meeting_has_introductions_of_no_stated_length() -> None:
    introduce = balint.UK.for_first_meeting().phase("introduce")
    assert introduce.time == UNSTATED
    assert introduce.standing_of("time") is Standing.SILENT


@BOTH
def test_later_meetings_have_no_introductions(protocol: Protocol) -> None:
    assert "introduce" in [path for path, _ in protocol.for_first_meeting().phases]
    assert "introduce" not in [path for path, _ in protocol.phases]


def test_a_meeting_takes_the_variant_that_it_needs() -> None:
    first = [path for path, _ in online_meeting(first=True).held.phases]
    later = [path for path, _ in online_meeting(first=False).held.phases]
    assert [path for path in first if path not in later] == ["introduce"]


def test_the_online_form_differs_only_where_the_document_does() -> None:
    changes = diff(balint.UK, balint.UK_ONLINE).changes
    assert {one.path or one.field.split(".")[0] for one in changes} == {
        "before/gather",
        "cautions",
        "fees",
        "first_session/cases",
        "first_session/introduce",
        "practice",
        "room",
        "seats",
    }


def test_size_leadership_and_case_are_the_same_values() -> None:
    assert balint.UK_ONLINE.size is balint.UK.size
    assert balint.UK_ONLINE.leadership is balint.UK.leadership
    assert balint.UK_ONLINE.session is balint.UK.session


def test_a_group_that_moves_online_is_asked_for_what_an_online_group_is_asked_for() -> None:
    assert balint.UK.online == balint.UK_ONLINE.online
    assert balint.UK_ONLINE.online.devices == (Device.COMPUTER, Device.LAPTOP)
    assert balint.UK.room is not None
    assert balint.UK_ONLINE.room is None


def test_practical_points_have_one_name_each() -> None:
    for protocol in (balint.UK, balint.UK_ONLINE):
        for clauses in (protocol.practice, protocol.cautions, protocol.ground_rules):
            names = [clause.name for clause in clauses]
            assert len(set(names)) == len(names)


def test_online_both_leaders_wear_a_hat_that_no_member_is_asked_to_wear() -> None:
    seats = {seat.role.name: seat for seat in balint.UK_ONLINE.seating}
    for hat in (MODERATOR.name, "process_leader"):
        assert seats[hat].bench is Bench.LEADERS
        assert 0 in seats[hat].count  # a single leader has no second hat to give away
    assert MODERATOR not in [seat.role for seat in balint.UK.seating]


def test_the_ideal_is_a_minimum_so_no_upper_limit_is_made_of_it() -> None:
    size = balint.UK.size
    assert size.ideal_least == 8
    assert size.ideal_most is size.most is None
    for field in ("ideal_most", "most"):
        assert size.standing_of(field) is Standing.SILENT
    assert "at the least" in size.basis_of("ideal_least").note


def test_whether_leaders_must_be_trained_is_marked_as_our_reading_of_two_documents() -> None:
    leadership = balint.UK.leadership
    assert leadership.standing_of("trained") is Standing.DERIVED
    assert places(leadership, "trained") == {"001-30", "003-16", "003-17"}
    assert places(leadership, "instead") == {"001-32"}
    assert leadership.instead


@BOTH
def test_there_are_ground_rules_and_nobody_says_which(protocol: Protocol) -> None:
    assert protocol.ground_rules == ()
    assert protocol.standing_of("ground_rules") is Standing.SILENT
    assert protocol.frame.ground_rules is Demand.ADVISED


@BOTH
def test_how_far_confidence_goes_is_left_to_the_group(protocol: Protocol) -> None:
    assert protocol.frame.confidentiality is Confidentiality.UNSTATED
    assert protocol.frame.standing_of("confidentiality") is Standing.SILENT


HOURS = Decimal("1.5")
FEES = balint.UK.fees


def test_a_leader_costs_90_to_112_pounds_50_a_session() -> None:
    assert Decimal(balint.UK.slot.least / dt.timedelta(hours=1)) == HOURS
    assert FEES.leader_hour.least * HOURS == 90
    assert FEES.leader_hour.most * HOURS == Decimal("112.50")


@pytest.mark.parametrize(("leaders", "fewest", "most"), [(1, 4, 8), (2, 8, 15)])
def test_how_many_members_pay_for_their_leaders(leaders: int, fewest: int, most: int) -> None:
    cheap = leaders * HOURS * FEES.leader_hour.least / FEES.member_session.most
    dear = leaders * HOURS * FEES.leader_hour.most / FEES.member_session.least
    assert cheap.to_integral_value(ROUND_CEILING) == fewest
    assert dear.to_integral_value(ROUND_CEILING) == most


def test_six_people_online_with_two_leaders_pay_more_than_is_usual_in_a_room() -> None:
    needed = 2 * HOURS * FEES.leader_hour.least / 6
    assert needed == 30
    assert needed > FEES.member_session.most


def test_the_fee_of_groups_in_a_room_is_not_passed_off_as_the_fee_online() -> None:
    online = balint.UK_ONLINE.fees
    assert online.member_session is None
    assert online.standing_of("member_session") is Standing.SILENT
    assert online.leader_hour == FEES.leader_hour
    assert online.standing_of("leader_hour") is Standing.STATED


@BOTH
@pytest.mark.parametrize(
    ("part", "field", "standing", "where"),
    [
        ("size", "least", Standing.STATED, {"003-06"}),
        ("size", "ideal_least", Standing.STATED, {"003-04", "003-05", "003-06"}),
        ("size", "ideal_most", Standing.SILENT, {"003-04"}),
        ("size", "smaller_online", Standing.STATED, {"003-07"}),
        ("leadership", "least", Standing.STATED, {"003-15"}),
        ("leadership", "preferred", Standing.STATED, {"003-15"}),
        ("leadership", "most", Standing.DERIVED, {"003-15"}),
        ("leadership", "preferred_online", Standing.STATED, {"003-47", "003-49"}),
        ("leadership", "accredited_online", Standing.STATED, {"003-48"}),
        ("fees", "leader_hour.least", Standing.STATED, {"003-80"}),
    ],
)
def test_numbers_say_where_they_come_from(
    protocol: Protocol, part: str, field: str, standing: Standing, where: set[str]
) -> None:
    cited = getattr(protocol, part)
    assert cited.standing_of(field) is standing
    assert places(cited, field) == where


@BOTH
def test_ninety_minutes_are_inferred_from_the_fee(protocol: Protocol) -> None:
    assert protocol.slot == exactly(minutes(90))
    assert protocol.standing_of("slot") is Standing.DERIVED
    assert places(protocol, "slot") == {"003-81", "003-82"}


@BOTH
def test_the_hard_limits_come_from_all_balint_sources_together(protocol: Protocol) -> None:
    size = protocol.size
    assert (size.absolute_least, size.absolute_most) == (4, 15)
    assert size.standing_of("absolute_least") is Standing.DERIVED
    assert {one.source.key for one in size.citations_of("absolute_most")} == {"B17", "B33", "B35"}


def test_early_joining_is_stated_and_its_middle_is_derived() -> None:
    gather = balint.UK_ONLINE.phase("before/gather")
    assert gather.standing_of("time.least") is Standing.STATED
    assert gather.standing_of("time.usual") is Standing.DERIVED
    assert gather.time.usual == minutes(7.5)


@BOTH
def test_every_practical_point_names_its_statement(protocol: Protocol) -> None:
    for clause in (*protocol.practice, *protocol.cautions, *protocol.ground_rules):
        if clause in CARE:
            assert clause.standing_of() is Standing.DERIVED
            continue
        assert clause.standing_of() is Standing.STATED
        assert all(citation.where for citation in clause.citations_of())
