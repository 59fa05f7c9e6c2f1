"""Every public class that holds data, and the names under which a repr evaluates back."""

from __future__ import annotations

import datetime as dt
import decimal
import zoneinfo
from typing import Any, TypeAlias

import attrs

import reflective_groups as rg
from reflective_groups import planning, simulation

Value: TypeAlias = Any
"""A value of any public class."""
NO_DOCUMENT = {"Rule": "it holds the function that judges"}
"""Public classes that no document can hold, and why."""
SIMULATION = ("Behaviour", "Circumstances", "Kernel", "Late", "Pace", "Study")
"""What a simulation is asked; what it answers holds arrays, and is written as a table."""


def _public() -> dict[str, Any]:
    everything = {name: getattr(rg, name) for name in rg.__all__}
    everything |= {name: getattr(planning, name) for name in planning.__all__}
    return everything | {name: getattr(simulation, name) for name in SIMULATION}


CLASSES: dict[str, type] = {
    name: value
    for name, value in sorted(_public().items())
    if isinstance(value, type) and attrs.has(value) and name not in NO_DOCUMENT
}
NAMES = {
    "Decimal": decimal.Decimal,
    "datetime": dt,
    "decimal": decimal,
    "zoneinfo": zoneinfo,
    **_public(),
}


def shown(told: str) -> Value:
    """The value that a repr stands for."""
    return eval(told, dict(NAMES))  # noqa: S307 -- the promise is about eval
