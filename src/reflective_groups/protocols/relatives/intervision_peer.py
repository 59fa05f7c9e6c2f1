"""Intervision in a very small group: one case, and what each observer noticed."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership, Seat
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import OBSERVER, PRESENTER, Floor
from reflective_groups.model.timebox import Count, Timebox, exactly, minutes
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import R22

_PRESENT = Phase(
    name="present",
    time=exactly(minutes(7.5)),
    floor=Floor(speaks=(PRESENTER,)),
    purpose="The presenter tells the case, and the others listen without comment.",
    basis=(stated(R22.at()),),
)
_OBSERVE = Phase(
    name="observe",
    kind="feedback",
    floor=Floor(speaks=(OBSERVER,)),
    purpose="Each observer gives one or two observations.",
    basis=(stated(R22.at()), silent(of="time", note="only the whole is given, 30 to 40 minutes")),
)

INTERVISION_PEER = Protocol(
    key="relatives.intervision_peer",
    title="Intervision in a small peer group",
    family="relatives",
    summary="One presenter, two to four observers, and half an hour or a little more.",
    session=_PRESENT >> _OBSERVE,
    slot=Timebox(least=minutes(30), usual=minutes(35), most=minutes(40)),
    seats=(
        Seat(role=PRESENTER, basis=(stated(R22.at()),)),
        Seat(role=OBSERVER, count=Count(least=2, most=4), basis=(stated(R22.at()),)),
    ),
    size=GroupSize(least=3, most=5, basis=(stated(R22.at(), of=("least", "most")),)),
    leadership=Leadership(
        least=0,
        most=0,
        basis=(stated(R22.at(), of=("least", "most"), note="no supervisor"),),
    ),
    ground_rules=(
        Clause("listening", "Listen without comment.", basis=(stated(R22.at()),)),
        Clause("confidential", "What is said is confidential.", basis=(stated(R22.at()),)),
    ),
    basis=(
        stated(R22.at()),
        derived(R22.at(), of="slot.usual", note="the middle of the stated range"),
    ),
)
