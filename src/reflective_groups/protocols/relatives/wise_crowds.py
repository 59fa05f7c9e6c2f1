"""Wise Crowds: each in a small group has a quarter of an hour of the others' advice."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership, Seat
from reflective_groups.model.parts import PerHolder, Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import CLIENT, CONSULTANT, MEMBER, AdvicePolicy, Floor, SitBack
from reflective_groups.model.timebox import Count, exactly, minutes
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R66, R67, R68, R69

_BY = stated(R66.at(), R67.at(), R68.at())

_PRESENT = Phase(
    name="present",
    time=exactly(minutes(2)),
    floor=Floor(speaks=(CLIENT,)),
    purpose="The client tells the challenge.",
    basis=(_BY,),
)
_CLARIFY = Phase(
    name="clarify",
    time=exactly(minutes(3)),
    floor=Floor(asks=(CONSULTANT,), answers=(CLIENT,)),
    purpose="The others ask to understand.",
    basis=(
        _BY,
        silent(of="floor.questions", note="that they clarify, not whether for facts only"),
    ),
)
_CONSULT = Phase(
    name="consult",
    kind="discuss",
    time=exactly(minutes(8)),
    floor=Floor(
        speaks=(CONSULTANT,),
        silent=(CLIENT,),
        advice=AdvicePolicy.INVITED,
        sit_back=SitBack(role=CLIENT, how="Turn your back to the group and listen."),
    ),
    purpose="The others talk about the challenge and give advice, behind the client's back.",
    basis=(
        _BY,
        derived(
            R66.at(), of="floor.advice", note="the original asks for it; one source restricts it"
        ),
    ),
)
_FEEDBACK = Phase(
    name="feedback",
    kind="return",
    time=exactly(minutes(2)),
    floor=Floor(speaks=(CLIENT,)),
    purpose="The client says what was of use.",
    basis=(_BY,),
)

WISE_CROWDS = Protocol(
    key="relatives.wise_crowds",
    title="Wise Crowds",
    family="relatives",
    summary="A small group in which each is client once, for a quarter of an hour, and all have "
    "the same time.",
    session=Rounds(
        name="turns",
        part=_PRESENT >> _CLARIFY >> _CONSULT >> _FEEDBACK,
        count=PerHolder(MEMBER),
        rotating=(CLIENT,),
        basis=(_BY,),
    ),
    seats=(
        Seat(role=CLIENT, basis=(_BY,)),
        Seat(
            role=CONSULTANT,
            count=Count(least=3, most=6),
            basis=(
                _BY,
                derived(R66.at(), R67.at(), R68.at(), of="count", note="all but the client"),
            ),
        ),
    ),
    size=GroupSize(
        least=4,
        most=5,
        absolute_most=7,
        basis=(
            stated(R66.at(), R68.at(), of=("least", "most")),
            stated(R67.at(), of="absolute_most", note="one source goes up to seven"),
        ),
    ),
    leadership=Leadership(
        least=0, basis=(default("least", note="no source speaks of a leader in the group"),)
    ),
    ground_rules=(Clause("equal_time", "Everybody gets the same time.", basis=(_BY,)),),
    practice=(
        Clause(
            "questions_instead",
            "One source would hold advice back in favour of open questions.",
            basis=(stated(R67.at()),),
        ),
        Clause(
            "large_group",
            "In a large group: 2 minutes to set up, 5 to tell, 10 to clarify, 1 to turn round, and "
            "then the talk goes on in satellite groups.",
            basis=(stated(R69.at()),),
        ),
    ),
    basis=(_BY, silent(of="slot", note="it follows from the number of members")),
)
