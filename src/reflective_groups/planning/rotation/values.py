"""What a rotation is: who is in which small group in each round, and how good that is."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.value import (
    PROSE,
    Kind,
    Many,
    Number,
    Term,
    Value,
    refuse,
    to_names,
    to_tuple,
)
from reflective_groups.planning.rows import names_in, several, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Scene

SmallGroup: TypeAlias = tuple[str, ...]
Groups: TypeAlias = tuple[tuple[str, ...], ...]
Pair: TypeAlias = tuple[str, str]

MOST_PEOPLE = 200
MOST_ROUNDS = 200
MOST_PAST = 5_000
"""Rounds of history."""
_COUNT = Number(least=0, most=10_000_000)
_STEPS = Number(least=0, most=10**12)


class Remainder(Term):
    """What becomes of people who do not fill a small group; nobody disappears.

    >>> str(Remainder.SIT_OUT)
    'sit out'

    Whoever would be alone in a group sits out whatever is chosen, and where fewer people are there
    than a group takes, they make one group.
    """

    OBSERVE = "observe"
    """They join full groups and only watch. They are in the room, so their pairs count as met."""
    LARGER = "larger"
    """Some groups take one more; where that is not enough, all are as even as can be."""
    SMALLER = "smaller"
    """One more group is made, and all are as even as can be: seven make 3, 2 and 2."""
    SIT_OUT = "sit_out"
    """They miss the round, in fair turn."""


@attrs.frozen(kw_only=True, repr=False)
class Certificate(Value):
    """How good a rotation is, and what that rests on.

    >>> print(Certificate(repeats=0, unmet=9, bound=0, rests_on="counting"))
    No pair meets twice; 9 pairs have not met; this is as good as it can be (counting).

    `repeats` counts the meetings in the rounds planned of pairs that have met before, in an earlier
    round of the plan or of the history: a pair that meets three times repeats twice. What was
    repeated within the history is over and not counted. `unmet` counts the pairs of people of the
    rotation who are not to be kept apart and have met in no round of plan or history, whether or
    not they were ever there at the same time. `bound` is a proven lower bound: no plan that keeps
    the same wishes, and in which sitting out is shared no less evenly (the squares of how often
    people do so come to no more), has fewer repeats. `rests_on` says in words what proves it.
    """

    repeats: int = attrs.field(validator=_COUNT)
    unmet: int = attrs.field(validator=_COUNT)
    bound: int = attrs.field(default=0, validator=_COUNT)
    rests_on: str = attrs.field(default="counting", validator=PROSE)

    def __attrs_post_init__(self) -> None:
        if self.bound > self.repeats:
            message = f"Certificate: {self.repeats} repeats are fewer than the bound {self.bound}"
            raise ModelError(message)

    @property
    def gap(self) -> int:
        """Repeats that nobody has proved to be unavoidable; 0 means that there is no better plan.

        >>> Certificate(repeats=3, unmet=0, bound=1).gap
        2
        """
        return self.repeats - self.bound

    @property
    def optimal(self) -> bool:
        """Whether it is proven that no plan has fewer repeats.

        >>> Certificate(repeats=3, unmet=0, bound=1).optimal
        False
        """
        return not self.gap

    def __str__(self) -> str:
        again = "No pair meets twice" if not self.repeats else _repeated(self.repeats)
        if not self.unmet:
            unmet = "every pair has met"
        else:
            unmet = "1 pair has not met" if self.unmet == 1 else f"{self.unmet} pairs have not met"
        if not self.gap:
            proof = f"this is as good as it can be ({self.rests_on})"
        elif not self.bound:
            proof = "whether any of it can be avoided is not known"
        else:
            proof = (
                f"at least {self.bound} cannot be avoided ({self.rests_on}), "
                "whether the rest can is not known"
            )
        return f"{again}; {unmet}; {proof}."


def _repeated(number: int) -> str:
    return f"Two people meet again {'once' if number == 1 else f'{number} times'}"


def to_rounds(rows: Iterable[Iterable[Iterable[str]]]) -> tuple[Groups, ...]:
    """Rounds of groups of names, as tuples all the way down."""
    return cast("tuple[Groups, ...]", _deep(rows, 3))


def to_name_rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of names, as tuples all the way down."""
    return cast("tuple[tuple[str, ...], ...]", _deep(rows, 2))


def _to_numbers(values: Iterable[int]) -> tuple[int, ...]:
    return to_tuple(values)


def to_pairs(rows: Iterable[Iterable[str]]) -> tuple[Pair, ...]:
    """Pairs of names, as tuples."""
    return cast("tuple[Pair, ...]", _deep(rows, 2))


def _deep(value: object, depth: int) -> object:
    """Tuples inside tuples; what is no row is left for the bound to refuse."""
    row = to_tuple(cast("Iterable[object]", value))
    if depth == 1 or not isinstance(row, tuple):  # pyright: ignore[reportUnnecessaryIsInstance]  # the bound refuses it
        return row
    return tuple(_deep(one, depth - 1) for one in row)


def _texts(instance: object, attribute: attrs.Attribute[Any], row: object, depth: int) -> None:
    """Refuse anything but names, so many tuples deep."""
    if not isinstance(row, tuple):
        refuse(instance, attribute, f"must hold names in tuples, got {row!r:.60}")
    for one in cast("tuple[object, ...]", row):
        if depth > 1:
            _texts(instance, attribute, one, depth - 1)
        elif not isinstance(one, str):
            refuse(instance, attribute, f"must hold names, got {one!r:.60}")


def _rounds_of_names(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    _texts(instance, attribute, value, 3)


def _rows_of_names(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    _texts(instance, attribute, value, 2)


def _pairs_of_names(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    _texts(instance, attribute, value, 2)
    for pair in cast("tuple[tuple[str, ...], ...]", value):
        if len(set(pair)) != len(pair) or len(pair) != 2:  # noqa: PLR2004 -- a pair
            refuse(instance, attribute, f"must hold pairs of two people, got {pair!r:.60}")


_ROWS = Many(of=tuple, most=MOST_ROUNDS)
_PAST = Many(of=tuple, most=MOST_PAST)
_TURNS = Many(of=int, most=MOST_PEOPLE)
_PAIRS = Many(of=tuple, most=MOST_PEOPLE * MOST_PEOPLE)
_NAMES = Many(of=str, least=1, most=MOST_PEOPLE, distinct=True)


@attrs.frozen(kw_only=True, repr=False)
class Rotation(Value, Drawn):
    """Small groups for several rounds, with what they were planned under and a certificate.

    >>> from reflective_groups.planning.rotation import rotate
    >>> plan = rotate(("Ann", "Ben", "Cem", "Dot"), size=2, rounds=3)
    >>> len(plan.rounds), plan.certificate.repeats, plan.faults()
    (3, 0, ())

    `rounds` holds, for each round, its groups of names. `sitting_out`, `observing` and `absent`
    hold a row of names for each round; who observes is in a group too. People stand in the order of
    `people`, and the order within a group means nothing.

    People sit out in fair turn as far as the pairs to keep apart and to bring together allow; where
    they do not, the table says who sits out how often. `sat_out_before` and `observed_before` count
    the turns of the history, so that a rotation may be the history of the next one. Newcomers start
    with as many as whoever has had fewest.
    """

    people: tuple[str, ...] = attrs.field(converter=to_names, validator=_NAMES)
    size: int = attrs.field(validator=Number(least=2, most=MOST_PEOPLE))
    rounds: tuple[tuple[tuple[str, ...], ...], ...] = attrs.field(
        converter=to_rounds, validator=[_ROWS, _rounds_of_names]
    )
    certificate: Certificate = attrs.field(validator=Kind(Certificate))
    remainder: Remainder = attrs.field(default=Remainder.OBSERVE, validator=Kind(Remainder))
    sitting_out: tuple[tuple[str, ...], ...] = attrs.field(
        default=(), converter=to_name_rows, validator=[_ROWS, _rows_of_names]
    )
    observing: tuple[tuple[str, ...], ...] = attrs.field(
        default=(), converter=to_name_rows, validator=[_ROWS, _rows_of_names]
    )
    absent: tuple[tuple[str, ...], ...] = attrs.field(
        default=(), converter=to_name_rows, validator=[_ROWS, _rows_of_names]
    )
    history: tuple[tuple[tuple[str, ...], ...], ...] = attrs.field(
        default=(), converter=to_rounds, validator=[_PAST, _rounds_of_names]
    )
    sat_out_before: tuple[int, ...] = attrs.field(
        default=(), converter=_to_numbers, validator=_TURNS
    )
    """For each of the people, how often they count as having sat out before these rounds."""
    observed_before: tuple[int, ...] = attrs.field(
        default=(), converter=_to_numbers, validator=_TURNS
    )
    """The same for observing."""
    apart: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=to_pairs, validator=[_PAIRS, _pairs_of_names]
    )
    together: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=to_pairs, validator=[_PAIRS, _pairs_of_names]
    )

    def __iter__(self) -> Iterator[Groups]:
        return iter(self.rounds)

    def __len__(self) -> int:
        return len(self.rounds)

    def round(self, number: int) -> Groups:
        """The groups of a round, numbered from 1.

        >>> from reflective_groups.planning.rotation import rotate
        >>> rotate(("Ann", "Ben"), size=2, rounds=1).round(1)
        (('Ann', 'Ben'),)
        """
        if not 1 <= number <= len(self.rounds):
            message = f"there are rounds 1 to {len(self.rounds)}, not {number}"
            raise IndexError(message)
        return self.rounds[number - 1]

    def group_of(self, name: str, number: int) -> SmallGroup:
        """The group in which somebody is in a round, numbered from 1; empty if in none.

        >>> from reflective_groups.planning.rotation import rotate
        >>> rotate(("Ann", "Ben"), size=2, rounds=1).group_of("Ann", 1)
        ('Ann', 'Ben')
        """
        return next((group for group in self.round(number) if name in group), ())

    def met(self) -> dict[Pair, int]:
        """How often each pair meets in the rounds planned, pairs that never do left out.

        >>> from reflective_groups.planning.rotation import rotate
        >>> rotate(("Ann", "Ben"), size=2, rounds=3).met()
        {('Ann', 'Ben'): 3}
        """
        return dict(meetings(self.rounds))

    def sat_out(self) -> dict[str, int]:
        """How often each sits out in the rounds planned.

        >>> from reflective_groups.planning.rotation import Remainder, rotate
        >>> never = [("Ben", "Cem")]
        >>> plan = rotate(("Ann", "Ben", "Cem"), 2, 4, apart=never, remainder=Remainder.SIT_OUT)
        >>> plan.sat_out()
        {'Ann': 0, 'Ben': 2, 'Cem': 2}
        """
        told = Counter(itertools.chain(*self.sitting_out))
        return {name: told[name] for name in self.people}

    def recount(self) -> tuple[int, int]:
        """Repeats and unmet pairs, counted afresh from the rounds and the history.

        >>> from reflective_groups.planning.rotation import rotate
        >>> plan = rotate(tuple("ABCDEFGHI"), size=3, rounds=4)
        >>> plan.recount() == (plan.certificate.repeats, plan.certificate.unmet)
        True
        """
        before, now = meetings(self.history), meetings(self.rounds)
        repeats = sum(count - (pair not in before) for pair, count in now.items())
        apart = {_sorted(pair) for pair in self.apart}
        pairs = map(_sorted, itertools.combinations(self.people, 2))
        unmet = sum(pair not in before and pair not in now and pair not in apart for pair in pairs)
        return repeats, unmet

    def faults(self) -> tuple[str, ...]:
        """What is wrong with it, in words; empty where everybody has a place and all is kept.

        >>> from reflective_groups.planning.rotation import rotate
        >>> plan = rotate(("Ann", "Ben"), size=2, rounds=1)
        >>> import attrs
        >>> attrs.evolve(plan, apart=(("Ann", "Ben"),)).faults()
        ('round 1: Ann and Ben are to be kept apart and are together',)

        It counts everything afresh, so that a plan that was changed by hand can be checked.
        """
        return (*self._misplaced(), *self._broken(), *self._miscounted())

    def _misplaced(self) -> Iterator[str]:
        for number, groups in enumerate(self.rounds, 1):
            out, away = (of_round(rows, number) for rows in (self.sitting_out, self.absent))
            told = Counter((*itertools.chain(*groups), *out, *away))
            for name in self.people:
                if told[name] != 1:
                    yield f"round {number}: {name} has {told[name]} places"
            for name in sorted(set(told) - set(self.people)):
                yield f"round {number}: {name} is not one of the people"
            for name in of_round(self.observing, number):
                if all(name not in group for group in groups):
                    yield f"round {number}: {name} observes in no group"

    def _broken(self) -> Iterator[str]:
        now = meetings((*self.history, *self.rounds))
        for number, groups in enumerate(self.rounds, 1):
            for one, other in self.apart:
                if any(one in group and other in group for group in groups):
                    yield f"round {number}: {one} and {other} are to be kept apart and are together"
        for one, other in self.together:
            if _sorted((one, other)) not in now:
                yield f"{one} and {other} are to meet and never do"

    def _miscounted(self) -> Iterator[str]:
        repeats, unmet = self.recount()
        for noun, said, found in (
            ("repeats", self.certificate.repeats, repeats),
            ("unmet pairs", self.certificate.unmet, unmet),
        ):
            if said != found:
                yield f"the certificate says {said} {noun}, and there are {found}"

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.planning.scenes import rotation_scene

        return rotation_scene(self)

    def __str__(self) -> str:
        rows = [[f"round {n}", *map(" ".join, self._told(n))] for n in range(1, len(self) + 1)]
        return "\n".join(
            (*filter(None, (table(rows, gap="   "), self._uneven())), str(self.certificate))
        )

    def _uneven(self) -> str:
        """Who sits out how often, where that is not as even as can be; history counts too."""
        before = self.sat_out_before or (0,) * len(self.people)
        turns = [a + b for a, b in zip(before, self.sat_out().values(), strict=False)]
        always = [
            turn
            for name, turn in zip(self.people, turns, strict=False)
            if not any(name in row for row in self.absent)
        ]
        if max(always, default=0) - min(always, default=0) <= 1:
            return ""
        told = ", ".join(f"{name} {often}" for name, often in self.sat_out().items())
        return f"How often each sits out: {told}."

    def _told(self, number: int) -> Iterator[SmallGroup]:
        """The cells of one line: groups with who observes in brackets, then who is in none."""
        watching = of_round(self.observing, number)
        for group in self.round(number):
            yield tuple(f"({name})" if name in watching else name for name in group)
        for word, rows in (("sits out:", self.sitting_out), ("absent:", self.absent)):
            if row := of_round(rows, number):
                yield (word.replace("sits", "sits" if len(row) == 1 else "sit"), *row)


def of_round(rows: tuple[tuple[str, ...], ...], number: int) -> tuple[str, ...]:
    """The names of a round, numbered from 1; a shorter list says nothing of later rounds."""
    return rows[number - 1] if number <= len(rows) else ()


def _sorted(pair: tuple[str, ...]) -> Pair:
    one, other = sorted(pair)
    return one, other


def meetings(rounds: Iterable[Groups]) -> Counter[Pair]:
    """How often each pair is in one group.

    >>> meetings(((("Ann", "Ben"), ("Cem", "Dot")),))
    Counter({('Ann', 'Ben'): 1, ('Cem', 'Dot'): 1})
    """
    return Counter(
        _sorted(pair)
        for groups in rounds
        for group in groups
        for pair in itertools.combinations(dict.fromkeys(group), 2)
    )


def rounds_of_groups(groups: Iterable[Iterable[str]]) -> tuple[Groups, ...]:
    """Small groups in a row as rounds: groups that follow each other and share nobody are one.

    >>> rounds_of_groups([("Ann", "Ben"), ("Cem", "Dot"), ("Ann", "Cem")])
    ((('Ann', 'Ben'), ('Cem', 'Dot')), (('Ann', 'Cem'),))

    For the `history` of a rotation, where only the groups are known and not when they met.
    """
    rounds: list[list[SmallGroup]] = []
    seated: set[str] = set()
    for names in several(groups, "rounds_of_groups", "groups"):
        group = names_in(names, "rounds_of_groups: a group")
        if not rounds or not seated.isdisjoint(group):
            rounds.append([])
            seated = set()
        rounds[-1].append(group)
        seated.update(group)
    return tuple(map(tuple, rounds))


@attrs.frozen(kw_only=True, repr=False)
class Progress(Value):
    """How far a search has come: steps done, of how many, fewest repeats so far, and the bound.

    >>> print(Progress(steps=50, of=200, repeats=3, bound=1))
    25 %: 3 repeats, at least 1

    `repeats` is -1 while what was found still breaks a constraint.
    """

    steps: int = attrs.field(validator=_STEPS)
    of: int = attrs.field(validator=_STEPS)
    repeats: int = attrs.field(validator=Number(least=-1, most=10_000_000))
    bound: int = attrs.field(validator=_COUNT)

    def __str__(self) -> str:
        share = 100 if not self.of else 100 * self.steps // self.of
        found = "no plan yet" if self.repeats < 0 else f"{self.repeats} repeats"
        return f"{share} %: {found}, at least {self.bound}"
