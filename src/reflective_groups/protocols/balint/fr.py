"""Balint groups in France: one case a session, once or twice a month."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, Demand, Fees, GroupSize
from reflective_groups.model.protocol import Protocol
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CASE, SIZE_BOUNDS
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import silent, stated
from reflective_groups.sources.bibliography import B33, B34

FR = Protocol(
    key="balint.fr",
    title="Balint group in France",
    family="balint",
    summary="Eight to fifteen people meet once or twice a month over one case.",
    session=CASE,
    size=GroupSize(
        absolute_least=4,
        least=8,
        most=15,
        absolute_most=15,
        basis=(stated(B33.at(), of=("least", "most")), SIZE_BOUNDS),
    ),
    leadership=LEADERSHIP,
    rhythm="Once or twice a month.",
    fees=Fees(
        due_when_absent=Demand.REQUIRED,
        basis=(
            stated(B33.at(), of="due_when_absent"),
            silent(
                B33.at(),
                of=("member_session", "leader_hour"),
                note="a fee is spoken of; how much it is, is not known",
            ),
        ),
    ),
    ground_rules=(
        Clause(
            "patients",
            "Tell a case so that nobody can recognise the patient.",
            basis=(stated(B33.at()),),
        ),
    ),
    cautions=CARE,
    practice=(
        Clause(
            "fee_when_absent",
            "The fee is due for a meeting that a member misses, too.",
            basis=(stated(B33.at()),),
        ),
        Clause(
            "paris_1966",
            "A group in Paris in 1966 had 12 members, who met every week for two hours.",
            basis=(stated(B34.at()),),
        ),
    ),
    basis=(
        stated(B33.at(), B34.at()),
        silent(of="slot", note="known of one group of 1966 only: two hours"),
        stated(B33.at(), B34.at(), of="session", note="that it holds one case; not its phases"),
        stated(B33.at(), of="rhythm"),
    ),
)
