"""The JSON Schema says what `loads` does: within what a schema can say, the two never differ."""

from __future__ import annotations

import copy
import functools
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import reflective_groups as rg
from reflective_groups.serial import documents, from_data, json_schema, to_data
from tests.serial.examples import EXAMPLES
from tests.serial.mutations import Data, chance_of, spoil
from tests.serial.namespace import CLASSES, Value
from tests.strategies import STRATEGIES

if TYPE_CHECKING:
    from collections.abc import Iterator

few = settings(max_examples=settings().max_examples // 4)
"""There are many classes, so that each gets a part of the usual number of examples."""


@functools.cache
def validator(name: str) -> Draft202012Validator:
    """What holds documents of a class against their schema."""
    return Draft202012Validator(json_schema(CLASSES[name]))


def accepted(name: str, data: object) -> bool:
    """Whether a document is read."""
    try:
        from_data(data, as_=CLASSES[name])
    except rg.DocumentError:
        return False
    return True


@pytest.mark.parametrize("name", CLASSES)
def test_a_schema_is_one_and_is_always_the_same(name: str) -> None:
    schema = json_schema(CLASSES[name])
    Draft202012Validator.check_schema(schema)
    assert json.dumps(schema) == json.dumps(json_schema(CLASSES[name]))
    assert schema["title"] == name


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_written_fits_the_schema(name: str) -> None:
    @few
    @given(STRATEGIES[name])
    def holds(value: Value) -> None:
        validator(name).validate(to_data(value))

    holds()


@pytest.mark.parametrize("name", CLASSES)
def test_what_the_schema_refuses_is_not_read(name: str) -> None:
    @few
    @given(STRATEGIES[name], st.integers(0, 2**32))
    def holds(value: Value, seed: int) -> None:
        chance = chance_of(seed)
        data = to_data(value)
        for _ in range(5):
            damaged = spoil(data, chance)
            if not validator(name).is_valid(damaged):
                assert not accepted(name, damaged), damaged

    holds()


def spoilt_examples() -> Iterator[tuple[str, Any]]:
    """Examples with random damage."""
    chance = chance_of(2026)
    for name, value in EXAMPLES.items():
        data = to_data(value)
        for _ in range(50):
            yield name, spoil(data, chance)


def test_what_the_schema_refuses_is_not_read_in_the_examples() -> None:
    read = refused = 0
    for name, damaged in spoilt_examples():
        if accepted(name, damaged):
            read += 1
            assert validator(name).is_valid(damaged), damaged
        else:
            refused += 1
    assert min(read, refused) > 200


# Bounds of single fields


def _strings(shape: dict[str, Any]) -> Iterator[Any]:
    most, least = shape.get("maxLength"), shape.get("minLength", 0)
    if most is not None and "pattern" not in shape:
        yield "x" * (most + 1)
    if least:
        yield "x" * (least - 1)
    if "pattern" in shape:
        yield from ("", "?", "PT", "P31DT1S", "PT0.0000001S", "-1", "1000000.5", "X" * 9)
        yield from ("1899-12-31T00:00Z", "3000-01-01T00:00Z", "2026-11-30", "a" * 121)


def _numbers(shape: dict[str, Any]) -> Iterator[Any]:
    for bound, beyond in (("minimum", -1), ("maximum", 1)):
        if bound in shape:
            yield shape[bound] + beyond
            yield shape[bound] + beyond / 2 if abs(shape[bound]) < 2**40 else shape[bound] * 2


def _lists(shape: dict[str, Any], sample: Data) -> Iterator[Any]:
    if sample:
        if "maxItems" in shape and shape["maxItems"] <= 1_000:
            yield [sample[0]] * (shape["maxItems"] + 1)
        if shape.get("uniqueItems"):
            yield [sample[0]] * 2
    if shape.get("minItems"):
        yield []


JUNK = (None, True, 0, 7, 0.5, "x", [], {}, [1], {"x": 1})


def beyond(shape: dict[str, Any], sample: Data, defs: dict[str, Any]) -> Iterator[Any]:
    """Values that a shape refuses, most of them just beyond its bounds."""
    if "$ref" in shape:
        shape = defs[shape["$ref"].rpartition("/")[2]]
    for choice in shape.get("anyOf", ()):
        yield from beyond(choice, sample, defs)
    yield from _strings(shape)
    yield from _numbers(shape)
    yield from _lists(shape, sample)
    yield from JUNK


FIELDS = [(name, field) for name in EXAMPLES for field in to_data(EXAMPLES[name])]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_bound_of_one_field_is_the_same_in_both(name: str, field: str) -> None:
    schema, data = json_schema(CLASSES[name]), to_data(EXAMPLES[name])
    tried = 0
    for value in beyond(schema["properties"][field], data[field], schema["$defs"]):
        damaged = copy.deepcopy(data) | {field: value}
        fits, problems = validator(name).is_valid(damaged), _problems(name, damaged)
        tried += not fits
        assert fits <= (not problems or _said_of_more_than_one_field(problems)), (value, problems)
        assert fits or problems, value
    assert tried


def _problems(name: str, data: object) -> tuple[tuple[str, str], ...]:
    try:
        from_data(data, as_=CLASSES[name])
    except rg.DocumentError as error:
        return error.problems
    return ()


_BEYOND_A_SCHEMA = (
    " agendas for ",
    "in that order",
    "must be in order",
    "least must not exceed most",
    "is not in the group",
    "is absent",
    "share a name",
    "cannot also have the floor",
    "cannot hold two parts of the same name",
    "not names for a part",
    "shares of the session come to",
    "two seats",
    "ends before it starts",
    "no protocol",
    "no source",
    "are told together",
    "before it begins",
    "nobody comes to",
    "fewer than the bound",
    "give count or until",
    "there is no meeting on",
    "no meeting is held",
    "is one of its holidays",
    "more than 500 meetings",
    "must be out of as many",
    "takes two",
    "the same person twice",
)


def _said_of_more_than_one_field(problems: tuple[tuple[str, str], ...]) -> bool:
    """Whether it is a matter of several fields, or of names that a schema does not know."""
    return all(any(words in message for words in _BEYOND_A_SCHEMA) for _, message in problems)


def test_a_schema_tells_the_usual_documents() -> None:
    found = documents()
    assert found["meeting"] is rg.Meeting
    assert {"agenda", "protocol", "report"} <= set(found)
    for cls in found.values():
        Draft202012Validator.check_schema(json_schema(cls))


@pytest.mark.parametrize("length", ["PT0S", "PT20M", "PT1H30M", "P1DT2H", "PT744H", "P31D", "P0D"])
def test_lengths_that_both_know(length: str) -> None:
    data = {"least": length}
    assert validator("Timebox").is_valid(data)
    assert accepted("Timebox", data)


@pytest.mark.parametrize(
    ("rows", "fits"),
    [([["Ann", "Ben"]], True), ([["Ann"]], False), ([["Ann", "Ann"]], False), ([[]], False)],
)
def test_pairs_are_of_two(rows: list[list[str]], fits: bool) -> None:  # noqa: FBT001
    data = to_data(EXAMPLES["Series"])
    for field in ("apart", "together", "met"):
        assert validator("Series").is_valid(data | {field: rows}) is fits
        assert accepted("Series", data | {field: rows}) is fits
    three = {"apart": [["Ann", "Ben", "Cem"]]}
    assert not validator("Series").is_valid(data | three)
    assert not accepted("Series", data | three)


def test_words_and_whole_numbers_as_json_has_them() -> None:
    data = {"members": ["Ann"], "visible_on_screen": 9.0, "format_version": 1}
    assert validator("Group").is_valid(data)
    assert accepted("Group", data)


def test_a_class_that_no_document_holds_has_no_schema() -> None:
    with pytest.raises(TypeError, match="no document holds"):
        json_schema(rg.Rule)
    with pytest.raises(TypeError, match="not Demand"):
        json_schema(rg.Demand)
