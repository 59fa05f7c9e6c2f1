"""A meeting laid out on the clock of its own time zone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.timebox import ZERO, in_words, minutes
from reflective_groups.model.timeline import Stretch, Timeline, on_the_clock
from reflective_groups.model.value import Kind, Value, to_length
from reflective_groups.planning.casting import cast
from reflective_groups.planning.counting import first_counts
from reflective_groups.planning.fit import MINUTE, Fit, fit_session
from reflective_groups.planning.unroll import Setting, items

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.parts import Part
    from reflective_groups.model.timebox import Timebox
    from reflective_groups.planning.casting import Cast
    from reflective_groups.planning.handouts import Reader

UNSTATED_OUTSIDE = minutes(10)
"""What a phase before or after gets where no source gives it a time; our default."""
SPARE = "spare"
"""The path of the time at the end of a slot that no phase may take."""


@attrs.frozen(kw_only=True, repr=False)
class Agenda(Value, Drawn):
    """A meeting laid out in time: before, the session proper, after.

    >>> import pendulum
    >>> from reflective_groups import Group, Phase, Protocol
    >>> agenda = plan(
    ...     Meeting(
    ...         protocol=Protocol(key="x", title="Our talk", session=Phase(name="talk")),
    ...         group=Group(members=("Ann", "Ben")),
    ...         start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
    ...         slot=minutes(45),
    ...     )
    ... )
    >>> print(agenda)
    Our talk, 2026-11-30 18:30 Europe/London
    18:30  45 min  talk
    """

    meeting: Meeting = attrs.field(validator=Kind(Meeting))
    fit: Fit = attrs.field(validator=Kind(Fit))
    timeline: Timeline = attrs.field(validator=Kind(Timeline))

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Whoever is there and holds no role in any stretch; the plan says so, and drops nobody."""
        placed = {name for stretch in self for held in stretch.held for name in held.people}
        there = (*self.meeting.leaders, *self.meeting.members) if placed else ()
        return tuple(person.name for person in there if person.name not in placed)

    @property
    def spare(self) -> Stretch | None:
        """The time at the end of the slot that no phase may take, if there is any.

        >>> from reflective_groups.rules.examples import MEETING
        >>> plan(MEETING).spare is None
        True
        """
        if not self.fit.spare:
            return None
        return next((one for one in reversed(self.timeline.stretches) if one.path == SPARE), None)

    def elapsed(self, stretch: Stretch) -> dt.timedelta:
        """How long after the start of the meeting a stretch begins, whatever the clocks do.

        >>> from reflective_groups.rules.examples import MEETING
        >>> agenda = plan(MEETING)
        >>> [in_words(agenda.elapsed(one)) for one in agenda][:3]
        ['-18 min', '-8 min', '0 min']

        What comes before the meeting begins less than nothing after it.
        """
        return to_length(stretch.start.astimezone(dt.UTC) - self.meeting.start.astimezone(dt.UTC))

    def to_html(
        self, path: str | os.PathLike[str], *, reader: Reader | None = None, names: bool = True
    ) -> Path:
        """Write the plan as one page of HTML, to be opened on a laptop or printed; see `handout`.

        >>> import tempfile
        >>> from pathlib import Path
        >>> from reflective_groups.planning import Reader
        >>> from reflective_groups.rules.examples import MEETING
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     page = plan(MEETING).to_html(
        ...         Path(folder) / "page.html", reader=Reader.PARTICIPANT, names=False
        ...     )
        ...     "What is asked of you" in page.read_text(encoding="utf-8")
        True

        It is the facilitator's page unless told. Gives the path back; a page that is there already
        is written over. Raises `OSError` where nothing can be written.
        """
        from reflective_groups.planning.handouts import Reader, handout, save

        return save(handout(self, reader=reader or Reader.FACILITATOR, names=names), path)

    def __iter__(self) -> Iterator[Stretch]:
        return iter(self.timeline)

    def __len__(self) -> int:
        return len(self.timeline)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.planning.scenes import agenda_scene

        return agenda_scene(self)

    def __str__(self) -> str:
        meeting = self.meeting
        lengths = [in_words(stretch.length) for stretch in self]
        wide = max(map(len, lengths), default=0)
        when = f"{meeting.start:%Y-%m-%d %H:%M} {meeting.zone}"
        lines = [f"{meeting.protocol.title}, {when}"]
        zones = len({stretch.start.utcoffset() for stretch in self}) > 1
        for stretch, length in zip(self, lengths, strict=True):
            group = f" (group {stretch.group})" if stretch.group else ""
            who = "; ".join(map(str, stretch.held))
            clock = on_the_clock(stretch.start, meeting.start, zones=zones)
            told = f"{clock}  {length:>{wide}}  {stretch.path}{group}"
            lines.append(f"{told}  {who}".rstrip())
        if self.unplaced:
            lines.append(f"without a role: {', '.join(self.unplaced)}")
        return "\n".join(lines)


def plan(meeting: Meeting, *, step: dt.timedelta = MINUTE) -> Agenda:
    """A timed agenda for a meeting, on the clock of its time zone.

    >>> import pendulum
    >>> from reflective_groups import Group, Phase, Protocol
    >>> agenda = plan(
    ...     Meeting(
    ...         protocol=Protocol(key="x", title="Our talk", session=Phase(name="talk")),
    ...         group=Group(members=("Ann", "Ben")),
    ...         start=pendulum.datetime(2026, 10, 25, 0, 30, tz="Europe/London"),
    ...         slot=minutes(90),
    ...     )
    ... )
    >>> agenda.timeline.stretches[0].end.isoformat()  # the clock went back at 2:00
    '2026-10-25T01:00:00+00:00'

    Times are aware `pendulum.DateTime`; lengths are elapsed time, also across a clock change.
    What comes before ends at the start, what comes after begins at the end. A plan says when and
    who. It does not say that a group is in good hands. Raises `Infeasible` where the slot is too
    short.
    """
    if not isinstance(meeting, Meeting):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"a plan is made for a Meeting, and `programme` takes a {type(meeting).__name__}"
        raise TypeError(message)
    held = meeting.held
    setting = Setting(heads=meeting.heads, slot=meeting.slot, family=held.family)
    shared = fit_session(held.session, setting, step=step, locks=meeting.locks, start=meeting.start)
    counts = {one.path: one.count for one in shared.counts}
    lengths = {one.path: one.length for one in shared}
    start = meeting.start.astimezone(dt.UTC)
    stretches = [
        *_outside(meeting, held.before, "before/", ends=True),
        *_laid_out(meeting, held.session, lengths, counts, start=start),
    ]
    end = start + meeting.slot
    if shared.spare:
        stretches.append(_stretch(meeting, SPARE, end - shared.spare, shared.spare))
    stretches.extend(_outside(meeting, held.after, "after/", ends=False))
    return Agenda(meeting=meeting, fit=shared, timeline=Timeline(stretches))


def _laid_out(  # noqa: PLR0913 -- a part, its lengths and where they begin
    meeting: Meeting,
    part: Part,
    lengths: Mapping[str, dt.timedelta],
    counts: Mapping[str, int],
    *,
    start: dt.datetime,
    prefix: str = "",
) -> Iterator[Stretch]:
    """A part from a start on; small groups lie side by side, so the clock is kept by path."""
    starts: dict[str, dt.datetime] = {}
    now = start
    for path, length in lengths.items():
        starts[path] = now
        now += length
    cast_in_order = sorted(
        (one for one in cast(meeting, part, counts) if one.path in starts),
        key=lambda one: (starts[one.path], one.group or 0),
    )
    for one in cast_in_order:
        yield _stretch(meeting, prefix + one.path, starts[one.path], lengths[one.path], one)


def _outside(meeting: Meeting, part: Part | None, prefix: str, *, ends: bool) -> Iterator[Stretch]:
    """What comes before the start or after the end, each phase at its usual time."""
    if part is None:
        return
    counts = first_counts(part, meeting.heads)
    setting = Setting(heads=meeting.heads, slot=meeting.slot)
    lengths = {item.path: outside_length(item.box) for item in items(part, setting, counts)}
    start = meeting.start.astimezone(dt.UTC)
    start += -sum(lengths.values(), ZERO) if ends else meeting.slot
    yield from _laid_out(meeting, part, lengths, counts, start=start, prefix=prefix)


def outside_length(box: Timebox) -> dt.timedelta:
    """How long a phase before or after takes: usual, or else most, or else our default.

    Whole minutes, since there is no slot to share out.
    """
    known = (box.usual, box.most, box.least or None)
    length = next((length for length in known if length is not None), UNSTATED_OUTSIDE)
    return -(-length // MINUTE) * MINUTE


def _stretch(
    meeting: Meeting, path: str, start: dt.datetime, length: dt.timedelta, one: Cast | None = None
) -> Stretch:
    return Stretch(
        path=path,
        start=_local(meeting, start),
        end=_local(meeting, start + length),
        held=one.held if one else (),
        group=one.group if one else None,
    )


def _local(meeting: Meeting, moment: dt.datetime) -> dt.datetime:
    import pendulum

    return pendulum.instance(moment.astimezone(meeting.start.tzinfo))
