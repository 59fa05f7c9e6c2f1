"""Balint groups in Germany: one case in a double session of ninety minutes."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import Clause, Demand, GroupSize, OnlineNeeds, SeriesNeeds
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, LEADER, Floor
from reflective_groups.model.timebox import exactly, minutes
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, NO_MINUTES, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import default, silent, stated
from reflective_groups.sources.bibliography import B26, B27, B28

_SETTLE = Phase(
    name="settle",
    floor=Floor(leads=(LEADER,), silent=(EVERYONE,)),
    purpose="A short silence, in which a case may come to mind.",
    basis=(stated(B27.at()), NO_MINUTES),
)
_CHOOSE = Phase(
    name="choose",
    floor=floors.CHOOSING,
    purpose="Where several would like to bring a case, the group chooses on short vignettes.",
    basis=(stated(B27.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_PRESENT = Phase(
    name="present",
    floor=floors.PRESENTING,
    purpose="A member tells a case.",
    basis=(stated(B27.at(), B28.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_CLARIFY = Phase(
    name="clarify",
    floor=floors.CLARIFYING,
    purpose="A short round of questions, only for facts that are badly needed.",
    basis=(
        stated(B27.at()),
        stated(B27.at(), of="floor.questions", note="facts that are urgent"),
        silent(B27.at(), of="time", note="a short round; no minutes are given"),
        CLASSIC_FLOOR,
    ),
)
_DISCUSS = Phase(
    name="discuss",
    floor=attrs.evolve(floors.SITTING_BACK, silent=(), sit_back=None),
    purpose="Members talk about the case.",
    basis=(
        default(note="a discussion there must be; what is known does not describe it"),
        NO_MINUTES,
        silent(of="floor.sit_back", note="whether the presenter sits back is not known"),
    ),
)

DE = Protocol(
    key="balint.de",
    title="Balint group in Germany",
    family="balint",
    summary="One case in a double session of ninety minutes.",
    session=_SETTLE >> _CHOOSE >> _PRESENT >> _CLARIFY >> _DISCUSS,
    slot=exactly(minutes(90)),
    size=GroupSize(
        absolute_least=4,
        least=8,
        ideal_most=12,
        most=13,
        absolute_most=15,
        basis=(
            stated(B27.at(), B28.at(), of=("least", "ideal_most"), note="8 to 12 is usual"),
            stated(B28.at(), of="most", note="as many as one leader takes"),
            SIZE_BOUNDS,
        ),
    ),
    leadership=LEADERSHIP,
    online=OnlineNeeds(
        basis=(
            silent(
                B26.at(),
                note="there are rules for credit online; needs of the screen are not known",
            ),
        )
    ),
    rhythm="Fortnightly, 20 to 22 times a year.",
    series=SeriesNeeds(
        months=6,
        closed=Demand.REQUIRED,
        first_in_person=Demand.REQUIRED,
        last_in_person=Demand.REQUIRED,
        hours=30,
        hours_in_person=15,
        basis=(
            stated(
                B26.at(),
                of="months",
                note="for some qualifications; groups elsewhere go on for at least 6 months too "
                "(B43), or for a year (B74)",
            ),
            stated(
                B26.at(),
                of="hours",
                note="for some qualifications; how long such an hour is, is not known",
            ),
            stated(
                B26.at(),
                of=("first_in_person", "last_in_person", "hours_in_person"),
                note="for those qualifications, where a part of the hours is held online",
            ),
            stated(
                B26.at(),
                of="closed",
                note="for those qualifications, and asked of the part that is held online",
            ),
        ),
    ),
    cautions=CARE,
    practice=(
        Clause(
            "certification",
            "Some qualifications ask for 30 hours, spread over at least 6 months.",
            basis=(stated(B26.at()),),
        ),
        Clause(
            "online_credit",
            "Of those 30 hours at least 15 are held in one room, the first and the last session "
            "among them. The online part has a closed group, a leader who stays, and one double "
            "session at a time at the most.",
            basis=(stated(B26.at()),),
        ),
    ),
    basis=(
        stated(B26.at(), B27.at(), B28.at()),
        stated(B27.at(), B28.at(), of="slot", note="a double session"),
        stated(B28.at(), of="rhythm"),
    ),
)
