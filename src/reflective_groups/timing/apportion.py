"""Share a length of time out among stretches: within their bounds, towards what is usual.

All numbers are whole microseconds, so that nothing is lost and nothing is added on the way.
"""

from __future__ import annotations

import heapq
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from reflective_groups.timing.network import Network, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_STEPS = 100_000
"""No more steps than this are handed out one by one."""


@attrs.frozen
class Want:
    """What one stretch has to get, would like to get, and may get.

    `full` is what it grows to before any grows on without end; what `gives_way` stays at its least
    until all others have their usual time.
    """

    least: int
    usual: int
    full: int
    most: int | None = None
    gives_way: bool = False


def apportion(
    wants: Sequence[Want], total: int, steps: Sequence[int], spans: Sequence[Span] = ()
) -> tuple[tuple[int, ...], int]:
    """The length of each stretch, and what none of them may take.

    >>> talk, rest = Want(10, 20, 30, 30), Want(5, 5, 5, 5)
    >>> apportion((talk, rest), 31, steps=(1,)), apportion((talk, rest), 40, steps=(5,))
    (((26, 5), 0), ((30, 5), 5))

    Lengths are whole multiples of the first of the `steps` with which that is possible, and of a
    finer one where a stretch's bounds hold no such multiple; a remainder smaller than a step goes
    to the longest stretch that may take it. Raises `ValueError` where the bounds cannot hold at
    once with no more than the total.
    """
    if not wants:
        return (), total
    whole = Span(0, len(wants), most=total)
    latest = Network(
        tuple(one.least for one in wants), tuple(one.most for one in wants), (*spans, whole)
    ).latest
    if latest is None:
        message = f"these bounds cannot hold at once in {total}"
        raise ValueError(message)
    filled = int(latest[-1])
    levels = _levels(wants)
    ideal = _ideal(levels, [one.most for one in wants], filled)
    for number, step in enumerate(steps):
        finer = (step, *(one for one in steps[number + 1 :] if one < step))
        found = _to_steps(ideal, levels, wants, finer, filled, spans)
        if found is None and spans and _whole(wants, spans, filled, step):
            found = _near(ideal, wants, filled, steps, spans)
        if found is not None:
            return tuple(found), total - filled
    last = _near(ideal, wants, filled, steps, spans) if spans else _to_the_unit(ideal, filled)
    return tuple(last), total - filled


def _levels(wants: Sequence[Want]) -> tuple[tuple[int, ...], ...]:
    """What all grow to together, one level after the other."""
    least, usual, full = zip(*((one.least, one.usual, one.full) for one in wants), strict=True)
    top = tuple(one.full if one.most is None else one.most for one in wants)
    kept = tuple(one.least if one.gives_way else one.usual for one in wants)
    return (
        least,
        *(() if kept == usual else (kept,)),
        usual,
        full,
        *(() if top == full else (top,)),
    )


def _ideal(
    levels: Sequence[Sequence[int]], most: Sequence[int | None], target: int
) -> list[Fraction]:
    """Lengths before rounding: all grow alike from level to level, then what may grow on does."""
    for low, high in itertools.pairwise(levels):
        if sum(high) >= target:
            room = sum(high) - sum(low)
            part = Fraction(target - sum(low), room) if room else Fraction(0)
            return [a + (b - a) * part for a, b in zip(low, high, strict=True)]
    ideal = [Fraction(length) for length in levels[-1]]
    growing = [index for index, bound in enumerate(most) if bound is None]
    weight = sum(ideal[index] for index in growing)
    over = target - sum(levels[-1])
    for index in growing:
        ideal[index] += over * ideal[index] / weight if weight else Fraction(over, len(growing))
    return ideal


def _to_steps(  # noqa: PLR0913, PLR0917 -- the row as it is wanted, and the two ways it is bound
    ideal: Sequence[Fraction],
    levels: Sequence[Sequence[int]],
    wants: Sequence[Want],
    steps: Sequence[int],
    filled: int,
    spans: Sequence[Span],
) -> list[int] | None:
    """Whole steps that come to the total within all bounds, or nothing.

    A stretch whose bounds hold no whole step grows by the next finer of the `steps` that they hold,
    and where there is none keeps its ideal length. Spans are filled up to their least first, the
    shortest before those around them, and then the whole row.
    """
    lengths: list[int] = []
    grows_by: dict[int, int] = {}
    for at, (want, one) in enumerate(zip(ideal, wants, strict=True)):
        step = next((step for step in steps if _goes_in(step, one)), None)
        if step is None:
            lengths.append(round(want))
        else:
            lengths.append(-(-one.least // step) * step)
            grows_by[at] = step
    if not 0 <= filled - sum(lengths) <= MOST_STEPS * steps[0]:
        return None
    tray = _Tray(lengths, grows_by, levels, wants, spans)
    for span in sorted(spans, key=lambda one: one.end - one.begin):
        if not tray.hand_out(range(span.begin, span.end), span.least):
            return None
    if not tray.hand_out(range(len(wants)), filled) or sum(lengths) != filled:
        return None
    return lengths if _keeps(spans, lengths) else None


def _goes_in(step: int, one: Want) -> bool:
    return one.most is None or -(-one.least // step) * step <= one.most


def _whole(wants: Sequence[Want], spans: Sequence[Span], filled: int, step: int) -> bool:
    """Whether all bounds are whole steps, so that lengths can be that keep them."""
    bounds = itertools.chain(
        (filled,),
        *((one.least, one.most or 0) for one in wants),
        *((span.least, span.most or 0) for span in spans),
    )
    return not any(bound % step for bound in bounds)


class _Tray:
    """Lengths while steps are handed out, one by one, to whoever is then least far on the way.

    In this way a longer total never takes a step away again.
    """

    def __init__(
        self,
        lengths: list[int],
        grows_by: Mapping[int, int],
        levels: Sequence[Sequence[int]],
        wants: Sequence[Want],
        spans: Sequence[Span],
    ) -> None:
        self.lengths, self.levels, self.wants = lengths, levels, wants
        self.grows_by = grows_by
        bounded = [span for span in spans if span.most is not None]
        self.left = [(span.most or 0) - sum(lengths[span.begin : span.end]) for span in bounded]
        """How much each span may still take."""
        self.over: list[list[int]] = [[] for _ in lengths]
        """The spans that lie over each stretch."""
        for number, span in enumerate(bounded):
            for at in range(span.begin, span.end):
                self.over[at].append(number)

    def hand_out(self, among: range, total: int) -> bool:
        """Raise some stretches to a total; whether that could be done."""
        over = total - sum(self.lengths[at] for at in among)
        if over <= 0:
            return True
        waiting = [(self._progress(at), at) for at in among if at in self.grows_by]
        heapq.heapify(waiting)
        while waiting:
            _, at = waiting[0]
            step = self.grows_by[at]
            if over >= step and self._may_take(at, step):
                self._take(at, step)
                over -= step
                heapq.heapreplace(waiting, (self._progress(at), at))
            else:
                heapq.heappop(waiting)
        if not over:
            return True
        able = [at for at in among if self._may_take(at, over)]
        if able:
            self._take(max(able, key=lambda at: (self.lengths[at], -at)), over)
        return bool(able)

    def _take(self, at: int, more: int) -> None:
        self.lengths[at] += more
        for number in self.over[at]:
            self.left[number] -= more

    def _may_take(self, at: int, more: int) -> bool:
        most = self.wants[at].most
        if most is not None and self.lengths[at] + more > most:
            return False
        return all(more <= self.left[number] for number in self.over[at])

    def _progress(self, at: int) -> float:
        """How far a stretch is with one step more: 0 at its first level, 1 at the next."""
        length = self.lengths[at] + self.grows_by[at]
        levels = (level[at] for level in self.levels)
        for number, (low, high) in enumerate(itertools.pairwise(levels)):
            if low <= length <= high and high > low:
                return number + (length - low) / (high - low)
        top = self.levels[-1][at]
        return len(self.levels) - 1 + (length - top) / max(top, 1)


def _keeps(spans: Iterable[Span], lengths: Sequence[int]) -> bool:
    times = list(itertools.accumulate(lengths, initial=0))
    apart = ((span, times[span.end] - times[span.begin]) for span in spans)
    return all(
        span.least <= length and (span.most is None or length <= span.most)
        for span, length in apart
    )


def _to_the_unit(ideal: Sequence[Fraction], total: int) -> list[int]:
    """The ideal itself, for bounds that hold no whole steps; the first take what is left over."""
    lengths = [int(want) for want in ideal]
    cut = sorted(range(len(ideal)), key=lambda i: lengths[i] - ideal[i])
    for i in cut[: total - sum(lengths)]:
        lengths[i] += 1
    return lengths


def _near(
    ideal: Sequence[Fraction],
    wants: Sequence[Want],
    total: int,
    steps: Sequence[int],
    spans: Sequence[Span],
) -> list[int]:
    """Lengths that keep all bounds, where handing out steps one by one has come to no end.

    The boundaries at which spans begin or end are placed first, one after the other, each as near
    to where it is wanted as may be: once one is fixed between its earliest and its latest time,
    the others can still be placed, since a network without a clash has a solution through each of
    these times. Between them nothing but the stretches' own bounds is left.
    """
    points = sorted({0, len(wants), *(point for one in spans for point in (one.begin, one.end))})
    between = list(itertools.pairwise(points))
    place = {point: number for number, point in enumerate(points)}
    held = tuple(attrs.evolve(one, begin=place[one.begin], end=place[one.end]) for one in spans)
    network = Network(
        tuple(sum(one.least for one in wants[begin:end]) for begin, end in between),
        tuple(_sum(one.most for one in wants[begin:end]) for begin, end in between),
        (*held, Span(0, len(between), total, total)),
    )
    found: list[int] = []
    now = 0
    for number, (begin, end) in enumerate(between, start=1):
        earliest, latest = network.earliest or (), network.latest or ()
        then = _nearest(now + sum(ideal[begin:end]), earliest[number], int(latest[number]), steps)
        lengths, _ = apportion(wants[begin:end], then - now, steps)
        found.extend(lengths)
        network = attrs.evolve(network, spans=(*network.spans, Span(0, number, then, then)))
        now = then
    return found


def _sum(mosts: Iterable[int | None]) -> int | None:
    known = list(mosts)
    return None if None in known else sum(one for one in known if one is not None)


def _nearest(wanted: Fraction | int, low: int, high: int, steps: Sequence[int]) -> int:
    """The whole steps nearest to what is wanted, with the first of the steps that has some."""
    step = next(step for step in (*steps, 1) if -(-low // step) <= high // step)
    return step * min(max(round(wanted / step), -(-low // step)), high // step)
