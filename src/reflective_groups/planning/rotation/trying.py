"""Small tasks: every plan is tried, as long as that takes few steps, and then nothing is left open.

What a way to split a round adds is counted by bits, one for each pair: a meeting of a pair that has
met before is a repeat. Plans that cannot become better than the best so far are left out at once.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeAlias

import attrs

from reflective_groups.planning.rotation.task import Numbers, Plan, Shape, edge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reflective_groups.planning.rotation.task import Task

MOST_WAYS = 1_000
"""A round that can be split in more ways than this is too large."""
MOST_LOOKS = 300_000
"""So often a way to split a round is looked at before it is given up: about a tenth of a second."""


@attrs.frozen
class Tried:
    """The best plan, if one is better than the known one, and whether all were tried."""

    plan: Plan | None
    complete: bool


@attrs.frozen
class _Way:
    """One way to split a round."""

    pairs: int
    out: Numbers
    groups: tuple[Numbers, ...]


_Kind: TypeAlias = tuple[Numbers, Shape]
Worth: TypeAlias = tuple[int, int]
"""How much more uneven turns are than they were to be, and how many repeats there are."""


def tried(task: Task, levels: Numbers, even: int, known: Worth | None, least: int) -> Tried:
    """Look for a plan better than what is known, among all there are.

    `levels` are the turns at sitting out that people come in with, `even` is the sum of the squares
    in the end with which nobody has to be dissatisfied, and no plan has fewer repeats than `least`.
    """
    kinds: dict[_Kind, list[_Way]] = {}
    for row, shape in zip(task.there, task.shapes, strict=True):
        if (row, shape) not in kinds:
            ways = list(itertools.islice(_ways(task, row, shape), MOST_WAYS + 1))
            if len(ways) > MOST_WAYS:
                return Tried(None, complete=False)
            kinds[row, shape] = ways
    return _Trying(task, kinds, levels, even, known, least).run()


def _ways(task: Task, row: Numbers, shape: Shape) -> Iterator[_Way]:
    many = len(task.names)
    for groups in _splits(task, row, shape.sizes, shape.out):
        pairs = 0
        for group in groups:
            for one, other in itertools.combinations(group, 2):
                pairs |= 1 << (one * many + other)
        yield _Way(pairs, tuple(sorted(set(row).difference(*groups))), groups)


def _splits(task: Task, row: Numbers, sizes: Numbers, out: int) -> Iterator[tuple[Numbers, ...]]:
    if not row:
        yield ()
        return
    first, rest = row[0], row[1:]
    for size in sorted(set(sizes), reverse=True):
        place = sizes.index(size)
        others = sizes[:place] + sizes[place + 1 :]
        for mates in itertools.combinations(rest, size - 1):
            group = (first, *mates)
            if any(edge(*pair) in task.apart for pair in itertools.combinations(group, 2)):
                continue
            left = tuple(one for one in rest if one not in mates)
            yield from ((group, *more) for more in _splits(task, left, others, out))
    if out:
        yield from _splits(task, rest, sizes, out - 1)


class _Trying:
    """A search through all plans, round by round, those alike in their own order."""

    def __init__(  # noqa: PLR0913, PLR0917 -- what is asked, with what is known of it
        self,
        task: Task,
        kinds: dict[_Kind, list[_Way]],
        levels: Numbers,
        even: int,
        known: Worth | None,
        least: int,
    ) -> None:
        self.task, self.levels, self.even = task, levels, even
        self.kinds = kinds
        asked = list(zip(task.there, task.shapes, strict=True))
        known_kinds = list(kinds)
        self.order = sorted(range(len(asked)), key=lambda here: known_kinds.index(asked[here]))
        self.asked = [asked[here] for here in self.order]
        self.best, self.least = known, (0, least)
        self.found: list[_Way] | None = None
        self.looks = 0
        many = len(task.names)
        self.before = sum(
            1 << (one * many + other)
            for one, other in itertools.combinations(task.people, 2)
            if task.met[one][other]
        )
        self.wanted = sum(1 << (one * many + other) for one, other in task.together)
        self.benched = any(shape.out for shape in task.shapes)

    def run(self) -> Tried:
        """The best, and whether all were tried."""
        complete = self._from(0, self.before, 0, 0, [])
        if self.found is None:
            return Tried(None, complete)
        rounds = dict(zip(self.order, self.found, strict=True))
        return Tried(tuple(rounds[here].groups for here in range(len(rounds))), complete)

    def _from(self, depth: int, seen: int, repeats: int, first: int, chosen: list[_Way]) -> bool:
        """Try all that can follow; whether that came to an end."""
        if depth == len(self.asked):
            self._end(seen, repeats, chosen)
            return True
        kind = self.asked[depth]
        ways = self.kinds[kind]
        known = depth > 0 and self.asked[depth - 1] == kind
        start = first if known else 0
        last = 1 if not depth and self._alike() else len(ways)
        adds = sorted(
            ((ways[number].pairs & seen).bit_count(), number) for number in range(start, last)
        )
        self.looks += last - start
        after = min(adds, default=(0, 0))[0] * self.asked[depth + 1 :].count(kind)
        for more, number in adds:
            if self.looks > MOST_LOOKS:
                return False
            if self.best is not None and self.best <= self.least:
                return True
            way = ways[number]
            chosen.append(way)
            if self._hopeful(repeats + more + after, chosen) and not self._from(
                depth + 1, seen | way.pairs, repeats + more, number, chosen
            ):
                return False
            chosen.pop()
        return True

    def _hopeful(self, repeats: int, chosen: Sequence[_Way]) -> bool:
        """Whether a plan that starts so may still be better than the best."""
        self.looks += 1
        return self.best is None or (self._surplus(chosen), repeats) < self.best

    def _surplus(self, chosen: Sequence[_Way]) -> int:
        """How much more uneven turns become at the least."""
        if not self.benched:
            return 0
        self.looks += len(self.levels)
        counts = list(self.levels)
        for way in chosen:
            for one in way.out:
                counts[one] += 1
        left = sum(shape.out for _, shape in self.asked[len(chosen) :])
        for _ in range(left):
            counts[counts.index(min(counts))] += 1
        return max(0, sum(count * count for count in counts) - self.even)

    def _end(self, seen: int, repeats: int, chosen: list[_Way]) -> None:
        """Keep a plan that meets all wishes; no other plan would have come so far."""
        if self.wanted & ~seen:
            return
        self.best, self.found = (self._surplus(chosen), repeats), list(chosen)

    def _alike(self) -> bool:
        """Whether people are all alike, so that the first round may be any."""
        task = self.task
        told = self.before or task.apart or task.together or len(set(self.levels)) > 1
        return not told and task.everybody_always
