"""A weekly online Balint group for doctors in Ontario."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, OnlineNeeds, SeriesNeeds
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import LEADER, Floor
from reflective_groups.model.timebox import Timebox, exactly, minutes
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CASE, SIZE_BOUNDS, cases
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B41

_SETTLE = Phase(
    name="settle",
    time=exactly(minutes(10)),
    floor=Floor(leads=(LEADER,), speaks=(LEADER,)),
    purpose="A guided meditation.",
    basis=(stated(B41.at()),),
)

ONLINE_ON_CA = Protocol(
    key="balint.online_on_ca",
    title="Online Balint group for doctors (Ontario)",
    family="balint",
    summary="A weekly group that starts with a meditation and does not mind a meeting missed.",
    session=_SETTLE >> cases(CASE),
    slot=Timebox(least=minutes(105), usual=minutes(105), most=minutes(120)),
    size=GroupSize(
        absolute_least=4,
        absolute_most=15,
        basis=(SIZE_BOUNDS, silent(of=("least", "most"), note="no size is known")),
    ),
    leadership=LEADERSHIP,
    online=OnlineNeeds(
        basis=(silent(B41.at(), note="it meets online; what that asks for is not known"),)
    ),
    rhythm="Weekly.",
    series=SeriesNeeds(
        attend=1,
        attend_of=3,
        basis=(
            derived(
                B41.at(),
                of=("attend", "attend_of"),
                note="what is tolerated, and not what is asked for: up to two thirds may be missed",
            ),
        ),
    ),
    ground_rules=(Clause("no_notes", "A case is told without notes.", basis=(stated(B41.at()),)),),
    cautions=CARE,
    practice=(
        Clause(
            "attendance",
            "Members may miss up to two thirds of the meetings.",
            basis=(stated(B41.at()),),
        ),
    ),
    basis=(
        stated(B41.at()),
        stated(B41.at(), of="slot", note="105 minutes and 15 more for those who wish"),
    ),
)
