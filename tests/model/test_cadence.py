"""How often a group meets: weekly, on the nth weekday of a month, on days told one by one."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.cadence import OneOf, days, in_words

if TYPE_CHECKING:
    from collections.abc import Callable

firsts = st.dates(dt.date(1900, 1, 1), dt.date(2900, 12, 31))
places = st.sampled_from((1, 2, 3, 4, -1))


def some_days(cadence: rg.Cadence, first: dt.date, many: int = 40) -> list[dt.date]:
    return list(itertools.islice(days(cadence, first), many))


def place_in_month(day: dt.date) -> tuple[int, bool]:
    """Which of its weekdays in the month it is, and whether it is the last; counted one by one."""
    length = calendar.monthrange(day.year, day.month)[1]
    alike = [
        number
        for number in range(1, length + 1)
        if dt.date(day.year, day.month, number).weekday() == day.weekday()
    ]
    return alike.index(day.day) + 1, day.day == alike[-1]


def months_between(one: dt.date, other: dt.date) -> int:
    return 12 * (other.year - one.year) + other.month - one.month


@given(firsts, st.integers(1, 53))
def test_weeks_are_counted_from_the_first_meeting(first: dt.date, every: int) -> None:
    found = some_days(rg.Weekly(every), first)
    assert found[0] == first
    assert {(later - one).days for one, later in itertools.pairwise(found)} == {7 * every}


@given(firsts, places, st.integers(1, 12))
def test_months_keep_to_the_nth_weekday(first: dt.date, nth: int, every: int) -> None:
    place, last = place_in_month(first)
    if not (last if nth == -1 else place == nth):
        with pytest.raises(rg.ModelError, match="is not on the"):
            some_days(rg.Monthly(nth=nth, every=every), first)
        return
    found = some_days(rg.Monthly(nth=nth, every=every), first)
    assert found[0] == first
    assert {months_between(*pair) for pair in itertools.pairwise(found)} == {every}
    for day in found:
        assert day.weekday() == first.weekday()
        its_place, is_last = place_in_month(day)
        assert is_last if nth == -1 else its_place == nth


@given(firsts, st.integers(1, 12))
def test_without_a_place_it_is_that_of_the_first_meeting(first: dt.date, every: int) -> None:
    place, _ = place_in_month(first)
    nth = -1 if place == 5 else place
    assert some_days(rg.Monthly(every=every), first) == some_days(
        rg.Monthly(nth=nth, every=every), first
    )


def test_a_fifth_monday_stands_for_the_last() -> None:
    fifth = dt.date(2026, 11, 30)
    assert [f"{day:%d %b}" for day in some_days(rg.Monthly(), fifth, 4)] == [
        "30 Nov",
        "28 Dec",
        "25 Jan",
        "22 Feb",
    ]


def test_a_fourth_friday_that_is_also_the_last_stays_the_fourth() -> None:
    fourth = dt.date(2027, 2, 26)
    assert some_days(rg.Monthly(), fourth, 4)[-2:] == [dt.date(2027, 4, 23), dt.date(2027, 5, 28)]
    assert some_days(rg.Monthly(nth=-1), fourth, 3)[1:] == [
        dt.date(2027, 3, 26),
        dt.date(2027, 4, 30),
    ]


def test_months_go_on_over_the_new_year() -> None:
    found = some_days(rg.Monthly(every=5), dt.date(2026, 9, 7), 4)
    assert found == [
        dt.date(2026, 9, 7),
        dt.date(2027, 2, 1),
        dt.date(2027, 7, 5),
        dt.date(2027, 12, 6),
    ]


def test_days_told_one_by_one_are_just_those() -> None:
    told = (dt.date(2026, 9, 21), dt.date(2026, 9, 22), dt.date(2027, 5, 3))
    assert tuple(days(rg.OnDates(told), told[0])) == told
    with pytest.raises(rg.ModelError, match="on 2026-09-22, and the dates begin on 2026-09-21"):
        some_days(rg.OnDates(told), told[1])


def test_any_kind_of_day_is_kept_as_a_plain_one() -> None:
    told = rg.OnDates([pendulum.date(2026, 9, 21), dt.date(2026, 9, 28)])  # type: ignore[arg-type]
    assert [type(day) for day in told.dates] == [dt.date, dt.date]
    assert "pendulum" not in repr(told)
    assert repr(told) == repr(rg.OnDates((dt.date(2026, 9, 21), dt.date(2026, 9, 28))))


@pytest.mark.parametrize(
    ("cadence", "told"),
    [
        (rg.Weekly(), "every week"),
        (rg.Weekly(3), "every 3 weeks"),
        (rg.Monthly(), "monthly"),
        (rg.Monthly(every=2), "every 2 months"),
        (rg.Monthly(nth=3), "on the third weekday of its kind each month"),
        (rg.Monthly(nth=-1, every=6), "on the last weekday of its kind every 6 months"),
        (rg.OnDates((dt.date(2026, 9, 21),)), "on 1 day told one by one"),
    ],
)
def test_a_rhythm_is_told_in_plain_words(cadence: rg.Cadence, told: str) -> None:
    assert str(cadence) == told


@pytest.mark.parametrize(
    ("cadence", "told"),
    [
        (rg.Weekly(), "every Monday"),
        (rg.Weekly(2), "every second Monday"),
        (rg.Weekly(4), "every fourth Monday"),
        (rg.Weekly(53), "every 53 weeks on a Monday"),
        (rg.Monthly(), "on the last Monday of each month"),
        (rg.Monthly(nth=-1, every=3), "on the last Monday of the month, every 3 months"),
        (rg.OnDates((dt.date(2026, 11, 30),)), "on 1 day told one by one"),
    ],
)
def test_a_rhythm_is_told_with_its_weekday(cadence: rg.Cadence, told: str) -> None:
    assert in_words(cadence, dt.date(2026, 11, 30)) == told


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rg.Weekly(0), "Weekly.every: must be 1 to 53, got 0"),
        (lambda: rg.Weekly(54), "Weekly.every: must be 1 to 53, got 54"),
        (lambda: rg.Weekly(1.5), "Weekly.every: must be a whole number"),
        (lambda: rg.Monthly(every=13), "Monthly.every: must be 1 to 12, got 13"),
        (lambda: rg.Monthly(nth=0), "Monthly.nth: must be 1 to 4, or -1 for the last, got 0"),
        (lambda: rg.Monthly(nth=5), "Monthly.nth: must be 1 to 4, or -1 for the last, got 5"),
        (lambda: rg.Monthly(nth=True), "or -1 for the last, got True"),
        (lambda: rg.Monthly(nth=1.0), "or -1 for the last, got 1.0"),
        (lambda: rg.Monthly(nth=[1]), "or -1 for the last, got [1]"),
        (lambda: rg.OnDates(()), "OnDates.dates: must have 1 to 500 items, got 0"),
        (lambda: rg.OnDates((dt.date(2026, 1, 1),) * 2), "must not hold the same item twice"),
        (
            lambda: rg.OnDates((dt.date(2026, 1, 2), dt.date(2026, 1, 1))),
            "OnDates.dates: must be in order",
        ),
        (lambda: rg.OnDates(("2026-01-01",)), "OnDates.dates: must hold date, got '2026-01-01'"),
        (lambda: rg.OnDates((dt.datetime(2026, 1, 1, tzinfo=dt.UTC),)), "must be a day, got"),
        (lambda: rg.OnDates((dt.date(1899, 1, 1),)), "must be between the years 1900 and 2999"),
        (lambda: rg.OnDates(dt.date(2026, 1, 1)), "OnDates.dates: must be several in a tuple"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_a_bound_of_a_few_numbers_is_data_that_can_be_read() -> None:
    assert OneOf((1, 2), "1 or 2") == OneOf((1, 2), "1 or 2")
    assert OneOf((1, 2), "1 or 2").of == (1, 2)
