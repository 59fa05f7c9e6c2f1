"""Share a slot out among the phases: within least and most, towards usual."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import Infeasible
from reflective_groups.model.timebox import ZERO, Count, Timebox, in_words, minutes
from reflective_groups.model.value import (
    PROSE,
    Kind,
    Length,
    Many,
    Number,
    Text,
    Value,
    to_length,
    to_names,
    to_tuple,
)
from reflective_groups.planning.unroll import Item, Setting, items, least_of, rounds_of, wanted_of
from reflective_groups.sources import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reflective_groups.model.folds import Heads
    from reflective_groups.model.parts import Part
    from reflective_groups.model.protocol import Protocol

MINUTE = minutes(1)
MOST_ROUNDS = 100
MOST_STEPS = 100_000
"""No more steps than this are handed out one by one."""
SECOND = dt.timedelta(seconds=1)
MICROSECOND = dt.timedelta(microseconds=1)

_PATH = Text(least=1, most=1_000)


@attrs.frozen(kw_only=True, repr=False)
class Allotment(Value):
    """What one stretch got, and why.

    >>> str(Allotment(path="discuss", at="discuss", length=minutes(25), why="its usual time"))
    'discuss: 25 min (its usual time)'

    `path` numbers rounds from 1; `at` is the path of the phase in the protocol.
    """

    path: str = attrs.field(validator=_PATH)
    at: str = attrs.field(validator=_PATH)
    length: dt.timedelta = attrs.field(converter=to_length, validator=Length())
    why: str = attrs.field(default="", validator=PROSE)
    standing: Standing = attrs.field(default=Standing.DEFAULT, validator=Kind(Standing))
    """How well the usual time of the phase is known."""

    def __str__(self) -> str:
        return f"{self.path}: {in_words(self.length)} ({self.why})"


@attrs.frozen(kw_only=True, repr=False)
class Chosen(Value):
    """How many times rounds are held, and why.

    >>> str(Chosen(path="cases", count=2, why="the usual number"))
    'cases: 2 (the usual number)'
    """

    path: str = attrs.field(validator=_PATH)
    count: int = attrs.field(validator=Number(least=0, most=500))
    why: str = attrs.field(default="", validator=PROSE)

    def __str__(self) -> str:
        return f"{self.path}: {self.count} ({self.why})"


def _allotments(values: Iterable[Allotment]) -> tuple[Allotment, ...]:
    return to_tuple(values)


def _chosen(values: Iterable[Chosen]) -> tuple[Chosen, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Fit(Value):
    """A slot shared out; the allotments and what is spare come to it exactly.

    >>> str(
    ...     Fit(
    ...         slot=minutes(5),
    ...         allotments=(
    ...             Allotment(path="talk", at="talk", length=minutes(5), why="its usual time"),
    ...         ),
    ...     )
    ... )
    'talk: 5 min (its usual time)'

    `spare` is time that no phase may take. `left_out` names optional phases for which there is
    no time.
    """

    slot: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))
    allotments: tuple[Allotment, ...] = attrs.field(
        converter=_allotments, validator=Many(of=Allotment, most=10_000)
    )
    counts: tuple[Chosen, ...] = attrs.field(
        default=(), converter=_chosen, validator=Many(of=Chosen, most=1_000)
    )
    spare: dt.timedelta = attrs.field(default=ZERO, converter=to_length, validator=Length())
    left_out: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=10_000)
    )

    def __iter__(self) -> Iterator[Allotment]:
        return iter(self.allotments)

    def __len__(self) -> int:
        return len(self.allotments)

    def __getitem__(self, path: str) -> dt.timedelta:
        """The length of the stretch at a numbered path."""
        return {one.path: one.length for one in self.allotments}[path]

    def __str__(self) -> str:
        spare = (f"spare: {in_words(self.spare)}",) if self.spare else ()
        return "\n".join((*map(str, self.counts), *map(str, self.allotments), *spare))


def fit(
    protocol: Protocol,
    slot: dt.timedelta,
    *,
    members: int | None = None,
    leaders: int | None = None,
    step: dt.timedelta = MINUTE,
) -> Fit:
    """Share a slot out among the phases of a protocol.

    >>> from reflective_groups import Phase, Protocol, between
    >>> mine = Protocol(
    ...     key="x",
    ...     title="X",
    ...     session=Phase(name="talk", time=between(minutes(20), minutes(30)))
    ...     >> Phase(name="close", time=between(minutes(5), minutes(9))),
    ... )
    >>> print(fit(mine, minutes(35)))
    talk: 27 min (longer than usual, as there is time)
    close: 8 min (longer than usual, as there is time)

    Everything gets its least; then all grow alike towards what is usual, and then towards their
    most. Where a protocol gives a phase no time, the aim is what other sources of its family give,
    and the allotment says so. The number of rounds is the usual one if it fits, or else the one
    that comes nearest to the slot. Lengths are whole steps where bounds and slot allow. Raises
    `Infeasible` where even the least times do not fit, and `ValueError` for a slot or step that is
    not more than nothing.
    """
    slot, step = to_length(slot), to_length(step)
    if slot <= ZERO or step <= ZERO:
        message = f"a slot and a step are more than nothing, got {slot} and {step}"
        raise ValueError(message)
    span = protocol.size.span
    if members is None:
        members = span.least if span.usual is None else span.usual
    if leaders is None:
        preferred = protocol.leadership.preferred
        leaders = protocol.leadership.least if preferred is None else preferred
    heads = protocol.heads_for(members, leaders)
    setting = Setting(heads=heads, slot=slot, family=protocol.family)
    return fit_session(protocol.session, setting, step=step)


def fit_session(session: Part, setting: Setting, *, step: dt.timedelta = MINUTE) -> Fit:
    """Share a slot out among the phases of a session, for known numbers of people."""
    slot = setting.slot
    counts, chosen = _choose(session, setting)
    row = items(session, setting, counts)
    least = least_of(row)
    if least > slot:
        message = (
            f"the phases take at least {in_words(least)}, which is {in_words(least - slot)} more "
            f"than the {in_words(slot)} there are"
        )
        raise Infeasible(message, short_by_seconds=(least - slot).total_seconds())
    row, left_out = _leave_out(row, slot)
    lengths, spare = _share_out(row, slot, step)
    none = tuple(
        item.path
        for item, length in zip(row, lengths, strict=True)
        if item.phase.optional and not length
    )
    told = tuple(
        Allotment(
            path=item.path,
            at=item.at,
            length=length,
            why=_why(item, length),
            standing=_standing(item),
        )
        for item, length in zip(row, lengths, strict=True)
        if item.path not in none
    )
    return Fit(slot=slot, allotments=told, counts=chosen, spare=spare, left_out=(*left_out, *none))


def _choose(session: Part, setting: Setting) -> tuple[Mapping[str, int], tuple[Chosen, ...]]:
    """How many times each rounds is held: the usual number, fewer where that does not fit."""
    found = tuple(rounds_of(session, setting.heads))
    counts = first_counts(session, setting.heads)

    def fits() -> bool:
        return wanted_of(items(session, setting, counts)) <= setting.slot

    for path, _, count in reversed(found):
        while counts[path] > count.least and not fits():
            counts[path] -= 1
    for path, _, count in found:  # what was given up for another may still fit
        while counts[path] < (count.usual or 0):
            counts[path] += 1
            if not fits():
                counts[path] -= 1
                break
    for path, _, count in found:
        if count.usual is None:
            counts[path] = _nearest(session, setting, counts, path, count)
    return counts, tuple(
        Chosen(path=path, count=counts[path], why=_why_so_many(count, counts[path]))
        for path, _, count in found
    )


def first_counts(part: Part, heads: Heads) -> dict[str, int]:
    """How many times each rounds is held before anybody looks at the time."""
    return {
        path: count.least if count.usual is None else count.usual
        for path, _, count in rounds_of(part, heads)
    }


def _nearest(
    session: Part, setting: Setting, counts: Mapping[str, int], path: str, count: Count
) -> int:
    """The number of rounds whose usual length comes nearest to the slot, of those that fit.

    Where nobody says how long any of it usually is, the least number.
    """
    best, nearest = counts[path], dt.timedelta.max
    for number in range(best, (MOST_ROUNDS if count.most is None else count.most) + 1):
        try:
            row = items(session, setting, {**counts, path: number})
        except Infeasible:
            break
        inside = [item for item in row if item.at.startswith(f"{path}/")]
        known = any(item.custom or item.box.usual is not None for item in inside)
        away = abs(_usual(row) - setting.slot)
        if number > count.least and not (known and wanted_of(row) <= setting.slot):
            break
        if away < nearest:
            best, nearest = number, away
    return best


def _usual(row: Iterable[Item]) -> dt.timedelta:
    return sum((item.aim.usual or ZERO for item in row if not item.phase.optional), ZERO)


def _why_so_many(count: Count, number: int) -> str:
    if count.fixed:
        return "as the protocol says"
    if count.usual is None:
        return "the number that comes nearest to the slot"
    return "the usual number" if number == count.usual else f"the usual {count.usual} do not fit"


def _leave_out(
    row: tuple[Item, ...], slot: dt.timedelta
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Optional phases go before anything else gives way, the last first."""
    kept, left_out = list(row), list[str]()
    for item in reversed(row):
        if sum((one.aim.usual or ZERO for one in kept), ZERO) <= slot:
            break
        if item.phase.optional:
            kept.remove(item)
            left_out.insert(0, item.path)
    return tuple(kept), tuple(left_out)


def _share_out(
    row: tuple[Item, ...], slot: dt.timedelta, step: dt.timedelta
) -> tuple[tuple[dt.timedelta, ...], dt.timedelta]:
    least = [item.box.least // MICROSECOND for item in row]
    usual = [(item.aim.usual or ZERO) // MICROSECOND for item in row]
    full = [(item.aim.most or item.aim.usual or ZERO) // MICROSECOND for item in row]
    most = [None if item.box.most is None else item.box.most // MICROSECOND for item in row]
    target = slot // MICROSECOND
    levels = (least, usual, full)
    ideal = _ideal(levels, most, target)
    filled = int(sum(ideal))
    tried = (_to_steps(ideal, levels, most, one // MICROSECOND) for one in (step, MINUTE, SECOND))
    whole = next((one for one in tried if one is not None), None)
    exact = _to_the_microsecond(ideal, filled) if whole is None else whole
    return tuple(one * MICROSECOND for one in exact), (target - filled) * MICROSECOND


def _ideal(
    levels: tuple[Sequence[int], ...], most: Sequence[int | None], target: int
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


def _to_steps(
    ideal: Sequence[Fraction],
    levels: tuple[Sequence[int], ...],
    most: Sequence[int | None],
    step: int,
) -> list[int] | None:
    """Whole steps that come to the sum of the ideal within all bounds, or nothing.

    Steps are handed out one by one to whoever is then least far on the way from level to level,
    so that a longer slot never takes a step away again. A phase whose bounds hold no whole step
    keeps its ideal length, and a remainder smaller than a step goes to the longest phase that may
    take it.
    """
    lengths: list[int] = []
    waiting: list[tuple[float, int]] = []
    for i, (want, low, bound) in enumerate(zip(ideal, levels[0], most, strict=True)):
        up = -(-low // step) * step
        if bound is not None and up > bound:
            lengths.append(round(want))
        else:
            lengths.append(up)
            waiting.append((_progress(levels, i, up + step), i))
    over = int(sum(ideal)) - sum(lengths)
    if not 0 <= over <= MOST_STEPS * step:
        return None
    heapq.heapify(waiting)
    while over >= step and waiting:
        _, i = heapq.heappop(waiting)
        if _allows(most[i], lengths[i] + step):
            lengths[i] += step
            over -= step
            heapq.heappush(waiting, (_progress(levels, i, lengths[i] + step), i))
    able = [i for i, length in enumerate(lengths) if _allows(most[i], length + over)]
    if over and not able:
        return None
    if over:
        lengths[max(able, key=lambda i: (lengths[i], -i))] += over
    return lengths


def _allows(bound: int | None, length: int) -> bool:
    return bound is None or length <= bound


def _progress(levels: tuple[Sequence[int], ...], index: int, length: int) -> float:
    """How far a phase of some length is: 0 at its first level, 1 at the next, and so on."""
    for number, (low, high) in enumerate(itertools.pairwise(level[index] for level in levels)):
        if low <= length <= high and high > low:
            return number + (length - low) / (high - low)
    top = levels[-1][index]
    return len(levels) - 1 + (length - top) / max(top, 1)


def _to_the_microsecond(ideal: Sequence[Fraction], total: int) -> list[int]:
    """The ideal itself, for bounds that hold no whole steps; the first take what is left over."""
    lengths = [int(want) for want in ideal]
    cut = sorted(range(len(ideal)), key=lambda i: lengths[i] - ideal[i])
    for i in cut[: total - sum(lengths)]:
        lengths[i] += 1
    return lengths


def _standing(item: Item) -> Standing:
    """How well the time that the plan aims at is known."""
    if item.custom:
        return item.custom.basis.standing
    if item.box.usual is None:
        return Standing.DEFAULT
    return item.phase.standing_of("time.usual")


def _why(item: Item, length: dt.timedelta) -> str:
    box: Timebox = item.box
    if box.fixed:
        return "its only length"
    if item.custom:
        return f"its source gives no time; other sources give {item.custom.time}"
    if box.usual is None:
        return "no source gives a usual time; it gets a share of what there is"
    near = abs(length - box.usual) < MINUTE
    if near:
        return "its usual time"
    if length < box.usual:
        return "shorter than usual, to fit"
    return "longer than usual, as there is time"
