"""What every noun shares: a repr that rebuilds it, and bounds told once.

A bound is an attrs validator that is also data: the JSON Schema reads the very objects that
refuse a bad value, so that the two cannot drift apart.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from reflective_groups.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

LONGEST = dt.timedelta(days=31)
"""No stretch of a session is longer than this; it keeps arithmetic finite."""


class Value:
    """A frozen value whose repr leaves out what is at its default and evaluates back."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown: list[str] = []
        for field in fields_of(self):
            value = getattr(self, field.name)
            if value != default_of(field):
                shown.append(f"{field.alias}={_show(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __str__(self) -> str:
        told = ", ".join(
            f"{field.name.replace('_', ' ')}: {_say(getattr(self, field.name))}"
            for field in fields_of(self)
            if field.name != "basis" and getattr(self, field.name) != default_of(field)
        )
        return told or type(self).__name__


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(map(str, cast("tuple[object, ...]", value)))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def fields_of(value: object) -> tuple[attrs.Attribute[Any], ...]:
    """The fields of a value of an attrs class."""
    kind = cast("type[attrs.AttrsInstance]", type(value))
    return tuple(attrs.fields(kind))


def default_of(field: attrs.Attribute[Any]) -> object:
    """What a field holds when nothing is given; `attrs.NOTHING` for one that must be given."""
    default: Any = field.default
    factory = getattr(default, "factory", None)
    return default if factory is None else factory()


def _show(value: object) -> str:
    if type(value) is dt.timedelta:
        return show_length(value)
    if isinstance(value, dt.datetime):
        return repr(plain_moment(value))
    if type(value) is tuple:
        items = cast("tuple[object, ...]", value)
        return f"({', '.join(map(_show, items))}{',' if len(items) == 1 else ''})"
    return repr(value)


def show_length(value: dt.timedelta) -> str:
    """A length as the expression that makes it."""
    count = value / dt.timedelta(minutes=1)
    if dt.timedelta(minutes=count) != value:
        return repr(value)
    return f"minutes({int(count) if count.is_integer() else count})"


class Term(enum.Enum):
    """One of a closed set of words; its repr evaluates back."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __str__(self) -> str:
        return str(self.value).replace("_", " ")


def to_length(value: dt.timedelta) -> dt.timedelta:
    """A plain `timedelta` from any kind of one, `pendulum.Duration` among them."""
    if type(value) is dt.timedelta or not hasattr(value, "total_seconds"):
        return value
    return dt.timedelta(microseconds=round(value.total_seconds() * 1_000_000))


def plain_moment(value: dt.datetime) -> dt.datetime:
    """A plain aware datetime on a named zone; `pendulum.DateTime` is one with more methods."""
    given = cast("object", value)
    if not isinstance(given, dt.datetime) or given.utcoffset() is None:
        return value
    zone = value.tzinfo
    key = getattr(zone, "key", None) or getattr(zone, "zone", None)  # as pytz has it
    if isinstance(key, str):
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(key)
    else:
        offset = value.utcoffset()
        zone = dt.timezone(offset) if offset else dt.UTC
    return dt.datetime(
        value.year,
        value.month,
        value.day,
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        tzinfo=zone,
        fold=value.fold,
    )


def as_written(moment: dt.datetime) -> tuple[str, str]:
    """What makes two moments the same: the clock, its offset and its zone.

    Python takes the two halves of a repeated hour for equal, and equal moments in two zones too.
    """
    plain = plain_moment(moment)
    return plain.isoformat(), str(plain.tzinfo)


def to_tuple(values: Iterable[T]) -> tuple[T, ...]:
    """A tuple of whatever was given in a row; what is no row is left for the bound to refuse."""
    if isinstance(values, str | bytes) or not hasattr(values, "__iter__"):
        return cast("tuple[T, ...]", values)
    return tuple(values)


def to_names(values: Iterable[str]) -> tuple[str, ...]:
    """A tuple of texts."""
    return to_tuple(values)


def refuse(instance: object, attribute: attrs.Attribute[Any], why: str) -> None:
    """Raise the error of a field that cannot hold its value."""
    message = f"{type(instance).__name__}.{attribute.name}: {why}"
    raise ModelError(message)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 -- one line of message


@attrs.frozen(kw_only=True)
class Text:
    """Bound: text of a length, and of a form where a pattern is given."""

    least: int = 0
    most: int = 2_000
    pattern: str | None = None
    form: str = ""
    """The pattern in words, for the message."""

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if not isinstance(value, str):
            refuse(instance, attribute, f"must be text, got {_short(value)}")
        elif not self.least <= len(value) <= self.most:
            extent = f"{self.least} to {self.most} characters"
            refuse(instance, attribute, f"must have {extent}, got {len(value)}")
        elif self.pattern is not None and not re.fullmatch(self.pattern, value):
            refuse(instance, attribute, f"must be {self.form}, got {_short(value)}")


@attrs.frozen(kw_only=True)
class Number:
    """Bound: a number between two others, whole unless `real`."""

    least: float
    most: float
    real: bool = False
    optional: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if value is None and self.optional:
            return
        kinds = (int, float) if self.real else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds):
            noun = "a number" if self.real else "a whole number"
            refuse(instance, attribute, f"must be {noun}, got {_short(value)}")
        elif not self.least <= value <= self.most:
            refuse(instance, attribute, f"must be {self.least} to {self.most}, got {value}")


@attrs.frozen(kw_only=True)
class Length:
    """Bound: a length of time from nothing (or just above) to a month."""

    above_zero: bool = False
    optional: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if value is None and self.optional:
            return
        if not isinstance(value, dt.timedelta):
            refuse(instance, attribute, f"must be a length of time, got {_short(value)}")
        elif value < dt.timedelta(0) or (self.above_zero and not value):
            how = "more than nothing" if self.above_zero else "nothing or more"
            refuse(instance, attribute, f"must be {how}, got {_short(value)}")
        elif value > LONGEST:
            refuse(instance, attribute, f"must be {LONGEST.days} days at most, got {value}")


@attrs.frozen(kw_only=True)
class Day:
    """Bound: a day of the calendar, in the years in which meetings are held."""

    optional: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if value is None and self.optional:
            return
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            refuse(instance, attribute, f"must be a day, got {_short(value)}")
        elif not 1900 <= value.year <= 2999:  # noqa: PLR2004 -- as for the start of a meeting
            refuse(instance, attribute, f"must be between the years 1900 and 2999, got {value}")


@attrs.frozen(kw_only=True)
class Clock:
    """Bound: a time of day as clocks on the wall show it, so without a zone."""

    optional: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if value is None and self.optional:
            return
        if not isinstance(value, dt.time):
            refuse(instance, attribute, f"must be a time of day, got {_short(value)}")
        elif value.tzinfo is not None or value.fold:
            refuse(instance, attribute, f"must be a time of day alone, got {_short(value)}")


@attrs.frozen(kw_only=True)
class Many:
    """Bound: so many items, each of a kind; no two alike where `distinct`."""

    of: type | tuple[type, ...]
    least: int = 0
    most: int = 200
    distinct: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if not isinstance(value, tuple):
            refuse(instance, attribute, f"must be several in a tuple, got {_short(value)}")
        items = cast("tuple[object, ...]", value)
        if not self.least <= len(items) <= self.most:
            extent = f"{self.least} to {self.most} items"
            refuse(instance, attribute, f"must have {extent}, got {len(items)}")
        for item in items:
            if not isinstance(item, self.of):
                refuse(instance, attribute, f"must hold {_kinds(self.of)}, got {_short(item)}")
        if self.distinct and len(set(items)) != len(items):
            refuse(instance, attribute, "must not hold the same item twice")


@attrs.frozen
class Kind:
    """Bound: an instance of a type."""

    of: type | tuple[type, ...]
    optional: bool = attrs.field(default=False, kw_only=True)

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if (value is None and self.optional) or (
            isinstance(value, self.of) and not (isinstance(value, bool) and self.of is int)
        ):
            return
        refuse(instance, attribute, f"must be {_kinds(self.of)}, got {_short(value)}")


def _kinds(of: type | tuple[type, ...]) -> str:
    return " or ".join(kind.__name__ for kind in (of if isinstance(of, tuple) else (of,)))


NAME = Text(
    least=1,
    most=60,
    pattern=r"[a-z][a-z0-9_]*",
    form="a lower-case name of letters, digits and underscores",
)
KEY = Text(
    least=1,
    most=120,
    pattern=r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)*",
    form="lower-case names joined by dots",
)
PROSE = Text(most=4_000)
PATH = Text(least=1, most=1_000)
LINE = Text(
    least=1,
    most=200,
    pattern=r"[^\x00-\x1f\x7f]+",
    form="one line of text",
)
