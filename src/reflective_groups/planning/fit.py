"""Share a slot out among the phases: within least and most, towards usual."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.model.timebox import ZERO, Timebox, in_words, minutes
from reflective_groups.model.value import Length, Many, Value, to_length, to_names, to_tuple
from reflective_groups.planning.counting import Chosen
from reflective_groups.planning.task import Task
from reflective_groups.planning.unroll import Item, Setting
from reflective_groups.sources import Standing
from reflective_groups.timing.allotment import Allotment
from reflective_groups.timing.apportion import Want, apportion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflective_groups.display.scene import Scene
    from reflective_groups.errors import Infeasible
    from reflective_groups.model.locks import Lock
    from reflective_groups.model.parts import Part
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.planning.task import Bounded, Settled
    from reflective_groups.rules.repair import Repair

MINUTE = minutes(1)
SECOND = dt.timedelta(seconds=1)
MICROSECOND = dt.timedelta(microseconds=1)


def _allotments(values: Iterable[Allotment]) -> tuple[Allotment, ...]:
    return to_tuple(values)


def _chosen(values: Iterable[Chosen]) -> tuple[Chosen, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Fit(Value, Drawn):
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
        return self._by_path[path]

    @cached_property
    def _by_path(self) -> Mapping[str, dt.timedelta]:
        return {one.path: one.length for one in self.allotments}

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.planning.scenes import fit_scene

        return fit_scene(self)

    def __str__(self) -> str:
        spare = (f"spare: {in_words(self.spare)}",) if self.spare else ()
        return "\n".join((*map(str, self.counts), *map(str, self.allotments), *spare))


def fit(  # noqa: PLR0913 -- each may be left at what is usual
    protocol: Protocol,
    slot: dt.timedelta,
    *,
    members: int | None = None,
    leaders: int | None = None,
    step: dt.timedelta = MINUTE,
    locks: Iterable[Lock] = (),
    start: dt.datetime | None = None,
    repair: Repair | None = None,
) -> Fit:
    """Share a slot out among the phases of a protocol.

    >>> from reflective_groups import Infeasible, Phase, Protocol, between
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
    that comes nearest to the slot. Lengths are whole steps where bounds and slot allow, or else
    whole minutes or seconds. Without locks, and with as many rounds, a slot that is some whole
    steps longer makes no phase shorter where all bounds are whole steps.

    `locks` are kept to; one at a time on the clock needs the `start`. Raises `Infeasible` where
    not all bounds can be kept, with the fewest that clash in `.conflict` and what would help in
    `.repairs`; `PathError` for a lock on what is not there, `ModelError` for a lock on the clock
    that nobody can keep, `ValueError` for a slot or step that is not more than nothing.

    A `repair` is made before anything else. Some of them change the slot or the locks, which are
    no part of a protocol: `Repair.apply` makes those only on a meeting or a series, and here they
    can be tried all the same.

    >>> try:
    ...     fit(mine, minutes(24))
    ... except Infeasible as error:
    ...     print(error.repairs[0])
    ...     print(fit(mine, minutes(24), repair=error.repairs[0]))
    Make the slot 25 min, 1 min longer.
    talk: 20 min (shorter than usual, to fit)
    close: 5 min (shorter than usual, to fit)
    """
    slot, step, locks = to_length(slot), to_length(step), tuple(locks)
    if repair is not None:
        protocol, slot, locks = _mended(repair, protocol, slot, locks)
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
    return fit_session(protocol.session, setting, step=step, locks=locks, start=start)


def _mended(
    repair: Repair, protocol: Protocol, slot: dt.timedelta, locks: tuple[Lock, ...]
) -> tuple[Protocol, dt.timedelta, tuple[Lock, ...]]:
    from reflective_groups.planning.mending import mended  # only where a plan has failed before

    return mended(repair, protocol, slot, locks)


def fit_session(
    session: Part,
    setting: Setting,
    *,
    step: dt.timedelta = MINUTE,
    locks: tuple[Lock, ...] = (),
    start: dt.datetime | None = None,
) -> Fit:
    """Share a slot out among the phases of a session, for known numbers of people.

    >>> from reflective_groups import Phase
    >>> from reflective_groups.model.folds import UNKNOWN
    >>> fit_session(Phase(name="talk"), Setting(heads=UNKNOWN, slot=minutes(45)))["talk"]
    datetime.timedelta(seconds=2700)
    """
    task = Task(session=session, setting=setting, locks=locks, start=start)
    settled = task.settle()
    bound = settled.bound
    if not bound.feasible:
        raise _infeasible(task, settled)
    lengths, spare = _share_out(bound, setting.slot, step)
    held = {
        item.path
        for item, length in zip(bound.row, lengths, strict=True)
        if length or not item.phase.optional
    }
    locked = bound.locked
    aims = sum((item.aim.usual or ZERO for item in bound.row), ZERO)
    room = setting.slot - aims
    return Fit(
        slot=setting.slot,
        allotments=tuple(
            Allotment(
                path=item.path,
                at=item.at,
                length=length,
                bounds=box,
                why=locked.get(item.path)
                or _why(
                    item,
                    length,
                    gives_way=place in bound.giving_way,
                    cause=_cause(
                        longer=length > (item.aim.usual or ZERO),
                        room=spare or room,
                        locked=bool(bound.holds),
                    ),
                ),
                standing=Standing.DEFAULT if item.path in locked else _standing(item),
            )
            for place, (item, box, length) in enumerate(
                zip(bound.row, bound.boxes, lengths, strict=True)
            )
            if item.path in held
        ),
        counts=settled.chosen,
        spare=spare,
        left_out=tuple(item.path for item in settled.whole if item.path not in held),
    )


def _infeasible(task: Task, settled: Settled) -> Infeasible:
    # what would help is told in the words of the rules, which a plan that works does not need
    from reflective_groups.planning.mending import infeasible

    return infeasible(task, settled)


def _share_out(
    bound: Bounded, slot: dt.timedelta, step: dt.timedelta
) -> tuple[tuple[dt.timedelta, ...], dt.timedelta]:
    wants = tuple(
        _want(item, box, gives_way=place in bound.giving_way)
        for place, (item, box) in enumerate(zip(bound.row, bound.boxes, strict=True))
    )
    steps = [one // MICROSECOND for one in (step, MINUTE, SECOND)]
    lengths, spare = apportion(wants, slot // MICROSECOND, steps, bound.spans)
    return tuple(one * MICROSECOND for one in lengths), spare * MICROSECOND


def _want(item: Item, box: Timebox, *, gives_way: bool) -> Want:
    low = box.least // MICROSECOND
    high = None if box.most is None else box.most // MICROSECOND
    usual, full = item.aim.usual or ZERO, item.aim.most or item.aim.usual or ZERO
    return Want(
        least=low,
        usual=_within(low, usual // MICROSECOND, high),
        full=_within(low, full // MICROSECOND, high),
        most=high,
        gives_way=gives_way,
    )


def _within(low: int, wanted: int, high: int | None) -> int:
    wanted = max(low, wanted)
    return wanted if high is None else min(wanted, high)


def _standing(item: Item) -> Standing:
    """How well the time that the plan aims at is known."""
    if item.custom:
        return item.custom.basis.standing
    if item.box.usual is None:
        return Standing.DEFAULT
    return item.phase.standing_of("time.usual")


def _cause(*, longer: bool, room: dt.timedelta, locked: bool) -> str:
    """Why a stretch is longer or shorter than usual, with so much room beside the usual times."""
    if longer and room > ZERO:
        return "as there is time"
    if not longer and room < ZERO:
        return "to fit"
    return "to keep the locks" if locked else "in whole steps"


def _why(item: Item, length: dt.timedelta, *, gives_way: bool, cause: str) -> str:
    box = item.box
    if box.fixed:
        return "its only length"
    if gives_way and length < (item.aim.usual or ZERO):
        return "shorter than usual, as it gives way first"
    if item.custom:
        beside = _beside(item, length)
        ours = item.custom.basis.standing is Standing.DEFAULT
        given = "our own choice is" if ours else "other sources give"
        return f"its source gives no time; {given} {item.custom.time}{beside}"
    if box.usual is None:
        return "no source gives a usual time; it gets a share of what there is"
    if abs(length - box.usual) < MINUTE:
        return "its usual time"
    return f"{'shorter' if length < box.usual else 'longer'} than usual, {cause}"


def _beside(item: Item, length: dt.timedelta) -> str:
    """What to say of a length that no other source gives."""
    if length in item.aim:
        return ""
    return f", and there is {'less' if length < item.aim.least else 'more'} time than that"
