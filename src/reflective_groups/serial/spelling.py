"""How lengths of time, points in time and sums of money are spelled in a document.

Each spelling is a pattern that also stands in the JSON Schema, and a pair of functions. A reader
raises `ValueError` with the reason; the converter adds the path.
"""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import re

from reflective_groups.model.value import LONGEST
from reflective_groups.serial.problems import near, one_of, quoted

_MICROSECONDS = {"D": 86_400_000_000, "H": 3_600_000_000, "M": 60_000_000, "S": 1_000_000}


def _up_to(most: int) -> str:
    """A pattern for the whole numbers from 0 to `most`, without leading zeros.

    >>> _up_to(204)
    '(?:[0-9]|[1-9][0-9]|1[0-9]{2}|20[0-4])'
    """
    digits = str(most)
    told = ["[0-9]", *(f"[1-9]{_any(k)}" for k in range(1, len(digits) - 1))]
    for place, digit in enumerate(digits):
        last = place == len(digits) - 1
        low, high = int(place == 0), int(digit) - (not last)
        if low <= high and len(digits) > 1:
            span = str(low) if low == high else f"[{low}-{high}]"
            told.append(f"{digits[:place]}{span}{_any(len(digits) - place - 1)}")
    return f"(?:{'|'.join(told)})"


def _any(count: int) -> str:
    return "[0-9]" * count if count <= 1 else f"[0-9]{{{count}}}"


def _length_pattern(days: int) -> str:
    """ISO 8601 in days, hours, minutes and seconds, none of which fills up the next larger one."""
    part = r"(?:\.[0-9]{1,6})?"
    seconds = f"(?:{_up_to(59)}{part}S)?"
    minutes = f"(?:{_up_to(59)}M)?{seconds}"
    hours = days * 24
    ways = (
        f"{_up_to(days - 1)}D(?:T(?=[0-9])(?:{_up_to(23)}H)?{minutes})?",
        f"T{_up_to(hours - 1)}H{minutes}",
        f"T{_up_to(hours * 60 - 1)}M{seconds}",
        f"T{_up_to(hours * 3600 - 1)}{part}S",
        f"{days}D|T{hours}H|T{hours * 60}M|T{hours * 3600}S",
    )
    return f"P(?:{'|'.join(ways)})"


LENGTH = _length_pattern(LONGEST.days)
"""From nothing to the longest length that the model knows."""
SOME_LENGTH = f"(?=.*[1-9]){LENGTH}"
"""The same, and more than nothing."""
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_DAY = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_OFFSET = r"Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{6})?)?"
_ZONE = r"[A-Za-z][A-Za-z0-9_+/-]{0,63}"
_AFTER_YEAR = rf"-{_DAY}T{_TIME}(?:(?:{_OFFSET})(?:\[{_ZONE}\])?|\[{_ZONE}\])"
MOMENT = f"[0-9]{{4}}{_AFTER_YEAR}"
"""RFC 9557: a local time with its offset, with its zone in brackets, or with both."""
NEAR_MOMENT = f"(?:19|2[0-9])[0-9]{{2}}{_AFTER_YEAR}"
"""The same, in the years 1900 to 2999."""
MONEY = r"(?:(?:0|[1-9][0-9]{0,5})(?:\.[0-9]+)?|1000000(?:\.0+)?)"
"""An exact decimal number from 0 to a million."""
SUM = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?"
"""The same for what a whole series costs, which some currencies count in many millions."""

DAY = rf"(?:19|2[0-9])[0-9]{{2}}-{_DAY}"
"""A day of the calendar in ISO 8601, in the years 1900 to 2999."""
CLOCK = _TIME
"""A time of day in ISO 8601, without a zone."""

_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_PEOPLE = re.compile(
    rf"(?=.)(?:(?P<H>{_NUMBER}) ?h(?:ours?)?)?(?: ?(?P<M>{_NUMBER}) ?min(?:utes?)?)?"
    rf"(?: ?(?P<S>{_NUMBER}) ?s(?:ec(?:onds?)?)?)?"
)
_PARTS = re.compile(
    rf"(?P<local>[0-9]{{4}}-{_DAY}T{_TIME})(?P<offset>{_OFFSET})?(?:\[(?P<zone>{_ZONE})\])?"
)


def write_length(length: dt.timedelta) -> str:
    """A length in minutes and seconds, exact to the microsecond.

    >>> write_length(dt.timedelta(minutes=90)), write_length(dt.timedelta(seconds=7.5))
    ('PT90M', 'PT7.5S')
    """
    minutes, rest = divmod(length, dt.timedelta(minutes=1))
    seconds, micros = divmod(rest // dt.timedelta(microseconds=1), 1_000_000)
    part = f".{micros:06}".rstrip("0") if micros else ""
    told = f"{minutes}M" if minutes else ""
    if rest or not minutes:
        told += f"{seconds}{part}S"
    return f"PT{told}"


def read_length(text: str) -> dt.timedelta:
    """A length from ISO 8601.

    >>> read_length("PT1H30M")
    datetime.timedelta(seconds=5400)
    """
    if not re.fullmatch(LENGTH, text):
        most = write_length(LONGEST)
        message = f"must be a length like 'PT20M' or 'PT7M30S', {most} at most"
        raise ValueError(message)
    return _sum_of({unit: number for number, unit in re.findall(r"([0-9.]+)([DHMS])", text)})


def read_people_length(text: str) -> dt.timedelta:
    """A length from ISO 8601 or as people write it.

    >>> read_people_length("1 h 30 min") == read_people_length("PT90M")
    True
    """
    match = _PEOPLE.fullmatch(text)
    if match is None:
        try:
            return read_length(text)
        except ValueError:
            message = "must be a length like '90 min', '1 h 30 min' or 'PT90M'"
            raise ValueError(message) from None
    return _sum_of({unit: number for unit, number in match.groupdict().items() if number})


def _sum_of(parts: dict[str, str]) -> dt.timedelta:
    micros = sum(decimal.Decimal(number) * _MICROSECONDS[unit] for unit, number in parts.items())
    return dt.timedelta(microseconds=int(micros))


def read_day(text: str) -> dt.date:
    """A day of the calendar.

    >>> read_day("2026-11-30")
    datetime.date(2026, 11, 30)
    """
    if not re.fullmatch(DAY, text):
        message = "must be a day like '2026-11-30'"
        raise ValueError(message)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = f"is not in the calendar: {error}"
        raise ValueError(message) from None


def read_clock(text: str) -> dt.time:
    """A time of day.

    >>> read_clock("18:30")
    datetime.time(18, 30)
    """
    if not re.fullmatch(CLOCK, text):
        message = "must be a time of day like '18:30'"
        raise ValueError(message)
    return dt.time.fromisoformat(text)


def write_clock(clock: dt.time) -> str:
    """A time of day, without seconds where there are none.

    >>> write_clock(dt.time(18, 30)), write_clock(dt.time(18, 30, 15))
    ('18:30', '18:30:15')
    """
    return f"{clock:%H:%M}" if not (clock.second or clock.microsecond) else clock.isoformat()


def write_moment(moment: dt.datetime) -> str:
    """A point in time with its offset, and its zone where that has a name.

    >>> from zoneinfo import ZoneInfo
    >>> write_moment(dt.datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/London")))
    '2026-11-30T18:30:00+00:00[Europe/London]'
    """
    zone = getattr(moment.tzinfo, "key", None)
    told = dt.datetime.isoformat(moment)
    if not zone:
        return told
    if not _is_shown(moment):
        message = f"{told} is no time that clocks in {zone} show"
        raise ValueError(message)
    return f"{told}[{zone}]"


def read_moment(text: str) -> dt.datetime:
    """A point in time from RFC 9557.

    >>> read_moment("2026-11-30T18:30[Europe/London]").isoformat()
    '2026-11-30T18:30:00+00:00'

    Offset and zone have to agree. A local time that the clocks skip is refused, and so is one
    that comes twice and has no offset.
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        message = "must be a date and time like '2026-11-30T18:30:00+00:00[Europe/London]'"
        raise ValueError(message)
    local, offset, zone = match.group("local", "offset", "zone")
    try:
        said = dt.datetime.fromisoformat(f"{local}{offset or ''}")
    except ValueError as error:
        message = f"is not in the calendar: {error}"
        raise ValueError(message) from None
    if zone is None:
        return _fixed(said)
    return _zoned(said, zone)


def _fixed(said: dt.datetime) -> dt.datetime:
    offset = said.utcoffset()
    if offset is None:
        message = "must say its time zone, like [Europe/London], or its offset, like +00:00"
        raise ValueError(message)
    return said.replace(tzinfo=dt.timezone(offset) if offset else dt.UTC)


def _zoned(said: dt.datetime, name: str) -> dt.datetime:
    zone = zone_of(name)
    both = [said.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    shown = [one for one in both if _is_shown(one)]
    if not shown:
        message = f"is no time that clocks in {name} show"
        raise ValueError(message)
    offsets = list(dict.fromkeys(_offset(one) for one in shown))
    if said.tzinfo is None and len(offsets) > 1:
        message = f"comes twice in {name}: write {' or '.join(offsets)} before the zone"
        raise ValueError(message)
    if said.tzinfo is not None:
        shown = [one for one in shown if one.utcoffset() == said.utcoffset()]
    if not shown:
        message = f"has the offset {_offset(said)}, and {name} is at {' or '.join(offsets)} then"
        raise ValueError(message)
    return shown[0]


def _is_shown(moment: dt.datetime) -> bool:
    """Whether clocks show this time: they skip an hour in spring, and the calendar has an end."""
    try:
        again = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
    except OverflowError:
        return False
    return again.replace(tzinfo=None) == moment.replace(tzinfo=None)


def _offset(moment: dt.datetime) -> str:
    """The offset as spelled: what follows the time."""
    return moment.isoformat(timespec="microseconds")[26:]


@functools.cache
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def zone_of(name: str) -> dt.tzinfo:
    """The time zone of a name.

    >>> zone_of("Europe/London")
    zoneinfo.ZoneInfo(key='Europe/London')
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        if re.fullmatch(_ZONE, name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is an OSError
        pass
    message = f"names no time zone that is known here: {quoted(name)}{_hint(name)}"
    raise ValueError(message)


def _hint(name: str) -> str:
    """What may have been meant: a place in the same area, or the area of a place."""
    area, slash, place = name.rpartition("/")
    if slash:
        return near(name, (zone for zone in _zones() if zone.startswith(f"{area}/")))
    found = sorted(zone for zone in _zones() if zone.endswith(f"/{place}"))
    return f"; did you mean {one_of(found)}?" if found else ""


def write_money(amount: decimal.Decimal) -> str:
    """An exact decimal number, never in powers of ten.

    >>> write_money(decimal.Decimal("1E+2"))
    '100'
    """
    return f"{amount or amount.copy_abs():f}"


def read_money(text: str) -> decimal.Decimal:
    """An exact decimal number; whether a field takes so much is for its bound to say.

    >>> read_money("17.50")
    Decimal('17.50')
    """
    if not re.fullmatch(SUM, text):
        message = "must be a number in quotation marks like '17.50'"
        raise ValueError(message)
    return decimal.Decimal(text)
