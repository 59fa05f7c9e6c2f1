"""Plan small groups for several rounds."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from reflective_groups.errors import Infeasible, ModelError
from reflective_groups.model.group import Group
from reflective_groups.planning.rotation.apart import managed
from reflective_groups.planning.rotation.bounds import Bound, bound_of
from reflective_groups.planning.rotation.chance import Chance
from reflective_groups.planning.rotation.clashes import refuse_clashes
from reflective_groups.planning.rotation.exact import Turns, evenest, proven
from reflective_groups.planning.rotation.fitting import fitted
from reflective_groups.planning.rotation.search import Search
from reflective_groups.planning.rotation.task import Wishes, pairs_in, task_of
from reflective_groups.planning.rotation.trying import tried
from reflective_groups.planning.rotation.turns import (
    benches_in,
    benches_of,
    levels_of,
    unevenness,
    watching,
)
from reflective_groups.planning.rotation.values import (
    Certificate,
    Progress,
    Remainder,
    Rotation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reflective_groups.model.group import Person
    from reflective_groups.planning.rotation.exact import Proof
    from reflective_groups.planning.rotation.task import Numbers, Plan, Task
    from reflective_groups.planning.rotation.trying import Worth

STEPS = 150_000
"""Our choice: plain Python does them in less than a second."""
EFFORT = 10.0
"""Our choice, in the solver's own units of work, each of which may take a second or several."""
_TOLD = "no plan has fewer: CP-SAT"
_TOLD_EVEN = "no plan with turns as even has fewer: CP-SAT"
_TRIED = "every plan was tried"
_TRIED_EVEN = "every plan with turns as even was tried"


def rotate(  # noqa: PLR0913, PLR0917 -- each of these is a wish of its own, and almost all can be left out
    people: Group | Iterable[str | Person],
    size: int = 3,
    rounds: int = 7,
    history: Rotation | Iterable[Iterable[Iterable[str]]] = (),
    apart: Iterable[Iterable[str]] = (),
    together: Iterable[Iterable[str]] = (),
    seed: int = 0,
    *,
    absent: Mapping[int, Iterable[str]] | None = None,
    joins: Mapping[str, int] | None = None,
    leaves: Mapping[str, int] | None = None,
    remainder: Remainder = Remainder.OBSERVE,
    steps: int = STEPS,
    prove: bool = False,
    effort: float = EFFORT,
    progress: Callable[[Progress], object] | None = None,
) -> Rotation:
    """Small groups for several rounds in which nobody meets the same partner twice, or seldom.

    >>> print(rotate(("Ann", "Ben", "Cem", "Dot", "Eva", "Fay"), size=2, rounds=3, seed=3))
    round 1   Ann Ben   Cem Eva   Dot Fay
    round 2   Ann Cem   Ben Fay   Dot Eva
    round 3   Ann Dot   Ben Cem   Eva Fay
    No pair meets twice; 6 pairs have not met; this is as good as it can be (counting).

    `people` is a list of names or persons, or a `Group`: its members, of whom those who manage
    others are kept apart from them. `history` are earlier rounds: a `Rotation`, or rounds of groups
    of names. Whoever is in no group of such a round counts as having sat it out, unless a
    `Rotation` says more, and whoever is in none of them at all is new: they start with as many
    turns as whoever has had fewest. `apart` are pairs that are never together, `together` pairs
    that meet at least once, history included. `absent` names people by round, from 1; `joins` gives
    the first round of those who come later, and `leaves` the last of those who go. What becomes of
    people who do not fill a group is said by `remainder`. Who sits out does so in fair turn as far
    as the wishes for pairs allow: they come first, then fair turns, then few repeats.

    The same arguments give the same rotation on every machine, since `steps` and not seconds bound
    the search; so does `seed`, which draws one of the many plans. `prove` asks CP-SAT for a better
    bound, or for a plan where the search has none, within an `effort` in the solver's own units;
    it needs the extra `rotation`. `progress` is told from time to time how far the search has
    come; what it raises stops the search.

    Raises `Infeasible` where the wishes contradict each other, with the names that clash, and with
    other words where a search found no plan and it is not known whether there is one. Raises
    `ModelError` for what cannot be meant, such as a name that nobody bears, and `MissingExtraError`
    where a proof is asked for and needed, and OR-Tools is not installed.
    """
    if isinstance(people, Group):
        apart = (*pairs_in("apart", apart), *managed(people))
    wishes = Wishes(
        people=people,
        size=size,
        rounds=rounds,
        history=history,
        apart=apart,
        together=together,
        absent={} if absent is None else absent,
        joins={} if joins is None else joins,
        leaves={} if leaves is None else leaves,
        remainder=remainder,
    )
    task = task_of(wishes)
    _refuse(seed, steps, effort)
    refuse_clashes(task)
    made = _Planning(task, seed, progress)
    made.plan(steps)
    if prove:
        made.prove(effort)
    elif made.broken:
        message = (
            f"no plan that keeps every wish was found in {steps} steps; that is no proof that "
            "there is none: give it more steps or another seed, or ask for a proof (prove)"
        )
        raise Infeasible(message)
    return _told(task, made.best, made.bound, wishes)


def _refuse(seed: object, steps: object, effort: object) -> None:
    for word, value in (("seed", seed), ("steps", steps)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            message = f"rotate: {word} must be a whole number, 0 or more, got {value!r:.60}"
            raise ModelError(message)
    if not isinstance(effort, int | float) or not effort > 0:
        message = f"rotate: effort must be more than nothing, got {effort!r:.60}"
        raise ModelError(message)


class _Planning:
    """The way from a task to a plan: a design, then the search, then the solver."""

    def __init__(
        self, task: Task, seed: int, progress: Callable[[Progress], object] | None
    ) -> None:
        self.task, self.seed, self.progress = task, seed, progress
        self.chance = Chance(seed)
        self.bound = bound_of(task)
        self.benches = benches_of(task, self.chance)
        self.levels = levels_of(task, task.sat_out, self.benches)
        self.even = unevenness(self.levels, self.benches)
        self.best: Plan = ()
        self.settled = False
        """Whether every plan was tried."""

    def plan(self, steps: int) -> None:
        """The best plan from a design and so many steps of search."""
        design = fitted(self.task, self.benches, self.chance)
        if design is not None and design.perfect:
            self.best = design.plan
            self._tell(steps, steps, 0)
            return

        def told(done: int, repeats: int) -> None:
            self._tell(done, steps, repeats)

        search = Search(
            self.task,
            self.chance,
            self.benches,
            bound=self.bound.repeats,
            told=None if self.progress is None else told,
        )
        self.best = search.run(steps, None if design is None else design.plan)
        self._try()
        self._tell(steps, steps, -1 if self.broken else repeats_of(self.task, self.best))

    def _tell(self, done: int, of: int, repeats: int) -> None:
        if self.progress is not None:
            self.progress(
                Progress(steps=done, of=max(of, 0), repeats=repeats, bound=self.bound.repeats)
            )

    @property
    def broken(self) -> bool:
        """Whether the plan does not keep every wish."""
        pairs = _pairs(self.best)
        return bool(self.task.apart & pairs.keys() or self.task.together - pairs.keys())

    @property
    def worth(self) -> Worth | None:
        """How much more uneven turns are than they were to be, and repeats; less is better."""
        return None if self.broken else self._worth(self.best)

    def _worth(self, plan: Plan) -> Worth:
        squares = unevenness(self.levels, benches_in(self.task, plan))
        return max(0, squares - self.even), repeats_of(self.task, plan)

    def _take(self, plan: Plan | None) -> None:
        """Take a plan that keeps all wishes, if it is better."""
        worth = self.worth
        if plan is not None and (worth is None or self._worth(plan) < worth):
            self.best = plan

    def _try(self) -> None:
        """Try every plan where there are few, so that nothing is left open."""
        worth = self.worth
        if worth is not None and worth <= (0, self.bound.repeats):
            return
        found = tried(self.task, self.levels, self.even, worth, self.bound.repeats)
        self._take(found.plan)
        self.settled = found.complete
        worth = self.worth
        if found.complete and worth is None:
            message = (
                "no plan keeps every wish, and every one was tried: of the pairs to keep apart, "
                "the pairs to bring together and the sizes of the groups, something gives"
            )
            raise Infeasible(message)
        if found.complete and worth is not None and worth[1] > self.bound.repeats:
            self.bound = Bound(worth[1], _TRIED_EVEN if any(self.benches) else _TRIED)

    def prove(self, effort: float) -> None:
        """A better bound, a better plan, or a plan at all, from the solver."""
        worth = self.worth
        if worth is not None and (self.settled or worth <= (0, self.bound.repeats)):
            return
        if self.task.everybody_always and any(self.benches):
            if worth is None or worth[0]:
                effort /= 2
                self._even(effort)
            most = None if self.worth is None else self.even + self.worth[0]
        else:
            most = None
        proof = self._proof(effort, most)
        if proof.impossible:
            message = (
                "no plan keeps every wish, as CP-SAT has proved: of the pairs to keep apart, the "
                "pairs to bring together and the sizes of the groups, something gives"
            )
            raise Infeasible(message)
        self._take(proof.plan)
        if self.broken:
            message = (
                f"no plan that keeps every wish was found, by CP-SAT neither, within an effort of "
                f"{effort:g}; that is no proof that there is none"
            )
            raise Infeasible(message)
        if proof.bound > self.bound.repeats:
            self.bound = Bound(proof.bound, _TOLD if most is None else _TOLD_EVEN)

    def _even(self, effort: float) -> None:
        """A plan with turns as even as wishes allow, where the search has none or an uneven one."""
        self._take(evenest(self.task, self.levels, effort=effort, seed=self.seed).plan)

    def _proof(self, effort: float, most: int | None) -> Proof:
        return proven(
            self.task,
            Turns(self.levels, most),
            effort=effort,
            start=None if self.broken else self.best,
            bound=self.bound.repeats,
            seed=self.seed,
        )


def _pairs(plan: Plan) -> Counter[tuple[int, int]]:
    return Counter(
        pair
        for group in itertools.chain(*plan)
        for pair in itertools.combinations(sorted(group), 2)
    )


def repeats_of(task: Task, plan: Plan) -> int:
    """Meetings of pairs that have met before."""
    return sum(count - (not task.met[one][other]) for (one, other), count in _pairs(plan).items())


def _told(task: Task, plan: Plan, bound: Bound, wishes: Wishes) -> Rotation:
    """The plan with names, and its certificate."""

    def names(row: Iterable[int]) -> tuple[str, ...]:
        return tuple(task.names[one] for one in sorted(row))

    rounds = tuple(tuple(map(names, sorted(map(sorted, groups)))) for groups in plan)
    pairs = _pairs(plan)
    unmet = sum(
        (one, other) not in pairs and not task.met[one][other] and (one, other) not in task.apart
        for one, other in itertools.combinations(task.people, 2)
    )
    seats: Sequence[tuple[Numbers, set[int]]] = [
        (there, set(itertools.chain(*groups)))
        for there, groups in zip(task.there, plan, strict=True)
    ]
    observing = watching(task, plan) if task.remainder is Remainder.OBSERVE else [()] * len(plan)
    return Rotation(
        people=task.names,
        size=task.size,
        rounds=rounds,
        certificate=Certificate(
            repeats=repeats_of(task, plan),
            unmet=unmet,
            bound=bound.repeats,
            rests_on=bound.rests_on,
        ),
        remainder=task.remainder,
        sitting_out=tuple(names(set(there) - seated) for there, seated in seats),
        observing=tuple(map(names, observing)),
        absent=tuple(names(set(task.people) - set(there)) for there in task.there),
        history=wishes.past,
        sat_out_before=levels_of(task, task.sat_out, benches_in(task, plan)),
        observed_before=levels_of(task, task.watched, observing),
        apart=tuple((task.names[one], task.names[other]) for one, other in sorted(task.apart)),
        together=wishes.together,
    )
