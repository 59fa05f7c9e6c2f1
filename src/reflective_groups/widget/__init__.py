"""Move the controls of a protocol in a notebook, and see what becomes of it; an extra.

Everything is worked out in Python; the page only shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.errors import MissingExtraError
from reflective_groups.model.frame import Setting as Setting

if TYPE_CHECKING:
    import datetime as dt

    from reflective_groups.model.protocol import Protocol
    from reflective_groups.widget.widget import Explorer

__all__ = ["explore"]


def explore(
    protocol: Protocol,
    *,
    slot: dt.timedelta | None = None,
    members: int | None = None,
    leaders: int | None = None,
    setting: Setting = Setting.IN_PERSON,
) -> Explorer:
    """Controls for a protocol in a notebook: its slot, who is there, where, and each phase.

    >>> from reflective_groups import minutes
    >>> from reflective_groups.protocols import balint
    >>> w = explore(balint.SCHOOL, members=8)
    >>> w.slot = minutes(50)
    >>> print(w.fit["discuss"], *w.report.codes)
    0:25:00 RG303

    What is not said is what the protocol says is usual. Everything that the controls show can be
    read and set from Python too; see `Explorer`. Raises `MissingExtraError` where the extra
    `widget` is not installed, and `ModelError` for a number that cannot be.
    """
    try:
        from reflective_groups.widget.widget import Explorer
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("reflective_groups"):
            raise
        message = "controls in a notebook need an extra: pip install 'reflective-groups[widget]'"
        raise MissingExtraError(message) from error
    return Explorer(protocol, slot=slot, members=members, leaders=leaders, setting=setting)
