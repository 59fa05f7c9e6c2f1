"""Documents: kinds, versions, files, limits, and what no document can hold."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.serial import (
    Limits,
    dumps,
    envelope,
    from_data,
    load_meeting,
    load_protocol,
    load_series,
    loads,
    loads_toml,
    to_data,
)
from tests.serial.examples import MEETING, PROTOCOL, SERIES
from tests.serial.malformed import SERIES_TOML

if TYPE_CHECKING:
    from pathlib import Path

    Data = dict[str, Any]

PEOPLE = """\
protocol = "balint.uk_online"
start = 2026-11-30T18:30:00
zone = "Europe/London"
slot = "1 h 30 min"
presenters = ["Ann"]

[group]
members = ["Ann", "Ben", { name = "Cem", device = "phone" }]
setting = "online"

[[group.leaders]]
name = "Dot"
trained_in = ["balint"]

[[waivers]]
code = "RG304"
reason = "The co-leader is on leave."
"""


# What people write


def test_a_meeting_as_people_write_it() -> None:
    assert loads_toml(PEOPLE, as_=rg.Meeting) == rg.Meeting(
        protocol=rg.CATALOGUE["balint.uk_online"],
        group=rg.Group(
            members=("Ann", "Ben", rg.Person("Cem", device=rg.Device.PHONE)),
            leaders=(rg.Person("Dot", trained_in=("balint",)),),
            setting=rg.Setting.ONLINE,
        ),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/London")),
        slot=rg.minutes(90),
        presenters=("Ann",),
        waivers=(rg.Waiver(code="RG304", reason="The co-leader is on leave."),),
    )


@pytest.mark.parametrize(
    "start",
    [
        'start = "2026-11-30T18:30[Europe/London]"',
        'start = "2026-11-30T18:30:00+00:00[Europe/London]"',
        'zone = "Europe/London"\nstart = 2026-11-30T18:30:00',
        'zone = "Europe/London"\nstart = 2026-11-30 18:30:00Z',
        'zone = "Europe/London"\nstart = 2026-11-30T18:30:00.000+00:00',
        'zone = "Europe/London"\nstart = "2026-11-30T18:30"',
    ],
)
def test_ways_to_write_a_start(start: str) -> None:
    text = f'protocol = "balint.school"\ngroup = {{}}\nslot = "PT90M"\n{start}'
    meeting = loads_toml(text, as_=rg.Meeting)
    assert meeting.start == dt.datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/London"))
    assert meeting.zone == "Europe/London"


def test_an_offset_without_a_zone_is_kept() -> None:
    start = "start = 2026-11-30T18:30:00+05:45"
    text = f'protocol = "balint.school"\ngroup = {{}}\nslot = "PT90M"\n{start}'
    assert loads_toml(text, as_=rg.Meeting).start.utcoffset() == dt.timedelta(hours=5, minutes=45)


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ("PT90M", 90),
        ("PT1H30M", 90),
        ("90 min", 90),
        ("90min", 90),
        ("90 minutes", 90),
        ("1 minute", 1),
        ("1 h 30 min", 90),
        ("1h30min", 90),
        ("1.5 h", 90),
        ("2 hours", 120),
        ("1 hour 1 min 30 s", 61.5),
        ("90 s", 1.5),
        ("90 sec", 1.5),
        ("30 seconds", 0.5),
        ("7.5 min", 7.5),
    ],
)
def test_ways_to_write_a_length(told: str, minutes: float) -> None:
    assert loads_toml(f'slot = "{told}"', as_=rg.SetSlot).slot == rg.minutes(minutes)


def test_programs_write_lengths_in_one_way_only() -> None:
    with pytest.raises(rg.DocumentError, match="slot: must be a length like 'PT20M'"):
        loads('{"slot": "90 min"}', as_=rg.SetSlot)


def test_a_protocol_as_people_write_it() -> None:
    text = """
        key = "my.talk"
        title = "Our talk"
        [[session.parts]]
        type = "phase"
        name = "present"
        time = { least = "5 min", most = "10 min" }
        floor = { speaks = ["presenter", { name = "scribe" }], silent = ["member"] }
        [[session.parts]]
        type = "phase"
        name = "discuss"
        time = { type = "share", most = 0.5 }
        [session]
        type = "sequence"
    """
    protocol = loads_toml(text, as_=rg.Protocol)
    assert protocol.phase("present").floor.speaks == (rg.PRESENTER, rg.Role("scribe"))
    assert protocol.phase("discuss").time == rg.up_to_share(0.5)


def test_a_series_as_people_write_it() -> None:
    found = loads_toml(SERIES_TOML, as_=rg.Series)
    assert found == rg.Series(
        key="monday",
        title="Monday group",
        protocol=rg.CATALOGUE["balint.school"],
        group=rg.Group(members=("Ann", "Ben", "Cem"), leaders=("Kim",)),  # type: ignore[arg-type]
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/London")),
        slot=rg.minutes(90),
        cadence=rg.Weekly(2),
        until=dt.date(2027, 3, 1),
        opening=rg.Opening(
            day=dt.date(2026, 11, 23), at=dt.time(14), slot=rg.minutes(180), taster=True
        ),
        holidays=(
            rg.Holiday(first=dt.date(2026, 12, 21), last=dt.date(2027, 1, 1), name="Christmas"),
        ),
        amendments=(
            rg.Postponed(day=dt.date(2027, 1, 11), to=dt.date(2027, 1, 12), at=dt.time(17, 45)),
        ),
        seed=7,
        locks=(rg.Lock(path="discuss", at=dt.time(19, 30)),),
    )
    assert loads(dumps(found), as_=rg.Series) == found


@pytest.mark.parametrize(
    "told",
    [
        'cadence = { type = "monthly", nth = -1 }\ncount = 3',
        'cadence = { type = "on_dates", dates = [2026-11-30, "2026-12-28", 2027-01-25] }',
        '[cadence]\ntype = "on_dates"\ndates = ["2026-11-30", 2026-12-28, 2027-01-25]',
    ],
)
def test_ways_to_write_a_rhythm(told: str) -> None:
    text = f"""
        key = "x"
        title = "X"
        protocol = "balint.school"
        group = {{}}
        start = "2026-11-30T18:30[Europe/London]"
        slot = "90 min"
        {told}
    """
    days = [one.day for one in loads_toml(text, as_=rg.Series).occasions]
    assert list(map(str, days)) == ["2026-11-30", "2026-12-28", "2027-01-25"]


@pytest.mark.parametrize(
    ("told", "clock"),
    [
        ('"18:30"', dt.time(18, 30)),
        ('"18:30:15"', dt.time(18, 30, 15)),
        ('"18:30:15.000250"', dt.time(18, 30, 15, 250)),
        ("18:30:00", dt.time(18, 30)),
        ("00:00:00", dt.time(0)),
    ],
)
def test_ways_to_write_a_time_of_day(told: str, clock: dt.time) -> None:
    lock = loads_toml(f'path = "talk"\nat = {told}', as_=rg.Lock)
    assert lock.at == clock
    assert loads(dumps(lock), as_=rg.Lock) == lock


def test_programs_write_days_and_times_as_text_only() -> None:
    native = {"day": dt.date(2026, 11, 30)}
    with pytest.raises(rg.DocumentError, match="day: is a date, which no document holds"):
        from_data(native, as_=rg.Cancelled)
    moved = rg.Postponed(day=native["day"], to=native["day"], at=dt.time(9))
    assert to_data(moved)["at"] == "09:00"


# Files


def test_files_are_read_by_their_suffix(tmp_path: Path) -> None:
    (tmp_path / "monday.TOML").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "monday.json").write_text(dumps(MEETING), encoding="utf-8")
    (tmp_path / "mine.json").write_text(dumps(PROTOCOL, indent=None), encoding="utf-8")
    assert load_meeting(tmp_path / "monday.TOML").protocol.key == "balint.uk_online"
    assert load_meeting(str(tmp_path / "monday.json")) == MEETING
    assert load_protocol(tmp_path / "mine.json") == PROTOCOL
    (tmp_path / "weeks.toml").write_text(SERIES_TOML, encoding="utf-8")
    (tmp_path / "weeks.json").write_text(dumps(SERIES), encoding="utf-8")
    assert len(load_series(tmp_path / "weeks.toml").meetings) == 7
    assert load_series(str(tmp_path / "weeks.json")) == SERIES


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(rg.DocumentError, match=r"file, got 'x\.yaml'"):
        load_meeting(tmp_path / "x.yaml")
    with pytest.raises(FileNotFoundError):
        load_protocol(tmp_path / "x.toml")


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b" " * 2**21)
    with pytest.raises(rg.DocumentError, match="longer than 1048576 bytes"):
        load_protocol(tmp_path / "x.json")


# Kinds and versions


def test_a_document_says_what_it_is() -> None:
    data = to_data(rg.PerHolder(rg.MEMBER))
    assert data == {
        "format": "reflective_groups.per_holder",
        "format_version": 1,
        "role": "member",
    }


def test_a_meeting_is_written_with_its_whole_protocol() -> None:
    meeting = loads_toml(PEOPLE, as_=rg.Meeting)
    data = to_data(meeting)
    assert data["protocol"]["key"] == "balint.uk_online"
    assert from_data(data["protocol"], as_=rg.Protocol) == meeting.protocol
    assert data["start"] == "2026-11-30T18:30:00+00:00[Europe/London]"
    assert data["slot"] == "PT90M"


def test_a_timebox_is_written_with_all_three() -> None:
    phase = rg.Phase(name="a", time=rg.at_most(rg.minutes(7.5)))
    assert to_data(phase)["time"] == {"least": "PT0S", "usual": None, "most": "PT7M30S"}
    assert to_data(rg.Timebox())["usual"] is None


def test_a_timebox_is_read_with_less() -> None:
    assert loads("{}", as_=rg.Timebox) == rg.UNSTATED
    assert loads('{"most": "PT5M"}', as_=rg.Timebox) == rg.at_most(rg.minutes(5))


def _from_version_0(kind: str, data: Data) -> Data:
    """Once upon a time a role had a title and no name."""
    fields = dict(data)
    if kind == "role":
        fields["name"] = fields.pop("title").lower()
    return fields


def test_an_older_version_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "UPGRADES", {0: _from_version_0})
    assert loads('{"format_version": 0, "title": "Scribe"}', as_=rg.Role) == rg.Role("scribe")
    assert loads('{"format_version": 1, "name": "scribe"}', as_=rg.Role) == rg.Role("scribe")
    assert loads('{"format_version": 0}', as_=rg.Room) == rg.Room()


def test_several_versions_are_brought_up_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(envelope, "FORMAT_VERSION", 2)
    monkeypatch.setattr(
        envelope, "UPGRADES", {0: _from_version_0, 1: lambda _, data: {**data, "brings": True}}
    )
    role = loads('{"format_version": 0, "title": "Scribe"}', as_=rg.Role)
    assert role == rg.Role("scribe", brings=True)
    assert to_data(role)["format_version"] == 2


def test_an_older_version_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "UPGRADES", {0: _from_version_0})
    with pytest.raises(rg.DocumentError, match="the rest is no role of that version"):
        loads('{"format_version": 0, "title": 1}', as_=rg.Role)


# Limits


def test_whoever_trusts_a_source_may_raise_the_limits() -> None:
    line = rg.Timeline(
        rg.Stretch(path="a", start=MEETING.start, end=MEETING.start) for _ in range(20_000)
    )
    text = dumps(line)
    with pytest.raises(rg.DocumentError, match="longer than"):
        loads(text, as_=rg.Timeline)
    with pytest.raises(rg.DocumentError, match="more than 50000 values"):
        loads(text, as_=rg.Timeline, limits=Limits(size=10_000_000))
    wide = Limits(size=10_000_000, items=200_000)
    assert loads(text, as_=rg.Timeline, limits=wide) == line


def test_limits_may_be_narrowed() -> None:
    with pytest.raises(rg.DocumentError, match="title: has more than 3 characters"):
        loads('{"key": "x", "title": "long"}', as_=rg.Source, limits=Limits(text=3))
    with pytest.raises(rg.DocumentError, match="room: is nested deeper than 1"):
        from_data({"room": {}}, as_=rg.Group, limits=Limits(depth=1))
    with pytest.raises(rg.DocumentError, match="is nested deeper than 1"):
        loads_toml("[room]\na = {}", as_=rg.Group, limits=Limits(depth=1))
    with pytest.raises(rg.ModelError):
        Limits(depth=1_000)


# What no document holds


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (rg.Clause("care", "half of \ud800"), "text"),
        (rg.Clause("care", "a \0"), "text"),
        (rg.Moved(path="a", before=2**60, after=1), "before"),
        (
            rg.Stretch(
                path="a",
                start=dt.datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/London")),
                end=dt.datetime(2026, 3, 29, 4, tzinfo=ZoneInfo("Europe/London")),
            ),
            "$",
        ),
    ],
)
def test_values_that_no_document_holds(value: object, path: str) -> None:
    with pytest.raises(rg.DocumentError) as error:
        dumps(value)
    assert [at for at, _ in error.value.problems] == [path]


@pytest.mark.parametrize("value", [None, 1, "text", {"name": "x"}, [], rg.Demand.REQUIRED, rg.Part])
def test_only_values_of_the_library_make_documents(value: object) -> None:
    with pytest.raises(TypeError, match="a document holds a value of this library"):
        dumps(value)
    with pytest.raises(TypeError, match="a document holds a value of this library"):
        loads("{}", as_=type(value))


def test_sums_may_be_larger_than_a_price() -> None:
    budget = rg.Budget(currency="VND", cost="1E+9", income="12.5", paying=6, sessions=1, fee="1E+6")
    assert to_data(budget)["cost"] == "1000000000"
    assert loads(dumps(budget), as_=rg.Budget) == budget
    schema = rg.json_schema(rg.Budget)["properties"]
    assert schema["cost"] != schema["fee"]


def test_small_prices_are_written_in_full() -> None:
    price = rg.Price(least=decimal.Decimal("-0"), most=decimal.Decimal("1E+3"), currency="EUR")
    assert to_data(price) | {"least": "0", "most": "1000"} == to_data(price)
    assert loads(dumps(price), as_=rg.Price) == price


def test_numbers_too_large_to_calculate_with() -> None:
    share = {"type": "phase", "name": "b", "time": {"type": "share", "least": 1 - 2**-53}}
    longest = {"type": "phase", "name": "a", "time": {"least": "P31D"}}
    session = {"type": "sequence", "parts": [longest, share]}
    with pytest.raises(rg.DocumentError) as error:
        from_data({"key": "x", "title": "X", "session": session}, as_=rg.Protocol)
    assert [path for path, _ in error.value.problems] == ["$"]


def test_a_list_with_too_many_problems_is_not_read_on() -> None:
    with pytest.raises(rg.DocumentError) as error:
        from_data({"members": [1] * 5_000}, as_=rg.Group)
    assert len(error.value.problems) == 1_002
    assert error.value.problems[-1] == ("members", "has more problems than are told here")


# Classes of one's own


_NAME = attrs.fields(rg.Person).name.validator


def _later(instance: Own, attribute: attrs.Attribute[str], value: str) -> None:
    if instance.name != value[: len(value) // instance.times]:
        message = f"{attribute.name} is not so many times the name"
        raise ValueError(message)


@attrs.frozen(kw_only=True)
class Own:
    """A class of somebody else's, with validators that look at other fields."""

    name: str = attrs.field(validator=[_NAME, attrs.validators.min_len(0)])
    times: int = attrs.field(validator=attrs.validators.optional(attrs.validators.ge(0)))
    long: str = attrs.field(default="", validator=_later)
    start: dt.datetime | None = None


def test_a_class_of_ones_own_makes_a_document() -> None:
    own = Own(name="ab", times=2, long="abab", start=MEETING.start)
    assert loads(dumps(own), as_=Own) == own
    assert dumps(own).startswith('{\n  "format": "reflective_groups.own"')
    with pytest.raises(rg.DocumentError, match="long is not so many times the name"):
        loads('{"name": "ab", "times": 2, "long": "abc"}', as_=Own)
    with pytest.raises(rg.DocumentError, match="cannot be calculated with"):
        loads('{"name": "ab", "times": 0, "long": "ab"}', as_=Own)
    assert rg.json_schema(Own)["properties"]["name"]["maxLength"] == 200


# The import


def test_the_room_is_light_to_import() -> None:
    code = (
        "import sys, reflective_groups.serial as s; from reflective_groups import Role\n"
        "print(sorted({'cattrs', 'pendulum', 'jsonschema', 'tomllib'} & set(sys.modules)))\n"
        "s.dumps(Role('x')); print('cattrs' in sys.modules)"
    )
    told = subprocess.run(  # noqa: S603 -- the code is the one above
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert told.stdout.split("\n")[:2] == ["[]", "True"]


def test_nothing_in_a_document_is_evaluated() -> None:
    text = json.dumps({"name": "__import__('os')", "profession": "{0.__class__}"})
    assert loads(text, as_=rg.Person).name == "__import__('os')"
