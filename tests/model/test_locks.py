"""Locks: what a plan has to keep to besides the protocol."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs
import pendulum
import pytest

import reflective_groups as rg

if TYPE_CHECKING:
    from collections.abc import Callable

TALK = rg.Protocol(
    key="talk", title="Talk", session=rg.Phase(name="talk") >> rg.Phase(name="close")
)
LOCK = rg.Lock(path="talk", at=dt.time(19, 30))


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        (LOCK, "talk: begins at 19:30"),
        (rg.Lock(path="talk", at=dt.time(0)), "talk: begins at 00:00"),
        (rg.Lock(path="talk", time=rg.exactly(rg.minutes(25))), "talk: 25 min"),
        (
            rg.Lock(path="cases[2]", after=rg.minutes(45)),
            "cases[2]: begins 45 min after the start",
        ),
        (rg.Lock(path="talk", after=rg.minutes(0)), "talk: begins 0 min after the start"),
        (rg.Lock(path="talk", gives_way=True), "talk: gives way first"),
        (
            rg.Lock(
                path="talk",
                until="close",
                time=rg.at_most(rg.minutes(30)),
                at=dt.time(19, 30),
                gives_way=True,
            ),
            "talk to close: up to 30 min, begins at 19:30, gives way first",
        ),
    ],
)
def test_a_lock_is_told_in_plain_words(lock: rg.Lock, told: str) -> None:
    assert str(lock) == told


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rg.Lock(path="talk"), "Lock talk: give a time, after, at, or gives_way"),
        (lambda: rg.Lock(path="talk", until="close"), "Lock talk: give a time"),
        (
            lambda: rg.Lock(path="talk", after=rg.minutes(1), at=dt.time(19)),
            "Lock talk: give after or at, and not both",
        ),
        (
            lambda: rg.Lock(path="talk", after=rg.minutes(0), at=dt.time(0)),
            "Lock talk: give after or at, and not both",
        ),
        (lambda: rg.Lock(path="", gives_way=True), "Lock.path: must have 1 to 1000 characters"),
        (lambda: rg.Lock(path="talk", time=rg.minutes(5)), "Lock.time: must be Timebox"),
        (lambda: rg.Lock(path="talk", after=5), "Lock.after: must be a length of time, got 5"),
        (
            lambda: rg.Lock(path="talk", after=rg.minutes(-5)),
            "Lock.after: must be nothing or more",
        ),
        (lambda: rg.Lock(path="talk", at="19:30"), "Lock.at: must be a time of day, got '19:30'"),
        (
            lambda: rg.Lock(path="talk", at=dt.time(19, tzinfo=dt.UTC)),
            "Lock.at: must be a time of day alone",
        ),
        (lambda: rg.Lock(path="talk", at=dt.time(1, fold=1)), "must be a time of day alone"),
        (lambda: rg.Lock(path="talk", gives_way=1), "Lock.gives_way: must be bool, got 1"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_any_kind_of_length_and_time_is_kept_as_a_plain_one() -> None:
    told = rg.Lock(path="talk", at=pendulum.time(19, 30))
    assert told == LOCK
    assert type(told.at) is dt.time
    assert repr(told) == repr(LOCK)
    later = rg.Lock(path="talk", after=pendulum.duration(minutes=45))
    assert type(later.after) is dt.timedelta


def series(opening: rg.Opening | None = None, protocol: rg.Protocol = TALK) -> rg.Series:
    return rg.Series(
        key="monday",
        title="Monday group",
        protocol=protocol,
        group=rg.Group(members=("Ann", "Ben")),  # type: ignore[arg-type]
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=rg.minutes(90),
        count=3,
        opening=opening,
        locks=(LOCK,),
    )


def locked(told: rg.Series) -> list[bool]:
    return [bool(meeting.locks) for meeting in told.meetings]


def test_every_meeting_of_one_shape_is_locked() -> None:
    assert locked(series()) == [True, True, True]
    assert series().meetings[1].locks == (LOCK,)
    assert locked(series(rg.Opening(slot=rg.minutes(120)))) == [True, True, True]


def test_an_opening_of_another_shape_is_not_locked() -> None:
    other = attrs.evolve(TALK, session=rg.Phase(name="introduce"))
    assert locked(series(rg.Opening(protocol=other))) == [False, True, True]
    own_first = attrs.evolve(TALK, first_session=rg.Phase(name="introduce"))
    assert locked(series(protocol=own_first)) == [False, True, True]


def test_a_taster_of_another_shape_leaves_the_first_meeting_locked() -> None:
    other = attrs.evolve(TALK, session=rg.Phase(name="try_it"))
    told = series(rg.Opening(protocol=other, taster=True))
    assert locked(told) == [False, True, True, True]
    assert [one.protocol.session.name for one in told.meetings[:1]] == ["try_it"]  # type: ignore[union-attr]
    assert told.meetings[1].protocol == TALK


def test_an_opening_that_says_the_same_protocol_is_locked() -> None:
    assert locked(series(rg.Opening(protocol=attrs.evolve(TALK)))) == [True, True, True]
