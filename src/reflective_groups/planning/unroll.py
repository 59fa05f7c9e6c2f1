"""The tree of a session as the row of stretches that is really held."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, assert_never

import attrs

from reflective_groups.errors import Infeasible
from reflective_groups.model.folds import MOST_STRETCHES, Heads, how_often
from reflective_groups.model.parts import Breakout, Part, Phase, Rounds, Sequence
from reflective_groups.model.timebox import ZERO, Count, Share, Timebox, minutes, repeat
from reflective_groups.protocols.customs import Custom, custom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


UNSTATED_USUAL = minutes(5)
"""What a phase gets first where no source says what is usual; our default, nobody measured it."""


@attrs.frozen(kw_only=True)
class Item:
    """One phase as often as it is held: its numbered path, its path in the tree, its time."""

    path: str
    at: str
    phase: Phase
    box: Timebox
    """The bounds that the protocol gives."""
    aim: Timebox
    """What to aim at inside them: the same, or a custom where the protocol gives nothing."""
    custom: Custom | None = None


@attrs.frozen(kw_only=True)
class Setting:
    """What the walk needs besides the tree."""

    heads: Heads
    slot: dt.timedelta
    family: str = ""


def items(part: Part, setting: Setting, counts: Mapping[str, int]) -> tuple[Item, ...]:
    """Every stretch of a part in order; what is held side by side stands once.

    Raises `Infeasible` where there are more stretches than anybody could plan.
    """
    found: list[Item] = []
    for item in _items(part, setting, counts, "", ""):
        found.append(item)
        if len(found) > MOST_STRETCHES:
            message = f"the session unrolls to more than {MOST_STRETCHES} stretches"
            raise Infeasible(message)
    return tuple(found)


def _items(
    part: Part, setting: Setting, counts: Mapping[str, int], path: str, at: str
) -> Iterator[Item]:
    match part:
        case Phase():
            box = part.time.of(setting.slot) if isinstance(part.time, Share) else part.time
            other = custom(setting.family, part.does) if box.unstated else None
            aim = _aim(box) if other is None else other.time
            if part.each:
                turns = _exact(setting.heads.of(part.each))
                box, aim = repeat(box, turns), repeat(aim, turns)
            yield Item(
                path=path + part.name,
                at=at + part.name,
                phase=part,
                box=box,
                aim=aim,
                custom=other,
            )
        case Sequence():
            for one in part.parts:
                yield from _items(one, setting, counts, path, at)
        case Rounds():
            inner = f"{at}{part.name}"
            for number in range(1, counts[inner] + 1):
                numbered = f"{path}{part.name}[{number}]/"
                yield from _items(part.part, setting, counts, numbered, f"{inner}/")
        case Breakout():
            inside = attrs.evolve(setting, heads=setting.heads.within(part))
            deeper = f"{part.name}/"
            yield from _items(part.part, inside, counts, path + deeper, at + deeper)
        case _:
            assert_never(part)


def _aim(box: Timebox) -> Timebox:
    """The same box with something to aim at where nobody says what is usual."""
    if box.usual is not None:
        return box
    usual = max(box.least, UNSTATED_USUAL)
    return attrs.evolve(box, usual=usual if box.most is None else min(usual, box.most))


def _exact(count: Count) -> Count:
    """The most there are, where it is known; otherwise the least."""
    number = count.least if count.most is None else count.most
    return Count(least=number, usual=number, most=number)


def rounds_of(part: Part, heads: Heads, at: str = "") -> Iterator[tuple[str, Rounds, Count]]:
    """Every rounds with its path and how many times it may be held, outer before inner."""
    match part:
        case Phase():
            return
        case Sequence():
            for one in part.parts:
                yield from rounds_of(one, heads, at)
        case Rounds():
            yield at + part.name, part, how_often(part, heads)
            yield from rounds_of(part.part, heads, f"{at}{part.name}/")
        case Breakout():
            yield from rounds_of(part.part, heads.within(part), f"{at}{part.name}/")
        case _:
            assert_never(part)


@attrs.frozen(kw_only=True)
class Measure:
    """What a part comes to, found without unrolling it."""

    stretches: int = 0
    least: dt.timedelta = ZERO
    """The least time that the protocol gives."""
    wanted: dt.timedelta = ZERO
    """The least time, with the shortest custom of what has no time of its own."""
    usual: dt.timedelta = ZERO
    known: bool = False
    """Whether anybody says how long any of it usually is."""

    def __add__(self, other: Measure) -> Measure:
        return Measure(
            stretches=self.stretches + other.stretches,
            least=self.least + other.least,
            wanted=self.wanted + other.wanted,
            usual=self.usual + other.usual,
            known=self.known or other.known,
        )

    def __mul__(self, count: int) -> Measure:
        return Measure(
            stretches=self.stretches * count,
            least=self.least * count,
            wanted=self.wanted * count,
            usual=self.usual * count,
            known=self.known and count > 0,
        )


NOTHING = Measure()


@attrs.frozen
class Tally:
    """What a part comes to: its phases outside of any rounds, and each rounds inside it."""

    outside: Measure
    rounds: tuple[tuple[str, Tally], ...] = ()

    def of(self, counts: Mapping[str, int]) -> Measure:
        """The whole, with so many of each rounds."""
        whole = self.outside
        for path, inside in self.rounds:
            whole += inside.of(counts) * counts[path]
        return whole

    def inside(self, path: str) -> Tally:
        """The tally of one round."""
        return next(
            inside if known == path else inside.inside(path)
            for known, inside in self.rounds
            if path == known or path.startswith(f"{known}/")
        )


def tally(part: Part, setting: Setting, at: str = "") -> Tally:
    """What a part comes to, found once for any number of rounds; a phase counts as often as held.

    >>> from reflective_groups.model.folds import UNKNOWN
    >>> cases = Phase(name="talk", time=Timebox(least=minutes(20))).rounds(name="cases")
    >>> whole = tally(cases, Setting(heads=UNKNOWN, slot=minutes(90)))
    >>> str(whole.of({"cases": 3}).wanted)
    '1:00:00'
    """
    match part:
        case Phase():
            item = next(_items(part, setting, {}, "", ""))
            known = bool(item.custom) or item.box.usual is not None
            if part.optional:
                return Tally(Measure(stretches=1, known=known))
            return Tally(
                Measure(
                    stretches=1,
                    least=item.box.least,
                    wanted=max(item.box.least, item.aim.least if item.custom else ZERO),
                    usual=item.aim.usual or ZERO,
                    known=known,
                )
            )
        case Sequence():
            tallies = [tally(one, setting, at) for one in part.parts]
            outside = NOTHING
            for one in tallies:
                outside += one.outside
            return Tally(outside, tuple(pair for one in tallies for pair in one.rounds))
        case Rounds():
            inner = f"{at}{part.name}"
            return Tally(NOTHING, ((inner, tally(part.part, setting, f"{inner}/")),))
        case Breakout():
            inside = attrs.evolve(setting, heads=setting.heads.within(part))
            return tally(part.part, inside, f"{at}{part.name}/")
        case _:
            assert_never(part)
