"""What is asked for, in numbers: people are 0, 1, 2, ... and rounds too."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.group import Group, Person
from reflective_groups.model.value import LINE
from reflective_groups.planning.rotation.values import (
    MOST_PAST,
    MOST_PEOPLE,
    MOST_ROUNDS,
    Groups,
    Pair,
    Remainder,
    Rotation,
    to_pairs,
    to_rounds,
)
from reflective_groups.planning.rows import several

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
    """How often each has sat out already; newcomers level with whoever has least."""
    watched: Numbers
    """How often each has observed already, in the same way."""
    newcomers: frozenset[int]
    """Who is not in the history, where there is one."""

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


def pairs_in(word: str, pairs: object) -> tuple[Pair, ...]:
    """Pairs of names, as tuples; two names alone are no list of pairs."""
    told = several(pairs, f"rotate: {word}", "pairs")
    for pair in told:
        if isinstance(pair, str | bytes) or not isinstance(pair, Iterable):
            message = (
                f"rotate: {word} is a list of pairs such as [('Ann', 'Ben')], got {pair!r:.60}"
            )
            raise ModelError(message)
    return to_pairs(told)


def _people(people: object) -> tuple[str, ...]:
    row = several(people.members if isinstance(people, Group) else people, "rotate: people")
    names = tuple(one.name if isinstance(one, Person) else one for one in row)
    for name in names:
        if (
            not isinstance(name, str)
            or not LINE.least <= len(name) <= LINE.most
            or not name.isprintable()
        ):
            message = f"rotate: a name is one line of text, got {name!r:.60}"
            raise ModelError(message)
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        message = f"rotate: two people share a name: {', '.join(twins)}"
        raise ModelError(message)
    if not 1 <= len(names) <= MOST_PEOPLE:
        message = f"rotate: takes 1 to {MOST_PEOPLE} people, got {len(names)}"
        raise ModelError(message)
    return names


def _apart(pairs: object) -> tuple[Pair, ...]:
    return pairs_in("apart", pairs)


def _together(pairs: object) -> tuple[Pair, ...]:
    return pairs_in("together", pairs)


def _earlier(history: object) -> Rotation | tuple[Groups, ...]:
    """A rotation, or rounds of groups of names; each name once in a round."""
    if isinstance(history, Rotation):
        return history
    rounds = [
        [
            several(group, f"rotate: a group in round {place} of the history")
            for group in several(groups, f"rotate: round {place} of the history", "groups")
        ]
        for place, groups in enumerate(several(history, "rotate: history", "rounds of groups"), 1)
    ]
    if len(rounds) > MOST_PAST:
        message = f"rotate: a history has {MOST_PAST} rounds at most, got {len(rounds)}"
        raise ModelError(message)
    return to_rounds(rounds)


@attrs.frozen(kw_only=True)
class Wishes:
    """The arguments of `rotate` that say what a plan has to keep to."""

    people: tuple[str, ...] = attrs.field(converter=_people)
    size: int
    rounds: int
    history: Rotation | tuple[Groups, ...] = attrs.field(default=(), converter=_earlier)
    apart: tuple[Pair, ...] = attrs.field(default=(), converter=_apart)
    together: tuple[Pair, ...] = attrs.field(default=(), converter=_together)
    absent: Mapping[int, Iterable[str]] = attrs.field(factory=dict[int, Iterable[str]])
    joins: Mapping[str, int] = attrs.field(factory=dict[str, int])
    leaves: Mapping[str, int] = attrs.field(factory=dict[str, int])
    remainder: Remainder = Remainder.OBSERVE

    @property
    def past(self) -> tuple[Groups, ...]:
        """The rounds of the history."""
        told = self.history
        return (*told.history, *told.rounds) if isinstance(told, Rotation) else told


def task_of(wishes: Wishes) -> Task:
    """The wishes in numbers; raises `ModelError` for what cannot be meant."""
    names = wishes.people
    number = {name: index for index, name in enumerate(names)}
    _whole("size", wishes.size, 2, MOST_PEOPLE)
    _whole("rounds", wishes.rounds, 0, MOST_ROUNDS)
    past = _past(wishes.past, number)
    met = _met(past, len(names))
    there = _there(wishes, number)
    together = {
        pair for pair in _pairs("together", wishes.together, number) if not met[pair[0]][pair[1]]
    }
    out, watched, newcomers = _turns(wishes)
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
        newcomers=newcomers,
    )


def _whole(word: str, value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        message = f"rotate: {word} must be a whole number from {least} to {most}, got {value!r:.60}"
        raise ModelError(message)
    return value


def _known(word: str, name: object, number: Mapping[str, int]) -> int:
    if not isinstance(name, str) or name not in number:
        message = f"rotate: {word} names {name!r:.60}, who is not one of the people"
        raise ModelError(message)
    return number[name]


def _pairs(word: str, pairs: Iterable[Iterable[str]], number: Mapping[str, int]) -> set[Edge]:
    found: set[Edge] = set()
    for pair in pairs:
        ends = {_known(word, name, number) for name in pair}
        if len(ends) != 2:  # noqa: PLR2004 -- a pair
            message = f"rotate: {word} takes pairs of two people, got {pair!r:.60}"
            raise ModelError(message)
        low, high = sorted(ends)
        found.add((low, high))
    return found


def _past(rounds: tuple[Groups, ...], number: Mapping[str, int]) -> Plan:
    """Earlier rounds in numbers, without those who are no longer among the people."""
    for place, groups in enumerate(rounds, 1):
        row = Counter(itertools.chain(*groups))
        twins = sorted(name for name, often in row.items() if often > 1)
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


def _turns(wishes: Wishes) -> tuple[Numbers, Numbers, frozenset[int]]:
    """How often each has sat out and observed, and who is new.

    Without a record, whoever is in no group of a round sat it out. Whoever is in no round of the
    history at all is new, and starts with as many turns as whoever of the others has had fewest.
    """
    names, told = wishes.people, wishes.history
    seated = set(itertools.chain(*itertools.chain(*wishes.past)))
    if isinstance(told, Rotation):
        before = _counts(told.sat_out_before, told.people) or _missing(told.history, seated)
        out = before + Counter(itertools.chain(*told.sitting_out))
        watched = _counts(told.observed_before, told.people)
        watched.update(itertools.chain(*told.observing))
    else:
        out, watched = _missing(told, seated), Counter[str]()
    if not wishes.past:
        return (0,) * len(names), (0,) * len(names), frozenset()
    known = [name for name in names if name in seated or out[name]]

    def level(counts: Counter[str]) -> Numbers:
        least = min((counts[name] for name in known), default=0)
        return tuple(counts[name] if name in known else least for name in names)

    fresh = frozenset(number for number, name in enumerate(names) if name not in known)
    return level(out), level(watched), fresh


def _counts(turns: tuple[int, ...], people: tuple[str, ...]) -> Counter[str]:
    return Counter(dict(zip(people, turns, strict=False)))


def _missing(rounds: Iterable[Groups], seated: set[str]) -> Counter[str]:
    """How often each was in no group."""
    out = Counter[str]()
    for groups in rounds:
        out.update(seated.difference(*groups))
    return out


def _there(wishes: Wishes, number: Mapping[str, int]) -> tuple[Numbers, ...]:
    away: dict[int, set[int]] = {}
    for place, names in _mapping("absent", wishes.absent, "rounds to names").items():
        _whole("a round of absent", place, 1, max(wishes.rounds, 1))
        row = several(names, f"rotate: absent in round {place}")
        away[place] = {_known("absent", name, number) for name in row}
    first = _places("joins", wishes.joins, number)
    last = _places("leaves", wishes.leaves, number)
    for one, place in first.items():
        name = wishes.people[one]
        if place > max(wishes.rounds, 1):
            message = f"rotate: {name} joins in round {place}, and there are {wishes.rounds} rounds"
            raise ModelError(message)
        if place > last.get(one, MOST_ROUNDS):
            message = f"rotate: {name} leaves after round {last[one]} and joins in round {place}"
            raise ModelError(message)
    return tuple(
        tuple(
            one
            for one in number.values()
            if one not in away.get(place, ())
            and first.get(one, 1) <= place <= last.get(one, MOST_ROUNDS)
        )
        for place in range(1, wishes.rounds + 1)
    )


def _places(word: str, told: object, number: Mapping[str, int]) -> dict[int, int]:
    """The first or the last round of some of the people."""
    found: dict[int, int] = {}
    for name, place in _mapping(word, told, "names to rounds").items():
        found[_known(word, name, number)] = _whole(f"a round of {word}", place, 1, MOST_ROUNDS)
    return found


def _mapping(word: str, told: object, what: str) -> Mapping[Any, Any]:
    if not isinstance(told, Mapping):
        message = f"rotate: {word} is a mapping from {what}, got {told!r:.60}"
        raise ModelError(message)
    mapping: Mapping[Any, Any] = cast("Any", told)
    return mapping
