"""Meetings over time: the first one, how often, who comes, what is paid."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.cadence import (
    CADENCES,
    Cadence,
    OnDates,
    Weekly,
    days,
    maybe_day,
    plain_day,
    plain_days,
)
from reflective_groups.model.cadence import in_words as in_words_of
from reflective_groups.model.frame import Setting, Waiver, to_waivers
from reflective_groups.model.group import Group
from reflective_groups.model.locks import Lock, plain_clock
from reflective_groups.model.meeting import Meeting, aware, rows, to_locks
from reflective_groups.model.money import Budget, Costs, exact, in_cents
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import in_words
from reflective_groups.model.value import (
    KEY,
    LINE,
    Clock,
    Day,
    Kind,
    Length,
    Many,
    Number,
    Text,
    Value,
    as_written,
    plain_moment,
    to_length,
    to_names,
    to_tuple,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflective_groups.display.scene import Scene

_WHY = Text(most=LINE.most)
MOST_MEETINGS = 500
_LAST_DAY = dt.date(2999, 12, 31)


def _maybe(value: dt.timedelta | None) -> dt.timedelta | None:
    return None if value is None else to_length(value)


@attrs.frozen(kw_only=True, repr=False)
class Opening(Value):
    """A first meeting of another shape or length, on another day or at another time.

    >>> from reflective_groups import minutes
    >>> str(Opening(slot=minutes(180)))
    'opening: 180 min'

    What is not given is as in every other meeting; without a `protocol` of its own it is the
    first meeting's variant of the usual one. With a `day`, which comes before the series' own
    start, that start is the second meeting. A `taster` is held before people commit themselves,
    and does not count; what follows it is a first meeting too, of the usual shape.
    """

    protocol: Protocol | None = attrs.field(default=None, validator=Kind(Protocol, optional=True))
    slot: dt.timedelta | None = attrs.field(
        default=None, converter=_maybe, validator=Length(above_zero=True, optional=True)
    )
    day: dt.date | None = attrs.field(
        default=None, converter=maybe_day, validator=Day(optional=True)
    )
    at: dt.time | None = attrs.field(
        default=None, converter=plain_clock, validator=Clock(optional=True)
    )
    taster: bool = attrs.field(default=False, validator=Kind(bool))

    def __str__(self) -> str:
        told = [] if self.protocol is None else [self.protocol.title]
        told += [] if self.slot is None else [in_words(self.slot)]
        told += [] if self.day is None else [str(self.day)]
        told += [] if self.at is None else [f"at {self.at:%H:%M}"]
        told += ["a taster"] if self.taster else []
        return f"opening: {', '.join(told) or 'the first meeting'}"


@attrs.frozen(kw_only=True, repr=False)
class Holiday(Value):
    """Days on which the group does not meet; a meeting that falls on them is left out.

    >>> str(Holiday(first=dt.date(2026, 12, 21), last=dt.date(2027, 1, 1), name="Christmas"))
    'Christmas: 2026-12-21 to 2027-01-01'

    The last day is one of them, and is the first unless told.
    """

    first: dt.date = attrs.field(converter=plain_day, validator=Day())
    last: dt.date | None = attrs.field(
        default=None, converter=maybe_day, validator=Day(optional=True)
    )
    name: str = attrs.field(default="", validator=_WHY)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            message = f"Holiday: ends on {self.last}, before it begins on {self.first}"
            raise ModelError(message)

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= (self.first if self.last is None else self.last)

    def __str__(self) -> str:
        to = "" if self.last in {None, self.first} else f" to {self.last}"
        return f"{self.name or 'holiday'}: {self.first}{to}"


@attrs.frozen(kw_only=True, repr=False)
class Postponed(Value):
    """A meeting that is held at another time than the rhythm says.

    >>> str(Postponed(day=dt.date(2026, 12, 28), to=dt.date(2027, 1, 4)))
    '2026-12-28 is held on 2027-01-04'
    """

    day: dt.date = attrs.field(converter=plain_day, validator=Day())
    to: dt.date = attrs.field(converter=plain_day, validator=Day())
    at: dt.time | None = attrs.field(
        default=None, converter=plain_clock, validator=Clock(optional=True)
    )
    why: str = attrs.field(default="", validator=_WHY)

    def __str__(self) -> str:
        at = "" if self.at is None else f" at {self.at:%H:%M}"
        return f"{self.day} is held on {self.to}{at}"


@attrs.frozen(kw_only=True, repr=False)
class Cancelled(Value):
    """A meeting that is not held, and that no other one makes up for.

    >>> str(Cancelled(day=dt.date(2026, 12, 28), why="both leaders are ill"))
    '2026-12-28 is not held: both leaders are ill'
    """

    day: dt.date = attrs.field(converter=plain_day, validator=Day())
    why: str = attrs.field(default="", validator=_WHY)

    def __str__(self) -> str:
        return f"{self.day} is not held{f': {self.why}' if self.why else ''}"


@attrs.frozen(kw_only=True, repr=False)
class Away(Value):
    """Days on which somebody is known not to come.

    >>> str(Away(name="Ann", first=dt.date(2026, 12, 14), last=dt.date(2026, 12, 14)))
    'Ann is away on 2026-12-14'
    >>> str(Away(name="Ben", last=dt.date(2027, 1, 10)))
    'Ben joins after 2027-01-10'

    Without a first day it is from the beginning, without a last one for good.
    """

    name: str = attrs.field(validator=LINE)
    first: dt.date | None = attrs.field(
        default=None, converter=maybe_day, validator=Day(optional=True)
    )
    last: dt.date | None = attrs.field(
        default=None, converter=maybe_day, validator=Day(optional=True)
    )

    def __attrs_post_init__(self) -> None:
        if self.first is None and self.last is None:
            message = f"Away {self.name}: give a first or a last day"
            raise ModelError(message)
        if self.first is not None and self.last is not None and self.last < self.first:
            message = f"Away {self.name}: ends on {self.last}, before it begins on {self.first}"
            raise ModelError(message)

    @property
    def for_good(self) -> bool:
        """Whether it is from the beginning or to the end: not yet joined, or left."""
        return self.first is None or self.last is None

    def __contains__(self, day: dt.date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        if self.first is None:
            return f"{self.name} joins after {self.last}"
        if self.last is None:
            return f"{self.name} leaves before {self.first}"
        days = f"on {self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        return f"{self.name} is away {days}"


@attrs.frozen(kw_only=True, repr=False)
class Offer(Value):
    """Who has offered to bring a matter on a day, in order.

    >>> str(Offer(day=dt.date(2026, 11, 30), names=("Ann", "Ben")))
    'Ann and Ben on 2026-11-30'
    """

    day: dt.date = attrs.field(converter=plain_day, validator=Day())
    names: tuple[str, ...] = attrs.field(
        converter=to_names, validator=Many(of=str, least=1, most=20, distinct=True)
    )

    def __str__(self) -> str:
        return f"{' and '.join(self.names)} on {self.day}"


def _are_days(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    for day in cast("tuple[object, ...]", value):
        Day()(instance, attribute, day)


@attrs.frozen(kw_only=True, repr=False)
class TurnSwap(Value):
    """Two people exchange turns: the first has one on the first day, the other on the second.

    >>> print(TurnSwap(names=("Ann", "Ben"), days=(dt.date(2026, 11, 30), dt.date(2027, 1, 11))))
    Ann (2026-11-30) with Ben (2027-01-11)

    Days are those of the rhythm.
    """

    names: tuple[str, ...] = attrs.field(
        converter=to_names, validator=Many(of=str, least=2, most=2, distinct=True)
    )
    days: tuple[dt.date, ...] = attrs.field(
        converter=plain_days,
        validator=[Many(of=dt.date, least=2, most=2, distinct=True), _are_days],
    )

    def __str__(self) -> str:
        return " with ".join(
            f"{name} ({day})" for name, day in zip(self.names, self.days, strict=True)
        )


@attrs.frozen(repr=False)
class Likely(Value):
    """How likely somebody comes to a meeting, from 0 to 1.

    >>> str(Likely("Ann", 0.6))
    'Ann comes to 60 % of meetings'
    """

    name: str = attrs.field(validator=LINE)
    share: float = attrs.field(validator=Number(least=0, most=1, real=True))

    def __str__(self) -> str:
        return f"{self.name} comes to {100 * self.share:g} % of meetings"


def _likely(values: Iterable[Likely]) -> tuple[Likely, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Attendance(Value):
    """What members commit to, and how likely they come.

    >>> str(Attendance(least=6, of=8))
    'at least 6 of 8 meetings'

    `expected` is the chance that a member comes to a meeting, from 0 to 1; `persons` says it for
    somebody in particular. Where neither is told, `chance` is what members have committed to.
    """

    least: int | None = attrs.field(
        default=None, validator=Number(least=0, most=500, optional=True)
    )
    of: int | None = attrs.field(default=None, validator=Number(least=1, most=500, optional=True))
    expected: float | None = attrs.field(
        default=None, validator=Number(least=0, most=1, real=True, optional=True)
    )
    persons: tuple[Likely, ...] = attrs.field(
        default=(), converter=_likely, validator=Many(of=Likely)
    )

    def __attrs_post_init__(self) -> None:
        if (self.least is None) is not (self.of is None):
            message = "Attendance: least and of are told together"
            raise ModelError(message)
        if self.least is not None and self.of is not None and self.least > self.of:
            message = f"Attendance: nobody comes to {self.least} of {self.of} meetings"
            raise ModelError(message)
        if len({person.name for person in self.persons}) != len(self.persons):
            message = "Attendance.persons: must not tell of the same person twice"
            raise ModelError(message)

    def chance(self, name: str) -> float | None:
        """How likely somebody comes to a meeting, or `None` where nothing is told.

        >>> Attendance(least=6, of=8).chance("Ann")
        0.75
        """
        share = self.share(name)
        return None if share is None else float(share)

    def share(self, name: str) -> Fraction | None:
        """The same as a fraction: 0.8 is meant as eight tenths, and 4 of 6 as two thirds.

        >>> Attendance(least=4, of=6).share("Ann")
        Fraction(2, 3)
        """
        told = {one.name: one.share for one in self.persons}.get(name, self.expected)
        if told is not None:
            return Fraction(str(told))
        return None if self.least is None or self.of is None else Fraction(self.least, self.of)

    def __str__(self) -> str:
        told = [] if self.of is None else [f"at least {self.least} of {self.of} meetings"]
        told += [] if self.expected is None else [f"{100 * self.expected:g} % expected"]
        return ", ".join((*told, *map(str, self.persons))) or "not told"


@attrs.frozen(kw_only=True, repr=False)
class Occasion(Value):
    """One date of a series: when, which number, and whether it is held.

    >>> first = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
    >>> str(Occasion(number=1, day=first.date(), start=first, slot=dt.timedelta(minutes=90)))
    '1: 2026-11-30 18:30, 90 min'

    `day` is what the rhythm says, and stays the same when the meeting is held at another time;
    a taster has the number 0.
    """

    number: int = attrs.field(validator=Number(least=0, most=MOST_MEETINGS))
    day: dt.date = attrs.field(converter=plain_day, validator=Day())
    start: dt.datetime = attrs.field(converter=plain_moment, validator=aware, eq=as_written)
    slot: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))
    opening: bool = attrs.field(default=False, validator=Kind(bool))
    postponed: bool = attrs.field(default=False, validator=Kind(bool))
    cancelled: bool = attrs.field(default=False, validator=Kind(bool))
    why: str = attrs.field(default="", validator=_WHY)

    def __str__(self) -> str:
        told = f"{self.number}: {self.start:%Y-%m-%d %H:%M}, {in_words(self.slot)}"
        if self.cancelled:
            return f"{told}, not held"
        return f"{told}, instead of {self.day}" if self.postponed else told


Amendment: TypeAlias = Postponed | Cancelled
"""What becomes of one meeting of a series."""
AMENDMENTS = (Postponed, Cancelled)


def _holidays(values: Iterable[Holiday]) -> tuple[Holiday, ...]:
    return to_tuple(values)


def _amendments(values: Iterable[Amendment]) -> tuple[Amendment, ...]:
    return to_tuple(values)


def _away(values: Iterable[Away]) -> tuple[Away, ...]:
    return to_tuple(values)


def _offers(values: Iterable[Offer]) -> tuple[Offer, ...]:
    return to_tuple(values)


def _swaps(values: Iterable[TurnSwap]) -> tuple[TurnSwap, ...]:
    return to_tuple(values)


def _are_pairs(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    Many(of=tuple, most=2_000)(instance, attribute, value)
    for row in cast("tuple[tuple[object, ...], ...]", value):
        Many(of=str, least=2, most=2, distinct=True)(instance, attribute, row)


def _are_rows(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    Many(of=tuple, most=5_000)(instance, attribute, value)
    for row in cast("tuple[tuple[object, ...], ...]", value):
        Many(of=str, least=2, distinct=True)(instance, attribute, row)


@attrs.frozen(kw_only=True, repr=False)
class Series(Value, Drawn):
    """Meetings of one group over time.

    >>> from zoneinfo import ZoneInfo
    >>> from reflective_groups import CATALOGUE, minutes
    >>> series = Series(
    ...     key="monday",
    ...     title="Monday group",
    ...     protocol=CATALOGUE["balint.uk"],
    ...     group=Group(members=("Ann", "Ben", "Cem"), leaders=("Kim",)),
    ...     start=dt.datetime(2027, 3, 15, 18, 30, tzinfo=ZoneInfo("Europe/London")),
    ...     slot=minutes(90),
    ...     cadence=Weekly(2),
    ...     count=3,
    ... )
    >>> [f"{one.start:%d %B %H:%M %Z}" for one in series.occasions]
    ['15 March 18:30 GMT', '29 March 18:30 BST', '12 April 18:30 BST']

    There are `count` meetings, or those up to the day `until`, or as many as there are dates. A
    holiday puts the rest off, a cancelled meeting is not made up for. The clock on the wall stays
    the same when the clocks change. `presented` are those who brought a matter before, in order;
    `met` are small groups of earlier meetings; `apart` and `together` are pairs for small groups.
    `supervised_every` is after how many meetings leaders have supervision. Whoever has offered to
    bring a matter and is away on the day is passed over. `in_person` are the days of the rhythm on
    which a group that else meets online is in one room. Raises `ModelError` for what cannot be,
    such as an amendment of a day on which there is no meeting, a meeting on a holiday, or two at
    one time.
    """

    key: str = attrs.field(validator=KEY)
    title: str = attrs.field(validator=LINE)
    protocol: Protocol = attrs.field(validator=Kind(Protocol))
    group: Group = attrs.field(validator=Kind(Group))
    start: dt.datetime = attrs.field(converter=plain_moment, validator=aware, eq=as_written)
    slot: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))
    cadence: Cadence = attrs.field(factory=Weekly, validator=Kind(CADENCES))
    count: int | None = attrs.field(
        default=None, validator=Number(least=1, most=MOST_MEETINGS, optional=True)
    )
    until: dt.date | None = attrs.field(
        default=None, converter=maybe_day, validator=Day(optional=True)
    )
    opening: Opening | None = attrs.field(default=None, validator=Kind(Opening, optional=True))
    closed: bool | None = attrs.field(default=None, validator=Kind(bool, optional=True))
    """Whether nobody joins on the way; `None` is not known."""
    holidays: tuple[Holiday, ...] = attrs.field(
        default=(), converter=_holidays, validator=Many(of=Holiday)
    )
    amendments: tuple[Amendment, ...] = attrs.field(
        default=(), converter=_amendments, validator=Many(of=AMENDMENTS, most=500)
    )
    away: tuple[Away, ...] = attrs.field(
        default=(), converter=_away, validator=Many(of=Away, most=2_000)
    )
    in_person: tuple[dt.date, ...] = attrs.field(
        default=(),
        converter=plain_days,
        validator=[Many(of=dt.date, most=500, distinct=True), _are_days],
    )
    attendance: Attendance = attrs.field(factory=Attendance, validator=Kind(Attendance))
    costs: Costs | None = attrs.field(default=None, validator=Kind(Costs, optional=True))
    supervised_every: int | None = attrs.field(
        default=None, validator=Number(least=1, most=MOST_MEETINGS, optional=True)
    )
    offers: tuple[Offer, ...] = attrs.field(
        default=(), converter=_offers, validator=Many(of=Offer, most=500)
    )
    swaps: tuple[TurnSwap, ...] = attrs.field(
        default=(), converter=_swaps, validator=Many(of=TurnSwap, most=500)
    )
    presented: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=5_000)
    )
    met: tuple[tuple[str, ...], ...] = attrs.field(default=(), converter=rows, validator=_are_rows)
    apart: tuple[tuple[str, ...], ...] = attrs.field(
        default=(), converter=rows, validator=_are_pairs
    )
    together: tuple[tuple[str, ...], ...] = attrs.field(
        default=(), converter=rows, validator=_are_pairs
    )
    sites_apart: bool = attrs.field(default=False, validator=Kind(bool))
    """Whether people of two sites are kept in different small groups; see `Person.site`."""
    seed: int = attrs.field(default=0, validator=Number(least=0, most=2**31 - 1))
    locks: tuple[Lock, ...] = attrs.field(default=(), converter=to_locks, validator=Many(of=Lock))
    waivers: tuple[Waiver, ...] = attrs.field(
        default=(), converter=to_waivers, validator=Many(of=Waiver)
    )

    def __attrs_post_init__(self) -> None:
        ends = [end for end in (self.count, self.until) if end is not None]
        if len(ends) != (0 if isinstance(self.cadence, OnDates) else 1):
            message = f"Series {self.key}: give count or until, and neither with dates"
            raise ModelError(message)
        self._refuse_strangers()
        scheduled = {one.day for one in self.occasions}
        if len(scheduled) != len(self.occasions):
            message = f"Series {self.key}: the opening is on a day of the rhythm; leave its day out"
            raise ModelError(message)
        named = [one.day for one in (*self.amendments, *self.offers)]
        for day in (*named, *self.in_person, *itertools.chain(*(one.days for one in self.swaps))):
            if day not in scheduled:
                message = f"Series {self.key}: there is no meeting on {day}"
                raise ModelError(message)
        if len({one.day for one in self.amendments}) != len(self.amendments):
            message = f"Series {self.key}: a day is amended twice"
            raise ModelError(message)
        self._refuse_clashes()
        self._refuse_late_opening()
        if not self.meetings:
            message = f"Series {self.key}: no meeting is held"
            raise ModelError(message)

    def _refuse_clashes(self) -> None:
        """One group is in one place at a time, and in none on a holiday."""
        for one in self.held:
            for holiday in self.holidays:
                if one.start.date() in holiday:
                    message = f"Series {self.key}: {one.start:%Y-%m-%d} is one of its holidays"
                    raise ModelError(message)
        for one, other in itertools.pairwise(self.held):
            if other.start.astimezone(dt.UTC) - one.start.astimezone(dt.UTC) < one.slot:
                message = f"Series {self.key}: the meetings of {one.day} and {other.day} overlap"
                raise ModelError(message)

    def _refuse_late_opening(self) -> None:
        """An opening of its own shape is held, and before all others."""
        own = next((one for one in self.occasions if self._opening_at(one) is not None), None)
        if own is not None and own.cancelled:
            message = f"Series {self.key}: the opening is cancelled; postpone it, or leave it out"
            raise ModelError(message)
        if own is not None and own.day != self.held[0].day:
            message = f"Series {self.key}: the opening would come after another meeting"
            raise ModelError(message)

    def _refuse_strangers(self) -> None:
        known = {person.name for person in self.group.everyone}
        told = {
            "away": tuple(one.name for one in self.away),
            "offers": tuple(name for one in self.offers for name in one.names),
            "swaps": tuple(name for one in self.swaps for name in one.names),
            "attendance": tuple(one.name for one in self.attendance.persons),
            "apart": tuple(itertools.chain(*self.apart)),
            "together": tuple(itertools.chain(*self.together)),
        }
        for field, names in told.items():
            for name in names:
                if name not in known:
                    message = f"Series.{field}: {name!r} is not in the group"
                    raise ModelError(message)
        leaders = {person.name for person in self.group.leaders}
        for field, why in (
            ("offers", "members bring a matter"),
            ("swaps", "members bring a matter"),
            ("apart", "small groups are of members"),
            ("together", "small groups are of members"),
        ):
            leading = leaders.intersection(told[field])
            if leading:
                message = f"Series.{field}: {min(leading)!r} leads; {why}"
                raise ModelError(message)
        offered = [(one.day, name) for one in self.offers for name in one.names]
        for day, name in offered:
            if offered.count((day, name)) > 1:
                message = f"Series.offers: {name!r} offers twice on {day}"
                raise ModelError(message)
        if self.paid_leaders > len(self.group.leaders):
            message = (
                f"Series.costs: {self.paid_leaders} leaders are paid of {len(self.group.leaders)}"
            )
            raise ModelError(message)

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        """Every date of the series in the order of the rhythm, also those that are not held."""
        amended = {one.day: one for one in self.amendments}
        dates = [
            self._amended(one, amended[one.day]) if one.day in amended else one
            for one in self._scheduled()
        ]
        counted = (one for one in dates if one.number and not one.cancelled)
        first = min(counted, key=lambda one: one.start.astimezone(dt.UTC), default=None)
        return tuple(attrs.evolve(one, opening=one is first or one.number == 0) for one in dates)

    def _scheduled(self) -> Iterator[Occasion]:
        number, first = 0, self.opening
        if first is not None and first.day is not None:
            number = 0 if first.taster else 1
            opening = self._occasion(number, first.day, first)
            if opening.start.astimezone(dt.UTC) >= self.start.astimezone(dt.UTC):
                message = f"Series.opening: must be before {self.start:%Y-%m-%d %H:%M}"
                raise ModelError(message)
            yield opening
            first = None
        for day in days(self.cadence, self.start.date()):
            if self._ended(number, day):
                return
            if any(day in holiday for holiday in self.holidays):
                if isinstance(self.cadence, OnDates):
                    message = f"Series {self.key}: {day} is one of the dates and of the holidays"
                    raise ModelError(message)
                continue
            if number == MOST_MEETINGS:
                message = f"Series {self.key}: there are more than {MOST_MEETINGS} meetings"
                raise ModelError(message)
            if first is not None:
                number += not first.taster
                yield self._occasion(number, day, first)
                first = None
                continue
            number += 1
            yield self._occasion(number, day)

    def _ended(self, number: int, day: dt.date) -> bool:
        if self.until is not None:
            return day > self.until
        if self.count is None or number >= self.count:
            return self.count is not None
        if day > _LAST_DAY:
            message = f"Series {self.key}: there are not {self.count} meetings before the year 3000"
            raise ModelError(message)
        return False

    def _occasion(self, number: int, day: dt.date, opening: Opening | None = None) -> Occasion:
        at = None if opening is None else opening.at
        slot = None if opening is None else opening.slot
        return Occasion(
            number=number,
            day=day,
            start=self.clock(day, at),
            slot=slot or self.slot,
        )

    def _amended(self, one: Occasion, by: Amendment) -> Occasion:
        if isinstance(by, Cancelled):
            return attrs.evolve(one, cancelled=True, why=by.why)
        first = self._opening_at(one)
        at = by.at or (None if first is None else first.at)
        return attrs.evolve(one, start=self.clock(by.to, at), postponed=True, why=by.why)

    def _opening_at(self, occasion: Occasion) -> Opening | None:
        """The opening where this is it; the first meeting after a taster is not."""
        first = self.opening
        if first is None or occasion.number != (0 if first.taster else 1):
            return None
        return first

    def clock(self, day: dt.date, at: dt.time | None = None) -> dt.datetime:
        """The time on the wall, on a day of the series, as a moment in its zone.

        Where the clocks skip that time it is as much later as they skip, and of a time that comes
        twice it is the first, as calendars have it (RFC 5545, section 3.3.5).
        """
        said = dt.datetime.combine(day, at or self.start.time(), tzinfo=self.start.tzinfo)
        fold = self.start.fold if day == self.start.date() and at is None else 0
        return said.replace(fold=fold).astimezone(dt.UTC).astimezone(self.start.tzinfo)

    @cached_property
    def held(self) -> tuple[Occasion, ...]:
        """The dates on which a meeting is really held, in order of time."""
        held = (one for one in self.occasions if not one.cancelled)
        return tuple(sorted(held, key=lambda one: one.start.astimezone(dt.UTC)))

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings that are held, in order of time, with who is away and who has offered."""
        return tuple(map(self.meeting, self.held))

    @cached_property
    def _offered(self) -> Mapping[dt.date, tuple[str, ...]]:
        """Who has offered for which day; an offer for a cancelled day holds for the next."""
        held = [one.day for one in self.occasions if not one.cancelled]
        found: dict[dt.date, dict[str, None]] = {}
        for offer in sorted(self.offers, key=lambda one: one.day):
            day = next((day for day in held if day >= offer.day), None)
            if day is not None:
                found.setdefault(day, {}).update(dict.fromkeys(offer.names))
        return {day: tuple(names) for day, names in found.items()}

    def meeting(self, occasion: Occasion) -> Meeting:
        """The meeting of an occasion.

        Its protocol is the opening's where it is the opening, if that has one of its own, and on
        a day of `in_person` its group is in one room.
        """
        opening = self._opening_at(occasion)
        day = occasion.start.date()
        protocol = self.protocol if opening is None else opening.protocol or self.protocol
        other = occasion.opening and (
            protocol.first_session is not None or protocol != self.protocol
        )
        absent = {one.name for one in self.away if day in one}
        offers = self._offered.get(occasion.day, ())
        return Meeting(
            protocol=protocol,
            group=self._face_to_face if occasion.day in self.in_person else self.group,
            start=occasion.start,
            slot=occasion.slot,
            first=occasion.opening,
            presenters=tuple(name for name in offers if name not in absent),
            absent=tuple(one.name for one in self.group.everyone if one.name in absent),
            locks=() if other else self.locks,  # its parts have other paths
            waivers=self.waivers,
        )

    @property
    def zone(self) -> str:
        """The name of the time zone the series keeps to."""
        return self.meetings[0].zone

    @cached_property
    def _face_to_face(self) -> Group:
        return attrs.evolve(self.group, setting=Setting.IN_PERSON)

    @property
    def paid_leaders(self) -> int:
        """How many leaders are paid: all of them unless told."""
        told = None if self.costs is None else self.costs.paid_leaders
        return len(self.group.leaders) if told is None else told

    @property
    def budget(self) -> Budget | None:
        """What the series costs and brings in, or `None` where no fee or no cost is told.

        Leaders are paid for each meeting that is held, and members for none that is a taster.
        Where fees are due in advance, or from those who stay away too, everybody pays who has
        joined and has not left for good; else nobody pays for a meeting from which they are known
        to be away.
        """
        costs = self.costs
        if costs is None or costs.member_session is None:
            return None
        paid = self.paid_leaders
        if paid and costs.leader_hour is None:
            return None
        length = sum((one.slot for one in self.meetings), dt.timedelta(0))
        hours = Fraction(length // dt.timedelta(microseconds=1), 3_600_000_000)
        pairs = zip(self.held, self.meetings, strict=True)
        charged = [meeting for one, meeting in pairs if one.number][int(bool(costs.first_free)) :]
        fees = sum((self._fees(costs, one) for one in charged), Fraction(0))
        return Budget(
            currency=costs.currency,
            cost=in_cents(
                Fraction(costs.leader_hour or 0) * paid * hours
                + Fraction(costs.room_hire) * len(self.meetings)
            ),
            income=in_cents(Fraction(costs.member_session) * fees),
            paying=exact(fees / len(charged)) if charged else 0,
            sessions=len(charged),
            fee=costs.member_session,
        )

    def _fees(self, costs: Costs, meeting: Meeting) -> Fraction:
        """How many fees come in for a meeting."""
        fees = self.protocol.fees
        if costs.in_advance or (fees is not None and fees.due_when_absent):
            day = meeting.start.date()
            elsewhere = {one.name for one in self.away if one.for_good and day in one}
            return Fraction(sum(one.name not in elsewhere for one in self.group.members))
        shares = (self.attendance.share(person.name) for person in meeting.members)
        return sum((Fraction(1) if one is None else one for one in shares), Fraction(0))

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import series_scene

        return series_scene(self)

    def __str__(self) -> str:
        often = len(self.meetings)
        noun = "meeting" if often == 1 else "meetings"
        rhythm = in_words_of(self.cadence, self.start.date())
        return f"{self.title}: {often} {noun} {rhythm}, {self.protocol.title}"
