"""What is asked for, in numbers: people are 0, 1, 2, ... and rounds too."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.group import Person
from reflective_groups.model.value import LINE
from reflective_groups.planning.rotation.values import (
    MOST_PEOPLE,
    MOST_ROUNDS,
    Remainder,
    Rotation,
    to_pairs,
    to_rounds,
)

Numbers: TypeAlias = tuple[int, ...]
Edge: TypeAlias = tuple[int, int]
Plan: TypeAlias = tuple[tuple[Numbers, ...], ...]
"""For each round its groups."""


@attrs.frozen
class Shape:
    """How many people are in each group of a round, the largest first, and how many in none."""

    sizes: Numbers
    out: int = 0

    @property
    def meetings(self) -> int:
        """How many pairs are together."""
        return sum(size * (size - 1) // 2 for size in self.sizes)


def shape_of(  # noqa: PLR0911 -- a table of cases
    people: int, size: int, remainder: Remainder
) -> Shape:
    """How a number of people is split.

    >>> shape_of(7, 3, Remainder.LARGER), shape_of(7, 3, Remainder.SIT_OUT)
    (Shape(sizes=(4, 3), out=0), Shape(sizes=(3, 3), out=1))
    """
    full, rest = divmod(people, size)
    if people <= 1:
        return Shape((), people)
    if not full:
        return Shape((people,))
    if not rest:
        return Shape((size,) * full)
    if remainder is Remainder.SIT_OUT:
        return Shape((size,) * full, rest)
    if remainder is Remainder.OBSERVE:
        return Shape(_evenly(people, full))
    if remainder is Remainder.LARGER:
        return Shape(_evenly(people, full if rest <= full else full + 1))
    if (full + 1) * 2 > people:  # one of them would be alone
        return Shape((size,) * full, rest)
    return Shape(_evenly(people, full + 1))


def _evenly(people: int, groups: int) -> Numbers:
    low, over = divmod(people, groups)
    return (low + 1,) * over + (low,) * (groups - over)


@attrs.frozen(kw_only=True)
class Task:
    """All that a plan has to keep to."""

    names: tuple[str, ...]
    size: int
    remainder: Remainder
    there: tuple[Numbers, ...]
    """Who is there in each round."""
    shapes: tuple[Shape, ...]
    past: Plan
    """Earlier rounds, as far as the people of this plan are in them."""
    met: tuple[Numbers, ...]
    """How often each pair met in the past: a square."""
    apart: frozenset[Edge]
    together: frozenset[Edge]
    """Pairs that have to meet and have not yet."""
    sat_out: Numbers
    """How often each has sat out already."""
    watched: Numbers
    """How often each has observed already."""

    @property
    def people(self) -> range:
        """Everybody."""
        return range(len(self.names))

    @property
    def everybody_always(self) -> bool:
        """Whether nobody is away."""
        return all(len(row) == len(self.names) for row in self.there)

    @property
    def meetings(self) -> int:
        """How many meetings of pairs there are in any plan."""
        return sum(shape.meetings for shape in self.shapes)

    def strangers(self) -> tuple[frozenset[int], ...]:
        """For each person, whom they may meet, are there with at some time, and have not met."""
        found: list[set[int]] = [set() for _ in self.names]
        for row in {frozenset(row) for row in self.there}:
            for one in row:
                found[one] |= row
        return tuple(
            frozenset(
                other
                for other in others
                if other != one and not self.met[one][other] and not self.is_apart(one, other)
            )
            for one, others in enumerate(found)
        )

    def is_apart(self, one: int, other: int) -> bool:
        """Whether two people are never to be together."""
        return edge(one, other) in self.apart

    def told(self, people: Iterable[int]) -> str:
        """Names in a row for a message."""
        names = [self.names[one] for one in people]
        if len(names) > 8:  # noqa: PLR2004 -- one line of message
            return f"{', '.join(names[:7])} and {len(names) - 7} more"
        return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def edge(one: int, other: int) -> Edge:
    """A pair, whichever way round.

    >>> edge(3, 1)
    (1, 3)
    """
    return (one, other) if one < other else (other, one)


@attrs.frozen(kw_only=True)
class Wishes:
    """The arguments of `rotate` that say what a plan has to keep to."""

    people: Iterable[str | Person]
    size: int
    rounds: int
    history: Rotation | Iterable[Iterable[Iterable[str]]] = ()
    apart: Iterable[Iterable[str]] = ()
    together: Iterable[Iterable[str]] = ()
    absent: Mapping[int, Iterable[str]] = attrs.field(factory=dict[int, Iterable[str]])
    joins: Mapping[str, int] = attrs.field(factory=dict[str, int])
    leaves: Mapping[str, int] = attrs.field(factory=dict[str, int])
    remainder: Remainder = Remainder.OBSERVE


def task_of(wishes: Wishes) -> Task:
    """The wishes in numbers; raises `ModelError` for what cannot be meant."""
    names = _names(wishes.people)
    number = {name: index for index, name in enumerate(names)}
    _whole("size", wishes.size, 2, MOST_PEOPLE)
    _whole("rounds", wishes.rounds, 0, MOST_ROUNDS)
    past = _past(wishes.history, number)
    met = _met(past, len(names))
    there = _there(wishes, number)
    together = {
        pair for pair in _pairs("together", wishes.together, number) if not met[pair[0]][pair[1]]
    }
    out, watched = _turns(wishes.history, names)
    return Task(
        names=names,
        size=wishes.size,
        remainder=wishes.remainder,
        there=there,
        shapes=tuple(shape_of(len(row), wishes.size, wishes.remainder) for row in there),
        past=past,
        met=met,
        apart=frozenset(_pairs("apart", wishes.apart, number)),
        together=frozenset(together),
        sat_out=out,
        watched=watched,
    )


def _names(people: Iterable[str | Person]) -> tuple[str, ...]:
    names = tuple(one if isinstance(one, str) else one.name for one in people)
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        message = f"rotate: two people share a name: {', '.join(twins)}"
        raise ModelError(message)
    if not 1 <= len(names) <= MOST_PEOPLE:
        message = f"rotate: takes 1 to {MOST_PEOPLE} people, got {len(names)}"
        raise ModelError(message)
    for name in names:
        if not LINE.least <= len(name) <= LINE.most or not name.isprintable():
            message = f"rotate: a name is one line of text, got {name!r:.60}"
            raise ModelError(message)
    return names


def _whole(word: str, value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        message = f"rotate: {word} must be a whole number from {least} to {most}, got {value!r:.60}"
        raise ModelError(message)
    return value


def _known(word: str, name: str, number: Mapping[str, int]) -> int:
    if name not in number:
        message = f"rotate: {word} names {name!r:.60}, who is not one of the people"
        raise ModelError(message)
    return number[name]


def _pairs(word: str, pairs: Iterable[Iterable[str]], number: Mapping[str, int]) -> set[Edge]:
    found: set[Edge] = set()
    for pair in to_pairs(pairs):
        ends = {_known(word, name, number) for name in pair}
        if len(ends) != 2:  # noqa: PLR2004 -- a pair
            message = f"rotate: {word} takes pairs of two people, got {pair!r:.60}"
            raise ModelError(message)
        low, high = sorted(ends)
        found.add((low, high))
    return found


def _past(history: Rotation | Iterable[Iterable[Iterable[str]]], number: Mapping[str, int]) -> Plan:
    """Earlier rounds in numbers, without those who are no longer among the people."""
    rounds = (
        (*history.history, *history.rounds) if isinstance(history, Rotation) else to_rounds(history)
    )
    for place, groups in enumerate(rounds, 1):
        row = list(itertools.chain(*groups))
        twins = sorted({name for name in row if row.count(name) > 1})
        if twins:
            message = f"rotate: in round {place} of the history {twins[0]} is in two groups"
            raise ModelError(message)
    return tuple(
        tuple(tuple(number[name] for name in group if name in number) for group in groups)
        for groups in rounds
    )


def _met(past: Plan, people: int) -> tuple[Numbers, ...]:
    square = [[0] * people for _ in range(people)]
    for group in itertools.chain(*past):
        for one, other in itertools.permutations(group, 2):
            square[one][other] += 1
    return tuple(map(tuple, square))


def _turns(
    history: Rotation | Iterable[Iterable[Iterable[str]]], names: tuple[str, ...]
) -> tuple[Numbers, Numbers]:
    """How often each has sat out and observed; without a record, who is in no group sat out."""
    if isinstance(history, Rotation):
        out, watched = history.sitting_out, history.observing
        first = _sat_out(history.history, names)
        return (
            tuple(a + b for a, b in zip(first, _counted(out, names), strict=True)),
            _counted(watched, names),
        )
    return _sat_out(to_rounds(history), names), (0,) * len(names)


def _sat_out(rounds: Iterable[Iterable[Iterable[str]]], names: tuple[str, ...]) -> Numbers:
    seated = [set(itertools.chain(*groups)) for groups in rounds]
    return tuple(sum(name not in row for row in seated) for name in names)


def _counted(rows: Iterable[Iterable[str]], names: tuple[str, ...]) -> Numbers:
    told = list(itertools.chain(*rows))
    return tuple(told.count(name) for name in names)


def _there(wishes: Wishes, number: Mapping[str, int]) -> tuple[Numbers, ...]:
    away: dict[int, set[int]] = {}
    for place, names in wishes.absent.items():
        _whole("a round of absent", place, 1, max(wishes.rounds, 1))
        row = (names,) if isinstance(names, str) else names
        away[place] = {_known("absent", name, number) for name in row}
    first = {_known("joins", name, number): place for name, place in wishes.joins.items()}
    last = {_known("leaves", name, number): place for name, place in wishes.leaves.items()}
    for word, rounds in (("joins", first), ("leaves", last)):
        for place in rounds.values():
            _whole(f"a round of {word}", place, 1, MOST_ROUNDS)
    return tuple(
        tuple(
            one
            for one in number.values()
            if one not in away.get(place, ())
            and first.get(one, 1) <= place <= last.get(one, MOST_ROUNDS)
        )
        for place in range(1, wishes.rounds + 1)
    )
