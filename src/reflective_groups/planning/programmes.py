"""A whole series laid out: each meeting on the clock, whose turn it is, and who sits together."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import Infeasible, ModelError, ReflectiveGroupsError
from reflective_groups.model.cadence import in_words as in_words_of
from reflective_groups.model.folds import walk
from reflective_groups.model.parts import Breakout, Leftover, Rounds
from reflective_groups.model.roles import EVERYONE, MEMBER, Role
from reflective_groups.model.series import Occasion, Series
from reflective_groups.model.timebox import in_words
from reflective_groups.model.timeline import on_the_clock
from reflective_groups.model.value import Kind, Many, Value, to_tuple
from reflective_groups.planning.agenda import Agenda, plan
from reflective_groups.planning.casting import first_split, moving
from reflective_groups.planning.fit import MINUTE
from reflective_groups.planning.rotation import (
    Remainder,
    Rotation,
    across,
    managed,
    rotate,
    rounds_of_groups,
)
from reflective_groups.planning.rotation.rotating import STEPS
from reflective_groups.planning.rows import table
from reflective_groups.planning.turns import Past, Rota, Swap, rota

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.planning.rotation import Progress
    from reflective_groups.rules.repair import Repair

REMAINDERS = {
    Leftover.LARGER: Remainder.LARGER,
    Leftover.SMALLER: Remainder.SMALLER,
    Leftover.OBSERVE: Remainder.OBSERVE,
}


_ALL_ORDERS = 5
"""Up to so many people in a small group, every order of them is tried."""


def _agendas(values: Iterable[Agenda]) -> tuple[Agenda, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Programme(Value, Drawn):
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
    1  Mon 15 March 2027  18:30 to 20:00  presenter Ann, Ben
    2  Mon 29 March 2027  18:30 to 20:00  presenter Cem, Dot
    3  Mon 12 April 2027  18:30 to 20:00  presenter Eva, Fay

    `rota` says whose turn it is to bring a matter, and `rotation` who sits together in the small
    groups of most meetings, each where the protocol has such. Both are as fair as the absences
    allow, and say what is still owed.
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

    def counts(self, role: Role) -> dict[str, int]:
        """In how many rounds of the whole series each member holds a role.

        >>> from reflective_groups import COACH, load_series
        >>> made = programme(load_series("docs/series/veritas.toml"))
        >>> sum(made.counts(COACH).values())  # its source names no coach and no coachee
        0
        """
        found = Counter[str](dict.fromkeys((one.name for one in self.series.group.members), 0))
        for agenda in self.agendas:
            rounds = {
                (_round_of(stretch.path), stretch.group, name)
                for stretch in agenda
                for name in stretch.holders(role)
            }
            found.update(name for _, _, name in sorted(rounds, key=str) if name in found)
        return dict(found)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.planning.scenes import programme_scene

        return programme_scene(self)

    def __str__(self) -> str:
        series = self.series
        often = f"{len(self)} meeting{'' if len(self) == 1 else 's'}"
        held = zip(series.held, self.agendas, strict=True)
        rows = table((str(one.number or ""), *row_of(agenda)) for one, agenda in held)
        rhythm = in_words_of(series.cadence, series.start.date())
        return f"{series.title}: {often} {rhythm}, {series.zone}\n{rows}"


def row_of(agenda: Agenda) -> tuple[str, str, str]:
    """The day, the clock, and who brings a matter or sits together."""
    meeting = agenda.meeting
    start = meeting.start
    end = (start.astimezone(dt.UTC) + meeting.slot).astimezone(start.tzinfo)
    zones = start.utcoffset() != end.utcoffset()
    clock = (on_the_clock(moment, meeting.start, zones=zones) for moment in (start, end))
    return f"{start:%a} {start.day} {start:%B %Y}", " to ".join(clock), "; ".join(_who(agenda))


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
    if not agenda.meeting.members:
        yield "no member can come"
    if agenda.meeting.held.leadership.least and not agenda.meeting.leaders:
        yield "nobody to lead"


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
    if not isinstance(series, Series):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"a programme is made of a Series, and `plan` takes a {type(series).__name__}"
        raise TypeError(message)
    _refuse_split_twice(series)
    rotations = _rotations(series, progress=progress)
    meetings = tuple(_seated(series, rotations))
    held = zip(series.held, meetings, strict=True)
    agendas = [_planned(series, occasion, one, step) for occasion, one in held]
    shared = _rota(series, agendas)
    return Programme(
        series=series,
        agendas=tuple(_fairly(agendas, shared, step)),
        rota=shared,
        rotation=max(rotations.values(), key=len, default=None),
    )


def _refuse_split_twice(series: Series) -> None:
    """Only the first small groups of a meeting are told who sits in them."""
    if not series.apart and not series.sites_apart:
        return  # who manages whom is known to every meeting
    for occasion, meeting in zip(series.held, series.meetings, strict=True):
        splits = [one for _, one in walk(meeting.held.session) if isinstance(one, Breakout)]
        if len(splits) > 1:
            message = (
                f"Series {series.key}: the meeting of {occasion.day} splits the room more than "
                "once, and people can be kept apart in one split only"
            )
            raise ModelError(message)


def _fairly(agendas: list[Agenda], shared: Rota | None, step: dt.timedelta) -> Iterator[Agenda]:
    """The agendas with turns as the rota has them, and other seats for those who had fewest."""
    seated = Counter[str]()
    had = Counter[tuple[str, str]]()
    turns = [()] * len(agendas) if shared is None else shared.turns
    for agenda, names in zip(agendas, turns, strict=True):
        meeting = agenda.meeting
        fair = attrs.evolve(
            meeting,
            presenters=_in_order(agenda, names),
            order=_order(meeting, seated),
            small_groups=tuple(_moved_on(agenda, had)),
        )
        made = agenda if fair == meeting else plan(fair, step=step)
        seated.update(_seat_holders(made))
        had.update(_roles_held(made))
        yield made


def _order(meeting: Meeting, seated: Counter[str]) -> tuple[str, ...]:
    """Who is seated first: whoever has had fewest seats; nothing where all have had as many."""
    names = [person.name for person in meeting.members]
    if len({seated[name] for name in names}) < 2:  # noqa: PLR2004 -- all alike
        return ()
    return tuple(sorted(names, key=lambda name: seated[name]))


def _seat_holders(agenda: Agenda) -> Iterator[str]:
    """Each member for each seat in the whole room that is not for everybody, nor for a matter."""
    members = {person.name for person in agenda.meeting.members}
    held = {
        (one.role, name)
        for stretch in agenda
        if stretch.group is None
        for one in stretch.held
        if one.role not in {MEMBER, EVERYONE} and not one.role.brings
        for name in one.people
    }
    for _, name in sorted(held, key=lambda one: (one[0].name, one[1])):
        if name in members:
            yield name


@attrs.frozen
class _Carousel:
    """The roles that move on in small groups, and in how many rounds."""

    roles: tuple[str, ...]
    rounds: int
    size: int

    def held(self, people: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Who holds which role in each round, as the casting moves them on."""
        for number in range(self.rounds):
            for place, role in enumerate(self.roles[: len(people)]):
                yield people[(place + number) % len(people)], role


def _carousel(agenda: Agenda) -> _Carousel | None:
    """The roles that move on in the first small groups of a meeting, if any do."""
    split = first_split(agenda.meeting.held.session)
    if split is None:
        return None
    path, breakout = split
    counts = {one.path: one.count for one in agenda.fit.counts}
    extra = breakout.leftover is Leftover.OBSERVE
    size = breakout.size if extra else len(agenda.meeting.members)
    for inner, one in walk(breakout.part, f"{path}/"):
        roles = moving(one) if isinstance(one, Rounds) else ()
        if roles:
            return _Carousel(tuple(map(str, roles)), counts[inner], size)
    return None


def _moved_on(agenda: Agenda, had: Counter[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """The small groups, each in the order that makes it most even who has held which role."""
    carousel = _carousel(agenda)
    for group in agenda.meeting.small_groups:
        if carousel is None or len(group) < len(carousel.roles):
            yield group
            continue
        people, watching = group[: carousel.size], group[carousel.size :]
        if len(people) <= _ALL_ORDERS:
            orders = list(itertools.permutations(people))
        else:
            orders = [(*people[start:], *people[:start]) for start in range(len(people))]
        best = min(orders, key=lambda order: _unevenness(carousel.held(order), had))
        yield (*best, *watching)


def _unevenness(held: Iterable[tuple[str, str]], had: Counter[tuple[str, str]]) -> int:
    """What the sum of the squares grows by, of how often each has held each role."""
    more = Counter(held)
    return sum(count * (2 * had[one] + count) for one, count in more.items())


def _roles_held(agenda: Agenda) -> Iterator[tuple[str, str]]:
    """Each role that somebody holds in a round of small groups, with their name."""
    carousel = _carousel(agenda)
    if carousel is not None:
        for group in agenda.meeting.small_groups:
            yield from carousel.held(group[: carousel.size])


def _in_order(agenda: Agenda, names: tuple[str, ...]) -> tuple[str, ...]:
    """Who brings a matter, in the order in which they offered, then as the rota has it."""
    offered = [name for name in agenda.meeting.presenters if name in names]
    return tuple(dict.fromkeys((*offered, *names)))  # whoever has two turns comes round again


def _planned(series: Series, occasion: Occasion, meeting: Meeting, step: dt.timedelta) -> Agenda:
    try:
        return plan(meeting, step=step)
    except Infeasible as error:
        when = f"{meeting.start:%Y-%m-%d %H:%M}, {in_words(meeting.slot)}"
        name = f"meeting {occasion.number}" if occasion.number else "the taster"
        message = f"{name} ({when}): {error}"
        raise Infeasible(
            message,
            short_by_seconds=error.short_by_seconds,
            conflict=error.conflict,
            repairs=tuple(one for one in error.repairs if _helps(series, occasion, one, step)),
        ) from None


def _helps(series: Series, occasion: Occasion, repair: Repair, step: dt.timedelta) -> bool:
    """Whether a repair, made to the whole series, makes a plan of that meeting."""
    try:
        mended = repair.apply(series)
        again = next(one for one in mended.held if one.day == occasion.day)
        return bool(plan(mended.meeting(again), step=step))
    except ReflectiveGroupsError:  # an opening has a slot and parts of its own
        return False


def _rota(series: Series, agendas: list[Agenda]) -> Rota | None:
    """Whose turn it is in each meeting, where anybody has one in the whole room."""
    each = [sum(len(held) for _, _, held in _turns(one)) for one in agendas]
    if not any(each):
        return None
    return rota(
        [[person.name for person in one.meeting.members] for one in agendas],
        each,
        history=_past(series, max(each)),
        volunteers={
            number: one.meeting.presenters
            for number, one in enumerate(agendas, 1)
            if one.meeting.presenters
        },
        swaps=_swaps(series),
    )


def _swaps(series: Series) -> Iterator[Swap]:
    """Who exchanges turns, by the places of the meetings; one that is not held has none."""
    places = {one.day: number for number, one in enumerate(series.held, 1)}
    for one in series.swaps:
        first, second = (places.get(day) for day in one.days)
        if first is not None and second is not None:
            yield Swap(names=one.names, meetings=(first, second))


def _past(series: Series, each: int) -> Iterator[Past]:
    """Who has brought a matter before, as so many a meeting; who joins later owes no turn yet."""
    joining = {one.name for one in series.away if one.first is None}
    there = [person.name for person in series.group.members if person.name not in joining]
    for row in _chunks(series.presented, each):
        held = tuple(dict.fromkeys(row))
        yield Past(held=held, there=tuple(dict.fromkeys((*there, *held))))


def _chunks(names: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]


def _shape(meeting: Meeting) -> tuple[int, Leftover] | None:
    """How large its small groups are, and what becomes of those who do not fill one."""
    split = first_split(meeting.held.session)
    return None if split is None else (split[1].size, split[1].leftover)


def small_groups(
    series: Series,
    *,
    steps: int = STEPS,
    prove: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> Rotation | None:
    """Who sits together in the small groups of most meetings of a series, if it has any.

    >>> from reflective_groups import load_series
    >>> small_groups(load_series("docs/series/veritas.toml")).round(1)
    (('Pam', 'Sue', 'Una'), ('Raj', 'Tom', 'Val'))

    A round is a meeting. `steps`, `prove`, `progress` and what is raised are as for `rotate`.
    """
    found = _rotations(series, steps=steps, prove=prove, progress=progress)
    return max(found.values(), key=len, default=None)


def _rotations(
    series: Series,
    *,
    steps: int = STEPS,
    prove: bool = False,
    progress: Callable[[Progress], object] | None,
) -> Mapping[tuple[int, Leftover], Rotation]:
    """Who sits together in each meeting that has small groups, for each shape of them."""
    people = [person.name for person in series.group.members]
    if len(people) < 2:  # noqa: PLR2004 -- nobody to sit together with
        return {}
    by_shape: dict[tuple[int, Leftover], list[Meeting]] = {}
    for meeting in series.meetings:
        shape = _shape(meeting)
        if shape is not None:
            by_shape.setdefault(shape, []).append(meeting)
    return {
        shape: rotate(
            people,
            size=shape[0],
            rounds=len(meetings),
            history=rounds_of_groups(series.met),
            apart=kept_apart(series),
            together=() if len(by_shape) > 1 else map(_pair, series.together),
            absent={
                number: [name for name in people if name in one.absent]
                for number, one in enumerate(meetings, 1)
            },
            remainder=REMAINDERS[shape[1]],
            seed=series.seed,
            steps=steps,
            prove=prove,
            progress=progress,
        )
        for shape, meetings in by_shape.items()
    }


def kept_apart(series: Series) -> tuple[tuple[str, str], ...]:
    """Everybody whom a series keeps out of one small group: managers, sites, and who is told.

    >>> from reflective_groups import load_series
    >>> kept_apart(load_series("docs/series/veritas.toml"))
    ()
    """
    told = itertools.chain(series.apart, managed(series.group))
    if series.sites_apart:
        sites = across({one.name: one.site for one in series.group.members})
        told = itertools.chain(told, sites)
    return tuple(dict.fromkeys(map(_pair, told)))


def _pair(names: Iterable[str]) -> tuple[str, str]:
    one, other = sorted(names)
    return one, other


def _seated(
    series: Series, rotations: Mapping[tuple[int, Leftover], Rotation]
) -> Iterator[Meeting]:
    """The meetings with their small groups, in which who only watches stands last."""
    numbers = Counter[tuple[int, Leftover]]()
    for meeting in series.meetings:
        shape = _shape(meeting)
        if shape is None or shape not in rotations:
            yield meeting
            continue
        numbers[shape] += 1
        rotation, number = rotations[shape], numbers[shape]
        watching = dict(enumerate(rotation.observing, 1)).get(number, ())
        groups = (
            tuple(sorted(group, key=lambda name: name in watching))
            for group in rotation.round(number)
        )
        yield attrs.evolve(meeting, small_groups=groups)
