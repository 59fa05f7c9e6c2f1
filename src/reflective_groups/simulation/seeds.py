"""Seeds: whole numbers of 53 bits, which every reader of JSON keeps."""

from __future__ import annotations

from typing import cast

from reflective_groups.errors import ModelError

MOST = 2**53 - 1


def to_seed(seed: int) -> int:
    """A seed, or the error of what is none.

    >>> to_seed(42)
    42
    """
    given = cast("object", seed)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST:
        message = f"a seed is a whole number from 0 to {MOST}, got {seed!r:.40}"
        raise ModelError(message)
    return seed
