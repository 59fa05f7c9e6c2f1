"""A planned meeting as the arrays that the engine walks: stretches, seats, and who may speak."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
import numpy as np

from reflective_groups.errors import ModelError
from reflective_groups.model.folds import phases
from reflective_groups.model.folds import walk as every_part
from reflective_groups.model.parts import Breakout
from reflective_groups.model.roles import EVERYONE, LEADER, MEMBER, OBSERVER, Act, Order, Role
from reflective_groups.planning.agenda import Agenda, plan
from reflective_groups.planning.casting import in_order
from reflective_groups.simulation import engine
from reflective_groups.simulation.behaviour import Kernel
from reflective_groups.simulation.circumstances import Pace
from reflective_groups.simulation.lanes import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Phase
    from reflective_groups.model.roles import Floor
    from reflective_groups.model.timeline import Stretch
    from reflective_groups.simulation.behaviour import Behaviour
    from reflective_groups.simulation.circumstances import Circumstances

_NUMBER = re.compile(r"\[\d+\]")


@attrs.frozen(kw_only=True)
class Turn:
    """One who has a part in a stretch, and how readily they take it."""

    seat: int
    speaks: float = 0.0
    answers: float = 0.0
    role: int = -1


@attrs.frozen(kw_only=True)
class Step:
    """One stretch for the engine."""

    path: str
    group: int | None
    law: int
    planned: float
    least: float
    due: float
    after: tuple[int, ...]
    turns: tuple[Turn, ...]
    most: int = engine.MOST_TURNS

    @property
    def key(self) -> tuple[int, int]:
        """What sets its chance apart from that of other stretches: its path and small group."""
        told = hashlib.sha256(f"{self.path}#{self.group or 0}".encode()).digest()
        return int.from_bytes(told[:4], "little"), int.from_bytes(told[4:8], "little")


@attrs.frozen(kw_only=True)
class Layout:
    """A meeting for so many people, ready to be walked; `people` sit in the order of seats."""

    agenda: Agenda
    people: tuple[str, ...]
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    plan: engine.Plan
    places: Mapping[str, tuple[int, ...]]
    """Where the steps of each path are, of which small groups have several."""


def roles_of(meeting: Meeting) -> tuple[Role, ...]:
    """The roles whose airtime is told: those that have the floor or lead, in order of mention."""
    named = (role for _, phase in phases(meeting.held.session) for role in phase.floor.named)
    found = dict.fromkeys(role for role in named if role != EVERYONE)
    for role, there in ((LEADER, meeting.group.leaders), (MEMBER, meeting.group.members)):
        if there:
            found.setdefault(role)
    return tuple(found)


def lay_out(meeting: Meeting, behaviour: Behaviour) -> Layout:
    """The arrays of a meeting as it is planned for those who are there.

    Raises `ModelError` for a phase in which nobody has the floor, and `Infeasible` where the slot
    cannot hold the session.
    """
    agenda = plan(meeting)
    roles = roles_of(meeting)
    people = (
        *(person.name for person in meeting.leaders),
        *in_order(meeting, (person.name for person in meeting.members)),
    )
    steps = tuple(_steps(meeting, agenda, behaviour, roles, people))
    return Layout(
        agenda=agenda,
        people=people,
        roles=roles,
        steps=steps,
        plan=plan_of(steps, people=len(people), roles=len(roles)),
        places=_places_of(steps),
    )


def _places_of(steps: Sequence[Step]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for place, step in enumerate(steps):
        found[step.path] = (*found.get(step.path, ()), place)
    return found


def _steps(
    meeting: Meeting,
    agenda: Agenda,
    behaviour: Behaviour,
    roles: tuple[Role, ...],
    people: tuple[str, ...],
) -> Iterable[Step]:
    told = {one.path: one for one in agenda.fit}
    by_path = dict(phases(meeting.held.session))
    seats = {name: seat for seat, name in enumerate(people)}
    rows = [one for one in agenda if one.path in told]  # what lies outside the session is in no fit
    if not rows:
        message = "there is no phase to simulate"
        raise ModelError(message)
    for stretch, after in zip(rows, _after(meeting, rows), strict=True):
        allotment = told[stretch.path]
        law, turns = _law(by_path[allotment.at], stretch, behaviour, meeting)
        length = allotment.length.total_seconds()
        yield Step(
            path=stretch.path,
            group=stretch.group,
            law=law,
            planned=length,
            least=min(length, allotment.bounds.least.total_seconds()),
            due=(agenda.elapsed(stretch) + stretch.length).total_seconds(),
            after=after,
            turns=tuple(
                Turn(
                    seat=seats[name],
                    speaks=speaks,
                    answers=answers,
                    role=roles.index(role) if role in roles else -1,
                )
                for name, role, speaks, answers in turns
            ),
        )


def _after(meeting: Meeting, rows: Sequence[Stretch]) -> list[tuple[int, ...]]:
    """Which stretches each one waits for: the one before it, or the last of each small group."""
    splits = {path for path, part in every_part(meeting.held.session) if isinstance(part, Breakout)}
    waits: list[tuple[int, ...]] = []
    ends: tuple[int, ...] = ()
    section = ""
    lanes: dict[int | None, tuple[int, ...]] = {}
    for number, stretch in enumerate(rows):
        within = _split_of(stretch.path, splits)
        if within != section:
            ends = tuple(place for last in lanes.values() for place in last) or ends
            section, lanes = within, {}
        if not within:
            lanes = {None: lanes.get(None, ends)}
        lane = stretch.group if within else None
        waits.append(lanes.get(lane, ends))
        lanes[lane] = (number,)
    return waits


def _split_of(path: str, splits: set[str]) -> str:
    """The numbered path of the small groups that a stretch is held in."""
    names = path.split("/")
    found = [
        "/".join(names[:end])
        for end in range(1, len(names))
        if _NUMBER.sub("", "/".join(names[:end])) in splits
    ]
    if len(found) > 1:
        message = f"{path}: small groups within small groups cannot be simulated"
        raise ModelError(message)
    return found[0] if found else ""


_Taking = tuple[str, "Role", float, float]


def _law(  # noqa: C901, PLR0911 -- a table of cases
    phase: Phase, stretch: Stretch, behaviour: Behaviour, meeting: Meeting
) -> tuple[int, tuple[_Taking, ...]]:
    """How a phase goes with these people, and who takes which part in it."""
    floor = phase.floor
    roles: Mapping[str, list[Role]] = _roles(stretch, meeting)
    silent = {name for name, held in roles.items() if set(held) & set(floor.silent)}
    free = [name for name in roles if name not in silent]
    may = {act: [n for n in free if any(floor.may(r, act) for r in roles[n])] for act in Act}
    talk = [n for n in free if n in may[Act.SPEAK] or n in may[Act.ASK] or n in may[Act.ANSWER]]
    if not floor.has_floor:
        talk = may[Act.LEAD]
    if not talk and stretch.group is not None:  # a chair for which there is nobody stays empty
        return engine.SILENT, ()
    if EVERYONE in floor.silent:
        return engine.SILENT, ()
    if not talk:
        message = (
            f"{stretch.path}: nobody who is there has the floor ({str(floor) or 'it is empty'})"
        )
        raise ModelError(message)
    named = [n for n in may[Act.ANSWER] if _answers_by_name(floor, roles[n])]
    answering = named or [n for n in may[Act.ANSWER] if n not in may[Act.ASK]]
    asking = [n for n in may[Act.ASK] if n not in answering]
    if answering and asking and set(may[Act.SPEAK]) <= set(answering):
        return engine.QUESTIONS, _takings(roles, asking, answering, behaviour, floor)
    if phase.each is not None:
        talk = [name for name in talk if phase.each in roles[name]] or talk
    if len(talk) == 1:
        return engine.ALONE, _takings(roles, talk, (), behaviour, floor)
    if floor.order is Order.IN_TURN or phase.each is not None:
        return engine.ROUND, _takings(roles, talk, (), behaviour, floor)
    talk = [n for n in free if n in talk or n in may[Act.LEAD]]
    if behaviour.kernel is Kernel.GO_ROUND:
        return engine.CYCLE, _takings(roles, talk, (), behaviour, floor)
    if behaviour.kernel is Kernel.ALTERNATE:
        first = next((n for n in talk if any(role.brings for role in roles[n])), talk[0])
        others = [name for name in talk if name != first]
        return engine.QUESTIONS, _takings(roles, others, (first,), behaviour, floor)
    return engine.OPEN, _takings(roles, talk, (), behaviour, floor)


def _answers_by_name(floor: Floor, roles: Iterable[Role]) -> bool:
    """Whether somebody answers in a role of their own, and not only as one of everyone."""
    return any(Act.ANSWER in floor.acts_of(role) for role in roles if role != EVERYONE)


def _roles(stretch: Stretch, meeting: Meeting) -> dict[str, list[Role]]:
    """Everybody who holds a role in a stretch, with their roles, their own before everyone's."""
    found: dict[str, list[Role]] = defaultdict(list)
    for held in sorted(stretch.held, key=lambda one: one.role == EVERYONE):
        for name in held.people:
            found[name].append(held.role)
    leading = {person.name for person in meeting.leaders}
    for name, roles in found.items():
        if roles[0] == EVERYONE:
            roles.insert(0, LEADER if name in leading else MEMBER)
    return found


def _takings(
    roles: Mapping[str, list[Role]],
    speaking: Iterable[str],
    answering: Iterable[str],
    behaviour: Behaviour,
    floor: Floor,
) -> tuple[_Taking, ...]:
    speaking, answering = tuple(speaking), tuple(answering)

    def weight(name: str) -> float:
        held = roles[name]
        leads = any(floor.may(role, Act.LEAD) for role in held)
        return (behaviour.leader if leads else 1.0) * (
            behaviour.observer if OBSERVER in held else 1.0
        )

    return tuple(
        (
            name,
            roles[name][0],
            weight(name) if name in speaking else 0.0,
            weight(name) if name in answering else 0.0,
        )
        for name in roles
        if name in speaking or name in answering
    )


def plan_of(steps: Sequence[Step], *, people: int, roles: int) -> engine.Plan:
    """The same steps, number by number."""
    turns = [turn for step in steps for turn in step.turns]
    first = np.cumsum([0, *(len(step.turns) for step in steps)])
    waits = np.cumsum([0, *(len(step.after) for step in steps)])
    return engine.Plan(
        law=_places(step.law for step in steps),
        most=_places(step.most for step in steps),
        planned=_numbers(step.planned for step in steps),
        least=_numbers(step.least for step in steps),
        due=_numbers(step.due for step in steps),
        key=np.array([word for step in steps for word in step.key], np.uint32),
        after=waits.astype(np.int32),
        before=_places(place for step in steps for place in step.after),
        first=first.astype(np.int32),
        seat=_places(turn.seat for turn in turns),
        speaks=_numbers(turn.speaks for turn in turns),
        answers=_numbers(turn.answers for turn in turns),
        role=_places(turn.role for turn in turns),
        stretches=len(steps),
        people=people,
        roles=roles,
    )


def _places(values: Iterable[int]) -> engine.Places:
    return np.array(list(values), np.int32)


def _numbers(values: Iterable[float]) -> engine.Numbers:
    return np.array(list(values), np.float32)


_KERNELS = {Kernel.FLOOR: engine.REGIMES}
_PACES = {Pace.LENGTHS: engine.LENGTHS, Pace.CLOCK: engine.CLOCK}


def habits_of(behaviour: Behaviour, circumstances: Circumstances, slot: float) -> engine.Habits:
    """A behaviour in numbers; `slot` is in seconds."""
    return engine.Habits(
        table=memory_of(behaviour),
        kernel=_KERNELS.get(behaviour.kernel, engine.TABLE),
        sigma=behaviour.sigma,
        mean=behaviour.words_mean,
        by_share=behaviour.words_by_share,
        between=behaviour.words_between,
        within=behaviour.words_within,
        seconds_a_word=60 / behaviour.words_a_minute,
        overlapped=behaviour.overlapped,
        gap_mean=behaviour.gap_mean,
        gap_spread=behaviour.gap_spread,
        overlap_mean=behaviour.overlap_mean,
        overlap_spread=behaviour.overlap_spread,
        stays=behaviour.stays,
        returns=behaviour.returns,
        round_spread=behaviour.round_spread,
        drift=circumstances.drift,
        spread=circumstances.spread,
        pace=_PACES[circumstances.pace],
        slot=slot,
    )


def memory_of(behaviour: Behaviour) -> engine.Numbers:
    """How readily one speaks again, by the turns since; nobody follows themselves."""
    ago = np.arange(2, engine.NOT_YET + 1, dtype=np.float64)
    match behaviour.kernel:
        case Kernel.EXPONENTIAL:
            again = 1 + behaviour.boost * behaviour.fade ** (ago - 2)
        case Kernel.RECOVERY:
            again = np.minimum(1.0, behaviour.recovery * (ago - 1))
        case Kernel.POWER:
            again = (ago - 1) ** -behaviour.gamma
        case _:
            again = np.ones_like(ago)
    table = np.zeros(TABLE, np.float32)
    table[2 : len(again) + 2] = again
    return table
