"""How long phases and rounds are with so many people in so long a slot, for the timing rules."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, assert_never

import attrs

from reflective_groups.model.folds import Heads, how_often, load
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.parts import Breakout, Part, Phase, Rounds, Sequence
from reflective_groups.model.timebox import ZERO, Count, Share, Timebox, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.protocol import Protocol

RETURN_AT_LEAST = minutes(5)
"""The shortest return that any source gives (000-34); stands in where a source gives none."""


@attrs.frozen(kw_only=True)
class Turned:
    """Rounds that are not inside other rounds, with how many people there are in them."""

    path: str
    rounds: Rounds
    heads: Heads
    slot: dt.timedelta

    @property
    def count(self) -> Count:
        """How many times they may be held."""
        return how_often(self.rounds, self.heads)

    @property
    def usual(self) -> int:
        """How many times they usually are, or else the least."""
        return self.count.least if self.count.usual is None else self.count.usual

    @property
    def least(self) -> dt.timedelta:
        """The least time of all rounds, as few as may be."""
        return load(self.rounds, self.heads).of(self.slot).least

    @property
    def one(self) -> dt.timedelta:
        """The least time of one round."""
        return load(self.rounds.part, self.heads).of(self.slot).least

    @property
    def one_with_return(self) -> dt.timedelta:
        """The same, with a return where the source gives that no minutes."""
        unsaid = (one for one in self.phases if one.phase.does == "return" and one.unstated)
        return self.one + sum((RETURN_AT_LEAST for _ in unsaid), ZERO)

    @property
    def phases(self) -> tuple[Timed, ...]:
        """Every phase in order, each once."""
        return tuple(timed(self.rounds.part, self.heads))


@attrs.frozen(kw_only=True)
class Timed:
    """A phase with how many turns it takes: one, or one for each holder of a role."""

    path: str
    phase: Phase
    turns: int

    @property
    def box(self) -> Timebox | None:
        """The time of all turns, unless it is a share of the session."""
        time = self.phase.time
        return None if isinstance(time, Share) else time * self.turns

    @property
    def unstated(self) -> bool:
        """Whether nobody says anything of its time."""
        return isinstance(self.phase.time, Timebox) and self.phase.time.unstated

    @property
    def least(self) -> dt.timedelta:
        """The least time of all turns; a share of the session may be none."""
        return ZERO if self.box is None else self.box.least

    @property
    def long(self) -> dt.timedelta:
        """What it takes when it runs long: its most, or what is usual where no most is known."""
        if self.box is None:
            return ZERO
        for length in (self.box.most, self.box.usual):
            if length is not None:
                return length
        return RETURN_AT_LEAST if self.phase.does == "return" else self.box.least

    @property
    def usual(self) -> dt.timedelta:
        """What it usually takes; nothing where it may be left out."""
        if self.box is None or self.phase.optional:
            return ZERO
        return self.box.least if self.box.usual is None else self.box.usual


def timed(part: Part, heads: Heads, above: str = "") -> Iterator[Timed]:
    """Every phase of a part with its turns."""
    match part:
        case Phase():
            turns = heads.of(part.each).least if part.each else 1
            yield Timed(path=above + part.name, phase=part, turns=turns)
        case Sequence():
            for one in part.parts:
                yield from timed(one, heads, above)
        case Rounds():
            yield from timed(part.part, heads, f"{above}{part.name}/")
        case Breakout():
            yield from timed(part.part, heads.within(part), f"{above}{part.name}/")
        case _:
            assert_never(part)


def turned(part: Part, heads: Heads, slot: dt.timedelta, above: str = "") -> Iterator[Turned]:
    """Every rounds of a part that is not inside other rounds."""
    match part:
        case Phase():
            return
        case Sequence():
            for one in part.parts:
                yield from turned(one, heads, slot, above)
        case Rounds():
            yield Turned(path=above + part.name, rounds=part, heads=heads, slot=slot)
        case Breakout():
            yield from turned(part.part, heads.within(part), slot, f"{above}{part.name}/")
        case _:
            assert_never(part)


@attrs.frozen(kw_only=True)
class View:
    """What the timing rules need of a protocol with a stated slot, or of a meeting."""

    session: Part
    heads: Heads
    slot: dt.timedelta
    box: Timebox

    @property
    def phases(self) -> tuple[Timed, ...]:
        """Every phase in order, each once."""
        return tuple(timed(self.session, self.heads))

    @property
    def rounds(self) -> tuple[Turned, ...]:
        """The rounds that are not inside other rounds."""
        return tuple(turned(self.session, self.heads, self.slot))

    def there(self, turned: Turned) -> dt.timedelta:
        """The time there is for some rounds when all else takes its least."""
        return self.slot - (self.box.least - turned.least)

    def fitting(self, turned: Turned) -> int:
        """The usual number of rounds, or as many of them as there is time for."""
        each = turned.one_with_return
        if not each:
            return turned.usual
        return max(turned.count.least, min(turned.usual, self.there(turned) // each))

    def held(self, path: str) -> int:
        """How many times the phase at a path is held, with as many rounds as there is time for."""
        around = (one for one in self.rounds if path.startswith(f"{one.path}/"))
        return next((self.fitting(one) for one in around), 1)


def view_of(subject: Protocol | Meeting) -> View | None:
    """A meeting as it is; a protocol in the longest slot that its source names, if it names one."""
    if isinstance(subject, Meeting):
        return seen(subject)
    if subject.slot is None or subject.slot.most is None:
        return None
    heads, slot = subject.heads, subject.slot.most
    box = load(subject.session, heads).of(slot)
    return View(session=subject.session, heads=heads, slot=slot, box=box)


def seen(meeting: Meeting) -> View:
    """A meeting as it is."""
    return View(
        session=meeting.held.session,
        heads=meeting.heads,
        slot=meeting.slot,
        box=meeting.timebox,
    )
