"""Questions about a part, each answered by one fold over the four kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never, cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.parts import (
    Breakout,
    Leftover,
    Part,
    PerHolder,
    Phase,
    Rounds,
    Sequence,
)
from reflective_groups.model.roles import Role
from reflective_groups.model.timebox import (
    ZERO,
    Count,
    Share,
    Timebox,
    exactly,
    repeat,
    times,
)
from reflective_groups.model.value import Kind, Many, to_tuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

ANY_NUMBER = Count(least=1)

MOST_STRETCHES = 5_000
"""A protocol unrolls to no more stretches than this; it keeps a hostile file finite."""
DEEPEST = 12
"""Parts lie no deeper in each other than this."""


def _pairs(values: Iterable[tuple[Role, Count]]) -> tuple[tuple[Role, Count], ...]:
    return to_tuple(values)


def _are_pairs(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    Many(of=tuple)(instance, attribute, value)
    for role, count in cast("tuple[tuple[object, object], ...]", value):
        Kind(Role)(instance, attribute, role)
        Kind(Count)(instance, attribute, count)


@attrs.frozen(kw_only=True)
class Heads:
    """How many people hold each role, as far as known.

    >>> from reflective_groups import MEMBER, PRESENTER
    >>> heads = Heads(members=times(8), seats=((PRESENTER, times(1)),))
    >>> str(heads.of(MEMBER)), str(heads.of(PRESENTER))
    ('8', '1')
    """

    members: Count = attrs.field(default=ANY_NUMBER, validator=Kind(Count))
    leaders: Count = attrs.field(default=ANY_NUMBER, validator=Kind(Count))
    seats: tuple[tuple[Role, Count], ...] = attrs.field(
        default=(), converter=_pairs, validator=_are_pairs
    )

    def of(self, role: Role) -> Count:
        """How many hold a role: what its seat says, otherwise every member."""
        if role.name == "everyone":
            return _add(self.members, self.leaders)
        return next((count for seat, count in self.seats if seat == role), self.members)

    def within(self, breakout: Breakout) -> Heads:
        """The same inside one of a breakout's small groups."""
        known = self.members.least if self.members.fixed else None
        sizes = breakout.sizes(known) if known else (breakout.size,)
        if breakout.leftover is Leftover.OBSERVE:
            sizes = tuple(min(size, breakout.size) for size in sizes)
        # side by side, the largest group sets the time, and everybody in it has a turn
        return attrs.evolve(self, members=times(max(sizes)), leaders=times(0))


def _add(one: Count, other: Count) -> Count:
    return Count(
        least=one.least + other.least,
        usual=None if one.usual is None or other.usual is None else one.usual + other.usual,
        most=None if one.most is None or other.most is None else one.most + other.most,
    )


UNKNOWN = Heads()


def walk(part: Part, above: str = "") -> Iterator[tuple[str, Phase | Rounds | Breakout]]:
    """Every named part with its path, outer before inner.

    >>> from reflective_groups.model.parts import Phase
    >>> [path for path, _ in walk((Phase(name="present") >> Phase(name="discuss")) * 2)]
    ['rounds', 'rounds/present', 'rounds/discuss']
    """
    match part:
        case Sequence():
            for one in part.parts:
                yield from walk(one, above)
        case Phase():
            yield above + part.name, part
        case Rounds() | Breakout():
            yield above + part.name, part
            yield from walk(part.part, f"{above}{part.name}/")
        case _:
            assert_never(part)


def phases(part: Part) -> tuple[tuple[str, Phase], ...]:
    """Every phase with its path, in order, each once however often it is held.

    >>> from reflective_groups.model.parts import Phase
    >>> [path for path, _ in phases(Phase(name="present") >> Phase(name="discuss"))]
    ['present', 'discuss']
    """
    return tuple((path, one) for path, one in walk(part) if isinstance(one, Phase))


def transform(part: Part, change: Callable[[str, Phase], Phase], above: str = "") -> Part:
    """The same tree with every phase changed by a function of its path and itself.

    >>> from reflective_groups.model.parts import Phase
    >>> str(transform(Phase(name="a"), lambda path, phase: attrs.evolve(phase, name="b")))
    'b (no time stated)'
    """
    match part:
        case Phase():
            return change(above + part.name, part)
        case Sequence():
            return Sequence(tuple(transform(one, change, above) for one in part.parts))
        case Rounds() | Breakout():
            inner = transform(part.part, change, f"{above}{part.name}/")
            return attrs.evolve(part, part=inner)
        case _:
            assert_never(part)


def how_often(rounds: Rounds, heads: Heads) -> Count:
    """How many times rounds are held with so many people.

    >>> from reflective_groups.model.parts import Phase
    >>> str(how_often(Phase(name="a") * 2, UNKNOWN))
    '2'
    """
    return heads.of(rounds.count.role) if isinstance(rounds.count, PerHolder) else rounds.count


HAIR = 1e-9
"""Shares are floats, and what is nearer than this to all of a session is all of it."""


@attrs.frozen(kw_only=True)
class Load:
    """What a part takes: a timebox, and a share of the whole session on top."""

    box: Timebox
    share: Share
    wanted: float
    """The least shares added up, which may come to more than all there is."""

    def __add__(self, other: Load) -> Load:
        return Load(
            box=self.box + other.box,
            share=_join(self.share, other.share),
            wanted=self.wanted + other.wanted,
        )

    def of(self, slot: dt.timedelta) -> Timebox:
        """What it takes of a session of known length; more than that where it cannot fit."""
        box = self.box + self.share.of(slot)
        if self.wanted <= 1 + HAIR:
            return box
        least = self.box.least + slot * self.wanted
        return Timebox(
            least=least,
            usual=None if box.usual is None else max(box.usual, least),
            most=None if box.most is None else max(box.most, least),
        )


NOTHING = Load(box=exactly(ZERO), share=Share(least=0, usual=0, most=0), wanted=0)


def _join(one: Share, other: Share) -> Share:
    usual = None if one.usual is None or other.usual is None else one.usual + other.usual
    return _share(one.least + other.least, usual, one.most + other.most)


def _repeat_share(share: Share, count: Count) -> Share:
    usual = None if share.usual is None or count.usual is None else share.usual * count.usual
    most = float(share.most > 0) if count.most is None else share.most * count.most
    return _share(share.least * count.least, usual, most)


def _share(least: float, usual: float | None, most: float) -> Share:
    least, most = min(least, 1.0), min(most, 1.0)
    usual = None if usual is None else min(max(usual, least), most)
    return Share(least=least, usual=usual, most=max(least, most))


def load(part: Part, heads: Heads = UNKNOWN) -> Load:
    """What a part takes with so many people, before the length of the session is known."""
    match part:
        case Phase():
            count = heads.of(part.each) if part.each else times(1)
            if part.optional:
                count = attrs.evolve(count, least=0)
            if isinstance(part.time, Share):
                return attrs.evolve(
                    NOTHING,
                    share=_repeat_share(part.time, count),
                    wanted=part.time.least * count.least,
                )
            return attrs.evolve(NOTHING, box=repeat(part.time, count))
        case Sequence():
            return _total(load(one, heads) for one in part.parts)
        case Rounds():
            inner, count = load(part.part, heads), how_often(part, heads)
            return Load(
                box=repeat(inner.box, count),
                share=_repeat_share(inner.share, count),
                wanted=inner.wanted * count.least,
            )
        case Breakout():
            return load(part.part, heads.within(part))
        case _:
            assert_never(part)


def _total(loads: Iterable[Load]) -> Load:
    whole = NOTHING
    for one in loads:
        whole += one
    return whole


def duration(part: Part, heads: Heads = UNKNOWN) -> Timebox:
    """The least, usual and most time of a part.

    >>> from reflective_groups.model.parts import Phase
    >>> from reflective_groups import between, minutes, up_to_share
    >>> case = Phase(name="discuss", time=between(minutes(20), minutes(30)))
    >>> str(duration(case * 2))
    '40 to 60 min, usually 50'

    A share of the session is solved for: what is not a share has to fill the rest of it.

    >>> str(duration(Phase(name="introduce", time=up_to_share(0.5)) >> case))
    '20 to 60 min'
    """
    whole = load(part, heads)
    box, share = whole.box, whole.share
    if whole.wanted > 1 + HAIR:
        message = f"shares of the session come to {100 * whole.wanted:g} %, more than all of it"
        raise ModelError(message)
    if share.least > 1 - HAIR and box.least:
        message = "shares take all of the session, and there is no room for the rest"
        raise ModelError(message)
    return Timebox(
        least=_filling(box.least, share.least) or ZERO,
        usual=_filling(box.usual, share.usual),
        most=_filling(box.most, share.most),
    )


def _filling(rest: dt.timedelta | None, share: float | None) -> dt.timedelta | None:
    """The length of a session in which the rest is what a share leaves over, if there is one."""
    if rest == ZERO:
        return ZERO
    if rest is None or share is None or share > 1 - HAIR:
        return None
    return rest / (1 - share)


def stretches(part: Part) -> int:
    """How many stretches a part unrolls to at the most that is told of it.

    >>> from reflective_groups.model.parts import Phase
    >>> stretches((Phase(name="present") >> Phase(name="discuss")) * 2)
    4
    """
    match part:
        case Phase():
            return 1
        case Sequence():
            return sum(map(stretches, part.parts))
        case Rounds(count=Count() as count):
            often = count.least if count.most is None else count.most
            return stretches(part.part) * max(1, often)
        case Rounds() | Breakout():
            return stretches(part.part)
        case _:
            assert_never(part)


def depth(part: Part) -> int:
    """How deep parts lie in each other; a phase alone is 1.

    >>> from reflective_groups.model.parts import Phase
    >>> depth(Phase(name="a") * 2)
    2
    """
    match part:
        case Phase():
            return 1
        case Sequence():
            return max(map(depth, part.parts))
        case Rounds() | Breakout():
            return 1 + depth(part.part)
        case _:
            assert_never(part)
