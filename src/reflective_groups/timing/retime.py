"""What becomes of the rest of a meeting when something has taken another time than planned."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

import attrs

from reflective_groups.errors import Infeasible, ModelError, PathError
from reflective_groups.model.timebox import ZERO, in_words, minutes
from reflective_groups.model.value import Kind, Many, Term, Value, to_length, to_names, to_tuple
from reflective_groups.timing.allotment import Allotment
from reflective_groups.timing.apportion import Want, apportion
from reflective_groups.timing.limit import Limit, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MICROSECOND = dt.timedelta(microseconds=1)
MINUTE = minutes(1)
SECOND = dt.timedelta(seconds=1)


class Mode(Term):
    """What gives way when a meeting runs late, or early."""

    NONE = "none"
    """Nothing: the rest takes what was planned, and the end moves."""
    COMPRESS = "compress"
    """When late, all of the rest is shortened, down to its least; when early, nothing is."""
    STRETCH = "stretch"
    """When early, all of the rest is lengthened, up to its most; when late, nothing is."""
    ABSORB = "absorb"
    """One stretch takes the difference, within its bounds; what it cannot take moves the end."""
    STRICT = "strict"
    """The end stays where it is, shortening or lengthening the rest; or it cannot be done."""


def _allotments(values: Iterable[Allotment]) -> tuple[Allotment, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Retimed(Value):
    """All stretches of a meeting as they were and will be, with a reason for each change.

    >>> plan = (
    ...     Allotment(path="present", at="present", length=minutes(10)),
    ...     Allotment(path="discuss", at="discuss", length=minutes(30)),
    ... )
    >>> print(retime(plan, done=(minutes(14),), mode=Mode.COMPRESS))
    present: 14 min (took 4 min more than planned)
    discuss: 26 min (4 min shorter, as the meeting is 4 min late)

    `later` is how much later the meeting ends than planned, less than nothing where it is
    earlier. `changed` are the stretches still to come that have got another length than in the
    first plan.
    """

    allotments: tuple[Allotment, ...] = attrs.field(
        converter=_allotments, validator=Many(of=Allotment, most=10_000)
    )
    changed: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=10_000)
    )
    later: dt.timedelta = attrs.field(
        default=ZERO, converter=to_length, validator=Kind(dt.timedelta)
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

    def __str__(self) -> str:
        lines = list(map(str, self.allotments))
        if self.later:
            word = "later" if self.later > ZERO else "earlier"
            lines.append(f"ends {in_words(abs(self.later))} {word} than planned")
        return "\n".join(lines)


@attrs.frozen
class _Rest:
    """A stretch that is not over: what is planned, and how short and how long it may be now."""

    allotment: Allotment
    begun: dt.timedelta

    @property
    def floor(self) -> dt.timedelta:
        """No less than its least, and what has gone has gone."""
        return max(min(self.allotment.bounds.least, self.allotment.length), self.begun)

    @property
    def planned(self) -> dt.timedelta:
        return max(self.allotment.length, self.begun)

    @property
    def most(self) -> dt.timedelta | None:
        most = self.allotment.bounds.most
        return None if most is None else max(most, self.planned)


def retime(  # noqa: PLR0913 -- a plan, what has happened, and what may give way
    planned: Iterable[Allotment],
    *,
    done: Sequence[dt.timedelta] = (),
    begun: dt.timedelta = ZERO,
    mode: Mode = Mode.COMPRESS,
    absorber: str = "",
    step: dt.timedelta = MINUTE,
) -> Retimed:
    """Share the rest of a meeting out anew, given what has already happened.

    >>> plan = (
    ...     Allotment(path="present", at="present", length=minutes(10)),
    ...     Allotment(path="discuss", at="discuss", length=minutes(25)),
    ...     Allotment(path="return", at="return", length=minutes(5)),
    ... )
    >>> late = retime(plan, done=(minutes(13),), mode=Mode.ABSORB, absorber="discuss")
    >>> [int(one.length / minutes(1)) for one in late]
    [13, 22, 5]

    `planned` may be a `Fit`, or what an earlier call gave: that knows what was planned at first,
    and it is always the first plan that counts, for the end as for the reasons. `done` are the
    lengths of all stretches that are over, in order; `begun` is how long the next one has lasted
    by now. No stretch gets less than its least, unless less was planned. Raises `Infeasible` in
    strict mode where the end cannot be kept, `PathError` where the absorber is none of the
    stretches still to come, `ModelError` where more is done than was planned.
    """
    row = tuple(map(_at_first, planned))
    over, begun = tuple(map(to_length, done)), to_length(begun)
    _refuse_what_cannot_be(row, over, begun, to_length(step))
    rest = tuple(
        _Rest(one, begun if number == 0 else ZERO) for number, one in enumerate(row[len(over) :])
    )
    total = sum((one.length for one in row), ZERO)
    there = total - sum(over, ZERO)
    lengths = _lengths(rest, there, mode, absorber, to_length(step))
    late = sum((one.planned for one in rest), ZERO) - there
    return Retimed(
        allotments=(
            *(_told(one, length, _took(one, length)) for one, length in zip(row, over)),  # noqa: B905 -- the rest comes below
            *(
                _told(
                    one.allotment,
                    length,
                    _why(one, length, late, asked=_asked(one, late, mode, absorber)),
                )
                for one, length in zip(rest, lengths, strict=True)
            ),
        ),
        changed=tuple(
            one.allotment.path
            for one, length in zip(rest, lengths, strict=True)
            if length != one.allotment.length
        ),
        later=sum(over, ZERO) + sum(lengths, ZERO) - total,
    )


def _refuse_what_cannot_be(
    row: tuple[Allotment, ...],
    over: tuple[dt.timedelta, ...],
    begun: dt.timedelta,
    step: dt.timedelta,
) -> None:
    if len(over) + bool(begun) > len(row):
        more = f", and one more has begun, where {len(row)}" if begun else f", where {len(row)}"
        message = f"{_stretches(len(over))} over{more} {'was' if len(row) == 1 else 'were'} planned"
        raise ModelError(message)
    if any(length < ZERO for length in (*over, begun)):
        message = "no stretch has lasted less than nothing"
        raise ModelError(message)
    if step <= ZERO:
        message = f"a step is more than nothing, got {step}"
        raise ValueError(message)


def _stretches(count: int) -> str:
    return "1 stretch is" if count == 1 else f"{count} stretches are"


def _lengths(
    rest: tuple[_Rest, ...], there: dt.timedelta, mode: Mode, absorber: str, step: dt.timedelta
) -> tuple[dt.timedelta, ...]:
    """The lengths of what is still to come."""
    as_planned = tuple(one.planned for one in rest)
    late = sum(as_planned, ZERO) - there
    match mode:
        case Mode.NONE:
            return as_planned
        case Mode.COMPRESS:
            return _shared(rest, there, step) if late > ZERO else as_planned
        case Mode.STRETCH:
            return _shared(rest, there, step) if late < ZERO else as_planned
        case Mode.ABSORB:
            return _absorbed(rest, there, absorber)
        case Mode.STRICT:
            _refuse(rest, there)
            return _shared(rest, there, step) if late else as_planned
        case _:
            assert_never(mode)


def _shared(
    rest: tuple[_Rest, ...], there: dt.timedelta, step: dt.timedelta
) -> tuple[dt.timedelta, ...]:
    """All of them shorter, or all of them longer, each as far on its way to its least or most."""
    late = sum((one.planned for one in rest), ZERO) > there
    wants = [_shorter(one) if late else _longer(one) for one in rest]
    total = max(there // MICROSECOND, sum(want.least for want in wants))
    steps = [one // MICROSECOND for one in (step, SECOND)]
    lengths, _ = apportion(wants, total, steps)
    return tuple(length * MICROSECOND for length in lengths)


def _shorter(one: _Rest) -> Want:
    planned = one.planned // MICROSECOND
    return Want(least=one.floor // MICROSECOND, usual=planned, full=planned, most=planned)


def _longer(one: _Rest) -> Want:
    planned = one.planned // MICROSECOND
    if one.most is None:
        return Want(least=planned, usual=planned, full=planned)
    most = one.most // MICROSECOND
    return Want(least=planned, usual=planned, full=most, most=most)


def _absorbed(
    rest: tuple[_Rest, ...], there: dt.timedelta, absorber: str
) -> tuple[dt.timedelta, ...]:
    """One of them shorter or longer, as far as its bounds allow."""
    paths = [one.allotment.path for one in rest]
    if absorber not in paths:
        message = f"no stretch {absorber!r} is still to come; there is {', '.join(paths) or 'none'}"
        raise PathError(message)
    others = sum((one.planned for one in rest if one.allotment.path != absorber), ZERO)

    def taken(one: _Rest) -> dt.timedelta:
        wanted = max(one.floor, there - others)
        return wanted if one.most is None else min(wanted, one.most)

    return tuple(taken(one) if one.allotment.path == absorber else one.planned for one in rest)


def _refuse(rest: tuple[_Rest, ...], there: dt.timedelta) -> None:
    """Raise where the end cannot be kept, with the fewest stretches that show it."""
    floors = sum((one.floor for one in rest), ZERO)
    if floors > there:
        conflict = (*_too_long(rest, there), _end(Side.MOST, there))
        short = floors - there
        message = (
            f"the end was {in_words(-there)} ago, and what is left takes at least "
            f"{in_words(floors)}"
            if there < ZERO
            else f"the rest takes at least {in_words(floors)}, which is {in_words(short)} more "
            f"than the {in_words(there)} there are"
        )
        raise Infeasible(message, short_by_seconds=short.total_seconds(), conflict=conflict)
    mosts = [(one.allotment.path, one.most) for one in rest]
    known = [(path, most) for path, most in mosts if most is not None]
    tops = sum((most for _, most in known), ZERO)
    if len(known) == len(mosts) and tops < there:
        conflict = (
            *(Limit(path=path, side=Side.MOST, length=most) for path, most in known),
            _end(Side.LEAST, there),
        )
        message = (
            f"the rest takes at most {in_words(tops)}, which is {in_words(there - tops)} less "
            f"than the {in_words(there)} there are"
            if rest
            else f"all is over {in_words(there)} before the end, and nothing can fill that time"
        )
        raise Infeasible(message, conflict=conflict)


def _too_long(rest: tuple[_Rest, ...], there: dt.timedelta) -> Iterator[Limit]:
    """The longest first: so the fewest of them are more than there is."""
    taken = ZERO
    for one in sorted(rest, key=lambda one: -one.floor):
        if taken > there:
            return
        taken += one.floor
        told = f"has already lasted {in_words(one.begun)}" if one.floor == one.begun else ""
        yield Limit(path=one.allotment.path, side=Side.LEAST, length=one.floor, says=told)


def _end(side: Side, there: dt.timedelta) -> Limit:
    return Limit(path="end", side=side, length=max(there, ZERO), says="the end stays where it is")


def _at_first(one: Allotment) -> Allotment:
    """What was planned at first, whatever has become of it since."""
    return one if one.planned is None else attrs.evolve(one, length=one.planned, planned=None)


def _told(one: Allotment, length: dt.timedelta, why: str) -> Allotment:
    planned = None if length == one.length else one.length
    return attrs.evolve(one, length=length, planned=planned, why=why)


def _took(one: Allotment, length: dt.timedelta) -> str:
    if length == one.length:
        return "took what was planned"
    word = "more" if length > one.length else "less"
    return f"took {in_words(abs(length - one.length))} {word} than planned"


def _asked(one: _Rest, late: dt.timedelta, mode: Mode, absorber: str) -> bool:
    """Whether a stretch was to give way, be it by getting shorter or longer."""
    match mode:
        case Mode.NONE:
            return False
        case Mode.COMPRESS:
            return late > ZERO
        case Mode.STRETCH:
            return late < ZERO
        case Mode.ABSORB:
            return one.allotment.path == absorber
        case Mode.STRICT:
            return True
        case _:
            assert_never(mode)


def _why(one: _Rest, length: dt.timedelta, late: dt.timedelta, *, asked: bool) -> str:
    by = length - one.allotment.length
    if not by:
        least = asked and late > ZERO and length == one.floor
        most = asked and late < ZERO and length == one.most
        return f"as planned{', its least' * least}{', its most' * most}"
    if length == one.begun and by > ZERO:
        return f"has already lasted {in_words(by)} more than planned"
    word = "longer" if by > ZERO else "shorter"
    when = f"{in_words(abs(late))} {'late' if late > ZERO else 'early'}"
    floor = ", to its least" if by < ZERO and length == one.floor else ""
    return f"{in_words(abs(by))} {word}{floor}, as the meeting is {when}"
