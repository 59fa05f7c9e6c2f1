"""Times that do not add up are told with the arithmetic in the message."""

from __future__ import annotations

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.protocols import balint
from reflective_groups.rules.examples import MEETING, ONLINE, PROTOCOL, remake


def found(subject: rg.Protocol | rg.Meeting, code: str) -> rg.Finding:
    return next(one for one in rg.check(subject) if one.code == code)


def codes(subject: rg.Protocol | rg.Meeting) -> tuple[str, ...]:
    return rg.check(subject).codes


def in_slot(length: float) -> rg.Meeting:
    return attrs.evolve(MEETING, slot=rg.minutes(length))


def test_the_series_cannot_have_forty_minutes_for_both_cases() -> None:
    finding = found(balint.SERIES, "RG203")
    assert "2 × 54 min = 108 min > 90 min" in finding.message
    assert "discuss takes at most 31 min" in finding.message
    assert {"002-08", "002-09", "002-17"} <= {one.where for one in finding.citations}
    assert "discuss: 40 min" in finding.evidence


def test_the_series_can_have_thirty_one_and_no_more() -> None:
    def with_most(most: float) -> rg.Protocol:
        time = rg.between(rg.minutes(30), rg.minutes(most))
        return balint.SERIES.with_phase("discuss", time=time)

    assert "RG203" not in codes(with_most(31))
    assert "RG203" in codes(with_most(32))


def test_two_school_cases_do_not_fit_in_75_minutes() -> None:
    twice = attrs.evolve(balint.SCHOOL, session=balint.SCHOOL.session * 2)
    meeting = attrs.evolve(MEETING, protocol=twice, slot=rg.minutes(75))
    finding = found(meeting, "RG201")
    assert "at least 80 min" in finding.message
    assert "75 min" in finding.message
    assert finding.repair is not None
    assert finding.repair.apply(meeting).slot == rg.minutes(80)


def test_what_comes_before_and_after_does_not_count_against_the_slot() -> None:
    longer = remake(
        MEETING, before=rg.Phase(name="gather", time=rg.exactly(rg.minutes(60))), after=None
    )
    assert "RG201" not in codes(longer)


def test_a_slot_just_long_enough_is_long_enough() -> None:
    assert "RG201" not in codes(in_slot(35))
    assert "RG201" in codes(in_slot(34.9))


def test_the_repair_gives_the_length_that_a_session_is_told_to_last() -> None:
    finding = found(in_slot(30), "RG201")
    assert str(finding.repair) == "Make the slot 80 min."


def test_usual_times_that_do_not_fit_say_how_much_is_missing() -> None:
    assert "5 min too little" in found(in_slot(70), "RG202").message
    assert "RG202" not in codes(in_slot(75))


def test_fewer_rounds_than_usual_are_told_with_the_number_that_fits() -> None:
    finding = found(in_slot(60), "RG205")
    assert "2 × 35 min = 70 min at the least > 60 min" in finding.message
    assert "time for 1" in finding.message


def test_a_return_without_minutes_is_counted_at_the_shortest_that_a_source_gives() -> None:
    short = attrs.evolve(MEETING, protocol=balint.SERIES, slot=rg.minutes(83))
    assert "2 × 42 min = 84 min" in found(short, "RG205").message
    assert "RG205" not in codes(attrs.evolve(short, slot=rg.minutes(84)))


def test_a_range_out_of_reach_is_told_with_what_is_to_be_had() -> None:
    finding = found(in_slot(38), "RG204")
    assert finding.path == "cases/discuss"
    assert "25 min" in finding.message
    assert "23 min" in finding.message


@pytest.mark.parametrize(("least", "noticed"), [(19.9, True), (20, False), (30, False)], ids=str)
def test_a_balint_sit_back_has_at_least_the_shortest_time_in_the_sources(
    least: float, *, noticed: bool
) -> None:
    time = rg.Timebox(least=rg.minutes(least), most=rg.minutes(40))
    variant = PROTOCOL.with_phase("discuss", time=time)
    assert ("RG206" in codes(variant)) is noticed
    assert "RG206" not in codes(attrs.evolve(variant, family="ours"))


def test_a_sit_back_time_that_nobody_states_is_not_called_too_short() -> None:
    assert "RG206" not in codes(PROTOCOL.with_phase("discuss", time=rg.UNSTATED))


def test_whoever_sits_back_is_invited_back() -> None:
    assert found(PROTOCOL.without("return"), "RG207").path == "cases/discuss"
    none = PROTOCOL.with_phase("return", time=rg.exactly(rg.minutes(0)))
    assert "RG207" in codes(none)


def test_a_return_in_another_round_is_no_return() -> None:
    """The next presenter's own telling does not give the first one the floor again."""
    assert "RG207" in codes(attrs.evolve(PROTOCOL.without("return"), first_session=None))


def test_a_return_that_gets_what_is_left_can_be_left_nothing() -> None:
    open_return = PROTOCOL.with_phase("return", time=rg.UNSTATED)
    squeezed = remake(in_slot(70), session=open_return.session, slot=None)
    finding = found(squeezed, "RG208")
    assert finding.path == "cases/return"
    assert "in each of 2 rounds" in finding.message
    assert "RG208" not in codes(attrs.evolve(squeezed, slot=rg.minutes(75)))


def test_introductions_take_up_to_half_of_a_first_meeting() -> None:
    def first(most: float) -> rg.Meeting:
        opening = rg.Phase(
            name="introduce",
            time=rg.up_to_share(most),
            floor=rg.Floor(speaks=(rg.EVERYONE,)),
        )
        return attrs.evolve(remake(MEETING, first_session=opening), first=True)

    assert "RG209" not in codes(first(0.5))
    assert "60 %" in found(first(0.6), "RG209").message
    assert found(first(0.6).protocol, "RG209").path.endswith("introduce")


def test_introductions_with_a_length_of_their_own_are_measured_against_the_slot() -> None:
    opening = rg.Phase(
        name="introduce",
        time=rg.exactly(rg.minutes(50)),
        floor=rg.Floor(speaks=(rg.EVERYONE,)),
    )
    meeting = attrs.evolve(remake(MEETING, first_session=opening), first=True)
    assert "62.5 %" in found(meeting, "RG209").message
    assert "RG209" not in codes(attrs.evolve(meeting, slot=rg.minutes(100)))
    assert "RG209" not in codes(attrs.evolve(meeting.protocol, first_session=opening, slot=None))


def test_a_slot_other_than_the_stated_one_is_mended_to_the_nearest() -> None:
    finding = found(in_slot(95), "RG210")
    assert finding.repair is not None
    assert finding.repair.apply(in_slot(95)).slot == rg.minutes(80)
    open_ended = remake(in_slot(70), slot=rg.Timebox(least=rg.minutes(75), usual=rg.minutes(80)))
    finding = found(open_ended, "RG210")
    assert finding.repair is not None
    assert finding.repair.apply(open_ended).slot == rg.minutes(75)


def test_no_slot_is_offered_that_the_phases_do_not_fit_into() -> None:
    impossible = remake(in_slot(60), slot=rg.exactly(rg.minutes(30)))
    assert found(impossible, "RG210").repair is None


def test_time_that_belongs_to_no_phase_is_told() -> None:
    assert "15 min of the slot" in found(in_slot(95), "RG211").message
    assert "RG211" not in codes(in_slot(80))


def test_an_online_meeting_without_gathering_is_mended_by_one() -> None:
    meeting = attrs.evolve(ONLINE, protocol=ONLINE.protocol.without("before/gather"))
    finding = found(meeting, "RG212")
    assert finding.repair is not None
    paths = [path for path, _ in finding.repair.apply(meeting).protocol.phases]
    assert paths[:2] == ["before/prepare", "before/gather"]
    bare = attrs.evolve(ONLINE, protocol=attrs.evolve(ONLINE.protocol, before=None))
    finding = found(bare, "RG212")
    assert finding.repair is not None
    assert finding.repair.apply(bare).protocol.phases[0][0] == "before/gather"


def test_the_first_meeting_is_judged_by_its_own_shape() -> None:
    assert rg.check(attrs.evolve(MEETING, first=True)).codes == ()
    short = attrs.evolve(MEETING, first=True, slot=rg.minutes(30))
    finding = found(short, "RG201")
    assert "at least 35 min" in finding.message
    mended = finding.repair.apply(short) if finding.repair else short
    assert "RG201" not in codes(mended)


def test_a_part_that_takes_no_time_asks_for_none() -> None:
    empty = rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.EVERYONE,))) * 2
    meeting = remake(MEETING, session=empty, first_session=None, slot=None)
    assert not {"RG201", "RG203", "RG205"} & set(codes(meeting))


def test_rounds_for_each_member_count_the_members_who_are_there() -> None:
    turn = rg.Phase(
        name="turn", time=rg.exactly(rg.minutes(10)), floor=rg.Floor(speaks=(rg.EVERYONE,))
    )
    each = turn.rounds(rg.PerHolder(rg.MEMBER))
    meeting = remake(MEETING, session=each, first_session=None)
    assert "RG201" not in codes(meeting)
    assert "at least 80 min" in found(attrs.evolve(meeting, slot=rg.minutes(79)), "RG201").message
    away = attrs.evolve(meeting, slot=rg.minutes(70), absent=("Hal",))
    assert "RG201" not in codes(away)


def test_a_turn_for_each_member_is_counted_too() -> None:
    turn = rg.Phase(
        name="check_in",
        time=rg.between(rg.minutes(1), rg.minutes(2)),
        each=rg.MEMBER,
        floor=rg.Floor(speaks=(rg.MEMBER,), order=rg.Order.IN_TURN),
    )
    meeting = remake(MEETING, session=turn, first_session=None, slot=None)
    assert "at least 8 min" in found(attrs.evolve(meeting, slot=rg.minutes(7)), "RG201").message
    finding = found(attrs.evolve(meeting, slot=rg.minutes(12)), "RG204")
    assert "1.5 min" in finding.message


def test_a_return_that_may_take_nothing_is_noticed_where_nothing_has_a_least_time() -> None:
    speaks = rg.Floor(speaks=(rg.MEMBER,), silent=(rg.PRESENTER,))
    talk = rg.Phase(
        name="discuss",
        time=rg.at_most(rg.minutes(90), usual=rg.minutes(80)),
        floor=attrs.evolve(speaks, sit_back=rg.SitBack(role=rg.PRESENTER, online="Back.")),
    )
    back = rg.Phase(
        name="return",
        time=rg.at_most(rg.minutes(10), usual=rg.minutes(5)),
        floor=rg.Floor(speaks=(rg.PRESENTER,)),
    )
    meeting = remake(MEETING, session=(talk >> back) * 1, first_session=None, slot=None)
    assert "leave 0 min for the return" in found(meeting, "RG208").message
    apart = remake(meeting, session=(talk * 1) >> back)
    assert found(apart, "RG208").path == "return"


def test_a_share_for_the_return_is_a_time_of_its_own() -> None:
    shared = PROTOCOL.with_phase("return", time=rg.up_to_share(0.2))
    assert "RG208" not in codes(remake(MEETING, session=shared.session))


def test_a_share_and_what_is_optional_leave_their_time_to_the_return() -> None:
    opening = rg.Phase(
        name="introduce", time=rg.up_to_share(0.5), floor=rg.Floor(speaks=(rg.EVERYONE,))
    )
    case = PROTOCOL.with_phase("return", time=rg.UNSTATED).with_phase("clarify", optional=True)
    once = case.edited("cases", lambda part: (attrs.evolve(part, count=rg.times(1)),))
    session = opening >> once.session
    meeting = remake(MEETING, session=session, first_session=None, slot=None)
    assert "RG208" not in codes(meeting)
    assert "leave 3.5 min" in found(attrs.evolve(meeting, slot=rg.minutes(31)), "RG208").message


def test_a_short_slot_is_noticed_where_the_source_gives_no_minutes() -> None:
    short = attrs.evolve(MEETING, protocol=balint.FR, slot=rg.minutes(15))
    assert "15 min at the most" in found(short, "RG206").message


def test_small_groups_count_their_own_people() -> None:
    troika = attrs.evolve(MEETING, protocol=rg.CATALOGUE["relatives.troika"], slot=rg.minutes(60))
    assert "RG203" not in codes(troika)


def test_a_turn_for_each_member_counts_in_a_sit_back_and_in_introductions() -> None:
    each = PROTOCOL.with_phase("discuss", time=rg.exactly(rg.minutes(5)), each=rg.MEMBER)
    assert "RG206" not in codes(attrs.evolve(MEETING, protocol=each, slot=rg.minutes(130)))
    opening = rg.Phase(
        name="introduce",
        time=rg.exactly(rg.minutes(6)),
        each=rg.MEMBER,
        floor=rg.Floor(speaks=(rg.MEMBER,)),
    )
    meeting = attrs.evolve(remake(MEETING, first_session=opening), first=True)
    assert "60 % of the session" in found(meeting, "RG209").message


def test_introductions_longer_than_the_session_are_told_so() -> None:
    opening = rg.Phase(
        name="introduce", time=rg.exactly(rg.minutes(90)), floor=rg.Floor(speaks=(rg.MEMBER,))
    )
    meeting = attrs.evolve(remake(MEETING, first_session=opening), first=True)
    assert "more than all of the session" in found(meeting, "RG209").message


def test_where_only_the_usual_length_is_known_it_is_what_counts() -> None:
    usually = rg.Timebox(usual=rg.minutes(90))
    assert found(remake(MEETING, slot=usually), "RG210").repair == rg.Repair(
        says="Make the slot 90 min.", edits=(rg.SetSlot(rg.minutes(90)),)
    )


def test_fewer_rounds_are_offered_where_no_longer_slot_is_one_of_the_protocols() -> None:
    fixed = remake(in_slot(60), slot=rg.exactly(rg.minutes(60)))
    finding = found(fixed, "RG205")
    assert str(finding.repair) == "Hold cases 1 time."


def test_rounds_in_which_several_phases_run_long_say_so() -> None:
    long = rg.between(rg.minutes(5), rg.minutes(40))
    both = PROTOCOL.with_phase("present", time=long).with_phase("return", time=long)
    assert "Several phases" in found(remake(MEETING, session=both.session), "RG203").message
