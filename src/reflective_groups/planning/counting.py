"""How many times rounds are held: chosen last, as often as usual where that fits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.model.folds import MOST_STRETCHES
from reflective_groups.model.value import PATH, PROSE, Number, Value
from reflective_groups.planning.locking import most_rounds
from reflective_groups.planning.unroll import rounds_of, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reflective_groups.model.folds import Heads
    from reflective_groups.model.locks import Lock
    from reflective_groups.model.parts import Part
    from reflective_groups.model.timebox import Count
    from reflective_groups.planning.unroll import Setting, Tally

MOST_ROUNDS = 100


@attrs.frozen(kw_only=True, repr=False)
class Chosen(Value):
    """How many times rounds are held, and why.

    >>> str(Chosen(path="cases", count=2, why="the usual number"))
    'cases: 2 (the usual number)'
    """

    path: str = attrs.field(validator=PATH)
    count: int = attrs.field(validator=Number(least=0, most=500))
    why: str = attrs.field(default="", validator=PROSE)

    def __str__(self) -> str:
        return f"{self.path}: {self.count} ({self.why})"


def first_counts(part: Part, heads: Heads) -> dict[str, int]:
    """How many times each rounds is held before anybody looks at the time."""
    return {
        path: count.least if count.usual is None else count.usual
        for path, _, count in rounds_of(part, heads)
    }


def choose(
    session: Part,
    setting: Setting,
    locks: Sequence[Lock],
    holds: Callable[[Mapping[str, int]], bool],
    hopeless: Callable[[Mapping[str, int]], bool],
) -> tuple[Mapping[str, int], tuple[Chosen, ...]]:
    """How many times each rounds is held: the usual number, fewer where that does not fit.

    `holds` says whether locks can be kept with so many, `hopeless` whether they can neither with so
    many nor with more; they are asked only where there are any.
    """
    found = tuple(rounds_of(session, setting.heads))
    whole = tally(session, setting)
    floors = _floors(found, most_rounds(session, locks))
    counts = {
        path: max(count, floors[path])
        for path, count in first_counts(session, setting.heads).items()
    }

    def may_fit() -> bool:
        there_is_time = whole.of(counts).wanted <= setting.slot
        return there_is_time and not (locks and hopeless(counts))

    def fits() -> bool:
        return may_fit() and (not locks or holds(counts))

    for path, _, _ in reversed(found):
        _lower(counts, path, floors[path], may_fit)
        while counts[path] > floors[path] and not fits():
            counts[path] -= 1
    for path, _, count in found:  # what was given up for another may still fit
        while counts[path] < (count.usual or 0):
            counts[path] += 1
            if not fits():
                counts[path] -= 1
                break
    for path, _, count in found:
        if count.usual is None:
            counts[path] = _nearest(whole, setting.slot, counts, path, count, fits)
    return counts, tuple(
        Chosen(
            path=path,
            count=counts[path],
            why=_why(
                count,
                counts[path],
                floors[path],
                usual_fits=whole.of({**counts, path: count.usual or 0}).wanted <= setting.slot,
            ),
        )
        for path, _, count in found
    )


def _lower(counts: dict[str, int], path: str, least: int, may_fit: Callable[[], bool]) -> None:
    """As many rounds as may fit, or the least; fewer never make worse what can be seen at once."""
    low, high = least, counts[path]
    while low < high:
        counts[path] = (low + high + 1) // 2
        if may_fit():
            low = counts[path]
        else:
            high = counts[path] - 1
    counts[path] = low


def _floors(
    found: tuple[tuple[str, Part, Count], ...], needed: Mapping[str, int]
) -> Mapping[str, int]:
    """The fewest that the protocol allows, or as many as locks name."""
    floors: dict[str, int] = {}
    for path, _, count in found:
        named = needed.get(path, 0)
        floors[path] = max(count.least, named if count.most is None else min(named, count.most))
    return floors


def _nearest(  # noqa: PLR0913, PLR0917 -- one rounds among the others
    whole: Tally,
    slot: dt.timedelta,
    counts: dict[str, int],
    path: str,
    count: Count,
    fits: Callable[[], bool],
) -> int:
    """The number of rounds whose usual length comes nearest to the slot, of those that fit.

    Where nobody says how long any of it usually is, the least number.
    """
    least = best = counts[path]
    nearest = dt.timedelta.max
    known = whole.inside(path).of(counts).known
    for number in range(least, (MOST_ROUNDS if count.most is None else count.most) + 1):
        counts[path] = number
        taken = whole.of(counts)
        if taken.stretches > MOST_STRETCHES or (number > least and not (known and fits())):
            break
        away = abs(taken.usual - slot)
        if away < nearest:
            best, nearest = number, away
    counts[path] = least
    return best


def _why(count: Count, number: int, floor: int, *, usual_fits: bool) -> str:
    if count.fixed:
        return "as the protocol says"
    if number == floor > count.least and number != count.usual:
        return "as many as the locks name"
    if count.usual is None:
        return "the number that comes nearest to the slot"
    if number == count.usual:
        return "the usual number"
    told = f"the usual {count.usual} do not fit"
    return f"{told} with the locks" if usual_fits else told  # there would be time for them
