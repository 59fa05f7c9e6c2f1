"""Who may do what in a triad, and in a group that splits into triads."""

from __future__ import annotations

from reflective_groups.model.roles import (
    ADVICE,
    COACH,
    COACHEE,
    EVERYONE,
    FACILITATOR,
    JUDGEMENT,
    MEMBER,
    OBSERVER,
    SOLUTIONS,
    AdvicePolicy,
    Floor,
)

TOGETHER = Floor(speaks=(EVERYONE,), asks=(EVERYONE,))
"""All three, in no order."""

COACHING = Floor(
    leads=(COACH,),
    asks=(COACH,),
    speaks=(COACHEE, COACH),
    answers=(COACHEE,),
    silent=(OBSERVER,),
    advice=AdvicePolicy.DISCOURAGED,
    steer_away=(SOLUTIONS,),
)
"""The coach does not solve, and the observer interrupts nobody (T2, T3)."""

COACHEE_FEEDBACK = Floor(leads=(COACHEE,), speaks=(COACHEE,), steer_away=(JUDGEMENT,))
"""The coach takes notes and says only thanks (T1)."""

OBSERVER_FEEDBACK = Floor(leads=(OBSERVER,), speaks=(OBSERVER,), steer_away=(JUDGEMENT, ADVICE))
"""To the coach, on the coaching; the coachee's matter gets no advice from here (T3)."""

WHOLE_GROUP = Floor(leads=(FACILITATOR,), speaks=(EVERYONE,), asks=(EVERYONE,))
"""Everybody together, with the coach from outside facilitating."""

INNER_ROLES_UNSTATED = Floor(
    speaks=(MEMBER,), asks=(MEMBER,), answers=(MEMBER,), advice=AdvicePolicy.UNSTATED
)
"""A triad of which the source does not say who coaches whom."""
