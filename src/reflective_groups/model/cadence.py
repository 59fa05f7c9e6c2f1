"""How often a group meets: weekly, monthly, or on days told one by one."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never, cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.value import Day, Many, Number, Value, refuse, to_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WEEK = dt.timedelta(days=7)
_MONTHS = 12
_EVERY = Number(least=1, most=53)
LAST = -1
"""The last weekday of a month, which may be the fourth or the fifth."""
_FIFTH = 5
_EVERY_NTH = ("", "second ", "third ", "fourth ")
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}


@attrs.frozen(repr=False)
class Weekly(Value):
    """Every so many weeks, on the weekday of the first meeting.

    >>> str(Weekly(2))
    'every 2 weeks'
    """

    every: int = attrs.field(default=1, validator=_EVERY)

    def __str__(self) -> str:
        return "every week" if self.every == 1 else f"every {self.every} weeks"


@attrs.frozen
class OneOf:
    """Bound: one of a few whole numbers, or nothing."""

    of: tuple[int, ...]
    form: str
    """The numbers in words, for the message."""

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        if value is not None and (type(value) is not int or value not in self.of):
            refuse(instance, attribute, f"must be {self.form}, got {value!r}")


_PLACE = OneOf(tuple(sorted(_ORDINALS)), "1 to 4, or -1 for the last")


@attrs.frozen(repr=False)
class Monthly(Value):
    """Every so many months, on the nth weekday of the month.

    >>> str(Monthly(nth=1)), str(Monthly(nth=-1, every=2)), str(Monthly())
    ('on the first weekday of its kind each month', 'on the last weekday of its kind every 2 months', 'monthly')

    The weekday is that of the first meeting, and so is its place in the month unless `nth` says
    it: 1 to 4, or -1 for the last. A first meeting on a fifth weekday stands for the last.
    """  # noqa: E501 -- two lines would be no tuple of two texts

    nth: int | None = attrs.field(default=None, validator=_PLACE)
    every: int = attrs.field(default=1, validator=Number(least=1, most=_MONTHS))

    def __str__(self) -> str:
        often = "each month" if self.every == 1 else f"every {self.every} months"
        if self.nth is None:
            return "monthly" if self.every == 1 else often
        return f"on the {_ORDINALS[self.nth]} weekday of its kind {often}"


def plain_day(value: dt.date) -> dt.date:
    """A plain day from any kind of one, `pendulum.Date` among them."""
    if not isinstance(cast("object", value), dt.date) or isinstance(value, dt.datetime):
        return value  # left for the bound to refuse
    return dt.date(value.year, value.month, value.day)


def maybe_day(value: dt.date | None) -> dt.date | None:
    """The same, or nothing."""
    return None if value is None else plain_day(value)


def plain_days(values: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """A tuple of plain days; what is no row is left for the bound to refuse."""
    given = to_tuple(values)
    return tuple(map(plain_day, given)) if isinstance(cast("object", given), tuple) else given


def _in_order(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    days = cast("tuple[dt.date, ...]", value)
    for day in days:
        Day()(instance, attribute, day)
    if list(days) != sorted(days):
        refuse(instance, attribute, "must be in order")


@attrs.frozen(repr=False)
class OnDates(Value):
    """On days told one by one, such as one in each school term.

    >>> str(OnDates((dt.date(2026, 9, 21), dt.date(2027, 1, 11))))
    'on 2 days told one by one'

    Raises `ModelError` for days that are not in order, or told twice.
    """

    dates: tuple[dt.date, ...] = attrs.field(
        converter=plain_days,
        validator=[Many(of=dt.date, least=1, most=500, distinct=True), _in_order],
    )

    def __str__(self) -> str:
        noun = "day" if len(self.dates) == 1 else "days"
        return f"on {len(self.dates)} {noun} told one by one"


Cadence: TypeAlias = Weekly | Monthly | OnDates
"""How often a group meets."""

CADENCES = (Weekly, Monthly, OnDates)


def in_words(cadence: Cadence, first: dt.date) -> str:
    """A rhythm as people say it of meetings that begin on a day.

    >>> in_words(Weekly(2), dt.date(2026, 11, 30)), in_words(Monthly(), dt.date(2026, 11, 30))
    ('every second Monday', 'on the last Monday of each month')
    """
    weekday = f"{first:%A}"
    match cadence:
        case Weekly(every=every):
            if every > len(_EVERY_NTH):
                return f"every {every} weeks on a {weekday}"
            return f"every {_EVERY_NTH[every - 1]}{weekday}"
        case Monthly(every=every):
            often = "each month" if every == 1 else f"the month, every {every} months"
            return f"on the {_ORDINALS[_place(cadence, first)]} {weekday} of {often}"
        case OnDates():
            return str(cadence)
        case _:
            assert_never(cadence)


def days(cadence: Cadence, first: dt.date) -> Iterator[dt.date]:
    """The days on which a group meets, from the first on; without end unless told one by one.

    >>> fortnightly = days(Weekly(2), dt.date(2026, 11, 30))
    >>> [str(next(fortnightly)) for _ in range(3)]
    ['2026-11-30', '2026-12-14', '2026-12-28']

    Raises `ModelError` where the first day is not one of the cadence.
    """
    match cadence:
        case Weekly():
            for number in itertools.count():  # pragma: no branch: it goes on without end
                yield first + number * cadence.every * _WEEK
        case Monthly():
            yield from _months(cadence, first)
        case OnDates():
            if first != cadence.dates[0]:
                message = f"the first meeting is on {first}, and the dates begin on "
                message += f"{cadence.dates[0]}"
                raise ModelError(message)
            yield from cadence.dates
        case _:
            assert_never(cadence)


def _place(cadence: Monthly, first: dt.date) -> int:
    """Which weekday of its kind in the month it is."""
    if cadence.nth is not None:
        return cadence.nth
    nth = -(-first.day // 7)
    return LAST if nth == _FIFTH else nth


def _months(cadence: Monthly, first: dt.date) -> Iterator[dt.date]:
    nth = _place(cadence, first)
    if _nth(first.year, first.month, first.weekday(), nth) != first:
        name = f"{first:%A}"
        message = f"the first meeting, {first}, is not on the {_ORDINALS[nth]} {name} of its month"
        raise ModelError(message)
    for number in itertools.count(0, cadence.every):  # pragma: no branch: nor does this end
        years, month = divmod(first.month - 1 + number, _MONTHS)
        yield _nth(first.year + years, month + 1, first.weekday(), nth)


def _nth(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The nth weekday of its kind in a month, or the last."""
    if nth == LAST:
        end = dt.date(year, month, calendar.monthrange(year, month)[1])
        return end - dt.timedelta(days=(end.weekday() - weekday) % 7)
    start = dt.date(year, month, 1)
    return start + dt.timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth - 1))
