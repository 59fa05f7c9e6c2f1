"""Balint groups for teachers in France, after Robo."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import Demand, GroupSize, Leadership
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, NO_MINUTES, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import INSTEAD, INSTEAD_ELSEWHERE, ONE_LEADER
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B35, S1

_PRESENT = Phase(
    name="present",
    floor=floors.PRESENTING,
    purpose="A teacher tells what happened.",
    basis=(stated(B35.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_CLARIFY = Phase(
    name="clarify",
    floor=floors.CLARIFYING,
    purpose="Question and answer.",
    basis=(stated(B35.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_DISCUSS = Phase(
    name="discuss",
    floor=attrs.evolve(floors.SITTING_BACK, silent=(), sit_back=None),
    purpose="Members say what the story calls up in them, and what might lie behind it.",
    basis=(
        stated(B35.at()),
        NO_MINUTES,
        CLASSIC_FLOOR,
        silent(of="floor.sit_back", note="whether the presenter sits back is not known"),
    ),
)

TEACHER_FR = Protocol(
    key="balint.teacher_fr",
    title="Balint group for teachers (France)",
    family="balint",
    summary="One story from a classroom, questions to its teller, then what it calls up.",
    session=_PRESENT >> _CLARIFY >> _DISCUSS,
    size=GroupSize(
        absolute_least=4,
        most=15,
        absolute_most=15,
        basis=(
            stated(B35.at(), of="most"),
            silent(of="least", note="no least number is stated"),
            SIZE_BOUNDS,
        ),
    ),
    leadership=Leadership(
        least=1,
        discipline="balint",
        trained=Demand.REQUIRED,
        psychodynamic=Demand.IDEAL,
        training=(
            "An analyst if possible.",
            "Otherwise a clinical psychologist, or somebody with long experience of such groups.",
        ),
        instead=INSTEAD,
        basis=(
            ONE_LEADER,
            derived(
                S1.at("001-30"),
                of=("trained", "discipline"),
                note="the caution of the Australian and New Zealand society; this source has an "
                "analyst if possible, else a clinical psychologist or somebody with long "
                "experience of such groups (B35), and asks for no training in leading them",
            ),
            stated(B35.at(), of=("psychodynamic", "training"), note="if possible"),
            INSTEAD_ELSEWHERE,
        ),
    ),
    cautions=CARE,
    basis=(stated(B35.at()), silent(of="slot", note="no session length is known")),
)
