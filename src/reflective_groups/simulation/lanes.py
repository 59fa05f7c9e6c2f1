"""Many sessions side by side: the few steps that the engine is written in, here with NumPy.

A *lane* is one session. Each step does the same to all lanes and never mixes two of them, so that a
session comes out the same whoever walks beside it. `machine` gives the same steps to the compiler,
sixteen lanes at a time; both round as IEEE 754 says, and so give the same bits.
"""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = Any
"""A single float a lane. It is the compiler that refuses words where floats belong."""
Words: TypeAlias = Any
"""32 bits a lane."""
Flags: TypeAlias = Any
"""Yes or no in each lane."""
FloatRows: TypeAlias = NDArray[np.float32]
"""A number a lane in each row."""
WordRows: TypeAlias = NDArray[np.uint32]

WIDTH = 16
"""Lanes that the compiled engine takes at once: 512 bits of single floats."""

TABLE = 48
"""Entries of a table that is looked into: a whole number of registers."""


def load(rows: FloatRows, at: int) -> Floats:
    """One row of numbers.

    >>> load(np.ones((2, 3), np.float32), 1)
    array([1., 1., 1.], dtype=float32)
    """
    return rows[at].copy()


def load_words(rows: WordRows, at: int) -> Words:
    """One row of words."""
    return rows[at].copy()


def store(rows: FloatRows, at: int, value: Floats) -> None:
    """Put numbers in a row."""
    rows[at] = value


def store_words(rows: WordRows, at: int, value: Words) -> None:
    """Put words in a row."""
    rows[at] = value


def look_up(table: NDArray[np.float32], at: Words) -> Floats:
    """For each lane the entry of a table."""
    return table[at]


def pick(rows: FloatRows, at: Words) -> Floats:
    """For each lane its number in another row."""
    return rows[at, np.arange(rows.shape[1])]


def where(flags: Flags, yes: Floats, no: Floats | float) -> Floats:
    """Numbers by a condition in each lane."""
    return cast("Any", np.where(flags, yes, no))


def where_words(flags: Flags, yes: Words, no: Words) -> Words:
    """Words by a condition in each lane."""
    return cast("Any", np.where(flags, yes, no))


def some(flags: Flags) -> bool:
    """Whether it holds in any lane."""
    return bool(flags.any())


def both(one: Flags, other: Flags) -> Flags:
    """Whether two things hold."""
    return one & other


def level(like: Floats, value: float) -> Floats:
    """The same number in each lane."""
    return np.full_like(like, value)


def level_words(like: Words, value: int) -> Words:
    """The same word in each lane."""
    return np.full_like(like, value)


def root(value: Floats) -> Floats:
    """The square root."""
    return np.sqrt(value)


def high(value: Words, by: int) -> Words:
    """The upper 32 bits of a product of 32 by 32."""
    return ((value.astype(np.uint64) * np.uint64(by)) >> np.uint64(32)).astype(np.uint32)


def as_numbers(value: Words) -> Floats:
    """Words below 2**31 as numbers."""
    return value.astype(np.float32)


def as_words(value: Floats) -> Words:
    """Numbers from 0 to 2**31 without their fraction."""
    return value.astype(np.uint32)


def bits(value: Floats) -> Words:
    """The bits of numbers."""
    return value.view(np.uint32)


def from_bits(value: Words) -> Floats:
    """The numbers that bits stand for."""
    return value.view(np.float32)


def rows_of(number: int, width: int) -> FloatRows:
    """Rows of zeros that begin at a whole cache line."""
    return _aligned(number, width).view(np.float32)


def word_rows_of(number: int, width: int) -> WordRows:
    """The same for words."""
    return _aligned(number, width)


def _aligned(number: int, width: int) -> WordRows:
    line = 64
    raw = np.zeros(max(1, number) * width * 4 + line, np.uint8)
    skip = -raw.ctypes.data % line
    whole = raw[skip : skip + max(1, number) * width * 4]
    return whole.view(np.uint32).reshape(max(1, number), width)
