"""A meeting laid out on its own clock: no gap, no overlap, also when the clock changes."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Agenda, plan
from tests.model.trees import protocols, timeboxes, whole_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
KATHMANDU = dt.timezone(dt.timedelta(hours=5, minutes=45))
SIX = rg.Group(members=("Ann", "Ben", "Cem", "Dot", "Eva", "Fay"), leaders=("Lou", "Max"))  # type: ignore[arg-type]
UTC_START = dt.datetime(2026, 6, 1, 18, tzinfo=dt.UTC)

starts = st.sampled_from(
    (
        UTC_START,
        dt.datetime(2026, 6, 1, 18, tzinfo=KATHMANDU),
        dt.datetime(2026, 3, 29, 0, 30, tzinfo=LONDON),
        dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
        dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0),
        dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
        dt.datetime(2026, 3, 8, 1, 30, tzinfo=NEW_YORK),
        dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=0),
        dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1),
        dt.datetime(2026, 4, 5, 1, 0, tzinfo=LORD_HOWE),
        dt.datetime(2026, 4, 5, 1, 45, tzinfo=LORD_HOWE, fold=1),
        dt.datetime(2026, 10, 4, 1, 30, tzinfo=LORD_HOWE),
        dt.datetime(2026, 12, 31, 23, 0, tzinfo=LONDON),
    )
)


def meeting(protocol: rg.Protocol, start: dt.datetime, slot: float, **more: object) -> rg.Meeting:
    given_ = {"group": SIX, "protocol": protocol, "start": start, "slot": rg.minutes(slot)} | more
    return rg.Meeting(**given_)  # type: ignore[arg-type]


def protocol(session: rg.Part, **more: object) -> rg.Protocol:
    return rg.Protocol(key="x", title="X", session=session, **more)  # type: ignore[arg-type]


def inside(agenda: Iterable[rg.Stretch]) -> list[rg.Stretch]:
    return [one for one in agenda if not one.path.startswith(("before/", "after/"))]


def utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def test_every_protocol_of_the_catalogue_can_be_laid_out_across_a_clock_change() -> None:
    for one in rg.CATALOGUE.values():
        told = meeting(one, dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), 240)
        agenda = plan(told)
        assert_tiled(agenda, told)


def assert_tiled(agenda: Agenda, told: rg.Meeting) -> None:
    """Each path once after the other from start to end; small groups side by side on a path."""
    spans: dict[str, set[tuple[dt.datetime, dt.datetime]]] = defaultdict(set)
    for stretch in inside(agenda):
        spans[stretch.path].add((utc(stretch.start), utc(stretch.end)))
    assert all(len(times) == 1 for times in spans.values())  # side by side at the same time
    row = sorted(time for times in spans.values() for time in times)
    now = utc(told.start)
    for start, end in row:
        assert start == now
        now = end
    assert now == utc(told.start) + told.slot


@given(protocols(times=timeboxes(whole_minutes)), starts, st.integers(10, 400))
def test_a_slot_is_tiled_without_gap_or_overlap(
    one: rg.Protocol, start: dt.datetime, slot: int
) -> None:
    told = meeting(one, start, slot)
    try:
        agenda = plan(told)
    except rg.Infeasible:
        assume(False)  # noqa: FBT003 -- hypothesis has no other way to say it
    assert_tiled(agenda, told)
    for stretch in agenda:
        assert type(stretch.start) is type(stretch.end) is pendulum.DateTime
        assert (
            stretch.start.utcoffset()
            == utc(stretch.start).astimezone(told.start.tzinfo).utcoffset()
        )
    assert agenda == plan(told)
    assert list(agenda.timeline) == list(agenda)
    assert len(agenda) == len(agenda.timeline)


@given(protocols(times=timeboxes(whole_minutes)), starts, st.integers(10, 400))
def test_each_small_group_goes_from_one_stretch_to_the_next(
    one: rg.Protocol, start: dt.datetime, slot: int
) -> None:
    told = meeting(one, start, slot)
    try:
        agenda = plan(told)
    except rg.Infeasible:
        assume(False)  # noqa: FBT003
    assume(
        not any(
            isinstance(part, rg.Rounds) and isinstance(part.count, rg.PerHolder)
            for _, part in rg.walk(one.session)
        )
    )  # a smaller group has fewer turns, and then waits
    rooms = {stretch.group for stretch in inside(agenda)} - {None}
    for room in rooms or {None}:
        mine = sorted(
            (utc(stretch.start), utc(stretch.end))
            for stretch in inside(agenda)
            if stretch.group in {None, room}
        )
        now = utc(told.start)
        for begin, end in mine:
            assert begin == now or nested(one)
            now = end


def nested(one: rg.Protocol) -> bool:
    """Whether small groups split again, which two numbers do not tell apart."""
    return (
        any(
            isinstance(part, rg.Breakout)
            and any(isinstance(x, rg.Breakout) for _, x in rg.walk(part.part))
            for _, part in rg.walk(one.session)
        )
        or sum(isinstance(part, rg.Breakout) for _, part in rg.walk(one.session)) > 1
    )


@given(protocols(times=timeboxes(whole_minutes)), starts)
def test_what_comes_before_ends_at_the_start_and_what_comes_after_begins_at_the_end(
    one: rg.Protocol, start: dt.datetime
) -> None:
    assume(
        not any(
            isinstance(part, rg.Breakout)
            for tree in (one.before, one.after)
            if tree
            for _, part in rg.walk(tree)
        )
    )
    told = meeting(attrs.evolve(one, session=rg.Phase(name="talk")), start, 60)
    agenda = list(plan(told))
    before = [stretch for stretch in agenda if stretch.path.startswith("before/")]
    after = [stretch for stretch in agenda if stretch.path.startswith("after/")]
    if before:
        assert utc(before[-1].end) == utc(told.start)
    if after:
        assert utc(after[0].start) == utc(told.start) + told.slot
    for row in (before, after):
        for earlier, later in itertools.pairwise(row):
            assert utc(earlier.end) == utc(later.start)


def test_what_lies_outside_takes_its_usual_time_or_else_the_next_best() -> None:
    outside = rg.sequence(
        rg.Phase(name="usual", time=rg.Timebox(usual=rg.minutes(7), most=rg.minutes(9))),
        rg.Phase(name="most", time=rg.at_most(rg.minutes(4))),
        rg.Phase(name="least", time=rg.Timebox(least=rg.minutes(3))),
        rg.Phase(name="unsaid"),
        rg.Phase(name="each", time=rg.exactly(rg.minutes(1)), each=rg.MEMBER),
        rg.Phase(name="twice", time=rg.exactly(rg.minutes(2))) * 2,
    )
    told = meeting(protocol(rg.Phase(name="talk"), before=outside, after=outside), UTC_START, 60)
    lengths = {stretch.path: stretch.length / rg.minutes(1) for stretch in plan(told)}
    assert lengths == {
        **{
            f"{where}/{name}": length
            for where in ("before", "after")
            for name, length in (
                ("usual", 7),
                ("most", 4),
                ("least", 3),
                ("unsaid", 10),
                ("each", 6),
                ("rounds[1]/twice", 2),
                ("rounds[2]/twice", 2),
            )
        },
        "talk": 60,
    }


def test_small_groups_before_and_after_meet_side_by_side() -> None:
    pairs = rg.Phase(name="greet", time=rg.exactly(rg.minutes(5))).in_groups_of(3)
    told = meeting(protocol(rg.Phase(name="talk"), before=pairs, after=pairs), UTC_START, 60)
    agenda = list(plan(told))
    assert [stretch.end for stretch in agenda[:2]] == [pendulum.instance(UTC_START)] * 2
    assert agenda[-1].start == agenda[-2].start == UTC_START + rg.minutes(60)


@pytest.mark.parametrize(
    ("start", "slot", "ends"),
    [
        # the hour that is skipped
        (dt.datetime(2026, 3, 29, 0, 30, tzinfo=LONDON), 60, "2026-03-29T02:30:00+01:00"),
        (dt.datetime(2026, 3, 8, 1, 30, tzinfo=NEW_YORK), 60, "2026-03-08T03:30:00-04:00"),
        (dt.datetime(2026, 10, 4, 1, 30, tzinfo=LORD_HOWE), 60, "2026-10-04T03:00:00+11:00"),
        # the hour that comes twice
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), 60, "2026-10-25T01:30:00+01:00"),
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), 120, "2026-10-25T01:30:00+00:00"),
        (dt.datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK), 120, "2026-11-01T01:30:00-05:00"),
        (dt.datetime(2026, 4, 5, 1, 0, tzinfo=LORD_HOWE), 60, "2026-04-05T01:30:00+10:30"),
        # a start inside it, the first time and the second
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0), 45, "2026-10-25T01:15:00+00:00"),
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), 45, "2026-10-25T02:15:00+00:00"),
        (
            dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=0),
            45,
            "2026-11-01T01:15:00-05:00",
        ),
        (
            dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1),
            45,
            "2026-11-01T02:15:00-05:00",
        ),
        # midnight, the end of a year, zones without changes
        (dt.datetime(2026, 12, 31, 23, 30, tzinfo=LONDON), 45, "2027-01-01T00:15:00+00:00"),
        (dt.datetime(2026, 6, 1, 23, 30, tzinfo=KATHMANDU), 45, "2026-06-02T00:15:00+05:45"),
        (UTC_START, 45, "2026-06-01T18:45:00+00:00"),
    ],
)
def test_a_meeting_ends_when_its_time_has_passed_whatever_the_clock_does(
    start: dt.datetime, slot: int, ends: str
) -> None:
    told = meeting(protocol(rg.Phase(name="talk")), start, slot)
    (stretch,) = plan(told)
    assert stretch.start.isoformat() == start.isoformat()
    assert stretch.end.isoformat() == ends
    assert stretch.length == rg.minutes(slot)
    same = plan(attrs.evolve(told, start=pendulum.instance(start)))
    assert [one.end.isoformat() for one in same] == [ends]


def test_times_are_those_of_pendulum_in_the_zone_of_the_meeting() -> None:
    told = meeting(
        protocol(rg.Phase(name="talk")), dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), 120
    )
    (stretch,) = plan(told)
    assert isinstance(stretch.end, pendulum.DateTime)
    assert stretch.end.timezone_name == "Europe/London"
    assert stretch.end.add(hours=1).isoformat() == "2026-10-25T02:30:00+00:00"
    fixed = plan(attrs.evolve(told, start=dt.datetime(2026, 6, 1, tzinfo=KATHMANDU)))
    assert [one.start.utcoffset() for one in fixed] == [dt.timedelta(hours=5, minutes=45)]


def test_a_clock_change_between_two_phases_moves_only_the_clock() -> None:
    half = rg.exactly(rg.minutes(60))
    told = meeting(
        protocol(rg.Phase(name="a", time=half) >> rg.Phase(name="b", time=half)),
        dt.datetime(2026, 10, 25, 1, 0, tzinfo=LONDON, fold=0),
        120,
    )
    a, b = plan(told)
    assert [one.isoformat() for one in (a.start, a.end, b.start, b.end)] == [
        "2026-10-25T01:00:00+01:00",
        "2026-10-25T01:00:00+00:00",
        "2026-10-25T01:00:00+00:00",
        "2026-10-25T02:00:00+00:00",
    ]
    assert a.length == b.length == rg.minutes(60)


def test_time_that_no_phase_may_take_stands_at_the_end() -> None:
    told = meeting(protocol(rg.Phase(name="talk", time=rg.exactly(rg.minutes(40)))), UTC_START, 60)
    talk, spare = plan(told)
    assert (talk.path, spare.path, spare.length) == ("talk", "spare", rg.minutes(20))
    assert spare.held == ()
    assert_tiled(plan(told), told)


def test_a_first_meeting_is_planned_by_its_own_variant() -> None:
    told = meeting(
        protocol(rg.Phase(name="talk"), first_session=rg.Phase(name="introduce")), UTC_START, 60
    )
    assert [one.path for one in plan(told)] == ["talk"]
    assert [one.path for one in plan(attrs.evolve(told, first=True))] == ["introduce"]


def test_an_impossible_slot_is_refused() -> None:
    told = meeting(protocol(rg.Phase(name="talk", time=rg.exactly(rg.minutes(40)))), UTC_START, 30)
    with pytest.raises(rg.Infeasible) as error:
        plan(told)
    assert error.value.short_by_seconds == 600


def test_a_step_may_be_chosen() -> None:
    halves = rg.Phase(name="a", time=rg.Timebox(usual=rg.minutes(7))) >> rg.Phase(
        name="b", time=rg.Timebox(usual=rg.minutes(8))
    )
    told = plan(meeting(protocol(halves), UTC_START, 60), step=rg.minutes(5))
    assert all(stretch.length % rg.minutes(5) == rg.minutes(0) for stretch in told)


def test_an_agenda_is_told_as_a_table() -> None:
    session = rg.Phase(
        name="present",
        time=rg.exactly(rg.minutes(5)),
        floor=rg.Floor(leads=(rg.LEADER,), speaks=(rg.PRESENTER,)),
    ) >> rg.Phase(
        name="talk", time=rg.exactly(rg.minutes(40)), floor=rg.Floor(speaks=(rg.MEMBER,))
    ).in_groups_of(3)
    told = meeting(
        protocol(session, leadership=rg.Leadership(least=1)),
        dt.datetime(2026, 11, 30, 18, 30, tzinfo=LONDON),
        45,
    )
    assert str(plan(told)).splitlines() == [
        "X, 2026-11-30 18:30 Europe/London",
        "18:30   5 min  present  leader: Lou, Max; presenter: Ann",
        "18:35  40 min  groups/talk (group 1)  member: Ann, Ben, Cem",
        "18:35  40 min  groups/talk (group 2)  member: Dot, Eva, Fay",
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"meeting": None}, "Agenda.meeting: must be Meeting, got None"),
        ({"fit": None}, "Agenda.fit: must be Fit, got None"),
        ({"timeline": ()}, "Agenda.timeline: must be Timeline, got ()"),
    ],
)
def test_an_agenda_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    agenda = plan(meeting(protocol(rg.Phase(name="talk")), UTC_START, 30))
    with pytest.raises(rg.ModelError) as error:
        attrs.evolve(agenda, **wrong)  # type: ignore[arg-type]
    assert message in str(error.value)


@pytest.mark.parametrize("fold", [0, 1])
def test_elapsed_time_goes_on_evenly_while_the_clock_goes_back(fold: int) -> None:
    start = dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
    agenda = plan(
        rg.Meeting(
            protocol=rg.Protocol(key="x", title="X", session=rg.Phase(name="talk") * 3),
            group=rg.Group(members=("Ann",)),
            start=start,
            slot=rg.minutes(90),
        )
    )
    elapsed = [agenda.elapsed(one) for one in agenda]
    assert elapsed == [rg.minutes(0), rg.minutes(30), rg.minutes(60)]
    clocks = [f"{one.start:%H:%M}" for one in agenda]
    assert clocks == (["01:30", "01:00", "01:30"] if fold == 0 else ["01:30", "02:00", "02:30"])
