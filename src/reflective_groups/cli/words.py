"""Plain words for what the model holds: standings, sources, sizes, dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.model.cadence import in_words as in_words_of
from reflective_groups.model.timebox import in_words, minutes
from reflective_groups.sources import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reflective_groups.model.frame import GroupSize
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Phase
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.model.series import Series
    from reflective_groups.sources import Citation, Source

STANDINGS = {
    Standing.STATED: "stated",
    Standing.DERIVED: "derived",
    Standing.DEFAULT: "default",
    Standing.SILENT: "source silent",
}
LEGEND = (
    ("stated", "the source says it"),
    ("derived", "arithmetic on what sources say, or a range over several of them"),
    ("default", "a choice of whoever wrote it down here; nobody measured it"),
    ("source silent", "the source gives nothing, and so there is no number here"),
)


def sources(citations: Iterable[Citation], *, addresses: bool = False) -> list[tuple[str, str]]:
    """Each source once, by its key."""
    found = {one.source.key: one.source for one in citations}
    return [
        (key, "\n".join((str(source), *_addresses(source))) if addresses else str(source))
        for key, source in sorted(found.items(), key=lambda one: _natural(one[0]))
    ]


def _addresses(source: Source) -> list[str]:
    return source.address.split(" ; ") if source.address else []


def _natural(key: str) -> tuple[str, int, str]:
    letters = key.rstrip("0123456789")
    return letters, int(key[len(letters) :] or 0), key


def standing_of_time(phase: Phase) -> str:
    """What the time of a phase rests on.

    >>> from reflective_groups.protocols import balint
    >>> standing_of_time(balint.SCHOOL.phase("discuss"))
    'stated, usual derived'
    """
    names = [name for name in ("least", "most", "usual") if getattr(phase.time, name)]
    known = {name: STANDINGS[phase.standing_of(f"time.{name}")] for name in names}
    if not known:
        return STANDINGS[phase.standing_of("time")]
    first, *others = dict.fromkeys(known.values())
    told = (f"{name} {word}" for name, word in known.items() if word in others)
    return ", ".join((first, *told))


def members(size: GroupSize) -> str:
    """How many members, in as few words as a column has room for.

    >>> from reflective_groups import GroupSize
    >>> members(GroupSize(least=6, most=12, ideal_least=8)), members(GroupSize(ideal_least=6))
    ('6 to 12', 'ideally at least 6')
    """
    if size.least is not None or size.most is not None:
        size = attrs.evolve(size, ideal_least=None, ideal_most=None)
    told = str(size).replace(" members", "").removeprefix("any number of")
    return told.removeprefix(", ") or "any"


def lasts(protocol: Protocol) -> str:
    """How long a session lasts: what its source says of it, or else what its phases come to.

    >>> from reflective_groups.protocols import balint
    >>> lasts(balint.SERIES), lasts(balint.SCHOOL), lasts(balint.CH)
    ('90 min', 'at least 40 min', 'usually 90 min')
    """
    box = protocol.duration if protocol.slot is None else protocol.slot
    if box.usual is not None and box.most is None:
        return f"usually {in_words(box.usual)}"
    return str(attrs.evolve(box, usual=None))


def time_of(phase: Phase) -> str:
    """The time of a phase, and whether everybody has so much."""
    each = f" for each {phase.each}" if phase.each else ""
    return f"{phase.time}{each}{', optional' if phase.optional else ''}"


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "error"), plural(2, "error"), plural(2, "piece of advice", "pieces of advice")
    ('1 error', '2 errors', '2 pieces of advice')
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def apart(groups: Iterable[Sequence[str]]) -> list[str]:
    """Small groups, each in one text; commas only where a name has a space in it.

    >>> apart([("Ann", "Ben"), ("Cem", "Dot")]), apart([("Ann Lee", "Ben"), ("Cem", "Dot")])
    (['Ann Ben', 'Cem Dot'], ['Ann Lee, Ben', 'Cem, Dot'])
    """
    rows = list(groups)
    between = ", " if any(" " in name for row in rows for name in row) else " "
    return [between.join(row) for row in rows]


def often(number: int) -> str:
    """How many times.

    >>> often(1), often(2), often(3)
    ('once', 'twice', '3 times')
    """
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def listed(words: Iterable[str]) -> str:
    """Words in a row, as said.

    >>> listed(["Ann", "Ben", "Cem"])
    'Ann, Ben and Cem'
    """
    from reflective_groups.planning.handouts import words as told

    return told.listed(words)


def end_of(meeting: Meeting) -> dt.datetime:
    """When the slot ends, on the clock of the meeting's zone."""
    end = meeting.start.astimezone(dt.UTC) + meeting.slot
    return end.astimezone(meeting.start.tzinfo)


def when(meeting: Meeting) -> str:
    """Day, times, zone and length of a meeting."""
    start, end = meeting.start, end_of(meeting)
    day = f"{start:%A} {start.day} {start:%B %Y}"
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%A %H:%M}"
    return f"{day}, {start:%H:%M} to {until} {meeting.zone} ({in_words(meeting.slot)})"


def who(meeting: Meeting) -> str:
    """Who is there and who is not."""
    setting = str(meeting.group.setting).capitalize()
    first = ", a first meeting" if meeting.first else ""
    there = plural(len(meeting.members), "member")
    leaders = [one.name for one in meeting.leaders]
    led = f", led by {listed(leaders)}" if leaders else ", nobody to lead"
    away = f"; away: {listed(meeting.absent)}" if meeting.absent else ""
    return f"{setting}{first}: {there}{led}{away}"


def of_series(series: Series) -> tuple[str, str, str]:
    """The title of a series, what is held how often, and by whom."""
    rhythm = in_words_of(series.cadence, series.start.date())
    held = [one for one in series.occasions if not one.cancelled]
    tasters = sum(not one.number for one in held)
    often = plural(len(held) - tasters, "meeting") + (" and a taster" if tasters else "")
    group = series.group
    leaders = [one.name for one in group.leaders]
    led = f"led by {listed(leaders)}" if leaders else "nobody to lead"
    return (
        series.title,
        f"{series.protocol.title}, {often} {rhythm}, {series.zone}",
        f"{str(group.setting).capitalize()}: {plural(len(group.members), 'member')}, {led}",
    )


def number_of_minutes(length: dt.timedelta) -> str:
    """A length as a number of minutes.

    >>> number_of_minutes(minutes(7.5))
    '7.5'
    """
    return f"{round(length / minutes(1), 2):g}"
