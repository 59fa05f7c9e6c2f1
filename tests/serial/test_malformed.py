"""Malformed documents give a `DocumentError` that says what is wrong and where."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import reflective_groups as rg
from reflective_groups.serial import from_data, loads, loads_toml, to_data
from tests.serial.examples import EXAMPLES
from tests.serial.malformed import (
    GONE,
    JSON,
    MEETING_TOML,
    PEOPLE,
    SERIES_PEOPLE,
    SERIES_TOML,
    SPOILT,
    TOML,
)
from tests.serial.namespace import CLASSES

if TYPE_CHECKING:
    from tests.serial.mutations import Data

CASES = [(name, *case) for name, cases in SPOILT.items() for case in cases]


def spoilt(name: str, at: str, value: object) -> Data:
    """The document of an example with one value changed, added or left out."""
    data = copy.deepcopy(to_data(EXAMPLES[name]))
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"[\w$]+", at)]
    place: Data = data
    for step in steps[:-1]:
        place = place[step]
    if value is GONE:
        del place[steps[-1]]
    else:
        place[steps[-1]] = value
    return data


def told(error: pytest.ExceptionInfo[rg.DocumentError], path: str, says: str) -> bool:
    """Whether something is said at a path."""
    assert error.value.problems, "an error with no problem in it"
    assert all(path for path, _ in error.value.problems)
    assert str(error.value).isprintable() or "\n" in str(error.value)
    return any(at == path and says in message for at, message in error.value.problems)


def test_there_are_three_hundred_of_them() -> None:
    assert len(JSON) + len(TOML) + len(PEOPLE) + len(CASES) >= 300


@pytest.mark.parametrize(("text", "path", "says"), JSON)
def test_malformed_json(text: str | bytes, path: str, says: str) -> None:
    with pytest.raises(rg.DocumentError) as error:
        loads(text, as_=rg.Group)
    assert told(error, path, says), error.value


@pytest.mark.parametrize(("text", "path", "says"), TOML)
def test_malformed_toml(text: str | bytes, path: str, says: str) -> None:
    with pytest.raises(rg.DocumentError) as error:
        loads_toml(text, as_=rg.Group)
    assert told(error, path, says), error.value


@pytest.mark.parametrize(("key", "line", "path", "says"), PEOPLE)
def test_malformed_meetings_of_people(key: str, line: str, path: str, says: str) -> None:
    text = re.sub(rf"^{key} = .*$", lambda _: line, MEETING_TOML, flags=re.MULTILINE)
    assert text != MEETING_TOML
    with pytest.raises(rg.DocumentError) as error:
        loads_toml(text, as_=rg.Meeting)
    assert told(error, path, says), error.value


@pytest.mark.parametrize(("key", "line", "path", "says"), SERIES_PEOPLE)
def test_malformed_series_of_people(key: str, line: str, path: str, says: str) -> None:
    text = re.sub(rf"^{key} = .*$", lambda _: line, SERIES_TOML, count=1, flags=re.MULTILINE)
    assert text != SERIES_TOML
    with pytest.raises(rg.DocumentError) as error:
        loads_toml(text, as_=rg.Series)
    assert told(error, path, says), error.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}.{case[1]}"[:60])
def test_spoilt_documents(case: tuple[Any, ...]) -> None:
    name, at, value, says, *elsewhere = case
    data = spoilt(name, at, value)
    path = elsewhere[0] if elsewhere else at
    with pytest.raises(rg.DocumentError) as error:
        from_data(data, as_=CLASSES[name])
    assert told(error, path, says), error.value
    with pytest.raises(rg.DocumentError):
        loads(json.dumps(data), as_=CLASSES[name])


def test_the_meeting_of_people_is_sound_before_it_is_spoilt() -> None:
    assert loads_toml(MEETING_TOML, as_=rg.Meeting).protocol == rg.CATALOGUE["balint.school"]


def test_all_problems_come_at_once() -> None:
    data = spoilt("Protocol", "session.parts[2].time.most", "PT5X")
    data["size"] |= {"least": "6", "most": 501, "mots": 1}
    data["title"] = ""
    data["leadership"]["most"] = 1
    del data["key"]
    with pytest.raises(rg.DocumentError) as error:
        from_data(data, as_=rg.Protocol)
    assert [path for path, _ in error.value.problems] == [
        "session.parts[2].time.most",
        "size.least",
        "size.mots",
        "size.most",
        "leadership",
        "key",
        "title",
    ]


def test_an_object_of_another_kind_does_not_flood() -> None:
    with pytest.raises(rg.DocumentError) as error:
        from_data({f"key_{n}": n for n in range(1_000)}, as_=rg.Role)
    assert len(error.value.problems) == 22
    assert ("$", "has 980 more keys that are not known here") in error.value.problems


@pytest.mark.parametrize("data", [(), {1: 2}, {"name": {"a"}}, {"name": b"a"}, {"name": 1j}])
def test_data_that_no_document_holds(data: object) -> None:
    with pytest.raises(rg.DocumentError):
        from_data(data, as_=rg.Role)


def test_data_that_holds_itself() -> None:
    data: dict[str, object] = {"name": "a"}
    data["brings"] = data
    with pytest.raises(rg.DocumentError, match="nested deeper than 64"):
        from_data(data, as_=rg.Role)
