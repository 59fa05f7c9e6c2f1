"""Lengths of time: least, usual and most, and their arithmetic."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.value import Length, Number, Value, to_length

if TYPE_CHECKING:
    from collections.abc import Iterable

ZERO = dt.timedelta(0)


def minutes(count: float) -> dt.timedelta:
    """A length of time in minutes.

    >>> minutes(90)
    datetime.timedelta(seconds=5400)
    """
    return dt.timedelta(minutes=count)


def in_words(length: dt.timedelta) -> str:
    """A length of time as people write it on an agenda.

    >>> in_words(minutes(90)), in_words(minutes(7.5)), in_words(dt.timedelta(seconds=40))
    ('90 min', '7.5 min', '40 s')
    """
    if ZERO < abs(length) < minutes(1):
        return f"{length.total_seconds():g} s"
    return f"{round(length / minutes(1), 2):g} min"


def _maybe(value: dt.timedelta | None) -> dt.timedelta | None:
    return None if value is None else to_length(value)


@attrs.frozen(kw_only=True, repr=False)
class Timebox(Value):
    """The least, usual and most time that something takes.

    >>> discuss = Timebox(least=minutes(20), usual=minutes(25), most=minutes(30))
    >>> str(discuss)
    '20 to 30 min, usually 25'
    >>> str(discuss + exactly(minutes(10)))
    '30 to 40 min, usually 35'
    >>> minutes(35) in discuss
    False

    `usual=None` says that nobody knows what is usual, `most=None` that there is no upper
    bound. Raises `ModelError` unless least, usual and most are in that order.
    """

    least: dt.timedelta = attrs.field(default=ZERO, converter=to_length, validator=Length())
    usual: dt.timedelta | None = attrs.field(
        default=None, converter=_maybe, validator=Length(optional=True)
    )
    most: dt.timedelta | None = attrs.field(
        default=None, converter=_maybe, validator=Length(optional=True)
    )

    def __attrs_post_init__(self) -> None:
        known = [length for length in (self.least, self.usual, self.most) if length is not None]
        if known != sorted(known):
            told = ", ".join(map(in_words, known))
            message = f"Timebox: least, usual and most must be in that order, got {told}"
            raise ModelError(message)

    @property
    def fixed(self) -> bool:
        """Whether there is only one length it can have.

        >>> exactly(minutes(5)).fixed
        True
        """
        return self.least == self.most

    @property
    def unstated(self) -> bool:
        """Whether it bounds nothing at all.

        >>> UNSTATED.unstated
        True
        """
        return not self.least and self.usual is None and self.most is None

    def __contains__(self, length: dt.timedelta) -> bool:
        return self.least <= length and (self.most is None or length <= self.most)

    def __add__(self, other: Timebox) -> Timebox:
        if not isinstance(other, Timebox):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return Timebox(
            least=self.least + other.least,
            usual=_both(self.usual, other.usual),
            most=_both(self.most, other.most),
        )

    def __mul__(self, count: int) -> Timebox:
        return repeat(self, Count(least=count, usual=count, most=count))

    __rmul__ = __mul__

    def __or__(self, other: Timebox) -> Timebox:
        return Timebox(
            least=max(self.least, other.least),
            usual=None
            if self.usual is None or other.usual is None
            else max(self.usual, other.usual),
            most=None if self.most is None or other.most is None else max(self.most, other.most),
        )

    def __and__(self, other: Timebox) -> Timebox | None:
        least = max(self.least, other.least)
        most = min((box.most for box in (self, other) if box.most is not None), default=None)
        if most is not None and least > most:
            return None
        wanted = self.usual if self.usual is not None else other.usual
        if wanted is not None:
            wanted = max(least, wanted if most is None else min(most, wanted))
        return Timebox(least=least, usual=wanted, most=most)

    def __str__(self) -> str:
        if self.unstated:
            return "no time stated"
        if self.most is None and not self.least and self.usual is not None:
            return f"usually {in_words(self.usual)}"
        if self.most is None:
            told = f"at least {in_words(self.least)}" if self.least else "open-ended"
        elif self.fixed:
            return in_words(self.most)
        elif not self.least:
            told = f"up to {in_words(self.most)}"
        else:
            told = f"{self.least / minutes(1):g} to {in_words(self.most)}"
        if self.usual is None:
            return told
        return f"{told}, usually {self.usual / minutes(1):g}"


UNSTATED = Timebox()
"""No bound at all: the source gives no time."""


def exactly(length: dt.timedelta) -> Timebox:
    """A timebox with one possible length.

    >>> exactly(minutes(5)).most == minutes(5)
    True
    """
    return Timebox(least=length, usual=length, most=length)


def between(
    least: dt.timedelta, most: dt.timedelta, *, usual: dt.timedelta | None = None
) -> Timebox:
    """A timebox from least to most; usual is the middle unless told.

    >>> str(between(minutes(20), minutes(30)))
    '20 to 30 min, usually 25'
    """
    return Timebox(least=least, usual=(least + most) / 2 if usual is None else usual, most=most)


def at_most(most: dt.timedelta, *, usual: dt.timedelta | None = None) -> Timebox:
    """A timebox from nothing to most.

    >>> str(at_most(minutes(5)))
    'up to 5 min'
    """
    return Timebox(least=ZERO, usual=usual, most=most)


def total(boxes: Iterable[Timebox]) -> Timebox:
    """What timeboxes take one after the other: the `+` of many.

    >>> str(total([exactly(minutes(5)), exactly(minutes(10))]))
    '15 min'
    """
    return functools.reduce(Timebox.__add__, boxes, exactly(ZERO))


def repeat(box: Timebox, count: Count) -> Timebox:
    """What a timebox takes when held so many times: the `*` for a count that may be a range.

    >>> str(repeat(exactly(minutes(40)), Count(least=1, usual=2, most=2)))
    '40 to 80 min, usually 80'
    """
    return Timebox(
        least=box.least * count.least,
        usual=None if box.usual is None or count.usual is None else box.usual * count.usual,
        most=ZERO
        if count.most == 0 or box.most == ZERO
        else None
        if box.most is None or count.most is None
        else box.most * count.most,
    )


def parallel(boxes: Iterable[Timebox]) -> Timebox:
    """What timeboxes take side by side, until the last has finished: the `|` of many.

    >>> str(parallel([exactly(minutes(5)), exactly(minutes(10))]))
    '10 min'
    """
    return functools.reduce(Timebox.__or__, boxes, exactly(ZERO))


def intersect(one: Timebox, other: Timebox) -> Timebox | None:
    """The lengths that both allow, or nothing: the `&` of two.

    >>> str(intersect(between(minutes(20), minutes(30)), between(minutes(25), minutes(40))))
    '25 to 30 min, usually 25'
    """
    return one & other


def _both(one: dt.timedelta | None, other: dt.timedelta | None) -> dt.timedelta | None:
    return None if one is None or other is None else one + other


def _real(value: float) -> float:
    return float(value) if type(value) is int else value


@attrs.frozen(kw_only=True, repr=False)
class Share(Value):
    """A timebox told as a part of the session, from 0 to 1.

    >>> introductions = Share(most=0.5)
    >>> str(introductions)
    'up to 50 % of the session'
    >>> str(introductions.of(minutes(90)))
    'up to 45 min'
    """

    least: float = attrs.field(
        default=0.0, converter=_real, validator=Number(least=0, most=1, real=True)
    )
    usual: float | None = attrs.field(
        default=None, validator=Number(least=0, most=1, real=True, optional=True)
    )
    most: float = attrs.field(
        default=1.0, converter=_real, validator=Number(least=0, most=1, real=True)
    )

    def __attrs_post_init__(self) -> None:
        known = [share for share in (self.least, self.usual, self.most) if share is not None]
        if known != sorted(known):
            message = f"Share: least, usual and most must be in that order, got {known}"
            raise ModelError(message)

    def of(self, slot: dt.timedelta) -> Timebox:
        """Take this share of a slot of known length, as a timebox.

        >>> Share(least=0.25, most=0.5).of(minutes(60)).least == minutes(15)
        True
        """
        return Timebox(
            least=slot * self.least,
            usual=None if self.usual is None else slot * self.usual,
            most=slot * self.most,
        )

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{100 * self.most:g} % of the session"
        low = f"{100 * self.least:g} to" if self.least else "up to"
        usually = "" if self.usual is None else f", usually {100 * self.usual:g}"
        return f"{low} {100 * self.most:g} % of the session{usually}"


def up_to_share(most: float) -> Share:
    """A share of the session from nothing to `most`.

    >>> up_to_share(0.5).most
    0.5
    """
    return Share(most=most)


@attrs.frozen(kw_only=True, repr=False)
class Count(Value):
    """How many times something is held: least, usual and most.

    >>> str(Count(least=1, usual=2, most=2))
    '1 to 2, usually 2'

    `usual=None` says that nobody knows what is usual, `most=None` that there is no upper bound.
    """

    least: int = attrs.field(default=1, validator=Number(least=0, most=500))
    usual: int | None = attrs.field(
        default=None, validator=Number(least=0, most=500, optional=True)
    )
    most: int | None = attrs.field(default=None, validator=Number(least=0, most=500, optional=True))

    def __attrs_post_init__(self) -> None:
        known = [count for count in (self.least, self.usual, self.most) if count is not None]
        if known != sorted(known):
            message = f"Count: least, usual and most must be in that order, got {known}"
            raise ModelError(message)

    @property
    def fixed(self) -> bool:
        """Whether there is only one number it can be.

        >>> times(3).fixed
        True
        """
        return self.least == self.most

    def __contains__(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)

    def __str__(self) -> str:
        if self.fixed:
            return str(self.least)
        span = f"{self.least} or more" if self.most is None else f"{self.least} to {self.most}"
        return span if self.usual is None else f"{span}, usually {self.usual}"


def times(number: int) -> Count:
    """A count with one possible number.

    >>> times(3).most
    3
    """
    return Count(least=number, usual=number, most=number)
