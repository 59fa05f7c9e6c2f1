"""Damaged documents give a value or a `DocumentError`, and no third; 100,000 are refused here."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

import reflective_groups as rg
from reflective_groups.serial import dumps, loads, loads_toml, to_data
from tests.serial.examples import CASES, EXAMPLES, GROUP, LONDON, PRESENT
from tests.serial.malformed import MEETING_TOML, SERIES_TOML
from tests.serial.mutations import chance_of, damage, flip, spoil
from tests.serial.namespace import CLASSES

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

NUMBER = 100_000
PARTS = 20

SMALL = rg.Meeting(
    protocol=rg.Protocol(key="x.y", title="X", session=PRESENT >> CASES, first_session=PRESENT),
    group=rg.Group(members=("Ann", "Ben"), leaders=GROUP.leaders),  # type: ignore[arg-type]
    start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=LONDON),
    slot=rg.minutes(90),
    presenters=("Ann",),
)
POOL = [
    (CLASSES[name], to_data(value), dumps(value, indent=None))
    for name, value in {**EXAMPLES, "Meeting": SMALL}.items()
    if len(dumps(value, indent=None)) < 2_500
]
"""The smaller documents, for they are read faster and are hit more often where it matters."""


def damaged(chance: random.Random) -> tuple[type, str | bytes]:
    """A class and a text that is perhaps a document of it."""
    cls, data, text = chance.choice(POOL)
    match chance.randrange(4):
        case 0:
            return cls, damage(text, chance)
        case 1:
            return cls, flip(text.encode(), chance)
        case _:
            return cls, json.dumps(spoil(data, chance, chance.choice((1, 1, 2, 5))))


def outcome(read: Callable[[], object]) -> object:
    """The value that is read, or the problems; anything else is a mistake of ours."""
    try:
        return read()
    except rg.DocumentError as error:
        return error.problems


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_json(part: int) -> None:
    chance = chance_of(part)
    read = refused = 0
    while refused < NUMBER // PARTS:
        cls, text = damaged(chance)
        found = outcome(partial(loads, text, as_=cls))
        if isinstance(found, tuple):
            refused += 1
            assert found
            assert all(path and message for path, message in found)
        else:
            read += 1
            assert type(found) is cls
            assert read % 20 or loads(dumps(found), as_=cls) == found
    assert 0 < read < refused


@pytest.mark.parametrize(("cls", "sound"), [(rg.Meeting, MEETING_TOML), (rg.Series, SERIES_TOML)])
def test_damaged_toml(cls: type, sound: str) -> None:
    chance = chance_of(PARTS)
    read = 0
    for _ in range(3_000):
        text = sound
        for _ in range(chance.choice((1, 1, 2))):
            text = damage(text, chance)
        found = outcome(partial(loads_toml, text, as_=cls))
        read += type(found) is cls
        assert type(found) is cls or found
    assert 0 < read < 3_000
