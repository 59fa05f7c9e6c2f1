"""The columns of a simulation in the words and units that people use, and as plain data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflective_groups.simulation import Estimate, Measure

_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@attrs.frozen(kw_only=True)
class Column:
    """How a column is told: its name and unit, what makes one unit, decimals, and what it means."""

    label: str
    unit: str = ""
    one: float = 1.0
    decimals: int = 2
    means: str = ""

    @property
    def title(self) -> str:
        """Name and unit in one line."""
        return f"{self.label}, {self.unit}" if self.unit else self.label

    def told(self, value: float, *, fewer: int = 0) -> str:
        """A number in this unit, with fewer decimals if wanted; a dash where nothing is known.

        >>> column("overrun_s").told(75), column("overrun_s").told(float("nan"))
        ('1.25', '-')
        """
        if not math.isfinite(value):
            return "-"
        decimals = max(0, self.decimals - fewer)
        return f"{round(value / self.one, decimals) + 0.0:,.{decimals}f}"

    def between(self, low: float, high: float, *, fewer: int = 0) -> str:
        """From one number to another.

        >>> column("quorum").between(0.5, 1)
        '50.0 to 100.0'
        """
        if not math.isfinite(low + high):
            return "-"
        return f"{self.told(low, fewer=fewer)} to {self.told(high, fewer=fewer)}"

    def give_or_take(self, one: Estimate) -> str:
        """A mean, and half of its interval."""
        if not math.isfinite(one.half_width):
            return self.told(one.mean)
        return f"{self.told(one.mean)} ± {self.told(one.half_width)}"


def _minutes(label: str, means: str = "") -> Column:
    return Column(label=label, unit="min", one=60.0, means=means)


def _percent(label: str, means: str = "") -> Column:
    return Column(label=label, unit="%", one=0.01, decimals=1, means=means)


_KNOWN: Final = {
    "duration_s": _minutes("Length"),
    "overrun_s": _minutes("Overrun"),
    "longest_wait_s": _minutes(
        "Longest wait", "The longest wait is that of anybody who may speak, within a phase."
    ),
    "late_s": _minutes("Late start"),
    "gini": Column(
        label="Inequality",
        unit="Gini",
        decimals=3,
        means="Inequality is the Gini coefficient of airtime among those whom a phase allows to "
        "speak; 0 is all alike.",
    ),
    "entropy": Column(
        label="Evenness",
        unit="of 1",
        decimals=3,
        means="Evenness is the entropy of airtime among those whom a phase allows to speak; 1 is "
        "all alike.",
    ),
    "turns": Column(label="Turns", decimals=1),
    "aba": _percent("Goes back", "The floor goes back where the one before the last speaks again."),
    "quorum": _percent(
        "Enough there",
        "There are enough where as many members come as the protocol takes at the least, or as "
        "--quorum says.",
    ),
    "held": _percent("Held", "A session is held unless there are too few for a plan."),
    "members_there": Column(label="Members there"),
    "leaders_there": Column(label="Leaders there"),
    "volunteers": Column(label="Volunteers"),
}
_OF_SOMEBODY = {
    "role_airtime_s": "Airtime of {}",
    "airtime_s": "Airtime of {}",
    "length_s": "Length of {}",
}


def column(name: str) -> Column:
    """How a column is told.

    >>> column("gini").title, column("length_s/cases[1]/discuss").title
    ('Inequality, Gini', 'Length of cases[1]/discuss, min')
    """
    kind, _, of = name.partition("/")
    if kind in _OF_SOMEBODY:
        return _minutes(_OF_SOMEBODY[kind].format(of))
    return _KNOWN.get(name, Column(label=name))


def meanings(names: Iterable[str]) -> str:
    """What those columns mean whose names do not say it.

    >>> meanings(("turns", "aba"))
    'The floor goes back where the one before the last speaks again.'
    """
    return " ".join(filter(None, (column(name).means for name in names)))


def number(value: float) -> float | None:
    """A number for JSON, which knows neither infinity nor what is not a number."""
    return value if math.isfinite(value) else None


def estimate(one: Estimate) -> dict[str, Any]:
    """A mean with its interval, and over how many sessions it is taken."""
    return {
        "mean": number(one.mean),
        "low": number(one.low),
        "high": number(one.high),
        "count": one.count,
    }


def measure(one: Measure) -> dict[str, Any]:
    """A column as plain data: mean, spread, and quantiles with intervals of their own."""
    return {
        **estimate(one.mean),
        "spread": number(one.spread),
        "least": number(one.least),
        "most": number(one.most),
        "quantiles": {str(share): _quantile(one.quantile(share)) for share in _QUANTILES},
    }


def _quantile(one: Estimate) -> dict[str, Any]:
    return {"value": number(one.mean), "low": number(one.low), "high": number(one.high)}
