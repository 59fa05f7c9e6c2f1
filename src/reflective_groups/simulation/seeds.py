"""Seeds: whole numbers of 53 bits, which every reader of JSON keeps."""

from __future__ import annotations

from typing import TypeVar, cast

import numpy as np

from reflective_groups.errors import ModelError

T = TypeVar("T")

MOST = 2**53 - 1


def plain(value: T) -> T:
    """A number of NumPy's as one of Python's, and everything else as it is.

    >>> plain(np.int64(6))
    6
    """
    return cast("T", value.item()) if isinstance(value, np.generic) else value


def whole(value: int) -> int:
    """The same for a whole number."""
    return plain(value)


def to_seed(seed: int) -> int:
    """A seed, or the error of what is none.

    >>> to_seed(42)
    42
    """
    seed = plain(seed)
    given = cast("object", seed)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST:
        message = f"a seed is a whole number from 0 to {MOST}, got {seed!r:.40}"
        raise ModelError(message)
    return seed
