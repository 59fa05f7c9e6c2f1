"""Calendars: two readers that know nothing of this library find in them what was meant."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import attrs
import icalendar
import pendulum
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Programme, calendar, plan, programme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Reader = Callable[[str], dict[str, Any]]

ROOT = Path(__file__).parents[2]
READER = ROOT / "tests" / "calendar" / "read.mjs"
INSTALLED = Path(sys.prefix) / "reader"

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
STAMP = dt.datetime(2026, 8, 1, 9, 0, tzinfo=dt.UTC)
PEOPLE = ("Xanthippe", "Quirin", "Zuleika", "Yngve", "Ulfhild", "Wystan")
GROUP = rg.Group(members=PEOPLE, leaders=("Vigdis",))
TALK = rg.Protocol(
    key="my.talk",
    title="Our talk",
    family="talks",
    session=rg.Phase(
        name="present",
        time=rg.exactly(rg.minutes(10)),
        floor=rg.Floor(leads=(rg.LEADER,), speaks=(rg.PRESENTER,)),
    )
    >> rg.Phase(name="give_back"),
)
WHOLE = attrs.evolve(
    TALK,
    before=rg.Phase(name="gather", time=rg.exactly(rg.minutes(20))),
    after=rg.Phase(name="debrief", time=rg.exactly(rg.minutes(15))),
)
HOSTILE = (
    r"a;b,c\d \N \n \\ \New\;",
    "BEGIN:VALARM",
    "one\nBEGIN:VALARM\nACTION:AUDIO\nEND:VALARM",
    "one\r\nEND:VEVENT\rtwo",
    " a space before, and one after ",
    "\ttab\t",
    '"quoted": ^n ^^ %2C %0D%0A',
    "😀👩‍👩‍👧 é́ ﷽",
    "ß" * 38 + "😀" * 38,
    "\\" * 160,
    "x" * 73 + ";" * 10,
    "",
)


def meeting(protocol: rg.Protocol = TALK, **more: object) -> rg.Meeting:
    start = dt.datetime(2026, 11, 30, 18, 30, tzinfo=LONDON)
    given_ = {"group": GROUP, "start": start, "slot": rg.minutes(90)} | more
    return rg.Meeting(protocol=protocol, **given_)


def series(start: dt.datetime, **more: object) -> rg.Series:
    given_ = {
        "key": "monday",
        "title": "Monday group",
        "protocol": TALK,
        "group": GROUP,
        "slot": rg.minutes(90),
    }
    if not isinstance(more.get("cadence"), rg.OnDates) and "until" not in more:
        given_["count"] = 3
    return rg.Series(start=start, **(given_ | more))


def at(moment: dt.datetime) -> int:
    """Seconds since 1970, which is how both readers tell a moment."""
    return int(moment.astimezone(dt.UTC).replace(microsecond=0).timestamp())


def with_icalendar(text: str) -> dict[str, Any]:
    """What icalendar finds, which takes a time zone from its name."""
    found = icalendar.Calendar.from_ical(text)
    return {
        "name": str(found["NAME"]) if "NAME" in found else None,
        "product": str(found["PRODID"]),
        "version": str(found["VERSION"]),
        "method": found.get("METHOD"),
        "parts": [part.name.lower() for part in found.subcomponents],
        "events": [_event(event) for event in found.walk("VEVENT")],
    }


def _event(event: icalendar.Event) -> dict[str, Any]:
    start = event["DTSTART"].dt
    return {
        "uid": str(event["UID"]),
        "start": at(start),
        "end": at(event["DTEND"].dt),
        "stamp": at(event["DTSTAMP"].dt),
        "zone": getattr(start.tzinfo, "key", str(start.tzinfo)),
        "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "categories": [str(one) for one in event["CATEGORIES"].cats],
        "privacy": str(event["CLASS"]),
        "busy": str(event["TRANSP"]),
        "others": sorted(name.lower() for name in event),
        "alarms": [
            {
                "action": str(alarm["ACTION"]),
                "at": at(start) + int(alarm["TRIGGER"].dt.total_seconds()),
                "related": alarm["TRIGGER"].params.get("RELATED"),
                "text": str(alarm["DESCRIPTION"]),
            }
            for alarm in event.walk("VALARM")
        ],
    }


@pytest.fixture(scope="module")
def with_ical_js() -> Iterator[Reader]:
    """What ical.js finds, which takes a time zone from what the calendar says of it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not there, and ical.js needs it")
    if not (INSTALLED / "node_modules" / "ical.js").is_dir():
        pytest.skip("ical.js is not there; `make test` installs it where npm is")
    with subprocess.Popen(  # noqa: S603 -- node, and a file of ours
        [node, str(READER), str(INSTALLED)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None

        def read(text: str) -> dict[str, Any]:
            running.stdin.write(json.dumps(text) + "\n")
            running.stdin.flush()
            found = json.loads(running.stdout.readline())
            assert "error" not in found, found["error"]
            return found

        yield read


@pytest.fixture(scope="module", params=["icalendar", "ical.js"])
def read(request: pytest.FixtureRequest) -> Reader:
    """Each reader in turn."""
    if request.param == "icalendar":
        return with_icalendar
    return request.getfixturevalue("with_ical_js")


def moments(found: dict[str, Any]) -> list[tuple[int, int]]:
    return [(one["start"], one["end"]) for one in found["events"]]


def meant(subject: rg.Series) -> list[tuple[int, int]]:
    return [
        (at(one.start), at(one.start.astimezone(dt.UTC) + one.slot)) for one in subject.occasions
    ]


def changes(text: str) -> list[tuple[str, str, str, str]]:
    """Every part of the time zone: kind, onset, offset before and after."""
    (zone,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    return [
        (
            part.name,
            f"{part['DTSTART'].dt:%Y-%m-%d %H:%M}",
            part["TZOFFSETFROM"].to_ical(),
            part["TZOFFSETTO"].to_ical(),
        )
        for part in zone.subcomponents
    ]


class TestOneMeeting:
    def test_it_is_one_event_in_utc(self, read: Reader) -> None:
        text = calendar(plan(meeting()), stamp=STAMP)
        found = read(text)
        (event,) = found["events"]
        start = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
        assert moments(found) == [(at(start), at(start + rg.minutes(90)))]
        assert event["stamp"] == at(STAMP)
        assert (event["zone"], found["parts"]) == ("UTC", ["vevent"])
        assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
        assert (event["privacy"], event["busy"]) == ("PRIVATE", "OPAQUE")
        assert event["summary"] == "Our talk"
        assert event["categories"] == ["reflective group", "talks"]
        assert event["alarms"] == []
        assert (found["version"], found["method"], found["name"]) == ("2.0", None, None)

    def test_the_product_has_no_version_in_it(self, read: Reader) -> None:
        product = read(calendar(plan(meeting()), stamp=STAMP))["product"]
        assert "reflective_groups" in product
        assert rg.__version__ not in product

    @pytest.mark.parametrize(
        "start",
        [
            dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
            dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0),
            dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
            dt.datetime(2027, 3, 28, 0, 30, tzinfo=LONDON),
            dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1),
            dt.datetime(2027, 4, 4, 1, 45, tzinfo=LORD_HOWE, fold=0),
            dt.datetime(2027, 4, 4, 1, 45, tzinfo=LORD_HOWE, fold=1),
            dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.timezone(rg.minutes(345))),
            pendulum.datetime(2026, 10, 25, 0, 30, tz="Europe/Paris"),
        ],
        ids=str,
    )
    def test_it_is_as_long_as_the_slot_also_when_the_clocks_change(
        self, read: Reader, start: dt.datetime
    ) -> None:
        found = read(calendar(plan(meeting(start=start)), stamp=STAMP))
        assert moments(found) == [(at(start), at(start) + 90 * 60)]

    def test_parts_of_a_second_are_left_out(self, read: Reader) -> None:
        start = dt.datetime(2026, 11, 30, 18, 30, 1, 999_999, tzinfo=dt.UTC)
        text = calendar(plan(meeting(start=start)), stamp=start, cues=True)
        (event,) = read(text)["events"]
        assert event["start"] == event["stamp"] == at(start) == event["alarms"][0]["at"]

    def test_before_and_after_lie_outside_and_are_told(self, read: Reader) -> None:
        (event,) = read(calendar(plan(meeting(WHOLE)), stamp=STAMP, cues=True))["events"]
        assert event["end"] - event["start"] == 90 * 60
        assert event["description"].splitlines() == [
            "Our talk, 90 min, in person",
            "",
            "Before the meeting:",
            "18:10  20 min  gather",
            "In the meeting:",
            "18:30  10 min  present",
            "18:40  80 min  give back",
            "After the meeting:",
            "20:00  15 min  debrief",
            "Clock times are those of Europe/London.",
            "",
            "A sound plan does not make a safe group.",
        ]
        assert [one["text"] for one in event["alarms"]] == ["present, 10 min", "give back, 80 min"]

    def test_its_uid_comes_from_the_protocol_the_start_and_the_content(self) -> None:
        def uid(**more: object) -> str:
            return with_icalendar(calendar(plan(meeting(**more)), stamp=STAMP))["events"][0]["uid"]

        assert uid() == uid()
        assert re.fullmatch(
            r"my\.talk-20261130T183000Z-[0-9a-f]{32}@reflective-groups\.invalid", uid()
        )
        assert uid(slot=rg.minutes(60)) != uid()
        assert uid(group=attrs.evolve(GROUP, leaders=())) != uid()

    def test_a_protocol_of_no_family_has_one_category(self, read: Reader) -> None:
        text = calendar(plan(meeting(attrs.evolve(TALK, family=""))), stamp=STAMP)
        assert read(text)["events"][0]["categories"] == ["reflective group"]


class TestASeries:
    @pytest.mark.parametrize(
        ("start", "kinds"),
        [
            (dt.datetime(2026, 10, 12, 18, 30, tzinfo=LONDON), ["DAYLIGHT", "STANDARD"] * 2),
            (dt.datetime(2026, 10, 12, 18, 30, tzinfo=NEW_YORK), ["DAYLIGHT", "STANDARD"] * 2),
            (dt.datetime(2026, 9, 28, 18, 30, tzinfo=LORD_HOWE), ["STANDARD", "DAYLIGHT"] * 2),
        ],
        ids=str,
    )
    def test_a_year_of_weeks_keeps_to_the_clock_on_the_wall(
        self, read: Reader, start: dt.datetime, kinds: list[str]
    ) -> None:
        weeks = series(start, count=52)
        text = calendar(weeks, stamp=STAMP)
        found = read(text)
        assert moments(found) == meant(weeks)
        assert {one["zone"] for one in found["events"]} == {str(start.tzinfo)}
        assert {f"{one.start:%H:%M}" for one in weeks.occasions} == {"18:30"}
        assert len({one.start.utcoffset() for one in weeks.occasions}) == 2
        assert found["parts"] == ["vtimezone", *["vevent"] * 52]
        assert [kind for kind, *_ in changes(text)] == kinds[: len(changes(text))]

    @pytest.mark.parametrize(
        ("start", "told"),
        [
            (
                dt.datetime(2026, 10, 12, 18, 30, tzinfo=LONDON),
                [
                    ("DAYLIGHT", "2026-03-29 01:00", "+0000", "+0100"),
                    ("STANDARD", "2026-10-25 02:00", "+0100", "+0000"),
                ],
            ),
            (
                dt.datetime(2027, 3, 1, 18, 30, tzinfo=NEW_YORK),
                [
                    ("STANDARD", "2026-11-01 02:00", "-0400", "-0500"),
                    ("DAYLIGHT", "2027-03-14 02:00", "-0500", "-0400"),
                ],
            ),
            (
                dt.datetime(2027, 3, 22, 18, 30, tzinfo=LORD_HOWE),
                [
                    ("DAYLIGHT", "2026-10-04 02:00", "+1030", "+1100"),
                    ("STANDARD", "2027-04-04 02:00", "+1100", "+1030"),
                ],
            ),
            (
                dt.datetime(2018, 10, 29, 19, 0, tzinfo=ZoneInfo("America/Sao_Paulo")),
                [
                    ("STANDARD", "2018-02-18 00:00", "-0200", "-0300"),
                    ("DAYLIGHT", "2018-11-04 00:00", "-0300", "-0200"),
                ],
            ),
            (
                dt.datetime(2026, 10, 12, 19, 0, tzinfo=ZoneInfo("America/Sao_Paulo")),
                [("STANDARD", "2026-01-01 00:00", "-0300", "-0300")],
            ),
            (
                dt.datetime(2026, 10, 12, 19, 0, tzinfo=ZoneInfo("Asia/Kolkata")),
                [("STANDARD", "2026-01-01 00:00", "+0530", "+0530")],
            ),
            (
                dt.datetime(2026, 6, 1, 19, 0, tzinfo=LONDON),
                [("DAYLIGHT", "2026-03-29 01:00", "+0000", "+0100")],
            ),
            (  # where tz data may have winter as the saved time
                dt.datetime(2026, 10, 12, 18, 30, tzinfo=ZoneInfo("Europe/Dublin")),
                [
                    ("DAYLIGHT", "2026-03-29 01:00", "+0000", "+0100"),
                    ("STANDARD", "2026-10-25 02:00", "+0100", "+0000"),
                ],
            ),
            (  # the clocks go back for the month of Ramadan
                dt.datetime(2027, 2, 1, 18, 30, tzinfo=ZoneInfo("Africa/Casablanca")),
                [
                    ("DAYLIGHT", "2026-03-22 02:00", "+0000", "+0100"),
                    ("STANDARD", "2027-02-07 03:00", "+0100", "+0000"),
                ],
            ),
            (  # a day that never was
                dt.datetime(2011, 12, 26, 18, 30, tzinfo=ZoneInfo("Pacific/Apia")),
                [
                    ("DAYLIGHT", "2011-09-24 03:00", "-1100", "-1000"),
                    ("DAYLIGHT", "2011-12-30 00:00", "-1000", "+1400"),
                ],
            ),
        ],
        ids=lambda value: str(value) if isinstance(value, dt.datetime) else "",
    )
    def test_its_time_zone_covers_its_own_dates_and_no_more(
        self, read: Reader, start: dt.datetime, told: Sequence[tuple[str, str, str, str]]
    ) -> None:
        three = series(start)
        text = calendar(three, stamp=STAMP)
        assert changes(text) == list(told)
        assert text.count("BEGIN:VTIMEZONE") == 1
        assert "RRULE" not in text
        assert moments(read(text)) == meant(three)

    @pytest.mark.parametrize(
        "zone",
        [
            dt.UTC,
            dt.timezone(rg.minutes(345)),
            ZoneInfo("UTC"),
            ZoneInfo("Etc/UTC"),
            ZoneInfo("Etc/GMT+5"),
            ZoneInfo("GMT"),
        ],
        ids=str,
    )
    def test_a_zone_that_is_only_an_offset_is_written_in_utc(
        self, read: Reader, zone: dt.tzinfo
    ) -> None:
        three = series(dt.datetime(2026, 10, 12, 18, 30, tzinfo=zone))
        found = read(calendar(three, stamp=STAMP))
        assert moments(found) == meant(three)
        assert {one["zone"] for one in found["events"]} == {"UTC"}
        assert "vtimezone" not in found["parts"]

    def test_local_mean_time_is_written_in_utc(self, read: Reader) -> None:
        amsterdam = ZoneInfo("Europe/Amsterdam")
        three = series(dt.datetime(1901, 10, 14, 18, 30, tzinfo=amsterdam))
        assert three.start.utcoffset().seconds % 60
        found = read(calendar(three, stamp=STAMP))
        assert moments(found) == meant(three)
        assert found["parts"] == ["vevent"] * 3

    @pytest.mark.parametrize("fold", [0, 1])
    @pytest.mark.parametrize(
        "start",
        [
            dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
            dt.datetime(2026, 10, 25, 1, 0, tzinfo=LONDON),
            dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK),
            dt.datetime(2027, 4, 4, 1, 45, tzinfo=LORD_HOWE),
        ],
        ids=str,
    )
    def test_a_start_in_the_repeated_hour_is_the_one_that_was_meant(
        self, read: Reader, start: dt.datetime, fold: int
    ) -> None:
        three = series(start.replace(fold=fold))
        found = read(calendar(three, stamp=STAMP))
        assert moments(found) == meant(three)
        assert [one["zone"] for one in found["events"]] == ["UTC", *[str(start.tzinfo)] * 2]

    def test_an_end_in_the_repeated_hour_is_the_one_that_was_meant(self, read: Reader) -> None:
        start = dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
        for slot in (30, 45, 90, 120, 149, 150, 151):
            three = series(start, slot=rg.minutes(slot))
            assert moments(read(calendar(three, stamp=STAMP))) == meant(three)

    def test_a_series_of_one_in_the_repeated_hour_needs_no_time_zone(self, read: Reader) -> None:
        one = series(dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), count=1)
        found = read(calendar(one, stamp=STAMP))
        assert moments(found) == meant(one)
        assert found["parts"] == ["vevent"]

    def test_no_change_is_passed_over_not_even_one_of_five_weeks(self, read: Reader) -> None:
        casablanca = ZoneInfo("Africa/Casablanca")
        weeks = series(dt.datetime(2026, 1, 5, 18, 30, tzinfo=casablanca), count=500)
        text = calendar(weeks, stamp=STAMP)
        told = changes(text)
        first, last = weeks.occasions[0].start, weeks.occasions[-1].start
        offsets = [
            (first + dt.timedelta(days=day)).utcoffset() for day in range((last - first).days + 1)
        ]
        there = sum(one != other for one, other in itertools.pairwise(offsets))
        assert len(told) == 1 + there > 15
        assert moments(read(text)) == meant(weeks)

    def test_a_time_that_the_clocks_skip_is_later(self, read: Reader) -> None:
        weeks = series(dt.datetime(2027, 3, 21, 1, 30, tzinfo=LONDON))
        found = read(calendar(weeks, stamp=STAMP))
        assert moments(found) == meant(weeks)
        assert f"{weeks.occasions[1].start:%H:%M}" == "02:30"

    def test_uids_come_from_the_key_and_the_day(self, read: Reader) -> None:
        found = read(calendar(series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)), stamp=STAMP))
        assert [one["uid"] for one in found["events"]] == [
            f"monday-{day}@reflective-groups.invalid" for day in (20261012, 20261019, 20261026)
        ]

    def test_two_groups_of_one_key_are_kept_apart_by_a_domain(self, read: Reader) -> None:
        three = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON))
        found = read(calendar(three, stamp=STAMP, domain="groups.example"))
        assert found["events"][0]["uid"] == "monday-20261012@groups.example"

    def test_a_taster_is_an_event_of_its_own(self, read: Reader) -> None:
        start = dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)
        opening = rg.Opening(day=dt.date(2026, 10, 11), at=dt.time(9), taster=True)
        found = read(calendar(series(start, opening=opening), stamp=STAMP))
        assert [one["uid"].partition("@")[0] for one in found["events"]] == [
            "monday-20261011",
            "monday-20261012",
            "monday-20261019",
            "monday-20261026",
        ]
        assert "A taster" in found["events"][0]["description"].splitlines()

    def test_a_meeting_that_moves_keeps_its_uid_and_counts_one_more(self, read: Reader) -> None:
        start = dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)
        moved = rg.Postponed(
            day=dt.date(2026, 10, 19), to=dt.date(2026, 10, 28), at=dt.time(17, 15)
        )
        gone = rg.Cancelled(day=dt.date(2026, 10, 26))
        before, after = series(start), series(start, amendments=(moved, gone))
        was, now = (read(calendar(one, stamp=STAMP, sequence=4)) for one in (before, after))
        assert [one["uid"] for one in now["events"]] == [one["uid"] for one in was["events"]]
        assert [one["sequence"] for one in was["events"]] == [4, 4, 4]
        assert [one["sequence"] for one in now["events"]] == [4, 5, 5]
        assert moments(now) == meant(after) != moments(was)
        first, second, third = now["events"]
        assert first == was["events"][0]
        assert second["start"] == at(dt.datetime(2026, 10, 28, 17, 15, tzinfo=LONDON))
        assert (second["status"], second["busy"]) == ("CONFIRMED", "OPAQUE")
        assert "Instead of 2026-10-19" in second["description"].splitlines()
        assert (third["status"], third["busy"]) == ("CANCELLED", "TRANSPARENT")
        assert third["summary"] == "Monday group: not held"
        assert moments(now)[2] == moments(was)[2]

    def test_a_cancelled_meeting_rings_no_bell(self, read: Reader) -> None:
        gone = rg.Cancelled(day=dt.date(2026, 10, 19))
        start = dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)
        found = read(calendar(series(start, amendments=(gone,)), stamp=STAMP, cues=True))
        assert [len(one["alarms"]) for one in found["events"]] == [2, 0, 2]

    def test_its_name_is_the_calendars(self, read: Reader) -> None:
        text = calendar(series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)), stamp=STAMP)
        found = read(text)
        assert found["name"] == "Monday group"
        assert {one["summary"] for one in found["events"]} == {"Monday group"}
        assert "X-WR-CALNAME:Monday group\r\n" in text
        numbers = [one["description"].splitlines()[1] for one in found["events"]]
        assert numbers == ["Meeting 1", "Meeting 2", "Meeting 3"]

    def test_a_long_one_is_written_whole(self, read: Reader) -> None:
        years = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON), count=500)
        text = calendar(years, stamp=STAMP)
        assert len(changes(text)) == 21
        assert moments(read(text)) == meant(years)


class TestAProgramme:
    def test_its_own_agendas_are_told(self, read: Reader) -> None:
        start = dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)
        later = rg.Postponed(day=dt.date(2026, 10, 12), to=dt.date(2026, 10, 30))
        gone = rg.Cancelled(day=dt.date(2026, 10, 26))
        three = series(start, count=4, amendments=(later, gone))
        agendas = tuple(
            plan(attrs.evolve(one, presenters=(name,)))
            for one, name in zip(three.meetings, PEOPLE[3:], strict=True)
        )
        made = Programme(series=three, agendas=agendas)
        found = read(calendar(made, stamp=STAMP, names=True))
        assert moments(found) == meant(three)
        told = [re.findall(r"presenter: (\w+)", one["description"])[:1] for one in found["events"]]
        # the first is held after the second: agendas are in order of time, events of the rhythm
        assert told == [["Ulfhild"], ["Yngve"], [], ["Wystan"]]

    def test_whose_turn_it_is_goes_from_meeting_to_meeting(self, read: Reader) -> None:
        made = programme(series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)))
        found = read(calendar(made, stamp=STAMP, names=True))
        for event, name in zip(found["events"], PEOPLE, strict=False):
            assert f"presenter: {name}" in event["description"]

    def test_without_changes_it_is_what_the_series_is(self) -> None:
        three = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON))
        made = Programme(series=three, agendas=tuple(map(plan, three.meetings)))
        assert calendar(made, stamp=STAMP) == calendar(three, stamp=STAMP)

    def test_agendas_of_other_meetings_are_refused(self) -> None:
        three = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON))
        agendas = tuple(map(plan, three.meetings))
        made = Programme(series=three, agendas=agendas[::-1])
        with pytest.raises(rg.ModelError, match="are not those of the meetings of monday"):
            calendar(made, stamp=STAMP)
        with pytest.raises(rg.ModelError, match="2 agendas for 3 meetings of monday"):
            Programme(series=three, agendas=agendas[1:])


class TestCues:
    def test_each_phase_rings_at_its_start(self, read: Reader) -> None:
        agenda = plan(meeting(rg.CATALOGUE["balint.series"]))
        (event,) = read(calendar(agenda, stamp=STAMP, cues=True))["events"]
        assert [one["at"] for one in event["alarms"]] == [at(one.start) for one in agenda]
        assert {one["action"] for one in event["alarms"]} == {"DISPLAY"}
        assert {one["related"] for one in event["alarms"]} <= {None, "START"}
        assert event["alarms"][1]["text"] == "cases 1, clarify, 3 min"

    def test_small_groups_hear_one_bell(self, read: Reader) -> None:
        agenda = plan(meeting(rg.CATALOGUE["triad.practice"]))
        (event,) = read(calendar(agenda, stamp=STAMP, cues=True))["events"]
        rung = [one["at"] for one in event["alarms"]]
        assert sorted(set(rung)) == rung == sorted({at(one.start) for one in agenda})
        assert len(agenda) > len(rung)

    def test_the_spare_time_at_the_end_has_one_too(self, read: Reader) -> None:
        short = attrs.evolve(
            TALK, session=rg.Phase(name="present", time=rg.exactly(rg.minutes(30)))
        )
        (event,) = read(calendar(plan(meeting(short)), stamp=STAMP, cues=True))["events"]
        assert [one["text"] for one in event["alarms"]] == ["present, 30 min", "spare, 60 min"]

    def test_they_come_at_elapsed_time_over_a_change_of_the_clocks(self, read: Reader) -> None:
        days = rg.minutes(3 * 24 * 60)
        long = rg.Phase(name="stay", time=rg.exactly(days)) >> rg.Phase(name="leave")
        start = dt.datetime(2026, 10, 24, 18, 30, tzinfo=LONDON)
        stays = series(start, protocol=attrs.evolve(TALK, session=long), slot=days + rg.minutes(60))
        text = calendar(stays, stamp=STAMP, cues=True)
        found = read(text)
        assert moments(found) == meant(stays)
        # a day is not always 24 hours long; readers differ on what it then means
        assert set(re.findall("TRIGGER:(.*)\r\n", text)) == {"PT0M", "PT4320M"}
        for event in found["events"]:
            assert [one["at"] for one in event["alarms"]] == [
                event["start"],
                event["start"] + 3 * 24 * 60 * 60,
            ]

    def test_a_phase_that_takes_no_time_has_none(self, read: Reader) -> None:
        agenda = plan(meeting())
        first = agenda.timeline.stretches[0]
        nothing = attrs.evolve(first, path="nothing", end=first.start)
        more = attrs.evolve(agenda, timeline=rg.Timeline((nothing, *agenda)))
        (event,) = read(calendar(more, stamp=STAMP, cues=True))["events"]
        assert [one["text"] for one in event["alarms"]] == ["present, 10 min", "give back, 80 min"]


class TestPrivacy:
    @pytest.mark.parametrize("key", ["balint.uk_online", "triad.practice", "grow.grow"])
    def test_nobody_is_named_unless_asked(self, key: str) -> None:
        one = meeting(rg.CATALOGUE[key], slot=rg.minutes(120))
        agenda = plan(attrs.evolve(one, presenters=PEOPLE[:1]))
        text = calendar(agenda, stamp=STAMP, cues=True).replace("\r\n ", "")
        assert not [name for name in (*PEOPLE, "Vigdis") if name in text]
        assert "ATTENDEE" not in text
        assert "ORGANIZER" not in text

    def test_why_a_meeting_moved_is_told_with_the_names(self, read: Reader) -> None:
        start = dt.datetime(2026, 10, 12, 18, tzinfo=LONDON)
        gone = rg.Cancelled(day=dt.date(2026, 10, 19), why="Vigdis is ill")
        for names in (False, True):
            text = calendar(series(start, amendments=(gone,)), stamp=STAMP, names=names)
            assert ("Vigdis is ill" in read(text)["events"][1]["description"]) is names

    def test_who_holds_which_role_is_told_when_asked(self, read: Reader) -> None:
        agenda = plan(meeting(presenters=PEOPLE[2:3]))
        (event,) = read(calendar(agenda, stamp=STAMP, cues=True, names=True))["events"]
        lines = event["description"].splitlines()
        assert "18:30  10 min  present  leader: Vigdis; presenter: Zuleika" in lines
        assert f"without a role: {', '.join(agenda.unplaced)}" in lines
        assert event["alarms"][0]["text"].splitlines() == [
            "present, 10 min",
            "leader: Vigdis",
            "presenter: Zuleika",
        ]

    def test_small_groups_are_told_with_the_names(self, read: Reader) -> None:
        agenda = plan(meeting(rg.CATALOGUE["triad.practice"]))
        (event,) = read(calendar(agenda, stamp=STAMP, names=True))["events"]
        assert event["description"].count("(group 2)") == len([s for s in agenda if s.group == 2])


class TestText:
    @pytest.mark.parametrize("told", HOSTILE, ids=range(len(HOSTILE)))
    def test_a_reason_stays_text(self, read: Reader, told: str) -> None:
        gone = rg.Cancelled(day=dt.date(2026, 10, 19), why=f"[{told}]")
        moved = rg.Postponed(day=dt.date(2026, 10, 26), to=dt.date(2026, 10, 27), why=f"[{told}]")
        three = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON), amendments=(gone, moved))
        text = calendar(three, stamp=STAMP, names=True)
        found = read(text)
        written = told.replace("\r\n", "\n").replace("\r", "\n")
        for event in found["events"][1:]:
            assert f"\n[{written}]\n" in event["description"]
        assert found["parts"] == ["vtimezone", "vevent", "vevent", "vevent"]
        assert [one["alarms"] for one in found["events"]] == [[], [], []]
        well_formed(text)

    @pytest.mark.parametrize(
        "told", [one for one in HOSTILE if one.isprintable() and one.strip()], ids=str.__len__
    )
    def test_titles_and_names_stay_text(self, read: Reader, told: str) -> None:
        group = rg.Group(members=(told, "Ben"), leaders=("Kim",))
        talk = attrs.evolve(TALK, title=told, family=told[:60])
        three = series(
            dt.datetime(2026, 10, 12, 18, tzinfo=LONDON), title=told, protocol=talk, group=group
        )
        text = calendar(three, stamp=STAMP, cues=True, names=True)
        found = read(text)
        for event, turn in zip(found["events"], (told, "Ben", told), strict=True):
            assert event["summary"] == told
            assert event["categories"] == ["reflective group", told[:60]]
            assert f"presenter: {turn}" in event["description"]
            assert f"presenter: {turn}" in event["alarms"][0]["text"]
            assert len(event["alarms"]) == 2
        assert found["name"] == told
        well_formed(text)

    @given(why=st.text(max_size=200))
    def test_any_reason_stays_text(self, read: Reader, why: str) -> None:
        gone = rg.Cancelled(day=dt.date(2026, 10, 19), why=f"[{why}]")
        three = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON), amendments=(gone,))
        text = calendar(three, stamp=STAMP, names=True)
        well_formed(text)
        found = read(text)
        assert found["parts"] == ["vtimezone", "vevent", "vevent", "vevent"]
        lines = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", why)
        written = re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "\ufffd", lines)
        assert f"\n[{written}]\n" in found["events"][1]["description"]

    def test_half_a_character_is_told_as_unknown(self, read: Reader) -> None:
        text = calendar(plan(meeting(attrs.evolve(TALK, title="a\ud83d"))), stamp=STAMP)
        assert read(text)["events"][0]["summary"] == "a\ufffd"


def well_formed(text: str) -> None:
    """Lines end with CRLF, none is longer than 75 octets, and nothing in them controls anything."""
    lines = text.encode("utf-8").split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", b"".join(lines))
    for line in lines:
        line.decode("utf-8")  # no character is cut in two


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"stamp": dt.datetime(2026, 8, 1)}, "the stamp must be a moment with a time zone"),  # noqa: DTZ001 -- that is what is refused
            ({"stamp": dt.date(2026, 8, 1)}, "the stamp must be a moment with a time zone"),
            ({"stamp": None}, "the stamp must be a moment with a time zone"),
            ({"sequence": -1}, "sequence must be 0 to 2147483646, got -1"),
            ({"sequence": 2**31 - 1}, "sequence must be"),
            ({"sequence": True}, "sequence must be"),
            ({"sequence": 1.0}, "sequence must be"),
            ({"domain": ""}, "the domain must be a name"),
            ({"domain": "a b"}, "the domain must be a name"),
            ({"domain": "a\r\nBEGIN:VALARM"}, "the domain must be a name"),
            ({"domain": "a\n"}, "the domain must be a name"),
            ({"domain": None}, "the domain must be a name"),
        ],
    )
    def test_what_cannot_be_written(self, more: dict[str, Any], why: str) -> None:
        with pytest.raises(rg.ModelError, match=why):
            calendar(plan(meeting()), **({"stamp": STAMP} | more))

    def test_a_meeting_is_to_be_planned_first(self) -> None:
        with pytest.raises(TypeError, match=r"got Meeting; plan\(meeting\) makes an agenda"):
            calendar(meeting(), stamp=STAMP)
        with pytest.raises(TypeError, match=r"got Protocol$"):
            calendar(TALK, stamp=STAMP)

    @pytest.mark.parametrize("cues", [False, True])
    def test_a_slot_that_is_too_short(self, cues: bool) -> None:  # noqa: FBT001 -- drawn by pytest
        three = series(dt.datetime(2026, 10, 12, 18, tzinfo=LONDON), slot=rg.minutes(5))
        with pytest.raises(rg.Infeasible):
            calendar(three, stamp=STAMP, cues=cues)

    def test_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "icalendar", None)
        with pytest.raises(rg.MissingExtraError, match=r"reflective-groups\[calendar\]"):
            calendar(plan(meeting()), stamp=STAMP)


class TestTheSameEverywhere:
    SCRIPT = """
import datetime as dt, sys
from zoneinfo import ZoneInfo
import reflective_groups as rg
from reflective_groups.planning import calendar
group = rg.Group(members=("Ann", "Ben", "Cem", "Dot", "Eva", "Fay"), leaders=("Kim", "Lou"))
series = rg.Series(
    key="monday", title="Monday group", protocol=rg.CATALOGUE["balint.uk"], group=group,
    start=dt.datetime(2026, 10, 12, 18, 30, tzinfo=ZoneInfo("Europe/London")),
    slot=rg.minutes(90), count=30,
    amendments=(
        rg.Postponed(day=dt.date(2026, 10, 19), to=dt.date(2026, 10, 20)),
        rg.Cancelled(day=dt.date(2026, 12, 28), why="Christmas"),
    ),
)
text = calendar(series, stamp=dt.datetime(2026, 8, 1, tzinfo=dt.UTC), cues=True, names=True)
sys.stdout.buffer.write(text.encode("utf-8"))
"""

    def test_two_fresh_interpreters_write_the_same_bytes(self) -> None:
        written = {
            subprocess.run(  # noqa: S603 -- the script above
                [sys.executable, "-c", self.SCRIPT],
                env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
                capture_output=True,
                check=True,
            ).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"), ("3", "America/New_York"))
        }
        (text,) = written
        assert text.count(b"BEGIN:VEVENT") == 30
        well_formed(text.decode("utf-8"))


ZONES = sorted(
    name
    for name in available_timezones()
    if "/" in name and not name.startswith(("Etc/", "SystemV/"))
)
favourites = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
zones = (st.sampled_from(favourites) | st.sampled_from(ZONES)).map(ZoneInfo)


@st.composite
def any_series(draw: st.DrawFn) -> rg.Series:
    """A series of a few meetings, somewhere, some of them moved or not held."""
    naive = draw(st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2120, 1, 1)))  # noqa: DTZ001 -- the zone is drawn beside it
    start = naive.replace(tzinfo=draw(zones), fold=draw(st.integers(0, 1)))
    days = st.integers(0, 60).map(lambda number: start.date() + dt.timedelta(days=number))
    given_ = {
        "cadence": draw(
            st.builds(rg.Weekly, st.integers(1, 8)) | st.builds(rg.Monthly, every=st.integers(1, 6))
        ),
        "count": draw(st.integers(1, 8)),
        "slot": draw(
            st.integers(15 * 60, 60 * 60 * 26).map(lambda many: dt.timedelta(seconds=many))
        ),
        "holidays": draw(st.lists(st.builds(rg.Holiday, first=days), max_size=1)),
        "opening": draw(
            st.none()
            | st.builds(
                rg.Opening,
                day=st.none()
                | st.integers(0, 30).map(lambda n: start.date() - dt.timedelta(days=n)),
                at=st.none() | st.times().map(lambda time: time.replace(fold=0)),
                taster=st.booleans(),
            )
        ),
    }
    try:
        plain = series(start, **given_)
        which = draw(st.lists(st.sampled_from(plain.occasions), unique_by=lambda one: one.day))
        amendments = [
            draw(
                st.just(rg.Cancelled(day=one.day))
                | st.builds(
                    rg.Postponed,
                    day=st.just(one.day),
                    to=days,
                    at=st.none() | st.times().map(lambda time: time.replace(fold=0)),
                )
            )
            for one in which
        ]
        return attrs.evolve(plain, amendments=amendments)
    except rg.ModelError:
        reject()


@given(subject=any_series())
def test_each_reader_gives_back_the_moments_of_any_series(read: Reader, subject: rg.Series) -> None:
    text = calendar(subject, stamp=STAMP, cues=True)
    well_formed(text)
    found = read(text)
    assert moments(found) == meant(subject)
    for event, one in zip(found["events"], subject.occasions, strict=True):
        assert event["status"] == ("CANCELLED" if one.cancelled else "CONFIRMED")
        assert event["sequence"] == (one.cancelled or one.postponed)
    assert len({one["uid"] for one in found["events"]}) == len(found["events"])
    held = [one for one in found["events"] if one["status"] == "CONFIRMED"]
    rung = sorted(tuple(one["at"] for one in event["alarms"]) for event in held)
    assert rung == sorted(
        tuple(at(stretch.start) for stretch in plan(one)) for one in subject.meetings
    )


@given(subject=any_series())
def test_the_time_zone_that_is_told_is_the_one_that_was_meant(subject: rg.Series) -> None:
    found = icalendar.Calendar.from_ical(calendar(subject, stamp=STAMP))
    told = found.walk("VTIMEZONE")
    events = [one for one in found.walk("VEVENT") if "TZID" in one["DTSTART"].params]
    assert len(told) == bool(events)
    for event in events:
        for name in ("DTSTART", "DTEND"):
            moment = event[name].dt
            before = [
                part
                for part in told[0].subcomponents
                if part["DTSTART"].dt.replace(tzinfo=dt.UTC) - part["TZOFFSETFROM"].td
                <= moment.astimezone(dt.UTC)
            ]
            assert before[-1]["TZOFFSETTO"].td == moment.utcoffset()
            assert before[-1]["TZNAME"] == moment.tzname()
