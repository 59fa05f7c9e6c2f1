"""Who sits where in each stretch: leaders on their seats, members in turn, nobody dropped."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

import attrs

from reflective_groups.model.folds import walk
from reflective_groups.model.frame import Bench, Seat
from reflective_groups.model.parts import (
    Breakout,
    Leftover,
    Part,
    PerHolder,
    Phase,
    Rounds,
    Sequence,
)
from reflective_groups.model.roles import EVERYONE, LEADER, MEMBER, OBSERVER, Role
from reflective_groups.model.timeline import Held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.model.meeting import Meeting


_MOST_LOOKS = 20_000
"""So many places are tried for people who are to be kept apart."""


@attrs.frozen(kw_only=True)
class Cast:
    """One stretch with who holds what, and in which small group."""

    path: str
    held: tuple[Held, ...]
    group: int | None = None


@attrs.frozen(kw_only=True)
class _Scene:
    """The people in a part of the tree, and who holds which role there."""

    members: tuple[str, ...]
    leaders: tuple[str, ...]
    watching: tuple[str, ...] = ()
    holders: Mapping[Role, tuple[str, ...]]
    seats: Mapping[Role, Seat]
    group: int | None = None
    together: tuple[tuple[str, ...], ...] = ()
    """Who sits together in small groups, where somebody has said so."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Managers with those they manage, both ways round."""
    told_for: str = ""
    """The path of the small groups that this was said of."""

    @property
    def free(self) -> tuple[str, ...]:
        """Members who hold no seat yet, in order."""
        taken = {name for names in self.holders.values() for name in names}
        return tuple(name for name in self.members if name not in taken)


@attrs.frozen
class _SoFar:
    """What has been held by now: small groups by path, and rounds by who moves on in them."""

    groups: Counter[str]
    turns: Counter[tuple[int | None, tuple[Role, ...]]]

    def turn(self, group: int | None, roles: tuple[Role, ...]) -> int:
        """The number of the next round, counted on over all rounds in which these move on."""
        self.turns[group, roles] += 1
        return self.turns[group, roles] - 1


def cast(meeting: Meeting, part: Part, counts: Mapping[str, int]) -> Iterator[Cast]:
    """Every stretch of a part with its role holders, small groups one after the other.

    Members who offered to bring something come first, then those whose turn it is for another
    seat, then the others in the order of the group.
    """
    leaders = tuple(person.name for person in meeting.leaders)
    split = first_split(part)
    scene = _Scene(
        members=in_order(meeting, (person.name for person in meeting.members)),
        leaders=leaders,
        holders=_on_the_leaders_bench(meeting, leaders),
        seats={seat.role: seat for seat in meeting.held.seating},
        together=meeting.small_groups,
        apart=_managed(meeting),
        told_for=split[0] if split is not None and meeting.small_groups else "",
    )
    yield from _cast(part, _seat(part, scene), counts, ("", ""), _SoFar(Counter(), Counter()))


def in_order(meeting: Meeting, members: Iterable[str]) -> tuple[str, ...]:
    """Members in the order in which seats are filled."""
    there = dict.fromkeys(members)
    order = dict.fromkeys((*meeting.presenters, *meeting.order, *there))
    return tuple(name for name in order if name in there)


def _managed(meeting: Meeting) -> frozenset[tuple[str, str]]:
    """Each member with each other member whom they manage, both ways round."""
    pairs = meeting.group.managed
    return frozenset((*pairs, *((other, one) for one, other in pairs)))


def first_split(part: Part) -> tuple[str, Breakout] | None:
    """The first small groups of a part with their path, if it has any."""
    found = ((path, one) for path, one in walk(part) if isinstance(one, Breakout))
    return next(found, None)


def _on_the_leaders_bench(
    meeting: Meeting, leaders: tuple[str, ...]
) -> Mapping[Role, tuple[str, ...]]:
    """Leaders by role: a seat for several takes all, others take one after the other.

    Whoever is left without a seat joins the first, so that nobody is dropped.
    """
    held: dict[Role, tuple[str, ...]] = {}
    turn = 0
    for seat in meeting.held.seating:
        if seat.bench is not Bench.LEADERS or not leaders:
            continue
        most = seat.count.most
        if most is None or most >= len(leaders):
            held[seat.role] = leaders
        else:
            row = leaders * 2
            start = turn % len(leaders)
            held[seat.role] = row[start : start + most]
            turn += most
    seated = {name for names in held.values() for name in names}
    if held:
        first = LEADER if LEADER in held else next(iter(held))
        held[first] = (*held[first], *(name for name in leaders if name not in seated))
    return held


def _seat(part: Part, scene: _Scene) -> _Scene:
    """Fill the seats that stay the same throughout a part."""
    named = dict.fromkeys(_stays(part))
    seats = [
        seat
        for seat in scene.seats.values()
        if seat.role in named and seat.bench is Bench.MEMBERS and seat.role not in scene.holders
    ]
    seats.sort(key=lambda seat: not seat.role.brings)  # who offered comes first in the row
    free = scene.free
    holders = dict(scene.holders)
    for seat in seats:
        number = seat.count.least if seat.count.usual is None else seat.count.usual
        holders[seat.role], free = free[:number], free[number:]
    if MEMBER not in named:  # nobody else has a seat for whoever is left
        for seat in seats:
            number = len(free) if seat.count.most is None else seat.count.most
            more = max(0, number - len(holders[seat.role]))
            holders[seat.role], free = (*holders[seat.role], *free[:more]), free[more:]
    return attrs.evolve(scene, holders=holders)


def _stays(part: Part) -> Iterator[Role]:
    """The roles that the floors of a part name outside any rounds and small groups."""
    match part:
        case Phase():
            yield from part.floor.named
        case Sequence():
            for one in part.parts:
                yield from _stays(one)
        case Rounds() | Breakout():
            return  # each round, and each small group, seats its own
        case _:
            assert_never(part)


def _cast(
    part: Part,
    scene: _Scene,
    counts: Mapping[str, int],
    paths: tuple[str, str],
    so_far: _SoFar,
) -> Iterator[Cast]:
    """Walk the tree; `paths` are the numbered one and the one in the tree."""
    path, at = paths
    match part:
        case Phase():
            yield Cast(path=path + part.name, held=_held(part, scene), group=scene.group)
        case Sequence():
            for one in part.parts:
                yield from _cast(one, scene, counts, paths, so_far)
        case Rounds():
            inner = f"{at}{part.name}"
            often = counts[inner]
            if scene.group is not None and isinstance(part.count, PerHolder):
                often = min(often, len(scene.members))  # a smaller group has fewer turns
            roles = moving(part)
            for number in range(often):
                turned = _seat(part.part, _turn(roles, scene, so_far.turn(scene.group, roles)))
                deeper = (f"{path}{part.name}[{number + 1}]/", f"{inner}/")
                yield from _cast(part.part, turned, counts, deeper, so_far)
        case Breakout():
            deeper = (f"{path}{part.name}/", f"{at}{part.name}/")
            for group in _split(part, scene, at + part.name):
                so_far.groups[path + part.name] += 1
                watching = group[part.size :] if part.leftover is Leftover.OBSERVE else ()
                inside = attrs.evolve(
                    scene,
                    members=group[: len(group) - len(watching)],
                    leaders=(),  # they belong to the whole room, and cannot be in two groups
                    watching=watching,
                    holders={
                        role: names
                        for role, names in scene.holders.items()
                        if not set(names) & set(scene.leaders)
                    },
                    group=so_far.groups[path + part.name],
                )
                seated = _seat(part.part, inside)
                yield from _cast(part.part, seated, counts, deeper, so_far)
        case _:
            assert_never(part)


def _split(part: Breakout, scene: _Scene, at: str) -> tuple[tuple[str, ...], ...]:
    """The small groups that were told, without who is not there, or else those by order.

    Nobody is put where they were not told to be: two people may have to be kept apart.
    """
    if at != scene.told_for:
        return _by_order(part, scene)
    there = set(scene.members)
    told = (tuple(name for name in row if name in there) for row in scene.together)
    return tuple(row for row in told if row) or _by_order(part, scene)


def _by_order(part: Breakout, scene: _Scene) -> tuple[tuple[str, ...], ...]:
    """Small groups by the order of the members, with managers apart from those they manage.

    Where that cannot be, by order alone; whether such people belong in one group is for the rules.
    """
    groups = part.split(scene.members)
    if not any({*pair} <= {*group} for pair in scene.apart for group in groups):
        return groups
    sizes = list(map(len, groups))
    found: list[list[str]] = [[] for _ in sizes]
    looks = itertools.count()

    def place(number: int) -> bool:
        if number == len(scene.members):
            return True
        name = scene.members[number]
        for size, group in zip(sizes, found, strict=True):
            free = len(group) < size and not any((name, one) in scene.apart for one in group)
            if free and next(looks) < _MOST_LOOKS:
                group.append(name)
                if place(number + 1):
                    return True
                group.pop()
        return False

    return tuple(map(tuple, found)) if place(0) else groups


def moving(part: Rounds) -> tuple[Role, ...]:
    """The roles that move on each round, without those that rounds inside it move on for it."""
    inner = {role for _, one in walk(part.part) if isinstance(one, Rounds) for role in one.rotating}
    here = {*_stays(part.part)}
    return tuple(
        role
        for role in part.rotating
        if role not in {MEMBER, EVERYONE} and (role in here or role not in inner)
    )


def _turn(roles: tuple[Role, ...], scene: _Scene, number: int) -> _Scene:
    """The rotating roles in one round: whoever held the first role moves to the last.

    A chair for which there is nobody stays empty. Who only watches in a small group takes no seat
    from the others (T6); over a series it is another's turn to watch.
    """
    others = {role: names for role, names in scene.holders.items() if role not in roles}
    people = attrs.evolve(scene, holders=others).free
    moved = {
        role: (people[(place + number) % len(people)],) if place < len(people) else ()
        for place, role in enumerate(roles)
    }
    return attrs.evolve(scene, holders={**others, **moved})


def _held(phase: Phase, scene: _Scene) -> tuple[Held, ...]:
    named = phase.floor.named
    holders = dict(scene.holders)
    if scene.watching and EVERYONE not in named:
        holders[OBSERVER] = (*holders.get(OBSERVER, ()), *scene.watching)
        named = tuple(dict.fromkeys((*named, OBSERVER)))
    seated = {name for role in named for name in holders.get(role, ())}
    holders[MEMBER] = tuple(name for name in scene.members if name not in seated)
    holders[EVERYONE] = (*scene.leaders, *scene.members, *scene.watching)
    return tuple(Held(role, holders[role]) for role in named if holders.get(role))
