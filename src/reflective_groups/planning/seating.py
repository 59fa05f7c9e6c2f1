"""Who holds which role in each round of a small group, fairly over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.value import Many, Value, to_names
from reflective_groups.planning.rows import Rows, names_in, several, table, to_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reflective_groups.display.scene import Scene

MOST = 200

Table = list[list[int]]


@attrs.frozen(kw_only=True, repr=False)
class Seats(Value, Drawn):
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
    rounds: tuple[tuple[str, ...], ...] = attrs.field(
        converter=to_rows, validator=Rows(MOST, MOST, distinct=True)
    )

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

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.planning.scenes import seats_scene

        return seats_scene(self)

    def __str__(self) -> str:
        wide = len(self.roles)
        watched = any(len(row) > wide for row in self.rounds)
        return table(
            [(str(n), *row[:wide], ", ".join(row[wide:])) for n, row in enumerate(self.rounds, 1)],
            head=("round", *self.roles, *(["watching"] if watched else [])),
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
    there, named = names_in(people, "seats: people"), names_in(roles, "seats: roles")
    if len(there) < len(named):
        message = f"seats: {len(named)} roles need as many people, and {len(there)} are there"
        raise ModelError(message)
    if type(rounds) is not int or not 0 <= rounds <= MOST:
        message = f"seats: rounds must be 0 to {MOST}, got {rounds!r}"
        raise ModelError(message)
    past = [
        names_in(row, "seats: a round of history")
        for row in several(history, "seats: history", "rounds")
    ]
    chairs = _Chairs(there, len(named), rounds, past)
    row = _start(there, past)
    found: list[tuple[str, ...]] = []
    for _ in range(rounds):
        row = chairs.next(row)
        found.append(row)
        row = (*row[1:], row[0])
    return Seats(roles=named, rounds=found)


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
            for place, name in enumerate(row):
                if name in self.counts:
                    self.counts[name][min(place, roles)] += 1
        most = max(map(sum, self.counts.values())) + rounds
        self.weights = [len(people) * (most + 1) ** 2] * roles + [1]
        self.share = self._best_share(rounds)

    def next(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """One round, of those after which the rounds that are left can still end best.

        The wanted one is taken if it is among them. If not, the best share of all rounds that are
        left gives each person so many on each chair; as everybody sits somewhere in every round,
        those shares can be told apart into single rounds (König's theorem on bipartite graphs),
        and any round within them will do.
        """
        chair_of = {name: min(place, self.roles) for place, name in enumerate(wanted)}
        if self._taken(chair_of):
            return wanted

        def cost(person: int, chair: int, units: int) -> int | None:
            if units or not self.share[person][chair]:
                return None
            return int(chair_of[self.people[person]] != chair)

        _, seated = transport([1] * len(self.people), self.room, cost)
        queue = {name: number for number, name in enumerate(wanted)}
        found = {name: seated[n].index(1) for n, name in enumerate(self.people)}
        self._taken(found)
        return tuple(sorted(self.people, key=lambda name: (found[name], queue[name])))

    def _taken(self, chair_of: Mapping[str, int]) -> bool:
        """Sit down as wished, each out of their share, if the end can be as good as before."""
        share, counts = self.share, self.counts
        self.share = [list(row) for row in share]
        self.counts = {name: list(row) for name, row in counts.items()}
        for person, name in enumerate(self.people):
            chair = chair_of[name]
            if not self.share[person][chair] and not self._exchanged(person, chair):
                self.share, self.counts = share, counts
                return False
            self.share[person][chair] -= 1
            self.counts[name][chair] += 1
        return True

    def _exchanged(self, person: int, chair: int) -> bool:
        """Give somebody a share of a chair for one of another, if shares stay as even as they were.

        Others may have to exchange theirs too: one of them goes from the chair to a second, another
        from there to a third, until it is one that the person has. That costs nothing if the shares
        are as good afterwards; as they are best, nothing costs less.
        """
        price = {chair: self._cost(person, chair)}
        way: dict[int, list[tuple[int, int, int]]] = {chair: []}
        fresh = [chair]
        while fresh:
            moved: dict[int, None] = {}
            for start in fresh:
                for other, units in enumerate(self.share):
                    if other == person or not units[start]:
                        continue
                    gain = price[start] - self._cost(other, start, -1)
                    for end in range(len(self.room)):
                        more = gain + self._cost(other, end)
                        if end != start and (end not in price or more < price[end]):
                            price[end], way[end] = more, [*way[start], (other, start, end)]
                            moved[end] = None
            fresh = list(moved)
        for end, has in enumerate(self.share[person]):
            if has and end in price and price[end] == self._cost(person, end, -1):
                for other, old, new in (*way[end], (person, end, chair)):
                    self.share[other][old] -= 1
                    self.share[other][new] += 1
                return True
        return False

    def _cost(self, person: int, chair: int, more: int = 0) -> int:
        """What one more round on a chair adds to the squares; with -1, what the last one added."""
        often = self.counts[self.people[person]][chair] + self.share[person][chair] + more
        return (2 * often + 1) * self.weights[chair]

    def _best_share(self, left: int) -> Table:
        """Who sits where how often in so many rounds, for the best end that they can lead to.

        Squares grow with unevenness, and for a role whose sum is given they are least exactly when
        counts differ by one at most. Watching weighs less than one step of any role.
        """

        def cost(person: int, chair: int, units: int) -> int:
            marginal = 2 * (self.counts[self.people[person]][chair] + units) + 1
            return marginal * self.weights[chair]

        _, share = transport([left] * len(self.people), [left * room for room in self.room], cost)
        return share


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
