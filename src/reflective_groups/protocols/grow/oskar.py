"""OSKAR: Outcome, Scaling, Know-how, Affirm and Action, Review."""

from __future__ import annotations

from reflective_groups.model.frame import Clause
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
from reflective_groups.sources.bibliography import G19, G20

_OUTCOME = step(
    "outcome",
    "What the coachee wants, and what would make the talk worth its while.",
    G19.at(),
    G20.at(),
)
_SCALING = step(
    "scaling",
    "On a scale from 0 to 10, where does the coachee stand today?",
    G19.at(),
    G20.at(),
    told=True,
)
_KNOW_HOW = step(
    "know_how", "What helps the coachee to stand there already, and not at 0.", G19.at(), G20.at()
)
_AFFIRM_ACTION = step(
    "affirm_action",
    "What already goes well is said aloud, and the next small step is named.",
    G19.at(),
    G20.at(),
    floor=floors.BOTH,
)
_REVIEW = step("review", "What is better?", G19.at(), G20.at(), told=True)

OSKAR = Protocol(
    key="grow.oskar",
    title="OSKAR",
    family="grow",
    summary="A solution-focused talk that asks what works rather than what is wrong. By Jackson "
    "and McKergow, 2002.",
    session=_OUTCOME >> _SCALING >> _KNOW_HOW >> _AFFIRM_ACTION >> _REVIEW,
    slot=SLOT,
    seats=SEATS,
    size=SIZE,
    leadership=LEADERSHIP,
    rhythm=RHYTHM,
    practice=(
        Clause(
            "review_opens",
            "Later sessions open with the review, by asking what is better.",
            basis=(stated(G19.at(), G20.at()),),
        ),
        Clause(
            "when_stuck",
            "It helps where the analysis of a problem is stuck.",
            basis=(stated(G19.at(), G20.at()),),
        ),
        *PRACTICE,
    ),
    cautions=CAUTIONS,
    basis=(stated(G19.at(), G20.at()), SLOT_BASIS, RHYTHM_BASIS),
)
