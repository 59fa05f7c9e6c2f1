"""One protocol, one group, a start and a slot."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.folds import load
from reflective_groups.model.frame import Waiver, to_waivers
from reflective_groups.model.group import Group
from reflective_groups.model.locks import Lock
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import in_words
from reflective_groups.model.value import (
    Kind,
    Length,
    Many,
    Value,
    as_written,
    plain_moment,
    refuse,
    to_length,
    to_names,
    to_tuple,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.folds import Heads
    from reflective_groups.model.group import Person
    from reflective_groups.model.timebox import Timebox


def aware(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Bound: a moment that clocks in its zone show."""
    if not isinstance(value, dt.datetime):
        refuse(instance, attribute, f"must be a date and time, got {value!r}")
    elif value.utcoffset() is None:
        refuse(instance, attribute, f"must say its time zone, got {value.isoformat()}")
    elif value.astimezone(dt.UTC).astimezone(value.tzinfo).replace(fold=0) != value.replace(fold=0):
        refuse(instance, attribute, f"is a time that the clocks skip there, {value.isoformat()}")
    elif not 1900 <= value.year <= 2999:  # noqa: PLR2004 -- room for calendar arithmetic on both sides
        refuse(instance, attribute, f"must be between the years 1900 and 2999, got {value.year}")


def to_locks(values: Iterable[Lock]) -> tuple[Lock, ...]:
    """A tuple of locks."""
    return to_tuple(values)


def rows(values: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """A tuple of tuples of texts; what is no row is left for the bound to refuse."""
    given = cast("object", to_tuple(values))
    if not isinstance(given, tuple):
        return cast("tuple[tuple[str, ...], ...]", given)
    return tuple(map(to_names, cast("tuple[Iterable[str], ...]", given)))


def _are_rows(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    Many(of=tuple)(instance, attribute, value)
    several = cast("tuple[tuple[object, ...], ...]", value)
    for row in several:
        Many(of=str, least=1)(instance, attribute, row)
    Many(of=str, most=200, distinct=True)(instance, attribute, tuple(itertools.chain(*several)))


@attrs.frozen(kw_only=True, repr=False)
class Meeting(Value, Drawn):
    """One protocol, one group, a start and a slot.

    >>> import pendulum
    >>> from reflective_groups import Phase, minutes
    >>> meeting = Meeting(
    ...     protocol=Protocol(key="my.talk", title="Our talk", session=Phase(name="talk")),
    ...     group=Group(members=("Ann", "Ben", "Cem")),
    ...     start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
    ...     slot=minutes(90),
    ... )
    >>> str(meeting)
    'Our talk, 2026-11-30 18:30 Europe/London, 90 min, 3 members and 0 leaders, in person'

    `first` makes it the group's first meeting; `presenters` are those who bring a matter, in
    order; `absent` are not there this time. `small_groups` says who sits together where the
    protocol splits the room for the first time, which otherwise goes by the order of the group;
    whoever is in none of them sits it out. `order` is the order in which other seats are filled,
    and `locks` is what the plan keeps to besides. Raises `ModelError` for a start without a time
    zone and for names that are not in the group.
    """

    protocol: Protocol = attrs.field(validator=Kind(Protocol))
    group: Group = attrs.field(validator=Kind(Group))
    start: dt.datetime = attrs.field(converter=plain_moment, validator=aware, eq=as_written)
    slot: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))
    first: bool = attrs.field(default=False, validator=Kind(bool))
    presenters: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=200, distinct=True)
    )
    absent: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=200, distinct=True)
    )
    small_groups: tuple[tuple[str, ...], ...] = attrs.field(
        default=(), converter=rows, validator=_are_rows
    )
    order: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=200, distinct=True)
    )
    locks: tuple[Lock, ...] = attrs.field(default=(), converter=to_locks, validator=Many(of=Lock))
    waivers: tuple[Waiver, ...] = attrs.field(
        default=(), converter=to_waivers, validator=Many(of=Waiver)
    )

    def __attrs_post_init__(self) -> None:
        known = {person.name for person in self.group.everyone}
        together = tuple(name for row in self.small_groups for name in row)
        for field, names in (
            ("presenters", self.presenters),
            ("absent", self.absent),
            ("small_groups", together),
            ("order", self.order),
        ):
            strangers = [name for name in names if name not in known]
            if strangers:
                message = f"Meeting.{field}: {strangers[0]!r} is not in the group"
                raise ModelError(message)
        leading = {person.name for person in self.group.leaders} & set(self.presenters)
        if leading:
            message = f"Meeting.presenters: {min(leading)!r} leads; presenters are members"
            raise ModelError(message)
        away = set(self.presenters) & set(self.absent)
        if away:
            message = f"Meeting.presenters: {min(away)!r} is absent"
            raise ModelError(message)

    @cached_property
    def held(self) -> Protocol:
        """The protocol as it is held this time: the first meeting's variant in a first meeting."""
        return self.protocol.for_first_meeting() if self.first else self.protocol

    @cached_property
    def members(self) -> tuple[Person, ...]:
        """The members who are there."""
        return tuple(one for one in self.group.members if one.name not in self.absent)

    @cached_property
    def leaders(self) -> tuple[Person, ...]:
        """The leaders who are there."""
        return tuple(one for one in self.group.leaders if one.name not in self.absent)

    @cached_property
    def heads(self) -> Heads:
        """How many hold each role this time."""
        return self.held.heads_for(len(self.members), len(self.leaders))

    @cached_property
    def timebox(self) -> Timebox:
        """The least, usual and most time of the session proper, with these people in this slot."""
        return load(self.held.session, self.heads).of(self.slot)

    @property
    def zone(self) -> str:
        """The name of the time zone the meeting keeps to."""
        return getattr(self.start.tzinfo, "key", None) or str(self.start.tzinfo)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import meeting_scene

        return meeting_scene(self)

    def __str__(self) -> str:
        when = f"{self.start:%Y-%m-%d %H:%M} {self.zone}"
        return f"{self.protocol.title}, {when}, {in_words(self.slot)}, {self.group}"
