"""Who holds which role in each round of a small group, fairly over time."""

from __future__ import annotations

import collections.abc
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.value import LINE, Many, Value, to_names, to_tuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST = 200

Table = list[list[int]]


def _rows(values: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(to_tuple, to_tuple(values)))


def _are_rows(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    Many(of=tuple, most=MOST)(instance, attribute, value)
    for row in cast("tuple[object, ...]", value):
        Many(of=str, most=MOST, distinct=True)(instance, attribute, row)
        for name in cast("tuple[object, ...]", row):
            LINE(instance, attribute, name)


@attrs.frozen(kw_only=True, repr=False)
class Seats(Value):
    """Who holds which role in each round.

    >>> print(seats(("Ann", "Ben", "Cem", "Dot"), ("coach", "coachee", "observer"), 4))
    round  coach  coachee  observer  watching
    1      Ann    Ben      Cem       Dot
    2      Ben    Cem      Dot       Ann
    3      Cem    Dot      Ann       Ben
    4      Dot    Ann      Ben       Cem

    A round names the holders in the order of the roles, and after them whoever watches; so the
    rounds of earlier meetings can be given to `seats` as they are.
    """

    roles: tuple[str, ...] = attrs.field(
        converter=to_names, validator=Many(of=str, least=1, most=20, distinct=True)
    )
    rounds: tuple[tuple[str, ...], ...] = attrs.field(converter=_rows, validator=_are_rows)

    def held(self, number: int) -> dict[str, str]:
        """Who holds each role in a round, which are numbered from 1.

        >>> seats(("Ann", "Ben"), ("speaker", "listener"), 2).held(2)
        {'speaker': 'Ben', 'listener': 'Ann'}
        """
        return dict(zip(self.roles, self._round(number), strict=False))

    def watching(self, number: int) -> tuple[str, ...]:
        """Who holds no role in a round.

        >>> seats(("Ann", "Ben", "Cem"), ("speaker", "listener"), 3).watching(2)
        ('Ann',)
        """
        return self._round(number)[len(self.roles) :]

    def _round(self, number: int) -> tuple[str, ...]:
        if not 1 <= number <= len(self.rounds):
            message = f"there is no round {number}; they are numbered from 1 to {len(self.rounds)}"
            raise ModelError(message)
        return self.rounds[number - 1]

    def __str__(self) -> str:
        wide = len(self.roles)
        heads = ["round", *self.roles]
        rows = [
            [str(n), *row[:wide], ", ".join(row[wide:])] for n, row in enumerate(self.rounds, 1)
        ]
        if any(row[-1] for row in rows):
            heads.append("watching")
        else:
            rows = [row[:-1] for row in rows]
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        return "\n".join(
            "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (heads, *rows)
        )


def seats(
    people: Iterable[str],
    roles: Iterable[str],
    rounds: int,
    *,
    history: Iterable[Iterable[str]] = (),
) -> Seats:
    """Give everybody each role in turn; `history` is earlier rounds of anybody, in the same form.

    >>> trio = ("coach", "coachee", "observer")
    >>> first = seats(("Ann", "Ben", "Cem"), trio, 2)
    >>> print(seats(("Ann", "Ben", "Cem"), trio, 1, history=first.rounds))
    round  coach  coachee  observer
    1      Cem    Ann      Ben

    The holder of the first role moves to the last and the others move up by one, as in `Rounds`;
    where there are more people than roles, whoever holds the first role watches before taking the
    last. Taken over history and these rounds, how often everybody has held a role differs by one
    at most, for each role, if that is possible; if not, the differences are as small as they can
    be (in the sum of squares over all roles). After that, how often everybody watches is as even
    as can be. Where both are as good, people keep moving in the same direction. Raises `ModelError`
    for fewer people than roles.
    """
    there, named = _names(people, "people"), _names(roles, "roles")
    if len(there) < len(named):
        message = f"seats: {len(named)} roles need as many people, and {len(there)} are there"
        raise ModelError(message)
    if type(rounds) is not int or not 0 <= rounds <= MOST:
        message = f"seats: rounds must be 0 to {MOST}, got {rounds!r}"
        raise ModelError(message)
    past = [_names(row, "history") for row in history]
    chairs = _Chairs(there, len(named), rounds, past)
    best, _ = chairs.cheapest(rounds)
    row = _start(there, past)
    found: list[tuple[str, ...]] = []
    for left in range(rounds, 0, -1):
        row = chairs.next(row, left, best)
        found.append(row)
        row = (*row[1:], row[0])
    return Seats(roles=named, rounds=found)


def _names(values: object, where: str) -> tuple[str, ...]:
    if isinstance(values, str | bytes) or not isinstance(values, collections.abc.Iterable):
        message = f"seats: {where} must be several in a row, got {values!r}"
        raise ModelError(message)
    row: tuple[Any, ...] = tuple(cast("Any", values))
    for name in row:
        if not isinstance(name, str) or not name:
            message = f"seats: {where} must hold names, got {name!r}"
            raise ModelError(message)
    if len(set(row)) != len(row):
        message = f"seats: {where} must not hold the same name twice, got {row}"
        raise ModelError(message)
    return row


def _start(there: tuple[str, ...], past: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first round if nobody minds: the same people move on, others sit as they are named."""
    if past and set(past[-1]) == set(there):
        return (*past[-1][1:], past[-1][0])
    return there


class _Chairs:
    """How often everybody has sat on each chair; the last column is for watching."""

    def __init__(
        self, people: tuple[str, ...], roles: int, rounds: int, past: Iterable[tuple[str, ...]]
    ) -> None:
        self.people = people
        self.roles = roles
        self.room = [1] * roles + [len(people) - roles]
        self.counts = {name: [0] * (roles + 1) for name in people}
        for row in past:
            self._sit(row)
        most = max(map(sum, self.counts.values())) + rounds
        self.weights = [len(people) * (most + 1) ** 2] * roles + [1]

    def _sit(self, row: Sequence[str], by: int = 1) -> None:
        for place, name in enumerate(row):
            if name in self.counts:
                self.counts[name][min(place, self.roles)] += by

    def next(self, wanted: tuple[str, ...], left: int, best: int) -> tuple[str, ...]:
        """One round, of those after which the rounds that are left can still end best.

        The wanted one is taken if it is among them. If not, a best share of all rounds that are
        left gives each person so many on each chair; as everybody sits somewhere in every round,
        those shares can be told apart into single rounds (König's theorem on bipartite graphs),
        and any round within them will do.
        """
        self._sit(wanted)
        if self.cheapest(left - 1)[0] == best:
            return wanted
        self._sit(wanted, by=-1)
        _, share = self.cheapest(left)
        place = {name: min(number, self.roles) for number, name in enumerate(wanted)}

        def cost(person: int, chair: int, units: int) -> int | None:
            if units or not share[person][chair]:
                return None
            return int(place[self.people[person]] != chair)

        _, seated = transport([1] * len(self.people), self.room, cost)
        queue = {name: number for number, name in enumerate(wanted)}
        chair_of = {name: seated[n].index(1) for n, name in enumerate(self.people)}
        row = tuple(sorted(self.people, key=lambda name: (chair_of[name], queue[name])))
        self._sit(row)
        return row

    def cheapest(self, left: int) -> tuple[int, Table]:
        """The best end that so many rounds can lead to, and who sits where how often for it.

        Squares grow with unevenness, and for a role whose sum is given they are least exactly when
        counts differ by one at most. Watching weighs less than one step of any role.
        """

        def cost(person: int, chair: int, units: int) -> int:
            marginal = 2 * (self.counts[self.people[person]][chair] + units) + 1
            return marginal * self.weights[chair]

        before = sum(
            number * number * weight
            for row in self.counts.values()
            for number, weight in zip(row, self.weights, strict=True)
        )
        total, share = transport(
            [left] * len(self.people), [left * room for room in self.room], cost
        )
        return before + total, share


def transport(
    supply: Sequence[int], demand: Sequence[int], cost: Callable[[int, int, int], int | None]
) -> tuple[int, Table]:
    """The cheapest way to send what each row has to the columns that want it, and its price.

    >>> transport([1, 1], [1, 1], lambda row, column, units: None if units else row * column)
    (0, [[0, 1], [1, 0]])

    `cost` is the price of one more unit from a row to a column that has so many from it, and does
    not fall as units grow; nothing is sent where it is `None`. One unit after the other goes the
    cheapest way, which may send earlier units another way (Bellman and Ford's search).
    """
    sent = [[0] * len(demand) for _ in supply]
    total = 0
    wants = list(demand)
    for start, units in enumerate(supply):
        for _ in range(units):
            price, way = _cheapest_way(start, sent, wants, cost)
            total += price
            wants[way[-1][1]] -= 1
            for row, column, by in way:
                sent[row][column] += by
    return total, sent


def _cheapest_way(
    start: int,
    sent: Table,
    wants: Sequence[int],
    cost: Callable[[int, int, int], int | None],
) -> tuple[int, list[tuple[int, int, int]]]:
    rows: dict[int, tuple[int, list[tuple[int, int, int]]]] = {start: (0, [])}
    columns: dict[int, tuple[int, list[tuple[int, int, int]]]] = {}
    fresh = [start]
    while fresh:
        moved: dict[int, None] = {}
        for row in fresh:
            price, way = rows[row]
            for column in range(len(wants)):
                more = cost(row, column, sent[row][column])
                if more is not None and (
                    column not in columns or price + more < columns[column][0]
                ):
                    columns[column] = price + more, [*way, (row, column, 1)]
                    moved[column] = None
        again: dict[int, None] = {}
        for column in moved:
            price, way = columns[column]
            for row, units in enumerate(sent):
                if units[column]:
                    less = cost(row, column, units[column] - 1)
                    if less is not None and (row not in rows or price - less < rows[row][0]):
                        rows[row] = price - less, [*way, (row, column, -1)]
                        again[row] = None
        fresh = list(again)
    price, way = min(
        (columns[column] for column, room in enumerate(wants) if room > 0 and column in columns),
        key=lambda found: found[0],
    )
    return price, way
