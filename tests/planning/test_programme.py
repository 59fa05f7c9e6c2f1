"""A series laid out: nobody is forgotten, the times add up, and turns are shared fairly."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Programme, programme
from reflective_groups.protocols import balint, grow, relatives, triad

NAMES = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal", "Ivy", "Joe")
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
LONG = {
    balint.SERIES: 90,
    balint.SCHOOL: 70,
    balint.UK_ONLINE: 90,
    triad.PEER: 120,
    triad.VERITAS_MEETING: 120,
    relatives.WISE_CROWDS: 200,
}


def series(protocol: rg.Protocol = balint.SERIES, people: int = 8, **changes: object) -> rg.Series:
    made = rg.Series(
        key="monday",
        title="Monday group",
        protocol=protocol,
        group=rg.Group(members=NAMES[:people], leaders=("Kim", "Lee")),
        start=dt.datetime(2026, 10, 5, 18, 30, tzinfo=ZoneInfo("Europe/London")),
        slot=rg.minutes(LONG.get(protocol, 90)),
        cadence=rg.Weekly(2),
        count=5,
    )
    return attrs.evolve(made, **changes)  # type: ignore[arg-type]


def presenters(made: Programme) -> list[str]:
    """Who really presents, in order, read off the timelines."""
    found: list[str] = []
    for agenda in made:
        cases: dict[str, str] = {}
        for stretch in agenda:
            for name in stretch.holders(rg.PRESENTER):
                cases.setdefault(stretch.path.partition("/")[0], name)
        found += cases.values()
    return found


planned = st.tuples(
    st.sampled_from([protocol.key for protocol in LONG]),
    st.integers(2, 9),
    st.sampled_from(ZONES),
    st.integers(1, 5),
    st.lists(st.tuples(st.integers(1, 8), st.integers(0, 8)), max_size=3),
)
"""A protocol, how many people, where, how often, and who is away in which week."""


def of(told: tuple[str, int, str, int, list[tuple[int, int]]]) -> rg.Series:
    key, people, zone, count, aways = told
    start = dt.datetime(2026, 10, 5, 18, 30, tzinfo=ZoneInfo(zone))
    away = tuple(
        rg.Away(
            name=NAMES[who % people or 1],
            first=start.date() + dt.timedelta(weeks=week),
            last=start.date() + dt.timedelta(weeks=week + 2),
        )
        for who, week in aways
    )
    return series(rg.CATALOGUE[key], people, start=start, count=count, away=away)


@settings(max_examples=40)
@given(planned)
def test_every_agenda_tiles_its_slot_and_nobody_who_is_there_is_dropped(
    told: tuple[str, int, str, int, list[tuple[int, int]]],
) -> None:
    one = of(told)
    made = programme(one)
    assert len(made) == len(one.meetings)
    assert not {name for _, name in made.unplaced} & set(NAMES)  # leaders may have no seat
    for agenda, meeting in zip(made, one.meetings, strict=True):
        assert agenda.meeting.start == meeting.start
        assert agenda.meeting.absent == meeting.absent
        inside = [s for s in agenda if s.path.partition("/")[0] not in {"before", "after"}]
        ends = sorted({(s.start.astimezone(dt.UTC), s.end.astimezone(dt.UTC)) for s in inside})
        assert ends[0][0] == meeting.start.astimezone(dt.UTC)
        assert ends[-1][1] - ends[0][0] == meeting.slot
        assert all(a[1] == b[0] for a, b in itertools.pairwise(ends))
        there = {person.name for person in (*meeting.members, *meeting.leaders)}
        assert {name for s in agenda for held in s.held for name in held.people} <= there


@settings(max_examples=25)
@given(planned)
def test_the_same_series_gives_the_same_programme(
    told: tuple[str, int, str, int, list[tuple[int, int]]],
) -> None:
    assert programme(of(told)) == programme(of(told))


@given(st.integers(2, 9), st.integers(1, 9))
@settings(max_examples=25)
def test_under_full_attendance_presentations_differ_by_at_most_one_at_every_point(
    people: int, count: int
) -> None:
    made = programme(series(balint.SERIES, people, count=count))
    turns = Counter[str](dict.fromkeys(NAMES[:people], 0))
    for name in presenters(made):
        turns[name] += 1
        assert max(turns.values()) - min(turns.values()) <= 1
    assert made.rota is not None
    assert {one.name: one.turns for one in made.rota.tallies} == dict(turns)


def test_who_presented_before_the_series_waits_until_the_others_have() -> None:
    made = programme(series(presented=("Ann", "Ben"), count=4))
    assert presenters(made) == ["Cem", "Dot", "Eva", "Fay", "Gus", "Hal", "Ann", "Ben"]


def test_who_offers_goes_first_on_that_day_and_then_waits() -> None:
    offer = rg.Offer(day=dt.date(2026, 10, 19), names=("Hal", "Gus"))
    made = programme(series(offers=(offer,), count=4))
    assert presenters(made)[2:4] == ["Hal", "Gus"]
    assert Counter(presenters(made)) == Counter(NAMES[:8])


def test_somebody_who_is_seldom_there_is_asked_while_they_are() -> None:
    away = rg.Away(name="Hal", first=dt.date(2026, 10, 6))
    made = programme(series(away=(away,), count=4))
    assert "Hal" in presenters(made)[:2]


def test_small_groups_meet_new_partners_and_keep_managers_apart() -> None:
    group = rg.Group(members=(rg.Person("Ann", manages=("Ben",)), *NAMES[1:9]))
    made = programme(series(triad.PEER, group=group, count=4, apart=(("Cem", "Dot"),)))
    assert made.rotation is not None
    pairs = Counter(
        frozenset(pair)
        for agenda in made
        for row in agenda.meeting.small_groups
        for pair in itertools.combinations(row, 2)
    )
    assert frozenset(("Ann", "Ben")) not in pairs
    assert frozenset(("Cem", "Dot")) not in pairs
    assert made.rotation.certificate.repeats == sum(count - 1 for count in pairs.values())
    assert not made.rotation.faults()
    for agenda in made:
        for number, row in enumerate(agenda.meeting.small_groups, 1):
            seen = {
                name
                for stretch in agenda
                if stretch.group == number
                for held in stretch.held
                for name in held.people
            }
            assert seen == set(row)


def test_groups_that_have_met_before_do_not_meet_again_while_others_have_not() -> None:
    before = (("Ann", "Ben", "Cem"), ("Dot", "Eva", "Fay"), ("Gus", "Hal", "Ivy"))
    made = programme(series(triad.PEER, 9, met=before, count=3))
    assert made.rotation is not None
    assert made.rotation.certificate.repeats == 0
    old = {frozenset(pair) for row in before for pair in itertools.combinations(row, 2)}
    new = {
        frozenset(pair)
        for agenda in made
        for row in agenda.meeting.small_groups
        for pair in itertools.combinations(row, 2)
    }
    assert not old & new


def test_an_opening_without_small_groups_takes_no_round_of_the_rotation() -> None:
    opening = rg.Opening(protocol=balint.SERIES, slot=rg.minutes(90))
    made = programme(series(triad.PEER, 6, opening=opening, count=3))
    assert made.rotation is not None
    assert len(made.rotation) == 2
    assert not made.agendas[0].meeting.small_groups
    assert all(agenda.meeting.small_groups for agenda in made.agendas[1:])


def test_a_cancelled_meeting_has_no_agenda_and_a_postponed_one_its_new_time() -> None:
    changes = (
        rg.Cancelled(day=dt.date(2026, 10, 19)),
        rg.Postponed(day=dt.date(2026, 11, 2), to=dt.date(2026, 11, 3), at=dt.time(19, 0)),
    )
    made = programme(series(amendments=changes))
    starts = [f"{agenda.meeting.start:%d %b %H:%M}" for agenda in made]
    assert starts == ["05 Oct 18:30", "03 Nov 19:00", "16 Nov 18:30", "30 Nov 18:30"]


def test_the_first_meeting_alone_is_an_opening_of_its_own_shape() -> None:
    made = programme(series(balint.UK_ONLINE, count=2))
    assert made.agendas[0].meeting.first
    assert any(stretch.path == "introduce" for stretch in made.agendas[0])
    assert not any(stretch.path == "introduce" for stretch in made.agendas[1])


def test_a_meeting_that_cannot_be_planned_is_named_with_its_conflict() -> None:
    with pytest.raises(rg.Infeasible, match=r"meeting 1 \(2026-10-05 18:30, 20 min\)") as error:
        programme(series(slot=rg.minutes(20)))
    assert error.value.conflict
    assert error.value.repairs
    assert error.value.short_by_seconds == 17 * 60


def test_locks_of_a_series_hold_in_each_of_its_meetings() -> None:
    lock = rg.Lock(path="cases/discuss", time=rg.exactly(rg.minutes(31)))
    made = programme(series(locks=(lock,), count=2))
    lengths = [s.length for agenda in made for s in agenda if s.path.endswith("discuss")]
    assert lengths == [rg.minutes(31)] * 4


def test_progress_is_told_while_small_groups_are_sought() -> None:
    told: list[object] = []
    programme(series(triad.PEER, 10, count=5), progress=told.append)
    assert told


def test_who_has_no_role_in_the_protocol_is_named_and_not_dropped_in_silence() -> None:
    made = programme(series(grow.REGROW, 2, count=3, slot=rg.minutes(40)))
    assert made.unplaced == ((1, "Ben"), (2, "Ann"), (3, "Ben"))


def test_one_member_alone_needs_no_small_groups() -> None:
    assert programme(series(triad.PEER, 1)).rotation is None


def test_it_reads_as_a_table_of_meetings() -> None:
    told = str(programme(series(triad.PEER, 6, count=2))).splitlines()
    assert told[0] == "Monday group: 2 meetings every second Monday, Europe/London"
    assert told[1].startswith("1  Mon 5 October 2026   18:30 to 20:30  Ann ")
    late = series(start=dt.datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("Europe/London")))
    assert "23:30 to Sun 01:00" in str(programme(late))
    twice = dt.datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    assert "01:30 BST to 02:00 GMT" in str(programme(series(start=twice, count=1)))
    (agenda,) = programme(series(start=twice, count=1))
    lines = str(agenda).splitlines()
    assert any(line.startswith("01:30 BST") for line in lines)
    assert any(line.startswith("01:15 GMT") for line in lines)


def test_it_is_another_persons_turn_to_watch_each_time() -> None:
    made = programme(series(triad.PEER, 7, count=7))
    assert made.rotation is not None
    watching = [name for row in made.rotation.observing for name in row]
    assert Counter(watching) == Counter(NAMES[:7])
    for agenda, row in zip(made, made.rotation.observing, strict=True):
        for stretch in agenda:
            if stretch.path.endswith("/coach"):
                seated = {*stretch.holders(rg.COACH), *stretch.holders(rg.COACHEE)}
                assert not seated & set(row)


def triads(rounds: int) -> rg.Protocol:
    """Coaching in threes with so many rounds a meeting."""
    trio = (rg.COACH, rg.COACHEE, rg.OBSERVER)
    floor = rg.Floor(leads=trio[:1], speaks=trio[1:2], silent=trio[2:])
    coach = rg.Phase(name="coach", time=rg.exactly(rg.minutes(15)), floor=floor)
    room = coach.rounds(rounds, rotating=trio).in_groups_of(3)
    return rg.Protocol(key="my.triads", title="T", session=room, leadership=rg.Leadership(least=0))


@pytest.mark.parametrize("rounds", [1, 2])
def test_over_a_series_everybody_holds_each_role_about_as_often(rounds: int) -> None:
    made = programme(series(triads(rounds), 6, count=6, slot=rg.minutes(15 * rounds)))
    for role in (rg.COACH, rg.COACHEE, rg.OBSERVER):
        counts = made.counts(role)
        assert sum(counts.values()) == 6 * 2 * rounds
        assert max(counts.values()) - min(counts.values()) <= 1, (role, counts)


def test_seats_for_a_few_go_round_and_nobody_is_left_out_every_time() -> None:
    made = programme(series(relatives.REFLECTING_TEAM, 7, count=7, slot=rg.minutes(60)))
    left_out = Counter(name for _, name in made.unplaced)
    team = Counter(
        name
        for agenda in made
        for name in {n for stretch in agenda for n in stretch.holders(rg.REFLECTING_TEAM)}
    )
    assert set(team) == set(NAMES[:7])
    assert max(left_out.values(), default=0) <= 3


def test_no_pair_that_is_kept_apart_ever_sits_together_whoever_sits_out() -> None:
    ann = rg.Person("Ann", manages=("Ben", "Cem"))
    floor = rg.Floor(speaks=(rg.MEMBER,))
    pairs = rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)), floor=floor)
    room = rg.in_groups_of(pairs, 2, leftover=rg.Leftover.SMALLER)
    talks = rg.Protocol(key="my.pairs", title="P", session=room)
    group = rg.Group(members=(ann, *NAMES[1:5]))
    made = programme(series(talks, group=group, count=6, slot=rg.minutes(10)))
    assert made.rotation is not None
    for agenda, groups in zip(made, made.rotation.rounds, strict=True):
        held = [{name for one in stretch.held for name in one.people} for stretch in agenda]
        told = [set(row) for row in groups]
        assert sorted(map(sorted, agenda.meeting.small_groups)) == sorted(map(sorted, told))
        assert all(seated <= next(row for row in told if seated <= row) for seated in held)
        assert not any({"Ann", "Ben"} <= seated or {"Ann", "Cem"} <= seated for seated in held)


def test_small_groups_of_another_size_go_by_order_and_not_by_the_rotation() -> None:
    talk = rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.MEMBER,)))
    pairs = attrs.evolve(triads(1), session=talk.in_groups_of(2))
    opening = rg.Opening(protocol=pairs, slot=rg.minutes(20))
    made = programme(series(triads(1), 6, count=4, slot=rg.minutes(15), opening=opening))
    assert made.rotation is not None
    assert len(made.rotation) == 3
    assert {len(row) for rows in made.rotation for row in rows} == {3}
    sizes = {
        len({name for one in stretch.held for name in one.people}) for stretch in made.agendas[0]
    }
    assert sizes == {2}


def test_who_joins_owes_nothing_of_what_was_before_they_came() -> None:
    before = ("Ann", "Ben", "Cem", "Dot", "Eva") * 3
    joins = rg.Away(name="Fay", last=dt.date(2026, 10, 6))
    made = programme(series(balint.SCHOOL, 6, presented=before, away=(joins,), count=6))
    assert made.rota is not None
    assert [name for row in made.rota.turns for name in row].count("Fay") == 1
    assert max(one.longest_wait for one in made.rota.tallies) <= 6


def test_what_is_no_series_is_refused_in_words() -> None:
    with pytest.raises(TypeError, match="`plan` takes a Meeting"):
        programme(series().meetings[0])  # type: ignore[arg-type]


def test_a_meeting_that_nobody_can_come_to_says_so() -> None:
    day = dt.date(2026, 10, 19)
    away = tuple(rg.Away(name=name, first=day, last=day) for name in (*NAMES[:3], "Kim", "Lee"))
    told = str(programme(series(balint.SERIES, 3, count=2, away=away))).splitlines()
    assert told[2].endswith("no member can come; nobody to lead")


def test_two_who_swap_turns_hold_each_others() -> None:
    plain = programme(series(balint.SCHOOL, 4, count=4))
    assert plain.rota is not None
    assert plain.rota.turns == (("Ann",), ("Ben",), ("Cem",), ("Dot",))
    swap = rg.TurnSwap(names=("Ann", "Dot"), days=(dt.date(2026, 10, 5), dt.date(2026, 11, 16)))
    made = programme(series(balint.SCHOOL, 4, count=4, swaps=(swap,)))
    assert [agenda.meeting.presenters for agenda in made] == [
        ("Dot",),
        ("Ben",),
        ("Cem",),
        ("Ann",),
    ]
    gone = rg.Cancelled(day=dt.date(2026, 11, 16))
    without = series(balint.SCHOOL, 4, count=4, swaps=(swap,), amendments=(gone,))
    assert programme(without).agendas[0].meeting.presenters == ("Ann",)


def test_people_of_two_sites_are_kept_apart_where_that_is_wished() -> None:
    people = tuple(
        rg.Person(name, site="North" if place < 3 else "South")
        for place, name in enumerate(NAMES[:6])
    )
    group = rg.Group(members=people)
    made = programme(series(triads(1), group=group, count=3, sites_apart=True))
    for agenda in made:
        assert {frozenset(row) for row in agenda.meeting.small_groups} == {
            frozenset(NAMES[:3]),
            frozenset(NAMES[3:6]),
        }


def seated(made: Programme) -> list[list[str]]:
    """Who brings a matter in each meeting, turn by turn, read off the timelines."""
    found: list[list[str]] = []
    for agenda in made:
        turns: dict[str, tuple[str, ...]] = {}
        for stretch in agenda:
            around = stretch.path.rpartition("/")[0]
            for held in stretch.held:
                if held.role.brings and stretch.group is None:
                    turns.setdefault(around, held.people)
        found.append([name for people in turns.values() for name in people])
    return found


PRESENT = rg.Phase(
    name="present", time=rg.exactly(rg.minutes(10)), floor=rg.Floor(speaks=(rg.PRESENTER,))
)
PAUSE = rg.Phase(name="pause", time=rg.exactly(rg.minutes(5)))


@pytest.mark.parametrize(
    ("session", "turns"),
    [
        (PRESENT.rounds(2, name="am") >> PAUSE >> PRESENT.rounds(2, name="pm"), 4),
        ((PRESENT.rounds(2, name="inner") >> PAUSE).rounds(2, name="outer"), 4),
        (PRESENT.rounds(3), 3),
        (PAUSE >> PRESENT, 1),
    ],
    ids=["two sets of rounds", "rounds in rounds", "three rounds", "no rounds"],
)
@pytest.mark.parametrize("people", [2, 3, 8])
def test_the_rota_says_who_is_really_seated(session: rg.Part, turns: int, people: int) -> None:
    protocol = rg.Protocol(key="my.cases", title="Cases", session=session)
    length = rg.minutes(60)
    made = programme(series(protocol, people, count=5, slot=length))
    assert made.rota is not None
    assert [len(row) for row in made.rota.turns] == [turns] * 5
    assert [sorted(row) for row in seated(made)] == [sorted(row) for row in made.rota.turns]
    counted = Counter(name for row in seated(made) for name in row)
    assert max(counted.values()) - min(counted[name] for name in NAMES[:people]) <= 1


def test_a_seat_for_two_is_two_turns() -> None:
    seat = rg.Seat(role=rg.PRESENTER, count=rg.times(2))
    pair = rg.Protocol(key="my.two", title="Two", session=PAUSE >> PRESENT, seats=(seat,))
    made = programme(series(pair, 8, count=4, slot=rg.minutes(30)))
    assert made.rota is not None
    assert sorted(name for row in seated(made) for name in row) == sorted(NAMES[:8])


def test_a_manager_is_in_no_small_group_with_those_she_manages_whatever_its_size() -> None:
    ann = rg.Person("Ann", manages=("Ben",))
    floor = rg.Floor(speaks=(rg.MEMBER,))
    talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)), floor=floor)
    twice = rg.Protocol(
        key="my.twice",
        title="Twice",
        session=talk.in_groups_of(4, name="fours")
        >> attrs.evolve(talk, name="more").in_groups_of(2, name="pairs"),
    )
    pairs = attrs.evolve(twice, session=talk.in_groups_of(2, name="pairs"))
    group = rg.Group(members=(ann, *NAMES[1:8]))
    opening = rg.Opening(protocol=pairs)
    made = programme(series(twice, group=group, count=4, slot=rg.minutes(20), opening=opening))
    for agenda in made:
        for stretch in agenda:
            if stretch.group is not None:
                names = [name for held in stretch.held for name in held.people]
                assert len(names) == (4 if "fours" in stretch.path else 2)
                assert not {"Ann", "Ben"} <= set(names)
    with pytest.raises(rg.ModelError, match="splits the room more than once"):
        programme(series(twice, 8, slot=rg.minutes(20), apart=(("Ann", "Cem"),)))


def test_a_repair_of_an_opening_is_offered_only_if_it_mends_the_series() -> None:
    short = rg.Opening(slot=rg.minutes(20))
    one = series(balint.SCHOOL, 6, opening=short, slot=rg.minutes(70))
    with pytest.raises(rg.Infeasible, match="meeting 1") as error:
        programme(one)
    assert error.value.conflict
    for repair in error.value.repairs:
        programme(repair.apply(one))
    with pytest.raises(rg.Infeasible) as error:
        programme(attrs.evolve(one, opening=None, slot=rg.minutes(30)))
    assert error.value.repairs
