"""The practice triad in three short rounds, within an hour."""

from __future__ import annotations

import attrs

from reflective_groups.model.parts import Leftover, Phase
from reflective_groups.model.roles import COACH, COACHEE, OBSERVER
from reflective_groups.model.timebox import Timebox, exactly, minutes
from reflective_groups.protocols.triad import floors
from reflective_groups.protocols.triad.peer import AGREE_ROLES, OBSERVER_FEEDBACK, PEER
from reflective_groups.protocols.triad.three import (
    EACH_ROLE_ONCE,
    OBSERVERS_LEFT_OVER,
    ROTATION,
)
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import T1, T2, T3, T4, T6, T13

_WITHIN_THE_HOUR = derived(
    T4.at(),
    of="time",
    note="an hour less three times 10 minutes leaves 10 a round for all but the coaching",
)

_AGREE_ROLES = attrs.evolve(
    AGREE_ROLES,
    time=Timebox(least=minutes(1), usual=minutes(2), most=minutes(2)),
    basis=(
        stated(T1.at(), note="the step is another source's; T4 does not speak of it"),
        _WITHIN_THE_HOUR,
    ),
)
_COACH = Phase(
    name="coach",
    time=exactly(minutes(10)),
    floor=floors.COACHING,
    purpose="The coach practises; the observer listens and takes notes.",
    basis=(
        stated(T4.at(), of="time", note="another source takes 30 minutes (T1)"),
        stated(T4.at()),
    ),
)
_OBSERVER_FEEDBACK = attrs.evolve(
    OBSERVER_FEEDBACK,
    time=Timebox(least=minutes(2), usual=minutes(5), most=minutes(5)),
    purpose="What the observer saw the coach do, with examples.",
    basis=(
        stated(T6.at(), note="from observers only; another source starts with the coachee (T1)"),
        stated(T2.at(), T3.at(), T13.at(), of="floor.steer_away"),
        _WITHIN_THE_HOUR,
    ),
)
_REFLECT = Phase(
    name="reflect",
    time=Timebox(least=minutes(0), usual=minutes(3), most=minutes(3)),
    floor=floors.TOGETHER,
    purpose="All three look back at how it went.",
    basis=(stated(T4.at(), T6.at()), _WITHIN_THE_HOUR),
)

PRACTICE = attrs.evolve(
    PEER,
    key="triad.practice",
    title="Practice triad",
    summary="Three short rounds for practising coaching, within an hour.",
    session=(_AGREE_ROLES >> _COACH >> _OBSERVER_FEEDBACK >> _REFLECT)
    .rounds(3, rotating=(COACH, COACHEE, OBSERVER), basis=(EACH_ROLE_ONCE, ROTATION))
    .in_groups_of(
        3,
        leftover=Leftover.OBSERVE,
        name="triads",
        basis=(stated(T4.at(), of="size"), OBSERVERS_LEFT_OVER),
    ),
    slot=exactly(minutes(60)),
    basis=(
        stated(T4.at(), T6.at()),
        stated(T4.at(), of="slot", note="an hour for the rounds and looking back at them"),
    ),
)
