"""Tallies: exact sums that add up in any order, and quantiles from fine counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reflective_groups.simulation.tally import Tally, nothing, tally_of

Rows = NDArray[np.float32]
numbers = st.floats(-(2.0**22), 2.0**22, width=32) | st.just(float("nan"))
tables = st.integers(1, 3).flatmap(
    lambda wide: st.lists(st.lists(numbers, min_size=wide, max_size=wide), min_size=1, max_size=30)
)


def same(one: Tally, other: Tally) -> bool:
    counts = zip(one.counts, other.counts, strict=True)
    return (
        (one.sessions, one.count, one.total, one.squares, one.least, one.most)
        == (other.sessions, other.count, other.total, other.squares, other.least, other.most)
    ) and all(
        np.array_equal(a.cell, b.cell) and np.array_equal(a.count, b.count) for a, b in counts
    )


@given(tables, st.randoms(use_true_random=False))
def test_however_sessions_are_cut_and_in_whatever_order_the_tally_is_the_same(
    table: list[list[float]], lot: object
) -> None:
    rows = np.array(table, np.float32)
    parts = [tally_of(rows[place : place + 1]) for place in range(len(rows))]
    lot.shuffle(parts)  # type: ignore[attr-defined]
    whole = nothing(rows.shape[1])
    for part in parts:
        whole += part
    assert same(whole, tally_of(rows))


@given(tables)
def test_means_and_spreads_are_those_of_the_rows(table: list[list[float]]) -> None:
    rows = np.array(table, np.float32)
    tally = tally_of(rows)
    for place in range(rows.shape[1]):
        told = rows[:, place][~np.isnan(rows[:, place])].astype(np.float64)
        assert tally.count[place] == len(told)
        if len(told):
            assert tally.mean(place) == pytest.approx(told.mean(), rel=1e-9, abs=1e-6)
        if len(told) > 1:
            assert tally.spread(place) == pytest.approx(told.std(ddof=1), rel=1e-6, abs=2e-6)


def test_a_small_spread_on_a_large_mean_is_kept() -> None:
    values = np.float32(5_400) + np.linspace(0, 0.25, 5_000, dtype=np.float32)
    tally = tally_of(values.reshape(-1, 1))
    assert tally.spread(0) == pytest.approx(values.astype(np.float64).std(ddof=1), rel=1e-4)


def test_what_cannot_be_told_is_left_out() -> None:
    tally = tally_of(np.array([[1.0], [np.nan], [3.0]], np.float32))
    assert (tally.sessions, tally.count, tally.mean(0)) == (3, (2,), 2.0)
    empty = tally_of(np.array([[np.nan]], np.float32))
    assert np.isnan(empty.mean(0))
    assert np.isnan(empty.counts[0].quantile(0.5))
    assert empty.spread(0) == np.inf


@pytest.mark.parametrize("law", ["seconds", "shares", "both_signs"])
def test_quantiles_are_right_to_a_twentieth_of_a_percent(law: str) -> None:
    lot = np.random.default_rng(5)
    values = {
        "seconds": lot.lognormal(4, 1, 20_000),
        "shares": lot.random(20_000),
        "both_signs": lot.normal(0, 60, 20_000),
    }[law].astype(np.float32)
    counts = tally_of(values.reshape(-1, 1)).counts[0]
    for share in (0, 0.001, 0.05, 0.3, 0.5, 0.95, 0.999, 1):
        exact = float(np.quantile(values, share, method="nearest"))
        assert counts.quantile(share) == pytest.approx(exact, rel=6e-4)
        assert abs(counts.quantile(share)) <= abs(exact)


def test_whole_numbers_and_signs_are_kept_by_counts() -> None:
    values = np.array([-8, -3, 0, 0, 1, 7, 4_095], np.float32)
    counts = tally_of(values.reshape(-1, 1)).counts[0]
    told = [counts.quantile(place / 6) for place in range(7)]
    assert told == list(map(float, values))


def test_a_value_of_more_than_two_years_does_not_spoil_the_sums() -> None:
    tally = tally_of(np.full((2_048, 1), 1e30, np.float32))
    assert tally.mean(0) == 2.0**26
    assert tally.spread(0) == 0
