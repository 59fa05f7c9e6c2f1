"""What would mend a finding, as data that can be looked at, kept and applied."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeAlias, TypeVar, assert_never, cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.edits import edit_part, find_part, revise
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.parts import Phase, Rounds, sequence
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import AdvicePolicy, Floor, Questions, Role
from reflective_groups.model.timebox import in_words, times
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

Subject = TypeVar("Subject", Protocol, Meeting)

_PATH = Text(least=1, most=1_000)


@attrs.frozen(repr=False)
class SetSlot(Value):
    """Give the meeting another length.

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


Edit: TypeAlias = SetSlot | SetRounds | PutBefore | PutAfter | Silence | FactsOnly | MoveAfter
"""One mechanical change to a protocol or a meeting."""

EDITS = (SetSlot, SetRounds, PutBefore, PutAfter, Silence, FactsOnly, MoveAfter)


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
    """One change made to a protocol, or to the protocol that a meeting holds.

    >>> from reflective_groups import Protocol
    >>> mine = Protocol(key="x", title="X", session=Phase(name="talk"))
    >>> [path for path, _ in apply(PutAfter(Phase(name="debrief")), mine).phases]
    ['talk', 'after/debrief']
    """
    if isinstance(subject, Protocol):
        return _in_protocol(edit, subject)
    if isinstance(edit, SetSlot):
        return attrs.evolve(subject, slot=edit.slot)
    protocol = _in_protocol(edit, subject.held)
    if subject.first and subject.protocol.first_session is not None:
        session, first = subject.protocol.session, protocol.session
        protocol = attrs.evolve(protocol, session=session, first_session=first)
    return attrs.evolve(subject, protocol=protocol)


def _in_protocol(edit: Edit, protocol: Protocol) -> Protocol:
    match edit:
        case SetSlot():
            message = "a slot belongs to a meeting; a protocol has none to set"
            raise ModelError(message)
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
