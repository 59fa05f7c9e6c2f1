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

    Somebody who comes later starts with as many turns as whoever has had the fewest by then.
    """
    counts, seen = list(task.sat_out), set[int]()
    rows: list[Numbers] = []
    for row, shape in zip(task.there, task.shapes, strict=True):
        others = [counts[one] for one in row if one in seen]
        for one in set(row) - seen:
            counts[one] = max(counts[one], min(others, default=0)) if seen else counts[one]
        seen.update(row)
        order = list(row)
        chance.shuffle(order)
        order.sort(key=lambda one: counts[one])
        rows.append(tuple(sorted(order[: shape.out])))
        for one in rows[-1]:
            counts[one] += 1
    return tuple(rows)


def turns(task: Task, benches: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """How often each will have sat out in the end."""
    counts = list(task.sat_out)
    for bench in benches:
        for one in bench:
            counts[one] += 1
    return tuple(counts)


def watching(task: Task, plan: Plan) -> tuple[Numbers, ...]:
    """Who observes in each round, so that turns are as even as the groups allow.

    Everybody who is one too many in a group watches. First those who have watched least; then
    turns go on from whoever has most to whoever has fewest, along groups they are in, while that
    makes it more even.
    """
    counts = list(task.watched)
    places: list[tuple[int, Numbers]] = []
    chosen: list[set[int]] = []
    for here, groups in enumerate(plan):
        for group in groups:
            extra = len(group) - task.size
            if extra > 0:
                first = sorted(group, key=lambda one: (counts[one], one))[:extra]
                places.append((here, group))
                chosen.append(set(first))
                for one in first:
                    counts[one] += 1
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
