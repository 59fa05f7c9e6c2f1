"""Who a page is for."""

from __future__ import annotations

from reflective_groups.model.value import Term


class Reader(Term):
    """Who holds the page in their hands."""

    FACILITATOR = "facilitator"
    """Whoever leads: also what to steer away from, what to prepare, cautions, and a clock."""
    PARTICIPANT = "participant"
    """Whoever takes part: what happens, who may speak, what is asked of them."""
