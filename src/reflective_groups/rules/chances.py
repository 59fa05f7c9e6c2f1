"""How likely enough people come: exact, from how likely each of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ENROLLED = 200
"""No group has more members than this."""


def spread(chances: Iterable[float]) -> tuple[float, ...]:
    """How likely nobody comes, one, two, and so on, if each decides alone.

    >>> spread((0.5, 0.5))
    (0.25, 0.5, 0.25)

    The sum of independent yes-or-no chances (the Poisson binomial distribution), one person after
    the other: with one more there are k if there were k and this one stays away, or if there were
    one fewer and this one comes.
    """
    likely = [1.0]
    for chance in chances:
        stays, comes = (*(one * (1 - chance) for one in likely), 0.0), (0.0, *likely)
        likely = [one + chance * other for one, other in zip(stays, comes, strict=True)]
    return tuple(likely)


def fewer_than(least: int, chances: Iterable[float]) -> float:
    """How likely fewer than `least` come.

    >>> fewer_than(2, (0.5, 0.5))
    0.75
    """
    return min(1.0, sum(spread(chances)[: max(0, least)]))


def to_enrol(least: int, chance: float, bearable: float) -> int | None:
    """How many to enrol, each as likely to come, so that fewer than `least` come seldom enough.

    >>> to_enrol(6, 0.8, 0.1)
    9

    `bearable` is how likely that may be. Nothing where no number of members does it.
    """
    likely = [1.0] + [0.0] * max(0, least - 1)
    for enrolled in range(MOST_ENROLLED + 1):
        if enrolled >= least and sum(likely[: max(0, least)]) <= bearable:
            return enrolled
        shifted = [0.0, *likely[:-1]]
        likely = [
            stay * (1 - chance) + come * chance for stay, come in zip(likely, shifted, strict=True)
        ]
    return None
