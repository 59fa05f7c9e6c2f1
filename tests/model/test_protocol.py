"""The protocol: its seats, its heads, its first meeting, and what it refuses to be."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

import reflective_groups as rg
from reflective_groups.model.folds import DEEPEST, MOST_STRETCHES
from reflective_groups.model.protocol import bench_of
from tests.model.trees import protocols

TALK = rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)))
PRESENTING = rg.Floor(leads=(rg.LEADER,), speaks=(rg.PRESENTER,), silent=(rg.MEMBER,))


def protocol(**more: object) -> rg.Protocol:
    return rg.Protocol(**({"key": "x", "title": "X", "session": TALK} | more))  # type: ignore[arg-type]


def test_each_role_on_a_floor_has_a_seat() -> None:
    mine = protocol(
        session=rg.Phase(name="present", floor=PRESENTING),
        first_session=rg.Phase(name="introduce", floor=rg.Floor(leads=(rg.HOST,))),
        before=rg.Phase(name="gather", floor=rg.Floor(leads=(rg.MODERATOR,))),
        after=rg.Phase(name="debrief", floor=rg.Floor(speaks=(rg.SUPERVISOR, rg.EVERYONE))),
        seats=(rg.Seat(role=rg.PRESENTER, count=rg.times(2)), rg.Seat(role=rg.Role("scribe"))),
    )
    assert [str(seat) for seat in mine.seating] == [
        "presenter: 2 of the members",
        "scribe: 1 of the members",
        "leader: 1 of the leaders",
        "host: 1 of the leaders",
        "moderator: 1 of the leaders",
        "supervisor: 1 of the outside",
    ]
    assert mine.heads.of(rg.PRESENTER) == rg.times(2)
    assert mine.heads.of(rg.LEADER) == rg.times(1)


def test_a_seat_for_members_leaves_their_number_to_the_group() -> None:
    mine = protocol(seats=(rg.Seat(role=rg.MEMBER),))
    assert mine.heads_for(8).of(rg.MEMBER) == rg.times(8)


@pytest.mark.parametrize(
    ("role", "bench"),
    [
        (rg.LEADER, rg.Bench.LEADERS),
        (rg.CO_LEADER, rg.Bench.LEADERS),
        (rg.INTERVIEWER, rg.Bench.LEADERS),
        (rg.SUPERVISOR, rg.Bench.OUTSIDE),
        (rg.COACH, rg.Bench.MEMBERS),
        (rg.Role("scribe"), rg.Bench.MEMBERS),
    ],
)
def test_a_role_is_filled_from_where_it_usually_is(role: rg.Role, bench: rg.Bench) -> None:
    assert bench_of(role) is bench


def test_leaders_are_as_many_as_the_leadership_says_unless_told() -> None:
    mine = protocol(leadership=rg.Leadership(least=1, preferred=2, most=3))
    assert mine.heads.leaders == rg.Count(least=1, usual=2, most=3)
    assert mine.heads_for(6).leaders == rg.Count(least=1, usual=2, most=3)
    assert mine.heads_for(6, 2).leaders == rg.times(2)
    assert mine.heads_for(rg.Count(least=6), rg.Count(least=1)).members == rg.Count(least=6)


def test_its_duration_is_that_of_the_groups_it_is_meant_for() -> None:
    turns = rg.Phase(name="say", time=rg.exactly(rg.minutes(2)), each=rg.MEMBER)
    mine = protocol(session=turns, size=rg.GroupSize(least=6, most=12, ideal_least=8))
    assert str(mine.duration) == "12 to 24 min, usually 16"
    assert mine.duration == rg.duration(mine.session, mine.heads)


@given(protocols())
def test_what_comes_before_and_after_does_not_count_against_the_session(
    mine: rg.Protocol,
) -> None:
    bare = attrs.evolve(mine, before=None, after=None, first_session=None)
    assert mine.duration == bare.duration
    inside = [path for path, _ in rg.phases(mine.session)]
    told = [path for path, _ in mine.phases]
    assert [path for path in told if not path.startswith(("before/", "after/"))] == inside
    assert all(mine.phase(path) == phase for path, phase in mine.phases)


@given(protocols())
def test_a_first_meeting_is_held_by_its_own_variant(mine: rg.Protocol) -> None:
    first = mine.for_first_meeting()
    assert first.session == (mine.first_session or mine.session)
    assert first.for_first_meeting() == first
    assert (first is mine) == (mine.first_session is None)
    assert first.before == mine.before


def test_a_protocol_tells_itself_in_one_line() -> None:
    assert str(protocol()) == "X [x 1], 10 min"
    open_ended = rg.Phase(name="talk")
    assert str(protocol(session=open_ended)) == "X [x 1], no time stated"
    slotted = protocol(session=open_ended, slot=rg.exactly(rg.minutes(90)), version="2.1")
    assert str(slotted) == "X [x 2.1], 90 min"


def test_its_sources_are_listed_in_the_order_of_first_mention() -> None:
    one, two = rg.Source(key="one", title="One"), rg.Source(key="two", title="Two")
    mine = protocol(
        session=attrs.evolve(TALK, basis=(rg.stated(two.at("p. 1"), one.at(), two.at("p. 2")),)),
        basis=(rg.stated(one.at()),),
    )
    assert mine.sources == (two, one)
    assert protocol().sources == ()


def deep(levels: int) -> rg.Part:
    part: rg.Part = TALK
    for number in range(levels - 1):
        part = part.rounds(1, name=f"r{number}")
    return part


def many(stretches: int) -> rg.Part:
    return TALK.rounds(500, name="a").rounds(stretches // 500, name="b")


@pytest.mark.parametrize("tree", ["session", "first_session", "before", "after"])
def test_a_tree_is_neither_too_deep_nor_too_long(tree: str) -> None:
    assert getattr(protocol(**{tree: deep(DEEPEST)}), tree) == deep(DEEPEST)
    with pytest.raises(rg.ModelError, match=r"Protocol x: parts lie deeper than 12 in each other"):
        protocol(**{tree: deep(DEEPEST + 1)})
    quick = rg.Phase(name="talk")
    most = quick.rounds(500, name="a").rounds(MOST_STRETCHES // 500, name="b")
    assert getattr(protocol(**{tree: most}), tree) == most
    with pytest.raises(rg.ModelError, match=r"Protocol x: unrolls to more than 5000 stretches"):
        protocol(**{tree: most >> quick})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"key": "My Protocol"}, "Protocol.key: must be lower-case names joined by dots"),
        ({"key": "a..b"}, "Protocol.key: must be lower-case names joined by dots"),
        ({"title": ""}, "Protocol.title: must have 1 to 200 characters, got 0"),
        ({"version": 1}, "Protocol.version: must be text, got 1"),
        ({"session": None}, "Protocol.session: must be Phase or Sequence or Rounds or Breakout"),
        ({"before": "gather"}, "Protocol.before: must be Phase or Sequence or Rounds or Breakout"),
        ({"slot": rg.minutes(90)}, "Protocol.slot: must be Timebox, got datetime.timedelta"),
        ({"seats": (rg.PRESENTER,)}, "Protocol.seats: must hold Seat, got Role"),
        ({"size": 8}, "Protocol.size: must be GroupSize, got 8"),
        ({"leadership": None}, "Protocol.leadership: must be Leadership, got None"),
        ({"ground_rules": ("Come.",)}, "Protocol.ground_rules: must hold Clause, got 'Come.'"),
        ({"waivers": ("RG101",)}, "Protocol.waivers: must hold Waiver, got 'RG101'"),
        (
            {"seats": (rg.Seat(role=rg.PRESENTER), rg.Seat(role=rg.PRESENTER))},
            "Protocol x: a role has two seats",
        ),
        ({"session": rg.Phase(name="before")}, "are not names for a part"),
        ({"session": rg.Phase(name="after") * 2 >> TALK}, ""),
        ({"first_session": TALK.rounds(2, name="after")}, "are not names for a part"),
        (
            {"session": rg.Phase(name="talk", time=rg.Share(least=0.6)) * 2},
            "shares of the session come to 120 %, more than all of it",
        ),
        ({"session": rg.exactly(rg.minutes(5))}, "Protocol.session: must be Phase or"),
    ],
)
def test_a_protocol_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    if not message:
        assert protocol(**wrong).session == wrong["session"]  # only at the top is the name taken
        return
    with pytest.raises(rg.ModelError) as error:
        protocol(**wrong)
    assert message in str(error.value)
