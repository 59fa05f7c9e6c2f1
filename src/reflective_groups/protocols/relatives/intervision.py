"""Intervision as teachers in the Netherlands hold it, after Schepers van Loon."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, Frame, GroupSize, Leadership, Seat
from reflective_groups.model.parts import Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, MEMBER, PRESENTER, TIMEKEEPER, Floor, Questions
from reflective_groups.model.timebox import exactly, minutes, times
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R20, R22, R25, R26, R27, R28

_PRESENT = Phase(
    name="present",
    time=exactly(minutes(5)),
    floor=Floor(leads=(TIMEKEEPER,), speaks=(PRESENTER,)),
    purpose="The presenter tells the problem in short.",
    basis=(stated(R20.at()),),
)
_QUESTION = Phase(
    name="question",
    kind="explore",
    time=exactly(minutes(10)),
    floor=Floor(leads=(TIMEKEEPER,), asks=(MEMBER,), speaks=(PRESENTER,), questions=Questions.OPEN),
    purpose="Colleagues write open questions, and the presenter marks which of them help.",
    basis=(
        stated(R20.at()),
        silent(of="floor.advice", note="whether advice has a place is not stated"),
    ),
)
_DISCUSS = Phase(
    name="discuss",
    time=exactly(minutes(45)),
    floor=Floor(leads=(TIMEKEEPER,), speaks=(EVERYONE,)),
    purpose="Further steps, which our notes of this source do not tell apart.",
    basis=(
        derived(R20.at(), of="time", note="an hour for a case, less 5 and 10 minutes"),
        default("floor", note="who speaks in the further steps is not known, so all may"),
        stated(R20.at()),
    ),
)
_CASES = Rounds(
    name="cases",
    part=_PRESENT >> _QUESTION >> _DISCUSS,
    count=times(2),
    rotating=(PRESENTER,),
    basis=(stated(R20.at()), derived(R20.at(), of="rotating", note="a case is its presenter's")),
)

INTERVISION = Protocol(
    key="relatives.intervision",
    title="Intervision among teachers",
    family="relatives",
    summary="Colleagues without a supervisor give an hour to each of two problems and start from "
    "written questions.",
    session=_CASES,
    slot=exactly(minutes(120)),
    seats=(
        Seat(role=PRESENTER, basis=(stated(R20.at()),)),
        Seat(
            role=TIMEKEEPER,
            duty="Organises the meeting and keeps the time. The task goes from member to member.",
            basis=(
                stated(R20.at()),
                stated(R22.at(), R27.at(), of="duty", note="that the task moves on"),
            ),
        ),
    ),
    size=GroupSize(least=6, most=8, basis=(stated(R20.at(), of=("least", "most")),)),
    leadership=Leadership(
        least=0,
        most=0,
        basis=(stated(R22.at(), R27.at(), of=("least", "most"), note="no supervisor"),),
    ),
    frame=Frame(
        basis=(
            silent(
                of="confidentiality",
                note="confidentiality is asked for, and not said what may leave the room",
            ),
        ),
    ),
    rhythm="Five or six times a year.",
    ground_rules=(
        Clause("listening", "Listen without comment.", basis=(stated(R22.at(), R27.at()),)),
        Clause("rank", "Values count for more than rank.", basis=(stated(R22.at(), R27.at()),)),
        Clause(
            "confidential",
            "What is said is confidential.",
            basis=(stated(R22.at(), R27.at()),),
        ),
    ),
    cautions=(
        Clause(
            "no_personal_conflict",
            "A conflict with one particular colleague is not a case for this group.",
            basis=(stated(R20.at()),),
        ),
    ),
    practice=(
        Clause(
            "shared_work",
            "Members usually do not work together from day to day.",
            basis=(stated(R22.at(), R27.at()),),
        ),
        Clause(
            "size_elsewhere",
            "Intervision in general is described with 5 to 8 people.",
            basis=(stated(R25.at(), R26.at()),),
        ),
        Clause(
            "methods",
            "Inside an intervision the group may choose a method: incident, ten steps, gossip (the "
            "presenter listens as if not there), Balint or reflecting team.",
            basis=(stated(R28.at()),),
        ),
    ),
    basis=(stated(R20.at()),),
)
