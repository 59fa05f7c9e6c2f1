"""CLEAR: Contract, Listen, Explore, Action, Review."""

from __future__ import annotations

from reflective_groups.model.protocol import Protocol
from reflective_groups.protocols.grow import floors
from reflective_groups.protocols.grow.one_to_one import (
    CAUTIONS,
    LEADERSHIP,
    PRACTICE,
    RHYTHM,
    RHYTHM_BASIS,
    SEATS,
    SIZE,
    SLOT,
    SLOT_BASIS,
    step,
)
from reflective_groups.sources import stated
from reflective_groups.sources.bibliography import G22, G23

CLEAR = Protocol(
    key="grow.clear",
    title="CLEAR",
    family="grow",
    summary="A talk that starts with a contract and ends with a review. By Hawkins, 1980s.",
    session=step(
        "contract",
        "What the talk is for, and how the two will work in it.",
        G22.at(),
        G23.at(),
        floor=floors.BOTH,
    )
    >> step("listen", "The coachee tells it, and the coach listens.", G22.at(), G23.at())
    >> step("explore", "Deeper into it, with other ways of seeing it.", G22.at(), G23.at())
    >> step("action", "What the coachee will do.", G22.at(), G23.at())
    >> step("review", "What was learned, and how the talk went.", G22.at(), G23.at()),
    slot=SLOT,
    seats=SEATS,
    size=SIZE,
    leadership=LEADERSHIP,
    rhythm=RHYTHM,
    practice=PRACTICE,
    cautions=CAUTIONS,
    basis=(stated(G22.at(), G23.at()), SLOT_BASIS, RHYTHM_BASIS),
)
