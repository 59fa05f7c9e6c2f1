"""A course in intervision: guided at first, and the last three meetings without help."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership, SeriesNeeds
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, PRESENTER, Floor
from reflective_groups.model.timebox import Count, Timebox, minutes
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R21

_UNTOLD = (
    default(note="what is known of this source names no phases"),
    silent(of="time", note="no minutes are known"),
)

INTERVISION_COURSE = Protocol(
    key="relatives.intervision_course",
    title="Guided course in intervision",
    family="relatives",
    summary="A few people with the same job learn intervision with a guide, and then go on "
    "without.",
    session=Phase(
        name="present",
        floor=Floor(speaks=(PRESENTER,)),
        purpose="A member tells a question from work.",
        basis=_UNTOLD,
    )
    >> Phase(
        name="discuss",
        floor=Floor(speaks=(EVERYONE,)),
        purpose="The group looks at it together.",
        basis=_UNTOLD,
    ),
    slot=Timebox(least=minutes(90), usual=minutes(105), most=minutes(120)),
    size=GroupSize(least=3, most=6, basis=(stated(R21.at(), of=("least", "most")),)),
    leadership=Leadership(
        least=0,
        preferred=1,
        basis=(
            stated(
                R21.at(),
                of=("least", "preferred"),
                note="a guide, who is not there in the last three meetings",
            ),
        ),
    ),
    rhythm="Five to eight sessions.",
    series=SeriesNeeds(meetings=Count(least=5, most=8), basis=(stated(R21.at(), of="meetings"),)),
    practice=(
        Clause(
            "last_three",
            "The last three sessions are held without help.",
            basis=(stated(R21.at()),),
        ),
        Clause("same_job", "Members have the same job.", basis=(stated(R21.at()),)),
    ),
    basis=(
        stated(R21.at()),
        derived(R21.at(), of="slot.usual", note="the middle of the stated range"),
    ),
)
