"""Who sits where: seats go round, nobody is dropped, and nobody sits on two chairs."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import plan

START = dt.datetime(2026, 6, 1, 18, tzinfo=dt.UTC)
FIVE = rg.exactly(rg.minutes(5))
CASE = rg.Phase(
    name="present", time=FIVE, floor=rg.Floor(leads=(rg.LEADER,), speaks=(rg.PRESENTER,))
) >> rg.Phase(
    name="discuss",
    time=FIVE,
    floor=rg.Floor(leads=(rg.LEADER,), speaks=(rg.MEMBER,), silent=(rg.PRESENTER,)),
)
TRIAD = (
    rg.Phase(
        name="coach",
        time=FIVE,
        floor=rg.Floor(asks=(rg.COACH,), speaks=(rg.COACHEE,), silent=(rg.OBSERVER,)),
    )
    >> rg.Phase(name="feedback", time=FIVE, floor=rg.Floor(speaks=(rg.OBSERVER,)))
).rounds(3, rotating=(rg.COACH, rg.COACHEE, rg.OBSERVER))


def names(number: int) -> tuple[str, ...]:
    return tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:number])


def stretches(
    session: rg.Part,
    members: tuple[str, ...] | int,
    leaders: tuple[str, ...] = ("Lou",),
    slot: int = 240,
    **more: object,
) -> list[rg.Stretch]:
    asked = {name: more.pop(name) for name in ("presenters", "absent") if name in more}
    people = names(members) if isinstance(members, int) else members
    meeting = rg.Meeting(
        protocol=rg.Protocol(key="x", title="X", session=session, **more),  # type: ignore[arg-type]
        group=rg.Group(members=people, leaders=leaders),  # type: ignore[arg-type]
        start=START,
        slot=rg.minutes(slot),
        **asked,  # type: ignore[arg-type]
    )
    return [one for one in plan(meeting) if one.path != "spare"]


def holders(row: list[rg.Stretch], role: rg.Role, end: str) -> list[tuple[str, ...]]:
    return [one.holders(role) for one in row if one.path.endswith(end)]


def test_presenters_take_turns_in_the_order_of_the_group() -> None:
    row = stretches(CASE * 4, 3)
    assert holders(row, rg.PRESENTER, "present") == [("A",), ("B",), ("C",), ("A",)]
    assert holders(row, rg.MEMBER, "discuss") == [("B", "C"), ("A", "C"), ("A", "B"), ("B", "C")]


def test_whoever_offered_to_bring_something_comes_first() -> None:
    row = stretches(CASE * 4, 4, presenters=("D", "B"))
    assert holders(row, rg.PRESENTER, "present") == [("D",), ("B",), ("A",), ("C",)]


def test_whoever_is_absent_is_nowhere() -> None:
    row = stretches(CASE * 4, 4, leaders=("Lou", "Max"), absent=("A", "Lou"))
    held = {name for one in row for held in one.held for name in held.people}
    assert held == {"B", "C", "D", "Max"}


def test_a_triad_goes_from_coach_over_observer_to_coachee() -> None:
    row = stretches(TRIAD, 3)
    seats = {
        name: [
            next(str(held.role) for held in one.held if name in held.people)
            for one in row
            if one.path.endswith("coach")
        ]
        for name in names(3)
    }
    assert seats == {
        "A": ["coach", "observer", "coachee"],
        "B": ["coachee", "coach", "observer"],
        "C": ["observer", "coachee", "coach"],
    }


@given(st.integers(3, 14), st.sampled_from(rg.Leftover), st.integers(2, 5))
def test_everyone_is_in_exactly_one_small_group(
    number: int, leftover: rg.Leftover, size: int
) -> None:
    talk = rg.Phase(name="talk", time=FIVE, floor=rg.Floor(speaks=(rg.MEMBER,)))
    row = stretches(talk.in_groups_of(size, leftover=leftover), number)
    seated = Counter(name for one in row for held in one.held for name in held.people)
    assert seated == Counter(names(number))
    assert [one.group for one in row] == list(range(1, len(row) + 1))


@given(st.integers(3, 14))
def test_whoever_is_left_over_watches_where_the_protocol_says_so(number: int) -> None:
    row = stretches(TRIAD.in_groups_of(3, leftover=rg.Leftover.OBSERVE), number)
    for one in row:
        if one.path.endswith("/coach"):
            assert len(one.holders(rg.COACH)) == len(one.holders(rg.COACHEE)) == 1
    first = [one for one in row if one.path.endswith("rounds[1]/coach")]
    watching = [len(one.holders(rg.OBSERVER)) for one in first]
    assert sum(watching) == number - 2 * (number // 3)
    assert max(watching) - min(watching) <= 1


def test_whoever_is_left_over_watches_also_where_nobody_else_does() -> None:
    talk = rg.Phase(name="talk", time=FIVE, floor=rg.Floor(speaks=(rg.MEMBER,)))
    (one,) = stretches(talk.in_groups_of(3), 4)
    assert one.holders(rg.MEMBER) == ("A", "B", "C")
    assert one.holders(rg.OBSERVER) == ("D",)


def test_in_a_larger_group_each_has_a_turn_and_a_smaller_one_has_fewer() -> None:
    turns = CASE.rounds(rg.PerHolder(rg.MEMBER), name="turns")
    row = stretches(turns.in_groups_of(3, leftover=rg.Leftover.LARGER), 7)
    turns_of = Counter(one.group for one in row if one.path.endswith("present"))
    assert turns_of == {1: 4, 2: 3}
    presented = Counter(one.holders(rg.PRESENTER)[0] for one in row if one.path.endswith("present"))
    assert presented == Counter(names(7))


def test_leaders_take_the_seats_one_after_the_other() -> None:
    hosted = rg.Phase(name="talk", floor=rg.Floor(leads=(rg.LEADER, rg.HOST)))
    (two,) = stretches(hosted, 3, leaders=("Lou", "Max"))
    assert [two.holders(role) for role in (rg.LEADER, rg.HOST)] == [("Lou",), ("Max",)]
    (three,) = stretches(hosted, 3, leaders=("Lou", "Max", "Ned"))
    assert [three.holders(role) for role in (rg.LEADER, rg.HOST)] == [("Lou", "Ned"), ("Max",)]
    (none,) = stretches(hosted, 3, leaders=())
    assert none.held == ()


def test_a_seat_for_several_takes_all_leaders() -> None:
    seats = (rg.Seat(role=rg.LEADER, bench=rg.Bench.LEADERS, count=rg.Count(least=1)),)
    hosted = rg.Phase(name="talk", floor=rg.Floor(leads=(rg.LEADER,)))
    (one,) = stretches(hosted, 3, leaders=("Lou", "Max"), seats=seats)
    assert one.holders(rg.LEADER) == ("Lou", "Max")


def test_everyone_is_leaders_and_members() -> None:
    (one,) = stretches(
        rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.EVERYONE,))), 2, leaders=("Lou",)
    )
    assert one.holders(rg.EVERYONE) == ("Lou", "A", "B")


def test_a_seat_outside_the_room_stays_empty() -> None:
    floor = rg.Floor(speaks=(rg.SUPERVISOR,), leads=(rg.LEADER,))
    (one,) = stretches(rg.Phase(name="talk", floor=floor), 2)
    assert [str(held) for held in one.held] == ["leader: Lou"]


def test_a_seat_is_held_by_as_many_as_it_usually_takes() -> None:
    seats = (rg.Seat(role=rg.Role("scribe"), count=rg.Count(least=1, usual=2, most=2)),)
    floor = rg.Floor(asks=(rg.Role("scribe"),), speaks=(rg.MEMBER,))
    (one,) = stretches(rg.Phase(name="talk", floor=floor), 4, seats=seats)
    assert one.holders(rg.Role("scribe")) == ("A", "B")
    assert one.holders(rg.MEMBER) == ("C", "D")


def test_with_nobody_there_no_seat_is_held() -> None:
    assert all(not one.held for one in stretches(CASE * 2, 0, leaders=()))
    assert stretches(TRIAD.in_groups_of(3), 0) == []


exclusive = st.sampled_from(sorted(rg.CATALOGUE))


@given(exclusive, st.integers(0, 13), st.integers(0, 3), st.sampled_from((60, 90, 120, 180, 400)))
def test_nobody_sits_on_two_chairs_and_no_leader_is_without_one(
    key: str, members: int, leaders: int, slot: int
) -> None:
    protocol = rg.CATALOGUE[key]
    fewest = max(protocol.size.span.least, 3 if protocol.family in {"triad", "relatives"} else 1)
    members = max(members, fewest)
    if members not in protocol.size.span:
        members = protocol.size.span.least
    leaders = max(leaders, protocol.leadership.least)
    if protocol.leadership.most is not None:
        leaders = min(leaders, protocol.leadership.most)
    led = tuple(f"L{number}" for number in range(leaders))
    meeting = rg.Meeting(
        protocol=protocol,
        group=rg.Group(members=names(members), leaders=led),  # type: ignore[arg-type]
        start=START,
        slot=rg.minutes(slot),
    )
    try:
        row = list(plan(meeting))
    except rg.Infeasible:
        return
    for one in row:
        seats = Counter(
            name for held in one.held if held.role != rg.EVERYONE for name in held.people
        )
        assert not [name for name, number in seats.items() if number > 1], one
        everybody = [name for held in one.held for name in held.people]
        assert set(everybody) <= {*names(members), *led}
    benches = [seat for seat in protocol.seating if seat.bench is rg.Bench.LEADERS]
    named = {role for _, phase in meeting.held.phases for role in phase.floor.named}
    if any(seat.role in named for seat in benches):
        held = {name for one in row for held in one.held for name in held.people}
        assert set(led) <= held


@given(st.integers(1, 9))
def test_roles_that_move_on_reach_everybody_in_turn(number: int) -> None:
    row = stretches(CASE * number, number)
    assert holders(row, rg.PRESENTER, "present") == [(name,) for name in names(number)]


def test_rounds_inside_rounds_each_move_their_own_roles() -> None:
    inner = rg.Phase(
        name="say", time=FIVE, floor=rg.Floor(speaks=(rg.Role("scribe"),), asks=(rg.PRESENTER,))
    ).rounds(2, rotating=(rg.Role("scribe"),), name="inner")
    row = stretches(inner.rounds(2, rotating=(rg.PRESENTER,), name="outer"), 3)
    assert [one.path for one in row] == [
        f"outer[{outer}]/inner[{number}]/say" for outer in (1, 2) for number in (1, 2)
    ]
    assert holders(row, rg.PRESENTER, "say") == [("A",), ("A",), ("B",), ("B",)]
    first, second = (holders(row[start : start + 2], rg.Role("scribe"), "say") for start in (0, 2))
    assert first[0] != first[1]
    assert second[0] != second[1]


def test_whoever_presents_keeps_that_seat_through_the_round() -> None:
    session = rg.Phase(
        name="interview", time=FIVE, floor=rg.Floor(speaks=(rg.CLIENT,))
    ) >> rg.Phase(
        name="reflect",
        time=FIVE,
        floor=rg.Floor(speaks=(rg.REFLECTING_TEAM,), silent=(rg.CLIENT,)),
    )
    seats = (
        rg.Seat(role=rg.CLIENT),
        rg.Seat(role=rg.REFLECTING_TEAM, count=rg.Count(least=2, most=4)),
    )
    interview, reflect = stretches(session, 4, seats=seats)
    assert interview.holders(rg.CLIENT) == reflect.holders(rg.CLIENT) == ("A",)


def test_a_seat_for_several_takes_as_many_as_are_free() -> None:
    seats = (rg.Seat(role=rg.OBSERVER, count=rg.Count(least=2, most=4)),)
    floor = rg.Floor(speaks=(rg.PRESENTER,), silent=(rg.OBSERVER,))
    (one,) = stretches(rg.Phase(name="present", time=FIVE, floor=floor), 4, seats=seats)
    assert one.holders(rg.OBSERVER) == ("B", "C", "D")


def test_nobody_offers_twice_in_one_meeting() -> None:
    with pytest.raises(rg.ModelError, match="must not hold the same item twice"):
        stretches(TRIAD, 3, presenters=("A", "A"))


def test_two_people_leave_the_third_chair_empty() -> None:
    row = stretches(TRIAD, 2)
    for one in row:
        seated = [name for held in one.held for name in held.people]
        assert len(set(seated)) == len(seated)


def test_a_leader_who_offers_a_case_is_told_that_presenters_are_members() -> None:
    with pytest.raises(rg.ModelError, match="'Lou' leads; presenters are members"):
        stretches(CASE, 3, presenters=("Lou",))


def test_groups_inside_groups_can_be_told_apart() -> None:
    talk = rg.Phase(name="talk", time=FIVE, floor=rg.Floor(speaks=(rg.MEMBER,)))
    row = stretches(talk.in_groups_of(2, name="pairs").in_groups_of(4, name="fours"), 8)
    assert len({(one.path, one.group) for one in row}) == len(row)


def test_roles_of_inner_rounds_pass_over_whoever_holds_an_outer_one() -> None:
    scribe = rg.Role("scribe")
    say = rg.Phase(name="say", time=FIVE, floor=rg.Floor(speaks=(scribe,), asks=(rg.PRESENTER,)))
    session = say.rounds(2, rotating=(scribe,), name="inner").rounds(
        2, rotating=(rg.PRESENTER,), name="outer"
    )
    assert all(one.holders(scribe) != one.holders(rg.PRESENTER) for one in stretches(session, 3))


@given(st.sampled_from(("relatives.troika", "relatives.wise_crowds")), st.integers(4, 11))
def test_everybody_is_client_once_where_each_has_a_turn(key: str, number: int) -> None:
    protocol = rg.CATALOGUE[key]
    number = number if number in protocol.size.span else 5
    row = plan(
        rg.Meeting(
            protocol=protocol,
            group=rg.Group(members=names(number), leaders=("Lou",)),  # type: ignore[arg-type]
            start=START,
            slot=rg.minutes(240),
        )
    )
    asked = [one.holders(rg.CLIENT) for one in row if one.path.endswith(("/share", "/present"))]
    assert sorted(name for held in asked for name in held) == list(names(number))


def test_the_fourth_of_a_larger_trio_consults_as_well() -> None:
    row = plan(
        rg.Meeting(
            protocol=rg.CATALOGUE["relatives.troika"],
            group=rg.Group(members=names(4), leaders=("Lou",)),  # type: ignore[arg-type]
            start=START,
            slot=rg.minutes(120),
        )
    )
    consulting = [one.holders(rg.CONSULTANT) for one in row if one.path.endswith("/consult")]
    assert all(len(held) == 3 for held in consulting)


def test_in_groups_of_unlike_size_everybody_still_has_a_turn() -> None:
    turn = rg.Phase(name="tell", time=FIVE, floor=rg.Floor(speaks=(rg.CLIENT,)))
    groups = turn.rounds(rg.PerHolder(rg.MEMBER), rotating=(rg.CLIENT,), name="turns").in_groups_of(
        3, leftover=rg.Leftover.LARGER
    )
    told = [name for one in stretches(groups, 7) for name in one.holders(rg.CLIENT)]
    assert sorted(told) == sorted(set(told))
    assert len(told) == 7


def test_leaders_are_in_no_two_small_groups() -> None:
    talk = rg.Phase(
        name="talk", time=FIVE, floor=rg.Floor(leads=(rg.LEADER,), speaks=(rg.EVERYONE,))
    )
    for one in stretches(talk.in_groups_of(3), 7):
        assert "Lou" not in {name for held in one.held for name in held.people}


def test_whoever_has_no_role_is_told() -> None:
    floor = rg.Floor(speaks=(rg.PRESENTER,))
    agenda = plan(
        rg.Meeting(
            protocol=rg.Protocol(
                key="x", title="X", session=rg.Phase(name="tell", time=FIVE, floor=floor)
            ),
            group=rg.Group(members=("A", "B")),  # type: ignore[arg-type]
            start=START,
            slot=rg.minutes(5),
        )
    )
    assert agenda.unplaced == ("B",)
    assert str(agenda).endswith("without a role: B")
