"""Chance that is the same on every machine and under every Python."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class Chance:
    """Draws from a seed.

    >>> Chance(1).below(6) == Chance(1).below(6)
    True

    Only `random()` and `getrandbits()` of Python's generator are used: what they give is promised
    to stay the same.
    """

    def __init__(self, seed: int) -> None:
        self.random: Callable[[], float] = random.Random(seed).random  # noqa: S311 -- a plan is no secret
        """A number from 0 up to 1."""

    def below(self, number: int) -> int:
        """A whole number from 0 up to below another.

        >>> Chance(1).below(1)
        0
        """
        return int(self.random() * number)

    def shuffle(self, row: list[T]) -> None:
        """Put a list into any order.

        >>> row = [1]
        >>> Chance(1).shuffle(row)
        >>> row
        [1]
        """
        for last in range(len(row) - 1, 0, -1):
            other = self.below(last + 1)
            row[last], row[other] = row[other], row[last]

    def pick(self, row: Sequence[T]) -> T:
        """Any item.

        >>> Chance(1).pick("A")
        'A'
        """
        return row[self.below(len(row))]
