"""Action learning: a set of peers helps by asking, and the presenter decides what to do."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, Demand, Frame, GroupSize, Leadership, SeriesNeeds
from reflective_groups.model.parts import Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    ADVICE,
    EVERYONE,
    FACILITATOR,
    MEMBER,
    PRESENTER,
    SOLUTIONS,
    AdvicePolicy,
    Floor,
    Order,
    Questions,
)
from reflective_groups.model.timebox import Count, Timebox, exactly, minutes
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R1, R2, R3, R4, R5, R6, R7, R8, R9, R10

_STEER_AWAY = (ADVICE, SOLUTIONS)
_TELLING = Floor(
    leads=(FACILITATOR,),
    speaks=(PRESENTER,),
    advice=AdvicePolicy.FORBIDDEN,
    steer_away=_STEER_AWAY,
)
_NO_ADVICE = stated(R7.at(), R10.at(), of=("floor.advice", "floor.steer_away"))
_MIDDLE = derived(R1.at(), of="time.usual", note="the middle of the stated range")

_CHECK_IN = Phase(
    name="check_in",
    time=Timebox(least=minutes(0), usual=minutes(7.5), most=minutes(15)),
    floor=Floor(leads=(FACILITATOR,), speaks=(MEMBER,), order=Order.IN_TURN),
    purpose="Each member tells what has become of their actions since last time.",
    basis=(
        stated(R3.at(), R4.at()),
        derived(of="time", note="the step is named without minutes"),
        default("floor.order", note="each speaks, and a turn is the plain way to see to it"),
    ),
)
_PRESENT = Phase(
    name="present",
    time=exactly(minutes(2)),
    floor=_TELLING,
    purpose="The presenter tells the issue.",
    basis=(stated(R1.at()), _NO_ADVICE),
)
_CLARIFY = Phase(
    name="clarify",
    time=Timebox(least=minutes(5), usual=minutes(7.5), most=minutes(10)),
    floor=Floor(
        leads=(FACILITATOR,),
        asks=(MEMBER,),
        answers=(PRESENTER,),
        advice=AdvicePolicy.FORBIDDEN,
        steer_away=_STEER_AWAY,
    ),
    purpose="The set asks until it understands the issue.",
    basis=(
        stated(R1.at()),
        _MIDDLE,
        _NO_ADVICE,
        silent(of="floor.questions", note="that they clarify, not whether for facts only"),
    ),
)
_HELP = Phase(
    name="help",
    time=Timebox(least=minutes(10), usual=minutes(12.5), most=minutes(15)),
    floor=Floor(
        leads=(FACILITATOR,),
        asks=(MEMBER,),
        answers=(PRESENTER,),
        order=Order.IN_TURN,
        questions=Questions.OPEN,
        advice=AdvicePolicy.FORBIDDEN,
        steer_away=_STEER_AWAY,
    ),
    purpose="In turn, each member asks one question that helps the presenter think, and follows "
    "it up once at the most.",
    basis=(
        stated(R1.at()),
        _MIDDLE,
        _NO_ADVICE,
        derived(
            R7.at(),
            R10.at(),
            of="floor.questions",
            note="a question that holds an answer would be advice",
        ),
    ),
)
_SUMMARY = Phase(
    name="summary",
    time=exactly(minutes(2)),
    floor=_TELLING,
    purpose="The presenter says where they stand now.",
    basis=(stated(R1.at()), _NO_ADVICE),
)
_RESOURCES = Phase(
    name="resources",
    time=exactly(minutes(5)),
    floor=Floor(
        leads=(FACILITATOR,),
        speaks=(MEMBER,),
        advice=AdvicePolicy.FORBIDDEN,
        steer_away=_STEER_AWAY,
    ),
    optional=True,
    purpose="Members name what might be of use, and the presenter listens.",
    basis=(stated(R1.at()), _NO_ADVICE),
)
_ACTION = Phase(
    name="action",
    time=exactly(minutes(2)),
    floor=Floor(
        leads=(FACILITATOR,),
        asks=(FACILITATOR,),
        speaks=(PRESENTER,),
        advice=AdvicePolicy.FORBIDDEN,
        steer_away=_STEER_AWAY,
    ),
    purpose="The presenter sums up for good and sets their own actions.",
    basis=(stated(R1.at()), _NO_ADVICE),
)
_REVIEW = Phase(
    name="review",
    time=Timebox(least=minutes(0), usual=minutes(5), most=minutes(10)),
    floor=Floor(leads=(FACILITATOR,), asks=(FACILITATOR,), speaks=(EVERYONE,)),
    purpose="All look at how they worked together.",
    basis=(
        stated(R1.at()),
        derived(of="time", note="the step is named without minutes"),
    ),
)
_ISSUES = Rounds(
    name="issues",
    part=_PRESENT >> _CLARIFY >> _HELP >> _SUMMARY >> _RESOURCES >> _ACTION,
    count=Count(least=1),
    rotating=(PRESENTER,),
    basis=(
        stated(R3.at(), R5.at(), of="count.least", note="one in one source, several in another"),
        silent(of=("count.usual", "count.most"), note="how many is usual is not stated"),
        derived(R1.at(), of="rotating", note="an issue is its presenter's own"),
    ),
)

ACTION_LEARNING = Protocol(
    key="relatives.action_learning",
    title="Action learning set",
    family="relatives",
    summary="A set of peers works on one member's issue by asking. The presenter answers, sets "
    "actions and reports back next time.",
    session=_CHECK_IN >> _ISSUES >> _REVIEW,
    slot=Timebox(usual=minutes(90)),
    size=GroupSize(
        least=4,
        most=8,
        basis=(stated(R2.at(), R6.at(), of=("least", "most")),),
    ),
    leadership=Leadership(
        least=1,
        competences=("Keeps to the principles.", "Keeps the time."),
        basis=(
            stated(R1.at(), R6.at(), of=("least", "competences")),
            silent(of="trained", note="no training is asked for"),
        ),
    ),
    frame=Frame(
        peers_only=Demand.REQUIRED,
        basis=(
            stated(R7.at(), R9.at(), of="peers_only", note="peers of the same level"),
            silent(
                of="confidentiality",
                note="confidentiality is asked for, and not said what may leave the room",
            ),
        ),
    ),
    rhythm="Four to six sessions.",
    series=SeriesNeeds(meetings=Count(least=4, most=6), basis=(stated(R3.at(), of="meetings"),)),
    ground_rules=(
        Clause(
            "questions",
            "Ask; do not advise.",
            basis=(stated(R1.at(), R7.at(), R9.at()),),
        ),
        Clause("air_time", "Everyone has air time.", basis=(stated(R1.at()),)),
        Clause("confidential", "What is said is confidential.", basis=(stated(R7.at(), R9.at()),)),
        Clause(
            "own_actions",
            "Presenters set their own actions and report back on them.",
            basis=(stated(R1.at(), R9.at()),),
        ),
    ),
    cautions=(
        Clause("advice", "No advice and no solutions.", basis=(stated(R7.at(), R10.at()),)),
        Clause(
            "overrun",
            "One issue that overruns takes the air time of the others.",
            basis=(stated(R1.at()),),
        ),
    ),
    practice=(
        Clause(
            "length_of_an_issue",
            "One source speaks of 30 to 40 minutes for an issue, though its own parts come to 21 "
            "to 36; another speaks of 35 to 40.",
            basis=(
                stated(R1.at(), R2.at()),
                derived(R1.at(), note="21 to 36 is the sum of the parts"),
            ),
        ),
        Clause(
            "sizes",
            "Other sources name 5 to 8, 6 to 7, up to 8, or 8 with one from each organisation.",
            basis=(stated(R3.at(), R5.at(), R7.at(), R8.at()),),
        ),
        Clause(
            "departments",
            "Members come from different departments.",
            basis=(stated(R7.at(), R9.at()),),
        ),
        Clause(
            "rotating_lead",
            "The lead may also go from member to member.",
            basis=(stated(R6.at()),),
        ),
    ),
    basis=(
        stated(R1.at()),
        stated(R5.at(), of="slot.usual", note="of a session that holds one chosen issue"),
        stated(R3.at(), of="rhythm"),
    ),
)
