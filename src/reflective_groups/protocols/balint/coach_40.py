"""A forty-minute Balint case for coaches, after Kerres."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import GroupSize
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, LEADER, MEMBER, PRESENTER, Floor
from reflective_groups.model.timebox import Timebox, exactly, minutes
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B17

_REST = "what is left of the 40 minutes, 10 to 15 for the return and the review together"

_PRESENT = Phase(
    name="present",
    time=Timebox(least=minutes(5), usual=minutes(7.5), most=minutes(10)),
    floor=attrs.evolve(floors.CLARIFYING, speaks=floors.PRESENTING.speaks),
    purpose="A member tells a case and answers questions that clarify it and seek no solution.",
    basis=(
        stated(B17.at(), note="questions included"),
        derived(B17.at(), of="time.usual", note="the middle of the stated range"),
        CLASSIC_FLOOR,
    ),
)
_DISCUSS = Phase(
    name="discuss",
    time=exactly(minutes(20)),
    floor=floors.SITTING_BACK,
    purpose="Members talk about the case, and the presenter sits back.",
    basis=(
        stated(B17.at()),
        stated(B17.at(), of=("floor.silent", "floor.sit_back")),
        floors.moving_back(B17.at()),
        floors.ONLINE_ELSEWHERE,
        CLASSIC_FLOOR,
    ),
)
_RETURN = Phase(
    name="return",
    floor=attrs.evolve(floors.RETURNING, speaks=(PRESENTER,), silent=(MEMBER,)),
    purpose="The presenter sums up, and the group does not comment.",
    basis=(
        stated(B17.at()),
        stated(B17.at(), of=("floor.speaks", "floor.silent")),
        silent(B17.at(), of="time", note=_REST),
        CLASSIC_FLOOR,
    ),
)
_REVIEW = Phase(
    name="review",
    floor=Floor(leads=(LEADER,), speaks=(EVERYONE,)),
    purpose="All look back together on what it was like.",
    basis=(stated(B17.at()), silent(B17.at(), of="time", note=_REST)),
)

COACH_40 = Protocol(
    key="balint.coach_40",
    title="Forty-minute Balint case for coaches",
    family="balint",
    summary="A small group of coaches gives one case forty minutes and then looks back on them.",
    session=_PRESENT >> _DISCUSS >> _RETURN >> _REVIEW,
    slot=exactly(minutes(40)),
    size=GroupSize(
        absolute_least=4,
        least=4,
        most=8,
        absolute_most=15,
        basis=(stated(B17.at(), of=("least", "most")), SIZE_BOUNDS),
    ),
    leadership=LEADERSHIP,
    cautions=CARE,
    basis=(
        stated(B17.at()),
        stated(B17.at(), of="slot", note="for one case; how many a meeting holds is not stated"),
    ),
)
