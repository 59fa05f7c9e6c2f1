"""Can the times be kept? A simple temporal network over a row of stretches.

Stretches follow each other without a gap, so a row of n has n + 1 boundaries, and each bound says
how far two of them are apart. Whether all bounds can hold at once, when each boundary can be at
the earliest and at the latest, and which fewest bounds clash, are questions about longest paths
(R. Dechter, I. Meiri, J. Pearl: Temporal constraint networks, Artificial Intelligence 49, 1991).
All numbers are whole microseconds.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

N = TypeVar("N", int, float)
Side = Literal["least", "most"]


@attrs.frozen
class Span:
    """How far two boundaries are apart: at least, at most, or both."""

    begin: int
    end: int
    least: int = 0
    most: int | None = None


@attrs.frozen
class Bound:
    """One side of what clashes: of the stretch `begin` alone, or of the span at `span`."""

    begin: int
    end: int
    side: Side
    span: int | None = None


@attrs.frozen
class _Row:
    """The tightest bounds of each stretch, its own or of a span over it alone; the other spans."""

    least: Sequence[int]
    most: Sequence[int | None]
    least_by: Mapping[int, int]
    """The span that says so, where it is not the stretch itself."""
    most_by: Mapping[int, int]
    wide: tuple[tuple[int, Span], ...]
    """The spans over several stretches, each with its number."""

    def bound(self, at: int, side: Side) -> Bound:
        return Bound(at, at + 1, side, (self.least_by if side == "least" else self.most_by).get(at))

    def clash(self) -> tuple[Bound, ...]:
        """Two bounds on one and the same stretch, or on the same span, that clash."""
        for at, (low, high) in enumerate(zip(self.least, self.most, strict=True)):
            if high is not None and low > high:
                return self.bound(at, "least"), self.bound(at, "most")
        for number, span in self.wide:
            if span.most is not None and span.least > span.most:
                return (
                    Bound(span.begin, span.end, "least", number),
                    Bound(span.begin, span.end, "most", number),
                )
        return ()


@attrs.frozen
class Network:
    """The least and most of each stretch in a row, and spans over several of them.

    >>> tea = Network((5, 20), (10, 30), (Span(0, 2, most=22),))
    >>> tea.feasible, [(one.begin, one.side, one.span) for one in tea.conflict()]
    (False, [(0, 'least', None), (1, 'least', None), (0, 'most', 0)])

    Raises `ValueError` where a stretch lasts at least longer than at most, or a span has no place
    in the row.
    """

    least: Sequence[int]
    most: Sequence[int | None]
    spans: Sequence[Span] = ()

    def __attrs_post_init__(self) -> None:
        for at, (low, high) in enumerate(zip(self.least, self.most, strict=True)):
            if low < 0 or (high is not None and low > high):
                message = f"stretch {at} cannot last at least {low} and at most {high}"
                raise ValueError(message)
        for span in self.spans:
            if not 0 <= span.begin <= span.end <= len(self.least) or span.least < 0:
                message = f"{span} has no place in a row of {len(self.least)}"
                raise ValueError(message)

    @cached_property
    def earliest(self) -> tuple[int, ...] | None:
        """How early each boundary can be after the first one, or nothing where bounds clash."""
        if self._at_once:
            return None
        times = list(itertools.accumulate(self._row.least, initial=0))
        if not self._row.wide:
            return tuple(times)
        # no way leads farther than along all that lasts at least so long
        farthest = times[-1] + sum(span.least for _, span in self._row.wide)
        return _settled(times, self._later, self._sweeps, farthest)

    @cached_property
    def latest(self) -> tuple[float, ...] | None:
        """How late each boundary can be, without end where nothing holds it."""
        if self.earliest is None:
            return None
        times: list[float] = [0, *(float("inf") for _ in self.most)]
        return _settled(times, self._sooner, self._sweeps, float("inf"))

    @property
    def feasible(self) -> bool:
        """Whether all bounds can hold at once."""
        return self.earliest is not None

    @cached_property
    def _row(self) -> _Row:
        """What is on one stretch alone belongs to it, which leaves fewer spans to try."""
        least, most = list(self.least), list(self.most)
        least_by: dict[int, int] = {}
        most_by: dict[int, int] = {}
        wide: list[tuple[int, Span]] = []
        for number, span in enumerate(self.spans):
            at = span.begin
            if span.end - at > 1:
                wide.append((number, span))
            elif span.end - at == 1:
                if span.least > least[at]:
                    least[at], least_by[at] = span.least, number
                high = most[at]
                if span.most is not None and (high is None or span.most < high):
                    most[at], most_by[at] = span.most, number
        return _Row(least, most, least_by, most_by, tuple(wide))

    @cached_property
    def _at_once(self) -> tuple[Bound, ...]:
        """One or two bounds that clash, as can be seen without any search."""
        for number, span in enumerate(self.spans):
            if span.begin == span.end and span.least:  # no time passes at a boundary
                return (Bound(span.begin, span.end, "least", number),)
        return self._row.clash()

    @property
    def _sweeps(self) -> int:
        """So many sweeps there and back are enough, unless bounds clash.

        A longest path turns round only at a span, since the bounds of stretches alone never
        clash (J. Y. Yen: An algorithm for finding shortest routes, 1970).
        """
        return 2 * len(self._row.wide) + 2

    @cached_property
    def _by_end(self) -> Mapping[int, list[Span]]:
        return _grouped(self._row.wide, "end")

    @cached_property
    def _by_begin(self) -> Mapping[int, list[Span]]:
        return _grouped(self._row.wide, "begin")

    def _later(self, times: list[int]) -> bool:
        """Put boundaries off as far as the bounds say; whether any was."""
        before = times.copy()
        least, mosts = self._row.least, self._row.most
        for point in range(1, len(times)):
            found = max(times[point], times[point - 1] + least[point - 1])
            for span in self._by_end.get(point, ()):
                found = max(found, times[span.begin] + span.least)
            times[point] = found
        for point in range(len(times) - 2, -1, -1):
            most = mosts[point]
            if most is not None:
                times[point] = max(times[point], times[point + 1] - most)
            for span in self._by_begin.get(point, ()):
                if span.most is not None:
                    times[point] = max(times[point], times[span.end] - span.most)
        return times != before

    def _sooner(self, times: list[float]) -> bool:
        """Bring boundaries forward as far as the bounds say; whether any was."""
        before = times.copy()
        least, mosts = self._row.least, self._row.most
        for point in range(1, len(times)):
            most = mosts[point - 1]
            if most is not None:
                times[point] = min(times[point], times[point - 1] + most)
            for span in self._by_end.get(point, ()):
                if span.most is not None:
                    times[point] = min(times[point], times[span.begin] + span.most)
        for point in range(len(times) - 2, -1, -1):
            found = min(times[point], times[point + 1] - least[point])
            for span in self._by_begin.get(point, ()):
                found = min(found, times[span.end] - span.least)
            times[point] = found
        return times != before

    def conflict(self) -> tuple[Bound, ...]:
        """The fewest bounds that cannot hold at once, in order of time; none where all can.

        Bounds clash where a way round adds up to more than nothing: forward along what lasts at
        least so long, back along what lasts at most so long. The way with the fewest bounds on it
        is found by trying one bound, two bounds, and so on. Between two boundaries at which no
        span begins or ends, going forward with so many bounds is best along the longest of them,
        which keeps the search small; and it sets out only from where every way round has to pass.

        With hundreds of spans across each other that would still take seconds, so after a while the
        search is given up for any way round, from which every bound is taken that can be spared:
        then without any one of them the others can hold, but fewer others might clash as well.
        """
        if self.feasible:
            return ()
        found = self._at_once
        if not found:
            search = _Search(self._row, self._passed())
            found = search.fewest() or _spared(self._row)
        return tuple(sorted(found, key=lambda one: (one.span is not None, one.begin, one.end)))

    def _passed(self) -> tuple[int, ...]:
        """Boundaries of which every way round passes at least one: as a rule the start alone.

        The widest spans are taken away one by one, until nothing clashes without them.
        """
        left = [span for _, span in sorted(self._row.wide, key=_width)]
        passed: set[int] = set()
        for _ in range(_TAKEN_AWAY):
            if Network(self.least, self.most, self._alone(left)).feasible:
                break
            passed.add(left.pop().begin)
        else:
            passed.update(span.begin for span in left)
        return tuple(sorted(passed))

    def _alone(self, left: Iterable[Span]) -> tuple[Span, ...]:
        return (*(span for span in self.spans if span.end - span.begin == 1), *left)


_TAKEN_AWAY = 8
"""So many spans are tried for having to do with every clash; otherwise all of them may."""


def _width(numbered: tuple[int, Span]) -> tuple[int, int]:
    number, span = numbered
    return span.end - span.begin, number


def _settled(
    times: list[N], sweep: Callable[[list[N]], bool], sweeps: int, farthest: float
) -> tuple[N, ...] | None:
    """The times when no sweep changes them any more, or nothing where that never happens."""
    for _ in range(sweeps):
        if not sweep(times):
            return tuple(times)
        if times[0] or times[-1] > farthest:
            return None  # a boundary would have to be apart from itself
    return None


def _grouped(spans: Iterable[tuple[int, Span]], side: str) -> Mapping[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for _, span in spans:
        found.setdefault(getattr(span, side), []).append(span)
    return found


@attrs.frozen
class _Segment:
    """The stretches between two boundaries at which spans begin or end, and none between."""

    begin: int
    end: int
    longest: tuple[int, ...]
    """The stretches that last at least a while, the longest first."""
    forward: tuple[int, ...]
    """How far so many of them lead forward."""
    back: int | None
    """How far all of them lead back, unless one may last for ever."""


def _segment(row: _Row, begin: int, end: int) -> _Segment:
    inside = [at for at in range(begin, end) if row.least[at]]
    longest = sorted(inside, key=lambda at: (-row.least[at], at))
    mosts = row.most[begin:end]
    return _Segment(
        begin=begin,
        end=end,
        longest=tuple(longest),
        forward=tuple(itertools.accumulate((row.least[at] for at in longest), initial=0)),
        back=None if None in mosts else -sum(one for one in mosts if one is not None),
    )


_NOWHERE = float("-inf")
_MOST_TRIED = 200_000
"""So many steps are tried for the fewest bounds, which takes some tenths of a second."""


class _Step(NamedTuple):
    """How a boundary was reached: from which one, along a span or so many stretches."""

    place: int
    span: Bound | None = None
    side: Side = "least"
    stretches: Sequence[int] = ()
    used: int = 0

    @property
    def size(self) -> int:
        """Along how many bounds."""
        return self.used + (self.span is not None)

    def bounds(self, row: _Row) -> Iterator[Bound]:
        """The bounds themselves, which are looked up only for a way that is taken."""
        if self.span is not None:
            yield self.span
        for at in self.stretches[: self.used]:
            yield row.bound(at, self.side)


class _Search:
    """The best ways between boundaries along one bound, along two, and so on."""

    def __init__(self, row: _Row, passed: Iterable[int]) -> None:
        self.row = row
        points = sorted({point for _, span in row.wide for point in (span.begin, span.end)})
        place = {point: number for number, point in enumerate(points)}
        self.segments = [_segment(row, *pair) for pair in itertools.pairwise(points)]
        self.edges = [
            (place[start], place[stop], length, bound)
            for start, stop, length, bound in _edges(row.wide)
        ]
        self.sources = tuple(place[point] for point in passed)
        # without any bound time runs on, and nothing more is known
        size = len(points)
        self.reach: dict[int, list[list[float]]] = {
            source: [[_NOWHERE] * source + [0.0] * (size - source)] for source in self.sources
        }
        self.steps: dict[int, list[dict[int, _Step]]] = {
            source: [{place: _Step(place - 1) for place in range(source + 1, size)}]
            for source in self.sources
        }

    def fewest(self) -> tuple[Bound, ...]:
        """The fewest bounds of a way round, or none where to find them takes too long."""
        tried = count = 0
        found: tuple[Bound, ...] = ()
        while not found and tried < _MOST_TRIED:
            count += 1
            found = self.round_with(count)
            steps = sum(min(count, len(one.longest)) + 2 for one in self.segments)
            tried += (len(self.edges) + steps) * len(self.sources)
        return found

    def round_with(self, count: int) -> tuple[Bound, ...]:
        """The bounds of a way from some boundary back to itself that leads to a later time."""
        for source in self.sources:
            self._extend(source, count)
        for source in self.sources:
            if self.reach[source][count][source] > 0:
                return self._way_back(source, count)
        return ()

    def _extend(self, source: int, count: int) -> None:
        reach, steps = self.reach[source], self.steps[source]
        best: list[float] = reach[-1].copy()
        how: dict[int, _Step] = {}
        reach.append(best)
        steps.append(how)
        last = reach[count - 1]
        for start, stop, length, bound in self.edges:
            far = last[start] + length
            if far > best[stop]:
                best[stop], how[stop] = far, _Step(start, bound)
        for number, segment in enumerate(self.segments):
            size = segment.end - segment.begin
            if segment.back is not None and size <= count:
                far = reach[count - size][number + 1] + segment.back
                if far > best[number]:
                    every = range(segment.begin, segment.end)
                    best[number] = far
                    how[number] = _Step(number + 1, side="most", stretches=every, used=size)
        for number, segment in enumerate(self.segments):
            taken = -1
            for used in range(min(count, len(segment.longest)) + 1):
                far = reach[count - used][number] + segment.forward[used]
                if far > best[number + 1]:
                    best[number + 1], taken = far, used
            if taken >= 0:
                how[number + 1] = _Step(number, stretches=segment.longest, used=taken)

    def _way_back(self, source: int, count: int) -> tuple[Bound, ...]:
        found: list[Bound] = []
        place = source
        while count or place != source:
            # each step is better than with one bound fewer, or so few would have come round before
            step = self.steps[source][count][place]
            found.extend(step.bounds(self.row))
            place, count = step.place, count - step.size
        return tuple(found)


def _edges(spans: Iterable[tuple[int, Span]]) -> Iterator[tuple[int, int, int, Bound]]:
    """Each side of each span as a way along which time adds up."""
    for number, span in spans:
        if span.least:
            yield span.begin, span.end, span.least, Bound(span.begin, span.end, "least", number)
        if span.most is not None:
            yield span.end, span.begin, -span.most, Bound(span.begin, span.end, "most", number)


_Edge = tuple[int, int, int, Bound | None]
"""From a boundary to another one, how far that is at least, and what says so."""


def _spared(row: _Row) -> tuple[Bound, ...]:
    """Bounds that clash, of which none can be spared, though there may be fewer others."""
    runs_on = [(at, at + 1, 0, None) for at in range(len(row.least))]
    found = _way_round([*runs_on, *_all_edges(row)])
    for bound in [edge[-1] for edge in found]:
        fewer = [edge for edge in found if edge[-1] != bound]  # it may be spared already
        found = _way_round([*runs_on, *fewer]) or found
    return tuple(bound for *_, bound in found if bound is not None)


def _all_edges(row: _Row) -> Iterator[_Edge]:
    for at, (least, most) in enumerate(zip(row.least, row.most, strict=True)):
        if least:
            yield at, at + 1, least, row.bound(at, "least")
        if most is not None:
            yield at + 1, at, -most, row.bound(at, "most")
    yield from _edges(row.wide)


def _way_round(edges: Sequence[_Edge]) -> list[_Edge]:
    """The bounds of a way that leads back to where it began at a later time, if there is one.

    Boundaries are put off until nothing more is. Where each was last put off from leads back to
    itself only along such a way.
    """
    # forward in order of time and then back again, so that one sweep carries far
    forward = sorted((one for one in edges if one[0] < one[1]), key=lambda one: one[:2])
    back = sorted((one for one in edges if one[0] > one[1]), key=lambda one: one[:2], reverse=True)
    times = [0] * (max(one[1] for one in forward) + 1)
    came: dict[int, _Edge] = {}
    moved = True
    while moved:
        moved = False
        for edge in (*forward, *back):
            start, stop, length, _ = edge
            if times[start] + length > times[stop]:
                times[stop], came[stop], moved = times[start] + length, edge, True
        found = _circle(came)
        if found:
            return [edge for edge in found if edge[-1] is not None]
    return []


def _circle(came: Mapping[int, _Edge]) -> list[_Edge]:
    """The edges along which a boundary was put off by itself."""
    done: set[int] = set()
    for first in came:
        walked: dict[int, _Edge] = {}
        place = first
        while place in came and place not in done and place not in walked:
            walked[place] = came[place]
            place = came[place][0]
        if place in walked:
            edges = list(walked.values())
            return edges[list(walked).index(place) :]
        done.update(walked)
    return []
