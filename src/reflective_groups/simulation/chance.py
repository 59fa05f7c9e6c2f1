"""Chance that can be looked up: what a session draws depends on its number and nothing else.

Philox (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11) turns
a key and a counter into four random words. It answers for what is drawn once in a session, and
starts one stream for each phase of each session; along that stream xoshiro128++ (Blackman & Vigna
2021, ACM TOMS 47(4):36) goes from turn to turn with a tenth of the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.simulation.lanes import (
    as_numbers,
    as_words,
    bits,
    from_bits,
    high,
    load_words,
    root,
    store_words,
    where,
)

if TYPE_CHECKING:
    from reflective_groups.simulation.lanes import Floats, WordRows, Words

_BY_0, _BY_1 = 0xD2511F53, 0xCD9E8D57
_ON_0, _ON_1 = 0x9E3779B9, 0xBB67AE85
_ROUNDS = 10
_UNIT = 2.0**-23
_HALF = 2.0**-24
_LN2_HIGH, _LN2_LOW = (
    0.693359375,
    -2.12194440e-4,
)  # of so few bits that n times the first is exact
_PER_LN2 = 1.4426950408889634
_FURTHEST = 80.0
"""Single floats end at e to the power of 88.7."""
_TWO = 2
"""The bit that tells the two halves of a turn apart."""


def block(
    key: tuple[int, int], a: Words, b: Words, c: Words, d: Words
) -> tuple[Words, Words, Words, Words]:
    """Philox4x32-10: four random words for a key and a counter of four words."""
    low, up = key
    for _ in range(_ROUNDS):
        left, right = high(a, _BY_0), high(c, _BY_1)
        a, b, c, d = right ^ b ^ low, c * _BY_1, left ^ d ^ up, a * _BY_0
        low = (low + _ON_0) & 0xFFFFFFFF
        up = (up + _ON_1) & 0xFFFFFFFF
    return a, b, c, d


def _turned(word: Words, by: int) -> Words:
    return (word << by) | (word >> (32 - by))


def start(state: WordRows, words: tuple[Words, Words, Words, Words]) -> None:
    """Start a stream from four words; not all may be zero, so one bit is set."""
    store_words(state, 0, words[0] | 1)
    store_words(state, 1, words[1])
    store_words(state, 2, words[2])
    store_words(state, 3, words[3])


def draw(state: WordRows) -> tuple[Words, Words, Words, Words]:
    """Four words more of each lane's stream, by xoshiro128++."""
    s0, s1 = load_words(state, 0), load_words(state, 1)
    s2, s3 = load_words(state, 2), load_words(state, 3)
    one, s0, s1, s2, s3 = _step(s0, s1, s2, s3)
    two, s0, s1, s2, s3 = _step(s0, s1, s2, s3)
    three, s0, s1, s2, s3 = _step(s0, s1, s2, s3)
    four, s0, s1, s2, s3 = _step(s0, s1, s2, s3)
    store_words(state, 0, s0)
    store_words(state, 1, s1)
    store_words(state, 2, s2)
    store_words(state, 3, s3)
    return one, two, three, four


def _step(s0: Words, s1: Words, s2: Words, s3: Words) -> tuple[Words, Words, Words, Words, Words]:
    out = _turned(s0 + s3, 7) + s0
    far = s1 << 9
    s2 = s2 ^ s0
    s3 = s3 ^ s1
    return out, s0 ^ s3, s1 ^ s2, s2 ^ far, _turned(s3, 11)


def unit(word: Words) -> Floats:
    """A number between 0 and 1, and never one of them: the middle of one of 2**23 cells."""
    return as_numbers(word >> 9) * _UNIT + _HALF


def exp(x: Floats) -> Floats:
    """The exponential, right to 2 units in the last place; beyond 80 either way that of 80."""
    x = where(x < _FURTHEST, x, _FURTHEST)
    x = where(x > -_FURTHEST, x, -_FURTHEST)
    whole = as_words(x * _PER_LN2 + 128.5)
    n = as_numbers(whole) - 128.0
    f = (x - n * _LN2_HIGH - n * _LN2_LOW) * _PER_LN2
    p = f * 0.00015345810970757157 + 0.0013399930903688073
    p = p * f + 0.009618489071726799
    p = p * f + 0.05550328642129898
    p = p * f + 0.24022646248340607
    p = p * f + 0.6931471824645996
    p = p * f + 1.0
    return p * from_bits((whole + (127 - 128 & 0xFFFFFFFF)) << 23)


def log(x: Floats) -> Floats:
    """The natural logarithm of normal numbers above 0, right to 3 units in the last place."""
    whole = bits(x)
    shifted = whole - 0x3F3504F3  # the mantissa of the root of one half: from there to its double
    n = shifted >> 23
    m = from_bits(whole - (n << 23)) - 1.0
    signed = as_numbers((n + 256) & 511) - 256.0
    q = m * 0.08980333805084229 - 0.14426381886005402
    q = q * m + 0.14883194863796234
    q = q * m - 0.16551856696605682
    q = q * m + 0.1996353268623352
    q = q * m - 0.25002580881118774
    q = q * m + 0.33333930373191833
    q = q * m - 0.4999998211860657
    return signed * _LN2_HIGH + (m + (m * m * q + signed * _LN2_LOW))


def normals(one: Words, other: Words) -> tuple[Floats, Floats]:
    """Two independent standard normal deviates, by Box & Muller (1958)."""
    far = root(log(unit(one)) * -2.0)
    turn = unit(other) * 4.0
    quarter = as_words(turn + 0.5)
    f = (turn - as_numbers(quarter)) * 0.25
    s = f * f
    sine = ((s * -75.40206909179688 + 81.5925521850586) * s - 41.3416633605957) * s
    sine = (sine + 6.2831854820251465) * f
    cosine = ((s * 59.22040557861328 - 85.44285583496094) * s + 64.93931579589844) * s
    cosine = (cosine - 19.739208221435547) * s + 1.0
    odd = (quarter & 1) == 1
    across, up = where(odd, sine, cosine), where(odd, cosine, sine)
    across = where(((quarter + 1) & _TWO) == _TWO, 0.0 - across, across)
    up = where((quarter & _TWO) == _TWO, 0.0 - up, up)
    return far * across, far * up
