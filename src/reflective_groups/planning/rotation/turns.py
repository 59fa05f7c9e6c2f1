"""Whose turn it is: to sit out a round, and to observe in a group that is one too many."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflective_groups.planning.rotation.chance import Chance
    from reflective_groups.planning.rotation.task import Numbers, Plan, Task


def benches_of(task: Task, chance: Chance) -> tuple[Numbers, ...]:
    """Who sits out in each round: those who have done so least, by lot among equals.

    Somebody who comes later starts with as many turns as whoever has had the fewest by then. Among
    equals a newcomer comes last.
    """
    comers = _Comers(task.sat_out)
    rows: list[Numbers] = []
    for row, shape in zip(task.there, task.shapes, strict=True):
        comers.come(row)
        order = list(row)
        chance.shuffle(order)
        order.sort(key=lambda one: (comers.counts[one], one in task.newcomers))
        rows.append(tuple(sorted(order[: shape.out])))
        comers.take(rows[-1])
    return tuple(rows)


class _Comers:
    """Turns as people come in: level with whoever has had the fewest by then."""

    def __init__(self, counts: Sequence[int]) -> None:
        self.counts, self.first = list(counts), list(counts)
        self.seen: set[int] = set()

    def come(self, row: Numbers) -> None:
        """So many are there in the next round."""
        least = min((self.counts[one] for one in row if one in self.seen), default=0)
        fresh = set(row) - self.seen if self.seen else set[int]()
        for one in fresh:
            self.first[one] = self.counts[one] = max(self.counts[one], least)
        self.seen.update(row)

    def take(self, row: Sequence[int]) -> None:
        """So many have a turn."""
        for one in row:
            self.counts[one] += 1


def levels_of(task: Task, before: Numbers, rows: Sequence[Numbers]) -> Numbers:
    """How many turns each counts as having had on coming in, if these are the turns."""
    comers = _Comers(before)
    for there, row in zip(task.there, rows, strict=True):
        comers.come(there)
        comers.take(row)
    return tuple(comers.first)


def benches_in(task: Task, plan: Plan) -> tuple[Numbers, ...]:
    """Who sits out in each round of a plan."""
    return tuple(
        tuple(sorted(set(there).difference(*groups)))
        for there, groups in zip(task.there, plan, strict=True)
    )


def unevenness(levels: Numbers, benches: Sequence[Sequence[int]]) -> int:
    """How uneven turns are in the end: the sum of their squares."""
    counts = list(levels)
    for bench in benches:
        for one in bench:
            counts[one] += 1
    return sum(count * count for count in counts)


def watching(task: Task, plan: Plan) -> tuple[Numbers, ...]:
    """Who observes in each round, so that turns are as even as the groups allow.

    Everybody who is one too many in a group watches. First those who have watched least; then
    turns go on from whoever has most to whoever has fewest, along groups they are in, while that
    makes it more even.
    """
    comers = _Comers(task.watched)
    counts = comers.counts
    places: list[tuple[int, Numbers]] = []
    chosen: list[set[int]] = []
    for here, (groups, there) in enumerate(zip(plan, task.there, strict=True)):
        comers.come(there)
        for group in groups:
            extra = len(group) - task.size
            if extra > 0:
                order = sorted(group, key=lambda one: (counts[one], one in task.newcomers, one))
                places.append((here, group))
                chosen.append(set(order[:extra]))
                comers.take(order[:extra])
    while _passed_on(places, chosen, counts):
        pass
    rows: list[list[int]] = [[] for _ in plan]
    for (here, _), row in zip(places, chosen, strict=True):
        rows[here].extend(row)
    return tuple(tuple(sorted(row)) for row in rows)


def _passed_on(
    places: list[tuple[int, Numbers]], chosen: list[set[int]], counts: list[int]
) -> bool:
    """Pass a turn on from somebody to somebody who has two fewer; whether that could be done."""
    for first in sorted(range(len(counts)), key=lambda one: -counts[one]):
        came: dict[int, tuple[int, int]] = {first: (-1, -1)}
        queue = deque([first])
        while queue:
            one = queue.popleft()
            if counts[one] <= counts[first] - 2:
                counts[one] += 1
                counts[first] -= 1
                while one != first:
                    giver, place = came[one]
                    chosen[place].remove(giver)
                    chosen[place].add(one)
                    one = giver
                return True
            for place, (_, group) in enumerate(places):
                if one in chosen[place]:
                    for other in group:
                        if other not in chosen[place] and other not in came:
                            came[other] = (one, place)
                            queue.append(other)
    return False
