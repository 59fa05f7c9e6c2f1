"""Who a Balint group is not for, and what makes one hard: shared by every Balint protocol."""

from __future__ import annotations

from reflective_groups.model.frame import Clause
from reflective_groups.sources import derived
from reflective_groups.sources.bibliography import B8, B42

_ELSEWHERE = "what another source reports of Balint groups; this one does not speak of it"

CARE = (
    Clause(
        "not_for_everybody",
        "Leaders do not admit people with a manifest psychotic disorder, and people with a known "
        "manic-depressive illness only with reluctance, since it has seldom gone well for them. "
        "That says what such a group can hold, and nothing about anybody's worth or skill: help "
        "them to find what suits them better.",
        basis=(derived(B42.at(), note=_ELSEWHERE),),
    ),
    Clause(
        "acute_crisis",
        "In the middle of an acute crisis of the organisation, wait. A group helps once the worst "
        "is over and people can reflect again.",
        basis=(derived(B8.at(), note=_ELSEWHERE),),
    ),
    Clause(
        "known_difficulties",
        "Compulsory attendance, dual relations and hidden agendas are known to make a group hard. "
        "Speak of them before it begins.",
        basis=(derived(B42.at(), note=_ELSEWHERE),),
    ),
)
"""Cautions that go with the method, whichever source a protocol follows."""
