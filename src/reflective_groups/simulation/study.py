"""What is simulated: meetings, a behaviour, circumstances and a seed; session by session."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from reflective_groups.errors import Infeasible, ModelError
from reflective_groups.model.content import content_hash
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.series import Attendance, Series
from reflective_groups.model.value import Kind, Many, Number, Value, to_tuple
from reflective_groups.planning.casting import first_split
from reflective_groups.simulation import drawing, engine
from reflective_groups.simulation.behaviour import PRESETS, Behaviour, to_behaviour
from reflective_groups.simulation.circumstances import Circumstances
from reflective_groups.simulation.layout import Layout, habits_of, lay_out, roles_of
from reflective_groups.simulation.seeds import MOST, whole
from reflective_groups.simulation.walking import Walked, seed_words, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from reflective_groups.model.group import Group
    from reflective_groups.model.roles import Role

_MOST_PHASES = 200
"""Lengths are told of so many phases at most."""
_MOST_LAYOUTS = 2_000
"""Sets of people of whom the plan is kept; more are planned anew each time."""
_OF_ALL = (
    "members_there",
    "leaders_there",
    "quorum",
    "held",
    "volunteers",
    "late_s",
)
_OF_TALK = {
    "duration_s": engine.DURATION,
    "overrun_s": engine.OVERRUN,
    "turns": engine.TURNS,
    "aba": engine.ABA,
    "gini": engine.GINI,
    "entropy": engine.ENTROPY,
    "longest_wait_s": engine.WAIT,
}
_LEADS = 1 << 31
YES_OR_NO = frozenset({"quorum", "held"})
"""Columns of ones and noughts."""


def _meetings(values: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False, cache_hash=True)
class Study(Value):
    """Meetings to simulate, how people talk, what surrounds it, and the seed of all chance.

    >>> from reflective_groups.rules.examples import MEETING
    >>> study = Study(meetings=(MEETING,), seed=7)
    >>> study.behaviour.name
    'contribution'

    With several meetings, which are those of a series, the sessions go through them again and
    again: course after course, and whoever drops out stays away for the rest of a course.
    """

    meetings: tuple[Meeting, ...] = attrs.field(
        converter=_meetings, validator=Many(of=Meeting, least=1, most=1_000)
    )
    behaviour: Behaviour = attrs.field(
        default=PRESETS["contribution"], converter=to_behaviour, validator=Kind(Behaviour)
    )
    circumstances: Circumstances = attrs.field(factory=Circumstances, validator=Kind(Circumstances))
    seed: int = attrs.field(default=42, converter=whole, validator=Number(least=0, most=MOST))

    def __attrs_post_init__(self) -> None:
        groups = {meeting.group for meeting in self.meetings}
        if len(groups) > 1:
            message = "Study.meetings: must all be of one group"
            raise ModelError(message)

    @property
    def group(self) -> Group:
        """Who meets."""
        return self.meetings[0].group

    @property
    def digest(self) -> str:
        """The hash of what was told; with the version of the package it stands for the numbers."""
        return digest_of(self)

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """The columns of a session."""
        several = ("meeting",) * (len(self.meetings) > 1)
        return (
            *several,
            *_OF_ALL,
            *_OF_TALK,
            *(f"role_airtime_s/{role.name}" for role in self.roles),
            *(f"airtime_s/{person.name}" for person in self.group.everyone),
            *(f"length_s/{path}" for path in self.paths),
        )

    @property
    def yes_or_no(self) -> frozenset[str]:
        """Columns of ones and noughts."""
        return YES_OR_NO

    def rows(self, first: int, last: int) -> NDArray[np.float32]:
        """The columns of these sessions, a row each."""
        return rows_of_sessions(self, first, last)

    @functools.cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles whose airtime is told."""
        return tuple(dict.fromkeys(r for meeting in self.meetings for r in roles_of(meeting)))

    @functools.cached_property
    def paths(self) -> tuple[str, ...]:
        """The phases whose lengths are told: those that are held with everybody there."""
        found = (
            step.path
            for meeting in self.meetings
            for step in lay_out(meeting, self.behaviour).steps
        )
        return tuple(dict.fromkeys(found))[:_MOST_PHASES]

    @functools.cached_property
    def quorum(self) -> int:
        """How many members make a session: as told, or as few as the protocol takes."""
        if self.circumstances.quorum is not None:
            return self.circumstances.quorum
        size = self.meetings[0].protocol.size
        least = size.absolute_least if size.least is None else size.least
        return least or 1


@functools.lru_cache(maxsize=64)
def digest_of(study: Study) -> str:
    """The hash of a study."""
    return content_hash(study)


def study_of(
    subject: Meeting | Series | Study,
    *,
    behaviour: Behaviour | str | None = None,
    circumstances: Circumstances | None = None,
    seed: int | None = None,
) -> Study:
    """A study of a meeting or a series, or the same study with something told anew.

    >>> from reflective_groups.rules.examples import MEETING
    >>> study_of(MEETING, behaviour="meeting").behaviour.gamma
    0.7
    """
    told: dict[str, Any] = {
        name: value
        for name, value in (
            ("behaviour", behaviour),
            ("circumstances", circumstances),
            ("seed", seed),
        )
        if value is not None
    }
    if isinstance(subject, Study):
        return attrs.evolve(subject, **told)
    if isinstance(subject, Series):
        from reflective_groups.planning.programmes import programme  # only where there is a series

        meetings = tuple(agenda.meeting for agenda in programme(subject).agendas)
        given = circumstances or Circumstances()
        if given.attendance == Attendance():
            given = attrs.evolve(given, attendance=subject.attendance)
        told["circumstances"] = given
        return Study(meetings=meetings, **told)
    if not isinstance(subject, Meeting):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"a study is of a Meeting or a Series, got {type(subject).__name__}"
        raise ModelError(message)
    return Study(meetings=(subject,), **told)


_Key: TypeAlias = tuple[int, tuple[str, ...] | tuple[int, int]]


@attrs.define
class _Layouts:
    """The layouts of a study that were made by now, by who is there."""

    study: Study
    made: dict[_Key, Layout | None] = attrs.field(factory=dict[_Key, "Layout | None"])

    def of(self, which: int, seated: NDArray[np.int64]) -> Layout | None:
        """The layout for people in their order, or nothing where none can be made."""
        meeting = self.study.meetings[which]
        leaders = len(meeting.group.leaders)
        there = seated[seated >= 0]
        leading = int((there < leaders).sum())
        key: _Key = (which, (leading, len(there) - leading))
        if is_particular(meeting):
            key = (which, tuple(meeting.group.everyone[int(place)].name for place in there))
        if key in self.made:
            return self.made[key]
        layout = self._make(meeting, there)
        if len(self.made) < _MOST_LAYOUTS:
            self.made[key] = layout
        return layout

    def _make(self, meeting: Meeting, there: NDArray[np.int64]) -> Layout | None:
        everyone = meeting.group.everyone
        names = tuple(everyone[int(place)].name for place in there)
        if not names:
            return None
        gone = tuple(person.name for person in everyone if person.name not in names)
        held = meeting_of(meeting, names, gone)
        try:
            return lay_out(held, self.study.behaviour)
        except (Infeasible, ModelError):
            if not gone:
                raise
            return None


def meeting_of(meeting: Meeting, there: tuple[str, ...], gone: tuple[str, ...]) -> Meeting:
    """The meeting as it is held by those who are there, members in the order given."""
    leading = {person.name for person in meeting.group.leaders}
    order = tuple(name for name in there if name not in leading)
    return attrs.evolve(meeting, absent=gone, presenters=(), order=order)


def is_particular(meeting: Meeting) -> bool:
    """Whether a plan depends on who is there, and not only on how many."""
    told = bool(meeting.small_groups or meeting.group.managed)
    return told and first_split(meeting.held.session) is not None


@functools.lru_cache(maxsize=4)
def _layouts(study: Study) -> _Layouts:
    return _Layouts(study)


def rows_of_sessions(study: Study, first: int, last: int) -> NDArray[np.float32]:
    """The columns of these sessions, a row each."""
    names = {name: place for place, name in enumerate(study.names)}
    rows = np.full((last - first, len(names)), np.nan, np.float32)
    number = np.arange(first, last, dtype=np.uint64)
    several = len(study.meetings)
    for which in range(several):
        mine = np.flatnonzero(number % np.uint64(several) == which)
        if len(mine):
            if several > 1:
                rows[mine, names["meeting"]] = which + 1
            _fill(study, which, number[mine], rows, mine, names)
    return rows


def drawn(study: Study, which: int, number: NDArray[np.uint64]) -> drawing.Drawn:
    """What surrounds sessions of one meeting."""
    circumstances = study.circumstances
    several = len(study.meetings)
    if several > 1:
        circumstances = attrs.evolve(circumstances, meeting=which + 1)
    return drawing.surroundings(
        study.meetings[which],
        circumstances,
        seed_words(study.seed),
        number,
        course=number // np.uint64(several),
    )


def _fill(
    study: Study,
    which: int,
    number: NDArray[np.uint64],
    rows: NDArray[np.float32],
    mine: NDArray[np.int64],
    names: dict[str, int],
) -> None:
    around = drawn(study, which, number)
    members = around.members.sum(axis=1)
    for name, values in (
        ("members_there", members),
        ("leaders_there", around.leaders.sum(axis=1)),
        ("quorum", members >= study.quorum),
        ("held", np.zeros(len(number))),
        ("volunteers", around.offered.sum(axis=1)),
        ("late_s", around.late_s),
    ):
        rows[mine, names[name]] = values
    for layout, some in groups(study, which, around):
        if layout is None:
            continue
        walked = walk_some(study, which, layout, around, some)
        _put(study, layout, walked, around, some, rows, mine[some], names)


def groups(
    study: Study, which: int, around: drawing.Drawn
) -> list[tuple[Layout | None, NDArray[np.int64]]]:
    """Sessions that share a layout."""
    layouts = _layouts(study)
    seated = around.seated
    if is_particular(study.meetings[which]):
        alike = seated
    else:
        alike = np.stack((around.leaders.sum(axis=1), around.members.sum(axis=1)), axis=1)
    _, first, back = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    back = back.reshape(-1)
    return [
        (layouts.of(which, seated[place]), np.flatnonzero(back == kind))
        for kind, place in enumerate(first)
    ]


def walk_some(
    study: Study,
    which: int,
    layout: Layout,
    around: drawing.Drawn,
    some: NDArray[np.int64],
    *,
    turns: int = 0,
) -> Walked:
    """Walk sessions that share a layout."""
    slot = study.meetings[which].slot.total_seconds()
    seated = around.seated[some][:, : len(layout.people)]
    leaders = len(study.group.leaders)
    # leaders are numbered apart, so that one more of them leaves every member as they are
    people = np.where(seated < leaders, seated | _LEADS, seated - leaders).astype(np.uint32)
    return walk(
        study.seed,
        layout.plan,
        habits_of(study.behaviour, study.circumstances, slot),
        around.number[some],
        people,
        around.late_s[some],
        turns=turns,
    )


def _put(
    study: Study,
    layout: Layout,
    walked: Walked,
    around: drawing.Drawn,
    some: NDArray[np.int64],
    rows: NDArray[np.float32],
    at: NDArray[np.int64],
    names: dict[str, int],
) -> None:
    rows[at, names["held"]] = 1
    for name, column in _OF_TALK.items():
        rows[at, names[name]] = walked.told[:, column]
    for place, role in enumerate(layout.roles):
        rows[at, names[f"role_airtime_s/{role.name}"]] = walked.role_airtime_s[:, place]
    everyone = study.group.everyone
    begin = names[f"airtime_s/{everyone[0].name}"]
    for seat in range(len(layout.people)):
        rows[at, begin + around.seated[some, seat]] = walked.airtime_s[:, seat]
    for path in study.paths:
        places = layout.places.get(path)
        if places:
            ended = walked.ended_s[:, places].max(axis=1)
            rows[at, names[f"length_s/{path}"]] = ended - walked.begun_s[:, places].min(axis=1)
