"""The protocol: a named, versioned, sourced tree of parts with all that surrounds it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError, PathError
from reflective_groups.model.content import content_hash, sources_of
from reflective_groups.model.edits import edit_or_empty, edit_part, find_part, resolve, revise
from reflective_groups.model.folds import (
    DEEPEST,
    MOST_STRETCHES,
    Heads,
    depth,
    duration,
    stretches,
    walk,
)
from reflective_groups.model.folds import phases as phases_of
from reflective_groups.model.frame import (
    BASIS,
    CLAUSES,
    Bench,
    Clause,
    Fees,
    Frame,
    GroupSize,
    Leadership,
    OnlineNeeds,
    RoomNeeds,
    Seat,
    SeriesNeeds,
    Waiver,
    to_waivers,
)
from reflective_groups.model.parts import PARTS, Breakout, Part, Phase, Rounds
from reflective_groups.model.roles import (
    CO_LEADER,
    EVERYONE,
    FACILITATOR,
    HOST,
    INTERVIEWER,
    LEADER,
    MEMBER,
    MODERATOR,
    SUPERVISOR,
    Floor,
    Role,
)
from reflective_groups.model.timebox import Count, Share, Timebox, times
from reflective_groups.model.value import KEY, LINE, PROSE, Kind, Many, Text, Value, to_tuple
from reflective_groups.sources import Basis, Cited, Source, to_bases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reflective_groups.display.scene import Scene

_ELSEWHERE = frozenset({"after", "before", "first_session"})
_PART = Kind(PARTS, optional=True)
_LED = (LEADER, CO_LEADER, MODERATOR, FACILITATOR, HOST, INTERVIEWER)


def _clauses(values: Iterable[Clause]) -> tuple[Clause, ...]:
    return to_tuple(values)


def _seats(values: Iterable[Seat]) -> tuple[Seat, ...]:
    return to_tuple(values)


class PhaseChanges(TypedDict, total=False):
    """The fields of a phase that `Protocol.with_phase` can change."""

    name: str
    time: Timebox | Share
    floor: Floor
    purpose: str
    kind: str
    each: Role | None
    optional: bool
    basis: tuple[Basis, ...]


@attrs.frozen(kw_only=True, repr=False)
class Protocol(Value, Drawn, Cited):
    """A named, versioned, sourced tree of parts, with all that surrounds it.

    >>> from reflective_groups import between, exactly, minutes
    >>> mine = Protocol(
    ...     key="my.balint",
    ...     title="Our Monday group",
    ...     session=Phase(name="present", time=exactly(minutes(10)))
    ...     >> Phase(name="discuss", time=between(minutes(20), minutes(30))),
    ...     size=GroupSize(least=6, most=12),
    ... )
    >>> str(mine.duration)
    '30 to 40 min, usually 35'
    >>> str(mine.without("present").duration)
    '20 to 30 min, usually 25'

    `before` and `after` do not count against the slot. `first_session` takes the place of
    `session` in a first meeting. `slot` is how long a session is meant to last. Raises
    `ModelError` for a tree that is too deep, too long, or adds up to more than its own time.
    """

    key: str = attrs.field(validator=KEY)
    title: str = attrs.field(validator=LINE)
    version: str = attrs.field(default="1", validator=Text(least=1, most=40))
    family: str = attrs.field(default="", validator=Text(most=60))
    summary: str = attrs.field(default="", validator=PROSE)
    session: Part = attrs.field(validator=Kind(PARTS))
    first_session: Part | None = attrs.field(default=None, validator=_PART)
    before: Part | None = attrs.field(default=None, validator=_PART)
    after: Part | None = attrs.field(default=None, validator=_PART)
    slot: Timebox | None = attrs.field(default=None, validator=Kind(Timebox, optional=True))
    seats: tuple[Seat, ...] = attrs.field(
        default=(), converter=_seats, validator=Many(of=Seat, most=30)
    )
    size: GroupSize = attrs.field(factory=GroupSize, validator=Kind(GroupSize))
    leadership: Leadership = attrs.field(factory=Leadership, validator=Kind(Leadership))
    frame: Frame = attrs.field(factory=Frame, validator=Kind(Frame))
    online: OnlineNeeds | None = attrs.field(
        default=None, validator=Kind(OnlineNeeds, optional=True)
    )
    room: RoomNeeds | None = attrs.field(default=None, validator=Kind(RoomNeeds, optional=True))
    rhythm: str = attrs.field(default="", validator=PROSE)
    series: SeriesNeeds | None = attrs.field(
        default=None, validator=Kind(SeriesNeeds, optional=True)
    )
    fees: Fees | None = attrs.field(default=None, validator=Kind(Fees, optional=True))
    ground_rules: tuple[Clause, ...] = attrs.field(
        default=(), converter=_clauses, validator=CLAUSES
    )
    cautions: tuple[Clause, ...] = attrs.field(default=(), converter=_clauses, validator=CLAUSES)
    practice: tuple[Clause, ...] = attrs.field(default=(), converter=_clauses, validator=CLAUSES)
    waivers: tuple[Waiver, ...] = attrs.field(
        default=(), converter=to_waivers, validator=Many(of=Waiver)
    )
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)

    def __attrs_post_init__(self) -> None:
        for part in (self.session, self.first_session, self.before, self.after):
            if part is None:
                continue
            if depth(part) > DEEPEST:
                message = f"Protocol {self.key}: parts lie deeper than {DEEPEST} in each other"
                raise ModelError(message)
            if stretches(part) > MOST_STRETCHES:
                message = f"Protocol {self.key}: unrolls to more than {MOST_STRETCHES} stretches"
                raise ModelError(message)
            if any(path in _ELSEWHERE for path, _ in walk(part)):
                told = " and ".join(sorted(_ELSEWHERE))
                message = f"Protocol {self.key}: {told} are not names for a part"
                raise ModelError(message)
            duration(part, self.heads)
        roles = [seat.role for seat in self.seats]
        if len(set(roles)) != len(roles):
            message = f"Protocol {self.key}: a role has two seats"
            raise ModelError(message)

    @cached_property
    def heads(self) -> Heads:
        """How many people hold each role, as far as size and seats tell.

        >>> str(
        ...     Protocol(
        ...         key="x", title="X", session=Phase(name="a"), size=GroupSize(least=6, most=12)
        ...     ).heads.members
        ... )
        '6 to 12'
        """
        return self.heads_for(self.size.span)

    def heads_for(self, members: Count | int, leaders: Count | int | None = None) -> Heads:
        """How many people hold each role in a group of so many."""
        lead = self.leadership
        if leaders is None:
            leaders = Count(least=lead.least, usual=lead.preferred, most=lead.most)
        members = times(members) if isinstance(members, int) else members
        return Heads(
            members=members,
            leaders=times(leaders) if isinstance(leaders, int) else leaders,
            seats=tuple(
                (seat.role, self._holders(seat, members))
                for seat in self.seating
                if seat.role != MEMBER
            ),
        )

    def _holders(self, seat: Seat, members: Count) -> Count:
        """How many hold a seat: as many of the members as it takes and the other seats leave."""
        if seat.bench is not Bench.MEMBERS or members.most is None:
            return seat.count
        others = (
            one.count.least
            for one in self.seating
            if one.bench is Bench.MEMBERS and one.role not in {seat.role, MEMBER}
        )
        left = max(0, members.most - sum(others))
        most = left if seat.count.most is None else min(seat.count.most, left)
        if members.fixed:
            return times(most)
        usual = None if seat.count.usual is None else min(seat.count.usual, most)
        return Count(least=min(seat.count.least, most), usual=usual, most=most)

    @cached_property
    def seating(self) -> tuple[Seat, ...]:
        """The seats declared, then one for each other role that a floor names.

        >>> from reflective_groups import PRESENTER, Floor
        >>> [
        ...     str(seat)
        ...     for seat in Protocol(
        ...         key="x", title="X", session=Phase(name="a", floor=Floor(speaks=(PRESENTER,)))
        ...     ).seating
        ... ]
        ['presenter: 1 of the members']
        """
        declared = {seat.role for seat in self.seats}
        parts = (self.session, self.first_session, self.before, self.after)
        named = [
            role
            for part in parts
            if part is not None
            for _, phase in phases_of(part)
            for role in phase.floor.named
        ]
        undeclared = dict.fromkeys(
            role for role in named if role not in declared and role not in {MEMBER, EVERYONE}
        )
        return (*self.seats, *(Seat(role=role, bench=bench_of(role)) for role in undeclared))

    @cached_property
    def duration(self) -> Timebox:
        """The timebox of the session proper, for any group it is meant for."""
        return duration(self.session, self.heads)

    @cached_property
    def content_hash(self) -> str:
        """A hash of the whole content, the same on every machine and Python version.

        >>> Protocol(key="x", title="X", session=Phase(name="a")).content_hash[:7]
        'sha256:'
        """
        return content_hash(self)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source that is cited anywhere in it, in the order of first mention."""
        return sources_of(self)

    @property
    def phases(self) -> tuple[tuple[str, Phase], ...]:
        """Every phase with its path: before, the session proper, after.

        >>> [
        ...     path
        ...     for path, _ in Protocol(
        ...         key="x", title="X", session=Phase(name="a"), after=Phase(name="debrief")
        ...     ).phases
        ... ]
        ['a', 'after/debrief']
        """
        return (
            *((f"before/{path}", one) for path, one in _phases(self.before)),
            *phases_of(self.session),
            *((f"after/{path}", one) for path, one in _phases(self.after)),
        )

    def part(self, path: str) -> Phase | Rounds | Breakout:
        """The part at a path.

        >>> Protocol(key="x", title="X", session=Phase(name="a")).part("a").name
        'a'

        A path that starts with `before/`, `after/` or `first_session/` names a part outside the
        usual session. Raises `PathError` where there is no such part.
        """
        _, inner, whole = self._place(path)
        return find_part(whole, inner)

    def phase(self, path: str) -> Phase:
        """The phase at a path; raises `PathError` where there is none.

        >>> Protocol(key="x", title="X", session=Phase(name="a")).phase("a").name
        'a'
        """
        part = self.part(path)
        if isinstance(part, Phase):
            return part
        message = f"{path!r} is not a phase"
        raise PathError(message)

    def with_phase(self, path: str, **changes: Unpack[PhaseChanges]) -> Protocol:
        """The same protocol with a phase changed; what is changed loses its old source.

        >>> from reflective_groups import exactly, minutes
        >>> mine = Protocol(key="x", title="X", session=Phase(name="a"))
        >>> str(mine.with_phase("a", time=exactly(minutes(5))).duration)
        '5 min'
        """
        self.phase(path)
        return self.edited(path, lambda part: (revise(cast("Phase", part), **changes),))

    def without(self, path: str) -> Protocol:
        """The same protocol with a part left out.

        >>> mine = Protocol(key="x", title="X", session=Phase(name="a") >> Phase(name="b"))
        >>> [path for path, _ in mine.without("a").phases]
        ['b']
        """
        return self.edited(path, lambda _: ())

    def insert_after(self, path: str, part: Part) -> Protocol:
        """The same protocol with a part put after another.

        >>> mine = Protocol(key="x", title="X", session=Phase(name="a"))
        >>> [path for path, _ in mine.insert_after("a", Phase(name="b")).phases]
        ['a', 'b']
        """
        return self.edited(path, lambda one: (one, part))

    def insert_before(self, path: str, part: Part) -> Protocol:
        """The same protocol with a part put before another.

        >>> mine = Protocol(key="x", title="X", session=Phase(name="b"))
        >>> [path for path, _ in mine.insert_before("b", Phase(name="a")).phases]
        ['a', 'b']
        """
        return self.edited(path, lambda one: (part, one))

    def edited(
        self, path: str, edit: Callable[[Phase | Rounds | Breakout], tuple[Part, ...]]
    ) -> Protocol:
        """The same protocol with the part at a path replaced by what a function makes of it."""
        where, inner, whole = self._place(path)
        if where != "session":
            left = edit_or_empty(whole, inner, edit)
            if where == "before":
                return attrs.evolve(self, before=left)
            if where == "after":
                return attrs.evolve(self, after=left)
            return attrs.evolve(self, first_session=left)
        return attrs.evolve(self, session=edit_part(whole, inner, edit))

    def _place(self, path: str) -> tuple[str, str, Part]:
        where, slash, inner = path.partition("/")
        others = {
            "before": self.before,
            "after": self.after,
            "first_session": self.first_session,
        }
        part = others.get(where)
        if slash and part is not None:
            return where, resolve(part, inner), part
        elsewhere = (
            f"{name}/{known}"
            for name, other in others.items()
            if other is not None
            for known, _ in walk(other)
        )
        return "session", resolve(self.session, path, also=tuple(elsewhere)), self.session

    def for_first_meeting(self) -> Protocol:
        """The protocol of a first meeting: the same one where the source names no other.

        >>> mine = Protocol(
        ...     key="x", title="X", session=Phase(name="a"), first_session=Phase(name="introduce")
        ... )
        >>> mine.for_first_meeting().phases[0][0]
        'introduce'
        """
        if self.first_session is None:
            return self
        return attrs.evolve(self, session=self.first_session, first_session=None)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import protocol_scene

        return protocol_scene(self)

    def __str__(self) -> str:
        whole = self.slot if self.duration.unstated and self.slot else self.duration
        return f"{self.title} [{self.key} {self.version}], {whole}"


def _phases(part: Part | None) -> tuple[tuple[str, Phase], ...]:
    return () if part is None else phases_of(part)


def bench_of(role: Role) -> Bench:
    """Who a role is filled from where the protocol does not say.

    >>> bench_of(LEADER)
    Bench.LEADERS
    """
    if role == SUPERVISOR:
        return Bench.OUTSIDE
    return Bench.LEADERS if role in _LED else Bench.MEMBERS
