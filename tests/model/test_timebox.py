"""Lengths of time and their arithmetic."""

from __future__ import annotations

import datetime as dt

import attrs
import pendulum
import pytest
from hypothesis import given

import reflective_groups as rg
from tests.model.trees import counts, lengths, timeboxes

TEN = rg.exactly(rg.minutes(10))
NOTHING = rg.exactly(rg.minutes(0))
boxes = timeboxes()


@given(boxes, boxes, boxes)
def test_adding_has_no_favourite_order_and_leaves_nothing_out(
    a: rg.Timebox, b: rg.Timebox, c: rg.Timebox
) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + NOTHING == a
    assert rg.total((a, b, c)) == a + b + c


@given(boxes, boxes)
def test_what_one_does_not_know_the_sum_does_not_know(a: rg.Timebox, b: rg.Timebox) -> None:
    assert (a + b).least == a.least + b.least
    for field in ("usual", "most"):
        both = (getattr(a, field), getattr(b, field))
        told = getattr(a + b, field)
        assert told == (None if None in both else sum(both, dt.timedelta(0)))


@given(boxes)
def test_n_times_is_a_sum_of_n(box: rg.Timebox) -> None:
    for number in range(5):
        many = rg.total([box] * number)
        if number:  # nothing at all is usually nothing, even where the usual time is unknown
            assert box * number == many
            assert number * box == many
        assert rg.repeat(box, rg.times(number)) == box * number


@given(boxes, counts())
def test_a_range_of_times_reaches_from_the_fewest_to_the_most(
    box: rg.Timebox, count: rg.Count
) -> None:
    told = rg.repeat(box, count)
    assert told.least == (box * count.least).least
    if count.usual is not None and box.usual is not None:
        assert told.usual == box.usual * count.usual
    if count.most == 0 or box.most == rg.minutes(0):
        assert told.most == rg.minutes(0)
    elif count.most is None or box.most is None:
        assert told.most is None
    else:
        assert told.most == box.most * count.most


@given(boxes, boxes, boxes)
def test_side_by_side_lasts_as_long_as_the_longest(
    a: rg.Timebox, b: rg.Timebox, c: rg.Timebox
) -> None:
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert a | a == a
    assert a | NOTHING == a
    assert rg.parallel((a, b, c)) == a | b | c
    assert (a | b).least == max(a.least, b.least)


@given(boxes, boxes, lengths)
def test_an_intersection_holds_exactly_what_both_hold(
    a: rg.Timebox, b: rg.Timebox, length: dt.timedelta
) -> None:
    both = rg.intersect(a, b)
    assert both == a & b
    for probe in (length, a.least, b.least, a.most, b.most):
        if probe is not None:
            assert (probe in a and probe in b) == (both is not None and probe in both)


@given(boxes, boxes, boxes)
def test_intersecting_is_associative_and_lets_the_unstated_pass(
    a: rg.Timebox, b: rg.Timebox, c: rg.Timebox
) -> None:
    ab, bc = a & b, b & c
    assert (ab and ab & c) == (bc and a & bc)
    assert a & a == a
    assert a & rg.UNSTATED == rg.UNSTATED & a == a
    if ab is not None and ab.usual is not None:
        assert ab.usual in a
        assert ab.usual in b


def test_an_intersection_wants_what_the_first_calls_usual() -> None:
    short, long = (
        rg.between(rg.minutes(10), rg.minutes(30)),
        rg.between(rg.minutes(20), rg.minutes(60)),
    )
    assert str(short & long) == "20 to 30 min, usually 20"
    assert str(long & short) == "20 to 30 min, usually 30"
    assert rg.intersect(TEN, rg.exactly(rg.minutes(11))) is None


@given(boxes)
def test_a_box_holds_its_own_bounds_and_nothing_beyond(box: rg.Timebox) -> None:
    tick = dt.timedelta(microseconds=1)
    assert box.least in box
    assert box.least - tick not in box
    if box.most is None:
        assert dt.timedelta(days=365) in box
    else:
        assert box.most in box
        assert box.most + tick not in box
    assert box.usual is None or box.usual in box
    assert box.fixed == (box.least == box.most)
    assert box.unstated == (box == rg.UNSTATED)


@pytest.mark.parametrize(
    ("box", "told"),
    [
        (rg.UNSTATED, "no time stated"),
        (TEN, "10 min"),
        (rg.Timebox(least=rg.minutes(5)), "at least 5 min"),
        (rg.Timebox(usual=rg.minutes(5)), "usually 5 min"),
        (rg.at_most(rg.minutes(5)), "up to 5 min"),
        (rg.at_most(rg.minutes(5), usual=rg.minutes(2)), "up to 5 min, usually 2"),
        (rg.between(rg.minutes(20), rg.minutes(30)), "20 to 30 min, usually 25"),
        (
            rg.between(rg.minutes(20), rg.minutes(30), usual=rg.minutes(22)),
            "20 to 30 min, usually 22",
        ),
        (rg.Timebox(least=rg.minutes(20), most=rg.minutes(30)), "20 to 30 min"),
        (NOTHING, "0 min"),
    ],
)
def test_a_box_is_told_in_plain_words(box: rg.Timebox, told: str) -> None:
    assert str(box) == told


def test_a_length_is_told_in_minutes_or_seconds() -> None:
    assert rg.in_words(rg.minutes(0)) == "0 min"
    assert rg.in_words(dt.timedelta(seconds=59)) == "59 s"
    assert rg.in_words(rg.minutes(1)) == "1 min"
    assert rg.in_words(rg.minutes(450)) == "450 min"


def test_a_pendulum_duration_is_stored_as_a_plain_timedelta() -> None:
    box = rg.Timebox(
        least=pendulum.duration(minutes=5),
        usual=pendulum.duration(minutes=7, seconds=30),
        most=pendulum.duration(hours=1),
    )
    assert [type(one) for one in attrs.astuple(box)] == [dt.timedelta] * 3
    assert box == rg.Timebox(least=rg.minutes(5), usual=rg.minutes(7.5), most=rg.minutes(60))
    week = rg.exactly(pendulum.duration(weeks=1, days=2, microseconds=7)).least
    assert week == dt.timedelta(days=9, microseconds=7)
    assert type(week) is dt.timedelta


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"least": 5}, "Timebox.least: must be a length of time, got 5"),
        ({"least": None}, "Timebox.least: must be a length of time, got None"),
        ({"usual": "PT5M"}, "Timebox.usual: must be a length of time, got 'PT5M'"),
        ({"most": 5.0}, "Timebox.most: must be a length of time, got 5.0"),
        ({"least": rg.minutes(-1)}, "Timebox.least: must be nothing or more"),
        ({"least": pendulum.duration(minutes=-1)}, "Timebox.least: must be nothing or more"),
        ({"most": dt.timedelta(days=32)}, "Timebox.most: must be 31 days at most, got 32 days"),
        (
            {"least": rg.minutes(5), "most": rg.minutes(4)},
            "Timebox: least, usual and most must be in that order, got 5 min, 4 min",
        ),
        ({"least": rg.minutes(5), "usual": rg.minutes(4)}, "in that order, got 5 min, 4 min"),
        ({"usual": rg.minutes(5), "most": rg.minutes(4)}, "in that order, got 0 min, 5 min, 4 min"),
    ],
)
def test_a_box_that_cannot_be_is_refused_with_its_field(
    wrong: dict[str, object], message: str
) -> None:
    with pytest.raises(rg.ModelError) as error:
        rg.Timebox(**wrong)  # type: ignore[arg-type]
    assert message in str(error.value)


def test_a_box_is_added_to_boxes_only() -> None:
    with pytest.raises(TypeError):
        TEN + rg.minutes(5)  # type: ignore[operator]
    with pytest.raises(TypeError):
        sum([TEN])  # type: ignore[type-var]  # `total` is for that


def test_the_longest_length_is_a_month() -> None:
    month = dt.timedelta(days=31)
    assert rg.exactly(month).most == month
    with pytest.raises(rg.ModelError, match="31 days at most"):
        rg.repeat(rg.exactly(month), rg.times(2))
