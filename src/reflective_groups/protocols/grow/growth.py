"""GROWTH: GROW with tactics and habits after it."""

from __future__ import annotations

import attrs

from reflective_groups.protocols.grow import floors
from reflective_groups.protocols.grow.grow import GROW
from reflective_groups.protocols.grow.one_to_one import RHYTHM_BASIS, SLOT_BASIS, step
from reflective_groups.sources import stated
from reflective_groups.sources.bibliography import G13, G14

_TACTICS = step(
    "tactics",
    "How the coachee goes about it: the tactics that serve the goal.",
    G13.at(),
    G14.at(),
    floor=floors.ASKING,
)
_HABITS = step(
    "habits",
    "How the tactics become habits, so that what was begun lasts.",
    G13.at(),
    G14.at(),
    floor=floors.ASKING,
)

GROWTH = attrs.evolve(
    GROW,
    key="grow.growth",
    title="GROWTH",
    summary="GROW, and then how the will is carried out and kept up. From Growth Coaching "
    "International, leaning on Gollwitzer's implementation intentions (1999).",
    session=GROW.session >> _TACTICS >> _HABITS,
    basis=(stated(G13.at(), G14.at()), SLOT_BASIS, RHYTHM_BASIS),
)
