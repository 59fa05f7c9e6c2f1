"""The first session of document 004: a workshop of three hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import UNSTATED, exactly, minutes
from reflective_groups.protocols.triad import floors, veritas
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import S4

if TYPE_CHECKING:
    from reflective_groups.sources import Basis, Citation


def _early(*citations: Citation) -> Basis:
    return derived(
        *citations,
        note="told of the early discussions; that they have their place in the workshop, before "
        "the triads and in this order, is our reading",
    )


_PRIORITY = Phase(
    name="priority",
    kind="discuss",
    time=UNSTATED,
    floor=floors.WHOLE_GROUP,
    purpose="As one group: whose the priority of the school improvement plan is, what it means for "
    "those here, and how they are taking it up.",
    basis=(
        _early(S4.at("004-20"), S4.at("004-21"), S4.at("004-28"), S4.at("004-32")),
        veritas.no_minutes(),
    ),
)
_SUPPORT = Phase(
    name="support",
    kind="discuss",
    time=UNSTATED,
    floor=floors.WHOLE_GROUP,
    purpose="How peer coaching might help each of them to grow, and all of them to work as a team.",
    basis=(_early(S4.at("004-33")), veritas.no_minutes()),
)
_VISION = Phase(
    name="vision",
    kind="discuss",
    time=UNSTATED,
    floor=floors.WHOLE_GROUP,
    purpose="The tenets of the trust's vision of coaching and how it is practised, to be discussed "
    "and challenged.",
    basis=(_early(S4.at("004-34")), veritas.no_minutes()),
)

VERITAS_WORKSHOP = Protocol(
    key="triad.veritas_workshop",
    title="Veritas peer coaching, first workshop",
    family="triad",
    summary="Middle leaders and a coach from outside start together, then split into triads.",
    session=_PRIORITY >> _SUPPORT >> _VISION >> veritas.TRIADS,
    slot=exactly(minutes(180)),
    seats=veritas.SEATS,
    size=veritas.SIZE,
    leadership=veritas.LEADERSHIP,
    frame=veritas.FRAME,
    room=veritas.ROOM,
    rhythm=veritas.RHYTHM,
    series=veritas.SERIES,
    ground_rules=veritas.GROUND_RULES,
    cautions=veritas.CAUTIONS,
    practice=veritas.PRACTICE,
    basis=(stated(S4.at()), stated(S4.at("004-30"), of="slot"), veritas.RHYTHM_BASIS),
)
