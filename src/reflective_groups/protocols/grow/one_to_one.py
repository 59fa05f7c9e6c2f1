"""What the whole family shares: two people, how long they usually talk, and cautions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.frame import Bench, Clause, GroupSize, Leadership, Seat
from reflective_groups.model.parts import Phase
from reflective_groups.model.roles import COACH, COACHEE, Floor
from reflective_groups.model.timebox import UNSTATED, Timebox, minutes
from reflective_groups.protocols.grow import floors
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import G6, G7, G15, G16, G17, G18, S4, T12

if TYPE_CHECKING:
    from reflective_groups.sources import Citation

SEATS = (
    Seat(
        role=COACH,
        bench=Bench.LEADERS,
        duty="Asks more than tells and keeps the steps in view; need not be an expert in the "
        "subject.",
        basis=(stated(G6.at(), G7.at()),),
    ),
    Seat(
        role=COACHEE,
        bench=Bench.MEMBERS,
        duty="Brings the matter, finds the options and decides what to do.",
        basis=(stated(G7.at()),),
    ),
)
SIZE = GroupSize(
    least=1, most=1, basis=(derived(G7.at(), note="the steps speak of one coach and one coachee"),)
)
LEADERSHIP = Leadership(
    least=1,
    most=1,
    discipline="coaching",
    basis=(
        derived(G7.at(), of=("least", "most"), note="the steps speak of one coach"),
        default("discipline", note="the name this library gives to a coach's training"),
        silent(
            T12.at(),
            of="trained",
            note="no source asks for a certain training; a coach who is a peer need be neither "
            "senior nor better qualified",
        ),
        silent(
            S4.at("004-22"),
            of="independent",
            note="managers use these steps too; where trust is the aim, a coach from outside the "
            "line is wanted",
        ),
    ),
)

SLOT = Timebox(least=minutes(30), usual=minutes(60), most=minutes(120))
SLOT_BASIS = stated(
    G15.at(),
    of="slot",
    note="of coaching sessions in general: 30 to 45 minutes is short, 60 is commonest, 90 to 120 "
    "is for a first or a deep one",
)
RHYTHM = "fortnightly or monthly, most often for six months"
RHYTHM_BASIS = stated(G18.at(), of="rhythm", note="of coaching in general")

PRACTICE = (
    Clause(
        "executive_sessions",
        "With executives, 60 to 90 minutes every two or three weeks over six to nine months.",
        basis=(stated(G16.at()),),
    ),
    Clause(
        "one_coach_measured",
        "One coach's sessions came to 105 minutes.",
        basis=(stated(G17.at()),),
    ),
)
CAUTIONS = (
    Clause(
        "line_manager",
        "A manager who coaches may not manage to hold back advice. Where trust is the aim, let "
        "somebody coach who does not manage the coachee.",
        basis=(stated(G6.at()), derived(S4.at("004-22"), S4.at("004-25"))),
    ),
    Clause(
        "performance_management",
        "Do not let coaching slide into managing performance.",
        basis=(stated(S4.at("004-10")),),
    ),
)


def step(
    name: str,
    purpose: str,
    *citations: Citation,
    kind: str = "",
    floor: Floor = floors.COACHING,
    told: bool = False,
) -> Phase:
    """A step for which nobody has published minutes: its time stays empty, and says so.

    `told` is for a step of which the source says what it is for, and not its name alone.

    >>> from reflective_groups.sources.bibliography import G22
    >>> str(step("listen", "The coachee tells it.", G22.at()))
    'listen (no time stated)'
    """
    ours = default("purpose", note="our reading of the step's name")
    return Phase(
        name=name,
        time=UNSTATED,
        floor=floor,
        purpose=purpose,
        kind=kind,
        basis=(
            stated(*citations),
            *(() if told else (ours,)),
            default("floor", note="as in GROW; the source names the step and not who has the word"),
            silent(*citations, of="time", note="no minutes are published for the step"),
        ),
    )
