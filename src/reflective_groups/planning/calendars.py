"""Meetings as a text that calendars read: iCalendar, as RFC 5545 has it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, cast

import attrs

from reflective_groups.errors import MissingExtraError, ModelError
from reflective_groups.model.content import content_hash
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.series import Occasion, Series
from reflective_groups.model.timebox import ZERO, in_words
from reflective_groups.planning.agenda import Agenda
from reflective_groups.planning.programmes import Programme, programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from icalendar import Alarm, Calendar, Component, Event, Timezone

    from reflective_groups.model.timeline import Stretch

DOMAIN = "reflective-groups.invalid"
"""What UIDs end with unless told; a name under `invalid` belongs to nobody (RFC 2606)."""
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_PRODUCT = "-//reflective_groups//calendar//EN"
"""Without a version, so that the next version of the library writes the same file."""
_CARE = "A sound plan does not make a safe group."
_SECOND = dt.timedelta(seconds=1)
_MOST_CHANGES = 2**31 - 2
"""The highest number that readers take (RFC 5545, section 3.3.8), less the one we may add."""

_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_ESCAPED = re.compile(r"[\\;,]")

_DAY = dt.timedelta(days=1)
_LOOK_BACK = dt.timedelta(days=400)
"""How far before the first meeting a change of the clocks is looked for; more than a year."""
_OFFSETS = frozenset(
    {"EST", "GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich", "HST", "MST", "UCT", "UTC"}
    | {"Universal", "Zulu"}
)
"""Names that stand for an offset and for no place; those under `Etc/` do too."""


@attrs.frozen(kw_only=True)
class _Entry:
    """What becomes one event."""

    uid: str
    title: str
    start: dt.datetime
    """In UTC, as is the end."""
    end: dt.datetime
    meeting: Meeting
    agenda: Agenda | None
    """None where the meeting is not held."""
    occasion: Occasion | None = None
    told: str = ""
    """Which meeting of a series it is."""

    @property
    def changed(self) -> bool:
        return self.occasion is not None and (self.occasion.postponed or self.occasion.cancelled)


@attrs.frozen(kw_only=True)
class _Style:
    """How the caller wants the events written."""

    stamp: dt.datetime
    cues: bool
    names: bool
    sequence: int


@attrs.frozen(kw_only=True)
class _State:
    """What the clocks of a zone show at a moment."""

    offset: dt.timedelta
    saving: dt.timedelta
    name: str


@attrs.frozen(kw_only=True)
class _Observance:
    """What the clocks of a zone show from a moment on, and before it."""

    onset: dt.datetime
    before: _State
    after: _State

    @property
    def offsets(self) -> tuple[dt.timedelta, dt.timedelta]:
        return self.before.offset, self.after.offset


def calendar(  # noqa: PLR0913 -- a subject, its stamp, and each a choice of its own
    subject: Agenda | Series | Programme,
    *,
    stamp: dt.datetime,
    cues: bool = False,
    names: bool = False,
    sequence: int = 0,
    domain: str = DOMAIN,
) -> str:
    r"""A meeting, a series or a programme as iCalendar text, one event for each meeting.

    >>> from reflective_groups.planning import plan
    >>> from reflective_groups.rules.examples import MEETING
    >>> stamp = dt.datetime(2026, 11, 1, 9, 0, tzinfo=dt.UTC)
    >>> lines = calendar(plan(MEETING), stamp=stamp).split("\r\n")
    >>> lines[0], [line for line in lines if line.startswith("DT")]
    ('BEGIN:VCALENDAR', ['DTSTART:20261130T183000Z', 'DTEND:20261130T195000Z', 'DTSTAMP:20261101T090000Z'])

    A single meeting stands in UTC; a series keeps to its time zone. An event is as long as the
    slot in elapsed time, whole seconds; what lies before and after is told in the description.
    `cues` sets an alarm at the start of each phase. `names` tells who holds which role and why a
    meeting was moved, which calendars that others see should not. `stamp` is when the text is
    made; `sequence` counts the changes made to all meetings so far, and a meeting that is
    postponed or cancelled counts one more. `domain` ends each UID: one of your own keeps two
    groups apart whose series have the same key.

    Lines end with CRLF: write them to a file with `newline=""`. The same values give the same
    text. Raises `ModelError` for a stamp without a time zone, `Infeasible` where a slot is too
    short, and `MissingExtraError` where the extra `calendar` is not installed.
    """  # noqa: E501 -- two lines would be no list of texts
    _refuse(stamp, sequence, domain)
    try:
        import icalendar
    except ImportError as error:
        message = "calendars need an extra: pip install 'reflective-groups[calendar]'"
        raise MissingExtraError(message) from error
    entries = tuple(_entries(subject, domain))
    style = _Style(stamp=_whole(stamp), cues=cues, names=names, sequence=sequence)
    made = icalendar.Calendar()
    _put(made, PRODID=_PRODUCT, VERSION="2.0")
    zone = None
    if not isinstance(subject, Agenda):
        series = _series(subject)
        title = _text(series.title)
        # readers that do not know RFC 7986 take NAME for text only if told, and the other by name
        _put(made, NAME=_Written(title, ("VALUE", "TEXT")), **{"X-WR-CALNAME": title})
        zone = _put_zone(made, series.start.tzinfo, entries)
    for entry in entries:
        made.add_component(_event(entry, style, zone))
    written: bytes = made.to_ical()
    return written.decode("utf-8")


def _refuse(stamp: object, sequence: object, domain: object) -> None:
    if not isinstance(stamp, dt.datetime) or stamp.utcoffset() is None:
        message = f"calendar: the stamp must be a moment with a time zone, got {stamp!r}"
        raise ModelError(message)
    if type(sequence) is not int or not 0 <= sequence <= _MOST_CHANGES:
        message = f"calendar: sequence must be 0 to {_MOST_CHANGES}, got {sequence!r}"
        raise ModelError(message)
    if not isinstance(domain, str) or not _DOMAIN.fullmatch(domain):
        message = f"calendar: the domain must be a name such as groups.example, got {domain!r}"
        raise ModelError(message)


# What there is to write


def _series(subject: Series | Programme) -> Series:
    return subject if isinstance(subject, Series) else subject.series


def _entries(subject: Agenda | Series | Programme, domain: str) -> Iterator[_Entry]:
    if isinstance(subject, Agenda):
        yield _lone(subject, domain)
    elif isinstance(subject, Series):
        yield from _each(programme(subject), domain)  # whose turn it is hangs on all meetings
    elif isinstance(subject, Programme):  # pyright: ignore[reportUnnecessaryIsInstance]
        yield from _each(subject, domain)
    else:
        other = cast("object", subject)
        message = "calendar takes an Agenda, a Series or a Programme, got " + type(other).__name__
        message += "; plan(meeting) makes an agenda" if isinstance(other, Meeting) else ""
        raise TypeError(message)


def _lone(agenda: Agenda, domain: str) -> _Entry:
    meeting = agenda.meeting
    start = _whole(meeting.start)
    # who is away or brings a matter may change, and it stays the same meeting
    lasting = attrs.evolve(
        meeting, absent=(), presenters=(), small_groups=(), order=(), locks=(), waivers=()
    )
    digest = content_hash(lasting).removeprefix("sha256:")[:32]
    return _Entry(
        uid=f"{meeting.protocol.key}-{start:%Y%m%dT%H%M%SZ}-{digest}@{domain}",
        title=meeting.protocol.title,
        start=start,
        end=_whole(meeting.start.astimezone(dt.UTC) + meeting.slot),
        meeting=meeting,
        agenda=agenda,
    )


def _each(made: Programme, domain: str) -> Iterator[_Entry]:
    """Every occasion in the order of the rhythm, also those that are not held."""
    series, agendas, meetings = made.series, made.agendas, made.series.meetings
    times = [(one.meeting.start.astimezone(dt.UTC), one.meeting.slot) for one in agendas]
    if times != [(one.start.astimezone(dt.UTC), one.slot) for one in meetings]:
        message = f"calendar: the agendas are not those of the meetings of {series.key}"
        raise ModelError(message)
    by_occasion = {id(one): agenda for one, agenda in zip(series.held, agendas, strict=True)}
    for one in series.occasions:
        agenda = by_occasion.get(id(one))
        start = one.start.astimezone(dt.UTC)
        yield _Entry(
            uid=f"{series.key}-{one.day:%Y%m%d}@{domain}",
            title=f"{series.title}: not held" if one.cancelled else series.title,
            start=_whole(start),
            end=_whole(start + one.slot),
            meeting=series.meeting(one) if agenda is None else agenda.meeting,
            agenda=agenda,
            occasion=one,
            told=f"Meeting {one.number}" if one.number else "A taster",
        )


def _whole(moment: dt.datetime) -> dt.datetime:
    """A moment in UTC without the part of a second, for which iCalendar has no place."""
    plain = moment.astimezone(dt.UTC)
    return dt.datetime(
        plain.year,
        plain.month,
        plain.day,
        plain.hour,
        plain.minute,
        plain.second,
        tzinfo=dt.UTC,
    )


# Events


def _event(entry: _Entry, style: _Style, zone: ZoneInfo | None) -> Event:
    import icalendar

    cancelled = entry.agenda is None
    local = zone if zone is not None and _clear(entry, zone) else None
    event = icalendar.Event()
    _put(
        event,
        UID=entry.uid,
        SEQUENCE=str(style.sequence + entry.changed),
        SUMMARY=_text(entry.title),
        DESCRIPTION=_text("\n".join(_description(entry, style))),
        CATEGORIES=",".join(map(_text, _categories(entry.meeting))),
        CLASS="PRIVATE",
        STATUS="CANCELLED" if cancelled else "CONFIRMED",
        TRANSP="TRANSPARENT" if cancelled else "OPAQUE",
        DTSTAMP=_moment(style.stamp),
        DTSTART=_moment(entry.start, local),
        DTEND=_moment(entry.end, local),
    )
    if style.cues:
        for alarm in _alarms(entry, style):
            event.add_component(alarm)
    return event


def _categories(meeting: Meeting) -> tuple[str, ...]:
    family = meeting.protocol.family
    return ("reflective group", family) if family else ("reflective group",)


def _description(entry: _Entry, style: _Style) -> Iterator[str]:
    meeting, one = entry.meeting, entry.occasion
    yield f"{meeting.protocol.title}, {in_words(meeting.slot)}, {meeting.group.setting}"
    if entry.told:
        yield entry.told
    if one is not None and entry.changed:
        yield f"Instead of {one.day}" if one.postponed else "Not held"
        if style.names and one.why:  # a free text, which may well say who is ill
            yield one.why
    if entry.agenda is not None:
        yield ""
        yield from _phases(entry.agenda, names=style.names)
        yield f"Clock times are those of {meeting.zone}."
    yield ""
    yield _CARE


def _phases(agenda: Agenda, *, names: bool) -> Iterator[str]:
    """The agenda; small groups that do the same at a time stand once unless they are named."""
    place = None
    for group in _together(agenda):
        first = group[0]
        if (where := _place(first)) != place:
            if place or where != "In the meeting":
                yield f"{where}:"
            place = where
        told = f"{first.start:%H:%M}  {in_words(first.length)}  {_words(first)}"
        if not names:
            yield told
            continue
        for stretch in group:
            number = f" (group {stretch.group})" if stretch.group else ""
            who = f"  {'; '.join(map(str, stretch.held))}" if stretch.held else ""
            yield f"{told}{number}{who}"
    if names and agenda.unplaced:
        yield f"without a role: {', '.join(agenda.unplaced)}"


def _together(stretches: Iterable[Stretch]) -> tuple[tuple[Stretch, ...], ...]:
    """Stretches of one phase at one time: a row of one each, but for small groups."""
    rows: dict[tuple[str, dt.datetime], list[Stretch]] = {}
    for stretch in stretches:
        at = (stretch.path, stretch.start.astimezone(dt.UTC))
        rows.setdefault(at, []).append(stretch)
    return tuple(map(tuple, rows.values()))


def _place(stretch: Stretch) -> str:
    for prefix, told in (("before/", "Before the meeting"), ("after/", "After the meeting")):
        if stretch.path.startswith(prefix):
            return told
    return "In the meeting"


def _words(stretch: Stretch) -> str:
    """The path of a stretch as people say it.

    >>> at = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
    >>> from reflective_groups import Stretch
    >>> _words(Stretch(path="cases[2]/give_back", start=at, end=at))
    'cases 2, give back'
    """
    path = re.sub(r"^(before|after)/", "", stretch.path)
    return re.sub(r"\[(\d+)\]", r" \1", path).replace("/", ", ").replace("_", " ")


# Alarms


def _alarms(entry: _Entry, style: _Style) -> Iterator[Alarm]:
    """One at the start of each phase in the slot; small groups hear the same one."""
    import icalendar

    for group in _together(entry.agenda or ()):
        first = group[0]
        if _place(first) != "In the meeting" or not first.length:
            continue
        alarm = icalendar.Alarm()
        who = {str(held): None for stretch in group for held in stretch.held}
        told = f"{_words(first)}, {in_words(first.length)}"
        _put(
            alarm,
            ACTION="DISPLAY",
            DESCRIPTION=_text("\n".join((told, *who)) if style.names else told),
            TRIGGER=_trigger(_whole(first.start) - entry.start),
        )
        yield alarm


def _trigger(after: dt.timedelta) -> str:
    """So long after the start, never in days: a day is not always 24 hours long.

    >>> _trigger(dt.timedelta(minutes=5)), _trigger(dt.timedelta(days=1, seconds=7)), _trigger(ZERO)
    ('PT5M', 'PT1440M7S', 'PT0M')
    """
    minutes, rest = divmod(after, dt.timedelta(minutes=1))
    seconds = f"{rest // _SECOND}S" if rest else ""
    return f"PT{minutes}M{seconds}"


# Time zones


def _put_zone(made: Calendar, tzinfo: object, entries: tuple[_Entry, ...]) -> ZoneInfo | None:
    """The zone that events are to be written in, told in the calendar; None stands for UTC."""
    from zoneinfo import ZoneInfo

    if not isinstance(tzinfo, ZoneInfo) or tzinfo.key in _OFFSETS or tzinfo.key.startswith("Etc/"):
        return None
    local = [entry for entry in entries if _clear(entry, tzinfo)]
    if not local:
        return None
    first = min(entry.start for entry in local)
    last = max(entry.end for entry in local)
    observances = _observances(tzinfo, first, last)
    if any(offset.seconds % 60 for one in observances for offset in one.offsets):
        return None  # local mean time, which many readers round
    made.add_component(_timezone(tzinfo.key, observances))
    return tzinfo


def _clear(entry: _Entry, zone: ZoneInfo) -> bool:
    """Whether the clock there says which moment is meant; what comes twice stands in UTC.

    RFC 5545 takes the first of the two, and has no way to write the second. Readers differ.
    """
    for moment in (entry.start, entry.end):
        there = moment.astimezone(zone)
        if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
            return False
    return True


def _state(zone: ZoneInfo, moment: dt.datetime) -> _State:
    there = moment.astimezone(zone)
    offset, saving = there.utcoffset(), there.dst()
    return _State(offset=offset or ZERO, saving=saving or ZERO, name=there.tzname() or zone.key)


def _observances(zone: ZoneInfo, first: dt.datetime, last: dt.datetime) -> list[_Observance]:
    """From the one that holds at the first moment to the one that holds at the last."""
    found = list(_changes(zone, first - _LOOK_BACK, last))
    past = [one for one in found if one.onset <= first]
    if past:
        return found[len(past) - 1 :]
    state = _state(zone, first)
    year = dt.datetime(first.astimezone(zone).year, 1, 1, tzinfo=dt.UTC) - state.offset
    return [_Observance(onset=year, before=state, after=state), *found]


def _changes(zone: ZoneInfo, now: dt.datetime, last: dt.datetime) -> Iterator[_Observance]:
    """Each change of what the clocks show, found by looking, since zoneinfo does not tell."""
    state = _state(zone, now)
    while now < last:
        later = min(now + _DAY, last)
        if _state(zone, later) == state:
            now = later
            continue
        while later - now > _SECOND:
            middle = _whole(now + (later - now) / 2)
            if _state(zone, middle) == state:
                now = middle
            else:
                later = middle
        after = _state(zone, later)
        yield _Observance(onset=later, before=state, after=after)
        now, state = later, after


def _timezone(key: str, observances: list[_Observance]) -> Timezone:
    """One part for each change, without a rule, which would go on for ever."""
    import icalendar

    made = icalendar.Timezone()
    _put(made, TZID=_text(key))
    # tz data may call the winter of Dublin saved time, less than nothing: it is not summer's
    usual = min(ZERO, *(state.saving for one in observances for state in (one.before, one.after)))
    for one in observances:
        summer = one.after.saving > usual
        part = icalendar.TimezoneDaylight() if summer else icalendar.TimezoneStandard()
        _put(
            part,
            DTSTART=_clock(one.onset + one.before.offset),  # by the clock as it was before
            TZNAME=_text(one.after.name),
            TZOFFSETFROM=_offset(one.before.offset),
            TZOFFSETTO=_offset(one.after.offset),
        )
        made.add_component(part)
    return made


# Text


@attrs.frozen
class _Written:
    """A value as it is to stand in the text, with a parameter where it has one."""

    value: str
    parameter: tuple[str, str] | None = None


def _put(component: Component, **properties: str | _Written) -> None:
    """Give a component its properties, letter by letter.

    Of icalendar's own kinds of value, text takes a backslash before an N for the end of a line,
    and a moment in Reykjavik or Abidjan is written as if it were in UTC, which it once was not.
    """
    from icalendar.prop import vInline

    for name, value in properties.items():
        told = value if isinstance(value, _Written) else _Written(value)
        component[name] = vInline(
            told.value, params=dict([told.parameter] if told.parameter else ())
        )


def _moment(moment: dt.datetime, zone: ZoneInfo | None = None) -> _Written:
    if zone is None:
        return _Written(f"{_clock(moment)}Z")
    return _Written(_clock(moment.astimezone(zone)), ("TZID", zone.key))


def _clock(moment: dt.datetime) -> str:
    """What the clock shows, without its zone.

    >>> _clock(dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC))
    '20261130T183000'
    """
    return re.sub("[-:]", "", moment.replace(tzinfo=None).isoformat())


def _offset(offset: dt.timedelta) -> str:
    """How far clocks are from UTC.

    >>> _offset(dt.timedelta(hours=-9, minutes=-30)), _offset(ZERO)
    ('-0930', '+0000')
    """
    minutes = abs(offset) // dt.timedelta(minutes=1)
    return f"{'-' if offset < ZERO else '+'}{minutes // 60:02}{minutes % 60:02}"


def _text(value: str) -> str:
    r"""A text with all that has a meaning of its own in iCalendar made harmless.

    >>> print(_text("Ann; Ben,\nand \\Nora"))
    Ann\; Ben\,\nand \\Nora
    """
    lines = _BREAKS.sub("\n", value)
    writable = _UNWRITABLE.sub("\ufffd", lines)
    return _ESCAPED.sub(r"\\\g<0>", writable).replace("\n", r"\n")
