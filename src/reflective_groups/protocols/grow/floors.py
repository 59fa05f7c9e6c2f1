"""Who may do what in a coaching talk between two, shared by every protocol of the family."""

from __future__ import annotations

from reflective_groups.model.roles import ADVICE, COACH, COACHEE, AdvicePolicy, Floor

COACHING = Floor(leads=(COACH,), asks=(COACH,), speaks=(COACHEE,), answers=(COACHEE,))
"""The coach asks, the coachee speaks; the source says nothing about advice."""

ASKING = Floor(
    leads=(COACH,),
    asks=(COACH,),
    speaks=(COACHEE,),
    answers=(COACHEE,),
    advice=AdvicePolicy.DISCOURAGED,
    steer_away=(ADVICE,),
)
"""GROW in its traditional use: the coach asks more than tells (G7), and gives no advice (G6)."""

SUGGESTING = Floor(
    leads=(COACH,),
    asks=(COACH,),
    speaks=(COACHEE, COACH),
    answers=(COACHEE,),
    advice=AdvicePolicy.SPARING,
)
"""Options come from the coachee first, and from the coach only with care (G7)."""

BOTH = Floor(leads=(COACH,), asks=(COACH,), speaks=(COACHEE, COACH), answers=(COACHEE,))
"""Both have something to say, as in agreeing on a contract or affirming what went well."""
