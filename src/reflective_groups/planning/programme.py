"""A whole series laid out: each meeting on the clock, whose turn it is, and who sits together."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import Infeasible, ModelError
from reflective_groups.model.cadence import in_words as in_words_of
from reflective_groups.model.folds import walk
from reflective_groups.model.parts import Breakout, Leftover
from reflective_groups.model.series import Series
from reflective_groups.model.timebox import in_words
from reflective_groups.model.value import Kind, Many, Value, to_tuple
from reflective_groups.planning.agenda import Agenda, plan
from reflective_groups.planning.fit import MINUTE
from reflective_groups.planning.rota import Past, Rota, rota
from reflective_groups.planning.rotation import Remainder, Rotation, managed, rotate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Part
    from reflective_groups.planning.rotation import Progress

_REMAINDERS = {
    Leftover.LARGER: Remainder.LARGER,
    Leftover.SMALLER: Remainder.SMALLER,
    Leftover.OBSERVE: Remainder.OBSERVE,
}


def _agendas(values: Iterable[Agenda]) -> tuple[Agenda, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Programme(Value):
    """A series laid out in time: an agenda for each meeting that is held.

    >>> import datetime as dt
    >>> from reflective_groups import CATALOGUE, Group, Weekly, minutes
    >>> series = Series(
    ...     key="monday",
    ...     title="Monday group",
    ...     protocol=CATALOGUE["balint.uk"],
    ...     group=Group(members=("Ann", "Ben", "Cem", "Dot", "Eva", "Fay"), leaders=("Kim",)),
    ...     start=dt.datetime(2027, 3, 15, 18, 30, tzinfo=dt.UTC),
    ...     slot=minutes(90),
    ...     cadence=Weekly(2),
    ...     count=3,
    ... )
    >>> print(programme(series))
    Monday group: 3 meetings every second Monday, UTC
    1  Mon 15 March 2027  18:30 to 20:00  presenter Ann
    2  Mon 29 March 2027  18:30 to 20:00  presenter Ben, Cem
    3  Mon 12 April 2027  18:30 to 20:00  presenter Dot, Eva

    `rota` says whose turn it is to bring a matter, and `rotation` who sits together in small
    groups, each where the protocol has such. Both are as fair as the absences allow, and say what
    is still owed.
    """

    series: Series = attrs.field(validator=Kind(Series))
    agendas: tuple[Agenda, ...] = attrs.field(
        converter=_agendas, validator=Many(of=Agenda, most=500)
    )
    rota: Rota | None = attrs.field(default=None, validator=Kind(Rota, optional=True))
    rotation: Rotation | None = attrs.field(default=None, validator=Kind(Rotation, optional=True))

    def __attrs_post_init__(self) -> None:
        if len(self.agendas) != len(self.series.held):
            message = (
                f"Programme: {len(self.agendas)} agendas for {len(self.series.held)} meetings of "
                f"{self.series.key}"
            )
            raise ModelError(message)

    def __iter__(self) -> Iterator[Agenda]:
        return iter(self.agendas)

    def __len__(self) -> int:
        return len(self.agendas)

    @property
    def unplaced(self) -> tuple[tuple[int, str], ...]:
        """Whoever is there and holds no role: the number of the meeting, and the name."""
        return tuple(
            (occasion.number, name)
            for occasion, agenda in zip(self.series.held, self.agendas, strict=True)
            for name in agenda.unplaced
        )

    def __str__(self) -> str:
        series = self.series
        often = f"{len(self)} meeting{'' if len(self) == 1 else 's'}"
        held = zip(series.held, self.agendas, strict=True)
        rows = [(str(one.number or ""), *_row(agenda)) for one, agenda in held]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
            for row in rows
        )
        rhythm = in_words_of(series.cadence, series.start.date())
        return "\n".join((f"{series.title}: {often} {rhythm}, {series.zone}", *table))


def _row(agenda: Agenda) -> tuple[str, str, str]:
    """The day, the clock, and who brings a matter or sits together."""
    start = agenda.meeting.start
    day = f"{start:%a} {start.day} {start:%B %Y}"
    return day, f"{start:%H:%M} to {_end(agenda):%H:%M}", "; ".join(_who(agenda))


def _end(agenda: Agenda) -> dt.datetime:
    """When the slot is over, on the clock of the meeting's zone."""
    import datetime as dt

    meeting = agenda.meeting
    end = meeting.start.astimezone(dt.UTC) + meeting.slot
    return end.astimezone(meeting.start.tzinfo)


def _who(agenda: Agenda) -> Iterator[str]:
    """Who brings a matter, and who sits together."""
    brought: dict[str, dict[str, None]] = {}
    for _, role, names in _turns(agenda):
        brought.setdefault(role, {}).update(dict.fromkeys(names))
    for role, holders in brought.items():
        yield f"{role} {', '.join(holders)}"
    groups = agenda.meeting.small_groups
    if groups:
        yield " | ".join(" ".join(row) for row in groups)


def _turns(agenda: Agenda) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each turn at bringing a matter in the whole room: its round, the role, who holds it."""
    seen: set[tuple[str, str]] = set()
    for stretch in agenda:
        if stretch.group is not None:
            continue
        around = _round_of(stretch.path)
        for held in stretch.held:
            if held.role.brings and (around, held.role.name) not in seen:
                seen.add((around, held.role.name))
                yield around, str(held.role), held.people


def _round_of(path: str) -> str:
    """The numbered path of the rounds that a stretch lies in; none for one outside any."""
    numbered = re.match(r".*\[[0-9]+\]", path)
    return numbered.group() if numbered else ""


def programme(
    series: Series,
    *,
    step: dt.timedelta = MINUTE,
    progress: Callable[[Progress], object] | None = None,
) -> Programme:
    """Lay a series out: an agenda for each meeting, with turns and small groups shared fairly.

    >>> import datetime as dt
    >>> from reflective_groups import CATALOGUE, Group, Weekly, minutes
    >>> names = ("Abe", "Bea", "Col", "Dee", "Eli", "Flo")
    >>> made = programme(
    ...     Series(
    ...         key="triads",
    ...         title="Triads",
    ...         protocol=CATALOGUE["triad.peer"],
    ...         group=Group(members=names),
    ...         start=dt.datetime(2026, 10, 8, 15, 45, tzinfo=dt.UTC),
    ...         slot=minutes(120),
    ...         count=2,
    ...     )
    ... )
    >>> made.rotation.certificate.gap
    0

    Whoever has offered to bring a matter goes first; then whoever has had fewest turns. Line
    managers and those who report to them are kept in different small groups. `progress` is told
    how far the search for small groups has come. Raises `Infeasible` where a meeting cannot be
    planned, and says which, or where the small groups cannot be formed.
    """
    meetings = series.meetings
    rotation = _rotation(series, meetings, progress)
    meetings = tuple(_seated(meetings, rotation))
    held = zip(series.held, meetings, strict=True)
    agendas = [_planned(occasion.number, one, step) for occasion, one in held]
    shared = _rota(series, agendas)
    if shared is not None:
        agendas = [
            agenda
            if agenda.meeting.presenters == names
            else plan(attrs.evolve(agenda.meeting, presenters=names), step=step)
            for agenda, names in zip(agendas, map(_in_order, agendas, shared.turns), strict=True)
        ]
    return Programme(series=series, agendas=tuple(agendas), rota=shared, rotation=rotation)


def _in_order(agenda: Agenda, names: tuple[str, ...]) -> tuple[str, ...]:
    """Who brings a matter, in the order in which they offered, then as the rota has it."""
    offered = [name for name in agenda.meeting.presenters if name in names]
    return (*offered, *(name for name in names if name not in offered))


def _planned(number: int, meeting: Meeting, step: dt.timedelta) -> Agenda:
    try:
        return plan(meeting, step=step)
    except Infeasible as error:
        when = f"{meeting.start:%Y-%m-%d %H:%M}, {in_words(meeting.slot)}"
        name = f"meeting {number}" if number else "the taster"
        message = f"{name} ({when}): {error}"
        raise Infeasible(
            message,
            short_by_seconds=error.short_by_seconds,
            conflict=error.conflict,
            repairs=error.repairs,
        ) from None


def _rota(series: Series, agendas: list[Agenda]) -> Rota | None:
    """Whose turn it is in each meeting, where anybody has one in the whole room."""
    each = [len({(around, role) for around, role, _ in _turns(one)}) for one in agendas]
    if not any(each):
        return None
    return rota(
        [[person.name for person in one.meeting.members] for one in agendas],
        [min(turns, len(one.meeting.members)) for turns, one in zip(each, agendas, strict=True)],
        history=[Past(held=(name,)) for name in series.presented],
        volunteers={
            number: one.meeting.presenters
            for number, one in enumerate(agendas, 1)
            if one.meeting.presenters
        },
    )


def _size_of(part: Part) -> tuple[int, Leftover] | None:
    """How large small groups are, and what becomes of those who do not fill one."""
    found = (one for _, one in walk(part) if isinstance(one, Breakout))
    first = next(found, None)
    return None if first is None else (first.size, first.leftover)


def _rotation(
    series: Series,
    meetings: tuple[Meeting, ...],
    progress: Callable[[Progress], object] | None,
) -> Rotation | None:
    """Who sits together in each meeting that has small groups."""
    sizes = [_size_of(one.held.session) for one in meetings]
    split = [one for one, size in zip(meetings, sizes, strict=True) if size is not None]
    size = next((one for one in sizes if one is not None), None)
    people = [person.name for person in series.group.members]
    if size is None or len(people) < 2:  # noqa: PLR2004 -- nobody to sit together with
        return None
    return rotate(
        people,
        size=size[0],
        rounds=len(split),
        history=[[row] for row in series.met],
        apart=dict.fromkeys(map(_pair, itertools.chain(series.apart, managed(series.group)))),
        together=map(_pair, series.together),
        absent={
            number: [name for name in people if name in one.absent]
            for number, one in enumerate(split, 1)
        },
        remainder=_REMAINDERS[size[1]],
        seed=series.seed,
        progress=progress,
    )


def _pair(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _seated(meetings: tuple[Meeting, ...], rotation: Rotation | None) -> Iterator[Meeting]:
    """The meetings with their small groups, in which who only watches stands last."""
    numbers = itertools.count(1)
    for meeting in meetings:
        if rotation is None or _size_of(meeting.held.session) is None:
            yield meeting
            continue
        number = next(numbers)
        watching = dict(enumerate(rotation.observing, 1)).get(number, ())
        groups = (
            tuple(sorted(group, key=lambda name: name in watching))
            for group in rotation.round(number)
        )
        yield attrs.evolve(meeting, small_groups=groups)
