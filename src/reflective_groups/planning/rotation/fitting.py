"""People set into a design: whoever met in the past sits where the design lets them have met."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from reflective_groups.planning.rotation.designs import design
from reflective_groups.planning.rotation.task import Numbers, Plan, edge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reflective_groups.planning.rotation.chance import Chance
    from reflective_groups.planning.rotation.task import Edge, Task

MOST_TRIES = 20_000
"""So many times somebody is set on a point before a design is given up."""


@attrs.frozen
class Fitted:
    """A plan from a design, and whether nobody meets twice in it and all wishes are met."""

    plan: Plan
    perfect: bool


def fitted(task: Task, benches: Sequence[Numbers], chance: Chance) -> Fitted | None:
    """The task set into the smallest design that takes it, if there is one."""
    full = max(task.shapes, key=lambda shape: (shape.meetings, len(shape.sizes)), default=None)
    if full is None or not full.sizes:
        return None
    size = full.sizes[0]
    points = len(full.sizes) * size
    while points < len(task.names):  # those who sit out or are away need points too
        points += size
    rounds = design(points, size)
    if not rounds:
        return None
    seating = _Seating(task, rounds, chance)
    seats = seating.found() or seating.anywhere()
    return _Choice(task, benches, rounds, seats).plan(chance)


class _Seating:
    """A search for a point for everybody, in steps that are counted.

    Pairs that have met, and pairs to be kept apart, have to share no round of the design, or one
    that is closed to the plan; there are only so many rounds that can be closed. Pairs that have
    to meet share a round that is not closed.
    """

    def __init__(self, task: Task, rounds: Plan, chance: Chance) -> None:
        self.task, self.chance = task, chance
        self.points = sorted({point for group in rounds[0] for point in group})
        self.shared = {
            pair: number
            for number, groups in enumerate(rounds)
            for group in groups
            for pair in itertools.combinations(sorted(group), 2)
        }
        self.shut = frozenset(_met(task)) | task.apart
        self.spare = max(len(rounds) - len(task.shapes), min(len(task.past), len(rounds) - 1))
        self.tries = 0

    def anywhere(self) -> _Seats:
        """Everybody on any point, whatever the wishes."""
        points = list(self.points)
        self.chance.shuffle(points)
        return _Seats(tuple(points[: len(self.task.names)]))

    def found(self) -> _Seats | None:
        """Everybody on a point as the wishes need it; nothing if that is not found."""
        if not self.shut and not self.task.together:
            return self.anywhere()
        order = self._order()
        stack = [self._ways(order[0], {}, _NONE)]
        rows: list[tuple[int, _Seats]] = []
        while stack:
            way = next(stack[-1], None)
            if self.tries > MOST_TRIES:
                return None
            if way is None:
                stack.pop()
                if rows:
                    rows.pop()
                continue
            rows.append(way)
            at = {one: point for one, (point, _) in zip(order, rows, strict=False)}
            if len(rows) == len(order):
                points = tuple(at[one] for one in self.task.people)
                return attrs.evolve(way[1], points=points)
            stack.append(self._ways(order[len(rows)], at, way[1]))
        return None

    def _order(self) -> list[int]:
        """The people, each beside as many as possible to whom something ties them."""
        ties: list[set[int]] = [set() for _ in self.task.people]
        for one, other in (*self.shut, *self.task.together):
            ties[one].add(other)
            ties[other].add(one)
        left = list(self.task.people)
        self.chance.shuffle(left)
        order: list[int] = []
        while left:
            near = max(left, key=lambda one: (len(ties[one].intersection(order)), len(ties[one])))
            order.append(near)
            left.remove(near)
        return order

    def _ways(self, one: int, at: dict[int, int], seats: _Seats) -> Iterator[tuple[int, _Seats]]:
        points = sorted(set(self.points) - set(at.values()))
        self.chance.shuffle(points)
        for point in points:
            self.tries += 1
            after = self._after(one, point, at, seats)
            if after is not None:
                yield point, after

    def _after(self, one: int, point: int, at: dict[int, int], seats: _Seats) -> _Seats | None:
        """Which rounds are closed once somebody takes a point; nothing if that cannot be."""
        closed, wanted = set(seats.closed), set(seats.wanted)
        for other, there in at.items():
            pair, number = edge(one, other), self.shared.get(edge(point, there), -1)
            if pair in self.task.together:
                if number < 0:
                    return None
                wanted.add(number)
            elif pair in self.shut and number >= 0:
                closed.add(number)
        if len(closed) > self.spare or closed & wanted:
            return None
        return _Seats((), frozenset(closed), frozenset(wanted))


@attrs.frozen
class _Seats:
    """A point for each person, the rounds that are closed to the plan, and those it needs."""

    points: Numbers = ()
    closed: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()


_NONE = _Seats()


def _met(task: Task) -> Iterator[Edge]:
    """Pairs that met in the past."""
    for one, other in itertools.combinations(task.people, 2):
        if task.met[one][other]:
            yield one, other


class _Choice:
    """A round of a design for each round of the plan."""

    def __init__(self, task: Task, benches: Sequence[Numbers], rounds: Plan, seats: _Seats) -> None:
        self.task, self.benches, self.rounds, self.seats = task, benches, rounds, seats
        self.at = {point: one for one, point in enumerate(seats.points)}

    def plan(self, chance: Chance) -> Fitted:
        """The plan; rounds for which there is none in the design are made to fit."""
        free = [number for number in range(len(self.rounds)) if number not in self.seats.closed]
        chance.shuffle(free)
        free.sort(key=lambda number: number not in self.seats.wanted)
        given = self._matched(free)
        if len(given) == len(self.task.shapes):
            plan = tuple(self._groups(here, number) for here, number in sorted(given.items()))
            if self._is_kept(plan):
                return Fitted(plan, perfect=True)
        uses = Counter(given.values())
        chosen: list[tuple[Numbers, ...]] = []
        for here in range(len(self.task.shapes)):
            number = given.get(here, -1)
            if number < 0:
                number = min(free or range(len(self.rounds)), key=lambda one: uses[one])
                uses[number] += 1
            chosen.append(self._mended(here, number, chance))
        return Fitted(tuple(chosen), perfect=False)

    def _groups(self, here: int, number: int) -> tuple[Numbers, ...]:
        """Who is together in a round of the design, of those who are there; nobody alone."""
        there = set(self.task.there[here])
        groups = (
            tuple(self.at[point] for point in group if self.at.get(point) in there)
            for group in self.rounds[number]
        )
        return tuple(sorted((group for group in groups if len(group) > 1), key=len, reverse=True))

    def _suits(self, here: int, number: int) -> bool:
        return tuple(map(len, self._groups(here, number))) == self.task.shapes[here].sizes

    def _matched(self, free: list[int]) -> dict[int, int]:
        """As many rounds of the plan as possible with a round of the design each."""
        owner: dict[int, int] = {}
        suits = [
            [number for number in free if self._suits(here, number)]
            for here in range(len(self.task.shapes))
        ]

        def seat(here: int, seen: set[int]) -> bool:
            for number in suits[here]:
                if number not in seen:
                    seen.add(number)
                    if number not in owner or seat(owner[number], seen):
                        owner[number] = here
                        return True
            return False

        for here in range(len(suits)):
            seat(here, set())
        return {here: number for number, here in owner.items()}

    def _mended(self, here: int, number: int, chance: Chance) -> tuple[Numbers, ...]:
        """A round of the design, with people moved until the sizes are right."""
        bench = set(self.benches[here])
        there = set(self.task.there[here]) - bench
        kept = [
            [self.at[point] for point in group if self.at.get(point) in there]
            for group in self.rounds[number]
        ]
        kept.sort(key=len, reverse=True)
        sizes = self.task.shapes[here].sizes
        made = [group[:size] for group, size in zip(kept, sizes)]  # noqa: B905 -- there may be more groups
        made += [[] for _ in range(len(sizes) - len(made))]
        seated = {one for group in made for one in group}
        left = [one for one in self.task.there[here] if one not in seated and one not in bench]
        chance.shuffle(left)
        for group, size in zip(made, sizes, strict=True):
            while len(group) < size:
                group.append(left.pop())
        return tuple(map(tuple, made))

    def _is_kept(self, plan: Plan) -> bool:
        """Whether turns are fair, nobody meets twice, and all wishes are met."""
        met = Counter(
            pair
            for groups in plan
            for group in groups
            for pair in itertools.combinations(sorted(group), 2)
        )
        out = list(self.task.sat_out)
        planned = list(self.task.sat_out)
        for groups, there, bench in zip(plan, self.task.there, self.benches, strict=True):
            for one in set(there).difference(*groups):
                out[one] += 1
            for one in bench:
                planned[one] += 1
        return (
            all(count == 1 for count in met.values())
            and not any(self.task.met[one][other] for one, other in met)
            and not self.task.apart.intersection(met)
            and self.task.together.issubset(met)
            and sorted(out) == sorted(planned)
        )
