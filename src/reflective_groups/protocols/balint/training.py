"""Who may lead, for sources that are silent about training."""

from __future__ import annotations

from reflective_groups.model.frame import Demand, Leadership
from reflective_groups.sources import derived, stated
from reflective_groups.sources.bibliography import S1

INSTEAD = "An ordinary peer-support model, such as the one in the Community Toolbox."

CAUTION = (
    stated(
        S1.at("001-30"),
        of=("trained", "discipline"),
        note="the caution of the Australian and New Zealand society, and not this source's word: "
        "a group on the Balint method is not for the untrained to lead",
    ),
    stated(S1.at("001-32"), of="instead", note="the society's advice, not this source's word"),
)
"""What `trained`, `discipline` and `instead` rest on where a source itself says nothing."""

ONE_LEADER = derived(of="least", note="each Balint source that gives a number has one at least")

LEADERSHIP = Leadership(
    least=1,
    discipline="balint",
    trained=Demand.REQUIRED,
    instead=INSTEAD,
    basis=(ONE_LEADER, *CAUTION),
)
"""One trained leader, for a source that says nothing about leaders."""
