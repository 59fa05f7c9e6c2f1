"""A fit keeps to what a convenor has locked, on the clock and in length, or says why not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Fit, fit, plan
from reflective_groups.protocols import balint
from tests.model.trees import protocols, timeboxes, whole_minutes
from tests.planning.locked import kept, locks

if TYPE_CHECKING:
    from collections.abc import Iterable

LONDON = ZoneInfo("Europe/London")
MINUTE = rg.minutes(1)
ZERO = dt.timedelta(0)
slots = st.integers(10, 240).map(rg.minutes)
whole_protocols = protocols(times=timeboxes(whole_minutes))


def exact(path: str, length: float, **more: str) -> rg.Lock:
    return rg.Lock(path=path, time=rg.exactly(rg.minutes(length)), **more)


def at(path: str, clock: str) -> rg.Lock:
    return rg.Lock(path=path, at=dt.time.fromisoformat(clock))


def held(
    slot: float,
    *some: rg.Lock,
    protocol: rg.Protocol = balint.SCHOOL,
    start: dt.datetime | None = None,
) -> Fit:
    return fit(protocol, rg.minutes(slot), locks=some, start=start)


def lengths(found: Fit) -> dict[str, float]:
    return {one.path: one.length / MINUTE for one in found}


def refusal(slot: float, *some: rg.Lock, **more: object) -> rg.Infeasible:
    with pytest.raises(rg.Infeasible) as error:
        held(slot, *some, **more)  # type: ignore[arg-type]
    return error.value


@given(whole_protocols, slots, st.data())
def test_every_lock_is_kept_with_every_bound_and_nothing_is_lost(
    protocol: rg.Protocol, slot: dt.timedelta, data: st.DataObject
) -> None:
    some = data.draw(st.lists(locks(protocol.session), min_size=1, max_size=3))
    try:
        found = fit(protocol, slot, members=6, locks=some)
    except (rg.Infeasible, rg.PathError, rg.ModelError):
        assume(False)  # noqa: FBT003 -- how Hypothesis is told
        raise
    assert sum((one.length for one in found), ZERO) + found.spare == slot
    assert all(one.length in one.bounds for one in found)
    assert all(kept(found, lock) for lock in some)


@given(whole_protocols, slots, st.data())
def test_a_lock_that_only_gives_way_never_stops_a_fit(
    protocol: rg.Protocol, slot: dt.timedelta, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([path for path, _ in rg.walk(protocol.session)]))
    try:
        free = fit(protocol, slot, members=6)
    except rg.Infeasible:
        assume(False)  # noqa: FBT003 -- how Hypothesis is told
        raise
    found = fit(protocol, slot, members=6, locks=(rg.Lock(path=path, gives_way=True),))
    assert found.counts == free.counts
    assert all(one.length in one.bounds for one in found)


def test_a_locked_length_is_kept_and_says_so() -> None:
    found = held(60, exact("discuss", 29))
    assert found["discuss"] == rg.minutes(29)
    (one,) = (one for one in found if one.path == "discuss")
    assert one.why == "locked: 29 min"
    assert one.bounds == rg.exactly(rg.minutes(29))
    assert one.standing is rg.Standing.DEFAULT


def test_a_lock_may_be_a_range_and_two_locks_may_overlap() -> None:
    some = (
        rg.Lock(path="discuss", time=rg.between(rg.minutes(22), rg.minutes(40))),
        rg.Lock(path="discuss", time=rg.at_most(rg.minutes(23))),
    )
    found = held(60, *some)
    assert rg.minutes(22) <= found["discuss"] <= rg.minutes(23)
    assert all(one.length in one.bounds for one in found)


def test_a_part_may_begin_so_long_after_the_start() -> None:
    found = held(60, rg.Lock(path="discuss", after=rg.minutes(22)))
    assert found["choose"] + found["present"] + found["clarify"] == rg.minutes(22)


def test_a_lock_may_reach_up_to_the_end_of_a_later_part() -> None:
    found = held(60, exact("present", 45, until="discuss"))
    assert found["present"] + found["clarify"] + found["discuss"] == rg.minutes(45)
    backwards = exact("discuss", 45, until="present")
    told = "from discuss to present holds nothing together: present comes before discuss"
    with pytest.raises(rg.ModelError, match=told):
        held(60, backwards)
    across = exact("cases[1]/present", 45, until="discuss")
    with pytest.raises(rg.ModelError, match="holds nothing together"):
        held(90, across, protocol=balint.SERIES)


def test_a_path_without_a_number_holds_each_round_alike() -> None:
    found = held(90, exact("discuss", 33), protocol=balint.SERIES)
    assert found["cases[1]/discuss"] == found["cases[2]/discuss"] == rg.minutes(33)


def test_a_path_with_a_number_holds_that_round_alone() -> None:
    found = held(90, exact("cases[2]/discuss", 36), protocol=balint.SERIES)
    assert found["cases[2]/discuss"] == rg.minutes(36) > found["cases[1]/discuss"]


def test_a_whole_round_is_one_span() -> None:
    found = held(90, exact("cases[1]", 50), protocol=balint.SERIES)
    first = [one.length for one in found if one.path.startswith("cases[1]/")]
    assert sum(first, ZERO) == rg.minutes(50)
    assert sum((one.length for one in found), ZERO) == rg.minutes(90)


def test_all_rounds_together_are_one_span() -> None:
    found = held(90, exact("cases", 84), protocol=balint.SERIES)
    assert sum((one.length for one in found), ZERO) == rg.minutes(84)
    assert found.spare == rg.minutes(6)


def test_what_gives_way_is_shortened_first_and_says_so() -> None:
    plain, found = held(46), held(46, rg.Lock(path="discuss", gives_way=True))
    assert found["discuss"] == rg.minutes(21) < plain["discuss"]
    assert "discuss: 21 min (shorter than usual, as it gives way first)" in str(found)
    assert found["return"] > plain["return"]


def test_locks_may_need_more_rounds_than_would_be_held_otherwise() -> None:
    assert "cases: 2 " in str(held(90, protocol=balint.SERIES).counts[0])
    some = rg.at_most(rg.minutes(60))
    two = held(90, rg.Lock(path="cases[2]", time=some), protocol=balint.UK)
    three = held(90, rg.Lock(path="cases[3]", time=some), protocol=balint.UK)
    assert [one.counts[0].count for one in (two, three)] == [2, 3]
    assert three.counts[0].why == "as many as the locks name"


def test_a_round_beyond_the_most_is_not_held() -> None:
    with pytest.raises(rg.PathError, match=r"nothing is held at 'cases\[3\]'; there is cases\[1\]"):
        held(90, exact("cases[3]", 30), protocol=balint.SERIES)


def test_a_round_that_only_gives_way_need_not_be_held() -> None:
    for path in ("cases[2]", "cases[2]/discuss"):
        found = held(60, rg.Lock(path=path, gives_way=True), protocol=balint.SERIES)
        assert found == held(60, protocol=balint.SERIES)
    with pytest.raises(rg.PathError, match="nothing is held at 'cases"):
        held(90, rg.Lock(path="cases[9]", gives_way=True), protocol=balint.SERIES)


def test_several_rounds_cannot_begin_at_one_time() -> None:
    lock = rg.Lock(path="cases/discuss", after=rg.minutes(9))
    with pytest.raises(rg.ModelError, match=r"names 2 stretches, .* number the round"):
        held(90, lock, protocol=balint.SERIES)
    assert len(held(60, lock, protocol=balint.SERIES)) == 4


def test_rounds_are_chosen_so_that_locks_can_be_kept() -> None:
    talk = rg.Phase(name="talk", time=rg.between(rg.minutes(5), rg.minutes(20)))
    often = talk.rounds(rg.Count(least=1, usual=4, most=4), name="turns")
    protocol = rg.Protocol(key="x", title="X", session=often)
    found = held(60, exact("turns/talk", 18), protocol=protocol)
    assert found.counts[0].count == 3
    assert found.counts[0].why == "the usual 4 do not fit with the locks"
    assert held(19, exact("turns/talk", 6), protocol=protocol).counts[0].why == (
        "the usual 4 do not fit"
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gossip", "no part at 'gossip'; there is choose, present"),
        ("discuss[2]", r"nothing is held at 'discuss\[2\]'; there is choose, present"),
        ("Discuss", "'Discuss' is no path; it goes like"),
        ("cases[0]", r"'cases\[0\]' is no path"),
        ("before/gather", "only inside the slot, and 'before/gather' lies outside of it"),
    ],
)
def test_a_lock_on_what_is_not_there_is_refused(path: str, message: str) -> None:
    for lock in (exact(path, 5), rg.Lock(path=path, gives_way=True)):
        with pytest.raises(rg.PathError, match=message):
            held(60, lock)


def test_a_message_does_not_list_a_thousand_stretches() -> None:
    turns = rg.Phase(name="say", time=rg.exactly(MINUTE)).rounds(rg.times(100))
    protocol = rg.Protocol(key="x", title="X", session=turns)
    with pytest.raises(rg.PathError, match="and 80 more") as error:
        held(200, exact("rounds[101]", 1), protocol=protocol)
    assert len(str(error.value)) < 500


CHAT = rg.Phase(name="chat", time=rg.between(rg.minutes(5), rg.minutes(9)), optional=True)
TALK = rg.Phase(name="talk", time=rg.between(rg.minutes(20), rg.minutes(40)))
LOOSE = rg.Protocol(key="x", title="X", session=TALK >> CHAT.rounds(rg.times(2), name="chats"))


def test_an_optional_phase_that_a_lock_holds_stays() -> None:
    assert held(30, protocol=LOOSE).left_out == ("chats[1]/chat", "chats[2]/chat")
    found = held(30, exact("chats[2]", 8), protocol=LOOSE)
    assert found.left_out == ("chats[1]/chat",)
    assert found["chats[2]/chat"] == rg.minutes(8)
    assert lengths(held(30, exact("chats", 10), protocol=LOOSE)) == {
        "talk": 20,
        "chats[1]/chat": 5,
        "chats[2]/chat": 5,
    }


def test_an_optional_phase_that_gives_way_goes_before_the_others() -> None:
    found = held(38, rg.Lock(path="chats[1]", gives_way=True), protocol=LOOSE)
    assert found.left_out == ("chats[1]/chat",)
    assert held(38, protocol=LOOSE).left_out == ("chats[2]/chat",)


def test_more_optional_phases_stay_where_a_lock_needs_them() -> None:
    games = [attrs.evolve(CHAT, name=name) for name in ("one", "two", "three")]
    block = rg.sequence(rg.Phase(name="talk", time=rg.exactly(rg.minutes(10))), *games)
    protocol = rg.Protocol(key="x", title="X", session=block.rounds(rg.times(1), name="block"))
    found = held(30, exact("block", 26), protocol=protocol)
    assert found.left_out == ("block[1]/three",)
    wide = held(30, rg.Lock(path="block", time=rg.Timebox(least=rg.minutes(30))), protocol=protocol)
    assert len(wide) == 4 - len(wide.left_out) >= 3


def test_an_optional_phase_that_is_locked_and_too_long_is_part_of_the_conflict() -> None:
    told = refusal(22, exact("chats[1]", 5), protocol=LOOSE)
    assert list(map(str, told.conflict)) == [
        "talk: at least 20 min",
        "chats[1]: locked to 5 min",
        "slot: at most 22 min",
    ]


EVENING = dt.datetime(2026, 11, 30, 23, 30, tzinfo=LONDON)
BACK = dt.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
FORWARD = dt.datetime(2026, 3, 29, 0, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "clock", "after"),
    [
        (EVENING, "23:50", 20),
        (EVENING, "00:00", 30),
        (EVENING, "00:10", 40),
        (BACK, "00:50", 20),
        (BACK, "01:10", 40),
        (BACK.replace(hour=1, minute=30, fold=0), "01:50", 20),
        (BACK.replace(hour=1, minute=50, fold=0), "01:10", 20),  # the hour comes once more
        (BACK.replace(hour=1, minute=30, fold=1), "01:50", 20),
        (BACK.replace(hour=1, minute=50, fold=1), "02:10", 20),
        (FORWARD, "02:00", 30),
        (FORWARD, "02:10", 40),
    ],
)
def test_a_time_on_the_clock_is_kept_over_midnight_and_clock_changes(
    start: dt.datetime, clock: str, after: int
) -> None:
    found = held(75, at("discuss", clock), start=start)
    assert found["choose"] + found["present"] + found["clarify"] == rg.minutes(after)
    agenda = plan(meeting(start, 75, [at("discuss", clock)]))
    (stretch,) = (one for one in agenda if one.path == "discuss")
    assert f"{stretch.start:%H:%M}" == clock
    assert stretch.start.astimezone(dt.UTC) - start.astimezone(dt.UTC) == rg.minutes(after)


def meeting(start: dt.datetime, slot: float, some: Iterable[rg.Lock]) -> rg.Meeting:
    return rg.Meeting(
        protocol=balint.SCHOOL,
        group=rg.Group(members=tuple("ABCDEFGH"), leaders=("Lou",)),
        start=start,
        slot=rg.minutes(slot),
        locks=tuple(some),
    )


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(rg.ModelError, match="discuss: the clocks skip 01:30 on 2026-03-29"):
        held(75, at("discuss", "01:30"), start=FORWARD)
    early = FORWARD.replace(hour=2, minute=30)
    assert refusal(75, at("discuss", "01:30"), start=early).short_by_seconds > 0


@pytest.mark.parametrize("start", [None, dt.datetime(2026, 11, 30, 18, 30)])  # noqa: DTZ001 -- the point
def test_a_time_on_the_clock_needs_a_start_with_a_zone(start: dt.datetime | None) -> None:
    with pytest.raises(rg.ModelError, match=r"Lock discuss: (a time on the clock needs|the start)"):
        held(75, at("discuss", "19:00"), start=start)


def test_a_start_of_pendulum_is_a_start() -> None:
    import pendulum

    start = pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London")
    assert held(75, at("discuss", "18:50"), start=start) == held(
        75, at("discuss", "18:50"), start=EVENING.replace(hour=18)
    )


@given(whole_protocols, slots, st.integers(1, 40))
def test_a_longer_slot_makes_no_stretch_shorter(
    protocol: rg.Protocol, slot: dt.timedelta, more: int
) -> None:
    assume(not any(isinstance(one.time, rg.Share) for _, one in rg.phases(protocol.session)))
    try:
        short = fit(protocol, slot, members=6)
    except rg.Infeasible:
        assume(False)  # noqa: FBT003 -- how Hypothesis is told
        raise
    long = fit(protocol, slot + rg.minutes(more), members=6)
    assume(short.counts == long.counts)
    assume(short.left_out == long.left_out)
    assert all(one.length <= long[one.path] for one in short)
