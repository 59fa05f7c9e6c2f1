"""Balint groups in Switzerland: free story, free discussion, a leader who mainly moderates."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import Demand, GroupSize, Leadership
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, NO_MINUTES, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import CAUTION, INSTEAD
from reflective_groups.sources import silent, stated
from reflective_groups.sources.bibliography import B29

_PRESENT = Phase(
    name="present",
    floor=floors.PRESENTING,
    purpose="A member tells a case freely.",
    basis=(stated(B29.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_DISCUSS = Phase(
    name="discuss",
    floor=attrs.evolve(floors.SITTING_BACK, silent=(), sit_back=None),
    purpose="The group talks freely; the leader mainly moderates.",
    basis=(
        stated(B29.at()),
        NO_MINUTES,
        CLASSIC_FLOOR,
        silent(of="floor.sit_back", note="whether the presenter sits back is not known"),
    ),
)

CH = Protocol(
    key="balint.ch",
    title="Balint group in Switzerland",
    family="balint",
    summary="One case, told and discussed freely, usually in ninety minutes.",
    session=_PRESENT >> _DISCUSS,
    slot=Timebox(usual=minutes(90)),
    size=GroupSize(
        absolute_least=4,
        least=8,
        most=10,
        absolute_most=15,
        basis=(
            stated(B29.at(), of=("least", "most"), note="the leader not counted"),
            SIZE_BOUNDS,
        ),
    ),
    leadership=Leadership(
        least=1,
        discipline="balint",
        trained=Demand.REQUIRED,
        instead=INSTEAD,
        basis=(stated(B29.at(), of="least"), *CAUTION),
    ),
    cautions=CARE,
    basis=(stated(B29.at()), stated(B29.at(), of="slot.usual", note="usually")),
)
