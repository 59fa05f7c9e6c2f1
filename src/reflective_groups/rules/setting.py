"""Where a group meets: the screen, or the room. What is not known is no finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reflective_groups.model.frame import Setting
from reflective_groups.model.group import LeadersTalk
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.sources import Standing
from reflective_groups.sources.bibliography import S3, S4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.frame import Demand, OnlineNeeds
    from reflective_groups.model.group import Person
    from reflective_groups.model.meeting import Meeting


def _online(meeting: Meeting) -> OnlineNeeds | None:
    """What meeting online asks for, where the group meets online at all."""
    return meeting.protocol.online if meeting.group.online else None


def _everybody(meeting: Meeting) -> Iterator[tuple[str, Person]]:
    """Everybody who is there, with their path."""
    for path, people in (("group.leaders", meeting.leaders), ("group.members", meeting.members)):
        for person in people:
            yield f"{path}[{person}]", person


@rule(
    "meeting",
    code="RG501",
    name="online-device",
    severity=Severity.ERROR,
    what="Somebody joins with a device that the source rules out.",
    why="Everybody has to be visible to everybody throughout, and the screen of a tablet or a "
    "phone is too small for that. Document 003 counts a computer or a laptop among what "
    "nobody can do without.",
    citations=(S3.at("003-33"), S3.at("003-34"), S3.at("003-35")),
    fails="regroup(online, members=(evolve(online.group.members[0], device=Device.PHONE), "
    "*online.group.members[1:]))",
    passes="regroup(online, members=(evolve(online.group.members[0], device=None), "
    "*online.group.members[1:]))",
)
def ruled_out_device(meeting: Meeting) -> Iterator[Notice]:
    """Devices of those there that are known and not among the devices named."""
    needs = _online(meeting)
    if needs is None or not needs.devices:
        return
    named = " or ".join(map(str, needs.devices))
    for path, person in _everybody(meeting):
        if person.device is not None and person.device not in needs.devices:
            yield Notice(
                path=f"{path}.device",
                message=f"{person} joins with a {person.device}; the source asks for a {named}.",
                citations=needs.citations_of("devices"),
            )


@rule(
    "meeting",
    code="RG502",
    name="online-connection",
    severity=Severity.WARNING,
    what="Somebody's connection is poor.",
    why="Good connectivity is essential online: a face that freezes takes its feelings with it.",
    citations=(S3.at("003-32"),),
    fails="regroup(online, members=(evolve(online.group.members[0], good_connection=False), "
    "*online.group.members[1:]))",
    passes="regroup(online, members=(evolve(online.group.members[0], good_connection=None), "
    "*online.group.members[1:]))",
)
def poor_connection(meeting: Meeting) -> Iterator[Notice]:
    """Connections of those there that are known to be poor."""
    needs = _online(meeting)
    if needs is None or not needs.connection:
        return
    for path, person in _everybody(meeting):
        if person.good_connection is False:
            yield Notice(
                path=f"{path}.good_connection",
                message=f"{person} has a poor connection; a good one is {needs.connection}.",
                citations=needs.citations_of("connection"),
            )


def _room(
    meeting: Meeting, what: Literal["circle", "every_meeting", "undisturbed", "unheard"], told: str
) -> Iterator[Notice]:
    """Notice what is asked of a room, and known not to be so, unless nobody is in a room."""
    needs, room = meeting.protocol.room, meeting.group.room
    if needs is None or room is None or meeting.group.setting is Setting.ONLINE:
        return
    demand: Demand = getattr(needs, what)
    is_so: bool | None = getattr(room, what)
    if demand and is_so is False:
        yield Notice(
            path=f"group.room.{what}",
            message=f"{told} is {demand}.",
            citations=needs.citations_of(what),
        )


@rule(
    "meeting",
    code="RG504",
    name="room-circle",
    severity=Severity.WARNING,
    what="The room is too small for a circle.",
    why="Everybody sits comfortably in a circle, so that everybody sees everybody.",
    citations=(S3.at("003-25"),),
    fails="regroup(meeting, room=Room(circle=False))",
    passes="regroup(meeting, room=Room(circle=None))",
)
def no_circle(meeting: Meeting) -> Iterator[Notice]:
    """The room is known not to hold everybody in a circle."""
    yield from _room(
        meeting, "circle", "The room does not hold everybody in a circle; one that does"
    )


@rule(
    "meeting",
    code="RG505",
    name="room-every-meeting",
    severity=Severity.ADVICE,
    what="The room is not to be had for every meeting.",
    why="A change of venue, above all an unplanned one, can be very disruptive.",
    citations=(S3.at("003-26"), S3.at("003-28")),
    fails="regroup(meeting, room=Room(every_meeting=False))",
    passes="regroup(meeting, room=Room(every_meeting=None))",
)
def room_changes(meeting: Meeting) -> Iterator[Notice]:
    """The room is known not to be there for all meetings."""
    yield from _room(
        meeting,
        "every_meeting",
        "The room is not to be had for every meeting; the same room each time",
    )


@rule(
    "meeting",
    code="RG506",
    name="room-undisturbed",
    severity=Severity.WARNING,
    what="People may come into the room.",
    why="Nobody speaks freely where somebody may walk in.",
    citations=(S3.at("003-27"),),
    fails="regroup(meeting, room=Room(undisturbed=False))",
    passes="regroup(meeting, room=Room(undisturbed=None))",
)
def room_disturbed(meeting: Meeting) -> Iterator[Notice]:
    """The room is known not to be free from intrusion."""
    yield from _room(
        meeting, "undisturbed", "People may come into the room; one free from intrusion"
    )


@rule(
    "meeting",
    code="RG507",
    name="room-unheard",
    severity=Severity.WARNING,
    what="What is said can be heard outside the room.",
    why="A safe space, perhaps off site, is one where conversations cannot be overheard.",
    citations=(S4.at("004-37"), S4.at("004-48")),
    fails="regroup(meeting, room=Room(unheard=False))",
    passes="regroup(meeting, room=Room(unheard=None))",
)
def room_overheard(meeting: Meeting) -> Iterator[Notice]:
    """The room is known to let through what is said."""
    yield from _room(
        meeting,
        "unheard",
        "What is said can be heard outside the room; a place where it cannot be heard",
    )


@rule(
    "meeting",
    code="RG508",
    name="online-private-chat",
    severity=Severity.WARNING,
    what="The leaders talk to each other by private chat.",
    why="A glance across the room is not to be had online. Leaders agree at the start how they "
    "will speak to each other: aloud, in the group, rather than where nobody else can read it.",
    citations=(S3.at("003-65"), S3.at("003-66"), S3.at("003-67"), S3.at("003-68")),
    fails="regroup(online, agreements=evolve(online.group.agreements, "
    "leaders_talk=LeadersTalk.PRIVATELY))",
    passes="online",
)
def private_chat(meeting: Meeting) -> Iterator[Notice]:
    """Agreed to talk privately, where the source wants it in the open."""
    needs, talk = _online(meeting), meeting.group.agreements.leaders_talk
    if needs is not None and needs.leaders_talk_openly and talk is LeadersTalk.PRIVATELY:
        yield Notice(
            path="group.agreements.leaders_talk",
            message="The leaders talk privately; to talk openly in the group is "
            f"{needs.leaders_talk_openly}.",
            citations=needs.citations_of("leaders_talk_openly"),
        )


@rule(
    "meeting",
    code="RG509",
    name="online-interview",
    severity=Severity.WARNING,
    what="Nobody interviewed the members before they joined.",
    why="Online, members probably do not know one another. An interview shows what they expect, "
    "how far they can commit themselves, whether the technology works, and whether they are ready "
    "for this kind of reflection.",
    citations=(S3.at("003-46"), S3.at("003-52"), S3.at("003-53"), S3.at("003-54")),
    fails="regroup(online, agreements=evolve(online.group.agreements, interviewed=False))",
    passes="regroup(online, agreements=evolve(online.group.agreements, interviewed=None))",
)
def no_interview(meeting: Meeting) -> Iterator[Notice]:
    """Members known not to have been interviewed."""
    needs = _online(meeting)
    if needs is not None and needs.interview and meeting.group.agreements.interviewed is False:
        yield Notice(
            path="group.agreements.interviewed",
            message="Not every member was interviewed beforehand; an interview with each is "
            f"{needs.interview} online.",
            citations=needs.citations_of("interview"),
        )


@rule(
    "meeting",
    code="RG510",
    name="online-unaddressed",
    severity=Severity.ADVICE,
    what="The group meets online, and the protocol's source says nothing about that.",
    why="Online some things have to be found anew: how many the screen can show, how to sit back, "
    "how leaders talk to each other. A group that starts on a screen has to be thought out with "
    "special care. "
    "That the protocol should say so is our own advice.",
    citations=(S3.at("003-46"),),
    standing=Standing.DEFAULT,
    fails="remake(online, online=None)",
    passes="online",
)
def online_unaddressed(meeting: Meeting) -> Iterator[Notice]:
    """Online, with a protocol that has no needs for it."""
    if meeting.group.online and meeting.protocol.online is None:
        yield Notice(
            path="protocol.online",
            message=f"{meeting.protocol.title} says nothing about meeting online; plan for "
            "yourselves what changes on a screen.",
        )


@rule(
    "meeting",
    code="RG511",
    name="online-signal",
    severity=Severity.ADVICE,
    what="Nobody has agreed on a signal for wanting to speak.",
    why="Online it is hard to see who is about to speak. Talk about whether you want a signal, "
    "such as a raised hand or a symbol; a group that decides against one can waive this.",
    citations=(S3.at("003-69"),),
    fails="regroup(online, agreements=evolve(online.group.agreements, speaking_signal=False))",
    passes="regroup(online, agreements=evolve(online.group.agreements, speaking_signal=None))",
)
def no_signal(meeting: Meeting) -> Iterator[Notice]:
    """Known that no signal is agreed."""
    needs, signal = _online(meeting), meeting.group.agreements.speaking_signal
    if needs is not None and needs.speaking_signal and signal is False:
        yield Notice(
            path="group.agreements.speaking_signal",
            message="No signal for wanting to speak is agreed; to talk about one is "
            f"{needs.speaking_signal}.",
            citations=needs.citations_of("speaking_signal"),
        )
