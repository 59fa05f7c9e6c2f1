"""How many meetings a second can be read, checked, fitted and planned."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest

import reflective_groups as rg
from reflective_groups.planning import fit, plan

MONDAY = Path(__file__).parents[1] / "docs" / "examples" / "monday.toml"
MEETING = rg.Meeting(
    protocol=rg.CATALOGUE["balint.uk_online"],
    group=rg.Group(
        members=tuple(rg.Person(name, device=rg.Device.LAPTOP) for name in "ABCDEFGH"),
        leaders=(rg.Person("Lou", trained_in=("balint",)), rg.Person("Max", trained_in=())),
        setting=rg.Setting.ONLINE,
    ),
    start=pendulum.datetime(2026, 11, 30, 18, 30, tz=ZoneInfo("Europe/London").key),
    slot=rg.minutes(90),
)
TEXT = rg.dumps(MEETING)
PERSONAL = rg.dumps(MEETING.group)


def name(benchmark: Any, what: str, against: str = "") -> None:  # noqa: ANN401 -- the plugin gives its fixture no type
    """Say what is measured, and what to set it against."""
    benchmark.extra_info.update({"is": what, "against": against})


@pytest.fixture
def measured(benchmark: Any) -> Any:  # noqa: ANN401 -- the same
    """The benchmark, with the import of everything behind it."""
    rg.check(rg.loads(TEXT, as_=rg.Meeting))
    rg.load_meeting(MONDAY)
    plan(MEETING)
    return benchmark


def test_read_and_check(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "read a meeting from JSON and check it", "check a meeting")
    report = measured(lambda: rg.check(rg.loads(TEXT, as_=rg.Meeting)))
    assert report == rg.check(MEETING)


def test_read(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "read a meeting from JSON", "check a meeting")
    assert measured(lambda: rg.loads(TEXT, as_=rg.Meeting)) == MEETING


def test_read_a_group(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "read a group from JSON", "check a meeting")
    assert measured(lambda: rg.loads(PERSONAL, as_=rg.Group)) == MEETING.group


def test_read_and_check_toml(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "read a meeting from TOML and check it", "check a meeting")
    report = measured(lambda: rg.check(rg.load_meeting(MONDAY)))
    assert not report.ok


def test_write(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "write a meeting as JSON", "check a meeting")
    assert measured(lambda: rg.dumps(MEETING)) == TEXT


def test_check(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "check a meeting")
    assert measured(lambda: rg.check(MEETING)).findings


def test_fit(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "fit a protocol into a slot", "check a meeting")
    assert len(measured(lambda: fit(MEETING.protocol, MEETING.slot, members=8)))


def test_plan(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "plan a meeting", "check a meeting")
    assert len(measured(lambda: plan(MEETING)))


def test_plan_triads(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "plan thirty people in triads", "plan a meeting")
    many = rg.Meeting(
        protocol=rg.CATALOGUE["triad.peer"],
        group=rg.Group(members=tuple(f"P{number}" for number in range(30))),
        start=MEETING.start,
        slot=rg.minutes(150),
    )
    assert len(measured(lambda: plan(many))) > len(many.members)


def test_find(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "find what suits a group", "check a meeting")
    assert measured(lambda: rg.find(size=7, within=rg.minutes(60), trained_leader=False))


def test_diff(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "compare two protocols", "check a meeting")
    one, other = rg.CATALOGUE["balint.uk"], rg.CATALOGUE["balint.uk_online"]
    assert measured(lambda: rg.diff(one, other))


def test_content_hash(measured: Any) -> None:  # noqa: ANN401 -- the same
    name(measured, "hash the content of a protocol", "check a meeting")
    assert measured(lambda: rg.content_hash(MEETING.protocol)) == MEETING.protocol.content_hash
