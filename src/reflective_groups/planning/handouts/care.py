"""What to see to, what is asked, what may leave the room, and who is fit to lead, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.frame import Bench, Confidentiality, Demand, Setting
from reflective_groups.planning.handouts.floors import ADVICE
from reflective_groups.planning.handouts.rows import OUTSIDE
from reflective_groups.planning.handouts.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.group import Group
    from reflective_groups.model.meeting import Meeting

STAYS = "What is said in the group stays in the group."
LEAVES = {
    Confidentiality.OWN_WORDS: "You may share elsewhere what you said and what you went through "
    "yourself; what others said or went through you may not.",
    Confidentiality.ALL: "Nothing of it is told outside, by anybody.",
    Confidentiality.UNSTATED: "Speak at the start of what that means for all of you.",
}

_ROOM = {
    "circle": "A circle with a seat for everybody",
    "every_meeting": "The same room every time",
    "undisturbed": "A room where nobody comes in",
    "unheard": "A room where nobody outside can overhear",
}
_ONLINE = {
    "connection": "A good connection for everybody",
    "all_visible": "Everybody can see everybody",
    "leaders_talk_openly": "The leaders talk to each other openly, in front of the group",
    "interview": "Everybody has been met beforehand",
    "speaking_signal": "A sign for wanting to speak is agreed",
}
_LEADING = {
    "preparation": "The leaders meet before the group does",
    "debrief": "The leaders look back together afterwards",
    "supervision": "The leading is supervised",
}
_KNOWN = {None: "", True: "; seen to", False: "; not seen to yet"}


def needs(meeting: Meeting) -> Iterator[str]:
    """What is to be seen to beforehand, how strongly the source asks, and what is known of it."""
    held, group = meeting.held, meeting.group
    if group.setting is not Setting.ONLINE and held.room is not None:
        for name, told in _ROOM.items():
            known: bool | None = getattr(group.room, name, None)
            yield from _need(told, getattr(held.room, name), known)
    if group.online and held.online is not None:
        if held.online.devices:
            yield f"Join from a {' or a '.join(map(str, held.online.devices))}"
        for name, told in _ONLINE.items():
            yield from _need(told, getattr(held.online, name), _agreed(group, name))
    yield from _need(
        "Ground rules are agreed", held.frame.ground_rules, group.agreements.ground_rules
    )
    if meeting.leaders:
        for name, told in _LEADING.items():
            yield from _need(told, getattr(held.leadership, name), None)


def _agreed(group: Group, name: str) -> bool | None:
    agreements = group.agreements
    return {
        "interview": agreements.interviewed,
        "speaking_signal": agreements.speaking_signal,
    }.get(name)


def _need(told: str, demand: Demand, known: bool | None) -> Iterator[str]:  # noqa: FBT001 -- what is known of it
    if demand:
        yield f"{told} ({demand}{_KNOWN[known]})"


def duties(meeting: Meeting, *benches: Bench) -> Iterator[tuple[str, str]]:
    """What the seats are for, of those who come from these benches."""
    for seat in meeting.held.seating:
        if seat.duty and seat.bench in benches:
            yield str(seat.role).capitalize(), seat.duty


def asked(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """What is asked of whoever takes part: of whom or where, and what."""
    held = meeting.held
    yield from duties(meeting, Bench.MEMBERS)
    if held.frame.voluntary_presenting:
        yield "Bringing something", "Nobody has to. It is your own free choice."
    if held.frame.regular_attendance:
        yield "Coming", "Come regularly, as far as you can."
    yield from _advice(meeting)
    if meeting.group.online and held.online is not None:
        if held.online.devices:
            yield "Online", f"Join from a {' or a '.join(map(str, held.online.devices))}."
        if held.online.connection:
            yield "Online", "Have a good connection."
        if held.online.all_visible:
            yield "Online", "Sit so that everybody can see you."


def _advice(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Whether advice has a place, with the phases of the session for which that holds."""
    inside = [
        phase
        for path, phase in meeting.held.phases
        if not path.startswith(tuple(f"{where}/" for where in OUTSIDE))
    ]
    for policy, told in ADVICE.items():
        titles = dict.fromkeys(one.title for one in inside if one.floor.advice is policy)
        if titles:
            yield "Advice", f"{told.removesuffix('.')} (in {listed(titles)})."


def confidentiality(meeting: Meeting) -> Iterator[str]:
    """What may leave the room, and whether the group or the method says so."""
    agreements, frame = meeting.group.agreements, meeting.held.frame
    agreed = agreements.confidentiality or Confidentiality.UNSTATED
    unstated = Confidentiality.UNSTATED
    if agreed is not unstated:
        yield f"{STAYS} {LEAVES[agreed]} {_AGREED}"
    elif frame.confidentiality is not unstated:
        yield f"{STAYS} {LEAVES[frame.confidentiality]} {_ASKED}"
    else:
        yield f"{STAYS} {LEAVES[unstated]} (The source says no more.)"
    if agreements.reports_outside:
        yield f"There are reports outside. {_AGREED}"
    elif agreements.reports_outside is False:
        yield f"Nothing is reported outside. {_AGREED}"
    elif frame.no_reporting:
        yield f"Nothing is reported outside. {_ASKED}"


_AGREED = "(Agreed in this group.)"
_ASKED = "(Asked for by the method.)"
