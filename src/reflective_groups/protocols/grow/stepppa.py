"""STEPPPA: Subject, Target, Emotion, Perception, Plan, Pace, Act or Amend."""

from __future__ import annotations

from reflective_groups.model.frame import Clause
from reflective_groups.model.protocol import Protocol
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
from reflective_groups.sources.bibliography import G24, G25

_G = (G24.at(), G25.at())

STEPPPA = Protocol(
    key="grow.stepppa",
    title="STEPPPA",
    family="grow",
    summary="Seven steps for a matter that stirs strong emotions. By McLeod, 2003.",
    session=step("subject", "What the talk is about.", *_G)
    >> step("target", "What the coachee wants to reach.", *_G)
    >> step("emotion", "What the coachee feels about it, and whether that drives or blocks.", *_G)
    >> step("perception", "The wider picture, and how else it could be seen.", *_G)
    >> step("plan", "The steps to get there.", *_G)
    >> step("pace", "How fast, and by when.", *_G)
    >> step("act", "The coachee acts, or amends the plan; some say adapts it.", *_G, told=True),
    slot=SLOT,
    seats=SEATS,
    size=SIZE,
    leadership=LEADERSHIP,
    rhythm=RHYTHM,
    practice=(
        Clause(
            "six_steps",
            "Some write STEPPA and join plan and pace, which makes six steps.",
            basis=(stated(G25.at()),),
        ),
        *PRACTICE,
    ),
    cautions=CAUTIONS,
    basis=(stated(G24.at(), G25.at()), SLOT_BASIS, RHYTHM_BASIS),
)
