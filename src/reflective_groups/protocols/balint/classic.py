"""The classic form of a case, for sources that give a frame and no phases."""

from __future__ import annotations

from reflective_groups.model.parts import Phase, Rounds, Sequence
from reflective_groups.model.roles import PRESENTER
from reflective_groups.model.timebox import Count
from reflective_groups.protocols.balint import floors
from reflective_groups.sources import default, derived, silent
from reflective_groups.sources.bibliography import B17, B33, B35

_UNTOLD = (
    default(note="a phase of the classic form; what is known of this source names no phases"),
    silent(of="time", note="no minutes are known"),
)

CLASSIC_FLOOR = default(
    "floor", note="who may do what is as in the classic form; this source does not spell it out"
)
"""For a phase that a source names without saying who may do what in it."""

NO_MINUTES = silent(of="time", note="no minutes are given")

SIZE_BOUNDS = derived(
    B17.at(),
    B33.at(),
    B35.at(),
    of=("absolute_least", "absolute_most"),
    note="over all Balint sources",
)
"""The least and the most that any Balint source names."""

CASE = (
    Phase(
        name="present",
        floor=floors.PRESENTING,
        purpose="A member tells a case from memory.",
        basis=_UNTOLD,
    )
    >> Phase(
        name="clarify",
        floor=floors.CLARIFYING,
        purpose="Members ask for facts they are missing.",
        basis=_UNTOLD,
    )
    >> Phase(
        name="discuss",
        floor=floors.SITTING_BACK,
        purpose="Members imagine the people in the case and what passes between them, while the "
        "presenter listens.",
        basis=_UNTOLD,
    )
    >> Phase(
        name="return",
        floor=floors.RETURNING,
        purpose="The presenter says what it was like to listen.",
        basis=_UNTOLD,
    )
)
"""Telling, questions, sit-back and return, without a single minute."""


def cases(case: Sequence) -> Rounds:
    """As many cases as there is time for, for a source that does not say how many.

    >>> str(cases(CASE).count)
    '1 or more'
    """
    return Rounds(
        part=case,
        count=Count(least=1),
        rotating=(PRESENTER,),
        name="cases",
        basis=(
            derived(note="each case has a presenter of its own"),
            silent(of="count", note="how many cases a session holds is not known"),
        ),
    )
