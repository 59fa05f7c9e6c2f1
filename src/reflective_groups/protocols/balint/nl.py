"""Balint groups of general practitioners in the Netherlands, led by two."""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import (
    Clause,
    Demand,
    Fees,
    GroupSize,
    Leadership,
    Price,
    RoomNeeds,
)
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    ADVICE,
    OWN_CASE,
    SOLUTIONS,
    SUGGESTED_IMPROVEMENTS,
    AdvicePolicy,
)
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CLASSIC_FLOOR, NO_MINUTES, SIZE_BOUNDS, cases
from reflective_groups.protocols.balint.training import INSTEAD, INSTEAD_ELSEWHERE
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B30, B31

_HAS_A_PLACE_HERE = {ADVICE, SUGGESTED_IMPROVEMENTS, SOLUTIONS, OWN_CASE}
"""Suggestions flow from the discussion, and members' own experience comes up in it."""

_PRESENT = Phase(
    name="present",
    floor=floors.PRESENTING,
    purpose="A doctor tells a case, with nothing written to read from or hand round.",
    basis=(stated(B31.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_CLARIFY = Phase(
    name="clarify",
    floor=floors.CLARIFYING,
    purpose="The group asks for clarification.",
    basis=(stated(B31.at()), NO_MINUTES, CLASSIC_FLOOR),
)
_DISCUSS = Phase(
    name="discuss",
    floor=attrs.evolve(
        floors.SITTING_BACK,
        silent=(),
        sit_back=None,
        advice=AdvicePolicy.DISCOURAGED,
        steer_away=tuple(
            move for move in floors.SITTING_BACK.steer_away if move not in _HAS_A_PLACE_HERE
        ),
    ),
    purpose="The group talks about the case. Members' own experience comes up, and suggestions "
    "flow from the talk without being what it is for.",
    basis=(
        stated(B31.at()),
        NO_MINUTES,
        CLASSIC_FLOOR,
        derived(
            B31.at(),
            of=("floor.advice", "floor.steer_away"),
            note="suggestions do come, so nothing forbids them",
        ),
        silent(of="floor.sit_back", note="whether the presenter sits back is not known"),
    ),
)
_RETURN = Phase(
    name="return",
    floor=floors.RETURNING,
    purpose="The last round goes back to the presenter.",
    basis=(stated(B31.at()), NO_MINUTES, CLASSIC_FLOOR),
)

NL = Protocol(
    key="balint.nl",
    title="Balint group in the Netherlands",
    family="balint",
    summary="General practitioners meet about ten times a year with two leaders: one of their own "
    "and a psychotherapist.",
    session=cases(_PRESENT >> _CLARIFY >> _DISCUSS >> _RETURN),
    size=GroupSize(
        absolute_least=4,
        least=8,
        most=10,
        absolute_most=15,
        basis=(stated(B30.at(), of=("least", "most")), SIZE_BOUNDS),
    ),
    leadership=Leadership(
        least=2,
        preferred=2,
        discipline="balint",
        trained=Demand.REQUIRED,
        peer_profession=Demand.ADVISED,
        training=(
            "A training course for leaders.",
            "Co-leading at least 3 sessions with a recognised leader.",
            "5 hours of supervision, alone or in a group.",
        ),
        instead=INSTEAD,
        basis=(
            stated(
                B30.at(),
                of=("least", "preferred", "peer_profession"),
                note="a general practitioner as co-leader and a psychotherapist",
            ),
            stated(
                B30.at(),
                of=("trained", "discipline", "training"),
                note="for recognition as a leader",
            ),
            INSTEAD_ELSEWHERE,
        ),
    ),
    room=RoomNeeds(
        every_meeting=Demand.ADVISED, basis=(stated(B30.at(), B31.at(), of="every_meeting"),)
    ),
    rhythm="About 10 times a year.",
    fees=Fees(
        member_session=Price(least=50, most=50, currency="EUR"),
        basis=(
            derived(
                B31.at(),
                of="member_session",
                note="about 500 euros a year for about ten meetings, told by the meeting",
            ),
        ),
    ),
    ground_rules=(
        Clause(
            "no_papers",
            "Nothing written is handed round or read out.",
            basis=(stated(B31.at()),),
        ),
    ),
    cautions=CARE,
    practice=(
        Clause(
            "degree",
            "Whoever wants to be recognised as a leader has a degree and knows the field of "
            "general practice.",
            basis=(stated(B30.at()),),
        ),
        Clause(
            "recognition",
            "Recognition lasts 5 years. It is renewed with experience, and with at least one "
            "intervision a year.",
            basis=(stated(B30.at()),),
        ),
    ),
    basis=(
        stated(B30.at(), B31.at()),
        silent(of="slot", note="no session length is stated"),
    ),
)
