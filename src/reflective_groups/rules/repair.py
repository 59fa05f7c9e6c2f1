"""What would mend a finding, as data that can be looked at, kept and applied."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar, assert_never, cast

import attrs

from reflective_groups.errors import ModelError, PathError
from reflective_groups.model.cadence import OnDates
from reflective_groups.model.edits import edit_part, find_part, revise
from reflective_groups.model.frame import exact_amount, to_decimal
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.money import Costs
from reflective_groups.model.parts import Phase, Rounds, sequence
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import AdvicePolicy, Floor, Questions, Role
from reflective_groups.model.series import MOST_MEETINGS, Series
from reflective_groups.model.timebox import Timebox, in_words, times
from reflective_groups.model.value import (
    LINE,
    Kind,
    Length,
    Many,
    Number,
    Text,
    Value,
    to_length,
    to_tuple,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reflective_groups.model.locks import Lock

Subject = TypeVar("Subject", Protocol, Meeting, Series)

_PATH = Text(least=1, most=1_000)


@attrs.frozen(repr=False)
class SetSlot(Value):
    """Give a meeting another length; in a series each, but an opening with a length of its own.

    >>> from reflective_groups import minutes
    >>> str(SetSlot(minutes(108)))
    'make the slot 108 min'
    """

    slot: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))

    def __str__(self) -> str:
        return f"make the slot {in_words(self.slot)}"


@attrs.frozen(kw_only=True, repr=False)
class SetRounds(Value):
    """Hold rounds so many times.

    >>> str(SetRounds(path="cases", count=1))
    'hold cases 1 time'
    """

    path: str = attrs.field(validator=_PATH)
    count: int = attrs.field(validator=Number(least=1, most=500))

    def __str__(self) -> str:
        return f"hold {self.path} {self.count} time{'' if self.count == 1 else 's'}"


@attrs.frozen(repr=False)
class PutBefore(Value):
    """Add a phase before the session proper.

    >>> str(PutBefore(Phase(name="gather")))
    'add gather before the session'
    """

    phase: Phase = attrs.field(validator=Kind(Phase))

    def __str__(self) -> str:
        return f"add {self.phase.name} before the session"


@attrs.frozen(repr=False)
class PutAfter(Value):
    """Add a phase after the session proper.

    >>> str(PutAfter(Phase(name="debrief")))
    'add debrief after the session'
    """

    phase: Phase = attrs.field(validator=Kind(Phase))

    def __str__(self) -> str:
        return f"add {self.phase.name} after the session"


@attrs.frozen(kw_only=True, repr=False)
class Silence(Value):
    """Let a role only listen in a phase.

    >>> from reflective_groups import PRESENTER
    >>> str(Silence(path="discuss", role=PRESENTER))
    'let the presenter only listen in discuss'
    """

    path: str = attrs.field(validator=_PATH)
    role: Role = attrs.field(validator=Kind(Role))

    def __str__(self) -> str:
        return f"let the {self.role} only listen in {self.path}"


@attrs.frozen(repr=False)
class FactsOnly(Value):
    """Keep the questions of a phase to facts, with no advice in them.

    >>> str(FactsOnly("clarify"))
    'keep the questions in clarify to facts'
    """

    path: str = attrs.field(validator=_PATH)

    def __str__(self) -> str:
        return f"keep the questions in {self.path} to facts"


@attrs.frozen(kw_only=True, repr=False)
class MoveAfter(Value):
    """Put a part after another one.

    >>> str(MoveAfter(path="return", target="discuss"))
    'put return after discuss'
    """

    path: str = attrs.field(validator=_PATH)
    target: str = attrs.field(validator=_PATH)

    def __str__(self) -> str:
        return f"put {self.path} after {self.target}"


@attrs.frozen(kw_only=True, repr=False)
class SetTime(Value):
    """Give a phase another timebox, which then is nobody's but ours.

    >>> from reflective_groups import between, minutes
    >>> str(SetTime(path="discuss", time=between(minutes(20), minutes(30))))
    'give discuss 20 to 30 min, usually 25'
    """

    path: str = attrs.field(validator=_PATH)
    time: Timebox = attrs.field(validator=Kind(Timebox))

    def __str__(self) -> str:
        return f"give {self.path} {self.time}"


@attrs.frozen(repr=False)
class LeaveOut(Value):
    """Do without a part.

    >>> str(LeaveOut("clarify"))
    'leave out clarify'

    A lock on it stays where it is; `Unlock` takes it off.
    """

    path: str = attrs.field(validator=_PATH)

    def __str__(self) -> str:
        return f"leave out {self.path}"


@attrs.frozen(repr=False)
class Unlock(Value):
    """Take the locks off a part, as the path of the locks names it.

    >>> str(Unlock("discuss"))
    'take the lock off discuss'
    """

    path: str = attrs.field(validator=_PATH)

    def __str__(self) -> str:
        return f"take the lock off {self.path}"


@attrs.frozen(repr=False)
class SetFee(Value):
    """Let each member pay so much for a meeting, in exact decimals.

    >>> str(SetFee(30, currency="GBP"))
    'let each member pay 30 GBP a meeting'

    Without a currency it is the one that the series has agreed on.
    """

    amount: decimal.Decimal = attrs.field(converter=to_decimal, validator=exact_amount)
    currency: str = attrs.field(
        default="",
        kw_only=True,
        validator=Text(most=3, pattern="([A-Z]{3})?", form="a three-letter currency code"),
    )

    def __str__(self) -> str:
        return f"let each member pay {f'{self.amount} {self.currency}'.rstrip()} a meeting"


@attrs.frozen(repr=False)
class SetMeetings(Value):
    """Plan so many meetings, a taster not counted.

    >>> str(SetMeetings(8))
    'plan 8 meetings'
    """

    count: int = attrs.field(validator=Number(least=1, most=MOST_MEETINGS))

    def __str__(self) -> str:
        return f"plan {self.count} meeting{'' if self.count == 1 else 's'}"


@attrs.frozen(repr=False)
class PayLeaders(Value):
    """Pay so many of the leaders.

    >>> str(PayLeaders(1))
    'pay 1 leader'
    """

    count: int = attrs.field(validator=Number(least=0, most=20))

    def __str__(self) -> str:
        return f"pay {self.count} leader{'' if self.count == 1 else 's'}"


Edit: TypeAlias = (
    SetSlot
    | SetRounds
    | SetTime
    | PutBefore
    | PutAfter
    | Silence
    | FactsOnly
    | MoveAfter
    | LeaveOut
    | Unlock
    | SetFee
    | SetMeetings
    | PayLeaders
)
"""One mechanical change to a protocol, a meeting or a series."""

EDITS = (
    SetSlot,
    SetRounds,
    SetTime,
    PutBefore,
    PutAfter,
    Silence,
    FactsOnly,
    MoveAfter,
    LeaveOut,
    Unlock,
    SetFee,
    SetMeetings,
    PayLeaders,
)


def _edits(values: Iterable[Edit]) -> tuple[Edit, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Repair(Value):
    """What would mend a finding; `apply` gives a new object and leaves the old one alone.

    >>> from reflective_groups import Protocol
    >>> mine = Protocol(key="x", title="X", session=Phase(name="talk") * 3)
    >>> mend = Repair(says="hold two rounds", edits=(SetRounds(path="rounds", count=2),))
    >>> str(mend.apply(mine).part("rounds").count)
    '2'
    """

    says: str = attrs.field(validator=LINE)
    edits: tuple[Edit, ...] = attrs.field(
        converter=_edits, validator=Many(of=EDITS, least=1, most=20)
    )

    def apply(self, subject: Subject) -> Subject:
        """The subject as it would be; raises `PathError` where it has no such part."""
        for edit in self.edits:
            subject = apply(edit, subject)
        return subject

    def __str__(self) -> str:
        return self.says


def apply(edit: Edit, subject: Subject) -> Subject:
    """One change made to a protocol, or to a meeting or a series and the protocol it holds.

    >>> from reflective_groups import Protocol
    >>> mine = Protocol(key="x", title="X", session=Phase(name="talk"))
    >>> [path for path, _ in apply(PutAfter(Phase(name="debrief")), mine).phases]
    ['talk', 'after/debrief']

    In a series it is the usual protocol that is changed. Raises `ModelError` for a change that
    such a subject has no room for, such as the slot of a protocol, and `PathError` where there is
    no such part or lock.
    """
    if isinstance(subject, Protocol):
        return _in_protocol(edit, subject)
    if isinstance(edit, SetSlot):
        return attrs.evolve(subject, slot=edit.slot)
    if isinstance(edit, Unlock):
        return attrs.evolve(subject, locks=_unlocked(subject, edit.path))
    if isinstance(subject, Meeting):
        return attrs.evolve(subject, protocol=_held_by(edit, subject))
    return _in_series(edit, subject)


def _held_by(edit: Edit, meeting: Meeting) -> Protocol:
    """The protocol of a meeting with what is held this time changed."""
    protocol = _in_protocol(edit, meeting.held)
    if not meeting.first or meeting.protocol.first_session is None:
        return protocol
    session, first = meeting.protocol.session, protocol.session
    return attrs.evolve(protocol, session=session, first_session=first)


def _unlocked(subject: Meeting | Series, path: str) -> tuple[Lock, ...]:
    left = tuple(lock for lock in subject.locks if lock.path != path)
    if len(left) == len(subject.locks):
        told = ", ".join(dict.fromkeys(lock.path for lock in left)) or "none"
        message = f"no lock at {path!r}; there is {told}"
        raise PathError(message)
    return left


def _in_series(edit: Edit, series: Series) -> Series:
    match edit:
        case SetFee(amount=amount, currency=currency):
            return attrs.evolve(series, costs=_with_fee(series.costs, amount, currency))
        case SetMeetings(count=count):
            if isinstance(series.cadence, OnDates):
                message = "a series on days told one by one has as many meetings as days"
                raise ModelError(message)
            return attrs.evolve(series, count=count, until=None)
        case PayLeaders(count=count):
            if series.costs is None:
                message = "the series has agreed no costs, so nobody is known to be paid"
                raise ModelError(message)
            return attrs.evolve(series, costs=attrs.evolve(series.costs, paid_leaders=count))
        case _:
            return attrs.evolve(series, protocol=_in_protocol(edit, series.protocol))


def _with_fee(costs: Costs | None, amount: decimal.Decimal, currency: str) -> Costs:
    if costs is None:
        return Costs(currency=currency, member_session=amount)
    if currency not in {"", costs.currency}:
        message = f"the series keeps its accounts in {costs.currency}, not in {currency}"
        raise ModelError(message)
    return attrs.evolve(costs, member_session=amount)


def _in_protocol(  # noqa: C901, PLR0911 -- one line an edit, to be read like a table
    edit: Edit, protocol: Protocol
) -> Protocol:
    match edit:
        case SetSlot():
            message = "a slot belongs to a meeting; a protocol has none to set"
            raise ModelError(message)
        case Unlock():
            message = "locks belong to a meeting or a series; a protocol has none to take off"
            raise ModelError(message)
        case SetFee() | SetMeetings() | PayLeaders():
            message = f"only in a series can one {edit}"
            raise ModelError(message)
        case SetTime(path=path, time=time):
            return protocol.with_phase(path, time=time)
        case LeaveOut(path=path):
            return protocol.without(path)
        case SetRounds(path=path, count=count):
            return protocol.edited(
                path, lambda part: (revise(cast("Rounds", part), count=times(count)),)
            )
        case PutBefore(phase=phase):
            before = () if protocol.before is None else (protocol.before,)
            return attrs.evolve(protocol, before=sequence(*before, phase))
        case PutAfter(phase=phase):
            after = () if protocol.after is None else (protocol.after,)
            return attrs.evolve(protocol, after=sequence(phase, *after))
        case Silence(path=path, role=role):
            return _refloor(protocol, path, lambda floor: silenced(floor, role))
        case FactsOnly(path=path):
            return _refloor(protocol, path, facts_only)
        case MoveAfter(path=path, target=target):
            part = find_part(protocol.session, path)
            session = edit_part(protocol.session, path, lambda _: ())
            session = edit_part(session, target, lambda one: (one, part))
            return attrs.evolve(protocol, session=session)
        case _:
            assert_never(edit)


def _refloor(protocol: Protocol, path: str, change: Callable[[Floor], Floor]) -> Protocol:
    return protocol.with_phase(path, floor=change(protocol.phase(path).floor))


def silenced(floor: Floor, role: Role) -> Floor:
    """A floor on which a role only listens, and on which everyone else may do what they could.

    >>> from reflective_groups import MEMBER, PRESENTER, Act
    >>> floor = silenced(Floor(speaks=(PRESENTER, MEMBER)), PRESENTER)
    >>> floor.may(PRESENTER, Act.SPEAK), floor.may(MEMBER, Act.SPEAK)
    (False, True)
    """

    def others(roles: tuple[Role, ...]) -> tuple[Role, ...]:
        return tuple(one for one in roles if one != role)

    return attrs.evolve(
        floor,
        leads=others(floor.leads),
        speaks=others(floor.speaks),
        asks=others(floor.asks),
        answers=others(floor.answers),
        silent=tuple(dict.fromkeys((*floor.silent, role))),
    )


def facts_only(floor: Floor) -> Floor:
    """A floor whose questions are for facts and hold no advice.

    >>> facts_only(Floor()).questions
    Questions.FACTUAL
    """
    return attrs.evolve(floor, questions=Questions.FACTUAL, advice=AdvicePolicy.FORBIDDEN)
