"""Shares of a session and numbers of rounds, and the durations that they give."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.folds import load
from tests.model.trees import counts, shares, timeboxes

TICK = dt.timedelta(microseconds=1)


def share(least: float, usual: float | None, most: float) -> rg.Phase:
    return rg.Phase(name="share", time=rg.Share(least=least, usual=usual, most=most))


def rest(least: int, usual: int | None, most: int | None) -> rg.Phase:
    return rg.Phase(
        name="rest",
        time=rg.Timebox(
            least=rg.minutes(least),
            usual=None if usual is None else rg.minutes(usual),
            most=None if most is None else rg.minutes(most),
        ),
    )


@given(shares(), st.integers(0, 600).map(rg.minutes))
def test_a_share_of_a_slot_grows_with_the_slot(one: rg.Share, slot: dt.timedelta) -> None:
    box = one.of(slot)
    assert box.least == slot * one.least
    assert box.most == slot * one.most
    assert (box.usual is None) == (one.usual is None)
    assert one.of(slot * 2).least >= box.least


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (rg.up_to_share(0.5), "up to 50 % of the session"),
        (rg.Share(least=0.25, most=0.5), "25 to 50 % of the session"),
        (rg.Share(least=0.5, most=0.5), "50 % of the session"),
        (rg.Share(), "up to 100 % of the session"),
    ],
)
def test_a_share_is_told_in_percent(one: rg.Share, told: str) -> None:
    assert str(one) == told


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"least": -0.1}, "Share.least: must be 0 to 1, got -0.1"),
        ({"most": 1.1}, "Share.most: must be 0 to 1, got 1.1"),
        ({"usual": "half"}, "Share.usual: must be a number, got 'half'"),
        ({"usual": True}, "Share.usual: must be a number, got True"),
        ({"least": float("nan")}, "Share.least: must be 0 to 1, got nan"),
        ({"least": 0.6, "most": 0.5}, "Share: least, usual and most must be in that order"),
        ({"usual": 0.6, "most": 0.5}, "Share: least, usual and most must be in that order"),
    ],
)
def test_a_share_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        rg.Share(**wrong)  # type: ignore[arg-type]
    assert message in str(error.value)


def test_a_share_is_solved_for_so_that_the_rest_fills_the_session() -> None:
    evening = share(0.25, 0.25, 0.5) >> rest(45, 60, 90)
    box = rg.duration(evening)
    assert box.least == rg.minutes(60)  # 45 is three quarters
    assert box.usual == rg.minutes(80)  # 60 is three quarters
    assert box.most == rg.minutes(180)  # 90 is one half


def test_shares_add_up_along_a_session_and_over_rounds() -> None:
    two = rg.Phase(name="a", time=rg.Share(least=0.2, most=0.2)) >> rg.Phase(
        name="b", time=rg.Share(least=0.3, most=0.3)
    )
    assert rg.duration(two >> rest(30, None, 30)).least == rg.minutes(60)
    rounds = (share(0.25, 0.25, 0.25) * 2) >> rest(30, 30, 30)
    assert rg.duration(rounds) == rg.exactly(rg.minutes(60))


def test_what_nobody_knows_of_a_share_nobody_knows_of_the_whole() -> None:
    assert rg.duration(share(0, None, 0.5) >> rest(10, 10, 10)).usual is None
    assert rg.duration(share(0, 0.5, 0.5) >> rest(10, None, 20)).usual is None
    assert rg.duration(share(0, 0.5, 1) >> rest(10, 10, 10)).most is None
    assert rg.duration(share(0, 0.5, 0.5) >> rest(10, 10, None)).most is None
    assert rg.duration(share(0, 1, 1) >> rest(10, 10, 10)).usual is None
    open_ended = share(0.1, 0.1, 0.1).rounds(rg.Count(least=1))
    assert rg.duration(open_ended >> rest(9, 9, 9)).most is None
    nothing = share(0, 0, 0).rounds(rg.Count(least=1))
    assert load(nothing).share == rg.Share(least=0, usual=None, most=0)


@given(shares(), shares(), timeboxes(bounded=True))
def test_a_session_of_that_length_holds_shares_and_rest(
    one: rg.Share, other: rg.Share, box: rg.Timebox
) -> None:
    session = rg.sequence(
        rg.Phase(name="a", time=one), rg.Phase(name="b", time=other), rg.Phase(name="c", time=box)
    )
    whole = rg.duration(session)
    for length, bound in ((whole.least, "least"), (whole.most, "most")):
        assert length is not None
        taken = sum((getattr(part.of(length), bound) for part in (one, other)), dt.timedelta(0))
        assert abs(taken + getattr(box, bound) - length) <= 3 * TICK


def test_more_than_all_of_a_session_is_refused() -> None:
    with pytest.raises(rg.ModelError, match="120 %, more than all of it"):
        rg.duration(
            rg.Phase(name="a", time=rg.Share(least=0.6))
            >> rg.Phase(name="b", time=rg.Share(least=0.6))
        )
    with pytest.raises(rg.ModelError, match="more than all of it"):
        rg.duration(share(0.6, None, 1) * 2)
    with pytest.raises(rg.ModelError, match="more than all of it"):
        rg.Protocol(key="x", title="X", session=share(0.6, None, 1) * 2)


def test_a_session_may_be_nothing_but_shares() -> None:
    assert rg.duration(share(1, 1, 1)).least == rg.minutes(0)
    assert rg.duration(share(0.2, None, 0.5)).most == rg.minutes(0)


def test_shares_that_leave_no_room_for_the_rest_are_refused() -> None:
    tenths = (rg.Phase(name=f"p{n}", time=rg.Share(least=0.1, most=0.1)) for n in range(10))
    with pytest.raises(rg.ModelError, match=r"no room|more than all"):
        rg.duration(rg.sequence(*tenths, rest(5, 5, 5)))


def test_nothing_however_often_is_nothing() -> None:
    assert rg.repeat(rg.exactly(rg.minutes(0)), rg.Count(least=1)).most == rg.minutes(0)


def test_shares_that_come_to_exactly_all_are_accepted() -> None:
    parts = (22, 16, 19, 7, 25, 11)
    assert sum(parts) == 100
    shares_ = (rg.Phase(name=f"p{n}", time=rg.Share(least=n / 100)) for n in parts)
    assert rg.duration(rg.sequence(*shares_)).least == rg.minutes(0)


def test_all_of_a_session_and_something_besides_is_refused() -> None:
    with pytest.raises(rg.ModelError, match=r"no room|more than all"):
        rg.duration(share(1, 1, 1) >> rest(5, 5, 5))


@given(counts(), st.integers(0, 6))
def test_a_count_holds_its_bounds(count: rg.Count, number: int) -> None:
    assert count.least in count
    assert count.most is None or count.most in count
    assert (number in count) == (
        number >= count.least and (count.most is None or number <= count.most)
    )
    assert count.fixed == (count.least == count.most)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (rg.times(3), "3"),
        (rg.Count(least=1), "1 or more"),
        (rg.Count(least=1, usual=2), "1 or more, usually 2"),
        (rg.Count(least=1, most=2), "1 to 2"),
        (rg.Count(least=1, usual=2, most=2), "1 to 2, usually 2"),
        (rg.PerHolder(rg.MEMBER), "one for each member"),
    ],
)
def test_a_count_is_told_in_plain_words(count: rg.Count | rg.PerHolder, told: str) -> None:
    assert str(count) == told


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"least": -1}, "Count.least: must be 0 to 500, got -1"),
        ({"most": 501}, "Count.most: must be 0 to 500, got 501"),
        ({"least": 1.0}, "Count.least: must be a whole number, got 1.0"),
        ({"least": True}, "Count.least: must be a whole number, got True"),
        ({"usual": "two"}, "Count.usual: must be a whole number, got 'two'"),
        ({"least": 3, "most": 2}, "Count: least, usual and most must be in that order, got [3, 2]"),
        ({"least": 2, "usual": 1}, "must be in that order, got [2, 1]"),
    ],
)
def test_a_count_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        rg.Count(**wrong)  # type: ignore[arg-type]
    assert message in str(error.value)


@given(timeboxes(), counts(least=1))
def test_rounds_take_their_part_as_often_as_they_are_held(box: rg.Timebox, count: rg.Count) -> None:
    phase = rg.Phase(name="a", time=box)
    assert rg.duration(phase.rounds(count)) == rg.repeat(box, count)


@given(timeboxes(), st.integers(0, 12))
def test_rounds_for_each_holder_are_as_many_as_there_are(box: rg.Timebox, members: int) -> None:
    heads = rg.Heads(members=rg.times(members))
    turns = rg.Phase(name="a", time=box).rounds(rg.PerHolder(rg.MEMBER))
    spoken = rg.Phase(name="a", time=box, each=rg.MEMBER)
    assert rg.duration(turns, heads) == rg.repeat(box, rg.times(members))
    assert rg.duration(spoken, heads) == rg.duration(turns, heads)


@given(timeboxes())
def test_an_optional_phase_may_take_nothing(box: rg.Timebox) -> None:
    told = rg.duration(rg.Phase(name="a", time=box, optional=True))
    assert told == rg.Timebox(usual=box.usual, most=box.most)


@given(timeboxes(), timeboxes())
def test_small_groups_take_as_long_as_one_of_them(a: rg.Timebox, b: rg.Timebox) -> None:
    pair = rg.Phase(name="a", time=a) >> rg.Phase(name="b", time=b)
    assert rg.duration(pair.in_groups_of(3)) == rg.duration(pair) == a + b


@given(st.integers(1, 40), st.integers(2, 6), st.sampled_from(rg.Leftover))
def test_inside_a_breakout_there_are_as_many_as_its_groups_hold(
    members: int, size: int, leftover: rg.Leftover
) -> None:
    breakout = rg.Phase(name="a", each=rg.MEMBER).in_groups_of(size, leftover=leftover)
    inside = rg.Heads(members=rg.times(members), leaders=rg.times(2)).within(breakout)
    sizes = breakout.sizes(members)
    if leftover is rg.Leftover.OBSERVE:
        sizes = tuple(min(one, size) for one in sizes)
    assert inside.members == rg.times(max(sizes))  # side by side, the largest sets the time
    assert inside.leaders == rg.times(0)


def test_inside_a_breakout_of_unknown_many_there_are_as_many_as_it_says() -> None:
    breakout = rg.Phase(name="a").in_groups_of(4)
    assert rg.Heads().within(breakout).members == rg.times(4)
    assert rg.Heads(members=rg.times(0)).within(breakout).members == rg.times(4)


@given(counts(), counts())
def test_everyone_is_members_and_leaders(members: rg.Count, leaders: rg.Count) -> None:
    everyone = rg.Heads(members=members, leaders=leaders).of(rg.EVERYONE)
    assert everyone.least == members.least + leaders.least
    for field in ("usual", "most"):
        both = (getattr(members, field), getattr(leaders, field))
        assert getattr(everyone, field) == (None if None in both else sum(both))


def test_heads_of_a_role_are_its_seat_or_else_every_member() -> None:
    heads = rg.Heads(members=rg.times(8), seats=((rg.PRESENTER, rg.times(2)),))
    assert heads.of(rg.PRESENTER) == rg.times(2)
    assert heads.of(rg.MEMBER) == rg.times(8)
    assert heads.of(rg.Role("scribe")) == rg.times(8)
    assert rg.Heads().of(rg.MEMBER).most is None


@given(timeboxes(), shares(), timeboxes(), shares())
def test_what_parts_take_adds_up_with_shares_as_well(
    a: rg.Timebox, b: rg.Share, c: rg.Timebox, d: rg.Share
) -> None:
    one = rg.Phase(name="a", time=a) >> rg.Phase(name="b", time=b)
    two = rg.Phase(name="c", time=c) >> rg.Phase(name="d", time=d)
    both, apart = load(one >> two), load(one) + load(two)
    assert both.box == apart.box
    assume(both.share.usual is not None)
    assert both.share.least == pytest.approx(apart.share.least)
    assert both.share.most == pytest.approx(apart.share.most)


@pytest.mark.parametrize(
    "wrong",
    [{"members": 7}, {"leaders": None}, {"seats": ((1, 2),)}, {"seats": (1,)}, {"seats": 7}],
)
def test_heads_are_counts(wrong: dict[str, object]) -> None:
    with pytest.raises(rg.ModelError, match=r"Heads\."):
        rg.Heads(**wrong)  # type: ignore[arg-type]
