"""What peer triads share: three seats, no leader, what is agreed, and what to look out for."""

from __future__ import annotations

from reflective_groups.model.frame import (
    Clause,
    Confidentiality,
    Frame,
    GroupSize,
    Leadership,
    Seat,
)
from reflective_groups.model.roles import COACH, COACHEE, OBSERVER
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import S4, T1, T2, T3, T5, T6, T7, T8, T9, T12, T13

ROTATION = stated(
    T1.at(), T2.at(), of="rotating", note="whoever coached observes next, and is coached after that"
)
EACH_ROLE_ONCE = derived(
    T1.at(), T2.at(), of="count", note="three people who each hold each of three roles once"
)
OBSERVERS_LEFT_OVER = stated(T6.at(), of="leftover", note="whoever is left over observes")

SEATS = (
    Seat(
        role=COACH,
        duty="Asks, listens, gives the talk a shape, tries something new and asks for feedback on "
        "it. Solves nothing and does not argue with feedback.",
        basis=(stated(T2.at(), T3.at()),),
    ),
    Seat(
        role=COACHEE,
        duty="Brings something real, current and unsolved. It is the coach who is practising.",
        basis=(stated(T2.at(), T3.at(), T5.at()),),
    ),
    Seat(
        role=OBSERVER,
        duty="Watches mainly the coach and notes examples. Interrupts nobody, coaches nobody, and "
        "offers neither of them suggestions.",
        basis=(stated(T1.at(), T2.at(), T3.at()),),
    ),
)
SIZE = GroupSize(
    least=3,
    multiple_of=3,
    basis=(
        stated(T1.at(), of="least"),
        stated(T6.at(), of="multiple_of", note="numbers that divide by three"),
        silent(T6.at(), of="most", note="as many triads as there is room for"),
    ),
)
LEADERSHIP = Leadership(
    least=0,
    basis=(
        stated(
            T7.at(),
            T8.at(),
            T9.at(),
            of="least",
            note="teachers plan and run it themselves; leaders make the conditions for it",
        ),
    ),
)
FRAME = Frame(
    confidentiality=Confidentiality.ALL,
    basis=(stated(T6.at(), T13.at(), of="confidentiality"),),
)
PRACTICE_POINTS = (
    Clause(
        "conditions",
        "A focus, defined roles and skill in giving feedback.",
        basis=(stated(T7.at(), T8.at(), T9.at()),),
    ),
    Clause(
        "principles",
        "Confidentiality, trust, no judgement, belief in the coachee, small steps.",
        basis=(stated(T13.at()),),
    ),
    Clause(
        "who_coaches",
        "Whoever coaches need be neither senior nor better qualified.",
        basis=(stated(T12.at()),),
    ),
    Clause(
        "who_keeps_time",
        "One source has the coach keep the time; in one school the observer does, and signals when "
        "a contract is reached.",
        basis=(stated(T3.at(), T5.at()),),
    ),
    Clause(
        "four_people",
        "A fourth person can be a second observer.",
        basis=(derived(T6.at(), note="whoever is left over observes"),),
    ),
)
CAUTIONS = (
    Clause(
        "no_line",
        "No triad with somebody and their line manager in it, and no triad in the service of "
        "appraisal.",
        basis=(
            derived(S4.at("004-10"), S4.at("004-22"), note="told of group coaching in schools"),
        ),
    ),
    Clause(
        "a_real_issue",
        "Nothing already solved, staged or brought as a test.",
        basis=(stated(T2.at(), T3.at(), T5.at()),),
    ),
)
