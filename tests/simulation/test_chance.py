"""Chance held to known answers, to double precision and to the laws that it is to follow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective_groups.simulation import chance
from reflective_groups.simulation.engine import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

MOST = 0xFFFFFFFF
KNOWN = {
    "nothing": ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "all ones": ((MOST,) * 4, (MOST,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "digits of pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
}
"""Counter, key and answer, as published with Philox4x32-10 (Salmon et al. 2011, Random123)."""
XOSHIRO = (641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295)
"""What the authors' own xoshiro128++ gives from the state 1, 2, 3, 4."""
EVERY_CELL = np.arange(2**23, dtype=np.uint32) << np.uint32(9)
"""A word for each number that `unit` can give."""
SOME_CELLS = np.concatenate((EVERY_CELL[:4_096], EVERY_CELL[::61], EVERY_CELL[-4_096:]))
"""The same at both ends, and each 61st between them."""
MANY = 500_000
FREEDOM = 15 * 15
"""Cells of 16 by 16 that are free where each row and each column has its share."""
CHANCE = FREEDOM + 5 * math.sqrt(2 * FREEDOM)
"""What their chi-square passes by chance less than once in 100,000."""


def words(*values: int) -> tuple[NDArray[np.uint32], ...]:
    return tuple(np.array([one], np.uint32) for one in values)


def plain_philox(counter: Sequence[int], key: Sequence[int]) -> tuple[int, ...]:
    """Philox4x32-10 as its authors write it down, one number at a time."""
    a, b, c, d = counter
    low, up = key
    for _ in range(10):
        one, two = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (two >> 32) ^ b ^ low, two & MOST, (one >> 32) ^ d ^ up, one & MOST
        low, up = (low + 0x9E3779B9) & MOST, (up + 0xBB67AE85) & MOST
    return a, b, c, d


class PlainXoshiro:
    """xoshiro128++ as its authors write it down, one number at a time."""

    def __init__(self, *state: int) -> None:
        self.s = list(state)

    def next(self) -> int:
        s = self.s
        out = (_turned((s[0] + s[3]) & MOST, 7) + s[0]) & MOST
        far = (s[1] << 9) & MOST
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= far
        s[3] = _turned(s[3], 11)
        return out


def _turned(word: int, by: int) -> int:
    return ((word << by) | (word >> (32 - by))) & MOST


any_word = st.integers(0, MOST) | st.sampled_from((0, 1, MOST, MOST - 1, 1 << 31))
four_words = st.tuples(any_word, any_word, any_word, any_word)


def many_blocks(
    seed: int, *, who: int = 3, tag: int = PEOPLE, first: int = 0, count: int = MANY
) -> tuple[NDArray[np.uint32], ...]:
    """A block for each of many sessions, and the same person and purpose."""
    number = np.arange(first, first + count, dtype=np.uint32)
    same = np.zeros_like(number)
    return chance.block((seed, 0), number, same, same + np.uint32(who), same + np.uint32(tag))


def ulps(told: NDArray[np.float32], right: NDArray[np.float64]) -> float:
    """How far off at most, in units of the last place of the right answer."""
    unit = np.spacing(np.abs(right.astype(np.float32))).astype(np.float64)
    return float((np.abs(told.astype(np.float64) - right) / unit).max())


def floats_between(least: float, most: float, step: int) -> NDArray[np.float32]:
    """Single floats from one positive number to another, each `step`-th of all that there are."""
    first, last = (int(np.float32(one).view(np.uint32)) for one in (least, most))
    rows = np.arange(first, last, step, dtype=np.uint32).view(np.float32)
    return np.append(rows, np.float32(most))


def normal_law(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([0.5 * math.erfc(-one / math.sqrt(2)) for one in x])


# Blocks and streams


@pytest.mark.parametrize("name", KNOWN)
def test_philox_gives_the_published_answers(name: str) -> None:
    counter, key, answer = KNOWN[name]
    assert tuple(int(one[0]) for one in chance.block(key, *words(*counter))) == answer
    assert plain_philox(counter, key) == answer


@given(four_words, st.tuples(any_word, any_word))
def test_philox_is_that_of_its_authors_for_any_counter_and_key(
    counter: tuple[int, ...], key: tuple[int, int]
) -> None:
    told = chance.block(key, *words(*counter))
    assert all(one.dtype == np.uint32 for one in told)
    assert tuple(int(one[0]) for one in told) == plain_philox(counter, key)


def test_the_plain_stream_is_that_of_its_authors() -> None:
    plain = PlainXoshiro(1, 2, 3, 4)
    assert tuple(plain.next() for _ in XOSHIRO) == XOSHIRO


@given(four_words, st.integers(1, 5))
def test_a_stream_is_the_plain_one_four_words_at_a_time(start: tuple[int, ...], times: int) -> None:
    state = np.zeros((4, 1), np.uint32)
    chance.start(state, words(*start))
    plain = PlainXoshiro(start[0] | 1, *start[1:])
    for _ in range(times):
        told = tuple(int(one[0]) for one in chance.draw(state))
        assert told == tuple(plain.next() for _ in range(4))
    assert [int(row[0]) for row in state] == plain.s


def test_a_stream_that_starts_from_nothing_does_not_stay_there() -> None:
    state = np.zeros((4, 2), np.uint32)
    chance.start(state, tuple(np.zeros(2, np.uint32) for _ in range(4)))  # type: ignore[arg-type]
    drawn = np.array([chance.draw(state) for _ in range(20)])
    assert len(np.unique(drawn[5:])) > 50


def test_each_lane_of_a_stream_goes_its_own_way() -> None:
    alone, beside = np.zeros((4, 1), np.uint32), np.zeros((4, 3), np.uint32)
    first = np.array([7, 8, 9], np.uint32)
    chance.start(beside, (first, first + 1, first + 2, first + 3))
    chance.start(alone, words(8, 9, 10, 11))
    for _ in range(10):
        one, other = chance.draw(alone), chance.draw(beside)
        assert [int(word[0]) for word in one] == [int(word[1]) for word in other]


# Numbers between 0 and 1


def test_a_unit_number_is_never_0_and_never_1() -> None:
    edges = np.array([0, 1, 511, 512, MOST - 512, MOST - 511, MOST], np.uint32)
    assert chance.unit(edges).dtype == np.float32
    assert float(chance.unit(edges).min()) == 2.0**-24
    assert float(chance.unit(edges).max()) == 1 - 2.0**-24
    drawn = chance.unit(EVERY_CELL)
    assert 0 < float(drawn.min()) < float(drawn.max()) < 1
    # 2**23 different numbers, evenly spaced: nothing was rounded together
    assert np.array_equal(np.diff(drawn.astype(np.float64)), np.full(2**23 - 1, 2.0**-23))


def test_the_lowest_and_the_highest_unit_number_have_a_finite_logarithm() -> None:
    edges = chance.log(chance.unit(np.array([0, MOST], np.uint32)))
    assert float(edges[0]) == pytest.approx(-24 * math.log(2), rel=1e-6)
    assert float(edges[1]) == pytest.approx(-(2.0**-24), rel=1e-3)


# Exponentials and logarithms


def test_exp_is_right_to_two_units_in_the_last_place_from_minus_80_to_80() -> None:
    # each 499th single float from the least that counts; each third of all comes to 1.49
    up = floats_between(1e-12, 80.0, 499)
    assert ulps(chance.exp(up), np.exp(up.astype(np.float64))) < 2
    assert ulps(chance.exp(-up), np.exp(-up.astype(np.float64))) < 2


def test_exp_of_nothing_is_one_and_never_falls() -> None:
    assert float(chance.exp(np.zeros(1, np.float32))[0]) == 1
    assert float(chance.exp(-np.zeros(1, np.float32))[0]) == 1
    ahead = chance.exp(np.linspace(-80, 80, 500_001).astype(np.float32))
    assert ahead.dtype == np.float32
    assert bool((np.diff(ahead) >= 0).all())


def test_exp_beyond_80_either_way_is_that_of_80() -> None:
    far = np.array([80, 80.1, 88.8, 200, 1e9, math.inf], np.float32)
    assert set(chance.exp(far).tolist()) == {float(chance.exp(far[:1])[0])}
    assert set(chance.exp(-far).tolist()) == {float(chance.exp(-far[:1])[0])}
    assert ulps(chance.exp(far[:1]), np.exp(far[:1].astype(np.float64))) < 2


def test_log_is_right_to_three_units_in_the_last_place_for_all_normal_numbers() -> None:
    # each 997th of all positive normal floats; each third of them comes to 1.23
    every = floats_between(float(np.finfo(np.float32).tiny), float(np.finfo(np.float32).max), 997)
    every = every[every != 1]
    assert ulps(chance.log(every), np.log(every.astype(np.float64))) < 3


def test_log_is_right_for_each_unit_number_and_zero_at_one() -> None:
    drawn = chance.unit(SOME_CELLS)
    assert ulps(chance.log(drawn), np.log(drawn.astype(np.float64))) < 3
    near = np.nextafter(np.float32(1), np.array([0, 2], np.float32))
    assert ulps(chance.log(near), np.log(near.astype(np.float64))) < 3
    assert float(chance.log(np.ones(1, np.float32))[0]) == 0


def test_exp_and_log_undo_each_other() -> None:
    x = np.linspace(-60, 60, 100_001).astype(np.float32)
    # an exponent is off by half a unit in its own last place before it begins: 60 * 2**-24
    assert float(np.abs(chance.log(chance.exp(x)) - x).max()) < 60 * 2.0**-23


# Normal deviates


def exact_normals(
    one: NDArray[np.uint32], other: NDArray[np.uint32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Box & Muller's pair in double precision."""
    first, second = (((word >> 9) + 0.5) * 2.0**-23 for word in (one, other))
    far, turn = np.sqrt(-2 * np.log(first)), 2 * np.pi * second
    return far * np.cos(turn), far * np.sin(turn)


@pytest.mark.parametrize(
    ("fixed", "which"),
    [(0, 0), (5_000_000, 0), (1 << 31, 0), (MOST, 0), (0, 1), (1 << 29, 1), (77_777, 1), (MOST, 1)],
)
def test_normals_are_right_in_the_sixth_decimal_all_the_way_round_and_all_the_way_out(
    fixed: int, which: int
) -> None:
    pair = [SOME_CELLS, np.full_like(SOME_CELLS, fixed)]
    one, other = pair[1 - which], pair[which]
    for told, right in zip(chance.normals(one, other), exact_normals(one, other), strict=True):
        assert told.dtype == np.float32
        assert float(np.abs(told - right).max()) < 1e-6


@given(any_word, any_word)
def test_normals_of_any_two_words_are_those_of_box_and_muller(one: int, other: int) -> None:
    told, right = chance.normals(*words(one, other)), exact_normals(*words(one, other))
    assert [float(x[0]) for x in told] == pytest.approx([float(x[0]) for x in right], abs=1e-6)


def test_normals_have_the_moments_of_the_normal_law() -> None:
    one, other, _, _ = many_blocks(11)
    for drawn in chance.normals(one, other):
        x = drawn.astype(np.float64)
        # moments 1 to 4 are 0, 1, 0 and 3; their variances over one draw 1, 2, 15 and 96
        for power, mean, spread in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
            assert abs((x**power).mean() - mean) < 4 * math.sqrt(spread / MANY), power


def test_normals_follow_the_normal_law_over_its_whole_length() -> None:
    one, other, _, _ = many_blocks(12)
    grid = np.linspace(-4, 4, 801)
    law = normal_law(grid)
    for drawn in chance.normals(one, other):
        told = np.searchsorted(np.sort(drawn), grid) / MANY
        # Kolmogorov and Smirnov: 1.95 / sqrt(n) is passed by chance once in a thousand
        assert float(np.abs(told - law).max()) < 1.95 / math.sqrt(MANY)


def test_normals_have_as_much_in_their_tails_as_the_normal_law() -> None:
    one, other, _, _ = many_blocks(13)
    for drawn in chance.normals(one, other):
        for far in (3.0, 3.5, 4.0, 4.5):
            for beyond in (int((drawn > far).sum()), int((drawn < -far).sum())):
                expected = MANY * 0.5 * math.erfc(far / math.sqrt(2))
                assert abs(beyond - expected) < 4 * math.sqrt(expected) + 1, far


def test_the_two_of_a_pair_tell_nothing_of_each_other() -> None:
    one, other, _, _ = many_blocks(14)
    across, up = chance.normals(one, other)
    assert chi_square(across, up) < CHANCE
    assert chi_square(np.abs(across), np.abs(up)) < CHANCE
    whole = ((across > 0).astype(int) * 2 + (up > 0)).astype(int)
    quarters = np.bincount(whole, minlength=4)
    assert float(np.abs(quarters - MANY / 4).max()) < 4.5 * math.sqrt(MANY * 3 / 16)


def chi_square(one: NDArray[np.float32], other: NDArray[np.float32], cells: int = 16) -> float:
    """How far two rows are from independent: their ranks in sixteen parts each."""
    ranks = [np.argsort(np.argsort(row, kind="stable")) * cells // len(row) for row in (one, other)]
    counts = np.bincount(ranks[0] * cells + ranks[1], minlength=cells**2)
    expected = len(one) / cells**2
    return float(((counts - expected) ** 2 / expected).sum())


# Streams that lie side by side


def drawn_of(which: str, number: int) -> NDArray[np.float32]:
    """Many uniform numbers: neighbours of a kind are the numbers 0, 1, 2, ..."""
    sources: dict[str, Callable[[], tuple[NDArray[np.uint32], ...]]] = {
        "seeds": lambda: many_blocks(number),
        "people": lambda: many_blocks(5, who=number),
        "purposes": lambda: many_blocks(5, tag=PEOPLE + number),
        "sessions": lambda: many_blocks(5, first=number),
    }
    return chance.unit(sources[which]()[0])


@pytest.mark.parametrize("which", ["seeds", "people", "purposes", "sessions"])
def test_neighbouring_seeds_people_purposes_and_sessions_are_strangers(which: str) -> None:
    rows = [drawn_of(which, number) for number in range(4)]
    for one in range(4):
        for other in range(one):
            told = float(np.corrcoef(rows[one], rows[other])[0, 1])
            assert abs(told) < 4.5 / math.sqrt(MANY), (one, other)
    assert chi_square(rows[0], rows[1]) < CHANCE


def test_the_streams_of_neighbouring_sessions_and_phases_are_strangers_turn_by_turn() -> None:
    sessions, turns = 2_000, 60
    found = []
    for phase in range(2):
        state = np.zeros((4, sessions), np.uint32)
        chance.start(state, many_blocks(6, who=phase, tag=phase, count=sessions))
        found.append(np.array([chance.unit(np.array(chance.draw(state))) for _ in range(turns)]))
    one, other = (rows.reshape(-1, sessions).astype(np.float64) for rows in found)
    pairs = {
        "phases": (one, other),
        "sessions": (one[:, :-1], one[:, 1:]),
        "words of a turn": (one[:-1], one[1:]),
        "turns": (one[:-4], one[4:]),
        "turns after next": (one[:-8], one[8:]),
    }
    for name, (left, right) in pairs.items():
        told = float(np.corrcoef(left.ravel(), right.ravel())[0, 1])
        assert abs(told) < 4.5 / math.sqrt(left.size), name


def test_each_bit_of_a_word_is_a_fair_coin_and_no_two_go_together() -> None:
    drawn = many_blocks(15)[2]
    bits = ((drawn[:, None] >> np.arange(32, dtype=np.uint32)) & 1).astype(np.float32)
    assert float(np.abs(bits.mean(axis=0) - 0.5).max()) < 4.5 * 0.5 / math.sqrt(MANY)
    together = np.corrcoef(bits.T)
    assert float(np.abs(together - np.eye(32)).max()) < 5 / math.sqrt(MANY)
