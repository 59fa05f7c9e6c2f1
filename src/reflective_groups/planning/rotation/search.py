"""A search by swaps: two people of one round change places, for the better or by chance.

Simulated annealing: a swap that makes the plan worse is taken the more rarely the worse it makes
it, and ever more rarely. The budget is a number of steps, so that no machine finds anything else.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import attrs

from reflective_groups.planning.rotation.turns import levels_of, unevenness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reflective_groups.planning.rotation.chance import Chance
    from reflective_groups.planning.rotation.task import Numbers, Plan, Task

REPEAT = 16
"""What a repeat costs. The next one of the same pair costs a little more, to spread them."""
BROKEN = 64 * REPEAT
"""What a broken constraint costs."""
WARM, COOL = 6.0, 2.5
RUN = 50_000
"""Steps from warm to cool at most; then it starts again, from the best or from chance."""
RUN_PER_PLACE = 500
"""The same for each place that somebody has in a round: small tasks start again sooner."""
EVEN = 10_000
"""Steps for spreading repeats more evenly, once there cannot be fewer."""
TELL = 2_000
"""Steps from one report to the next."""
LOOKS = 2
"""So often somebody is looked for who repeats, before anybody is taken."""
TURNS = 8
"""One step in so many changes who sits out, or moves several people at once."""


@attrs.frozen
class Weights:
    """What a step of unevenness in sitting out costs, and a wish that is not kept.

    Wishes come first, then fair turns, then repeats. Only pairs to keep apart or to bring together
    can stand against fair turns: without them turns are as fair as can be from the start.
    """

    uneven: int
    broken: int

    @staticmethod
    def of(task: Task, levels: Numbers) -> Weights:
        """What a task needs, so that nothing that comes later outweighs what comes first."""
        if not (task.apart or task.together) or not any(s.sizes and s.out for s in task.shapes):
            return Weights(0, BROKEN)
        length = len(task.shapes)
        dearest = REPEAT + length + max((max(row, default=0) for row in task.met), default=0)
        uneven = dearest * (task.meetings + 1)
        most = sum((level + length) ** 2 for level in levels)
        return Weights(uneven, uneven * (most + 2))


def prices(task: Task, broken: int = BROKEN) -> list[list[Numbers]]:
    """For each pair what each further meeting costs, starting from the first of the plan."""
    length = len(task.shapes) + 1
    most = max((max(row, default=0) for row in task.met), default=0)
    rising = (0, *(REPEAT + more for more in range(length + most)))
    by_met = [rising[past : past + length] for past in range(most + 1)]
    apart, together = (broken,) * length, (-broken, *rising[1:length])
    square = [[by_met[count] for count in row] for row in task.met]
    for pairs, told in ((task.apart, apart), (task.together, together)):
        for one, other in pairs:
            square[one][other] = square[other][one] = told
    return square


def _floor(task: Task) -> int:
    """What any plan costs: as many meetings as there are, each as cheap as can be."""
    often = sum(shape.meetings for shape in task.shapes)
    if not task.shapes:
        return 0
    each = (
        price
        for one, other in itertools.combinations(task.people, 2)
        if (one, other) not in task.apart
        for price in range(task.met[one][other], task.met[one][other] + len(task.shapes))
    )
    cheap = itertools.islice(iter(sorted(each)), often)
    return sum(REPEAT - 1 + level if level else 0 for level in cheap)


def starting(task: Task, benches: Sequence[Numbers], chance: Chance) -> Plan:
    """Everybody in any group."""
    return tuple(_round(task, here, bench, chance) for here, bench in enumerate(benches))


def _round(task: Task, here: int, bench: Numbers, chance: Chance) -> tuple[Numbers, ...]:
    row = [one for one in task.there[here] if one not in bench]
    chance.shuffle(row)
    people = iter(row)
    return tuple(tuple(itertools.islice(people, size)) for size in task.shapes[here].sizes)


class Search:
    """The state of a search: who is where, how often pairs meet, and the best plan so far."""

    task: Task
    chance: Chance
    benches: Sequence[Numbers]
    levels: Numbers
    even: int
    weights: Weights
    price: list[list[Numbers]]
    bound: int
    floor: int
    done: int
    best: Plan
    best_cost: int
    repeats: int
    last: float
    groups: list[list[list[int]]]
    where: list[list[int]]
    met: list[list[int]]
    seated: list[list[int]]
    uneven: list[int]
    turns: list[int]
    lively: list[int]
    turning: list[int]
    cost: int
    surplus: int
    rare: list[Callable[[float], None]]

    def __init__(
        self,
        task: Task,
        chance: Chance,
        benches: Sequence[Numbers],
        *,
        bound: int,
        told: Callable[[int, int], None] | None = None,
    ) -> None:
        self.task, self.chance, self.benches = task, chance, benches
        self.levels = levels_of(task, task.sat_out, benches)
        self.even = unevenness(self.levels, benches)
        self.weights = Weights.of(task, self.levels)
        self.price = prices(task, self.weights.broken)
        self.bound, self.floor = bound, max(REPEAT * bound, _floor(task))
        self.told = told
        self.done = 0
        self._set(starting(task, benches, chance))
        self.best, self.best_cost = self._plan(), self.cost
        self.repeats = self._repeats()
        self.last = math.inf

    def run(self, steps: int, start: Plan | None = None) -> Plan:
        """The best plan that so many steps find."""
        if start is not None:
            self._set(start)
            self._keep()
        warm = WARM if start is None else COOL
        run = min(RUN, RUN_PER_PLACE * max(1, sum(map(len, self.seated))))
        while self.done < steps and self._worth_it():
            self._cool(min(run, steps - self.done), warm)
            warm = WARM
            self._again()
        return self.best

    def _worth_it(self) -> bool:
        """Whether there is anything left to find, or to even out."""
        return self.best_cost > self.floor and self.done < self.last

    def _again(self) -> None:
        """Start afresh, every other time from the best plan."""
        if self.chance.below(2):
            self._set(self.best)
        else:
            self._set(starting(self.task, self.benches, self.chance))
        self._keep()

    def _set(self, plan: Plan) -> None:
        people = len(self.task.names)
        self.groups = [
            [*map(list, groups), sorted(set(there).difference(*groups))]
            for groups, there in zip(plan, self.task.there, strict=True)
        ]
        self.where = [[-1] * people for _ in plan]
        self.met = [[0] * people for _ in range(people)]
        for where, groups in zip(self.where, self.groups, strict=True):
            for index, group in enumerate(groups):
                for one in group:
                    where[one] = index
            for group in groups[:-1]:
                for one, other in itertools.permutations(group, 2):
                    self.met[one][other] += 1
        self.seated = [list(itertools.chain(*groups[:-1])) for groups in self.groups]
        self.uneven = [
            here for here, shape in enumerate(self.task.shapes) if len({*shape.sizes}) > 1
        ]
        self.turns = list(self.levels)
        for groups in self.groups:
            for one in groups[-1]:
                self.turns[one] += 1
        self.lively = [here for here, groups in enumerate(self.groups) if len(groups) > 2]  # noqa: PLR2004 -- two groups and the bench
        self.turning = [
            here for here, groups in enumerate(self.groups) if groups[-1] and self.seated[here]
        ]
        self.cost = self._costs()

    def _costs(self) -> int:
        squares = sum(turn * turn for turn in self.turns)
        self.surplus = squares - self.even
        total = self.weights.broken * len(self.task.together)
        total += self.weights.uneven * max(0, self.surplus)
        for one, other in itertools.combinations(self.task.people, 2):
            total += sum(self.price[one][other][: self.met[one][other]])
        return total

    def _plan(self) -> Plan:
        return tuple(tuple(map(tuple, groups[:-1])) for groups in self.groups)

    def _keep(self) -> None:
        if self.cost < self.best_cost:
            self.best, self.best_cost = self._plan(), self.cost
            self.repeats = self._repeats()
            if self.repeats == self.bound and self.last == math.inf:
                self.last = self.done + EVEN

    def _repeats(self) -> int:
        """Repeats in the plan as it stands; -1 where it breaks a constraint."""
        if self.cost >= self.weights.broken and self._breaks():
            return -1
        repeats = 0
        for one, other in itertools.combinations(self.task.people, 2):
            often = self.met[one][other]
            repeats += often - (often > 0 and not self.task.met[one][other])
        return repeats

    def _breaks(self) -> bool:
        task, met = self.task, self.met
        return any(met[one][other] for one, other in task.apart) or any(
            not met[one][other] for one, other in task.together
        )

    def _cool(self, steps: int, warm: float) -> None:
        """So many steps, ever cooler, or fewer if nothing better can be found."""
        self.rare = [
            move
            for move, rounds in (
                (self._turn, self.turning),
                (self._shift, self.uneven),
                (self._twice, self.lively if self.task.apart or self.task.together else []),
            )
            if rounds
        ]
        if not self.rare and not self.lively:
            self.done += steps
            return
        heat, cooling = warm, min(1.0, (COOL / warm) ** (1 / steps))
        for _ in range(steps):
            heat *= cooling
            self.done += 1
            if self.told is not None and not self.done % TELL:
                self.told(self.done, self.repeats)
            if self.done % TURNS or not self.rare:
                self._step(heat)
            else:
                self.rare[self.done // TURNS % len(self.rare)](heat)
            if self.cost < self.best_cost:
                self._keep()
            if not self._worth_it():
                return

    def _step(self, heat: float) -> None:  # noqa: C901 -- calls would cost more than what they do
        """One swap within a round, taken or not."""
        rand, met, price = self.chance.random, self.met, self.price
        if not self.lively:
            return
        here = self.lively[int(rand() * len(self.lively))]
        row, where, groups = self.seated[here], self.where[here], self.groups[here]
        people = len(row)
        one = row[int(rand() * people)]
        for _ in range(LOOKS):
            met_one, price_one = met[one], price[one]
            for mate in groups[where[one]]:
                if mate != one and price_one[mate][met_one[mate] - 1]:
                    break
            else:
                one = row[int(rand() * people)]
                continue
            break
        other = row[int(rand() * people)]
        if where[one] == where[other]:
            return
        met_one, price_one, met_other, price_other = met[one], price[one], met[other], price[other]
        more = 0  # as in _difference, which costs too much to be called so often
        for mate in groups[where[one]]:
            if mate != one:
                more += price_other[mate][met_other[mate]] - price_one[mate][met_one[mate] - 1]
        for mate in groups[where[other]]:
            if mate != other:
                more += price_one[mate][met_one[mate]] - price_other[mate][met_other[mate] - 1]
        if more <= 0 or rand() < math.exp(-more / heat):
            self._swap(here, one, other)
            self.cost += more

    def _turn(self, heat: float) -> None:
        """Somebody sits out in place of another, so that as many as before sit out so often.

        Either who sits out has one turn more than the other, or they change places in another
        round too. Where wishes stand against fair turns, turns may become less even.
        """
        chance = self.chance
        here = chance.pick(self.turning)
        out = chance.pick(self.groups[here][-1])
        one = chance.pick(self.seated[here])
        more = self._difference(here, one, out)
        if self.weights.uneven and chance.below(2):
            steps = 2 * (self.turns[one] - self.turns[out] + 1)
            worse = max(0, self.surplus + steps) - max(0, self.surplus)
            more += self.weights.uneven * worse
            if self._taken(more, heat):
                self._swap(here, one, out)
                self._seat(here, one, out)
                self.cost += more
                self.surplus += steps
            return
        if self.turns[out] == self.turns[one] + 1:
            if self._taken(more, heat):
                self._swap(here, one, out)
                self._seat(here, one, out)
                self.cost += more
            return
        others = [
            there
            for there in self.turning
            if there != here and self._sits_out(there, one) and self._sits_in(there, out)
        ]
        if not others:
            return
        there = chance.pick(others)
        self._swap(here, one, out)
        more += self._difference(there, out, one)
        if self._taken(more, heat):
            self._swap(there, out, one)
            self._seat(here, one, out)
            self._seat(there, out, one)
            self.cost += more
        else:
            self._swap(here, out, one)

    def _taken(self, more: int, heat: float) -> bool:
        return more <= 0 or self.chance.random() < math.exp(-more / heat)

    def _sits_out(self, here: int, one: int) -> bool:
        return self.where[here][one] == len(self.groups[here]) - 1

    def _sits_in(self, here: int, one: int) -> bool:
        return 0 <= self.where[here][one] < len(self.groups[here]) - 1

    def _seat(self, here: int, goes: int, comes: int) -> None:
        """Put down who sits in a round, after somebody went out of it and another came."""
        row = self.seated[here]
        row[row.index(goes)] = comes
        self.turns[goes] += 1
        self.turns[comes] -= 1

    def _twice(self, heat: float) -> None:
        """Two swaps in one round, taken or not as one: a way round what each alone would break."""
        chance = self.chance
        here = chance.pick(self.lively)
        row, where = self.seated[here], self.where[here]
        done: list[tuple[int, int]] = []
        more = 0
        for _ in range(2):
            one, other = chance.pick(row), chance.pick(row)
            if where[one] != where[other]:
                more += self._difference(here, one, other)
                self._swap(here, one, other)
                done.append((one, other))
        if self._taken(more, heat):
            self.cost += more
            return
        for one, other in reversed(done):
            self._swap(here, other, one)

    def _shift(self, heat: float) -> None:
        """Somebody goes from a larger group to a smaller one, which is then the larger."""
        chance = self.chance
        here = chance.pick(self.uneven)
        groups, where, met, price = self.groups[here], self.where[here], self.met, self.price
        one = chance.pick(self.seated[here])
        to = chance.below(len(groups) - 1)
        mine, yours = groups[where[one]], groups[to]
        if len(mine) != len(yours) + 1:
            return
        more = 0
        for mate in mine:
            if mate != one:
                more -= price[one][mate][met[one][mate] - 1]
        for mate in yours:
            more += price[one][mate][met[one][mate]]
        if not self._taken(more, heat):
            return
        mine.remove(one)
        for group, step in ((mine, -1), (yours, 1)):
            for mate in group:
                met[one][mate] += step
                met[mate][one] += step
        yours.append(one)
        where[one] = to
        self.cost += more

    def _mates(self, here: int, one: int) -> Iterator[int] | Sequence[int]:
        index, groups = self.where[here][one], self.groups[here]
        return () if index == len(groups) - 1 else groups[index]

    def _difference(self, here: int, one: int, other: int) -> int:
        """What it costs that two people of different groups change places."""
        met_one, met_other = self.met[one], self.met[other]
        price_one, price_other = self.price[one], self.price[other]
        more = 0
        for mate in self._mates(here, one):
            if mate != one:
                more += price_other[mate][met_other[mate]] - price_one[mate][met_one[mate] - 1]
        for mate in self._mates(here, other):
            if mate != other:
                more += price_one[mate][met_one[mate]] - price_other[mate][met_other[mate] - 1]
        return more

    def _swap(self, here: int, one: int, other: int) -> None:
        met, where, groups = self.met, self.where[here], self.groups[here]
        for goes, comes in ((one, other), (other, one)):
            for mate in self._mates(here, goes):
                if mate != goes:
                    met[goes][mate] -= 1
                    met[mate][goes] -= 1
                    met[comes][mate] += 1
                    met[mate][comes] += 1
        mine, yours = groups[where[one]], groups[where[other]]
        mine[mine.index(one)], yours[yours.index(other)] = other, one
        where[one], where[other] = where[other], where[one]
