"""Plain words for what every page tells: the day, the people, their roles, the sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reflective_groups.display.markup import element
from reflective_groups.model.timebox import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.roles import Role

    Told = tuple[ET.Element | str, ...]
    """Text with elements in it, in the order of reading."""

# Told here and not by `strftime`, whose words depend on the machine.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def listed(words: Iterable[str]) -> str:
    """Words in a row, as said.

    >>> listed(["Ann", "Ben", "Cem"])
    'Ann, Ben and Cem'
    """
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def plural(number: int, one: str) -> str:
    """A number with its noun.

    >>> plural(1, "member"), plural(2, "member")
    ('1 member', '2 members')
    """
    return f"{number} {one}{'' if number == 1 else 's'}"


def people(names: Iterable[str]) -> Told:
    """Names in a row, each kept apart from the direction of writing round it."""
    told: list[ET.Element | str] = []
    known = tuple(names)
    for index, name in enumerate(known):
        if index:
            told.append(" and " if index == len(known) - 1 else ", ")
        told.append(element("bdi", name))
    return tuple(told)


def day(moment: dt.datetime) -> str:
    """The day of a moment.

    >>> day(dt.datetime(2026, 11, 30, tzinfo=dt.UTC))
    'Monday 30 November 2026'
    """
    return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def when(meeting: Meeting) -> str:
    """Day, times, zone and length of a meeting."""
    start = meeting.start
    end = (start.astimezone(dt.UTC) + meeting.slot).astimezone(start.tzinfo)
    other = "" if end.date() == start.date() else f"{_DAYS[end.weekday()]} "
    times = f"{start:%H:%M} to {other}{end:%H:%M} {meeting.zone}"
    return f"{day(start)}, {times} ({in_words(meeting.slot)})"


def who(meeting: Meeting, *, names: bool) -> Told:
    """How many there are, and who leads them."""
    setting = str(meeting.group.setting).capitalize()
    first = ", a first meeting" if meeting.first else ""
    there = f"{setting}{first}: {plural(len(meeting.members), 'member')}"
    if not meeting.leaders:
        return (f"{there}, nobody to lead",)
    if names:
        return (f"{there}, led by ", *people(one.name for one in meeting.leaders))
    return (f"{there}, {plural(len(meeting.leaders), 'leader')}",)


def several(role: Role, number: int) -> str:
    """A role in the number of its holders.

    >>> from reflective_groups import LEADER
    >>> several(LEADER, 2)
    'leaders'
    """
    return f"{role}s" if number > 1 and not str(role).endswith("team") else str(role)
