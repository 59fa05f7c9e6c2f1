"""Proofs by CP-SAT, the solver of OR-Tools: for bounds that counting does not give.

A group that may be formed in a round is a variable. One worker, a fixed seed and a budget in the
solver's own units of work, not in seconds, so that the same task gives the same answer again.
"""

from __future__ import annotations

import importlib
import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.errors import MissingExtraError
from reflective_groups.planning.rotation.task import Numbers, Plan, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.planning.rotation.task import Edge

MOST_GROUPS = 150_000
"""A model with more groups than this to choose from is not built."""


@attrs.frozen
class Proof:
    """What the solver found: a plan or none, a bound, and whether there can be no plan at all."""

    plan: Plan | None
    bound: int
    impossible: bool = False
    spent: float = 0.0
    """How much of the effort it took."""


@attrs.frozen
class Turns:
    """How often each has sat out on coming in, and how uneven that may become, if it matters."""

    levels: Numbers
    most: int | None = None


def proven(  # noqa: PLR0913 -- what is asked, with what is known of it
    task: Task,
    turns: Turns,
    *,
    effort: float,
    start: Plan | None = None,
    bound: int = 0,
    seed: int = 0,
) -> Proof:
    """The fewest repeats that can be proved to be unavoidable, and the best plan met on the way.

    Raises `MissingExtraError` where OR-Tools is not installed.
    """
    cp_model = _solver()
    if _is_large(task):
        return Proof(start, bound)
    return _climbed(_Ask(task, cp_model, turns, seed), effort, start, bound)


def evenest(task: Task, levels: Numbers, *, effort: float, seed: int = 0) -> Proof:
    """A plan in which sitting out is as even as can be, whatever repeats; its bound is of squares.

    Raises `MissingExtraError` where OR-Tools is not installed.
    """
    cp_model = _solver()
    if _is_large(task):
        return Proof(None, 0)
    return _Ask(task, cp_model, Turns(levels), seed).model().evenest(effort)


def _solver() -> Any:  # noqa: ANN401 -- OR-Tools comes without types
    try:
        return importlib.import_module("ortools.sat.python.cp_model")
    except ImportError as error:
        message = "this needs OR-Tools: pip install 'reflective-groups[rotation]'"
        raise MissingExtraError(message) from error


def _is_large(task: Task) -> bool:
    choices = sum(
        math.comb(len(row), size)
        for row, shape in zip(task.there, task.shapes, strict=True)
        for size in set(shape.sizes)
    )
    return choices > MOST_GROUPS


def _climbed(ask: _Ask, effort: float, start: Plan | None, bound: int) -> Proof:
    """Ask from the bound upwards whether there is a plan with so many repeats and no more.

    That question is answered much sooner than what the fewest are, which is asked only where the
    search brought no plan and the first questions none with the fewest; half of the effort is kept
    for it.
    """
    spent, found, share = 0.0, start, 1.0
    if found is None:
        any_plan = ask.model().solved(effort / 2, None, ask.task.meetings)
        if any_plan.plan is None:
            return any_plan
        spent, found, share = any_plan.spent, any_plan.plan, 0.5
    left = (effort - spent) * share
    while left > 0 and bound < ask.repeats(found):
        proof = ask.model().solved(left, found, bound)
        left -= proof.spent
        spent += proof.spent
        if proof.plan is not None:
            return Proof(proof.plan, bound)
        if not proof.impossible:
            break
        bound += 1
    if start is None and effort > spent and bound < ask.repeats(found):
        last = ask.model().solved(effort - spent, found, None)
        return Proof(last.plan or found, max(last.bound, bound))
    return Proof(found, bound)


@attrs.frozen
class _Ask:
    """What every question to the solver has in common."""

    task: Task
    cp: Any
    turns: Turns
    seed: int

    def model(self) -> _Model:
        """A fresh model, since a question adds to it."""
        return _Model(self)

    def repeats(self, plan: Plan) -> int:
        """Meetings of pairs that have met before."""
        pairs = Counter(pair for groups in plan for group in groups for pair in _pairs_of(group))
        met = self.task.met
        return sum(often - (not met[one][other]) for (one, other), often in pairs.items())


def _pairs_of(group: Numbers) -> Iterator[Edge]:
    return itertools.combinations(sorted(group), 2)


class _Model:
    """The task as CP-SAT sees it."""

    def __init__(self, ask: _Ask) -> None:
        self.ask, self.task, self.cp = ask, ask.task, ask.cp
        self.model: Any = ask.cp.CpModel()
        self.groups: list[dict[Numbers, Any]] = []
        self.by_pair: dict[Edge, list[Any]] = {}
        self.repeats: list[Any] = []
        for row, shape in zip(self.task.there, self.task.shapes, strict=True):
            self.groups.append(self._round(row, shape.sizes, shape.out))
        self._pairs()
        if ask.turns.most is not None:
            self.model.Add(sum(self._squares()) <= ask.turns.most)

    def _round(self, row: Numbers, sizes: Numbers, out: int) -> dict[Numbers, Any]:
        chosen = {group: self.model.NewBoolVar("") for group in self._allowed(row, sizes)}
        seats: dict[int, list[Any]] = {one: [] for one in row}
        for group, variable in chosen.items():
            for one in group:
                seats[one].append(variable)
            for pair in itertools.combinations(group, 2):
                self.by_pair.setdefault(pair, []).append(variable)
        for variables in seats.values():
            if out:
                self.model.AddAtMostOne(variables)
            else:
                self.model.AddExactlyOne(variables)
        for size in set(sizes):
            same = [variable for group, variable in chosen.items() if len(group) == size]
            self.model.Add(sum(same) == sizes.count(size))
        return chosen

    def _allowed(self, row: Numbers, sizes: Numbers) -> Iterator[Numbers]:
        for size in sorted(set(sizes)):
            for group in itertools.combinations(row, size):
                if not any(pair in self.task.apart for pair in itertools.combinations(group, 2)):
                    yield group

    def _pairs(self) -> None:
        for pair, variables in sorted(self.by_pair.items()):
            one, other = pair
            free = 0 if self.task.met[one][other] else 1
            often = self.model.NewIntVar(0, len(self.task.shapes), "")
            self.model.Add(often >= sum(variables) - free)
            self.repeats.append(often)
        for pair in sorted(self.task.together):
            self.model.AddAtLeastOne(self.by_pair.get(pair, []))

    def _squares(self) -> list[Any]:
        """For each person the square of how often they will have sat out, or more than that.

        A square is the greatest of its chords from one whole number to the next.
        """
        squares: list[Any] = []
        for one, level in enumerate(self.ask.turns.levels):
            seats = [
                variable
                for chosen in self.groups
                for group, variable in chosen.items()
                if one in group
            ]
            there = sum(one in row for row in self.task.there)
            out = level + there - sum(seats)
            square = self.model.NewIntVar(level * level, (level + there) ** 2, "")
            for low in range(level, level + there):
                self.model.Add(square >= (2 * low + 1) * out - low * (low + 1))
            squares.append(square)
        return squares

    def evenest(self, effort: float) -> Proof:
        """A plan in which sitting out is as even as can be, and how even that is at the best."""
        self.model.Minimize(sum(self._squares()))
        return self._answer(effort, with_bound=True)

    def _alike(self, start: Plan | None) -> Plan | None:
        """Where people are all alike, the first round may be any; the plan known with new names.

        To ask for an order of the rounds too was tried: it made proofs ten times slower.
        """
        task = self.task
        told = task.past or task.apart or task.together or any(self.ask.turns.levels)
        if told or not task.everybody_always or not task.shapes or task.shapes[0].out:
            return start
        people = iter(task.people)
        first = [tuple(itertools.islice(people, size)) for size in task.shapes[0].sizes]
        for group in first:
            self.model.Add(self.groups[0][group] == 1)
        if start is None:
            return None
        old = itertools.chain(*sorted(start[0], key=len, reverse=True))
        new = dict(zip(old, itertools.chain(*first), strict=True))
        return tuple(
            tuple(tuple(new[one] for one in group) for group in groups) for groups in start
        )

    def solved(self, effort: float, start: Plan | None, most: int | None) -> Proof:
        """A plan with so many repeats at most, or with the fewest; a known plan is a hint."""
        start = self._alike(start)
        if most is None:
            self.model.Minimize(sum(self.repeats))
        else:
            self.model.Add(sum(self.repeats) <= most)
        if start is not None:
            for chosen, groups in zip(self.groups, start, strict=True):
                known = {tuple(sorted(group)) for group in groups}
                for group, variable in chosen.items():
                    self.model.AddHint(variable, group in known)
        return self._answer(effort, with_bound=most is None)

    def _answer(self, effort: float, *, with_bound: bool) -> Proof:
        solver: Any = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.ask.seed % 2**31
        solver.parameters.max_deterministic_time = effort
        status = _solve(solver, self.model)
        spent = max(float(solver.ResponseProto().deterministic_time), 1e-3)
        if status == self.cp.INFEASIBLE:
            return Proof(None, 0, impossible=True, spent=spent)
        bound = 0
        if with_bound:
            bound = max(0, math.ceil(solver.BestObjectiveBound() - 1e-6))
        if status not in {self.cp.OPTIMAL, self.cp.FEASIBLE}:
            return Proof(None, bound, spent=spent)
        plan = tuple(
            tuple(group for group, variable in chosen.items() if solver.Value(variable))
            for chosen in self.groups
        )
        return Proof(plan, bound, spent=spent)


def _solve(solver: Any, model: Any) -> Any:  # noqa: ANN401 -- OR-Tools comes without types
    """Let the solver work beside us, so that Ctrl-C ends it and us.

    Left to itself the solver takes the signal, and what it has by then looks like an answer.
    """
    from concurrent.futures import ThreadPoolExecutor

    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(solver.Solve, model)
        try:
            return answer.result()
        except BaseException:
            solver.StopSearch()
            raise
