"""The revised Balint method for coaches, in which members voice the facets of a case."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import LEADER, MEMBER, PRESENTER, AdvicePolicy, Floor
from reflective_groups.model.timebox import at_most, minutes
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, NO_MINUTES, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import default, silent, stated
from reflective_groups.sources.bibliography import B68

_PRESENT = Phase(
    name="present",
    time=at_most(minutes(5)),
    floor=floors.PRESENTING,
    purpose="A coach tells a case.",
    basis=(
        stated(B68.at(), note="five minutes at the most"),
        silent(of="time.usual", note="what is usual is not stated"),
        CLASSIC_FLOOR,
    ),
)
_LED = default(
    ("floor.leads", "floor.questions"),
    note="that a leader leads it is as in the classic form; of questions nothing is known",
)
_FACETS = Phase(
    name="facets",
    floor=Floor(leads=(LEADER,), speaks=(PRESENTER,)),
    purpose="The presenter names three or four facets of their own view, and three or four of the "
    "other party's.",
    basis=(stated(B68.at()), NO_MINUTES, _LED),
)
_VOICE = Phase(
    name="voice",
    kind="discuss",
    floor=Floor(
        leads=(LEADER,),
        speaks=(MEMBER,),
        advice=AdvicePolicy.FORBIDDEN,
        steer_away=floors.STEER_AWAY,
    ),
    purpose="Members speak for the facets as their advocates, which is not role play.",
    basis=(
        stated(B68.at()),
        stated(B68.at(), of="floor.speaks"),
        NO_MINUTES,
        CLASSIC_FLOOR,
        silent(of="floor.sit_back", note="whether the presenter sits back is not known"),
    ),
)

REVISED_COACHING = Protocol(
    key="balint.revised_coaching",
    title="Revised Balint method for coaches",
    family="balint",
    summary="The presenter names the facets of a case, and each finds an advocate in the group.",
    session=_PRESENT >> _FACETS >> _VOICE,
    size=GroupSize(
        absolute_least=4,
        least=6,
        most=8,
        absolute_most=15,
        basis=(stated(B68.at(), of=("least", "most")), SIZE_BOUNDS),
    ),
    leadership=LEADERSHIP,
    cautions=(
        Clause(
            "advocates",
            "Members are advocates of a facet; they do not play a role.",
            basis=(stated(B68.at()),),
        ),
        *CARE,
    ),
    basis=(stated(B68.at()), silent(of="slot", note="no session length is known")),
)
