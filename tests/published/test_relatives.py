"""The relatives of the Balint group, with their numbers typed here from their sources."""

from __future__ import annotations

import datetime as dt

import pytest

import reflective_groups as rg
from reflective_groups import (
    ADVICE,
    CLIENT,
    CONSULTANT,
    EVERYONE,
    MEMBER,
    PRESENTER,
    SOLUTIONS,
    Act,
    AdvicePolicy,
    Breakout,
    Demand,
    Leftover,
    Order,
    PerHolder,
    Questions,
    Role,
    Rounds,
    Standing,
    Timebox,
    minutes,
)
from reflective_groups.protocols import relatives

ALL = tuple(one for one in vars(relatives).values() if isinstance(one, rg.Protocol))
EACH = pytest.mark.parametrize("protocol", ALL, ids=lambda one: one.key)

UNTIMED: dict[str, tuple[float, float | None, float | None]] = {}


def in_minutes(box: Timebox) -> tuple[float, float | None, float | None]:
    usual, most = (None if one is None else one / minutes(1) for one in (box.usual, box.most))
    return box.least / minutes(1), usual, most


def timed(protocol: rg.Protocol) -> dict[str, tuple[float, float | None, float | None]]:
    """Each phase that has a time at all, by its name alone."""
    return {
        phase.name: in_minutes(phase.time)
        for _, phase in protocol.phases
        if isinstance(phase.time, Timebox) and not phase.time.unstated
    }


def meeting(protocol: rg.Protocol, members: int, leaders: int, slot: float) -> rg.Meeting:
    return rg.Meeting(
        protocol=protocol,
        group=rg.Group(
            members=tuple(f"member {one}" for one in range(members)),
            leaders=tuple(f"leader {one}" for one in range(leaders)),
        ),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=minutes(slot),
    )


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        (
            relatives.ACTION_LEARNING,
            {
                "check_in": (0, 7.5, 15),
                "present": (2, 2, 2),
                "clarify": (5, 7.5, 10),
                "help": (10, 12.5, 15),
                "summary": (2, 2, 2),
                "resources": (5, 5, 5),
                "action": (2, 2, 2),
                "review": (0, 5, 10),
            },
        ),
        (
            relatives.INTERVISION,
            {"present": (5, 5, 5), "question": (10, 10, 10), "discuss": (45, 45, 45)},
        ),
        (relatives.INTERVISION_PEER, {"present": (7.5, 7.5, 7.5)}),
        (relatives.INTERVISION_COURSE, UNTIMED),
        (relatives.INTERVISION_FIVE_STEP, UNTIMED),
        (relatives.REFLECTING_TEAM, UNTIMED),
        (relatives.REFLECTING_TEAM_CASE, {"present": (0, 2, None)}),
        (
            relatives.CONSULTANCY,
            {
                "present": (5, 8, 10),
                "clarify": (5, 5, 5),
                "probe": (10, 10, 10),
                "discuss": (15, 15, 15),
                "reflect": (5, 5, 5),
                "debrief": (5, 5, 5),
            },
        ),
        (
            relatives.CONSULTANCY_SHORT,
            {
                "present": (5, 5, 5),
                "clarify": (3, 3, 3),
                "discuss": (8, 9, 10),
                "reflect": (3, 3, 3),
            },
        ),
        (
            relatives.TROIKA,
            {
                "reflect": (1, 1, 2),
                "share": (1, 2, 2),
                "clarify": (1, 2, 2),
                "consult": (4, 4, 5),
                "feedback": (1, 2, 2),
            },
        ),
        (
            relatives.WISE_CROWDS,
            {
                "present": (2, 2, 2),
                "clarify": (3, 3, 3),
                "consult": (8, 8, 8),
                "feedback": (2, 2, 2),
            },
        ),
        (relatives.WORK_DISCUSSION, UNTIMED),
        (relatives.PEER_SUPERVISION, UNTIMED),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_minutes_are_the_sources_and_no_others(
    protocol: rg.Protocol, expected: dict[str, tuple[float, float | None, float | None]]
) -> None:
    assert timed(protocol) == expected


@pytest.mark.parametrize(
    ("protocol", "least", "most", "slot"),
    [
        (relatives.ACTION_LEARNING, 4, 8, (0, 90, None)),
        (relatives.INTERVISION, 6, 8, (120, 120, 120)),
        (relatives.INTERVISION_PEER, 3, 5, (30, 35, 40)),
        (relatives.INTERVISION_COURSE, 3, 6, (90, 105, 120)),
        (relatives.INTERVISION_FIVE_STEP, 5, 8, None),
        (relatives.REFLECTING_TEAM, 3, 5, (0, 60, None)),
        (relatives.REFLECTING_TEAM_CASE, None, None, None),
        (relatives.CONSULTANCY, None, None, (0, 50, None)),
        (relatives.CONSULTANCY_SHORT, None, None, (0, 20, None)),
        (relatives.TROIKA, None, None, None),
        (relatives.WISE_CROWDS, 4, 5, None),
        (relatives.WORK_DISCUSSION, None, None, (75, None, 90)),
        (relatives.PEER_SUPERVISION, 4, 6, None),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else str(one),
)
def test_sizes_and_session_lengths(
    protocol: rg.Protocol,
    least: int | None,
    most: int | None,
    slot: tuple[float, float | None, float | None] | None,
) -> None:
    assert (protocol.size.least, protocol.size.most) == (least, most)
    assert (None if protocol.slot is None else in_minutes(protocol.slot)) == slot
    if least is None:
        assert protocol.size.standing_of("least") is Standing.SILENT
    if slot is None:
        assert protocol.standing_of("slot") is Standing.SILENT


@pytest.mark.parametrize(
    ("protocol", "path", "field", "standing"),
    [
        (relatives.ACTION_LEARNING, "check_in", "time", Standing.DERIVED),
        (relatives.ACTION_LEARNING, "issues/present", "time", Standing.STATED),
        (relatives.ACTION_LEARNING, "issues/clarify", "time.most", Standing.STATED),
        (relatives.ACTION_LEARNING, "issues/clarify", "time.usual", Standing.DERIVED),
        (relatives.ACTION_LEARNING, "issues/help", "time.least", Standing.STATED),
        (relatives.ACTION_LEARNING, "review", "time.most", Standing.DERIVED),
        (relatives.INTERVISION, "cases/question", "time", Standing.STATED),
        (relatives.INTERVISION, "cases/discuss", "time", Standing.DERIVED),
        (relatives.CONSULTANCY, "present", "time.least", Standing.STATED),
        (relatives.CONSULTANCY, "present", "time.usual", Standing.DERIVED),
        (relatives.CONSULTANCY, "probe", "time", Standing.STATED),
        (relatives.CONSULTANCY, "reflect", "time", Standing.DEFAULT),
        (relatives.CONSULTANCY, "debrief", "time", Standing.DEFAULT),
        (relatives.CONSULTANCY_SHORT, "reflect", "time", Standing.STATED),
        (relatives.TROIKA, "reflect", "time.usual", Standing.STATED),
        (relatives.TROIKA, "reflect", "time.most", Standing.DERIVED),
        (relatives.TROIKA, "trios/turns/consult", "time.most", Standing.STATED),
        (relatives.TROIKA, "trios/turns/consult", "time.usual", Standing.DERIVED),
        (relatives.WISE_CROWDS, "turns/consult", "time", Standing.STATED),
    ],
)
def test_each_number_is_as_well_known_as_it_says(
    protocol: rg.Protocol, path: str, field: str, standing: Standing
) -> None:
    assert protocol.phase(path).standing_of(field) is standing


@EACH
def test_no_phase_has_minutes_that_are_said_to_be_unknown_or_the_other_way_round(
    protocol: rg.Protocol,
) -> None:
    for path, phase in protocol.phases:
        assert isinstance(phase.time, Timebox)
        known = phase.standing_of("time") is not Standing.SILENT
        assert known is not phase.time.unstated, path


def test_an_issue_comes_to_less_than_its_source_says_in_one_breath() -> None:
    issues = relatives.ACTION_LEARNING.part("issues")
    assert isinstance(issues, Rounds)
    issue = rg.duration(issues.part)
    assert (issue.least, issue.most) == (minutes(21), minutes(36))
    note = next(
        one for one in relatives.ACTION_LEARNING.practice if one.name == "length_of_an_issue"
    )
    for told in ("30 to 40", "21 to 36", "35 to 40"):
        assert told in note.text


def test_a_set_may_leave_out_the_resources() -> None:
    assert relatives.ACTION_LEARNING.phase("issues/resources").optional
    assert not any(
        phase.optional
        for path, phase in relatives.ACTION_LEARNING.phases
        if path != "issues/resources"
    )


def test_a_set_helps_by_open_questions_in_turn_and_never_by_advice() -> None:
    asking = relatives.ACTION_LEARNING.phase("issues/help").floor
    assert asking.questions is Questions.OPEN
    assert asking.order is Order.IN_TURN
    assert not asking.may(MEMBER, Act.SPEAK)
    for path, phase in relatives.ACTION_LEARNING.phases:
        if path.startswith("issues/"):
            assert phase.floor.advice is AdvicePolicy.FORBIDDEN, path
            assert {ADVICE, SOLUTIONS} <= set(phase.floor.steer_away), path


def test_a_set_is_for_peers_and_has_one_to_facilitate() -> None:
    assert relatives.ACTION_LEARNING.frame.peers_only is Demand.REQUIRED
    assert relatives.ACTION_LEARNING.leadership.least == 1
    assert relatives.ACTION_LEARNING.leadership.trained is Demand.SILENT


@pytest.mark.parametrize(
    ("protocol", "invited"),
    [
        (relatives.ACTION_LEARNING, ()),
        (relatives.CONSULTANCY, ()),
        (relatives.CONSULTANCY_SHORT, ()),
        (relatives.INTERVISION, ()),
        (relatives.INTERVISION_COURSE, ()),
        (relatives.INTERVISION_FIVE_STEP, ("advise",)),
        (relatives.INTERVISION_PEER, ()),
        (relatives.PEER_SUPERVISION, ()),
        (relatives.REFLECTING_TEAM, ()),
        (relatives.REFLECTING_TEAM_CASE, ()),
        (relatives.TROIKA, ("trios/turns/consult",)),
        (relatives.WISE_CROWDS, ("turns/consult",)),
        (relatives.WORK_DISCUSSION, ()),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_advice_is_invited_where_a_source_invites_it(
    protocol: rg.Protocol, invited: tuple[str, ...]
) -> None:
    found = [path for path, phase in protocol.phases if phase.floor.advice is AdvicePolicy.INVITED]
    assert found == list(invited)


def test_solutions_in_a_consultancy_are_possible_and_rare() -> None:
    for protocol in (relatives.CONSULTANCY, relatives.CONSULTANCY_SHORT):
        phase = protocol.phase("discuss")
        assert phase.floor.advice is AdvicePolicy.DISCOURAGED
        assert phase.standing_of("floor.advice") is Standing.STATED


def test_a_question_to_a_reflecting_team_carries_no_advice_not_even_veiled() -> None:
    phase = relatives.REFLECTING_TEAM_CASE.phase("clarify")
    assert phase.floor.advice is AdvicePolicy.FORBIDDEN
    assert "veiled" in phase.purpose


@pytest.mark.parametrize(
    ("protocol", "path"),
    [(relatives.CONSULTANCY, "clarify"), (relatives.CONSULTANCY_SHORT, "clarify")],
    ids=["long", "short"],
)
def test_a_clarifying_question_is_kept_to_facts_where_the_source_says_so(
    protocol: rg.Protocol, path: str
) -> None:
    assert protocol.phase(path).floor.questions is Questions.FACTUAL


@pytest.mark.parametrize(
    ("protocol", "path"),
    [
        (relatives.ACTION_LEARNING, "issues/clarify"),
        (relatives.TROIKA, "trios/turns/clarify"),
        (relatives.WISE_CROWDS, "turns/clarify"),
        (relatives.REFLECTING_TEAM_CASE, "clarify"),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_facts_only_is_not_claimed_where_the_source_does_not_say_so(
    protocol: rg.Protocol, path: str
) -> None:
    phase = protocol.phase(path)
    assert phase.floor.questions is Questions.ANY
    assert phase.standing_of("floor.questions") is Standing.SILENT


@pytest.mark.parametrize(
    ("protocol", "talk", "back", "role"),
    [
        (relatives.CONSULTANCY, "discuss", "reflect", PRESENTER),
        (relatives.CONSULTANCY_SHORT, "discuss", "reflect", PRESENTER),
        (relatives.REFLECTING_TEAM, "reflect", "comment", CLIENT),
        (relatives.REFLECTING_TEAM_CASE, "reflect", "reply", PRESENTER),
        (relatives.TROIKA, "consult", "feedback", CLIENT),
        (relatives.WISE_CROWDS, "consult", "feedback", CLIENT),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_whoever_is_talked_about_listens_and_then_answers(
    protocol: rg.Protocol, talk: str, back: str, role: Role
) -> None:
    floor = protocol.phase(talk).floor
    assert floor.sit_back is not None
    assert floor.sit_back.role == role
    assert not any(floor.may(role, act) for act in Act)
    assert protocol.phase(back).does == "return"
    assert protocol.phase(back).floor.may(role, Act.SPEAK)
    names = [phase.name for _, phase in protocol.phases]
    assert names.index(talk) < names.index(back)


def test_online_a_troika_client_switches_camera_and_microphone_off() -> None:
    back = relatives.TROIKA.phase("consult").floor.sit_back
    assert back is not None
    assert "camera and microphone off" in back.online


def test_a_consultancy_adds_up_to_about_fifty_minutes_and_its_short_form_to_twenty() -> None:
    long, short = relatives.CONSULTANCY.duration, relatives.CONSULTANCY_SHORT.duration
    assert (long.least, long.most) == (minutes(45), minutes(50))
    assert (short.least, short.usual, short.most) == (minutes(19), minutes(20), minutes(21))
    assert {"probe", "debrief"} & {path for path, _ in relatives.CONSULTANCY_SHORT.phases} == set()


def test_three_turns_of_a_troika_take_half_an_hour() -> None:
    trios = relatives.TROIKA.part("trios")
    assert isinstance(trios, Breakout)
    turns = trios.part
    assert isinstance(turns, Rounds)
    assert turns.count == PerHolder(MEMBER)
    assert rg.duration(turns.part).usual == minutes(10)
    assert rg.duration(trios, rg.Heads(members=rg.times(6))).usual == minutes(30)


def test_a_fourth_in_a_troika_adds_ten_minutes_and_two_are_not_enough() -> None:
    trios = relatives.TROIKA.part("trios")
    assert isinstance(trios, Breakout)
    assert trios.leftover is Leftover.LARGER
    assert rg.duration(trios, rg.Heads(members=rg.times(4))).usual == minutes(40)
    assert "RG101" in rg.check(meeting(relatives.TROIKA, 2, 1, 40)).codes


def test_nobody_leads_inside_a_trio() -> None:
    for path, phase in relatives.TROIKA.phases:
        if path.startswith("trios/"):
            assert phase.floor.leads == (), path
    assert relatives.TROIKA.leadership.least == 0


def test_a_troika_begins_in_silence() -> None:
    assert relatives.TROIKA.phases[0][1].floor.silent == (EVERYONE,)


@pytest.mark.parametrize(("members", "whole"), [(4, 60), (5, 75)])
def test_each_in_a_wise_crowd_has_a_quarter_of_an_hour(members: int, whole: float) -> None:
    session = relatives.WISE_CROWDS.session
    heads = relatives.WISE_CROWDS.heads_for(members)
    assert rg.duration(session, heads).usual == minutes(whole)
    assert relatives.WISE_CROWDS.size.absolute_most == 7


def test_in_a_wise_crowd_everyone_but_the_client_consults() -> None:
    seats = {seat.role: seat.count for seat in relatives.WISE_CROWDS.seating}
    assert (seats[CLIENT].least, seats[CONSULTANT].least, seats[CONSULTANT].most) == (1, 3, 6)


def test_an_hour_for_each_of_two_cases_among_teachers() -> None:
    cases = relatives.INTERVISION.part("cases")
    assert isinstance(cases, Rounds)
    assert cases.count == rg.times(2)
    assert rg.duration(cases.part).usual == minutes(60)


@pytest.mark.parametrize(
    "protocol",
    [relatives.INTERVISION, relatives.INTERVISION_PEER, relatives.INTERVISION_FIVE_STEP],
    ids=lambda one: one.key,
)
def test_intervision_has_no_supervisor(protocol: rg.Protocol) -> None:
    assert (protocol.leadership.least, protocol.leadership.most) == (0, 0)


def test_a_conflict_with_a_colleague_is_no_case_for_intervision() -> None:
    assert [one.name for one in relatives.INTERVISION.cautions] == ["no_personal_conflict"]


def test_a_small_peer_group_is_one_presenter_and_two_to_four_observers() -> None:
    seats = {str(seat.role): seat.count for seat in relatives.INTERVISION_PEER.seating}
    assert (seats["observer"].least, seats["observer"].most) == (2, 4)


def test_a_reflecting_team_is_two_to_four_and_one_who_interviews() -> None:
    seats = {str(seat.role): seat.count for seat in relatives.REFLECTING_TEAM.seating}
    assert (seats["reflecting team"].least, seats["reflecting team"].most) == (2, 4)
    lead = relatives.REFLECTING_TEAM.leadership
    assert (lead.least, lead.most) == (1, 1)


def test_work_discussion_keeps_what_little_is_known_of_it() -> None:
    protocol = relatives.WORK_DISCUSSION
    assert protocol.leadership.preferred == 2
    told = " ".join(one.text for one in protocol.practice)
    for number in ("weekly for 75", "every two weeks for 90", "nine managers", "five-day"):
        assert number in told


def test_peer_supervision_warns_of_drift() -> None:
    assert [one.name for one in relatives.PEER_SUPERVISION.cautions] == ["drift"]
    assert relatives.PEER_SUPERVISION.leadership.least == 0


@pytest.mark.parametrize(
    ("protocol", "members", "leaders", "slot"),
    [
        (relatives.ACTION_LEARNING, 6, 1, 90),
        (relatives.CONSULTANCY, 8, 1, 50),
        (relatives.CONSULTANCY_SHORT, 6, 1, 20),
        (relatives.INTERVISION, 7, 0, 120),
        (relatives.INTERVISION_COURSE, 5, 1, 90),
        (relatives.INTERVISION_FIVE_STEP, 6, 0, 60),
        (relatives.INTERVISION_PEER, 4, 0, 40),
        (relatives.PEER_SUPERVISION, 5, 0, 60),
        (relatives.REFLECTING_TEAM, 4, 1, 60),
        (relatives.REFLECTING_TEAM_CASE, 6, 0, 60),
        (relatives.TROIKA, 6, 1, 40),
        (relatives.WISE_CROWDS, 5, 0, 75),
        (relatives.WORK_DISCUSSION, 9, 2, 75),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_a_group_as_the_source_has_it_meets_without_an_error(
    protocol: rg.Protocol, members: int, leaders: int, slot: float
) -> None:
    assert rg.check(protocol).errors == ()
    assert rg.check(meeting(protocol, members, leaders, slot)).errors == ()


@EACH
def test_nothing_lacks_a_source_or_a_reason(protocol: rg.Protocol) -> None:
    assert protocol.standing_of() is Standing.STATED
    assert protocol.size.basis
    assert protocol.leadership.basis
    for path, phase in protocol.phases:
        assert phase.basis, path
    for clause in (*protocol.ground_rules, *protocol.cautions, *protocol.practice):
        assert clause.citations_of(), clause.name


@EACH
def test_it_is_found_by_its_key(protocol: rg.Protocol) -> None:
    assert rg.CATALOGUE[protocol.key] is protocol
    assert protocol.family == "relatives"
