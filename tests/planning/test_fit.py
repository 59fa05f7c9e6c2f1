"""Sharing a slot out: every bound is kept, and every second has a place."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Allotment, Chosen, Fit, fit
from reflective_groups.protocols import balint
from reflective_groups.protocols.customs import custom
from tests.model.trees import lengths, parts, protocols, timeboxes, whole_minutes
from tests.planning.rows import ZERO, Hall, Stretch, needed, rounds_in, unrolled

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = rg.minutes(1)
TICK = dt.timedelta(microseconds=1)
members = st.integers(1, 9)
slots = st.integers(1, 240).map(rg.minutes)
whole_boxes = timeboxes(whole_minutes)
whole_protocols = protocols(times=whole_boxes)


def row_of(protocol: rg.Protocol, people: int, found: Fit) -> list[Stretch]:
    counts = {one.path: one.count for one in found.counts}
    return list(unrolled(protocol.session, Hall(found.slot, people, people), counts))


def fewest(protocol: rg.Protocol, people: int, slot: dt.timedelta) -> dt.timedelta:
    hall = Hall(slot, people, people)
    counts = {path: count.least for path, count in rounds_in(protocol.session, hall)}
    return needed(list(unrolled(protocol.session, hall, counts)))


@given(protocols(), members, slots | lengths)
def test_a_fit_keeps_every_bound_and_comes_to_the_slot_exactly(
    protocol: rg.Protocol, people: int, slot: dt.timedelta
) -> None:
    assume(slot)
    least = fewest(protocol, people, slot)
    if least > slot:
        with pytest.raises(rg.Infeasible) as error:
            fit(protocol, slot, members=people)
        assert error.value.short_by_seconds == (least - slot).total_seconds()
        assert "the phases take at least" in str(error.value)
        return
    found = fit(protocol, slot, members=people)
    row = [one for one in row_of(protocol, people, found) if one.path not in found.left_out]
    assert [(one.path, one.at) for one in found] == [(one.path, one.at) for one in row]
    assert all(one.length for one, stretch in zip(found, row, strict=True) if stretch.optional)
    for allotment, stretch in zip(found, row, strict=True):
        assert allotment.length in stretch.box
    assert sum((one.length for one in found), ZERO) + found.spare == slot
    if found.spare:  # only what nothing may take is spare
        assert all(one.length == stretch.box.most for one, stretch in zip(found, row, strict=True))


@given(whole_protocols, members, slots)
def test_whole_bounds_and_a_whole_slot_give_whole_minutes(
    protocol: rg.Protocol, people: int, slot: dt.timedelta
) -> None:
    assume(not any(isinstance(phase.time, rg.Share) for _, phase in rg.phases(protocol.session)))
    assume(fewest(protocol, people, slot) <= slot)
    found = fit(protocol, slot, members=people)
    assert all(one.length % MINUTE == ZERO for one in found)
    assert found.spare % MINUTE == ZERO


@pytest.mark.parametrize(
    ("times", "slot", "step", "whole"),
    [
        ((rg.exactly(rg.minutes(1.5)), *(rg.UNSTATED,) * 4), 10, 1, 1 / 60),
        ((rg.Timebox(least=rg.minutes(1)), rg.UNSTATED, rg.UNSTATED), 2, 5, 1),
        ((rg.exactly(rg.minutes(7)), *(rg.UNSTATED,) * 3), 60, 5, 1),
    ],
)
def test_where_a_step_does_not_go_in_a_smaller_round_one_does(
    times: tuple[rg.Timebox, ...], slot: int, step: int, whole: float
) -> None:
    session = rg.sequence(*(rg.Phase(name=f"p{n}", time=time) for n, time in enumerate(times)))
    found = fit(protocol_of(session), rg.minutes(slot), step=rg.minutes(step))
    assert all(one.length % rg.minutes(whole) == ZERO for one in found)


@given(whole_protocols, members, slots)
def test_optional_phases_give_way_before_anything_else_does(
    protocol: rg.Protocol, people: int, slot: dt.timedelta
) -> None:
    assume(fewest(protocol, people, slot) <= slot)
    found = fit(protocol, slot, members=people)
    whole_row = row_of(protocol, people, found)
    optional = [one.path for one in whole_row if one.optional]
    gone = [path for path in optional if path in found.left_out]
    assert gone == sorted(found.left_out, key=optional.index)
    kept = [one for one in whole_row if one.path not in gone]
    usual = sum((one.usual for one in kept), ZERO)
    if usual > slot:
        assert not any(one.optional for one in kept)
    else:
        assert not [one for one in kept if found[one.path] <= one.usual - MINUTE]
    # the last go first, and each of them only because there was no room for it
    there = {one.path for one in kept if one.optional}
    later = [one for one in whole_row if one.path in gone and one.usual]
    for one in later:
        assert not any(optional.index(path) > optional.index(one.path) for path in there)
    if later:
        assert usual + later[0].usual > slot


@given(
    parts("p", deep=1, times=whole_boxes), st.integers(0, 2), st.integers(0, 4), slots, st.data()
)
def test_rounds_are_held_as_usual_where_that_fits_and_otherwise_less_often(
    part: rg.Part, least: int, more: int, slot: dt.timedelta, data: st.DataObject
) -> None:
    assume(not any(isinstance(one, rg.Rounds) for _, one in rg.walk(part)))
    usual = data.draw(st.none() | st.integers(least, least + more))
    most = data.draw(st.none() | st.integers(least + more, 6))
    rounds = part.rounds(rg.Count(least=least, usual=usual, most=most), name="cases")
    protocol = rg.Protocol(key="x", title="X", session=rounds)
    assume(fewest(protocol, 6, slot) <= slot)
    (chosen,) = fit(protocol, slot, members=6).counts
    hall = Hall(slot, 6, 6)
    once = list(unrolled(part, hall, {}))
    if usual is not None:
        fits = [n for n in range(least, usual + 1) if needed(once) * n <= slot]
        assert chosen.count == max(fits)
        return
    if not any(one.box.usual is not None for one in once):
        assert chosen.count == least  # nothing says how long one usually takes
        return
    usually = sum((one.usual for one in once if not one.optional), ZERO)
    top = 100 if most is None else most
    fits = [n for n in range(least, top + 1) if n == least or needed(once) * n <= slot]
    assert chosen.count == min(fits, key=lambda n: (abs(usually * n - slot), n))


TEN = rg.exactly(rg.minutes(10))
OPEN = rg.Count(least=1)


def protocol_of(session: rg.Part, **more: object) -> rg.Protocol:
    return rg.Protocol(key="x", title="X", session=session, **more)  # type: ignore[arg-type]


def count_of(session: rg.Part, slot: int) -> int:
    return fit(protocol_of(session), rg.minutes(slot)).counts[0].count


def test_open_rounds_are_held_as_often_as_comes_nearest_to_the_slot() -> None:
    talk, close = rg.Phase(name="talk", time=TEN), rg.Phase(name="close", time=TEN)
    assert count_of(talk.rounds(OPEN) >> close, 60) == 5
    assert count_of(talk.rounds(rg.Count(least=1, most=3)) >> close, 60) == 3
    loose = rg.Phase(name="talk", time=rg.between(rg.minutes(20), rg.minutes(60)))
    assert count_of(loose.rounds(OPEN), 100) == 2  # two usual rounds take 80, three would 120
    assert count_of(loose.rounds(OPEN), 101) == 3


def test_what_follows_the_rounds_has_no_say_in_whether_a_round_is_known() -> None:
    talk, close = rg.Phase(name="talk", time=TEN), rg.Phase(name="close")
    assert count_of(talk.rounds(OPEN) >> close, 65) == 6


def test_a_round_that_takes_no_time_is_not_held_over_and_over() -> None:
    nothing = rg.Phase(name="bow", time=rg.exactly(rg.minutes(0)))
    assert count_of(nothing.rounds(OPEN) >> rg.Phase(name="talk", time=TEN), 60) == 1


def test_open_rounds_inside_open_rounds_stay_within_what_can_be_planned() -> None:
    short = rg.Phase(name="say", time=rg.Timebox(usual=rg.minutes(1)))
    session = short.rounds(OPEN, name="inner").rounds(OPEN, name="outer")
    assert fit(protocol_of(session), rg.minutes(60)).slot == rg.minutes(60)


def test_no_round_is_given_up_that_would_fit() -> None:
    long = rg.Phase(name="long", time=rg.exactly(rg.minutes(50)))
    session = long.rounds(rg.Count(least=1, usual=2, most=2), name="outer") >> rg.Phase(
        name="short", time=TEN
    ).rounds(rg.Count(least=1, usual=3, most=3), name="inner")
    counts = {one.path: one.count for one in fit(protocol_of(session), rg.minutes(80)).counts}
    assert counts == {"outer": 1, "inner": 3}


@given(whole_protocols, members, slots, st.integers(1, 30).map(rg.minutes))
def test_more_time_never_takes_time_from_anything(
    protocol: rg.Protocol, people: int, slot: dt.timedelta, more: dt.timedelta
) -> None:
    assume(not any(isinstance(phase.time, rg.Share) for _, phase in rg.phases(protocol.session)))
    assume(fewest(protocol, people, slot) <= slot)
    short, long = (fit(protocol, one, members=people) for one in (slot, slot + more))
    assume(short.counts == long.counts)
    assume(short.left_out == long.left_out)
    assert all(one.length <= long[one.path] + MINUTE for one in short)  # rounding apart


@given(protocols(), members, slots)
def test_a_fit_is_the_same_each_time(
    protocol: rg.Protocol, people: int, slot: dt.timedelta
) -> None:
    assume(fewest(protocol, people, slot) <= slot)
    assert fit(protocol, slot, members=people) == fit(protocol, slot, members=people)


CASE = protocol_of(
    rg.Phase(name="present", time=rg.between(rg.minutes(5), rg.minutes(15)))
    >> rg.Phase(name="chat", time=rg.exactly(rg.minutes(6)), optional=True)
    >> rg.Phase(name="discuss", time=rg.between(rg.minutes(20), rg.minutes(30))),
    size=rg.GroupSize(least=6, most=12, ideal_least=8),
)


def lengths_of(slot: int) -> dict[str, int]:
    return {one.path: one.length // MINUTE for one in fit(CASE, rg.minutes(slot))}


@pytest.mark.parametrize(
    ("slot", "expected", "spare", "left_out"),
    [
        (25, {"present": 5, "discuss": 20}, 0, ("chat",)),
        (35, {"present": 10, "discuss": 25}, 0, ("chat",)),
        (40, {"present": 12, "discuss": 28}, 0, ("chat",)),
        (41, {"present": 10, "chat": 6, "discuss": 25}, 0, ()),
        (51, {"present": 15, "chat": 6, "discuss": 30}, 0, ()),
        (60, {"present": 15, "chat": 6, "discuss": 30}, 9, ()),
    ],
)
def test_a_slot_is_shared_out_from_least_over_usual_to_most(
    slot: int, expected: dict[str, int], spare: int, left_out: tuple[str, ...]
) -> None:
    found = fit(CASE, rg.minutes(slot))
    told = {one.path: one.length // MINUTE for one in found}
    if slot == 40:  # five minutes over, shared alike and rounded
        assert told in (expected, {"present": 13, "discuss": 27})
    else:
        assert told == expected
    assert found.spare == rg.minutes(spare)
    assert found.left_out == left_out
    assert len(found) == len(told)


def test_a_slot_too_short_is_refused_with_what_is_missing() -> None:
    with pytest.raises(rg.Infeasible) as error:
        fit(CASE, rg.minutes(24.5))
    assert error.value.short_by_seconds == 30
    assert str(error.value) == (
        "the phases take at least 25 min, which is 30 s more than the 24.5 min there are"
    )


@pytest.mark.parametrize(("slot", "step"), [(0, 1), (-5, 1), (30, 0), (30, -1)])
def test_a_slot_and_a_step_are_more_than_nothing(slot: int, step: int) -> None:
    with pytest.raises(ValueError, match="a slot and a step are more than nothing"):
        fit(CASE, rg.minutes(slot), step=rg.minutes(step))


def test_a_fit_says_why_in_plain_words() -> None:
    told = str(fit(CASE, rg.minutes(60)))
    assert told.endswith("spare: 9 min")
    assert "discuss: 30 min (longer than usual, as there is time)" in told
    assert "present: 5 min (shorter than usual, to fit)" in str(fit(CASE, rg.minutes(25)))
    assert "present: 10 min (its usual time)" in str(fit(CASE, rg.minutes(35)))
    assert "chat: 6 min (its only length)" in told
    twice = protocol_of(CASE.session.rounds(rg.Count(least=1, usual=2, most=3), name="cases"))
    assert "cases: 2 (the usual number)" in str(fit(twice, rg.minutes(90)))
    assert "cases: 1 (the usual 2 do not fit)" in str(fit(twice, rg.minutes(49)))
    assert "rounds: 2 (as the protocol says)" in str(
        fit(protocol_of(CASE.session * 2), rg.minutes(90))
    )
    unsaid = protocol_of(rg.Phase(name="talk", time=rg.Timebox(least=rg.minutes(5))).rounds(OPEN))
    assert "rounds: 1 (the number that comes nearest to the slot)" in str(
        fit(unsaid, rg.minutes(9))
    )
    assert "no source gives a usual time" in str(fit(unsaid, rg.minutes(9)))


def test_the_standing_of_what_is_usual_comes_along() -> None:
    book = rg.Source(key="b", title="A book").at("p. 1")
    cited = attrs.evolve(CASE.phase("present"), basis=(rg.stated(book, of="time"),))
    found = fit(protocol_of(cited >> CASE.phase("discuss")), rg.minutes(35))
    assert [one.standing for one in found] == [rg.Standing.STATED, rg.Standing.DEFAULT]


def test_how_many_there_are_comes_from_the_protocol_unless_told() -> None:
    each = rg.Phase(name="say", time=rg.exactly(rg.minutes(2)), each=rg.MEMBER)
    led = rg.Phase(name="led", time=rg.exactly(rg.minutes(1)), each=rg.EVERYONE)
    usual = protocol_of(each >> led, size=CASE.size)
    assert fit(usual, rg.minutes(60))["say"] == rg.minutes(16)
    assert fit(usual, rg.minutes(60))["led"] == rg.minutes(9)
    pair = attrs.evolve(usual, leadership=rg.Leadership(least=1, preferred=2))
    assert fit(pair, rg.minutes(60))["led"] == rg.minutes(10)
    assert fit(pair, rg.minutes(60), members=3, leaders=1)["led"] == rg.minutes(4)
    unsaid = attrs.evolve(usual, size=rg.GroupSize(least=4))
    assert fit(unsaid, rg.minutes(60))["say"] == rg.minutes(8)


def test_odd_bounds_are_kept_to_the_second() -> None:
    odd = protocol_of(
        rg.Phase(name="a", time=rg.exactly(dt.timedelta(seconds=90)))
        >> rg.Phase(name="b", time=rg.between(rg.minutes(3), rg.minutes(6)))
    )
    found = fit(odd, rg.minutes(7))
    assert found["a"] == dt.timedelta(seconds=90)
    assert found["a"] + found["b"] == rg.minutes(7)
    by_fives = fit(odd, rg.minutes(7), step=rg.minutes(5))
    assert by_fives["a"] + by_fives["b"] == rg.minutes(7)


@given(
    st.lists(timeboxes(bounded=True), min_size=1, max_size=6),
    st.integers(1, 3_600_000_000),
    st.integers(1, 7_200_000_000),
)
def test_any_step_keeps_the_bounds_and_the_sum(
    boxes: list[rg.Timebox], step: int, slot: int
) -> None:
    length = slot * TICK
    assume(sum((box.least for box in boxes), ZERO) <= length)
    session = rg.sequence(
        *(rg.Phase(name=f"p{number}", time=box) for number, box in enumerate(boxes))
    )
    found = fit(protocol_of(session), length, step=step * TICK)
    assert sum((one.length for one in found), ZERO) + found.spare == length
    assert all(one.length in box for one, box in zip(found, boxes, strict=True))


def test_more_stretches_than_anybody_could_plan_are_refused() -> None:
    turns = rg.Phase(name="say", time=rg.exactly(dt.timedelta(seconds=1))).rounds(
        rg.PerHolder(rg.MEMBER), name="a"
    )
    endless = protocol_of(turns.rounds(rg.PerHolder(rg.MEMBER), name="b"))
    with pytest.raises(rg.Infeasible, match="unrolls to more than 5000 stretches"):
        fit(endless, rg.minutes(600), members=100)


def test_when_nothing_but_the_optional_is_left_all_of_it_is_spare() -> None:
    chat = protocol_of(rg.Phase(name="chat", time=TEN, optional=True))
    found = fit(chat, rg.minutes(5))
    assert (found.left_out, found.spare, len(found)) == (("chat",), rg.minutes(5), 0)
    assert list(found) == []


def test_a_duration_of_pendulum_is_a_slot() -> None:
    import pendulum

    assert fit(CASE, pendulum.duration(minutes=35)) == fit(CASE, rg.minutes(35))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Allotment(path="", at="a", length=MINUTE), "Allotment.path: must have 1 to"),
        (lambda: Allotment(path="a", at="a", length=5), "Allotment.length: must be a length of"),
        (lambda: Chosen(path="a", count=-1), "Chosen.count: must be 0 to 500, got -1"),
        (lambda: Fit(slot=ZERO, allotments=()), "Fit.slot: must be more than nothing"),
        (lambda: Fit(slot=MINUTE, allotments=("a",)), "Fit.allotments: must hold Allotment"),
        (lambda: Fit(slot=MINUTE, allotments=(), counts=(1,)), "Fit.counts: must hold Chosen"),
    ],
)
def test_a_fit_that_cannot_be_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_no_fractions_come_out_that_nobody_asked_for() -> None:
    found = fit(balint.SERIES, rg.minutes(90), step=rg.minutes(5))
    assert {one.path: int(one.length / rg.minutes(1)) for one in found} == {
        "cases[1]/present": 5,
        "cases[1]/clarify": 3,
        "cases[1]/discuss": 34,
        "cases[1]/return": 5,
        "cases[2]/present": 5,
        "cases[2]/clarify": 3,
        "cases[2]/discuss": 30,
        "cases[2]/return": 5,
    }
    assert "cases[1]/discuss: 34 min (longer than usual, in whole steps)" in str(found)


def test_a_reason_says_that_it_was_the_locks() -> None:
    short = rg.Lock(path="present", until="return", time=rg.exactly(rg.minutes(42)))
    told = str(fit(balint.SCHOOL, rg.minutes(90), locks=(short,)))
    assert "discuss: 22 min (shorter than usual, to keep the locks)" in told
    assert "usually 3, and there is more time than that)" in told
    long = rg.Lock(path="cases[1]", time=rg.exactly(rg.minutes(52)))
    told = str(fit(balint.SERIES, rg.minutes(90), locks=(long,)))
    assert "cases[1]/discuss: 36 min (longer than usual, to keep the locks)" in told
    assert "cases[2]/clarify: 2 min (shorter than usual, to fit)" in told
    assert "cases[2]/return: 1 min (its source gives no time; other sources give 5 to 10" in told
    assert "usually 7, and there is less time than that)" in told


def test_a_fit_is_asked_by_path() -> None:
    with pytest.raises(KeyError):
        fit(CASE, rg.minutes(35))["nobody"]


@given(st.sampled_from(sorted(rg.CATALOGUE)), st.integers(1, 40).map(lambda n: rg.minutes(5 * n)))
def test_every_protocol_of_the_catalogue_can_be_fitted_or_says_what_is_missing(
    key: str, slot: dt.timedelta
) -> None:
    protocol = rg.CATALOGUE[key]
    try:
        found = fit(protocol, slot)
    except rg.Infeasible as error:
        assert error.short_by_seconds > 0  # noqa: PT017 -- both ways are fine, each with its own law
        return
    assert sum((one.length for one in found), ZERO) + found.spare == slot
    longer = fit(protocol, slot + rg.minutes(5))
    assert longer.slot == slot + rg.minutes(5)


def test_rounding_never_robs_one_phase_for_another() -> None:
    sizes = [(1, 7), (2, 11), (0, 3), (4, 17), (1, 5)]
    session = rg.sequence(
        *(
            rg.Phase(name=f"p{n}", time=rg.between(rg.minutes(low), rg.minutes(high)))
            for n, (low, high) in enumerate(sizes)
        )
    )
    fits = [fit(protocol_of(session), rg.minutes(slot)) for slot in range(8, 44)]
    for short, long in itertools.pairwise(fits):
        assert all(one.length <= long[one.path] for one in short)


@pytest.mark.parametrize("key", rg.CATALOGUE)
def test_a_custom_that_no_source_gives_is_told_as_our_own_choice(key: str) -> None:
    protocol = rg.CATALOGUE[key]
    slot = protocol.slot.usual if protocol.slot and protocol.slot.usual else rg.minutes(120)
    try:
        made = fit(protocol, slot)
    except rg.Infeasible:
        made = fit(protocol, rg.minutes(180))
    for one in made:
        phase = protocol.phase(one.at)
        known = custom(protocol.family, phase.does)
        if known is not None and "its source gives no time" in one.why:
            ours = known.basis.standing is rg.Standing.DEFAULT
            assert ("our own choice is" in one.why) is ours
            assert ("other sources give" in one.why) is not ours
