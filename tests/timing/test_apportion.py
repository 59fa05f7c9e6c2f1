"""A total shared out: every bound kept, nothing lost, whole steps where there can be any."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reflective_groups.timing.apportion import Want, apportion
from reflective_groups.timing.network import Network, Span


@st.composite
def wants(draw: st.DrawFn, *, unit: int = 1, highest: int = 12) -> Want:
    """What one stretch wants, in whole units of a length."""
    number = st.integers(0, highest)
    least, usual, full, most = (
        unit * one for one in sorted(draw(st.tuples(number, number, number, number)))
    )
    return Want(
        least=least,
        usual=usual,
        full=full,
        most=draw(st.sampled_from((most, full, None))),
        gives_way=draw(st.booleans()),
    )


@st.composite
def spans(draw: st.DrawFn, size: int, *, unit: int = 1) -> Span:
    """A span somewhere in a row."""
    begin = draw(st.integers(0, size))
    end = draw(st.integers(begin, size))
    least = draw(st.integers(0, 10 * (end - begin)))
    more = draw(st.none() | st.integers(0, 10))
    return Span(begin, end, unit * least, None if more is None else unit * (least + more))


def network_of(row: tuple[Want, ...], total: int, held: tuple[Span, ...] = ()) -> Network:
    whole = Span(0, len(row), most=total)
    return Network(tuple(one.least for one in row), tuple(one.most for one in row), (*held, whole))


rows = st.lists(wants(), min_size=1, max_size=6).map(tuple)
totals = st.integers(0, 90)
steps = st.lists(st.sampled_from((60, 15, 7, 5, 2, 1)), max_size=3)


@given(rows, totals, steps, st.data())
def test_every_bound_and_every_span_is_kept_and_nothing_is_lost(
    row: tuple[Want, ...], total: int, sizes: list[int], data: st.DataObject
) -> None:
    held = tuple(data.draw(st.lists(spans(len(row)), max_size=4)))
    latest = network_of(row, total, held).latest
    if latest is None:
        with pytest.raises(ValueError, match="these bounds cannot hold at once"):
            apportion(row, total, sizes, held)
        return
    lengths, spare = apportion(row, total, sizes, held)
    assert sum(lengths) + spare == total
    assert spare == total - latest[-1]  # no way to keep all bounds would take more of it
    for one, length in zip(row, lengths, strict=True):
        assert one.least <= length
        assert one.most is None or length <= one.most
    for span in held:
        taken = sum(lengths[span.begin : span.end])
        assert span.least <= taken
        assert span.most is None or taken <= span.most


@given(st.lists(wants(unit=5), min_size=1, max_size=6).map(tuple), st.integers(0, 20), st.data())
def test_whole_bounds_and_spans_give_whole_steps(
    row: tuple[Want, ...], number: int, data: st.DataObject
) -> None:
    held = tuple(data.draw(st.lists(spans(len(row), unit=5), max_size=4)))
    assume(network_of(row, 5 * number, held).feasible)
    lengths, spare = apportion(row, 5 * number, (5, 1), held)
    assert not any(length % 5 for length in (*lengths, spare))


@given(rows, totals, st.integers(0, 40))
def test_a_longer_total_takes_nothing_away(row: tuple[Want, ...], total: int, more: int) -> None:
    assume(sum(one.least for one in row) <= total)
    short, _ = apportion(row, total, (1,))
    long, _ = apportion(row, total + more, (1,))
    assert all(one <= other for one, other in zip(short, long, strict=True))


@given(rows, totals)
def test_what_gives_way_stays_at_its_least_until_the_others_are_as_usual(
    row: tuple[Want, ...], total: int
) -> None:
    assume(sum(one.least for one in row) <= total)
    lengths, _ = apportion(row, total, (1,))
    pairs = list(zip(row, lengths, strict=True))
    if any(one.gives_way and length > one.least for one, length in pairs):
        assert all(length >= one.usual for one, length in pairs if not one.gives_way)


@given(rows, totals)
def test_nothing_grows_beyond_what_is_usual_before_all_have_it(
    row: tuple[Want, ...], total: int
) -> None:
    assume(sum(one.least for one in row) <= total)
    lengths, _ = apportion(row, total, (1,))
    if any(length > one.usual for one, length in zip(row, lengths, strict=True)):
        assert all(length >= one.usual for one, length in zip(row, lengths, strict=True))


def test_a_remainder_smaller_than_a_step_goes_to_the_longest_that_may_take_it() -> None:
    row = (Want(0, 20, 40, 40), Want(0, 10, 20, 20), Want(0, 25, 30, 30))
    assert apportion(row, 57, (5,)) == ((20, 10, 27), 0)
    held = (Span(2, 3, most=25),)
    assert apportion(row, 57, (5,), held) == ((22, 10, 25), 0)


def test_where_no_step_goes_in_the_ideal_itself_is_taken() -> None:
    row = (Want(1, 2, 3, 3), Want(1, 2, 3, 3), Want(1, 2, 3, 3))
    assert apportion(row, 7, (5,)) == ((3, 2, 2), 0)
    assert apportion(row, 7, ()) == ((3, 2, 2), 0)


def test_more_steps_than_anybody_would_hand_out_give_the_ideal() -> None:
    row = (Want(0, 10**6, 10**6), Want(0, 10**6, 10**6))
    assert apportion(row, 10**6, (1,)) == ((500_000, 500_000), 0)


def test_a_stretch_whose_bounds_hold_no_whole_step_keeps_its_length() -> None:
    row = (Want(7, 7, 7, 7), Want(0, 30, 60, None))
    assert apportion(row, 40, (5,)) == ((7, 33), 0)


def test_a_stretch_whose_bounds_hold_no_whole_step_takes_the_next_finer_one() -> None:
    row = (Want(120, 150, 180, 180), Want(0, 1_800, 3_600, None))
    assert apportion(row, 1_950, (300, 60, 1)) == ((120, 1_830), 0)
    assert apportion(row, 2_000, (300, 60, 1)) == ((180, 1_820), 0)
    odd = (Want(121, 150, 179, 179), Want(0, 1_800, 3_600, None))
    assert apportion(odd, 1_950, (300, 60, 1)) == ((150, 1_800), 0)


def test_spans_across_each_other_still_give_whole_steps() -> None:
    row = tuple(Want(0, 10, 60, None) for _ in range(3))
    held = (Span(0, 2, 30, 30), Span(1, 3, 50, 50), Span(0, 3, 60, 60))
    lengths, spare = apportion(row, 90, (5, 1), held)
    assert (lengths, spare) == ((10, 20, 30), 30)


def test_where_nothing_bounds_them_all_grow_on_alike() -> None:
    assert apportion((Want(0, 10, 10), Want(0, 20, 20)), 90, ()) == ((30, 60), 0)
    assert apportion((Want(0, 0, 0), Want(0, 0, 0), Want(0, 0, 0, 3)), 21, ()) == ((9, 9, 3), 0)


def test_a_most_that_lies_beyond_what_is_aimed_at_is_made_use_of() -> None:
    row = (Want(0, 5, 10, 20), Want(5, 5, 5, 5))
    for sizes in ((5,), (7,), ()):
        assert apportion(row, 25, sizes) == ((20, 5), 0)


def test_nothing_to_share_out_leaves_all_of_it() -> None:
    assert apportion((), 30, (1,)) == ((), 30)


def test_each_step_more_goes_to_one_stretch() -> None:
    row = tuple(Want(low, 2 * low + 3, 4 * low + 5, 4 * low + 5) for low in (1, 4, 2, 0))
    fits = [apportion(row, total, (1,))[0] for total in range(7, 49)]
    for short, long in itertools.pairwise(fits):
        assert sorted(b - a for a, b in zip(short, long, strict=True)) == [0, 0, 0, 1]


def test_what_spans_need_is_not_handed_out_on_top_of_the_total() -> None:
    row = (Want(1, 1, 1, 2), *(Want(0, 0, 0, None) for _ in range(4)))
    held = (Span(1, 3, 5), Span(3, 4, 4))
    lengths, spare = apportion(row, 10, (60,), held)
    assert (sum(lengths), lengths[0], spare) == (10, 1, 0)


def test_a_boundary_that_no_step_fits_is_placed_with_a_finer_one() -> None:
    row = tuple(Want(0, 10, 60, None) for _ in range(3))
    held = (Span(0, 2, 33, 33), Span(1, 3, 50, 50), Span(0, 3, 61, 61))
    lengths, spare = apportion(row, 90, (5, 1), held)
    assert (lengths, spare) == ((11, 22, 28), 29)
