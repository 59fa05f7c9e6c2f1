"""Stretches of time with who held which role: one shape for what is planned and what was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.roles import Role
from reflective_groups.model.value import (
    Kind,
    Many,
    Number,
    Text,
    Value,
    as_written,
    to_length,
    to_names,
    to_tuple,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Scene


@attrs.frozen(repr=False)
class Held(Value):
    """Who holds a role for the length of a stretch.

    >>> from reflective_groups import PRESENTER
    >>> str(Held(PRESENTER, ("Ann",)))
    'presenter: Ann'
    """

    role: Role = attrs.field(validator=Kind(Role))
    people: tuple[str, ...] = attrs.field(converter=to_names, validator=Many(of=str, most=500))

    def __str__(self) -> str:
        return f"{self.role}: {', '.join(self.people)}"


def _held(values: Iterable[Held]) -> tuple[Held, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Stretch(Value):
    """One phase as it lies in time, with who held which role.

    >>> start = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
    >>> Stretch(path="present", start=start, end=start + dt.timedelta(minutes=10)).length
    datetime.timedelta(seconds=600)

    `path` numbers rounds from 1 (`rounds[2]/discuss`); `group` numbers the small group of a
    breakout. Raises `ModelError` where the end is before the start.
    """

    path: str = attrs.field(validator=Text(least=1, most=1_000))
    start: dt.datetime = attrs.field(validator=Kind(dt.datetime), eq=as_written)
    end: dt.datetime = attrs.field(validator=Kind(dt.datetime), eq=as_written)
    held: tuple[Held, ...] = attrs.field(
        default=(), converter=_held, validator=Many(of=Held, most=40)
    )
    group: int | None = attrs.field(
        default=None, validator=Number(least=1, most=500, optional=True)
    )

    def __attrs_post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            message = f"Stretch {self.path}: start and end must say their time zone"
            raise ModelError(message)
        if self.length < dt.timedelta(0):
            message = f"Stretch {self.path}: ends before it starts"
            raise ModelError(message)

    @property
    def length(self) -> dt.timedelta:
        """Elapsed time, which is not always the difference on the clock."""
        return to_length(self.end.astimezone(dt.UTC) - self.start.astimezone(dt.UTC))

    def holders(self, role: Role) -> tuple[str, ...]:
        """Who holds a role here.

        >>> from reflective_groups import PRESENTER
        >>> start = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
        >>> Stretch(path="a", start=start, end=start).holders(PRESENTER)
        ()
        """
        return next((held.people for held in self.held if held.role == role), ())

    def __str__(self) -> str:
        return f"{self.start:%H:%M} to {self.end:%H:%M} {self.path}"


def _stretches(values: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return to_tuple(values)


@attrs.frozen(repr=False)
class Timeline(Value, Drawn):
    """Stretches in order of time.

    >>> start = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
    >>> line = Timeline((Stretch(path="talk", start=start, end=start),))
    >>> [stretch.path for stretch in line]
    ['talk']
    """

    stretches: tuple[Stretch, ...] = attrs.field(
        converter=_stretches, validator=Many(of=Stretch, most=200_000)
    )

    def __iter__(self) -> Iterator[Stretch]:
        return iter(self.stretches)

    def __len__(self) -> int:
        return len(self.stretches)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import timeline_scene

        return timeline_scene(self)

    def __str__(self) -> str:
        return "\n".join(map(str, self.stretches))


def on_the_clock(moment: dt.datetime, first: dt.datetime, *, zones: bool = False) -> str:
    """The time of day, with the weekday where it is another day than the first.

    >>> start = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)
    >>> on_the_clock(start, start), on_the_clock(start + dt.timedelta(hours=1), start)
    ('23:30', 'Tue 00:30')

    With `zones` it says what tells two 1:30 apart.
    """
    day = "" if moment.date() == first.date() else f"{moment:%a} "
    return f"{day}{moment:%H:%M}{f' {moment:%Z}' if zones else ''}"
