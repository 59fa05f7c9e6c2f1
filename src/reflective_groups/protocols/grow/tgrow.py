"""T-GROW: GROW with the topic before it."""

from __future__ import annotations

import attrs

from reflective_groups.model.parts import Phase
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.protocols.grow import floors
from reflective_groups.protocols.grow.grow import GROW
from reflective_groups.protocols.grow.one_to_one import RHYTHM_BASIS, SLOT_BASIS
from reflective_groups.sources import default, stated
from reflective_groups.sources.bibliography import G4, G6

TOPIC = Phase(
    name="topic",
    time=Timebox(least=minutes(1), usual=minutes(3), most=minutes(5)),
    floor=floors.ASKING,
    purpose="What the talk is about; it may stay loose, and the goal may still change.",
    basis=(
        stated(G4.at()),
        stated(G6.at(), of="floor.advice"),
        default("time", note="no source gives minutes for it; a few, so that GROW keeps its time"),
    ),
)

TGROW = attrs.evolve(
    GROW,
    key="grow.tgrow",
    title="T-GROW",
    summary="GROW, after a first word on what the talk is about.",
    session=TOPIC >> GROW.session,
    basis=(stated(G4.at()), SLOT_BASIS, RHYTHM_BASIS),
)
