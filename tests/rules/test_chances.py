"""How likely enough people come: against counting every case, and against the binomial."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective_groups.rules.chances import MOST_ENROLLED, fewer_than, spread, to_enrol

CHANCES = st.floats(0, 1)
FEW = st.lists(CHANCES, max_size=8)


def by_hand(chances: list[float]) -> list[float]:
    """The same by going through every way in which people can come or stay away."""
    likely = [0.0] * (len(chances) + 1)
    for comes in itertools.product((False, True), repeat=len(chances)):
        each = (one if come else 1 - one for one, come in zip(chances, comes, strict=True))
        likely[sum(comes)] += math.prod(each)
    return likely


@given(FEW)
def test_it_is_what_counting_every_case_gives(chances: list[float]) -> None:
    assert spread(chances) == pytest.approx(by_hand(chances), abs=1e-12)


@given(st.integers(0, 40), CHANCES)
def test_with_equal_chances_it_is_the_binomial(number: int, chance: float) -> None:
    expected = [
        math.comb(number, k) * chance**k * (1 - chance) ** (number - k) for k in range(number + 1)
    ]
    assert spread([chance] * number) == pytest.approx(expected, abs=1e-12)


@given(st.lists(CHANCES, max_size=200))
def test_something_always_happens(chances: list[float]) -> None:
    assert sum(spread(chances)) == pytest.approx(1)
    assert len(spread(chances)) == len(chances) + 1


@given(FEW, st.integers(-2, 10))
def test_fewer_than_is_the_lower_end_of_the_spread(chances: list[float], least: int) -> None:
    likely = fewer_than(least, chances)
    assert likely == pytest.approx(math.fsum(by_hand(chances)[: max(0, least)]), abs=1e-12)
    assert 0 <= likely <= 1


@given(FEW, st.integers(0, 10), CHANCES)
def test_one_more_member_never_makes_it_worse(
    chances: list[float], least: int, chance: float
) -> None:
    assert fewer_than(least, [*chances, chance]) <= fewer_than(least, chances) + 1e-12


def test_eight_people_at_three_quarters_are_six_in_two_meetings_of_three() -> None:
    assert 1 - fewer_than(6, [0.75] * 8) == pytest.approx(0.678543, abs=1e-6)


@given(st.integers(0, 12), st.floats(0.05, 1), st.floats(0.001, 0.9))
def test_how_many_to_enrol_is_enough_and_no_more(
    least: int, chance: float, bearable: float
) -> None:
    wanted = to_enrol(least, chance, bearable)
    if wanted is None:
        assert fewer_than(least, [chance] * MOST_ENROLLED) > bearable - 1e-9
        return
    assert wanted >= least
    assert fewer_than(least, [chance] * wanted) <= bearable + 1e-9
    if wanted > least:
        assert fewer_than(least, [chance] * (wanted - 1)) > bearable - 1e-9


@pytest.mark.parametrize(
    ("least", "chance", "wanted"), [(6, 1, 6), (6, 0.8, 9), (6, 0, None), (0, 0, 0)]
)
def test_how_many_to_enrol(least: int, chance: float, wanted: int | None) -> None:
    assert to_enrol(least, chance, 0.1) == wanted


@given(FEW, st.integers(0, 10), st.floats(0.05, 1), st.floats(0.001, 0.9))
def test_those_who_are_in_already_stay_as_they_are(
    known: list[float], least: int, chance: float, bearable: float
) -> None:
    wanted = to_enrol(least, chance, bearable, known)
    if wanted is None:
        return
    assert wanted >= max(least, len(known))
    added = [chance] * (wanted - len(known))
    assert fewer_than(least, [*known, *added]) <= bearable + 1e-9
    if wanted > max(least, len(known)):
        assert fewer_than(least, [*known, *added[1:]]) > bearable - 1e-9


def test_nobody_is_asked_for_more_than_a_group_can_have() -> None:
    assert to_enrol(6, 0.001, 0.1) is None
