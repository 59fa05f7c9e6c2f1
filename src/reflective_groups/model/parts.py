"""What sessions are made of: Phase, Sequence, Rounds and Breakout, and how they join.

`>>` puts parts one after the other, `* n` holds a part n times, `.rounds(...)` holds it with
roles moving on, `.in_groups_of(...)` splits the room. Each has a named function beside it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeAlias, assert_never, cast

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.roles import Floor, Role, to_roles
from reflective_groups.model.timebox import UNSTATED, Count, Share, Timebox, times
from reflective_groups.model.value import (
    NAME,
    PROSE,
    Kind,
    Many,
    Number,
    Term,
    Text,
    Value,
    to_tuple,
)
from reflective_groups.sources import Basis, Cited, to_bases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Scene


class Composable:
    """The operators that every part has."""

    __slots__ = ()

    def __rshift__(self, other: Part) -> Sequence:
        return sequence(cast("Part", self), other)

    def __mul__(self, number: int) -> Rounds:
        return rounds(cast("Part", self), number)

    def rounds(
        self,
        count: int | Count | PerHolder | None = None,
        *,
        rotating: tuple[Role, ...] | None = None,
        name: str = "rounds",
        basis: tuple[Basis, ...] = (),
    ) -> Rounds:
        """Hold this part several times, with roles moving on; see `rounds`.

        >>> from reflective_groups import COACH, COACHEE, OBSERVER
        >>> trio = Phase(name="coach_it").rounds(rotating=(COACH, COACHEE, OBSERVER))
        >>> str(trio.count)
        '3'
        """
        return rounds(cast("Part", self), count, rotating=rotating, name=name, basis=basis)

    def in_groups_of(
        self,
        size: int,
        *,
        leftover: Leftover | None = None,
        name: str = "groups",
        basis: tuple[Basis, ...] = (),
    ) -> Breakout:
        """Hold this part in small groups at the same time; see `in_groups_of`.

        >>> Phase(name="talk").in_groups_of(3).size
        3
        """
        return in_groups_of(cast("Part", self), size, leftover=leftover, name=name, basis=basis)


@attrs.frozen(kw_only=True, repr=False)
class Phase(Value, Drawn, Cited, Composable):
    """One stretch of a session with one purpose, one floor and one timebox.

    >>> from reflective_groups import LEADER, PRESENTER, exactly, minutes
    >>> present = Phase(
    ...     name="present",
    ...     time=exactly(minutes(10)),
    ...     floor=Floor(speaks=(PRESENTER,), leads=(LEADER,)),
    ...     purpose="The presenter tells the case from memory.",
    ... )
    >>> str(present)
    'present (10 min)'

    `kind` says what the rules take the phase for and is the name unless told. With `each`, the
    time is that of one holder of the role, and everybody who holds it has a turn. An `optional`
    phase may be left out when time is short. Raises `ModelError` for a bad name.
    """

    name: str = attrs.field(validator=NAME)
    time: Timebox | Share = attrs.field(default=UNSTATED, validator=Kind((Timebox, Share)))
    floor: Floor = attrs.field(factory=Floor, validator=Kind(Floor))
    purpose: str = attrs.field(default="", validator=PROSE)
    kind: str = attrs.field(
        default="", validator=Text(most=60, pattern=rf"({NAME.pattern})?", form=NAME.form)
    )
    each: Role | None = attrs.field(default=None, validator=Kind(Role, optional=True))
    optional: bool = attrs.field(default=False, validator=Kind(bool))
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=Many(of=Basis))

    @property
    def does(self) -> str:
        """What the phase is for: its kind, or else its name.

        >>> Phase(name="group_talk", kind="discuss").does
        'discuss'
        """
        return self.kind or self.name

    @property
    def title(self) -> str:
        """The name as a heading.

        >>> Phase(name="sit_back").title
        'Sit back'
        """
        return self.name.replace("_", " ").capitalize()

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import phase_scene

        return phase_scene(self)

    def __str__(self) -> str:
        each = f" for each {self.each}" if self.each else ""
        optional = ", optional" if self.optional else ""
        return f"{self.name} ({self.time}{each}{optional})"


def _flat(parts: Iterable[Part]) -> tuple[Phase | Rounds | Breakout, ...]:
    if isinstance(parts, (*PARTS, str)) or not hasattr(parts, "__iter__"):
        message = f"Sequence.parts: must be several in a tuple, got {type(parts).__name__}"
        raise ModelError(message)
    flat: list[Phase | Rounds | Breakout] = []
    for part in to_tuple(parts):
        flat.extend(part.parts if isinstance(part, Sequence) else (part,))
    return tuple(flat)


@attrs.frozen(repr=False)
class Sequence(Value, Drawn, Composable):
    """Parts one after the other; sequences inside it are flattened.

    >>> case = Phase(name="present") >> Phase(name="discuss")
    >>> [part.name for part in case]
    ['present', 'discuss']

    Raises `ModelError` where two parts of the same name lie side by side.
    """

    parts: tuple[Phase | Rounds | Breakout, ...] = attrs.field(converter=_flat)

    def __attrs_post_init__(self) -> None:
        Many(of=(Phase, Rounds, Breakout), least=1)(self, attrs.fields(Sequence).parts, self.parts)
        _refuse_twins(tuple(part.name for part in self.parts), "a sequence")

    def __iter__(self) -> Iterator[Phase | Rounds | Breakout]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import part_scene

        return part_scene(self)

    def __str__(self) -> str:
        return " >> ".join(map(str, self.parts))


@attrs.frozen(repr=False)
class PerHolder(Value):
    """As many rounds as a role has holders.

    >>> from reflective_groups import MEMBER
    >>> str(PerHolder(MEMBER))
    'one for each member'
    """

    role: Role = attrs.field(validator=Kind(Role))

    def __str__(self) -> str:
        return f"one for each {self.role}"


@attrs.frozen(kw_only=True, repr=False)
class Rounds(Value, Drawn, Cited, Composable):
    """A part held several times, with roles moving on each round.

    >>> from reflective_groups import PRESENTER
    >>> evening = Rounds(part=Phase(name="discuss"), count=times(2), rotating=(PRESENTER,))
    >>> str(evening)
    'rounds: 2 x (discuss (no time stated)), presenter moving on'

    The holder of the first rotating role moves to the last, the others move up by one: with
    coach, coachee and observer, a person goes from coach to observer to coachee.
    """

    part: Part
    count: Count | PerHolder = attrs.field(validator=Kind((Count, PerHolder)))
    rotating: tuple[Role, ...] = attrs.field(
        default=(), converter=to_roles, validator=Many(of=Role, most=20, distinct=True)
    )
    name: str = attrs.field(default="rounds", validator=NAME)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=Many(of=Basis))

    def __attrs_post_init__(self) -> None:
        _part(self, self.part)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import part_scene

        return part_scene(self)

    def __str__(self) -> str:
        moving = ", ".join(map(str, self.rotating))
        told = f"{self.name}: {self.count} x ({self.part})"
        return f"{told}, {moving} moving on" if moving else told


class Leftover(Term):
    """What becomes of people who do not fill a group; nobody is dropped."""

    LARGER = "larger"
    """Some groups take one more, or one fewer where that is not enough."""
    SMALLER = "smaller"
    """The rest make a group of their own."""
    OBSERVE = "observe"
    """The rest join groups and only watch."""


@attrs.frozen(kw_only=True, repr=False)
class Breakout(Value, Drawn, Cited, Composable):
    """Everyone splits into small groups that hold the same part at the same time.

    >>> trios = Breakout(part=Phase(name="talk"), size=3, leftover=Leftover.LARGER)
    >>> trios.split(("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus"))
    (('Ann', 'Ben', 'Cem', 'Gus'), ('Dot', 'Eva', 'Fay'))
    """

    part: Part
    size: int = attrs.field(validator=Number(least=2, most=200))
    leftover: Leftover = attrs.field(default=Leftover.OBSERVE, validator=Kind(Leftover))
    name: str = attrs.field(default="groups", validator=NAME)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=Many(of=Basis))

    def __attrs_post_init__(self) -> None:
        _part(self, self.part)

    def split(self, people: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Everyone in small groups, in the order given; nobody is left out.

        >>> Breakout(part=Phase(name="talk"), size=3).split(("Ann", "Ben"))
        (('Ann', 'Ben'),)

        Whoever is beyond `size` in a group is its extra: an observer or a fourth, as `leftover`
        says.
        """
        if not people:
            return ()
        full = max(1, len(people) // self.size)
        if self.leftover is Leftover.LARGER and len(people) > full * (self.size + 1):
            return _evenly(people, full + 1)
        groups = [list(people[i * self.size : (i + 1) * self.size]) for i in range(full)]
        rest = people[full * self.size :]
        if rest and self.leftover is Leftover.SMALLER:
            groups.append(list(rest))
        else:
            for index, person in enumerate(rest):
                groups[index % full].append(person)
        return tuple(map(tuple, groups))

    def sizes(self, people: int) -> tuple[int, ...]:
        """How large the small groups are for so many people, without naming anybody.

        >>> Breakout(part=Phase(name="talk"), size=3).sizes(7)
        (4, 3)
        """
        return tuple(map(len, self.split(tuple(map(str, range(people))))))

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import part_scene

        return part_scene(self)

    def __str__(self) -> str:
        return f"{self.name}: in groups of {self.size} ({self.part})"


def _evenly(people: tuple[str, ...], number: int) -> tuple[tuple[str, ...], ...]:
    small, over = divmod(len(people), number)
    starts = [index * small + min(index, over) for index in range(number + 1)]
    return tuple(people[a:b] for a, b in itertools.pairwise(starts))


Part: TypeAlias = Phase | Sequence | Rounds | Breakout
"""Anything a session can be made of."""

PARTS = (Phase, Sequence, Rounds, Breakout)


def sequence(*parts: Part) -> Sequence:
    """Put parts one after the other: the `>>` of many.

    >>> sequence(Phase(name="a"), Phase(name="b")) == Phase(name="a") >> Phase(name="b")
    True
    """
    return Sequence(parts)


def rounds(
    part: Part,
    count: int | Count | PerHolder | None = None,
    *,
    rotating: tuple[Role, ...] | None = None,
    name: str = "rounds",
    basis: tuple[Basis, ...] = (),
) -> Rounds:
    """Hold a part several times, with roles moving on: the `*` with all its choices.

    Unless told, the roles that bring the matter move on (a new presenter each round), and there
    are as many rounds as roles that move.

    >>> from reflective_groups import PRESENTER
    >>> case = Phase(name="present", floor=Floor(speaks=(PRESENTER,)))
    >>> rounds(case, 2).rotating == (PRESENTER,)
    True
    """
    if rotating is None:
        roles = (role for phase in _phases(part) for role in phase.floor.named)
        rotating = tuple(dict.fromkeys(role for role in roles if role.brings))
    if count is None:
        count = max(1, len(rotating))
    if isinstance(count, int):
        count = times(count)
    return Rounds(part=part, count=count, rotating=rotating, name=name, basis=basis)


def in_groups_of(
    part: Part,
    size: int,
    *,
    leftover: Leftover | None = None,
    name: str = "groups",
    basis: tuple[Basis, ...] = (),
) -> Breakout:
    """Hold a part in small groups at the same time.

    >>> str(in_groups_of(Phase(name="talk"), 3))
    'groups: in groups of 3 (talk (no time stated))'
    """
    return Breakout(
        part=part, size=size, leftover=leftover or Leftover.OBSERVE, name=name, basis=basis
    )


def _part(owner: Rounds | Breakout, part: object) -> None:
    Kind(PARTS)(owner, attrs.fields(type(owner)).part, part)


def _refuse_twins(names: tuple[str, ...], where: str) -> None:
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        told = ", ".join(sorted(twins))
        message = f"{where} cannot hold two parts of the same name: {told}"
        raise ModelError(message)


def _phases(part: Part) -> Iterator[Phase]:
    match part:
        case Phase():
            yield part
        case Sequence(parts=parts):
            for one in parts:
                yield from _phases(one)
        case Rounds(part=inner) | Breakout(part=inner):
            yield from _phases(inner)
        case _:
            assert_never(part)
