"""Who may do what in each phase of a Balint case, shared by every Balint protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    PERSONAL_HISTORY,
    PRESENTER,
    SOLUTIONS,
    SUGGESTED_IMPROVEMENTS,
    TEACHING,
    AdvicePolicy,
    Floor,
    Questions,
    SitBack,
)
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import B1, B6, B10, B16, B17, B21, B65, B72, B76, S1, S3

if TYPE_CHECKING:
    from reflective_groups.sources import Basis, Citation

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
    speaks=(MEMBER, LEADER),
    asks=(MEMBER,),
    silent=(PRESENTER,),
    advice=AdvicePolicy.FORBIDDEN,
    steer_away=(*STEER_AWAY, SOLUTIONS, TEACHING, JUDGEMENT, OWN_CASE, PERSONAL_HISTORY),
    sit_back=SitBack(
        role=PRESENTER,
        how="Sit back from the circle, stay silent and listen.",
        online="Move further from the screen, stay silent and listen.",
    ),
)
"""Members wonder, and ask one another; leaders speak sparingly; the presenter is not asked."""

RETURNING = Floor(
    leads=(LEADER,),
    asks=(LEADER,),
    speaks=(PRESENTER, MEMBER),
    advice=AdvicePolicy.FORBIDDEN,
    steer_away=(*STEER_AWAY, JUDGEMENT, INTERROGATION),
)
"""The presenter first, and then it is shared; it is the leader who asks."""

DEBRIEFING = Floor(speaks=(LEADER,))

NAMED_BY_BSANZ = (*STEER_AWAY, SOLUTIONS, TEACHING, JUDGEMENT, INTERROGATION)
"""The moves that the society of Australia and New Zealand names itself."""

_NAMED = (S1.at("001-22"), S1.at("001-23"), S1.at("001-24"), S1.at("001-25"), B1.at(), B21.at())

STEERING = stated(*_NAMED, of=("floor.advice", "floor.steer_away"))
"""What the moves to steer away from rest on, for a protocol of the society that names them."""

STEERING_ELSEWHERE = derived(
    *_NAMED,
    B6.at(),
    B10.at(),
    B72.at(),
    B76.at(),
    of=("floor.advice", "floor.steer_away"),
    note="what Balint leaders steer away from after other sources; this one does not say",
)
"""The same for a protocol whose own source does not speak of it."""


def sharing(*own: Citation) -> Basis:
    """What the word of members and leaders at the return rests on, beside a source's own.

    >>> sharing().of
    ('floor.speaks', 'floor.asks')
    """
    return derived(
        *own,
        B16.at(),
        B17.at(),
        of=("floor.speaks", "floor.asks"),
        note="the presenter first, and then it is shared, with the leader asking, as Balint "
        "sources together have it; of this source it is known only that the presenter is back",
    )


def talking(*own: Citation) -> Basis:
    """What the word of members and leaders while the presenter listens rests on.

    >>> talking().of
    ('floor.speaks', 'floor.asks')
    """
    return derived(
        *own,
        B1.at(),
        B16.at(),
        B17.at(),
        of=("floor.speaks", "floor.asks"),
        note="members speak and ask one another, never the presenter; leaders speak too, but "
        "sparingly, as Balint sources together have it; this one does not spell it out",
    )


def moving_back(*own: Citation) -> Basis:
    """What moving back from the circle rests on, beside a source that has somebody listen.

    >>> moving_back().of
    ('floor.sit_back.how',)
    """
    return derived(
        *own,
        B65.at(),
        of="floor.sit_back.how",
        note="the presenter listens; in and out of the circle is how another source tells it",
    )


ONLINE_ELSEWHERE = derived(
    S3.at("003-70"),
    of="floor.sit_back.online",
    note="another source's way of sitting back on a screen; this one does not speak of it",
)
"""How to sit back online, for a protocol whose own source does not speak of it."""
