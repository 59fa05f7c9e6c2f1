"""How soon triads in which nobody meets twice are found: ours against CP-SAT alone."""

from __future__ import annotations

import importlib
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from reflective_groups.planning.rotation import Remainder, rotate
from reflective_groups.planning.rotation.bounds import bound_of
from reflective_groups.planning.rotation.chance import Chance
from reflective_groups.planning.rotation.search import Search
from reflective_groups.planning.rotation.task import Wishes, task_of
from reflective_groups.planning.rotation.turns import benches_of

if TYPE_CHECKING:
    from reflective_groups.planning.rotation.task import Task

NAMES = tuple(f"P{number}" for number in range(40))
CASES = [(9, 4), (12, 4), (15, 7), (18, 8)]
EFFORT = 10.0
"""In the solver's own units of work, so that it gives up at the same point everywhere."""
STEPS = 100_000


def task(number: int, rounds: int) -> Task:
    return task_of(Wishes(people=NAMES[:number], size=3, rounds=rounds))


def name(benchmark: Any, what: str, against: str = "") -> None:  # noqa: ANN401 -- the plugin gives its fixture no type
    """Say what is measured, and what to set it against."""
    benchmark.extra_info.update({"is": what, "against": against})


@pytest.mark.parametrize(("number", "rounds"), CASES)
def test_ours(benchmark: Any, number: int, rounds: int) -> None:  # noqa: ANN401 -- the same
    name(benchmark, f"{number} people, {rounds} rounds: rotate")
    plan = benchmark(lambda: rotate(NAMES[:number], 3, rounds))
    assert plan.certificate.repeats == 0


@pytest.mark.parametrize(("number", "rounds"), CASES)
def test_our_search_without_designs(benchmark: Any, number: int, rounds: int) -> None:  # noqa: ANN401 -- the same
    wanted = task(number, rounds)
    chance = Chance(1)
    benches = benches_of(wanted, chance)
    left: list[int] = []

    def search() -> None:
        found = Search(wanted, chance, benches, bound=0)
        found.run(STEPS)
        left.append(found.repeats)

    benchmark.pedantic(search, rounds=3)
    solved = sum(not repeats for repeats in left)
    told = "" if solved == len(left) else f" (solved {solved} of {len(left)})"
    case = f"{number} people, {rounds} rounds"
    name(benchmark, f"{case}: swaps alone{told}", f"{case}: rotate")


def solved_by_cp_sat(number: int, rounds: int) -> bool:
    """Whether the solver finds such triads, with the plain model: a variable for each triad."""
    cp_model: Any = importlib.import_module("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    pairs: dict[tuple[int, int], list[Any]] = {}
    for _ in range(rounds):
        seats: list[list[Any]] = [[] for _ in range(number)]
        for triad in itertools.combinations(range(number), 3):
            chosen = model.NewBoolVar("")
            for one in triad:
                seats[one].append(chosen)
            for pair in itertools.combinations(triad, 2):
                pairs.setdefault(pair, []).append(chosen)
        for row in seats:
            model.AddExactlyOne(row)
    for row in pairs.values():
        model.AddAtMostOne(row)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = EFFORT
    status: int = solver.Solve(model)
    return status in {cp_model.OPTIMAL, cp_model.FEASIBLE}


@pytest.mark.parametrize(("number", "rounds"), CASES)
def test_cp_sat_alone(benchmark: Any, number: int, rounds: int) -> None:  # noqa: ANN401 -- the same
    pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is not installed")
    solved = benchmark.pedantic(solved_by_cp_sat, (number, rounds), rounds=1)
    told = "" if solved else f" (not solved in {EFFORT:g} units of work)"
    case = f"{number} people, {rounds} rounds"
    name(benchmark, f"{case}: CP-SAT{told}", f"{case}: rotate")


def test_a_search_to_the_end(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "17 people, 6 rounds, two groups of four: rotate, all steps")
    plan = benchmark.pedantic(
        lambda: rotate(NAMES[:17], 3, 6, remainder=Remainder.LARGER), rounds=3
    )
    assert plan.certificate.gap


def test_every_plan_tried(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "7 people, 4 rounds, one sits out: rotate, and every plan tried")
    plan = benchmark.pedantic(
        lambda: rotate(NAMES[:7], 3, 4, remainder=Remainder.SIT_OUT), rounds=3
    )
    assert plan.certificate.optimal


def test_going_on_from_five_thousand_rounds(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "15 people, 2 rounds after 5,000, no steps of search")
    past = [[NAMES[n % 13 : n % 13 + 3]] for n in range(5_000)]
    plan = benchmark.pedantic(lambda: rotate(NAMES[:15], 3, 2, history=past, steps=0), rounds=3)
    assert len(plan.history) == len(past)


def test_bound(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "a bound for 30 people and 8 rounds")
    wanted = task(30, 8)
    assert benchmark(lambda: bound_of(wanted)).repeats == 0


def test_going_on_from_a_history(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "15 people, 3 rounds, and then 4 more", "15 people, 7 rounds: rotate")
    first = rotate(NAMES[:15], 3, 3)
    plan = benchmark(lambda: rotate(NAMES[:15], 3, 4, history=first, seed=1))
    assert plan.certificate.repeats == 0
