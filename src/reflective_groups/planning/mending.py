"""Where no timing keeps all bounds: which fewest of them clash, and what would help."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import Infeasible, ModelError, PathError, ReflectiveGroupsError
from reflective_groups.model.edits import edit_part, revise
from reflective_groups.model.parts import PerHolder
from reflective_groups.model.timebox import ZERO, Share, Timebox, in_words, minutes, times
from reflective_groups.model.value import LONGEST
from reflective_groups.planning.locking import holds_something
from reflective_groups.planning.unroll import rounds_of, tally
from reflective_groups.rules.repair import (
    Repair,
    SetRounds,
    SetSlot,
    SetTime,
    Unlock,
    apply,
)
from reflective_groups.timing.limit import Limit, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reflective_groups.model.locks import Lock
    from reflective_groups.model.parts import Part
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.planning.task import Bounded, Settled, Task
    from reflective_groups.timing.network import Bound

MINUTE = minutes(1)
_MOST_UNLOCKED = 8
"""Among so many locks the ones to do without together are looked for."""
_MOST_ALONE = 24
"""So many locks are tried one by one."""
_MOST_TOLD = 12
"""A message names no more bounds than this; `conflict` holds all of them."""
_LONGEST = 3
_LONGER = minutes(120)
"""With locks, no slot is offered that is longer than three times the one there is, or than two
hours more; our choice, as a lock then rather asks for something else than was meant."""
_MOST_SLOTS = 100
"""So many slots are tried, where shares of the session grow along with it."""
MICROSECOND = dt.timedelta(microseconds=1)
_SIDES = {"least": Side.LEAST, "most": Side.MOST}


def infeasible(task: Task, settled: Settled) -> Infeasible:
    """What to raise where the bounds of a row clash."""
    bound = settled.bound
    clash = bound.network.conflict()
    conflict = tuple(_limits(task, settled, clash))
    needed = _needed(bound)
    short = ZERO if needed is None else max(ZERO, needed - bound.slot)
    return Infeasible(
        _message(bound, conflict, needed),
        short_by_seconds=short.total_seconds(),
        conflict=conflict,
        repairs=tuple(_repairs(task, settled, clash)),
    )


def _message(bound: Bounded, conflict: tuple[Limit, ...], needed: dt.timedelta | None) -> str:
    told = "; ".join(f"{one.path}: {one.told}" for one in conflict[:_MOST_TOLD])
    if len(conflict) > _MOST_TOLD:
        told += f"; and {len(conflict) - _MOST_TOLD} more"
    if needed is None or needed <= bound.slot:
        return f"these cannot all be kept: {told}"
    missing = (
        f"{in_words(needed)}, which is {in_words(needed - bound.slot)} more than the "
        f"{in_words(bound.slot)} there are"
    )
    if not bound.holds:
        return f"the phases take at least {missing}"
    return f"with all locks kept it takes at least {missing}; these alone clash: {told}"


def _needed(bound: Bounded) -> dt.timedelta | None:
    """The shortest slot in which these bounds hold, if there is one."""
    earliest = bound.within(None).earliest
    return None if earliest is None else earliest[-1] * MICROSECOND


def _at(bound: Bounded, one: Bound) -> tuple[int, bool]:
    """In the order in which people read an agenda, with the slot below it."""
    if one.span is None:
        return one.begin, True
    if one.span == len(bound.spans):
        return len(bound.row), True
    hold = bound.holds[one.span]
    return (hold.end, False) if hold.says else (hold.begin, True)


def _limits(task: Task, settled: Settled, clash: tuple[Bound, ...]) -> Iterator[Limit]:
    """A clash as people read it, with the locks but for which a stretch of it would be left out."""
    bound = settled.bound
    kept = task.keeps_in(settled.whole)
    said = set(_locks_in(bound, clash))
    for one in sorted(clash, key=lambda one: _at(bound, one)):
        lock = kept.get(bound.row[one.begin].path) if _is_least(one) else None
        if lock is not None and lock.path not in said:
            said.add(lock.path)
            says = "locked, so it is held"
            yield Limit(path=lock.path, side=Side.LEAST, length=ZERO, says=says)
        yield _limit(bound, one)


def _is_least(one: Bound) -> bool:
    return one.span is None and one.side == "least"


def _limit(bound: Bounded, one: Bound) -> Limit:
    """A bound of the network as people read it."""
    side = _SIDES[one.side]
    if one.span is None:
        return _of_phase(bound, one.begin, side)
    if one.span == len(bound.spans):
        told = in_words(bound.slot)
        return Limit(path="slot", side=side, length=bound.slot, says=f"at most {told}")
    hold = bound.holds[one.span]
    length = hold.time.least if side is Side.LEAST else hold.time.most or ZERO
    exact = "" if hold.time.fixed else f"at {side} "
    until = f"with all up to {hold.lock.until} " if hold.lock.until else ""
    says = f"locked {hold.says or f'{until}to {exact}{in_words(length)}'}"
    if hold.says and bound.slot < length and not hold.early:
        says += f", {in_words(length - bound.slot)} past the end"
    return Limit(path=hold.path, side=side, length=length, says=says)


def _of_phase(bound: Bounded, place: int, side: Side) -> Limit:
    item = bound.row[place]
    phase = item.phase
    length = item.box.least if side is Side.LEAST else item.box.most or ZERO
    says = ""
    if isinstance(phase.time, Share):
        says = f"at {side} {in_words(length)}, a share of the session"
    elif phase.each is not None:
        says = f"at {side} {in_words(length)}, with a turn for each {phase.each}"
    field = f"time.{side.value}"
    return Limit(
        path=item.path,
        side=side,
        length=length,
        says=says,
        standing=phase.standing_of(field),
        citations=phase.citations_of(field),
    )


def mended(
    repair: Repair, protocol: Protocol, slot: dt.timedelta, locks: tuple[Lock, ...]
) -> tuple[Protocol, dt.timedelta, tuple[Lock, ...]]:
    """A protocol, a slot and locks as they are after a repair.

    >>> from reflective_groups import Phase, Protocol
    >>> mine = Protocol(key="x", title="X", session=Phase(name="talk"))
    >>> longer = Repair(says="Take an hour.", edits=(SetSlot(minutes(60)),))
    >>> mended(longer, mine, minutes(45), ())[1]
    datetime.timedelta(seconds=3600)

    Raises `PathError` where there is no such part or lock.
    """
    for edit in repair.edits:
        if isinstance(edit, SetSlot):
            slot = edit.slot
        elif isinstance(edit, Unlock):
            left = tuple(lock for lock in locks if lock.path != edit.path)
            if len(left) == len(locks):
                told = ", ".join(dict.fromkeys(lock.path for lock in locks)) or "none"
                message = f"no lock at {edit.path!r}; there is {told}"
                raise PathError(message)
            locks = left
        else:
            protocol = apply(edit, protocol)
    return protocol, slot, locks


def _repairs(task: Task, settled: Settled, clash: tuple[Bound, ...]) -> Iterator[Repair]:
    """What would help, each tried: first what leaves protocol and slot alone.

    Then a longer slot, then fewer rounds, then less than a source gives to a phase.
    """
    yield from _unlocked(task, settled, clash)
    yield from _longer(task, settled.bound)
    yield from _fewer_rounds(task, settled.counts)
    yield from _shorter(task, settled.bound, clash)


def helps(task: Task) -> bool:
    """Whether a task can be done.

    >>> from reflective_groups import Phase, exactly
    >>> from reflective_groups.model.folds import UNKNOWN
    >>> from reflective_groups.planning.task import Task
    >>> from reflective_groups.planning.unroll import Setting
    >>> talk = Phase(name="talk", time=exactly(minutes(20)))
    >>> helps(Task(session=talk, setting=Setting(heads=UNKNOWN, slot=minutes(15))))
    False
    """
    return _tried(task) is not None


def _tried(task: Task) -> Settled | None:
    """What a task comes to, where it can be done."""
    try:
        settled = task.settle()
    except ReflectiveGroupsError:  # a lock may name what is no longer there
        return None
    return settled if settled.bound.feasible else None


def _with(session: Part, path: str, **changes: object) -> Part:
    """A session in which a part is changed."""
    return edit_part(session, path, lambda part: (revise(part, **changes),))


def _unlocked(task: Task, settled: Settled, clash: tuple[Bound, ...]) -> Iterator[Repair]:
    """One lock less; where that is not enough, the first two or three that are."""
    held = tuple(dict.fromkeys(one.path for one in task.locks if holds_something(one)))
    held = held[:_MOST_UNLOCKED]  # one that has no part in the clash may keep a round in it
    paths = tuple(dict.fromkeys((*_locks_in(settled.bound, clash), *held)))[:_MOST_ALONE]
    alone = [(path, found) for path in paths if (found := _tried(_without(task, {path})))]
    for path, found in alone:
        count = sum(lock.path == path for lock in task.locks)
        locks = "lock" if count == 1 else f"{count} locks"
        says = f"Do without the {locks} on {path}{_then(settled, found)}."
        yield Repair(says=says, edits=(Unlock(path),))
    if alone:
        return
    some = itertools.chain(itertools.combinations(held, 2), itertools.combinations(held, 3))
    for gone in some:
        found = _tried(_without(task, set(gone)))
        if found is not None:
            told = f"{', '.join(gone[:-1])} and {gone[-1]}"
            says = f"Do without the locks on {told}{_then(settled, found)}."
            yield Repair(says=says, edits=tuple(map(Unlock, gone)))
            return


def _locks_in(bound: Bounded, clash: tuple[Bound, ...]) -> tuple[str, ...]:
    """The paths of the locks that have a part in a clash."""
    spans = [one.span for one in clash if one.span is not None and one.span < len(bound.spans)]
    return tuple(dict.fromkeys(bound.holds[span].lock.path for span in spans))


def _without(task: Task, paths: set[str]) -> Task:
    return attrs.evolve(task, locks=tuple(one for one in task.locks if one.path not in paths))


def _then(before: Settled, after: Settled) -> str:
    """What else becomes of the session, where rounds are then held more often or less."""
    told = [
        f"{path} is then held {_often(after.counts[path])} instead of {_often(count)}"
        for path, count in before.counts.items()
        if after.counts[path] != count
    ]
    return f"; {', and '.join(told)}" if told else ""


def _often(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _longer(task: Task, bound: Bounded) -> Iterator[Repair]:
    """The shortest slot of whole minutes that is long enough; shares of it grow with it."""
    slot, tried = bound.slot, bound
    longest = max(_LONGEST * slot, slot + _LONGER) if bound.holds else LONGEST
    for _ in range(_MOST_SLOTS):
        needed = _needed(tried)
        if needed is None:
            return
        slot = max(-(-needed // MINUTE) * MINUTE, slot + MINUTE)
        if slot > min(longest, LONGEST - MINUTE):
            return
        longer = attrs.evolve(task, setting=attrs.evolve(task.setting, slot=slot))
        try:
            tried = longer.settle().bound
        except ModelError:  # one more round is held, which a lock then does not tell apart
            return
        if tried.feasible:
            more = in_words(slot - bound.slot)
            says = f"Make the slot {in_words(slot)}, {more} longer."
            yield Repair(says=says, edits=(SetSlot(slot),))
            return


def _fewer_rounds(task: Task, counts: Mapping[str, int]) -> Iterator[Repair]:
    whole = tally(task.session, task.setting)
    for path, part, _ in rounds_of(task.session, task.setting.heads):
        if isinstance(part.count, PerHolder):
            continue  # with fewer somebody would have no turn
        for number in range(counts[path] - 1, 0, -1):
            others = {other: 1 for other in counts if other != path}
            if whole.of({**others, path: number}).least > task.setting.slot:
                continue  # too long already, without a look at the locks
            session = _with(task.session, path, count=times(number))
            if helps(attrs.evolve(task, session=session)):
                says = f"Hold {path} {_often(number)} instead of {_often(counts[path])}."
                yield Repair(says=says, edits=(SetRounds(path=path, count=number),))
                break


def _shorter(task: Task, bound: Bounded, clash: tuple[Bound, ...]) -> Iterator[Repair]:
    """One phase shorter than its source says, the one that loses the smallest part of it first."""
    needed = _needed(bound)
    if needed is None or needed <= bound.slot:
        return
    short = needed - bound.slot
    inside = [bound.row[one.begin] for one in clash if one.span is None and one.side == "least"]
    tried: list[tuple[float, Repair]] = []
    for at in dict.fromkeys(item.at for item in inside):
        of_it = [item for item in bound.row if item.at == at]
        phase = of_it[0].phase
        if phase.each is not None or isinstance(phase.time, Share):
            continue
        less = -(-short // len(of_it) // MINUTE) * MINUTE
        least = phase.time.least - less
        if least <= ZERO:
            continue
        time = Timebox(least=least, usual=phase.time.usual, most=phase.time.most)
        session = _with(task.session, at, time=time)
        if helps(attrs.evolve(task, session=session)):
            cited = any(phase.citations_of("time.least"))
            says = (
                f"Give {at} {in_words(least)} at the least instead of "
                f"{in_words(phase.time.least)}{', which is not what its source says' * cited}."
            )
            edit = SetTime(path=at, time=time)
            tried.append((less / phase.time.least, Repair(says=says, edits=(edit,))))
    for _, repair in sorted(tried, key=lambda one: one[0]):
        yield repair
