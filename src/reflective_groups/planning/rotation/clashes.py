"""What cannot be: wishes that contradict each other, found before any search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.errors import Infeasible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.planning.rotation.task import Numbers, Shape, Task

MOST_TRIES = 20_000
"""So many groups are tried before it is left to the search."""


def refuse_clashes(task: Task) -> None:
    """Raise `Infeasible` for what is proven to be impossible, with the names that clash."""
    told = next(_clashes(task), None)
    if told is not None:
        raise Infeasible(told)


def _clashes(task: Task) -> Iterator[str]:
    for one, other in sorted(task.apart & task.together):
        yield f"{task.told((one, other))} are to meet and to be kept apart"
    for one, other in sorted(task.together):
        if not any(one in row and other in row for row in task.there):
            yield f"{task.told((one, other))} are to meet, and are in no round together"
    yield from _too_many_wishes(task)
    if task.apart:
        known: set[tuple[Numbers, Shape]] = set()
        for number, (row, shape) in enumerate(zip(task.there, task.shapes, strict=True), 1):
            if (row, shape) not in known:
                known.add((row, shape))
                yield from _no_round(task, number, row, shape)


def _too_many_wishes(task: Task) -> Iterator[str]:
    for one in task.people:
        wanted = [other for pair in task.together if one in pair for other in pair if other != one]
        most = sum(
            shape.sizes[0] - 1
            for row, shape in zip(task.there, task.shapes, strict=True)
            if one in row and shape.sizes
        )
        if len(wanted) > most:
            yield (
                f"{task.names[one]} is to meet {task.told(sorted(wanted))}, which is "
                f"{len(wanted)} people, and can meet {most} at most in the rounds there are"
            )


def _no_round(task: Task, number: int, row: Numbers, shape: Shape) -> Iterator[str]:
    """Why a round cannot be held at all, if it is certain that it cannot."""
    least = min(shape.sizes, default=1)
    friends = {
        one: {other for other in row if other != one and not task.is_apart(one, other)}
        for one in row
    }
    if not shape.out:
        for one in row:
            if len(friends[one]) < least - 1:
                yield (
                    f"in round {number} {task.names[one]} is to be kept apart from all but "
                    f"{len(friends[one])} of the others, and the smallest group is of {least}"
                )
    foes = _all_apart(task, row)
    room = len(shape.sizes) + shape.out
    if len(foes) > room:
        yield (
            f"{task.told(foes)} are all to be kept apart, and round {number} has "
            f"{len(shape.sizes)} groups" + (f" and {shape.out} sitting out" if shape.out else "")
        )
    if _Split(friends, shape).possible() is False:
        sizes = ", ".join(map(str, shape.sizes))
        yield (
            f"the {len(row)} people of round {number} cannot be split into groups of {sizes} "
            f"without bringing some together who are to be kept apart{_parts(task, friends)}"
        )


def _all_apart(task: Task, row: Numbers) -> list[int]:
    """People who are all to be kept apart from each other: a large set, not always the largest."""
    best: list[int] = []
    for first in row:
        found = [first]
        rest = [one for one in row if task.is_apart(first, one)]
        while rest:
            apart = {one: [other for other in rest if task.is_apart(one, other)] for one in rest}
            most = max(rest, key=lambda one: (len(apart[one]), -one))
            found.append(most)
            rest = apart[most]
        best = max(best, found, key=len)
    return sorted(best)


def _parts(task: Task, friends: dict[int, set[int]]) -> str:
    """The smallest lot of people who can only meet among themselves, if there is one."""
    left, parts = set(friends), list[set[int]]()
    while left:
        part, edge = set[int](), {min(left)}
        while edge:
            part |= edge
            edge = {other for one in edge for other in friends[one]} - part
        parts.append(part)
        left -= part
    if len(parts) == 1:
        return ""
    least = min(parts, key=lambda part: (len(part), min(part)))
    return f" ({task.told(sorted(least))} can only meet among themselves)"


class _Split:
    """A search through all the ways to split a round, in steps that are counted."""

    def __init__(self, friends: dict[int, set[int]], shape: Shape) -> None:
        self.friends = friends
        self.shape = shape
        self.tries = 0

    def possible(self) -> bool | None:
        """Whether there is a way; nothing if that takes too long to tell."""
        return self._split(frozenset(self.friends), self.shape.sizes, self.shape.out)

    def _split(self, left: frozenset[int], sizes: Numbers, out: int) -> bool | None:
        if not left:
            return True
        one = min(left, key=lambda one: (len(self.friends[one] & left), one))
        known: bool | None = False
        for size in sorted(set(sizes), reverse=True):
            place = sizes.index(size)
            rest = sizes[:place] + sizes[place + 1 :]
            for mates in self._cliques(sorted(self.friends[one] & left), size - 1):
                self.tries += 1
                if self.tries > MOST_TRIES:
                    return None
                told = self._split(left - {one, *mates}, rest, out)
                if told:
                    return True
                known = None if told is None else known
        if out:
            told = self._split(left - {one}, sizes, out - 1)
            known = True if told else (None if told is None else known)
        return known

    def _cliques(self, row: list[int], size: int) -> Iterator[Numbers]:
        if not size:
            yield ()
            return
        for index, one in enumerate(row):
            rest = [other for other in row[index + 1 :] if other in self.friends[one]]
            if len(rest) < size - 1:
                self.tries += 1
                continue
            yield from ((one, *more) for more in self._cliques(rest, size - 1))
