"""Locks of a meeting as spans of the row of stretches that they hold."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import ModelError, PathError
from reflective_groups.model.edits import resolve
from reflective_groups.model.folds import walk
from reflective_groups.model.locks import Lock
from reflective_groups.model.parts import Part
from reflective_groups.model.timebox import Timebox, exactly, in_words
from reflective_groups.model.value import plain_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reflective_groups.planning.unroll import Item

_NUMBER = re.compile(r"\[([0-9]+)\]")
_SHOWN = 20
"""A message names no more stretches than this."""
_LONG_BEFORE = dt.timedelta(hours=12)
"""A time on the clock that comes later than this was meant for before the start; our choice."""
_STEP = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\[(?P<number>[1-9][0-9]*)\])?")


@attrs.frozen(kw_only=True)
class Hold:
    """What a lock holds apart: the stretches from one boundary to another."""

    lock: Lock
    path: str
    """The numbered path of what is locked; for a time to begin at, what follows the stretches."""
    begin: int
    end: int
    time: Timebox
    says: str = ""
    early: bool = False
    """Whether a time on the clock was meant that is over before the start."""

    @property
    def alone(self) -> bool:
        """Whether it bounds the length of one stretch."""
        return self.end - self.begin == 1 and not self.says


@attrs.frozen(eq=False)
class _Same:
    """A part that equals itself alone, which is told without a look at all that it holds."""

    part: Part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.part is other.part

    def __hash__(self) -> int:
        return id(self.part)


@lru_cache(maxsize=8)
def _paths(same: _Same) -> frozenset[str]:
    """The paths of a session, which hundreds of locks look up again and again."""
    return frozenset(path for path, _ in walk(same.part))


def full_path(session: Part, path: str) -> str:
    """A path from the root, with the numbers of rounds that it was given.

    Raises `PathError` for a path that names nothing, or several parts.
    """
    steps = [_STEP.fullmatch(step) for step in path.split("/")]
    if None in steps:
        message = f"{path!r} is no path; it goes like cases[2]/discuss"
        raise PathError(message)
    plain = _NUMBER.sub("", path)
    try:
        plain = plain if plain in _paths(_Same(session)) else resolve(session, plain)
    except PathError as error:
        if path.partition("/")[0] not in {"before", "after"}:
            raise
        message = f"locks hold only inside the slot, and {path!r} lies outside of it"
        raise PathError(message) from error
    bare = plain.split("/")
    numbers = ["" if step is None else step["number"] or "" for step in steps]
    numbers = [""] * (len(bare) - len(numbers)) + numbers
    return "/".join(
        f"{name}[{number}]" if number else name for name, number in zip(bare, numbers, strict=True)
    )


def most_rounds(session: Part, locks: Sequence[Lock]) -> Mapping[str, int]:
    """How many rounds have to be held, so that each one that a lock numbers is there."""
    needed: dict[str, int] = {}
    for lock in filter(holds_something, locks):
        for path in filter(None, (lock.path, lock.until)):
            for bare, number in numbered(session, path):
                needed[bare] = max(needed.get(bare, 0), number)
    return needed


def numbered(session: Part, path: str) -> Iterator[tuple[str, int]]:
    """The rounds that a path numbers, each with its number."""
    yield from numbers_in(full_path(session, path))


def numbers_in(path: str) -> Iterator[tuple[str, int]]:
    """The rounds that a path from the root numbers, each with its number."""
    bare = ""
    for step in path.split("/"):
        name, _, number = step.rstrip("]").partition("[")
        bare = f"{bare}/{name}" if bare else name
        if number:
            yield bare, int(number)


def holds_something(lock: Lock) -> bool:
    """Whether a lock says more than who gives way."""
    return lock.time is not None or lock.after is not None or lock.at is not None


def holds(
    session: Part, row: Sequence[Item], locks: Sequence[Lock], start: dt.datetime | None
) -> Iterator[Hold]:
    """What each lock holds in a row; one without a number holds each of several alike.

    Raises `PathError` for a path that names nothing that is held, `ModelError` for a time on the
    clock without a start.
    """
    for lock in filter(holds_something, locks):
        begins = places(session, row, lock.path)
        ends = places(session, row, lock.until) if lock.until else begins
        together = list(zip(begins.items(), ends.values()))  # noqa: B905 -- compared below
        if len(begins) != len(ends) or any(a[0] >= b[1] for (_, a), b in together):
            message = f"the lock from {lock.path} to {lock.until} holds nothing together"
            if len(begins) == len(ends):
                message += f": {lock.until} comes before {lock.path}"
            raise ModelError(message)
        for (path, (begin, _)), (_, end) in together:
            if lock.time is not None:
                yield Hold(lock=lock, path=path, begin=begin, end=end, time=lock.time)
            offset = _offset(lock, start)
            if offset is not None:
                if len(begins) > 1:
                    message = (
                        f"Lock {lock.path}: names {len(begins)} stretches, which cannot all begin "
                        "at one time; number the round"
                    )
                    raise ModelError(message)
                yield Hold(
                    lock=lock,
                    path=path,
                    begin=0,
                    end=begin,
                    time=exactly(offset),
                    says=f"to begin {_when(lock, offset, start, first=begin == 0)}",
                    early=lock.at is not None and offset > _LONG_BEFORE,
                )


def _when(lock: Lock, offset: dt.timedelta, start: dt.datetime | None, *, first: bool) -> str:
    told = f"{in_words(offset)} after the start"
    if lock.at is not None:
        if start is not None and offset > _LONG_BEFORE:
            return f"at {lock.at:%H:%M}, which is before the start at {start:%H:%M}"
        told = f"at {lock.at:%H:%M}, {told}"
    return f"{told}, though nothing comes before it" if first and offset else told


def places(session: Part, row: Sequence[Item], path: str) -> Mapping[str, tuple[int, int]]:
    """The numbered path and the boundaries of each part in a row that a path names.

    Raises `PathError` where it names nothing that is held.
    """
    wanted = full_path(session, path)
    bare, steps = _NUMBER.sub("", wanted), wanted.split("/")
    found: dict[str, tuple[int, int]] = {}
    for place, item in enumerate(row):
        if item.at != bare and not item.at.startswith(f"{bare}/"):
            continue
        held = item.path.split("/")[: len(steps)]
        if not all("[" not in step or step == one for one, step in zip(held, steps, strict=True)):
            continue
        if "[" not in steps[-1]:  # all rounds of that name together
            held[-1] = _NUMBER.sub("", held[-1])
        name = "/".join(held)
        found[name] = (found[name][0] if name in found else place, place + 1)
    if not found:
        message = f"nothing is held at {path!r}; there is {_listed(row)}"
        raise PathError(message)
    return found


def _listed(row: Sequence[Item]) -> str:
    names = [item.path for item in row[:_SHOWN]]
    return ", ".join((*names, f"and {len(row) - _SHOWN} more") if len(row) > _SHOWN else names)


def _offset(lock: Lock, start: dt.datetime | None) -> dt.timedelta | None:
    """How long after the start something begins, in elapsed time."""
    if lock.at is None:
        return lock.after
    if start is None:
        message = f"Lock {lock.path}: a time on the clock needs the start of a meeting"
        raise ModelError(message)
    if start.tzinfo is None:
        message = f"Lock {lock.path}: the start must say its time zone, got {start.isoformat()}"
        raise ModelError(message)
    start = plain_moment(start)
    return _next(lock, lock.at, start) - start.astimezone(dt.UTC)


def _next(lock: Lock, at: dt.time, start: dt.datetime) -> dt.datetime:
    """When clocks first show a time at the start or after it, past midnight if need be."""
    today = start.date()
    shown = (_moments(lock, at, start, day) for day in (today, today + dt.timedelta(days=1)))
    return next(
        one for one in itertools.chain.from_iterable(shown) if one >= start.astimezone(dt.UTC)
    )


def _moments(lock: Lock, at: dt.time, start: dt.datetime, day: dt.date) -> Iterator[dt.datetime]:
    """When clocks show a time on a day: once, or twice where an hour comes back."""
    for fold in (0, 1):
        said = dt.datetime.combine(day, at, tzinfo=start.tzinfo).replace(fold=fold)
        moment = said.astimezone(dt.UTC)
        if moment.astimezone(start.tzinfo).time() == at:
            yield moment
        elif said.replace(fold=0).utcoffset() == start.utcoffset():  # and not skipped before it
            message = f"Lock {lock.path}: the clocks skip {at:%H:%M} on {day.isoformat()}"
            raise ModelError(message)
