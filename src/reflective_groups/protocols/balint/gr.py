"""Balint groups in Greece: a stable year, entered by an interview that both sides choose by."""

from __future__ import annotations

from reflective_groups.model.frame import (
    Clause,
    Confidentiality,
    Demand,
    Frame,
    GroupSize,
    Leadership,
)
from reflective_groups.model.protocol import Protocol
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CASE, SIZE_BOUNDS, cases
from reflective_groups.protocols.balint.training import CAUTION, INSTEAD
from reflective_groups.sources import silent, stated
from reflective_groups.sources.bibliography import B38

GR = Protocol(
    key="balint.gr",
    title="Balint group in Greece",
    family="balint",
    summary="Six to ten members and one leader keep the same frame over the year.",
    session=cases(CASE),
    size=GroupSize(
        absolute_least=4,
        least=6,
        most=10,
        absolute_most=15,
        basis=(
            stated(B38.at(), of=("least", "most"), note="the leader not counted"),
            SIZE_BOUNDS,
        ),
    ),
    leadership=Leadership(
        least=1,
        most=1,
        discipline="balint",
        trained=Demand.REQUIRED,
        instead=INSTEAD,
        basis=(stated(B38.at(), of=("least", "most")), *CAUTION),
    ),
    frame=Frame(
        confidentiality=Confidentiality.ALL,
        basis=(stated(B38.at(), of="confidentiality"),),
    ),
    ground_rules=(
        Clause(
            "patients",
            "Tell a case so that nobody can recognise the patient.",
            basis=(stated(B38.at()),),
        ),
    ),
    cautions=CARE,
    practice=(
        Clause(
            "interview",
            "Before anybody joins, an interview lets leader and candidate choose each other.",
            basis=(stated(B38.at()),),
        ),
        Clause(
            "stable",
            "Sessions stay as they are over the year.",
            basis=(stated(B38.at()),),
        ),
    ),
    basis=(
        stated(B38.at()),
        silent(of="slot", note="no length is given, only that it is stable over the year"),
    ),
)
