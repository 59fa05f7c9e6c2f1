"""Intervision in five steps, the fourth of which is advice."""

from __future__ import annotations

from reflective_groups.model.frame import GroupSize, Leadership
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, MEMBER, PRESENTER, AdvicePolicy, Floor
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import R22, R23, R25, R26, R27

_STEP = (stated(R23.at()), silent(of="time", note="no minutes are known"))

INTERVISION_FIVE_STEP = Protocol(
    key="relatives.intervision_five_step",
    title="Intervision in five steps",
    family="relatives",
    summary="A question, questions about it, what each takes its core to be, advice from everyone, "
    "and a look back.",
    session=Phase(
        name="ask",
        kind="present",
        floor=Floor(speaks=(PRESENTER,)),
        purpose="The presenter puts a question.",
        basis=_STEP,
    )
    >> Phase(
        name="explore",
        floor=Floor(asks=(MEMBER,), answers=(PRESENTER,)),
        purpose="The others explore it by asking.",
        basis=_STEP,
    )
    >> Phase(
        name="core",
        floor=Floor(speaks=(MEMBER,)),
        purpose="Each says what they take the core of it to be.",
        basis=_STEP,
    )
    >> Phase(
        name="advise",
        kind="options",
        floor=Floor(speaks=(MEMBER, PRESENTER), advice=AdvicePolicy.INVITED),
        purpose="Everyone gives advice, and the presenter reacts to it.",
        basis=_STEP,
    )
    >> Phase(
        name="evaluate",
        floor=Floor(speaks=(EVERYONE,)),
        purpose="All look back.",
        basis=_STEP,
    ),
    size=GroupSize(
        least=5,
        most=8,
        basis=(
            derived(
                R25.at(),
                R26.at(),
                of=("least", "most"),
                note="intervision in general; this source names no size",
            ),
        ),
    ),
    leadership=Leadership(
        least=0,
        most=0,
        basis=(
            derived(
                R22.at(),
                R27.at(),
                of=("least", "most"),
                note="intervision in general has no supervisor",
            ),
        ),
    ),
    basis=(stated(R23.at()), silent(of="slot", note="no session length is known")),
)
