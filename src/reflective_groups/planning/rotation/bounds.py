"""How few repeats there can be: lower bounds that hold for every plan of a task.

Counting: whoever has more places beside somebody than there are people left to meet repeats.
Pigeonholes: a group of four out of three earlier groups holds two who were together.
Published: what somebody has proved for one number of people.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import attrs

from reflective_groups.sources import Citation, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflective_groups.planning.rotation.task import Numbers, Shape, Task

NEARLY_KIRKMAN = Source(
    key="kotzig_rosa_1974",
    title="Nearly Kirkman systems, Congressus Numerantium 10, 607–614",
    authors="A. Kotzig and A. Rosa",
    year=1974,
)
"""No nearly Kirkman triple system of order 12 exists: 12 people cannot meet in triples five times
without a repeat, since each would then have met all but one of the others."""


@attrs.frozen
class Bound:
    """So many repeats at least, and why."""

    repeats: int
    rests_on: str
    citation: Citation | None = None


def bound_of(task: Task) -> Bound:
    """The best of the bounds known here.

    >>> from reflective_groups.planning.rotation.task import Wishes, task_of
    >>> bound_of(task_of(Wishes(people=tuple("ABCDEFGHI"), size=3, rounds=4)))
    Bound(repeats=0, rests_on='counting', citation=None)
    >>> bound_of(task_of(Wishes(people=tuple("ABCDEFGHI"), size=3, rounds=5))).repeats
    9
    """
    return max((_counting(task), _pigeonholes(task), _published(task)), key=lambda b: b.repeats)


def _counting(task: Task) -> Bound:
    """Places beside somebody, less the people whom each could meet there for the first time.

    Where groups differ in size, who is in the larger one is open, so that each person has a least
    and a greatest number of places, and only their sum is known. Places are handed out so as to
    make as few repeats as can be; what a person gets beyond the strangers left to them repeats.
    """
    strangers = [len(others) for others in task.strangers()]
    least, most = [0] * len(strangers), [0] * len(strangers)
    for row, shape in zip(task.there, task.shapes, strict=True):
        low = 0 if shape.out or not shape.sizes else shape.sizes[-1] - 1
        high = shape.sizes[0] - 1 if shape.sizes else 0
        for one in row:
            least[one] += low
            most[one] += high
    total = 2 * sum(shape.meetings for shape in task.shapes)
    rows = list(zip(strangers, least, most, strict=True))
    forced = sum(max(0, low - others) for others, low, _ in rows)
    free = sum(max(low, min(high, others)) for others, low, high in rows)
    half = (forced + max(0, total - free) + 1) // 2
    return Bound(max(half, _apart_from_each_other(task, rows)), "counting")


def _apart_from_each_other(task: Task, rows: list[tuple[int, int, int]]) -> int:
    """Repeats that people have to make who cannot make them with each other."""
    over = {one: low - others for one, (others, low, _) in enumerate(rows) if low > others}
    chosen: list[int] = []
    for one in sorted(over, key=lambda one: (-over[one], one)):
        if all(task.is_apart(one, other) for other in chosen):
            chosen.append(one)
    return sum(over[one] for one in chosen)


def _pigeonholes(task: Task) -> Bound:
    """For each round, the pairs that it must have in common with the worst earlier round.

    Groups of the past that share nobody make a round for this, whenever they met.
    """
    told = (tuple(group) for group in itertools.chain(*task.past) if group)
    rounds = {*map(frozenset, task.past), *map(frozenset, _regrouped(told))}
    repeats = 0
    known: dict[tuple[Numbers, Shape], int] = {}
    for later, kind in enumerate(zip(task.there, task.shapes, strict=True)):
        if kind not in known:
            known[kind] = max((_common_with_past(task, one, later) for one in rounds), default=0)
        earlier = {
            (task.there[first], task.shapes[first]): first for first in range(later)
        }.values()
        repeats += max((known[kind], *(_common(task, first, later) for first in earlier)))
    return Bound(repeats, "a group has more seats than there are earlier groups to come from")


def _regrouped(groups: Iterable[Numbers]) -> list[list[Numbers]]:
    """Groups that follow each other and share nobody as one round."""
    rounds: list[list[Numbers]] = []
    seated: set[int] = set()
    for group in groups:
        if not rounds or not seated.isdisjoint(group):
            rounds.append([])
            seated = set()
        rounds[-1].append(group)
        seated.update(group)
    return rounds


def _common(task: Task, first: int, second: int) -> int:
    """Pairs that two rounds of the plan have in common at the least."""
    one, other = task.shapes[first], task.shapes[second]
    new = len(set(task.there[second]) - set(task.there[first])) + one.out
    old = len(set(task.there[first]) - set(task.there[second])) + other.out
    return max(
        sum(spread(size, len(one.sizes) + new) for size in other.sizes),
        sum(spread(size, len(other.sizes) + old) for size in one.sizes),
    )


def _common_with_past(task: Task, groups: Iterable[tuple[int, ...]], later: int) -> int:
    there = set(task.there[later])
    cells = [len(there.intersection(group)) for group in groups]
    alone = len(there) - sum(cells)
    shape = task.shapes[later]
    return max(
        sum(spread(size, sum(map(bool, cells)) + alone) for size in shape.sizes),
        sum(spread(size, len(shape.sizes) + shape.out) for size in cells),
    )


def spread(people: int, cells: int) -> int:
    """Pairs that share a cell at the least when people are spread over cells.

    >>> spread(4, 3), spread(4, 2), spread(2, 5)
    (1, 2, 0)
    """
    if not cells:
        return math.comb(people, 2)
    low, over = divmod(people, cells)
    return over * math.comb(low + 1, 2) + (cells - over) * math.comb(low, 2)


TWELVE = 12
TRIPLE = 3
FIVE = 5


def _published(task: Task) -> Bound:
    """Twelve people in triples, five rounds in all: Kotzig and Rosa (1974).

    Rounds of the history count among the five if nobody met twice in them.
    """
    none = Bound(0, "counting")
    planned = [
        frozenset(row)
        for row, shape in zip(task.there, task.shapes, strict=True)
        if shape.sizes == (TRIPLE,) * (TWELVE // TRIPLE) and not shape.out
    ]
    for twelve in set(planned):
        past = [
            groups
            for groups in task.past
            if sorted(len(twelve.intersection(group)) for group in groups if twelve & set(group))
            == [TRIPLE] * (TWELVE // TRIPLE)
        ]
        fresh = all(task.met[a][b] <= 1 for a in twelve for b in twelve if a != b)
        if planned.count(twelve) + (len(past) if fresh else 0) >= FIVE:
            cited = NEARLY_KIRKMAN.at("order 12")
            told = "no nearly Kirkman triple system of 12 exists: Kotzig and Rosa 1974"
            return Bound(1, told, cited)
    return none
