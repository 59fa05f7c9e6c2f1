"""A case discussion in the manner of a reflecting team."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    ADVICE,
    MEMBER,
    PRESENTER,
    AdvicePolicy,
    Floor,
    SitBack,
)
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R48

_NO_MINUTES = silent(of="time", note="no minutes are known")

_PRESENT = Phase(
    name="present",
    time=Timebox(usual=minutes(2)),
    floor=Floor(speaks=(PRESENTER,)),
    purpose="The presenter tells the case, and nobody interrupts.",
    basis=(
        stated(R48.at()),
        derived(R48.at(), of="time.usual", note="a couple of minutes, taken for two"),
    ),
)
_CLARIFY = Phase(
    name="clarify",
    floor=Floor(
        asks=(MEMBER,),
        answers=(PRESENTER,),
        advice=AdvicePolicy.FORBIDDEN,
        steer_away=(ADVICE,),
    ),
    purpose="Members ask to understand. No question carries advice, not even veiled.",
    basis=(
        stated(R48.at()),
        _NO_MINUTES,
        silent(of="floor.questions", note="that they clarify, not whether for facts only"),
    ),
)
_TASK = Phase(
    name="task",
    floor=Floor(speaks=(PRESENTER,)),
    purpose="The presenter sets the team a task.",
    basis=(stated(R48.at()), _NO_MINUTES),
)
_REFLECT = Phase(
    name="reflect",
    kind="discuss",
    floor=Floor(
        speaks=(MEMBER,),
        silent=(PRESENTER,),
        sit_back=SitBack(role=PRESENTER, how="Listen; the team does not look at you."),
    ),
    purpose="The team talks among itself and does not look at the presenter.",
    basis=(
        stated(R48.at()),
        _NO_MINUTES,
        derived(
            R48.at(),
            of=("floor.silent", "floor.sit_back"),
            note="the presenter is not looked at, and answers afterwards",
        ),
        silent(of="floor.advice", note="known for the questions only"),
    ),
)
_REPLY = Phase(
    name="reply",
    kind="return",
    floor=Floor(speaks=(PRESENTER,)),
    purpose="The presenter says what helped and what will follow from it.",
    basis=(stated(R48.at()), _NO_MINUTES),
)

REFLECTING_TEAM_CASE = Protocol(
    key="relatives.reflecting_team_case",
    title="Case discussion with a reflecting team",
    family="relatives",
    summary="A presenter tells a case, answers questions and sets a task; the team talks about it "
    "among itself.",
    session=_PRESENT >> _CLARIFY >> _TASK >> _REFLECT >> _REPLY,
    size=GroupSize(basis=(silent(of=("least", "most"), note="no size is known"),)),
    leadership=Leadership(
        least=0, basis=(default("least", note="that anybody leads is not known"),)
    ),
    cautions=(
        Clause(
            "veiled_advice",
            "Advice does not come in as a question either.",
            basis=(stated(R48.at()),),
        ),
    ),
    basis=(stated(R48.at()), silent(of="slot", note="no length is known")),
)
