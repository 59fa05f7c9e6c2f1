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


def least_of(row: tuple[Item, ...]) -> dt.timedelta:
    """The least time of a row; an optional phase may take none."""
    return sum((item.box.least for item in row if not item.phase.optional), ZERO)


def wanted_of(row: tuple[Item, ...]) -> dt.timedelta:
    """The least time of a row, with the shortest custom of what has no time of its own."""
    return sum(
        (
            max(item.box.least, item.aim.least if item.custom else ZERO)
            for item in row
            if not item.phase.optional
        ),
        ZERO,
    )
