"""Who may lead, for sources that are silent about training."""

from __future__ import annotations

from reflective_groups.model.frame import Demand, Leadership
from reflective_groups.sources import derived
from reflective_groups.sources.bibliography import B1, S0, S1, S3

INSTEAD = "An ordinary peer-support model, such as the one in the Community Toolbox."

INSTEAD_ELSEWHERE = derived(
    S1.at("001-32"), of="instead", note="the society's advice, not this source's word"
)
"""What `instead` rests on where a source itself names nothing to hold."""

CAUTION = (
    derived(
        S1.at("001-30"),
        of=("trained", "discipline"),
        note="the caution of the Australian and New Zealand society, and not this source's word: "
        "a group on the Balint method is not for the untrained to lead",
    ),
    INSTEAD_ELSEWHERE,
)
"""What `trained`, `discipline` and `instead` rest on where a source itself says nothing."""

ONE_LEADER = derived(
    S0.at("000-25"),
    S3.at("003-15"),
    B1.at(),
    of="least",
    note="each Balint source that gives a number has one at least",
)

LEADERSHIP = Leadership(
    least=1,
    discipline="balint",
    trained=Demand.REQUIRED,
    instead=INSTEAD,
    basis=(ONE_LEADER, *CAUTION),
)
"""One trained leader, for a source that says nothing about leaders."""
