"""Document 000: Balint groups for school leaders."""

from __future__ import annotations

import pytest

from reflective_groups import (
    LEADER,
    MEMBER,
    PRESENTER,
    UNSTATED,
    Act,
    Confidentiality,
    Demand,
    Questions,
    Standing,
    exactly,
    find,
    minutes,
    repeat,
    times,
)
from reflective_groups.protocols.balint import SCHOOL

CASE = SCHOOL.without("choose")


def test_a_case_goes_through_five_phases_in_this_order() -> None:
    assert [path for path, _ in SCHOOL.phases] == [
        "choose",
        "present",
        "clarify",
        "discuss",
        "return",
    ]


def test_one_case_takes_40_to_55_minutes_without_choosing() -> None:
    assert (CASE.duration.least, CASE.duration.most) == (minutes(40), minutes(55))


def test_two_cases_take_80_to_110_minutes_so_only_some_fit_in_90() -> None:
    two = repeat(CASE.duration, times(2))
    assert (two.least, two.most) == (minutes(80), minutes(110))
    assert two.usual == minutes(95)
    assert minutes(90) in two


def test_with_choosing_nobody_knows_how_long_it_takes() -> None:
    assert SCHOOL.phase("choose").time == UNSTATED
    assert SCHOOL.phase("choose").standing_of("time") is Standing.SILENT
    assert SCHOOL.duration.usual is None
    assert SCHOOL.duration.most is None


@pytest.mark.parametrize("act", list(Act))
def test_the_presenter_has_no_part_in_the_discussion(act: Act) -> None:
    assert not SCHOOL.phase("discuss").floor.may(PRESENTER, act)


def test_members_ask_one_another_and_leaders_may_speak_which_is_other_sources_word() -> None:
    discuss = SCHOOL.phase("discuss")
    assert discuss.floor.may(MEMBER, Act.ASK)
    assert discuss.floor.may(LEADER, Act.SPEAK)
    assert discuss.standing_of("floor.speaks") is Standing.DERIVED
    assert "sparingly" in discuss.basis_of("floor.speaks").note


def test_only_the_presenter_is_said_to_speak_at_the_return() -> None:
    assert SCHOOL.phase("return").floor.speaks == (PRESENTER,)


def test_the_presenter_has_the_floor_again_afterwards() -> None:
    assert SCHOOL.phase("return").floor.may(PRESENTER, Act.SPEAK)


def test_questions_are_for_facts_and_only_in_their_own_phase() -> None:
    answering = {path for path, phase in SCHOOL.phases if phase.floor.may(PRESENTER, Act.ANSWER)}
    assert answering == {"clarify"}
    assert SCHOOL.phase("clarify").floor.questions is Questions.FACTUAL


def test_the_middle_of_a_range_is_ours_and_its_ends_are_the_author_s() -> None:
    for path in ("discuss", "return"):
        phase = SCHOOL.phase(path)
        assert phase.standing_of("time.least") is Standing.STATED
        assert phase.standing_of("time.usual") is Standing.DERIVED
        assert phase.standing_of("time.most") is Standing.STATED


def test_six_to_twelve_is_stated_and_what_lies_outside_is_derived() -> None:
    size = SCHOOL.size
    assert (size.absolute_least, size.least, size.most, size.absolute_most) == (4, 6, 12, 15)
    assert size.standing_of("least") is size.standing_of("most") is Standing.STATED
    assert size.standing_of("absolute_least") is Standing.DERIVED
    assert size.standing_of("absolute_most") is Standing.DERIVED


def test_one_facilitator_is_enough() -> None:
    assert SCHOOL.leadership.least == 1
    assert SCHOOL.leadership.preferred is None


def test_the_five_ground_rules_stand_in_the_order_of_the_source() -> None:
    assert [clause.name for clause in SCHOOL.ground_rules] == [
        "choice",
        "confidentiality",
        "transparency",
        "standards",
        "attendance",
    ]


def test_what_is_one_s_own_may_leave_the_room() -> None:
    assert SCHOOL.frame.confidentiality is Confidentiality.OWN_WORDS


def test_other_figures_are_named_beside_it_and_not_averaged_in() -> None:
    assert SCHOOL.phase("present").time == exactly(minutes(10))
    assert "B16" in SCHOOL.phase("present").basis_of("time").note
    assert "002-17" in SCHOOL.phase("discuss").basis_of("time.most").note
    assert "B10" in SCHOOL.phase("discuss").basis_of("purpose").note


def test_that_the_source_says_nothing_of_training_is_no_permission() -> None:
    leadership = SCHOOL.leadership
    assert leadership.trained is Demand.REQUIRED
    assert leadership.standing_of("trained") is Standing.DERIVED
    assert {one.source.key for one in leadership.citations_of("trained")} == {"S1"}
    rejects = find(trained_leader=False, among=(SCHOOL,)).rejects
    assert rejects[0].reasons == ("leading it takes training",)
