"""A second opinion on how a session unrolls, worked out apart from the planner."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

import reflective_groups as rg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ZERO = dt.timedelta(0)


@attrs.frozen
class Stretch:
    """One phase as often as it is held."""

    path: str
    at: str
    box: rg.Timebox
    usual: dt.timedelta
    optional: bool


def usual_of(box: rg.Timebox) -> dt.timedelta:
    """What a turn gets where there is time; five minutes where nobody says."""
    if box.usual is not None:
        return box.usual
    five = max(box.least, rg.minutes(5))
    return five if box.most is None else min(five, box.most)


@attrs.frozen
class Hall:
    """The slot, and the fewest and most members in a part of the tree."""

    slot: dt.timedelta
    few: int
    many: int

    def within(self, breakout: rg.Breakout) -> Hall:
        """The same inside the small groups of a breakout."""
        if self.few != self.many or not self.few:
            return Hall(self.slot, breakout.size, breakout.size)
        sizes = breakout.sizes(self.few)
        if breakout.leftover is rg.Leftover.OBSERVE:
            sizes = tuple(min(size, breakout.size) for size in sizes)
        return Hall(self.slot, max(sizes), max(sizes))


def rounds_in(part: rg.Part, hall: Hall, at: str = "") -> Iterator[tuple[str, rg.Count]]:
    """Every rounds and how often it may be held."""
    match part:
        case rg.Sequence():
            for one in part:
                yield from rounds_in(one, hall, at)
        case rg.Rounds():
            count = part.count
            if isinstance(count, rg.PerHolder):
                count = rg.Count(least=hall.few, usual=hall.many, most=hall.many)
            yield at + part.name, count
            yield from rounds_in(part.part, hall, f"{at}{part.name}/")
        case rg.Breakout():
            yield from rounds_in(part.part, hall.within(part), f"{at}{part.name}/")
        case _:
            pass


def unrolled(
    part: rg.Part, hall: Hall, counts: Mapping[str, int], path: str = "", at: str = ""
) -> Iterator[Stretch]:
    """Every stretch in order, for so many of each rounds."""
    match part:
        case rg.Phase():
            box = part.time.of(hall.slot) if isinstance(part.time, rg.Share) else part.time
            turns = hall.many if part.each else 1
            yield Stretch(
                path=path + part.name,
                at=at + part.name,
                box=rg.repeat(box, rg.times(turns)),
                usual=usual_of(box) * turns,
                optional=part.optional,
            )
        case rg.Sequence():
            for one in part:
                yield from unrolled(one, hall, counts, path, at)
        case rg.Rounds():
            for number in range(counts[at + part.name]):
                inner = f"{path}{part.name}[{number + 1}]/"
                yield from unrolled(part.part, hall, counts, inner, f"{at}{part.name}/")
        case rg.Breakout():
            deeper = f"{part.name}/"
            yield from unrolled(part.part, hall.within(part), counts, path + deeper, at + deeper)


def needed(row: list[Stretch]) -> dt.timedelta:
    """What a row takes at the least, with nothing optional in it."""
    return sum((one.box.least for one in row if not one.optional), ZERO)
