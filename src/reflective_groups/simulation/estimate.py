"""A mean over sessions with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDE = 1.959963984540054
"""Standard errors on each side of a mean, for 95 intervals of 100 to hold what they estimate."""


@attrs.frozen
class Estimate:
    """A mean, and between which numbers 95 of 100 such studies would put it.

    >>> print(Estimate(0.62, 0.61, 0.63, 2_000))
    0.62 [0.61, 0.63]

    `count` is over how many sessions; those that cannot tell are left out.
    """

    mean: float
    low: float
    high: float
    count: int

    @property
    def half_width(self) -> float:
        """Half of the interval.

        >>> Estimate(2.0, 1.5, 2.5, 10).half_width
        0.5
        """
        return (self.high - self.low) / 2

    def __str__(self) -> str:
        return f"{self.mean:.4g} [{self.low:.4g}, {self.high:.4g}]"


def estimate(count: int, mean: float, spread: float) -> Estimate:
    """The interval of a mean, by the normal law; `spread` is the standard deviation.

    >>> print(estimate(100, 10.0, 5.0))
    10 [9.02, 10.98]
    """
    half = WIDE * spread / math.sqrt(count) if count > 1 else math.inf
    return Estimate(mean, mean - half, mean + half, count)


def mean_of(values: NDArray[np.float64]) -> Estimate:
    """The mean of what is told; not a number where nothing is.

    >>> print(mean_of(np.array([1.0, 2.0, 3.0, np.nan])))
    2 [0.8684, 3.132]
    """
    told = values[~np.isnan(values)].astype(np.float64)
    if not len(told):
        return Estimate(math.nan, math.nan, math.nan, 0)
    spread = float(told.std(ddof=1)) if len(told) > 1 else math.inf
    return estimate(len(told), float(told.mean()), spread)


def chance_of(count: int, share: float) -> Estimate:
    """How often something happened, with Wilson's interval (1927), which no 0 or 1 makes empty.

    >>> print(chance_of(100, 1.0))
    1 [0.963, 1]
    """
    if not count:
        return Estimate(math.nan, math.nan, math.nan, 0)
    square = WIDE * WIDE / count
    middle = (share + square / 2) / (1 + square)
    half = WIDE / (1 + square) * math.sqrt(share * (1 - share) / count + square / (4 * count))
    low = max(0.0, middle - half) if share > 0 else 0.0
    high = min(1.0, middle + half) if share < 1 else 1.0
    return Estimate(share, low, high, count)
