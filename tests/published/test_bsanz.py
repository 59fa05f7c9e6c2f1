"""Document 001: leading a Balint group, after the society of Australia and New Zealand."""

from __future__ import annotations

import pytest

from reflective_groups import (
    ADVICE,
    CRITICISM,
    DIAGNOSTIC_LANGUAGE,
    OWN_CASE,
    PRESENTER,
    SUGGESTED_IMPROVEMENTS,
    UNSTATED,
    Act,
    AdvicePolicy,
    Bench,
    Count,
    Demand,
    Rounds,
    Standing,
    find,
    minutes,
    times,
)
from reflective_groups.protocols.balint import BSANZ
from reflective_groups.protocols.balint.care import CARE

LEADERSHIP = BSANZ.leadership


@pytest.mark.parametrize(
    "move", [CRITICISM, ADVICE, SUGGESTED_IMPROVEMENTS, DIAGNOSTIC_LANGUAGE], ids=str
)
def test_leaders_steer_away_from_four_moves_throughout(move: object) -> None:
    for _, phase in BSANZ.phases:
        assert move in phase.floor.steer_away
        assert phase.floor.advice is AdvicePolicy.FORBIDDEN
        assert phase.standing_of("floor.steer_away") is Standing.STATED


def test_a_move_that_only_others_name_is_not_put_into_this_society_s_mouth() -> None:
    assert OWN_CASE not in BSANZ.phase("discuss").floor.steer_away
    clause = next(one for one in BSANZ.practice if one.name == "more_to_keep_out")
    assert clause.standing_of() is Standing.DERIVED


def test_whoever_is_not_trained_does_not_lead() -> None:
    assert LEADERSHIP.trained is Demand.REQUIRED
    assert LEADERSHIP.discipline == "balint"
    rejects = find(trained_leader=False, among=(BSANZ,)).rejects
    assert [reject.reasons for reject in rejects] == [("leading it takes training",)]


def test_peer_support_is_what_to_hold_instead() -> None:
    assert "peer-support" in LEADERSHIP.instead
    assert {one.where for one in LEADERSHIP.citations_of("instead")} == {"001-32", "001-33"}


def test_training_has_six_elements_of_which_some_may_do() -> None:
    assert len(LEADERSHIP.training) == 6
    assert "some or all" in LEADERSHIP.basis_of("training").note


def test_accreditation_takes_two_years_often_and_longer_elsewhere() -> None:
    assert LEADERSHIP.accreditation_years == 2
    assert "B82" in LEADERSHIP.basis_of("accreditation_years").note


def test_that_leaders_be_accredited_is_read_out_of_it_and_not_said() -> None:
    assert LEADERSHIP.accredited is Demand.ADVISED
    assert LEADERSHIP.standing_of("accredited") is Standing.DERIVED


def test_supervision_goes_on_and_the_supervisor_is_not_in_the_room() -> None:
    assert LEADERSHIP.supervision is Demand.ADVISED
    benches = {seat.role.name: seat.bench for seat in BSANZ.seats}
    assert benches["supervisor"] is Bench.OUTSIDE


def test_every_caution_of_its_own_rests_on_document_001() -> None:
    for clause in BSANZ.cautions[: -len(CARE)]:
        assert {one.source.key for one in clause.citations_of("text")} == {"S1"}


# What the society's own page B1 gives


def test_two_cases_of_45_minutes_make_the_90_of_both_pages() -> None:
    cases = BSANZ.part("cases")
    assert isinstance(cases, Rounds)
    assert cases.count == times(2)
    assert cases.rotating == (PRESENTER,)
    assert BSANZ.slot is not None
    assert BSANZ.slot.least == BSANZ.slot.usual == 2 * minutes(45)
    assert BSANZ.slot.most == minutes(120)
    assert BSANZ.standing_of("slot.most") is Standing.STATED
    assert BSANZ.standing_of("slot.usual") is Standing.DERIVED


def test_six_to_ten_members_and_one_or_two_leaders() -> None:
    assert (BSANZ.size.least, BSANZ.size.most) == (6, 10)
    assert (LEADERSHIP.least, LEADERSHIP.most) == (1, 2)
    seats = {seat.role.name: seat for seat in BSANZ.seats}
    assert seats["leader"].count == Count(least=1, most=2)
    for field in ("least", "most"):
        assert {one.source.key for one in BSANZ.size.citations_of(field)} == {"B1"}
        assert {one.source.key for one in LEADERSHIP.citations_of(field)} == {"B1"}
    assert (BSANZ.size.absolute_least, BSANZ.size.absolute_most) == (4, 15)


def test_no_minutes_are_made_up_for_the_phases_of_a_case() -> None:
    for _, phase in BSANZ.phases:
        assert phase.time == UNSTATED
        assert phase.standing_of("time") is Standing.SILENT


def test_what_the_classic_case_adds_is_not_passed_off_as_this_society_s() -> None:
    for path in ("clarify", "discuss", "return"):
        assert BSANZ.phase(path).standing_of() is Standing.DERIVED
    assert not BSANZ.phase("discuss").floor.may(PRESENTER, Act.SPEAK)
