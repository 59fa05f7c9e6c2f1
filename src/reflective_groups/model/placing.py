"""Where each part of a session lies on the scale of its minutes, as far as anybody says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeAlias, assert_never

import attrs

from reflective_groups.model.folds import Heads, how_often, load
from reflective_groups.model.parts import Breakout, Part, Phase, Rounds, Sequence
from reflective_groups.model.roles import Order, spoken
from reflective_groups.model.timebox import UNSTATED, ZERO, Count, Timebox, exactly
from reflective_groups.model.value import PROSE, Kind, Length, Value, to_length

if TYPE_CHECKING:
    from collections.abc import Generator


def _maybe(value: dt.timedelta | None) -> dt.timedelta | None:
    return None if value is None else to_length(value)


@attrs.frozen(kw_only=True, repr=False)
class Placed(Value):
    """A part as it lies in a session: where it usually begins, what it takes, how that is told.

    >>> from reflective_groups import exactly, minutes
    >>> str(Placed(at=minutes(5), box=exactly(minutes(10)), told="10 min"))
    'at: 0:05:00, box: 10 min, told: 10 min'

    `at` is how long after the start of the session it begins, where every part before it takes what
    is usual; `None` where it does not count against the slot. A `box` that bounds nothing says that
    nobody states minutes. An `outer` part holds others: its box is all of its rounds together, as
    far as all of them are known.
    """

    at: dt.timedelta | None = attrs.field(
        default=None, converter=_maybe, validator=Length(optional=True)
    )
    box: Timebox = attrs.field(default=UNSTATED, validator=Kind(Timebox))
    told: str = attrs.field(default="", validator=PROSE)
    outer: bool = attrs.field(default=False, validator=Kind(bool))


Place: TypeAlias = "tuple[str, Phase | Rounds | Breakout, Placed]"
"""A path, the part there, and where it lies."""


def place(
    part: Part, heads: Heads, slot: dt.timedelta | None = None, above: str = ""
) -> tuple[Place, ...]:
    """Every named part with its path and where it lies, outer before inner.

    >>> from reflective_groups import exactly, minutes
    >>> talk = Phase(name="talk", time=exactly(minutes(10)))
    >>> from reflective_groups.model.folds import UNKNOWN
    >>> [(path, str(one.at)) for path, _, one in place(talk * 2 >> Phase(name="close"), UNKNOWN)]
    [('rounds', '0:00:00'), ('rounds/talk', '0:00:00'), ('close', '0:20:00')]

    What is repeated is placed once, where its first round lies. A share of the session is known
    where the `slot` is.
    """
    return tuple(_placed(part, heads, slot, ZERO, above))


def _placed(
    part: Part, heads: Heads, slot: dt.timedelta | None, at: dt.timedelta, above: str
) -> Generator[Place, None, dt.timedelta]:
    """The parts in order; what it returns is where the next one begins."""
    match part:
        case Sequence():
            for one in part.parts:
                at = yield from _placed(one, heads, slot, at, above)
            return at
        case Phase():
            box = box_of(part, heads, slot)
            yield above + part.name, part, Placed(at=at, box=box, told=note_of(part))
            return at + _usually(box)
        case Rounds():
            count = how_often(part, heads)
            inside, end = _inside(part.part, heads, slot, at, f"{above}{part.name}/")
            often = (count.least or 1) if count.usual is None else count.usual
            whole = (end - at) * often
            known = all(one.box.usual is not None for _, _, one in inside if not one.outer)
            sure = known and count.usual is not None and often > 1
            box = exactly(whole) if sure else UNSTATED
            told = _rounds(part)
            yield above + part.name, part, Placed(at=at, box=box, told=told, outer=True)
            yield from inside
            return at + whole
        case Breakout():
            told = f"in groups of {part.size}, side by side"
            yield above + part.name, part, Placed(at=at, told=told, outer=True)
            return (
                yield from _placed(part.part, heads.within(part), slot, at, f"{above}{part.name}/")
            )
        case _:
            assert_never(part)


def _inside(
    part: Part, heads: Heads, slot: dt.timedelta | None, at: dt.timedelta, above: str
) -> tuple[list[Place], dt.timedelta]:
    made: list[Place] = []
    walk = _placed(part, heads, slot, at, above)
    while True:
        try:
            made.append(next(walk))
        except StopIteration as stop:
            return made, stop.value


def _rounds(part: Rounds) -> str:
    """How often, and who moves on."""
    moving = f"; {spoken(part.rotating)} moving on" if part.rotating else ""
    fixed = isinstance(part.count, Count) and part.count.fixed
    return f"{part.count}{' times' if fixed else ''}{moving}"


def box_of(phase: Phase, heads: Heads, slot: dt.timedelta | None) -> Timebox:
    """What a phase takes with everybody's turn; nothing is known of a share of an unknown slot."""
    whole = load(phase, heads)
    if slot is None:
        return UNSTATED if whole.share.most else whole.box
    return whole.of(slot)


def _usually(box: Timebox) -> dt.timedelta:
    """How much later the next part begins; nothing is added for what nobody states."""
    if box.usual is not None:
        return box.usual
    return box.least or box.most or ZERO


def note_of(phase: Phase) -> str:
    """The time of a phase in words, and what else bears on it."""
    each = f" for each {phase.each}" if phase.each else ""
    turn = "in turn" if phase.floor.order is Order.IN_TURN else ""
    optional = "may be left out" if phase.optional else ""
    return "; ".join(filter(None, (f"{phase.time}{each}", turn, optional)))
