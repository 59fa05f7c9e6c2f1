"""Who may do what in each phase of a Balint case, shared by every Balint protocol."""

from __future__ import annotations

from reflective_groups.model.roles import (
    ADVICE,
    CRITICISM,
    DIAGNOSTIC_LANGUAGE,
    EVERYONE,
    INTERROGATION,
    JUDGEMENT,
    LEADER,
    MEMBER,
    OWN_CASE,
    PRESENTER,
    SOLUTIONS,
    SUGGESTED_IMPROVEMENTS,
    AdvicePolicy,
    Floor,
    Questions,
    SitBack,
)
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import B1, B76, S1, S3

STEER_AWAY = (CRITICISM, ADVICE, SUGGESTED_IMPROVEMENTS, DIAGNOSTIC_LANGUAGE)
"""The four moves that leaders steer away from: 001-22 to 001-25."""

GATHERING = Floor(speaks=(EVERYONE,), leads=(LEADER,))
CHOOSING = Floor(leads=(LEADER,), asks=(LEADER,), speaks=(MEMBER,))
PRESENTING = Floor(
    leads=(LEADER,), speaks=(PRESENTER,), advice=AdvicePolicy.FORBIDDEN, steer_away=STEER_AWAY
)
CLARIFYING = Floor(
    leads=(LEADER,),
    asks=(MEMBER,),
    answers=(PRESENTER,),
    questions=Questions.FACTUAL,
    advice=AdvicePolicy.FORBIDDEN,
    steer_away=(*STEER_AWAY, INTERROGATION),
)
SITTING_BACK = Floor(
    leads=(LEADER,),
    speaks=(MEMBER,),
    silent=(PRESENTER,),
    advice=AdvicePolicy.FORBIDDEN,
    steer_away=(*STEER_AWAY, SOLUTIONS, JUDGEMENT, OWN_CASE),
    sit_back=SitBack(
        role=PRESENTER,
        how="Sit back from the circle, stay silent and listen.",
        online="Move further from the screen, stay silent and listen.",
    ),
)
RETURNING = Floor(
    leads=(LEADER,), speaks=(PRESENTER,), advice=AdvicePolicy.FORBIDDEN, steer_away=STEER_AWAY
)
CLOSING = Floor(leads=(LEADER,), speaks=(LEADER,))
DEBRIEFING = Floor(speaks=(LEADER,))

_STEERED = (S1.at("001-22"), S1.at("001-23"), S1.at("001-24"), S1.at("001-25"), B1.at(), B76.at())

STEERING = stated(*_STEERED, of=("floor.advice", "floor.steer_away"))
"""What the moves to steer away from rest on, for a protocol of the society that names them."""

STEERING_ELSEWHERE = derived(
    *_STEERED,
    of=("floor.advice", "floor.steer_away"),
    note="what Balint leaders steer away from after other sources; this one does not say",
)
"""The same for a protocol whose own source does not speak of it."""

ONLINE_ELSEWHERE = derived(
    S3.at("003-70"),
    of="floor.sit_back.online",
    note="another source's way of sitting back on a screen; this one does not speak of it",
)
"""How to sit back online, for a protocol whose own source does not speak of it."""
