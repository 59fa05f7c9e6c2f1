"""Each session of document 004 after the first: two hours, every school term."""

from __future__ import annotations

import attrs

from reflective_groups.model.parts import Phase
from reflective_groups.model.timebox import UNSTATED, exactly, minutes
from reflective_groups.protocols.triad import floors, veritas
from reflective_groups.protocols.triad.veritas_workshop import VERITAS_WORKSHOP
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import S4

_WHOLE_GROUP = Phase(
    name="whole_group",
    kind="discuss",
    time=UNSTATED,
    floor=floors.WHOLE_GROUP,
    purpose="As one group, in formal coaching conversations: how each is taking up the priority of "
    "the school improvement plan.",
    basis=(
        derived(
            S4.at("004-20"),
            S4.at("004-21"),
            S4.at("004-28"),
            note="the group met first as one; that each later session starts so is our reading",
        ),
        veritas.no_minutes(),
    ),
)

VERITAS_MEETING = attrs.evolve(
    VERITAS_WORKSHOP,
    key="triad.veritas_meeting",
    title="Veritas peer coaching, meeting of the term",
    summary="Every term the group and its coach meet again, first together and then in triads.",
    session=_WHOLE_GROUP >> veritas.TRIADS,
    slot=exactly(minutes(120)),
    basis=(stated(S4.at()), stated(S4.at("004-31"), of="slot"), veritas.RHYTHM_BASIS),
)
