"""Whose turn it is: fair at every point of a series, and at its end as fair as absences allow."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning.seating import Seats, seats, transport
from reflective_groups.planning.turns import Past, Rota, Swap, Tally, rota

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NAMES = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal")
TRIO = ("coach", "coachee", "observer")
Rows = tuple[tuple[str, ...], ...]


def groups(most: int = 8, least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    return st.integers(least, most).map(lambda number: NAMES[:number])


def some_of(names: Sequence[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the names, in an order of their own."""
    return st.lists(st.sampled_from(names), min_size=least, unique=True).map(tuple)


@st.composite
def attendances(
    draw: st.DrawFn, people: int = 4, meetings: int = 4, least: int = 1
) -> tuple[tuple[str, ...], ...]:
    return tuple(draw(st.lists(some_of(NAMES[:people], least), min_size=1, max_size=meetings)))


@st.composite
def pasts(draw: st.DrawFn, people: int = 4, *, known: bool = False) -> tuple[Past, ...]:
    found: list[Past] = []
    for _ in range(draw(st.integers(0, 4))):
        there = draw(some_of(NAMES[:people], least=1))
        held = draw(some_of(there))
        found.append(Past(held=held, there=there if known or draw(st.booleans()) else ()))
    return tuple(found)


def wishes(draw: st.DrawFn, rows: Rows, most: int = 3) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for number, there in enumerate(rows, 1):
        if there and draw(st.integers(0, 2)) == 0:
            found[number] = draw(some_of(there))[:most]
    return found


class Walk:
    """The levels of everybody, told by a rota and the past that it was given."""

    def __init__(self, found: Rota, history: Sequence[Past] = ()) -> None:
        self.level = {one.name: one.came_in_at for one in found.tallies}
        for one in history:
            for name in one.held:
                if name in self.level:
                    self.level[name] += 1

    def __call__(self, row: Sequence[str]) -> None:
        for name in row:
            self.level[name] += 1


# At every point of a series


@given(groups(), st.integers(1, 8), st.integers(1, 12))
def test_everybody_has_a_turn_before_anybody_has_a_second_and_so_on(
    there: tuple[str, ...], each: int, meetings: int
) -> None:
    found = rota([there] * meetings, each)
    had = Counter(dict.fromkeys(there, 0))
    for row in found.turns:
        assert len(set(row)) == len(row) == min(each, len(there))
        for name in row:
            had[name] += 1
            assert max(had.values()) - min(had.values()) <= 1
    assert [had[name] for name in there] == [tally.turns for tally in found.tallies]


@given(groups(), st.integers(1, 8), st.integers(1, 12))
def test_nobody_waits_longer_than_it_takes_everybody_else_to_have_one(
    there: tuple[str, ...], each: int, meetings: int
) -> None:
    found = rota([there] * meetings, each)
    bound = -(-len(there) // each) - 1
    assert found.longest_wait <= bound
    if meetings > bound and each <= len(there):
        assert found.longest_wait == bound  # somebody waits as long as that


@given(groups(), st.lists(st.integers(0, 8), min_size=1, max_size=8), pasts(8))
def test_with_everybody_there_it_is_plain_turn_taking(
    there: tuple[str, ...], each: list[int], history: tuple[Past, ...]
) -> None:
    """The same told in another way: one turn after the other goes to the first in a queue."""
    assume(all(turns <= len(there) for turns in each))
    found = rota([there] * len(each), each, history=history)
    walk = Walk(found, history)
    queue = list(there)
    last = last_turns(there, history)
    queue.sort(key=lambda name: (last[name], there.index(name)))
    for row, turns in zip(found.turns, each, strict=True):
        chosen = sorted(queue, key=lambda name: walk.level[name])[:turns]
        assert row == tuple(chosen)
        # whoever had one queues up again, behind the others
        queue = [name for name in queue if name not in chosen]
        queue += sorted(chosen, key=there.index)
        walk(row)


def last_turns(there: Sequence[str], history: Sequence[Past]) -> dict[str, int]:
    last: dict[str, int] = {}
    for name in there:
        came = next(
            (n for n, one in enumerate(history) if not one.there or name in one.there), len(history)
        )
        last[name] = max((n for n, one in enumerate(history) if name in one.held), default=came - 1)
    return last


@given(groups(), st.integers(1, 4), st.integers(0, 6), st.integers(0, 6))
def test_a_series_planned_in_two_halves_is_the_series_planned_at_once(
    there: tuple[str, ...], each: int, first: int, second: int
) -> None:
    whole = rota([there] * (first + second), each).turns
    head = rota([there] * first, each).turns
    assert head == whole[:first]
    assert rota([there] * second, each, history=head).turns == whole[first:]
    told = [Past(held=row, there=there) for row in head]
    assert rota([there] * second, each, history=told).turns == whole[first:]


@given(attendances(6, 6, 0), st.integers(0, 4), pasts(6), st.data())
def test_who_holds_a_turn_is_there_and_no_turn_is_lost(
    rows: Rows, each: int, history: tuple[Past, ...], data: st.DataObject
) -> None:
    volunteers = wishes(data.draw, rows)
    found = rota(rows, each, history=history, volunteers=volunteers)
    assert len(found.turns) == len(rows)
    for there, row in zip(rows, found.turns, strict=True):
        assert set(row) <= set(there)
        assert len(row) == len(set(row)) == min(each, len(there))


@given(attendances(5, 5), st.data())
def test_a_number_for_each_meeting_is_met_and_nobody_has_a_third_before_all_a_second(
    rows: Rows, data: st.DataObject
) -> None:
    each = [data.draw(st.integers(0, 12)) for _ in rows]
    offers = wishes(data.draw, rows)
    found = rota(rows, each, volunteers=offers)
    for number, (there, turns, row) in enumerate(zip(rows, each, found.turns, strict=True), 1):
        assert len(row) == turns
        often = [row.count(name) for name in there]
        assert max(often) - min(often) <= 1
        keen = [row.count(name) for name in offers.get(number, ())]
        if keen and max(often) not in keen:
            assert min(often) == max(often)  # one more goes to those who offer


# At the end of a series


def every_way(rows: Rows, each: Sequence[int]) -> Iterator[Counter[str]]:
    """The turns of everybody, for every rota there is."""
    choices = [itertools.combinations(there, n) for there, n in zip(rows, each, strict=True)]
    for way in itertools.product(*map(list, choices)):
        yield Counter(itertools.chain.from_iterable(way))


@given(attendances(), st.integers(1, 2))
@example((("Ann", "Ben", "Cem"), ("Ann", "Ben"), ("Ann", "Ben")), 1)
def test_if_everybody_can_have_a_turn_everybody_has(rows: Rows, each: int) -> None:
    people = set(itertools.chain(*rows))
    turns = [min(each, len(there)) for there in rows]
    found = Counter(itertools.chain(*rota(rows, each).turns))
    if any(people <= set(way) for way in every_way(rows, turns)):
        assert people <= set(found)


@given(attendances(), st.integers(1, 3))
@example((("Ann", "Ben"), ("Ann", "Cem"), ("Ann", "Cem"), ("Ann", "Ben")), 1)
@example((("Cem", "Dot"), ("Ann", "Ben"), ("Ann",)), 1)  # one of the first two has no turn
def test_the_fewest_turns_are_as_many_and_the_most_as_few_as_in_any_rota(
    rows: Rows, each: int
) -> None:
    found = rota(rows, each)
    assume(all(tally.came_in_at == 0 for tally in found.tallies))
    people = set(itertools.chain(*rows))
    had = [tally.turns for tally in found.tallies]
    ways = [
        [way[name] for name in people]
        for way in every_way(rows, [min(each, len(there)) for there in rows])
    ]
    assert min(had) == max(map(min, ways))
    assert max(had) == min(map(max, ways))
    # and so with the next ones: no rota has the same fewest for fewer people
    assert sorted(had) == max(map(sorted, ways))


def marks(
    way: Mapping[str, int], levels: Mapping[str, int], fresh: set[str]
) -> list[tuple[bool, int]]:
    told = [
        (had > 0 or name not in fresh, levels[name] + had)
        for name in levels
        for had in range(way[name])
    ]
    return sorted(told, reverse=True)


@given(attendances(), st.integers(1, 2), pasts(known=True), st.data())
def test_no_rota_ends_better_counted_from_where_everybody_came_in(
    rows: Rows, each: int, history: tuple[Past, ...], data: st.DataObject
) -> None:
    """With newcomers, debts from before, and turns that are fixed."""
    turns = [min(each, len(there)) for there in rows]
    fixed = {n: names[: turns[n - 1]] for n, names in wishes(data.draw, rows).items()}
    found = rota(rows, each, history=history, fixed=fixed)
    levels = Walk(found, history).level
    past = Counter(name for one in history for name in one.held)
    first = {name for one in history for name in one.there} | set(rows[0])
    came = {tally.name: tally.came_in_at for tally in found.tallies}
    fresh = {name for name in levels if not past[name] and (name not in first or not came[name])}
    had = Counter(itertools.chain(*found.turns))
    ways = (
        Counter(itertools.chain(*way))
        for way in itertools.product(
            *(
                [one for one in itertools.combinations(there, n) if set(one) >= set(sure)]
                for there, n, sure in (
                    (there, turns[i], fixed.get(i + 1, ())) for i, there in enumerate(rows)
                )
            )
        )
    )
    assert marks(had, levels, fresh) == min(marks(way, levels, fresh) for way in ways)


@given(attendances(4, 4), st.integers(1, 2))
@example((("Ann", "Ben", "Cem"), ("Ben", "Cem"), ("Ann", "Ben"), ("Ann", "Cem")), 1)
@example((("Ann",), ("Ann", "Ben", "Cem"), ("Ann", "Dot", "Ben")), 1)  # Dot takes over from Ben
def test_the_first_in_the_row_has_the_turn_unless_the_end_would_be_worse(
    rows: Rows, each: int
) -> None:
    """The same by trying out every rota there is, choice after choice."""
    turns = [min(each, len(there)) for there in rows]
    found = rota(rows, each)
    came = {tally.name: tally.came_in_at for tally in found.tallies}
    fresh = {name for name in came if name not in rows[0] or not came[name]}
    ways = [
        tuple(map(frozenset, way))
        for way in itertools.product(
            *(itertools.combinations(there, n) for there, n in zip(rows, turns, strict=True))
        )
    ]
    worth = {way: marks(Counter(itertools.chain(*way)), came, fresh) for way in ways}
    best = [way for way in ways if worth[way] == min(worth.values())]
    level, last = dict(came), dict.fromkeys(came, -1)
    for number, (there, row) in enumerate(zip(rows, found.turns, strict=True)):
        for name in there:
            if all(name not in earlier for earlier in rows[:number]):
                last[name] = number - 1
        chosen: list[str] = []
        for name in sorted(there, key=lambda one: (level[one], last[one])):
            left = [way for way in best if name in way[number]]
            if left and len(chosen) < turns[number]:
                chosen.append(name)
                best = left
        assert row == tuple(chosen)
        for name in row:
            level[name] += 1
            last[name] = number


@given(attendances(8, 8), st.integers(1, 3), pasts(8, known=True), st.data())
def test_a_wait_has_an_end_whatever_absences_and_volunteers_there_are(
    rows: Rows, each: int, history: tuple[Past, ...], data: st.DataObject
) -> None:
    """The bound for the general case, as `lookahead` proves it."""
    offers = wishes(data.draw, rows, most=2)
    found = rota(rows, each, history=history, volunteers=offers)
    end = {tally.name: tally.turns + tally.came_in_at for tally in found.tallies}
    walk = Walk(found, history)
    since: dict[str, tuple[int, dict[str, int]]] = {}
    offered = {n: Counter(offers.get(n, ())) for n in range(1, len(rows) + 1)}
    for number, (there, row) in enumerate(zip(rows, found.turns, strict=True), 1):
        for name in there:
            start, levels = since.setdefault(name, (number, dict(walk.level)))
            if name in row:
                del since[name]
                continue
            waited = [
                n for n in range(start, number + 1) if name in rows[n - 1] and found.turns[n - 1]
            ]
            taken = sum(len(found.turns[n - 1]) for n in waited)
            forced = sum(offered[n][other] for n in waited for other in found.turns[n - 1])
            others = {other for n in waited for other in found.turns[n - 1]}
            assert taken <= forced + sum(max(1, end[name] + 1 - levels[other]) for other in others)
        walk(row)


@given(groups(), st.integers(1, 3), st.integers(1, 9), pasts(8))
def test_with_everybody_there_a_wait_is_as_short_as_what_others_are_owed_allows(
    there: tuple[str, ...], each: int, meetings: int, history: tuple[Past, ...]
) -> None:
    """The bound for full attendance, as `lookahead` proves it."""
    assume(each <= len(there))
    found = rota([there] * meetings, each, history=history)
    walk = Walk(found, history)
    waits = dict.fromkeys(there, 0)
    bound: dict[str, int] = {}
    for row in found.turns:
        for name in there:
            if waits[name] == 0:
                own = walk.level[name]
                bound[name] = sum(
                    max(1, own - walk.level[other]) for other in there if other != name
                )
            waits[name] = 0 if name in row else waits[name] + 1
            assert each * waits[name] <= bound[name]
        walk(row)


# Newcomers, those who missed a turn, and what is owed


def test_who_missed_a_turn_goes_first_when_they_are_back() -> None:
    everybody = ("Ann", "Ben", "Cem")
    past = [Past(held=("Ann",), there=everybody), Past(held=("Cem",), there=("Ann", "Cem"))]
    assert rota([everybody] * 2, each=1, history=past).turns == (("Ben",), ("Ann",))


def test_a_newcomer_is_neither_owed_the_past_nor_pushed_back() -> None:
    old = ("Ann", "Ben")
    past = [Past(held=(name,), there=old) for name in ("Ann", "Ben", "Ann", "Ben", "Ann")]
    found = rota([("Zoe", "Ann", "Ben")] * 4, each=1, history=past)
    assert found.turns == (("Ben",), ("Zoe",), ("Ann",), ("Ben",))
    assert [tally.came_in_at for tally in found.tallies] == [2, 0, 0]
    assert sorted(found.turns[:2]) == [("Ben",), ("Zoe",)]
    assert Counter(itertools.chain(*found.turns)) == {"Zoe": 1, "Ann": 1, "Ben": 2}


def test_where_nobody_says_who_was_there_whoever_had_no_turn_has_waited() -> None:
    past = [("Ann", "Ben"), ("Cem", "Ann")]
    found = rota([("Ann", "Ben", "Cem", "Dot", "Eva")] * 2, history=past)
    assert found.turns == (("Dot", "Eva"), ("Ben", "Cem"))


@given(st.integers(1, 3), st.integers(0, 12), st.integers(1, 12))
def test_one_more_who_joins_has_as_many_turns_from_then_on_as_anybody_give_or_take_one(
    each: int, before: int, after: int
) -> None:
    old = NAMES[:5]
    found = rota([old] * before + [(*old, "Zoe")] * after, each)
    since = Counter(itertools.chain(*found.turns[before:]))
    for name in old:
        assert abs(since["Zoe"] - since[name]) <= 2  # either may be the one with a turn to come
    levels = [tally.turns + tally.came_in_at for tally in found.tallies]
    assert max(levels) - min(levels) <= 1


def test_whoever_has_left_counts_for_nothing() -> None:
    past = [Past(held=("Old",), there=("Old", "Ann"))] * 3
    found = rota([("Ann", "Ben")] * 2, each=1, history=past)
    assert [tally.name for tally in found.tallies] == ["Ann", "Ben"]
    assert sum(found.deficits.values()) == 0


@given(attendances(6, 6, 0), st.integers(0, 3), pasts(6))
def test_what_people_are_owed_comes_to_nothing_and_tells_who_has_had_fewest(
    rows: Rows, each: int, history: tuple[Past, ...]
) -> None:
    found = rota(rows, each, history=history)
    assert sum(found.deficits.values()) == 0
    past = Counter(name for one in history for name in one.held)
    had = past + Counter(itertools.chain(*found.turns))
    for tally in found.tallies:
        assert tally.turns == had[tally.name]
        assert abs(tally.owed - float(found.deficits[tally.name])) <= 0.05 + 1e-9
    by_level = sorted(found.tallies, key=lambda one: one.turns + one.came_in_at)
    assert [found.deficits[one.name] for one in by_level] == sorted(
        found.deficits.values(), reverse=True
    )
    assert found.longest_wait == max((one.longest_wait for one in found.tallies), default=0)


def test_a_wait_counts_the_meetings_that_a_person_was_at() -> None:
    rows = [("Ann", "Ben"), ("Ann",), ("Ann",), ("Ann", "Ben"), ("Ben",)]
    found = rota(rows, each=[1, 1, 0, 1, 0], fixed={4: ["Ann"]})
    assert found.turns == (("Ben",), ("Ann",), (), ("Ann",), ())
    waits = {tally.name: tally.longest_wait for tally in found.tallies}
    assert waits == {"Ann": 1, "Ben": 1}  # where there is no turn, nobody waits for one


# Volunteers, turns that are fixed, swaps


@given(attendances(6, 6), st.integers(1, 3), pasts(6), st.data())
def test_who_offers_is_seated_before_others_and_who_is_fixed_before_them(
    rows: Rows, each: int, history: tuple[Past, ...], data: st.DataObject
) -> None:
    offers = wishes(data.draw, rows)
    fixed = {n: names[:each] for n, names in wishes(data.draw, rows).items()}
    found = rota(rows, each, history=history, volunteers=offers, fixed=fixed)
    for number, row in enumerate(found.turns, 1):
        sure = fixed.get(number, ())
        keen = [name for name in offers.get(number, ()) if name not in sure]
        assert row[: len(sure)] == sure
        seated = row[len(sure) : len(sure) + len(keen)]
        assert set(seated) <= set(keen)
        assert len(seated) == min(len(keen), len(row) - len(sure))


@given(groups(), st.integers(1, 3), st.integers(1, 8), st.data())
def test_with_volunteers_a_turn_goes_past_nobody_with_fewer_who_has_not_one_to_come(
    there: tuple[str, ...], each: int, meetings: int, data: st.DataObject
) -> None:
    rows = (there,) * meetings
    offers = wishes(data.draw, rows)
    found = rota(rows, each, volunteers=offers)
    walk = Walk(found)
    for number, row in enumerate(found.turns, 1):
        for name in set(row) - set(offers.get(number, ())):
            for other in set(there) - set(row):
                if walk.level[other] < walk.level[name]:
                    later = range(number + 1, meetings + 1)
                    assert any(other in offers.get(n, ()) for n in later)
        walk(row)


def test_who_volunteered_comes_later_the_next_time() -> None:
    everybody = ("Ann", "Ben", "Cem")
    found = rota([everybody] * 6, each=1, volunteers={1: ["Cem"], 2: ["Cem"]})
    assert found.turns == (("Cem",), ("Cem",), ("Ann",), ("Ben",), ("Ann",), ("Ben",))


def test_of_several_who_offer_one_turn_the_one_who_has_had_fewest_has_it() -> None:
    everybody = ("Ann", "Ben", "Cem")
    found = rota([everybody] * 2, each=1, volunteers={2: ["Ann", "Cem"]}, fixed={1: ["Ann"]})
    assert found.turns == (("Ann",), ("Cem",))


def test_a_turn_that_is_fixed_for_later_is_that_person_s_turn() -> None:
    found = rota([("Ann", "Ben", "Cem")] * 3, each=1, fixed={3: ["Ann"]})
    assert found.turns == (("Ben",), ("Cem",), ("Ann",))


@given(attendances(5, 5), st.integers(1, 2), st.data())
def test_a_swap_exchanges_two_turns_and_moves_nobody_else(
    rows: Rows, each: int, data: st.DataObject
) -> None:
    plain = rota(rows, each)
    able = [
        Swap(names=(one, other), meetings=(here + 1, there + 1))
        for here, there in itertools.permutations(range(len(rows)), 2)
        for one in plain.turns[here]
        for other in plain.turns[there]
        if one in rows[there]
        and other in rows[here]
        and one not in plain.turns[there]
        and other not in plain.turns[here]
    ]
    assume(able)
    swap = data.draw(st.sampled_from(able))
    found = rota(rows, each, swaps=[swap])
    (one, other), (here, there) = swap.names, swap.meetings
    for number, (was, row) in enumerate(zip(plain.turns, found.turns, strict=True), 1):
        new = {here: {one: other}, there: {other: one}}.get(number, {})
        assert row == tuple(new.get(name, name) for name in was)
    assert {tally.name: tally.turns for tally in found.tallies} == {
        tally.name: tally.turns for tally in plain.tallies
    }
    assert rota(rows, each, swaps=[swap, swap_back(swap)]) == plain


def test_a_swap_changes_nothing_that_anybody_is_owed() -> None:
    rows = [("Ann", "Ben")] * 2 + [("Ann", "Ben", "Zoe")] * 3
    plain = rota(rows, each=1)
    assert plain.turns == (("Ann",), ("Ben",), ("Ann",), ("Ben",), ("Zoe",))
    found = rota(rows, each=1, swaps=[Swap(names=("Ann", "Ben"), meetings=(1, 4))])
    assert found.turns == (("Ben",), ("Ben",), ("Ann",), ("Ann",), ("Zoe",))
    assert found.deficits == plain.deficits
    assert [tally.came_in_at for tally in found.tallies] == [0, 0, 1]


def swap_back(swap: Swap) -> Swap:
    return Swap(names=swap.names[::-1], meetings=swap.meetings)


SERIES = (("Ann", "Ben", "Cem"), ("Ann", "Ben", "Cem"), ("Ben", "Cem"))


@pytest.mark.parametrize(
    ("names", "meetings", "why"),
    [
        (("Cem", "Ben"), (1, 2), "Cem holds no turn in meeting 1 (Ann does)"),
        (("Ann", "Cem"), (1, 3), "Ann is not there in meeting 3"),
        (("Ann", "Ben"), (1, 4), "there is no meeting 4; they are numbered from 1 to 3"),
    ],
)
def test_a_swap_that_cannot_be_made_says_why(
    names: tuple[str, str], meetings: tuple[int, int], why: str
) -> None:
    assert rota(SERIES, each=1).turns == (("Ann",), ("Ben",), ("Cem",))
    with pytest.raises(rg.ModelError) as error:
        rota(SERIES, each=1, swaps=[Swap(names=names, meetings=meetings)])
    assert why in str(error.value)


def test_a_swap_gives_nobody_two_turns_in_one_meeting() -> None:
    with pytest.raises(rg.ModelError, match="Ann has a turn in meeting 2 already"):
        rota(
            [("Ann", "Ben", "Cem")] * 2,
            fixed={1: ["Ann", "Ben"], 2: ["Ann", "Cem"]},
            swaps=[Swap(names=("Ann", "Cem"), meetings=(1, 2))],
        )


# What it refuses, and how it looks


@pytest.mark.parametrize(
    ("meetings", "more", "why"),
    [
        ("Ann", {}, "rota: meetings: give a list of rows of names, got 'Ann'"),
        (["Ann"], {}, "rota: meeting 1: give a list of names, got 'Ann'"),
        ([3], {}, "rota: meeting 1: give a list of names, got 3"),
        ([("Ann", 3)], {}, "meeting 1: must hold names, got 3"),
        ([("Ann", "Ann")], {}, "meeting 1: must not hold the same name twice, got Ann again"),
        ([("Ann",)], {"each": -1}, "each must be 0 to 1000, got -1"),
        ([("Ann",)], {"each": True}, "each must be 0 to 1000, got True"),
        ([("Ann",)], {"each": 1.5}, "each: give a list of numbers, got 1.5"),
        ([("Ann",)], {"each": (1, 2)}, "each is one number or one for each of 1 meetings"),
        ([()], {"each": (1,)}, "meeting 1 is to have turns (1), and nobody is there"),
        ([("Ann",)], {"volunteers": {1: ("Ben",)}}, "Ben volunteers for meeting 1, and is not"),
        ([("Ann",)], {"fixed": {1: ("Ben",)}}, "Ben has a turn fixed in meeting 1, and is not"),
        ([("Ann",)], {"fixed": {2: ("Ann",)}}, "there is no meeting 2"),
        ([("Ann",)], {"fixed": {1: "Ann"}}, "rota: meeting 1: give a list of names, got 'Ann'"),
        ([("Ann",)], {"fixed": {1: ("Ann",)}, "each": 0}, "meeting 1 has turns (0) for fewer"),
        (
            [("Ann",)],
            {"history": ["Ann"]},
            "rota: a meeting of history: give a list of names, got 'Ann'",
        ),
        ([("Ann",)] * 1_001, {}, "rota: takes 1000 meetings at most, got 1001"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(
    meetings: tuple[tuple[str, ...], ...], more: dict[str, Any], why: str
) -> None:
    with pytest.raises(rg.ModelError) as error:
        rota(meetings, **more)
    assert why in str(error.value)


def test_values_that_cannot_exist_are_refused() -> None:
    with pytest.raises(rg.ModelError, match="Ben held a turn at a meeting without being there"):
        Past(held=("Ben",), there=("Ann",))
    with pytest.raises(rg.ModelError, match="must not hold the same name twice"):
        Past(held=(), there=("Ann", "Ann"))
    with pytest.raises(rg.ModelError, match="two people and two meetings that are not the same"):
        Swap(names=("Ann", "Ann"), meetings=(1, 2))
    with pytest.raises(rg.ModelError, match="two names and two meetings"):
        Swap(names=("Ann", "Ben"), meetings=(1, 2, 3))
    with pytest.raises(rg.ModelError, match="must be -1000000 to 1000000, got nan"):
        Tally(name="Ann", turns=1, owed=float("nan"), longest_wait=0)
    with pytest.raises(rg.ModelError, match=r"Rota\.turns: must be several in a tuple, got 'Ann'"):
        Rota(turns="Ann")  # type: ignore[arg-type] -- as below
    with pytest.raises(rg.ModelError, match="must hold"):
        Rota(turns=((1,),))  # type: ignore[arg-type] -- what a caller without types may give


@given(attendances(5, 5), st.integers(1, 2), pasts(5))
def test_a_rota_and_its_past_come_back_from_their_repr(
    rows: Rows, each: int, history: tuple[Past, ...]
) -> None:
    known = {"Rota": Rota, "Tally": Tally, "Past": Past, "Swap": Swap}
    found = rota(rows, each, history=history)
    assert eval(repr(found), known) == found  # noqa: S307 -- what the repr is for
    assert eval(repr(history), known) == history  # noqa: S307 -- as above
    swap = Swap(names=("Ann", "Ben"), meetings=(1, 2))
    assert eval(repr(swap), known) == swap  # noqa: S307 -- as above


def test_a_rota_shows_whose_turn_it_is_and_who_is_owed_what() -> None:
    assert str(rota([("Ann", "Ben", "Cem"), ()])).splitlines() == [
        "meeting  whose turn",
        "1        Ann, Ben",
        "2        -",
        "",
        "name  turns  owed  longest wait",
        "Ann   1      -0.3  0",
        "Ben   1      -0.3  0",
        "Cem   0      0.7   1",
    ]
    assert list(map(str, rota([("Ann", "Ben", "Cem"), ()]).tallies)) == [
        "Ann: 1 turn, 0.3 ahead, longest wait 0 meetings",
        "Ben: 1 turn, 0.3 ahead, longest wait 0 meetings",
        "Cem: 0 turns, owed 0.7, longest wait 1 meeting",
    ]
    assert str(rota([])).startswith("meeting  whose turn")


@given(attendances(6, 6, 0), st.integers(1, 3), st.data())
def test_other_names_have_the_same_turns(rows: Rows, each: int, data: st.DataObject) -> None:
    other = dict(zip(NAMES, data.draw(st.permutations(NAMES)), strict=True))
    offers = wishes(data.draw, rows)

    def renamed(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(other[name] for name in names)

    found = rota(
        [renamed(there) for there in rows],
        each,
        volunteers={number: renamed(names) for number, names in offers.items()},
    )
    assert found.turns == tuple(map(renamed, rota(rows, each, volunteers=offers).turns))


# Seats within a meeting


@given(st.integers(1, 5), st.integers(0, 1), st.integers(0, 12))
def test_without_a_past_everybody_moves_on_by_one_seat(roles: int, more: int, rounds: int) -> None:
    people, named = NAMES[: roles + more], tuple("abcde"[:roles])
    found = seats(people, named, rounds)
    for number in range(rounds):
        for place, role in enumerate(named):
            assert found.held(number + 1)[role] == people[(place + number) % len(people)]


def test_the_coach_observes_next_and_is_coached_after_that() -> None:
    found = seats(NAMES[:3], TRIO, 3)
    seat = [{name: role for role, name in found.held(n).items()}["Ann"] for n in (1, 2, 3)]
    assert seat == ["coach", "observer", "coachee"]


@given(st.integers(1, 4), st.integers(0, 1), st.integers(0, 6), st.integers(0, 6))
def test_rounds_in_two_meetings_are_the_rounds_in_one(
    roles: int, more: int, first: int, second: int
) -> None:
    people, named = NAMES[: roles + more], tuple("abcd"[:roles])
    whole = seats(people, named, first + second).rounds
    assert seats(people, named, first).rounds == whole[:first]
    assert seats(people, named, second, history=whole[:first]).rounds == whole[first:]


def test_who_must_not_watch_again_takes_a_seat_and_the_others_move_on_as_far_as_they_can() -> None:
    found = seats(NAMES[:5], TRIO, 3)
    assert found.rounds[:2] == (
        ("Ann", "Ben", "Cem", "Dot", "Eva"),
        ("Ben", "Cem", "Dot", "Eva", "Ann"),
    )
    # a coach twice, and somebody without a role, are worse than a step in another direction
    assert found.rounds[2] == ("Dot", "Ann", "Eva", "Cem", "Ben")


def test_where_moving_on_is_unfair_whoever_can_still_moves_on() -> None:
    past = [("Ann", "Dot", "Ben", "Cem")] * 2
    # Ben is the next to take the last role, but Dot's turn to speak has to wait
    found = seats(NAMES[:4], ("speaker", "listener"), 2, history=past)
    assert found.held(1) == {"speaker": "Cem", "listener": "Ben"}
    assert found.held(2) == {"speaker": "Ben", "listener": "Cem"}


def test_many_people_and_rounds_are_seated_soon_and_evenly() -> None:
    people = tuple(f"P{number}" for number in range(60))
    found = seats(people, TRIO, 200)
    for column in tally(found.rounds, people, 3):
        assert max(column) - min(column) <= 1


def histories(people: int, roles: int) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(some_of(NAMES[: people + 1], least=roles), max_size=4)


def tally(rows: Sequence[Sequence[str]], people: Sequence[str], roles: int) -> list[list[int]]:
    """For each chair, how often everybody sat on it; the last is for watching."""
    held = Counter((name, min(n, roles)) for row in rows for n, name in enumerate(row))
    return [[held[name, chair] for name in people] for chair in range(roles + 1)]


def uneven(columns: Sequence[Sequence[int]]) -> int:
    return sum(number * number for column in columns for number in column)


@given(st.integers(1, 3), st.integers(0, 2), st.integers(0, 3), st.data())
def test_roles_and_then_watching_are_as_even_as_any_rounds_can_make_them(
    roles: int, more: int, rounds: int, data: st.DataObject
) -> None:
    people = NAMES[: min(roles + more, 4)]
    past = data.draw(histories(len(people), roles))
    found = seats(people, tuple("abc"[:roles]), rounds, history=past)
    assert all(sorted(row) == sorted(people) for row in found.rounds)
    one = {
        tuple(
            tuple(
                int(name in (row[chair : chair + 1] if chair < roles else row[roles:]))
                for name in people
            )
            for chair in range(roles + 1)
        )
        for row in itertools.permutations(people)
    }
    ends = {tuple(map(tuple, tally(past, people, roles)))}
    for _ in range(rounds):
        ends = {
            tuple(
                tuple(a + b for a, b in zip(x, y, strict=True))
                for x, y in zip(end, step, strict=True)
            )
            for end in ends
            for step in one
        }
    ours = tally([*past, *found.rounds], people, roles)
    assert (uneven(ours[:-1]), uneven(ours[-1:])) == min(
        (uneven(end[:-1]), uneven(end[-1:])) for end in ends
    )
    even = [end for end in ends if all(max(column) - min(column) <= 1 for column in end[:-1])]
    if even:
        assert all(max(column) - min(column) <= 1 for column in ours[:-1])


@given(st.integers(2, 4), st.integers(0, 3), st.integers(0, 8))
def test_without_a_past_roles_and_watching_differ_by_one_at_most(
    roles: int, more: int, rounds: int
) -> None:
    people = NAMES[: roles + more]
    found = seats(people, tuple("abcd"[:roles]), rounds)
    for column in tally(found.rounds, people, roles):
        assert max(column) - min(column) <= 1


@given(st.integers(3, 5), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_meeting_after_meeting_the_rotation_goes_on(people: int, rounds: list[int]) -> None:
    past: list[tuple[str, ...]] = []
    for number in rounds:
        past += seats(NAMES[:people], TRIO, number, history=past).rounds
    for column in tally(past, NAMES[:people], 3)[:3]:
        assert max(column) - min(column) <= 1


def test_a_round_says_who_holds_what_and_who_watches() -> None:
    found = seats(NAMES[:4], TRIO, 2)
    assert found.held(2) == {"coach": "Ben", "coachee": "Cem", "observer": "Dot"}
    assert found.watching(2) == ("Ann",)
    assert str(seats(NAMES[:2], ("speaker", "listener"), 1)) == (
        "round  speaker  listener\n1      Ann      Ben"
    )
    assert eval(repr(found), {"Seats": Seats}) == found  # noqa: S307 -- what the repr is for
    with pytest.raises(rg.ModelError, match="there is no round 3; they are numbered from 1 to 2"):
        found.held(3)


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        ((NAMES[:2], TRIO, 1), "3 roles need as many people, and 2 are there"),
        (("Ann", ("a",), 1), "seats: people: give a list of names, got 'Ann'"),
        ((("Ann", "Ann"), ("a",), 1), "seats: people: must not hold the same name twice"),
        ((("Ann", 2), ("a",), 1), "seats: people: must hold names, got 2"),
        ((("Ann",), "ab", 1), "seats: roles: give a list of names, got 'ab'"),
        ((("Ann",), ("a",), -1), "rounds must be 0 to 200, got -1"),
        ((("Ann",), ("a",), True), "rounds must be 0 to 200, got True"),
    ],
)
def test_seats_that_cannot_be_are_refused(given_: tuple[Any, Any, Any], why: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        seats(*given_)
    assert why in str(error.value)


@given(
    st.integers(1, 3).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 5), min_size=n, max_size=n), min_size=n, max_size=n
        )
    )
)
def test_a_transport_costs_what_the_cheapest_way_costs(prices: list[tuple[int, ...]]) -> None:
    size = len(prices)
    total, sent = transport(
        [1] * size,
        [1] * size,
        lambda row, column, units: None if units else prices[row][column],
    )
    ways = itertools.permutations(range(size))
    assert total == min(sum(prices[row][way[row]] for row in range(size)) for way in ways)
    assert total == sum(prices[r][c] * sent[r][c] for r in range(size) for c in range(size))
