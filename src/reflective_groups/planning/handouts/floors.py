"""Who may do what in a row, in words: who speaks, who listens, who sits back, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.frame import Bench, Setting
from reflective_groups.model.roles import EVERYONE, MEMBER, AdvicePolicy, Order, Questions
from reflective_groups.planning.handouts.words import people, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Phase
    from reflective_groups.model.roles import Role
    from reflective_groups.planning.handouts.rows import Row
    from reflective_groups.planning.handouts.words import Told


def floor(row: Row, meeting: Meeting, *, names: bool) -> Iterator[tuple[str, Told]]:
    """Who may do what while a row lasts: what they do, and who they are."""
    if row.phase is None:
        return
    of = row.phase.floor
    back = of.sits_back(row.phase.does)
    acts = (
        ("Speaks", of.speaks),
        ("Asks", of.asks),
        ("Answers", of.answers),
        ("Listens", of.silent),
        ("Sits back", () if back is None or back in of.silent else (back,)),
        ("Leads", of.leads),
    )
    for act, roles in acts:
        told: list[ET.Element | str] = []
        for index, role in enumerate(roles):
            if index:
                told.append(" and " if index == len(roles) - 1 else ", ")
            told += _holder(role, row, meeting, names=names)
            if act == "Listens" and role == back:
                told.append(" (sits back)")
        if told:
            yield act, tuple(told)


def _holder(role: Role, row: Row, meeting: Meeting, *, names: bool) -> Told:
    """A role, with its holders where the role alone would not say who they are."""
    if role == EVERYONE:
        return ("everyone",)
    stretch = row.stretches[0]
    together = stretch.group is None
    if role == MEMBER:
        return (_members(row, meeting),)
    held = stretch.holders(role) if together else ()
    leading = {one.name for one in meeting.leaders}
    if names and held and set(held) != leading:
        return (f"{several(role, len(held))} ", *people(held))
    return (several(role, len(held)),)


def _members(row: Row, meeting: Meeting) -> str:
    """Whether all members are meant, or those who hold no other seat now."""
    benches = {seat.role: seat.bench for seat in meeting.held.seating}
    named = row.phase.floor.named if row.phase else ()
    others = (role for role in named if role not in {MEMBER, EVERYONE})
    some = any(benches.get(role) is Bench.MEMBERS for role in others)
    return "the other members" if some else "all members"


def seats(held: Mapping[Role, tuple[str, ...]]) -> Told:
    """A small group: its seats with who holds them, or the names alone."""
    seated = {role: held[role] for role in held if role not in {MEMBER, EVERYONE}}
    known = {name for names in seated.values() for name in names}
    rest = tuple(
        dict.fromkeys(
            name for role in (MEMBER, EVERYONE) for name in held.get(role, ()) if name not in known
        )
    )
    told: list[ET.Element | str] = []
    for role, names in seated.items():
        told += [f"{', ' if told else ''}{several(role, len(names))} ", *people(names)]
    if rest:
        told += [*([", with "] if told else []), *people(rest)]
    return tuple(told)


_QUESTIONS = {
    Questions.FACTUAL: "Questions of fact only.",
    Questions.OPEN: "Open questions only, with no answer in them.",
}


def manners(phase: Phase) -> Iterator[str]:
    """In which order people speak, what they ask, how long each has."""
    if phase.floor.order is Order.IN_TURN:
        yield "One after the other, round the circle."
    if phase.floor.questions in _QUESTIONS:
        yield _QUESTIONS[phase.floor.questions]
    if phase.each is not None:
        yield f"Each {phase.each} has a turn: {phase.time}."


ADVICE = {
    AdvicePolicy.FORBIDDEN: "No advice.",
    AdvicePolicy.DISCOURAGED: "Advice is possible, and not what the time is for.",
    AdvicePolicy.SPARING: "Advice comes from the one who brings the matter first, and from others "
    "only with care.",
    AdvicePolicy.INVITED: "Advice is invited.",
}


def sit_back(phase: Phase, setting: Setting) -> Iterator[tuple[str, str]]:
    """What the sit-back asks, in the room or online as the group meets; no words of our own."""
    back = phase.floor.sit_back
    if back is None:
        return
    told = f"The {back.role} sits back"
    online = back.online or back.how
    if setting is Setting.HYBRID and back.online and back.how:
        yield f"{told}, in the room", back.how
        yield f"{told}, online", back.online
    elif setting is Setting.ONLINE and online:
        yield told, online
    elif back.how:
        yield told, back.how
