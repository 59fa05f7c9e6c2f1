"""The short form of the NSRF's Consultancy protocol: no probing and no debrief."""

from __future__ import annotations

from reflective_groups.model.frame import Leadership
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import Timebox, exactly, minutes
from reflective_groups.protocols.relatives.consultancy import (
    ANY_SIZE,
    CLARIFYING,
    DISCUSSING,
    FACILITATOR_JOINS,
    NO_DUTY,
    NOT_THE_SAME_DILEMMA,
    PRESENTING,
    RARE,
)
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R52, R53

_FACTS = derived(R52.at(), of="floor.questions", note="as in the long form")

CONSULTANCY_SHORT = Protocol(
    key="relatives.consultancy_short",
    title="Consultancy protocol (NSRF), short form",
    family="relatives",
    summary="The dilemma, a few facts, a talk that the presenter only notes, and the presenter's "
    "reply: about twenty minutes.",
    session=Phase(
        name="present",
        time=exactly(minutes(5)),
        floor=PRESENTING,
        purpose="The presenter tells the dilemma.",
        basis=(stated(R53.at()),),
    )
    >> Phase(
        name="clarify",
        time=exactly(minutes(3)),
        floor=CLARIFYING,
        purpose="The group asks for facts, in brief.",
        basis=(stated(R53.at()), _FACTS),
    )
    >> Phase(
        name="discuss",
        time=Timebox(least=minutes(8), usual=minutes(9), most=minutes(10)),
        floor=DISCUSSING,
        purpose="The group talks about the dilemma. The presenter takes notes in silence.",
        basis=(
            stated(R53.at()),
            derived(R53.at(), of="time.usual", note="the middle of the stated range"),
            derived(
                R52.at(),
                of=("floor.silent", "floor.sit_back"),
                note="silent and taking notes, as in the long form",
            ),
            RARE,
        ),
    )
    >> Phase(
        name="reflect",
        kind="return",
        time=exactly(minutes(3)),
        floor=PRESENTING,
        purpose="The presenter reflects on what they heard.",
        basis=(stated(R53.at()),),
    ),
    slot=Timebox(usual=minutes(20)),
    size=ANY_SIZE,
    leadership=Leadership(
        least=1,
        basis=(
            default("least", note="as in the long form"),
            silent(of="trained", note="nothing is known of the facilitator's training"),
        ),
    ),
    cautions=(NO_DUTY,),
    practice=(NOT_THE_SAME_DILEMMA, FACILITATOR_JOINS),
    basis=(stated(R53.at()), stated(R53.at(), of="slot.usual", note="about")),
)
