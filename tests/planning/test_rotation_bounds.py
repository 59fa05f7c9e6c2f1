"""Rotations of any kind: everybody has a place, and no bound is above what is possible."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning.rotation import Remainder, Rotation, rotate, trying
from reflective_groups.planning.rotation.task import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.planning.rotation.values import Groups

NAMES = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
STEPS = 2_000


@st.composite
def wishes(draw: st.DrawFn, most: int = 20, rounds: int = 6) -> dict[str, Any]:
    """What anybody might ask for, contradictions included."""
    people = NAMES[: draw(st.integers(2, most))]
    size = draw(st.integers(2, 5))
    pairs = list(itertools.combinations(people, 2))
    some = st.lists(st.sampled_from(pairs), max_size=4, unique=True)
    number = draw(st.integers(0, rounds))
    someone = st.sampled_from(people)
    told: dict[str, Any] = {
        "people": people,
        "size": size,
        "rounds": number,
        "remainder": draw(st.sampled_from(Remainder)),
        "seed": draw(st.integers(0, 2**40)),
        "apart": draw(some),
        "together": draw(some) if draw(st.booleans()) else [],
        "history": draw(st.lists(pasts(people, size), max_size=3)),
    }
    if number and draw(st.booleans()):
        away = st.sets(someone, max_size=3)
        told["absent"] = draw(st.dictionaries(st.integers(1, number), away, max_size=3))
        told["joins"] = draw(st.dictionaries(someone, st.integers(1, number), max_size=2))
        leaves = draw(st.dictionaries(someone, st.integers(1, number), max_size=2))
        told["leaves"] = {one: max(last, told["joins"].get(one, 1)) for one, last in leaves.items()}
    return told


@st.composite
def pasts(draw: st.DrawFn, people: tuple[str, ...], size: int) -> Groups:
    """A round of the past, in which people may be missing and strangers present."""
    row = draw(st.permutations((*people, "past one", "past two")))
    row = row[: draw(st.integers(0, len(row)))]
    return tuple(tuple(row[i : i + size]) for i in range(0, len(row), size))


def planned(told: dict[str, Any], **more: object) -> Rotation | None:
    """The plan, or none where it is refused with a reason."""
    try:
        return rotate(**{"steps": STEPS} | told | more)
    except rg.Infeasible as error:
        assert told["apart"] or told["together"], error  # noqa: PT017 -- it may be refused, or not
        return None


@given(wishes())
def test_everybody_has_one_place_and_all_wishes_are_kept(told: dict[str, Any]) -> None:
    plan = planned(told)
    if plan is None:
        return
    assert plan.faults() == ()
    before = Counter(met(plan.history))
    now = Counter(met(plan.rounds))
    apart = {frozenset(pair) for pair in told["apart"]}
    assert plan.certificate.repeats == sum(
        now[pair] - 1 if not before[pair] else now[pair] for pair in now
    )
    assert plan.certificate.unmet == sum(
        not before[pair] and not now[pair] and pair not in apart
        for pair in map(frozenset, itertools.combinations(plan.people, 2))
    )
    assert plan.certificate.bound <= plan.certificate.repeats
    assert not apart & now.keys()
    assert all(frozenset(pair) in now + before for pair in told["together"])
    for number, groups in enumerate(plan.rounds, 1):
        away = set(told.get("absent", {}).get(number, ()))
        away |= {one for one, first in told.get("joins", {}).items() if number < first}
        away |= {one for one, last in told.get("leaves", {}).items() if number > last}
        assert set(plan.absent[number - 1]) == away
        told_of = [*itertools.chain(*groups), *plan.sitting_out[number - 1], *away]
        assert sorted(told_of) == sorted(plan.people)
        there = len(plan.people) - len(away)
        assert (
            tuple(sorted(map(len, groups), reverse=True))
            == shape_of(there, plan.size, plan.remainder).sizes
        )
        observing = plan.observing[number - 1]
        extra = sum(max(0, len(group) - plan.size) for group in groups)
        assert len(observing) == (extra if plan.remainder is Remainder.OBSERVE else 0)
        assert set(observing) <= set(itertools.chain(*groups))


@given(st.integers(2, 20), st.integers(2, 5), st.integers(1, 8), st.sampled_from(Remainder))
def test_turns_to_sit_out_are_fair_when_everybody_comes(
    number: int, size: int, rounds: int, remainder: Remainder
) -> None:
    plan = rotate(NAMES[:number], size, rounds, remainder=remainder, steps=STEPS)
    out = Counter(itertools.chain(*plan.sitting_out))
    turns = [out[name] for name in plan.people]
    assert max(turns) - min(turns) <= 1
    more = rotate(plan.people, size, 3, history=plan, remainder=remainder, steps=STEPS, seed=rounds)
    out.update(itertools.chain(*more.sitting_out))
    turns = [out[name] for name in plan.people]
    assert max(turns) - min(turns) <= 1


@given(st.integers(1, 60), st.integers(2, 7), st.sampled_from(Remainder))
def test_everybody_is_somewhere_and_nobody_is_alone(
    number: int, size: int, remainder: Remainder
) -> None:
    shape = shape_of(number, size, remainder)
    assert sum(shape.sizes) + shape.out == number
    assert all(one >= 2 for one in shape.sizes)
    assert not shape.out or remainder is Remainder.SIT_OUT or size == 2 or number == 1
    if remainder is Remainder.SMALLER:
        assert all(one <= size for one in shape.sizes)
    if remainder in {Remainder.LARGER, Remainder.SMALLER}:
        assert not shape.sizes or max(shape.sizes) - min(shape.sizes) <= 1
    if remainder is Remainder.LARGER and number // size >= number % size:
        assert not shape.sizes or number < size or max(shape.sizes) <= size + 1


@given(wishes(most=12, rounds=4), st.randoms(use_true_random=False))
def test_other_names_change_nothing_but_names(told: dict[str, Any], dice: Any) -> None:  # noqa: ANN401 -- Hypothesis gives it no type
    letters = list(NAMES)
    dice.shuffle(letters)
    new = dict(zip(NAMES, letters, strict=True))
    plan = planned(told)
    other = planned(renamed(told, new))
    if plan is None or other is None:
        assert plan is other
        return
    assert other.rounds == renamed(plan.rounds, new)
    assert other.sitting_out == renamed(plan.sitting_out, new)
    assert other.observing == renamed(plan.observing, new)
    assert other.certificate == plan.certificate


def renamed(value: Any, new: dict[str, str]) -> Any:  # noqa: ANN401 -- a tree of anything
    if isinstance(value, str):
        return new.get(value, value)
    if isinstance(value, dict):
        keys = ("people", "history", "apart", "together", "absent", "joins", "leaves")
        return {
            new.get(key, key): renamed(one, new)
            if key in (*keys, *NAMES) or key in range(99)
            else one
            for key, one in value.items()
        }
    if isinstance(value, list | tuple | set):
        return type(value)(renamed(one, new) for one in value)
    return value


@given(wishes(most=14, rounds=4))
def test_the_same_wishes_give_the_same_plan(told: dict[str, Any]) -> None:
    assert planned(told) == planned(told)


def met(rounds: Any) -> Iterator[frozenset[str]]:  # noqa: ANN401 -- rounds in any kind of rows
    for groups in rounds:
        for group in groups:
            yield from map(frozenset, itertools.combinations(group, 2))


# A second opinion on tiny tasks: every plan there is.


@cache
def splits(row: tuple[str, ...], sizes: tuple[int, ...], out: int) -> tuple[Groups, ...]:
    """Every way to split a row into groups of these sizes, with so many left out."""
    if not row:
        return ((),)
    first, *rest = row
    found: list[Groups] = []
    if out:
        found.extend(splits(tuple(rest), sizes, out - 1))
    for size in sorted(set(sizes)):
        place = sizes.index(size)
        others = sizes[:place] + sizes[place + 1 :]
        for mates in itertools.combinations(rest, size - 1):
            left = tuple(one for one in rest if one not in mates)
            found.extend(((first, *mates), *more) for more in splits(left, others, out))
    return tuple(found)


def fewest(told: dict[str, Any]) -> tuple[int, int] | None:
    """How even turns can be, and the fewest repeats with such turns; none where there is no plan.

    How even is the sum of the squares of how often people sit out, the history included.
    """
    people = told["people"]
    shape = shape_of(len(people), told["size"], told["remainder"])
    apart = {frozenset(pair) for pair in told["apart"]}
    before = set(met(told["history"]))
    gone = Counter(one for groups in told["history"] for one in set(people).difference(*groups))
    wanted = {frozenset(pair) for pair in told["together"]} - before
    ways = [
        groups
        for groups in splits(people, shape.sizes, shape.out)
        if apart.isdisjoint(met((groups,)))
    ]
    best: tuple[int, int] | None = None
    for plan in itertools.combinations_with_replacement(ways, told["rounds"]):
        out = gone + Counter(one for groups in plan for one in set(people).difference(*groups))
        squares = sum(out[one] ** 2 for one in people)
        now = Counter(met(plan))
        if not wanted <= now.keys():
            continue
        repeats = sum(count - (pair not in before) for pair, count in now.items())
        best = min(best or (squares, repeats), (squares, repeats))
    return best


TINY = [(number, size) for number in range(2, 7) for size in (2, 3, 4)]


@st.composite
def tiny(draw: st.DrawFn) -> dict[str, Any]:
    """So small that every plan can be tried."""
    number, size = draw(st.sampled_from(TINY))
    people = NAMES[:number]
    pairs = list(itertools.combinations(people, 2))
    some = st.lists(st.sampled_from(pairs), max_size=3, unique=True)
    remainder = draw(st.sampled_from(Remainder))
    shape = shape_of(number, size, remainder)
    ways = splits(people, shape.sizes, shape.out)
    past = st.lists(st.sampled_from(ways), max_size=0 if shape.out else 2)
    return {
        "people": people,
        "size": size,
        "rounds": draw(st.integers(0, 3 if len(ways) <= 30 else 2)),
        "remainder": remainder,
        "apart": draw(some),
        "together": draw(some),
        "history": draw(past),
        "seed": draw(st.integers(0, 99)),
    }


BARE = {"apart": [], "together": [], "history": [], "seed": 0}


@given(tiny())
@example(
    BARE
    | {"people": NAMES[:3], "size": 2, "rounds": 3, "remainder": Remainder.SIT_OUT}
    | {"apart": [("B", "C")]}
)
@example(BARE | {"people": NAMES[:6], "size": 3, "rounds": 3, "remainder": Remainder.OBSERVE})
@example(BARE | {"people": NAMES[:5], "size": 2, "rounds": 3, "remainder": Remainder.SIT_OUT})
@example(BARE | {"people": NAMES[:5], "size": 3, "rounds": 3, "remainder": Remainder.SMALLER})
def test_the_best_of_all_plans_is_found_and_no_bound_is_above_it(told: dict[str, Any]) -> None:
    best = fewest(told)
    if best is None:
        with pytest.raises(rg.Infeasible):
            rotate(**told, steps=STEPS)
        return
    plan = rotate(**told, steps=10 * STEPS)
    assert worth(plan) == best
    assert plan.certificate.optimal


def worth(plan: Rotation) -> tuple[int, int]:
    """How even turns are, and repeats, in the terms of `fewest`."""
    gone = Counter(
        one for groups in plan.history for one in set(plan.people).difference(*groups)
    ) + Counter(itertools.chain(*plan.sitting_out))
    return sum(often**2 for often in gone.values()), plan.certificate.repeats


@given(tiny())
def test_the_search_alone_finds_the_best_of_all_plans(told: dict[str, Any]) -> None:
    """Without trying every plan: what it finds is what larger tasks get."""
    best = fewest(told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trying, "MOST_LOOKS", 0)
        if best is None:
            with pytest.raises(rg.Infeasible):
                rotate(**told, steps=STEPS)
            return
        plan = rotate(**told, steps=10 * STEPS)
    assert worth(plan) == best
    assert plan.certificate.bound <= best[1]


@given(tiny())
def test_a_clash_is_only_called_proven_where_there_is_no_plan(told: dict[str, Any]) -> None:
    try:
        rotate(**told, steps=0)
    except rg.Infeasible as error:
        assert "no proof" in str(error) or fewest(told) is None  # noqa: PT017 -- it may be refused, or not
