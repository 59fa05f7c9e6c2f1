"""What one stretch got of the time there is, and why."""

from __future__ import annotations

import datetime as dt

import attrs

from reflective_groups.model.timebox import UNSTATED, Timebox, in_words
from reflective_groups.model.value import PATH, PROSE, Kind, Length, Value, to_length
from reflective_groups.sources import Standing


def _maybe(value: dt.timedelta | None) -> dt.timedelta | None:
    return None if value is None else to_length(value)


@attrs.frozen(kw_only=True, repr=False)
class Allotment(Value):
    """What one stretch got, and why.

    >>> from reflective_groups import minutes
    >>> str(Allotment(path="discuss", at="discuss", length=minutes(25), why="its usual time"))
    'discuss: 25 min (its usual time)'

    `path` numbers rounds from 1; `at` is the path of the phase in the protocol. `bounds` is what
    its length has to lie in. `planned` is the length in the first plan, where a meeting under way
    has come to another one.
    """

    path: str = attrs.field(validator=PATH)
    at: str = attrs.field(validator=PATH)
    length: dt.timedelta = attrs.field(converter=to_length, validator=Length())
    bounds: Timebox = attrs.field(default=UNSTATED, validator=Kind(Timebox))
    why: str = attrs.field(default="", validator=PROSE)
    standing: Standing = attrs.field(default=Standing.DEFAULT, validator=Kind(Standing))
    """How well the usual time of the phase is known."""
    planned: dt.timedelta | None = attrs.field(
        default=None, converter=_maybe, validator=Length(optional=True)
    )

    def __str__(self) -> str:
        return f"{self.path}: {in_words(self.length)} ({self.why})"
