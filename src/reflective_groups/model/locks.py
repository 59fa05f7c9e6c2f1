"""What a plan has to keep to besides the protocol: locks on the length or the time of a part."""

from __future__ import annotations

import datetime as dt
from typing import cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.timebox import Timebox, in_words
from reflective_groups.model.value import (
    PATH,
    Clock,
    Kind,
    Length,
    Text,
    Value,
    to_length,
)


def _maybe(value: dt.timedelta | None) -> dt.timedelta | None:
    return None if value is None else to_length(value)


def plain_clock(value: dt.time | None) -> dt.time | None:
    """A plain time of day from any kind of one, `pendulum.Time` among them, or nothing."""
    if not isinstance(cast("object", value), dt.time) or value is None:
        return value  # left for the bound to refuse
    return dt.time(
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        tzinfo=value.tzinfo,
        fold=value.fold,
    )


@attrs.frozen(kw_only=True, repr=False)
class Lock(Value):
    """Something that a plan has to keep to: a length, a time on the clock, or who gives way.

    >>> from reflective_groups import exactly, minutes
    >>> str(Lock(path="discuss", time=exactly(minutes(25))))
    'discuss: 25 min'
    >>> str(Lock(path="cases[2]", at=dt.time(19, 30)))
    'cases[2]: begins at 19:30'

    `path` names a phase, rounds or small groups; `cases[2]` is the second round alone, and `cases`
    without a number all of them together. `until` names a later part, up to whose end the lock
    reaches. `after` is elapsed time since the start, `at` a time on the meeting's clock. What
    `gives_way` is shortened to its least before anything else is. Raises `ModelError` for a lock
    that locks nothing.
    """

    path: str = attrs.field(validator=PATH)
    until: str = attrs.field(default="", validator=Text(most=PATH.most))
    time: Timebox | None = attrs.field(default=None, validator=Kind(Timebox, optional=True))
    after: dt.timedelta | None = attrs.field(
        default=None, converter=_maybe, validator=Length(optional=True)
    )
    at: dt.time | None = attrs.field(
        default=None, converter=plain_clock, validator=Clock(optional=True)
    )
    gives_way: bool = attrs.field(default=False, validator=Kind(bool))

    def __attrs_post_init__(self) -> None:
        if self.time is None and self.after is None and self.at is None and not self.gives_way:
            message = f"Lock {self.path}: give a time, after, at, or gives_way"
            raise ModelError(message)
        if self.after is not None and self.at is not None:
            message = f"Lock {self.path}: give after or at, and not both"
            raise ModelError(message)

    def __str__(self) -> str:
        told = [] if self.time is None else [str(self.time)]
        if self.after is not None:
            told.append(f"begins {in_words(self.after)} after the start")
        if self.at is not None:
            told.append(f"begins at {self.at:%H:%M}")
        if self.gives_way:
            told.append("gives way first")
        until = f" to {self.until}" if self.until else ""
        return f"{self.path}{until}: {', '.join(told)}"
