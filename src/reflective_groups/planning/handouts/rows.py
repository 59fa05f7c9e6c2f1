"""The rows of a page: one for each distinct time, under the headings of what they belong to."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import attrs

from reflective_groups.model.frame import Bench
from reflective_groups.model.parts import Phase
from reflective_groups.model.roles import EVERYONE, MEMBER
from reflective_groups.model.timebox import Timebox
from reflective_groups.model.timeline import Stretch
from reflective_groups.planning.handouts.reader import Reader

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from reflective_groups.model.roles import Role
    from reflective_groups.planning.agenda import Agenda

OUTSIDE = ("before", "after")
"""What the paths begin with that lie outside the session proper."""
_PLURALS = ("cases", "issues", "rounds", "turns")


@attrs.frozen(kw_only=True)
class Row:
    """What happens from one time to the next; small groups side by side share it."""

    stretches: tuple[Stretch, ...]
    phase: Phase | None
    """Nothing where time is spare at the end of a slot."""

    @property
    def start(self) -> dt.datetime:
        """When it begins, on the clock of the meeting's zone."""
        return self.stretches[0].start

    @property
    def length(self) -> dt.timedelta:
        """How long it lasts."""
        return self.stretches[0].length

    @property
    def title(self) -> str:
        """What it is called."""
        return "Spare time" if self.phase is None else self.phase.title

    @property
    def chosen(self) -> bool:
        """Whether the plan had to choose a length that no source gives."""
        phase = self.phase
        return phase is not None and isinstance(phase.time, Timebox) and phase.time.unstated


@attrs.frozen(kw_only=True)
class Block:
    """Rows that belong together: a round, small groups, what comes before or after."""

    where: str
    """Empty for the session proper."""
    heading: str
    rows: tuple[Row, ...]

    @property
    def groups(self) -> Mapping[int, Mapping[Role, tuple[str, ...]]]:
        """Who sits in which small group, and in which seats, by the number of the group."""
        found: dict[int, dict[Role, tuple[str, ...]]] = {}
        for stretch in (one for row in self.rows for one in row.stretches):
            if stretch.group is None:
                continue
            seats = found.setdefault(stretch.group, {})
            for held in stretch.held:
                known = seats.get(held.role, ())
                seats[held.role] = tuple(dict.fromkeys((*known, *held.people)))
        return dict(sorted(found.items()))


def blocks(agenda: Agenda, reader: Reader) -> tuple[Block, ...]:
    """The rows of a plan in order of time, block by block."""
    rows = [
        row for row in _rows(agenda) if reader is Reader.FACILITATOR or _is_for_all(agenda, row)
    ]
    totals = {one.path: one.count for one in agenda.fit.counts}
    known = {_where(row) for row in rows} != {""}
    return tuple(
        Block(where=where, heading=_heading(where, steps, totals, known=known), rows=tuple(inside))
        for (where, steps), inside in itertools.groupby(
            rows, lambda row: (_where(row), _steps(row))
        )
    )


def _rows(agenda: Agenda) -> Iterator[Row]:
    phases, spare = dict(agenda.meeting.held.phases), agenda.spare
    side_by_side: dict[tuple[str, dt.datetime, bool], list[Stretch]] = {}
    for stretch in agenda:
        # a phase may be called as spare time is
        key = (stretch.path, stretch.start, stretch is spare)
        side_by_side.setdefault(key, []).append(stretch)
    for (path, _, is_spare), stretches in side_by_side.items():
        yield Row(stretches=tuple(stretches), phase=None if is_spare else phases[plain(path)])


def plain(path: str) -> str:
    """The path in the protocol, where rounds have no numbers.

    >>> plain("cases[2]/discuss")
    'cases/discuss'
    """
    return re.sub(r"\[[0-9]+\]", "", path)


def _is_for_all(agenda: Agenda, row: Row) -> bool:
    """Whether members are there; the leaders' own meetings are none of their business."""
    if not _where(row) or row.phase is None:
        return True
    benches = {seat.role: seat.bench for seat in agenda.meeting.held.seating}
    named = row.phase.floor.named
    return not named or any(
        role in {MEMBER, EVERYONE} or benches.get(role, Bench.MEMBERS) is Bench.MEMBERS
        for role in named
    )


def _where(row: Row) -> str:
    first, inner, _ = row.stretches[0].path.partition("/")
    return first if inner and first in OUTSIDE else ""


def _steps(row: Row) -> tuple[str, ...]:
    """The numbered paths of what a row lies in, outer first."""
    path = row.stretches[0].path.removeprefix(f"{_where(row)}/")
    *outer, _ = path.split("/")
    return tuple(itertools.accumulate(outer, lambda one, other: f"{one}/{other}"))


def _heading(where: str, steps: tuple[str, ...], totals: Mapping[str, int], *, known: bool) -> str:
    # the plan counts the rounds of the session proper only
    inside: Mapping[str, int] = {} if where else totals
    told = ", ".join(filter(None, (_step(one, inside) for one in steps)))
    if where:
        return f"{where} the session{f': {told}' if told else ''}".capitalize()
    return told[:1].upper() + told[1:] or ("The session" if known else "")


def _step(path: str, totals: Mapping[str, int]) -> str:
    """One of what a row lies in, without the number of a round that is the only one."""
    counted, _, number = path.rpartition("/")[2].rstrip("]").partition("[")
    said = counted.replace("_", " ")
    if not number:
        return said
    total = totals.get(plain(path))
    if total == 1:
        return ""
    one = said.removesuffix("s") if counted in _PLURALS else said
    return f"{one} {number}" + (f" of {total}" if total else "")
