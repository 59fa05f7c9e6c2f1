"""A planned meeting laid out for the engine: which law a floor makes, who sits and waits where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.folds import transform
from reflective_groups.model.roles import Act
from reflective_groups.simulation import engine, walking
from reflective_groups.simulation.behaviour import PRESETS, Behaviour, Kernel
from reflective_groups.simulation.circumstances import Circumstances
from reflective_groups.simulation.engine import ALONE, CYCLE, NOBODY, OPEN, QUESTIONS, ROUND, SILENT
from reflective_groups.simulation.layout import Layout, habits_of, lay_out, roles_of
from tests.model.trees import parts, timeboxes, whole_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL = PRESETS["contribution"]
START = dt.datetime(2026, 11, 30, 18, tzinfo=dt.UTC)
HAIR = 1e-6


def names(letter: str, number: int) -> tuple[str, ...]:
    return tuple(f"{letter}{place}" for place in range(number))


def group(members: int, leaders: int) -> rg.Group:
    return rg.Group(members=names("m", members), leaders=names("l", leaders))  # type: ignore[arg-type]


def meeting(protocol: rg.Protocol, members: int, leaders: int, **more: object) -> rg.Meeting:
    given_ = {
        "protocol": protocol,
        "group": group(members, leaders),
        "start": START,
        "slot": slot_of(protocol),
    }
    return rg.Meeting(**(given_ | more))  # type: ignore[arg-type]


def slot_of(protocol: rg.Protocol) -> dt.timedelta:
    """What a session is meant to last, or an hour and a half, or more where that is too short."""
    slot = protocol.slot
    known = (slot.usual or slot.most or slot.least) if slot else None
    return known or max(rg.minutes(90), protocol.duration.least)


def usual_size(protocol: rg.Protocol) -> int:
    """As many members as is usual, and six or next to it where a source says nothing of that."""
    span = protocol.size.span
    return span.usual or max(span.least, min(6, span.most or 6))


def leaders_of(protocol: rg.Protocol) -> int:
    return protocol.leadership.preferred or protocol.leadership.least


def protocol_of(session: rg.Part, **more: object) -> rg.Protocol:
    return rg.Protocol(key="x", title="X", session=session, **more)  # type: ignore[arg-type]


def talk(floor: rg.Floor, **more: object) -> rg.Protocol:
    """A protocol of a single phase."""
    return protocol_of(rg.Phase(name="talk", floor=floor, **more))  # type: ignore[arg-type]


def walked(
    layout: Layout, behaviour: Behaviour, sessions: int = 16, turns: int = 0
) -> walking.Walked:
    people = len(layout.people)
    return walking.walk(
        3,
        layout.plan,
        habits_of(behaviour, Circumstances(), 5_400.0),
        np.arange(sessions, dtype=np.uint64),
        np.broadcast_to(np.arange(people, dtype=np.uint32), (sessions, people)),
        np.zeros(sessions),
        turns=turns,
    )


# The whole catalogue


def every_meeting() -> dict[str, rg.Meeting]:
    found = {}
    for key, protocol in rg.CATALOGUE.items():
        told = meeting(protocol, usual_size(protocol), leaders_of(protocol))
        found[key] = told
        if protocol.first_session is not None:
            found[f"{key}, first"] = attrs.evolve(told, first=True)
    return found


MEETINGS = every_meeting()
every = pytest.mark.parametrize("held", MEETINGS.values(), ids=MEETINGS)


@pytest.mark.parametrize("kernel", ["contribution", "go_round", "alternate"])
@every
def test_every_protocol_of_the_catalogue_is_walked_and_only_by_those_with_the_floor(
    held: rg.Meeting, kernel: str
) -> None:
    layout = lay_out(held, PRESETS[kernel])
    told = walked(layout, PRESETS[kernel], turns=6_000)
    assert bool(np.isfinite(told.told[:, [engine.DURATION, engine.TURNS, engine.WAIT]]).all())
    assert bool((told.airtime_s > 0).any())
    rows = [one for one in layout.agenda if (one.path, one.group) in keys_of(layout)]
    assert [(one.path, one.group) for one in rows] == [*keys_of(layout)]
    for place in np.unique(told.stretch[0]):
        stretch = rows[place]
        heard = np.unique(told.speaker[:, told.stretch[0] == place])
        for seat in heard[heard != NOBODY]:
            assert_has_the_floor(held, layout, stretch, layout.people[seat])


def keys_of(layout: Layout) -> dict[tuple[str, int | None], None]:
    return dict.fromkeys((step.path, step.group) for step in layout.steps)


def assert_has_the_floor(held: rg.Meeting, layout: Layout, stretch: rg.Stretch, name: str) -> None:
    """By the floor itself: a role that may do something there, and none that is to be silent."""
    path = next(one.at for one in layout.agenda.fit if one.path == stretch.path)
    floor = held.held.phase(path).floor
    roles = [one.role for one in stretch.held if name in one.people]
    assert roles, (stretch, name)
    assert not set(roles) & set(floor.silent), (stretch, name)
    assert any(floor.may(role, act) for role in roles for act in Act), (stretch, name)


@every
def test_a_layout_takes_the_times_of_the_plan(held: rg.Meeting) -> None:
    layout = lay_out(held, USUAL)
    agenda = layout.agenda
    rows = {(one.path, one.group): one for one in agenda}
    begun = begins(layout)
    for place, step in enumerate(layout.steps):
        stretch = rows[step.path, step.group]
        assert step.planned == stretch.length.total_seconds()
        assert step.least <= step.planned
        assert begun[place] == pytest.approx(agenda.elapsed(stretch).total_seconds(), abs=HAIR)
        assert step.due == pytest.approx(begun[place] + step.planned, abs=HAIR)


def begins(layout: Layout) -> list[float]:
    """When each step begins if each takes its planned time and waits for those it is told to."""
    ended: list[float] = []
    begun: list[float] = []
    for step in layout.steps:
        begun.append(max((ended[place] for place in step.after), default=0.0))
        ended.append(begun[-1] + step.planned)
    return begun


def test_a_step_knows_its_least_time_and_when_it_is_due() -> None:
    floor = rg.Floor(speaks=(rg.MEMBER,))
    protocol = protocol_of(
        rg.Phase(name="a", time=rg.between(rg.minutes(10), rg.minutes(30)), floor=floor)
        >> rg.Phase(name="b", time=rg.exactly(rg.minutes(20)), floor=floor)
        >> rg.Phase(name="c", floor=floor)
    )
    steps = lay_out(meeting(protocol, 4, 0, slot=rg.minutes(70)), USUAL).steps
    told = [(one.path, one.planned, one.least, one.due) for one in steps]
    a, b = steps[0].planned, 1_200
    assert 600 <= a <= 1_800
    assert told == [("a", a, 600, a), ("b", b, b, a + b), ("c", 3_000 - a, 0, 4_200)]
    tight = lay_out(meeting(protocol, 4, 0, slot=rg.minutes(30)), USUAL).steps
    assert [(one.planned, one.least) for one in tight] == [(600, 600), (1_200, 1_200), (0, 0)]


@every
def test_everybody_who_is_there_has_a_seat_and_every_part_a_seat_that_there_is(
    held: rg.Meeting,
) -> None:
    layout = lay_out(held, USUAL)
    leaders = [one.name for one in held.leaders]
    assert list(layout.people) == leaders + [one.name for one in held.members]
    for step in layout.steps:
        seats = [turn.seat for turn in step.turns]
        assert len(set(seats)) == len(seats)
        assert set(seats) <= set(range(len(layout.people)))
        assert all(-1 <= turn.role < len(layout.roles) for turn in step.turns)
        assert all(turn.speaks > 0 or turn.answers > 0 for turn in step.turns)
        assert bool(step.turns) == (step.law != SILENT)


def test_a_balint_session_is_told_then_asked_then_talked_over_without_its_presenter() -> None:
    protocol = rg.CATALOGUE["balint.us_blog"]
    held = meeting(protocol, 8, 1, presenters=("m5",))
    layout = lay_out(held, USUAL)
    assert layout.people[:2] == ("l0", "m5")
    assert [(one.path, one.law) for one in layout.steps] == [
        ("present", ALONE),
        ("clarify", QUESTIONS),
        ("discuss", OPEN),
        ("return", OPEN),
    ]
    present, clarify, discuss, back = ({t.seat: t for t in one.turns} for one in layout.steps)
    assert set(present) == {1}
    assert (clarify[1].speaks, clarify[1].answers) == (0, 1)
    assert 1 not in discuss
    assert 1 in back


# Which law a floor makes


LEAD, SAY = (rg.LEADER,), (rg.MEMBER,)
BRINGS = (rg.PRESENTER,)
BUSY = attrs.evolve(USUAL, leader=3.0, observer=0.5)
ROUNDS = attrs.evolve(USUAL, kernel=Kernel.GO_ROUND)
CHANGES = attrs.evolve(USUAL, kernel=Kernel.ALTERNATE)
FLOORS: dict[str, tuple[rg.Floor, int, dict[str, float], dict[str, float]]] = {
    "one alone": (rg.Floor(speaks=BRINGS), ALONE, {"m0": 1}, {}),
    "one alone, led": (rg.Floor(speaks=BRINGS, leads=LEAD), ALONE, {"m0": 1}, {}),
    "questions": (
        rg.Floor(asks=SAY, answers=BRINGS, leads=LEAD),
        QUESTIONS,
        {"m1": 1, "m2": 1, "m3": 1},
        {"m0": 1},
    ),
    "questions of the leader": (
        rg.Floor(asks=LEAD, answers=SAY),
        QUESTIONS,
        {"l0": 1},
        {"m0": 1, "m1": 1, "m2": 1, "m3": 1},
    ),
    "questions of whoever leads": (
        rg.Floor(asks=LEAD, answers=BRINGS, leads=LEAD),
        QUESTIONS,
        {"l0": 3},
        {"m0": 1},
    ),
    "questions beside talk": (
        rg.Floor(asks=SAY, answers=BRINGS, speaks=SAY),
        OPEN,
        {"m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "questions to whoever speaks": (
        rg.Floor(asks=SAY, answers=BRINGS, speaks=BRINGS),
        QUESTIONS,
        {"m1": 1, "m2": 1, "m3": 1},
        {"m0": 1},
    ),
    "in turn": (
        rg.Floor(speaks=SAY, leads=LEAD, order=rg.Order.IN_TURN),
        ROUND,
        {"m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "all in turn": (
        rg.Floor(speaks=(rg.EVERYONE,), order=rg.Order.IN_TURN),
        ROUND,
        {"l0": 1, "m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "one in turn": (rg.Floor(speaks=BRINGS, order=rg.Order.IN_TURN), ALONE, {"m0": 1}, {}),
    "all silent": (rg.Floor(silent=(rg.EVERYONE,)), SILENT, {}, {}),
    "led and nothing else": (rg.Floor(leads=LEAD), ALONE, {"l0": 3}, {}),
    "open, led": (
        rg.Floor(speaks=SAY, leads=LEAD),
        OPEN,
        {"l0": 3, "m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "open, not led": (
        rg.Floor(speaks=SAY),
        OPEN,
        {"m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "open to a leader who does not lead": (
        rg.Floor(speaks=(rg.EVERYONE,)),
        OPEN,
        {"l0": 1, "m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "open, and one sits back": (
        rg.Floor(speaks=(rg.EVERYONE,), leads=LEAD, silent=BRINGS),
        OPEN,
        {"l0": 3, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "open, the leader silent": (
        rg.Floor(speaks=SAY, silent=LEAD),
        OPEN,
        {"m0": 1, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "open, and one observes": (
        rg.Floor(speaks=(rg.MEMBER, rg.OBSERVER)),
        OPEN,
        {"m0": 0.5, "m1": 1, "m2": 1, "m3": 1},
        {},
    ),
    "two and no more": (
        rg.Floor(asks=(rg.COACH,), answers=(rg.COACHEE,), speaks=(rg.COACHEE, rg.COACH)),
        OPEN,
        {"m0": 1, "m1": 1},
        {},
    ),
}


def takings(layout: Layout) -> tuple[int, dict[str, float], dict[str, float]]:
    """The law of the first step, and by name who speaks and who answers, and how readily."""
    step = layout.steps[0]
    return (
        step.law,
        {layout.people[one.seat]: one.speaks for one in step.turns if one.speaks},
        {layout.people[one.seat]: one.answers for one in step.turns if one.answers},
    )


@pytest.mark.parametrize("name", FLOORS)
def test_a_floor_makes_its_law_and_gives_each_a_part_in_it(name: str) -> None:
    floor, *right = FLOORS[name]
    assert takings(lay_out(meeting(talk(floor), 4, 1), BUSY)) == tuple(right)


def test_two_who_lead_and_nobody_else_talk_with_each_other() -> None:
    told = takings(lay_out(meeting(talk(rg.Floor(leads=LEAD)), 4, 2), BUSY))
    assert told == (OPEN, {"l0": 3, "l1": 3}, {})


def test_a_phase_for_each_is_a_round_of_those_whose_turn_it_is() -> None:
    floor = rg.Floor(speaks=(rg.EVERYONE,), leads=LEAD)
    told = takings(lay_out(meeting(talk(floor, each=rg.MEMBER), 4, 1), USUAL))
    assert told == (ROUND, dict.fromkeys(names("m", 4), 1), {})
    alone = takings(lay_out(meeting(talk(rg.Floor(speaks=BRINGS), each=rg.PRESENTER), 4, 1), USUAL))
    assert alone == (ALONE, {"m0": 1}, {})


def test_a_kernel_changes_an_open_floor_and_no_other() -> None:
    open_ = rg.Floor(speaks=(rg.PRESENTER, rg.MEMBER), leads=LEAD)
    one_each = {"l0": 1, "m0": 1, "m1": 1, "m2": 1, "m3": 1}
    held = meeting(talk(open_), 4, 1)
    assert takings(lay_out(held, ROUNDS)) == (CYCLE, one_each, {})
    others = {name: weight for name, weight in one_each.items() if name != "m0"}
    assert takings(lay_out(held, CHANGES)) == (QUESTIONS, others, {"m0": 1})
    for name in ("one alone", "questions", "in turn", "all silent", "led and nothing else"):
        held = meeting(talk(FLOORS[name][0]), 4, 1)
        usual = lay_out(held, USUAL)
        assert lay_out(held, ROUNDS).steps == lay_out(held, CHANGES).steps == usual.steps


def test_where_nobody_brings_anything_the_first_answers_the_others() -> None:
    held = meeting(talk(rg.Floor(speaks=SAY)), 3, 0)
    assert takings(lay_out(held, CHANGES)) == (QUESTIONS, {"m1": 1, "m2": 1}, {"m0": 1})


def test_a_leader_speaks_as_much_more_in_an_open_discussion_as_the_factor_says() -> None:
    held = meeting(talk(rg.Floor(speaks=SAY, leads=LEAD), time=rg.exactly(rg.minutes(90))), 6, 1)
    shares = []
    for factor in (0.1, 1.0, 10.0):
        behaviour = attrs.evolve(USUAL, sigma=0, gamma=0, leader=factor)
        told = walked(lay_out(held, behaviour), behaviour, sessions=200).airtime_s
        shares.append(float((told[:, 0] / told.sum(axis=1)).mean()))
    # without memory the leader is next after every other turn with chance f / (f + 5)
    for factor, share in zip((0.1, 1.0, 10.0), shares, strict=True):
        after = factor / (factor + 5)
        assert share == pytest.approx(after / (1 + after), abs=0.02)


def test_airtime_is_told_by_the_role_that_one_has_the_floor_for() -> None:
    held = meeting(rg.CATALOGUE["balint.us_blog"], 8, 1)
    layout = lay_out(held, USUAL)
    assert layout.roles == roles_of(held)
    named = {role: place for place, role in enumerate(layout.roles)}
    for step in layout.steps:
        of = {layout.people[turn.seat]: turn.role for turn in step.turns}
        if "l0" in of:
            assert of["l0"] == named[rg.LEADER]
        if step.path in ("present", "clarify"):
            assert of["m0"] == named[rg.PRESENTER]
        assert all(role == named[rg.MEMBER] for name, role in of.items() if name > "m0")


def test_everyone_is_told_apart_as_leader_and_member() -> None:
    layout = lay_out(meeting(talk(rg.Floor(speaks=(rg.EVERYONE,))), 2, 1), USUAL)
    assert layout.roles == (rg.LEADER, rg.MEMBER)
    assert [turn.role for turn in layout.steps[0].turns] == [0, 1, 1]


# What cannot be simulated


@pytest.mark.parametrize(
    ("protocol", "members", "path"),
    [
        (talk(rg.Floor()), 4, "talk"),
        (talk(rg.Floor(silent=BRINGS)), 4, "talk"),
        (talk(rg.Floor(speaks=SAY, silent=BRINGS)), 1, "talk"),
        (talk(rg.Floor(speaks=LEAD)), 4, "talk"),
        (
            protocol_of(
                rg.rounds(
                    rg.Phase(name="tell", floor=rg.Floor(speaks=BRINGS))
                    >> rg.Phase(name="muse", floor=rg.Floor()),
                    2,
                )
            ),
            4,
            r"rounds\[1\]/muse",
        ),
    ],
)
def test_a_phase_in_which_nobody_who_is_there_may_speak_is_refused_by_its_path(
    protocol: rg.Protocol, members: int, path: str
) -> None:
    with pytest.raises(rg.ModelError, match=rf"^{path}: nobody who is there has the floor"):
        lay_out(meeting(protocol, members, 0), USUAL)


def test_small_groups_within_small_groups_are_refused_by_their_path() -> None:
    inner = rg.in_groups_of(rg.Phase(name="pair", floor=rg.Floor(speaks=SAY)), 2, name="pairs")
    protocol = protocol_of(rg.in_groups_of(rg.rounds(inner, 2), 4, name="fours"))
    with pytest.raises(rg.ModelError, match=r"^fours/rounds\[1\]/pairs/pair: small groups within"):
        lay_out(meeting(protocol, 8, 0), USUAL)


def test_a_session_for_which_nobody_is_there_is_refused() -> None:
    protocol = protocol_of(rg.in_groups_of(rg.Phase(name="a", floor=rg.Floor(speaks=SAY)), 3))
    with pytest.raises(rg.ModelError, match="no phase to simulate"):
        lay_out(meeting(protocol, 3, 1, absent=names("m", 3)), USUAL)


def test_a_slot_that_is_too_short_is_refused_as_by_the_plan() -> None:
    long_ = talk(rg.Floor(speaks=SAY), time=rg.exactly(rg.minutes(60)))
    with pytest.raises(rg.Infeasible):
        lay_out(meeting(long_, 4, 0, slot=rg.minutes(30)), USUAL)


# What waits for what


def test_small_groups_go_on_by_themselves_and_the_room_waits_for_all_of_them() -> None:
    floor = rg.Floor(speaks=(rg.EVERYONE,))
    small = rg.Phase(name="a", floor=floor) >> rg.Phase(name="b", floor=floor)
    whole = rg.Phase(name="open", floor=floor)
    protocol = protocol_of(
        whole
        >> rg.rounds(rg.in_groups_of(small, 2) >> rg.Phase(name="share", floor=floor), 2)
        >> rg.in_groups_of(rg.Phase(name="once", floor=floor), 3, name="threes")
    )
    layout = lay_out(meeting(protocol, 6, 0), USUAL)
    told = [(step.path, step.group, step.after) for step in layout.steps]
    assert told == [
        ("open", None, ()),
        ("rounds[1]/groups/a", 1, (0,)),
        ("rounds[1]/groups/a", 2, (0,)),
        ("rounds[1]/groups/a", 3, (0,)),
        ("rounds[1]/groups/b", 1, (1,)),
        ("rounds[1]/groups/b", 2, (2,)),
        ("rounds[1]/groups/b", 3, (3,)),
        ("rounds[1]/share", None, (4, 5, 6)),
        ("rounds[2]/groups/a", 1, (7,)),
        ("rounds[2]/groups/a", 2, (7,)),
        ("rounds[2]/groups/a", 3, (7,)),
        ("rounds[2]/groups/b", 1, (8,)),
        ("rounds[2]/groups/b", 2, (9,)),
        ("rounds[2]/groups/b", 3, (10,)),
        ("rounds[2]/share", None, (11, 12, 13)),
        ("threes/once", 1, (14,)),
        ("threes/once", 2, (14,)),
    ]


def test_no_two_stretches_have_the_same_chance() -> None:
    for held in MEETINGS.values():
        keys = [step.key for step in lay_out(held, USUAL).steps]
        assert len(set(keys)) == len(keys)


any_session = parts(times=timeboxes(whole_minutes), deep=3).map(
    lambda part: transform(
        part, lambda _, phase: attrs.evolve(phase, floor=rg.Floor(speaks=(rg.EVERYONE,)))
    )
)


@given(any_session, st.integers(1, 9), st.integers(0, 2), st.integers(60, 400))
def test_stretches_wait_so_that_the_plan_comes_out_if_all_goes_as_planned(
    session: rg.Part, members: int, leaders: int, slot: int
) -> None:
    try:
        held = meeting(protocol_of(session), members, leaders, slot=rg.minutes(slot))
        layout = lay_out(held, USUAL)
    except (rg.ModelError, rg.Infeasible):
        assume(False)  # noqa: FBT003 -- hypothesis has no other way to say it
    # where a stretch has no time, the agenda does not tell it from what begins at the same moment
    assume(all(step.planned for step in layout.steps))
    rows = {(one.path, one.group): one for one in layout.agenda}
    begun = begins(layout)
    for place, step in enumerate(layout.steps):
        right = layout.agenda.elapsed(rows[step.path, step.group]).total_seconds()
        assert all(other < place for other in step.after)
        # a small group with fewer turns than another goes on without waiting for it
        assert begun[place] <= right + HAIR
        if step.group is None:
            assert begun[place] == pytest.approx(right, abs=HAIR)


# Seats by position


@attrs.frozen
class Gathering:
    """A group of a protocol with presenters and an order, and who of it stays away."""

    key: str
    members: int
    leaders: int
    gone: tuple[str, ...]
    presenters: tuple[str, ...]
    order: tuple[str, ...]

    def meeting(self) -> rg.Meeting:
        return attrs.evolve(
            self.canonical(), presenters=self.presenters, order=self.order, absent=self.gone
        )

    def canonical(self) -> rg.Meeting:
        """As many of the same group, the first of each bench, and in the order of the group."""
        away = []
        for letter, number in (("m", self.members), ("l", self.leaders)):
            left = sum(one.startswith(letter) for one in self.gone)
            away += names(letter, number)[number - left :]
        return meeting(rg.CATALOGUE[self.key], self.members, self.leaders, absent=away)


@st.composite
def gatherings(draw: st.DrawFn) -> Gathering:
    members, leaders = draw(st.integers(1, 10)), draw(st.integers(0, 3))
    everyone = names("m", members) + names("l", leaders)

    def some(of: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(of), unique=True, max_size=most))) if of else ()

    gone = some(everyone, len(everyone))
    return Gathering(
        key=draw(st.sampled_from(sorted(rg.CATALOGUE))),
        members=members,
        leaders=leaders,
        gone=gone,
        presenters=some([name for name in names("m", members) if name not in gone], 3),
        order=some(names("m", members), members),
    )


def outcome(held: rg.Meeting, behaviour: Behaviour) -> Layout | type[Exception]:
    try:
        return lay_out(held, behaviour)
    except (rg.ModelError, rg.Infeasible) as error:
        return type(error)


@given(gatherings(), st.sampled_from(("contribution", "go_round", "alternate")))
def test_a_layout_hangs_on_how_many_are_there_and_not_on_who(
    gathering: Gathering, kernel: str
) -> None:
    held, behaviour = gathering.meeting(), attrs.evolve(PRESETS[kernel], leader=2.5, observer=0.3)
    told, canonical = outcome(held, behaviour), outcome(gathering.canonical(), behaviour)
    if isinstance(told, type) or isinstance(canonical, type):
        assert told == canonical
        return
    assert told.steps == canonical.steps
    assert told.roles == canonical.roles
    assert all(np.array_equal(*pair) for pair in zip(told.plan, canonical.plan, strict=True))
    there = {person.name for person in held.members}
    in_turn = dict.fromkeys((*held.presenters, *held.order, *names("m", gathering.members)))
    assert told.people == (
        *(person.name for person in held.leaders),
        *(name for name in in_turn if name in there),
    )
    # and the plan itself puts those people where the canonical one puts those of their places
    renamed = dict(zip(canonical.people, told.people, strict=True))
    assert [held_by(one, {}) for one in told.agenda] == [
        held_by(one, renamed) for one in canonical.agenda
    ]


def held_by(
    stretch: rg.Stretch, renamed: dict[str, str]
) -> tuple[str, int | None, list[tuple[str, list[str]]]]:
    roles = [(str(one.role), [renamed.get(n, n) for n in one.people]) for one in stretch.held]
    return stretch.path, stretch.group, roles


@given(st.lists(st.sampled_from(names("m", 8)), unique=True, max_size=5), st.booleans())
def test_whoever_is_away_has_no_seat_and_no_part(gone: Sequence[str], led: bool) -> None:  # noqa: FBT001
    away = (*gone, *(() if led else ("l0",)))
    layout = lay_out(meeting(rg.CATALOGUE["balint.uk"], 8, 2, absent=away), USUAL)
    assert not set(layout.people) & set(away)
    assert len(layout.people) == 10 - len(away)
