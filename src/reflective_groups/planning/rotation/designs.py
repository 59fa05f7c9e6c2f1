"""Rounds in which nobody meets twice, from constructions and from a table of starters.

A starter is one round (or a few) from which all others follow by counting on: each point moves to
the next of its column, the last to the first. It is found once by search and checked by a test.
"""

from __future__ import annotations

import itertools
import string
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.planning.rotation.task import Numbers, Plan

POINTS = string.digits + string.ascii_letters


@attrs.frozen
class Starter:
    """Columns of `modulus` points each, and after them points that stay where they are.

    `rounds` are developed one by one into `modulus` rounds each. Each group of `orbits`, which has
    one point in every column, is developed into the groups of a single round.
    """

    people: int
    size: int
    modulus: int
    rounds: tuple[str, ...]
    orbits: str = ""

    def developed(self) -> Iterator[tuple[Numbers, ...]]:
        """All rounds.

        >>> print(*next(Starter(4, 2, 3, ("03 12",)).developed()))
        (0, 3) (1, 2)
        """
        for text in self.rounds:
            groups = [tuple(map(POINTS.index, group)) for group in text.split()]
            for step in range(self.modulus):
                yield tuple(self._moved(group, step) for group in groups)
        for text in self.orbits.split():
            group = tuple(map(POINTS.index, text))
            yield tuple(self._moved(group, step) for step in range(self.modulus))

    def _moved(self, group: Numbers, step: int) -> Numbers:
        return tuple(sorted(self._next(point, step) for point in group))

    def _next(self, point: int, step: int) -> int:
        column, row = divmod(point, self.modulus)
        if (column + 1) * self.modulus > self.people - self.staying:
            return point
        return column * self.modulus + (row + step) % self.modulus

    @property
    def staying(self) -> int:
        """How many points stay where they are."""
        return self.people % self.modulus


STARTERS = (
    # Kirkman triple systems, and nearly Kirkman ones of 18, 24, 30 and 36: as many rounds as can be
    Starter(12, 3, 4, ("018 256 349 7ab",)),
    Starter(15, 3, 7, ("08a 134 27b 59e 6cd",)),
    Starter(18, 3, 4, ("0cg 15e 247 389 6bd afh", "018 25h 3de 4ag 69c 7bf")),
    Starter(21, 3, 7, ("046 18k 2ah 3de 59f 7bc gij",), "09k 0ce 0dg"),
    Starter(24, 3, 11, ("08e 1jm 249 3cg 5hn 67b akl dfi",)),
    Starter(27, 3, 9, ("06g 15e 24m 39j 78k adf bco hpq iln",), "0bq 0cn 0ej 0ho"),
    Starter(30, 3, 14, ("019 2ck 3qs 4ot 5il 68n 7ah bgm dpr efj",)),
    Starter(33, 3, 11, ("0cp 1jo 2as 3hk 459 68u 7fg bdi enq lvw mrt",), "0bu 0dr 0fw 0gv 0ls"),
    Starter(36, 3, 17, ("0uy 1fq 278 35c 4mr 6ap 9tz bln dhk ejs gwx iov",)),
    Starter(
        39,
        3,
        13,
        ("027 1nz 3os 4iw 589 6pA aet blB cjq dgh fkm rxC uvy",),
        "0dA 0fB 0gz 0iv 0ot 0px",
    ),
    # groups of four: everybody meets everybody among 16 and among 28
    Starter(16, 4, 5, ("06cf 14ae 2357 89bd",)),
    Starter(24, 4, 7, ("046i 1acd 29fn 3bjl 58km 7egh",)),
    Starter(28, 4, 9, ("04mo 13kq 2dnr 589h 67ce aglp bfij",)),
)


def design(people: int, size: int) -> Plan:
    """The most rounds known here of groups of a size in which nobody meets twice.

    >>> len(design(15, 3)), len(design(9, 3)), len(design(8, 2)), len(design(14, 3))
    (7, 4, 7, 0)
    """
    if people % size:
        return ()
    if size == 2:  # noqa: PLR2004 -- pairs
        return tuple(circle(people))
    starter = next((one for one in STARTERS if (one.people, one.size) == (people, size)), None)
    return tuple(starter.developed() if starter else planes(people, size))


def circle(people: int) -> Iterator[tuple[Numbers, ...]]:
    """Everybody meets everybody in pairs: one stays, the others walk round a table.

    >>> [*circle(4)]
    [((0, 3), (1, 2)), ((1, 3), (0, 2)), ((2, 3), (0, 1))]
    """
    seats = people - 1
    for step in range(seats):
        facing = (
            tuple(sorted(((step + k) % seats, (step - k) % seats))) for k in range(1, people // 2)
        )
        yield ((step, seats), *facing)


def times(one: int, other: int, order: int) -> int:
    """The product in the field of a prime number of elements, or of 4, 8 or 16.

    >>> times(3, 5, 7), times(2, 4, 8)
    (1, 3)
    """
    if order not in _POLYNOMIALS:
        return one * other % order
    product = 0
    for place in range(order.bit_length()):
        if other >> place & 1:
            product ^= one << place
    for place in range(order.bit_length(), -1, -1):
        if product >> place & order:
            product ^= _POLYNOMIALS[order] << place
    return product


_POLYNOMIALS = {4: 0b111, 8: 0b1011, 16: 0b10011}
"""Irreducible over two elements, by the order of the field that they make."""


def planes(people: int, size: int) -> Iterator[tuple[Numbers, ...]]:
    """Lines in a grid of `size` columns, each as long as a field is large; a slope is a round.

    >>> [*planes(4, 2)]
    [((0, 2), (1, 3)), ((0, 3), (1, 2)), ((0, 1), (2, 3))]

    The columns, split into groups, are a round too where that goes up: an affine plane in a
    square grid.
    """
    high = people // size
    prime = all(high % factor for factor in range(2, high))
    if high < size or not (prime or high in _POLYNOMIALS):
        return

    def line(start: int, slope: int) -> Numbers:
        steps = (times(column, slope, high) for column in range(size))
        rows = (start + step if prime else start ^ step for step in steps)
        return tuple(column * high + row % high for column, row in enumerate(rows))

    for slope in range(high):
        yield tuple(line(start, slope) for start in range(high))
    if high % size == 0:  # nobody has met anybody of the same column
        starts = range(0, people, size)
        yield tuple(tuple(range(start, start + size)) for start in starts)


def pairs_once(plan: Plan) -> bool:
    """Whether nobody meets twice.

    >>> pairs_once((((0, 1), (2, 3)), ((0, 1), (2, 3))))
    False
    """
    pairs = [
        pair
        for group in itertools.chain(*plan)
        for pair in itertools.combinations(sorted(group), 2)
    ]
    return len(pairs) == len(set(pairs))
