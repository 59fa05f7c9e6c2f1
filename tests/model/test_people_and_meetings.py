"""People, groups, meetings and timelines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest

import reflective_groups as rg

if TYPE_CHECKING:
    from collections.abc import Callable

LONDON = ZoneInfo("Europe/London")
START = dt.datetime(2026, 11, 30, 18, 30, tzinfo=LONDON)
TALK = rg.Protocol(
    key="x",
    title="Our talk",
    session=rg.Phase(name="talk", time=rg.Timebox(least=rg.minutes(20))),
    first_session=rg.Phase(name="introduce", time=rg.up_to_share(0.5))
    >> rg.Phase(name="talk", time=rg.exactly(rg.minutes(20))),
)
GROUP = rg.Group(members=("Ann", "Ben", "Cem"), leaders=("Dot",))  # type: ignore[arg-type]


def meeting(**more: object) -> rg.Meeting:
    given = {"protocol": TALK, "group": GROUP, "start": START, "slot": rg.minutes(90)} | more
    return rg.Meeting(**given)  # type: ignore[arg-type]


def test_a_name_stands_for_a_person_of_whom_nothing_is_known() -> None:
    assert GROUP.members[0] == rg.Person("Ann")
    assert str(rg.Person("Ann", profession="nurse")) == "Ann"
    assert [person.name for person in GROUP.everyone] == ["Dot", "Ann", "Ben", "Cem"]
    assert all(
        getattr(rg.Person("Ann"), field) is None
        for field in ("trained_in", "accreditation", "was_member", "supervised", "device", "senior")
    )


def test_not_known_is_not_the_same_as_no() -> None:
    assert rg.Person("Ann").is_trained_in("balint") is None
    assert rg.Person("Ann", trained_in=()).is_trained_in("balint") is False
    assert rg.Person("Ann", trained_in=["balint"]).is_trained_in("balint") is True  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("group", "told", "online"),
    [
        (rg.Group(), "0 members and 0 leaders, in person", False),
        (
            rg.Group(members=("Ann",), leaders=("Ben",), setting=rg.Setting.ONLINE),  # type: ignore[arg-type]
            "1 member and 1 leader, online",
            True,
        ),
        (rg.Group(setting=rg.Setting.HYBRID), "0 members and 0 leaders, hybrid", True),
    ],
)
def test_a_group_is_told_in_plain_words(group: rg.Group, told: str, online: bool) -> None:  # noqa: FBT001
    assert str(group) == told
    assert group.online is online


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rg.Person(""), "Person.name: must have 1 to 200 characters, got 0"),
        (lambda: rg.Person("Ann", supervised="yes"), "Person.supervised: must be bool, got 'yes'"),
        (lambda: rg.Person("Ann", supervised=1), "Person.supervised: must be bool, got 1"),
        (lambda: rg.Person("Ann", trained_in=(1,)), "Person.trained_in: must hold str, got 1"),
        (lambda: rg.Person("Ann", trained_in="balint"), "Person.trained_in: must be several in"),
        (lambda: rg.Person("Ann", device="phone"), "Person.device: must be Device, got 'phone'"),
        (lambda: rg.Person("Ann", accreditation=True), "Person.accreditation: must be Accredit"),
        (lambda: rg.Room(circle="yes"), "Room.circle: must be bool, got 'yes'"),
        (lambda: rg.Agreements(confidentiality="all"), "Agreements.confidentiality: must be Conf"),
        (lambda: rg.Agreements(leaders_talk=True), "Agreements.leaders_talk: must be LeadersTalk"),
        (lambda: rg.Group(members=(1,)), "Group.members: must hold Person, got 1"),
        (lambda: rg.Group(members="Ann"), "Group.members: must be several in a tuple"),
        (lambda: rg.Group(members=("Ann",), leaders=("Ann",)), "two people share a name: Ann"),
        (lambda: rg.Group(members=("B", "A", "B", "A")), "two people share a name: A, B"),
        (lambda: rg.Group(setting="online"), "Group.setting: must be Setting, got 'online'"),
        (lambda: rg.Group(visible_on_screen=0), "Group.visible_on_screen: must be 1 to 1000"),
        (
            lambda: rg.Group(leaders=tuple(f"L{n}" for n in range(21))),
            "Group.leaders: must have 0 to 20 items, got 21",
        ),
        (lambda: meeting(protocol="balint"), "Meeting.protocol: must be Protocol, got 'balint'"),
        (lambda: meeting(group=None), "Meeting.group: must be Group, got None"),
        (lambda: meeting(slot=90), "Meeting.slot: must be a length of time, got 90"),
        (lambda: meeting(slot=rg.minutes(0)), "Meeting.slot: must be more than nothing"),
        (lambda: meeting(slot=dt.timedelta(days=32)), "Meeting.slot: must be 31 days at most"),
        (lambda: meeting(first="no"), "Meeting.first: must be bool, got 'no'"),
        (lambda: meeting(presenters=("Eve",)), "Meeting.presenters: 'Eve' is not in the group"),
        (lambda: meeting(absent=("Eve",)), "Meeting.absent: 'Eve' is not in the group"),
        (
            lambda: meeting(presenters=("Ann", "Dot")),
            "Meeting.presenters: 'Dot' leads; presenters are members",
        ),
        (lambda: meeting(absent=("Ann", "Ann")), "Meeting.absent: must not hold the same item"),
        (
            lambda: meeting(presenters=("Ben", "Ann"), absent=("Ann",)),
            "Meeting.presenters: 'Ann' is absent",
        ),
        (lambda: meeting(waivers=("RG101",)), "Meeting.waivers: must hold Waiver, got 'RG101'"),
        (lambda: meeting(start="18:30"), "Meeting.start: must be a date and time, got '18:30'"),
        (lambda: meeting(start=START.date()), "Meeting.start: must be a date and time"),
        (
            lambda: meeting(start=START.replace(tzinfo=None)),
            "Meeting.start: must say its time zone, got 2026-11-30T18:30:00",
        ),
        (lambda: meeting(start=pendulum.naive(2026, 11, 30)), "Meeting.start: must say its time"),
        (lambda: meeting(start=START.replace(year=1899)), "between the years 1900 and 2999"),
        (lambda: meeting(start=START.replace(year=3000)), "between the years 1900 and 2999"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_a_time_of_day_is_no_start() -> None:
    with pytest.raises(rg.ModelError, match=r"Meeting\.start: must be a date and time"):
        meeting(start=dt.time(18, 30, tzinfo=dt.UTC))


class Nowhere(dt.tzinfo):
    """A zone that does not say its offset, which Python calls naive."""

    def utcoffset(self, dt_: dt.datetime | None, /) -> None:
        del dt_

    dst = utcoffset

    def tzname(self, dt_: dt.datetime | None, /) -> str:
        del dt_
        return "nowhere"


def test_a_start_in_a_zone_without_an_offset_is_refused() -> None:
    with pytest.raises(rg.ModelError, match=r"Meeting\.start: must say its time zone"):
        meeting(start=START.replace(tzinfo=Nowhere()))


def test_a_pendulum_start_is_kept_as_a_plain_one_in_the_same_zone() -> None:
    told = meeting(start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"))
    assert told == meeting()
    assert type(told.start) is dt.datetime
    assert type(told.start.tzinfo) is ZoneInfo
    assert rg.content_hash(told) == rg.content_hash(meeting())
    assert told.zone == "Europe/London"


@pytest.mark.parametrize(
    ("start", "zone", "offset"),
    [
        (pendulum.datetime(2026, 7, 1, 18), "UTC", 0),
        (START.astimezone(dt.UTC), "UTC", 0),
        (pendulum.parse("2026-07-01T18:00:00+05:30"), "UTC+05:30", 330),
        (dt.datetime(2026, 7, 1, tzinfo=dt.timezone(rg.minutes(-210))), "UTC-03:30", -210),
        (dt.datetime(2026, 7, 1, tzinfo=dt.timezone(rg.minutes(0), "GMT")), "UTC", 0),
        (START.replace(tzinfo=ZoneInfo("Australia/Lord_Howe")), "Australia/Lord_Howe", 660),
    ],
)
def test_each_kind_of_zone_is_kept(start: dt.datetime, zone: str, offset: int) -> None:
    told = meeting(start=start)
    assert told.zone == zone
    assert told.start == start
    assert told.start.utcoffset() == rg.minutes(offset)


@pytest.mark.parametrize(
    "start",
    [
        dt.datetime(2026, 3, 29, 1, 30, tzinfo=LONDON),
        dt.datetime(2026, 3, 29, 1, 30, tzinfo=LONDON, fold=1),
        dt.datetime(2026, 3, 8, 2, 0, tzinfo=ZoneInfo("America/New_York")),
        dt.datetime(2026, 10, 4, 2, 15, tzinfo=ZoneInfo("Australia/Lord_Howe")),
    ],
)
def test_a_start_that_the_clocks_skip_is_refused(start: dt.datetime) -> None:
    with pytest.raises(rg.ModelError, match=r"Meeting\.start: is a time that the clocks skip"):
        meeting(start=start)
    assert meeting(start=start + rg.minutes(60)).start.hour in {2, 3}


@pytest.mark.parametrize("fold", [0, 1])
def test_both_hours_of_a_clock_change_can_be_told(fold: int) -> None:
    twice = dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
    assert meeting(start=twice).start.utcoffset() == rg.minutes(60 if fold == 0 else 0)
    by_pendulum = pendulum.datetime(2026, 10, 25, 1, 30, tz="Europe/London", fold=fold)
    assert meeting(start=by_pendulum).start.fold == fold
    assert f"fold={fold}" in repr(meeting(start=twice)) or fold == 0


def test_meetings_an_hour_apart_in_a_repeated_hour_differ() -> None:
    first, second = (
        meeting(start=dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)) for fold in (0, 1)
    )
    assert first != second


def test_meetings_that_keep_to_different_clocks_differ() -> None:
    here, there = meeting(), meeting(start=START.astimezone(dt.UTC))
    assert (here == there) == (rg.content_hash(here) == rg.content_hash(there))


def test_whoever_is_absent_is_not_there() -> None:
    told = meeting(absent=["Ben", "Dot"], presenters=["Cem"])
    assert [person.name for person in told.members] == ["Ann", "Cem"]
    assert told.leaders == ()
    assert told.heads.members == rg.times(2)
    assert told.heads.leaders == rg.times(0)


def test_a_first_meeting_holds_the_first_session() -> None:
    assert meeting().held is TALK
    assert meeting(first=True).held == TALK.for_first_meeting()
    assert meeting(first=True).held.session == TALK.first_session


def test_its_timebox_takes_shares_of_its_own_slot() -> None:
    assert meeting().timebox == rg.Timebox(least=rg.minutes(20))
    first = meeting(first=True, slot=rg.minutes(100)).timebox
    assert (first.least, first.usual, first.most) == (rg.minutes(20), None, rg.minutes(70))


def test_shares_that_are_too_many_for_a_large_group_take_more_than_the_slot() -> None:
    tenth = rg.Phase(name="say", time=rg.Share(least=0.1, usual=0.1, most=0.1), each=rg.MEMBER)
    close = rg.Phase(name="close", time=rg.exactly(rg.minutes(6)))
    told = meeting(
        protocol=rg.Protocol(
            key="x", title="X", session=tenth >> close, size=rg.GroupSize(least=3, most=9)
        ),
        group=rg.Group(members=tuple(f"P{number}" for number in range(12))),
    )
    assert told.timebox == rg.exactly(rg.minutes(114))  # 12 tenths of 90, and 6 besides
    unsaid = attrs.evolve(
        told,
        protocol=attrs.evolve(told.protocol, session=attrs.evolve(tenth, time=rg.Share(least=0.1))),
    )
    assert unsaid.timebox == rg.Timebox(least=rg.minutes(108), most=rg.minutes(108))


def test_a_meeting_tells_itself_in_one_line() -> None:
    assert str(meeting()) == (
        "Our talk, 2026-11-30 18:30 Europe/London, 90 min, 3 members and 1 leader, in person"
    )


LATER = START + rg.minutes(10)


def test_a_stretch_is_as_long_as_the_time_that_passes() -> None:
    night = dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
    stretch = rg.Stretch(path="talk", start=night, end=night.replace(hour=2))
    assert stretch.length == rg.minutes(180)  # the clock says 120
    by_pendulum = rg.Stretch(
        path="talk", start=pendulum.instance(START), end=pendulum.instance(LATER)
    )
    assert by_pendulum.length == rg.minutes(10)
    assert type(by_pendulum.length) is dt.timedelta


def test_stretches_an_hour_apart_in_a_repeated_hour_differ() -> None:
    first, second = (
        rg.Stretch(path="talk", start=moment, end=moment)
        for moment in (dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=n) for n in (0, 1))
    )
    assert first != second


def test_a_stretch_says_who_holds_what() -> None:
    held = (rg.Held(rg.PRESENTER, ("Ann",)), rg.Held(rg.MEMBER, ["Ben", "Cem"]))  # type: ignore[arg-type]
    stretch = rg.Stretch(path="rounds[2]/talk", start=START, end=LATER, held=held, group=1)
    assert stretch.holders(rg.MEMBER) == ("Ben", "Cem")
    assert stretch.holders(rg.LEADER) == ()
    assert str(stretch) == "18:30 to 18:40 rounds[2]/talk"
    assert str(held[1]) == "member: Ben, Cem"
    line = rg.Timeline((stretch, attrs.evolve(stretch, path="close")))
    assert len(line) == 2
    assert list(line) == list(line.stretches)
    assert str(line) == "18:30 to 18:40 rounds[2]/talk\n18:30 to 18:40 close"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"path": ""}, "Stretch.path: must have 1 to 1000 characters, got 0"),
        ({"start": "18:30"}, "Stretch.start: must be datetime, got '18:30'"),
        ({"start": START.replace(tzinfo=None)}, "Stretch talk: start and end must say their time"),
        ({"end": LATER.replace(tzinfo=None)}, "Stretch talk: start and end must say their time"),
        ({"end": START - rg.minutes(1)}, "Stretch talk: ends before it starts"),
        ({"held": ("Ann",)}, "Stretch.held: must hold Held, got 'Ann'"),
        ({"group": 0}, "Stretch.group: must be 1 to 500, got 0"),
    ],
)
def test_a_stretch_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        rg.Stretch(**({"path": "talk", "start": START, "end": LATER} | wrong))  # type: ignore[arg-type]
    assert message in str(error.value)


def test_a_timeline_holds_stretches() -> None:
    with pytest.raises(rg.ModelError, match=r"Timeline\.stretches: must hold Stretch, got 'talk'"):
        rg.Timeline(("talk",))  # type: ignore[arg-type]
    with pytest.raises(rg.ModelError, match=r"Held.people: must hold str, got 7"):
        rg.Held(rg.MEMBER, (7,))  # type: ignore[arg-type]
