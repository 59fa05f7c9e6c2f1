"""The Consultancy protocol of the National School Reform Faculty (NSRF)."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    EVERYONE,
    FACILITATOR,
    MEMBER,
    PRESENTER,
    AdvicePolicy,
    Floor,
    Questions,
    SitBack,
)
from reflective_groups.model.timebox import Timebox, exactly, minutes
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R52, R53

PRESENTING = Floor(leads=(FACILITATOR,), speaks=(PRESENTER,))
CLARIFYING = Floor(
    leads=(FACILITATOR,), asks=(MEMBER,), answers=(PRESENTER,), questions=Questions.FACTUAL
)
DISCUSSING = Floor(
    leads=(FACILITATOR,),
    speaks=(MEMBER,),
    silent=(PRESENTER,),
    advice=AdvicePolicy.DISCOURAGED,
    sit_back=SitBack(role=PRESENTER, how="Stay silent, listen and take notes."),
)
RARE = stated(
    R53.at(), of="floor.advice", note="solutions may be suggested, which is rare and no duty"
)
LED = Leadership(
    least=1,
    basis=(
        stated(R52.at(), of="least", note="the facilitator"),
        silent(of="trained", note="nothing is known of the facilitator's training"),
    ),
)
ANY_SIZE = GroupSize(basis=(silent(of=("least", "most"), note="no size is known"),))
NOT_THE_SAME_DILEMMA = Clause(
    "outside_view",
    "Some of the members must not share the dilemma.",
    basis=(stated(R52.at(), R53.at()),),
)
NO_DUTY = Clause("no_duty", "The group has no duty to solve anything.", basis=(stated(R53.at()),))
FACILITATOR_JOINS = Clause(
    "facilitator_joins",
    "In a small group the facilitator may take part.",
    basis=(stated(R52.at(), R53.at()),),
)

_PRESENT = Phase(
    name="present",
    time=Timebox(least=minutes(5), usual=minutes(8), most=minutes(10)),
    floor=PRESENTING,
    purpose="The presenter gives an overview of the dilemma and puts a focus question.",
    basis=(
        stated(R52.at()),
        derived(R52.at(), of="time.usual", note="near the middle of the stated range"),
    ),
)
_CLARIFY = Phase(
    name="clarify",
    time=exactly(minutes(5)),
    floor=CLARIFYING,
    purpose="The group asks for facts, in brief: who, what, where, when and how, and never why.",
    basis=(stated(R52.at()),),
)
_PROBE = Phase(
    name="probe",
    time=exactly(minutes(10)),
    floor=Floor(leads=(FACILITATOR,), asks=(MEMBER,), speaks=(PRESENTER,), answers=(PRESENTER,)),
    purpose="The group asks questions that go deeper and does not discuss the answers. The "
    "presenter then puts the focus question again.",
    basis=(stated(R52.at()),),
)
_DISCUSS = Phase(
    name="discuss",
    time=exactly(minutes(15)),
    floor=DISCUSSING,
    purpose="The group talks about the dilemma. The presenter takes notes in silence.",
    basis=(stated(R52.at()), RARE),
)
_REFLECT = Phase(
    name="reflect",
    kind="return",
    time=exactly(minutes(5)),
    floor=PRESENTING,
    purpose="The presenter reflects on what they heard.",
    basis=(default(note="the step and its minutes are usual, and no source was found for them"),),
)
_DEBRIEF = Phase(
    name="debrief",
    time=exactly(minutes(5)),
    floor=Floor(leads=(FACILITATOR,), speaks=(EVERYONE,)),
    purpose="The facilitator leads a look back at how the talk went.",
    basis=(default(note="the step and its minutes are usual, and no source was found for them"),),
)

CONSULTANCY = Protocol(
    key="relatives.consultancy",
    title="Consultancy protocol (NSRF)",
    family="relatives",
    summary="A dilemma and a focus question, two kinds of questions, a talk that the presenter "
    "only notes, and a look back.",
    session=_PRESENT >> _CLARIFY >> _PROBE >> _DISCUSS >> _REFLECT >> _DEBRIEF,
    slot=Timebox(usual=minutes(50)),
    size=ANY_SIZE,
    leadership=LED,
    cautions=(
        Clause(
            "no_why",
            "A clarifying question does not ask why.",
            basis=(stated(R52.at()),),
        ),
        NO_DUTY,
    ),
    practice=(NOT_THE_SAME_DILEMMA, FACILITATOR_JOINS),
    basis=(
        stated(R52.at()),
        stated(R52.at(), of="slot.usual", note="about; the parts come to 45 to 50"),
    ),
)
