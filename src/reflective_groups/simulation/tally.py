"""What is kept of sessions whose rows are not: exact sums, and fine counts.

Sums are of whole numbers (millionths of what is told), so that they are the same in whatever order
they are added, on one core and on a cluster. Memory grows with the columns and not the sessions.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CUT = 12
"""Bits of a single float that a count leaves out: 11 stay beside the first, 0.05 % of a number."""
_FINE = 2.0**20
_LARGEST = 2.0**26
"""Two years in seconds; what is larger counts as this, so that no sum of a chunk runs over."""
_HALF = 23


@attrs.frozen(eq=False)
class Counts:
    """How many values lie in each narrow cell, the cells in ascending order."""

    cell: NDArray[np.int32]
    count: NDArray[np.int64]

    def quantile(self, share: float) -> float:
        """The value below which this share lies, 0.05 % nearer to nothing at most."""
        whole = int(self.count.sum())
        if not whole:
            return float("nan")
        rank = min(whole - 1, max(0, int(np.floor(share * (whole - 1) + 0.5))))
        place = int(np.searchsorted(np.cumsum(self.count), rank, side="right"))
        return _value(int(self.cell[place]))


def _together(several: tuple[Counts, ...]) -> Counts:
    """Counts of different values as one."""
    cell = np.concatenate([one.cell for one in several])
    if not len(cell):
        return several[0]
    count = np.concatenate([one.count for one in several])
    order = np.argsort(cell, kind="stable")
    cell, count = cell[order], count[order]
    first = np.flatnonzero(np.concatenate(([True], cell[1:] != cell[:-1])))
    return Counts(cell[first], np.add.reduceat(count, first))


def _counts(cells: NDArray[np.int32]) -> Counts:
    """Count cells that stand in order."""
    first = np.flatnonzero(cells[1:] != cells[:-1]) + 1
    edges = np.concatenate(([0], first, [len(cells)])) if len(cells) else np.zeros(1, np.int64)
    return Counts(cells[edges[:-1]], np.diff(edges).astype(np.int64))


def _cells(values: NDArray[np.float32]) -> NDArray[np.int32]:
    """Cells in the order of the values: below nothing, larger bits mean smaller numbers."""
    bits = (values + np.float32(0)).view(np.int32)  # the sum makes -0 the same as 0
    return (bits ^ ((bits >> 31) & 0x7FFFFFFF)) >> _CUT


def _value(cell: int) -> float:
    """The edge of a cell that is nearer to nothing, where whole numbers lie."""
    edge = (cell << _CUT) + (0 if cell >= 0 else (1 << _CUT) - 1)
    bits = edge ^ ((edge >> 31) & 0x7FFFFFFF)
    return float(np.array([bits], np.int32).view(np.float32)[0])


@attrs.frozen(kw_only=True, eq=False)
class Tally:
    """Of each column: how many, their sum and that of their squares, least, most and counts.

    Tallies of different sessions add up, in any order.
    """

    sessions: int
    count: tuple[int, ...]
    total: tuple[int, ...]
    squares: tuple[int, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    counts: tuple[Counts, ...]

    def __add__(self, other: Tally) -> Tally:
        return together((self, other))

    def mean(self, place: int) -> float:
        """The mean of a column; not a number where nothing is told."""
        count = self.count[place]
        return self.total[place] / count / _FINE if count else math.nan

    def spread(self, place: int) -> float:
        """The standard deviation of a column."""
        count, total = self.count[place], self.total[place]
        if count <= 1:
            return math.inf
        apart = count * self.squares[place] - total * total
        return math.sqrt(apart / (count * (count - 1))) / _FINE


def together(several: Sequence[Tally]) -> Tally:
    """Tallies of different sessions as one; many at once cost little more than two."""
    return Tally(
        sessions=sum(one.sessions for one in several),
        count=_sums(one.count for one in several),
        total=_sums(one.total for one in several),
        squares=_sums(one.squares for one in several),
        least=tuple(map(min, zip(*(one.least for one in several), strict=True))),
        most=tuple(map(max, zip(*(one.most for one in several), strict=True))),
        counts=tuple(map(_together, zip(*(one.counts for one in several), strict=True))),
    )


def _sums(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))


def tally_of(rows: NDArray[np.float32]) -> Tally:
    """What is kept of rows, a row a session."""
    columns = np.array(rows.T, np.float32, order="C")
    missing = np.isnan(columns)
    columns[missing] = np.inf  # its cell is the last of all
    count = len(rows) - missing.sum(axis=1)
    cells = np.sort(_cells(columns), axis=1)
    least = columns.min(axis=1, initial=np.inf)
    columns[missing] = -np.inf
    most = columns.max(axis=1, initial=-np.inf)
    columns[missing] = 0
    whole = np.rint(np.clip(columns.astype(np.float64), -_LARGEST, _LARGEST) * _FINE)
    exact = whole.astype(np.int64)
    up, low = exact >> _HALF, exact & ((1 << _HALF) - 1)
    # squares in halves, whose sums do not run over
    far, between, near = ((a * b).sum(axis=1) for a, b in ((up, up), (up, low), (low, low)))
    return Tally(
        sessions=len(rows),
        count=tuple(map(int, count)),
        total=tuple(map(int, exact.sum(axis=1))),
        squares=tuple(
            (int(a) << 2 * _HALF) + (int(b) << _HALF + 1) + int(c)
            for a, b, c in zip(far, between, near, strict=True)
        ),
        least=tuple(map(float, least)),
        most=tuple(map(float, most)),
        counts=tuple(_counts(row[:told]) for row, told in zip(cells, count, strict=True)),
    )


def nothing(columns: int) -> Tally:
    """The tally of no session."""
    return tally_of(np.zeros((0, columns), np.float32))
