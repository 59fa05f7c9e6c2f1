"""The hour-long group that a primary-care blog in the USA describes."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import Clause, Confidentiality, Frame, GroupSize
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import SUMMARY
from reflective_groups.model.timebox import at_most, exactly, minutes
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import B16

_PRESENT = Phase(
    name="present",
    time=at_most(minutes(5), usual=minutes(5)),
    floor=floors.PRESENTING,
    purpose="A member tells a case.",
    basis=(
        stated(B16.at(), note="five minutes at the most"),
        derived(B16.at(), of="time.usual", note="all that is allowed, so that the hour is full"),
        CLASSIC_FLOOR,
    ),
)
_CLARIFY = Phase(
    name="clarify",
    time=exactly(minutes(5)),
    floor=floors.CLARIFYING,
    purpose="Members ask for the facts they need.",
    basis=(stated(B16.at()), CLASSIC_FLOOR),
)
_DISCUSS = Phase(
    name="discuss",
    time=exactly(minutes(40)),
    floor=floors.SITTING_BACK,
    purpose="Members talk about the case, and the presenter only listens.",
    basis=(
        stated(B16.at()),
        derived(B16.at(), of="time", note="what the other phases leave of the hour"),
        stated(B16.at(), of=("floor.silent", "floor.sit_back")),
        floors.moving_back(B16.at()),
        floors.ONLINE_ELSEWHERE,
        CLASSIC_FLOOR,
    ),
)
_RETURN = Phase(
    name="return",
    time=exactly(minutes(10)),
    floor=attrs.evolve(floors.RETURNING, steer_away=(*floors.RETURNING.steer_away, SUMMARY)),
    purpose="The presenter comes back in. Nobody sums up: each keeps their own reading.",
    basis=(
        stated(B16.at(), note="about the last ten minutes"),
        derived(
            B16.at(),
            *floors.STEERING_ELSEWHERE.citations,
            of="floor.steer_away",
            note="that nobody sums up is this source's own; the other moves are what Balint "
            "leaders steer away from after other sources",
        ),
        CLASSIC_FLOOR,
    ),
)

US_BLOG = Protocol(
    key="balint.us_blog",
    title="Hour-long Balint group (USA)",
    family="balint",
    summary="One case in an hour, two thirds of it for the group to talk while the presenter "
    "listens.",
    session=_PRESENT >> _CLARIFY >> _DISCUSS >> _RETURN,
    slot=exactly(minutes(60)),
    size=GroupSize(
        absolute_least=4,
        least=8,
        most=12,
        absolute_most=15,
        basis=(stated(B16.at(), of=("least", "most")), SIZE_BOUNDS),
    ),
    leadership=LEADERSHIP,
    frame=Frame(
        confidentiality=Confidentiality.ALL,
        basis=(stated(B16.at(), of="confidentiality"),),
    ),
    rhythm="Weekly to monthly.",
    cautions=(
        Clause(
            "no_summary",
            "No summary is made at the end; each member keeps their own reading.",
            basis=(stated(B16.at()),),
        ),
        Clause(
            "no_grading",
            "In a residency, nobody is graded for what they say or do not say.",
            basis=(stated(B16.at()),),
        ),
        *CARE,
    ),
    basis=(stated(B16.at()),),
)
