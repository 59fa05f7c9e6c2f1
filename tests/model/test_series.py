"""Meetings over time: when they are, what becomes of them, who comes, and what cannot be."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.cadence import days
from tests.strategies import STRATEGIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
LORD_HOWE, SAO_PAULO = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Sao_Paulo")
APIA, KOLKATA = ZoneInfo("Pacific/Apia"), ZoneInfo("Asia/Kolkata")
WEEK = dt.timedelta(days=7)
START = dt.datetime(2026, 11, 30, 18, 30, tzinfo=LONDON)
FIRST = START.date()
TALK = rg.Protocol(key="talk", title="Talk", session=rg.Phase(name="talk"))
OTHER = rg.Protocol(key="other", title="Another", session=rg.Phase(name="try_it"))
WITH_FIRST = attrs.evolve(TALK, first_session=rg.Phase(name="introduce"))
GROUP = rg.Group(members=("Ann", "Ben", "Cem", "Dot"), leaders=("Kim",))  # type: ignore[arg-type]


def series(start: dt.datetime = START, **more: object) -> rg.Series:
    given_: dict[str, Any] = {
        "key": "monday",
        "title": "Monday group",
        "protocol": TALK,
        "group": GROUP,
        "start": start,
        "slot": rg.minutes(90),
    } | more
    if not {"count", "until"} & more.keys() and not isinstance(more.get("cadence"), rg.OnDates):
        given_["count"] = 4
    return rg.Series(**given_)


def day(number: int) -> dt.date:
    """So many weeks after the first meeting."""
    return FIRST + number * WEEK


def told(subject: rg.Series) -> list[str]:
    """The meetings that are held, on the clock."""
    return [f"{one.start:%m-%d %H:%M}" for one in subject.meetings]


def utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


# The clock on the wall


@pytest.mark.parametrize(
    ("zone", "first", "offsets"),
    [
        (LONDON, dt.date(2026, 10, 12), [60, 60, 0, 0]),
        (LONDON, dt.date(2027, 3, 15), [0, 0, 60, 60]),
        (NEW_YORK, dt.date(2026, 10, 20), [-240, -240, -300, -300]),
        (NEW_YORK, dt.date(2027, 3, 2), [-300, -300, -240, -240]),
        (LORD_HOWE, dt.date(2026, 9, 21), [630, 630, 660, 660]),
        (LORD_HOWE, dt.date(2027, 3, 22), [660, 660, 630, 630]),
        (SAO_PAULO, dt.date(2026, 10, 12), [-180, -180, -180, -180]),
        (KOLKATA, dt.date(2026, 10, 12), [330, 330, 330, 330]),
        (dt.UTC, dt.date(2026, 10, 12), [0, 0, 0, 0]),
        (dt.timezone(rg.minutes(-210)), dt.date(2026, 10, 12), [-210, -210, -210, -210]),
    ],
)
def test_half_past_six_stays_half_past_six(
    zone: dt.tzinfo, first: dt.date, offsets: list[int]
) -> None:
    found = series(dt.datetime.combine(first, dt.time(18, 30), tzinfo=zone))
    assert {f"{one.start:%H:%M}" for one in found.occasions} == {"18:30"}
    assert [one.start.utcoffset() for one in found.occasions] == list(map(rg.minutes, offsets))
    assert {one.start.tzinfo for one in found.occasions} == {found.start.tzinfo}
    assert found.zone == found.meetings[-1].zone


@pytest.mark.parametrize(
    ("zone", "skipped", "later"),
    [
        (LONDON, dt.datetime(2027, 3, 28, 1, 30), "02:30"),  # noqa: DTZ001 -- the zone is beside it
        (NEW_YORK, dt.datetime(2027, 3, 14, 2, 0), "03:00"),  # noqa: DTZ001 -- the same
        (LORD_HOWE, dt.datetime(2026, 10, 4, 2, 15), "02:45"),  # noqa: DTZ001 -- the same
    ],
)
def test_a_time_that_the_clocks_skip_is_as_much_later(
    zone: dt.tzinfo, skipped: dt.datetime, later: str
) -> None:
    found = series((skipped - WEEK).replace(tzinfo=zone), count=3)
    usual = f"{skipped:%H:%M}"
    assert [f"{one.start:%H:%M}" for one in found.occasions] == [usual, later, usual]
    assert found.occasions[1].day == skipped.date()
    assert rg.loads(rg.dumps(found), as_=rg.Series).occasions == found.occasions


def test_a_meeting_put_off_from_a_skipped_time_is_held_at_the_usual_one() -> None:
    first = dt.datetime(2027, 3, 21, 1, 30, tzinfo=LONDON)
    moved = rg.Postponed(day=dt.date(2027, 3, 28), to=dt.date(2027, 3, 29))
    assert told(series(first, count=2, amendments=(moved,)))[-1] == "03-29 01:30"


def test_a_day_that_a_place_leaves_out_is_the_next() -> None:
    first = dt.datetime(2011, 12, 23, 18, 30, tzinfo=APIA)
    found = series(first, count=3).occasions[1]
    assert found.day == dt.date(2011, 12, 30)
    assert f"{found.start:%d %H:%M}" == "31 18:30"


@pytest.mark.parametrize("fold", [0, 1])
def test_of_a_repeated_hour_the_first_meeting_is_as_told_and_others_the_first(fold: int) -> None:
    twice = dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
    found = series(twice, cadence=rg.Weekly(52), count=2)
    assert found.occasions[0].start.utcoffset() == rg.minutes(60 if fold == 0 else 0)
    year_after = series(twice, cadence=rg.Weekly(53), count=2).occasions[1]
    assert f"{year_after.start:%Y-%m-%d %H:%M}" == "2027-10-31 01:30"
    assert year_after.start.utcoffset() == rg.minutes(60)
    before = series(twice.replace(day=18, fold=0), count=3)
    assert before.occasions[1].start.utcoffset() == rg.minutes(60)
    assert before.occasions[1].start.fold == 0


def test_a_start_of_pendulum_gives_the_same_meetings() -> None:
    found = series(pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"))
    assert found == series()
    assert type(found.occasions[0].start) is dt.datetime
    assert rg.content_hash(found) == rg.content_hash(series())


# How many, and until when


def test_the_count_is_met_in_spite_of_holidays() -> None:
    christmas = rg.Holiday(first=day(3), last=day(4) + dt.timedelta(days=2), name="Christmas")
    found = series(count=5, holidays=(christmas,))
    assert [one.day for one in found.occasions] == [day(n) for n in (0, 1, 2, 5, 6)]
    assert [one.number for one in found.occasions] == [1, 2, 3, 4, 5]


def test_until_counts_its_own_day() -> None:
    assert len(series(until=day(3)).occasions) == 4
    assert len(series(until=day(3) - dt.timedelta(days=1)).occasions) == 3
    assert len(series(until=day(3), holidays=(rg.Holiday(first=day(1)),)).occasions) == 3


def test_a_first_day_in_the_holidays_puts_everything_off() -> None:
    found = series(count=2, holidays=(rg.Holiday(first=FIRST),))
    assert [one.day for one in found.occasions] == [day(1), day(2)]
    assert found.occasions[0].opening
    assert found.meetings[0].first


def test_days_told_one_by_one_need_no_count() -> None:
    told_ = rg.OnDates((FIRST, day(1), day(7)))
    assert [one.day for one in series(cadence=told_).occasions] == list(told_.dates)
    with pytest.raises(rg.ModelError, match="is one of the dates and of the holidays"):
        series(cadence=told_, holidays=(rg.Holiday(first=day(1)),))


def test_the_last_monday_of_each_month_is_kept_with_holidays() -> None:
    found = series(cadence=rg.Monthly(), holidays=(rg.Holiday(first=dt.date(2026, 12, 28)),))
    assert told(found) == ["11-30 18:30", "01-25 18:30", "02-22 18:30", "03-29 18:30"]


def test_there_may_be_five_hundred_and_no_more() -> None:
    assert len(series(count=500).meetings) == 500
    assert len(series(until=day(499)).meetings) == 500
    with pytest.raises(rg.ModelError, match="there are more than 500 meetings"):
        series(until=day(500))
    with pytest.raises(rg.ModelError, match="there are more than 500 meetings"):
        series(
            cadence=rg.OnDates(FIRST + dt.timedelta(days=n) for n in range(500)),
            opening=rg.Opening(day=day(-1)),
        )


def test_a_rhythm_that_never_comes_to_its_count_says_so() -> None:
    with pytest.raises(rg.ModelError, match="there are not 4 meetings before the year 3000"):
        series(holidays=(rg.Holiday(first=FIRST, last=dt.date(2999, 12, 31)),))
    late = START.replace(year=2999)
    with pytest.raises(rg.ModelError, match="there are not 9 meetings before the year 3000"):
        series(late, count=9)
    assert len(series(late, count=5).meetings) == 5


# What becomes of a meeting


def test_a_cancelled_meeting_is_not_made_up_for() -> None:
    found = series(count=3, amendments=(rg.Cancelled(day=day(1), why="Kim is ill."),))
    assert [one.day for one in found.occasions] == [FIRST, day(1), day(2)]
    assert [one.cancelled for one in found.occasions] == [False, True, False]
    assert found.occasions[1].why == "Kim is ill."
    assert len(found.meetings) == 2
    assert str(found.occasions[1]) == "2: 2026-12-07 18:30, 90 min, not held"


def test_a_postponed_meeting_keeps_its_day_and_number() -> None:
    later = rg.Postponed(day=day(1), to=day(1) + dt.timedelta(days=2), at=dt.time(17, 15))
    found = series(amendments=(later,)).occasions[1]
    assert (found.number, found.day, found.postponed) == (2, day(1), True)
    assert str(found) == "2: 2026-12-09 17:15, 90 min, instead of 2026-12-07"


def test_a_meeting_put_off_beyond_the_next_is_held_after_it() -> None:
    found = series(count=3, amendments=(rg.Postponed(day=day(0), to=day(1), at=dt.time(10)),))
    assert [one.day for one in found.occasions] == [FIRST, day(1), day(2)]
    assert told(found) == ["12-07 10:00", "12-07 18:30", "12-14 18:30"]
    beyond = series(count=3, amendments=(rg.Postponed(day=day(1), to=day(9)),))
    assert told(beyond)[-1] == "02-01 18:30"


def test_a_meeting_may_be_brought_forward() -> None:
    found = series(count=2, amendments=(rg.Postponed(day=day(1), to=day(1) - WEEK, at=dt.time(9)),))
    assert told(found) == ["11-30 09:00", "11-30 18:30"]


def test_midnight_is_a_time_too() -> None:
    midnight = rg.Postponed(day=day(1), to=day(1), at=dt.time(0))
    assert told(series(amendments=(midnight,)))[1] == "12-07 00:00"


# The opening


def test_an_opening_on_a_day_of_its_own_is_the_first_of_the_count() -> None:
    opening = rg.Opening(day=day(-2), at=dt.time(14), slot=rg.minutes(180), protocol=OTHER)
    found = series(count=3, opening=opening)
    assert list(map(str, found.occasions)) == [
        "1: 2026-11-16 14:00, 180 min",
        "2: 2026-11-30 18:30, 90 min",
        "3: 2026-12-07 18:30, 90 min",
    ]
    assert [one.protocol.key for one in found.meetings] == ["other", "talk", "talk"]
    assert [one.first for one in found.meetings] == [True, False, False]


def test_an_opening_without_a_day_is_the_first_of_the_rhythm() -> None:
    found = series(count=2, opening=rg.Opening(at=dt.time(14), slot=rg.minutes(180)))
    assert list(map(str, found.occasions)) == [
        "1: 2026-11-30 14:00, 180 min",
        "2: 2026-12-07 18:30, 90 min",
    ]


@pytest.mark.parametrize("day_", [None, day(-2)])
def test_a_taster_has_the_number_0_and_does_not_count(day_: dt.date | None) -> None:
    found = series(count=2, opening=rg.Opening(day=day_, taster=True, slot=rg.minutes(60)))
    assert [one.number for one in found.occasions] == [0, 1, 2]
    assert [one.slot for one in found.occasions] == list(map(rg.minutes, (60, 90, 90)))


def test_on_some_days_a_group_that_else_meets_online_is_in_one_room() -> None:
    online = attrs.evolve(GROUP, setting=rg.Setting.ONLINE)
    moved = rg.Postponed(day=day(3), to=day(3) + dt.timedelta(days=1))
    found = series(group=online, in_person=[FIRST, pendulum.date(2026, 12, 21)], amendments=[moved])
    settings = [one.group.setting for one in found.meetings]
    assert settings == [
        rg.Setting.IN_PERSON, rg.Setting.ONLINE, rg.Setting.ONLINE, rg.Setting.IN_PERSON
    ]  # fmt: skip
    assert found.in_person == (FIRST, day(3)), "plain days of the rhythm"
    assert found.meetings[0].group is found.meetings[3].group
    assert found.meetings[1].group is found.group


def test_the_meeting_after_a_taster_is_a_first_one_of_the_usual_shape() -> None:
    found = series(
        count=2, protocol=WITH_FIRST, opening=rg.Opening(day=day(-1), taster=True, protocol=OTHER)
    )
    assert [one.protocol for one in found.meetings] == [OTHER, WITH_FIRST, WITH_FIRST]
    assert [one.first for one in found.meetings] == [True, True, False]
    assert found.meetings[1].held.session == WITH_FIRST.first_session


def test_the_first_meeting_holds_the_first_session() -> None:
    found = series(protocol=WITH_FIRST)
    assert [one.first for one in found.meetings] == [True, False, False, False]
    assert found.meetings[0].held.session == WITH_FIRST.first_session
    assert found.meetings[1].held.session == WITH_FIRST.session


def test_an_opening_that_is_postponed_keeps_its_time_of_day() -> None:
    opening = rg.Opening(at=dt.time(14))
    moved = rg.Postponed(day=FIRST, to=FIRST + dt.timedelta(days=1))
    assert told(series(opening=opening, amendments=(moved,)))[0] == "12-01 14:00"
    later = rg.Postponed(day=day(1), to=day(1) + dt.timedelta(days=1))
    assert told(series(opening=opening, amendments=(later,)))[1] == "12-08 18:30"


# Who is there


def test_who_joins_late_and_who_leaves() -> None:
    found = series(
        away=(
            rg.Away(name="Ann", last=day(1)),
            rg.Away(name="Ben", first=day(2)),
            rg.Away(name="Cem", first=day(1), last=day(1)),
            rg.Away(name="Kim", first=day(3), last=day(3) + WEEK),
        )
    )
    assert [one.absent for one in found.meetings] == [
        ("Ann",),
        ("Ann", "Cem"),
        ("Ben",),
        ("Kim", "Ben"),
    ]
    assert [len(one.members) for one in found.meetings] == [3, 2, 3, 3]


def test_who_is_away_goes_by_the_day_on_which_it_is_held() -> None:
    gone = rg.Away(name="Ann", first=day(1), last=day(1))
    moved = rg.Postponed(day=day(1), to=day(1) + dt.timedelta(days=1))
    assert series(away=(gone,), amendments=(moved,)).meetings[1].absent == ()


def test_somebody_may_be_away_more_than_once() -> None:
    away = tuple(rg.Away(name="Ann", first=day(n), last=day(n)) for n in (0, 2))
    assert [one.absent for one in series(away=away).meetings] == [("Ann",), (), ("Ann",), ()]


def test_offers_go_by_the_day_of_the_rhythm_and_wait_for_nobody_who_is_away() -> None:
    moved = rg.Postponed(day=day(1), to=day(1) + dt.timedelta(days=1))
    found = series(
        offers=(
            rg.Offer(day=day(1), names=("Cem", "Ann")),
            rg.Offer(day=day(1), names=("Ben",)),
            rg.Offer(day=day(2), names=("Dot",)),
        ),
        away=(rg.Away(name="Dot", first=day(2), last=day(2)),),
        amendments=(moved,),
    )
    assert [one.presenters for one in found.meetings] == [(), ("Cem", "Ann", "Ben"), (), ()]


def test_each_meeting_keeps_what_holds_for_all() -> None:
    waiver = rg.Waiver(code="RG304", reason="As agreed.")
    found = series(waivers=(waiver,))
    assert {one.waivers for one in found.meetings} == {(waiver,)}
    assert {one.group for one in found.meetings} == {GROUP}


@pytest.mark.parametrize(
    ("attendance", "chance"),
    [
        (rg.Attendance(), None),
        (rg.Attendance(least=6, of=8), 0.75),
        (rg.Attendance(least=0, of=8), 0),
        (rg.Attendance(expected=0.9), 0.9),
        (rg.Attendance(least=6, of=8, expected=0.9), 0.9),
        (rg.Attendance(least=6, of=8, expected=0), 0),
        (rg.Attendance(expected=0.9, persons=(rg.Likely("Ann", 0.25),)), 0.25),
        (rg.Attendance(expected=0.9, persons=(rg.Likely("Ann", 0),)), 0),
        (rg.Attendance(expected=0.9, persons=(rg.Likely("Ben", 0.25),)), 0.9),
        (rg.Attendance(persons=(rg.Likely("Ben", 0.25),)), None),
    ],
)
def test_the_nearest_that_is_told_is_how_likely_somebody_comes(
    attendance: rg.Attendance, chance: float | None
) -> None:
    assert attendance.chance("Ann") == chance


@given(st.floats(0, 1))
def test_a_chance_is_given_back_as_it_was_told(share: float) -> None:
    assert rg.Attendance(expected=share).chance("Ann") == share


# In words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (series(), "Monday group: 4 meetings every Monday, Talk"),
        (series(count=1), "Monday group: 1 meeting every Monday, Talk"),
        (rg.Opening(), "opening: the first meeting"),
        (
            rg.Opening(protocol=TALK, slot=rg.minutes(60), day=FIRST, at=dt.time(14), taster=True),
            "opening: Talk, 60 min, 2026-11-30, at 14:00, a taster",
        ),
        (rg.Holiday(first=FIRST), "holiday: 2026-11-30"),
        (rg.Holiday(first=FIRST, last=FIRST, name="Eid"), "Eid: 2026-11-30"),
        (rg.Postponed(day=FIRST, to=day(1), at=dt.time(9)), "2026-11-30 is held on 2026-12-07 at"),
        (rg.Cancelled(day=FIRST), "2026-11-30 is not held"),
        (rg.Away(name="Ann", first=FIRST), "Ann leaves before 2026-11-30"),
        (rg.Away(name="Ann", first=FIRST, last=day(1)), "Ann is away 2026-11-30 to 2026-12-07"),
        (rg.Attendance(), "not told"),
        (
            rg.Attendance(least=6, of=8, expected=0.85, persons=(rg.Likely("Ann", 0.6),)),
            "at least 6 of 8 meetings, 85 % expected, Ann comes to 60 % of meetings",
        ),
    ],
)
def test_values_are_told_in_plain_words(value: object, words: str) -> None:
    assert str(value).startswith(words)


def test_any_kind_of_day_and_time_is_kept_as_a_plain_one() -> None:
    first, at = pendulum.date(2026, 11, 30), pendulum.time(9)
    for value in (
        rg.Holiday(first=first, last=first),
        rg.Postponed(day=first, to=first, at=at),
        rg.Cancelled(day=first),
        rg.Away(name="Ann", first=first, last=first),
        rg.Offer(day=first, names=("Ann",)),
        rg.Opening(day=first, at=at),
        attrs.evolve(series(), count=None, until=first),
        attrs.evolve(series().occasions[0], day=first),
    ):
        told_ = [getattr(value, field.name) for field in attrs.fields(type(value))]
        assert {type(one) for one in told_ if isinstance(one, dt.date)} <= {dt.date, dt.datetime}
        assert {type(one) for one in told_ if isinstance(one, dt.time)} <= {dt.time}


# What cannot be

MOVED = rg.Postponed(day=day(1), to=day(2))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: series(count=3, until=day(3)), "Series monday: give count or until"),
        (lambda: attrs.evolve(series(), count=None), "Series monday: give count or until"),
        (
            lambda: series(cadence=rg.OnDates((FIRST,)), count=1),
            "give count or until, and neither with dates",
        ),
        (lambda: series(count=0), "Series.count: must be 1 to 500, got 0"),
        (lambda: series(count=501), "Series.count: must be 1 to 500, got 501"),
        (lambda: series(until=day(-1)), "Series monday: no meeting is held"),
        (
            lambda: series(count=1, amendments=(rg.Cancelled(day=FIRST),)),
            "Series monday: no meeting is held",
        ),
        (lambda: series(cadence="weekly"), "Series.cadence: must be Weekly or Monthly or OnDates"),
        (lambda: series(cadence=rg.Monthly(nth=1)), "is not on the first Monday of its month"),
        (lambda: series(start=START.replace(tzinfo=None)), "Series.start: must say its time zone"),
        (
            lambda: series(dt.datetime(2027, 3, 28, 1, 30, tzinfo=LONDON)),
            "Series.start: is a time that the clocks skip",
        ),
        (lambda: series(until=START), "Series.until: must be a day, got"),
        (
            lambda: series(in_person=(FIRST + dt.timedelta(days=1),)),
            "Series monday: there is no meeting on 2026-12-01",
        ),
        (lambda: series(in_person=(FIRST, FIRST)), "Series.in_person: must not"),
        (lambda: series(in_person=(START,)), "Series.in_person"),
        (lambda: series(in_person=FIRST), "Series.in_person"),
        (lambda: series(in_person="now"), "Series.in_person"),
        (lambda: series(seed=-1), "Series.seed: must be 0 to 2147483647"),
        (lambda: series(key="Monday"), "Series.key: must be lower-case names"),
        (
            lambda: series(amendments=(rg.Cancelled(day=day(1)), MOVED)),
            "Series monday: a day is amended twice",
        ),
        (
            lambda: series(amendments=(rg.Cancelled(day=FIRST + dt.timedelta(days=1)),)),
            "Series monday: there is no meeting on 2026-12-01",
        ),
        (
            lambda: series(holidays=(rg.Holiday(first=day(1)),), amendments=(MOVED,)),
            "Series monday: there is no meeting on 2026-12-07",
        ),
        (
            lambda: series(offers=(rg.Offer(day=day(9), names=("Ann",)),)),
            "Series monday: there is no meeting on 2027-02-01",
        ),
        (lambda: series(amendments=(MOVED,)), "the meetings of 2026-12-07 and 2026-12-14 overlap"),
        (
            lambda: series(amendments=(rg.Postponed(day=day(1), to=day(2), at=dt.time(19, 59)),)),
            "the meetings of 2026-12-14 and 2026-12-07 overlap",
        ),
        (lambda: series(slot=dt.timedelta(days=8)), "2026-11-30 and 2026-12-07 overlap"),
        (
            lambda: series(
                holidays=(rg.Holiday(first=day(1) + dt.timedelta(days=1), name="Eid"),),
                amendments=(rg.Postponed(day=day(1), to=day(1) + dt.timedelta(days=1)),),
            ),
            "Series monday: 2026-12-08 is one of its holidays",
        ),
        (
            lambda: series(holidays=(rg.Holiday(first=day(-1)),), opening=rg.Opening(day=day(-1))),
            "Series monday: 2026-11-23 is one of its holidays",
        ),
        (lambda: series(opening=rg.Opening(day=day(1))), "Series.opening: must be before 2026-11"),
        (lambda: series(opening=rg.Opening(day=FIRST)), "Series.opening: must be before 2026-11-"),
        (
            lambda: series(opening=rg.Opening(day=FIRST, at=dt.time(10), taster=True)),
            "Series monday: the opening is on a day of the rhythm; leave its day out",
        ),
        (lambda: series(away=(rg.Away(name="Eve", first=FIRST),)), "Series.away: 'Eve' is not in"),
        (lambda: series(offers=(rg.Offer(day=FIRST, names=("Eve",)),)), "Series.offers: 'Eve'"),
        (
            lambda: series(offers=(rg.Offer(day=FIRST, names=("Ann", "Kim")),)),
            "Series.offers: 'Kim' leads; members bring a matter",
        ),
        (
            lambda: series(attendance=rg.Attendance(persons=(rg.Likely("Eve", 1),))),
            "Series.attendance: 'Eve' is not in the group",
        ),
        (lambda: series(apart=(("Ann", "Eve"),)), "Series.apart: 'Eve' is not in the group"),
        (lambda: series(together=(("Ann", "Eve"),)), "Series.together: 'Eve' is not in the group"),
        (lambda: series(apart=(("Ann",),)), "Series.apart: must have 2 to 2 items, got 1"),
        (lambda: series(apart=(("Ann", "Ann"),)), "must not hold the same item twice"),
        (lambda: series(apart=("Ann", "Ben")), "Series.apart: must hold tuple, got 'Ann'"),
        (lambda: series(met=(("Ann",),)), "Series.met: must have 2 to 200 items, got 1"),
        (lambda: series(met=7), "Series.met: must be several in a tuple, got 7"),
        (
            lambda: rg.Holiday(first=FIRST, last=day(-1)),
            "Holiday: ends on 2026-11-23, before it begins on 2026-11-30",
        ),
        (lambda: rg.Holiday(first=START), "Holiday.first: must be a day, got"),
        (lambda: rg.Holiday(first="2026-11-30"), "Holiday.first: must be a day, got '2026-11-30'"),
        (lambda: rg.Holiday(first=dt.date(3000, 1, 1)), "between the years 1900 and 2999"),
        (lambda: rg.Away(name="Ann"), "Away Ann: give a first or a last day"),
        (lambda: rg.Away(name="Ann", first=day(1), last=FIRST), "Away Ann: ends on 2026-11-30"),
        (lambda: rg.Offer(day=FIRST, names=()), "Offer.names: must have 1 to 20 items, got 0"),
        (lambda: rg.Offer(day=FIRST, names=("Ann", "Ann")), "must not hold the same item twice"),
        (lambda: rg.Offer(day=FIRST, names="Ann"), "Offer.names: must be several in a tuple"),
        (lambda: rg.Likely("Ann", 60), "Likely.share: must be 0 to 1, got 60"),
        (lambda: rg.Likely("Ann", "0.6"), "Likely.share: must be a number, got '0.6'"),
        (lambda: rg.Attendance(least=6), "Attendance: least and of are told together"),
        (lambda: rg.Attendance(of=8), "Attendance: least and of are told together"),
        (lambda: rg.Attendance(least=9, of=8), "Attendance: nobody comes to 9 of 8 meetings"),
        (
            lambda: rg.Attendance(persons=(rg.Likely("Ann", 1), rg.Likely("Ann", 0))),
            "Attendance.persons: must not tell of the same person twice",
        ),
        (lambda: rg.Opening(slot=rg.minutes(0)), "Opening.slot: must be more than nothing"),
        (
            lambda: rg.Opening(at=dt.time(9, tzinfo=dt.UTC)),
            "Opening.at: must be a time of day alone",
        ),
        (lambda: rg.Opening(at=START), "Opening.at: must be a time of day, got"),
        (lambda: rg.Opening(protocol="balint.uk"), "Opening.protocol: must be Protocol"),
        (lambda: rg.SeriesNeeds(attend=6), "SeriesNeeds: 6 must be out of as many or more, got"),
        (lambda: rg.SeriesNeeds(attend=9, attend_of=8), "9 must be out of as many or more, got 8"),
        (lambda: rg.SeriesNeeds(hours_in_person=15), "15 must be out of as many or more, got None"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_one_meeting_may_follow_on_the_heels_of_another() -> None:
    close = rg.Postponed(day=day(1), to=day(2), at=dt.time(20))
    assert told(series(amendments=(close,)))[1:3] == ["12-14 18:30", "12-14 20:00"]


def test_whether_meetings_overlap_goes_by_the_time_that_passes() -> None:
    night = dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)  # the clock goes back at 2:00
    forward = rg.Postponed(day=dt.date(2026, 11, 1), to=night.date(), at=dt.time(2))
    found = series(night, count=2, slot=rg.minutes(120), amendments=(forward,))
    assert told(found) == ["10-25 00:30", "10-25 02:00"]
    spring = dt.datetime(2027, 3, 28, 0, 30, tzinfo=LONDON)  # 1:00 is followed by 2:00
    forward = rg.Postponed(day=dt.date(2027, 4, 4), to=spring.date(), at=dt.time(2))
    with pytest.raises(rg.ModelError, match="the meetings of 2027-03-28 and 2027-04-04 overlap"):
        series(spring, count=2, slot=rg.minutes(60), amendments=(forward,))


def test_a_meeting_that_is_not_held_is_in_nobodys_way() -> None:
    found = series(count=3, amendments=(MOVED, rg.Cancelled(day=day(2))))
    assert told(found) == ["11-30 18:30", "12-14 18:30"]


def test_an_opening_of_its_own_is_held_and_is_held_first() -> None:
    opening = rg.Opening(slot=rg.minutes(180), day=day(-1))
    with pytest.raises(rg.ModelError, match="the opening is cancelled; postpone it, or leave it"):
        series(opening=opening, amendments=(rg.Cancelled(day=day(-1)),))
    late = rg.Postponed(day=day(-1), to=day(1) + dt.timedelta(days=1))
    with pytest.raises(rg.ModelError, match="the opening would come after another meeting"):
        series(opening=opening, amendments=(late,))


def test_where_the_first_meeting_is_cancelled_the_next_one_is_the_first() -> None:
    found = series(count=3, amendments=(rg.Cancelled(day=FIRST),))
    assert [one.opening for one in found.occasions] == [False, True, False]
    assert [one.first for one in found.meetings] == [True, False]


def test_an_offer_for_a_cancelled_day_holds_for_the_next() -> None:
    offer = rg.Offer(day=day(1), names=("Ann",))
    later = rg.Offer(day=day(2), names=("Ben", "Ann"))
    gone = rg.Cancelled(day=day(1))
    found = series(count=4, offers=(later, offer), amendments=(gone,))
    assert [one.presenters for one in found.meetings] == [(), ("Ann", "Ben"), ()]
    last = series(count=2, offers=(offer,), amendments=(gone,))
    assert [one.presenters for one in last.meetings] == [()]


def test_nobody_offers_twice_for_one_day() -> None:
    twice = (rg.Offer(day=FIRST, names=("Ann",)), rg.Offer(day=FIRST, names=("Ben", "Ann")))
    with pytest.raises(rg.ModelError, match="'Ann' offers twice on 2026-11-30"):
        series(offers=twice)


def test_a_swap_is_of_two_members_on_two_days_of_the_series() -> None:
    swap = rg.TurnSwap(names=("Ann", "Ben"), days=(FIRST, day(1)))
    assert str(swap) == f"Ann ({FIRST}) with Ben ({day(1)})"
    assert series(swaps=(swap,)).swaps == (swap,)
    with pytest.raises(rg.ModelError, match=f"there is no meeting on {day(9)}"):
        series(swaps=(attrs.evolve(swap, days=(FIRST, day(9))),))
    with pytest.raises(rg.ModelError, match="must hold date"):
        rg.TurnSwap(names=("Ann", "Ben"), days=("Monday", "Tuesday"))  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["apart", "together"])
def test_small_groups_are_of_members(field: str) -> None:
    with pytest.raises(rg.ModelError, match=f"Series.{field}: 'Kim' leads; small groups are of"):
        series(**{field: (("Ann", "Kim"),)})


# What holds for every series

ZONES = (LONDON, NEW_YORK, LORD_HOWE, SAO_PAULO, KOLKATA, dt.UTC)
starts = st.datetimes(
    dt.datetime(1980, 1, 1),  # noqa: DTZ001 -- the zone is drawn beside it
    dt.datetime(2100, 1, 1),  # noqa: DTZ001 -- the same
    timezones=st.sampled_from(ZONES),
    allow_imaginary=False,
)
rhythms = st.builds(rg.Weekly, st.integers(1, 8)) | st.builds(rg.Monthly, every=st.integers(1, 6))


def holidays_after(first: dt.date) -> st.SearchStrategy[list[rg.Holiday]]:
    spans = st.tuples(st.integers(0, 120), st.integers(0, 40)).map(
        lambda found: rg.Holiday(
            first=first + dt.timedelta(days=found[0]),
            last=first + dt.timedelta(days=sum(found)),
        )
    )
    return st.lists(spans, max_size=3)


@st.composite
def rhythmic(draw: st.DrawFn) -> rg.Series:
    """Series with a count and holidays, and nothing else."""
    start = draw(starts)
    return series(
        start,
        cadence=draw(rhythms),
        count=draw(st.integers(1, 12)),
        holidays=draw(holidays_after(start.date())),
    )


@given(rhythmic())
@example(series(dt.datetime(2026, 9, 27, 2, 15, tzinfo=LORD_HOWE), count=3))
@example(series(dt.datetime(2026, 10, 18, 1, 30, tzinfo=LONDON), count=3))
def test_the_clock_on_the_wall_is_held_and_the_count_is_met(found: rg.Series) -> None:
    assert len(found.meetings) == len(found.occasions) == found.count
    for one in found.occasions:
        wanted = dt.datetime.combine(one.day, found.start.time())
        shown = one.start.replace(tzinfo=None, fold=0)
        if shown != wanted.replace(fold=0):  # just where the clocks skip it
            there = wanted.replace(tzinfo=found.start.tzinfo, fold=0)
            assert utc(there).astimezone(found.start.tzinfo).replace(tzinfo=None) != there.replace(
                tzinfo=None
            )
            assert dt.timedelta(0) < shown - wanted.replace(fold=0) <= rg.minutes(60)
        assert one.start.utcoffset() == one.start.tzinfo.utcoffset(one.start)  # type: ignore[union-attr]


@given(rhythmic())
def test_meetings_are_in_the_order_of_the_rhythm_and_on_no_holiday(found: rg.Series) -> None:
    held = [one.day for one in found.occasions]
    rhythm = days(found.cadence, found.start.date())
    due = itertools.takewhile(lambda one: one <= held[-1], rhythm)
    free = [one for one in due if not any(one in holiday for holiday in found.holidays)]
    assert held == free
    assert [one.number for one in found.occasions] == list(range(1, len(held) + 1))
    moments = [utc(one.start) for one in found.occasions]
    assert moments == sorted(set(moments))


@given(rhythmic(), st.integers(0, 400))
def test_until_a_day_there_are_as_many_as_come_before_it(found: rg.Series, after: int) -> None:
    until = found.start.date() + dt.timedelta(days=after)
    meant = [one.day for one in attrs.evolve(found, count=500).occasions if one.day <= until]
    assume(meant)
    told_ = attrs.evolve(found, count=None, until=until)
    assert [one.day for one in told_.occasions] == meant


def names(people: Iterable[rg.Person]) -> list[str]:
    return [person.name for person in people]


@given(STRATEGIES["Series"])
def test_in_each_meeting_everybody_is_either_there_or_absent(found: rg.Series) -> None:
    assert len(found.meetings) == sum(not one.cancelled for one in found.occasions)
    for meeting in found.meetings:
        there = [*names(meeting.leaders), *names(meeting.members)]
        assert sorted([*there, *meeting.absent]) == sorted(names(found.group.everyone))
        assert not set(there) & set(meeting.absent)
        assert set(meeting.presenters) <= set(names(meeting.members))
        day_ = meeting.start.date()
        assert set(meeting.absent) == {one.name for one in found.away if day_ in one}


@given(STRATEGIES["Series"])
def test_meetings_neither_overlap_nor_fall_on_a_holiday(found: rg.Series) -> None:
    for one, other in itertools.pairwise(found.meetings):
        assert utc(one.start) + one.slot <= utc(other.start)
    for meeting in found.meetings:
        assert not any(meeting.start.date() in holiday for holiday in found.holidays)


@given(STRATEGIES["Series"])
def test_only_amendments_move_a_meeting_and_each_is_told(found: rg.Series) -> None:
    plain = attrs.evolve(found, amendments=())
    amended = {one.day: one for one in found.amendments}
    for before, after in zip(plain.occasions, found.occasions, strict=True):
        by = amended.get(before.day)
        assert (after.number, after.day, after.slot) == (before.number, before.day, before.slot)
        assert after.cancelled is isinstance(by, rg.Cancelled)
        assert after.postponed is isinstance(by, rg.Postponed)
        assert after.start == before.start or after.postponed


def test_many_meetings_are_laid_out_once() -> None:
    found = series(count=500)
    assert found.meetings is found.meetings
    assert found.occasions is found.occasions
