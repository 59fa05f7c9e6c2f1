"""Balint groups as the Balint Society (UK) starts them online, after document 003."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import Bench, Seat
from reflective_groups.model.parts import Phase
from reflective_groups.model.roles import MODERATOR, Role
from reflective_groups.model.timebox import Count, between, minutes, up_to_share
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.uk import (
    CASES,
    CAUTIONS,
    FEES,
    INTRODUCE,
    PRACTICE,
    PREPARE,
    UK,
    point,
)
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import S3

PROCESS_LEADER = Role("process_leader")
"""The leader who leaves the technology to the moderator and minds the group."""

_ONE_OF_TWO = Count(least=0, usual=1, most=1)
_HAT = default(
    of=("count", "bench"),
    note="one of the leaders takes it where there are two; the document says that one may",
)

_GATHER = Phase(
    name="gather",
    time=between(minutes(5), minutes(10)),
    floor=attrs.evolve(floors.GATHERING, leads=(MODERATOR,)),
    purpose="Members join early, for trouble with the technology at the last minute and to chat.",
    basis=(
        stated(S3.at("003-63"), S3.at("003-64")),
        stated(S3.at("003-58"), of="floor.leads"),
        derived(S3.at("003-63"), of="time.usual", note="the middle of the stated 5 to 10 minutes"),
    ),
)
_INTRODUCE = attrs.evolve(
    INTRODUCE,
    time=up_to_share(0.5),
    basis=(
        stated(S3.at("003-41"), S3.at("003-42"), S3.at("003-43")),
        stated(S3.at("003-62"), of="time"),
    ),
)
_ONE_CASE = attrs.evolve(
    CASES,
    count=Count(least=0, usual=1, most=1),
    basis=(
        *CASES.basis[:-1],
        derived(
            S3.at("003-62"),
            S3.at("003-82"),
            of="count",
            note="introductions may take 45 of the 90 minutes, and one case at most fits the rest",
        ),
    ),
)

UK_ONLINE = attrs.evolve(
    UK,
    key="balint.uk_online",
    title="Online Balint group after the Balint Society (UK)",
    before=PREPARE >> _GATHER,
    first_session=_INTRODUCE >> _ONE_CASE,
    seats=(
        *UK.seats,
        Seat(
            role=MODERATOR,
            bench=Bench.LEADERS,
            count=_ONE_OF_TWO,
            duty="Let people in from the waiting room, and look after the technology and the time.",
            basis=(stated(S3.at("003-58")), _HAT),
        ),
        Seat(
            role=PROCESS_LEADER,
            bench=Bench.LEADERS,
            count=_ONE_OF_TWO,
            duty="Attend to what happens in the group and to how people are feeling.",
            basis=(stated(S3.at("003-59")), _HAT),
        ),
    ),
    room=None,
    fees=attrs.evolve(
        FEES,
        member_session=None,
        basis=(
            *(basis for basis in FEES.basis if "member_session" not in basis.of),
            silent(
                S3.at("003-81"),
                S3.at("003-83"),
                S3.at("003-84"),
                of="member_session",
                note="the figures given are for groups in a room; fewer members may raise the "
                "fee, and no room to hire may lower it",
            ),
        ),
    ),
    cautions=(
        *CAUTIONS,
        point(
            "private_chat",
            "Leaders do not write to each other in the private chat.",
            "003-67",
        ),
        point(
            "no_covert_signs",
            "The glances with which leaders understand each other in a room rarely work here.",
            "003-68",
        ),
        point(
            "small_screens",
            "On a tablet or a phone the screen is too small to see everybody.",
            "003-34",
            "003-35",
        ),
        point(
            "strangers",
            "A group that begins online needs especially careful planning: its members are "
            "likely not to know each other, unlike a group that moves there.",
            "003-46",
        ),
    ),
    practice=(
        *PRACTICE,
        point("distance", "Members can join from far apart.", "003-11"),
        point(
            "experienced_leaders",
            "Two experienced leaders are highly recommended, and at least one of them accredited.",
            "003-47",
            "003-48",
        ),
        point("attention", "Leading online takes more concentration, hence two leaders.", "003-49"),
        point(
            "screen",
            "Take no more people than can be seen easily on one screen.",
            "003-35",
            "003-50",
        ),
        point(
            "interview",
            "Meet everybody who wants to join online beforehand, about what they expect, how far "
            "they can commit themselves, and whether their technology works.",
            "003-53",
            "003-54",
        ),
        point(
            "sharing_beforehand",
            "It may help to share something about people's work and lives before the first "
            "meeting; leaders see this differently.",
            "003-55",
        ),
        point(
            "preparatory_email",
            "Write beforehand how the first session will go. It may also hold how to sit and to "
            "light the face so as to be seen, the leaders' telephone numbers in case the "
            "connection fails, and something to read.",
            "003-56",
            "003-57",
        ),
        point(
            "shared_roles",
            "Leaders can talk with the group about who moderates and who minds the process, and "
            "can change places from session to session.",
            "003-60",
            "003-61",
        ),
        point(
            "leaders_talk",
            "Agree at the start how the leaders will speak to each other: in the open, for "
            "example, in front of the group.",
            "003-65",
            "003-66",
        ),
        point(
            "signal",
            "Talk about whether people want a sign that they wish to speak, a raised hand or a "
            "symbol.",
            "003-69",
        ),
        point(
            "cost",
            "Fewer members may mean a higher fee each; having no room to hire matters too.",
            "003-83",
            "003-84",
        ),
        point(
            "moving_online",
            "For help in moving a group online, or supervision while doing so, write to the "
            "Society's administrator, who passes it to the Council.",
            "003-85",
        ),
    ),
)
