"""RE-GROW: GROW after a short look back at the steps agreed last time."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import Clause
from reflective_groups.model.parts import Phase
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.protocols.grow import floors
from reflective_groups.protocols.grow.grow import GOAL, GROW, OPTIONS, REALITY, WILL
from reflective_groups.protocols.grow.one_to_one import RHYTHM_BASIS, SLOT_BASIS
from reflective_groups.sources import default, derived, stated
from reflective_groups.sources.bibliography import G1, G5, G6, G8

_SHORT = Timebox(least=minutes(1), usual=minutes(2), most=minutes(3))
_BASIS = (
    stated(G1.at(), G8.at()),
    stated(G6.at(), of="floor.advice"),
    default("time", note="both sources ask to keep it short and give no minutes"),
)

REVIEW = Phase(
    name="review",
    time=_SHORT,
    floor=floors.ASKING,
    purpose="Which of the steps agreed last time were taken?",
    basis=_BASIS,
)
EVALUATE = Phase(
    name="evaluate",
    time=_SHORT,
    floor=floors.ASKING,
    purpose="What did they bring, and how near is the goal now?",
    basis=_BASIS,
)
WRAP_UP = attrs.evolve(WILL, name="wrap_up", kind="will", basis=(stated(G1.at()), *WILL.basis[1:]))

REGROW = attrs.evolve(
    GROW,
    key="grow.regrow",
    title="RE-GROW",
    summary="GROW for a talk that is not the first: a short review and evaluation come before it. "
    "After Greene and Grant 2003, and Grant 2011.",
    session=REVIEW >> EVALUATE >> GOAL >> REALITY >> OPTIONS >> WRAP_UP,
    first_session=GOAL >> REALITY >> OPTIONS >> WRAP_UP,
    practice=(
        Clause(
            "keep_it_short",
            "Keep review and evaluation short, or they take the session off its rails.",
            basis=(stated(G1.at(), G8.at()),),
        ),
        Clause(
            "thirty_minutes",
            "A sample question of one source speaks of a session of 30 minutes.",
            basis=(stated(G1.at()),),
        ),
        *GROW.practice,
    ),
    basis=(
        stated(G1.at(), G8.at()),
        derived(
            G5.at(), of="first_session", note="a first session has no agreed steps to look back at"
        ),
        SLOT_BASIS,
        RHYTHM_BASIS,
    ),
)
