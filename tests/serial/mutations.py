"""Random damage to documents, from a seed."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Data: TypeAlias = Any
"""Plain data of a document."""
JUNK: tuple[Data, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    6.0,
    0.5,
    501,
    2**53,
    1e300,
    "",
    "x",
    "phase",
    "leader",
    "silent",
    "S0",
    "PT5M",
    "PT0S",
    "P31DT1S",
    "17.50",
    "balint.school",
    "2026-11-30T18:30[Europe/London]",
    "2026-03-29T01:30[Europe/London]",
    "\ud800",
    "\0",
    "x" * 201,
    [],
    [[]],
    ["x", "x"],
    [None],
    {},
    {"": 1},
    {"type": "phase"},
    {"type": "share", "most": 2},
    {"name": "x"},
    {"type": "rounds", "part": {"type": "phase", "name": "a"}, "count": {"least": 500}},
)
CHARACTERS = "{}[]\",:.\\=#'\n\t -+0919eEPTMSZ/_axe\0\x7fé\u2028\U0001f600\ufeff"


def chance_of(seed: int) -> random.Random:
    """Chance that is the same on every machine."""
    return random.Random(seed)  # noqa: S311 -- damage is no secret


def places(data: Data) -> Iterator[tuple[Data, str | int]]:
    """Each container with each key or index in it."""
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from places(data[key])


def spoil(data: Data, chance: random.Random, times: int = 1) -> Data:
    """Plain data with something put in place of something else, left out, added or moved."""
    data = copy.deepcopy(data)
    for _ in range(times):
        found = list(places(data))
        if not found:
            return chance.choice(JUNK)
        place, key = chance.choice(found)
        match chance.randrange(6):
            case 0:
                del place[key]
            case 1:
                _, other = chance.choice(found)
                value = place[key] if isinstance(place, list) else place.pop(key)
                if isinstance(place, dict):
                    place[str(other)] = value
                else:
                    place.insert(0, value)
            case 2:
                there, other = chance.choice(found)
                place[key] = copy.deepcopy(there[other])
            case 3 if isinstance(place[key], str) and place[key]:
                place[key] = damage(place[key], chance)
            case _:
                place[key] = copy.deepcopy(chance.choice(JUNK))
    return data


def damage(text: str, chance: random.Random) -> str:
    """A text with a character or a stretch of it changed."""
    at, length = chance.randrange(len(text)), chance.choice((0, 1, 1, 1, 2, 5, 30))
    put = chance.choice(
        (
            "",
            chance.choice(CHARACTERS),
            chance.choice(CHARACTERS) * chance.choice((2, 3, 80)),
            text[at : at + chance.randrange(60)],
            json.dumps(chance.choice(JUNK)),
        )
    )
    return text[:at] + put + text[at + length :]


def flip(text: bytes, chance: random.Random) -> bytes:
    """Bytes with one of them changed."""
    at = chance.randrange(len(text))
    return text[:at] + bytes((chance.randrange(256),)) + text[at + 1 :]
