"""What a fit is asked to do, and the bounds of a row that follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

import attrs

from reflective_groups.errors import PathError
from reflective_groups.model.locks import Lock
from reflective_groups.model.parts import Part
from reflective_groups.model.timebox import ZERO, Timebox
from reflective_groups.planning.counting import Chosen, choose
from reflective_groups.planning.locking import (
    Hold,
    holds,
    holds_something,
    most_rounds,
    numbered,
    numbers_in,
    places,
)
from reflective_groups.planning.unroll import Item, Setting, items, rounds_of
from reflective_groups.timing.network import Network, Span

MICROSECOND = dt.timedelta(microseconds=1)


@attrs.frozen(kw_only=True)
class Bounded:
    """A row of stretches with all that bounds it."""

    row: tuple[Item, ...]
    holds: tuple[Hold, ...]
    giving_way: frozenset[int]
    slot: dt.timedelta
    kept: bool
    """Whether optional phases are held too."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """What the locks hold apart."""
        return tuple(
            Span(
                hold.begin,
                hold.end,
                hold.time.least // MICROSECOND,
                None if hold.time.most is None else hold.time.most // MICROSECOND,
            )
            for hold in self.holds
        )

    @cached_property
    def network(self) -> Network:
        """All bounds together; the last span is the slot."""
        return self.within(self.slot)

    def within(self, slot: dt.timedelta | None) -> Network:
        """All bounds in a slot of another length, or in one without end."""
        there = () if slot is None else (Span(0, len(self.row), most=slot // MICROSECOND),)
        return Network(
            tuple(self._least(item) for item in self.row),
            tuple(
                None if item.box.most is None else item.box.most // MICROSECOND for item in self.row
            ),
            (*self.spans, *there),
        )

    def _least(self, item: Item) -> int:
        return 0 if item.phase.optional and not self.kept else item.box.least // MICROSECOND

    @property
    def feasible(self) -> bool:
        """Whether all bounds can be kept."""
        return self.network.feasible

    @cached_property
    def boxes(self) -> tuple[Timebox, ...]:
        """The bounds of each stretch, those of the locks on it alone among them."""
        boxes = [item.box for item in self.row]
        for hold in self.holds:
            if hold.alone:
                boxes[hold.begin] = boxes[hold.begin] & hold.time or boxes[hold.begin]
        return tuple(boxes)

    @cached_property
    def locked(self) -> Mapping[str, str]:
        """Why each stretch that has a lock of its own has got its time."""
        return {
            self.row[hold.begin].path: f"locked: {hold.time}" for hold in self.holds if hold.alone
        }


@attrs.frozen(kw_only=True)
class Task:
    """A session to be fitted into a slot, with what has to be kept to."""

    session: Part
    setting: Setting
    locks: tuple[Lock, ...] = ()
    start: dt.datetime | None = None

    def bound(self, row: tuple[Item, ...], *, kept: bool = False) -> Bounded:
        """The bounds of a row."""
        return Bounded(
            row=row,
            holds=tuple(holds(self.session, row, self.locks, self.start)),
            giving_way=self._giving_way(row, kept=kept),
            slot=self.setting.slot,
            kept=kept,
        )

    def _giving_way(self, row: tuple[Item, ...], *, kept: bool) -> frozenset[int]:
        found: set[int] = set()
        for lock in self.locks:
            if lock.gives_way:
                try:
                    named = places(self.session, row, lock.path)
                except PathError:
                    if not kept and not self._could_be_held(lock.path):
                        raise
                    continue  # a round that is not held, or optional: it has given way altogether
                found.update(place for pair in named.values() for place in range(*pair))
        return frozenset(found)

    def _could_be_held(self, path: str) -> bool:
        """Whether all rounds that a path numbers may be held so often, and one is."""
        counts = {at: count for at, _, count in rounds_of(self.session, self.setting.heads)}
        wanted = dict(numbered(self.session, path))
        return bool(wanted) and all(
            at in counts and number <= (counts[at].most or number) for at, number in wanted.items()
        )

    def can_hold(self, counts: Mapping[str, int]) -> bool:
        """Whether the locks can be kept with so many of each rounds."""
        return self.bound(items(self.session, self.setting, counts)).feasible

    def can_never_hold(self, fewest: Mapping[str, int]) -> bool:
        """Whether locks on single stretches are too much already with the fewest of each rounds.

        More rounds only add to what these take.
        """
        bound = self.bound(items(self.session, self.setting, fewest))
        alone = tuple(hold for hold in bound.holds if hold.alone)
        return not attrs.evolve(bound, holds=alone).feasible

    def named(self, row: tuple[Item, ...]) -> frozenset[str]:
        """The optional stretches without which nothing would be left of what a lock holds."""
        return frozenset(
            item.path
            for lock in self.locks
            if holds_something(lock)
            for path in filter(None, (lock.path, lock.until))
            for begin, end in places(self.session, row, path).values()
            if all(item.phase.optional for item in row[begin:end])
            for item in row[begin:end]
        )

    def keeps_in(self, row: tuple[Item, ...]) -> Mapping[str, Lock]:
        """For each stretch that would be left out but for a lock, the first lock that keeps it."""
        least = {at: count.least for at, _, count in rounds_of(self.session, self.setting.heads)}
        more = [
            (item.path, at, number)
            for item in row
            for at, number in numbers_in(item.path)
            if number > least[at]
        ]
        found: dict[str, Lock] = {}
        if not more and not any(item.phase.optional for item in row):
            return found
        for lock in filter(holds_something, self.locks):
            for path in attrs.evolve(self, locks=(lock,)).named(row):
                found.setdefault(path, lock)
            needed = most_rounds(self.session, (lock,))
            for path, at, number in more:
                if number <= needed.get(at, 0):
                    found.setdefault(path, lock)
        return found

    def settle(self) -> Settled:
        """How often rounds are held and which optional phases stay, whether or not that works."""
        counts, chosen = choose(
            self.session, self.setting, self.locks, self.can_hold, self.can_never_hold
        )
        whole = self.bound(items(self.session, self.setting, counts))
        bound = self._without_optional(whole) if whole.feasible else whole
        return Settled(counts=counts, chosen=chosen, whole=whole.row, bound=bound)

    def _without_optional(self, whole: Bounded) -> Bounded:
        """What is left when optional phases go before anything else gives way, the last first.

        One that a lock holds stays, and one that gives way goes first. Where locks cannot be kept
        in this way, more may go, or fewer; and where that does not help either, the bounds of what
        then has to stay are those that clash.
        """
        row = whole.row
        if not any(item.phase.optional for item in row):
            return whole
        named = self.named(row)
        free = [
            (place in whole.giving_way, place, item)
            for place, item in enumerate(row)
            if item.phase.optional and item.path not in named
        ]
        going = [item for _, _, item in sorted(free, key=lambda one: one[:2])]
        aims = sum((item.aim.usual or ZERO for item in row), ZERO)
        few = 0
        while few < len(going) and aims > self.setting.slot:
            few += 1
            aims -= going[-few].aim.usual or ZERO
        for number in (*range(few, len(going) + 1), *range(few - 1, -1, -1)):
            gone = {item.path for item in going[len(going) - number :]}
            bound = self.bound(tuple(item for item in row if item.path not in gone), kept=True)
            if bound.feasible:
                return bound
        gone = {item.path for item in going}
        return self.bound(tuple(item for item in row if item.path not in gone), kept=True)


@attrs.frozen(kw_only=True)
class Settled:
    """What is to be held, with its bounds, which may still clash."""

    counts: Mapping[str, int]
    chosen: tuple[Chosen, ...]
    whole: tuple[Item, ...]
    """All stretches with those that are left out."""
    bound: Bounded
