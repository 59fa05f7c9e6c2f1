"""What is said wherever a plan might be taken for more than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.frame import Demand
from reflective_groups.sources import Standing, places

if TYPE_CHECKING:
    from reflective_groups.model.frame import Leadership

CARE = (
    "A sound plan does not make a safe group: that rests with the people in the room and with "
    "whoever leads them."
)
_RESTS_ON = {
    Standing.STATED: "stated in",
    Standing.DERIVED: "derived from",
    Standing.DEFAULT: "the choice of whoever wrote it down",
    Standing.SILENT: "the source says nothing",
}


def training(lead: Leadership) -> str:
    """The training that leading takes, with what says so; nothing where none is asked for.

    >>> from reflective_groups import CATALOGUE
    >>> training(CATALOGUE["balint.uk"].leadership)
    'Leading this takes training in the Balint method (derived from S1 001-30; S3 003-16, 003-17)'
    """
    if not lead.trained:
        return ""
    method = {"balint": "the Balint method", "": "leading"}.get(
        lead.discipline, lead.discipline.replace("_", " ")
    )
    how = {
        Demand.REQUIRED: f"Leading this takes training in {method}",
        Demand.ADVISED: f"For leading this, training in {method} is advised",
    }.get(lead.trained, f"For leading this, training in {method} would be ideal")
    basis = lead.basis_of("trained")
    return f"{how} ({_RESTS_ON[basis.standing]} {places(basis.citations)}".rstrip() + ")"


def leading(lead: Leadership) -> str:
    """The training that leading takes, and what to hold where nobody has it.

    >>> from reflective_groups import Leadership
    >>> leading(Leadership())
    ''
    """
    asked = training(lead)
    instead = f" Where nobody is trained: {lead.instead}" if lead.instead else ""
    return f"{asked}.{instead}" if asked else ""
