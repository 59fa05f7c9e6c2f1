"""Who sits where in each stretch: leaders on their seats, members in turn, nobody dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

import attrs

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
from reflective_groups.model.roles import EVERYONE, MEMBER, OBSERVER, Role
from reflective_groups.model.timeline import Held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.meeting import Meeting


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


def cast(meeting: Meeting, part: Part, counts: Mapping[str, int]) -> Iterator[Cast]:
    """Every stretch of a part with its role holders, small groups one after the other.

    Members who offered to bring something come first, the others in the order of the group.
    """
    there = tuple(person.name for person in meeting.members)
    offered = tuple(name for name in meeting.presenters if name in there)
    order = (*offered, *(name for name in there if name not in offered))
    leaders = tuple(person.name for person in meeting.leaders)
    scene = _Scene(
        members=order,
        leaders=leaders,
        holders=_on_the_leaders_bench(meeting, leaders),
        seats={seat.role: seat for seat in meeting.held.seating},
    )
    yield from _cast(part, scene, counts, "", "")


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
        first = next(iter(held))
        held[first] = (*held[first], *(name for name in leaders if name not in seated))
    return held


def _cast(
    part: Part, scene: _Scene, counts: Mapping[str, int], path: str, at: str
) -> Iterator[Cast]:
    match part:
        case Phase():
            yield Cast(path=path + part.name, held=_held(part, scene), group=scene.group)
        case Sequence():
            for one in part.parts:
                yield from _cast(one, scene, counts, path, at)
        case Rounds():
            inner = f"{at}{part.name}"
            often = counts[inner]
            if scene.group is not None and isinstance(part.count, PerHolder):
                often = min(often, len(scene.members))  # a smaller group has fewer turns
            for number in range(often):
                turned = attrs.evolve(
                    scene, holders={**scene.holders, **_turn(part, scene, number)}
                )
                yield from _cast(
                    part.part, turned, counts, f"{path}{part.name}[{number + 1}]/", f"{inner}/"
                )
        case Breakout():
            for number, group in enumerate(part.split(scene.members), start=1):
                watching = group[part.size :] if part.leftover is Leftover.OBSERVE else ()
                inside = attrs.evolve(
                    scene,
                    members=group[: len(group) - len(watching)],
                    watching=watching,
                    group=number,
                )
                deeper = f"{part.name}/"
                yield from _cast(part.part, inside, counts, path + deeper, at + deeper)
        case _:
            assert_never(part)


def _turn(part: Rounds, scene: _Scene, number: int) -> Mapping[Role, tuple[str, ...]]:
    """The rotating roles in one round: whoever held the first role moves to the last."""
    people = scene.members
    if not people:
        return {}
    return {
        role: (people[(place + number) % len(people)],)
        for place, role in enumerate(part.rotating)
        if role != MEMBER
    }


def _held(phase: Phase, scene: _Scene) -> tuple[Held, ...]:
    named = phase.floor.named
    holders = dict(scene.holders)
    free = [name for name in scene.members if name not in _taken(holders, named)]
    for role in named:
        seat = scene.seats.get(role)
        if role in holders or seat is None or seat.bench is not Bench.MEMBERS:
            continue
        number = seat.count.least if seat.count.usual is None else seat.count.usual
        holders[role], free = tuple(free[:number]), free[number:]
    if scene.watching and EVERYONE not in named:
        holders[OBSERVER] = (*holders.get(OBSERVER, ()), *scene.watching)
        named = tuple(dict.fromkeys((*named, OBSERVER)))
    holders[MEMBER] = tuple(
        name for name in scene.members if name not in _taken(holders, named, but=MEMBER)
    )
    holders[EVERYONE] = (*scene.leaders, *scene.members, *scene.watching)
    return tuple(Held(role, holders[role]) for role in named if holders.get(role))


def _taken(
    holders: Mapping[Role, tuple[str, ...]], named: tuple[Role, ...], but: Role = EVERYONE
) -> set[str]:
    roles = (role for role in named if role not in {but, EVERYONE})
    return {name for role in roles for name in holders.get(role, ())}
