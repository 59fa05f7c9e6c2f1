"""What is written is read back equal, and what is shown is evaluated back equal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.serial import dumps, from_data, loads, to_data
from tests.serial.namespace import CLASSES, Value, shown
from tests.strategies import STRATEGIES

few = settings(max_examples=settings().max_examples // 3)
"""There are many classes, so that each gets a part of the usual number of examples."""


def test_each_public_class_has_a_strategy() -> None:
    assert sorted(CLASSES) == sorted(STRATEGIES)


@pytest.mark.parametrize("name", CLASSES)
def test_json_gives_back_what_was_written(name: str) -> None:
    @few
    @given(STRATEGIES[name])
    def holds(value: Value) -> None:
        text = dumps(value)
        again = loads(text, as_=CLASSES[name])
        assert again == value
        assert type(again) is CLASSES[name]
        assert dumps(again) == text
        assert loads(text.encode(), as_=CLASSES[name]) == value
        assert from_data(to_data(value), as_=CLASSES[name]) == value

    holds()


@pytest.mark.parametrize("name", CLASSES)
def test_repr_evaluates_back(name: str) -> None:
    @few
    @given(STRATEGIES[name])
    def holds(value: Value) -> None:
        assert shown(repr(value)) == value

    holds()


@given(STRATEGIES["Stretch"])
def test_times_keep_their_offset_and_zone(stretch: rg.Stretch) -> None:
    again = loads(dumps(stretch), as_=rg.Stretch)
    assert again.start.utcoffset() == stretch.start.utcoffset()
    assert str(again.start.tzinfo) == str(stretch.start.tzinfo)
    assert again.length == stretch.length


@given(STRATEGIES["Protocol"])
@few
def test_content_keeps_its_hash(protocol: rg.Protocol) -> None:
    assert loads(dumps(protocol), as_=rg.Protocol).content_hash == protocol.content_hash


@given(st.sampled_from(sorted(rg.CATALOGUE)))
def test_every_protocol_of_the_catalogue_comes_back(key: str) -> None:
    protocol = rg.CATALOGUE[key]
    assert loads(dumps(protocol), as_=rg.Protocol) == protocol
