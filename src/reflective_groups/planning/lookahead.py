"""Choose whose turn it is, meeting by meeting, with what is known of the meetings to come.

Two questions are kept apart. How many turns each person has by the end of the series is settled by
a flow of turns from people to meetings; when they have them is plain turn-taking, meeting by
meeting, and a choice that would spoil the end is passed over for the next in the row.

How the end is settled. A person's level is the turns they have had and the level at which they came
in. Each further turn of a person has a higher mark, which is their level before it; a first turn of
somebody new has a lower mark than any that is not one. The marks of all turns together, from the
highest down, are to be as low as can be. Give marks costs that grow fast enough, and this is a flow
of least cost in which only the arcs that say how many turns a person has cost anything. Such a flow
is best exactly when no cycle with room in it costs less than nothing; and a cycle that passes
nothing twice has one person who gains a turn and one who loses one. So the end is best exactly when
nobody can gain a turn, along a chain of people who take a seat from one another, from somebody
whose last turn has a higher mark. Such an exchange gives somebody new a first turn, or takes no
such turn away and lowers the sum of all levels' squares: there are polynomially many, and a
breadth-first search finds one.

How long anybody waits. Let a person p be at w meetings in a row (of those p is at) without a turn,
all of them meetings with e turns or more, and leave swaps aside.

- With everybody there and nothing offered or fixed, the end spoils nothing (levels that are taken
  in order differ least), so this is plain turn-taking. While p waits at level L, each turn goes to
  somebody before p in the row. Whoever starts at a lower level l is no longer before p after L - l
  turns: their level is L and their last turn later. Whoever starts at L passes it with one. So
  e * w <= the sum over all others of max(1, L - l). If nobody has fewer turns than p has (without
  a past, levels differ by one at most), w is less than the number of people divided by e.
- In general let v of these turns be offered or fixed. Whoever has one of the others could have
  given it to p, and by the end that would be no gain. So their last turn has no higher mark than
  one more turn of p: it was their first, and they have one in the series, or they end at most one
  above the level F at which p ends. So e * w <= v + the sum over all who hold these turns of
  max(1, F + 1 - l), where l is their level when the wait starts, or when they come in.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Mark = tuple[bool, int]
GIVEN = -1
"""In place of the number of a meeting: no seat changes hands, but a turn."""


@attrs.frozen(kw_only=True)
class Call:
    """The turns of one meeting: who is there, who has one for certain, and who offers."""

    there: tuple[str, ...]
    turns: int
    agreed: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    """Those who offer and have nothing agreed."""

    @property
    def laps(self) -> int:
        """How many turns everybody there has in this meeting, before anybody has one more."""
        return self.turns // len(self.there) if self.there else 0

    @property
    def open(self) -> int:
        """How many turns are not for everybody."""
        return self.turns - self.laps * len(self.there)

    @property
    def certain(self) -> tuple[str, ...]:
        """Who has one of the turns that are not for everybody, whatever the others have had."""
        agreed, offers = self._forward
        return agreed + offers if len(agreed) + len(offers) <= self.open else agreed

    @property
    def pool(self) -> tuple[str, ...]:
        """Among whom the turns that are not for everybody are shared out."""
        agreed, offers = self._forward
        return agreed + offers if len(agreed) + len(offers) > self.open else self.there

    @property
    def _forward(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        # where everybody has a turn, what was agreed is kept, and the rest is for who offers
        return ((), self.agreed + self.offers) if self.laps else (self.agreed, self.offers)


@attrs.define(kw_only=True)
class Book:
    """What is known of everybody so far: a level is the turns a person counts as having had."""

    came: dict[str, int] = attrs.field(factory=dict[str, int])
    """The level at which each person came in."""
    turns: dict[str, int] = attrs.field(factory=dict[str, int])
    last: dict[str, int] = attrs.field(factory=dict[str, int])
    """The meeting of the last turn, or the one before a person came."""
    waited: dict[str, int] = attrs.field(factory=dict[str, int])
    longest: dict[str, int] = attrs.field(factory=dict[str, int])
    meetings: int = 0

    def level(self, name: str) -> int:
        """The turns of a person and the level at which they came in."""
        return self.came[name] + self.turns[name]

    def come(self, there: Sequence[str], known: Mapping[str, int] | None = None) -> None:
        """Take in whoever is new: level with the fewest of those there, unless it is known."""
        levels = [self.level(name) for name in there if name in self.came]
        fewest = min(levels or map(self.level, self.came), default=0)
        for name in there:
            if name not in self.came:
                self.came[name] = fewest if known is None else known[name]
                self.turns[name] = self.waited[name] = self.longest[name] = 0
                self.last[name] = self.meetings - 1

    def hold(self, there: Sequence[str], row: Sequence[str]) -> None:
        """Write down who had a turn in a meeting, and that the others waited."""
        for name in row:
            self.turns[name] += 1
            self.last[name] = self.meetings
        for name in there if row else ():
            self.waited[name] = 0 if name in row else self.waited[name] + 1
            self.longest[name] = max(self.longest[name], self.waited[name])
        self.meetings += 1

    def in_turn(self, names: Iterable[str]) -> list[str]:
        """Names by whose turn it is: fewest turns, then longest ago, then as they were given."""
        return sorted(names, key=lambda name: (self.level(name), self.last[name]))


def take_turns(calls: Sequence[Call], book: Book) -> Iterator[tuple[str, ...]]:
    """Plain turn-taking: meeting by meeting, as if nobody knew what is to come.

    >>> calls = [Call(there=("Ann", "Ben"), turns=1), Call(there=("Ann",), turns=1)]
    >>> tuple(take_turns(calls, Book()))
    (('Ann',), ('Ann',))
    """
    for call in calls:
        book.come(call.there)
        rest = [name for name in book.in_turn(call.pool) if name not in call.certain]
        chosen = (*call.certain, *rest)[: call.open]
        row = _row(call, chosen, book)
        book.hold(call.there, row)
        yield row


def look_ahead(calls: Sequence[Call], book: Book) -> Iterator[tuple[str, ...]]:
    """Turn-taking that passes over a choice which would spoil the end of the series.

    >>> calls = [Call(there=("Ann", "Ben"), turns=1), Call(there=("Ann",), turns=1)]
    >>> tuple(look_ahead(calls, Book()))
    (('Ben',), ('Ann',))
    """
    plain = copy.deepcopy(book)
    first = tuple(take_turns(calls, plain))
    if calls:
        book.come(calls[0].there)
    ahead = _Ahead(calls, first, plain, book)
    for number, call in enumerate(calls):
        book.come(call.there, plain.came)
        row = _row(call, ahead.settle(number, book.in_turn(call.pool)), book)
        book.hold(call.there, row)
        yield row


def _row(call: Call, chosen: Sequence[str], book: Book) -> tuple[str, ...]:
    """The holders of a meeting in order: what was agreed, who offers, everybody else."""
    ranks = dict.fromkeys(call.agreed, 0) | dict.fromkeys(call.offers, 1)
    place = {name: number for number, name in enumerate(call.agreed)}
    turn = {name: number for number, name in enumerate(book.in_turn(call.there))}
    order = sorted(
        call.there, key=lambda name: (ranks.get(name, 2), place.get(name, 0), turn[name])
    )
    return (*order * call.laps, *(name for name in order if name in chosen))


class _Ahead:
    """A way for everybody to have their turns by the end, changed only where nobody loses."""

    def __init__(
        self, calls: Sequence[Call], rows: Sequence[tuple[str, ...]], end: Book, start: Book
    ) -> None:
        self.calls = calls
        self.pools = [frozenset(call.pool) for call in calls]
        self.seated = [
            list(row[len(call.there) * call.laps :]) for call, row in zip(calls, rows, strict=True)
        ]
        self.bound = [set(call.certain) for call in calls]
        self.level = {name: end.level(name) for name in end.came}
        self.had = {name: end.turns[name] - start.turns.get(name, 0) for name in end.came}
        # Who comes in at the start, after turns that others had, has nothing to catch up with; who
        # comes in later is to have a turn in this series before others have one more.
        self.fresh = {
            name: not start.turns.get(name, 0) and not start.came.get(name, 0) for name in end.came
        }
        self._improve()

    def gain(self, name: str) -> Mark:
        """The mark of one more turn: whether it is not a first one, and the level before it."""
        return self.had[name] > 0 or not self.fresh[name], self.level[name]

    def loss(self, name: str) -> Mark:
        """The mark of the last turn of a person."""
        return self.had[name] > 1 or not self.fresh[name], self.level[name] - 1

    def settle(self, number: int, row: Iterable[str]) -> tuple[str, ...]:
        """Fill a meeting with the first in a row with whom the end stays as good as it is."""
        bound = self.bound[number]
        for name in row:
            if len(bound) == self.calls[number].open:
                break
            if name in self.seated[number] or self._take(name, number):
                bound.add(name)
        return tuple(self.seated[number])

    def _improve(self) -> None:
        while any(map(self._raise, sorted(self.level, key=self.gain))):
            pass

    def _raise(self, name: str) -> bool:
        """Give somebody a turn that means more to them than to whoever loses one."""
        ways: dict[str, tuple[str, int]] = {}
        seats = [(name, number) for number in range(len(self.calls))]
        loser = max(self._reach(ways, seats), key=self.loss, default=None)
        if loser is None or self.loss(loser) <= self.gain(name):
            return False
        ways[name] = loser, GIVEN
        self._pass_on(name, ways)
        return True

    def _take(self, name: str, number: int) -> bool:
        """Seat somebody in a meeting if others make room without a worse end.

        That is a cycle that costs nothing: it comes back to the one who takes the seat, because
        they give up a later one, or because somebody gives up a turn that means as much.
        """
        ways: dict[str, tuple[str, int]] = {}
        takers: dict[Mark, list[str]] = {}
        for other in self.level:
            takers.setdefault(self.gain(other), []).append(other)
        if name not in self._reach(ways, [(name, number)], number + 1, takers):
            return False
        self._pass_on(name, ways)
        return True

    def _reach(
        self,
        ways: dict[str, tuple[str, int]],
        seats: list[tuple[str, int]],
        since: int = 0,
        takers: dict[Mark, list[str]] | None = None,
    ) -> Iterator[str]:
        """Everybody who loses a seat to another along some chain, the nearest first.

        `ways` says for each of them who takes which seat. Where `takers` says who would gain by
        which mark, whoever loses a seat may also leave it at that, and somebody else gains a turn.
        The first who can take a seat of a meeting reaches all who sit there, so no chain comes to
        one meeting twice, and its steps do not get in each other's way.
        """
        while seats:
            asked, seats = seats, list[tuple[str, int]]()
            for taker, number in asked:
                if taker not in self.pools[number] or taker in self.seated[number]:
                    continue
                for other in self.seated[number]:
                    if other in self.bound[number] or other in ways:
                        continue
                    ways[other] = taker, number
                    found = [other]
                    for heir in takers.pop(self.loss(other), ()) if takers else ():
                        if heir not in ways:
                            ways[heir] = other, GIVEN
                            found.append(heir)
                    yield from found
                    seats.extend((one, n) for one in found for n in range(since, len(self.calls)))

    def _pass_on(self, name: str, ways: Mapping[str, tuple[str, int]]) -> None:
        """Carry out the exchanges of a chain that leads from somebody back to them."""
        other, done = name, False
        while not done:
            taker, number = ways[other]
            if number == GIVEN:
                for one, by in ((taker, -1), (other, 1)):
                    self.level[one] += by
                    self.had[one] += by
            else:
                seats = self.seated[number]
                seats[seats.index(other)] = taker
            other, done = taker, taker == name
