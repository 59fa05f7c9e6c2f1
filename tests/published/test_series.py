"""Document 002: a series of Balint meetings of 90 minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups import (
    PRESENTER,
    UNSTATED,
    Act,
    Confidentiality,
    Count,
    Demand,
    Rounds,
    Standing,
    Timebox,
    exactly,
    minutes,
)
from reflective_groups.protocols.balint import SERIES

if TYPE_CHECKING:
    import datetime as dt

CASES = SERIES.part("cases")
SLOT = minutes(90)


def _time(name: str) -> Timebox:
    time = SERIES.phase(name).time
    assert isinstance(time, Timebox)
    return time


def _case(*lengths: float) -> dt.timedelta:
    return minutes(sum(lengths))


def test_a_meeting_lasts_exactly_90_minutes() -> None:
    assert SERIES.slot == exactly(SLOT)


def test_two_cases_with_a_presenter_each_are_usual_and_not_the_rule() -> None:
    assert isinstance(CASES, Rounds)
    assert CASES.rotating == (PRESENTER,)
    assert str(CASES.count) == "1 to 2, usually 2"
    assert CASES.standing_of("count.usual") is Standing.STATED
    assert CASES.standing_of("count.least") is Standing.DERIVED
    assert CASES.standing_of("count.most") is Standing.DERIVED


def test_two_cases_of_45_minutes_hold_the_shorter_discussion_only() -> None:
    short, long = _case(6, 3, 30, 5), _case(6, 3, 40, 5)
    assert (short, long) == (minutes(44), minutes(54))
    assert 2 * short <= SLOT < 2 * long
    assert 2 * long == minutes(108)


def test_the_longer_discussion_cannot_be_had_twice_even_with_all_else_at_its_least() -> None:
    discuss = _time("discuss")
    short = _time("present").least + _time("clarify").least + discuss.least
    assert discuss.most is not None
    long = short - discuss.least + discuss.most
    assert short + long <= SLOT < 2 * long


def test_what_is_usual_fits_and_leaves_some_minutes_for_the_returns() -> None:
    usual = [_time(name).usual for name in ("present", "clarify", "discuss")]
    assert usual == [minutes(5.5), minutes(3), minutes(30)]
    assert SLOT - 2 * minutes(38.5) == minutes(13)


def test_a_third_case_does_not_fit() -> None:
    assert SERIES.duration.least == minutes(37)
    assert 3 * SERIES.duration.least > SLOT
    assert isinstance(CASES, Rounds)
    assert isinstance(CASES.count, Count)
    assert 3 not in CASES.count


def test_30_and_40_are_stated_and_which_is_usual_is_our_arithmetic() -> None:
    discuss = SERIES.phase("discuss")
    assert discuss.standing_of("time.least") is discuss.standing_of("time.most") is Standing.STATED
    assert discuss.standing_of("time.usual") is Standing.DERIVED


def test_a_few_minutes_is_no_number() -> None:
    clarify = SERIES.phase("clarify")
    for field in ("time.least", "time.usual", "time.most"):
        assert clarify.standing_of(field) is Standing.DERIVED
    others = {citation.source.key for citation in clarify.citations_of("time.most")}
    assert others == {"S2"}
    assert "000-29" in clarify.basis_of("time.most").note


def test_the_return_has_no_minutes() -> None:
    assert _time("return") == UNSTATED
    assert SERIES.phase("return").standing_of("time") is Standing.SILENT
    assert SERIES.duration.most is None


def test_the_presenter_listens_and_is_invited_back() -> None:
    assert not SERIES.phase("discuss").floor.may(PRESENTER, Act.SPEAK)
    assert SERIES.phase("return").floor.may(PRESENTER, Act.SPEAK)


def test_what_members_may_count_on() -> None:
    frame = SERIES.frame
    assert frame.voluntary_presenting is Demand.REQUIRED
    assert frame.regular_attendance is Demand.ADVISED


def test_confidential_is_said_and_what_may_leave_the_room_is_not() -> None:
    assert SERIES.frame.confidentiality is Confidentiality.UNSTATED
    assert SERIES.frame.standing_of("confidentiality") is Standing.SILENT
    assert "confidence" in {clause.name for clause in SERIES.practice}


def test_no_size_is_named() -> None:
    assert SERIES.size.least is SERIES.size.most is None
    assert SERIES.size.standing_of("least") is Standing.SILENT
    assert (SERIES.size.absolute_least, SERIES.size.absolute_most) == (4, 15)


def test_nothing_is_said_of_leaders_and_what_is_asked_of_them_comes_from_elsewhere() -> None:
    leadership = SERIES.leadership
    assert leadership.least == 1
    assert leadership.trained is Demand.REQUIRED
    for field in ("least", "trained"):
        assert leadership.standing_of(field) is Standing.DERIVED
        assert "S2" not in {one.source.key for one in leadership.citations_of(field)}
