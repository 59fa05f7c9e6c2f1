"""How likely enough people come: exact, from how likely each of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def to_enrol(least: int, chance: float, bearable: float, known: Sequence[float] = ()) -> int | None:
    """How many to have enrolled so that fewer than `least` come seldom enough.

    >>> to_enrol(6, 0.8, 0.1)
    9
    >>> to_enrol(6, 0.5, 0.1, known=(1, 1, 1, 1, 1))
    9

    `known` are those who are in already, each as likely to come as told; whoever is added comes
    with `chance`. `bearable` is how likely fewer may be. Nothing where it takes more than 200.
    """
    likely = [*spread(known), *(0.0 for _ in range(least))][: max(0, least)]
    for enrolled in range(len(known), MOST_ENROLLED + 1):
        if enrolled >= least and sum(likely) <= bearable:
            return enrolled
        shifted = (0.0, *likely)
        likely = [
            stay * (1 - chance) + come * chance for stay, come in zip(likely, shifted, strict=False)
        ]
    return None
