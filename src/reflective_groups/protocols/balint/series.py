"""A series of Balint meetings for people who work with patients or clients, after document 002.

Its arithmetic is tight: two cases in 90 minutes leave 45 for each, and a discussion of 40 minutes
does not fit beside the rest. The document gives both figures, and both are kept.
"""

from __future__ import annotations

from reflective_groups.model.frame import (
    Clause,
    Demand,
    Frame,
    GroupSize,
    Leadership,
    Seat,
    SeriesNeeds,
)
from reflective_groups.model.parts import Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import PRESENTER
from reflective_groups.model.timebox import UNSTATED, Count, Timebox, exactly, minutes
from reflective_groups.protocols.balint import floors, training
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B17, B33, B35, S0, S1, S2, S3


def _point(name: str, text: str, *places: str) -> Clause:
    return Clause(name, text, basis=(stated(*map(S2.at, places)),))


_PRESENT = Phase(
    name="present",
    time=Timebox(least=minutes(5), usual=minutes(5.5), most=minutes(6)),
    floor=floors.PRESENTING,
    purpose="A member speaks freely, as it comes to mind, about the relationship with somebody "
    "they work with.",
    basis=(
        stated(
            S2.at("002-11"),
            S2.at("002-12"),
            note="document 000 gives 10 minutes (000-28)",
        ),
        derived(S2.at("002-12"), of="time.usual", note="the middle of 5 and 6"),
        floors.STEERING_ELSEWHERE,
    ),
)
_CLARIFY = Phase(
    name="clarify",
    time=Timebox(least=minutes(2), usual=minutes(3), most=minutes(3)),
    floor=floors.CLARIFYING,
    purpose="Those who listened ask a few questions of fact, and the presenter can answer them.",
    basis=(
        stated(S2.at("002-14"), S2.at("002-15")),
        derived(
            S2.at("002-14"),
            of="time",
            note="'a few minutes' is all that is said, and is taken as two or three; other sources "
            "give 5 (000-29)",
        ),
        floors.STEERING_ELSEWHERE,
    ),
)
_DISCUSS = Phase(
    name="discuss",
    time=Timebox(least=minutes(30), usual=minutes(30), most=minutes(40)),
    floor=floors.SITTING_BACK,
    purpose="The presenter listens while the others talk about what they heard, for the 30 or 40 "
    "minutes that remain.",
    basis=(
        stated(
            S2.at("002-16"),
            S2.at("002-17"),
            note="document 000 gives 20 to 30 minutes (000-32)",
        ),
        derived(
            S2.at("002-08"),
            S2.at("002-09"),
            S2.at("002-17"),
            of="time.usual",
            note="two cases in 90 minutes leave 45 for each, and only the shorter figure fits "
            "beside the rest",
        ),
        floors.talking(S2.at("002-17")),
        floors.moving_back(S2.at("002-16")),
        floors.STEERING_ELSEWHERE,
        floors.ONLINE_ELSEWHERE,
    ),
)
_RETURN = Phase(
    name="return",
    time=UNSTATED,
    floor=floors.RETURNING,
    purpose="The presenter is invited back and tells the group what it was like to hear all that.",
    basis=(
        stated(S2.at("002-18")),
        silent(S2.at("002-18"), of="time", note="no minutes are given for the return"),
        floors.sharing(S2.at("002-18")),
        floors.STEERING_ELSEWHERE,
    ),
)

SERIES = Protocol(
    key="balint.series",
    title="Balint group series",
    family="balint",
    summary="People who work with patients or clients think, in a space with a structure, about "
    "those relationships and about what the work does to them.",
    session=Rounds(
        part=_PRESENT >> _CLARIFY >> _DISCUSS >> _RETURN,
        count=Count(least=1, usual=2, most=2),
        rotating=(PRESENTER,),
        name="cases",
        basis=(
            stated(S2.at("002-09"), of="count.usual"),
            derived(
                S2.at("002-09"),
                of="count.least",
                note="'usually' leaves room for a meeting with a single case",
            ),
            derived(
                S2.at("002-08"),
                S2.at("002-12"),
                S2.at("002-14"),
                S2.at("002-17"),
                of="count.most",
                note="three of the shortest cases, 3 × 37 = 111 minutes, do not fit in 90",
            ),
            derived(S2.at("002-09"), note="each case has a presenter of its own"),
        ),
    ),
    slot=exactly(minutes(90)),
    seats=(
        Seat(
            role=PRESENTER,
            duty="Tell, without preparing it, a case that has been on your mind.",
            basis=(stated(S2.at("002-10"), S2.at("002-13")),),
        ),
    ),
    size=GroupSize(
        absolute_least=4,
        absolute_most=15,
        basis=(
            derived(
                B17.at(),
                B33.at(),
                B35.at(),
                of=("absolute_least", "absolute_most"),
                note="over all Balint sources; document 002 names no size",
            ),
            silent(of=("least", "most"), note="no size is named"),
        ),
    ),
    leadership=Leadership(
        least=1,
        discipline="balint",
        trained=Demand.REQUIRED,
        instead=training.INSTEAD,
        basis=(
            derived(
                S0.at("000-25"),
                S3.at("003-15"),
                of="least",
                note="document 002 does not speak of leaders; those that do have at least one",
            ),
            derived(
                S1.at("001-12"),
                S1.at("001-30"),
                of=("trained", "discipline"),
                note="document 002 does not speak of leaders; document 001 strongly advises those "
                "without training against any Balint group",
            ),
            stated(S1.at("001-32"), of="instead"),
        ),
    ),
    frame=Frame(
        voluntary_presenting=Demand.REQUIRED,
        regular_attendance=Demand.ADVISED,
        basis=(
            silent(
                S2.at("002-06"),
                of="confidentiality",
                note="a confidential space; what may leave it is not said, and document 000 lets "
                "members share their own words (000-18)",
            ),
            stated(S2.at("002-09"), S2.at("002-10"), of="voluntary_presenting"),
            stated(S2.at("002-23"), of="regular_attendance"),
            silent(of="ground_rules", note="no ground rules are named"),
        ),
    ),
    rhythm="Regularly, away from the usual pace of work.",
    series=SeriesNeeds(
        basis=(
            silent(
                S2.at("002-23"),
                of=("meetings", "months", "attend"),
                note="coming regularly is worth it; how many meetings there are is not said",
            ),
        ),
    ),
    cautions=(
        Clause(
            "untrained_leading",
            "It looks simple, and leading it is not for novices: members can be badly hurt. This "
            "document does not say so; a Balint society does.",
            basis=(stated(S1.at("001-12"), S1.at("001-28"), S1.at("001-30")),),
        ),
        *CARE,
    ),
    practice=(
        _point("aim_space", "To have a structured space in which a group reflects.", "002-01"),
        _point(
            "aim_understanding",
            "To understand the relationship between worker and patient, and how those who do the "
            "work respond to it.",
            "002-02",
        ),
        _point(
            "who_joins",
            "It is for people in health care who want to understand that relationship more "
            "deeply: wellbeing practitioners, counsellors, psychotherapists, psychologists, "
            "social workers, pharmacists, nurses and doctors, and others who give pastoral care, "
            "in education and criminal justice too.",
            "002-07",
            "002-24",
        ),
        _point(
            "pace",
            "Meet regularly, at some distance from the usual pace of work.",
            "002-05",
        ),
        _point(
            "confidence",
            "It is a confidential place to say what the work feels like.",
            "002-06",
        ),
        _point(
            "voluntary",
            "Whoever presents has offered to, with a case that has stayed on their mind.",
            "002-10",
        ),
        _point("no_preparation", "Nobody has to prepare anything.", "002-13"),
        _point(
            "containment",
            "Coming can hold people safely enough to attend to what they feel, for the good of "
            "those they work for and their own.",
            "002-19",
        ),
        _point(
            "habits",
            "Members come to notice their own habits and grow curious about how others see it.",
            "002-20",
        ),
        _point("many_ways", "A hard situation can be met in many ways.", "002-21"),
        _point(
            "feelings_as_knowledge",
            "To attend to feelings belongs to each day's work, and there is knowledge in it.",
            "002-22",
        ),
        _point(
            "attendance",
            "Coming regularly helps people find out what it is worth.",
            "002-23",
        ),
    ),
    basis=(
        stated(S2.at()),
        stated(S2.at("002-01"), S2.at("002-02"), of="summary"),
        stated(S2.at("002-08"), of="slot"),
        stated(S2.at("002-05"), of="rhythm", note="how often is not said"),
        silent(of="online", note="meeting online is not spoken of"),
    ),
)
"""Usually two cases in 90 minutes."""
