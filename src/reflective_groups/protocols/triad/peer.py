"""The peer triad in three long rounds."""

from __future__ import annotations

from reflective_groups.model.parts import Leftover, Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import COACH, COACHEE, OBSERVER
from reflective_groups.model.timebox import Timebox, exactly, minutes
from reflective_groups.protocols.triad import floors
from reflective_groups.protocols.triad.three import (
    CAUTIONS,
    EACH_ROLE_ONCE,
    FRAME,
    LEADERSHIP,
    OBSERVERS_LEFT_OVER,
    PRACTICE_POINTS,
    ROTATION,
    SEATS,
    SIZE,
)
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import T1, T2, T3, T4, T6, T13

AGREE_ROLES = Phase(
    name="agree_roles",
    time=Timebox(least=minutes(1), usual=minutes(2), most=minutes(5)),
    floor=floors.TOGETHER,
    purpose="Who coaches, who is coached and who observes in this round.",
    basis=(
        stated(T1.at()),
        derived(of="time", note="no minutes given; estimated beside the rest of the round"),
    ),
)
_COACH = Phase(
    name="coach",
    time=exactly(minutes(30)),
    floor=floors.COACHING,
    purpose="The coach coaches; the observer listens and takes notes.",
    basis=(
        stated(T1.at(), of="time", note="other sources take 10 minutes (T4), and 5 in a drill"),
        stated(T1.at(), T2.at(), T3.at()),
    ),
)
_COACHEE_FEEDBACK = Phase(
    name="coachee_feedback",
    kind="feedback",
    time=Timebox(least=minutes(2), usual=minutes(3), most=minutes(5)),
    floor=floors.COACHEE_FEEDBACK,
    purpose="What was good and what could have worked better; the coach notes it and says thanks.",
    basis=(
        stated(T1.at(), note="another source has feedback from observers only (T6)"),
        stated(T13.at(), of="floor.steer_away"),
        derived(T1.at(), of="time", note="told as a few minutes"),
    ),
)
OBSERVER_FEEDBACK = Phase(
    name="observer_feedback",
    kind="feedback",
    time=Timebox(least=minutes(2), usual=minutes(5), most=minutes(10)),
    floor=floors.OBSERVER_FEEDBACK,
    purpose="What the coach did well and what could be done differently, with examples.",
    basis=(
        stated(T1.at(), T2.at()),
        stated(
            T2.at(),
            T3.at(),
            T13.at(),
            of="floor.steer_away",
            note="no suggestions, and no judgement",
        ),
        derived(T1.at(), of="time", note="no minutes given; estimated beside the coachee's"),
        default("time.most", note="our choice; no source we have gives the observer a limit"),
    ),
)
_REFLECT = Phase(
    name="reflect",
    time=Timebox(least=minutes(0), usual=minutes(0), most=minutes(5)),
    floor=floors.TOGETHER,
    purpose="What all three take from the round.",
    optional=True,
    basis=(
        stated(T4.at(), T6.at()),
        derived(
            T1.at(),
            T4.at(),
            T6.at(),
            of="time",
            note="the source of the 30 minutes has none, two others hold one without minutes",
        ),
    ),
)

PEER = Protocol(
    key="triad.peer",
    title="Peer coaching triad",
    family="triad",
    summary="Three people coach, are coached and observe in turn, half an hour each.",
    session=(AGREE_ROLES >> _COACH >> _COACHEE_FEEDBACK >> OBSERVER_FEEDBACK >> _REFLECT)
    .rounds(3, rotating=(COACH, COACHEE, OBSERVER), basis=(EACH_ROLE_ONCE, ROTATION))
    .in_groups_of(
        3,
        leftover=Leftover.OBSERVE,
        name="triads",
        basis=(stated(T1.at(), of="size"), OBSERVERS_LEFT_OVER),
    ),
    seats=SEATS,
    size=SIZE,
    leadership=LEADERSHIP,
    frame=FRAME,
    practice=PRACTICE_POINTS,
    cautions=CAUTIONS,
    basis=(
        stated(T1.at()),
        silent(T1.at(), of="slot", note="three rounds of 30 minutes and about 10 come to 120"),
    ),
)
